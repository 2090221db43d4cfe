"""The city's page: who handed in, what is missing, two years of each metric, ranks, all numbers.

It is one file; its only script makes the table of an agency when one is opened. Each number leads
to where it stands: a rate to the agency's own table, and that to the agency's published report,
where that lies beside, and to the data file of its final report.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lawgov_lib.base import wording
from lawgov_lib.document.tree import Heading, Title
from lawgov_lib.exporters.imprint import FICTIONAL_MARK
from lawgov_lib.exporters.webpage import filling, write_page
from lawgov_lib.inputs.levels import rung_of
from lawgov_lib.measuring.metric import TOLD, State
from lawgov_lib.rollup.choices import settings
from lawgov_lib.rollup.cityfigures import Kind, ranks, unranked
from lawgov_lib.rollup.ledgers import LedgerBook
from lawgov_lib.rollup.phrases import (
    NONE,
    area_name,
    base_said,
    changed,
    explained,
    said,
    total_said,
)
from lawgov_lib.rollup.submissions import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lawgov_lib.document.tree import Meta
    from lawgov_lib.rollup.cityfigures import Figures, Rank, Summary
    from lawgov_lib.rollup.ledgers import Pages
    from lawgov_lib.rollup.submissions import Agency

PAGE = "city.html"
_OTHER_KIND = "其他机关"
_FULL = Decimal(100)
_OVER = "超过100%，请核实分子和分母"
_WORDS = {
    Standing.IN_TIME: ("已定稿", "按期报送"),
    Standing.LATE: ("逾期", "已定稿，逾期报送"),
    Standing.UNDATED: ("日期不明", "已定稿，签发日期不明"),
    Standing.PENDING: ("待签批", "有草稿，尚未定稿"),
    Standing.ABSENT: ("未报送", "没有定稿"),
    Standing.TAMPERED: ("被改动", "定稿后被改动，未纳入"),
    Standing.UNUSABLE: ("有问题", "定稿有问题，未纳入"),
    Standing.UNTRUSTED: ("签名未过", "签名未通过，未纳入"),
}
"""How a report stands: in a word, and in full."""


class Tile(NamedTuple):
    """One agency on the map: the state in a word, the day of 签发, how many metrics it misses."""

    place: int
    name: str
    state: str
    word: str
    day: str
    missing: str


class Bar(NamedTuple):
    """One year of a metric: its length in hundredths of the longer one."""

    year: int
    value: str
    length: str


class Multiple(NamedTuple):
    """One metric over the years; ``comparable`` is how many agencies are in both bars."""

    id: str
    name: str
    total: str
    base: str
    bars: tuple[Bar, ...]
    told: str
    agencies: str


class Rate(NamedTuple):
    """One agency's rate with its base; the rank is blank where there is none, for a reason."""

    rank: str
    place: int
    name: str
    value: str
    base: str
    why: str


class Ranking(NamedTuple):
    """One rate over all agencies, and how many of the agencies have no part in it."""

    id: str
    name: str
    total: str
    base: str
    rates: tuple[Rate, ...]
    told: str


def write_city(figures: Figures, meta: Meta, path: Path, pages: Pages = lambda _: None) -> None:
    """Write the page part by part; the same figures give the same bytes.

    Args:
        figures: All figures of the roll-up.
        meta: The meta data of its report.
        path: Where to write it.
        pages: Gives the published page of an agency that lies beside, by the name of the root.
    """
    submissions = figures.submissions
    agencies = submissions.agencies
    tiles = [_tile(figures, at, agency) for at, agency in enumerate(agencies)]
    rankings = [*_rankings(figures)]
    book = LedgerBook(figures, pages)
    body = filling(
        "city.html",
        meta=meta,
        mark=FICTIONAL_MARK,
        deadline=wording.day(submissions.deadline),
        source=submissions.deadline_source,
        included=len(submissions.included),
        counts=_counts(agencies),
        kinds=_by_kind(tiles),
        apart=_apart(agencies),
        multiples=_by_area(figures),
        rankings=rankings,
        ranked={each.id for each in rankings},
        small=settings().small_base,
        comparable=figures.comparable,
        book=book,
        standings={at: _WORDS[each.standing][1] for at, each in enumerate(agencies)},
        reasons={at: explained(each) for at, each in enumerate(agencies)},
        blank=NONE,
    )
    write_page(
        path,
        meta,
        (Title(lines=(meta.title,)), Heading(level=2, text=meta.title, anchor="")),
        body,
        book.shown,
        title=f"{meta.title}　全市一览",
        description=f"{meta.title}：报送情况、年度变化、比率排名和各机关数据",
        is_public=False,
        marks={"fictional": FICTIONAL_MARK} if meta.fictional else {},
        style="city.css",
        script="city.js",
    )


def _counts(agencies: Sequence[Agency]) -> list[tuple[str, str, str, int]]:
    """Count the agencies by state; what never occurs is left out."""
    counts = Counter(agency.standing for agency in agencies)
    return [(each.name, *_WORDS[each], counts[each]) for each in Standing if counts[each]]


def _tile(figures: Figures, at: int, agency: Agency) -> Tile:
    day = wording.month_day(date.fromisoformat(agency.signed)) if agency.signed else ""
    missed = figures.missed[at] if agency.is_included else 0
    return Tile(
        at,
        agency.name,
        agency.standing.name,
        _WORDS[agency.standing][0],
        f"{day}签发" if day else "",
        f"缺报{missed}项" if missed else "",
    )


def _by_kind(tiles: Sequence[Tile]) -> dict[str, list[Tile]]:
    """Sort the agencies by what their names say they are, most of a kind first."""
    kinds: dict[str, list[Tile]] = {}
    for tile in tiles:
        rung = rung_of(tile.name, level=tile.name)  # 县委县政府 is a level and a name in one
        kinds.setdefault(rung.kind or _OTHER_KIND, []).append(tile)
    last = _OTHER_KIND
    return dict(sorted(kinds.items(), key=lambda item: (item[0] == last, -len(item[1]), item[0])))


def _apart(agencies: Sequence[Agency]) -> list[tuple[str, str, str, str]]:
    """Name the agencies that are late or out, or of which there is something to know."""
    return [
        (each.name, _WORDS[each.standing][1], _signed(each), explained(each))
        for each in agencies
        if each.standing is not Standing.IN_TIME or each.remark
    ]


def _signed(agency: Agency) -> str:
    return wording.day(date.fromisoformat(agency.signed)) if agency.signed else NONE


# Two years of each metric


def _by_area(figures: Figures) -> dict[str, list[Multiple]]:
    areas: dict[str, list[Multiple]] = {}
    for each in figures.summaries.values():
        if each.is_told and each.kind is not Kind.SPAN:
            areas.setdefault(area_name(each), []).append(_multiple(figures, each))
    return areas


def _multiple(figures: Figures, each: Summary) -> Multiple:
    change, year = each.change, figures.submissions.year
    values = {year - 1: change.before, year: change.now}
    known = [abs(value) for value in values.values() if value is not None]
    longest = max(known, default=Decimal(0)) if change.comparable else Decimal(0)
    bars = tuple(
        Bar(which, said(value, each), _length(value, longest))
        for which, value in values.items()
        if value is not None
    )
    both = f"两年均报数的{change.comparable}个机关，{changed(each)}" if len(bars) > 1 else ""
    return Multiple(
        each.label.id,
        each.label.name,
        total_said(each),
        base_said(each.total),
        bars if both else (),
        both or "没有两年均报数的机关，不作比较",
        f"{sum(each.states[state] for state in TOLD)}个机关报数，{_unknown(each)}",
    )


def _length(value: Decimal, longest: Decimal) -> str:
    return f"{abs(value) / longest * _FULL:.1f}" if longest else "0"


def _unknown(each: Summary) -> str:
    """Say how many agencies have no number, and why."""
    told = {
        "未提供": each.states[State.MISSING],
        "无此职责": each.states[State.NO_DUTY],
        "未列该指标": each.unlisted,
    }
    return "，".join(f"{count}个{why}" for why, count in told.items() if count) or "没有缺报"


# Rates by rank


def _rankings(figures: Figures) -> Iterator[Ranking]:
    for each in figures.summaries.values():
        if each.kind is Kind.SHARE and each.valued > 1:
            yield _ranking(figures, each)


def _ranking(figures: Figures, each: Summary) -> Ranking:
    """Rank those whose base is not too small; name the others behind them, with the reason."""
    told = figures.told(each.label.id)
    known = told.only(told.numbers("value").known)
    reasons = unranked(known)
    ranked = ranks(known.only(~np.isin(known.agencies, [*reasons])).numbers("value"))
    most = settings().ranks_kept
    kept = ranked if len(ranked) <= 2 * most else (*ranked[:most], *ranked[-most:])
    sharing = _sharing(kept)
    listed = [(str(rank.rank), at) for rank in kept for at in rank.agencies[:sharing]]
    listed += [(NONE, at) for at in reasons][: 2 * most]
    shown = known.only(np.isin(known.agencies, [at for _, at in listed]))
    rows = {row.agency: row for row in shown}
    values = dict(shown.numbers("value").values())
    rates = tuple(
        Rate(
            rank,
            at,
            figures.submissions.agencies[at].name,
            said(values[at], each),
            base_said(rows[at]),
            reasons.get(at, _OVER if values[at] > _FULL else ""),
        )
        for rank, at in listed
    )
    cut = f"名次较多，列出前{most}个和后{most}个名次，其余见汇总工作簿。" if kept != ranked else ""
    cut += f"名次相同的机关较多，各名次列出前{sharing}个，其余未列。" if sharing else ""
    total, base = total_said(each), base_said(each.total)
    unhappened = len(told) - len(known)
    never = f"{unhappened}个未发生，没有比率。" if unhappened else ""
    return Ranking(
        each.label.id, each.label.name, total, base, rates, f"{never}{_unknown(each)}。{cut}"
    )


def _sharing(kept: Sequence[Rank]) -> int | None:
    """Say how many of those who share a rank are named; None for all, where these are not many."""
    is_long = sum(len(rank.agencies) for rank in kept) > settings().rows_shown
    is_shared = max((len(rank.agencies) for rank in kept), default=0) > settings().names_shown
    return settings().names_shown if is_long and is_shared else None
