"""Prose that is a Word file itself: its words are corrected in it, and its look stays.

The file is corrected paragraph by paragraph, then read again: only if it says exactly what was
meant is it used.
"""

from __future__ import annotations

from copy import deepcopy
from difflib import SequenceMatcher
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from lawgov_lib.base.errors import InputError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.wordprose import word_prose_of
from lawgov_lib.merging.rewriting import Steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

_ESCAPE = compiled(r"\\([^\w\s])")
_REFERENCE = compiled(r"(\{\{.*?\}\})")
_MARK = compiled(r"[ ]*(?:[-+*]|\d+[.)]) |#{1,9} ")
"""What stands before the words of an item or a heading, which Word counts or styles itself."""
_BEYOND = ("|", "[^", "<!--")
"""How lines begin that no paragraph of the body is written as."""


def corrected_word(content: bytes, old: str, new: str, name: str) -> bytes | None:
    """Correct a Word file.

    Args:
        content: The file.
        old: What it says, as Markdown.
        new: What it is to say.
        name: The name of the file in messages.

    Returns:
        The corrected file; None where it cannot say that.
    """
    word = docx.Document(BytesIO(content))
    before, now = ([line for line in text.split("\n") if line] for text in (old, new))
    places = _places(word, before)
    codes = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    for kind, a, b, c, d in reversed(codes):
        if kind == "equal":
            continue
        if any(line.startswith(_BEYOND) for line in (*before[a:b], *now[c:d])):
            return None
        if not _put(before[a:b], now[c:d], places[max(a - 1, 0) : max(b, 1)], is_first=a == 0):
            return None
    stream = BytesIO()
    word.save(stream)
    try:
        told, _ = word_prose_of(BytesIO(stream.getvalue()), name)
    except InputError:
        return None
    return stream.getvalue() if _lines(told) == _lines(new) else None


def _put(
    before: Sequence[str], now: Sequence[str], places: Sequence[Paragraph | None], *, is_first: bool
) -> bool:
    """Correct some neighbouring paragraphs; tell whether all are known.

    Args:
        before: Their lines.
        now: Their new lines.
        places: The paragraph above them, if there is one, and theirs.
        is_first: Whether there is none above them.
    """
    own = list(places if is_first and before else places[1:])
    above = places[0] if places else None
    if any(each is None for each in (*own, above)):
        return False
    known = [each for each in own if each is not None]
    for paragraph, line in zip(known, now, strict=False):
        _say(paragraph, _words(line))
    for paragraph in known[len(now) :]:
        paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001  python-docx deletes none
    last = known[-1] if known else above
    for line in now[len(known) :]:
        if last is None:
            return False
        last = _added(last, _words(line))
    return True


def _places(word: WordDocument, lines: Sequence[str]) -> list[Paragraph | None]:
    """Find the paragraph of each line, one after the other."""
    rest: Iterator[Paragraph] = iter(word.paragraphs)
    found: list[Paragraph | None] = []
    for line in lines:
        words = "" if line.startswith(_BEYOND) else "".join(_words(line).split())
        place = (each for each in rest if "".join(_text(each).split()) == words) if words else None
        found.append(next(place, None) if place else None)
    return found


def _text(paragraph: Paragraph) -> str:
    return "".join(each.text or "" for each in paragraph._p.iter(qn("w:t")))  # noqa: SLF001  in controls too


def _say(paragraph: Paragraph, text: str) -> None:
    """Let a paragraph say something else; what is new looks as what it stands behind or for."""
    pieces = list(paragraph._p.iter(qn("w:t")))  # noqa: SLF001  in controls too
    told = [piece.text or "" for piece in pieces]
    owners = [place for place, part in enumerate(told) for _ in part]
    fresh = ["" for _ in pieces]
    for kind, a, b, c, d in Steps("".join(told), text).codes:
        if kind:
            for offset in range(b - a):
                fresh[owners[a + offset]] += text[c + offset]
        elif owners:
            fresh[owners[max(a if b > a else a - 1, 0)]] += text[c:d]
    for piece, part in zip(pieces, fresh, strict=True):
        piece.text = part
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _added(above: Paragraph, text: str) -> Paragraph:
    """Put a paragraph of the same look behind another one, in the look of its last run."""
    element = deepcopy(above._p)  # noqa: SLF001  python-docx copies none
    runs = element.findall(qn("w:r"))
    for child in list(element):
        if child.tag != qn("w:pPr") and (not runs or child is not runs[-1]):
            element.remove(child)
    above._p.addnext(element)  # noqa: SLF001
    fresh = Paragraph(element, above._parent)  # noqa: SLF001
    if fresh.runs:
        fresh.runs[0].text = text
    else:
        fresh.add_run(text)
    return fresh


def _words(line: str) -> str:
    """Return what a line of Markdown says, references as they are written."""
    parts = _REFERENCE.split(_MARK.sub("", line, count=1))
    return "".join(
        part if place % 2 else _ESCAPE.sub(r"\1", part.replace("**", ""))
        for place, part in enumerate(parts)
    )


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n") if line.strip()]
