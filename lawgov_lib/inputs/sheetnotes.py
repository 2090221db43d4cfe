"""What a sheet holds beside its cells: comments, text boxes and pictures, which nobody reads."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from lawgov_lib.inputs.cells import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zipfile import ZipFile

OWN = "lawgov"
"""The author of the comments that the workbook to fill in has: they explain its columns."""
_SHOWN = 24


def notes_of(archive: ZipFile, part: str) -> tuple[Note, ...]:
    """Say once a kind what of a sheet is not read.

    Args:
        archive: The workbook, whose XML is known to have no document types.
        part: The part that holds the sheet.

    Raises:
        ParseError: A part is no XML.
    """
    comments, boxes, pictures = list[tuple[str, str]](), list[str](), 0
    for kind, target in _related(archive, part):
        root = ET.fromstring(archive.read(target))  # noqa: S314  see above
        if kind == "comments":
            comments += _comments(root)
        else:
            boxes += [text for shape in root.iterfind(".//{*}sp") if (text := _text(shape))]
            pictures += len(root.findall(".//{*}pic"))
    said = {
        "批注": noted(comments),
        "文本框": f"有文本框“{_short(boxes[0])}”等{len(boxes)}个，没有读取" if boxes else "",
        "图片": f"有{pictures}张图片，没有读取" if pictures else "",
    }
    return tuple(Note(0, None, message, kind) for kind, message in said.items() if message)


def noted(comments: Sequence[tuple[str, str]]) -> str:
    """Say of comments, each with the cell it hangs on, that they are not read."""
    if not comments:
        return ""
    where, text = comments[0]
    return f"单元格{where}等{len(comments)}处有批注“{_short(text)}”，没有读取"


def _related(archive: ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Find the parts of a sheet that hold comments or drawings, whatever their names."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    names = frozenset(archive.namelist())
    if relations not in names:
        return
    for each in ET.fromstring(archive.read(relations)):  # noqa: S314  see above
        kind = each.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:]
        if kind in {"comments", "drawing"} and target in names:
            yield kind, target


def _comments(root: ET.Element) -> Iterator[tuple[str, str]]:
    authors = [author.text for author in root.iterfind(".//{*}author")]
    for each in root.iterfind(".//{*}comment"):
        if OWN not in authors[int(each.get("authorId", 0)) :][:1]:
            yield each.get("ref", ""), _text(each)


def _text(element: ET.Element) -> str:
    return "".join(each.text or "" for each in element.iterfind(".//{*}t")).strip()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
