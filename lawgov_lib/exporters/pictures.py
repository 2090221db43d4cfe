"""Pictures that the text of a notebook shows: attached, in an address of data, or beside it.

A record holds all that it shows: a picture that lies beside the notebook is attached to the cell
that shows it, under the address that the cell gives.
"""

from __future__ import annotations

import base64
import binascii
import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import ExportError
from lawgov_lib.base.files import read_regular
from lawgov_lib.base.layout import NOTEBOOKS, PARAMS
from lawgov_lib.base.notebookcopy import copied
from lawgov_lib.base.shipped import ANNUAL_REPORT
from lawgov_lib.document.owncells import numbered
from lawgov_lib.document.ownpictures import JPEG, PNG, addresses, found, read
from lawgov_lib.document.photograph import bare

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nbformat import NotebookNode


def embedded(nb: NotebookNode, root: Path, beside: Sequence[Path] = ()) -> NotebookNode:
    """Return the notebook with the pictures attached that its text shows from the root.

    Of all pictures in it, those that code puts out too, the picture alone is left.

    Args:
        nb: The notebook.
        root: The folder outside of which nothing is read.
        beside: Where an address is looked for before the root, as the notebook's own folder.

    Raises:
        ExportError: A picture is not there, or is none; each with its cell, all at once.
    """
    fresh = copied(nb)
    problems = []
    for cell in fresh.cells:
        put_out = [each["data"] for each in cell.get("outputs", ()) if "data" in each]
        for bundle in (*cell.get("attachments", {}).values(), *put_out):
            bundle |= {media: _bare(bundle[media]) for media in (PNG, JPEG) if media in bundle}
    for each in numbered(fresh.cells):
        for name in addresses(each.cell):
            if name in each.cell.get("attachments", {}):
                continue
            try:
                media, data = read(name, (*beside, root), root.resolve())
            except ExportError as error:
                problems += [replace(problem, place=each.place) for problem in error.problems]
                continue
            attachments = each.cell.setdefault("attachments", {})
            attachments[name] = {media: base64.b64encode(data).decode()}
    if problems:
        raise ExportError(tuple(problems))
    return fresh


def _bare(picture: str | list[str]) -> str | list[str]:
    """Take a device's words off a picture in base64; one that is none is told elsewhere."""
    try:
        data = base64.b64decode("".join(picture))
    except (binascii.Error, ValueError):
        return picture
    return picture if (clean := bare(data)) == data else base64.b64encode(clean).decode()


def linked(root: Path) -> dict[str, Path]:
    """Find the pictures that the root's notebook shows, by their names relative to the root.

    What is wrong with one is told when the notebook is run.
    """
    notebook = root / NOTEBOOKS / ANNUAL_REPORT
    try:
        cells = json.loads(read_regular(notebook))["cells"]
        texts = [{**cell, "source": "".join(cell["source"])} for cell in cells]
        names = [name for cell in texts for name in addresses(cell)]
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    pictures = {}
    for name in names:
        with suppress(ExportError):
            path = found(name, (notebook.parent, root), root.resolve())
            pictures[path.relative_to(root.resolve()).as_posix()] = path
    return pictures


def root_of(folder: Path) -> Path:
    """Return the root that a notebook in a folder belongs to: the nearest with year folders."""
    folder = folder.resolve()
    return next((one for one in (folder, *folder.parents) if (one / PARAMS).is_dir()), folder)
