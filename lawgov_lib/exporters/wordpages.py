"""The pages of a Word file, as the template has them: upright, turned, with marks and numbers."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.parts.story import StoryPart

    from lawgov_lib.exporters.wordruns import Writer

_TURNED = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
"""Which edge of the upright sheet each edge of the turned one is: its head lies at the left."""
_COLOURS = {"draft": '<w:color w:val="A3231D"/>'}


@dataclass(frozen=True)
class Pages:
    """The pages of the section with which a template ends."""

    section: BaseOxmlElement

    @cached_property
    def _edges(self) -> dict[str, int]:
        margins = self.section.find(qn("w:pgMar"))
        return {edge: int(margins.get(qn(f"w:{edge}"))) for edge in _TURNED}

    @cached_property
    def _sheet(self) -> tuple[int, int]:
        size = self.section.find(qn("w:pgSz"))
        return int(size.get(qn("w:w"))), int(size.get(qn("w:h")))

    @property
    def width(self) -> int:
        """The width of the text in twentieths of a point."""
        return self._sheet[0] - self._edges["left"] - self._edges["right"]

    @property
    def height(self) -> int:
        """The height of the text in twentieths of a point."""
        return self._sheet[1] - self._edges["top"] - self._edges["bottom"]

    def end(self, *, turned: bool) -> str:
        """Write the properties of a section that ends here.

        Args:
            turned: Whether its sheets are turned on their sides.
        """
        section = deepcopy(self.section)
        if turned:
            size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
            for name, value in zip("hw", self._sheet, strict=True):
                size.set(qn(f"w:{name}"), str(value))
            size.set(qn("w:orient"), "landscape")
            for edge, upright in _TURNED.items():
                margins.set(qn(f"w:{upright}"), str(self._edges[edge]))
        return str(etree.tostring(section, encoding="unicode"))


def write_marks(pages: Pages, part: StoryPart, marks: Mapping[str, str], writer: Writer) -> None:
    """Write what is said above the text of every page into the heads of the template.

    Args:
        pages: The pages of the template.
        part: The main part of the file, which knows the heads by their links.
        marks: What is said, by kind.
        writer: Writes it.
    """
    texts = [
        writer.text(text, "marks", more=_COLOURS.get(kind, "")) for kind, text in marks.items()
    ]
    told = writer.paragraph("marks", [], tail=writer.text("　　", "marks").join(texts))
    for link in pages.section.findall(qn("w:headerReference")):
        head = part.related_parts[link.get(qn("r:id"))].element
        last = head[-1] if len(head) else None
        fresh = parse_xml(told.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))
        if last is not None and not "".join(last.itertext()):
            head.replace(last, fresh)
        else:
            head.append(fresh)
