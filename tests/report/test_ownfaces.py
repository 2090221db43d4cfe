"""A face that ``report.yaml`` names must lie in the folder ``fonts`` of the root."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.shipped import FONTS
from lawgov_lib.report.yearreport import Report
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from lawgov_lib.base.errors import Problem
    from tests.yearfolder import YearFolder

WANTED = REPORT + "faces:\n  kai: LXGW WenKai GB Lite\n  body: 仿宋_GB2312\n"


def problems(folder: YearFolder) -> tuple[Problem, ...]:
    """Survey the year."""
    return Report.survey(2020, str(folder.params))[1]


def test_missing_face_names_what_is_there(folder: YearFolder) -> None:
    """Each face that is not there is told with its line and the faces that are."""
    fonts = folder.params.parent / "fonts"
    fonts.mkdir()
    shutil.copy(FONTS / "LXGWWenKaiGBLite-Regular.ttf", fonts)
    folder.write("report.yaml", WANTED)

    (problem,) = problems(folder)

    assert problem.code == "E451"
    assert str(problem.place).startswith("params/2020/report.yaml:10")
    assert "仿宋_GB2312" in problem.message
    assert "GB Lite" in problem.hint


def test_no_folder(folder: YearFolder) -> None:
    """Without a font file every face that is named is missing; without names nothing is wrong."""
    folder.write("report.yaml", WANTED)
    assert [problem.code for problem in problems(folder)] == ["E451", "E451"]

    folder.write("report.yaml", REPORT)
    assert problems(folder) == ()


def test_damaged_font_file(folder: YearFolder) -> None:
    """A file that is no font is named; what lies beside fonts, such as a licence, is left alone."""
    fonts = folder.params.parent / "fonts"
    fonts.mkdir()
    (fonts / "bad.ttf").write_bytes(b"no font")
    (fonts / "LICENSE.txt").write_text("", encoding="utf-8")

    assert [(each.code, str(each.place)) for each in problems(folder)] == [
        ("E450", "fonts/bad.ttf")
    ]


@pytest.mark.parametrize("name", ["x.ttf", "report.docx"])
def test_what_is_no_file_is_named(folder: YearFolder, name: str) -> None:
    """A link that leads nowhere would let the shipped face or template stand in without a word."""
    fonts = folder.params.parent / "fonts"
    fonts.mkdir()
    (fonts / name).symlink_to("gone")

    assert [(each.code, str(each.place)) for each in problems(folder)] == [
        ("E445", f"fonts/{name}")
    ]


def test_the_folder_of_faces_is_a_folder(folder: YearFolder) -> None:
    """A link that leads nowhere in its place is named."""
    (folder.params.parent / "fonts").symlink_to("gone")

    assert [(each.code, str(each.place)) for each in problems(folder)] == [("E403", "fonts")]
