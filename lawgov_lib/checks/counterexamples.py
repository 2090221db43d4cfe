"""What the text itself holds against a sweeping claim: fewer done than taken up, one that was late.

Only numbers of the same sentence and those beside it are held against a claim, of the same thing,
and only where the claim is of the whole: 其余22件全部答复 speaks of the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.checks.sweeping import parts
from lawgov_lib.checks.synonyms import (
    contents,
    is_kin,
    is_told,
    listed,
    rule,
    same_as,
    table,
    telling,
    things,
)
from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Kind, Link, Period, Sweep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.checks.sweeping import Part, Statement
    from lawgov_lib.reading.mentions import Reading, Relation

_PAST = frozenset({Period.LAST, Period.EARLIER})
_ELSEWHEN = _PAST | {Period.NEXT}
_WHOLE = 100
_NOUN = re.compile("[^均都全已在由因被未经]*")
"""What behind a number belongs to its noun: 5件申请均…."""
_BARE = re.compile("没有(?!发生|出现|收到|接到|接收|受理|产生|新增|一)")
_CARRIED = "结转"
_LONG = 12
_WORDS = 6
"""How many characters may follow the word for a mishap before its number."""
_NEAR = 4
"""How far before a word 未 or 没有 still denies it."""
_FULL = "100%", "百分之百", "百分百"


@dataclass(frozen=True)
class Passage:
    """A text as it was read, with its numbers and the words around each."""

    reading: Reading
    parts: tuple[Part, ...]
    year: int

    @classmethod
    def of(cls, reading: Reading, year: int) -> Passage:
        """Take the numbers of a reading of a year's report together with their words."""
        return cls(reading, parts(reading), year)

    def is_past(self, part: Part) -> bool:
        """Tell whether a number is of a year before."""
        scope = part.mention.scope
        return scope.period in _PAST or (scope.year is not None and scope.year < self.year)

    def near(self, statement: Statement) -> list[Part]:
        """Return the numbers of the sentence of a claim and of those beside it."""
        at = statement.claim.sentence
        return [each for each in self.parts if abs(each.mention.sentence - at) <= 1]

    def beside(self, part: Part, statement: Statement) -> str:
        """Return the sentence of a number without the clause of a claim."""
        sentence = self.reading.sentences[part.mention.sentence]
        text = self.reading.text
        if not sentence.start <= statement.begin < sentence.end:
            return text[sentence.start : sentence.end]
        return text[sentence.start : statement.begin] + text[statement.end : sentence.end]

    def between(self, part: Part, statement: Statement) -> str:
        """Return what stands between a number and the clause of a claim behind it."""
        return self.reading.text[part.mention.end : statement.begin]


def counterexample(passage: Passage, statement: Statement) -> str | None:
    """Return what the text holds against a claim, as a quotation, or nothing.

    Args:
        passage: The block that the claim stands in.
        statement: The claim.
    """
    if statement.claim.sweep is Sweep.FIRST:
        return next(_earlier(passage, statement), None)
    if statement.none:
        return next(_happened(passage, statement), None) or next(_short(passage, statement), None)
    return next(_short(passage, statement), None)


def _short(passage: Passage, statement: Statement) -> Iterator[str]:
    """Yield what says that not all was done, or not in time."""
    if statement.is_restricted or _is_reckoned(passage, statement):
        return
    if statement.claim.sweep is Sweep.ON_TIME and _is_counted(passage, statement):
        return
    near = _own(passage, statement)
    counts = [
        each
        for each in near
        if each.mention.kind is Kind.COUNT
        and not statement.claim.start <= each.mention.start < statement.claim.end
        and not passage.is_past(each)
        and not rule("elsewhere").search(each.clause)
    ]
    if pair := _fewer(passage, counts, statement) or _ratio(passage, near, statement):
        yield f"同段数据为{pair[0]}中的{pair[1]}"
    if pair := _unbalanced(passage, statement):
        yield f"同段数据为{pair[0]}中的{pair[1]}"
    for each in counts:
        inside = statement.begin <= each.mention.start < statement.claim.start
        if each.mention.low > 0 and not inside and _falls_short(each, statement):
            yield f"同段写有“{each.clause}”"
    for each in near:
        if _is_low_rate(each, statement):
            yield f"同段数据为{each.before.lstrip('，、')}{each.mention.words}"


def _own(passage: Passage, statement: Statement) -> list[Part]:
    """Return the numbers near a claim; of one that gives its own count, those behind it."""
    near = passage.near(statement)
    inside = [
        each
        for each in near
        if statement.begin <= each.mention.start < statement.claim.start
        and each.mention.kind is Kind.COUNT
    ]
    if not inside or len(inside) > 1:
        return near
    return [each for each in near if each.mention.start >= inside[0].mention.start]


def _is_counted(passage: Passage, statement: Statement) -> bool:
    """Tell whether a clause says of how many something was in time, and not of all."""
    return not rule("sweeping").search(statement.topic) and any(
        statement.begin <= each.mention.start < statement.claim.start for each in passage.parts
    )


def _is_reckoned(passage: Passage, statement: Statement) -> bool:
    """Tell whether a claim is a rate that is compared with its base elsewhere (C06)."""
    mentions = passage.reading.mentions
    return statement.claim.words.startswith(_FULL) and any(
        relation.link is Link.RATE
        and relation.whole is not None
        and mentions[relation.whole].start == statement.claim.start
        for relation in passage.reading.relations
    )


def _fewer(
    passage: Passage, counts: Sequence[Part], statement: Statement
) -> tuple[str, str] | None:
    """Return a whole and the fewer of it for which the deed was done, in one sentence."""
    found = None
    for at, done in enumerate(counts):
        if done.mention.scope.period is Period.NEXT:
            continue
        told = _tells_deed(done, statement)
        if not told and (done.mention.low <= 0 or done.is_late or done.is_open):
            continue
        wholes = [
            each
            for each in counts[:at]
            if each.mention.sentence == done.mention.sentence
            and each.family == done.family
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
        if not told and not _is_carried_out(whole, done, statement):
            continue
        if whole.mention.low == done.mention.high:
            return None
        if _is_whole(passage, whole, done, statement) and not _is_split(counts, whole, statement):
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
    return statement.is_done("完成") or any(is_kin(word, whole.label) for word in named)


def _is_whole(passage: Passage, whole: Part, done: Part, statement: Statement) -> bool:
    """Tell whether a number counts all of which a claim speaks, and another some of them."""
    label = whole.before if whole.mention.clause == done.mention.clause else whole.label
    words = [word for word in statement.words if is_told(word, done.label)]
    taken = rule("intake").search(label) or _is_actual(done) or "尽" in statement.claim.words
    if not taken and words and all(is_told(word, label) for word in words):
        return False
    if not _is_inside(done):
        known = f"{label}{whole.mention.noun}{passage.between(done, statement)}{statement.clause}"
        if any(
            not is_kin(word, known) and not statement.is_done(word) for word in things(done.label)
        ):
            return False
    named = [word for word in things(label) if not rule("intake").search(word)]
    elided = not named and all(word in statement.clause for word in things(done.label))
    if elided and whole.mention.start >= statement.end:
        return True
    return _speaks_of(statement, passage.beside(done, statement))


def _is_inside(part: Part) -> bool:
    """Tell whether a number counts some of those just named: 38名执法人员中35名."""
    return part.before.endswith(("中", "中有")) and not part.before.endswith(("其中", "其中有"))


def _speaks_of(statement: Statement, text: str) -> bool:
    """Tell whether what a claim speaks of may be what a text speaks of."""
    words = [
        word
        for word in telling(statement.topic)
        if word not in listed("light") and not rule("intake").search(word)
    ]
    return not words or any(is_kin(word, text) for word in words)


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


def _ratio(passage: Passage, near: Sequence[Part], statement: Statement) -> tuple[str, str] | None:
    """Return whole and part of a fraction written as 13/14."""
    for part, whole in pairwise(near):
        between = passage.reading.text[part.mention.end : whole.mention.start]
        if between == "/" and part.mention.low < whole.mention.low:
            if statement.is_done(part.clause) and not rule("negation").search(part.clause):
                return whole.mention.words, part.mention.words
    return None


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
            if statement.is_done(last) and not rule("timely").search(last):
                if _speaks_of(statement, label):
                    return "、".join(each.words for each in into), out[0].words
    return None


def _falls_short(part: Part, statement: Statement) -> bool:
    """Tell whether a number counts what was late, is open, or for which the deed was not done."""
    ahead = part.mention.start < statement.claim.start
    if ahead and (rule("found").search(part.label) or rule("mended").search(statement.clause)):
        return False
    noun = rule("late").sub("", part.mention.noun)
    if things(noun) and not _speaks_of(
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


def _is_low_rate(part: Part, statement: Statement) -> bool:
    """Tell whether a number is a rate below 100% of the deed that is claimed of all."""
    mention = part.mention
    if mention.kind is not Kind.RATE or mention.high >= _WHOLE or statement.none:
        return False
    name, ends, _ = part.before.rpartition("率")
    if not ends or mention.scope.period in _ELSEWHEN or not statement.is_done(name):
        return False
    if any(share in name for share in table()["shares"]):
        return False
    if rule("timely").search(name) and not statement.is_timely:
        return False
    other = [word for word in telling(name) if not statement.is_done(word)]
    known = statement.topic + statement.claim.topic
    return not other or not telling(known) or any(is_kin(word, known) for word in other)


def _happened(passage: Passage, statement: Statement) -> Iterator[str]:
    """Yield what counts the thing of which a claim says that there was none."""
    if rule("narrower").search(statement.clause) or statement.is_restricted:
        return
    thing = statement.deed
    bad = [word for word in table()["events"]["bad"] if word in thing]
    plain = [word for word in table()["events"]["plain"] if word in thing]
    words = contents(thing)
    last = _stem(thing)
    heads = bad or [word for word in plain if last.endswith(word)]
    if not heads and not _BARE.match(statement.claim.words):
        heads = [word for word in (last, *words[-1:]) if len(word) > 1]
    if any(character.isdecimal() for character in thing):
        return
    strict = set(rule("strict").findall(thing))
    for each in passage.near(statement):
        mention = each.mention
        if statement.begin <= mention.start < statement.end or mention.low <= 0:
            continue
        if mention.kind is not Kind.COUNT or mention.scope.period is Period.NEXT:
            continue
        if passage.is_past(each):
            continue
        if _is_elsewhere(each, statement) or any(word not in each.label for word in strict):
            continue
        if any(_is_of(each, head, plain=not bad) for head in heads):
            if _speaks_of(statement, passage.reading.text) and _fits(each, thing, heads):
                yield f"同段写有“{each.clause}”"


def _is_of(part: Part, head: str, *, plain: bool) -> bool:
    """Tell whether a number counts a thing: 败诉3件, 收到的5件申请, 2件被撤销."""
    ahead = _stem(part.before)
    if rule("stock").search(head) and rule("cleared").search(part.label):
        return False
    for word in same_as(head):
        for text in (part.before, part.behind):
            at = text.find(word)
            if at >= 0 and rule("negation").search(text[max(at - _NEAR, 0) : at]):
                return False
        if ahead.endswith(_stem(word) or word) or (part.mention.deed and part.mention.deed == word):
            return True
        if not plain and word in part.before:
            rest = part.before.rpartition(word)[2]
            if len(rest) <= _WORDS and not rule("about").search(rest):
                return True
        if word in part.behind and (
            not plain
            or part.behind.startswith((word, f"行政{word}"))
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


def _stem(text: str) -> str:
    """Return a text without the words at its end that say nothing of the thing: 案件, 的有."""
    before = ""
    while text != before:
        before = text
        for word in ("的", "有", "共", *_endings()):
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
        for word in telling(part.before + _NOUN.match(part.behind)[0])
        if word not in listed("light")
        and not rule("intake").search(word)
        and not any(word in each or each in word for each in like)
    ]
    more = [
        word for word in telling(thing) if not any(word in each or each in word for each in like)
    ]
    return not other or not more or any(is_kin(word, part.label) for word in more)


def _earlier(passage: Passage, statement: Statement) -> Iterator[str]:
    """Yield what says that a thing claimed for the first time was there before."""
    deed = rule("openly").sub("", statement.deed)
    own = passage.reading.text[statement.begin : statement.claim.start]
    if rule("threshold").search(deed) or rule("then").search(own):
        return
    known = [word for word in contents(deed) if word not in listed("adverbs")]
    words = [word for word in known if word not in listed("light")] or known
    near = [each for each in passage.near(statement) if each.mention.kind is not Kind.RATE]
    for each in near:
        told = f"{each.label}{each.mention.deed}"
        if not passage.is_past(each) or each.mention.low <= 0:
            continue
        placed = deed.startswith("在") and deed[-_NEAR:] in told
        if rule("manner").match(deed) and not placed and not (words and words[0] in told):
            continue
        other = [word for word in things(each.before) if not is_kin(word, statement.clause)]
        apart = [word for word in _named(each) if word not in statement.clause]
        noun = each.mention.noun
        is_other = noun and noun in each.before and noun[-1] not in statement.clause
        shared = [word for word in (words[1:] if is_other else words) if is_told(word, told)]
        if shared and not other and not apart:
            yield f"同段写有“{each.clause}”"
    if rule("manner").match(deed):
        return
    yield from _more_than_before(passage, statement, words, near)
    text = passage.reading.text
    for at, clause in enumerate(passage.reading.clauses):
        said = text[clause.start : clause.end]
        if statement.begin <= clause.start < statement.end or abs(at - statement.claim.clause) > 2:
            continue
        elided = clause.start == statement.end + 1 and not things(said)
        if rule("again").search(said) and (
            elided or any(_is_same(word, said, deed) for word in words)
        ):
            yield f"同段写有“{said}”"


def _named(part: Part) -> list[str]:
    """Return the words before a number that name what it counts, without its verbs."""
    return [
        word
        for word in telling(part.before)
        if word not in listed("light")
        and not rule("intake").search(word)
        and not rule("again").search(word)
        and word in part.mention.noun
        and part.mention.noun != word
    ]


def _more_than_before(
    passage: Passage, statement: Statement, words: Sequence[str], near: Sequence[Part]
) -> Iterator[str]:
    """Yield the changes against last year of a thing claimed for the first time."""
    text, mentions = passage.reading.text, passage.reading.mentions
    by_start = {each.mention.start: each for each in near}
    for relation in passage.reading.relations:
        if relation.link is not Link.CHANGE:
            continue
        told = [by_start.get(mentions[each].start) for each in _members(relation)]
        labels = [each.label for each in told if each]
        until = text[statement.end : relation.start]
        elided = not things(until) and "。" not in until and len(until) < _LONG
        same = any(_is_same(word, label, statement.deed) for word in words for label in labels)
        if labels and (same or elided):
            yield f"同段写有“{text[relation.start : relation.end]}”"


def _is_same(word: str, label: str, deed: str) -> bool:
    """Tell whether a label names a thing by a word of the deed; of what was set up, by its end."""
    if rule("establishing").search(deed):
        thing = rule("establishing").sub("", deed)
        return thing[-2:] in label
    return word in label


def _members(relation: Relation) -> tuple[int, ...]:
    """Return the positions of all numbers of a relation."""
    whole = () if relation.whole is None else (relation.whole,)
    return (*whole, *relation.parts, *relation.out)
