"""Whether every number of the text leads to a metric or to a row of a register."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import around, place, place_of
from lawgov_lib.checks.subject import is_own
from lawgov_lib.document.tree import Paragraph, Run
from lawgov_lib.grounding.verdict import Verdict
from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Period
from lawgov_lib.reading.numerals import NUMERAL
from lawgov_lib.reading.scopes import resolved
from lawgov_lib.reading.tracing import Tracing, names_pattern, needs_source, told_of, trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.checks.subject import Said, Subject
    from lawgov_lib.grounding.verdict import Grounded
    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.reading.mentions import Mention
    from lawgov_lib.reading.tracing import Numeral

_OPEN = frozenset({Verdict.UNKNOWN, Verdict.AMBIGUOUS})
HINT = "改为引用指标；没有相应指标的，填写台账或改写文字，确属固定提法的作出答复。"
_OTHERS = compiled(
    "(?:全[国省市]|全县|全区|全州)(?!局|系统)|据[^，。]{0,14}(?:公布|通报|统计|发布|反馈|测算)"
)
"""Words for larger bodies and for what others have counted."""
_OWN = compiled("我[局厅委办镇乡]|本[局厅委办镇乡机单]|[我本]街道|全局")
_MOST = 3
"""How many references a hint offers."""


def names_of(year_inputs: YearInputs, metrics: Mapping[str, Metric]) -> tuple[str, ...]:
    """Return the names of a year in which numerals are no quantities."""
    agency = year_inputs.report.agency
    named = (metric.name for metric in metrics.values() if metric.is_listed)
    return (agency.name, *agency.short_names, agency.region, *named)


def tracing_of(subject: Subject) -> Tracing:
    """Trace the text of a year with its headings; names, also of metrics, are no quantities.

    The annex is not asked: it is made of the metrics alone.
    """
    names = names_of(subject.year_inputs, subject.metrics)
    return Tracing((*trace(subject.told, names).numerals, *_of_headings(subject, names)))


def _of_headings(subject: Subject, names: tuple[str, ...]) -> Iterator[Numeral]:
    """Yield the numbers of the headings, which stand in no block."""
    headings = {
        key: tuple(Paragraph(runs=(Run(text=head.text),)) for head in spot.headings)
        for key, spot in subject.spots.items()
    }
    return (replace(each, paragraph=None) for each in trace(headings, names).numerals)


def untraced(subject: Subject) -> Iterator[Finding]:
    """Find numbers that were typed by hand (C22).

    What agrees with a figure of the year could refer to it: one hint a section. What nothing
    vouches for is found a paragraph each.
    """
    pattern = names_pattern(names_of(subject.year_inputs, subject.metrics))
    right: dict[str, list[tuple[Said, Grounded]]] = {}
    for said, grounded in subject.grounded:
        if is_own(said.section):
            continue
        typed = [
            each
            for each in grounded
            if each.position not in said.placed
            and needs_source(each.mention, said.text, pattern)
            and not _is_of_others(subject, said, each.mention)
        ]
        agreeing = [each for each in typed if each.verdict is Verdict.RIGHT and each.figures]
        right.setdefault(said.section, []).extend((said, each) for each in agreeing)
        wrong = _contradicted(said)
        unknown = [each for each in typed if each.verdict in _OPEN and each.position not in wrong]
        if unknown:
            yield _unknown(said, unknown)
    yield from _in_headings_and_cells(subject)
    for section, found in right.items():
        if found:
            yield _typed(section, found)


def _contradicted(said: Said) -> set[int | None]:
    """Return the positions of the numbers that others of their sentence do not bear out.

    Those are told as sums, rates and changes.
    """
    reading = said.reading
    judged = ((each.whole, agreement(each, reading.mentions)) for each in reading.relations)
    return {whole for whole, found in judged if found and not found.holds}


def _is_of_others(subject: Subject, said: Said, mention: Mention) -> bool:
    """Tell whether a number is none that the year's registers could hold.

    It is planned, of an earlier year, or of a larger body, as 全市 in the report of a department;
    全县 is a county's own.
    """
    if resolved(mention.scope, subject.year).period in {Period.NEXT, Period.EARLIER}:
        return True
    stretch = said.reading.sentences[mention.sentence]
    ahead = said.text[stretch.start : mention.start]
    rung = subject.office.rung
    if rung.is_territorial and rung.whole:
        ahead = ahead.replace(rung.whole, "")
    return bool(_OTHERS.search(ahead)) and not _OWN.search(ahead)


def _unknown(said: Said, found: Sequence[Grounded]) -> Finding:
    words = "”“".join(around(said, each.mention) for each in found)
    near = {f"“{each.figures[0].name}”" for each in found if each.verdict is Verdict.AMBIGUOUS}
    meant = f"可能是指{'、'.join(sorted(near))}，数值不同。" if near else ""
    return Finding(
        "C22",
        Severity.WARNING,
        f"{len(found)}个数字没有出处：“{words}”",
        place(said),
        f"{meant}{HINT}",
        said.section,
        said.position,
        about=f"{said.section}/{_numerals(each.mention.words for each in found)}",
    )


def _typed(section: str, found: Sequence[tuple[Said, Grounded]]) -> Finding:
    """Offer the references of numbers that are right, the first few of a section.

    One whose own words do not name the metric that has its value is not told to refer to it.
    """
    offered: dict[str, str] = {}
    for _, each in found:
        metric = each.figures[0].metric
        if metric and not each.named:
            continue
        reference = f"{{{{ {metric.handle} }}}}" if metric else "台账中的单元格"
        offered.setdefault(each.mention.words, reference)
    told = "，".join(f"“{words}”可写作{name}" for words, name in [*offered.items()][:_MOST])
    rest = "等" if len(offered) > _MOST else ""
    said = found[0][0]
    return Finding(
        "C22",
        Severity.INFO,
        f"{len(found)}个手写的数字与数据相符，可改为引用{'：' if told else ''}{told}{rest}",
        place(said),
        "改为引用后，数据更正时正文随之更正。",
        section,
        said.position,
        about=f"{section}/手写",
    )


def _in_headings_and_cells(subject: Subject) -> Iterator[Finding]:
    """Find numbers in the headings that a year words itself, and in an analyst's own cells."""
    names = names_of(subject.year_inputs, subject.metrics)
    own = {key: blocks for key, blocks in subject.told.items() if is_own(key)}
    traced = Tracing((*trace(own, names).numerals, *_of_headings(subject, names)))
    for (section, paragraph, source), group in groupby(
        traced.untraced, lambda each: (each.section, each.paragraph, each.source)
    ):
        message, about = told_of(list(group))
        yield Finding(
            "C22",
            Severity.WARNING,
            message,
            place_of(section, source) if paragraph is not None else (Place(subject.file),),
            HINT,
            section,
            paragraph,
            about=about,
        )


def _numerals(words: Iterable[str]) -> str:
    """Return the numerals of numbers without their units, as answers name them."""
    return "、".join(found[0] if (found := NUMERAL.search(each)) else each for each in words)
