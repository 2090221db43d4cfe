"""Export the record as a PDF in the layout of GB/T 9704-2012, set by Typst."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typst

from lawgov_lib.base.characters import REWRITE, strangers
from lawgov_lib.base.errors import ExportError, Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.fontfiles import font_files
from lawgov_lib.base.glyphs import FALLBACK
from lawgov_lib.base.scratch import no_place, scratch
from lawgov_lib.base.shipped import FONTS
from lawgov_lib.document.svg import alone, pixels
from lawgov_lib.document.tree import Annex, Figure, Heading, Paragraph, Signature
from lawgov_lib.document.wordbreaks import breaks, even_lines
from lawgov_lib.exporters.imprint import imprint
from lawgov_lib.exporters.linefill import marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawgov_lib.document.tree import Document

FACES: dict[str, list[str]] = {
    "body": ["Zhuque Fangsong (technical preview)"],
    "kai": ["LXGW WenKai GB Lite"],
    "sans": ["Noto Sans CJK SC"],
    "title": ["Noto Serif SC"],
    "western": ["Noto Serif SC"],
    "fallback": [face.family for face in FALLBACK],
}
"""The shipped faces by their part: 仿宋, 楷体, 黑体, 小标宋, digits and letters, the rest."""
_HEADING_SQUARES, _TITLE_SQUARES = 26, 20
"""How many characters a line has room for, behind the indent of a heading, and in a title.

A signature leaves as much free at the right as a heading at the left.
"""
_TEMPLATE = Path(__file__).parent / "report.typ"
_GIVEN = "report.json"
"""What the template reads, from the folder in which it is set."""
_ESCAPE = compiled(r"\\u\{([0-9a-f]{1,6})\}")
"""How Typst writes a character that is not seen."""
_MISSING_GLYPH = compiled(r'the text `"(.+?)"` could not be displayed')


def render_pdf(
    document: Document,
    *,
    faces: Mapping[str, list[str]] | None = None,
    font_dirs: Sequence[str] = (),
) -> bytes:
    """Set the document.

    Args:
        document: The whole report.
        faces: Families by part, over :data:`FACES`.
        font_dirs: Folders with font files beside the shipped ones.

    Returns:
        The PDF; the same document gives the same bytes.

    Raises:
        ExportError: No face has a character, or a figure is not a readable picture.
        RunError: There is no place for what the template reads.
    """
    tree, told = document.model_dump(mode="json"), imprint(document)
    for section, written in zip(document.sections, tree["sections"], strict=True):
        for block, node in zip(section.blocks, written["blocks"], strict=True):
            match block:
                case Figure():
                    is_drawing = block.media == "image/svg+xml"
                    node["data"] = alone(block) if is_drawing else list(pixels(block))
                case Paragraph(role="body"):
                    for run, text in zip(node["runs"], marked(block.runs), strict=True):
                        run["text"] = text
                case Heading():
                    node["words"] = _words(block.number + block.text, _HEADING_SQUARES)
                case Signature():
                    node["names"] = [even_lines(name, _HEADING_SQUARES) for name in block.agencies]
                case Annex():
                    node["words"] = _words(block.title, _TITLE_SQUARES)
    given = {
        "document": tree,
        "imprint": {**told._asdict(), "colophon": told.colophon},
        "faces": FACES | dict(faces or {}),
    }
    compiler = _compiler(tuple(font_dirs), _stamp(font_dirs))
    try:
        with scratch() as folder:
            # In a file: what Typst has worked out for one report holds for the next as long as the
            # inputs of the system stay as they are.
            (folder / _GIVEN).write_text(json.dumps(given), encoding="utf-8")
            pdf = compiler.compile(
                _TEMPLATE.read_bytes(),
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
                root=str(folder),
                timestamp=datetime.combine(document.meta.signed_on, time(), UTC),
            )
    except typst.TypstError as error:
        raise _told(str(error), document) from None
    except OSError as error:
        raise no_place(error) from None
    return cast("bytes", pdf)


@cache
def _compiler(font_dirs: tuple[str, ...], stamp: tuple[object, ...]) -> typst.Compiler:
    """Load the faces once a process, faces that have changed anew."""
    del stamp
    return typst.Compiler(font_paths=[str(FONTS), *font_dirs], ignore_system_fonts=True)


def _stamp(font_dirs: Sequence[str]) -> tuple[object, ...]:
    """Say which font files there are and when each was written."""
    return tuple(
        (name, path.stat().st_mtime_ns, path.stat().st_size)
        for folder in font_dirs
        for name, path in font_files(Path(folder)).items()
    )


def _words(text: str, squares: int) -> list[str]:
    """Cut what is longer than a line between its words; a shorter text needs none."""
    cuts = (0, *breaks(text), len(text)) if len(text) > squares else ()
    return [text[start:end] for start, end in pairwise(cuts)]


def _told(message: str, document: Document) -> ExportError:
    missing = _MISSING_GLYPH.search(message)
    if missing:
        first = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), missing[1])
        # A face of one's own may show what ours do not, and the other way round.
        found = strangers(document.model_dump_json())
        texts = dict.fromkeys([first, *(mark.character for mark in found)])
        return ExportError(tuple(_unshown(text, document) for text in texts))
    if "SVG" in message or "image" in message:
        return ExportError.of("E702", f"有一幅图不能读取（{message}）", hint="重新生成该图。")
    return ExportError.of("E703", f"PDF排版失败（{message}）", hint="检查最近添加的内容。")


def _unshown(text: str, document: Document) -> Problem:
    codes = "、".join(f"U+{ord(character):04X}" for character in text)
    message = f"{_where(text, document)}中的“{text}”（{codes}）没有字体可以显示"
    return Problem("E701", message, hint=REWRITE)


def _where(text: str, document: Document) -> str:
    """Name the heading under which the text stands first."""
    heading = document.meta.title
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.number + block.text
        elif isinstance(block, Annex):
            heading = f"{block.label} {block.title}"
        if text in block.model_dump_json():
            return f"“{heading}”" + ("图" if isinstance(block, Figure) else "")
    return "全文"
