"""What the styles of a Word file say of a paragraph: title, heading, hidden, numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.pieces import TITLE
from lawgov_lib.inputs.wordpackage import W

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADING = compiled(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_TITLE = {"title", "标题"}
_CONTENTS = compiled(r"(?:toc|目录) ?(?:[1-9]|heading|标题)", re.IGNORECASE)
_DEEPEST = 9
_OFF = {"0", "false", "off", "baseline"}


class Style(NamedTuple):
    """A paragraph style; ``list_id`` and ``list_level`` are of its automatic number."""

    level: int = 0
    is_contents: bool = False
    is_hidden: bool = False
    list_id: str = ""
    list_level: int = 0


def is_on(element: Element | None) -> bool:
    """Tell whether a switch such as hidden is set."""
    return element is not None and element.get(W + "val", "1") not in _OFF


def styles_of(tree: Element | None) -> dict[str, Style]:
    """Return the styles by id; each has what the one that it is based on has, unless it says so."""
    if tree is None:
        return {}
    nodes = {each.get(W + "styleId", ""): each for each in tree.iter(W + "style")}
    return {key: _style(key, nodes) for key in nodes}


def _style(key: str, nodes: dict[str, Element]) -> Style:
    level = outline = 0
    contents = hidden = False
    list_id, list_level = "", None
    seen = set[str]()
    while key in nodes and key not in seen:
        seen.add(key)
        node = nodes[key]
        name = _value(node.find(W + "name"))
        if found := _HEADING.fullmatch(name):
            level = level or int(found[1])
        elif name.lower() in _TITLE:
            level = level or TITLE
        contents = contents or bool(_CONTENTS.fullmatch(name))
        outline = outline or outline_of(node.find(W + "pPr"))
        hidden = hidden or is_on(node.find(f"{W}rPr/{W}vanish"))
        number = node.find(f"{W}pPr/{W}numPr")
        if number is not None:
            list_id = list_id or _value(number.find(W + "numId"))
            own = _value(number.find(W + "ilvl"))
            list_level = int(own) if list_level is None and own.isdigit() else list_level
        key = _value(node.find(W + "basedOn"))
    return Style(level or outline, contents, hidden, list_id, list_level or 0)


def outline_of(properties: Element | None) -> int:
    """Return the outline level that properties set, 1 the highest, 0 where they set none."""
    value = "" if properties is None else _value(properties.find(W + "outlineLvl"))
    return int(value) + 1 if value.isdigit() and int(value) < _DEEPEST else 0


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(W + "val", "")
