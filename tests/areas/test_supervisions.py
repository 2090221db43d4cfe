"""Supervision of enforcement is told as carried out or as undergone, never one as the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

CARRIED_OUT = (
    "1,实施,案卷评查,2020-03-01,40,6,6,意见书",
    "2,实施,专项监督,2020-06-01,,4,3,",
)
UNDERGONE = "3,接受,案卷评查,2020-09-01,12,2,2,意见书"


def test_carried_out(folder: YearFolder) -> None:
    """Files, papers and problems are added up, and how many problems were corrected."""
    folder.register("supervisions", *CARRIED_OUT)

    assert folder.statement("supervisions") == (
        "开展行政执法监督2次，评查案卷40卷，发出行政执法监督文书1份，发现问题10个，整改率90%。"
    )
    assert folder.statement("supervised") == ""
    assert folder.metric("sup_on").state is State.MISSING


def test_undergone(folder: YearFolder) -> None:
    """What others found at the agency is not what the agency found."""
    folder.register("supervisions", UNDERGONE)

    assert folder.statement("supervisions") == ""
    assert folder.statement("supervised") == (
        "接受行政执法监督1次，被评查案卷12卷，收到行政执法监督文书1份，被指出问题2个，全部整改。"
    )


def test_nothing_found(folder: YearFolder) -> None:
    """Zero problems read as a clause, without a rate over nothing."""
    folder.register("supervisions", "1,实施,日常监督,2020-03-01,,0,0,")

    assert folder.statement("supervisions") == "开展行政执法监督1次，没有发现问题。"


def test_more_corrected_than_found(folder: YearFolder) -> None:
    """No more problems are corrected than were found."""
    folder.register("supervisions", "1,实施,日常监督,2020-03-01,,1,2,")

    assert any("「整改问题数」2大于「发现问题数」1" in message for message in folder.refusal())
