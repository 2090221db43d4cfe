"""Match the header of a table to the columns of a register.

A file may lack a column whose cells may be blank: it was kept before the column was thought of. A
header that means no column is kept aside and told, unless it looks like a misspelt column that the
file lacks: then it is refused, so that no cell is lost by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.cells import Line, plain
from lawgov_lib.inputs.columns import CONFIRMATION
from lawgov_lib.inputs.tablewords import ASIDE, MONEY, NUMBERING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.inputs.columns import ColumnSpec, Row

_WITH_UNIT = compiled(r"(.+?)(?:\((.+)\)|[\[【](.+)[\]】]|[/:,、](.+))")
"""A name and a unit behind it, as headers are compared: 金额(元), 金额/元."""
_YUAN, _TEN_THOUSAND_YUAN = "元", "万元"
_LIKE = 0.5
"""How like a misspelt header is to the one that is meant: half its characters, in their order."""
_MISSPELT = 0.75
"""How like it is where nothing else says that a column is missing: three characters of four."""


@dataclass(frozen=True)
class Header:
    """Where each column stands, as the file writes it.

    ``titles`` are the header cells as written, ``positions`` where each field that the file has
    stands among them, ``in_yuan`` the fields that the file gives in 元, ``confirmation`` where the
    rows are marked as 待确认, if anywhere; ``aside`` where the columns stand that are not read,
    ``numbering`` those of them that only number the rows; ``takes_unit`` whether a column of money
    goes by the unit above the table.
    """

    titles: tuple[str, ...]
    positions: dict[str, int]
    in_yuan: frozenset[str]
    confirmation: int | None
    aside: tuple[int, ...] = ()
    numbering: frozenset[int] = frozenset()
    takes_unit: bool = False

    def title(self, at: int | None) -> str | None:
        """Return the title over a cell, None where there is none."""
        return self.titles[at] if at is not None and at < len(self.titles) else None


@cache
def named_columns(model: type[Row]) -> Mapping[str, ColumnSpec]:
    """Return the columns of a model by every name that means them, as names are compared."""
    return {
        plain(name): column for column in model.columns() for name in (column.header, *column.also)
    }


def field_of(title: str, model: type[Row]) -> tuple[str | None, bool]:
    """Find the field that a header means, and whether it is in 元 instead of 万元."""
    wanted, named = plain(title), named_columns(model)
    if wanted in named:
        return named[wanted].field, False
    if wanted == CONFIRMATION and (model.standing or model.importable):
        return CONFIRMATION, False
    name, unit = _parted(wanted)
    column = named.get(name)
    if unit and column:
        if unit == plain(column.unit):
            return column.field, False
        if column.kind == "money" and unit in {_YUAN, _TEN_THOUSAND_YUAN}:
            return column.field, unit == _YUAN
    return None, False


def _parted(title: str) -> tuple[str, str]:
    """Part a header into name and unit; the unit is blank where there is none."""
    found = _WITH_UNIT.fullmatch(plain(title))
    return (found[1], next(filter(None, found.groups()[1:]))) if found else (plain(title), "")


def header_of(line: Line, name: str, model: type[Row], money: str = "") -> Header:
    """Match a header line, with or without units in brackets, in any order, by any of its names.

    Args:
        line: The line.
        name: The file's name to show in messages.
        model: The row model.
        money: The unit of money that stands above the table, for columns that say none.

    Raises:
        InputError: Required columns are missing, others doubled or misspelt; all at once.
    """
    columns = model.columns()
    titles = [title.strip() for title in _without_blank_end(line.cells)]
    positions: dict[str, int] = {}
    in_yuan: set[str] = set()
    others: list[int] = []
    problems: list[Problem] = []
    for at, title in enumerate(titles):
        field, yuan = field_of(title, model)
        if field is None:
            others += [at] if title else []
        elif field in positions:
            first = titles[positions[field]]
            pair = f"「{title}」" if title == first else f"「{first}」和「{title}」"
            place = Place(name, line.number, title)
            problems.append(Problem("E421", f"表头{pair}重复", place, "只留一列，或改写表头。"))
        else:
            positions[field] = at
            in_yuan |= {field} if yuan else set()
    absent = tuple(column for column in columns if column.field not in positions)
    problems = [
        *_lacking(absent, [titles[at] for at in others], line.number, name, columns),
        *problems,
    ]
    unsaid = [
        column
        for column in columns
        if column.kind == "money"
        and column.field in positions
        and not _parted(titles[positions[column.field]])[1]
    ]
    if money == _YUAN:
        in_yuan |= {column.field for column in unsaid}
    elif money not in {"", _TEN_THOUSAND_YUAN}:
        problems += [
            Problem(
                "E421",
                f"表格上方的单位是{money}，「{column.header}」只能是万元或元",
                Place(name, line.number, titles[positions[column.field]]),
                f"换算后写作“{column.header}（万元）”或“{column.header}（元）”。",
            )
            for column in unsaid
        ]
    if problems:
        raise InputError(tuple(problems))
    return Header(
        titles=tuple(titles),
        positions={
            column.field: positions[column.field] for column in columns if column.field in positions
        },
        in_yuan=frozenset(in_yuan),
        confirmation=positions.get(CONFIRMATION),
        aside=tuple(others),
        numbering=frozenset(at for at in others if plain(titles[at]) in NUMBERING),
        takes_unit=bool(money and unsaid),
    )


def _lacking(
    absent: tuple[ColumnSpec, ...],
    others: list[str],
    line: int,
    name: str,
    columns: tuple[ColumnSpec, ...],
) -> Iterator[Problem]:
    """Tell of required columns that are missing, each with the header that may mean it."""
    hint = all_of(columns)
    left = [title for title in others if plain(title) not in ASIDE]
    for column in absent:
        near = _nearest(column, left, _LIKE if column.required else _MISSPELT)
        left = [title for title in left if title != near]
        if near:
            yield _unlike(column, near, Place(name, line, near), hint)
        elif column.required:
            place = Place(name, line, column.header)
            yield Problem("E421", f"表头缺少「{column.header}」", place, hint)
    if CONFIRMATION in map(plain, others):
        message = f"「{CONFIRMATION}」列只用于逐年沿用的台账和申报数"
        yield Problem("E421", message, Place(name, line, CONFIRMATION), "删去该列。")


def _unlike(column: ColumnSpec, near: str, place: Place, hint: str) -> Problem:
    """Say how a header differs from the column that it may mean: by its unit, or as written."""
    other = _parted(near)[1]
    if column.kind == "money" and other in MONEY:
        message = f"表头「{near}」的单位是{other}，「{column.header}」只能是万元或元"
        cure = f"把各行换算成万元，表头改写作“{column.header}（万元）”。"
        return Problem("E421", message, place, cure)
    unit = f"（{column.unit}）" if column.unit else ""
    message = f"表头「{near}」不是「{column.header}」{unit}的写法"
    cure = f"如指「{column.header}」{unit}，照此改写；不是的，换一个名称。{hint}"
    return Problem("E421", message, place, cure)


def _nearest(column: ColumnSpec, titles: list[str], like: float) -> str:
    """Return the header that is most like a column's names, if any is like enough."""
    bare = {plain(title).partition("(")[0]: title for title in titles}
    for known in map(plain, (column.header, *column.also)):
        for key in get_close_matches(known, bare, 1, like):
            if SequenceMatcher(None, known, key).ratio() >= like:
                return bare[key]
    return ""


def all_of(columns: tuple[ColumnSpec, ...]) -> str:
    """Say which columns there are, and which of them a file may lack."""
    lax = "、".join(column.header for column in columns if not column.required)
    told = f"表头应为：{','.join(column.header for column in columns)}"
    return f"{told}；可以没有：{lax}" if lax else told


def _without_blank_end(cells: list[str]) -> list[str]:
    """Leave out the blank cells that a spreadsheet adds at the end of a line."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
