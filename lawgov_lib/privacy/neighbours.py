"""What stands cut in two neighbouring texts, such as cells or items, and reads on all the same.

Two numbers beside each other are seldom one: an identity number must have all that its form asks,
other numbers must be called what they are, directly before them or at the head of their columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.privacy.disclosure import (
    CARD,
    IDENTITY,
    MAIL,
    MOBILE,
    PROVINCES,
    is_account,
    is_former_identity_number,
    is_identity_number,
)
from lawgov_lib.privacy.spelling import folded
from lawgov_lib.privacy.travelpapers import NAMES, PASSPORT, PERMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.privacy.disclosure import Watch

_BY_NAME = (IDENTITY, PASSPORT, PERMIT)
"""Kinds that what stands before a text can tell, though the text alone does not."""
_TELLS = compiled(f"身份|证件|{NAMES}")
_LONG = compiled("[0-9](?:.?[0-9]){6}")
"""No number that a name tells is shorter than this."""
_SEPARATOR = r"[ \t\u00ad\u200b-\u200d\u2060\ufeff/-]"
_DIGITS = rf"[0-9](?:{_SEPARATOR}{{0,3}}[0-9])*"
_TAIL = compiled(rf"(?<![0-9A-Za-z])(?<![0-9][.,])({_DIGITS}){_SEPARATOR}*$")
_HEAD = compiled(rf"^{_SEPARATOR}*({_DIGITS}[Xx]?|[Xx])(?![0-9A-Za-z]|[.,][0-9])")
_ONE_UNIT = compiled(r"\s{0,2}[万亿千百元件个人次户项吨米亩台套平立公%％]")
_LONGEST = 19
_IDENTITY_LENGTH, _FORMER_LENGTH = 18, 15
_MOBILE = compiled("1[3-9][0-9]{9}")
_GROWN = range(1900, 2012)
"""Years of birth of those whom a report may be about; a date since is that of a deed."""
_PROVINCES = PROVINCES | {83}
_TELEPHONE = "(?:手机|移动电话|联系电话|联系方式|微信)(?:号码?)?"
_NAMED = {
    IDENTITY: compiled("(?:身份证|身份证件)(?:号码?)?[为是：:\\s（(“]*$"),
    MOBILE: compiled(f"(?:{_TELEPHONE}|电话(?:号码?)?[为是：:])[为是：:\\s（(“]*$"),
}
_LABEL = {
    IDENTITY: compiled("[一-鿿]{0,6}(?:身份证|身份证件|证件)(?:号码?)?[：:]?"),
    MOBILE: compiled(f"[一-鿿]{{0,6}}{_TELEPHONE}[：:]?"),
    CARD: compiled("(?:个人|收款人|本人)?(?:银行卡|银行账户|银行账号|卡)号?码?[：:]?"),
}
"""A cell or a head that says no more than what the number beside or below it is."""
_MAIL_TAIL = compiled(r"[A-Za-z0-9._%+@-]+\s*$")
_MAIL_HEAD = compiled(r"^\s*[A-Za-z0-9._%+@-]+")
_SHORTEST_NUMBER = 5
"""The fewest digits of an address that is a number: 3 beside @qq.com is a count."""


class Said(NamedTuple):
    """A text with what it is called: the head of its column, blank where it has none."""

    text: str
    called: str = ""


class Part(NamedTuple):
    """Where in which text of a row a part of something stands."""

    text: int
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """What several texts show together: its kind, and its parts in order."""

    kind: str
    parts: tuple[Part, ...]


def across(row: Sequence[Said], watch: Watch) -> tuple[Found, ...]:
    """Find what the texts of a row show together and none of them alone.

    Args:
        row: Texts that are read one after the other.
        watch: What to look for.
    """
    spoken = [Said(folded(each.text), each.called) for each in row]
    has_sign = any("@" in each.text for each in spoken)
    has_name = any(_TELLS.search(said) for each in spoken for said in each)
    found: list[Found] = []
    taken = -1
    for place, said in enumerate(spoken):
        if place <= taken:
            continue
        cut = _number(spoken, place) or (has_sign and _address(spoken, place, watch))
        if cut:
            taken = cut.parts[-1].text
            found.append(cut)
        elif has_name:
            found += _by_name(spoken[place - 1].text if place else "", said, place, watch)
    return tuple(found)


def _number(row: Sequence[Said], first: int) -> Found | None:
    """Return the number that begins at the end of a text and ends in a later one."""
    tail = _TAIL.search(row[first].text)
    if tail is None:
        return None
    digits = _compact(tail[1])
    parts = [Part(first, *tail.span(1))]
    for place in range(first + 1, len(row)):
        text = row[place].text
        if not text.strip():
            continue
        head = _HEAD.match(text)
        if head is None:
            return None
        digits += _compact(head[1])
        if len(digits) > _LONGEST:
            return None
        parts.append(Part(place, *head.span(1)))
        behind = text[head.end() :]
        if not _ONE_UNIT.match(behind) and (kind := _kind(digits, row, parts)):
            return Found(kind, tuple(parts))
        if behind.strip():
            return None
    return None


def _kind(digits: str, row: Sequence[Said], parts: Sequence[Part]) -> str | None:
    """Return what the digits of several texts are, as far as form and name prove it."""
    if len(digits) == _IDENTITY_LENGTH and _is_identity(digits, row, parts):
        return IDENTITY
    if len(digits) == _FORMER_LENGTH and is_former_identity_number(digits):
        return IDENTITY if _is_named(IDENTITY, row, parts) else None
    if _MOBILE.fullmatch(digits):
        return MOBILE if _is_named(MOBILE, row, parts) else None
    if digits.isdecimal() and len(digits) > _FORMER_LENGTH and _is_named(CARD, row, parts):
        return CARD
    return None


def _is_identity(digits: str, row: Sequence[Said], parts: Sequence[Part]) -> bool:
    if _is_named(IDENTITY, row, parts):
        return is_identity_number(digits, named=True)
    is_grown = int(digits[6:10]) in _GROWN and int(digits[:2]) in _PROVINCES
    return is_grown and is_identity_number(digits, named=False)


def _is_named(kind: str, row: Sequence[Said], parts: Sequence[Part]) -> bool:
    """Tell whether the words before the first part, or the heads of all, call it so."""
    first = parts[0]
    before = row[first.text].text[: first.start]
    if before.strip():
        return is_account(before) if kind == CARD else bool(_NAMED[kind].search(before))
    heads = {head for part in parts if (head := row[part.text].called.strip())}
    label = row[first.text - 1].text.strip() if first.text else ""
    names = (label, *heads) if len(heads) == 1 else (label,)
    return any(_LABEL[kind].fullmatch(name) for name in names)


def _address(row: Sequence[Said], first: int, watch: Watch) -> Found | None:
    """Return the personal address that begins at the end of a text and ends in the next."""
    following = next((at for at in range(first + 1, len(row)) if row[at].text.strip()), None)
    if following is None:
        return None
    tail = _MAIL_TAIL.search(row[first].text)
    head = _MAIL_HEAD.match(row[following].text)
    if tail is None or head is None or "@" not in tail[0] + head[0]:
        return None
    before, behind = tail[0].rstrip(), head[0].lstrip()
    border = len(before)
    for start, end, kind in watch.spans(before + behind, lines=False):
        local = (before + behind)[start:].partition("@")[0]
        is_count = local.isdecimal() and len(local) < _SHORTEST_NUMBER
        if kind == MAIL and start < border < end and not is_count:
            at = head.end() - len(behind)
            parts = (
                Part(first, tail.start() + start, tail.start() + border),
                Part(following, at, at + end - border),
            )
            return Found(MAIL, parts)
    return None


def _by_name(before: str, said: Said, place: int, watch: Watch) -> Iterator[Found]:
    """Yield what only the text before, or the head above, tells of a text."""
    names = [name for each in (before, said.called) if _TELLS.search(name := each.rstrip())]
    if not names or not _LONG.search(said.text):
        return
    known = {span[:2] for span in watch.spans(said.text, lines=False)}
    for name in dict.fromkeys(names):
        length = len(name) + 1
        for start, end, kind in watch.spans(f"{name} {said.text}", lines=False):
            span = (start - length, end - length)
            if kind in _BY_NAME and start >= length and span not in known:
                known.add(span)
                yield Found(kind, (Part(place, *span),))


def _compact(digits: str) -> str:
    return re.sub("[^0-9Xx]", "", digits).upper()
