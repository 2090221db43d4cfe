"""Meetings on law-based government."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_meetings(published_year: YearFolder) -> None:
    """How many meetings should be held is known, how many were held is not."""
    assert published_year.value("meet_required") == "1"
    assert published_year.metric("meet").state is State.MISSING


def test_no_meeting(folder: YearFolder) -> None:
    """A year without a meeting is a zero, and the metric names the limit."""
    folder.figure("meet", "零")

    assert folder.metric("meet").state is State.ZERO
    assert folder.value("meet") == "0"
    assert str(folder.metric("meet").threshold) == "≥1"
