"""The words by which rows, columns and sheets are known that hold no data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.cells import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS: dict[str, list[str]] = load_data("inputs/tablewords.yaml")
_SPACED = r"\s*"
_DECORATION = "()[]{}<>《》〈〉【】〔〕“”\"'-—–－_=~*※★.。·…/"

ASIDE = frozenset(map(plain, _WORDS["aside"]))
NUMBERING = frozenset(map(plain, _WORDS["numbering"]))
NOTE_SHEETS = frozenset(map(plain, _WORDS["sheets"]))
ORDINALS = frozenset(_WORDS["ordinals"])
MONEY = frozenset(_WORDS["money"])


def _either(words: Iterable[str], between: str = "") -> str:
    """Write an alternation, the longest word first."""
    return "|".join(between.join(map(re.escape, word)) for word in sorted(words, key=len)[::-1])


_END = frozenset(_WORDS["ends"])
_CONTINUED = frozenset(_WORDS["continued"])
_LABELS = f"(?:{_either(_WORDS['signatures'])})"
_SIGNATURE = compiled(rf"\(?{_LABELS}(?:\([^)]*\))?\)?(?::.*)?")
_LABELLED = compiled(rf"{_LABELS}(?:\([^)]*\))?:.*")
_NOTE = compiled(
    rf"[※*★(\[]*(?:{_either(_WORDS['notes'])})(?:[)\]]|\d{{0,2}}[:.、;]|\d{{1,2}}|$).*"
)
_PERIOD = rf"(?:\d{{4}}年度?|{_either(_WORDS['periods'])})?"
_TOTAL = compiled(
    rf"[(\[]?{_PERIOD}({_either(_WORDS['totals'])})数?(?:\([^)]*\))?[)\]]?(?:[:\d].*)?"
)
_STEM = compiled(
    r"^(?:附[件表]\d*|表\d+)[:.、-]*|^[(\d一二三四五六七八九十]+[)、.]|\d{4}年?度?|\([^)]*\)"
)
_NAME_END = compiled(rf"(?:{_either(_WORDS['names'])})+$")
_YEAR = compiled(r"(?<!\d)(20\d{2})年(?!\d)")
_UNIT = compiled(r"(?<![报制发属表送业管])单位:([^)]+)")

_STARTS = [
    *_WORDS["parts"],
    *_WORDS["ends"],
    *_WORDS["continued"],
    *_WORDS["signatures"],
    *_WORDS["notes"],
]
_FIRST = "".join(sorted({word[0] for word in _STARTS}))
SUM = compiled(
    f"[{''.join(sorted({word[0] for word in _WORDS['totals']}))}]{_SPACED}"
    f"[{''.join(sorted({word[1] for word in _WORDS['totals']}))}]"
)
"""What the joined cells of a row hold that may be a total; most rows hold nothing of it."""
BELOW = compiled(rf"\W*(?=[{_FIRST}])(?:{_either(_STARTS, _SPACED)})")
"""What they begin with in a row that may stand below the data."""


def is_part(text: str) -> bool:
    """Tell whether a cell says that the row is part of the one above: 其中：网上考试."""
    return plain(text).startswith(tuple(_WORDS["parts"]))


def is_end(text: str) -> bool:
    """Tell whether a cell says that what is below is blank."""
    return plain(text).strip(_DECORATION) in _END


def is_continued(text: str) -> bool:
    """Tell whether a cell says that the table goes on: （续表）, 续表2."""
    return plain(text).strip(_DECORATION + "0123456789") in _CONTINUED


def is_signature(text: str) -> bool:
    """Tell whether a cell names a person or a day below a table: 填表人：某某."""
    return _SIGNATURE.fullmatch(plain(text)) is not None


def is_labelled(text: str) -> bool:
    """Tell whether a cell is such a name with a colon."""
    return _LABELLED.fullmatch(plain(text)) is not None


def is_note(text: str) -> bool:
    """Tell whether a cell begins a note: 注：以上均为全年数."""
    return _NOTE.fullmatch(plain(text)) is not None


def total_in(text: str) -> str:
    """Return the word for a total that a cell consists of, such as 合计; blank for none."""
    found = _TOTAL.fullmatch(plain(text))
    return found[1] if found else ""


def is_subtotal(word: str) -> bool:
    """Tell whether the total counts from the last total of its kind only."""
    return word in _WORDS["subtotals"]


def stem(name: str) -> str:
    """Return what of the name of a sheet, a file or a table tells it from others."""
    bare = _STEM.sub("", plain(name))
    return _NAME_END.sub("", bare) or bare


def other_years_in(texts: Iterable[str], year: int) -> tuple[int, ...]:
    """Return the years that the lines above a table name, where the report year is none of them."""
    years = [int(found) for text in texts for found in _YEAR.findall(plain(text))]
    return () if year in years else tuple(dict.fromkeys(years))


def money_in(texts: Iterable[str]) -> str:
    """Return the unit of money that the lines above a table name: blank for none.

    Several that contradict each other are returned together, and mean nothing to a reader.
    """
    found = {
        part: None
        for text in texts
        for told in _UNIT.findall(plain(text))
        for part in re.split("[、,/和及;]", told.replace("人民币", ""))
        if part in MONEY
    }
    return "和".join(found)
