"""Whether what the registers and the declared figures say can be so: gaps, sizes, days, names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.usage import factor
from lawgov_lib.base.wording import number, quantity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.inputs.cells import likened
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.inputs.tablerows import blank
from lawgov_lib.measuring.metric import PERCENT, State
from lawgov_lib.telling.amounts import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.checks.subject import Subject
    from lawgov_lib.inputs import Figure
    from lawgov_lib.inputs.register import Register

_CODE = "C28"
_PLACES_NAMED = 5
_WHOLE_RATE = Decimal(1)
_NUMBERS = {"count", "amount", "money"}
_TOO_LARGE = "核对是否填错、多填了位数，或单位不对；确实无误的，作出答复。"


@dataclass(frozen=True)
class _Declared:
    """A declared figure with the name, the unit and the section under which it is told."""

    key: str
    figure: Figure
    name: str
    unit: str
    section: str

    def finding(self, topic: str, message: str, hint: str) -> Finding:
        place = Place(self.figure.file, self.figure.line)
        about = f"{self.key}/{topic}"
        return Finding(
            _CODE,
            Severity.WARNING,
            f"“{self.name}”{message}",
            (place,),
            hint,
            self.section,
            None,
            about,
        )


def blanks_among_filled(subject: Subject) -> Iterator[Finding]:
    """Find cells left blank in a column that is otherwise filled in (C28)."""
    for key, fields in subject.settings[_CODE]["filled"].items():
        name, _, given = key.partition("/")
        book = subject.year_inputs.registers[name]
        rows = book.rows.fitting(~blank(book.rows[given])) if given else book.rows
        for field in fields:
            if field in book.absent:
                continue
            unfilled = rows.lines[blank(rows[field])].tolist()
            if not 0 < len(unfilled) < len(rows):
                continue
            named = unfilled[:_PLACES_NAMED]
            lines = "、".join(map(str, named)) + ("等" if len(unfilled) > len(named) else "")
            title = book.headers[field]
            of_those = f"填了「{book.headers[given]}」的" if given else ""
            yield Finding(
                _CODE,
                Severity.WARNING,
                f"{book.label}「{title}」列{of_those}{len(rows)}行中有{len(unfilled)}行没有填（第{lines}行）"
                + ("，合计不能计算" if field in _numbers_of(name) else ""),
                tuple(Place(book.file, line, title) for line in named),
                "补填；没有发生的填0，确实没有数据的作出答复。",
                _section_of(subject, book),
                about=f"{name}/{field}",
            )


def large_numbers(subject: Subject) -> Iterator[Finding]:
    """Find numbers that no agency has: a telephone number, or 元 for 万元 (C28)."""
    limits = subject.settings[_CODE]["largest"]
    for book, field, unit in _columns(subject):
        limit = _limit(unit, limits)
        for line, value in book.rows.filled(field) if limit is not None else ():
            if value > limit:
                size = f"为{quantity(Decimal(value), unit)}，大得不合常理"
                yield _of_cell(subject, book, str(line), field=field, size=size, hint=_TOO_LARGE)
    for each in _declared(subject):
        limit = _limit(each.unit, limits)
        row = each.figure.row
        numbers = [value for value in (row.value, row.numerator, row.denominator) if value]
        if limit is not None and numbers and max(numbers) > limit:
            size = f"为{quantity(max(numbers), each.unit)}，大得不合常理"
            yield each.finding("大小", size, _TOO_LARGE)


def odd_fractions(subject: Subject) -> Iterator[Finding]:
    """Find halves of persons and cases, and amounts with more decimals than money has (C28)."""
    settings = subject.settings[_CODE]
    most, hint = settings["decimals"], "按公布的位数填写。"
    for book, field, _ in _columns(subject, "amount", "money"):
        for line, value in book.rows.filled(field):
            if _decimals(value) > most:
                size = f"为{number(value)}，小数有{_decimals(value)}位"
                yield _of_cell(subject, book, str(line), field=field, size=size, hint=hint)
    for each in _declared(subject):
        row = each.figure.row
        is_average = any(word in each.name for word in settings["averages"])
        if row.value is not None and _decimals(row.value) > most:
            size = f"为{number(row.value)}，小数有{_decimals(row.value)}位"
            yield each.finding("小数", size, hint)
        elif each.unit in settings["whole"] and not is_average and _is_broken(row.value):
            yield each.finding(
                "整数",
                f"为{quantity(row.value or Decimal(0), each.unit)}，应当是整数",
                "核对数值和单位；是平均数的，在名称中写明。",
            )


def small_rates(subject: Subject) -> Iterator[Finding]:
    """Find rates entered as a fraction of one where they are told in per cent (C28)."""
    words = tuple(subject.settings[_CODE]["rates"])
    for each in _declared(subject):
        value = each.figure.row.value
        if each.unit == PERCENT and value and value <= _WHOLE_RATE and each.name.endswith(words):
            yield each.finding(
                "百分率",
                f"填为{number(value)}%，可能是{number(value * 100)}%",
                "以%为单位的填百分数，如98.5；确实无误的，作出答复。",
            )


def days_outside_the_year(subject: Subject) -> Iterator[Finding]:
    """Find figures whose day of counting lies in another year (C28)."""
    for each in _declared(subject):
        day = each.figure.row.as_of
        if day is not None and day.year != subject.year:
            yield each.finding(
                "截至",
                f"截至{day.isoformat()}，不在{subject.year}年内",
                "核对截止日期；沿用其他年度数据的，在说明中写明并作出答复。",
            )


def names_twice(subject: Subject) -> Iterator[Finding]:
    """Find declared figures that go by the name of another metric (C28)."""
    names: dict[str, str] = {}
    declared = {each.key: each for each in _declared(subject)}
    for key, metric in subject.metrics.items():
        if not metric.is_listed:
            continue
        first = names.setdefault(likened(metric.name), key)
        each = declared.get(key) or declared.get(first)
        if first != key and each is not None:
            yield each.finding(
                "名称",
                f"有两个数：{first}为{said(subject.metrics[first])}，{key}为{said(metric)}",
                "是同一数据的，只保留一个；不是的，在名称中区分。",
            )


def figures_beside_rows(subject: Subject) -> Iterator[Finding]:
    """Find declared figures of what a register with rows already counts (C28)."""
    for each in _declared(subject):
        metric = subject.metrics.get(each.key)
        if metric is None or metric.declared or metric.state is State.MISSING:
            continue
        books = [source.place for source in metric.sources if source.file != each.figure.file]
        if books:
            yield Finding(
                _CODE,
                Severity.INFO,
                f"“{each.name}”台账已有{said(metric)}，又填了申报数，按台账计算",
                (*books, Place(each.figure.file, each.figure.line)),
                "删去申报数一行；台账不全的，补齐台账。",
                each.section,
                about=f"{each.key}/台账",
            )


def _declared(subject: Subject) -> Iterator[_Declared]:
    for key, figure in subject.year_inputs.figures.items():
        metric = subject.metrics.get(key)
        name = metric.name if metric else figure.row.name or key
        unit = figure.row.unit or (metric.unit if metric else "")
        yield _Declared(key, figure, name, unit, metric.section if metric else "")


def _columns(subject: Subject, *kinds: str) -> Iterator[tuple[Register, str, str]]:
    """Return the columns of numbers that have rows: register, field and unit."""
    for name, book in subject.year_inputs.registers.items():
        if len(book.rows):
            for field, unit in _numbers_of(name, *kinds).items():
                yield book, field, unit


def _numbers_of(name: str, *kinds: str) -> dict[str, str]:
    """Return the units of a register's numbers by field."""
    wanted = set(kinds) or _NUMBERS
    return {column.field: column.unit for column in ROWS[name].columns() if column.kind in wanted}


def _limit(unit: str, limits: Mapping[str, Any]) -> Decimal | None:
    """Return the largest number that a unit may have, through one that it converts to."""
    for known, limit in limits.items():
        if (times := factor(known, unit)) is not None:
            return Decimal(limit) * times
    return None


def _of_cell(  # noqa: PLR0913  each says another thing of the cell
    subject: Subject, book: Register, line: str, *, field: str, size: str, hint: str
) -> Finding:
    title = book.headers[field]
    return Finding(
        _CODE,
        Severity.WARNING,
        f"{book.label}「{title}」{size}",
        (Place(book.file, int(line), title),),
        hint,
        _section_of(subject, book),
        about=f"{book.name}/{field}/{line}",
    )


def _section_of(subject: Subject, book: Register) -> str:
    """Return the section that tells a register, blank where none counts it."""
    sections = (
        metric.section
        for metric in subject.metrics.values()
        if any(source.file == book.file for source in metric.sources)
    )
    return next(sections, "")


def _decimals(value: Decimal) -> int:
    return -int(value.normalize().as_tuple().exponent)


def _is_broken(value: Decimal | None) -> bool:
    return value is not None and value != int(value)
