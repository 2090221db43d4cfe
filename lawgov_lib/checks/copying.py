"""Whether a section repeats last year's words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import prose
from lawgov_lib.reading.sentences import nameless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lawgov_lib.checks.subject import Written

_CODE = "C11"
_NO_WORD = compiled(r"[\W\d_]+")


def repeated(subject: Written) -> Iterator[Finding]:
    """Find sections whose own prose is much the same as last year's, in whichever section (C11)."""
    settings = subject.settings[_CODE]
    phrases = tuple(settings["phrases"])
    before = {key: _paragraphs(text.text, phrases) for key, text in subject.before.items()}
    for key, text in subject.prose.items():
        now = _paragraphs(text.text, phrases)
        if sum(map(len, now)) < settings["length"]:
            continue
        source, alike = _nearest(key, now, before, settings["length"])
        if source and alike >= settings["warning"]:
            grave = alike >= settings["error"]
            told = "" if source == key else f"{source}.md一节"
            yield Finding(
                _CODE,
                Severity.ERROR if grave else Severity.WARNING,
                f"本节文字与上年{told}的相似度为{alike * 100:.0f}%",
                (Place(text.file), Place(subject.before[source].file)),
                "按本年度实际情况改写。",
                key,
                about=f"{key}/上年",
            )


def _nearest(
    key: str, now: Sequence[str], before: Mapping[str, Sequence[str]], length: int
) -> tuple[str, float]:
    """Return the section of last year that a text is most like, its own first, and how much."""
    found = ("", 0.0)
    for source in (key, *(other for other in before if other != key)):
        then = before.get(source, ())
        if sum(map(len, then)) >= length:
            alike = _contained(now, then)
            if source == key:
                alike = max(alike, similarity(now, then))
            if alike > found[1]:
                found = source, alike
    return found


def _contained(now: Sequence[str], then: Sequence[str]) -> float:
    """Return how much of a text stood in another, clause by clause in whatever order."""
    ours, theirs = list(_clauses(now)), set(_clauses(then))
    whole = sum(map(len, ours))
    return sum(len(clause) for clause in ours if clause in theirs) / whole if whole else 0.0


def similarity(now: Sequence[str], then: Sequence[str]) -> float:
    """Return how much of a text stood in another, from 0 to 1.

    Texts are compared as a whole, and paragraph by paragraph with the nearest one, so that moving
    paragraphs about hides nothing.

    Args:
        now: The paragraphs of the text.
        then: The paragraphs of the other.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only where there is a text to compare

    whole = fuzz.ratio("".join(now), "".join(then))
    if len(now) == len(then) == 1:
        return whole / 100
    nearest = process.cdist(now, then, scorer=fuzz.ratio).max(axis=1)
    weighed = sum(float(near) * len(text) for near, text in zip(nearest, now, strict=True))
    return max(whole, weighed / sum(map(len, now))) / 100


def _paragraphs(text: str, phrases: tuple[str, ...]) -> list[str]:
    """Return the clauses of each paragraph, without references, names, phrases and digits."""
    bare = nameless(prose(text))
    if phrases:
        bare = _any_of(phrases).sub("", bare)
    return [words for part in bare.splitlines() if (words := _NO_WORD.sub("，", part).strip("，"))]


def _clauses(paragraphs: Sequence[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from paragraph.split("，")


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return compiled("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))
