"""The titles of laws and administrative regulations, and which of them have ended."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.shipped import LIBRARY
from lawgov_lib.reading.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATE = "中华人民共和国"
_EDITION = re.compile("[（(](?P<year>[0-9]{4})年?(?:修订|修正|修改|版)?[^（）()]*[）)]$")
_TRIAL = re.compile("[（(](?:暂行|试行|草案|修订草案|征求意见稿)[）)]$")
_RULE = re.compile("..(?:法|条例|规定|办法|细则)$")
_LAW_OF_STATE = re.compile("..(?<!办)法$")
_SHORTEST = 5
"""A shorter title has too many neighbours for a slip of the pen to be told from another law."""
_LONG = 7
"""From this length on two slips still tell which law is meant."""
_TWO_SLIPS = 2
_PROVISIONAL = ("暂行", "试行")


class Repealed(BaseModel):
    """A law that is no longer in force: since when, and what replaced it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    since: date
    by: str


class Renumbered(BaseModel):
    """An article that has another number since its law was revised, and what it is about."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    since: date
    old: str
    new: str
    matter: tuple[str, ...]


def bare(title: str) -> str:
    """Return a title without 中华人民共和国 and without what names its edition."""
    return _TRIAL.sub("", _EDITION.sub("", title)).removeprefix(_STATE)


def edition(title: str) -> int | None:
    """Return the year of the edition that a title names, as （2017年修正）."""
    found = _EDITION.search(title)
    return int(found["year"]) if found else None


@cache
def repealed_laws() -> dict[str, Repealed]:
    """Return the repealed laws by title, without 中华人民共和国."""
    laws = map(Repealed.model_validate, load_data("checks/repealed.yaml"))
    return {**dict(_repealed_by_texts()), **{law.title: law for law in laws}}


def _repealed_by_texts() -> Iterator[tuple[str, Repealed]]:
    """Yield what the texts of other laws repeal; a law revised under its own name is not ended."""
    for row in _rows():
        since = row["施行"] if row["施行"][:1].isdigit() else row["首次通过"]
        for title in filter(None, row["同时废止"].split("、")):
            if since and _RULE.search(bare(title)) and bare(title) != bare(row["题名"]):
                yield bare(title), Repealed(title=bare(title), since=since, by=row["题名"])


def successor(law: Repealed, on: date) -> str:
    """Return what stands in the place of a repealed law on a day, its successors followed."""
    by = law.by
    while (after := repealed_laws().get(bare(by))) and after.since <= on:
        by = after.by
    return by


@cache
def renumbered() -> tuple[Renumbered, ...]:
    """Return the articles that have moved."""
    table = load_data("checks/lawcitations.yaml")["renumbered"]
    return tuple(map(Renumbered.model_validate, table))


@cache
def amended() -> dict[str, date]:
    """Return the titles of laws and administrative regulations, with the day last amended.

    It is the first day of the calendar where the table does not know one.
    """
    return {
        bare(row["题名"]): date.fromisoformat(row["最近修改"]) if row["最近修改"] else date.min
        for row in _rows()
    }


@cache
def in_force_since() -> dict[str, date]:
    """Return the day on which a law came into force as it stands, where the table knows it."""
    return {
        bare(row["题名"]): date.fromisoformat(row["施行"])
        for row in _rows()
        if row["施行"][:1].isdigit() and row["施行"] >= row["最近修改"]
    }


@cache
def _article_counts() -> dict[str, int]:
    counts: dict[str, int] = load_data("checks/lawcitations.yaml")["articles"]
    return counts


def articles_of(title: str) -> int | None:
    """Return how many articles a law has, None where it has not been read to its end."""
    return _article_counts().get(title)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (LIBRARY / "checks/lawtitles.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def near_title(title: str) -> str | None:
    """Return the law that a title means although it is written with a slip or two.

    A slip is one character wrong, missing, too many or in its neighbour's place; 中华人民共和国
    may hold slips of its own. In a title of some length a word may be missing or two words may
    have changed places, and two slips are one too many only where they make another word: that is
    another law's name.

    Args:
        title: A title without 中华人民共和国 and edition.

    Returns:
        The right title; None where the title is right, or no law is that near.
    """
    if len(title) < _SHORTEST or title in _known():
        return None
    stateless = _without_misspelt_state(title)
    if stateless:
        return stateless if stateless in _known() else near_title(stateless)
    return _provisional(title) or _nearest(title, 1) or _with_two_slips(title)


def near_law(written: str) -> str | None:
    """Return the law that is meant by a title of a law of the state that no law has.

    The table has all laws: one that differs by a word is no other law.
    """
    title = bare(written)
    if not written.startswith(_STATE) or not _LAW_OF_STATE.search(title) or title in _known():
        return None
    return _nearest(title, _TWO_SLIPS if len(title) >= _LONG else 1)


def _provisional(title: str) -> str | None:
    """Return the law whose title has 暂行 or 试行 where this one lacks it."""
    return next(
        (
            longer
            for word in _PROVISIONAL
            for at in range(1, len(title))
            if (longer := title[:at] + word + title[at:]) in _known()
        ),
        None,
    )


def _without_misspelt_state(title: str) -> str:
    """Return what stands behind 中华人民共和国 written with a slip or two, else nothing."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only where a title is unknown

    if title[:1] != _STATE[0] and title[1:2] != _STATE[1]:
        return ""
    lengths = (len(_STATE) + more for more in (0, -1, 1, -2))
    near = (n for n in lengths if 0 < OSA.distance(title[:n], _STATE) <= _TWO_SLIPS)
    return next((title[n:] for n in near if (title[n:] in _known() or _nearest(title[n:], 1))), "")


def _nearest(title: str, slips: int) -> str | None:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only where a title is unknown
    from rapidfuzz.process import extractOne  # noqa: PLC0415

    near = extractOne(title, _known(), scorer=OSA.distance, score_cutoff=slips)
    return near[0] if near else None


def _with_two_slips(title: str) -> str | None:
    if len(title) < _LONG:
        return None
    turned = Counter(title)
    swapped = (law for law in _known() if len(law) == len(title) and Counter(law) == turned)
    return next(swapped, None) or (
        near
        if (near := _nearest(title, _TWO_SLIPS)) and not _is_another_name(title, near)
        else None
    )


def _is_another_name(title: str, law: str) -> bool:
    """Tell whether a title differs from a law's by a word: it then names another document.

    A word that is only missing inside makes none.
    """
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415  only where a title is unknown

    changes = [each for each in LCSseq.opcodes(law, title) if each.tag != "equal"]
    if len(title) < len(law) and len(changes) == 1:
        return changes[0].src_start == 0 or changes[0].src_end == len(law)
    words = words_of(title)
    for change in changes:
        written = range(change.dest_start, change.dest_end)
        if len(title) > len(law) or any(
            len(words.words[words.index(at)]) > 1
            and words.words[words.index(at)] not in law
            and len(written) > 1
            for at in written
        ):
            return True
    return False


@cache
def _known() -> tuple[str, ...]:
    documents: list[str] = load_data("checks/lawcitations.yaml")["documents"]
    return (*dict.fromkeys((*amended(), *repealed_laws(), *documents)),)
