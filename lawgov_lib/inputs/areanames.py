"""What people call the areas (领域), so that nobody need know their keys."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.base.datafile import load_data
from lawgov_lib.inputs.cells import likened
from lawgov_lib.inputs.outline import load_outlines

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def area_name(key: str, headings: Mapping[str, str]) -> str:
    """Return the name under which an area is offered.

    Args:
        key: The key of its section.
        headings: The headings of the year's sections by key.
    """
    names = _names().get(key)
    return names[0] if names else headings.get(key, key)


def area_of(text: str, sections: Collection[str], headings: Mapping[str, str]) -> str:
    """Return the section that a text names: by key, heading or name; blank for none.

    Args:
        text: What was written.
        sections: The keys of the sections that the year's outline has.
        headings: Their headings of this year by key.
    """
    if text in sections:
        return text
    own = {likened(heading): key for key, heading in headings.items()}
    key = {**_known(), **own}.get(likened(text), "")
    return key if key in sections else ""


@cache
def _names() -> dict[str, list[str]]:
    return dict(load_data("inputs/areanames.yaml"))


@cache
def _known() -> dict[str, str]:
    """Return the keys by every name, and every heading of any outline."""
    headings = {
        likened(head.text): head.key
        for outline in load_outlines()
        for spot in outline.places().values()
        for head in spot.headings
    }
    return headings | {likened(name): key for key, names in _names().items() for name in names}
