"""Whether a section repeats last year's words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import prose
from lawgov_lib.reading.sentences import nameless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.checks.subject import Written

_CODE = "C11"
_NO_WORD = re.compile(r"[\W\d_]+")


def repeated(subject: Written) -> Iterator[Finding]:
    """Find sections whose own prose is much the same as last year's (C11)."""
    settings = subject.settings[_CODE]
    phrases = tuple(settings["phrases"])
    for key, text in subject.prose.items():
        before = subject.before.get(key)
        if before is None:
            continue
        now, then = _paragraphs(text.text, phrases), _paragraphs(before.text, phrases)
        if min(sum(map(len, now)), sum(map(len, then))) < settings["length"]:
            continue
        alike = similarity(now, then)
        if alike >= settings["warning"]:
            grave = alike >= settings["error"]
            yield Finding(
                _CODE,
                Severity.ERROR if grave else Severity.WARNING,
                f"本节文字与上年的相似度为{alike * 100:.0f}%",
                (Place(text.file), Place(before.file)),
                "按本年度实际情况改写。",
                key,
                about=f"{key}/上年",
            )


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
    """Return the words of each paragraph, without references, names, phrases and digits."""
    bare = nameless(prose(text))
    if phrases:
        bare = _any_of(phrases).sub("", bare)
    return [words for part in bare.splitlines() if (words := _NO_WORD.sub("", part))]


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))
