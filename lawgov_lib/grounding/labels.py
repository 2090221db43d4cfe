"""The label of a number: the words of its sentence that say what it counts.

Two labels, or a label and the name of a figure, are compared by their words in any order. What is
left of a label once a name and the words that limit nothing are taken out of it, its rest, says
that something narrower or other is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.mentions import QUANTITIES, Direction, Kind, Link
from lawgov_lib.reading.normal import is_normal, normalise
from lawgov_lib.reading.scopes import resolved
from lawgov_lib.reading.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.reading.mentions import Mention, Period, Reading

_COMING = {
    **dict.fromkeys(("受理", "收到", "接收", "接到", "新收"), "收"),
    **dict.fromkeys(("查处", "查办", "立案查处"), "查处"),
    **dict.fromkeys(("制定", "制发", "出台", "印发"), "制定"),
    **dict.fromkeys(("答复", "回复"), "答复"),
    "申请": "申请",
}
"""Words of one meaning; of these some limit nothing beside a figure, and yet tell two quantities
of one text apart."""
_LASTS = compiled("(?:时间|时限|周期|时长|用时|期限|平均)[平均仅约为是达到缩短至]*$")
"""Ends the words of a length of time that was measured, no rule or date."""
_OFTEN = compiled("(?:先后|接连|陆续|连续)$")
"""Stands before a number that says how often what follows it was done."""
_PLAIN_NOUN = compiled("(?:案件|事项|人员|工作|次数|活动)*")
_ASIDE = compiled("（[^）]*）")
_NOT = compiled("(?<![^ ])([非未不无]) ")
"""Stands before a word that it makes another: 非 现场检查."""
_AND = ("和", "及", "与", "、")
_HAN = compiled("[㐀-鿿A-Za-z]+")
_DISTINCT = compiled("第[0-9一二三四五六七八九十]|[甲乙丙丁]类|(?:各|分别|平均|每[^，。]{0,3}|除)$")
_COMPARED = QUANTITIES | {Kind.DURATION}
_LEAST = 4
"""So many characters tell two quantities for the same at least."""
_NOMINAL = ("n", "j", "l", "b", "vn")
"""Tags of words that are no verbs."""
_MARK = compiled("[，。；：！？（）\n]")
_WHOLE = compiled("全年|本年|今年|年内|均|都|共|总")
_MANY = compiled("全[国省市县区镇乡州]|[各上]级?|基层|下属")
"""Words for other bodies, which may have as many of the same."""
_DEEDS = "(?:主持|召开|开展|组织|举办|参加|投入)"
_HELD = compiled(f"{_DEEDS}(?:了|的)?(?!.*{_DEEDS})")
"""The verb between who did it and what was done."""
_MOVED = compiled(
    "(?:(?P<up>(?:增加|增长|上升|提高|增多|上涨)了?|多了)|(?:减少|下降|降低|回落|下滑)了?|少了)(?:约|近|超过?)?$"
)
_BODY = compiled(
    "^(?:全年|本年度?|今年|年内|一年来|累计)?"
    "([一-鿿]{0,24}(?:党[委组]|政府|中心|[一-鿿][局厅委院所站队组科处室庭]|[委府局]办|[员协工委组]会))(?=[一-鿿]{2})"
)
"""Who did something, at the head of what a number is told of."""
_NO_CHANGE = compiled("新增|由[^，]*$|从[^，]*$")
_YEAR = compiled("(?:19|20)[0-9]{2}年度?|一年以?来")
_BEHIND = compiled("^[、及和与并]|[，。；：！？（）\n]|(?<!集)[中里](?=，|发现|查出|有|共)")
_OF_WHOLE = compiled("(?:当中|之中|[中里])(?:，?共?有)?$")
"""Ends the words for a whole of which a number is a part: 37项事项中35项."""
_CHANGE = compiled(
    "(?:与|比|较|同)?(?:上一?年度?|去年|同期|往年)(?:同期|末|底)?(?:相比|比)?的?"
    "|同比|环比|(?:锐|骤|陡|大|激|猛|剧)(?=[增减降升])|(?:略有|有所|净)?(?:增长|上升|增加|提高|提升|增多|上涨|下降|减少|降低|回落|下滑|缩短|压缩|压减|多|少|增|减)+(?:了|至|到|为)?"
    "|变为?|持平|由|从"
)


@dataclass(frozen=True, slots=True)
class Label:
    """What the words around a number say that it counts.

    Attributes:
        own: The words of its own clause before it, from the number before on.
        lead: The clauses of the sentence before that, back to the number before.
        behind: The words behind it up to the end of its clause or the next number.
        carried: The words around the number before it in the sentence.
    """

    own: str
    lead: str
    behind: str
    carried: str

    @property
    def says_whole(self) -> bool:
        """Whether the words say that all of the year is counted: 全年, 共, 均."""
        return _WHOLE.search(self.own) is not None or self.behind_says_whole

    @property
    def behind_says_whole(self) -> bool:
        """Whether what is said behind the number is said of all: 均有记录."""
        return re.search("均|都|全部", self.behind) is not None


def labels(reading: Reading, kinds: frozenset[Kind] = QUANTITIES) -> tuple[Label | None, ...]:
    """Return the labels of the mentions of a text, None for those of other kinds."""
    text = reading.text
    plain = _without_years if is_normal(text) else _plain
    found: list[Label | None] = []
    for position, mention in enumerate(reading.mentions):
        if mention.kind not in kinds:
            found.append(None)
            continue
        begin = reading.sentences[mention.sentence].start
        end = reading.sentences[mention.sentence].end
        before = _near(reading.mentions, position, -1)
        after = _near(reading.mentions, position, 1)
        since = max(begin, before.end) if before else begin
        until = min(end, after.start) if after else end
        mark = max(since, reading.clauses[mention.clause].start) if reading.clauses else since
        own = plain(text[mark : mention.start])
        lead = plain(text[since:mark])
        behind = _BEHIND.split(plain(text[mention.end : until]), maxsplit=1)[0]
        carried = ""
        if before and before.end > begin:
            carried = plain(text[begin : before.start])
        if whole := _OF_WHOLE.search(own):
            own, lead = own[whole.end() :], lead + own[: whole.end()]
        found.append(Label(own, lead, behind, carried))
    return tuple(found)


def change_said(label: Label) -> Direction | None:
    """Return which way a number says that something changed: 少了9件; None if it says no change."""
    found = _MOVED.search(label.own)
    if not found or _NO_CHANGE.search(label.own):
        return None
    return Direction.UP if found["up"] else Direction.DOWN


def unchanged(label: str) -> str:
    """Return a label without the words that compare it with another year."""
    return _CHANGE.sub(" ", label)


@cache
def key(words: str) -> frozenset[str]:
    """Return the words of a label that tell what is counted, in no order."""
    kept = set[str]()
    for word in words_of(unchanged(words)).words:
        if word in _COMING:
            kept.add(_COMING[word])
        elif _HAN.fullmatch(word) and not _harmless().fullmatch(word):
            kept.add(word)
    return frozenset(kept)


@dataclass(frozen=True, slots=True)
class Name:
    """What a figure is called, as a label is asked for it.

    Attributes:
        terms: The words that a label must have, each with what may stand for it.
        loose: The other words of the name, which a label may have or leave out.
        sure: Whether a label that bears it is sure to mean the figure.
    """

    terms: tuple[tuple[str, ...], ...]
    loose: tuple[str, ...]
    sure: bool = True

    def fits(self, text: str) -> bool:
        """Tell whether a text has all words of the name, in any order."""
        for term in self.terms:
            for word in term:
                if word in text:
                    break
            else:
                return False
        return True

    def begins(self, text: str) -> bool:
        """Tell whether a text begins with the name, and no noun goes on from there."""
        places = [
            max((text.find(word) + len(word) for word in term if word in text), default=0)
            for term in self.terms
        ]
        if not places or not all(places):
            return False
        end = max(places)
        if behind := _PLAIN_NOUN.match(text, end):
            end = behind.end()
        tags = words_of(text[end:]).tags
        tags = tags[1:] if text.startswith(_AND, end) else tags
        return not self.rest(text[:end]) and not (tags and tags[0].startswith("n"))

    def rest(self, text: str, own_names: Iterable[str] = ()) -> str:
        """Return what a text says besides the name and what limits nothing."""
        used = {*own_names, *self.loose, *(word for term in self.terms for word in term)}
        for word in sorted(used, key=lambda each: (-len(each), each)):
            text = text.replace(word, " ")
        return "".join(_HAN.findall(_harmless().sub(" ", text)))


@cache
def _compound() -> re.Pattern[str]:
    """Return what finds the words of the table, which the dictionary would cut otherwise."""
    table = words()
    known = sorted({*table["alternatives"], *table["optional"], *table["plain"]})
    return compiled("|".join(map(re.escape, sorted(known, key=len, reverse=True))))


@cache
def name_of(name: str, *, sure: bool = True) -> Name:
    """Read a name of a figure, as 行政调解办结案件.

    Args:
        name: The name.
        sure: Whether a label that bears it is sure to mean the figure.
    """
    table = words()
    plain = _ASIDE.sub("", name)
    found: list[str] = []
    at = 0
    for match in _compound().finditer(plain):
        found += words_of(plain[at : match.start()]).words
        found.append(match[0])
        at = match.end()
    found = [word for word in (*found, *words_of(plain[at:]).words) if _HAN.fullmatch(word)]
    found = _NOT.sub(r"\1", " ".join(found)).split()
    kept = [
        word
        for word in found
        if len(word) > 1 and word not in table["plain"] and word not in table["optional"]
    ]
    kept = list(dict.fromkeys(kept or [word for word in found if len(word) > 1] or found))
    terms = tuple(tuple(table["alternatives"].get(word, (word,))) for word in kept)
    return Name(terms, tuple(word for word in dict.fromkeys(found) if word not in kept), sure)


@dataclass(frozen=True, slots=True)
class Told:
    """A quantity as the text alone tells it.

    Attributes:
        position: Its position among the mentions of the text.
        mention: The number.
        period: The time it is told of, named years resolved.
        keys: The words of what it counts, in no order; several where its end is not certain.
        may_be_part: Whether the number may be of a part only: 43件案件被评为优秀.
        besides: The nouns before what it counts, as who did it.
        body: Who did it, where the words begin with a body.
        act: The words behind the body.
    """

    position: int
    mention: Mention
    period: Period
    keys: frozenset[frozenset[str]]
    may_be_part: bool
    besides: frozenset[str] = frozenset()
    body: str = ""
    act: frozenset[str] = frozenset()

    @property
    def range(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest value that it may stand for as it was rounded."""
        mention = self.mention
        rounded = mention.exact and mention.low == mention.high and _is_rounded(mention)
        half = mention.step / 2 if rounded else Decimal(0)
        return mention.low - half, mention.high + half


def told(reading: Reading, own_names: Iterable[str], year: int) -> Iterator[Told]:
    """Yield the quantities of a text whose words tell what they count.

    Args:
        reading: The text as read.
        own_names: What the agency calls itself.
        year: The year of the report.
    """
    changes = {each.whole for each in reading.relations if each.link is Link.CHANGE}
    for position, label in enumerate(labels(reading, _COMPARED)):
        mention = reading.mentions[position]
        if label is None or position in changes or change_said(label):
            continue
        body = _body(label.own)
        if mention.scope.part and not body.endswith(mention.scope.part):
            continue
        lasts = mention.kind is Kind.DURATION
        if not _LASTS.search(label.own) if lasts else _DISTINCT.search(label.own):
            continue
        scope = resolved(mention.scope, year)
        own = label.own
        for name in own_names:
            own = own.replace(name, " ")
        deed = _HELD.search(own)
        if _OFTEN.search(own):
            own += label.behind
        before, noun = key(own), key(own[deed.end() :]) if deed else frozenset[str]()
        besides = before - noun
        keys = frozenset({before}) if before else _heads(label.behind)
        if noun and besides and besides <= _nouns(own) and not _MANY.search(own):
            keys |= {noun}
        keys = frozenset(each for each in keys if sum(map(len, each)) >= _LEAST)
        if keys:
            part = not before and not label.says_whole
            who = besides if noun else frozenset[str]()
            act = key(label.own.partition(body)[2]) if body else frozenset[str]()
            yield Told(position, mention, scope.period, keys, part, who, body, act)


def _body(own: str) -> str:
    """Return the body that words begin with, blank if they name none or many."""
    found = _BODY.match(own)
    return found[1] if found and not _MANY.search(found[1]) else ""


def _nouns(text: str) -> frozenset[str]:
    cut = words_of(text)
    return frozenset(
        word for word, tag in zip(cut.words, cut.tags, strict=True) if tag.startswith(_NOMINAL)
    )


def _heads(behind: str) -> frozenset[frozenset[str]]:
    """Return the words of what a number may count of those that follow it."""
    cut = words_of(behind)
    found = set[frozenset[str]]()
    for at in range(1, len(cut.words) + 1):
        if at == len(cut.words) or not cut.tags[at].startswith(("n", "vn", "j", "l", "c")):
            found.add(key("".join(cut.words[:at])))
    return frozenset(found)


def _is_rounded(mention: Mention) -> bool:
    """Tell whether a number was rounded: a rate, one with decimals or in 万; no plain count."""
    return mention.kind is Kind.RATE or "." in mention.words or mention.step > 1


@cache
def words() -> dict[str, Any]:
    """Return the table ``grounding/words.yaml``; what each entry means stands there."""
    table: dict[str, Any] = load_data("grounding/words.yaml")
    return table


@cache
def _harmless() -> re.Pattern[str]:
    alternatives = {each for line in words()["harmless"] for each in line.split("|")}
    return compiled("|".join(sorted(alternatives, key=lambda each: (-len(each), each))))


def _near(mentions: Sequence[Mention], position: int, step: int) -> Mention | None:
    """Return the next quantity of the sentence in one direction."""
    here = mentions[position]
    at = position + step
    while 0 <= at < len(mentions) and mentions[at].sentence == here.sentence:
        if mentions[at].kind in QUANTITIES:
            return mentions[at]
        at += step
    return None


def _plain(text: str) -> str:
    """Return a stretch in its normal form, without the years that it names."""
    return _without_years(normalise(text).text)


def _without_years(text: str) -> str:
    """Return a normal form without the years that it names."""
    return _YEAR.sub(" ", text) if "年" in text else text
