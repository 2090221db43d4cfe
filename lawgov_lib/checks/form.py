"""Whether the text keeps the form of an official document: marks, numbering, signature."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import numeral
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, numbers_of_items
from lawgov_lib.reading.numerals import ORDINAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lawgov_lib.checks.subject import Said, Written

_PAIRS = {"《": "》", "“": "”"}
_BRACKETED = re.compile(f"(?:^|[。；：\n])（({ORDINAL})）")
_NUMBERED = re.compile("[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．、]")
_ENDS = "。，；：、！？"
_SECOND = 2
_NUMBERS = tuple(numeral(number) for number in range(1, 100))


def marks(subject: Written) -> Iterator[Finding]:
    """Find 《》 and “” that are not closed, or closed unopened (C18)."""
    for said in subject.said:
        for opening, closing in _PAIRS.items():
            if not _balanced(said.text, opening, closing):
                yield at(
                    said,
                    Finding(
                        "C18",
                        Severity.WARNING,
                        f"“{opening}”和“{closing}”不成对" if opening == "《" else "前后引号不成对",
                        hint="补全标点；书名号内再用书名号的，内层用〈〉。",
                        about=opening,
                    ),
                )


def _balanced(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return depth == 0


def numbering(subject: Written) -> Iterator[Finding]:
    """Find 一是、二是 and （一）、（二） in prose that skip, repeat or stand alone (C20)."""
    for _, blocks in groupby(subject.said, key=lambda said: said.section):
        told = list(blocks)
        plain = [(said, token) for said in told for token in numbers_of_items(said.text)]
        yield from _order(plain, "{}是")
        bracketed = [(said, token) for said in told for token in _BRACKETED.findall(said.text)]
        yield from _order(bracketed, "（{}）")


def _order(tokens: Iterable[tuple[Said, str]], form: str) -> Iterator[Finding]:
    """Find breaks of a sequence; 一 begins a new one, and one item alone is none."""
    expected, begun = 1, None
    for said, token in tokens:
        number = _NUMBERS.index(token) + 1 if token in _NUMBERS else 0
        if number == 1:
            if begun and expected == _SECOND:
                yield _alone(begun, form)
            begun = said
        elif number != expected:
            wanted = form.format(numeral(expected))
            yield at(
                said,
                Finding(
                    "C20",
                    Severity.WARNING,
                    f"序号“{form.format(token)}”不连续，应为“{wanted}”",
                    hint="核对是否漏写、重复或错序。",
                    about=form.format(token),
                ),
            )
        expected = number + 1
    if begun and expected == _SECOND:
        yield _alone(begun, form)


def _alone(said: Said, form: str) -> Finding:
    first = form.format(numeral(1))
    return at(
        said,
        Finding(
            "C20",
            Severity.WARNING,
            f"只有“{first}”，没有“{form.format(numeral(_SECOND))}”",
            hint="只有一项的，不写序号。",
            about=first,
        ),
    )


def signature_and_headings(subject: Written) -> Iterator[Finding]:
    """Find a report without a day of signing, and headings in wrong form (C20)."""
    if subject.signed_on is None:
        yield Finding(
            "C20",
            Severity.WARNING,
            "没有填写签发日期",
            (Place(subject.file),),
            "在「signed_on」填写签发日期。",
            about="signed_on",
        )
    for key, spot in subject.spots.items():
        for heading in spot.headings:
            numbered = _NUMBERED.match(heading.text)
            if numbered:
                fault = f"标题“{heading.text}”自带序号，与自动编号重复"
            elif heading.text.endswith(tuple(_ENDS)):
                fault = f"标题“{heading.text}”末尾不用标点"
            else:
                continue
            yield Finding(
                "C20",
                Severity.WARNING,
                fault,
                (subject.setting("headings", heading.key),),
                "在「headings」改写标题。",
                key,
                about=f"{heading.key}/标题",
            )
