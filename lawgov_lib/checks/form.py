"""Whether the text keeps the form of an official document: marks, numbering, signature."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.quotation import full_width, straight
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import numeral
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, numbers_of_items
from lawgov_lib.reading.numerals import ORDINAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lawgov_lib.checks.subject import Said, Subject

_PAIRS = {"《": "》", "“": "”"}
_BRACKETED = re.compile(f"(?:^|[。；：\n])（({ORDINAL})）")
_NUMBERED = re.compile("[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．、]")
_ENDS = "。，；：、！？"
_SECOND = 2
_SHOWN = 8
_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)|\{\{.*?\}\}|\\\\.", re.DOTALL)
"""What holds straight marks for its own sake: code, addresses, references, escaped characters."""
_NUMBERS = tuple(numeral(number) for number in range(1, 100))


def marks(subject: Subject) -> Iterator[Finding]:
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


def quotation(subject: Subject) -> Iterator[Finding]:
    """Find straight quotation marks: those that were turned, and those that nobody could (C18)."""
    report = subject.year_inputs.report
    place = partial(report.place, subject.file)
    heads = [
        (place("title"), "".join(report.title)),
        *((place("headings", key), text) for key, text in report.headings.items()),
    ]
    written = [
        *heads,
        *((place("basis", at), each.title) for at, each in enumerate(report.basis)),
        *(
            (Place(prose.file, line), text)
            for prose in subject.year_inputs.prose.values()
            for line, text in _paragraphs(prose.text)
        ),
    ]
    turned = tuple(where for where, text in written if full_width(text) != text)
    if turned:
        yield Finding(
            "C18",
            Severity.INFO,
            f"{len(turned)}处半角引号成对，已按全角引号刊出",
            turned,
            "无须改正；原文也改为全角的，不再提示。",
            about="半角引号",
        )
    for where, text in heads:
        if left := straight(full_width(text)):
            yield replace(_straight(left, text), places=(where,))
    for said in subject.said:
        if left := straight(said.text):
            yield at(said, _straight(left, said.text))


def _straight(marks: str, text: str) -> Finding:
    before, mark, after = text.partition(marks[0])
    return Finding(
        "C18",
        Severity.WARNING,
        f"半角引号不能确定前后，照原样刊出：“{before[-_SHOWN:]}{mark}{after[:_SHOWN]}”",
        hint="改为全角的前引号“和后引号”，内层用‘和’。",
        about=f"{before[-_SHOWN:]}{mark}",
    )


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs that hold a straight mark, code apart, each with the mark's line."""
    line = 1
    for paragraph in re.split(r"(\n[ \t]*\n)", text):
        plain = _CODE.sub("", paragraph)
        if straight(plain):
            yield line + paragraph[: paragraph.find(straight(plain)[0])].count("\n"), plain
        line += paragraph.count("\n")


def _balanced(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return depth == 0


def numbering(subject: Subject) -> Iterator[Finding]:
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


def signature_and_headings(subject: Subject) -> Iterator[Finding]:
    """Find a report without a day of signing, and headings in wrong form (C20)."""
    report = subject.year_inputs.report
    if report.signed_on is None:
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
                (report.place(subject.file, "headings", heading.key),),
                "在「headings」改写标题。",
                key,
                about=f"{heading.key}/标题",
            )
