"""The Word template: a file with page, headers and named styles, ours or the office's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn

from lawgov_lib.base.errors import ExportError, Place

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

SHIPPED = Path(__file__).parent / "templates" / "report.docx"
STYLES = {
    "title": "Title",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "body": "Normal",
    "addressee": "主送机关",
    "attachments": "附件说明",
    "signature": "署名",
    "date": "成文日期",
    "annex": "附件标识",
    "annex_title": "附件标题",
    "caption": "表题",
    "head": "表头",
    "cell": "表格文字",
    "picture": "图片",
    "legend": "图题",
    "note": "注释",
    "item": "List Paragraph",
    "verbatim": "代码",
    "number": "发文字号",
    "copies": "版记",
    "colophon": "版本说明",
    "marks": "header",
    "footnote": "footnote text",
    "footnote_mark": "footnote reference",
    "table": "报告表格",
}
"""What a template calls the styles of the parts; Word shows heading 1 as 标题 1, Normal as 正文."""
_FACES = ("ascii", "hAnsi", "eastAsia", "cs")


@dataclass(frozen=True)
class Template:
    """A template that has been opened: where the report is written into."""

    word: WordDocument

    @cached_property
    def _styles(self) -> dict[str, BaseOxmlElement]:
        return {each.find(qn("w:name")).get(qn("w:val")): each for each in self._declared}

    @cached_property
    def _declared(self) -> list[BaseOxmlElement]:
        return list(self.word.styles.element.iter(qn("w:style")))

    @cached_property
    def ids(self) -> dict[str, str]:
        """The id of each part's style."""
        return {part: self._styles[name].get(qn("w:styleId")) for part, name in STYLES.items()}

    @cached_property
    def faces(self) -> dict[str, dict[str, str]]:
        """The faces of each part's style by script, its own or those it is based on."""
        by_id = {each.get(qn("w:styleId")): each for each in self._declared}
        found: dict[str, dict[str, str]] = {}
        for part, name in STYLES.items():
            style, faces = self._styles.get(name), dict[str, str]()
            while style is not None:
                faces = _faces_of(style) | faces
                base = style.find(qn("w:basedOn"))
                style = by_id.get(base.get(qn("w:val"))) if base is not None else None
            found[part] = _faces_of(self.word.styles.element.find(qn("w:docDefaults"))) | faces
        return found

    def missing(self) -> list[str]:
        """Return the styles that the template lacks."""
        return [name for name in STYLES.values() if name not in self._styles]


def open_template(content: bytes = b"", name: str = "") -> Template:
    """Open a template and take its sample text away.

    Args:
        content: The office's own file; ours where there is none.
        name: Its name in messages.

    Raises:
        ExportError: It is no Word file, or lacks styles; all are named.
    """
    template = Template(docx.Document(BytesIO(content or SHIPPED.read_bytes())))
    if missing := template.missing():
        message = f"Word模板缺少样式：{'、'.join(missing)}"
        hint = "在模板中补上这些样式；以程序自带的模板为底稿改最省事。"
        raise ExportError.of("E708", message, Place(name), hint)
    body = template.word.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    return template


def _faces_of(element: BaseOxmlElement | None) -> dict[str, str]:
    """Return the faces that a style says itself."""
    fonts = element.find(f".//{qn('w:rFonts')}") if element is not None else None
    told = {face: fonts.get(qn(f"w:{face}")) for face in _FACES} if fonts is not None else {}
    return {face: name for face, name in told.items() if name}
