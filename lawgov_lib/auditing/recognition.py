"""Recognise whose report a text is, of which year, and when it was signed.

Only what the text itself says is taken: the title, the signature, the first paragraph. What none
of them says is not recognised, and said to be so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.pieces import NUMBERED, TITLE
from lawgov_lib.inputs.levels import rung_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.document.pieces import Content, Piece

_YEAR = compiled(r"(20[0-9]{2}|二[〇○零Ｏ0][一二三四五六七八九〇○零]{2})\s*年")
_NUMERALS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")}
_NUMERALS |= dict.fromkeys("○零Ｏ", "0")
DAY = compiled(
    r"(20[0-9]{2}|二[〇○零Ｏ0][一二三四五六七八九〇○零]{2})年"
    r"([0-9]{1,2}|[一二三四五六七八九十]{1,2})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
"""A day as a signature writes it: year, month and day, in digits or in Chinese."""
_DAY_BELOW = compiled(rf"[（(]{DAY.pattern}[)）]")
_ADDRESSEE = compiled(r"[^，。；！？：:|0-9]{2,60}[：:]")
_NEAR = 8
"""So many pieces behind a title its report has begun; date and source may stand between."""
_TAIL = 8
_MOST_SIGNING = 4
_LONGEST_NAME = 40
_JOINT = compiled(r"(中共.{2,12}?委(?:员会)?)\s*(\S{2,20}人民政府)")
"""The party's committee and the government of a place, which report together."""
_ALL_HAN = compiled(r"[\u4e00-\u9fff（）、 ]{3,40}")
_OPENING = compiled(r"(?:^|[，。；])(?:20[0-9]{2}年(?:度|以来|来)?，?)?([\u4e00-\u9fff]{3,24}?)$")
_TEN = 10


@dataclass(frozen=True)
class Identity:
    """What is known of a report; blank or None is what was not recognised.

    ``title_at`` and ``signed_at`` are the positions of the pieces that say so, first and behind
    the last; ``addressee_at`` is that of the addressee.
    """

    title: str = ""
    agencies: tuple[str, ...] = ()
    year: int | None = None
    signed_on: date | None = None
    title_at: tuple[int, int] = (0, 0)
    signed_at: tuple[int, int] | None = None
    addressee_at: int | None = None

    @property
    def agency(self) -> str:
        """The leading agency."""
        return self.agencies[0] if self.agencies else ""

    @property
    def kind(self) -> str:
        """Which level and kind of agency it is, where its name says so."""
        return rung_of("、".join(self.agencies), region=self.region).told

    @property
    def region(self) -> str:
        """The region that the agency's name begins with."""
        found = re.match(words()["agency"]["region"], self.agency.removeprefix("中共"))
        return found[0] if found else ""


@cache
def words() -> dict[str, Any]:
    """Return the table of words."""
    found: dict[str, Any] = load_data("auditing/recognition.yaml")
    return found


def identify(content: Content) -> Identity:
    """Return what a file says of itself."""
    pieces = content.pieces
    begin, end = _title_at(pieces)
    title = "".join(piece.text.replace("\n", "") for piece in pieces[begin:end])
    if not title and _is_title(content.title):
        title = content.title
    signed_at, agencies, signed_on = _signature(pieces, end)
    owners = _owners(title)
    opening = next((piece.text for piece in pieces[end:] if len(piece.text) > _LONGEST_NAME), "")
    byline = _byline(pieces, end)
    names = owners or agencies or byline or _named(opening) or _named(content.office)
    if agencies and _is_short_for("".join(owners), agencies):
        names = agencies  # the signature has the full name
    return Identity(
        title,
        names,
        _year(title) or _year_told(opening),
        signed_on or _day_below(pieces, end),
        (begin, end),
        signed_at,
        _addressee_at(pieces, end),
    )


# The title


def _title_at(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Return where the title stands, first piece and behind the last; nowhere is (0, 0).

    It is known by its form and by the report that begins behind it, however long a menu of the
    page stands before both. Of several the one that names a year is the title.
    """
    found = []
    for begin, piece in enumerate(pieces):
        end = _title_end(pieces, begin)
        if piece.level == TITLE and end == begin + 1:
            return begin, end
        if end and _begins_report(pieces, end):
            found.append((_without_marks(pieces, begin, end), end))
        if _is_body(piece):
            break
    dated = (each for each in found if _year("".join(one.text for one in pieces[slice(*each)])))
    return next(dated, found[0] if found else (0, 0))


def _title_end(pieces: Sequence[Piece], begin: int) -> int:
    """Return where a title ends that begins at a piece, 0 where none does."""
    most: int = words()["title"]["lines"]
    text = ""
    for end in range(begin + 1, min(begin + most, len(pieces)) + 1):
        piece = pieces[end - 1]
        if piece.table or NUMBERED.match(piece.text) or len(text) > 2 * _LONGEST_NAME:
            return 0
        text += piece.text.replace("\n", "")
        if _is_title(text):
            return end
    return 0


def _begins_report(pieces: Sequence[Piece], at: int) -> bool:
    """Tell whether a report begins at a place, or a short way behind it, or nothing follows."""
    near = pieces[at : at + _NEAR]
    return not near or any(_is_body(each) or NUMBERED.match(each.text) for each in near)


def _is_body(piece: Piece) -> bool:
    """Tell whether a piece is a paragraph of a report, as no menu has any."""
    return "。" in piece.text


def _without_marks(pieces: Sequence[Piece], begin: int, end: int) -> int:
    """Return where the title begins, behind what stands above it such as a document's number."""
    at = next(
        at
        for at in range(end - 1, begin - 1, -1)
        if _is_title("".join(piece.text for piece in pieces[at:end]))
    )
    while at > begin and _begins_title(pieces[at - 1].text.strip()):
        at -= 1
    return at


def _begins_title(text: str) -> bool:
    """Tell whether a line above a title belongs to it: an agency, or a year."""
    return _is_agency(text) or bool(re.fullmatch(r"[\u4e00-\u9fff]{2,30}(?:20[0-9]{2}年度?)", text))


def _is_title(text: str) -> bool:
    """Tell whether a text names a report on law-based government."""
    rules = words()["title"]
    bare = re.sub(r"[（(][^（）()]*[)）]$", "", text.strip())
    return (
        len(bare) <= 2 * _LONGEST_NAME
        and any(each in bare for each in rules["subjects"])
        and bare.endswith(tuple(rules["ends"]))
        and not re.search("[。；>＞»|]", bare)
    )


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int("".join(_NUMERALS.get(each, each) for each in found[1])) if found else None


def _year_told(opening: str) -> int | None:
    """Return the year that the first paragraph says it reports on."""
    found = re.search(
        r"(?:现将|现就)[^。]{0,40}?(20[0-9]{2}年)|^(20[0-9]{2}年)(?:度|以来|，)", opening
    )
    return _year(found[1] or found[2]) if found else None


# The agency


def _owners(title: str) -> tuple[str, ...]:
    """Return the agencies that a title begins with: what stands before 关于 or the year."""
    before = re.split(r"关于|20[0-9]{2}|二[〇○零]", title, maxsplit=1)[0].strip()
    if before == title or not _is_agency(before):
        return ()
    joint = _JOINT.fullmatch(before)
    return (before,) if joint is None else tuple(re.sub(r"\s", "", each) for each in joint.groups())


def _is_short_for(owner: str, agencies: Sequence[str]) -> bool:
    """Tell whether a title names the first agency that signs, or all, in full or in short."""
    return bool(owner) and (agencies[0].endswith(owner) or "".join(agencies) == owner)


def _byline(pieces: Sequence[Piece], after: int) -> tuple[str, ...]:
    """Return the agency that stands by itself below a title."""
    name = pieces[after].text.strip() if 0 < after < len(pieces) else ""
    return (name,) if _is_agency(name) else ()


def _is_agency(text: str) -> bool:
    endings: list[str] = words()["agency"]["endings"]
    return bool(_ALL_HAN.fullmatch(text)) and text.endswith(tuple(endings))


def _named(text: str) -> tuple[str, ...]:
    """Return the agency that a first sentence begins with, or that a page names as its source."""
    bare = text.strip()
    if _is_agency(bare):
        return (bare,)
    for ending in words()["agency"]["endings"]:
        at = bare.find(ending)
        found = _OPENING.search(bare[: at + len(ending)]) if 0 < at <= _LONGEST_NAME else None
        if found and not re.search(words()["agency"]["no_name"], found[1]):
            return (found[1],)
    return ()


def _day_below(pieces: Sequence[Piece], after: int) -> date | None:
    """Return the day that stands below a title in brackets, as one without a signature has it."""
    for piece in pieces[after : after + 2] if after else ():
        found = _DAY_BELOW.fullmatch(re.sub(r"\s", "", piece.text))
        if found:
            return day_of(found.groups())
    return None


def _signature(
    pieces: Sequence[Piece], after: int
) -> tuple[tuple[int, int] | None, tuple[str, ...], date | None]:
    """Return where the signature stands, who signs and when."""
    for end in range(len(pieces), after, -1):
        text = re.sub(r"\s", "", pieces[end - 1].text)
        day = DAY.search(text)
        if not day or day.end() != len(text) or len(text) > _LONGEST_NAME + len(day[0]):
            continue
        beside = text[: day.start()]
        agencies: list[str] = [beside] if _is_agency(beside) else []
        begin = end - 1
        while begin > after and end - begin <= _MOST_SIGNING:
            name = re.sub(r"\s", "", pieces[begin - 1].text)
            if not _is_agency(name):
                break
            agencies.insert(0, name)
            begin -= 1
        if agencies or (not beside and end > len(pieces) - _TAIL):
            return (begin, end), tuple(agencies), day_of(day.groups())
    return None, (), None


def day_of(told: Sequence[str]) -> date | None:
    """Return the day of which year, month and day are told; None where there is no such day."""
    try:
        return date(*(_whole(each) for each in told))
    except ValueError:
        return None


def _whole(text: str) -> int:
    """Read a year, month or day, in digits or in Chinese."""
    if text.isascii():
        return int(text)
    if "十" not in text:
        return int("".join(_NUMERALS.get(each, each) for each in text))
    tens, _, ones = text.partition("十")
    return int(_NUMERALS[tens] if tens else "1") * _TEN + int(_NUMERALS[ones] if ones else "0")


def _addressee_at(pieces: Sequence[Piece], after: int) -> int | None:
    """Return where the addressee stands: a line behind the title that ends with a colon."""
    for at, piece in enumerate(pieces[after : after + 3], start=after):
        if _ADDRESSEE.fullmatch(piece.text.strip()):
            return at
    return None
