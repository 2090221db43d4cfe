"""The workbook of a report: typed numbers with their units, the figures of the other files."""

from __future__ import annotations

import io
import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pdfplumber
import pytest
from nbformat.v4 import new_notebook
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from lawgov_lib.base.errors import ExportError
from lawgov_lib.document.tree import Annex, Column, Dataset, Paragraph, Run, Table, Title, plain
from lawgov_lib.exporters.formats import FORMATS
from lawgov_lib.exporters.metricsworkbook import render_xlsx, tabled
from lawgov_lib.exporters.readback import refuse_losses, squeezed
from lawgov_lib.exporters.sheettext import sheet_text
from lawgov_lib.exporters.tablesheet import Amount, amount_in
from lawgov_lib.privacy.masking import masked
from tests.exporters.hardpages import AGENCY, document, said
from tests.exporters.test_linefill import published
from tests.office import pdf_by_libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from lawgov_lib.document.tree import Document

COLUMNS = ("编号", "名称", "节", "状态", "数值", "单位", "分子", "分母", "截至", "数据来源")
FIGURES = (
    ("lic", "行政许可", "one", "数值", "86", "件", "", "", "2020-12-31", "licences.csv:2-87"),
    ("online", "网上可办率", "one", "数值", "94.59", "%", "35", "37", "2020-12-31", ""),
    ("pun", "行政处罚", "one", "零", "0", "宗", "", "", "2020-12-31", ""),
    ("lit", "行政诉讼", "one", "未提供", "", "件", "", "", "", ""),
    ("own", "=HYPERLINK(1)", "one", "数值", "-3", "项", "", "", "", "@evil"),
)
SIGNED = ("=1+1", "+86", "-乙", "@SUM(A1)", "＝丙", "\t丁")
TABLE = Table(
    columns=(
        Column(text="指标"),
        Column(text="2020年", align="right"),
        Column(text="2019年", align="right"),
    ),
    rows=(
        (said("依法履职"),),
        (said("行政许可"), (Run(text="1,234件", metric="lic"),), said("1200件")),
        (said("网上可办率"), said("94.50%"), said("—")),
        (said("专项资金"), said("1.2亿元"), said("9800万元")),
        (said("归档率"), (Run(text="100%"), Run(text="（申报数）")), said("5/6")),
        *((said(text), said(""), said("")) for text in SIGNED),
    ),
    groups=(0,),
)
NOTE = "注：“—”表示上年没有公布该项数据。"


@pytest.fixture(scope="module")
def report() -> Document:
    """Make a draft with a table in its text, one in its annex, and metrics."""
    made = document(
        Title(lines=(AGENCY, "2020年度法治政府建设年度报告")),
        Paragraph(runs=said("全年办理许可86件。")),
        Table(columns=(Column(text="序号"), Column(text="次数")), rows=((said("1"), said("3次")),)),
        Annex(label="附件", title="指标表", anchor="annex"),
        Paragraph(runs=said(f"报告机关：{AGENCY}"), role="note"),
        TABLE,
        Paragraph(runs=said(NOTE), role="note"),
    )
    data = Dataset(name="metrics", columns=COLUMNS, rows=FIGURES)
    section = made.sections[0].model_copy(update={"datasets": (data,)})
    return made.model_copy(update={"sections": (section,), "status": "草稿"})


@pytest.fixture(scope="module")
def book(report: Document) -> Workbook:
    """Write it and open it as others do."""
    return opened(report)


def opened(report: Document) -> Workbook:
    """Write a document's workbook and open it."""
    return load_workbook(io.BytesIO(render_xlsx(report)))


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows of a sheet by the names that stand in its head, under which it is frozen."""
    head = int(re.sub("[A-Z]", "", str(sheet.freeze_panes))) - 1
    names = [cell.value for cell in sheet[head]]
    return [
        {str(name): cell.value for name, cell in zip(names, row, strict=True)}
        for row in sheet.iter_rows(min_row=head + 1)
    ]


def over(sheet: Worksheet) -> str:
    """Return what stands over every printed page of a sheet."""
    return str(sheet.oddHeader.center.text) if sheet.oddHeader else ""


@pytest.mark.parametrize(("year", "root"), [(2020, "."), (2024, "tests/demo")])
def test_all_figures_are_those_of_the_report(year: int, root: str) -> None:
    """Every metric of metrics.csv is there as a number, and so is each number of the annex."""
    told = published(year, root)
    book = opened(told)
    (data,), (table,) = told.datasets, (each for each in told.blocks if isinstance(each, Table))
    value = data.columns.index("数值")
    expected = {row[0]: Decimal(row[value]) if row[value] else None for row in data.rows}

    found = {str(row["编号"]): row["数值"] for row in rows(book["指标"])}
    shown = {str(row["指标"]): row for row in rows(book["附件"])}

    assert {
        key: None if cell is None else Decimal(str(cell)) for key, cell in found.items()
    } == expected
    for name, now, *_ in (list(map(plain, row)) for row in table.rows if len(row) > 1):
        cell = shown[name][f"{year}年"]
        assert now == (f"{cell}{shown[name]['单位']}" if not isinstance(cell, str) else cell)


def test_numbers_are_numbers_and_days_are_days(book: Workbook) -> None:
    """Values, bases and days are typed; a metric without a value has a blank cell, no zero."""
    found = {str(row["编号"]): row for row in rows(book["指标"])}

    assert [found[key]["数值"] for key in found] == [86, 94.59, 0, None, -3]
    assert (found["online"]["分子"], found["online"]["分母"]) == (35, 37)
    assert found["lic"]["截至"] == datetime(2020, 12, 31)  # noqa: DTZ001  a day of the calendar
    assert found["lit"]["状态"] == "未提供"
    formats = {cell.value: cell.number_format for cell in book["指标"]["E"]}
    assert (formats[86], formats[94.59]) == ("0", "0.00")


def test_a_table_keeps_its_text_and_names_the_unit_of_each_row(book: Workbook) -> None:
    """Units stand in their column, once a row; another unit than the row's stays at its number."""
    sheet = book["附件"]
    found = [list(row.values()) for row in rows(sheet)]

    assert [cell.value for cell in sheet["A"][:3]] == [
        "附件　指标表",
        f"报告机关：{AGENCY}",
        "指标",
    ]
    assert found[0] == ["依法履职", None, None, None]
    assert found[1] == ["行政许可", "件", 1234, 1200]
    assert found[2] == ["网上可办率", "%", 94.5, "—"]
    assert found[3] == ["专项资金", "亿元", 1.2, 9800]
    assert found[4] == ["归档率", "%", 100, "5/6"]
    assert found[-1][0] == NOTE
    codes = {cell.value: cell.number_format for row in sheet["C4:D9"] for cell in row}
    assert (codes[1234], codes[94.5]) == ("#,##0", "0.00")
    assert (codes[9800], codes[100]) == ('0"万元"', '0"%（申报数）"')


def test_heads_stay_and_columns_can_be_chosen(book: Workbook) -> None:
    """Each sheet is frozen under its head, filtered by it, and prints it on every page."""
    assert book.sheetnames == ["说明", "表", "附件", "指标"]
    for sheet, head in zip(book, (1, 1, 3, 1), strict=True):
        named = "C" if sheet.title == "指标" else "A"
        assert sheet.freeze_panes == f"{named}{head + 1}"
        assert str(sheet.auto_filter.ref).startswith(f"A{head}:")
        assert sheet.print_title_rows == f"$1:${head}"


def test_a_draft_says_so_and_a_final_does_not(report: Document) -> None:
    """On its first sheet, over each printed page, and in its properties."""
    draft, final = opened(report), opened(report.model_copy(update={"status": "定稿"}))

    states = [rows(book["说明"])[3]["内容"] for book in (draft, final)]
    assert states == ["草稿　未经签发，不得公开", "定稿"]
    assert all("草稿" in over(sheet) for sheet in draft)
    assert not any("草稿" in over(sheet) for sheet in final)
    assert str(draft.properties.title).startswith("草稿：")
    assert (draft.properties.creator, str(draft.properties.created)) == (
        AGENCY,
        "2020-12-01 00:00:00",
    )


def test_no_input_becomes_a_formula_or_a_link(report: Document, book: Workbook) -> None:
    """What begins with a sign of arithmetic is text, and the file refers to nothing outside it."""
    names = {cell.value: cell for cell in (*book["附件"]["A"], *book["指标"]["B"])}

    for text in (*SIGNED, "=HYPERLINK(1)"):
        assert (names[text].data_type, names[text].quotePrefix) == ("s", True)
    with ZipFile(io.BytesIO(render_xlsx(report))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not any(b"<f>" in part or b"External" in part for part in parts.values())
    assert not any("externalLink" in name for name in parts)


def test_the_same_document_gives_the_same_bytes(report: Document) -> None:
    """No clock is in the file, nor in its package."""
    content = render_xlsx(report)

    assert content == render_xlsx(report)
    with ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_is_valid(report: Document, tmp_path: Path) -> None:
    """The file holds to the schemas of SpreadsheetML, and no row comes twice.

    The order of what openpyxl says of a face is that of the first edition; texts within their cells
    are as good as shared ones.
    """
    path = tmp_path / "report.xlsx"
    path.write_bytes(render_xlsx(report))

    errors = [str(error) for error in OpenXmlValidator().validate(path).errors]
    assert [each for each in errors if "/font[" not in each and "inline-string" not in each] == []
    with ZipFile(path) as package:
        for name in package.namelist():
            numbers = re.findall(r'<row r="(\d+)"', package.read(name).decode())
            assert numbers == sorted({*numbers}, key=int)


def test_libreoffice_shows_the_tables(report: Document, tmp_path: Path) -> None:
    """An office suite opens the file and shows numbers as they are written in the report."""
    content = pdf_by_libreoffice(render_xlsx(report), tmp_path, "report.xlsx")
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        shown = squeezed("".join(page.extract_text() for page in pdf.pages))

    for text in ("行政许可件1,2341200", "网上可办率%94.50—", "9800万元", "100%（申报数）", "草稿"):
        assert text in shown


def test_what_is_private_is_masked(report: Document) -> None:
    """A number that must not be public is no number of a cell either."""
    number = "13812345678"
    table = TABLE.model_copy(update={"rows": ((said("电话"), said(number), said("")),)})
    data = Dataset(name="metrics", columns=COLUMNS, rows=((*FIGURES[0][:-1], f"电话{number}"),))
    section = report.sections[0].model_copy(update={"blocks": (table,), "datasets": (data,)})

    content = render_xlsx(masked(report.model_copy(update={"sections": (section,)})))

    assert number not in sheet_text(content)
    assert sheet_text(content).count("已隐去") == 2


def test_a_number_that_was_altered_is_refused(report: Document) -> None:
    """What the tables and the metrics say is read back in the format that shows it."""
    content = render_xlsx(report)
    (told,) = (each for each in FORMATS if each.file == "report.xlsx")
    text = sheet_text(content)

    assert told.render(report, new_notebook()) == content
    for number in ("1,234件", "94.50%", "94.59%", "86件", "2020-12-31"):
        assert number in text
    with pytest.raises(ExportError, match="E704"):
        refuse_losses(report, tabled(report), "report.xlsx", text.replace("94.59", "94.6"))


def test_a_text_that_no_cell_holds_says_that_it_goes_on(report: Document) -> None:
    """Sources of a very large register are cut where a cell ends, and that is told."""
    rows_told = (*FIGURES[0][:-1], "licences.csv:" + ",".join(map(str, range(2, 20_000, 2))))
    data = Dataset(name="metrics", columns=COLUMNS, rows=(rows_told,))
    section = report.sections[0].model_copy(update={"datasets": (data,)})
    long = report.model_copy(update={"sections": (section,)})

    (row,) = rows(opened(long)["指标"])

    assert str(row["数据来源"]).endswith("……（未列全，见metrics.csv）")
    refuse_losses(long, tabled(long), "report.xlsx", sheet_text(render_xlsx(long)))


def test_sheets_have_names_that_excel_takes() -> None:
    """No name comes twice, is too long or has a sign that none may have."""
    table = Table(columns=(Column(text="指标"),), rows=((said("许可"),),))
    label = "附件[1]:" + "甲" * 40

    names = opened(document(Annex(label=label, title="表", anchor="a"), table, table)).sheetnames

    assert names == ["说明", "附件 1  " + "甲" * 25, "附件 1  " + "甲" * 22 + "（2）"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("37项", Amount("37", "项", "")),
        ("-0.5个百分点", Amount("-0.5", "个百分点", "")),
        ("1,234,567.89元", Amount("1,234,567.89", "元", "")),
        ("100%（申报数）", Amount("100", "%", "（申报数）")),
        ("3", Amount("3", "", "")),
        *(
            (text, None)
            for text in (
                "",
                "—",
                "10/10",
                "007",
                "12,34",
                "增长10.4%",
                "2020-07-13",
                "12至13件",
                "3 件",
                "３件",
                "1234567890123456",
                "110105194912310021",
            )
        ),
    ],
)
def test_only_a_number_is_read_as_one(text: str, read: Amount | None) -> None:
    """A code, a day, a span and what a workbook would round are text."""
    assert amount_in(text) == read
