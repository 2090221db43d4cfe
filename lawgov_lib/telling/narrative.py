"""Tell a section: generated statements from metrics, and the agency's prose with references.

A reference in prose is one name and, optionally, one format: ``{{ exam_sat }}``,
``{{ 第一议题学习 }}``, ``{{ internal_rules | 中文 }}``, ``{{ statement.laws }}``,
``{{ agency.name }}``. The formats are 数值 (without unit), 中文 (in Chinese numerals) and 同比 (the
change against the year before, 比上年增长24%; where the year before is not known it says
上年数据未提供). How they are resolved: :mod:`lawgov_lib.telling.references`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import TYPE_CHECKING

from lawgov_lib.base import wording
from lawgov_lib.base.errors import Problem, TellingError
from lawgov_lib.base.usage import duties, usage
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import Paragraph, Run, Runs
from lawgov_lib.measuring.metric import TOLD, Metric, State
from lawgov_lib.telling.amounts import changed, said
from lawgov_lib.telling.ownfigures import figures_paragraph
from lawgov_lib.telling.ownprose import read_prose
from lawgov_lib.telling.references import FORMS, STATEMENT, References, UnresolvedError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.inputs import Prose, Register
    from lawgov_lib.inputs.tablerows import TableRows

    Statement = Callable[["Teller"], Runs]

DECLARED = "（申报数）"
NO_DUTY = "no_duty"
_RATE = "率"
WHOLE_YEAR = "全年"


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

        A count that fell to zero, that covers another part of the year or is no exact one, is told
        in brackets by what it was: ``（上年为2件）``. Nothing is said where this year or the year
        before is not known, nor of a small count that stayed.
        """
        metric, words = self.metrics[metric_id], self.compared(metric_id)
        before = metric.previous.value if metric.previous else None
        if not words:
            return ()
        if before == metric.value and (metric.spans_differ or _is_small(before)):
            return ()
        if (metric.value or metric.is_rate) and not metric.is_set_beside:
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
        text = _written(book.rows.at(line)[field])
        return Run(text=text + unit, cell=book.cell(line, field))

    def rows(self, register: str, **values: str) -> TableRows:
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
    below: Mapping[str, int] | None = None,
) -> dict[str, Blocks]:
    """Tell all sections of a report.

    Prose places statements by reference, those of any section. What no prose places follows its
    own section's prose, a paragraph each, so that nothing measured stays untold; a statement of
    metrics that prose, of any section, has all told by itself is not said again, and no statement
    is placed twice. Declared figures that are told nowhere else end their section. Duties that the
    agency does not have are told by ``statement.no_duty.<key>``.

    Args:
        prose: The agency's text by section.
        statements: The statements by section and name; names are unique over all sections.
        teller: What they speak from.
        all_known: Whether the teller has all the metrics of the year; where a broken file may
            have held more, a plain name that nothing bears is no fault of the prose.
        below: The level of the heading that each section stands under, by section.

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
    references = References(teller, written, all_known=all_known)
    told: dict[str, Blocks] = {}
    problems: list[Problem] = []
    for key, text in prose.items():
        try:
            resolve = references.resolver(text.file)
            told[key] = read_prose(text, resolve, key, (below or {}).get(key, 0))
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
    said = {run.metric for blocks in told.values() for block in blocks for run in runs_of(block)}
    for key in groups:
        if figures := figures_paragraph(teller, key, said):
            told[key] = (*told.get(key, ()), Paragraph(runs=figures))
    return told


def no_duty(teller: Teller, section: str) -> Runs:
    """Say which duties of a section the agency does not have; rates name theirs only alone."""
    lacking = [
        metric
        for metric in teller.metrics.values()
        if metric.section == section and metric.state is State.NO_DUTY
    ]
    counts = [metric for metric in lacking if not metric.is_rate]
    named = {metric.id: metric.name.removesuffix(_RATE) for metric in counts or lacking}
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
    references = References(teller, written, all_known=True)
    forms = [(name, form) for name in teller.metrics for form in ("", *FORMS)]
    plain = [(name, "") for name in (*teller.facts, *(f"{STATEMENT}.{each}" for each in written))]
    said: dict[str, Runs] = {}
    for name, form in (*forms, *plain):
        with suppress(UnresolvedError):
            said[f"{name}|{form}" if form else name] = references.runs(name, form)
    return said


def plain_resolver(
    teller: Teller, file: str, *, all_known: bool = True
) -> Callable[[str, int], Runs]:
    """Return what resolves references to metrics and facts where no statement can be placed.

    Args:
        teller: What is spoken from.
        file: The file that refers, for the places of problems.
        all_known: See :func:`tell`.
    """
    return References(teller, {}, all_known=all_known).resolver(file)


def _says_only(runs: Runs, said: Collection[str | None]) -> bool:
    """Tell whether a statement holds metrics, no cell of a register, and nothing unsaid."""
    metrics = {run.metric for run in runs if run.metric}
    return bool(metrics) and metrics <= set(said) and not any(run.cell for run in runs)


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
