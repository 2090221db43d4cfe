"""Whether the text keeps the form of an official document: marks, numbering, signature."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.quotation import full_width, straight
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import numeral
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at
from lawgov_lib.reading.numerals import ORDINAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lawgov_lib.checks.subject import Said, Subject, Written
    from lawgov_lib.inputs.outlineentry import Numbered

_OPENING = {
    "《": "书名号",
    "〈": "单书名号",
    "“": "双引号",
    "‘": "单引号",
    "（": "圆括号",
    "【": "方头括号",
    "〔": "六角括号",
    "[": "方括号",
    "(": "圆括号",
}
_CLOSING = dict(zip("》〉”’）】〕])", "《〈“‘（【〔[（", strict=True))
_PAIRED = compiled(f"[{re.escape(''.join((*_OPENING, *_CLOSING)))}]")
_APOSTROPHE = compiled("(?<=[A-Za-z])’(?=[A-Za-z])")
_ITEM_MARK = compiled(
    "(?:^|(?<=[，。；：、\n ]))(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]"
)
_BEGINS = "(?:^|[。；：\n])"
_HEADING = "{}、"
"""A single line that begins so is a heading of a list that stands elsewhere."""
_FORMS = (
    ("{}是", compiled(f"(?:^|[。；：，\n])({ORDINAL})是(?!\\1)")),
    ("{}要", compiled(f"(?:^|[。；：，\n])({ORDINAL})要(?![素点件求务领害闻职])")),
    ("其{}，", compiled(f"{_BEGINS}其({ORDINAL})[，、是]")),
    ("第{}，", compiled(f"{_BEGINS}第({ORDINAL})[，、]")),
    ("（{}）", compiled(f"{_BEGINS}（({ORDINAL})）")),
    ("（{}）", compiled(f"{_BEGINS}[（(]([0-9]{{1,2}})[）)]")),
    (_HEADING, compiled(f"^({ORDINAL})、")),
    ("{}.", compiled("(?:^|[。；：\n])([0-9]{1,2})[.．、](?![0-9])")),
    ("{}", compiled("([①-⑳])")),
)
_MAY_COUNT = compiled("(?:^|[。；：，\n])[其第（(]?[一二三四五六七八九十0-9]|[①-⑳]")
"""What a block must hold to bear a number of one of these forms."""
_NUMBERED = compiled("[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．、]")
_ENDS = "。，；：、！？"
_DOUBLED = compiled("[，。；：、][，。；：、]+")
_TWICE = compiled("^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．])\\1")
_SECOND = 2
_AROUND = 6
_PLACE = itemgetter(1)
_SHOWN = 8
_CODE = compiled(r"`[^`]*`|\]\([^)]*\)|\{\{.*?\}\}|\\\\.", re.DOTALL)
"""What holds straight marks for its own sake: code, addresses, references, escaped characters."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBERS = tuple(numeral(number) for number in range(1, 100))


def marks(subject: Written) -> Iterator[Finding]:
    """Find brackets and quotation marks that are not closed, or closed unopened (C18).

    A quotation of several paragraphs opens each of them and closes once.
    """
    for said, following in zip_longest(subject.said, subject.said[1:]):
        goes_on = following is not None and following.text.startswith("“")
        for mark, words in _unpaired(said.text):
            if mark == "“" and goes_on:
                continue
            name = _OPENING[_CLOSING.get(mark, mark)]
            yield at(
                said,
                Finding(
                    "C18",
                    Severity.WARNING,
                    f"{name}不成对：“{words}”",
                    hint="补全或删去标点；书名号内再用书名号的，内层用〈〉。",
                    about=name,
                ),
            )


def _unpaired(text: str) -> Iterator[tuple[str, str]]:
    """Yield the marks without their other half, one of a kind, with the words around each."""
    if not _PAIRED.search(text):
        return
    text = _APOSTROPHE.sub(" ", _ITEM_MARK.sub(lambda found: " " * len(found[0]), text))
    opened: list[tuple[str, int]] = []
    lone: list[tuple[str, int]] = []
    for found in _PAIRED.finditer(text):
        position, character = found.start(), found[0]
        if character in _OPENING:
            opened.append(("（" if character == "(" else character, position))
        else:
            kind = _CLOSING[character]
            inner = [each for each, _ in opened]
            if kind not in inner:
                lone.append((kind, position))
                continue
            while opened[-1][0] != kind:
                lone.append(opened.pop())
            opened.pop()
    for kind, position in sorted(
        dict(sorted([*lone, *opened], key=_PLACE, reverse=True)).items(), key=_PLACE
    ):
        yield kind, text[max(position - _AROUND, 0) : position + _AROUND + 1].strip()


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
            (prose.place(line), text)
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


def numbering(subject: Written) -> Iterator[Finding]:
    """Find 一是、二是 and （一）、（二） in prose that skip, repeat or stand alone (C20)."""
    for _, blocks in groupby(subject.said, key=lambda said: said.section):
        told = [said for said in blocks if _MAY_COUNT.search(said.text)]
        for form, pattern in _FORMS:
            tokens = [(said, token) for said in told for token in pattern.findall(said.text)]
            if not _goes_on_from_headings(form, [token for _, token in tokens]):
                yield from _order(tokens, form)


def _goes_on_from_headings(form: str, tokens: list[str]) -> bool:
    """Tell whether numbers may continue those of headings, which stand in no text."""
    if form == _HEADING:
        return tokens[:_SECOND] != list(_NUMBERS[:_SECOND])
    if len(tokens) != 1:
        return False
    return form == "{}" or (form in {"（{}）", "{}."} and tokens[0] not in {"一", "1"})


def _is_heading(said: Said) -> bool:
    """Tell whether a block is a line that no mark ends."""
    return not said.text.rstrip().endswith((*_ENDS, "”", "）"))


def _order(tokens: Iterable[tuple[Said, str]], form: str) -> Iterator[Finding]:
    """Find breaks of a sequence; 一 begins a new one, and one item alone is none."""
    expected, begun = 1, None
    for said, token in tokens:
        number = _ordinal(token)
        if number == 1:
            if begun and expected == _SECOND and not _is_heading(begun[0]):
                yield _alone(*begun, form)
            begun = said, token
        elif number != expected:
            wanted = form.format(_like(token, expected))
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
    if begun and expected == _SECOND and not _is_heading(begun[0]):
        yield _alone(*begun, form)


def _ordinal(token: str) -> int:
    if token in _CIRCLED:
        return _CIRCLED.index(token) + 1
    if token.isdecimal():
        return int(token)
    return _NUMBERS.index(token) + 1 if token in _NUMBERS else 0


def _like(token: str, number: int) -> str:
    """Write a number as a token writes its own: 2, 二 or ②."""
    if token in _CIRCLED:
        return _CIRCLED[min(number, len(_CIRCLED)) - 1]
    return str(number) if token.isdecimal() else numeral(number)


def doubled(subject: Written) -> Iterator[Finding]:
    """Find marks that follow one another, and numbers of a heading told twice (C20)."""
    for said in subject.said:
        found = _DOUBLED.search(said.text) or _TWICE.search(said.text)
        if found:
            around = said.text[max(found.start() - _AROUND, 0) : found.end() + _AROUND]
            yield at(
                said,
                Finding(
                    "C20",
                    Severity.WARNING,
                    f"标点或序号重复：“{around.strip()}”",
                    hint="删去多余的标点或序号。",
                    about=found[0],
                ),
            )


def _alone(said: Said, token: str, form: str) -> Finding:
    second = form.format(_like(token, _SECOND))
    return at(
        said,
        Finding(
            "C20",
            Severity.WARNING,
            f"只有“{form.format(token)}”，没有“{second}”",
            hint="只有一项的，不写序号。",
            about=form.format(token),
        ),
    )


def _place(subject: Written, heading: Numbered) -> Place:
    if heading.line:
        return Place(subject.file, heading.line)
    return subject.setting("headings", heading.key)


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
                (_place(subject, heading),),
                "改写标题。" if heading.line else "在「headings」改写标题。",
                key,
                about=f"{heading.key}/标题",
            )
