"""Read the tables of a file or a sheet: where each begins, its rows, all problems at once."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.memory import uncollected
from lawgov_lib.inputs.cells import Line, plain
from lawgov_lib.inputs.csvfile import SEPARATORS
from lawgov_lib.inputs.tableblock import BLOCK, Block
from lawgov_lib.inputs.tablebody import Body, is_sound, unsound
from lawgov_lib.inputs.tablehead import LOOKED_AT, Head, head_of, missing_head, title_words
from lawgov_lib.inputs.tablewords import money_in, other_years_in, stem
from lawgov_lib.inputs.understanding import Understood

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.inputs.columns import Row
    from lawgov_lib.inputs.tablerows import TableRows

MOST_ROWS = 1_048_575
"""The rows that a sheet of Excel has below its header."""

_AHEAD = 4
"""The lines from a title to the header of a further table below it."""
_SPARSE = 2
_CERTAIN = 3
"""The columns that a table must have to be taken for one of a register that nobody named."""
_NAMES = 2
"""The columns that a line must name to be the header of a further table."""

_FEWEST, _FACTOR = 16, 4
"""The rows that are read at once at least; more after good ones, fewer where one is not."""


@dataclass(frozen=True)
class Table:
    """The good rows of one file or sheet, and the problems of the others.

    ``has_rows`` tells whether there is any row, good or bad; ``unconfirmed`` are the lines marked
    待确认, ``absent`` the fields that the file has no column for, ``understood`` what was taken and
    what left out.
    """

    file: str
    rows: TableRows
    unconfirmed: tuple[int, ...] = ()
    absent: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    has_rows: bool = False
    understood: Understood = field(default_factory=lambda: Understood("", ""))


def read_table(
    lines: Iterable[Line | Block],
    file: str,
    model: type[Row],
    year: int,
    shift: int = 0,
) -> Table:
    """Read one table of one register.

    Args:
        lines: Its lines; the header is found among the first.
        file: The name to show in messages, relative to the root.
        model: The row model.
        year: The report year.
        shift: The days to add to date serials, see :mod:`lawgov_lib.inputs.cells`.

    Returns:
        The table; it is told what is wrong with it, never raised.
    """
    return read_tables(lines, file, [model], year, shift)[model]


def read_tables(
    lines: Iterable[Line | Block],
    file: str,
    models: Sequence[type[Row]],
    year: int,
    shift: int = 0,
) -> dict[type[Row], Table]:
    """Read all tables that stand one below the other.

    Args:
        lines: Their lines; the header of the first is found among the first lines.
        file: The name to show in messages, relative to the root.
        models: The register that the first table is of, then those that further ones may be of.
        year: The report year.
        shift: The days to add to date serials.

    Returns:
        A table a register, of the first always; told what is wrong with it, never raised.
    """
    with uncollected():
        return _Reading(file, models, year, shift).read(lines)


class _Lines:
    """Lines that are not blank; some may be looked at before they are read."""

    def __init__(self, given: Iterable[Line | Block]) -> None:
        self._given = iter(given)
        self._ahead: deque[tuple[Line, str]] = deque()
        self._block: Block | None = None
        self._error: InputError | None = None

    def __iter__(self) -> Iterator[tuple[Line, str]]:
        """Return each line with its cells joined.

        Raises:
            InputError: The lines that could be read are at their end.
        """
        while self._ahead or self.ahead(1):
            yield self._ahead.popleft()
        self.end()

    def ahead(self, count: int) -> list[Line]:
        """Return the next lines and keep them."""
        self._unpack()
        while len(self._ahead) < count and self._fetch():
            self._unpack()
        return [line for line, _ in islice(self._ahead, count)]

    def block_ahead(self, count: int) -> Block | None:
        """Return the next lines, no more than a count, and keep them; None at the end."""
        while not self._ahead:
            while self._block is None and len(self._ahead) < count and self._fetch():
                pass
            if self._block and len(self._block.rows) <= count and self._block.is_full():
                return self._block
            if not self._ahead and self._block is None:
                return None
            self._unpack()
        return Block.of(list(islice(self._ahead, count)))

    def pass_by(self, block: Block) -> None:
        """Leave out the lines of a block that was looked at."""
        if block is self._block:
            self._block = None
        else:
            self.skip(len(block.rows))

    def skip(self, count: int) -> None:
        """Leave out lines that were looked at."""
        for _ in range(count):
            self._ahead.popleft()

    def end(self) -> None:
        """Raise what kept further lines from being read."""
        if self._error:
            raise self._error

    def _fetch(self) -> bool:
        try:
            each = next(self._given, None)
        except InputError as error:
            self._error = error
            return False
        if isinstance(each, Block):
            self._block = each
        elif each and ((text := "".join(each.cells)).strip() or each.flaws):
            self._ahead.append((each, text))
        return each is not None

    def _unpack(self) -> None:
        if self._block:
            self._ahead.extend(self._block.pairs())
            self._block = None


class _Reading:
    """One file or sheet while it is read."""

    def __init__(
        self,
        file: str,
        models: Sequence[type[Row]],
        year: int,
        shift: int,
    ) -> None:
        self._file, self._models, self._default = file, models, models[0]
        self._year, self._shift = year, shift
        self._bodies: dict[type[Row], Body] = {}
        self._words = title_words(frozenset(models))
        self._count, self._last, self._sound = 0, 0, True

    def read(self, given: Iterable[Line | Block]) -> dict[type[Row], Table]:
        body = self._body(self._default)
        lines = _Lines(given)
        try:
            body.begin(self._first(lines))
            self._read_rows(body, lines)
        except InputError as error:
            body.faults.stop(error.problems)
        return {model: self._table(body) for model, body in self._bodies.items()}

    def _body(self, model: type[Row]) -> Body:
        if model not in self._bodies:
            self._bodies[model] = Body(self._file, model, self._year, self._shift)
        return self._bodies[model]

    def _first(self, lines: _Lines) -> Head:
        window = lines.ahead(LOOKED_AT)
        if not window:
            lines.end()
            hint = "写上表头，或删去该文件或工作表。"
            raise InputError.of("E407", "没有内容", Place(self._file), hint)
        head = head_of(window, self._default)
        if head is None or not head.is_whole:
            self._refuse_others(window)
        if head is None:
            if not is_sound(window[0].cells):
                raise InputError(tuple(unsound(window[0], self._file, window[0].cells)))
            raise missing_head(window, self._file, self._default)
        self._refuse_beside(head)
        lines.skip(len(head.above) + len(head.lines))
        self._say(head)
        return head

    def _refuse_others(self, window: Sequence[Line]) -> None:
        """Say that a table is that of another register, if it is."""
        for model in self._models[1:]:
            head = head_of(window, model)
            if head and head.is_whole and head.fields >= _CERTAIN:
                message = f"这是「{model.label}」的表头，不是「{self._default.label}」的"
                place = Place(self._file, head.lines[0].number)
                hint = f"把它移到「{model.label}」，或改正文件、工作表的名称。"
                raise InputError.of("E421", message, place, hint)

    def _refuse_beside(self, head: Head) -> None:
        """Refuse a second table to the right of a blank column: its rows would be lost."""
        titles = head.titles.cells
        for at, title in enumerate(titles):
            right = titles[at + 1 :]
            if title.strip() or not any(map(str.strip, titles[:at])):
                continue
            for model in self._models[1:]:
                beside = head_of([Line(head.titles.number, right)], model)
                if beside and beside.is_whole and beside.fields >= _CERTAIN:
                    place = Place(self._file, head.titles.number)
                    message = f"右侧并排还有一张表，像是「{model.label}」"
                    hint = "把两张表上下放，或各放一张工作表。"
                    raise InputError.of("E421", message, place, hint)

    def _say(self, head: Head) -> None:
        body = self._body(head.model)
        separator = head.lines[0].separator
        if separator not in {"", ","}:
            body.noted.say(f"各列以{SEPARATORS[separator]}分隔")
        if encoding := head.lines[0].encoding.removeprefix("utf-8-sig"):
            body.noted.say(f"文件不是UTF-8编码，按{encoding.upper()}读取")
        above = [cell for line in head.above for cell in line.cells]
        if self._year and (years := other_years_in(above, self._year)):
            told = "、".join(map(str, years))
            said = f"表格上方写的是{told}年，报告年度是{self._year}年"
            body.noted.remark("年度", Place(self._file, head.above[0].number), said)
        if (money := money_in(above)) and head.header(self._file).takes_unit:
            body.noted.say(f"金额单位为{money}（见表格上方）")

    def _read_rows(self, body: Body, lines: _Lines) -> None:
        """Read many rows at once where nothing is to be said of any, else one after the other."""
        size, reading = _FEWEST, body
        while block := lines.block_ahead(size):
            if self._goes_on(block) and reading.take_all(block, self._words):
                lines.pass_by(block)
                self._count, self._last = self._count + len(block.rows), block.numbers[-1]
                size = min(size * _FACTOR, BLOCK)
            elif size > _FEWEST:
                size //= _FACTOR
            else:
                for line, text in islice(lines, size):
                    following = self._read_row(line, text, lines, reading)
                    if following is None:
                        return
                    reading = following
        lines.end()

    def _goes_on(self, block: Block) -> bool:
        """Tell whether lines follow the last one, so that no further table begins among them."""
        if not self._sound or self._count + len(block.rows) > MOST_ROWS:
            return False
        if block.numbers[-1] - self._last == len(block.rows):
            return True
        return not any(
            last and number - last != 1 and (_is_sparse(cells) or self._names(cells))
            for last, number, cells in zip(
                (self._last, *block.numbers), block.numbers, block.rows, strict=False
            )
        )

    def _read_row(self, line: Line, text: str, lines: _Lines, body: Body) -> Body | None:
        """Read one row; return the table that goes on, None where a header ends the reading."""
        if self._count >= MOST_ROWS:
            place = Place(self._file, line.number)
            hint = "核对该台账，或按类别汇总。"
            raise InputError.of("E425", f"超过{MOST_ROWS}行", place, hint)
        at = body.anchor
        is_title = at < len(line.cells) and line.cells[at] in self._words
        is_apart = self._last and line.number - self._last != 1
        if (is_title or not self._sound or is_apart) and (
            head := self._further(line, text, lines, body)
        ):
            body = self._body(head.model)
            try:
                body.begin(head)
            except InputError as error:
                body.faults.stop(error.problems)
                return None
            self._say(head)
            self._last = 0
            return body
        refused = is_title and text not in body.repeats and body.refuse_title(line)
        self._sound = not refused and body.take(line, text)
        self._count, self._last = self._count + 1, line.number
        return body

    def _further(self, line: Line, text: str, lines: _Lines, body: Body) -> Head | None:
        """Find the header of a further table at a line, or below titles that begin there."""
        if text in body.repeats:
            return None
        window = [line]
        while not self._names(window[-1].cells):
            if len(window) == _AHEAD or not _is_sparse(window[-1].cells):
                return None
            ahead = lines.ahead(len(window))
            if len(ahead) < len(window):
                return None
            window.append(ahead[-1])
        window = [line, *lines.ahead(len(window) + 1)]
        heads = [
            head
            for model in dict.fromkeys((body.model, *self._models))
            if (head := head_of(window, model))
            and head.is_whole
            and head.fields >= _NAMES
            and all(_is_sparse(above.cells) for above in head.above)
        ]
        if not heads:
            return None
        most = max(head.fields for head in heads)
        best = [head for head in heads if head.fields == most]
        titled = "".join(stem(cell) for above in best[0].above for cell in above.cells)
        named = [head for head in best if stem(head.model.label) in titled]
        head = (named or best)[0]
        lines.skip(len(head.above) + len(head.lines) - 1)
        return head

    def _names(self, cells: Iterable[str]) -> bool:
        return sum(plain(cell).partition("(")[0] in self._words for cell in cells) >= _NAMES

    def _table(self, body: Body) -> Table:
        understood = Understood(
            self._file,
            body.model.label,
            tuple(body.header_lines),
            len(body.lines),
            tuple(body.aside),
            tuple(body.noted.left_out),
            body.noted.more,
            tuple(body.noted.said),
            body.gaps(),
            tuple(body.noted.remarks.values()),
        )
        return Table(
            self._file,
            body.rows(),
            tuple(body.unconfirmed),
            body.absent if body.lines else frozenset(),
            body.faults.told(),
            has_rows=body.count > 0,
            understood=understood,
        )


def _is_sparse(cells: Iterable[str]) -> bool:
    return sum(bool(cell.strip()) for cell in cells) <= _SPARSE
