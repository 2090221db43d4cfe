"""The workbook ``report.xlsx``: the tables of the report and all metrics, numbers as numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from itertools import count, takewhile
from typing import TYPE_CHECKING

from openpyxl.packaging.custom import StringProperty

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.listing import Listing, new_book, packed, write_listings
from lawgov_lib.base.sheetbody import LONGEST
from lawgov_lib.document.tree import Annex, Heading, Paragraph, Table, plain
from lawgov_lib.exporters.imprint import imprint
from lawgov_lib.exporters.readback import Passage, passages, squeezed_each
from lawgov_lib.exporters.tablesheet import UNIT, amount_in, sheet_of
from lawgov_lib.exporters.wordproperties import CONTENT, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lawgov_lib.base.listing import Value
    from lawgov_lib.document.tree import Block, Dataset, Document

_OVERVIEW = "说明"
_TITLES = {"metrics": "指标"}
_SECTION = "节"
_RENAMED = {_SECTION: "领域"}
_NUMBERS = {"数值", "分子", "分母", "上年数值"}
_DAYS = {"截至"}
_CENTRED = {"状态", UNIT, "截至", "申报"}
_ORDER = (
    "编号",
    "名称",
    _SECTION,
    "状态",
    "数值",
    UNIT,
    "分子",
    "分母",
    "上年数值",
    "截至",
    "申报",
    "计算方法",
    "依据",
    "限值",
)
"""The columns that come first; those of the sources, which are long, come last."""
_LONG = ("数据来源", "上年出处")
_NAMED, _ACROSS = 2, 2
_WIDEST = 32
_CUT = "……（未列全，见metrics.csv）"
_DAY = compiled(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORBIDDEN = compiled(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
_STATES = "“零”即0；“无此职责”“未提供”的指标没有数值，不等于零。"
_UNITS = "数值为数字，单位另列；单位为%的，94.59即94.59%。"


def render_xlsx(document: Document) -> bytes:
    """Write the tables of a document and its data as a workbook.

    Args:
        document: The whole report.

    Returns:
        The file; the same document gives the same bytes.
    """
    book = new_book()
    told, meta = imprint(document), document.meta
    mark = "　".join(told.marks.values())
    sheets = [replace(sheet, mark=mark) for sheet in _sheets(document)]
    day = datetime.combine(meta.signed_on, time())
    about = book.properties
    about.title, about.creator, about.language = told.title, meta.agency, meta.lang
    about.lastModifiedBy, about.keywords = meta.agency, told.colophon
    about.created = about.modified = day
    known = book.custom_doc_props  # type: ignore[attr-defined]  # the types lack it
    for name, value in ((CONTENT, told.content), (YEAR, str(meta.year))):
        known.append(StringProperty(name=name, value=value))
    overview = Listing(_OVERVIEW, ("项目", "内容"), tuple(_overview(document, sheets)), mark=mark)
    return packed(book, write_listings(book, (overview, *sheets)))


def tabled(document: Document) -> list[Passage]:
    """List the texts that must arrive in the workbook: of the tables, and of the data."""
    blocks = document.blocks
    told = [each for each in passages(document) if isinstance(blocks[each.block], Table)]
    cells = (cell[: LONGEST - len(_CUT)] for data in document.datasets for cell in _flat(data))
    return told + [Passage(text, len(blocks) - 1) for text in squeezed_each(cells) if text]


def _flat(data: Dataset) -> Iterator[str]:
    places = _places(data)
    for row in data.rows:
        yield from (row[place] for place in places if data.columns[place] != _SECTION)


def _overview(document: Document, sheets: list[Listing]) -> Iterator[tuple[str, str]]:
    """Say what this is, how far it is signed, and what each sheet holds."""
    told, meta = imprint(document), document.meta
    yield "名称", meta.title
    if meta.agency:
        yield "机关", meta.agency
    yield "年度", str(meta.year)
    if told.status:
        yield "状态", told.marks.get("draft", told.status)
        yield "内容指纹", told.fingerprint
        yield "签发日期", meta.signed_on.isoformat()
    if told.note:
        yield "签批", told.note
    if "fictional" in told.marks:
        yield "机关性质", told.marks["fictional"]
    yield "数值", _UNITS
    if document.datasets:
        yield "没有数值的", _STATES
    for sheet in sheets:
        yield f"工作表“{sheet.title}”", sheet.above[0] if sheet.above else f"{len(sheet.rows)}项"


# Tables


def _sheets(document: Document) -> Iterator[Listing]:
    """Lay out the tables in reading order, then the data; no two sheets have one name."""
    titles, blocks = {_OVERVIEW}, document.blocks
    for place, block in enumerate(blocks):
        if isinstance(block, Table):
            name, above, below = _surroundings(blocks, place)
            yield sheet_of(block, _title(name, titles), above, below)
    areas = _areas(document)
    for data in document.datasets:
        yield _data_sheet(data, _title(_TITLES.get(data.name, data.name), titles), areas)


def _surroundings(
    blocks: Sequence[Block], place: int
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return what a table's sheet is called, and the lines over it and under it."""
    table, name, title = blocks[place], "表", ""
    for block in blocks[:place]:
        match block:
            case Annex():
                name, title = block.label, f"{block.label}　{block.title}"
            case Heading():
                title = block.number + block.text
    before = [*takewhile(_is_note, reversed(blocks[:place]))][::-1]
    after = takewhile(_is_note, blocks[place + 1 :])
    caption = table.caption if isinstance(table, Table) else ""
    above = (title, caption, *map(_text, before))
    return name, tuple(filter(None, above)), tuple(map(_text, after))


def _is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "note"


def _text(block: Block) -> str:
    return plain(block.runs) if isinstance(block, Paragraph) else ""


def _title(name: str, taken: set[str]) -> str:
    """Name a sheet as Excel lets it be named, and as no other is."""
    kept = _FORBIDDEN.sub(" ", name).strip("' ") or "表"
    numbered = (f"（{number}）" for number in count(2))
    title = kept[:_LONGEST_TITLE]
    while title.lower() in taken:
        number = next(numbered)
        title = kept[: _LONGEST_TITLE - len(number)] + number
    taken.add(title.lower())
    return title


# Data


def _data_sheet(data: Dataset, title: str, areas: Mapping[str, str]) -> Listing:
    """Lay out a data file with its numbers and days as such, the names of areas as they read."""
    places = _places(data)
    names = [data.columns[place] for place in places]
    rows = tuple(
        tuple(_value(data.columns[place], row[place], areas) for place in places)
        for row in data.rows
    )
    return Listing(
        title,
        tuple(_RENAMED.get(name, name) for name in names),
        rows,
        aligns=tuple(_align(name) for name in names),
        last=sum(name in _LONG for name in names),
        named=min(_NAMED, len(names) - 1),
        across=_ACROSS,
        widest=_WIDEST,
    )


def _places(data: Dataset) -> list[int]:
    """Put the columns in order: first those that are looked at, last the long ones."""

    def rank(place: int) -> int:
        name = data.columns[place]
        if name in _ORDER:
            return _ORDER.index(name)
        return len(_ORDER) + (1 + _LONG.index(name) if name in _LONG else 0)

    return sorted(range(len(data.columns)), key=rank)


def _align(name: str) -> str:
    if name in _NUMBERS:
        return "right"
    return "center" if name in _CENTRED else "left"


def _value(column: str, text: str, areas: Mapping[str, str]) -> Value:
    if not text:
        return None
    if column in _NUMBERS and (amount := amount_in(text)):
        return amount.typed()
    if column in _DAYS and _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if column == _SECTION:
        return areas.get(text) or text
    return text if len(text) <= LONGEST else text[: LONGEST - len(_CUT)] + _CUT


def _areas(document: Document) -> dict[str, str]:
    """Return the heading that each section stands under: its own, or that of the one before."""
    found, last = dict[str, str](), ""
    for section in document.sections:
        own = [*takewhile(lambda block: isinstance(block, Heading), section.blocks)]
        last = own[-1].text if own and isinstance(own[-1], Heading) else last
        found[section.key] = last
    return found
