"""Of how many, and for how few of them, what is claimed of all was done by a text's own numbers.

Two numbers are held together where the words of the second, or how the two are told, say that it
counts some of the first.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.checks.surroundings import speaks_of
from lawgov_lib.checks.synonyms import contents, is_kin, is_told, rule, telling, things
from lawgov_lib.reading.mentions import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.checks.surroundings import Passage
    from lawgov_lib.checks.sweeping import Part, Statement

_DUE = re.compile("应当?(?P<deed>[一-鿿]{1,2})[，、]?实际?(?P=deed)")
"""Before two numbers, what was due and what was done: 应发74万元，实发70万元."""
_QUOTED = re.compile("“[^”]*”")


def fewer(passage: Passage, counts: Sequence[Part], statement: Statement) -> tuple[str, str] | None:
    """Return a whole and the fewer of it for which the deed was done, in one sentence."""
    found = None
    for at, done in enumerate(counts):
        if done.mention.scope.period is Period.NEXT and not _is_actual(done):
            continue
        told = _tells_deed(done, statement)
        if not told and (done.mention.low <= 0 or done.is_late or done.is_open):
            continue
        wholes = [
            each
            for each in counts[:at]
            if each.mention.sentence == done.mention.sentence
            and (each.family == done.family or _is_per(each, done, statement))
            and each.mention.low >= done.mention.high
            and not each.is_late
            and not each.is_open
            and not each.denies(statement)
        ]
        if not wholes:
            continue
        whole = wholes[-1]
        if _is_beside(passage, whole, done, statement):
            continue
        if not (
            told
            or _is_carried_out(whole, done, statement)
            or _is_finished(whole, done, statement)
            or _is_of_each(whole, done, statement)
        ):
            continue
        if whole.mention.low == done.mention.high:
            return None
        if (
            _is_whole(passage, whole, done, statement)
            or _is_of_each(whole, done, statement)
            or _is_per(whole, done, statement)
        ) and not _is_split(counts, whole, statement):
            found = found or (whole.mention.words, done.mention.words)
    return found


def _is_beside(passage: Passage, whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a number stands beside another, and counts none of the same."""
    if "其中" in done.label and whole.before and done.before.endswith(whole.before[-2:]):
        return True
    if "其中" in done.label or _is_actual(done):
        return False
    if statement.begin <= whole.mention.start < statement.end:
        return True
    listed_on = passage.reading.text[done.mention.start - len(done.before) - 1] == "、"
    return listed_on and not rule("planned").search(whole.label)


def _tells_deed(part: Part, statement: Statement) -> bool:
    """Tell whether a number counts for how many the deed of a claim was done."""
    if part.is_late or part.is_open or rule("negation").search(part.label):
        return False
    manner = rule("manners").search(part.before)
    if part.mention.low <= 0 or (manner and manner[0] not in statement.clause):
        return False
    if part.is_timely:
        return statement.is_timely
    if statement.none:
        return False
    return statement.is_done(part.label)


def _is_actual(part: Part) -> bool:
    """Tell whether a number counts what was really done, as against what was to be."""
    return rule("actual").search(part.label) is not None and not part.is_late and not part.is_open


def _is_carried_out(whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a claim of having carried out all is of what was planned and what was done."""
    if _DUE.fullmatch(f"{whole.before.lstrip('，、')}{done.before}"):
        return not statement.none
    due = rule("planned").search(whole.label)
    if statement.none or due is None:
        return False
    deed = whole.label[due.end() :]
    if not _is_actual(done) and not any(
        deed[at : at + 2] in done.label for at in range(len(deed) - 1)
    ):
        return False
    if rule("negation").search(done.label):
        return False
    topic = statement.topic or statement.deed
    named = [word for word in telling(topic) if not rule("planned").search(word)]
    if not named and any(is_told(word, deed) for word in statement.words):
        return True
    return statement.is_done("完成") or any(is_kin(word, whole.label) for word in named)


def _is_per(whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether one of something is claimed for each: 村村建有广场，15个行政村建成14处."""
    noun, topic = whole.mention.noun, statement.topic
    return (
        bool(noun)
        and whole.family != done.family
        and (
            topic[:2] == noun[-1:] * 2
            or (rule("every").search(topic) is not None and noun[-2:] in topic)
        )
        and (statement.is_done(done.label) or done.before[-2:] in statement.deed)
        and not done.is_late
    )


def _is_finished(whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a number counts for how many it was finished: 完成评定8家，户户有评级."""
    finished = rule("finished").match(done.before.lstrip("，、已"))
    if finished is None or done.behind or statement.none or rule("negation").search(done.label):
        return False
    rest = done.before.lstrip("，、已")[finished.end() :]
    known = f"{whole.label}{statement.clause}"
    return bool(rest) and all(is_kin(word, known) for word in contents(rest))


def _is_of_each(whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a clause counts for how many of the topic it was done: 9个村居签约7个."""
    noun = whole.mention.noun
    return (
        whole.mention.clause == done.mention.clause
        and bool(noun)
        and noun in statement.topic
        and rule("every").search(statement.topic) is not None
        and whole.behind.startswith(noun)
        and not done.behind
        and len(things(done.before)) <= len(things(noun))
        and not done.is_late
        and not done.is_open
        and not rule("negation").search(done.label)
    )


def _is_whole(passage: Passage, whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a number counts all of which a claim speaks, and another some of them."""
    label = whole.before if whole.mention.clause == done.mention.clause else whole.label
    words = [word for word in statement.words if is_told(word, done.label)]
    taken = rule("intake").search(label) or _is_actual(done) or "尽" in statement.claim.words
    if not taken and words and all(is_told(word, label) for word in words):
        return False
    if not _is_inside(done):
        known = f"{label}{whole.mention.noun}{passage.between(done, statement)}{statement.clause}"
        if not _ends_in_deed(whole, done, statement) and any(
            not is_kin(word, known) and not statement.is_done(word)
            for word in things(_QUOTED.sub("", done.label))
        ):
            return False
    named = [word for word in things(label) if not rule("intake").search(word)]
    elided = not named and all(word in statement.clause for word in things(done.label))
    if elided and whole.mention.start >= statement.end:
        return True
    return speaks_of(statement, passage.beside(done, statement))


def _ends_in_deed(whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a number stands behind the deed itself: 在研项目21个，开展诚信检查19个."""
    return (
        done.before.endswith(statement.words)
        and "其中" not in done.label
        and bool(things(whole.label))
        and not statement.is_done(whole.label)
    )


def _is_inside(part: Part) -> bool:
    """Tell whether a number counts some of those just named: 38名执法人员中35名."""
    return part.before.endswith(("中", "中有")) and not part.before.endswith(("其中", "其中有"))


def _is_split(counts: Sequence[Part], whole: Part, statement: Statement) -> bool:
    """Tell whether the parts listed behind a whole add up to it, and none tells of a failure."""
    inside = [
        each
        for each in counts
        if each.mention.start > whole.mention.start
        and each.mention.sentence == whole.mention.sentence
        and each.family == whole.family
    ]
    failing = any(each.is_late or each.is_open or each.denies(statement) for each in inside)
    return not failing and sum(each.mention.low for each in inside) == whole.mention.low


def ratio(passage: Passage, near: Sequence[Part], statement: Statement) -> tuple[str, str] | None:
    """Return whole and part of a fraction written as 13/14."""
    for part, whole in pairwise(near):
        between = passage.reading.text[part.mention.end : whole.mention.start]
        is_fraction = between == "/" and part.mention.low < whole.mention.low
        denied = rule("negation").search(part.clause)
        timely = statement.is_timely and part.is_timely
        if is_fraction and not denied and (timely or statement.is_done(part.clause)):
            return whole.mention.words, part.mention.words
    return None
