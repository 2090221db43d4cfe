"""What Word and WPS write beside the words is no correction, and hides none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.merging.wordedits import Tracked
from tests.merging.test_mergeplan import FUNCTIONS, editor, report
from tests.merging.wordeditor import WordEditor, merged
from tests.merging.wordprocessors import as_word, as_wps, track_as_wps

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawgov_lib.report.yearreport import Report
    from tests.yearfolder import YearFolder

__all__ = ["editor", "report"]
SAVED = pytest.mark.parametrize("saved", [as_word, as_wps])


@SAVED
def test_a_file_that_was_only_saved_has_no_corrections(
    published_year: YearFolder, saved: Callable[[bytes], bytes]
) -> None:
    """A whole report, with annex, tables, charts and lists, comes back as it went out."""
    year = published_year.report()

    plan = merged(year, saved(WordEditor(year).saved()))

    assert (plan.files, plan.asks, plan.unplaced, plan.looks) == ({}, (), (), ())
    assert plan.is_same


@SAVED
def test_corrections_are_the_same_whoever_saved_them(
    editor: WordEditor, saved: Callable[[bytes], bytes]
) -> None:
    """Words, numbers, paragraphs, items, bold, moves and comments come back alike."""
    editor.replace("优化服务", "减少材料", "精简材料")
    editor.replace("优化服务", "86次", "90次")
    editor.mark("第三段", "经费", "<w:b/>")
    editor.add("公开办事", "推行告知承诺")
    editor.add("创新监管", "新的一段照录于此。")
    editor.move("抓好学法", behind="第三段")
    editor.comment("创新监管", "请补充数据。")

    direct = editor.plan()
    plan = merged(editor.report, saved(editor.saved()))

    assert (plan.files, plan.asks, plan.unplaced) == (direct.files, direct.asks, ())
    assert [each.text for each, _ in plan.comments] == ["请补充数据。"]


def test_changes_that_wps_tracks_letter_by_letter_are_one(
    editor: WordEditor, report: Report
) -> None:
    """All of one hand that follow at once are one change, though every letter is one in WPS."""
    texts = editor.paragraph("第三段").iter("{*}t")
    run = next(each for each in texts if "安排" in (each.text or "")).getparent()
    track_as_wps(run, "安排和使用", "管理")

    plan = merged(report, as_wps(editor.saved()))

    assert plan.tracked == (Tracked("Administrator", "2021-01-08", "安排和使用", "管理"),)
    assert plan.files == {"functions": FUNCTIONS.replace("安排和使用", "管理")}
