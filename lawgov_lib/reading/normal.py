"""A text in one form: digits, letters and signs of one width, no blanks inside Chinese.

Readers look at the normal form and quote the text as it was given: every place in the one leads
back to a place in the other.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from lawgov_lib.base.expressions import compiled

_ODD = compiled(
    "[^\n!-~一-鿿，。；：！？、（）《》〈〉“”‘’〔〕【】—…％‰℃㎡〇·×①-⑳]"
    "|(?<=[0-9０-９])[％]|[ \t\u3000\u00a0]+"
)
"""What may not be in its normal form; a text without it is taken as it is."""
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_KEPT = frozenset("，：；！？（）")
"""Full-width marks that part sentences and clauses, and stay."""
_SAME = {
    "○": "〇",
    "◯": "〇",
    "Ｏ": "O",
    "﹪": "%",
    "％": "%",
    "｡": "。",
    "–": "—",
    "―": "—",
    "−": "-",
}
_BLANK = frozenset(" \t\u3000\u00a0\u2002\u2003\u2009\u202f")
_COMMA = compiled("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in its normal form, and from where in the text each of its characters comes."""

    text: str
    places: tuple[int, ...] | None

    def start(self, at: int) -> int:
        """Return the place in the text of a character of the normal form."""
        return at if self.places is None else self.places[at]

    def end(self, at: int) -> int:
        """Return where in the text a stretch ends that ends before ``at`` in the normal form."""
        return at if self.places is None or at == 0 else self.places[at - 1] + 1


def is_normal(text: str) -> bool:
    """Tell whether a text is its own normal form, and so is every stretch of it."""
    return not _ODD.search(text)


def normalise(text: str) -> Normal:
    """Bring a text into its normal form.

    Full-width digits, letters and signs become ASCII; Kangxi and compatibility forms become the
    plain character; blanks beside a Chinese character or mark, and characters without width, are
    left out. Marks of Chinese punctuation stay.

    Args:
        text: The text, any Unicode.

    Returns:
        The normal form with the place of each of its characters.
    """
    if is_normal(text):
        return Normal(text, None)
    plain, places = [], []
    for place, character in enumerate(_COMMA.sub(",", text)):
        form = character if character in _KEPT or "!" <= character <= "~" else _form(character)
        if form:
            plain.append(form)
            places.append(place)
    kept = [at for at, form in enumerate(plain) if form != " " or not _beside_chinese(plain, at)]
    return Normal("".join(plain[at] for at in kept), tuple(places[at] for at in kept))


def _form(character: str) -> str:
    """Return the one character that stands for another, or nothing for one without width."""
    if character in _SAME:
        return _SAME[character]
    if character in _BLANK:
        return " "
    if ord(character) in _FULL_WIDTH:
        return chr(ord(character) - 0xFEE0)
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in {"Lo", "So"}:
        form = unicodedata.normalize("NFKC", character)
        if len(form) == 1 and unicodedata.category(form) == "Lo":
            return form
    return character


def _beside_chinese(plain: list[str], at: int) -> bool:
    """Tell whether a blank stands beside a Chinese character, or at an end of its line."""
    before = next((plain[i] for i in range(at - 1, -1, -1) if plain[i] != " "), "\n")
    after = next((plain[i] for i in range(at + 1, len(plain)) if plain[i] != " "), "\n")
    return not (before.isascii() and after.isascii()) or "\n" in {before, after}
