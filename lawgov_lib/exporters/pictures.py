"""Pictures that the text of a notebook shows: attached, in an address of data, or beside it.

A record holds all that it shows: a picture that lies beside the notebook is attached to the cell
that shows it, under the address that the cell gives.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from contextlib import suppress
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import nbformat

from lawgov_lib.base.errors import ExportError, TellingError
from lawgov_lib.base.layout import NOTEBOOKS, PARAMS
from lawgov_lib.base.shipped import ANNUAL_REPORT
from lawgov_lib.document.markdown import parse
from lawgov_lib.document.owncells import numbered
from lawgov_lib.document.photograph import bare
from lawgov_lib.document.svg import LARGEST
from lawgov_lib.document.tree import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nbformat import NotebookNode

ADDED_FIGURE = "分析人员添加的图"
_ATTACHED = "attachment:"
_DATA = re.compile(r"data:(image/[\w.+-]+)(?:;charset=[\w-]+)?(;base64)?,(.*)", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_JPEG = "image/jpeg"
_MAGIC = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": _JPEG}
_SVG = "image/svg+xml"
SUFFIXES = (".png", ".jpg", ".jpeg", ".svg")
_QUOTED = 80
"""How much of a wrong address is quoted."""
_TAG = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_HINT = "图片放在本机关资料的文件夹内（如 图/），写相对路径；也可以直接粘贴到单元格中。"


def embedded(nb: NotebookNode, root: Path, beside: Sequence[Path] = ()) -> NotebookNode:
    """Return the notebook with the pictures attached that its text shows from the root.

    Args:
        nb: The notebook.
        root: The folder outside of which nothing is read.
        beside: Where an address is looked for before the root, as the notebook's own folder.

    Raises:
        ExportError: A picture is not there, or is none; each with its cell, all at once.
    """
    fresh: NotebookNode = nbformat.from_dict(nb)
    problems = []
    for each in numbered(fresh.cells):
        for bundle in each.cell.get("attachments", {}).values():
            if photograph := bundle.get(_JPEG):
                bundle[_JPEG] = _bare("".join(photograph))
        for name in _addresses(each.cell):
            if name in each.cell.get("attachments", {}):
                continue
            try:
                media, data = _read(name, (*beside, root), root.resolve())
            except ExportError as error:
                problems += [replace(problem, place=each.place) for problem in error.problems]
                continue
            attachments = each.cell.setdefault("attachments", {})
            attachments[name] = {media: base64.b64encode(data).decode()}
    if problems:
        raise ExportError(tuple(problems))
    return fresh


def _bare(photograph: str) -> str:
    """Take the camera's words off an attached photograph; one that is none is told elsewhere."""
    try:
        return base64.b64encode(bare(base64.b64decode(photograph))).decode()
    except (binascii.Error, ValueError):
        return photograph


def linked(root: Path) -> dict[str, Path]:
    """Find the pictures that the root's notebook shows, by their names relative to the root.

    What is wrong with one is told when the notebook is run.
    """
    notebook = root / NOTEBOOKS / ANNUAL_REPORT
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        texts = [{**cell, "source": "".join(cell["source"])} for cell in cells]
        names = [name for cell in texts for name in _addresses(cell)]
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    found = {}
    for name in names:
        with suppress(ExportError):
            path = _found(name, (notebook.parent, root), root.resolve())
            found[path.relative_to(root.resolve()).as_posix()] = path
    return found


def _addresses(cell: Mapping[str, Any]) -> list[str]:
    """Return where the pictures lie that a cell shows and does not hold."""
    tags = cell.get("metadata", {}).get("tags", ())
    if cell["cell_type"] != "markdown" or "remove_cell" in tags:
        return []
    names = [unquote(address) for address in _shown(as_markdown(cell["source"]))]
    return [name for name in names if not name.startswith((_ATTACHED, "data:"))]


def _shown(text: str) -> list[str]:
    """Return the addresses of the pictures of a text; what else is wrong with it is told later."""
    found: list[str] = []

    def keep(address: str, caption: str, _: int) -> Figure:
        found.append(address)
        return Figure(data="", alt=caption)

    with suppress(TellingError):
        parse(text, show=keep)
    return found


def root_of(folder: Path) -> Path:
    """Return the root that a notebook in a folder belongs to: the nearest with year folders."""
    folder = folder.resolve()
    return next((one for one in (folder, *folder.parents) if (one / PARAMS).is_dir()), folder)


def _found(name: str, folders: Sequence[Path], root: Path) -> Path:
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


def _read(name: str, folders: Sequence[Path], root: Path) -> tuple[str, bytes]:
    """Read a picture in the root."""
    path = _found(name, folders, root)
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise _fault(f"图“{name}”读不出来（{error.strerror}）") from None  # noqa: EM102  no exception
    if len(data) > LARGEST:
        raise _fault(f"图“{name}”过大（最多{LARGEST >> 20}MB）")  # noqa: EM102  no exception
    media = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if media is None and b"<svg" in data:
        media = _SVG
    if media is None:
        raise _fault(f"图“{name}”不是PNG、JPEG或SVG格式")  # noqa: EM102  no exception
    return media, bare(data)


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
    if found := _DATA.fullmatch(address):
        return Figure(**drawn(found[1], found[3], is_base64=bool(found[2])), **told)
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
