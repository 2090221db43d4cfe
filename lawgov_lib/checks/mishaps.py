"""What a text counts of a thing of which it claims that there was none."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.checks.sweeping import speaks_of
from lawgov_lib.checks.synonyms import contents, is_kin, listed, rule, same_as, table, telling
from lawgov_lib.reading.mentions import Kind, Period
from lawgov_lib.reading.numerals import worth_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.checks.sweeping import Part, Passage, Statement

_NOUN = compiled("[^均都全已在由因被未经]*")
"""What behind a number belongs to its noun: 5件申请均…."""
_OR = compiled("(?<=[一-鿿]{2})(?:、|和(?![解谐平睦])|或者?|以及|及(?!以上))(?=[一-鿿]{2})")
"""Between two things of which there was none."""
_LONG = compiled(".{2}")
_YEARS = compiled("连续([一-鿿0-9]{1,3})年")
_LEFT_OUT = "遗漏"
"""What did not happen where a claim of all says 一件不漏."""
_BARE = compiled("没有(?!发生|出现|收到|接到|接收|受理|产生|新增|一)")
_APART, _PAIR = "[^，、；不未]{1,5}", 2
"""Between the characters of a word for a mishap that is told in more words: 违反工作纪律."""
_PASSIVE = compiled("(?:被|遭到?|受到)[一-鿿]{0,2}$")
_TAKEN = "受理"
"""Of others: 零投诉 of a counter is none of 受理消费者投诉5230件."""
_CACHED = 2048
_WORDS = 6
"""How many characters may follow the word for a mishap before its number."""
_IS = "为是达约仅"
_NEAR = 4
"""How far before a word 未 or 没有 still denies it."""


def happened(passage: Passage, statement: Statement) -> Iterator[str]:
    """Yield what counts the thing of which a claim says that there was none."""
    clause = rule("inherent").sub("", statement.clause)
    if rule("narrower").search(clause) or statement.is_restricted:
        return
    deed = rule("inherent").sub("", statement.deed) if statement.none else _LEFT_OUT
    for thing in filter(_LONG.match, _OR.split(deed)):
        yield from _counted(passage, statement, thing)


def _counted(passage: Passage, statement: Statement, thing: str) -> Iterator[str]:
    """Yield what counts one of the things of which a claim says that there was none."""
    bad = [word for word in table()["events"]["bad"] if word in thing]
    plain = [word for word in table()["events"]["plain"] if word in thing]
    words = contents(thing)
    last = _stem(thing)
    heads = bad or [word for word in plain if last.endswith(word)]
    rest = last.removesuffix(heads[-1]) if heads and not bad else ""
    heads += [word for word in plain if word not in heads and rest.endswith(word)]
    if not heads and not _BARE.match(statement.claim.words):
        heads = [
            word
            for word in (last, thing.rpartition("的")[2], *words[-1:], *telling(thing)[-1:])
            if len(word) > 1
        ]
    if any(character.isdecimal() for character in thing):
        return
    strict = set(rule("strict").findall(rule("own").sub("", thing)))
    for each in passage.near(statement):
        mention = each.mention
        if statement.begin <= mention.start < statement.end or mention.low <= 0:
            continue
        rated = mention.kind is Kind.RATE and each.before.rstrip(_IS).endswith(_rates(bad))
        if not (mention.kind is Kind.COUNT or rated) or mention.scope.period is Period.NEXT:
            continue
        if passage.is_past(each) and not _is_within(passage, each, statement):
            continue
        if "被" in thing and rule("itself").search(each.label):
            continue
        if _is_elsewhere(each, statement) or not _has(strict, each.label):
            continue
        topic = statement.topic if _TAKEN in each.before and _TAKEN not in thing else ""
        is_meant = any(_is_of(each, head, statement.clause, plain=not bad) for head in heads)
        fits = (
            is_meant and _fits(each, f"{thing}，{topic}", heads) and _may_be(each, thing, statement)
        )
        if fits and speaks_of(statement, passage.reading.text):
            yield f"同段写有“{each.clause}”"


def _may_be(part: Part, thing: str, statement: Statement) -> bool:
    """Tell whether a number counts no other deed than the one denied: 未制定, 废止2件."""
    denied, deed = statement.claim.words.removeprefix("未"), part.mention.deed
    if not denied or not thing.startswith(denied) or deed not in part.before:
        return True
    return not deed or any(word in deed for word in same_as(denied))


def _rates(bad: Iterable[str]) -> tuple[str, ...]:
    """Return what the share is called of those to which a mishap happened: 败诉率."""
    return tuple(f"{word}率" for word in bad)


def _is_within(passage: Passage, part: Part, statement: Statement) -> bool:
    """Tell whether a number is of one of the years that a claim is of: 连续三年零纠错."""
    years = _YEARS.search(statement.clause)
    if not years:
        return False
    return passage.year - (part.mention.scope.year or passage.year - 1) < worth_of(years[1]).low


def _has(strict: Iterable[str], label: str) -> bool:
    """Tell whether all that limits a thing is told of a number too; a cause, in any words."""
    causes = rule("causes")
    return all(
        word in label or (causes.fullmatch(word) and causes.search(label)) for word in strict
    )


def _is_of(part: Part, head: str, clause: str, *, plain: bool) -> bool:
    """Tell whether a number counts a thing: 败诉3件, 收到的5件申请, 2件被撤销."""
    ahead = _stem(part.before)
    if rule("stock").search(head) and rule("cleared").search(part.label):
        return False
    for word in same_as(head) if len(head) <= _NEAR else (head,):
        for text in (part.before, part.behind):
            at = text.find(word)
            if at >= 0 and rule("negation").search(text[max(at - _NEAR, 0) : at]):
                return False
        if ahead.endswith(_stem(word) or word) or (part.mention.deed and part.mention.deed == word):
            return True
        if (
            not plain
            and word == head
            and len(word) == _PAIR
            and re.search(_APART.join(word), part.label)
        ):
            return True
        if not plain and word in part.before:
            rest = part.before.rpartition(word)[2]
            if len(rest) <= _WORDS and (
                not rule("about").search(rest)
                or (rule("ruling").fullmatch(word) and rule("judges").search(part.before))
            ):
                return True
        if f"被{word[0]}" in part.label and not word.startswith("被"):
            return True
        passive, told, rest = part.before.rpartition(word)
        who = rest.rpartition("的")[2]
        if told and (_PASSIVE.search(passive) or (len(who) > 1 and who in clause)):
            return True
        if word in part.behind and (
            not plain
            or part.behind.startswith((word, f"行政{word}"))
            or all(is_kin(each, clause) for each in telling(part.behind.partition(word)[0]))
            or re.search(f"(?:被|受到|提出|提起|申请|遭到?)[一-鿿]{{0,2}}{word}", part.behind)
        ):
            return True
    return False


def _is_elsewhere(part: Part, statement: Statement) -> bool:
    """Tell whether a number is of others than a claim: of the province, of another office."""
    if rule("elsewhere").search(part.clause):
        return True
    wider = rule("wider").search(part.clause)
    return wider is not None and wider[0] not in statement.clause


@lru_cache(maxsize=_CACHED)
def _stem(text: str) -> str:
    """Return a text without the words at its end that say nothing of the thing: 案件, 的有."""
    before = ""
    while text != before:
        before = text
        for word in ("的", "有", "共", "金", *_endings()):
            text = text.removesuffix(word)
    return text


@cache
def _endings() -> tuple[str, ...]:
    words = (word for word in listed("generic") if len(word) > 1)
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _fits(part: Part, thing: str, heads: Sequence[str]) -> bool:
    """Tell whether the other words about a number may speak of a thing too."""
    like = {each for head in heads for each in same_as(head)}
    other = [
        word
        for word in telling(part.before + "".join(_NOUN.findall(part.behind)[:1]))
        if word not in listed("light")
        and not rule("intake").search(word)
        and not any(word in each or each in word for each in like)
    ]
    more = [
        word for word in telling(thing) if not any(word in each or each in word for each in like)
    ]
    return not other or not more or any(is_kin(word, part.label) for word in more)
