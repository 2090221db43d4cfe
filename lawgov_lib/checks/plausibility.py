"""Whether what the registers and the declared figures say can be so: gaps, sizes, days, names."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.usage import factor
from lawgov_lib.base.wording import number, quantity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.inputs.cells import likened
from lawgov_lib.inputs.rows import ROWS
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


def blanks_among_filled(subject: Subject) -> Iterator[Finding]:
    """Find cells left blank in a column that is otherwise filled in (C28)."""
    for name, fields in subject.settings[_CODE]["filled"].items():
        book = subject.year_inputs.registers[name]
        for field in fields:
            if book.frame.empty or field in book.absent:
                continue
            blank = book.frame.index[book.frame[field].isna()]
            if not len(blank) or len(blank) == len(book.frame):
                continue
            title = book.headers[field]
            lines = "、".join(map(str, blank[:_PLACES_NAMED]))
            more = "等" if len(blank) > _PLACES_NAMED else ""
            effect = "，合计不能计算" if field in _numbers_of(name) else ""
            yield Finding(
                _CODE,
                Severity.WARNING,
                f"{book.label}「{title}」列{len(book.frame)}行中有{len(blank)}行没有填"
                f"（第{lines}行{more}）{effect}",
                tuple(Place(book.file, int(line), title) for line in blank[:_PLACES_NAMED]),
                "补填；没有发生的填0，确实没有数据的作出答复。",
                about=f"{name}/{field}",
            )


def large_numbers(subject: Subject) -> Iterator[Finding]:
    """Find numbers that no agency has: a telephone number or 元 for 万元 in a column (C28)."""
    limits = subject.settings[_CODE]["largest"]
    for name, book in subject.year_inputs.registers.items():
        for field, unit in _numbers_of(name).items():
            limit = _limit(unit, limits)
            if limit is None or book.frame.empty or field in book.absent:
                continue
            for line, value in book.frame[field].items():
                if value is not None and value > limit:
                    yield _too_large(book, int(str(line)), field, Decimal(value), unit)
    for key, figure in subject.year_inputs.figures.items():
        metric = subject.metrics.get(key)
        unit = figure.row.unit or (metric.unit if metric else "")
        limit = _limit(unit, limits)
        numbers = (figure.row.value, figure.row.numerator, figure.row.denominator)
        if limit is not None and any(value is not None and value > limit for value in numbers):
            largest = max(value for value in numbers if value is not None)
            yield _of_figure(
                figure,
                f"“{_called(subject, key)}”为{quantity(largest, unit)}，大得不合常理",
                "核对是否填错、多填了位数，或单位不对；确实无误的，作出答复。",
                f"{key}/大",
            )


def odd_fractions(subject: Subject) -> Iterator[Finding]:
    """Find halves of persons and cases, and amounts with more decimals than money has (C28)."""
    settings = subject.settings[_CODE]
    for key, figure in subject.year_inputs.figures.items():
        row, name = figure.row, _called(subject, key)
        metric = subject.metrics.get(key)
        unit = row.unit or (metric.unit if metric else "")
        parts = (row.value,) if unit != PERCENT else (row.numerator, row.denominator)
        is_average = any(word in name for word in settings["averages"])
        for value in parts:
            if value is None:
                continue
            decimals = _decimals(value)
            if decimals > 0 and not is_average and unit in {*settings["whole"], PERCENT}:
                of = "的分子、分母" if unit == PERCENT else ""
                yield _of_figure(
                    figure,
                    f"“{name}”{of}为{number(value)}，应当是整数",
                    "核对数值和单位；是平均数的，在名称中写明。",
                    f"{key}/整",
                )
            elif decimals > settings["decimals"]:
                yield _of_figure(
                    figure,
                    f"“{name}”为{number(value)}，小数有{decimals}位",
                    "按公布的位数填写。",
                    f"{key}/小数",
                )
    for name, book in subject.year_inputs.registers.items():
        for field, unit in _numbers_of(name).items():
            if unit in settings["whole"] or book.frame.empty:
                continue
            for line, value in book.frame[field].items():
                if isinstance(value, Decimal) and _decimals(value) > settings["decimals"]:
                    yield Finding(
                        _CODE,
                        Severity.WARNING,
                        f"{book.label}「{book.headers[field]}」为{number(value)}，"
                        f"小数有{_decimals(value)}位",
                        (Place(book.file, int(str(line)), book.headers[field]),),
                        "按公布的位数填写。",
                        about=f"{name}/{field}/{line}",
                    )


def small_rates(subject: Subject) -> Iterator[Finding]:
    """Find rates entered as a fraction of one where they are told in per cent (C28)."""
    words = tuple(subject.settings[_CODE]["rates"])
    for key, figure in subject.year_inputs.figures.items():
        row, name = figure.row, _called(subject, key)
        metric = subject.metrics.get(key)
        unit = row.unit or (metric.unit if metric else "")
        if unit == PERCENT and row.value and row.value <= _WHOLE_RATE and name.endswith(words):
            yield _of_figure(
                figure,
                f"“{name}”填为{number(row.value)}%，可能是{number(row.value * 100)}%",
                "以%为单位的填百分数，如98.5；确实无误的，作出答复。",
                f"{key}/率",
            )


def days_outside_the_year(subject: Subject) -> Iterator[Finding]:
    """Find figures whose day of counting lies in another year (C28)."""
    for key, figure in subject.year_inputs.figures.items():
        day = figure.row.as_of
        if day is not None and day.year != subject.year:
            yield _of_figure(
                figure,
                f"“{_called(subject, key)}”截至{day.isoformat()}，不在{subject.year}年内",
                "核对截止日期；沿用上年数据的，在说明中写明并作出答复。",
                f"{key}/截至",
            )


def names_twice(subject: Subject) -> Iterator[Finding]:
    """Find declared figures that go by the name of another metric (C28)."""
    names: dict[str, str] = {}
    for key, metric in subject.metrics.items():
        first = names.setdefault(likened(metric.name), key)
        figure = subject.year_inputs.figures.get(key) or subject.year_inputs.figures.get(first)
        if first != key and figure is not None:
            yield _of_figure(
                figure,
                f"“{metric.name}”有两个数：{first}为{said(subject.metrics[first])}，"
                f"{key}为{said(metric)}",
                "是同一数据的，只保留一个；不是的，在名称中区分。",
                f"{first}/{key}",
            )


def figures_beside_rows(subject: Subject) -> Iterator[Finding]:
    """Find declared figures of what a register with rows already counts (C28)."""
    for key, figure in subject.year_inputs.figures.items():
        metric = subject.metrics.get(key)
        if metric is None or metric.declared or metric.state is State.MISSING:
            continue
        books = [source.place for source in metric.sources if source.file != figure.file]
        if books:
            yield Finding(
                _CODE,
                Severity.INFO,
                f"“{metric.name}”台账已有{said(metric)}，又填了申报数，按台账计算",
                (*books, Place(figure.file, figure.line)),
                "删去申报数一行；台账不全的，补齐台账。",
                metric.section,
                about=f"{key}/台账",
            )


def _numbers_of(name: str) -> dict[str, str]:
    """Return the units of a register's numbers by field."""
    kinds = {"count", "amount", "money"}
    return {column.field: column.unit for column in ROWS[name].columns() if column.kind in kinds}


def _limit(unit: str, limits: Mapping[str, Any]) -> Decimal | None:
    """Return the largest number that a unit may have, through one that it converts to."""
    for known, limit in limits.items():
        if (times := factor(known, unit)) is not None:
            return Decimal(limit) * times
    return None


def _too_large(book: Register, line: int, field: str, value: Decimal, unit: str) -> Finding:
    title = book.headers[field]
    return Finding(
        _CODE,
        Severity.WARNING,
        f"{book.label}「{title}」为{quantity(value, unit)}，大得不合常理",
        (Place(book.file, line, title),),
        "核对是否填错、多填了位数，或单位不对；确实无误的，作出答复。",
        about=f"{book.name}/{field}/{line}",
    )


def _of_figure(figure: Figure, message: str, hint: str, about: str) -> Finding:
    place = Place(figure.file, figure.line)
    return Finding(_CODE, Severity.WARNING, message, (place,), hint, about=about)


def _called(subject: Subject, key: str) -> str:
    metric = subject.metrics.get(key)
    return metric.name if metric else subject.year_inputs.figures[key].row.name or key


def _decimals(value: Decimal) -> int:
    return -int(value.normalize().as_tuple().exponent)
