"""An OpenDocument spreadsheet is read from its XML, with what it says of each cell."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.inputs.telling import PUBLICITY, told

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

SHEET = "params/2020/registers.ods 工作表「普法活动」"
BEGIN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:automatic-styles><style:style style:name="h">'
    '<style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="raised"><style:text-properties style:text-position="super 58%"/>'
    '</style:style><style:style style:name="level"><style:text-properties fo:color="#ff0000"'
    ' style:text-position="0% 100%"/></style:style>'
    '<style:style style:name="white"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="tiny"><style:text-properties fo:font-size="1pt"/></style:style>'
    '<style:style style:name="headed"><style:table-cell-properties fo:background-color="#003366"/>'
    '<style:text-properties fo:color="#FFFFFF"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
END = "</office:spreadsheet></office:body></office:document-content>"


def cell(value: object, more: str = "") -> str:
    """Return one cell."""
    if value is None:
        return f"<table:table-cell {more}/>"
    kind = (
        "float"
        if isinstance(value, int | float)
        else "date"
        if isinstance(value, date)
        else "string"
    )
    attribute = {"float": f'office:value="{value}"', "date": f'office:date-value="{value}"'}.get(
        kind, ""
    )
    begin = f'<table:table-cell office:value-type="{kind}" {attribute} {more}>'
    return f"{begin}<text:p>{value}</text:p></table:table-cell>"


def row(*values: object, more: str = "") -> str:
    """Return one row, with the blank cells that a program adds at its end."""
    blank = '<table:table-cell table:number-columns-repeated="16380"/>'
    return f"<table:table-row {more}>{''.join(map(cell, values))}{blank}</table:table-row>"


def ods(*rows: str, columns: str = "", title: str = "普法活动", style: str = "") -> bytes:
    """Return a spreadsheet of one sheet."""
    begin = f'<table:table table:name="{title}" table:style-name="{style}">'
    table = f"{begin}{columns}{''.join(rows)}</table:table>"
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "mimetype", "application/vnd.oasis.opendocument.spreadsheet", compress_type=0
        )
        archive.writestr("content.xml", BEGIN + table + END)
    return data.getvalue()


HEADER = row(*PUBLICITY.strip().split(","))
BLANK = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def test_spreadsheet_is_read(folder: YearFolder) -> None:
    """Numbers, days, blank rows and texts come as they were typed."""
    table = ods(
        row("2020年普法活动"),
        HEADER,
        row("宪法日", date(2020, 12, 4), 50, 300),
        row(),
        row("甲", None, 1.0),
        row("合计", "2场", 51),
        BLANK,
    )
    folder.write("registers.ods", table)

    register = folder.load().registers["publicity"]

    assert register.rows.lines.tolist() == [3, 5]
    assert list(register.rows["held_on"]) == [date(2020, 12, 4), None]
    assert list(register.rows["materials"]) == [50, 1]


FLAWS = {
    "formula": (
        row("甲", None).replace("<table:table-cell />", cell(1, 'table:formula="of:=1+1"')),
        " B3 列「日期」",
    ),
    "percent": (
        "<table:table-row>"
        + cell("甲")
        + cell(None)
        + '<table:table-cell office:value-type="percentage" office:value="0.985">'
        "<text:p>98.5%</text:p></table:table-cell></table:table-row>",
        " C3 列「资料份数」",
    ),
    "hidden row": (row("甲", more='table:visibility="collapse"'), " 第3行"),
    "filtered row": (row("甲", more='table:visibility="filter"'), " 第3行"),
    "merged": (
        "<table:table-row>"
        + cell("甲", 'table:number-rows-spanned="2" table:number-columns-spanned="1"')
        + "</table:table-row>",
        " A3 列「名称」",
    ),
    "beyond the header": (row("甲", None, None, None, "乙"), " E3"),
}


@pytest.mark.parametrize("kind", FLAWS)
def test_flaw_of_a_spreadsheet(folder: YearFolder, kind: str) -> None:
    """What a person cannot see or did not type is refused with its cell."""
    content, place = FLAWS[kind]
    folder.write("registers.ods", ods(HEADER, row("乙"), content))

    code = "E414" if kind == "percent" else "E429"
    assert told(folder) == [f"{code} {SHEET}{place}"]


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("raised", "是上标或下标，照常读取"),
        ("white", "字小得看不见或者是白色的，照常读取"),
        ("tiny", "字小得看不见或者是白色的，照常读取"),
    ],
)
def test_what_the_font_of_a_cell_hides_is_asked_about(
    folder: YearFolder, style: str, said: str
) -> None:
    """The numbers stay what they are."""
    shown = cell(50, f'table:style-name="{style}"')
    line = f"<table:table-row>{cell('甲')}{cell(None)}{shown}</table:table-row>"
    folder.write("registers.ods", ods(HEADER, line))

    assert folder.value("pop_materials") == "50"
    assert [said in finding.message for finding in folder.findings("C28")].count(True) == 1


@pytest.mark.parametrize("style", ["level", "headed"])
def test_a_font_that_hides_nothing_is_left_alone(folder: YearFolder, style: str) -> None:
    """Red letters are seen, and white ones on a dark ground."""
    shown = cell(50, f'table:style-name="{style}"')
    line = f"<table:table-row>{cell('甲')}{cell(None)}{shown}</table:table-row>"
    folder.write("registers.ods", ods(HEADER, line))

    assert [f for f in folder.findings("C28") if "照常读取" in f.message] == []


def test_a_text_raised_in_part_is_refused(folder: YearFolder) -> None:
    """Nobody knows whether a raised 2 is a digit."""
    mixed = '<text:span text:style-name="raised">2</text:span>'
    line = f"<table:table-row>{cell(f'甲{mixed}')}</table:table-row>"
    folder.write("registers.ods", ods(HEADER, line))

    (problem,) = told(folder)
    assert problem.startswith(f"E429 {SHEET} A2 ")


def test_hidden_column_and_sheet(folder: YearFolder) -> None:
    """Neither a column nor a sheet that nobody sees is read."""
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    folder.write("registers.ods", ods(HEADER, row("甲"), columns=columns))
    assert told(folder) == [f"E429 {SHEET} B1 列「日期」"]

    folder.write("registers.ods", ods(HEADER, row("甲"), style="h"))
    assert told(folder) == [f"E428 {SHEET}"]


def test_rows_repeated_without_end(folder: YearFolder) -> None:
    """A file of a few bytes does not unfold to a million rows."""
    folder.write(
        "registers.ods", ods(HEADER, row("甲", more='table:number-rows-repeated="1000000"'))
    )

    assert told(folder) == [f"E427 {SHEET}"]


def test_damaged_spreadsheet(folder: YearFolder) -> None:
    """However it is cut off, it is one problem."""
    content = ods(HEADER, row("甲"))
    for end in (120, 300, len(content) - 10):
        folder.write("registers.ods", content[:end])

        assert told(folder) == ["E427 params/2020/registers.ods"]
