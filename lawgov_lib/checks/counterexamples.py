"""What the text itself holds against a sweeping claim: fewer done than taken up, one that was late.

Only numbers of the same sentence and those beside it are held against a claim, of the same thing,
and only where the claim is of the whole: 其余22件全部答复 speaks of the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.checks.firsts import earlier
from lawgov_lib.checks.fulfilment import fewer, is_actual, ratio
from lawgov_lib.checks.mishaps import happened
from lawgov_lib.checks.sweeping import speaks_of
from lawgov_lib.checks.synonyms import characters_of, is_kin, is_told, rule, table, telling, things
from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Kind, Link, Period, Sweep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.checks.sweeping import Part, Passage, Statement

_WHOLE = 100
_CARRIED = "结转"
_FULL = "100%", "百分之百", "百分百"


def counterexample(passage: Passage, statement: Statement) -> tuple[str, bool] | None:
    """Return what the text holds against a claim, as a quotation, and whether that is certain.

    That a thing counted is the one denied, or the one claimed to be the first of its kind, rests on
    its name alone.

    Args:
        passage: The block that the claim stands in.
        statement: The claim.

    Returns:
        The objection, or None where the text holds nothing against the claim.
    """
    named = earlier if statement.claim.sweep is Sweep.FIRST else happened
    complete = statement.claim.words.endswith(("漏", "落"))
    if statement.claim.sweep is Sweep.FIRST or statement.none or complete:
        for says in named(passage, statement):
            return says, False
    if statement.claim.sweep is not Sweep.FIRST:
        for says in _short(passage, statement):
            return says, True
        for says in (*_excepted(passage, statement), *_left(passage, statement)):
            return says, False
    return None


def _excepted(passage: Passage, statement: Statement) -> Iterator[str]:
    """Yield the clause right behind a claim that tells an exception: 无一失分，只有一项被扣分."""
    said = rule("excepted").match(passage.reading.text, statement.end)
    complete = statement.claim.sweep is Sweep.ALL or not statement.none
    for each in passage.parts:
        if each.mention.clause != statement.claim.clause + 1 or each.mention.low <= 0:
            continue
        begin = len(each.clause.partition(each.mention.words)[0])
        only = complete and statement.is_complete and rule("only").search(each.clause[:begin])
        if said or (only and each.mention.kind is Kind.COUNT and not statement.is_done(each.label)):
            yield f"同段写有“{each.clause}”"


def _short(passage: Passage, statement: Statement) -> Iterator[str]:
    """Yield what says that not all was done, or not in time."""
    if _is_reckoned(passage, statement):
        return
    if statement.claim.sweep is Sweep.ON_TIME and _is_counted(passage, statement):
        yield from _late_of(passage, statement)
        if not _is_total(passage, statement):
            return
    if statement.is_restricted and not statement.is_of_kind:
        return
    near = _own(passage, statement)
    counts = [
        each
        for each in near
        if each.mention.kind in {Kind.COUNT, Kind.AMOUNT}
        and not statement.claim.start <= each.mention.start < statement.claim.end
        and not passage.is_past(each)
        and not rule("elsewhere").search(each.clause)
    ]
    if statement.is_restricted:
        yield from (
            f"同段写有“{each.clause}”"
            for each in counts
            if each.mention.sentence == statement.claim.sentence
            and each.mention.start >= statement.end
            and (each.denies(statement) or each.is_open)
            and each.is_of_done(statement)
        )
        return
    if pair := fewer(passage, counts, statement) or ratio(passage, near, statement):
        yield f"同段数据为{pair[0]}中的{pair[1]}"
    if pair := _unbalanced(passage, statement):
        yield f"同段数据为{pair[0]}中的{pair[1]}"
    for each in counts:
        inside = statement.begin <= each.mention.start < statement.claim.start
        own = [part for part in counts if statement.begin <= part.mention.start < statement.end]
        of_own = any(part.family == each.family for part in own) and each.denies(statement)
        if each.mention.low > 0 and not inside and (of_own or _falls_short(each, statement)):
            yield f"同段写有“{each.clause}”"
    for each in near:
        if _is_low_rate(passage, each, statement):
            yield f"同段数据为{each.before.lstrip('，、')}{each.mention.words}"


def _left(passage: Passage, statement: Statement) -> Iterator[str]:
    """Yield the count of those left of a whole, which with those done makes it up to the last one.

    开庭审理31件，负责人出庭28件，只委托工作人员出庭3件: a claim of all is not true of those of whom
    it is said that something is wanting. A claim behind them that names nothing is theirs.
    """
    if statement.none or statement.is_restricted:
        return
    counts = [each for each in _own(passage, statement) if each.mention.kind is Kind.COUNT]
    for whole, done, left in zip(counts, counts[1:], counts[2:], strict=False):
        behind = statement.begin > left.mention.start
        if (
            whole.mention.low == done.mention.low + left.mention.low
            and whole.family in {done.family, left.family}
            and whole.mention.sentence == left.mention.sentence
            and rule("wanting").search(f"{left.before}#{left.tail}")
            and not statement.begin <= done.mention.start < statement.end
            and not (behind and not telling(statement.topic))
        ):
            yield f"同段写有“{left.clause}”"


def _own(passage: Passage, statement: Statement) -> list[Part]:
    """Return the numbers near a claim, from the one on that it is of.

    That is the one in its clause; of a claim without a subject the last before it, if that has a
    part of its own: 未结25件，均在审理期限以内.
    """
    near = passage.near(statement)
    inside = [
        each
        for each in near
        if statement.begin <= each.mention.start < statement.claim.start
        and each.mention.kind is Kind.COUNT
    ]
    if not inside:
        inside = _last(passage, near, statement)
    if len(inside) != 1:
        return near
    return [each for each in near if each.mention.start >= inside[0].mention.start]


def _last(passage: Passage, near: Sequence[Part], statement: Statement) -> list[Part]:
    """Return the count right before a claim without a subject, unless it tells the very deed."""
    text, claim = passage.reading.text, statement.claim
    if telling(text[statement.begin : claim.start]) or claim.words[:1] == claim.words[1:2]:
        return []
    ahead = [
        each
        for each in near
        if each.mention.kind is Kind.COUNT
        and each.mention.sentence == claim.sentence
        and each.mention.start < statement.begin
    ]
    if not ahead or is_actual(ahead[-1]) or _falls_short(ahead[-1], statement):
        return []
    if statement.is_timely and ahead[-1].is_timely:
        return []
    asked = rule("demanded").search(ahead[-1].label)
    vague = not characters_of(statement.deed)
    return [] if not asked and (vague or statement.is_done(ahead[-1].label)) else ahead[-1:]


def _is_counted(passage: Passage, statement: Statement) -> bool:
    """Tell whether a clause says of how many something was in time, and not of all."""
    return not rule("sweeping").search(statement.topic) and any(
        statement.begin <= each.mention.start < statement.claim.start for each in passage.parts
    )


def _is_total(passage: Passage, statement: Statement) -> bool:
    """Tell whether the number in a clause names all: 30项实事如期兑现，兑现29项.

    Where the next number has a noun of its own too, both only count: 12个乡镇如期，2个乡镇推迟.
    """
    near = [each for each in passage.parts if each.mention.sentence == statement.claim.sentence]
    own, *behind = [each for each in near if each.mention.start >= statement.begin]
    return own is near[0] and bool(behind) and bool(own.noun) and not behind[0].noun


def _late_of(passage: Passage, statement: Statement) -> Iterator[str]:
    """Yield how many of those in time a text says were late: 96件按期办结，其中逾期1件."""
    mentions = passage.reading.mentions
    for relation in passage.reading.relations:
        if relation.link is not Link.PART or relation.whole is None:
            continue
        if not statement.begin <= mentions[relation.whole].start < statement.claim.start:
            continue
        places = {mentions[each].start for each in relation.parts}
        for each in passage.parts:
            if each.mention.start in places and each.mention.low > 0 and each.is_late:
                yield f"同段写有“{each.clause}”"


def _is_reckoned(passage: Passage, statement: Statement) -> bool:
    """Tell whether a claim is a rate that is compared with its base elsewhere (C06)."""
    mentions = passage.reading.mentions
    return statement.claim.words.startswith(_FULL) and any(
        relation.link is Link.RATE
        and relation.whole is not None
        and mentions[relation.whole].start == statement.claim.start
        for relation in passage.reading.relations
    )


def _unbalanced(passage: Passage, statement: Statement) -> tuple[str, str] | None:
    """Return what came in and the fewer that went out, where the deed of a claim is to let go."""
    mentions = passage.reading.mentions
    for relation in passage.reading.relations:
        if relation.link is not Link.BALANCE or not relation.out:
            continue
        out = [mentions[each] for each in relation.out]
        into = [mentions[each] for each in relation.parts]
        if abs(out[0].sentence - statement.claim.sentence) > 1 or len(out) > 1:
            continue
        label = passage.reading.text[min(each.start for each in into) : out[0].start]
        judged = agreement(relation, mentions)
        coming = sum(each.low for each in into)
        if judged and not judged.holds and out[0].high < coming and statement.words:
            last = label.rsplit("，", 1)[-1].rsplit("、", 1)[-1]
            told = statement.is_done(last) and not rule("timely").search(last)
            if told and speaks_of(statement, label):
                return "、".join(each.words for each in into), out[0].words
    return None


def _falls_short(part: Part, statement: Statement) -> bool:
    """Tell whether a number counts what was late, is open, or for which the deed was not done."""
    ahead = part.mention.start < statement.claim.start
    if ahead and (rule("found").search(part.label) or rule("mended").search(statement.clause)):
        return False
    if ahead and rule("which").search(part.before) and not things(statement.topic):
        return False
    noun = rule("late").sub("", part.mention.noun)
    if part.is_remaining and not statement.none and _is_same_thing(part, statement):
        return True
    if things(noun) and not speaks_of(
        statement, f"{part.clause}{part.mention.noun}{part.mention.topic}"
    ):
        return False
    if statement.is_timely and part.is_late:
        return True
    if statement.none:
        return False
    if part.denies(statement):
        return statement.is_timely or not rule("timely").search(part.label)
    return (
        part.is_open
        and rule("finished").search(statement.deed) is not None
        and not (statement.is_timely and _CARRIED in part.label)
        and not statement.claim.words.startswith(_FULL)
    )


def _is_same_thing(part: Part, statement: Statement) -> bool:
    """Tell whether what is left over is of that of which all is claimed: 尚有2个村待补选."""
    noun = part.mention.noun
    return not noun or noun in statement.topic or noun in statement.claim.topic


def _is_low_rate(passage: Passage, part: Part, statement: Statement) -> bool:
    """Tell whether a number is a rate below 100% of the deed that is claimed of all."""
    mention = part.mention
    if mention.kind is not Kind.RATE or mention.high >= _WHOLE or statement.none:
        return False
    name, ends, _ = part.before.rpartition("率")
    if (
        not ends
        or passage.is_past(part)
        or mention.scope.period is Period.NEXT
        or not any(is_told(word, name) for word in statement.words)
    ):
        return False
    if any(share in name for share in table()["shares"]):
        return False
    if rule("timely").search(name) and not statement.is_timely:
        return False
    other = [word for word in telling(name) if not statement.is_done(word)]
    known = statement.topic + statement.claim.topic
    return not other or not telling(known) or any(is_kin(word, known) for word in other)
