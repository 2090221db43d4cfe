"""What an office suite makes of our files: LibreOffice without a screen, in shipped faces."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.shipped import FONTS
from lawgov_lib.exporters.pdf import FACES

if TYPE_CHECKING:
    from pathlib import Path

_OFFICIAL = {
    "仿宋_GB2312": "body",
    "楷体_GB2312": "kai",
    "黑体": "sans",
    "方正小标宋简体": "title",
    "宋体": "western",
}
"""The faces that a Word file names, by the part whose shipped face stands in for them."""
_ALIAS = '<alias binding="same"><family>{}</family><prefer><family>{}</family></prefer></alias>'


def pdf_by_libreoffice(content: bytes, folder: Path, name: str = "report.docx") -> bytes:
    """Let LibreOffice set a Word file or a workbook.

    Args:
        content: The file.
        folder: A folder of the test's own.
        name: The name of the file, by whose ending it is known.
    """
    return _converted(content, folder / name, "pdf")


def docx_by_libreoffice(content: bytes, folder: Path) -> bytes:
    """Let LibreOffice open a Word file and save it again.

    Args:
        content: The file.
        folder: A folder of the test's own.
    """
    return _converted(content, folder / "report.docx", "docx")


def _converted(content: bytes, path: Path, ending: str) -> bytes:
    office = shutil.which("soffice")
    if not office and os.environ.get("CI") != "true":
        pytest.skip("soffice")
    assert office
    faces = "".join(_ALIAS.format(name, FACES[part][0]) for name, part in _OFFICIAL.items())
    folder = path.parent
    fonts = folder / "fonts.conf"
    folders = f"<dir>{FONTS}</dir><cachedir>{folder / 'faces'}</cachedir>"
    fonts.write_text(f"<fontconfig>{folders}{faces}</fontconfig>", encoding="utf-8")
    made = folder / "made"
    path.write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    subprocess.run(
        [office, home, "--headless", "--convert-to", ending, "--outdir", made, path],
        check=True,
        capture_output=True,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )
    return (made / f"{path.stem}.{ending}").read_bytes()
