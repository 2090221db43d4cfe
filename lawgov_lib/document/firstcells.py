"""An analyst's own cells as the first versions of the program hashed them.

A record bears its own sections as they were hashed, but own Markdown is read anew, by today's
reading. The first versions knew fewer fields, called headings by the mark of their cell, gave all
columns one width and did not say where a paragraph stood. A record of theirs has no lookup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawgov_lib.document.owncells import numbered
from lawgov_lib.document.tree import OWN, SECTION_MIME, content_of, dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.document.tree import Column, Document, Section

_TOGETHER: tuple[dict[str, Any], ...] = (
    {"note": [], "wide": False, "start": 1},
    {"groups": [], "origin": ""},
    {"others": [], "sealed": False},
)
"""Fields that came at once, with the value of each that says nothing.

Of each lot one stands in every report: a run has ``note``, the annex ``groups``, whoever signs
``others``. Items of a list came with the first, and were runs alone before.
"""
_ITEM = {"runs", "items", "ordered", "start"}
_LOOKUP = "lookup"


def first_content(document: Document, cells: list[dict[str, Any]]) -> str:
    """Return the content hash by the reading of the first versions; of a later record its own.

    Args:
        document: The document of the record.
        cells: The cells of the record.
    """
    known = set(_names([*_stored(cells)]))
    if _LOOKUP in known:
        return document.content
    unknown: dict[str, Any] = {}
    for lot in _TOGETHER:
        if known.isdisjoint(lot):
            unknown |= lot
    marks = {each.key: (f"cell-{each.number}", each.cell.get("id")) for each in numbered(cells)}
    sections = tuple(_marked(section, marks) for section in document.sections)
    earlier = document.model_copy(update={"sections": sections})
    return content_of(earlier, lambda node: _without(dump(node), unknown))


def _stored(cells: list[dict[str, Any]]) -> Iterator[object]:
    for cell in cells:
        for output in cell.get("outputs", ()):
            yield output.get("data", {}).get(SECTION_MIME)


def _names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)


def _marked(section: Section, marks: dict[str, tuple[str, Any]]) -> Section:
    """Return the section of an own cell as it was; any other as it is."""
    if not section.key.startswith(OWN):
        return section
    now, before = marks[section.key]
    blocks = []
    for block in section.blocks:
        match block.kind:
            case "paragraph":
                changed: dict[str, Any] = {"source": ""}
            case "heading":
                changed = {"anchor": block.anchor.replace(now, before or now, 1)}
            case "table":
                changed = {"columns": tuple(_even(block.columns))}
            case _:
                changed = {}
        blocks.append(block.model_copy(update=changed))
    return section.model_copy(update={"blocks": tuple(blocks)})


def _even(columns: tuple[Column, ...]) -> Iterator[Column]:
    for column in columns:
        yield column.model_copy(update={"share": 1.0})


def _without(value: Any, unknown: dict[str, Any]) -> Any:  # noqa: ANN401  any JSON value
    """Leave out what was unknown, where it says nothing."""
    if isinstance(value, list):
        return [_without(inner, unknown) for inner in value]
    if not isinstance(value, dict):
        return value
    if "start" in unknown and value.keys() == _ITEM and not value["items"]:
        return _without(value["runs"], unknown)
    return {
        name: _without(inner, unknown)
        for name, inner in value.items()
        if name not in unknown or inner != unknown[name]
    }
