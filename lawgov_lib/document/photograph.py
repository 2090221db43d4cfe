"""Photographs: the picture alone, without what a camera writes beside it."""

from __future__ import annotations

import io

_QUALITY = 95


def bare(data: bytes) -> bytes:
    """Return a JPEG without place, time, device, thumbnail and comment; any other file as it is.

    A photograph that its camera stored turned is turned for good. One that holds nothing beside
    the picture keeps its bytes, and so does one that cannot be read, which is told elsewhere.

    Args:
        data: The file.
    """
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
