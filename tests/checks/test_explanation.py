"""A check explains itself: what it does, why, its settings, and how it is answered."""

from __future__ import annotations

import pytest

from lawgov_lib.base.errors import ParameterError
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.checks.explanation import explain, listing, page
from lawgov_lib.checks.settings import defaults


@pytest.mark.parametrize("code", [code for code in load_catalogue() if code.startswith("C")])
def test_check_is_explained(code: str) -> None:
    """Title, basis and an answer ready to copy are there, in whatever case the code is typed."""
    text = explain(code.lower())

    assert text.startswith(f"{code} {load_catalogue()[code].title}")
    assert "依据  " in text
    assert f"  - code: {code}\n" in text


def test_settings_are_told_with_their_source() -> None:
    """What an agency may set is named as report.yaml names it."""
    for code in defaults().keys() & load_catalogue().keys():
        for name in defaults()[code].keys() - {"source"}:
            assert f"{name}=" in "".join(explain(code).split())


def test_unknown_code_names_the_nearest() -> None:
    """A mistyped code is answered with one that there is."""
    with pytest.raises(ParameterError, match="代码最接近的是C22"):
        explain("C222")


def test_all_are_listed() -> None:
    """The list and the reference name every check."""
    for code, entry in load_catalogue().items():
        assert f"{code}  {entry.title}" in listing()
        assert f"## {code} {entry.title}\n" in page()
