"""All that each agency published, in few letters: the page makes a table of it when one is opened.

A number stands here as it will be read, with its unit; the script only lays it out.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from lawgov_lib.base import wording
from lawgov_lib.base.layout import FINAL_FOLDER, METRICS, OUTPUTS
from lawgov_lib.measuring.metric import TOLD, State
from lawgov_lib.rollup.phrases import area_name, base_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lawgov_lib.rollup.cityfigures import Figures, Summary
    from lawgov_lib.rollup.publishedpages import PublishedPage
    from lawgov_lib.rollup.rowfile import Row

_UNHAPPENED = "未发生"
_WORDS = (State.MISSING.value, State.NO_DUTY.value, _UNHAPPENED)
"""What stands in place of a number so often that a row has its place in this list."""
_ORIGINS = ("统计", "申报")

Cell = int | str | None


class Ledger(NamedTuple):
    """All that one agency published; ``file`` is where its numbers stand.

    ``address`` is that of its own report; blank where that does not lie beside. ``rows`` are
    JSON: of each metric its place in the key, this year, base, origin, the year before, and the
    place in the key of its anchor in the agency's report, without what is blank at the end.
    """

    place: int
    name: str
    file: str
    address: str
    rows: Markup
    given: int


class LedgerBook(NamedTuple):
    """The ledgers of all agencies, and as JSON the key to their rows."""

    ledgers: tuple[Ledger, ...]
    key: Markup


def ledger_book(
    figures: Figures, pages: Mapping[str, PublishedPage] = MappingProxyType({})
) -> LedgerBook:
    """Return what every agency published, metrics by area.

    Args:
        figures: All figures of the roll-up.
        pages: The agencies' own published pages that lie beside, by the name of the root.
    """
    submissions = figures.submissions
    metrics: dict[tuple[str, str, str], int] = {}
    anchors: dict[str, int] = {}
    rows: dict[int, list[tuple[Cell, ...]]] = {at: [] for at in submissions.included}
    beside = {at: pages.get(submissions.agencies[at].root) for at in rows}
    for each in _by_area(figures.summaries.values()):
        area, key = area_name(each), each.label.id
        past = dict(submissions.before.of_metric(key).told(_shown))
        for at, (name, *told) in submissions.now.of_metric(key).told(_told):
            metric = metrics.setdefault((key, name, area), len(metrics))
            page = beside[at]
            anchor = page.anchors.get(key) if page else None
            way = anchors.setdefault(anchor, len(anchors)) if anchor else None
            rows[at].append(_trimmed((metric, *told, past.get(at), way)))
    head = {"metrics": [*metrics], "words": _WORDS, "origins": _ORIGINS, "anchors": [*anchors]}
    return LedgerBook(tuple(_ledgers(figures, rows, beside)), _json(head))


def _ledgers(
    figures: Figures,
    rows: Mapping[int, list[tuple[Cell, ...]]],
    beside: Mapping[int, PublishedPage | None],
) -> Iterator[Ledger]:
    submissions = figures.submissions
    for at, told in rows.items():
        agency, page = submissions.agencies[at], beside[at]
        yield Ledger(
            at,
            agency.name,
            f"{agency.root}/{OUTPUTS}/{submissions.year}/{FINAL_FOLDER}/{METRICS}",
            page.address if page else "",
            _json(told),
            len(told),
        )


def _by_area(summaries: Iterable[Summary]) -> Iterator[Summary]:
    areas: dict[str, list[Summary]] = {}
    for each in summaries:
        areas.setdefault(area_name(each), []).append(each)
    for own in areas.values():
        yield from own


def _told(row: Row) -> tuple[str, Cell, Cell, Cell]:
    origin = int(row.declared) if row.state in TOLD else None
    return row.label.name, _shown(row), base_said(row) or None, origin


def _shown(row: Row) -> Cell:
    """Write a number with its unit; of what is no number, name the word."""
    if row.value is not None:
        return wording.quantity(row.value, row.label.unit)
    return _WORDS.index(_UNHAPPENED if row.state in TOLD else row.state.value)


def _trimmed(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    while cells[-1] is None:
        cells = cells[:-1]
    return cells


def _json(value: object) -> Markup:
    """Write JSON that may stand in an element: no letter of it can end one or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", r"\u003c"))  # noqa: S704  nothing in it is markup any more
