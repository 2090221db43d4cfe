"""The text that stands in a Word file, read back from its parts, with the numbers of its lists."""

from __future__ import annotations

import zipfile
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from lxml import etree

from lawgov_lib.exporters.readback import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_TEXTS = {qn("w:t"): "", qn("w:br"): "\n", qn("w:tab"): "\t"}


def word_text(content: bytes) -> str:
    """Return the text of a Word file as far as it is compared: body first, then footnotes."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        body, lists, notes = (
            etree.fromstring(package.read(f"word/{part}.xml"))
            for part in ("document", "numbering", "footnotes")
        )
    numbers = _Numbers(lists)
    told = [_said(paragraph, numbers) for tree in (body, notes) for paragraph in _paragraphs(tree)]
    return squeezed("\n".join(told))


def _paragraphs(tree: _Element) -> Iterator[_Element]:
    yield from tree.iter(qn("w:p"))


def _said(paragraph: _Element, numbers: _Numbers) -> str:
    texts = (_TEXTS[each.tag] or each.text or "" for each in paragraph.iter(*_TEXTS))
    return numbers.before(paragraph) + "".join(texts)


class _Numbers:
    """Counts the items of lists as a word processor does."""

    def __init__(self, lists: _Element) -> None:
        kinds = {each.get(qn("w:abstractNumId")): each for each in lists.iter(qn("w:abstractNum"))}
        self._levels: dict[str, list[_Element]] = {}
        self._starts: dict[str, int] = {}
        for each in lists.iter(qn("w:num")):
            name = each.get(qn("w:numId"), "")
            kind = each.find(qn("w:abstractNumId"))
            self._levels[name] = kinds[kind.get(qn("w:val"))].findall(qn("w:lvl"))
            start = each.find(f".//{qn('w:startOverride')}")
            self._starts[name] = int(start.get(qn("w:val"), "1")) if start is not None else 1
        self._counted = Counter[str]()

    def before(self, paragraph: _Element) -> str:
        """Return what stands before the text of a paragraph."""
        listed = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if listed is None:
            return ""
        name, depth = (listed.find(qn(f"w:{part}")).get(qn("w:val")) for part in ("numId", "ilvl"))
        level = self._levels[name][int(depth)]
        written = level.find(qn("w:lvlText")).get(qn("w:val"))
        number = self._starts[name] + self._counted[name]
        self._counted[name] += 1
        return str(written).replace(f"%{int(depth) + 1}", str(number))
