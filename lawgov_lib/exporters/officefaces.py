"""The office's own faces, as Typst asks for them: families by the part that they set.

They go into the PDF alone, where a face is embedded for viewing and printing. A web page would
hand the face itself to everybody who opens it, which the licences of the usual official faces do
not allow; pages name them, and show them where the reader's machine has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typst

from lawgov_lib.base.errors import ExportError, Place
from lawgov_lib.base.fontfiles import faces_in
from lawgov_lib.base.layout import FONTS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

USUAL: dict[str, tuple[str, ...]] = {
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK"),
    "sans": ("黑体", "SimHei", "方正黑体_GBK"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK"),
    "body": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK"),
    "western": ("宋体", "SimSun"),
}
"""What offices call the faces of GB/T 9704-2012, by part, the first that is there is taken."""


def office_faces(folder: Path, wanted: Mapping[str, str]) -> dict[str, str]:
    """Find the office's faces.

    Args:
        folder: The folder with its font files; it need not be there.
        wanted: Names by part; a part that is not named takes a usual face that is there.

    Returns:
        Families by part, as Typst calls them; a part without a face of its own is left out.

    Raises:
        ExportError: A face that is wanted is not there.
    """
    faces, _ = faces_in(folder)
    if not faces and not wanted:
        return {}
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
    families = {(str(font.path), font.index): font.family for font in fonts.fonts()}
    found: dict[str, str] = {}
    for part, usual in USUAL.items():
        names = (wanted[part],) if part in wanted else usual
        bearers = (face for name in names for face in faces if face.bears(name))
        face = next(bearers, None)
        family = families.get((str(face.path), face.index)) if face else None
        if family:
            found[part] = family
        elif part in wanted:
            message = f"没有字体“{wanted[part]}”可用"
            raise ExportError.of("E707", message, Place(FONTS_FOLDER), "核对字体文件和「faces」。")
    return found
