"""Supervision from outside and channels for complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_supervision(published_year: YearFolder) -> None:
    """The five kinds of supervision are named."""
    assert published_year.value("supervision_kinds") == "5"
    assert published_year.statement("supervision") == (
        "自觉接受党内监督、人大监督、监察监督、民主监督和司法监督。"
    )


def test_published_channels(published_year: YearFolder) -> None:
    """The four channels are named and counted."""
    assert published_year.statement("channels") == (
        "设立举报信箱、电子信箱、热线电话和传真号码四种投诉举报渠道。"
    )


def test_one_channel(folder: YearFolder) -> None:
    """A single channel is named alone; of supervision, which has no row, nothing is said."""
    folder.register("mechanisms", "权力监督,举报渠道,热线电话")

    assert folder.statement("channels") == "设立热线电话一种投诉举报渠道。"
    assert folder.value("supervision_kinds") == "0"
    assert folder.statement("supervision") == ""


def test_nothing_kept(folder: YearFolder) -> None:
    """Without a register nothing is said."""
    assert folder.statement("supervision") == ""
    assert folder.statement("channels") == ""
