"""Text from inputs is data: what deceives is refused with its place, the rest stays text."""

from __future__ import annotations

import csv
import io
import os
from base64 import b64encode
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from pypdf import PdfReader

from lawgov_lib.base.characters import is_plain, strangers, visible
from lawgov_lib.base.errors import ExportError, ParameterError, Place, Problem
from lawgov_lib.base.files import csv_bytes, unguarded
from lawgov_lib.cli import cli
from lawgov_lib.document.markup import to_html
from lawgov_lib.document.svg import alone, pixels
from lawgov_lib.document.tree import Figure
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.exporters.reviewpage import render_review
from lawgov_lib.inputs.columns import ColumnSpec
from lawgov_lib.preparing.spreadsheet import Sheet, workbook_bytes
from lawgov_lib.publishing.publication import publish
from lawgov_lib.report.yearreport import Report
from tests.inputs.telling import BOOK, PUBLICITY, RULES, book_of, bytes_of
from tests.readback import pdf_text, squeezed
from tests.recorded import cell, record_of
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.yearfolder import YearFolder

STRANGE = {
    "\x07": "有控制字符<U+0007>",
    "\x1b": "有控制字符<U+001B>",
    "\x7f": "有控制字符<U+007F>",
    "\x9b": "有控制字符<U+009B>",
    "\u202e": "有改变文字方向的字符<U+202E>",
    "\u2066": "有改变文字方向的字符<U+2066>",
    "\u061c": "有改变文字方向的字符<U+061C>",
    "\u200f": "有改变文字方向的字符<U+200F>",
    "\u200b": "有看不见的字符<U+200B>",
    "\u200d": "有看不见的字符<U+200D>",
    "\u2028": "有看不见的字符<U+2028>",
    "\ufeff": "有看不见的字符<U+FEFF>",
    "\U000e0041": "有看不见的字符<U+E0041>",
    "\u00ad": "有看不见的字符<U+00AD>",
    "\ufe0f": "有看不见的字符<U+FE0F>",
    "\U000e0100": "有看不见的字符<U+E0100>",
    "\ufdd0": "有不成文字的编码<U+FDD0>",
    "\U0001ffff": "有不成文字的编码<U+1FFFF>",
    "\ud800": "有不成文字的编码<U+D800>",
}
RLO = "\u202e"
TITLES = PUBLICITY.strip().split(",")
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;&#8238;",
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    "$x^2$ @label <label>",
    "</template></script>",
    "=1+1",
)


# Characters


@pytest.mark.parametrize(("character", "name"), STRANGE.items())
def test_what_a_reader_does_not_see_is_named(character: str, name: str) -> None:
    """Each kind of character is named with its code point."""
    (stranger,) = strangers(f"甲{character}乙")

    assert (str(stranger), stranger.places) == (name, (2,))
    assert stranger.is_hidden


def test_what_a_reader_sees_stays() -> None:
    """Rare ideographs, accents, units, full-width letters, tab and line ends are text."""
    assert is_plain("\U00020bb7㐂 é e\u0301 Ａ１ \u3000\u00a0\t\r\n①Ⅳ㎡“”—…")


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("registers/rules.csv", RULES + f"制度建设,内部管理制度,甲{RLO}\n", ":2 列「名称」"),
        ("registers/rules.csv", f"领域,类别,名{RLO}称\n", ":1 列「名<U+202E>称」"),
        ("text/plans.md", f"一\n二{RLO}三\n", ":2"),
        ("report.yaml", REPORT + f"addressee: 市{RLO}府\n", ":8"),
        ("report.yaml", REPORT + 'addressee: "市\\u202e府"\n', ":8"),
        ("answers.yaml", f"# {RLO}\n", ":1"),
        ("sister/a.csv", f"报告,项目,数值,单位{RLO}\n", ":1 列「单位<U+202E>」"),
        (
            BOOK,
            bytes_of(book_of([TITLES, [f"甲{RLO}", "2020-12-04", 1, 1]], "publicity")),
            " 工作表「publicity」 A2 列「名称」",
        ),
    ],
)
def test_strange_characters_are_refused_with_their_place(
    folder: YearFolder, file: str, content: str | bytes, place: str
) -> None:
    """Every file that the report is made from is looked at, escapes of YAML included."""
    folder.write(file, content)

    assert folder.problems() == [f"E442 params/2020/{file}{place}"]


def test_the_position_of_a_strange_character_is_told(folder: YearFolder) -> None:
    """Nobody sees it, so the analyst is told where it stands."""
    folder.write("text/plans.md", f"一\n二三{RLO}四\n")

    assert folder.refusal() == ["第3个字符处有改变文字方向的字符<U+202E>"]


PASTED = "甲\u2f42乙\u2f42\uf0b7"
TOLD = (
    "第2、4个字符处有部首笔画字符“\u2f42”<U+2F42>，应写作“文”；"
    "第5个字符处有专用区字符“\uf0b7”<U+F0B7>，应写作“·”"
)


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("registers/rules.csv", RULES + f"制度建设,内部管理制度,{PASTED}\n", ":2 列「名称」"),
        ("figures.csv", f"编号,{PASTED}\n", f":1 列「{PASTED}」"),
        ("text/plans.md", f"一\n{PASTED}\n", ":2"),
        (
            BOOK,
            bytes_of(book_of([TITLES, [PASTED, "2020-12-04", 1, 1]], "publicity")),
            " 工作表「publicity」 A2 列「名称」",
        ),
    ],
)
def test_what_looks_like_another_character_is_told_with_the_plain_form(
    folder: YearFolder, file: str, content: str | bytes, place: str
) -> None:
    """All characters of one place are told in one sentence, each with what to write instead."""
    folder.write(file, content)

    assert folder.problems() == [f"E446 params/2020/{file}{place}"]
    assert folder.refusal() == [TOLD]


def test_every_place_of_a_text_is_told_at_once(folder: YearFolder) -> None:
    """The analyst mends a pasted text in one go."""
    folder.write("text/plans.md", f"{PASTED}\n一{RLO}\U00010330\n\U0001f600\n")

    assert folder.problems() == [
        "E446 params/2020/text/plans.md:1",
        "E442 params/2020/text/plans.md:2",
        "E446 params/2020/text/plans.md:2",
        "E446 params/2020/text/plans.md:3",
    ]


@pytest.mark.parametrize(
    "entry",
    ["addressee: 市\u2f08民政府", 'addressee: "市\\u2f08民政府"', "addressee: >\n  市\u2f08"],
)
def test_a_setting_is_told_with_its_line(folder: YearFolder, entry: str) -> None:
    """Titles, headings, agencies and addressees are settings; escapes hide nothing."""
    folder.write("report.yaml", f"{REPORT}{entry}\n")

    assert folder.problems() == [f"E446 params/2020/report.yaml:{8 + entry.count(chr(10))}"]


def test_a_comment_may_hold_any_sign(folder: YearFolder) -> None:
    """Nobody prints it."""
    folder.write("report.yaml", f"{REPORT}addressee: 市政府  # \u2705 \u2f08\n")

    assert folder.problems() == []


def test_a_message_shows_what_a_name_hides() -> None:
    """A terminal obeys nothing that a message quotes, and a message keeps to its line."""
    problem = Problem(
        "E409", "没有\x1b[31m甲\n乙", Place(f"params/2020/a{RLO}b\n.csv", 1), "删\x07去"
    )

    assert str(problem) == (
        "[E409] params/2020/a<U+202E>b<U+000A>.csv:1: 没有<U+001B>[31m甲<U+000A>乙"
        " 处理办法：删<U+0007>去"
    )
    assert visible("\ud800") == "<U+D800>"


def test_an_output_with_strange_characters_is_refused(folder: YearFolder) -> None:
    """An analyst's output cannot bring in what the inputs may not."""
    nb = record_of(folder.report())
    nb.cells.append(cell({"text/html": "<p>a&#8238;b\U0001f600\u2f00</p>"}))

    with pytest.raises(ExportError, match=r"改变文字方向的字符<U\+202E>；.*1F600>；.*应写作“一”"):
        assemble(nb)


# YAML


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("addressee: !!python/object/apply:os.system [id]", "E443"),
        ("addressee: !x 市政府", "E443"),
        ("addressee: !<tag:yaml.org,2002:str> 市政府", "E443"),
        ("addressee: &a 市政府", "E443"),
        ("addressee: *a", "E443"),
        ("<<: {addressee: 市政府}", "E443"),
        ("addressee: " + "[" * 30 + "]" * 30, "E444"),
        ("a: " + "[" * 100_000, "E444"),
    ],
)
def test_tricks_of_yaml_are_refused_with_their_line(
    folder: YearFolder, line: str, code: str
) -> None:
    """Tags, anchors, aliases, merge keys and deep nesting have no use in a form."""
    folder.write("report.yaml", f"{REPORT}{line}\n")

    assert folder.problems()[0].startswith(f"{code} params/2020/report.yaml")


def test_an_alias_bomb_is_not_unfolded(folder: YearFolder) -> None:
    """Nine levels of nine aliases would be a thousand million words."""
    levels = "\n".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    folder.write("report.yaml", f"{REPORT}a: &a [大, 大]\n{levels}\n")

    assert {problem.split(":")[0] for problem in folder.problems()} == {
        "E443 params/2020/report.yaml"
    }


def test_a_recursive_alias_is_refused(folder: YearFolder) -> None:
    """A list that holds itself has no end."""
    folder.write("answers.yaml", "&a\n- *a\n")

    assert folder.problems()[0].startswith("E443 params/2020/answers.yaml")


def test_another_version_of_yaml_is_refused(folder: YearFolder) -> None:
    """By YAML 1.1 the word no would be false and 010 would be 8."""
    folder.write("report.yaml", f"%YAML 1.1\n---\n{REPORT}")

    assert folder.problems() == ["E443 params/2020/report.yaml:2"]


# Sizes


@pytest.mark.parametrize(
    ("file", "megabytes"),
    [("report.yaml", 100), ("answers.yaml", 100), ("text/plans.md", 100), ("figures.csv", 400)],
)
def test_a_huge_file_is_refused_unread(folder: YearFolder, file: str, megabytes: int) -> None:
    """The size is looked at first, so that the memory is not filled."""
    if not (folder.params / "2020" / file).exists():
        folder.write(file, "")
    os.truncate(folder.params / "2020" / file, megabytes << 20)

    assert folder.problems() == [f"E444 params/2020/{file}"]


def test_a_cell_of_a_hundred_megabytes_is_told(folder: YearFolder) -> None:
    """In a CSV the line has no end; in a workbook the cell is read and refused with its column."""
    folder.write("registers/rules.csv", RULES + "制度建设,内部管理制度," + "a" * (100 << 20))
    cells = ["宪法日", "2020-12-04", "1", "1"]
    folder.write(BOOK, _sheet(_row(1, TITLES) + _row(2, ["a" * 40_000, *cells[1:]])))

    assert folder.problems() == [
        "E420 params/2020/registers/rules.csv:2",
        "E444 params/2020/registers.xlsx 工作表「publicity」 A2 列「名称」",
    ]


# Workbooks


def _row(number: int, cells: list[str], first: str = "A") -> str:
    written = "".join(
        f'<c r="{chr(ord(first) + at)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for at, cell in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'


def _sheet(rows: str, head: str = "", **parts: str) -> bytes:
    """Make a workbook whose one sheet, publicity, has these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    data = io.BytesIO()
    with (
        ZipFile(io.BytesIO(bytes_of(book_of([["甲"]], "publicity")))) as plain,
        ZipFile(data, "w", ZIP_DEFLATED) as archive,
    ):
        for name in plain.namelist():
            is_sheet = name.startswith("xl/worksheets/")
            archive.writestr(name, sheet if is_sheet else plain.read(name))
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


HEADER = _row(1, TITLES)
LINE = _row(2, ["宪法日", "2020-12-04", "1", "1"])
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (_sheet(HEADER + LINE, BOMB), "工作簿内含文档类型声明，不是表格软件生成的"),
        (_sheet(HEADER + _row(2, ["&a;"]), XXE), "工作簿内含文档类型声明，不是表格软件生成的"),
        (_sheet(HEADER, **{"xl__vbaProject.bin": "x"}), "工作簿带有宏"),
        (_sheet(HEADER + LINE.replace('"2"', '"999999999999"')), "工作表过大"),
        (
            _sheet(HEADER + "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(2, 3000))),
            "工作表过大",
        ),
        (
            _sheet(HEADER + LINE.replace("<is><t>宪法日</t></is>", "<f>cmd|'/C calc'!A0</f>")),
            "单元格A2是公式，没有计算结果",
        ),
    ],
)
def test_a_workbook_that_holds_more_than_data_is_refused(
    folder: YearFolder, content: bytes, message: str
) -> None:
    """Entities, macros, endless sheets and formulas, DDE among them, stay outside."""
    folder.write(BOOK, content)

    assert folder.refusal() == [message]


def test_links_to_other_workbooks_are_left_alone(folder: YearFolder) -> None:
    """What Excel keeps of a linked workbook is neither opened nor read."""
    link = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    parts = {
        "xl__externalLinks__externalLink1.xml": link,
        "xl__externalLinks___rels__externalLink1.xml.rels": (
            '<Relationships><Relationship Id="rId1" Target="file:///etc/passwd"/></Relationships>'
        ),
    }
    folder.write(BOOK, _sheet(HEADER + LINE, **parts))

    assert len(folder.load().registers["publicity"].rows) == 1


# Paths


@pytest.mark.parametrize(
    "file", ["text/plans.md", "registers/rules.csv", "report.yaml", BOOK, "answers.yaml"]
)
def test_a_link_out_of_the_year_is_not_read(folder: YearFolder, file: str, tmp_path: Path) -> None:
    """What the link leads to would be published."""
    outside = tmp_path / "secret"
    outside.write_text(RULES)
    path = folder.params / "2020" / file
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(outside)

    assert folder.problems() == [f"E445 params/2020/{file}"]


def test_a_linked_folder_of_prose_is_not_read(folder: YearFolder, tmp_path: Path) -> None:
    """A link may stand anywhere on the way."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "plans.md").write_text("秘密")
    (folder.params / "2020" / "text").symlink_to(tmp_path / "elsewhere")

    assert folder.problems() == ["E445 params/2020/text/plans.md"]


def test_a_link_within_the_year_is_read(folder: YearFolder) -> None:
    """Two sections may share a text."""
    folder.write("text/plans.md", "加强领导。")
    (folder.params / "2020" / "text" / "other.md").symlink_to("plans.md")

    assert folder.load().prose["other"].text == "加强领导。"


@pytest.mark.parametrize("target", ["nowhere", "plans.md"])
def test_a_link_that_leads_nowhere_is_told(folder: YearFolder, target: str) -> None:
    """It is no file that is not there, for somebody meant it to be."""
    folder.write("text/other.md", "甲")
    (folder.params / "2020" / "text" / "plans.md").symlink_to(target)

    assert [problem[:4] for problem in folder.problems()] in (["E402"], ["E403"])


@pytest.mark.parametrize("file", ["text/plans.md", "registers/rules.csv", "report.yaml", BOOK])
def test_a_pipe_is_not_waited_for(folder: YearFolder, file: str) -> None:
    """Nobody writes into it, so that reading would never end."""
    path = folder.params / "2020" / file
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)

    assert folder.problems() == [f"E445 params/2020/{file}"]


@pytest.mark.parametrize("file", ["text/plans.md", "registers/rules.csv", "answers.yaml", BOOK])
def test_a_folder_is_no_file(folder: YearFolder, file: str) -> None:
    """A folder with the name of a file is told."""
    (folder.params / "2020" / file).mkdir(parents=True)

    assert folder.problems() == [f"E403 params/2020/{file}"]


@pytest.mark.parametrize("name", ["registers", "text", "sister"])
def test_a_file_is_no_folder(folder: YearFolder, name: str) -> None:
    """A file with the name of a folder would pass for an empty one."""
    folder.write(name, "甲")

    assert folder.problems() == [f"E403 params/2020/{name}"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (f"sister/a{RLO}vsc.csv", "E442 params/2020/sister/a<U+202E>vsc.csv"),
        ("sister/a\nb.csv", "E407 params/2020/sister/a<U+000A>b.csv"),
        (f"registers/study{RLO}.csv", "E409 params/2020/registers/study<U+202E>.csv"),
        (f"text/plans{RLO}.md", "E435 params/2020/text/plans<U+202E>.md"),
        ("text/a\x1b[31m.md", "E435 params/2020/text/a<U+001B>[31m.md"),
        ("text/-rf.md", "E435 params/2020/text/-rf.md"),
    ],
)
def test_a_file_name_deceives_nobody(folder: YearFolder, name: str, problem: str) -> None:
    """A name that no section has is refused, and shown with what it hides."""
    folder.write(name, "" if name.startswith("sister") else "甲")

    assert folder.problems() == [problem]


@pytest.mark.parametrize(
    "year", ["2020/../2019", "../2020", "２０２０", "02020", "9" * 5000, "2020\n", "-1", "二〇二〇"]
)
def test_a_year_is_four_digits(folder: YearFolder, year: str) -> None:
    """Nothing else becomes part of a path."""
    with pytest.raises(ParameterError, match=r"\[E302\]"):
        cli(["check", "--root", str(folder.params.parent), "--", year], standalone_mode=False)


@pytest.mark.parametrize("params_dir", ["../params", "{}/params", "{}/inner/../params"])
def test_the_notebook_may_name_another_folder(
    folder: YearFolder, params_dir: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who runs a notebook may read what he may read; what he names is held to the same rules."""
    (folder.params.parent / "inner").mkdir()
    monkeypatch.chdir(folder.params.parent / "inner")
    named = params_dir.format(folder.params.parent)
    (folder.params / "2020" / "text").mkdir()
    (folder.params / "2020" / "text" / "plans.md").symlink_to("/etc/hostname")

    _, problems = Report.survey(2020, named)

    assert [problem.code for problem in problems] == ["E445"]


# Text in every format


@pytest.fixture
def hostile_report(folder: YearFolder) -> Report:
    """Return a report whose prose, agency and register hold markup of every kind."""
    folder.write("text/plans.md", "\n\n".join(f"`{text}`" for text in HOSTILE))
    folder.write("report.yaml", REPORT.replace("某市某局", "'<b>某局</b>#[x]'"))
    folder.register("rules", '制度建设,内部管理制度,"<script>#read(""x"")</script>"')
    return folder.report()


def test_hostile_prose_stays_text_in_every_format(hostile_report: Report, tmp_path: Path) -> None:
    """Web page, PDF, review page and the previews of the notebook show what was written."""
    nb = record_of(hostile_report)
    document = assemble(nb)
    (tmp_path / "report.pdf").write_bytes(render_pdf(document))

    pages = [render_html(document), render_review(document, nb)]
    previews = [out.data["text/html"] for each in nb.cells for out in each.outputs]
    for html in (*pages, *previews):
        soup = BeautifulSoup(html, "html.parser")
        assert not soup.select("img[src=x], b")
        assert not [tag for tag in soup.find_all() if any(name[:2] == "on" for name in tag.attrs)]
        assert all("alert" not in script.get_text() for script in soup.select("script"))
    for shown in (
        BeautifulSoup(pages[0], "html.parser").get_text(),
        BeautifulSoup(pages[1], "html.parser").get_text(),
        pdf_text(tmp_path / "report.pdf"),
    ):
        assert [text for text in HOSTILE if squeezed(text) not in squeezed(shown)] == []
    assert PdfReader(tmp_path / "report.pdf").attachments == {}


@pytest.mark.parametrize(
    "link",
    [
        "[甲](javascript:alert(1))",
        "[甲](data:text/html,x)",
        "[甲](file:///etc/passwd)",
        "![甲](file:///etc/passwd)",
        "![甲](https://example.com/x.png)",
        "![甲](../../../../etc/passwd.png)",
        "![甲](/etc/passwd.png)",
        "![甲](link.png)",
        "![甲](a\\0.png)",
    ],
)
def test_links_and_pictures_of_prose_that_lead_out_are_refused(
    folder: YearFolder, link: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing but a picture of the year folder is ever read."""
    outside = tmp_path_factory.mktemp("outside") / "secret.png"
    outside.write_bytes(b"secret")
    folder.write("text/plans.md", link)
    (folder.params / "2020" / "text" / "link.png").symlink_to(outside)

    problems = [each for each in folder.problems() if "E409" not in each]

    place = "params/2020/text/plans.md:1"
    assert problems in ([f"E512 {place}"], [f"E508 {place}"])


@pytest.mark.parametrize("link", ["<https://example.com>", "[甲](https://example.com)"])
def test_links_of_prose_are_text(folder: YearFolder, link: str) -> None:
    """A link gives its text and its address."""
    folder.write("text/plans.md", link)
    document = assemble(record_of(folder.report()))

    soup = BeautifulSoup(render_html(document), "html.parser")
    annotations = [
        page.get("/Annots") for page in PdfReader(io.BytesIO(render_pdf(document))).pages
    ]
    assert not soup.select("main img, main a:not([href^='#'])")
    assert not any(annotations)


@pytest.mark.parametrize(
    "expression",
    ["''.__class__", "agency.__class__", "7*7", "cycler.__init__", "a()", "x|attr('y')", "[1][0]"],
)
def test_a_reference_is_a_name_and_nothing_else(folder: YearFolder, expression: str) -> None:
    """Template expressions neither run nor reach for attributes."""
    folder.write("text/plans.md", f"{{{{ {expression} }}}}")

    (problem,) = folder.problems()
    assert problem[:4] in {"E501", "E504"}


@pytest.mark.parametrize(
    "statement", ["{% for x in y %}{% endfor %}", "{% import 'x' %}", "{# x #}"]
)
def test_template_statements_are_refused(folder: YearFolder, statement: str) -> None:
    """A loop or an import is no reference."""
    folder.write("text/plans.md", statement)

    assert {problem[:4] for problem in folder.problems()} == {"E502"}


def test_inputs_name_no_module_path_or_kernel(folder: YearFolder) -> None:
    """The keys that a notebook or a module would be named by are unknown; an outline is an id."""
    folder.write("report.yaml", f"{REPORT}kernel: bash\nnotebook: ../x.ipynb\nmodule: os\n")
    unknown = folder.problems()
    folder.write("report.yaml", f"{REPORT}outline: ../../../etc/passwd\n")

    assert [problem[:4] for problem in unknown] == ["E411"] * 3
    assert folder.problems() == ["E431 params/2020/report.yaml:8"]


# Pictures


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize(
    "content",
    [
        "<script>BAD</script>",
        '<path onload="BAD" d="M0 0"/>',
        "<foreignObject><p>BAD</p></foreignObject>",
        '<image href="file:///BAD"/>',
        '<image href="BAD.png"/>',
        '<image href="data:image/jpeg;base64,BADB"/>',
        "<style>@import url(http://BAD);</style>",
        '<path style="fill:url(http://BAD)"/>',
        '<g style="position:fixed;background:BAD"/>',
        "<filter><feImage href='file:///BAD'/></filter>",
        "<marker>BAD</marker>",
    ],
)
def test_a_picture_reaches_for_nothing_on_paper_either(content: str) -> None:
    """The PDF gets the same drawing as the web page: nothing runs, loads or covers the page."""
    figure = Figure(data=SVG.format(content), alt="图")

    assert "BAD" not in alone(figure)
    assert "BAD" not in to_html((figure,))


@pytest.mark.parametrize(
    "content",
    [
        "<g>" * 200 + "</g>" * 200,
        '<g id="a"><use href="#a"/></g>',
        '<defs><g id="a"/>'
        + "".join(
            f'<g id="{name}">{f"<use href=#{before}/>" * 10}</g>'.replace("=#", '="#').replace(
                "/>", '"/>'
            )
            for before, name in zip("abcdefg", "bcdefgh", strict=True)
        )
        + "</defs>",
    ],
)
def test_a_picture_that_would_unfold_without_end_is_refused(content: str) -> None:
    """Deep nesting, circles, and references to references to references."""
    figure = Figure(data=SVG.format(content), alt="图")

    with pytest.raises(ExportError, match=r"\[E722\]"):
        alone(figure)
    with pytest.raises(ExportError, match=r"\[E722\]"):
        to_html((figure,))


@pytest.mark.parametrize(
    ("size", "code"), [(b"\0\0\xff\xff\0\0\xff\xff", "E722"), (b"", "E721"), (b"\0\0\0\1", "E721")]
)
def test_a_png_that_unpacks_to_too_much_is_refused(size: bytes, code: str) -> None:
    """The size stands in the first bytes; 65535 pixels squared would take 17 GB."""
    data = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size

    with pytest.raises(ExportError, match=code):
        pixels(Figure(media="image/png", data=b64encode(data).decode(), alt="图"))


# Out again


FORMULAS = ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", "'=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_in_csv_and_comes_back(text: str) -> None:
    """An apostrophe makes it text for a spreadsheet, and is taken off when it is read."""
    data = csv_bytes(("名称",), ((text,),)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data, newline="")))

    assert rows[1] == [f"'{text}"]
    assert unguarded(rows[1][0]) == text


@pytest.mark.parametrize("text", ["-5", "+3.5", "-98.5%", "0", "'90年代", "甲=乙", "", "—"])
def test_numbers_and_plain_text_stay_in_csv(text: str) -> None:
    """A negative number stays a number."""
    rows = list(
        csv.reader(io.StringIO(csv_bytes(("名称", "乙"), ((text, ""),)).decode("utf-8-sig")))
    )

    assert rows[1] == [text, ""]
    assert unguarded(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", "=cmd|'/C calc'!A0"])
def test_a_formula_is_text_in_a_workbook(text: str) -> None:
    """Excel shows the text, also after the cell was edited."""
    spec = ColumnSpec("name", "名称", "", "", "text", (), required=True)
    book = load_workbook(io.BytesIO(workbook_bytes((Sheet("台账", (spec,), ((text,),)),))))

    (cell_read,) = [each for row in book["台账"].iter_rows(min_row=2, max_row=2) for each in row]
    assert (cell_read.value, cell_read.data_type) == (text, "s")
    assert cell_read.quotePrefix


def test_a_register_of_a_new_year_keeps_a_name_with_a_sign(folder: YearFolder) -> None:
    """The apostrophe that guards it is not part of the name."""
    folder.register("rules", "制度建设,内部管理制度,'-甲")

    assert folder.load().registers["rules"].rows["title"].tolist() == ["-甲"]


def test_a_report_from_a_root_with_an_odd_name(tmp_path: Path, folder: YearFolder) -> None:
    """Spaces, quotes, a line end and a leading dash in the root's name change nothing."""
    root = tmp_path / "- 根\n'\"$(x) \u202e"
    folder.params.rename(folder.params.parent / "p")
    root.mkdir()
    (folder.params.parent / "p").rename(root / "params")

    target = publish(root, 2020)

    assert (target / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "\u202e" not in (target / "report.html").read_text(encoding="utf-8")
