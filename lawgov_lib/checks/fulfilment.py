"""Of how many, and for how few of them, what is claimed of all was done by a text's own numbers.

A number is held against one before it where it tells the deed of the claim, or where the first was
due and the second came of it; a number that is set beside the first, or counts another thing or
only one manner of the deed, is not.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.checks.sweeping import speaks_of
from lawgov_lib.checks.synonyms import (
    characters_of,
    contents,
    is_kin,
    is_told,
    rule,
    same_as,
    telling,
    things,
)
from lawgov_lib.reading.mentions import Period
from lawgov_lib.reading.partitions import outcomes_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lawgov_lib.checks.sweeping import Part, Passage, Statement

_DUE = compiled("应当?(?P<deed>[一-鿿]{1,2})[，、]?实际?(?P=deed)")
"""Before two numbers, what was due and what was done: 应发74万元，实发70万元."""
_QUOTED = compiled("“[^”]*”")
_UNTIL = compiled("截[至止][^，。；]{0,8}?[底末日]")
_MORE = compiled("另|此外")
_VERB = compiled("(?P<deed>[一-鿿])了$")
_ALREADY = compiled("^[^，]{0,4}已有?$")
_SELF = compiled("[我本](?:局|厅|委|办|省|市|州|盟|县|区|旗|镇|乡|街道|院|所|机关|单位)")
_OF_THEM, _REFUSED = "其中", "不予"
_SAME_DEED = "其中已有是共计，"
"""What may be told of those that a number counts besides a deed, without being another one."""
_AND = frozenset("、和及与")


class _Whole(NamedTuple):
    """What a number is some of: the last number told of it, all that are added up, their sum."""

    part: Part
    words: str
    sum: Decimal


def fewer(passage: Passage, counts: Sequence[Part], statement: Statement) -> tuple[str, str] | None:
    """Return a whole and the fewer of it for which the deed was done."""
    found = None
    for at, done in enumerate(counts):
        if done.mention.low <= 0 or done.is_lack(statement) or _is_other(done, statement):
            continue
        if done.mention.scope.period is Period.NEXT and not is_actual(done):
            continue
        if _is_one_of_outcomes(done, counts, statement):
            continue
        whole = _whole(passage, counts[:at], done, statement)
        if whole is None or _is_beside(passage, whole.part, done, statement):
            continue
        each = _is_per(whole.part, done, statement) or _is_of_each(whole.part, done, statement)
        if not (
            each or _tells_deed(whole.part, done, statement) or _is_due(whole.part, done, statement)
        ):
            continue
        if whole.sum == done.mention.high:
            return None
        if (each or _is_whole(passage, whole.part, done, statement)) and not _is_split(
            counts, whole, statement
        ):
            found = found or (whole.words, done.mention.words)
    return found


def _is_one_of_outcomes(done: Part, counts: Sequence[Part], statement: Statement) -> bool:
    """Tell whether a number is one of several outcomes listed, none of which is claimed.

    驳回诉讼请求49件、驳回起诉11件 is no 出庭应诉, though all are told of 诉讼.
    """
    listed = [each for each in counts if each.mention.sentence == done.mention.sentence]
    ends = outcomes_in(done.label)
    return (
        bool(ends)
        and sum(bool(outcomes_in(each.label)) for each in listed) > 1
        and not any(word in done.label for word in statement.words)
        and not any(end in statement.clause for end in ends)
    )


def _is_other(done: Part, statement: Statement) -> bool:
    """Tell whether a number counts others than those before, or those of a kind: 经延期的3件.

    One in the clause of a claim says of how many it is.
    """
    further = _MORE.search(done.before) or done.behind.startswith("还")
    if further or statement.begin <= done.mention.start < statement.claim.start:
        return True
    if not done.before.endswith("的") or rule("timely").search(done.before):
        return False
    return statement.is_timely or not statement.is_done(done.before)


def _whole(
    passage: Passage, before: Sequence[Part], done: Part, statement: Statement
) -> _Whole | None:
    """Return the nearest number before one that it may be some of, or several listed together."""
    near = [
        each
        for each in before
        if not each.is_lack(statement)
        and (
            each.mention.sentence == done.mention.sentence
            or (
                each.mention.sentence + 1 == done.mention.sentence
                and statement.begin <= each.mention.start < statement.claim.start
            )
        )
    ]
    for each in reversed(near):
        like = each.family == done.family or _is_per(each, done, statement)
        if like and each.mention.low >= done.mention.high:
            return _Whole(each, each.mention.words, each.mention.low)
    text, listed = passage.reading.text, near[-1:]
    for each in reversed(near[:-1]):
        between = text[each.mention.end : listed[0].mention.start]
        if between[:1] not in _AND or each.family != done.family:
            break
        listed = [each, *listed]
    total = sum((each.mention.low for each in listed), start=done.mention.low * 0)
    if len(listed) > 1 and listed[-1].family == done.family and total >= done.mention.high:
        return _Whole(listed[-1], "、".join(each.mention.words for each in listed), total)
    return None


def _is_beside(passage: Passage, whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a number stands beside another, and counts none of the same."""
    if _OF_THEM in done.label:
        return bool(whole.before) and done.before.endswith(whole.before[-2:])
    if is_actual(done):
        return False
    due = rule("planned").search(whole.label)
    if not due and any(_in_two_ways(word, whole.before, done.before) for word in statement.words):
        return True
    if statement.begin <= whole.mention.start < statement.end:
        return _SELF.search(done.before) is not None or bool(_more(whole, done, statement))
    listed_on = passage.reading.text[done.mention.start - len(done.before) - 1] == "、"
    return listed_on and not rule("planned").search(whole.label)


def _in_two_ways(word: str, one: str, other: str) -> bool:
    """Tell whether two numbers count one deed each way it was done: 直接送达38份，邮寄送达12份."""
    ways = {each.removesuffix(word).lstrip("，、；") for each in (one, other)}
    return one.endswith(word) and other.endswith(word) and len(ways) > 1 and "" not in ways


def _more(whole: Part, done: Part, statement: Statement) -> list[str]:
    """Return the words about a number that are neither the deed's nor those of its whole."""
    known = f"{whole.label}{whole.mention.noun}{statement.clause}{statement.claim.topic}"
    return [
        word
        for word in telling(_UNTIL.sub("", done.label.replace(_OF_THEM, "")))
        if not is_kin(word, known)
        and not statement.is_done(word)
        and not rule("finished").search(word)
    ]


def _tells_deed(whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a number counts for how many the deed of a claim was done."""
    manner = rule("manners").search(done.before)
    said = _said(done)
    if manner and manner[0] not in f"{statement.clause}{statement.deed}":
        return False
    if done.is_timely or statement.none:
        return done.is_timely and statement.is_timely
    if _REFUSED in said and _REFUSED not in statement.clause:
        return False
    if (verb := _VERB.search(done.before)) and verb["deed"] in statement.clause:
        return True
    if rule("achieved").search(said) or (statement.is_complete and _ALREADY.match(done.before)):
        return True
    shared = whole.behind == done.before and not done.behind
    known = f"{whole.before}{whole.mention.unit}" if shared else whole.label
    return statement.is_done_apart(known, said)


def _said(part: Part) -> str:
    """Return what is said of a number itself, not of those that it is some of."""
    return part.behind if _is_inside(part) else part.label


def is_actual(part: Part) -> bool:
    """Tell whether a number counts what was really done, as against what was to be."""
    return rule("actual").search(part.label) is not None and not part.is_late and not part.is_open


def _is_due(whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a claim of having carried out all is of what was due and what came of it."""
    if statement.none:
        return False
    if _DUE.fullmatch(f"{whole.before.lstrip('，、')}{done.before}"):
        return True
    due = rule("planned").search(whole.label)
    if due is None:
        return False
    deed = whole.label[due.end() :]
    if not is_actual(done) and not any(
        deed[at : at + 2] in done.label for at in range(len(deed) - 1)
    ):
        return False
    topic = statement.topic or statement.deed
    named = [word for word in telling(topic) if not rule("planned").search(word)]
    if not named and any(is_told(word, deed) for word in statement.words):
        return True
    if statement.is_complete or statement.is_done("完成"):
        return True
    return not characters_of(statement.deed) and any(is_kin(word, whole.label) for word in named)


def _is_per(whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether one of something is claimed for each: 村村建有广场，15个行政村建成14处."""
    noun, topic = whole.mention.noun, statement.topic
    return (
        bool(noun)
        and whole.family != done.family
        and (
            topic[:2] == noun[-1:] * 2
            or whole.mention.unit * 2 in topic
            or (
                (statement.claim.words.startswith("一") or rule("every").search(topic) is not None)
                and noun[-2:] in topic
            )
        )
        and (statement.is_done(done.label) or done.before[-2:] in statement.deed)
    )


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
    )


def _is_whole(passage: Passage, whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a number counts all of which a claim speaks, and another some of them."""
    label = whole.before if whole.mention.clause == done.mention.clause else whole.label
    if not _is_inside(done):
        known = f"{label}{whole.mention.noun}{passage.between(done, statement)}{statement.clause}"
        said = rule("timely").sub("", _QUOTED.sub("", done.label))
        if _OF_THEM not in said:
            said = said[max(statement.done_until(said), 0) :]
        if any(
            not is_kin(word, known) and not statement.is_done(word) and len(same_as(word)) == 1
            for word in things(said)
        ):
            return False
    if _OF_THEM in done.label and _goes_on(done, statement):
        return False
    named = [word for word in things(label) if not rule("intake").search(word)]
    elided = not named and all(word in statement.clause for word in things(done.label))
    if statement.begin <= whole.mention.start < statement.claim.start:
        return _OF_THEM not in done.label or _is_same_deed(passage, done, statement)
    if elided and whole.mention.start >= statement.end:
        return True
    if whole.mention.sentence != done.mention.sentence or _is_bare(done, statement):
        return True
    return speaks_of(statement, passage.beside(done, statement))


def _is_same_deed(passage: Passage, done: Part, statement: Statement) -> bool:
    """Tell whether nothing is said of a number but the deed, nor of how many: 其中2个配备两名."""
    last = all(
        each.mention.start <= done.mention.start
        for each in passage.parts
        if each.mention.clause == done.mention.clause
    )
    return last and set(done.label) <= {*statement.clause, *_SAME_DEED}


def _goes_on(done: Part, statement: Statement) -> bool:
    """Tell whether a number's clause tells more behind the deed: 其中1项经讨论后暂缓实施."""
    at = statement.done_until(done.behind)
    behind = telling(done.behind[at:]) if at >= 0 else ()
    return any(not is_kin(word, statement.clause) for word in behind)


def _is_bare(done: Part, statement: Statement) -> bool:
    """Tell whether the clause before a claim tells its very deed: 满意461件，群众全部满意."""
    return (
        done.mention.clause + 1 == statement.claim.clause
        and done.before.endswith(statement.words)
        and not things(done.before)
        and not done.behind
    )


def _is_inside(part: Part) -> bool:
    """Tell whether a number counts some of those just named: 38名执法人员中35名."""
    return part.before.endswith(("中", "中有")) and not part.before.endswith(("其中", "其中有"))


def _is_split(counts: Sequence[Part], whole: _Whole, statement: Statement) -> bool:
    """Tell whether the parts listed behind a whole add up to it, and none tells of a failure."""
    inside = [
        each
        for each in counts
        if each.mention.start > whole.part.mention.start
        and each.mention.sentence == whole.part.mention.sentence
        and each.family == whole.part.family
    ]
    failing = any(each.is_lack(statement) or _is_left(each, statement) for each in inside)
    return not failing and sum(each.mention.low for each in inside) == whole.sum


def _is_left(part: Part, statement: Statement) -> bool:
    """Tell whether a number counts those who did something else: 参训63人，5人因公请假."""
    said = bool(part.behind) and not part.before.strip("，；另有其余")
    return said and not statement.is_done(part.behind) and bool(contents(part.behind))


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
