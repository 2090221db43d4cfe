"""Whether one quantity keeps its unit: days and working days, 件 and 宗, 元 and 万元."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.usage import factor
from lawgov_lib.checks.claims import claims, place, sentences, typed
from lawgov_lib.checks.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from lawgov_lib.checks.subject import Subject, Written

_CHANGED = re.compile(
    r"由(\d+)(?:个)?(工作日|日|天)[^，。；]{0,4}?(?:压缩|缩短|减少|调整|降)[至到为]"
    r"(\d+)(?:个)?(工作日|日|天)"
)


def converted(value: Decimal, unit: str, to: str) -> Decimal:
    """Return a quantity in another unit; as it is where the units do not compare."""
    return value * (factor(unit, to) or 1)


def other_unit_in_prose(subject: Written) -> Iterator[Finding]:
    """Find quantities that the prose tells in another unit than the metric has (C21)."""
    groups = subject.settings["C21"]["groups"]
    for claim in claims(subject):
        metric = claim.metric
        if any({claim.unit, metric.unit} <= set(group) for group in groups) and not _same(
            claim.unit, metric.unit
        ):
            yield Finding(
                "C21",
                Severity.WARNING,
                f"正文写作“{claim.text}”，“{metric.name}”以“{metric.unit}”为单位",
                tuple(place(claim.said)),
                f"统一写作“{metric.unit}”。",
                claim.said.section,
                claim.said.position,
                metric.id,
            )


def other_unit_in_sister(subject: Subject) -> Iterator[Finding]:
    """Find quantities that a sister report tells in another unit (C21)."""
    names = {metric.name: metric for metric in subject.metrics.values()}
    for sister in subject.year_inputs.sisters:
        row = sister.row
        metric = subject.metrics.get(row.id) if row.id else names.get(row.name or "")
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
    for line, row in book.frame.iterrows():
        if row["before_calendar"] != row["after_calendar"]:
            yield Finding(
                "C21",
                Severity.WARNING,
                f"“{row['item']}”办理时限调整前以“{row['before_calendar']}”计，"
                f"调整后以“{row['after_calendar']}”计，不能比较",
                (Place(book.file, int(str(line))),),
                "统一按工作日或自然日计；确有调整的，作出答复。",
                *_told_at(subject, book.cell(int(str(line)), "after")),
                f"lic_compress/{row['item']}",
            )
    for said in subject.said:
        for sentence in sentences(typed(said)):
            for found in _CHANGED.finditer(sentence):
                if not _same(found[2], found[4]):
                    yield Finding(
                        "C21",
                        Severity.WARNING,
                        f"“{found[0]}”前后计日口径不同，不能比较",
                        tuple(place(said)),
                        "统一按工作日或自然日计，或说明口径不同。",
                        said.section,
                        said.position,
                        f"{said.section}/{found[0]}",
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
