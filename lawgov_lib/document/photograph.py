"""Photographs and screenshots: the picture alone, without what a device writes beside it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUALITY = 95
_PNG = b"\x89PNG\r\n\x1a\n"
_LAST = b"IEND"
_SHAPING = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", _LAST, b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB"}
    | {b"cICP", b"bKGD", b"pHYs"}
)
"""The chunks of a PNG that say how it looks; others have words, days, places (PNG 3, 11.3)."""
_AROUND = 12
"""The bytes of a chunk around its content: length, name and check."""


def bare(data: bytes) -> bytes:
    """Return a JPEG or PNG without place, time, device, thumbnail, comment; any other as it is.

    A photograph that its camera stored turned is turned for good. One that holds nothing beside
    the picture keeps its bytes, and so does one that cannot be read, which is told elsewhere.

    Args:
        data: The file.
    """
    if data.startswith(_PNG):
        return _PNG + b"".join(_shaping_chunks(data))
    if not data.startswith(b"\xff\xd8\xff"):
        return data
    from PIL import Image, ImageOps  # noqa: PLC0415  most reports have no photograph

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            if not {"exif", "xmp", "comment", "photoshop", "mp"} & {*image.info}:
                return data
            kept = io.BytesIO()
            profile = image.info.get("icc_profile")
            turned = ImageOps.exif_transpose(image)
            turned.info.clear()
            turned.save(kept, "JPEG", quality=_QUALITY, subsampling=0, icc_profile=profile)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return data
    return kept.getvalue()


def _shaping_chunks(data: bytes) -> Iterator[bytes]:
    """Yield what a PNG needs to be shown, to its end; of a broken one what is there."""
    at = len(_PNG)
    while at < len(data):
        name = data[at + 4 : at + 8]
        end = at + int.from_bytes(data[at : at + 4]) + _AROUND
        if name in _SHAPING or end > len(data):
            yield data[at:end]
        if name == _LAST:
            return
        at = end
