"""Expressions that were compiled before find what those find that were compiled just now."""

from __future__ import annotations

import re

import pytest

from lawgov_lib.base.expressions import compiled

EXPRESSIONS = (
    "[一-鿿]{2,4}局",
    "(?P<number>[0-9]+(?:\\.[0-9]+)?)(?P<unit>件|宗|人次)",
    "(?<![0-9])(?:19|20)[0-9]{2}年(?!度)",
    "(处罚|检查)\\1",
    "^$|\\b\\w+\\W",
    "",
)
TEXT = "示例市司法局2020年办理复议31件、检查检查4.5人次"


@pytest.mark.parametrize("pattern", EXPRESSIONS)
@pytest.mark.parametrize("flags", [0, re.MULTILINE | re.DOTALL, re.IGNORECASE])
def test_it_is_what_the_library_compiles(pattern: str, flags: int) -> None:
    """It finds the same, and is asked the same way, at the first time and after that."""
    plain = re.compile(pattern, flags)

    for _ in range(2):
        ours = compiled(pattern, flags)

        assert ours == plain
        assert (ours.flags, ours.groups, ours.groupindex) == (
            plain.flags,
            plain.groups,
            plain.groupindex,
        )
        found, expected = list(ours.finditer(TEXT)), list(plain.finditer(TEXT))
        assert [(each.span(), each.groups(), each.lastgroup) for each in found] == [
            (each.span(), each.groups(), each.lastgroup) for each in expected
        ]
        assert ours.sub("", TEXT) == plain.sub("", TEXT)


def test_bytes_have_theirs() -> None:
    """An expression for bytes is another than that for text."""
    assert compiled(b"[0-9]+").findall(b"31, 47") == [b"31", b"47"]
    assert compiled("[0-9]+").findall("31, 47") == ["31", "47"]


def test_a_wrong_one_is_an_error() -> None:
    """As of the library."""
    with pytest.raises(re.error):
        compiled("(")
