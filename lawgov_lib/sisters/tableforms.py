"""The forms of the sister reports: their tables, by which rules a cell is counted, what must hold.

A form is data, ``forms/<name>.yaml``, with its source. A cell is counted by what its column, its
row and its table say together; the column has the last word.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.cells import likened, plain

_NUMBERING = compiled(r"[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+[、.．]")

When = Literal["this", "before", "given", "blank"]
"""A day of the report year, one before it, any, or none."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Rule(_Part):
    """What of a register (``book``) a cell counts: rows by the words and days of their fields.

    ``amount`` names a field that is added up instead, ``times`` what its unit is multiplied by.
    ``stands_for`` are the metrics, by id or by name, that say what an empty register means.
    """

    book: str = Field("", alias="register")
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    day: dict[str, When] = Field(default_factory=dict)
    amount: str = ""
    times: Decimal | None = None
    stands_for: tuple[str, ...] = ()


class Line(Rule):
    """A row or a column of a table.

    ``adds`` are the keys of those that it is the sum of, ``metrics`` the metrics that the cells of
    a row are, by the key of the column. What is not ``held`` in any register is declared.
    """

    text: str = ""
    over: str = ""
    key: str = ""
    is_group: bool = False
    held: bool = True
    adds: tuple[str, ...] = ()
    metrics: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @property
    def name(self) -> str:
        """The key by which other lines refer to this one."""
        return self.key or self.text


class Balance(_Part):
    """Rows whose sums are equal in every column."""

    left: tuple[str, ...]
    right: tuple[str, ...]


class Carried(_Part):
    """The row that last year's row, carried over, must equal."""

    into: str
    from_: str = Field(alias="from")


class Comparison(_Part):
    """A cell that metrics of the annual report add up to; ``otherwise`` is why it may rightly not.

    Where the register has no rows, the cell is what the agency declares of them.
    """

    row: str
    column: str
    metrics: tuple[str, ...]
    otherwise: str = ""


class TableForm(Rule):
    """A table: ``name`` is what declared cells call it, ``stub`` heads the names of the rows."""

    name: str
    caption: str = ""
    unit: str
    stub: str = ""
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    balances: tuple[Balance, ...] = ()
    carried: Carried | None = None
    compares: tuple[Comparison, ...] = ()

    def compared(self, row: str, column: str) -> Comparison | None:
        """Return what a cell is held against, by the keys of its row and its column."""
        return next(
            (each for each in self.compares if (each.row, each.column) == (row, column)), None
        )

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows that have cells."""
        return tuple(row for row in self.rows if not row.is_group)


class Form(_Part):
    """A sister report: what it is called, where its tables come from, how its cells are counted.

    ``title`` has its place for the year.
    """

    report: Literal["信息公开", "执法数据"]
    title: str
    source: str
    checked: str
    provinces: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    due: str
    """Which of the days of check C14 is the last for publication."""
    undated: tuple[str, ...] = ()
    """The ranks of agencies for which that day is not laid down."""
    since: int | None = None
    """The first report year that the form is used for, where that is known."""
    tables: tuple[TableForm, ...]

    def titled(self, year: int) -> str:
        """Return the title of a year's report."""
        return self.title.format(year)


@cache
def load_form(name: str) -> Form:
    """Return a form by the name of its file."""
    return Form.model_validate(load_data(f"sisters/forms/{name}.yaml"))


@cache
def form_names() -> dict[str, tuple[str, ...]]:
    """Return the forms of the data on enforcement with the provinces that use them."""
    names = ("guangdong", "zhejiang", "shanxi")
    return {name: load_form(name).provinces for name in names}


def rule_of(table: TableForm, row: Line, column: Line) -> Rule:
    """Put together what table, row and column say of a cell; the column has the last word.

    What is said of another register than the cell's is no part of it.
    """
    every = (table, row, column)
    book = next((each.book for each in reversed(every) if each.book), "")
    parts = [each for each in every if each.book in {"", book}]
    return Rule(
        book=book,
        where={field: words for part in parts for field, words in part.where.items()},
        day={field: when for part in parts for field, when in part.day.items()},
        amount=next((each.amount for each in reversed(parts) if each.amount), ""),
        times=next((each.times for each in reversed(parts) if each.times), None),
        stands_for=next((each.stands_for for each in reversed(parts) if each.stands_for), ()),
    )


def unnumbered(text: str) -> str:
    """Return the name of a row, a column or a table as people tell it from others."""
    name = likened(plain(text))
    while found := _NUMBERING.match(name):
        name = name[found.end() :]
    return name
