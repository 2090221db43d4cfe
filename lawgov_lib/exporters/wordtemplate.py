"""The Word template: a file with page, headers and named styles, ours or the office's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zipfile import BadZipFile, ZipFile

import docx
from docx.oxml.ns import qn

from lawgov_lib.base.errors import ExportError, Place
from lawgov_lib.base.layout import FONTS_FOLDER, WORD_TEMPLATE

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

SHIPPED = Path(__file__).parent / "templates" / "report.docx"
STYLES = {
    "title": "Title",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "heading4": "heading 4",
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
_LARGEST = 64 << 20
_NEEDED = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml")
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


def open_template(content: bytes = b"") -> Template:
    """Open a template and take its sample text away.

    Args:
        content: The office's own file; ours where there is none.

    Raises:
        ExportError: It is no Word file, carries macros or links to other files, or lacks styles.
    """
    if content:
        _refuse_more_than_looks(content)
    template = Template(docx.Document(BytesIO(content or SHIPPED.read_bytes())))
    if missing := template.missing():
        _refuse(
            f"缺少样式：{'、'.join(missing)}",
            "在模板中补上这些样式；从程序自带的模板改起最省事。",
        )
    body = template.word.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    return template


def own_template(folder: Path) -> bytes:
    """Return the office's own template, nothing where the folder has none."""
    path = folder / WORD_TEMPLATE
    return path.read_bytes() if path.is_file() else b""


def _refuse_more_than_looks(content: bytes) -> None:
    """Refuse what a template must not hand on to every report."""
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > _LARGEST:
                _refuse("展开后过大", "删去模板中的图片和多余内容。")
            names = package.namelist()
            links = [package.read(name) for name in names if name.endswith(".rels")]
    except BadZipFile:
        _refuse("不是Word文件，或已损坏", "另存为“Word文档（.docx）”。")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        _refuse("带有宏", "另存为不带宏的“Word文档（.docx）”。")
    if any(b'TargetMode="External"' in each for each in links):
        _refuse("引用了文件之外的内容", "删去链接的图片，不附加其他模板，再另存。")
    if {*_NEEDED} - {*names}:
        _refuse("没有页脚、列表或脚注的设置", "从程序自带的模板改起。")


def _refuse(what: str, hint: str) -> NoReturn:
    place = Place(f"{FONTS_FOLDER}/{WORD_TEMPLATE}")
    raise ExportError.of("E708", f"Word模板{what}", place, hint) from None


def _faces_of(element: BaseOxmlElement | None) -> dict[str, str]:
    """Return the faces that a style says itself."""
    fonts = element.find(f".//{qn('w:rFonts')}") if element is not None else None
    told = {face: fonts.get(qn(f"w:{face}")) for face in _FACES} if fonts is not None else {}
    return {face: name for face, name in told.items() if name}
