"""Tell a section: generated statements from metrics, and the agency's prose with references.

A reference in prose is one name and, optionally, one format: ``{{ exam_sat }}``,
``{{ internal_rules | 中文 }}``, ``{{ statement.laws }}``, ``{{ agency.name }}``. The formats are
数值 (without unit), 中文 (in Chinese numerals) and 同比 (the change against the year before,
比上年增长24%; where the year before is not known it says 上年数据未提供). The syntax is Jinja's,
parsed by Jinja; nothing is ever executed, so that prose cannot loop, call or reach for attributes.
"""

from __future__ import annotations

import difflib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from string import Formatter
from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateSyntaxError, nodes

from lawgov_lib.base import wording
from lawgov_lib.base.errors import Place, Problem, TellingError
from lawgov_lib.base.usage import duties, usage
from lawgov_lib.document import markdown
from lawgov_lib.document.tree import Paragraph, Run, Runs, runs_of
from lawgov_lib.inputs.picturefile import picture
from lawgov_lib.measuring.metric import TOLD, Metric, State
from lawgov_lib.telling.amounts import changed, said

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import pandas as pd

    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.inputs import Prose, Register

    Statement = Callable[["Teller"], Runs]

DECLARED = "（申报数）"
STATEMENT = "statement"
NUMBER_ONLY = "数值"
CHINESE = "中文"
YEAR_ON_YEAR = "同比"
FORMS = (NUMBER_ONLY, CHINESE, YEAR_ON_YEAR)
NO_DUTY = "no_duty"
WHOLE_YEAR = "全年"
_UNKNOWN_BEFORE = "上年数据未提供"
_OTHER_UNIT = "上年以“{}”计，不作比较"
_JINJA = Environment(autoescape=True)


@dataclass(frozen=True)
class Teller:
    """What statements speak from: the year's metrics, registers and plain facts."""

    metrics: Mapping[str, Metric]
    registers: Mapping[str, Register]
    facts: Mapping[str, str]

    @property
    def period(self) -> str:
        """全年, or blank where the year was not over: the opening says until when it counts."""
        return WHOLE_YEAR if self.facts.get("report.span", WHOLE_YEAR) == WHOLE_YEAR else ""

    def quantity(self, metric_id: str) -> Runs:
        """Say a metric with its unit; nothing when it is missing or no duty.

        A rate over nothing says 未发生. That a rate was declared is said once, below the text.
        """
        metric = self.metrics[metric_id]
        return (Run(text=said(metric), metric=metric_id),) if _tellable(metric) else ()

    def counted(self, metric_id: str) -> Runs:
        """Say a whole number in Chinese numerals with its measure word: 两项, 十六项."""
        metric = self.metrics[metric_id]
        if not _tellable(metric) or metric.value is None:
            return ()
        return (Run(text=wording.counted(int(metric.value), metric.unit), metric=metric_id),)

    def change(self, metric_id: str) -> Runs:
        """Say how a metric changed against the year before, ``，比上年增长24%``.

        A count that fell to zero, or that covers another part of the year, is told in brackets by
        what it was: ``（上年为2件）``. Nothing is said where this year or the year before is not
        known, nor of a small count that stayed.
        """
        metric, words = self.metrics[metric_id], self.compared(metric_id)
        before = metric.previous.value if metric.previous else None
        if not words:
            return ()
        if before == metric.value and (metric.spans_differ or _is_small(before)):
            return ()
        if (metric.value or metric.is_rate) and not metric.spans_differ:
            return (Run(text="，"), *words)
        return (Run(text="（"), *words, Run(text="）"))

    def compared(self, metric_id: str) -> Runs:
        """Say the change alone, ``比上年增长24%``; a run with a number knows its metric."""
        words = changed(self.metrics[metric_id])
        has_number = any(character.isdecimal() or character == "零" for character in words)
        return (Run(text=words, metric=metric_id if has_number else None),) if words else ()

    def say(self, pattern: str, **parts: Runs) -> Runs:
        """Fill a sentence; without one of its parts there is no sentence."""
        if not all(parts.values()):
            return ()
        runs: list[Run] = []
        for literal, field, _, _ in Formatter().parse(pattern):
            if literal:
                runs.append(Run(text=literal))
            if field is not None:
                runs += parts[field]
        return tuple(runs)

    def cell(self, register: str, line: int, field: str, unit: str = "") -> Run:
        """Say one cell of a register, with its unit; the sentence around ends it, not the cell."""
        book = self.registers[register]
        text = _written(book.frame.loc[line, field])
        return Run(text=text + unit, cell=book.cell(line, field))

    def rows(self, register: str, **values: str) -> pd.DataFrame:
        """Return the rows of a register whose fields have the values given."""
        return self.registers[register].where(**values)

    def listed(self, names: Iterable[str]) -> Runs:
        """List names: 甲、乙和丙."""
        items = list(names)
        return (Run(text=wording.enumeration(items)),) if items else ()

    def joined(self, sentences: Sequence[Runs], separator: str = "、") -> Runs:
        """Join parts of a sentence."""
        runs: list[Run] = []
        for sentence in sentences:
            runs += [Run(text=separator)] * bool(runs) + list(sentence)
        return tuple(runs)

    def titled(self, names: Iterable[str]) -> Runs:
        """List documents: 《甲》《乙》."""
        return self.listed([wording.work_title(name) for name in names])


def _is_small(count: Decimal | None) -> bool:
    return count is None or count < usage().small_base.value


def tell(
    prose: Mapping[str, Prose],
    statements: Mapping[str, Mapping[str, Statement]],
    teller: Teller,
    *,
    all_known: bool = True,
) -> dict[str, Blocks]:
    """Tell all sections of a report.

    Prose places statements by reference, those of any section. What no prose places follows its
    own section's prose, a paragraph each, so that nothing measured stays untold; a statement of
    metrics that prose, of any section, has all told by itself is not said again, and no statement
    is placed twice. Duties that the agency does not have are told by ``statement.no_duty.<key>``.

    Args:
        prose: The agency's text by section.
        statements: The statements by section and name; names are unique over all sections.
        teller: What they speak from.
        all_known: Whether the teller has all the metrics of the year; where a broken file may
            have held more, a plain name that nothing bears is no fault of the prose.

    Returns:
        The blocks by section, for every section that has prose or statements.

    Raises:
        TellingError: References that name nothing, are not plain references, or place a statement
            a second time, and what else the prose has that cannot be shown; all at once.
    """
    sections = dict.fromkeys((*statements, *(each.section for each in teller.metrics.values())))
    groups: dict[str, dict[str, Runs]] = {
        key: {name: statement(teller) for name, statement in statements.get(key, {}).items()}
        | {f"{NO_DUTY}.{key}": no_duty(teller, key)}
        for key in sections
    }
    written = {name: runs for group in groups.values() for name, runs in group.items()}
    references = _References(teller, written, all_known=all_known)
    told: dict[str, Blocks] = {}
    problems: list[Problem] = []
    for key, text in prose.items():
        try:
            told[key] = markdown.parse(
                text.text,
                resolve=references.resolver(text.file),
                show=partial(picture, text),
                file=text.file,
                anchor=key,
            )
        except TellingError as error:
            problems += error.problems
    if problems:
        raise TellingError(tuple(problems))
    said = {run.metric for blocks in told.values() for block in blocks for run in runs_of(block)}
    for key, group in groups.items():
        rest = [runs for name, runs in group.items() if name not in references.placed]
        added = [Paragraph(runs=runs) for runs in rest if runs and not _says_only(runs, said)]
        if key in statements or added:
            told[key] = (*told.get(key, ()), *added)
    return told


def no_duty(teller: Teller, section: str) -> Runs:
    """Say which duties of a section the agency does not have."""
    named = {
        metric.id: metric.name
        for metric in teller.metrics.values()
        if metric.section == section and metric.state is State.NO_DUTY and not metric.is_rate
    }
    parts = [(Run(text=duty, metric=metric_id),) for duty, metric_id in duties(named).items()]
    who = teller.facts.get("agency.short_name", usage().self_name)
    several = (teller.joined(parts[:-1]), *parts[-1:]) if len(parts) > 1 else parts
    return teller.say(
        "按照职责分工，{who}不承担{duties}职责。",
        who=(Run(text=who),),
        duties=teller.joined(several, "和"),
    )


def all_references(
    teller: Teller, statements: Mapping[str, Mapping[str, Statement]]
) -> dict[str, Runs]:
    """Return what references say, by ``name`` or ``name|format``; what cannot be is left out.

    Args:
        teller: What is spoken from.
        statements: The statements by section and name.
    """
    written = {
        name: statement(teller)
        for group in statements.values()
        for name, statement in group.items()
    }
    references = _References(teller, written, all_known=True)
    forms = [(name, form) for name in teller.metrics for form in ("", *FORMS)]
    plain = [(name, "") for name in (*teller.facts, *(f"{STATEMENT}.{each}" for each in written))]
    said: dict[str, Runs] = {}
    for name, form in (*forms, *plain):
        with suppress(_ReferenceError):
            said[f"{name}|{form}" if form else name] = references.runs(name, form)
    return said


def _says_only(runs: Runs, said: Collection[str | None]) -> bool:
    """Tell whether a statement holds metrics, no cell of a register, and nothing unsaid."""
    metrics = {run.metric for run in runs if run.metric}
    return bool(metrics) and metrics <= set(said) and not any(run.cell for run in runs)


class _References:
    """Resolves references, and keeps which statements they placed."""

    def __init__(self, teller: Teller, statements: Mapping[str, Runs], *, all_known: bool) -> None:
        self._teller = teller
        self._all_known = all_known
        self._statements = statements
        self.placed: set[str] = set()

    def resolver(self, file: str) -> Callable[[str, int], Runs]:
        def resolve(expression: str, line: int) -> Runs:
            try:
                return self.runs(*parse_reference(expression))
            except _ReferenceError as error:
                place = Place(file, line)
                raise TellingError.of(error.code, error.message, place, error.hint) from None

        return resolve

    def runs(self, name: str, form: str) -> Runs:
        """Return what a name says in a format, blank for its plain form."""
        first, _, rest = name.partition(".")
        if name in self._teller.metrics:
            return self._metric(name, form)
        if not rest and not self._all_known:
            return (Run(text=State.MISSING.value),)
        if form:
            raise _ReferenceError("E505", f"“{name}”不是指标，不能写格式“{form}”", "删去格式。")
        if first == STATEMENT and rest in self._statements:
            if rest in self.placed:
                hint = "只在一处引用；另一处删去，或另写文字。"
                raise _ReferenceError("E507", f"“{name}”已在别处引用，同一句话不说两遍", hint)
            self.placed.add(rest)
            return self._statements[rest]
        if name in self._teller.facts:
            return (Run(text=self._teller.facts[name]),)
        known = [
            *self._teller.metrics,
            *self._teller.facts,
            *(f"{STATEMENT}.{statement}" for statement in self._statements),
        ]
        near = difflib.get_close_matches(name, known, n=1, cutoff=0)
        raise _ReferenceError("E501", f"没有“{name}”可供引用", f"名称最接近的是“{near[0]}”。")

    def _metric(self, name: str, form: str) -> Runs:
        metric = self._teller.metrics[name]
        if form == YEAR_ON_YEAR and _tellable(metric):
            other = _OTHER_UNIT.format(metric.unit_before) if metric.unit_before else ""
            return self._teller.compared(name) or (Run(text=other or _UNKNOWN_BEFORE),)
        if metric.value is None:
            return (Run(text=said(metric), metric=name),)
        if form == CHINESE:
            if metric.is_rate or metric.value % 1:
                raise _ReferenceError(
                    "E505", f"“{name}”为{said(metric)}，不能写作中文数字", f"删去“{CHINESE}”。"
                )
            return self._teller.counted(name)
        if form == NUMBER_ONLY:
            return (Run(text=wording.number(metric.value), metric=name),)
        return self._teller.quantity(name)


class _ReferenceError(Exception):
    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint


def parse_reference(expression: str) -> tuple[str, str]:
    """Split a reference into its dotted name and its format.

    Raises:
        _ReferenceError: It is anything but a name with at most one known format.
    """
    hint = f"只能写名称，或{''.join(f'“名称 | {form}”' for form in FORMS)}。"
    try:
        (output,) = _JINJA.parse("{{ " + expression + " }}").body
    except (TemplateSyntaxError, ValueError):
        raise _ReferenceError("E504", f"引用“{expression}”写法不对", hint) from None
    node = output.nodes[0] if isinstance(output, nodes.Output) and output.nodes else None
    form = ""
    if isinstance(node, nodes.Filter) and not node.args and node.name in FORMS:
        form, node = node.name, node.node
    parts: list[str] = []
    while isinstance(node, nodes.Getattr):
        parts.append(node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        raise _ReferenceError("E504", f"引用“{expression}”写法不对", hint)
    return ".".join([node.name, *reversed(parts)]), form


def _tellable(metric: Metric) -> bool:
    return metric.state in TOLD


def _written(value: object) -> str:
    match value:
        case Decimal():
            return wording.number(value)
        case date():
            return wording.month_day(value)
        case _:
            return str(value).rstrip("。；")
