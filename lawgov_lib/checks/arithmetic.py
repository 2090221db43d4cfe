"""Whether the numbers of a sentence agree with one another: totals, parts, rates, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import number
from lawgov_lib.checks.counterexamples import counterexample
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, quoted
from lawgov_lib.checks.sweeping import Passage, statements
from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Said, Written
    from lawgov_lib.reading.consistency import Agreement
    from lawgov_lib.reading.mentions import Mention, Relation


class _Fault(NamedTuple):
    """How a disagreement of one kind is told: its check, what it is, and what to do."""

    code: str
    told: str
    hint: str
    right: str = "按其余各数应为"


_FAULTS = {
    Link.TOTAL: _Fault("C07", "分项之和与合计不一致", "核对合计和各分项；未列全的，写明“等”。"),
    Link.PART: _Fault("C07", "部分大于总数", "核对总数和其中的部分。", "各部分共"),
    Link.BALANCE: _Fault(
        "C07",
        "收、结、转的数量不平衡",
        "写明上年结转、尚未办结和终止的数量。",
        "收到和结转的共",
    ),
    Link.PRODUCT: _Fault("C07", "总数与每份之数不符", "核对总数、份数和每份的数量。"),
    Link.MEAN: _Fault("C07", "平均数与总数不符", "核对总数、份数和平均数。"),
    Link.SHARES: _Fault("C06", "比率超过百分之百", "核对各比率的分子和分母。", "合计"),
    Link.RATE: _Fault("C06", "比率与所列数量不符", "改正比率，或改正数量。"),
    Link.RATIO: _Fault("C06", "比例与所列数量不符", "改正比例，或改正数量。"),
    Link.CHANGE: _Fault("C09", "增减与所列数量不符", "核对两年数量，改正增减方向或幅度。"),
}


def totals(subject: Written) -> Iterator[Finding]:
    """Find sums, parts and balances that do not agree with their parts (C07)."""
    yield from _found(subject, (Link.TOTAL, Link.PART, Link.BALANCE, Link.PRODUCT, Link.MEAN))


def rates(subject: Written) -> Iterator[Finding]:
    """Find rates that are not the part over the whole beside them, or more than all (C06)."""
    yield from _found(subject, (Link.RATE, Link.RATIO, Link.SHARES))


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
            if judged is None or judged.holds or _is_claimed(relation, said, subject.year):
                continue
            yield _finding(said, relation, text.mentions, judged)


def _is_claimed(relation: Relation, said: Said, year: int) -> bool:
    """Tell whether what a balance lacks is held against a claim of all beside it (C10)."""
    if relation.link is not Link.BALANCE:
        return False
    passage = Passage.of(said.reading, year)
    short = said.reading.mentions[relation.out[0]]
    objections = (
        counterexample(passage, each)
        for each in statements(passage.reading)
        if each.claim.sentence == short.sentence
    )
    return any(each is not None and each[1] and short.words in each[0] for each in objections)


def _is_placed(relation: Relation, said: Said) -> bool:
    """Tell whether references placed all numbers, or the rate: those are right by construction."""
    if relation.link is Link.RATE:
        return relation.whole in said.placed
    involved = {relation.whole, *relation.parts, *relation.out} - {None}
    return involved <= said.placed.keys()


def _finding(
    said: Said, relation: Relation, mentions: tuple[Mention, ...], judged: Agreement
) -> Finding:
    fault = _FAULTS[relation.link]
    words = quoted(said, relation)
    first = [relation.whole] if relation.whole is not None else [*relation.out, *relation.parts]
    unit = judged.unit or mentions[first[0]].unit
    should = f"，{fault.right}{number(judged.right)}{unit}" if judged.right is not None else ""
    return at(
        said,
        Finding(
            fault.code,
            Severity.WARNING if relation.link is Link.TOTAL and relation.rough else Severity.ERROR,
            f"“{words}”：{fault.told}{should}",
            hint=fault.hint,
            about=words,
        ),
    )
