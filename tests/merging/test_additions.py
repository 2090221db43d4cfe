"""What is new in lists, tables and notes, what is bold, and what went elsewhere with its source."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.merging.mergeplan import BOLD, CHANGED, MOVED, NEW
from tests.merging.wordeditor import WordEditor, merged
from tests.office import docx_by_libreoffice
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.merging.mergeplan import Plan
    from tests.yearfolder import YearFolder

LISTS = """\
- 清理证明事项
- 公开办事目录
  - 网上公开

1. 先受理申请
2. 后办理事项
"""
TABLE = """\
| 项目 | 科室 | 备注 |
|---|---|---|
| 甲项目名称 | 一科 |  |
| 乙项目名称 | 二科 | 已完成 |
"""
NOTED = """\
推行一窗受理[^a]，减少材料[^1]。

[^1]: 指申请材料{{ talks }}以内。

[^a]: 指政务大厅窗口。
"""
CITING = """\
开展法治宣传活动。全年召开座谈会{{ talks }}。群众评价较好。

第二段讲述经费的安排和使用情况。
"""
FORM = """\
addressee: 某市人民政府
form:
  number: 某科〔2021〕3号
  copies: [某市司法局]
  printer: 某局办公室
  printed_on: 2021-01-21
"""


@pytest.fixture
def year(folder: YearFolder) -> YearFolder:
    """Begin a year with one declared figure."""
    cells = {"name": "座谈会", "area": "functions", "value": "86", "unit": "次"}
    folder.figure("talks", "数值", **cells, evidence="会议记录")
    return folder


def editor_of(year: YearFolder, text: str) -> WordEditor:
    """Open the Word file of a year with this prose."""
    year.write("text/functions.md", text)
    return WordEditor(year.report())


def written(plan: Plan) -> str:
    """Return the new text of the section; all corrections have a place."""
    assert plan.unplaced == ()
    return plan.files["functions"]


def test_new_items_stand_behind_the_one_before(year: YearFolder) -> None:
    """Each takes the mark of its level; a number counts on, and two of them keep their order."""
    editor = editor_of(year, LISTS)
    editor.add("清理证明", "推行告知承诺")
    editor.add("网上公开", "现场公开")
    editor.add("后办理", "再送达*结果*")
    editor.add("再送达", "终归档")

    plan = editor.plan()

    text = written(plan)
    assert text.startswith(
        "- 清理证明事项\n- 推行告知承诺\n- 公开办事目录\n  - 网上公开\n  - 现场公开\n"
    )
    assert text.endswith("2. 后办理事项\n3. 再送达\\*结果\\*\n4. 终归档\n")
    assert {each.kind for each in plan.changes} == {NEW}


def test_numbers_count_on_behind_a_new_item(year: YearFolder) -> None:
    """What follows new items in their list counts on; another list does not."""
    second = "<!-- -->\n\n1. 甲类事项\n2. 乙类事项\n"
    editor = editor_of(year, f"1. 先受理申请\n2. 后办理事项\n3. 再送达结果\n\n{second}")
    editor.add("先受理", "当场作出答复")
    editor.add("后办理", "记录全部过程")

    text = written(editor.plan())

    numbers = ["先受理申请", "当场作出答复", "后办理事项", "记录全部过程", "再送达结果"]
    first = "".join(f"{number}. {words}\n" for number, words in enumerate(numbers, start=1))
    assert text == f"{first}\n{second}"


def test_an_item_stands_before_all_others(year: YearFolder) -> None:
    """Behind the paragraph above a list, it is the first of the list."""
    editor = editor_of(year, "清单如下，照此办理。\n\n- 清理证明事项\n- 公开办事目录\n")
    editor.add("公开办事目录", "推行告知承诺")
    editor.move("推行告知承诺", behind="清单如下")

    text = written(editor.plan())

    assert text == "清单如下，照此办理。\n\n- 推行告知承诺\n- 清理证明事项\n- 公开办事目录\n"


def test_items_change_places(year: YearFolder) -> None:
    """An item that was moved within its list is moved there."""
    editor = editor_of(year, "- 清理各类证明事项\n- 公开政务办事目录\n- 推行证明告知承诺\n")
    editor.move("清理各类", behind="推行证明")

    plan = editor.plan()

    assert written(plan) == "- 公开政务办事目录\n- 推行证明告知承诺\n- 清理各类证明事项\n"
    assert [each.kind for each in plan.changes] == [MOVED]


def test_new_rows_stand_in_the_table_of_the_prose(year: YearFolder) -> None:
    """Rows go behind the one above, with empty cells where they are."""
    editor = editor_of(year, TABLE)
    editor.add_row("乙项目", ["丙项目|名称", "三科", "已完成"])
    editor.add_row("甲项目", ["丁项目名称", "", ""])

    text = written(editor.plan())

    rows = TABLE.rstrip("\n").split("\n")
    rows[3:3] = ["| 丁项目名称 |  |  |"]
    assert text == "\n".join([*rows, "| 丙项目\\|名称 | 三科 | 已完成 |"]) + "\n"


def test_a_row_may_be_the_first(year: YearFolder) -> None:
    """The line below the head of a table stays below it."""
    editor = editor_of(year, TABLE)
    editor.add_row("甲项目", ["丁项目名称", "四科", ""])
    first, second = editor.row("甲项目"), editor.row("丁项目")
    first.addprevious(second)

    assert "|---|---|---|\n| 丁项目名称 | 四科 |  |\n| 甲项目" in written(editor.plan())


def test_an_empty_cell_is_filled(year: YearFolder) -> None:
    """What was written into it goes between its bars."""
    editor = editor_of(year, TABLE)
    filled = deepcopy(editor.paragraph("已完成"))
    next(filled.iter("{*}t")).text = "未完成"
    cell = list(editor.row("甲项目").iter("{*}tc"))[2]
    for each in list(cell.iter("{*}p")):
        cell.remove(each)
    cell.append(filled)

    assert "| 甲项目名称 | 一科 | 未完成 |\n" in written(editor.plan())


def test_a_row_in_a_made_table_is_told(year: YearFolder) -> None:
    """The annex is made from the data: the row is listed and stays out."""
    editor = editor_of(year, CITING)
    *_, row = editor.body.iter("{*}tr")
    count = len(list(row.iter("{*}tc")))
    editor.copy_row(row, ["其他会议", *["9"] * (count - 1)])

    plan = editor.plan()

    assert (plan.files, plan.unplaced) == ({}, ())
    assert any("表格中加了“其他会议”" in each.message for each in plan.asks)


def test_notes_at_the_foot_are_prose(year: YearFolder) -> None:
    """Words of a note go to its line, wherever it stands; its number stays."""
    editor = editor_of(year, NOTED)
    editor.note("指政务大厅", "窗口", "综合窗口")
    editor.note("指申请材料", "申请材料", "申请书等材料")

    plan = editor.plan()

    expected = NOTED.replace("大厅窗口", "大厅综合窗口").replace("指申请材料", "指申请书等材料")
    assert written(plan) == expected
    assert [each.kind for each in plan.changes] == [CHANGED, CHANGED]


def test_a_changed_number_in_a_note_is_told(year: YearFolder) -> None:
    """It comes from the data as any other."""
    editor = editor_of(year, NOTED)
    editor.note("指申请材料", "86次", "90次")

    plan = editor.plan()

    assert (plan.files, plan.unplaced) == ({}, ())
    assert [each.code for each in plan.asks] == ["E852"]


def test_bold_is_emphasis(year: YearFolder) -> None:
    """Words made bold, or bold no longer, are so in the source."""
    editor = editor_of(year, f"**重点工作**推进有力。\n\n{CITING}")
    editor.mark("经费的安排", "经费的安排", "<w:b/>")
    editor.mark("重点工作", "重点", '<w:b w:val="0"/>')

    plan = editor.plan()

    text = written(plan)
    assert text.startswith("重点**工作**推进有力。\n")
    assert "讲述**经费的安排**和使用" in text
    assert [each.kind for each in plan.changes] == [BOLD, BOLD]


def test_bold_may_reach_over_a_number(year: YearFolder) -> None:
    """The reference stands within the emphasis."""
    editor = editor_of(year, CITING)
    editor.look("开展法治", "w:rPr", "<w:b/>")
    editor.replace("开展法治", "群众评价较好", "群众评价良好")

    text = written(editor.plan())

    assert text.startswith("**开展法治宣传活动。全年召开座谈会{{ talks }}。群众评价良好。**\n")


def test_other_looks_are_told_once(year: YearFolder) -> None:
    """Colour and size say nothing in prose: one line tells them, and none is a fault."""
    editor = editor_of(year, CITING)
    editor.mark("经费的安排", "经费的", '<w:color w:val="FF0000"/>')
    editor.mark("开展法治", "开展", '<w:sz w:val="44"/>')
    editor.mark("开展法治", "宣传", '<w:color w:val="FF0000"/>')

    plan = editor.plan()

    assert (plan.files, plan.asks, plan.unplaced) == ({}, (), ())
    (told,) = plan.looks
    assert told.code == "E857"
    assert "字号1段、颜色2段" in told.message


def test_a_sentence_takes_its_reference_along(year: YearFolder, tmp_path: Path) -> None:
    """Cut out of one paragraph and put into another, it is the same source there."""
    editor = editor_of(year, CITING)
    texts = [each for each in editor.paragraph("开展法治").iter("{*}t") if each.text]
    texts[0].text, texts[1].text, texts[2].text = "开展法治宣传活动。", "", "群众评价较好。"
    editor.replace("经费的安排", "情况。", "情况。全年召开座谈会86次。")

    for content in (editor.saved(), docx_by_libreoffice(editor.saved(), tmp_path)):
        plan = merged(editor.report, content)

        assert plan.asks == ()
        assert written(plan) == (
            "开展法治宣传活动。群众评价较好。\n\n"
            "第二段讲述经费的安排和使用情况。全年召开座谈会{{ talks }}。\n"
        )


def test_a_sentence_becomes_a_paragraph_with_its_reference(year: YearFolder) -> None:
    """Who gives a sentence a paragraph of its own, elsewhere, moves its reference there."""
    editor = editor_of(year, CITING)
    texts = [each for each in editor.paragraph("开展法治").iter("{*}t") if each.text]
    texts[0].text, texts[1].text, texts[2].text = "开展法治宣传活动。", "", "群众评价较好。"
    editor.add("经费的安排", "全年召开座谈会86次。")

    plan = editor.plan()

    assert plan.asks == ()
    assert written(plan).endswith("使用情况。\n\n全年召开座谈会{{ talks }}。\n")


def test_lines_of_the_form_name_their_fields(year: YearFolder) -> None:
    """Who changes 主送, 抄送 or the office's number is told the field, and what to write there."""
    year.write("report.yaml", REPORT + FORM)
    editor = editor_of(year, CITING)
    editor.replace("某市人民政府：", "某市人民政府", "省科技厅")
    editor.replace("抄送：", "某市司法局", "某市司法局，某市档案局")
    editor.replace("某科〔2021〕3号", "3号", "5号")
    editor.replace("某局办公室", "某局办公室", "某局综合科")

    plan = editor.plan()

    hints = "\n".join(each.hint for each in plan.asks)
    assert {each.code for each in plan.asks} == {"E854"}
    assert "addressee中写“省科技厅”" in hints
    assert "form.copies中写“某市司法局，某市档案局”" in hints
    assert "form.number中写“某科〔2021〕5号”" in hints
    assert "form.printer中写“某局综合科”" in hints


def test_a_new_line_of_the_form_names_its_field(year: YearFolder) -> None:
    """A line 抄送 at the end is no prose."""
    editor = editor_of(year, CITING)
    editor.add("2021年1月20日", "抄送：某市司法局。")

    (told,) = editor.plan().unplaced

    assert "form.copies中写“某市司法局”" in told.hint
