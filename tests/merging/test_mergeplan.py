"""What a leader corrects in Word goes into the prose it came from, and nothing else changes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest

from lawgov_lib.inputs.opening import DEFAULT_OPENING
from lawgov_lib.merging.mergeplan import CHANGED, GONE, MOVED, NEW
from lawgov_lib.merging.wordedits import Tracked
from tests.merging.wordeditor import AUTHOR, DAY, WordEditor, merged, text_of
from tests.office import docx_by_libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.merging.mergeplan import Plan
    from lawgov_lib.report.yearreport import Report
    from tests.yearfolder import YearFolder

FUNCTIONS = """\
**优化服务。**推行一窗受理，减少材料。召开座谈会{{ talks }}。群众评价较好。

**创新监管。**随机抽查与信用监管结合，
结果向社会公开。

第三段讲述经费的安排和使用情况。

- 清理证明事项
- 公开办事目录
"""
CAPACITY = "**抓好学法。**全年组织学习，形式多样。\n"


@pytest.fixture
def report(folder: YearFolder) -> Report:
    """Tell a small year: prose of two sections, a declared figure, a sentence from a register."""
    folder.write("text/functions.md", FUNCTIONS)
    folder.write("text/capacity.md", CAPACITY)
    folder.register("limits", "甲事项,20,工作日,5,工作日")
    cells = {"name": "座谈会", "area": "functions", "value": "86", "unit": "次"}
    folder.figure("talks", "数值", **cells, evidence="会议记录")
    return folder.report()


@pytest.fixture
def editor(report: Report) -> WordEditor:
    """Open the Word file of that year."""
    return WordEditor(report)


@pytest.fixture(scope="module")
def year(published_year: YearFolder) -> Report:
    """Open the report of 2020."""
    return published_year.report()


def kinds(plan: Plan) -> list[str]:
    """Return what kinds of changes go into prose; all corrections have a place."""
    assert plan.unplaced == ()
    return [each.kind for each in plan.changes]


def codes(plan: Plan) -> list[str]:
    """Return the codes of what a person has to decide."""
    return [each.code for each in plan.asks]


def test_a_file_without_corrections_changes_nothing(editor: WordEditor) -> None:
    """A file that was only opened and saved leaves all as it is."""
    plan = editor.plan()

    assert (plan.files, plan.changes, plan.asks, plan.unplaced) == ({}, (), (), ())
    assert plan.is_same


def test_words_go_into_the_file_and_marks_stay(editor: WordEditor) -> None:
    """Only the words change: emphasis, line ends and references stay as they were typed."""
    editor.replace("优化服务", "减少材料", "精简材料")
    editor.replace("创新监管", "结果向社会公开", "结果*全部*公开")

    plan = editor.plan()

    assert kinds(plan) == [CHANGED, CHANGED]
    expected = FUNCTIONS.replace("减少材料", "精简材料")
    expected = expected.replace("结果向社会公开", r"结果\*全部\*公开")
    assert plan.files == {"functions": expected}


def test_a_changed_number_is_told_and_stays(editor: WordEditor) -> None:
    """The words around a number change; the number stays what the data say, and both are told."""
    editor.replace("优化服务", "召开座谈会", "先后召开座谈会")
    editor.replace("优化服务", "86次", "90次")

    plan = editor.plan()

    assert plan.files == {"functions": FUNCTIONS.replace("召开座谈会", "先后召开座谈会")}
    (ask,) = plan.asks
    assert ask.code == "E852"
    assert "座谈会：领导改为“90次”，台账为“86次”（params/2020/figures.csv:2）" in ask.message


def test_a_sentence_left_out_with_its_number_is_told(editor: WordEditor) -> None:
    """A number does not vanish with its sentence."""
    for words in ("召开座谈会", "86次"):
        editor.replace("优化服务", words, "")
    editor.replace("优化服务", "。群众评价较好", "群众评价较好")

    plan = editor.plan()

    assert plan.files == {}
    assert codes(plan) == ["E852"]
    assert "领导删去“召开座谈会86次。”" in plan.asks[0].message


def test_sentences_change_places_with_their_references(editor: WordEditor) -> None:
    """A sentence that is moved within its paragraph takes its reference along."""
    texts = [
        each
        for each in editor.paragraph("优化服务").iter()
        if each.tag.endswith("}t") and not each.text.startswith("优化服务")
    ]
    texts[0].text = "群众评价较好。召开座谈会"
    texts[2].text = "。推行一窗受理，减少材料。"

    plan = editor.plan()

    assert codes(plan) == []
    line = "**优化服务。**群众评价较好。召开座谈会{{ talks }}。推行一窗受理，减少材料。"
    assert plan.files["functions"].split("\n")[0] == line


def test_a_sentence_of_metrics_is_listed(editor: WordEditor) -> None:
    """What is told from registers is no prose: its numbers and its words are told apart."""
    editor.replace("甲事项", "办理时限", "审批时限")
    editor.replace("甲事项", "5个工作日", "3个工作日")

    plan = editor.plan()

    assert plan.files == {}
    assert codes(plan) == ["E852", "E853"]
    assert "registers/limits.csv:2" in plan.asks[0].message


def test_a_new_paragraph_stands_behind_the_one_before(editor: WordEditor) -> None:
    """What looks like a list, and what follows a sentence of metrics, finds its place too."""
    editor.add("创新监管", "1. 新的一段，*照录*。")
    editor.add("甲事项", "末尾又一段。")

    plan = editor.plan()

    assert kinds(plan) == [NEW, NEW]
    text = plan.files["functions"]
    assert "结果向社会公开。\n\n1\\. 新的一段，\\*照录\\*。\n\n第三段" in text
    assert text.endswith("- 公开办事目录\n\n{{ statement.limits }}\n\n末尾又一段。\n")


def test_a_section_without_text_gets_a_file(editor: WordEditor) -> None:
    """Text written over the words that there is none yet makes the section's file."""
    editor.replace("未提供", "【本节内容未提供，定稿前须补写】", "完善制度体系。")

    plan = editor.plan()

    assert plan.files == {"institutions": "完善制度体系。\n"}


def test_the_opening_becomes_a_file(editor: WordEditor) -> None:
    """Who changes the opening that every report has gets one of his own, with its references."""
    editor.replace("统计期间", "除另有说明外", "除特别说明外")

    plan = editor.plan()

    assert set(plan.files) == {"opening"}
    assert plan.files["opening"] == DEFAULT_OPENING.replace("除另有说明外", "除特别说明外")


def test_paragraphs_move_within_and_between_sections(editor: WordEditor) -> None:
    """A paragraph that was moved is the same source at another place."""
    editor.move("第三段", behind="抓好学法")
    editor.move("优化服务", behind="创新监管")

    plan = editor.plan()

    assert sorted(kinds(plan)) == [MOVED, MOVED]
    first, second, third, items = FUNCTIONS.rstrip("\n").split("\n\n")
    assert plan.files["functions"] == f"{second}\n\n{first}\n\n{items}\n"
    assert plan.files["capacity"] == f"{CAPACITY}\n{third}\n"


def test_a_paragraph_is_split_joined_or_left_out(editor: WordEditor) -> None:
    """The source is split, joined and left out alike."""
    editor.split("优化服务", before="召开座谈会")
    editor.join("创新监管")

    plan = editor.plan()

    assert kinds(plan) == [CHANGED, CHANGED]
    text = plan.files["functions"]
    assert "减少材料。\n\n召开座谈会{{ talks }}。群众评价较好。\n\n**创新监管。**" in text
    assert "结果向社会公开。第三段讲述经费的安排和使用情况。\n" in text


def test_a_paragraph_left_out_is_taken_out(editor: WordEditor) -> None:
    """Prose without any number goes when it was left out."""
    editor.drop("第三段")

    plan = editor.plan()

    assert kinds(plan) == [GONE]
    assert plan.files == {
        "functions": FUNCTIONS.replace("第三段讲述经费的安排和使用情况。\n\n", "")
    }


def test_items_of_a_list_are_prose(editor: WordEditor) -> None:
    """An item is changed on its line."""
    editor.replace("公开办事目录", "办事", "办事服务")

    assert editor.plan().files == {"functions": FUNCTIONS.replace("办事目录", "办事服务目录")}


def test_headings_and_closing_are_listed(editor: WordEditor) -> None:
    """What comes from the outline and from report.yaml is told with what to write there."""
    editor.replace("（一）", "政府职能", "职能")
    editor.replace("2021年1月20日", "20日", "25日")

    plan = editor.plan()

    assert plan.files == {}
    assert codes(plan) == ["E854", "E854"]
    assert "“functions: 依法全面履行职能”" in plan.asks[0].hint


def test_a_section_that_was_moved_keeps_its_prose(editor: WordEditor) -> None:
    """What stands beneath a heading goes with it: the outline is told, the prose stays its own."""
    ahead = editor.paragraph("（一）")
    for words in ("法治思维", "抓好学法"):
        ahead.addprevious(editor.paragraph(words))
    editor.add("抓好学法", "加强培训工作。")

    plan = editor.plan()

    assert plan.files == {"capacity": f"{CAPACITY}\n加强培训工作。\n"}
    (ask,) = plan.asks
    assert "移动了位置" in ask.message
    assert "arrange" in ask.hint


def test_a_new_heading_beside_those_of_the_outline_is_told(editor: WordEditor) -> None:
    """It goes into the prose where it stands, and the numbers after it stay as they are."""
    editor.add("法治思维", "（十）推进依法治理")
    editor.move("（十）推进", behind="抓好学法")

    plan = editor.plan()

    assert "（十）推进依法治理" in plan.files["capacity"]
    (ask,) = plan.asks
    assert ask.code == "E854"
    assert "与提纲的标题同级" in ask.message


def test_bold_that_goes_with_its_words_is_no_look(editor: WordEditor) -> None:
    """Who takes out words in bold beside a number that stays has changed no look."""
    editor.replace("优化服务", "优化服务。", "")
    editor.replace("召开座谈会", "86次", "90次")

    plan = editor.plan()

    assert codes(plan) == ["E852"]
    assert plan.looks == ()


def test_a_number_changed_in_a_table_is_told_of_its_own_row(year: Report) -> None:
    """Nor does a likelier number of a row that was left out take its place."""
    editor = WordEditor(year)
    rows = {text_of(each): each for each in editor.body.iter("{*}tr")}
    number = next(each for each in rows["学习法律7部"].iter("{*}t") if each.text == "7部")
    number.text = "11部"
    gone = rows["学习行政法规1部"]
    gone.getparent().remove(gone)

    asks = [each.message for each in editor.plan().asks]

    assert any("学习法律：领导改为“11部”，台账为“7部”" in each for each in asks)
    assert [each for each in asks if "移动了位置" in each] == []


def test_what_a_leader_did_besides_words_is_listed(editor: WordEditor) -> None:
    """Words struck out, ranks, numbers of Word's and footnotes are no text; none goes unseen."""
    editor.look("第三段", "w:rPr", "<w:strike/>")
    editor.look("创新监管", "w:pPr", '<w:outlineLvl w:val="2"/>')
    editor.look("公开办事目录", "w:numPr", '<w:ilvl w:val="1"/>')
    editor.add("抓好学法", "加强培训工作。")
    editor.look("加强培训", "w:pPr", '<w:numPr><w:numId w:val="1"/></w:numPr>')

    plan = editor.plan()

    told = [each.message for each in plan.unplaced]
    assert [text.rpartition("”")[2] for text in told] == [
        "带有自动编号，不在已有的列表中，不能并回",
        "由正文改为第3级标题，不能并回",
        "在列表中的层次改变，不能并回",
        "处加了删除线，不能并回",
    ]


def test_items_and_rows_left_out_leave_no_empty_ones(folder: YearFolder) -> None:
    """A line goes with its words; an empty cell stays one, and numbered items are told."""
    table = "| 项目 | 科室 |\n|---|---|\n| 甲项目名称 | 一科 |\n| 乙项目名称 | 二科 |\n"
    lists = "- 清理证明事项\n- 公开办事目录\n  - 网上公开"
    folder.write("text/functions.md", f"{lists}\n\n{table}\n1. 先受理\n2. 后办理\n")
    editor = WordEditor(folder.report())
    editor.drop("网上公开")
    editor.drop("甲项目名称", tag="w:tr")
    next(editor.paragraph("二科").iter("{*}t")).text = ""

    text = editor.plan().files["functions"]

    assert "- 公开办事目录\n\n| 项目" in text
    assert "|---|---|\n| 乙项目名称 |  |\n" in text
    editor.drop("先受理")
    assert "删去后编号会变" in editor.plan().unplaced[0].message


def test_words_with_a_numeral_in_them_are_no_number(editor: WordEditor) -> None:
    """Who writes 一句 in the place of a sentence of metrics has not changed its number to 一."""
    texts = [each for each in editor.paragraph("甲事项").iter("{*}t") if each.text]
    for each in texts:
        each.text = ""
    texts[0].text = "这里另写一句话，讲述别的工作。"

    assert all("领导改为“一" not in each.message for each in editor.plan().asks)


def test_a_changed_number_of_a_heading_is_no_new_text(editor: WordEditor) -> None:
    """The outline numbers the headings: nobody is told to write the number into the text."""
    editor.replace("（一）", "（一）", "（二）")

    (ask,) = editor.plan().asks

    assert "编号改为“（二）”" in ask.message
    assert "headings" not in ask.hint


def test_what_has_no_place_is_listed(editor: WordEditor) -> None:
    """A paragraph behind the signature belongs to no section."""
    editor.add("2021年1月20日", "另附说明一段。")

    plan = editor.plan()

    assert [each.code for each in plan.unplaced] == ["E855"]


def test_tracked_changes_count_as_their_authors_made_them(editor: WordEditor) -> None:
    """Tracked or not, the text is that after the change; who made it when is listed."""
    editor.track("第三段", "安排和使用", "管理")

    plan = editor.plan()

    assert plan.tracked == (Tracked(AUTHOR, DAY, "安排和使用", "管理"),)
    assert plan.files == {"functions": FUNCTIONS.replace("安排和使用", "管理")}


def test_comments_are_read_with_their_words(editor: WordEditor) -> None:
    """A comment knows its author and the words it hangs on, and its section."""
    editor.comment("第三段", "请补充金额。")

    ((comment, section),) = editor.plan().comments

    assert (comment.author, comment.text) == (AUTHOR, "请补充金额。")
    assert comment.words == "第三段讲述经费的安排和使用情况。"
    assert section == "functions"


def test_libreoffice_alone_changes_nothing(year: Report, tmp_path: Path) -> None:
    """A file that an office suite opened and saved has no change in it."""
    plan = merged(year, docx_by_libreoffice(WordEditor(year).saved(), tmp_path))

    assert (plan.files, plan.changes, plan.asks, plan.unplaced) == ({}, (), (), ())


def test_corrections_survive_libreoffice(editor: WordEditor, tmp_path: Path) -> None:
    """Words, numbers, tracked changes and comments are as they were before it saved them."""
    editor.replace("优化服务", "减少材料", "精简材料")
    editor.replace("优化服务", "86次", "90次")
    editor.track("第三段", "安排和使用", "管理")
    editor.comment("创新监管", "请补充数据。")
    editor.move("抓好学法", behind="第三段")

    direct = editor.plan()
    plan = merged(editor.report, docx_by_libreoffice(editor.saved(), tmp_path))

    assert (plan.files, plan.asks, plan.unplaced) == (direct.files, direct.asks, ())
    assert set(plan.files) == {"functions", "capacity"}
    assert [(each.author, each.old, each.new) for each in plan.tracked] == [
        (AUTHOR, "安排和使用", "管理")
    ]
    assert [comment.text for comment, _ in plan.comments] == ["请补充数据。"]


@pytest.fixture
def word_prose(folder: YearFolder) -> YearFolder:
    """Write a section's prose as a Word file: a face of its own, bold, a reference, a table."""
    word = docx.Document()
    first = word.add_paragraph("本节正文写在Word文件中，")
    first.add_run("形式多样").italic = True
    first.add_run("，召开座谈会{{ talks }}。")
    word.add_paragraph("第二段说明经费情况。")
    table = word.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "项目", "甲项目名称"
    stream = io.BytesIO()
    word.save(stream)
    folder.write("text/capacity.docx", stream.getvalue())
    cells = {"name": "座谈会", "area": "capacity", "value": "86", "unit": "次"}
    folder.figure("talks", "数值", **cells, evidence="会议记录")
    return folder


def test_prose_that_is_a_word_file_is_corrected_there(word_prose: YearFolder) -> None:
    """Words change within their runs and keep their look, new paragraphs look as those above."""
    editor = WordEditor(word_prose.report())
    editor.replace("本节正文", "形式多样", "形式活泼")
    editor.add("本节正文", "另加一段*照录*。")
    editor.replace("第二段", "经费情况", "经费的安排")

    plan = editor.plan()

    assert kinds(plan) == [CHANGED, NEW, CHANGED]
    assert plan.files == {}
    word = docx.Document(io.BytesIO(plan.words["capacity"]))
    assert [each.text for each in word.paragraphs] == [
        "本节正文写在Word文件中，形式活泼，召开座谈会{{ talks }}。",
        "另加一段*照录*。",
        "第二段说明经费的安排。",
    ]
    assert [run.text for run in word.paragraphs[0].runs if run.italic] == ["形式活泼"]


def test_what_a_word_file_cannot_take_is_told_with_it(word_prose: YearFolder) -> None:
    """A cell of its table is not rewritten: the file is named, and nothing is."""
    editor = WordEditor(word_prose.report())
    editor.replace("甲项目", "甲项目名称", "乙项目名称")

    plan = editor.plan()

    assert (plan.files, plan.words) == ({}, {})
    (told,) = plan.unplaced
    assert str(told.place) == "params/2020/text/capacity.docx"
    assert "“乙项目名称”（修改）没有并回" in told.message
