"""The agencies' own published pages: where each stands from a city's page, and each number in it.

A page counts where it lies beside: in the folder that the compiler's own root lies in, or below
it. A way further up would tell where on whose machine all of it lies.
"""

from __future__ import annotations

from os.path import relpath
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.files import read_regular
from lawgov_lib.base.layout import FINAL_FOLDER, OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PAGE = "report.html"
_STEPS_UP = 3
"""From ``outputs/rollup-<year>`` to the folder that holds the root."""
_MARKED = compiled(r'<[^>]*?\s(?:id="([^"]+)"|data-metric="([^"]+)")')


class PublishedPage(NamedTuple):
    """A page: its address from the city's, and the anchor before the first telling of each metric.

    Both are quoted as parts of an address.
    """

    address: str
    anchors: Mapping[str, str]


def published_page(
    roots: Mapping[str, Path], year: int, target: Path, name: str
) -> PublishedPage | None:
    """Read the page of an agency's final report.

    Args:
        roots: The agencies' folders by name.
        year: The report year.
        target: The folder that the city's page will stand in.
        name: The name of the agency's folder.

    Returns:
        The page; None where there is none or it does not lie beside.
    """
    path = roots[name] / OUTPUTS / str(year) / FINAL_FOLDER / _PAGE
    try:
        way = PurePath(relpath(path, target)).as_posix()
        text = read_regular(path).decode()
    except (OSError, ValueError):  # no such page, no text, or another drive
        return None
    if way.split("/").count("..") > _STEPS_UP:
        return None
    return PublishedPage(quote(way), _anchors(text))


def _anchors(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    anchor = ""
    for own, metric in _MARKED.findall(text):
        if own:
            anchor = quote(own)
        elif anchor:
            found.setdefault(metric, anchor)
    return found
