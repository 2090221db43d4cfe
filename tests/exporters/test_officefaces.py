"""The office's own faces set the PDF; what they lack is set by the shipped ones."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from nbformat.v4 import new_notebook
from pypdf import PdfReader

from lawgov_lib.base.errors import ExportError
from lawgov_lib.base.shipped import FONTS
from lawgov_lib.exporters.formats import rendered
from lawgov_lib.exporters.officefaces import office_faces
from tests.exporters.test_pdf import SAMPLE, document

if TYPE_CHECKING:
    from pathlib import Path

SONG, SONG_LATIN = "方正小标宋简体", "FZXiaoBiaoSong-B05S"


def put_face(folder: Path, chinese: str, latin: str, characters: str) -> Path:
    """Put a shipped face there that has a few characters and bears other names."""
    folder.mkdir(exist_ok=True)
    font = TTFont(FONTS / "NotoSerifSC-Black.ttf")
    cut = Subsetter()
    cut.populate(text=characters)
    cut.subset(font)
    names = font["name"]
    names.names = []
    for language, name in ((0x409, latin), (0x804, chinese)):
        for kind in (1, 4):
            names.setName(name, kind, 3, 1, language)
    names.setName("Regular", 2, 3, 1, 0x409)
    names.setName(latin, 6, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    path = folder / "own.ttf"
    font.save(path)
    return path


def faces_of(pdf: bytes) -> set[str]:
    """Return the names of the faces of the first page."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return {each["fontname"].partition("+")[2] for each in opened.pages[0].chars}


def test_a_usual_face_is_used_unasked(tmp_path: Path) -> None:
    """A face by a usual name is taken, in either language; other faces stay the shipped ones."""
    put_face(tmp_path, SONG, SONG_LATIN, "示例市")

    assert office_faces(tmp_path, {}) == {"title": SONG_LATIN}
    assert office_faces(tmp_path, {"sans": SONG_LATIN.lower()})["sans"] == SONG_LATIN


def test_no_folder_no_faces(tmp_path: Path) -> None:
    """Without a folder the shipped faces set everything."""
    assert office_faces(tmp_path / "fonts", {}) == {}


def test_missing_face_is_told(tmp_path: Path) -> None:
    """A face that is asked for and is not there stops the rendering."""
    with pytest.raises(ExportError) as error:
        office_faces(tmp_path, {"body": "仿宋_GB2312"})

    assert error.value.problems[0].code == "E707"
    assert "仿宋_GB2312" in error.value.problems[0].message


def test_own_face_sets_what_it_has(tmp_path: Path) -> None:
    """The own face and, for the characters that it lacks, the shipped one set the title."""
    put_face(tmp_path, SONG, SONG_LATIN, "示例市")
    report = document(*SAMPLE)

    pdf = rendered(report, new_notebook(), for_review=False, fonts=tmp_path)["report.pdf"]

    assert {SONG_LATIN, "NotoSerifSC-Black"} <= faces_of(pdf)
    assert "示例市科学技术局" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    plain = rendered(report, new_notebook(), for_review=False)["report.pdf"]
    assert SONG_LATIN not in faces_of(plain)


def test_a_changed_face_is_read_anew(tmp_path: Path) -> None:
    """In one process a font file that has been replaced is not remembered."""
    report = document(*SAMPLE)
    put_face(tmp_path, SONG, SONG_LATIN, "示例市")
    first = rendered(report, new_notebook(), for_review=False, fonts=tmp_path)["report.pdf"]

    put_face(tmp_path, SONG, SONG_LATIN, "示例市科学技术局2020年度法治政府建设年度报告")
    second = rendered(report, new_notebook(), for_review=False, fonts=tmp_path)["report.pdf"]

    assert "NotoSerifSC-Black" in faces_of(first)
    assert "NotoSerifSC-Black" not in faces_of(second)
