"""Whether one quantity keeps its unit: days and working days, 件 and 宗, 元 and 万元."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.usage import factor
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import around, place, quoted
from lawgov_lib.grounding.figures import Role
from lawgov_lib.grounding.verdict import Verdict
from lawgov_lib.inputs.cells import likened
from lawgov_lib.reading.mentions import Kind, Link, Period
from lawgov_lib.reading.scopes import resolved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from lawgov_lib.checks.subject import Said, Subject, Written
    from lawgov_lib.reading.mentions import Mention

_UNIT = compiled("[万亿]?元$|[^0-9.,，．零〇一二三四五六七八九十百千万亿两几余多近约%％]+$")
_AGAINST = compiled("[比较](?:上年|去年)|上年|去年")
_MOVED = compiled(
    "^，?[比较](?:上年|去年)(?:同期)?[^，。；、0-9]{0,2}(?:增加|减少|增|减|多|少)了?$"
)
_ROSE_TO = compiled(
    "(?:增|减|上升|下降|升|降|扩大|提高|回落|攀升)[^，。；、0-9]{0,3}[至到为][^，。；、0-9]{0,8}"
)
"""What stands between a number and the one that it rose or fell to: they count the same."""
_YEARS = {Period.LAST, Period.THIS}
_AMONG = compiled("其中")
_HINT = "统一计量单位；确需不同的，作出答复。"
_PAIR = 2
_LIMIT = compiled("[^日月天]*?((?:个?工作|个?自然)?日|天)")
_TURNED = compiled(
    "[^，。；、]{0,6}[至到为成](?:了|现在的|目前的|现行的|约|仅)*|，?(?:现|目前)[^，。；、]{0,8}"
)
"""What stands between a time limit and the one that it was changed to."""
_SHORTER = compiled("[^，。；、]{0,4}(?:压缩|缩短|压减|减少|提前|节省|快|少)了?(?:约|近)?")
_SPAN = compiled(
    "[上下]半年(?!末|底)|前?第?[一二三四1-4两]个?季度(?!末|底)|[0-9]{1,2}月?(?:份)?[—~至到-][0-9]{1,2}月(?!底|末)"
)
_SAME_SPAN = compiled("同期|[上下]半年|季度|[0-9]月")


def converted(value: Decimal, unit: str, to: str) -> Decimal:
    """Return a quantity in another unit; as it is where the units do not compare."""
    return value * (factor(unit, to) or 1)


def other_unit_in_prose(subject: Written) -> Iterator[Finding]:
    """Find quantities that the prose tells in another unit than the metric has (C21)."""
    groups, measures = (subject.settings["C21"][each] for each in ("groups", "measures"))
    for said, grounded in subject.grounded:
        for each in grounded:
            metric = each.figures[0].metric if each.named and each.figures else None
            if (
                each.verdict is not Verdict.RIGHT
                or metric is None
                or each.change
                or each.position in said.placed
            ):
                continue
            unit = written_unit(each.mention)
            told = any(
                figure.role is Role.VALUE and _may_be(unit, figure.told_in, groups)
                for figure in each.figures
            )
            if unit and not told and any({unit, metric.unit} <= set(group) for group in groups):
                alike = {unit, metric.unit} <= set(measures)
                yield Finding(
                    "C21",
                    Severity.INFO if alike else Severity.WARNING,
                    f"正文写作“{around(said, each.mention)}”，"
                    f"“{metric.name}”以“{metric.unit}”为单位",
                    place(said),
                    f"统一写作“{metric.unit}”。",
                    said.section,
                    said.position,
                    metric.id,
                )


def units_mixed(subject: Written) -> Iterator[Finding]:
    """Find whole and parts, or this and last year's number, told in two units (C21)."""
    groups = subject.settings["C21"]["groups"]
    for said in subject.said:
        mentions = said.reading.mentions
        for relation in said.reading.relations:
            if relation.link is Link.RATE:
                continue
            involved = (relation.whole, *relation.parts, *relation.out)
            units = dict.fromkeys(
                written_unit(mentions[each]) for each in involved if each is not None
            )
            mixed = [group for group in groups if len(set(group) & units.keys()) > 1]
            used = [unit for unit in units if mixed and unit in mixed[0]]
            if len({_canonical(unit.replace("亿", "万")) for unit in used}) > 1:
                words = quoted(said, relation)
                yield _mixed(said, words, f"“{words}”混用“{'”“'.join(used)}”", _HINT)


def units_compared(subject: Written) -> Iterator[Finding]:
    """Find people counted with visits, visits with firms, where one is compared or part (C21)."""
    groups = subject.settings["C21"]["groups"]
    for said in subject.said:
        reading = said.reading
        for first, second in pairwise(m for m in reading.mentions if m.kind is Kind.COUNT):
            units = {written_unit(first), written_unit(second)}
            between = reading.text[first.end : second.start]
            if len(units) == 1 or first.sentence != second.sentence:
                continue
            grouped = any(units <= set(group) for group in groups)
            if _ROSE_TO.fullmatch(between) or (grouped and _belongs(first, second, between)):
                words = reading.text[first.start : second.end]
                told = f"“{words}”混用“{written_unit(first)}”“{written_unit(second)}”"
                yield _mixed(said, words, told, _HINT)


def _belongs(first: Mention, second: Mention, between: str) -> bool:
    """Tell whether the second number is last year's of the first, or a part of the same thing."""
    if _MOVED.search(between):
        return True
    if _AGAINST.search(between):
        return second.scope.period is Period.LAST and first.scope.period is not Period.LAST
    periods = {first.scope.period, second.scope.period}
    if first.noun and first.noun == second.noun and periods == _YEARS:
        return True
    same = second.noun and (first.noun.endswith(second.noun[-2:]) or _visits(first, second))
    return bool(_AMONG.search(between) and same)


def _visits(first: Mention, second: Mention) -> bool:
    """Tell whether one number counts visits and the other people, by their units."""
    return {written_unit(first), written_unit(second)} == {"人次", "人"}


def written_unit(mention: Mention) -> str:
    """Return the unit of a number as it was written, 万元 and 亿元 kept."""
    found = _UNIT.search(mention.words)
    return found[0] if found else ""


def _may_be(unit: str, told_in: str, groups: Sequence[Sequence[str]]) -> bool:
    return _same(unit, told_in) or not any({unit, told_in} <= set(group) for group in groups)


def other_unit_in_sister(subject: Subject) -> Iterator[Finding]:
    """Find quantities that a sister report tells in another unit (C21)."""
    listed = (metric for metric in subject.metrics.values() if metric.is_listed)
    names = {likened(metric.name): metric for metric in listed}
    for sister in subject.year_inputs.sisters:
        row = sister.row
        metric = subject.metrics.get(row.id) if row.id else names.get(likened(row.name or ""))
        if metric and row.unit and not _same(row.unit, metric.unit):
            yield Finding(
                "C21",
                Severity.WARNING,
                f"“{metric.name}”本报告以“{metric.unit}”为单位，相关年报以“{row.unit}”为单位",
                (Place(sister.file, sister.line),),
                "统一计量单位；确需不同的，作出答复。",
                metric.section,
                about=metric.id,
            )


def days_and_working_days(subject: Subject) -> Iterator[Finding]:
    """Find time limits that change from calendar days to working days, or back (C21)."""
    book = subject.year_inputs.registers["limits"]
    for line, row in book.rows.records():
        if row["before_calendar"] != row["after_calendar"]:
            yield Finding(
                "C21",
                Severity.WARNING,
                f"“{row['item']}”办理时限调整前以“{row['before_calendar']}”计，"
                f"调整后以“{row['after_calendar']}”计，不能比较",
                (Place(book.file, line),),
                "统一按工作日或自然日计；确有调整的，作出答复。",
                *_told_at(subject, book.cell(line, "after")),
                f"lic_compress/{row['item']}",
            )


def days_mixed(subject: Written) -> Iterator[Finding]:
    """Find time limits that the text changes from calendar days to working days, or back (C21)."""
    for said in subject.said:
        text = said.reading.text
        limits = [
            (each, found[1])
            for position, each in enumerate(said.reading.mentions)
            if position not in said.placed and (found := _LIMIT.fullmatch(each.words))
        ]
        for (first, calendar), (second, other) in pairwise(limits):
            between = text[first.end : second.start]
            changed = _TURNED.fullmatch(between) or _SHORTER.fullmatch(between)
            if changed and not _same(calendar, other):
                since = first.start - (text[max(first.start - 1, 0) : first.start] == "由")
                words = text[since : second.end]
                yield _mixed(
                    said,
                    words,
                    f"“{words}”前后计日口径不同，不能比较",
                    "统一按工作日或自然日计，或说明口径不同。",
                )


def spans_compared(subject: Written) -> Iterator[Finding]:
    """Find a half-year or a quarter that is compared with all of the year before (C21)."""
    for said in subject.said:
        text, mentions = said.reading.text, said.reading.mentions
        for relation in said.reading.relations:
            if relation.link is not Link.CHANGE or len(relation.parts) != _PAIR:
                continue
            this, last = (mentions[each] for each in relation.parts)
            if this.scope.period is not Period.WITHIN:
                continue
            if resolved(last.scope, subject.year).period is not Period.LAST:
                continue
            begin = said.reading.sentences[this.sentence].start
            gap = text[this.end : last.start] if this.end < last.start else text[begin : last.start]
            span = _SPAN.search(text, begin, this.start)
            if span and not _SAME_SPAN.search(gap):
                words = quoted(said, relation)
                yield _mixed(
                    said,
                    words,
                    f"“{words}”是{span[0]}与上年全年相比，口径不同",
                    "与上年同期相比，或待全年数齐后再比。",
                )


def _mixed(said: Said, words: str, message: str, hint: str) -> Finding:
    return Finding(
        "C21",
        Severity.WARNING,
        message,
        place(said),
        hint,
        said.section,
        said.position,
        f"{said.section}/{words}",
    )


def _told_at(subject: Subject, cell: str) -> tuple[str, int | None]:
    for said in subject.said:
        if any(run.cell == cell for run in said.runs):
            return said.section, said.position
    return "functions", None


def _same(unit: str, other: str) -> bool:
    return _canonical(unit) == _canonical(other)


def _canonical(unit: str) -> str:
    bare = unit.removeprefix("个") if unit.endswith("工作日") else unit
    return "日" if bare in {"天", "自然日"} else bare
