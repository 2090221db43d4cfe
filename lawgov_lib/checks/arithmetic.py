"""Whether the numbers of a sentence agree with one another: totals, parts, rates, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import number
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, quoted
from lawgov_lib.reading.consistency import Agreement, agreement
from lawgov_lib.reading.mentions import Kind, Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from lawgov_lib.checks.subject import Said, Written
    from lawgov_lib.reading.mentions import Mention, Relation


_BOTH = 2


class _Fault(NamedTuple):
    """How a disagreement of one kind is told: its check, what it is, and what to do."""

    code: str
    told: str
    hint: str


_FAULTS = {
    Link.TOTAL: _Fault("C07", "分项之和与合计不一致", "核对合计和各分项；未列全的，写明“等”。"),
    Link.PART: _Fault("C07", "部分大于总数", "核对总数和其中的部分。"),
    Link.BALANCE: _Fault("C07", "收、结、转的数量不平衡", "写明上年结转、尚未办结和终止的数量。"),
    Link.RATE: _Fault("C06", "比率与所列数量不符", "改正比率，或改正数量。"),
    Link.CHANGE: _Fault("C09", "增减与所列数量不符", "核对两年数量，改正增减方向或幅度。"),
}


def totals(subject: Written) -> Iterator[Finding]:
    """Find sums, parts and balances that do not agree with their parts (C07)."""
    yield from _found(subject, (Link.TOTAL, Link.PART, Link.BALANCE))


def rates(subject: Written) -> Iterator[Finding]:
    """Find rates that are not the part over the whole beside them (C06)."""
    yield from _found(subject, (Link.RATE,))


def changes(subject: Written) -> Iterator[Finding]:
    """Find changes that are not those between the values beside them (C09)."""
    yield from _found(subject, (Link.CHANGE,))


def _found(subject: Written, links: tuple[Link, ...]) -> Iterator[Finding]:
    for said in subject.said:
        text = said.reading
        for relation in text.relations:
            if relation.link not in links or _is_placed(relation, said):
                continue
            judged = agreement(relation, text.mentions)
            if relation.link is Link.CHANGE and _is_no_share(relation, text.mentions):
                judged = Agreement(holds=False, right=None)
            if judged is not None and not judged.holds:
                yield _finding(said, relation, text.mentions, judged.right)


def _is_placed(relation: Relation, said: Said) -> bool:
    """Tell whether references placed all numbers, or the rate: those are right by construction."""
    if relation.link is Link.RATE:
        return relation.whole in said.placed
    involved = {relation.whole, *relation.parts, *relation.out} - {None}
    return involved <= said.placed.keys()


def _is_no_share(relation: Relation, mentions: Sequence[Mention]) -> bool:
    """Tell whether a change is told in per cent that is none: of nothing, or of points."""
    if relation.whole is None or len(relation.parts) < _BOTH or relation.direction is None:
        return False
    amount = mentions[relation.whole]
    this, last = (mentions[each] for each in relation.parts)
    if amount.kind not in {Kind.RATE, Kind.MULTIPLE} or not amount.exact:
        return False
    if not last.high:
        return True
    moved = abs(this.low - last.low)
    return (
        this.kind is Kind.RATE
        and amount.kind is Kind.RATE
        and amount.holds(moved)
        and not amount.holds(moved * 100 / last.low)
    )


def _finding(
    said: Said, relation: Relation, mentions: tuple[Mention, ...], right: Decimal | None
) -> Finding:
    fault = _FAULTS[relation.link]
    words = quoted(said, relation)
    whole = mentions[relation.whole] if relation.whole is not None else None
    unit = whole.unit if whole else ""
    should = f"，按其余各数应为{number(right)}{unit}" if right is not None and whole else ""
    return at(
        said,
        Finding(
            fault.code,
            Severity.ERROR,
            f"“{words}”：{fault.told}{should}",
            hint=fault.hint,
            about=words,
        ),
    )
