"""The numbers of a table: what each counts is said by its row, its column and the unit there."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.tree import plain
from lawgov_lib.inputs.cells import plain as bare
from lawgov_lib.inputs.tablewords import NUMBERING, ORDINALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.document.tree import Table

_NUMBER = compiled(r"([0-9]+(?:\.[0-9]+)?)([^\d\s.,，。；、（(]{0,4})")
_NOTHING = Decimal(0)
_ANY = compiled("[0-9]")
_COUNT = compiled(r"[\d.、（）()]+")
"""What counts the rows, and is no number of anything."""
_UNIT_COLUMN = frozenset({"单位", "计量单位"})
_BRACKETED = compiled(r"[（(]([^\W\d]{1,4}|%)[)）]$")
_YEAR = compiled("(20[0-9]{2})年?")
_OTHER = compiled("上年|去年|同期|同比|环比|增减|增长|增幅|变化|以前|累计")
_SAYS_NOTHING = compiled(
    "(?:[本今]年度?|20[0-9]{2}年度?|年度?)?(?:数量|数值|数据|数|合计|总数|完成情况|情况|完成数)?"
)
_OTHER_YEAR = "表格中其他年度的数或增减"
_NO_NUMBER, _NAMELESS, _HEADLESS = "表格中不是单独的数字", "表格中没有行名", "表格没有表头"


class Cell(NamedTuple):
    """A cell with a number: its row and column, what it counts, value and unit, or why not."""

    place: tuple[int, int]
    words: str
    name: str
    value: Decimal
    unit: str
    why: str = ""


def cells_of(table: Table, year: int) -> Iterator[Cell]:
    """Yield the cells of a table that hold numbers.

    Args:
        table: The table.
        year: The report year, of which the figures are.
    """
    rows = [[plain(cell) for cell in row] for row in table.rows]
    titles, heads = _titles([column.text for column in table.columns], rows)
    units = next((at for at, title in enumerate(titles) if bare(title) in _UNIT_COLUMN), None)
    named = _named(titles, rows[heads:], units)
    is_headless = any(_NUMBER.fullmatch(each) and not _YEAR.match(each) for each in titles)
    numbering = {at for at, title in enumerate(titles) if bare(title) in NUMBERING}
    aside = {named, units, *numbering}
    for at, row in list(enumerate(rows))[heads:]:
        name = "" if named is None else row[named]
        unit = "" if units is None else row[units].strip()
        for column, words in enumerate(row):
            if column in aside or not _ANY.search(words):
                continue
            why = _HEADLESS if is_headless else _why(words, name, titles[column], year)
            if why:
                yield Cell((at, column), words, "", _NOTHING, "", why)
            else:
                yield _cell((at, column), words, name, titles[column], unit)


def words_beside(table: Table, cells: Iterable[Cell]) -> Iterator[str]:
    """Yield the titles and names of a table that say numbers: words, no cells with a number.

    Args:
        table: The table.
        cells: Its cells that hold numbers.
    """
    told = {each.place for each in cells}
    words = [column.text for column in table.columns]
    for at, row in enumerate(table.rows):
        words += [plain(cell) for column, cell in enumerate(row) if (at, column) not in told]
    yield from (each for each in words if _ANY.search(each) and not _COUNT.fullmatch(each.strip()))


def _titles(first: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """Return the titles of the columns, and how many rows below the first go on with them.

    A title that reaches over several columns is parted by the row below it, which says nothing
    of the others.
    """
    below = rows[0] if rows else ()
    over = [at for at, title in enumerate(first) if not title.strip() and at]
    parted = {at for each in over for at in (each - 1, each)}
    told = {at for at, text in enumerate(below) if text.strip()}
    if not over or not told or not told <= parted or not {*over} <= told:
        return [*first], 0
    titles, above = list[str](), ""
    for at, title in enumerate(first):
        above = title if title.strip() else above
        titles.append(below[at] + above if at in parted else title)
    return titles, 1


def _named(titles: Sequence[str], rows: Sequence[Sequence[str]], units: int | None) -> int | None:
    """Return the column that names the rows: the first of words alone that has the most."""
    found: dict[int, int] = {}
    for at, title in enumerate(titles):
        if at == units or bare(title) in NUMBERING:
            continue
        cells = [row[at] for row in rows if row[at].strip()]
        words = [each for each in cells if not _NUMBER.fullmatch(each) and each not in ORDINALS]
        if cells and len(words) == len(cells):
            found[at] = len(cells)
    return max(found, key=lambda at: (found[at], -at), default=None)


def _why(words: str, name: str, title: str, year: int) -> str:
    """Return why a cell gives no figure of the year, blank where it does."""
    told = _YEAR.search(title)
    if _OTHER.search(title) or (told and int(told[1]) != year):
        return _OTHER_YEAR
    if not _NUMBER.fullmatch(words.strip()):
        return _NO_NUMBER
    return "" if name.strip() else _NAMELESS


def _cell(place: tuple[int, int], words: str, name: str, title: str, unit: str) -> Cell:
    number, own = _NUMBER.split(words.strip())[1:3]
    unit = own or unit or _in_brackets(title) or _in_brackets(name)
    said = _BRACKETED.sub("", title)
    called = _BRACKETED.sub("", name) + ("" if _SAYS_NOTHING.fullmatch(said) else said)
    return Cell(place, words, called.replace("\n", ""), Decimal(number), unit)


def _in_brackets(text: str) -> str:
    found = _BRACKETED.search(text)
    return found[1] if found else ""
