"""The table of metrics (指标表, ``metrics.csv``): its columns, how it is written and read back."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.files import is_guarded, unguarded
from lawgov_lib.base.wording import number
from lawgov_lib.document.tree import Dataset
from lawgov_lib.measuring.metric import Metric, State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

_COLUMNS: dict[str, Callable[[Metric], str]] = {
    "编号": lambda metric: metric.id,
    "名称": lambda metric: metric.name,
    "节": lambda metric: metric.section,
    "状态": lambda metric: metric.state.value,
    "数值": lambda metric: _plain(metric.value),
    "单位": lambda metric: metric.unit,
    "分子": lambda metric: _plain(metric.numerator),
    "分母": lambda metric: _plain(metric.denominator),
    "截至": lambda metric: metric.as_of.isoformat() if metric.as_of else "",
    "申报": lambda metric: "是" if metric.declared else "",
    "出处": lambda metric: metric.evidence,
    "计算方法": lambda metric: metric.formula,
    "数据来源": lambda metric: ";".join(map(str, metric.sources)),
    "依据": lambda metric: str(metric.basis or ""),
    "限值": lambda metric: str(metric.threshold or ""),
    "说明": lambda metric: metric.remark,
    "上年数值": lambda metric: _plain(metric.previous.value) if metric.previous else "",
    "上年出处": lambda metric: metric.previous.place if metric.previous else "",
}
_DEGREE, _WORDS = "程度", "内容"
_IN_MANNER: dict[str, Callable[[Metric], str]] = {
    "类别": lambda metric: metric.manner.kind,
    _DEGREE: lambda metric: metric.manner.degree,
    _WORDS: lambda metric: metric.manner.words,
}
"""What figures say of themselves: these columns are there where some figure is no plain number."""
READ = ("编号", "名称", "节", "状态", "数值", "单位", "分子", "分母", "申报", "截至")
"""The columns that are read back."""
NEEDED = ("编号", "状态", "数值", "单位")
"""Those of them that every table has had; what an older one lacks reads as blank."""
Digits = tuple[int, int]
"""The digits of a number, and how many of them are decimals: 46.70 is 4670 and 2."""
ABSENT = -1
_BLANK: Digits = (0, ABSENT)
_NUMBER = compiled(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")
_STATES = {state.value: state for state in State}
_COUNTED = ("数值", "分子", "分母")
_WITHOUT_VALUE = {State.NO_DUTY, State.MISSING}


class Published(NamedTuple):
    """One metric as a table has it; ``line`` is where its row ends, the header being line 1."""

    line: int
    id: str
    name: str
    section: str
    state: State
    value: Decimal | None
    unit: str
    numerator: Decimal | None
    denominator: Decimal | None
    declared: bool
    as_of: date | None
    degree: str = ""
    words: str = ""


class Listed(NamedTuple):
    """The metrics of a table, column by column; numbers are digits and decimal places.

    A number that is not there has the places :data:`ABSENT`.
    """

    labels: list[tuple[str, str, str, str]]
    states: list[State]
    declared: list[bool]
    values: list[Digits]
    numerators: list[Digits]
    denominators: list[Digits]


class UnknownTableError(ValueError):
    """The text is no table of metrics; ``line`` is where that shows."""

    def __init__(self, line: int) -> None:
        """Keep the line; of an empty table that is the first."""
        super().__init__(line)
        self.line = max(line, 1)


def write(metrics: Iterable[Metric]) -> Dataset:
    """Return the metrics as rows of text: ISO dates, plain decimals, blank where unknown."""
    every = tuple(metric for metric in metrics if metric.is_listed)
    unusual = any(metric.manner.degree or metric.manner.words for metric in every)
    columns = _COLUMNS | (_IN_MANNER if unusual else {})
    rows = tuple(tuple(tell(metric) for tell in columns.values()) for metric in every)
    return Dataset(name="metrics", columns=tuple(columns), rows=rows)


def read(text: str, needed: Collection[str] = NEEDED) -> Iterator[Published]:
    """Read a table that a report published.

    Args:
        text: The table as CSV, without a byte order mark.
        needed: The columns without which it is none.

    Yields:
        The metrics in the order of their rows.

    Raises:
        UnknownTableError: A column is absent, a row is not as long as the header, a metric comes
            twice, or a state and its value do not go together.
    """
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    may_be_guarded = is_guarded(text.encode())
    seen = set[str]()
    try:
        header = next(lines, [])
        if not set(needed) <= set(header):
            raise UnknownTableError(lines.line_num)
        # Behind the cells of a row stands a blank, which an absent column reads.
        wanted = (*READ, _DEGREE, _WORDS)
        places = [header.index(name) if name in header else len(header) for name in wanted]
        pick, width = itemgetter(*places), len(header)
        for cells in lines:
            if len(cells) != width:
                raise UnknownTableError(lines.line_num)
            picked = pick([*cells, ""])
            if may_be_guarded:
                picked = tuple(map(unguarded, picked))
            key, name, section, state, value, unit, above, below, declared, until = picked[:-2]
            degree, words = picked[-2:]
            told = _STATES[state]
            if not key or key in seen or not _go_together(told, has_value=bool(value or words)):
                raise UnknownTableError(lines.line_num)
            seen.add(key)
            yield Published(
                lines.line_num,
                key,
                name or key,
                section,
                told,
                _read(value),
                unit,
                _read(above),
                _read(below),
                bool(declared),
                date.fromisoformat(until) if until else None,
                degree,
                words,
            )
    except (KeyError, ValueError, csv.Error):
        raise UnknownTableError(lines.line_num) from None


def listed(table: Sequence[Sequence[str]]) -> Listed:
    """Read a table whose cells are known already, as :func:`read` does, many at a time.

    Args:
        table: The header, then the rows.

    Raises:
        UnknownTableError: As of :func:`read`, if a column of :data:`READ` is absent too.
    """
    header, *rows = table
    if not set(READ) <= set(header) or set(map(len, rows)) - {len(header)}:
        raise UnknownTableError(1)
    of = dict(zip(reversed(header), reversed(list(zip(*rows, strict=True))), strict=bool(rows)))
    keys, states = of.get("编号", ()), of.get("状态", ())
    words = of.get(_WORDS, ("",) * len(keys))
    try:
        told = [_STATES[state] for state in states]
        numbers = [[_digits(cell) for cell in of.get(name, ())] for name in _COUNTED]
        for day in {*of.get("截至", ())} - {""}:
            date.fromisoformat(day)
    except (KeyError, ValueError):
        raise UnknownTableError(1) from None
    is_fit = all(keys) and len(set(keys)) == len(keys)
    given = {*zip(states, map(bool, of.get("数值", ())), map(bool, words), strict=True)}
    if not is_fit or not all(
        _go_together(_STATES[state], has_value=value or word) for state, value, word in given
    ):
        raise UnknownTableError(1)
    names = [name or key for key, name in zip(keys, of.get("名称", ()), strict=True)]
    labels = list(zip(keys, names, of.get("节", ()), of.get("单位", ()), strict=True))
    return Listed(labels, told, [bool(cell) for cell in of.get("申报", ())], *numbers)


@lru_cache(maxsize=1 << 16)
def _digits(cell: str) -> Digits:
    if not cell:
        return _BLANK
    if not _NUMBER.fullmatch(cell):
        raise ValueError(cell)
    whole, _, decimals = cell.partition(".")
    return int(whole + decimals), len(decimals)


def _go_together(state: State, *, has_value: bool) -> bool:
    return state not in _WITHOUT_VALUE if has_value else state is not State.NUMBER


def _plain(value: Decimal | None) -> str:
    return "" if value is None else number(value)


def _read(cell: str) -> Decimal | None:
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        raise ValueError(cell)
    return Decimal(cell)
