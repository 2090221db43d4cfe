"""Pictures that the Markdown of an own cell shows: attached, in an address of data, or a file."""

from __future__ import annotations

import base64
import binascii
import re
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lawgov_lib.base.errors import ExportError, TellingError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.files import system_word
from lawgov_lib.document import svg
from lawgov_lib.document.markdown import parse
from lawgov_lib.document.photograph import bare
from lawgov_lib.document.tree import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ADDED_FIGURE = "分析人员添加的图"
_ATTACHED = "attachment:"
_DATA = compiled(r"data:(image/[\w.+-]+)(?:;charset=[\w-]+)?(;base64)?,(.*)", re.DOTALL)
_SCHEME = compiled(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
PNG, JPEG = "image/png", "image/jpeg"
_MAGIC = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_SVG = "image/svg+xml"
SUFFIXES = (".png", ".jpg", ".jpeg", ".svg")
_QUOTED = 80
"""How much of a wrong address is quoted."""
_TAG = compiled(r"<img\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = compiled(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_HINT = "图片放在本机关资料的文件夹内（如 图/），写相对路径；也可以直接粘贴到单元格中。"


def addresses(cell: Mapping[str, Any]) -> list[str]:
    """Return where the pictures lie that a cell shows and does not hold."""
    tags = cell.get("metadata", {}).get("tags", ())
    if cell["cell_type"] != "markdown" or "remove_cell" in tags:
        return []
    names = [unquote(address) for address in _shown(as_markdown(cell["source"]))]
    return [name for name in names if not name.startswith((_ATTACHED, "data:"))]


def _shown(text: str) -> list[str]:
    """Return the addresses of the pictures of a text; what else is wrong with it is told later."""
    seen: list[str] = []

    def keep(address: str, caption: str, _: int) -> Figure:
        seen.append(address)
        return Figure(data="", alt=caption)

    with suppress(TellingError):
        parse(text, show=keep)
    return seen


def found(name: str, folders: Sequence[Path], root: Path) -> Path:
    """Find a picture in the root."""
    if _SCHEME.match(name) or Path(name).is_absolute():
        raise _fault(f"图“{name[:_QUOTED]}”不在本机关的文件夹中")  # noqa: EM102  no exception
    files = [path for folder in folders if (path := (folder / name).resolve()).is_file()]
    inside = [path for path in files if path.is_relative_to(root)]
    if not inside:
        raise _fault(f"图“{name[:_QUOTED]}”{'不在本机关的文件夹中' if files else '找不到'}")  # noqa: EM102  no exception
    if inside[0].suffix.lower() not in SUFFIXES:
        raise _fault(f"图“{name}”不是PNG、JPEG或SVG格式")  # noqa: EM102  no exception
    return inside[0]


def read(name: str, folders: Sequence[Path], root: Path) -> tuple[str, bytes]:
    """Read a picture in the root."""
    path = found(name, folders, root)
    try:
        with path.open("rb") as stream:
            data = stream.read(svg.LARGEST + 1)
    except OSError as error:
        raise _fault(f"图“{name}”读不出来（{system_word(error)}）") from None  # noqa: EM102  no exception
    if len(data) > svg.LARGEST:
        raise _fault(f"图“{name}”过大（最多{svg.LARGEST >> 20}MB）")  # noqa: EM102  no exception
    media = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if media is None and b"<svg" in data:
        media = _SVG
    if media is None:
        raise _fault(f"图“{name}”不是PNG、JPEG或SVG格式")  # noqa: EM102  no exception
    return media, bare(data)


def captioned(address: str, caption: str, attachments: Mapping[str, Mapping[str, str]]) -> Figure:
    """Return the picture that Markdown shows; what it has no caption for, nobody is told.

    Args:
        address: As the text gives it.
        caption: What stands in the brackets.
        attachments: What is attached to the cell, by name and media type.

    Raises:
        TellingError: It has no caption, is not attached, or no picture that a report shows.
    """
    if not caption.strip():
        message = f"图“{unquote(address)[:_QUOTED]}”没有图题"
        raise TellingError.of(
            "E724", message, hint="在方括号中写图题，如 ![各季度办件量](图/a.png)。"
        )
    return figure(address, caption, attachments)


def checked(
    address: str,
    caption: str,
    attachments: Mapping[str, Mapping[str, str]],
    folders: Sequence[Path],
    root: Path,
) -> Figure:
    """Return the picture that Markdown shows, from its file if it is linked, once it is readable.

    Args:
        address: As the text gives it.
        caption: What stands in the brackets.
        attachments: What is attached to the cell, by name and media type.
        folders: Where a file is looked for.
        root: The folder outside of which nothing is read.

    Raises:
        TellingError: The report would refuse it.
    """
    name = unquote(address)
    try:
        if name not in attachments and not name.startswith((_ATTACHED, "data:")):
            media, data = read(name, folders, root)
            attachments = {name: {media: base64.b64encode(data).decode()}}
        picture = captioned(address, caption, attachments)
        _ = svg.alone(picture) if picture.media == _SVG else svg.pixels(picture)
    except ExportError as error:
        raise TellingError(error.problems) from None
    return picture


def _fault(message: str) -> ExportError:
    return ExportError.of("E724", message, hint=_HINT)


def as_markdown(source: str) -> str:
    """Write the image tags of HTML, as JupyterLab's users put them, in Markdown."""

    def written(found: re.Match[str]) -> str:
        said = {
            name.lower(): unescape(one or two) for name, one, two in _ATTRIBUTE.findall(found[1])
        }
        return f"![{said.get('alt', '')}](<{said['src']}>)" if "src" in said else found[0]

    return _TAG.sub(written, source)


def figure(
    address: str, caption: str, attachments: Mapping[str, Mapping[str, str]], alt: str = ""
) -> Figure:
    """Return the picture of an address.

    Args:
        address: As the text gives it.
        caption: The caption, which is the text alternative too unless there is another.
        attachments: What is attached to the cell, by name and media type.
        alt: Another text alternative.

    Raises:
        TellingError: It is not attached, or no picture that a report shows.
    """
    name = unquote(address)
    told = {"alt": alt or caption or ADDED_FIGURE, "caption": caption}
    if written := _DATA.fullmatch(address):
        return Figure(**drawn(written[1], written[3], is_base64=bool(written[2])), **told)
    bundle = attachments.get(name.removeprefix(_ATTACHED)) or attachments.get(name)
    if not bundle:
        raise TellingError.of("E724", f"图“{name[:_QUOTED]}”找不到", hint=_HINT)
    media, data = next(iter(bundle.items()))
    return Figure(**drawn(media, "".join(data), is_base64=True), **told)


def drawn(media: str, data: str, *, is_base64: bool) -> dict[str, Any]:
    """Return media type and data of a figure: SVG as text, other pictures in base64.

    Raises:
        TellingError: It is no picture that a report shows.
    """
    if media not in {_SVG, *_MAGIC.values()}:
        raise TellingError.of("E724", f"报告不能呈现 {media} 格式的图", hint="改用PNG、JPEG或SVG。")
    if media != _SVG:
        return {"media": media, "data": "".join(unquote(data).split())}
    try:
        text = base64.b64decode(data).decode() if is_base64 else unquote(data)
    except (binascii.Error, ValueError):
        text = ""  # which the exporters refuse by name
    return {"media": media, "data": text.strip()}
