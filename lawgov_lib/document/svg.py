"""Keep of an SVG picture the drawing alone: nothing that runs, reaches out or grows.

What is kept is named here, element by element and property by property; everything else is
dropped. A picture that would unfold to more than any chart needs is refused.
"""

from __future__ import annotations

import base64
import binascii
import io
import struct
from hashlib import sha256
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from lawgov_lib.base.errors import ExportError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.glyphs import SANS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.document.tree import Figure

LARGEST = 16 << 20
"""The characters of the largest picture: a scatter of 100 000 points."""
MOST_PIXELS = 50_000_000
"""The pixels of the largest image: an A3 page at 600 dots an inch; unpacked they take 200 MB."""
_MOST_SHAPES = 500_000
_DEEPEST = 100
_NAMESPACE = "http://www.w3.org/2000/svg"
_SVG = f"{{{_NAMESPACE}}}"
_DRAWING = compiled(
    "svg|g|defs|symbol|use|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|title|desc|"
    "clipPath|mask|pattern|linearGradient|radialGradient|stop|image"
)
_PROPERTY = compiled(
    "(?:fill|stroke|stop|font|text|clip|mask|color|opacity|paint|letter|word|line|dominant|"
    "alignment|baseline|shape|image|vector|writing|direction|display|visibility|overflow|white)"
    "(?:-[a-z]+)*"
)
_FUNCTION = compiled(r"([\w-]+)\s*\(")
_DRAWING_FUNCTION = compiled("rgba?|hsla?|matrix|translate|rotate|scale|skew[XY]|url")
_LOCAL_URL = compiled(r"url\(\s*['\"]?#([^'\")\\]*)['\"]?\s*\)")
_STYLE_OF_ALL = compiled(r"\s*\*\s*\{([^{}]*)\}\s*")
_PICTURE = compiled(r"data:image/png;base64,([A-Za-z0-9+/=\s]*)")
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def on_page(figure: Figure, place: int) -> str:
    """Return the drawing as a part of a page, with ids that no other figure of the page shares.

    Args:
        figure: An SVG figure.
        place: Its position among the blocks of the page.

    Raises:
        ExportError: It is not readable SVG, or would unfold to too much.
    """
    root = _drawing(figure, f"f{sha256(f'{place} {figure.data}'.encode()).hexdigest()[:10]}-")
    styles = (root.get("style", ""), "max-width:100%", "height:auto")
    root.set("style", ";".join(filter(None, styles)))
    root.set("role", "img")
    root.set("aria-label", figure.alt)
    return ET.tostring(root, encoding="unicode", short_empty_elements=False)


def alone(figure: Figure) -> str:
    """Return the drawing as a file of its own; text without a face is in that of the charts.

    Args:
        figure: An SVG figure.

    Raises:
        ExportError: It is not readable SVG, or would unfold to too much.
    """
    root = _drawing(figure, "")
    root.attrib.setdefault("font-family", SANS.family)
    root.set("xmlns", _NAMESPACE)
    return ET.tostring(root, encoding="unicode")


def pixels(figure: Figure) -> bytes:
    """Return the bytes of a PNG or JPEG figure.

    Raises:
        ExportError: It is neither, or would unpack to too much.
    """
    try:
        data = base64.b64decode(figure.data)
    except (binascii.Error, ValueError):
        data = b""
    is_png = figure.media == "image/png"
    count = _pixels(data) if is_png else _pixels_of_jpeg(data)
    if count is None:
        raise _fault("E721", figure, f"不是可读的 {'PNG' if is_png else 'JPEG'}")
    if count > MOST_PIXELS:
        raise _fault("E722", figure, "像素过多")
    return data


def _fault(code: str, figure: Figure, what: str) -> ExportError:
    return ExportError.of(
        code,
        f"图「{figure.caption or figure.alt}」{what}",
        hint="改用较简单的 SVG、PNG 或 JPEG 格式的图，重新运行。",
    )


def _pixels(data: bytes) -> int | None:
    """Read the size of a PNG from its first chunk; None where it is no PNG."""
    if not data.startswith(_PNG) or len(data) < len(_PNG) + 8:
        return None
    width, height = struct.unpack(">II", data[len(_PNG) : len(_PNG) + 8])
    return int(width) * int(height)


def _pixels_of_jpeg(data: bytes) -> int | None:
    """Read the size of a JPEG from its head; None where it is none."""
    from PIL import Image  # noqa: PLC0415  most reports have no photograph

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            return image.width * image.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _drawing(figure: Figure, prefix: str) -> ET.Element:
    root = _parsed(figure)
    _refuse_growth(root, figure)
    inherited = [
        rule[1]
        for style in root.iter(f"{_SVG}style")
        if (rule := _STYLE_OF_ALL.fullmatch(style.text or ""))
    ]
    _keep_drawing(root, prefix)
    # A style element would reach the whole page; what it says of all elements, they inherit.
    style = ";".join(filter(None, [_style(";".join(inherited), prefix), root.get("style")]))
    if style:
        root.set("style", style)
    root.tail = None
    return root


def _parsed(figure: Figure) -> ET.Element:
    """Parse the picture; one with entities is not read at all, for they can grow without limit."""
    if len(figure.data) > LARGEST:
        raise _fault("E722", figure, "过大")
    data = "" if "<!ENTITY" in figure.data else figure.data
    try:
        root = ET.fromstring(data)  # noqa: S314  entities are refused above
    except (ET.ParseError, ValueError):
        root = ET.Element("unreadable")
    if root.tag.removeprefix(_SVG) != "svg":
        raise _fault("E721", figure, "不是可读的 SVG")
    return root


def _refuse_growth(root: ET.Element, figure: Figure) -> None:
    """Refuse what unfolds to more shapes, or nests deeper, than any chart: references repeat."""
    named = {name: element for element in root.iter() if (name := element.get("id"))}
    known: dict[ET.Element, tuple[int, int]] = {}

    def measured(element: ET.Element, above: int) -> tuple[int, int]:
        """Return how many shapes an element unfolds to, and how deep they nest."""
        size, height = known.get(element, (1, 0))
        if element not in known and above <= _DEEPEST:
            inner = (*element, *(named[name] for name in _references(element) if name in named))
            parts = [measured(part, above + 1) for part in inner]
            size += sum(part for part, _ in parts)
            height = 1 + max((part for _, part in parts), default=0)
        if above + height > _DEEPEST or size > _MOST_SHAPES:
            raise _fault("E722", figure, "过于复杂")
        known[element] = size, height
        return size, height

    measured(root, 0)


def _references(element: ET.Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name.removeprefix("{http://www.w3.org/1999/xlink}") == "href" and value[:1] == "#":
            yield value[1:]
        elif "url(" in value:
            yield from _LOCAL_URL.findall(value)


def _keep_drawing(element: ET.Element, prefix: str) -> None:
    element.tag = element.tag.removeprefix(_SVG)
    kept = {}
    for name, value in element.attrib.items():
        local = "href" if name.endswith("}href") else name
        safe = _attribute(local, value, prefix)
        if safe is not None:
            kept[local] = safe
    element.attrib.clear()
    element.attrib.update(kept)
    for child in list(element):
        if _DRAWING.fullmatch(child.tag.removeprefix(_SVG)):
            _keep_drawing(child, prefix)
        else:
            element.remove(child)


def _attribute(name: str, value: str, prefix: str) -> str | None:
    """Return the attribute's harmless value, or None when it has to go."""
    if name.startswith(("{", "on", "data-")) or name in {"class", "xmlns"}:
        return None
    match name:
        case "id":
            return prefix + value
        case "href" if value.startswith("#"):
            return f"#{prefix}{value[1:]}"
        case "href":
            return value if _is_picture(value) else None
        case "style":
            return _style(value, prefix) or None
        case _:
            return _local(value, prefix)


def _is_picture(value: str) -> bool:
    """Tell whether a reference holds a picture itself, one that does not unpack to too much."""
    found = _PICTURE.fullmatch(value)
    try:
        data = base64.b64decode(found[1]) if found else b""
    except (binascii.Error, ValueError):
        return False
    return found is not None and (_pixels(data) or 0) <= MOST_PIXELS


def _style(declarations: str, prefix: str) -> str:
    """Keep what says how a shape is drawn, not where it stands on the page."""
    safe = (
        _local(declaration.strip(), prefix)
        for declaration in declarations.split(";")
        if _PROPERTY.fullmatch(declaration.partition(":")[0].strip().lower())
    )
    return ";".join(filter(None, safe))


def _local(value: str, prefix: str) -> str | None:
    """Prefix references inside the picture; refuse a value that may reach outside it."""
    if "(" not in value:
        return value
    functions = _FUNCTION.findall(value)
    known = all(map(_DRAWING_FUNCTION.fullmatch, functions))
    local = functions.count("url") == len(_LOCAL_URL.findall(value))
    if not known or not local:
        return None
    return _LOCAL_URL.sub(rf"url(#{prefix}\1)", value)
