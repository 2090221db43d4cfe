"""Each shortcoming is told with its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_shortcomings(published_year: YearFolder) -> None:
    """Two shortcomings are counted 一是、二是, each with its cause."""
    assert published_year.value("shortcomings") == "2"
    assert published_year.statement("shortcomings") == (
        "一是法治工作队伍方面，人员少、多为兼职。"
        "主要原因是业务负担重且大多未受系统法律教育。"
        "二是普法宣传方面，形式单一、结合科技职能不够。"
        "主要原因是广度深度与针对性不足。"
    )


def test_cells_that_end_in_a_full_stop(folder: YearFolder) -> None:
    """A full stop typed into a cell is not doubled by the sentence."""
    folder.register("shortcomings", "队伍,人员少。,编制紧。")

    assert folder.statement("shortcomings") == "队伍方面，人员少。主要原因是编制紧。"


def test_nothing_kept(folder: YearFolder) -> None:
    """Without a register nothing is said."""
    assert folder.statement("shortcomings") == ""
