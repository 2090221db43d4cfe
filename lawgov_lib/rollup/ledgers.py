"""All that each agency published, packed: the page makes a table of it when one is opened.

A number stands here as it will be read, with its unit; the script only lays it out. Some agencies
at a time are read, told and packed, so that a large city takes no more memory than a small one.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import defaultdict
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple
from zlib import compress

from markupsafe import Markup

from lawgov_lib.base import wording
from lawgov_lib.base.glyphs import distinct
from lawgov_lib.base.layout import FINAL_FOLDER, METRICS, OUTPUTS
from lawgov_lib.measuring.metric import TOLD, State
from lawgov_lib.rollup.phrases import area_name, base_said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.rollup.cityfigures import Figures, Summary
    from lawgov_lib.rollup.publishedpages import PublishedPage
    from lawgov_lib.rollup.rowfile import Row

    Pages = Callable[[str], PublishedPage | None]

_UNHAPPENED = "未发生"
_WORDS = (State.MISSING.value, State.NO_DUTY.value, _UNHAPPENED)
"""What stands in place of a number so often that a row has its place in this list."""
_ORIGINS = ("统计", "申报")
_TOGETHER = 50
"""Of how many agencies the rows are packed in one: the browser unpacks them for one of them."""

Cell = int | str | None
Told = tuple[int, *tuple[Cell, ...]]


class Ledger(NamedTuple):
    """All that one agency published; ``file`` is where its numbers stand.

    ``address`` is that of its own report; blank where that does not lie beside. ``given`` is how
    many metrics there are.
    """

    place: int
    name: str
    file: str
    address: str
    given: int


class Packet(NamedTuple):
    """The ledgers of some agencies, and their rows: JSON by place, deflated, in Base64.

    A row has the metric's place in the key, this year, base, origin, the year before, and the
    place in the key of its anchor in the agency's report, without what is blank at the end.
    """

    ledgers: tuple[Ledger, ...]
    rows: str


class LedgerBook:
    """The ledgers of all agencies; the key to their rows is known when all were asked for."""

    def __init__(self, figures: Figures, pages: Pages = lambda _: None) -> None:
        """Take what to tell of.

        Args:
            figures: All figures of the roll-up.
            pages: Gives the published page of an agency that lies beside, by the name of the root.
        """
        self._figures, self._pages = figures, pages
        self._metrics: dict[tuple[str, ...], int] = {}
        self._keys: list[str] = []
        self._anchors: dict[str, int] = {}
        self._shown = set[str]()

    def packets(self) -> Iterator[Packet]:
        """Yield what every agency published, metrics by area, some agencies at a time."""
        submissions = self._figures.submissions
        left = list(submissions.included)
        groups = max(submissions.now.groups, 1)
        for group in range(groups):
            rows = self._rows_of(group)
            last = max(rows, default=-1) if group + 1 < groups else left[-1]
            own = [at for at in left if at <= last]
            left = left[len(own) :]
            for first in range(0, len(own), _TOGETHER):
                yield self._packet({at: rows.get(at, []) for at in own[first : first + _TOGETHER]})

    @property
    def key(self) -> Markup:
        """What the places in the rows stand for, as JSON."""
        return _json(
            {
                "metrics": [*self._metrics],
                "words": _WORDS,
                "origins": _ORIGINS,
                "anchors": [*self._anchors],
            }
        )

    def shown(self) -> str:
        """Return the characters of the rows."""
        return "".join(self._shown)

    def _rows_of(self, group: int) -> dict[int, list[Told]]:
        """Return the rows of a group of agencies, by agency."""
        now, before = self._figures.submissions.now, self._figures.submissions.before
        rows: defaultdict[int, list[Told]] = defaultdict(list)
        for each in _by_area(self._figures.summaries.values()):
            area, key = area_name(each), each.label.id
            tell = partial(self._told, area)
            past = dict(before.of_metric(key, group).told(_shown))
            for at, told in now.of_metric(key, group).told(tell):
                rows[at].append((*told, past.get(at)))
        return rows

    def _told(self, area: str, row: Row) -> tuple[int, Cell, Cell, Cell]:
        origin = int(row.declared) if row.state in TOLD else None
        metric = self._place_of(row.label.id, row.label.name, area)
        return metric, _shown(row), base_said(row) or None, origin

    def _place_of(self, *metric: str) -> int:
        place = self._metrics.setdefault(metric, len(self._keys))
        if place == len(self._keys):
            self._keys.append(metric[0])
        return place

    def _packet(self, rows: Mapping[int, Sequence[Told]]) -> Packet:
        submissions = self._figures.submissions
        ledgers, packed = [], []
        for at, own in rows.items():
            agency = submissions.agencies[at]
            page = self._pages(agency.root)
            packed.append(f'"a{at}":[{",".join(map(_packed, self._leading(own, page)))}]')
            file = f"{agency.root}/{OUTPUTS}/{submissions.year}/{FINAL_FOLDER}/{METRICS}"
            ledgers.append(Ledger(at, agency.name, file, page.address if page else "", len(own)))
        text = f"{{{','.join(packed)}}}"
        self._shown |= distinct(text)
        return Packet(tuple(ledgers), b64encode(compress(text.encode())).decode())

    def _leading(self, rows: Sequence[Told], page: PublishedPage | None) -> Iterable[Told]:
        """Put behind each row its way into the agency's own page, where that lies beside."""
        return ((*row, self._way(page, row[0])) for row in rows) if page else rows

    def _way(self, page: PublishedPage, metric: int) -> int | None:
        anchor = page.anchors.get(self._keys[metric])
        return self._anchors.setdefault(anchor, len(self._anchors)) if anchor else None


def _by_area(summaries: Iterable[Summary]) -> Iterator[Summary]:
    areas: dict[str, list[Summary]] = {}
    for each in summaries:
        areas.setdefault(area_name(each), []).append(each)
    for own in areas.values():
        yield from own


def _shown(row: Row) -> Cell:
    """Write a number with its unit; of what is no number, name the word."""
    if row.value is not None:
        return wording.quantity(row.value, row.label.unit)
    return _WORDS.index(_UNHAPPENED if row.state in TOLD else row.state.value)


@lru_cache(maxsize=1 << 14)
def _packed(row: Told) -> str:
    """Write a row as JSON, without what is blank at its end: many agencies gave the same."""
    cells: Sequence[Cell] = row
    while cells[-1] is None:
        cells = cells[:-1]
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def _json(value: object) -> Markup:
    """Write JSON that may stand in an element: no letter of it can end one or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", r"\u003c"))  # noqa: S704  nothing in it is markup any more
