"""The text of a Word file: runs with their faces, numbers as content controls, notes, breaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lawgov_lib.document.tree import Run, Runs
    from lawgov_lib.exporters.wordtemplate import Template

_LONGEST_TAG = 64
"""The characters that Word keeps of the tag and the title of a content control."""
_FIRST_NOTE = 1
"""The id of the first footnote: those before it are the rules above notes."""


@dataclass
class Writer:
    """Writes paragraphs in the styles of a template; keeps the footnotes, and counts.

    ``names`` are the Chinese names of metrics by id.
    """

    template: Template
    names: Mapping[str, str]
    notes: list[str] = field(default_factory=list)
    _faces: dict[str, str] = field(default_factory=dict)
    _controls: int = 0
    _bookmarks: int = 0

    def paragraph(
        self,
        part: str,
        runs: Iterable[Run],
        *,
        properties: str = "",
        mark: str = "",
        tail: str = "",
    ) -> str:
        """Write a paragraph.

        Args:
            part: The part whose style it has.
            runs: Its text.
            properties: Properties of its own, over those of the style.
            mark: The bookmark around it, blank for none.
            tail: What follows the text within the paragraph.
        """
        inner = "".join(self.run(run, part) for run in runs) + tail
        if mark:
            self._bookmarks += 1
            inner = (
                f'<w:bookmarkStart w:id="{self._bookmarks}" w:name={quoteattr(mark)}/>{inner}'
                f'<w:bookmarkEnd w:id="{self._bookmarks}"/>'
            )
        style = f'<w:pStyle w:val="{self.template.ids[part]}"/>'
        return f"<w:p><w:pPr>{style}{properties}</w:pPr>{inner}</w:p>"

    def run(self, run: Run, part: str) -> str:
        """Write a run: a number in a content control that names what it comes from."""
        written = self.text(run.text, part, strong=run.strong)
        if source := run.metric or run.cell:
            written = self._control(source, written)
        return written + (self._note(run.note) if run.note else "")

    def text(self, text: str, part: str, *, strong: bool = False, more: str = "") -> str:
        """Write a stretch of text; a line end is a line break."""
        if not text:
            return ""
        look = f"<w:rPr>{self._named(part)}{'<w:b/><w:bCs/>' if strong else ''}{more}</w:rPr>"
        lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(escape, text.split("\n")))
        return f'<w:r>{look}<w:t xml:space="preserve">{lines}</w:t></w:r>'

    def _named(self, part: str) -> str:
        """Name the faces; marks that Latin and Chinese share are set by the Chinese one."""
        if part not in self._faces:
            faces = self.template.faces[part]
            told = "".join(f" w:{script}={quoteattr(name)}" for script, name in faces.items())
            self._faces[part] = f'<w:rFonts w:hint="eastAsia"{told}/>'
        return self._faces[part]

    def _control(self, source: str, content: str) -> str:
        self._controls += 1
        name = self.names.get(source, source)
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(name[:_LONGEST_TAG])}/>"
            f"<w:tag w:val={quoteattr(source[:_LONGEST_TAG])}/>"
            f'<w:id w:val="{self._controls}"/></w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    def _note(self, runs: Runs) -> str:
        number = len(self.notes) + _FIRST_NOTE
        mark = f'<w:rPr><w:rStyle w:val="{self.template.ids["footnote_mark"]}"/></w:rPr>'
        sign = f"<w:r>{mark}<w:footnoteRef/></w:r>"
        told = "".join(self.run(run, "footnote") for run in runs)
        style = f'<w:pPr><w:pStyle w:val="{self.template.ids["footnote"]}"/></w:pPr>'
        self.notes.append(
            f'<w:footnote w:id="{number}"><w:p>{style}{sign}{told}</w:p></w:footnote>'
        )
        return f'<w:r>{mark}<w:footnoteReference w:id="{number}"/></w:r>'
