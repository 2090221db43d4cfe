"""Characters that no text of a report may hold: a reader does not see what they are or do.

Control characters act on terminals and printers; bidirectional marks show text in another order
than it is stored in (CVE-2021-42574); invisible characters make two names that look the same
differ, and variation selectors choose a form that the faces do not have; noncharacters and lone
surrogates are no text at all (Unicode 16, chapter 23). What no face shows would print as a box.
Radicals, compatibility ideographs and their like come out of PDF files: they look like the plain
character, yet nobody finds the word in which they stand, nor reads it aloud. Units, enclosed
numbers and full-width letters are written on purpose and stay, as do tab and line ends.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, combining, east_asian_width, normalize

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.glyphs import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = {
    "控制字符": "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f",
    "改变文字方向的字符": "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069",
    "看不见的字符": (
        "\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200d\\u2028\\u2029"
        "\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffc"
        "\\U0001d173-\\U0001d17a\\U000e0000-\\U000e01ef"
    ),
    "不成文字的编码": "\\ud800-\\udfff\\ufdd0-\\ufdef"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17)),
}
_MISLEADING = {
    "专用区字符": "\\ue000-\\uf8ff\\U000f0000-\\U000ffffd\\U00100000-\\U0010fffd",
    "部首笔画字符": "\\u2e80-\\u2fd5\\u31c0-\\u31e3",
    "兼容字符": (
        "\\uf900-\\ufaff\\ufb00-\\ufb06\\ufe10-\\ufe19\\ufe30-\\ufe6b\\uff61-\\uff9f\\uffa1-\\uffdc"
        "\\uffe8-\\uffee\\U0002f800-\\U0002fa1d"
    ),
}
_LOST = {"乱码": "\\ufffd"}
_KINDS = _HIDDEN | _MISLEADING | _LOST
_KIND = compiled("|".join(f"([{members}])" for members in _KINDS.values()))
_UNPRINTABLE = compiled(f"[\\t\\n\\r{''.join(_HIDDEN.values())}]")
_LAYOUT = "\\t\\n\\r\\x20\\xa0\\u2000-\\u200a\\u202f\\u205f\\u3000"
_UNCOMMON = compiled(
    f"[^{_LAYOUT}\\x21-\\x7e\\xb7\\u2014\\u2018\\u2019\\u201c\\u201d\\u2026\\u3001-\\u3011"
    "\\u3014\\u3015\\u4e00-\\u9fa5\\uff01-\\uff5e]"
)
"""What is not looked up, since it is sound: a year has hardly a text with anything else."""
_UNSHOWN = "字体不含的字符"
_ESCAPED = "&#[0-9]{4,6};|&#[xX][0-9A-Fa-f]{4,5};|\\\\u[0-9A-Fa-f]{4}"
_RUINS = compiled(
    f"(?:{_ESCAPED})+|\\?{{2,}}|(?:锟斤拷|锟斤|烫烫烫|屯屯屯)+|"
    "[\x80-\xff\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{3,}"
)
"""What characters leave behind that were read or written in another encoding."""
_SUSPICIOUS = ("??", "锟斤", "烫烫烫", "屯屯屯", "&#", "\\u")
"""No other ruin is of characters that are sound by themselves."""
_RUINED = "乱码"
_FEWEST_LETTERS = 6
_RARER = b"\xd8"
"""From here on stand the characters of the second level of GB 2312, by radicals."""
_FULL_WIDTH = {ord(mark): ord(mark) + 0xFEE0 for mark in "!(),:;?{}"}
"""Marks of Chinese text are full-width; the decomposition of a small or vertical one is not."""

REMEDY = "删去该字符；看不到的，把这段文字重新录入。"
"""What to do about a character that nobody sees."""
REWRITE = "照所写的改正；没有写明的，改用通行字或删去，乱码按原始资料重新录入。"
"""What to do about one that misleads, or that no face shows."""


class Stranger(NamedTuple):
    """A character that a text may not hold.

    ``places`` are its positions, counted from 1; ``plain`` is what to write instead, if known.
    """

    character: str
    kind: str
    plain: str
    places: tuple[int, ...]

    @property
    def is_hidden(self) -> bool:
        """Whether a reader cannot see the character at all."""
        return self.kind in _HIDDEN

    def __str__(self) -> str:
        """Name the character with its code and its plain form, as part of a sentence."""
        code = _code(self.character) if len(self.character) == 1 else ""
        if self.is_hidden:
            return f"有{self.kind}{code}"
        plain = f"，应写作“{self.plain}”" if self.plain else ""
        return f"有{self.kind}“{self.character}”{code}{plain}"


def is_plain(text: str) -> bool:
    """Tell whether a text holds none of these characters."""
    if any(mark in text for mark in _SUSPICIOUS) and any(_ruins(text)):
        return False
    return _UNCOMMON.search(text) is None or not strangers(text)


def strangers(text: str) -> tuple[Stranger, ...]:
    """Find these characters, each once, in the order in which they first stand."""
    found: dict[str, list[int]] = {}
    for match in _UNCOMMON.finditer(text):
        if _is_strange(match[0]) and not _is_accent(text, match.start()):
            found.setdefault(match[0], []).append(match.start() + 1)
    single = (Stranger(mark, *_known(mark), tuple(places)) for mark, places in found.items())
    return (*single, *_ruins(text))


def _ruins(text: str) -> Iterator[Stranger]:
    """Find runs of characters that an encoding has turned into others."""
    for match in _RUINS.finditer(text):
        meant = _meant(match[0])
        if meant is not None:
            yield Stranger(match[0], _RUINED, meant, (match.start() + 1,))


def _meant(run: str) -> str | None:
    """Return what a run was before, blank where that is lost; None where it is what it seems."""
    if run[0] in "&\\":
        return _with_chinese(unescape(re.sub(r"\\u(....)", r"&#x\1;", run)))
    if not "\x80" <= run[0] <= "\u2122":
        return ""
    try:
        return _with_chinese(run.encode("cp1252").decode())
    except UnicodeError:
        return _misread(run)


def _misread(run: str) -> str | None:
    """Return the Chinese of GB 2312 that was read as letters of Western Europe, if it was that.

    Accented letters stand together, too; but not six of them, nor signs such as ¿ and ¼ among them,
    that are common characters.
    """
    if run.isalpha() and len(run) < _FEWEST_LETTERS:
        return None
    try:
        text = run.encode("latin-1").decode("gb2312")
    except UnicodeError:
        return None
    common = [mark for mark in text if mark.encode("gb2312") < _RARER and category(mark) == "Lo"]
    return text if len(set(common)) > 1 and len(common) * 2 > len(text) else None


def _with_chinese(text: str) -> str | None:
    return text if re.search("[\u4e00-\u9fff]", text) else None


def told(found: tuple[Stranger, ...]) -> str:
    """Say what strangers there are and where, on one line."""
    return "；".join(
        f"第{'、'.join(map(str, stranger.places))}个字符处{stranger}" for stranger in found
    )


@cache
def is_wide(character: str) -> bool:
    """Tell whether a character is set in the full width of a Chinese character.

    East Asian Width (UAX #11) leaves quotation marks, dashes and ① ambiguous: those are wide in
    Chinese text. Greek and Cyrillic letters, ambiguous too, are not.
    """
    width = east_asian_width(character)
    return width in {"W", "F", "H"} or (width == "A" and not category(character).startswith("L"))


def visible(text: str) -> str:
    """Write a text on one line so that a terminal shows every character and obeys none."""
    return _UNPRINTABLE.sub(lambda found: _code(found[0]), text)


@cache
def _is_strange(character: str) -> bool:
    """Tell of a single character; one of these blocks that has no other form is a plain one."""
    kind = _kind(character)
    if kind in _HIDDEN or ord(character) not in shown():
        return True
    return kind in _MISLEADING and _plain_form(character) != character


@cache
def _known(character: str) -> tuple[str, str]:
    """Return the kind of a character, and its plain form if there is one that faces show."""
    kind, plain = _kind(character), _plain_form(character)
    is_written = kind not in _HIDDEN and plain != character and not any(map(_is_strange, plain))
    return kind or _UNSHOWN, plain if is_written else ""


def _kind(character: str) -> str:
    found = _KIND.match(character)
    return tuple(_KINDS)[found.lastindex - 1] if found and found.lastindex else ""


def _plain_form(character: str) -> str:
    plain = _plain_forms().get(character) or normalize("NFKC", character)
    return plain.translate(_FULL_WIDTH) if _kind(character) in _MISLEADING else plain


@cache
def _plain_forms() -> dict[str, str]:
    data = load_data("base/plainforms.yaml")
    coded = data["private"] | data["pictures"]
    pairs = (tuple(pair) for pair in data["radicals"].split())
    return dict(pairs) | {chr(int(str(code), 16)): plain for code, plain in coded.items()}


def _is_accent(text: str, at: int) -> bool:
    """Tell whether a mark joins the letter before it to a letter that a face shows."""
    if not at or not combining(text[at]):
        return False
    joined = normalize("NFC", text[at - 1 : at + 1])
    return len(joined) == 1 and not _is_strange(joined)


def _code(character: str) -> str:
    return f"<U+{ord(character):04X}>"
