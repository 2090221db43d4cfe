"""What is fuzzed, part by part: an input as bytes, and the code that must bear it."""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from hypothesis import strategies as st
from nbformat import v4

from lawgov_lib.base.characters import visible
from lawgov_lib.base.errors import InputError, LawgovError, TellingError
from lawgov_lib.base.layout import HOLIDAYS_FILE
from lawgov_lib.checks.settings import SOURCE, defaults, misfits
from lawgov_lib.document.markup import to_html, to_markdown
from lawgov_lib.document.svg import alone
from lawgov_lib.document.tree import SECTION_MIME, Figure, Heading, Meta, Section, Title, dump
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.exporters.reviewpage import render_review
from lawgov_lib.exporters.worddocument import render_docx
from lawgov_lib.importing.importation import import_report
from lawgov_lib.inputs import Prose, ReportFile
from lawgov_lib.inputs.answersfile import Answers
from lawgov_lib.inputs.csvfile import csv_lines
from lawgov_lib.inputs.holidayfile import read_holidays
from lawgov_lib.inputs.outline import survey_outline
from lawgov_lib.inputs.remarksfile import Objections
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.inputs.signofffile import Signoff
from lawgov_lib.inputs.sister import cells_of, sisters_of
from lawgov_lib.inputs.table import read_table
from lawgov_lib.inputs.tablesource import tables_of
from lawgov_lib.inputs.textfile import read_text
from lawgov_lib.inputs.wordprose import read_word_prose
from lawgov_lib.inputs.yamlfile import read_yaml
from lawgov_lib.merging.mergeplan import plan
from lawgov_lib.merging.mergetext import to_text
from lawgov_lib.merging.wordedits import read_word_text
from lawgov_lib.report.lastyear import look_back
from lawgov_lib.report.openedyear import open_year
from lawgov_lib.report.yearreport import Report
from lawgov_lib.sisters.celldeclaration import declared_cells
from lawgov_lib.sisters.tableforms import load_form
from lawgov_lib.telling.narrative import Teller, tell
from tests.auditing import papers
from tests.fuzz import disturbance, disturbedtexts, oldbooks, silence, values
from tests.fuzz.disturbedtexts import ANSWERS
from tests.fuzz.mutation import NASTY, mutated, mutated_workbook
from tests.importing import documents
from tests.inputs.telling import PUBLICITY, STUDY, book_of, bytes_of
from tests.inputs.wordfiles import head, item, run, word
from tests.recorded import cell, notebook, record_of
from tests.yearfolder import REPORT, YearFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hypothesis.strategies import SearchStrategy

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.inputs.columns import Row

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
YEAR = ROOT / "params" / "2020"
DEMO = ROOT / "tests" / "demo" / "params" / "2024"
_CODE = re.compile(r"E\d{3}")


@dataclass(frozen=True)
class Part:
    """One part: its name, how many inputs a bounded run gives it, the inputs, and the code.

    ``run`` bears an input, or refuses it with a LawgovError; it asserts what else must hold.
    """

    name: str
    examples: int
    inputs: SearchStrategy[bytes]
    run: Callable[[bytes], None]

    def bear(self, data: bytes) -> None:
        """Run one input; a refusal has a code and says what is wrong.

        Raises:
            Exception: What no input may bring about.
        """
        try:
            self.run(data)
        except LawgovError as error:
            assert error.problems  # noqa: PT017  what is asserted is the refusal
            _check(error.problems, placed=isinstance(error, InputError | TellingError))


def _check(problems: Iterable[Problem], *, placed: bool = True) -> None:
    """Check that an analyst can act on each problem, and a terminal can print it."""
    for problem in problems:
        assert _CODE.fullmatch(problem.code)
        assert problem.message
        assert problem.place or not placed, problem
        assert visible(str(problem)) == str(problem)
        assert len(str(problem).splitlines()) == 1


@cache
def _scratch() -> YearFolder:
    """Return a year folder of this process, to be written over and over."""
    folder = YearFolder(Path(tempfile.mkdtemp(prefix="lawgov-fuzz-")) / "params")
    folder.write("report.yaml", REPORT)
    return folder


@cache
def _report() -> Report:
    return Report.open(2020, str(ROOT / "params"))


def _headed(data: bytes) -> tuple[str, bytes]:
    """Split an input into its first line, which names a file, and the content of that file."""
    name, _, content = data.partition(b"\n")
    return name.decode(), content


def _texts() -> SearchStrategy[bytes]:
    """Make texts of the lines of a report in any order, with others and stray marks among them."""
    marks = st.text(
        st.sampled_from("\\`*_{}[]()<>#+-.!|~=$^:%&\"'＃｜1法。，次％零 　"), max_size=9
    )
    nasty = st.sampled_from([each.decode(errors="replace") for each in (*NASTY, *_DEEP)])
    line = st.sampled_from(
        [*documents.lines(), "附件", "| 项目 | 数 |", "|---|---|", "| 甲 | 3次 |"]
    )
    piece = st.one_of(line, st.tuples(line, marks, line).map("".join), marks, nasty)
    pieces = st.lists(piece, min_size=1, max_size=24)
    return pieces.map(lambda each: "\n".join([*documents.lines()[:3], *each]).encode())


# Readers


def _table(data: bytes) -> None:
    key, content = _headed(data)
    model = FigureRow if key == "figures" else ROWS[key]
    folder, file = _scratch(), f"registers/{key}.csv"
    folder.write(file, content)
    path, name = folder.params / "2020" / file, f"params/2020/{file}"
    table = read_table(csv_lines(path, name), name, model, 2020)
    _check(table.problems)
    assert len(table.rows) + len(table.problems) > 0 or not table.has_rows


def _silence(data: bytes) -> None:
    _check(silence.check_table(_undisturbed(), data), placed=False)


def _old_book(data: bytes) -> None:
    _check(oldbooks.check(data))


def _said_settings(data: bytes) -> None:
    disturbedtexts.check_settings(_undisturbed(), data)


def _said_prose(data: bytes) -> None:
    report = _report()
    facts = {"agency.name": "某局", "year": "2020"}
    teller = Teller(report.metrics, report.year_inputs.registers, facts)
    disturbedtexts.check_prose(_undisturbed(), data, teller)


def _said_drawing(data: bytes) -> None:
    disturbedtexts.check_drawing(_undisturbed(), data)


@cache
def _undisturbed() -> YearFolder:
    """Return a year folder that holds a disturbed file at a time and nothing else."""
    folder = YearFolder(Path(tempfile.mkdtemp(prefix="lawgov-fuzz-")) / "params")
    folder.write("report.yaml", REPORT)
    return folder


def _holidays(data: bytes) -> None:
    """Read a calendar; one that is used knows its years whole."""
    params = _scratch().params
    (params / HOLIDAYS_FILE).write_bytes(data)
    try:
        found = read_holidays(params)
    finally:
        (params / HOLIDAYS_FILE).unlink()
    _check(found.problems)
    for year in found.calendar.further:
        assert not found.problems
        assert len(found.calendar.workdays(year)) in {365, 366}


def _import(data: bytes) -> None:
    """Import a text; a year is made that tells all of it, or nothing is."""
    with tempfile.TemporaryDirectory(prefix="lawgov-fuzz-") as folder:
        root = Path(folder)
        for ending in (".txt", ".md"):
            path = root / f"a{ending}"
            path.write_bytes(data)
            try:
                import_report(root / ending, path, documents.YEAR, documents.AGENCY)
            except LawgovError as error:
                _check(error.problems, placed=isinstance(error, InputError))
                assert "与原文不同" not in str(error)  # noqa: PT017  what is asserted is the refusal
                assert not (root / ending).exists()


def _values(data: bytes) -> None:
    _check(values.check(_scratch(), data))


def _workbook(data: bytes) -> None:
    folder = _scratch()
    folder.write("registers.xlsx", data)
    try:
        models: dict[str, type[Row]] = {**ROWS, "figures": FigureRow}
        found = tables_of(folder.params / "2020", "params/2020", models, 2020)
        _check([*found.problems, *(p for table in found.by_key.values() for p in table.problems)])
    finally:
        (folder.params / "2020" / "registers.xlsx").unlink()


def _yaml(data: bytes, model: type[ReportFile | Answers | Objections | Signoff]) -> None:
    folder = _scratch()
    folder.write("fuzzed.yaml", data)
    try:
        read = read_yaml(folder.params / "2020" / "fuzzed.yaml", "params/2020/fuzzed.yaml", model)
    finally:
        (folder.params / "2020" / "fuzzed.yaml").unlink()
    if isinstance(read, ReportFile):
        _, problems = survey_outline(read, "params/2020/fuzzed.yaml")
        _check(problems)
        assert all(message for _, message, _ in misfits(read.checks))


def _corrected(data: bytes) -> None:
    """Read a corrected Word file and decide what becomes of it, without writing."""
    merged = plan(_report(), read_word_text(io.BytesIO(data), "report.docx"), "report.docx")
    _check((*merged.asks, *merged.unplaced))
    assert to_text(merged)


def _prose(data: bytes) -> None:
    folder = _scratch()
    folder.write("text/plans.md", data)
    name = "params/2020/text/plans.md"
    text = read_text(folder.params / "2020" / "text" / "plans.md", name)
    report = _report()
    teller = Teller(report.metrics, report.year_inputs.registers, {"agency.name": "某局"})
    told = tell({"plans": Prose(text, name)}, {}, teller)["plans"]
    page = BeautifulSoup(to_html(told), "html.parser")
    assert not page.select("script, a, img, iframe, style, link, object, svg")
    to_markdown(told)


def _word(data: bytes) -> None:
    folder = _scratch()
    folder.write("text/plans.docx", data)
    path = folder.params / "2020" / "text" / "plans.docx"
    name = "params/2020/text/plans.docx"
    try:
        text, paragraphs = read_word_prose(path, name)
    finally:
        path.unlink()
    report = _report()
    teller = Teller(report.metrics, report.year_inputs.registers, {})
    to_markdown(tell({"plans": Prose(text, name, None, paragraphs)}, {}, teller)["plans"])


def _published(data: bytes) -> None:
    folder = _scratch()
    path = folder.params.parent / "outputs" / "2019" / "metrics.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    history = look_back(folder.params, open_year(folder.params, 2019), 2019)
    _check(problem for problems in history.unread.values() for problem in problems)
    history.joined(_report().metrics)


def _sister(data: bytes) -> None:
    folder = _scratch()
    folder.write("sister/公开年报.csv", data)
    _, problems, _ = sisters_of(folder.params / "2020", "params/2020", 2020)
    _check(problems)


def _sister_cells(data: bytes) -> None:
    """Read declared cells, and find them in the tables."""
    folder = _scratch()
    folder.write("sister/cells.csv", data)
    cells, problems, _ = cells_of(folder.params / "2020", "params/2020", 2020)
    _check(problems)
    _, strays = declared_cells(load_form("information"), cells)
    _check(strays)


def _settings(data: bytes) -> None:
    """Run the checks with the settings of a year, where they are accepted."""
    folder = _scratch()
    folder.write("fuzzed.yaml", REPORT.encode() + b"checks: " + data)
    read = read_yaml(folder.params / "2020" / "fuzzed.yaml", "params/2020/f.yaml", ReportFile)
    if not list(misfits(read.checks)):
        report = _report()
        own = report.year_inputs.report.model_copy(update={"checks": read.checks})
        year_inputs = replace(report.year_inputs, report=own)
        assert replace(report, year_inputs=year_inputs).findings


# Outputs of analysts


_META = Meta(
    title="年度报告",
    agency="某市某局",
    year=2020,
    signed_on=date(2021, 1, 20),
    outline=("opening", "plans"),
)
_SECTIONS = (
    Section(key="opening", order=(0,), blocks=(Title(lines=("年度报告",)),), meta=_META),
    Section(key="plans", order=(1,), blocks=(Heading(level=1, text="安排", anchor="plans"),)),
)


def _drawing(data: bytes) -> None:
    figure = Figure(data=data.decode(errors="replace"), alt="图")
    page = BeautifulSoup(to_html((figure,)), "html.parser")
    assert not page.select("script, foreignobject, style, a, iframe, animate, set")
    told = alone(figure)
    for text in (str(page), told):
        assert "http:" not in text.replace("http://www.w3.org/2000/svg", "")
        assert "file:" not in text


def _outputs(data: bytes, *, pages: bool) -> None:
    """Assemble a record with an analyst's outputs in it, and export it."""
    bundles = json.loads(data)
    cells = [cell({SECTION_MIME: dump(section)}) for section in _SECTIONS]
    for bundle in bundles:
        if "markdown" in bundle:
            cells.insert(-1, v4.new_markdown_cell(bundle["markdown"]))
        else:
            cells.insert(-1, cell(bundle))
    nb = notebook(*cells)
    document = assemble(nb)
    to_html(document.blocks)
    if pages:
        render_html(document)
        render_review(document, nb)
        assert render_pdf(document).startswith(b"%PDF")


# The whole path


@cache
def _year() -> YearFolder:
    params = Path(tempfile.mkdtemp(prefix="lawgov-fuzz-")) / "params"
    shutil.copytree(YEAR, params / "2020")
    return YearFolder(params)


def _whole(data: bytes) -> None:
    """Read, tell and render a year of which one file is damaged; nothing else is touched."""
    name, content = _headed(data)
    folder = _year()
    path = folder.params / "2020" / name
    sound = path.read_bytes()
    folder.write(name, content)
    before = sorted(folder.params.parent.rglob("*"))
    try:
        _render(folder)
    finally:
        path.write_bytes(sound)
    assert sorted(folder.params.parent.rglob("*")) == before


def _render(folder: YearFolder) -> None:
    report, problems = Report.survey(2020, str(folder.params))
    _check(problems)
    assert (report is None) == bool(problems)
    if report is None:
        return
    nb = record_of(report)
    document = assemble(nb)
    render_html(document)
    render_review(document, nb)
    assert render_pdf(document).startswith(b"%PDF")


# Seeds


def _named(paths: Iterable[Path], key: Callable[[Path], str]) -> list[bytes]:
    return [key(path).encode() + b"\n" + path.read_bytes() for path in sorted(paths)]


_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    b'width="100" height="50" viewBox="0 0 100 50"><style>*{stroke-linejoin: round}</style><defs>'
    b'<clipPath id="p"><rect width="9" height="9"/></clipPath><path id="m" d="M0 0L5 5"/></defs>'
    b'<g clip-path="url(#p)" transform="translate(1 2)" style="fill: #2f5d8a">'
    b'<use xlink:href="#m"/><text x="1" y="9">18</text>'
    b'<image xlink:href="data:image/png;base64,AAAA"/></g></svg>'
)
_SVG_PIECES = (
    *(b"<script>1</script>", b'onload="x"', b"<foreignObject>", b'href="file:///etc/passwd"'),
    *(b'href="http://x.example/"', b"url(http://x.example)", b"<style>@import 'x'</style>"),
    *(
        b"<use href='#m'/>",
        b'<g id="m">',
        b"</g>",
        b"<g>" * 90,
        b"</g>" * 90,
        b"&lol;",
        b"<!ENTITY",
    ),
    *(b"<image href='data:image/jpeg;base64,AAAA'/>", b'style="position:fixed"', b"url(#p)", b"#"),
    *(b'd="M0 0L1e400 -1"', b'width="-1"', b'width="1e30"', b'viewBox="0 0 0 0"', *NASTY[:50]),
)
_HTML = (
    b"<table><caption>c</caption><thead><tr><th>a</th><th colspan=2>b</th></tr></thead><tr><td "
    b"rowspan=2>1</td><td>2.5</td><td>-</td></tr><tr><td>x</td></tr></table><p>text<br>more</p>"
)
_HTML_PIECES = (
    *(b"<table>", b"</table>", b"<tr>", b"<td colspan=99999 rowspan=99999>", b"<td>", b"</td>"),
    *(b"<b>" * 600, b"<script>x</script>", b"<style>", b"colspan=" + b"9" * 5000, *NASTY),
)


def _json(strategy: SearchStrategy[bytes], mime: str) -> SearchStrategy[dict[str, str]]:
    return strategy.map(lambda data: {mime: data.decode(errors="replace")})


def _bundles() -> SearchStrategy[bytes]:
    text = st.one_of(
        st.text(max_size=30), st.sampled_from([n.decode(errors="replace") for n in NASTY])
    )
    bundle = st.one_of(
        _json(mutated([_HTML], _HTML_PIECES), "text/html"),
        _json(mutated([_SVG], _SVG_PIECES), "image/svg+xml"),
        _json(
            mutated(["甲**乙**\n\n- 丙\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode()]),
            "text/markdown",
        ),
        _json(mutated(["**甲**：{{ x }}\n\n> 引\n\n1. 一\n2. 二\n".encode()]), "markdown"),
        st.fixed_dictionaries({"text/plain": text}),
        st.fixed_dictionaries({"image/png": st.one_of(text, st.just(_PIXEL))}),
        st.fixed_dictionaries({"application/x-other": text}, optional={"text/html": text}),
        st.dictionaries(st.sampled_from(["text/html", "text/plain", "image/svg+xml"]), text),
    )
    return st.lists(bundle, min_size=1, max_size=3).map(lambda found: json.dumps(found).encode())


_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5Erk"
    "Jggg=="
)
_SIGNOFF = f"""\
# 2020年度报告的签批记录
- role: 审核
  name: 张三
  date: 2021-01-10
  content: "{"0a" * 32}"
- {{role: 签发, name: 李四, date: 2021-01-12, content: "{"ff" * 32}"}}
"""
_REMARKS = """\
# 批注
- author: 张三
  date: 2021-01-08
  section: functions
  words: 第三段
  text: 请补充金额
  answer: ''
"""
_METRICS = """\
编号,名称,状态,数值,单位
lic_done,行政许可办结,数值,31,件
exam_rate,参考率,数值,98.5,%
lawsuits,行政诉讼,零,0,件
pen,行政处罚,无此职责,,件
"""
_HOLIDAYS = """日期,截止日期,类别,名称,依据文件
2099-01-01,2099-01-03,放假,元旦,通知
2099-01-21,2099-01-27,放假,春节,通知
2099-02-01,,上班,春节,通知
2099-04-04,,放假,清明节,通知
2099-05-01,2099-05-03,放假,劳动节,通知
2099-06-23,,放假,端午节,通知
2099-09-29,2099-10-05,放假,国庆节、中秋节,通知
"""
_SISTER_CELLS = (
    "报告,表,行,列,数值,状态,依据\n信息公开,依申请公开,（七）总计,总计,12,,系统\n"
    "信息公开,复议诉讼,,,,零,系统\n"
)
_SISTER = "报告,项目,数值,单位\n政府信息公开年报,依申请公开,12,件\n"


def _book() -> bytes:
    book = book_of([PUBLICITY.strip().split(","), ["宪法日", "2020-12-04", 50, 300]], "publicity")
    sheet = book.create_sheet("study")
    sheet.append(STUDY.strip().split(","))
    sheet.append(["集中学习", date(2020, 2, 3), "民法典", "全体"])
    sheet["F9"] = "=1+1"
    return bytes_of(book)


def _letter() -> bytes:
    """Return a Word file with all that prose may have."""
    rows = "".join(f"<w:tr>{f'<w:tc>{papers.text(cell)}</w:tc>' * 2}</w:tr>" for cell in "甲乙")
    bold = f"<w:p>{run('规范。', '<w:b/>')}{run('见{{ agency.name')}{run(' }}')}</w:p>"
    listed = (item(1, "甲"), item(1, "乙", 1), item(2, "丙"))
    return word(head(1, "标题"), bold, *listed, f"<w:tbl>{rows}</w:tbl>")


def _set() -> list[bytes]:
    """Return every setting of the checks by itself, as a year would write it."""
    return [
        json.dumps({code: {name: value}}, ensure_ascii=False).encode()
        for code, values in defaults().items()
        for name, value in values.items()
        if name != SOURCE
    ]


_TREE = """
outline:
  - 前言
  - {heading: 履职, tells: [政府职能, decisions], sections: [甲, {heading: 乙, sections: [丙]}]}
  - {heading: '{{ next_year }}年安排', serves: 下一年度主要安排, key: plans}
"""
_DEEP = (b"*" * 200 + "甲".encode() + b"*" * 200, b"> " * 60, b"[" * 300, b"`" * 300, b"![" * 200)
_WORDS = (
    *(
        b"(",
        b")",
        b"(a+)+",
        b".*",
        b"|",
        b"[",
        b"{year}",
        b"{0}",
        b'""',
        b'"",',
        b"[]",
        b"{}",
        b".nan",
    ),
    *(b"-1", b"0", b"1e9", b"null", b"true", b": ", b", ", "甲".encode(), b"02-30", b".inf", b"\\"),
)


def _parts() -> tuple[Part, ...]:
    reports = [path.read_bytes() for path in (YEAR / "report.yaml", DEMO / "report.yaml")]
    reports.append(reports[0] + _TREE.encode())
    registers = _named(
        [*YEAR.glob("registers/*.csv"), *DEMO.glob("registers/*.csv")], lambda path: path.stem
    )
    short = [seed[:600] for seed in registers]
    figures = _named([YEAR / "figures.csv", DEMO / "figures.csv"], lambda path: path.stem)
    prose = [path.read_bytes() for path in sorted(YEAR.glob("text/*.md"))]
    files = [path for path in sorted(YEAR.rglob("*")) if path.is_file()]
    whole = _named(files, lambda path: path.relative_to(YEAR).as_posix())
    return (
        Part("tables", 3000, mutated(short).filter(_keeps_its_name), _table),
        Part("figures", 1000, mutated([s[:900] for s in figures]).filter(_keeps_its_name), _table),
        Part("holidays", 500, mutated([_HOLIDAYS.encode()]), _holidays),
        Part("values", 600, values.cells(), _values),
        Part("silent_tables", 3800, disturbance.inputs(disturbance.TEXTS), _silence),
        Part("silent_books", 3000, disturbance.inputs(disturbance.BOOKS), _silence),
        Part("silent_settings", 1500, disturbedtexts.settings(), _said_settings),
        Part("silent_prose", 1500, disturbedtexts.prose(), _said_prose),
        Part("silent_drawings", 300, disturbedtexts.drawings(), _said_drawing),
        Part("silent_old_books", 400, oldbooks.inputs(), _old_book),
        Part("workbook", 1500, mutated_workbook(_book()), _workbook),
        Part("report", 1200, mutated(reports), partial(_yaml, model=ReportFile)),
        Part("settings", 300, mutated(_set(), _WORDS), _settings),
        Part("answers", 800, mutated([ANSWERS.encode()]), partial(_yaml, model=Answers)),
        Part("signoff", 500, mutated([_SIGNOFF.encode()]), partial(_yaml, model=Signoff)),
        Part("remarks", 400, mutated([_REMARKS.encode()]), partial(_yaml, model=Objections)),
        Part("corrected", 200, mutated_workbook(render_docx(_report().document)), _corrected),
        Part("prose", 1500, mutated(prose, (*NASTY, *_DEEP)), _prose),
        Part("import", 200, _texts(), _import),
        Part("word", 600, mutated_workbook(_letter()), _word),
        Part("published", 800, mutated([_METRICS.encode()]), _published),
        Part("sister", 500, mutated([_SISTER.encode()]), _sister),
        Part("sister_cells", 300, mutated([_SISTER_CELLS.encode()]), _sister_cells),
        Part("drawing", 800, mutated([_SVG], _SVG_PIECES), _drawing),
        Part("outputs", 800, _bundles(), partial(_outputs, pages=False)),
        Part("pages", 60, _bundles(), partial(_outputs, pages=True)),
        Part("whole", 60, mutated(whole).filter(_keeps_its_file), _whole),
    )


def _keeps_its_name(data: bytes) -> bool:
    name = data.partition(b"\n")[0]
    return name == b"figures" or name.decode(errors="replace") in ROWS


def _keeps_its_file(data: bytes) -> bool:
    name = data.partition(b"\n")[0].decode(errors="replace")
    return name.isprintable() and (YEAR / name).is_file()


PARTS = {part.name: part for part in _parts()}
