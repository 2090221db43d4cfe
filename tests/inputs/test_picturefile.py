"""Pictures that the prose shows are files of the year folder, and no others are read."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from lawgov_lib.document.tree import Figure
from lawgov_lib.inputs.picturefile import LARGEST

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
PLANS = "params/2020/text/plans.md"


def picture(form: str) -> bytes:
    """Return a small picture of a form."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), "#336699").save(buffer, form)
    return buffer.getvalue()


def put(folder: YearFolder, name: str, data: bytes) -> None:
    """Put a file into the year folder."""
    path = folder.params / "2020" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("file", "address", "form"),
    [
        ("text/图/flow.png", "图/flow.png", "PNG"),
        ("text/图/flow.png", "%E5%9B%BE/flow.png", "PNG"),
        ("图/flow.JPG", "图/flow.JPG", "JPEG"),
        ("图/flow.png", "../图/flow.png", "PNG"),
        ("text/a b.jpeg", "<a b.jpeg>", "JPEG"),
    ],
)
def test_a_picture_lies_beside_the_text_or_in_the_year_folder(
    folder: YearFolder, file: str, address: str, form: str
) -> None:
    """It is carried in the tree, its caption is its text alternative, and no file is a stranger."""
    data = picture(form)
    put(folder, file, data)
    folder.write("text/plans.md", f"如图。\n\n![图1 流程]({address})")

    (_, figure) = folder.report().told["plans"][:2]

    media = f"image/{form.lower()}"
    coded = base64.b64encode(data).decode()
    assert figure == Figure(media=media, data=coded, alt="图1 流程", caption="图1 流程")


def test_a_drawing_is_carried_as_it_is(folder: YearFolder) -> None:
    """SVG is text; what may be kept of it is decided where it is shown."""
    put(folder, "text/a.svg", DRAWING.encode("utf-8-sig"))
    folder.write("text/plans.md", "![图1](a.svg)")

    figure = folder.report().told["plans"][0]

    assert figure == Figure(data=DRAWING, alt="图1", caption="图1")


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("a.png", b"no picture", "![图](a.png)"),
        ("a.jpg", b"\xff\xd8\xff no picture", "![图](a.jpg)"),
        ("a.svg", b"<html/>", "![图](a.svg)"),
        ("a.gif", picture("GIF"), "![图](a.gif)"),
        ("a.png", picture("PNG") + b"\0" * LARGEST, "![图](a.png)"),
        ("a.png", picture("PNG"), "![](a.png)"),
        ("a.png", picture("PNG"), "![图](b.png) ![另](a.png)"),
        ("a.png", picture("PNG"), "# ![图](a.png)"),
        ("a.png", picture("PNG"), "- 甲![图](a.png)"),
    ],
)
def test_what_is_no_picture_is_told_with_its_line(
    folder: YearFolder, name: str, data: bytes, shown: str
) -> None:
    """The place is that of the text."""
    put(folder, f"text/{name}", data)
    folder.write("text/plans.md", f"甲\n\n{shown}")

    assert folder.problems() == [f"E508 {PLANS}:3"]


def test_a_picture_that_no_text_shows_is_a_stranger(folder: YearFolder) -> None:
    """It would be missed without a word."""
    put(folder, "text/a.png", picture("PNG"))

    assert folder.problems() == ["E409 params/2020/text/a.png"]
