"""Pictures of a Word file: drawings as SVG with pixels for programs that show none."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast
from xml.sax.saxutils import quoteattr

import typst
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from lawgov_lib.base.errors import ExportError
from lawgov_lib.base.shipped import FONTS
from lawgov_lib.document.svg import alone, pixels

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from lawgov_lib.document.tree import Figure

_TEMPLATE = Path(__file__).parent / "picture.typ"
_DENSITY = 220
"""The pixels per inch of a drawing: sharp in print, some 60 kB each."""
_EMU = 635
"""The units of a drawing to the twentieth of a point."""
_INCH = 1440
_TALLEST = 10772
"""How high a picture may be: 190 mm in twentieths of a point, as in the PDF."""
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


class Album:
    """The pictures put into one file so far."""

    def __init__(self, word: WordDocument) -> None:
        """Begin without pictures."""
        self._part = word.part
        self._count = 0

    def drawing(self, figure: Figure, width: int) -> str:
        """Put a picture into the file, and write the run that shows it.

        Args:
            figure: The picture.
            width: The room that it has, in twentieths of a point.

        Raises:
            ExportError: It is not readable.
        """
        self._count += 1
        vector, density = "", 0
        if figure.media == "image/svg+xml":
            told = alone(figure)
            shown, density = _pixels_of(told, figure), _DENSITY
            vector = (
                '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
                f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{self._vector(told)}"/>'
                "</a:ext></a:extLst>"
            )
        else:
            shown = pixels(figure)
        link, image = self._part.get_or_add_image(BytesIO(shown))
        wide, tall = (
            count * _INCH // (density or own)
            for count, own in ((image.px_width, image.horz_dpi), (image.px_height, image.vert_dpi))
        )
        scale = min(1, width / wide, _TALLEST / tall)
        size = f'cx="{round(wide * scale) * _EMU}" cy="{round(tall * scale) * _EMU}"'
        name = f'id="{self._count}" name="图{self._count}" descr={quoteattr(figure.alt)}'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f"<wp:extent {size}/><wp:docPr {name}/><wp:cNvGraphicFramePr>"
            f'<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f"<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{link}">{vector}</a:blip>'
            f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            f"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def _vector(self, drawing: str) -> str:
        """Put a drawing into the file; return its link."""
        name = PackURI(f"/word/media/drawing{self._count}.svg")
        part = Part(name, "image/svg+xml", drawing.encode(), self._part.package)
        return self._part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)


def _pixels_of(drawing: str, figure: Figure) -> bytes:
    try:
        shown = _compiler().compile(
            format="png", ppi=float(_DENSITY), sys_inputs={"drawing": drawing}
        )
    except typst.TypstError as error:
        message = f"图「{figure.caption or figure.alt}」不能读取（{error}）"
        raise ExportError.of("E702", message, hint="重新生成该图。") from None
    return cast("bytes", shown)


@cache
def _compiler() -> typst.Compiler:
    """Load the faces once a process."""
    return typst.Compiler(str(_TEMPLATE), font_paths=[str(FONTS)], ignore_system_fonts=True)
