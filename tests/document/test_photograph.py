"""A photograph is published without what its camera wrote beside the picture."""

from __future__ import annotations

import io

from PIL import Image
from PIL.ExifTags import Base
from PIL.PngImagePlugin import PngInfo

from lawgov_lib.document.photograph import bare

TURNED = 6


def photograph(*, told: bool) -> bytes:
    """Take a photograph, upright but stored lying, with the device and a remark or without."""
    file, exif = io.BytesIO(), Image.Exif()
    exif[Base.Orientation], exif[Base.Model] = TURNED, "某型号"
    options = {"exif": exif, "comment": "某处"} if told else {}
    Image.new("RGB", (40, 20), "#808080").save(file, "JPEG", **options)
    return file.getvalue()


def test_nothing_is_said_beside_the_picture() -> None:
    """Device and remark are gone, and the picture stands upright by itself."""
    with Image.open(io.BytesIO(bare(photograph(told=True)))) as image:
        assert not {"exif", "comment"} & {*image.info}
        assert image.size == (20, 40)
        assert image.getpixel((10, 20)) == (128, 128, 128)


def test_a_plain_photograph_keeps_its_bytes() -> None:
    """What says nothing is not written anew; nor is what is no photograph, or is broken."""
    for data in (photograph(told=False), b"\x89PNG", photograph(told=True)[:60], b""):
        assert bare(data) == data


def screenshot(*, told: bool) -> bytes:
    """Take a screenshot as a PNG, with a remark and the device or without."""
    file, exif, words = io.BytesIO(), Image.Exif(), PngInfo()
    exif[Base.Model] = "某型号"
    words.add_text("Comment", "某处")
    options = {"exif": exif, "pnginfo": words} if told else {}
    Image.new("RGB", (40, 20), "#808080").save(file, "PNG", dpi=(300, 300), **options)
    return file.getvalue()


def test_nothing_is_said_beside_a_screenshot() -> None:
    """Words, device and what hangs on behind the end are gone; the picture is the same."""
    assert bare(screenshot(told=True) + b"more") == screenshot(told=False)
    assert bare(screenshot(told=False)) == screenshot(told=False)
