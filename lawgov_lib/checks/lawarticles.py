"""Whether the articles and the days of laws are as the text says."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import day
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at
from lawgov_lib.reading.dates import days
from lawgov_lib.reading.numerals import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.citations import Citation
    from lawgov_lib.checks.subject import Written
    from lawgov_lib.laws.lawversions import Version

_CODE = "C12"
_TABLE = "checks/lawcitations.yaml"
_ARTICLE = "[^，。；《》]{{0,4}}?{}(?![0-9一二三四五六七八九十百])"
_NUMBER = compiled("[^，。；《》0-9]{0,4}?第([一二三四五六七八九十百]+|[0-9]+)条")
_SINCE = compiled("施行的?(?:新修订的|新|的)?$")


class Renumbered(BaseModel):
    """An article that has another number since its law was revised, and what it is about."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    since: date
    old: str
    new: str
    matter: tuple[str, ...]


def moved(subject: Written) -> Iterator[Finding]:
    """Find articles cited by the number that they had before the law was revised (C12)."""
    for citation in subject.cited:
        for article in _renumbered():
            if article.title == citation.title and article.since <= citation.until:
                yield from _moved(citation, article)


def _moved(citation: Citation, article: Renumbered) -> Iterator[Finding]:
    matter = next((word for word in article.matter if word in citation.sentence), None)
    if (
        matter
        and re.match(_ARTICLE.format(article.old), citation.after)
        and not _moving().search(citation.sentence)
    ):
        undated = citation.span is None and article.since.year == citation.year
        yield at(
            citation.said,
            Finding(
                _CODE,
                Severity.WARNING,
                f"《{citation.written}》修订后，有关{matter}的规定在{article.new}，正文写作{article.old}",
                hint=f"{day(article.since)}前办理的，写明时间；此后办理的，改为{article.new}。"
                if undated
                else f"改为{article.new}。",
                about=f"{citation.written}/{article.old}",
            ),
        )


def wrong_facts(subject: Written) -> Iterator[Finding]:
    """Find articles that a law has not got, and another day of its coming into force (C12)."""
    for citation in subject.cited:
        versions = subject.laws.versions(citation.title)
        last, article = _articles().get(citation.title), _NUMBER.match(citation.after)
        is_latest = versions and versions[-1].begins <= citation.until
        if last and is_latest and article and value_of(article[1]) > last:
            yield at(
                citation.said,
                Finding(
                    _CODE,
                    Severity.WARNING,
                    f"《{citation.written}》共{last}条，没有第{article[1]}条",
                    hint="核对条文序号。",
                    about=f"{citation.written}/第{article[1]}条",
                ),
            )
        told = _told_in_force(citation)
        meant = [_in_force_since(versions, each) for each in told]
        if meant and all(meant) and (right := meant[-1]):
            yield at(
                citation.said,
                Finding(
                    _CODE,
                    Severity.WARNING,
                    f"《{citation.written}》自{day(right)}起施行，正文写作{day(told[-1])}",
                    hint="核对施行日期。",
                    about=f"{citation.written}/施行",
                ),
            )


def _in_force_since(versions: tuple[Version, ...], told: date) -> date | None:
    """Return the day on which the version meant came into force, where it is not the day told.

    A day before the last version was issued is not judged unless all days are known.
    """
    known = {version.since for version in versions}
    latest = versions[-1].since if versions else None
    if latest is None or told in known:
        return None
    judged = None not in known or told >= (versions[-1].issued or latest)
    return latest if judged else None


def _told_in_force(citation: Citation) -> tuple[date, ...]:
    """Return the day that a clause names for a law's coming into force, beside its title.

    One without a year may be of the report year, in plans of the next one too.
    """
    if "施行" in citation.after:
        told = next(iter(days(citation.after)), None)
    else:
        begun = _SINCE.search(citation.before)
        told = next(iter(days(citation.before)[-1:]), None) if begun else None
    if not told or not told.day:
        return ()
    years = (citation.year, citation.year + 1) if citation.is_planned else (citation.year,)
    found = dict.fromkeys(told.in_year(year) for year in years)
    return tuple(each for each in found if each)


@cache
def _renumbered() -> tuple[Renumbered, ...]:
    return tuple(map(Renumbered.model_validate, load_data(_TABLE)["renumbered"]))


@cache
def _articles() -> dict[str, int]:
    counts: dict[str, int] = load_data(_TABLE)["articles"]
    return counts


@cache
def _moving() -> re.Pattern[str]:
    return compiled(load_data(_TABLE)["told"]["moved"])
