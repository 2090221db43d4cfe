"""Chinese text is broken into lines as it is in print."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from lawgov_lib.base.terminal import wrapped


def test_no_mark_begins_a_line() -> None:
    """A closing mark stays with the character before it."""
    assert wrapped("甲乙丙，丁", width=6) == "甲乙\n丙，丁"


def test_no_opening_mark_ends_a_line() -> None:
    """An opening mark goes with the character after it."""
    assert wrapped("甲乙「丙」", width=7) == "甲乙\n「丙」"


def test_words_and_paths_stay_whole() -> None:
    """A path longer than the line stands on a line of its own."""
    assert wrapped("见params/2021/report.yaml吧", width=8) == "见\nparams/2021/report.yaml\n吧"


def test_later_lines_have_their_own_indent() -> None:
    """The lines after the first are set in as far as is asked."""
    assert wrapped("甲乙丙丁", "1. ", "   ", width=7) == "1. 甲乙\n   丙丁"


@given(st.text("甲乙丙，。「」ab1 "), st.integers(10, 40))
def test_no_character_is_lost(text: str, width: int) -> None:
    """Breaking changes nothing but white space."""
    lines = wrapped(text, width=width)

    assert "".join(lines.split()) == "".join(text.split())
    assert all(wcswidth(line) <= width or len(line.split()) == 1 for line in lines.splitlines())
