"""Find where a table begins: its header of one to three rows, with titles and units above it.

Nobody promises that the header is the first row. It is the rows that name the most columns of the
register, all required ones first; what stands above is title, unit or note.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.inputs.cells import Line, plain
from lawgov_lib.inputs.header import Header, all_of, field_of, header_of, named_columns
from lawgov_lib.inputs.sheetcell import place_of
from lawgov_lib.inputs.tablewords import ORDINALS, money_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.inputs.columns import Row

LOOKED_AT = 30
"""The lines from the first on in which a header is looked for."""

_MOST_ROWS = 3
_BLANK = {"", "/", "-", "—", "——"}
_DIGITS = 3
_NUMBERED = 3
"""The numbers in a row of ordinals that no row of data has beside 甲 and 乙."""


@dataclass(frozen=True)
class Head:
    """The beginning of a table.

    ``lines`` are the rows of its header, ``above`` those over it. ``titles`` is the header as one
    row, ``fields`` how many columns of the register it names.
    """

    model: type[Row]
    titles: Line
    lines: tuple[Line, ...]
    above: tuple[Line, ...]
    fields: int
    is_whole: bool

    def header(self, name: str) -> Header:
        """Match the header to the columns of its register.

        Args:
            name: The file's name to show in messages.

        Raises:
            InputError: Whatever is wrong with the header.
        """
        titles: dict[int | None, str] = dict(enumerate(self.titles.cells))
        hidden = [
            Problem(
                "E429",
                flaw.message,
                place_of(name, line.number, flaw.at, titles.get(flaw.at)),
                flaw.hint,
            )
            for line in (*self.above, *self.lines)
            for flaw in line.flaws
            if flaw.is_hidden
        ]
        if hidden:
            raise InputError(tuple(hidden))
        above = (cell for line in self.above for cell in line.cells)
        return header_of(self.titles, name, self.model, money_in(above))


class _Title(NamedTuple):
    """What the cells of a header say of one column, and which of its rows say it."""

    text: str
    rows: frozenset[int]
    field: str | None


def head_of(lines: Sequence[Line], model: type[Row]) -> Head | None:
    """Find the header of a register among lines.

    Args:
        lines: The lines from the top; the first :data:`LOOKED_AT` are looked at.
        model: The row model.

    Returns:
        The best header: with all required columns, most columns, of the fewest rows, topmost; None
        where no line names any column.
    """
    lines = lines[:LOOKED_AT]
    required = {column.field for column in model.columns() if column.required}
    best: tuple[tuple[bool, int, int, int], Head] | None = None
    hopeful = [at for at, line in enumerate(lines) if _may_name(line, model)]
    for at in hopeful:
        for count in range(1, min(_MOST_ROWS, len(lines) - at) + 1):
            rows = lines[at : at + count]
            titles = _combined(rows, model)
            fields = {title.field for title in titles if title.field}
            if not fields or not _each_row_says(rows, titles):
                continue
            is_whole = required <= fields and all(marks & fields for marks in model.marks)
            rank = (is_whole, len(fields), -count, -at)
            if count > 1 and best is not None and _only_adds(rows[-1], titles, count - 1):
                rank = (*rank[:2], 0, -at)
            if best is None or rank > best[0]:
                texts = [title.text for title in titles]
                head = Head(
                    model,
                    Line(rows[0].number, texts),
                    tuple(rows),
                    tuple(lines[:at]),
                    len(fields),
                    is_whole,
                )
                best = rank, head
    return best[1] if best else None


def missing_head(lines: Sequence[Line], name: str, model: type[Row]) -> InputError:
    """Say that a table has no header, and what its first line is instead."""
    if lines[0].cells[0].lstrip().startswith("<"):
        hint = "用表格软件打开并另存为“Excel工作簿（.xlsx）”。"
        return InputError.of("E420", "是改了扩展名的网页，不是CSV", Place(name, 1), hint)
    first = "，".join(cell.strip() for cell in lines[0].cells if cell.strip())
    return InputError.of(
        "E421",
        f"没有找到「{model.label}」的表头，第一行是“{first[:60]}”",
        Place(name, lines[0].number),
        f"写上表头，各列用逗号分开，或核对是否放错了表。{all_of(model.columns())}",
    )


def is_ordinals(cells: Sequence[str]) -> bool:
    """Tell whether a row only numbers the columns: 甲, 乙, 1, 2, 3."""
    filled = [text for cell in cells if (text := plain(cell).strip("()"))]
    numbers = [
        int(text) for text in filled if text.isascii() and text.isdigit() and len(text) <= _DIGITS
    ]
    words = [text for text in filled if not text.isdigit()]
    enough = len(numbers) >= _NUMBERED or (numbers and words and words[0] in {"栏次", "栏目"})
    return bool(
        enough
        and set(words) <= ORDINALS
        and len(words) + len(numbers) == len(filled)
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= len(words) + 1
    )


@cache
def title_words(models: frozenset[type[Row]]) -> frozenset[str]:
    """Return every name of every column, as they are compared."""
    return frozenset(name for model in models for name in named_columns(model))


def _may_name(line: Line, model: type[Row]) -> bool:
    named = named_columns(model)
    return any(
        cell and (plain(cell).partition("(")[0] in named or plain(cell) in named)
        for cell in line.cells
    ) or any(_is_part(cell, named) for cell in line.cells)


def _is_part(cell: str, named: Iterable[str]) -> bool:
    """Tell whether a cell may be the upper part of a header of two rows: 应考 over 人数."""
    part = plain(cell)
    return bool(part) and any(name.startswith(part) for name in named)


def _combined(rows: Sequence[Line], model: type[Row]) -> list[_Title]:
    """Make one row of the rows of a header: a group's title holds for all columns under it."""
    width = max(len(row.cells) for row in rows)
    if len(rows) == 1:
        return [
            _Title(cell, frozenset({0}), field_of(cell, model)[0] if cell.strip() else None)
            for cell in rows[0].cells
        ]
    grid = [[_part(row, at) for at in range(width)] for row in rows]
    filled = [_spread(upper, grid[at + 1]) for at, upper in enumerate(grid[:-1])] + [grid[-1]]
    return [
        _title([(row, cells[at]) for row, cells in enumerate(filled) if cells[at]], model)
        for at in range(width)
    ]


def _part(row: Line, at: int) -> str:
    text = row.cells[at].strip() if at < len(row.cells) else ""
    return "" if text in _BLANK else text


def _spread(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Let a title reach to the right as far as it has cells under it."""
    spread: list[str] = []
    for at, text in enumerate(upper):
        reaches = not text and at and lower[at] and spread[at - 1]
        spread.append(spread[at - 1] if reaches else text)
    return spread


def _title(parts: list[tuple[int, str]], model: type[Row]) -> _Title:
    if not parts:
        return _Title("", frozenset(), None)
    last = parts[-1:]
    for used, text in (
        (parts, "".join(text for _, text in parts)),
        (parts[-2:], "".join(text for _, text in parts[-2:])),
        (parts[-2:], f"{parts[-2][1]}({last[0][1]})" if len(parts) > 1 else ""),
        (parts[-2:], f"{last[0][1]}{parts[-2][1]}" if len(parts) > 1 else ""),
        (last, last[0][1]),
    ):
        field = field_of(text, model)[0] if text else None
        if field:
            return _Title(text, frozenset(row for row, _ in used), field)
    return _Title("·".join(dict.fromkeys(text for _, text in parts)), frozenset(), None)


def _each_row_says(rows: Sequence[Line], titles: Sequence[_Title]) -> bool:
    """Tell whether every row names some column: a title above or data below names none."""
    saying = {row for title in titles if title.field for row in title.rows}
    return saying == set(range(len(rows)))


def _only_adds(row: Line, titles: Sequence[_Title], number: int) -> bool:
    """Tell whether all cells of the last row belong to names of the rows above: units."""
    return all(
        title.field and number in title.rows and len(title.rows) > 1
        for at, title in enumerate(titles)
        if _part(row, at)
    )
