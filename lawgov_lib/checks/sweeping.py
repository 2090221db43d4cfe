"""What a sweeping claim says, and the numbers around it.

Of a claim: of what, that what was done, and in which clause; of each number its words, those near a
claim, and of which year it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.checks.synonyms import (
    characters_of,
    contents,
    done_until,
    head_of,
    is_kin,
    listed,
    rule,
    table,
    telling,
)
from lawgov_lib.reading.mentions import Kind, Period, Sweep
from lawgov_lib.reading.units import family_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.reading.mentions import Claim, Mention, Reading

_PAST = frozenset({Period.LAST, Period.EARLIER})
_BEGIN = compiled(".*[，。；：！？\n]", re.DOTALL)
_END = compiled("[，。；：！？）\n]")
_ALL = compiled(
    "(?:所有|每[一-鿿])?.*?(?:均|都|全部|全都|全数|悉数|统统|一律|皆|清一色)(?:已经?|能够?|得到|可以?|做到|实现|是)?"
)
_EVERY = compiled(
    "(?:全部|如数|[足全]额|逐[一-鿿]|(?P<twice>[一-鿿])(?P=twice)|全员|所有|每[一-鿿])必?"
)
_EXHAUSTED = compiled("应(?P<due>[一-鿿]{1,3})尽(?P<deed>[一-鿿]{1,3})")
_MUST = compiled("[有逢][一-鿿]必(?P<deed>[一-鿿])")
_WHOLE = compiled(
    "100%|百分之百|百分百|全覆盖|无一例外|无一遗漏|无一漏项|无遗漏|毫无例外|一[一-鿿][不未][落漏少]"
)
_NONE = compiled(
    "(?:无一[件起例人宗次家户个项]?|没有一[件起例人宗次个名家户项条]|(?:未|没有|从未|尚未|也未|并未)"
    "(?:发生|发现|出现|收到|接到|接收|受理|产生|存在|有|新增|组织|召开|开展|举行|举办|作出|实施|承办|办理)?"
    "|不存在|杜绝了?|[为是]?(?:零|0)|无人?)(?:过|任何|人(?=缺|因|被))?(?:一[件起例人宗次]|1[件起例人宗次])?"
)
_COMPLETE = compiled(
    "无[一人]|没有一|一[一-鿿][不未][落漏少]|无遗漏|全员|全覆盖|应[一-鿿]{1,3}尽|100%|百分"
)
_FIRST = compiled("首次|首个|首家|首例|首件|首宗|首部|首张|首单|首开|首推|首创|率先|第一[家次个]")
_WANTING = compiled(
    "(?:未能?|不)(?!予|当|力|作为|规范|到位|动产|同|良|合格|满意|属实)(?=[一-鿿]{2})"
)
"""没有未经审核的: all were."""
_LACKING = compiled("[缺漏](?P<deed>[一-鿿]{1,2})|(?P<tried>[一-鿿]{2,4})(?:失败|不成功?|未果)")
"""无一缺席, 无一起调解失败: what all did."""
_HAPPENED = frozenset(("", "发生", "出现"))
_RATE = compiled("(?<!效)率(?![先领])")
_NOT_ONE = frozenset("一无毫")
_LONG = compiled("[一-鿿]{2}")
_QUOTED = compiled("“[^”]*”")
_WHEN = compiled("在[^，。；]{1,8}[前后]")
_SAID_NOT = compiled("(?:未|没有|无(?!偿|障碍|纸)|不(?!断|同|动产|少))(?:发生|出现|产生|存在)?")


@dataclass(frozen=True)
class Statement:
    """A claim and the parts of its clause.

    Attributes:
        claim: The claim as it was read.
        begin: Where its clause begins.
        end: Where its clause ends.
        lead: What its sentence says before it.
        clause: Its clause.
        topic: What it speaks of.
        deed: What is claimed of that: done of all, or of none.
        none: Whether it says that there was none.
    """

    claim: Claim
    begin: int
    end: int
    lead: str
    clause: str
    topic: str
    deed: str
    none: bool

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the deed that say what was done."""
        said = [
            word
            for word in contents(self.deed)
            if word not in listed("adverbs") and not rule("agencies").fullmatch(word)
        ]
        found = [word for word in said if word not in listed("light")] or said or [self.deed]
        return tuple(table()["opposites"].get(word, word) for word in found)

    @property
    def is_timely(self) -> bool:
        """Tell whether it claims to have been in time."""
        if self.claim.sweep is Sweep.ON_TIME:
            return True
        return rule("late" if self.none else "timely").search(self.deed) is not None

    @property
    def is_restricted(self) -> bool:
        """Tell whether it speaks of some only."""
        return rule("restricted").search(rule("offenders").sub("", self.topic)) is not None

    @property
    def is_of_kind(self) -> bool:
        """Tell whether it speaks of all of one kind, not of the rest or of those done."""
        return rule("kind").search(self.topic) is not None

    def is_done(self, text: str) -> bool:
        """Tell whether a text says that what is claimed was done."""
        return self.done_until(text) >= 0

    def done_until(self, text: str) -> int:
        """Return where the last word of a text ends that says that it was done, -1 for none."""
        return done_until(self.words, characters_of(self.deed), text)

    def is_done_apart(self, whole: str, text: str) -> bool:
        """Tell whether a text says that it was done by more than the words of a whole.

        社区矫正 in 签订社区矫正责任书 is no deed of 社区矫正对象149人; 改正 in 改正到位 is one of
        责令改正的企业57户, for the claim begins with it.
        """
        first = head_of(self.deed)
        own = [word for word in self.words if word not in whole]
        characters = characters_of(self.deed) - set(whole)
        if not own or not characters or first in whole:
            return self.is_done(text)
        return done_until(own, characters, text) >= 0

    @property
    def is_complete(self) -> bool:
        """Tell whether it claims that none was wanting, whatever was done: 无一缺席, 一件不少."""
        return not self.none and _COMPLETE.search(self.claim.words) is not None


def statements(reading: Reading) -> Iterator[Statement]:
    """Yield the claims of a reading that are no aims or rules, of one clause one of a kind."""
    for claim in reading.claims:
        if not claim.hedged:
            yield _statement(reading, claim)


def _statement(reading: Reading, claim: Claim) -> Statement:
    text = reading.text
    found = _BEGIN.match(text, 0, claim.start)
    begin = found.end() if found else 0
    behind = _END.search(text, claim.start)
    end = max(behind.start() if behind else len(text), claim.end)
    own, words = text[begin : claim.start], claim.words
    topic, deed, none = own or claim.topic, words, claim.sweep is Sweep.NONE
    if claim.sweep is Sweep.ALL:
        words = text[claim.start : end]
    if claim.sweep is Sweep.FIRST:
        deed = text[claim.start : end]
        deed = _FIRST.sub("", deed, count=1)
    elif _WHOLE.match(words):
        own = _QUOTED.sub("", own)
        topic, deed, none = _of_whole(own, words, text[claim.start : end])
    elif exhausted := _EXHAUSTED.match(words) or _MUST.match(words):
        deed = exhausted["deed"]
    elif none:
        topic, deed, none = _of_none(own, _NONE.sub("", words, count=1))
    elif claim.sweep is Sweep.ALL:
        head = _ALL.match(words) or _EVERY.match(words)
        deed = words[head.end() :] if head else words
        if not rule("timely").search(deed):
            deed = _WHEN.sub("", deed) or deed
        topic = own + (head[0] if head else "")
        if denied := _SAID_NOT.match(deed):
            none, deed = True, deed[denied.end() :]
    else:
        topic, deed = own, words.partition("的")[0]
    if not topic and claim.sweep in {Sweep.ALL, Sweep.ON_TIME}:
        topic = claim.topic if claim.topic not in own + deed else ""
    lead = text[reading.sentences[claim.sentence].start : begin]
    return Statement(claim, begin, end, lead, text[begin:end].strip(), topic, deed, none)


def _of_whole(own: str, words: str, tail: str) -> tuple[str, str, bool]:
    """Return topic and deed of a claim of the whole, and whether it says that none was left out."""
    if words.startswith("无") and "漏" in words:
        return own, "遗漏", True
    covers, tail = (
        "覆盖" if words.startswith("全覆盖") else "",
        _WHOLE.sub("", tail).lstrip("地都均"),
    )
    if own and _LONG.match(tail) and words[0] in _NOT_ONE:
        return own, tail, False
    return "", _RATE.sub("", covers + own + tail), False


def _of_none(own: str, deed: str) -> tuple[str, str, bool]:
    """Return topic and deed of a claim of none; of one that none was wanting, what all did."""
    if deed.strip("的") in _HAPPENED:
        return "", own.removesuffix("实现").removesuffix("保持"), True
    if wanting := _WANTING.search(deed):
        return own + deed[: wanting.start()], deed[wanting.end() :], False
    if deed in table()["opposites"]:
        return own, table()["opposites"][deed], False
    if lacking := _LACKING.fullmatch(deed):
        return own, lacking["deed"] or f"{lacking['tried']}成功", False
    return own, deed, True


@dataclass(frozen=True)
class Part:
    """A count with what its clause says of it, before it and behind it."""

    mention: Mention
    before: str
    behind: str
    clause: str
    tail: str
    """What follows it in its sentence, up to the number beside it or a semicolon."""

    @cached_property
    def label(self) -> str:
        """All that is said of it."""
        return f"{self.before}{self.behind}"

    @property
    def family(self) -> str:
        """The family of its unit."""
        return family_of(self.mention.unit)

    @cached_property
    def noun(self) -> str:
        """The noun that stands right behind it, blank where none does."""
        noun = self.mention.noun
        return noun if noun and self.behind.startswith(noun) else ""

    @cached_property
    def is_late(self) -> bool:
        """Tell whether it counts what was late."""
        return rule("late").search(self.label) is not None

    @cached_property
    def is_timely(self) -> bool:
        """Tell whether it counts what was in time."""
        return rule("timely").search(self.label) is not None

    @cached_property
    def is_open(self) -> bool:
        """Tell whether it counts what is not finished."""
        return rule("open").search(self.label) is not None

    @cached_property
    def is_remaining(self) -> bool:
        """Tell whether it counts what is left over: 尚有2个村待补选."""
        return rule("remaining").search(f"{self.before}#{self.tail}") is not None

    def is_lack(self, statement: Statement) -> bool:
        """Tell whether it counts what was late, is open, or for which a deed was not done."""
        return self.is_late or self.is_open or self.denies(statement) or self.is_remaining

    def is_of_done(self, statement: Statement) -> bool:
        """Tell whether its words say no other thing than a statement does."""
        return all(
            word in statement.clause or statement.is_done(word) or rule("open").search(word)
            for word in telling(self.label)
        )

    def denies(self, statement: Statement) -> bool:
        """Tell whether it counts that for which the deed of a statement was not done, or later."""
        if (belated := rule("belated").search(self.label)) and statement.is_done(
            self.label[belated.start() :]
        ):
            return True
        if any(
            contrary in self.label
            for word in statement.words
            for contrary in table()["contraries"].get(word, ())
        ):
            return True
        found = rule("negation").search(self.label)
        return found is not None and statement.is_done(self.label[found.end() - 1 :])


def parts(reading: Reading) -> tuple[Part, ...]:
    """Return the numbers of a text with the words around each, up to the number beside it."""
    kept = [
        each
        for each in reading.mentions
        if each.kind in {Kind.COUNT, Kind.RATE, Kind.RATIO, Kind.AMOUNT}
    ]
    found = []
    for at, each in enumerate(kept):
        clause = reading.clauses[each.clause]
        begin, end = clause.start, max(clause.end, each.end)
        if at and kept[at - 1].end <= each.start:
            begin = max(begin, kept[at - 1].end)
        if at + 1 < len(kept):
            end = max(min(end, kept[at + 1].start), each.end)
        text = reading.text
        last = kept[at + 1].start if at + 1 < len(kept) else len(text)
        last = min(last, reading.sentences[each.sentence].end)
        found.append(
            Part(
                each,
                text[begin : each.start],
                text[each.end : end],
                text[clause.start : clause.end],
                text[each.end : last].partition("；")[0],
            )
        )
    return tuple(found)


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


def speaks_of(statement: Statement, text: str) -> bool:
    """Tell whether what a claim speaks of may be what a text speaks of."""
    words = [
        word
        for word in telling(statement.topic)
        if word not in listed("light") and not rule("intake").search(word)
    ]
    return not words or any(is_kin(word, text) for word in words)
