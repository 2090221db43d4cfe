"""Rates that published reports cut off, forced to a hundred, or took of one of two bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


@pytest.mark.parametrize(
    "text",
    [
        "全年收到行政复议申请151件，审结140件，审结率92.71%。",
        "全年收到行政复议申请151件，审结140件，审结率92.72%。",
        "全年受理行政复议案件151件，审结135件，直接纠错29件，纠错率19.2%。",
        "全年受理行政复议案件151件，审结135件，直接纠错29件，纠错率21.5%。",
        "受理行政复议案件151件，上年66件，增长128.78%。",
        "办结申请7件：予以公开2件，占29%；不予公开2件，占29%；无法提供3件，占42%。",
    ],
)
def test_a_hundredth_is_no_error(folder: YearFolder, text: str) -> None:
    """Cut off or rounded, of what was accepted or of what was closed: neither is an error."""
    folder.write("text/disputes.md", text)

    assert [each for code in ("C06", "C07", "C09") for each in folder.findings(code)] == []


@pytest.mark.parametrize(
    "text",
    [
        "全年收到行政复议申请151件，审结140件，审结率92.9%。",
        "全年受理行政复议案件151件，审结135件，直接纠错29件，纠错率23.5%。",
    ],
)
def test_more_than_a_hundredth_is_one(folder: YearFolder, text: str) -> None:
    """A rate that neither base gives is found."""
    folder.write("text/disputes.md", text)

    assert [each.code for each in folder.findings("C06")] == ["C06"]
