"""How a number or an address is spelt in a text: its signs in plain form, without what cuts it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from lawgov_lib.base.expressions import compiled

# Full-width forms, dashes and wide spaces become what the patterns know, one character for one.
_WIDE = compiled(
    "[\u2010-\u2014\u2212\u3000\uff0d-\uff5a\u00a0\u2000-\u200a\u00b7\u2022\u30fb×ΧХχхⅩⅹ]|(?![0-9])\\d|[⁰-⁹¹²³]"
)
_FOLDED: dict[int, int | str] = {
    **{ord(wide): ord(wide) - 0xFEE0 for wide in map(chr, range(0xFF01, 0xFF5F)) if wide.isalnum()},
    **{ord(wide): ord(wide) - 0xFEE0 for wide in "＠．／＼＿－"},
    **dict.fromkeys(map(ord, "‐‑–—−"), ord("-")),
    **dict.fromkeys(map(ord, "·•・"), ord(".")),
    **dict.fromkeys(map(ord, "×ΧХχхⅩⅹ"), ord("X")),
    **dict.fromkeys([0xA0, 0x3000, *range(0x2000, 0x200B)], ord(" ")),
}
_CHINESE_DIGITS = dict(
    zip("〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "000" + "123456789" * 2, strict=True)
)
SPELT = compiled(f"[{''.join(_CHINESE_DIGITS)}]{{11,}}")
"""A number in Chinese numerals, digit by digit, that is as long as any looked for."""
_ADDRESS = compiled(r"（(?:[a-z]+://|tel:|[^（）\s@]+@)[^（）\s]*）")
"""Where a link leads, as the report shows it behind the words of the link."""


def folded(text: str) -> str:
    """Return the text with plain forms of digits, letters, dashes and blanks, as long as it was."""
    if text.isascii() or not (_WIDE.search(text) or SPELT.search(text)):
        return text
    digits: dict[int, int | str] = {
        ord(each): str(unicodedata.digit(each))
        for each in set(text)
        if not each.isascii() and unicodedata.digit(each, None) is not None
    }
    text = text.translate(_FOLDED | digits)
    return SPELT.sub(lambda spelt: "".join(map(_CHINESE_DIGITS.__getitem__, spelt[0])), text)


@dataclass(frozen=True)
class Unlinked:
    """A text without the addresses that its links show: what stands around one is read on.

    Attributes:
        text: What is left.
        cuts: Where in it an address stood, and how long all addresses up to there were.
    """

    text: str
    cuts: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where something of what is left stands in the whole; None if none cuts it."""
        if not any(start < at < end for at, _ in self.cuts):
            return None
        return start + self._before(start), end + self._before(end - 1)

    def _before(self, place: int) -> int:
        return max((length for at, length in self.cuts if at <= place), default=0)


def unlinked(text: str) -> Unlinked | None:
    """Take the addresses out of a text; None where there are none."""
    cuts, gone = list[tuple[int, int]](), 0
    for address in _ADDRESS.finditer(text):
        start = address.start() - gone
        gone += len(address[0])
        cuts.append((start, gone))
    return Unlinked(_ADDRESS.sub("", text), tuple(cuts)) if cuts else None
