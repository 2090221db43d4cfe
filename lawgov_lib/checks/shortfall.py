"""Whether shortcomings are owned up to: how many, why, and what will be done about each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import items_or_blocks, of_part, place, position, prose
from lawgov_lib.measuring.metric import State
from lawgov_lib.reading.placeholders import is_content
from lawgov_lib.reading.sentences import ENDS, sentences, topic

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lawgov_lib.checks.subject import Said, Written

_CODE = "C02"
_REGISTER = "shortcomings"
_STATEMENT = f"statement.{_REGISTER}"
_SEVERAL = 2
_HAN = compiled("[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class _Shortcoming:
    """What is short, in all its words, whether it says why, and where it stands."""

    topic: str
    words: str
    has_cause: bool
    place: Place
    paragraph: int | None = None


def shortcomings(subject: Written) -> Iterator[Finding]:
    """Find shortcomings that are few, told shortly, without cause or without a measure (C02)."""
    said = of_part(subject, "shortcomings")
    if not any(block.text for block in said):
        return  # that the part is missing is for another check
    section, settings = said[0].section, subject.settings[_CODE]
    known = _from_register(subject) or _from_prose(subject)
    if _awaits_rows(subject, said) and not any(item.has_cause for item in known):
        return  # nothing is named; that the register lacks its rows is for another check
    if len(known) < settings["items"]:
        yield Finding(
            _CODE,
            Severity.WARNING,
            f"存在的不足只有{len(known)}个方面，少于{settings['items']}个",
            (known[0].place,) if known else (),
            "对照年度任务和考评意见补充；确无其他不足的，作出说明。",
            section,
            about="shortcomings/项数",
        )
    length = sum(len(block.text) for block in subject.said)
    share = 100 * sum(len(block.text) for block in said) / length
    if share < settings["share"]:
        yield Finding(
            _CODE,
            Severity.WARNING,
            f"不足和原因部分占全文篇幅的{share:.1f}%，低于{settings['share']}%",
            hint="写明不足的具体表现和原因。",
            section=section,
            about="shortcomings/篇幅",
        )
    measures = _measures(subject)
    for item in known:
        faults = [
            fault
            for fault, found in (
                ("没有写明原因", not item.has_cause),
                (
                    "在主要安排中没有对应的措施",
                    not _linked(item, measures, settings["common"]),
                ),
            )
            if found
        ]
        if faults:
            yield Finding(
                _CODE,
                Severity.WARNING,
                f"不足“{item.topic}”{'，'.join(faults)}",
                (item.place,),
                "逐项写明原因，并在下一年度主要安排中列出整改措施。",
                section,
                item.paragraph,
                f"shortcomings/{item.topic}",
            )


def _awaits_rows(subject: Written, said: Collection[Said]) -> bool:
    """Tell whether the prose leaves it to the register to say what is short, and it has no rows."""
    metric = subject.metrics.get(_REGISTER)
    if metric is None or metric.state is not State.MISSING:
        return False
    texts = (subject.prose[block.section].text for block in said if block.section in subject.prose)
    return any(run.metric == _REGISTER for block in said for run in block.runs) or any(
        _STATEMENT in text for text in texts
    )


def _from_register(subject: Written) -> list[_Shortcoming]:
    book = subject.register(_REGISTER)
    if book is None:
        return []
    return [
        _Shortcoming(
            row["topic"],
            f"{row['problem']}。{row['cause']}",
            has_cause=is_content(row["cause"]),
            place=(row_place := Place(book.file, line)),
            paragraph=position(subject, row_place),
        )
        for line, row in book.rows.records()
    ]


def _from_prose(subject: Written) -> list[_Shortcoming]:
    """Read shortcomings counted as 一是、二是, else a block each."""
    causes = subject.settings[_CODE]["causes"]
    return [
        _Shortcoming(
            _subject_of(item, causes),
            item,
            has_cause=_gives_cause(item, causes),
            place=next(iter(place(said)), Place(subject.file)),
            paragraph=said.position,
        )
        for said, part in items_or_blocks(of_part(subject, "shortcomings"))
        for item in _each_with_its_cause(part, causes)
    ]


def _each_with_its_cause(part: str, causes: Collection[str]) -> list[str]:
    """Return the shortcomings that a part tells: several where several sentences tell why.

    A sentence that gives no cause belongs to the one before it.
    """
    told = list(sentences(part))
    if sum(_gives_cause(sentence, causes) for sentence in told) < _SEVERAL:
        return [part]
    told_of: list[str] = []
    for sentence in told:
        opens = _gives_cause(sentence, causes) and not _goes_on(sentence, causes)
        if opens or not told_of:
            told_of.append(sentence)
        else:
            told_of[-1] += sentence
    return told_of


def _goes_on(sentence: str, causes: Collection[str]) -> bool:
    """Tell whether a sentence opens with the cause of what the one before it says."""
    return sentence.startswith(("这", "此", "其", "究", "主要")) or any(
        re.match(f"[^，。；]{{0,4}}(?:{cause})", sentence) for cause in causes
    )


def _subject_of(item: str, causes: Collection[str]) -> str:
    """Return what is short: the words up to the first mark, behind a cause that opens the item."""
    first = topic(item)
    rest = item[len(first) :].lstrip("，、：")
    opens = any((found := re.search(cause, first)) and found.start() == 0 for cause in causes)
    return topic(rest) if opens and rest.strip(ENDS) else first


def _gives_cause(item: str, causes: Collection[str]) -> bool:
    """Tell whether a shortcoming says why, in words that are more than a place kept open."""
    return any(
        is_content(item[found.end() :].lstrip("：:，是为在于"))
        or found.end() >= len(item.rstrip(ENDS))
        for cause in causes
        for found in re.finditer(cause, item)
    )


def _measures(subject: Written) -> str:
    """Return the text that may name a measure: the plans, and prose beside the register."""
    plans = "".join(block.text for block in of_part(subject, "plans"))
    book = subject.register(_REGISTER)
    if book is None or not len(book.rows):
        return plans
    keys = {block.section for block in of_part(subject, "shortcomings")}
    texts = (text.text for key, text in subject.prose.items() if key in keys)
    return plans + "".join(map(prose, texts))


def _linked(item: _Shortcoming, measures: str, common: Collection[str]) -> bool:
    """Tell whether a measure takes up a word of the topic, or a phrase of the whole shortcoming.

    A word is two characters that are not common ones, a phrase four.
    """
    words = _stretches(item.topic, 2) - set(common)
    phrases = {phrase for phrase in _stretches(item.words, 4) if _HAN.fullmatch(phrase)}
    return not words or any(stretch in measures for stretch in words | phrases)


def _stretches(text: str, length: int) -> set[str]:
    return {text[start : start + length] for start in range(len(text) - length + 1)}
