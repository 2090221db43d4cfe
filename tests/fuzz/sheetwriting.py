"""Write a small table as the files in which offices keep them: text, workbook, spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass
class Cell:
    """A cell: what is put into it, what that means (None: nothing that may be read), its format."""

    value: Any
    meant: str | None
    code: str = ""


@dataclass
class Grid:
    """A table as it is written, and what it means.

    ``titles`` are the headers as written, ``means`` the column that each means: blank for none,
    None where it must not be read in silence. ``is_loud`` tells that something must be said;
    ``form`` says how it is written, by the names that the writers know.
    """

    titles: list[str]
    means: list[str | None]
    rows: list[list[Cell]]
    is_loud: bool = False
    form: dict[str, Any] = field(default_factory=dict)

    def expected(self) -> list[dict[str, str]] | None:
        """Return what must be read where nothing is said; None where something must be said."""
        if self.is_loud or None in self.means:
            return None
        found = []
        for row in self.rows:
            told = {
                name: cell.meant
                for name, cell in zip(self.means, row, strict=True)
                if name and cell.meant != ""
            }
            if None in told.values():
                return None
            found.append({str(name): str(value) for name, value in told.items()})
        return ordered(found)


def ordered(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Return rows in an order that does not depend on how they were written."""
    return sorted(rows, key=lambda row: sorted(row.items()))


def reread(grid: Grid, data: bytes) -> Grid:
    """Read a file of text again as simply as can be: what it means if it is as it looks."""
    try:
        told = data.decode(grid.form.get("encoding", "utf-8").replace("-sig", ""))
        lines = csv.reader(io.StringIO(told.lstrip("\ufeff"), newline=""), strict=True)
        titles, *rows = [row for row in lines if any(row)]
    except (UnicodeError, csv.Error, ValueError):
        return Grid([], [], [], is_loud=True)
    known = set(grid.means)
    means = [title if title in known else None for title in titles]
    is_uneven = any(len(row) != len(titles) for row in rows)
    cells = [[Cell(text, _simple(text)) for text in row] for row in rows]
    return Grid(titles, means, cells, is_uneven or "separator" in grid.form)


def _simple(text: str) -> str:
    if day := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.strip()):
        return f"{day[1]}-{day[2]:>02}-{day[3]:>02}"
    found = re.fullmatch(r"(\d+)\.(\d*[1-9])?0*|(\d+)", text.strip())
    if found is None or found[3]:
        return text.strip()
    return f"{found[1]}.{found[2]}" if found[2] else found[1]


def text_bytes(grid: Grid) -> bytes:
    """Write a file of text."""
    form, out = grid.form, io.StringIO()
    writer = csv.writer(
        out,
        delimiter=form.get("separator", ","),
        lineterminator=form.get("ends", "\n"),
        quoting=csv.QUOTE_ALL if form.get("quoted") else csv.QUOTE_MINIMAL,
    )
    for title in form.get("above", ()):
        writer.writerow([title])
    writer.writerow(grid.titles)
    for number, row in enumerate(grid.rows):
        writer.writerows([[]] * (number in form.get("blank", ())))
        writer.writerow([_plain(cell.value) for cell in row])
    for line in form.get("below", ()):
        writer.writerow([*line, *[""] * (len(grid.titles) - len(line))])
    data = out.getvalue().encode(form.get("encoding", "utf-8"), form.get("errors", "strict"))
    at, cut = form.get("cut", (0, 0))
    return data[: at % len(data)] + data[at % len(data) + cut :] if cut else data


def _plain(value: Any) -> str:  # noqa: ANN401
    return "" if value is None else str(value)


def workbook_bytes(grid: Grid, title: str) -> bytes:
    """Write a workbook of one sheet."""
    form = grid.form
    codes = ["General", *dict.fromkeys(cell.code for row in grid.rows for cell in row if cell.code)]
    lines = [[Cell(each, each) for each in grid.titles], *grid.rows]
    rows = []
    for number, row in enumerate(lines, start=1):
        cells = [
            _xml_cell(f"{chr(65 + at)}{number}", cell, codes.index(cell.code or "General"))
            for at, cell in enumerate(row)
        ]
        if (swap := form.get("cells_swapped")) and number == swap[0]:
            cells[swap[1]], cells[swap[2]] = cells[swap[2]], cells[swap[1]]
        if (twice := form.get("cell_twice")) and number == twice[0]:
            cells.insert(twice[1], _xml_cell(f"{chr(65 + twice[1])}{number}", Cell(7, "7"), 0))
        if (astray := form.get("cell_astray")) and number == astray[0]:
            cells[astray[1]] = cells[astray[1]].replace(f'{number}"', f'{number + 1}"', 1)
        rows.append(
            f'<row r="{number}"{form.get("row", {}).get(number, "")}>{"".join(cells)}</row>'
        )
    for a, b in form.get("rows_swapped", ()):
        rows[a], rows[b] = rows[b], rows[a]
    for a in form.get("row_twice", ()):
        rows.insert(a + 1, rows[a])
    formats = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>'
        for at, code in enumerate(codes)
    )
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at, _ in enumerate(codes))
    sheet = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}">{form.get("head", "")}'
        f"<sheetData>{''.join(rows)}</sheetData>{form.get('foot', '')}</worksheet>"
    )
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target, _) in enumerate(form.get("beside", ()))
    )
    beside = {f"xl/worksheets/{target}": part for _, target, part in form.get("beside", ())}
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'{form.get("book", "")}<sheets><sheet name={quoteattr(title)} sheetId="1" r:id="r1"'
        f"{form.get('sheet', '')}/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts>'
        "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills>"
        "<borders><border/></borders>"
        f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    if beside:
        beside["xl/worksheets/_rels/sheet1.xml.rels"] = (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
        )
    return _zipped(parts | beside)


def _xml_cell(name: str, cell: Cell, style: int) -> str:
    value = cell.value
    if value is None or value == "":
        return ""
    style_of = f' s="{style}"' if style else ""
    if isinstance(value, int | float):
        return f'<c r="{name}"{style_of}><v>{value!r}</v></c>'
    told = escape(value)
    return f'<c r="{name}"{style_of} t="inlineStr"><is><t xml:space="preserve">{told}</t></is></c>'


def spreadsheet_bytes(grid: Grid, title: str) -> bytes:
    """Write an OpenDocument spreadsheet of one sheet."""
    form = grid.form
    rows = []
    for number, row in enumerate([[Cell(t, t) for t in grid.titles], *grid.rows], start=1):
        cells = [_ods_cell(cell) for cell in row]
        if (span := form.get("span")) and number == span[0]:
            cells[span[1]] = cells[span[1]].replace(
                "<table:table-cell", '<table:table-cell table:number-rows-spanned="2"', 1
            )
        more = form.get("row", {}).get(number, "")
        rows.append(f"<table:table-row{more}>{''.join(cells)}</table:table-row>")
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(
        f'xmlns:{name}="{urn}:{path}:1.0"'
        for name, path in (
            *(("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")),
        )
    )
    content = (
        f"{_HEAD}<office:document-content {spaces}><office:automatic-styles>"
        '<style:style style:name="low"><style:table-row-properties style:row-height="0cm"/>'
        '</style:style><style:style style:name="thin"><style:table-column-properties '
        'style:column-width="0cm"/></style:style></office:automatic-styles><office:body>'
        f"<office:spreadsheet><table:table table:name={quoteattr(title)}>{form.get('columns', '')}"
        f"{''.join(rows)}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    return _zipped(kind | {"content.xml": content})


def _ods_cell(cell: Cell) -> str:
    value, shown = cell.value, cell.code or _plain(cell.value)
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value!r}"'
    else:
        kind, shown = 'office:value-type="string"', value
    return f"<table:table-cell {kind}><text:p>{escape(shown)}</text:p></table:table-cell>"


def _zipped(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, 0 if name == "mimetype" else None)
    return data.getvalue()
