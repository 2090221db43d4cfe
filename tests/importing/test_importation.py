"""Import: a published report in any layout becomes a year folder that tells the same."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import InputError, LawgovError, ParameterError, PublishError
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import Heading, Paragraph, Table, plain
from lawgov_lib.importing.importation import import_report
from lawgov_lib.inputs import survey
from lawgov_lib.preparing import workbook
from lawgov_lib.publishing.publication import publish
from lawgov_lib.report.yearreport import Report
from tests.auditing.papers import report_file, text, web_page, word_file
from tests.importing import documents
from tests.importing.documents import AGENCY, DOCUMENTS, SAID, YEAR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lawgov_lib.importing.account import Imported


_LONG = (
    "全年开展行政检查78次。落实行政执法公示、执法全过程记录和重大执法决定法制审核制度，在政务网站公布"
    "执法主体、权责清单、裁量基准和服务指南，配齐记录设备，规范文书制作和案卷归档，对轻微违法行为先行"
    "提醒告诫，对群众反映集中的取水、排污问题逐户上门讲解，做到检查有计划、问题有台账、整改有回访。"
)


def imported(root: Path, *told: str, year: int = 2024, **changed: str) -> Imported:
    """Import the report of the test papers, with other lines or with paragraphs added."""
    path = report_file(root, **changed)
    if told:
        path = word_file(root / "report.docx", map(text, told))
    return import_report(root, path, year)


def report(root: Path, year: int = 2024) -> Report:
    """Open the imported year."""
    return Report.open(year, str(root / "params"))


def telling(root: Path, year: int = 2024) -> str:
    """Return the text of the imported year, as it is told, without headings of the outline."""
    opened = report(root, year)
    blocks = (block for key in ("opening", *opened.spots) for block in opened.told.get(key, ()))
    return "".join(
        block.text if isinstance(block, Heading) else plain(tuple(runs_of(block)))
        for block in blocks
    )


def prose(root: Path, section: str, year: int = 2024) -> str:
    """Return the prose of a section."""
    return (root / "params" / str(year) / "text" / f"{section}.md").read_text(encoding="utf-8")


def headings(root: Path, year: int = 2024) -> list[str]:
    """Return the headings of the imported year with their numbers."""
    spots = report(root, year).spots.values()
    return [head.number + head.text for spot in spots for head in spot.headings]


def figures(root: Path, year: int = 2024) -> dict[str, dict[str, str]]:
    """Return the declared figures by id."""
    path = root / "params" / str(year) / "figures.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["编号"]: row for row in csv.DictReader(stream)}


@pytest.mark.parametrize("layout", DOCUMENTS)
def test_every_layout_gives_back_every_sentence_in_order(tmp_path: Path, layout: str) -> None:
    """What the file says, the year tells; what is read for it has no fault."""
    path = DOCUMENTS[layout](tmp_path)

    import_report(tmp_path, path, YEAR)

    told, at = telling(tmp_path, YEAR), 0
    said = [each for each in SAID if layout != "numbers_in_headings" or each in _short()]
    for sentence in re.findall("[^。]+。", "".join(said)):
        at = told.index(sentence, at) + len(sentence)
    assert report(tmp_path, YEAR).year_inputs.report.agency.name == AGENCY


def _short() -> tuple[str, ...]:
    return (documents.OPENING, documents.BODY[1][2], documents.BODY[5][2])


@pytest.mark.parametrize("layout", DOCUMENTS)
def test_headings_stand_as_the_file_has_them(tmp_path: Path, layout: str) -> None:
    """The outline is that of the file, numbers and all, also where no area is known."""
    path = DOCUMENTS[layout](tmp_path)

    made = import_report(tmp_path, path, YEAR)

    told = headings(tmp_path, YEAR)
    if layout == "numbers_in_headings":
        assert told[1] == "（一）依法全面履行政府职能，办结许可52件"
    else:
        assert told == [heading for _, heading, _ in documents.BODY]
    assert made.manuscript.kept == []
    assert made.renumbered == ()


def test_outline_of_another_style_is_taken_as_it_is(tmp_path: Path) -> None:
    """Areas on the first level, a part told with another, text before the first heading below."""
    imported(
        tmp_path,
        "示例县水务局2024年度法治政府建设年度报告",
        "一、加强党对法治政府建设的领导",
        "召开专题会议2次。",
        "二、严格规范公正文明执法",
        "全年执法平稳有序。",
        "（一）日常检查",
        "全年开展行政检查78次。",
        "1. 河道",
        "检查河道12条。",
        "（二）案件办理",
        "作出行政处罚5件。",
        "四、存在的不足和下一步工作打算",
        "普法形式单一。明年开展普法活动3次。",
    )

    assert headings(tmp_path) == [
        "一、加强党对法治政府建设的领导",
        "二、严格规范公正文明执法",
        "（一）日常检查",
        "（二）案件办理",
        "三、存在的不足和下一步工作打算",
    ]
    spots = report(tmp_path).spots
    assert spots["plans"].host == "shortcomings"
    assert prose(tmp_path, "enforcement") == "全年执法平稳有序。\n"
    assert "\n### 1.河道\n" in prose(tmp_path, "日常检查")
    assert figures(tmp_path)["figure_1"]["领域"] == "日常检查"


def test_heading_in_its_paragraph_keeps_its_mark(tmp_path: Path) -> None:
    """It stands alone now; what stood behind it is still there, mark for mark."""
    made = imported(tmp_path, line_5="（二）规范执法。全年开展行政检查78次。", line_6="")

    assert "（二）规范执法。" in headings(tmp_path)
    assert "与正文同段的标题2个，现单独成行，句末的标点照录。" in made.told()


def test_parts_stand_above_the_first_level(tmp_path: Path) -> None:
    """Where a file counts 第一部分 and below it 一、, the parts are the first level."""
    imported(
        tmp_path,
        "示例县水务局2024年度法治政府建设工作总结",
        "2024年，我局依法行政。",
        "第一部分　主要工作成效",
        "一、加强学习",
        "组织学法6次。",
        "第二部分　存在问题",
        "监督不够。",
    )

    assert headings(tmp_path) == ["一、主要工作成效", "（一）加强学习", "二、存在问题"]


def test_whole_report_in_one_paragraph_is_parted(tmp_path: Path) -> None:
    """Text that was pasted from a page ends its lines within one paragraph of Word."""
    body = "<w:r><w:br/></w:r>".join(
        f"<w:r><w:t>{line}</w:t></w:r>" for line in documents.lines()[1:]
    )
    path = word_file(tmp_path / "a.docx", [text(documents.lines()[0]), f"<w:p>{body}</w:p>"])

    made = import_report(tmp_path, path, YEAR)

    assert headings(tmp_path, YEAR) == [heading for _, heading, _ in documents.BODY]
    assert str(made.manuscript.signed_on) == "2020-01-15"
    assert made.manuscript.addressee == documents.ADDRESSEE


def test_two_agencies_of_a_title_sign_both(tmp_path: Path) -> None:
    """The party's committee and the government of a place report together."""
    imported(
        tmp_path,
        "中共示例县委 示例县人民政府关于2024年度法治政府建设情况的报告",
        "一、主要工作",
        "全年平稳。",
        "中共示例县委",
        "示例县人民政府",
        "2025年2月27日",
    )

    said = report(tmp_path).year_inputs.report
    assert said.form.agencies == ("中共示例县委", "示例县人民政府")
    assert (said.agency.name, said.agency.region) == ("中共示例县委", "示例县")


def test_header_of_two_rows_names_the_figures(tmp_path: Path) -> None:
    """A title over two years is parted below; the row is named by its fullest column."""
    rows = (
        ("类别", "事项", "数量", "", "单位"),
        ("", "", "2018年", "2019年", ""),
        ("执法", "行政检查", "80", "86", "次"),
        ("", "执法车辆", "2", "3", "辆"),
    )
    cells = ("".join(f"<w:tc>{text(cell)}</w:tc>" for cell in row) for row in rows)
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    told = [text(line) for line in documents.lines()]

    made = import_report(
        tmp_path, word_file(tmp_path / "a.docx", [*told[:7], body, *told[7:]]), YEAR
    )

    assert figures(tmp_path, YEAR)["enforcement_1"]["名称"] == "执法车辆"
    assert figures(tmp_path, YEAR)["enforcement_1"]["数值"] == "3"
    assert "表格中其他年度的数或增减，2个：80；2" in made.told()


def test_number_that_the_file_skips_is_told(tmp_path: Path) -> None:
    """The program numbers the headings one after the other."""
    made = imported(tmp_path, line_11="四、存在的不足和原因", line_13="五、下一年度主要安排")

    told = ("四、存在的不足和原因（现为三、）", "五、下一年度主要安排（现为四、）")
    assert made.renumbered == told
    assert "标题由程序连续编号，与原文不同的2个：\n  四、存在的不足和原因" in made.told()


def test_heading_without_text_stays_in_the_text(tmp_path: Path) -> None:
    """A section must tell something; a heading that nothing follows is kept before the next."""
    made = imported(tmp_path, line_16="")

    assert made.manuscript.kept == ["五、其他需要报告的情况"]
    assert prose(tmp_path, "plans").endswith("# 五、其他需要报告的情况\n")


def test_metric_of_an_area_that_no_heading_names_is_told_where_it_stands(tmp_path: Path) -> None:
    """Its area is told under the heading under which it stands."""
    imported(tmp_path, line_6="全年开展行政检查78次，开展应急演练2次。")

    assert report(tmp_path).spots["emergency"].host == "enforcement"
    assert "{{ drills }}" in prose(tmp_path, "enforcement")


def test_imported_year_is_published(tmp_path: Path) -> None:
    """The draft is made of it, and says that much is to be confirmed."""
    import_report(tmp_path, documents.without_styles(tmp_path), YEAR)

    publish(tmp_path, YEAR)

    page = (tmp_path / "outputs" / str(YEAR) / "report.html").read_text(encoding="utf-8")
    text_of_page = re.sub("<[^>]+>", "", page)
    assert all(each in text_of_page for each in SAID)
    assert "内容待确认，不得作为定稿" in text_of_page


def test_numbers_become_figures_with_their_sentence(tmp_path: Path) -> None:
    """A number that its words name is the metric; another is the agency's own, named by them."""
    imported(tmp_path)

    told = figures(tmp_path)
    sentence = "全年开展行政检查78次，作出行政处罚5件，执法人员26人全部持证上岗。"
    assert told["insp"]["数值"] == "78"
    assert told["insp"]["依据"] == f"report.docx：“{sentence}”"
    assert told["pun_total"]["名称"] == told["pun_total"]["领域"] == ""
    assert [told["responsibility_1"][each] for each in ("名称", "领域", "数值", "单位")] == [
        "带头学法",
        "responsibility",
        "2",
        "次",
    ]
    assert {row["确认"] for row in told.values()} == {"待确认"}


@pytest.mark.parametrize(
    ("line", "metric"),
    [
        ("作出行政处罚5件，结案率100%。", "pun_term"),
        ("全年受理行政复议案件12件。", "rec"),
        ("全年审理行政复议案件12件。", "rec"),
    ],
)
def test_words_that_say_less_or_else_are_no_metric(tmp_path: Path, line: str, metric: str) -> None:
    """A period that the sentence lacks is not put into it, nor are cases heard those defended."""
    imported(tmp_path, line_6=line)

    assert metric not in figures(tmp_path)


def test_references_take_the_place_of_the_numbers(tmp_path: Path) -> None:
    """Where a reference reads as the words that stand there, prose refers to the figure."""
    imported(tmp_path, line_6="全年开展行政检查78次，作出行政处罚5件，印发制度三项，罚款1,200元。")

    text_of_section = prose(tmp_path, "enforcement")
    assert "行政检查{{ insp }}，作出行政处罚{{ pun_total }}，" in text_of_section
    assert "印发制度{{ enforcement_1 | 中文 }}，罚款1,200元。" in text_of_section
    assert figures(tmp_path)["enforcement_2"]["数值"] == "1200"


def test_numbers_of_two_values_are_no_metric_for_certain(tmp_path: Path) -> None:
    """What the report tells twice, each time otherwise, is left to the analyst."""
    imported(tmp_path, line_8="全年开展行政检查80次，办理信访事项12件。")

    told = figures(tmp_path)
    assert "insp" not in told
    assert [row["数值"] for row in told.values() if row["名称"] == "全年开展行政检查"] == ["78"]
    assert [row["数值"] for row in told.values() if "其二" in row["名称"]] == ["80"]


def test_what_is_no_figure_is_told(tmp_path: Path) -> None:
    """Estimates stay as they are written, and are listed with the share of the others."""
    made = imported(tmp_path, line_8="全年办理信访事项30余件，行政复议案件2件。")

    assert "信访事项30余件，" in prose(tmp_path, "disputes")
    assert made.share == 100 * 10 // 11
    assert "数字：11个中认出10个（90%），正文中10处改为引用。" in made.told()
    assert "没有作申报数，约数或界限，1个：全年办理信访事项30余件" in made.told()


def test_measure_word_of_cases_is_the_files(tmp_path: Path) -> None:
    """An agency that counts its cases in 宗 is told so, and the text stays."""
    imported(tmp_path, line_6="全年作出行政处罚5宗。", line_8="全年受理行政调解案件7宗。")

    assert report(tmp_path).year_inputs.report.agency.case_word == "宗"
    assert prose(tmp_path, "enforcement") == "全年作出行政处罚{{ pun_total }}。\n"


def test_next_year_is_compared_with_the_imported(tmp_path: Path) -> None:
    """On its first day an agency has last year to compare with, and what it copies is found."""
    imported(tmp_path, line_6=_LONG)
    following = tmp_path / "params" / "2025"
    shutil.copytree(tmp_path / "params" / "2024", following)
    facts = (following / "report.yaml").read_text(encoding="utf-8")
    facts = re.sub("signed_on: .*", "signed_on: 2026-01-10", facts.replace("2024", "2025"))
    (following / "report.yaml").write_text(facts.replace("year: 2024", "year: 2025"), "utf-8")

    opened = Report.open(2025, str(tmp_path / "params"))

    before = opened.metrics["insp"].previous
    assert before is not None
    assert before.value == 78
    assert [finding.code for finding in opened.findings if finding.code == "C11"]


def test_table_of_quantities_gives_figures(tmp_path: Path) -> None:
    """A row names them, its unit is beside; last year's column is none of this year."""
    made = import_report(tmp_path, documents.with_tables(tmp_path), YEAR)

    told = figures(tmp_path, YEAR)
    tables = [
        block
        for blocks in report(tmp_path, YEAR).told.values()
        for block in blocks
        if isinstance(block, Table)
    ]
    assert told["enforcement_1"]["名称"] == "执法车辆"
    assert told["enforcement_1"]["数值"] == "3"
    assert [run.metric for run in tables[0].rows[0][4]] == ["insp"]
    assert plain(tables[1].rows[0][0]) == "宪法宣传|周"
    assert "表格中其他年度的数或增减，2个：80；2" in made.told()


def test_numbers_in_the_words_of_a_table_are_told(tmp_path: Path) -> None:
    """A report that is set in a table has its numbers counted, too: those not recognised are."""
    cells = f"<w:tr><w:tc>{text('全年办理许可12件。')}</w:tc><w:tc>{text('人少。')}</w:tc></w:tr>"
    path = word_file(
        tmp_path / "版面.docx", [*map(text, documents.lines()[:4]), f"<w:tbl>{cells}</w:tbl>"]
    )

    told = import_report(tmp_path, path, YEAR).told()

    assert "在表格的文字中，1个：全年办理许可12件" in told


def test_table_of_a_register_fills_it(tmp_path: Path) -> None:
    """Its rows are read as the register's; what the register then tells besides is listed."""
    made = import_report(tmp_path, documents.with_tables(tmp_path), YEAR)

    book = report(tmp_path, YEAR).year_inputs.registers["shortcomings"]
    assert book.rows["topic"].tolist() == ["执法力量"]
    assert dict(made.registers) == {"shortcomings": 1}
    assert made.added == ("执法力量方面，执法人员偏少。主要原因是编制有限。",)


def test_emphasis_and_footnotes_stay(tmp_path: Path) -> None:
    """Words in bold are bold, and a footnote hangs where it did, with its marks."""
    import_report(tmp_path, documents.with_text_boxes(tmp_path), YEAR)

    (block,) = report(tmp_path, YEAR).told["functions"]
    first, *_ = (run for run in runs_of(block) if run.text)
    assert first.strong
    assert isinstance(block, Paragraph)
    assert [plain(run.note) for run in block.runs if run.note] == ["含马铃薯*种薯*检验1项。"]


def test_text_outside_the_report_is_kept_and_told(tmp_path: Path) -> None:
    """What stands above the title begins the opening, what is attached ends the last section."""
    lines = documents.lines()
    path = word_file(tmp_path / "a.docx", map(text, ["内部资料", *lines, "联系人：办公室"]))

    made = import_report(tmp_path, path, YEAR)

    assert prose(tmp_path, "opening", YEAR).startswith("内部资料\n\n")
    assert prose(tmp_path, "other", YEAR).endswith("联系人：办公室\n")
    assert "标题之前的1段，放在引言的开头。" in made.told()
    assert "落款之后的1段，接在最后一节之后。" in made.told()


def test_report_without_headings_is_all_opening(tmp_path: Path) -> None:
    """Nothing is lost where no heading is known."""
    title = documents.TITLE[0] + documents.TITLE[1]

    imported(tmp_path, title, "全年开展行政检查8次，约谈3人次。", year=2019)

    assert telling(tmp_path, 2019) == "全年开展行政检查8次，约谈3人次。"
    assert [*figures(tmp_path, 2019)] == ["insp", "functions_1"]


def test_existing_year_is_not_touched(tmp_path: Path) -> None:
    """A year that has anything stays as it is."""
    imported(tmp_path)
    before = figures(tmp_path)

    with pytest.raises(PublishError, match="E802"):
        imported(tmp_path)

    assert figures(tmp_path) == before


def test_report_of_another_year_is_refused(tmp_path: Path) -> None:
    """The title says of which year it is."""
    with pytest.raises(InputError, match=r"E861.*报告的年度是2024年，所写的年度是2023年"):
        imported(tmp_path, year=2023)
    with pytest.raises(ParameterError, match="E302"):
        imported(tmp_path, year=1999)

    assert not (tmp_path / "params").exists()


def test_title_of_two_years_is_of_either(tmp_path: Path) -> None:
    """A report of one year may name the next one before it."""
    imported(tmp_path, line_0="示例县水务局2025年关于2024年度法治政府建设情况的报告")

    assert report(tmp_path).year_inputs.report.year == 2024


@pytest.mark.parametrize(
    ("day", "opening", "signed", "counted"),
    [
        ("2024年12月20日", "截至2024年11月30日，现将情况报告如下。", "2024-12-20", "2024-11-30"),
        ("2024年12月20日", "截至2024年12月31日，现将情况报告如下。", "2024-12-20", "2024-12-20"),
        ("2023年1月10日", "现将情况报告如下。", "None", "2024-12-31"),
    ],
)
def test_days_are_those_that_a_year_may_have(
    tmp_path: Path, day: str, opening: str, signed: str, counted: str
) -> None:
    """What was counted until after the signature, or signed before the year, is not taken over."""
    imported(tmp_path, line_2=opening, line_18=day)

    said = report(tmp_path).year_inputs.report
    assert (str(said.signed_on), str(said.counted_until)) == (signed, counted)


def test_agency_is_asked_for_where_none_is_named(tmp_path: Path) -> None:
    """A name that is given stands; what it does not say is left to be filled in."""
    path = word_file(tmp_path / "a.docx", [text("法治政府建设工作情况"), text("一切正常。")])

    with pytest.raises(ParameterError, match="E862"):
        import_report(tmp_path, path, 2024)
    made = import_report(tmp_path, path, 2024, "示例局")

    agency = report(tmp_path).year_inputs.report.agency
    assert (agency.name, agency.level, agency.region) == ("示例局", "待填写", "待填写")
    assert "没有认出成文日期、机关层级、所在地区" in made.told()


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    """A character that no report may hold is named, and nothing is left behind."""
    with pytest.raises(InputError, match=r"E863.*没有写入.*enforcement.md"):
        imported(tmp_path, line_6="全年开展行政检查\ue005次。")

    assert [path.name for path in tmp_path.iterdir()] == ["report.docx"]


def test_workbook_keeps_what_is_to_be_confirmed(tmp_path: Path) -> None:
    """Figures that move into the workbook are still to be confirmed there."""
    imported(tmp_path)
    count = len(report(tmp_path).unconfirmed())

    workbook.write(tmp_path, 2024)

    assert len(report(tmp_path).unconfirmed()) == count
    inputs = survey(tmp_path / "params", 2024).inputs
    assert inputs is not None
    assert inputs.figures["insp"].unconfirmed


def _deep(path: Path) -> None:
    depth = 3000
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    word_file(path, [opened * depth, text("文字"), closed * depth])


def _macros(path: Path) -> None:
    word_file(path, [text("文字")], {"word/vbaProject.bin": b"\0"})


def _locked(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096)


def _large(path: Path) -> None:
    path.write_bytes("文字。\n".encode() * (5 << 20))


def _missing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "write", "code"),
    [
        ("a.docx", _deep, "E464"),
        ("a.docx", _locked, "E462"),
        ("a.docm", _macros, "E465"),
        ("a.doc", _locked, "E461"),
        ("a.txt", _large, "E444"),
        ("a.docx", _missing, "E402"),
    ],
)
def test_bad_files_are_told_in_one_line(
    tmp_path: Path, name: str, write: Callable[[Path], None], code: str
) -> None:
    """Nothing is run or fetched, nothing is written."""
    write(tmp_path / name)

    with pytest.raises(LawgovError) as refused:
        import_report(tmp_path, tmp_path / name, 2024)

    assert [problem.code for problem in refused.value.problems] == [code]
    assert len(str(refused.value).splitlines()) == 1
    assert not (tmp_path / "params").exists()


def test_outside_contents_are_told_and_not_fetched(tmp_path: Path) -> None:
    """A picture on another machine is left where it is."""
    path = tmp_path / "a.html"
    picture = '<img src="http://192.0.2.1/a.png">'
    path.write_text(web_page(documents.lines(), picture), encoding="utf-8")

    made = import_report(tmp_path, path, YEAR)

    assert "引用了文件之外的内容1处，没有读取。" in made.told()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_what_libreoffice_makes_of_it_is_imported(tmp_path: Path, form: str) -> None:
    """The same report, saved by LibreOffice in each form, tells the same."""
    path = documents.without_styles(tmp_path)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    out = tmp_path / "out"
    command = ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True)

    import_report(tmp_path, out / f"无样式.{form}", YEAR)

    told = telling(tmp_path, YEAR)
    assert all(each in told for each in SAID)
