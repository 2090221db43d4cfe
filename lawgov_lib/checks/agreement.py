"""Whether one quantity has one value wherever the year's inputs tell it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP
from functools import cache
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.measures import converted
from lawgov_lib.checks.passages import around, place
from lawgov_lib.grounding.figures import Role
from lawgov_lib.grounding.verdict import Verdict
from lawgov_lib.inputs.cells import likened
from lawgov_lib.measuring.formula import either, is_in
from lawgov_lib.measuring.metric import TOLD, State, with_figure
from lawgov_lib.reading.mentions import Period
from lawgov_lib.telling.amounts import said, value_or_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Said, Subject, Written
    from lawgov_lib.grounding.figures import Figure
    from lawgov_lib.grounding.verdict import Grounded
    from lawgov_lib.inputs import Sister
    from lawgov_lib.measuring.metric import Metric

_ABSOLUTE = (0, 100)


def counted_and_declared(subject: Subject) -> Iterator[Finding]:
    """Find metrics that a register and a declared figure tell differently (C08)."""
    for metric in subject.metrics.values():
        figure = subject.year_inputs.figures.get(metric.id)
        if figure is None or metric.declared or metric.state is State.MISSING:
            continue
        declared = with_figure(metric, figure)
        if declared.state is State.MISSING or _agree(metric, declared):
            continue
        books = tuple(source.place for source in metric.sources)
        yield Finding(
            "C08",
            Severity.ERROR,
            f"“{metric.name}”按台账为{_told(metric)}，申报数为{_told(declared)}",
            (*books, Place(figure.file, figure.line)),
            "核对两处；以台账为准的，删去申报数一行。",
            metric.section,
            about=metric.id,
        )


def contradicted(subject: Written) -> Iterator[tuple[Said, Grounded]]:
    """Yield the typed numbers that a figure of the year is sure to contradict, plans left out."""
    for block, grounded in subject.grounded:
        place = subject.spots.get(block.section)
        if place and place.serves == "plans":
            continue
        for each in grounded:
            if each.verdict is Verdict.CONTRADICTED:
                yield block, each


def written_and_told(subject: Written) -> Iterator[Finding]:
    """Find numbers typed in prose that are not the year's own (C08)."""
    for block, each in contradicted(subject):
        figure = each.figures[0]
        metric = figure.metric
        if metric is None or each.change or figure.period is not Period.THIS or _is_empty(figure):
            continue
        yield Finding(
            "C08",
            Severity.ERROR,
            f"正文写作“{around(block, each.mention)}”，指标表中“{metric.name}”{_what(figure)}",
            (*place(block), *(source.place for source in metric.sources)),
            f"改为引用：{{{{ {metric.id} }}}}；正文所指不是该指标的，换一种说法。",
            block.section,
            block.position,
            metric.id,
        )


def _is_empty(figure: Figure) -> bool:
    """Tell whether the figure is a rate over nothing, which C06 tells."""
    metric = figure.metric
    return bool(metric and metric.is_rate and figure.value is None and metric.state in TOLD)


def _what(figure: Figure) -> str:
    """Say what a figure is, of a rate's part or whole which of them."""
    if figure.role is Role.VALUE and figure.metric:
        return f"为{said(figure.metric)}"
    return f"的{figure.role.value}为{figure.value:f}"


def sister_reports(subject: Subject) -> Iterator[Finding]:
    """Find quantities that a sister report tells otherwise (C08)."""
    listed = (metric for metric in subject.metrics.values() if metric.is_listed)
    names = {likened(metric.name): metric for metric in listed}
    for sister in subject.year_inputs.sisters:
        row, here = sister.row, Place(sister.file, sister.line)
        metric = subject.metrics.get(row.id) if row.id else names.get(likened(row.name or ""))
        if metric is None:
            called = row.id or row.name
            yield Finding(
                "C08",
                Severity.INFO,
                f"相关年报的“{called}”在本报告中没有对应的指标，未作比较",
                (here,),
                "核对指标编号或名称；本报告不反映该数据的，不必处理。",
                about=f"sister/{called}",
            )
        elif not _is_the_same(sister, metric) and not _counts_otherwise(subject, sister, metric):
            theirs = value_or_state(_state(sister), row.value, row.unit or metric.unit)
            yield Finding(
                "C08",
                Severity.ERROR,
                f"“{metric.name}”本报告为{said(metric)}，相关年报为{theirs}",
                (*(source.place for source in metric.sources), here),
                _differs(metric.state, _state(sister)),
                metric.section,
                about=metric.id,
            )


@cache
def _rules() -> dict[str, dict[str, Any]]:
    """Return what sister reports leave out of a metric, by its id."""
    rules: dict[str, dict[str, Any]] = load_data("checks/agreement.yaml")
    return rules


def _counts_otherwise(subject: Subject, sister: Sister, metric: Metric) -> bool:
    """Tell whether a sister report has what its own rule of counting makes of the register."""
    rule = _rules().get(metric.id)
    if rule is None or metric.declared or sister.row.value is None:
        return False
    book = subject.year_inputs.registers[rule["register"]]
    left_out = either(*(is_in(field, *words) for field, words in rule["leaves_out"].items()))
    return sister.row.value == len(book.rows) - int(left_out(book).sum())


def _state(sister: Sister) -> State:
    if sister.row.value is not None:
        return State.NUMBER if sister.row.value else State.ZERO
    return State(sister.row.state or State.NUMBER)


def _is_the_same(sister: Sister, metric: Metric) -> bool:
    """Compare values in one unit, and states where there is no value."""
    value, state = sister.row.value, _state(sister)
    if state is not metric.state:
        return False
    if value is None or metric.value is None:
        return True
    if metric.is_rate and metric.exact is not None and value not in _ABSOLUTE:
        return metric.exact.quantize(value, ROUND_HALF_UP) == value
    return converted(value, sister.row.unit or metric.unit, metric.unit) == metric.value


def _differs(ours: State, theirs: State) -> str:
    """Say what to do; zero, no duty and not provided are three different things."""
    if State.MISSING in {ours, theirs}:
        return "补报未提供的一处；没有发生的填零，不写未提供。"
    if State.NO_DUTY in {ours, theirs}:
        return "有职责、未发生的填零，没有该项职责的填无此职责，两处应当一致。"
    return "核对两处的统计口径和截止日期，改正有误的一处。"


def _agree(counted: Metric, declared: Metric) -> bool:
    """Compare values.

    A rate declared with fewer decimals agrees if the count rounds to it; all and nothing are no
    rounded values.
    """
    if declared.denominator is not None:
        base = (counted.numerator, counted.denominator)
        return base == (declared.numerator, declared.denominator)
    if counted.value is None or declared.value is None:
        return counted.state is declared.state and counted.value is declared.value
    if counted.is_rate and counted.exact is not None and declared.value not in _ABSOLUTE:
        return counted.exact.quantize(declared.value, ROUND_HALF_UP) == declared.value
    return counted.value == declared.value


def _told(metric: Metric) -> str:
    """Say a value, of a rate with its base: two rates can be equal over different bases."""
    if metric.numerator is None or metric.denominator is None:
        return said(metric)
    return f"{said(metric)}（{metric.numerator:f}/{metric.denominator:f}）"
