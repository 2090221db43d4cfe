"""What a text tells of the years before of a thing claimed to have been for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.checks.synonyms import contents, is_kin, is_told, listed, rule, telling, things
from lawgov_lib.reading.mentions import Kind, Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.checks.sweeping import Part, Passage, Statement
    from lawgov_lib.reading.mentions import Relation

_INTO = compiled("[将把][^，]+(?:纳入|列入)")
"""首次将甲纳入乙: of 甲 in 乙 there was none before."""
_LONG = 12
"""How far behind a claim a change without a subject is one of what it claims."""
_TAIL = 4
_SHORT, _LEAD = 3, 4
_BESIDE = 2


def earlier(passage: Passage, statement: Statement) -> Iterator[str]:
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
        if _is_there(each, deed) or _is_elided(each, statement):
            yield f"同段写有“{each.clause}”"
        placed = deed.startswith("在") and deed[-_TAIL:] in told
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
        if (
            statement.begin <= clause.start < statement.end
            or abs(at - statement.claim.clause) > _BESIDE
        ):
            continue
        elided = clause.start == statement.end + 1 and not things(said)
        if rule("again").search(said) and (
            elided
            or rule("before_last").search(said)
            or any(_is_same(word, said, deed) and _is_like(word, said, deed) for word in words)
        ):
            yield f"同段写有“{said}”"


def _is_there(part: Part, deed: str) -> bool:
    """Tell whether what was set up for the first time is spoken of as there: 上年该代办点."""
    if not rule("establishing").search(deed):
        return False
    thing = rule("establishing").sub("", deed).partition("的")[0]
    at = part.clause.find(thing[-_SHORT:])
    return at >= 0 and part.clause[max(at - _LEAD, 0) : at].endswith(("该", "此", "这一", "上述"))


def _is_elided(part: Part, statement: Statement) -> bool:
    """Tell whether the clause behind a claim counts its own thing, for it names no other."""
    if part.mention.clause != statement.claim.clause + 1:
        return False
    deed, before = statement.deed, part.before
    if _INTO.match(deed):
        before = rule("then").sub("", before)
    elif rule("manner").match(deed):
        return False
    known = deed + part.mention.words
    if "全" in before:
        return False
    return all(is_kin(word, known) for word in (*telling(before), *things(part.behind)))


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


def _is_like(word: str, said: str, deed: str) -> bool:
    """Tell whether the words before one make no other thing of it: 权责清单, 专利清单."""
    own, other = (
        [
            each
            for each in telling(text[: text.find(word)].rpartition("的")[2])
            if not _is_verb(each)
        ]
        for text in (deed, said)
    )
    return not own or not other or any(is_kin(each, "".join(own)) for each in other)


def _is_verb(word: str) -> bool:
    """Tell whether a word only says that something was done, or done again."""
    return word in listed("light") or any(
        rule(name).search(word) for name in ("intake", "again", "establishing", "then")
    )


def _members(relation: Relation) -> tuple[int, ...]:
    """Return the positions of all numbers of a relation."""
    whole = () if relation.whole is None else (relation.whole,)
    return (*whole, *relation.parts, *relation.out)
