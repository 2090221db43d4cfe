"""Fields that earlier versions of the program did not know, so that their content hashes hold.

A record bears its sections as they were hashed. What an analyst added is read anew, with every
field that is known today; where the sections show that a field was not known yet, it is left out
of the hash again, if it says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawgov_lib.document.tree import content_of, dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.document.tree import Document

_TOGETHER: tuple[dict[str, Any], ...] = (
    {"note": [], "wide": False, "start": 1},
    {"groups": [], "origin": ""},
    {"others": [], "sealed": False},
)
"""Fields that came at once, with the value of each that says nothing.

Of each lot one stands in every report: a run has ``note``, the annex ``groups``, whoever signs
``others``. Items of a list came with the first, and were runs alone before.
"""


def earlier_content(document: Document, stored: object) -> str:
    """Return the content hash by the fields that were known when a record was made.

    Args:
        document: The document of the record.
        stored: The sections as the record stores them.
    """
    known = set(_names(stored))
    unknown: dict[str, Any] = {}
    for lot in _TOGETHER:
        if known.isdisjoint(lot):
            unknown |= lot
    return content_of(document, lambda node: _without(dump(node), unknown))


def _names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)


def _without(value: Any, unknown: dict[str, Any]) -> Any:  # noqa: ANN401  any JSON value
    """Leave out what was unknown, where it says nothing."""
    if isinstance(value, list):
        return [_without(inner, unknown) for inner in value]
    if not isinstance(value, dict):
        return value
    is_item = value.keys() == _ITEM and "start" in unknown
    if is_item and not value["items"]:
        return _without(value["runs"], unknown)
    return {
        name: _without(inner, unknown)
        for name, inner in value.items()
        if name not in unknown or inner != unknown[name]
    }


_ITEM = {"runs", "items", "ordered", "start"}
