"""Whether the laws that the text cites are in force, and cited by their names and articles."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import day
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.lawbook import (
    amended,
    articles_of,
    bare,
    edition,
    in_force_since,
    near_law,
    near_title,
    renumbered,
    repealed_laws,
    successor,
)
from lawgov_lib.checks.passages import at, sentences
from lawgov_lib.reading.dates import days
from lawgov_lib.reading.numerals import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.lawbook import Renumbered, Repealed
    from lawgov_lib.checks.subject import Said, Written

_CODE = "C12"
_LAW = re.compile("《([^《》]+)》")
_ARTICLE = "[^，。；《》]{{0,4}}?{}(?![0-9一二三四五六七八九十百])"
_NUMBER = re.compile("[^，。；《》0-9]{0,4}?第([一二三四五六七八九十百]+|[0-9]+)条")
_EDITED = re.compile("((?:19|20)[0-9]{2})年?(?:版|[^，。；]{0,4}(?:修订|修正|修改)后?)的?$")
_SINCE = re.compile("施行的?(?:新修订的|新|的)?$")
_DATE = re.compile("(?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月|((?:19|20)[0-9]{2})年")


class _Citation(NamedTuple):
    """A title as a sentence writes it, with the words of its clause before and after it."""

    said: Said
    sentence: str
    written: str
    before: str
    after: str


def repealed(subject: Written) -> Iterator[Finding]:
    """Find laws cited as if in force that had been repealed when they were applied (C12)."""
    for citation in _citations(subject):
        law = repealed_laws().get(bare(citation.written))
        if law is None or _told_as_ended(citation):
            continue
        planned = _planned(subject, citation)
        if law.since > date(subject.year + planned, 1 if planned else 12, 1 if planned else 31):
            continue
        if not planned and _happened_before(citation.sentence, law.since, subject.year):
            continue
        over = law.since <= date(subject.year, 1, 1) or planned
        until = date(subject.year + planned, 12, 31)
        yield at(citation.said, _of_repealed(law, until, certain=over))


def _of_repealed(law: Repealed, until: date, *, certain: bool) -> Finding:
    by = successor(law, until)
    return Finding(
        _CODE,
        Severity.ERROR if certain else Severity.WARNING,
        f"《{law.title}》已自{day(law.since)}起废止，由《{by}》代替",
        hint="改引现行法律法规；叙述历史情况的，写明已废止。"
        if certain
        else "废止前办理的，写明时间；废止后办理的，改引现行法律法规。",
        about=law.title,
    )


def misspelt(subject: Written) -> Iterator[Finding]:
    """Find titles of laws that are written with a slip (C12)."""
    for citation in _citations(subject):
        title = bare(citation.written)
        right = near_title(title) or near_law(citation.written)
        if right:
            yield at(
                citation.said,
                Finding(
                    _CODE,
                    Severity.WARNING,
                    f"“《{citation.written}》”的名称疑有误，应为《{right}》",
                    hint="核对文件名称；确有此文件的，作出答复。",
                    about=citation.written,
                ),
            )


def outdated_articles(subject: Written) -> Iterator[Finding]:
    """Find editions that have been amended since, and articles that have moved (C12)."""
    for citation in _citations(subject):
        title = bare(citation.written)
        told = (
            edition(citation.written)
            or edition(citation.after.partition("）")[0] + "）")
            or _edition_before(citation.before)
        )
        latest = amended().get(title, date.min)
        if told and told < latest.year < subject.year and not _told_as_ended(citation):
            yield at(
                citation.said,
                Finding(
                    _CODE,
                    Severity.WARNING,
                    f"“《{citation.written}》”不是现行版本，该法于{day(latest)}修改",
                    hint="改引现行版本；叙述历史情况的，写明当时有效。",
                    about=citation.written,
                ),
            )
        for article in renumbered():
            if article.title == title and article.since.year <= subject.year:
                yield from _moved(citation, article)


def _edition_before(words: str) -> int | None:
    """Return the year of the edition that stands before a title: 2017年修正的."""
    found = _EDITED.search(words)
    return int(found[1]) if found else None


def wrong_facts(subject: Written) -> Iterator[Finding]:
    """Find articles that a law has not got, and another day of its coming into force (C12)."""
    for citation in _citations(subject):
        title = bare(citation.written)
        last, article = articles_of(title), _NUMBER.match(citation.after)
        if last and article and value_of(article[1]) > last:
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
        since = in_force_since().get(title)
        on = _told_in_force(citation, subject.year) if since else None
        if since and on and on != since:
            yield at(
                citation.said,
                Finding(
                    _CODE,
                    Severity.WARNING,
                    f"《{citation.written}》自{day(since)}起施行，正文写作{day(on)}",
                    hint="核对施行日期。",
                    about=f"{citation.written}/施行",
                ),
            )


def _told_in_force(citation: _Citation, year: int) -> date | None:
    """Return the day that a clause names for a law's coming into force, beside its title."""
    if "施行" in citation.after:
        told = next(iter(days(citation.after)), None)
    else:
        begun = _SINCE.search(citation.before)
        told = next(iter(days(citation.before)[-1:]), None) if begun else None
    return told.in_year(year) if told and told.day else None


def _moved(citation: _Citation, article: Renumbered) -> Iterator[Finding]:
    matter = next((word for word in article.matter if word in citation.sentence), None)
    if (
        matter
        and re.match(_ARTICLE.format(article.old), citation.after)
        and not _moving().search(citation.sentence)
    ):
        yield at(
            citation.said,
            Finding(
                _CODE,
                Severity.WARNING,
                f"《{citation.written}》修订后，有关{matter}的规定在{article.new}，正文写作{article.old}",
                hint=f"改为{article.new}。",
                about=f"{citation.written}/{article.old}",
            ),
        )


def _citations(subject: Written) -> Iterator[_Citation]:
    """Yield the titles that the text cites, each once a sentence."""
    for said in subject.said:
        for sentence in sentences(said) if "《" in said.text else ():
            seen = set()
            for found in _LAW.finditer(sentence.text):
                if found[1] not in seen:
                    seen.add(found[1])
                    before = re.split("[，；。]", sentence.text[: found.start()])[-1]
                    after = re.split("[，；。]", sentence.text[found.end() :])[0]
                    yield _Citation(said, sentence.text, found[1], before, after)


def _told_as_ended(citation: _Citation) -> bool:
    after, before = _ended()
    return bool(after.search(citation.after) or before.search(citation.before))


def _planned(subject: Written, citation: _Citation) -> bool:
    spot = subject.spots.get(citation.said.section)
    return (spot is not None and spot.serves == "plans") or any(
        word in citation.before for word in _plan_words()
    )


@cache
def _plan_words() -> tuple[str, ...]:
    return tuple(load_data("checks/lawcitations.yaml")["plans"])


def _happened_before(sentence: str, since: date, year: int) -> bool:
    """Tell whether a day that the sentence names, outside titles, lies before the repeal."""
    told = year
    for found in _DATE.finditer(_LAW.sub("", sentence)):
        told = int(found[1] or found[3] or told)
        month = int(found[2]) if found[2] else None
        if told < since.year or (told == since.year and month is not None and month < since.month):
            return True
    return False


@cache
def _moving() -> re.Pattern[str]:
    return re.compile(load_data("checks/lawcitations.yaml")["told"]["moved"])


@cache
def _ended() -> tuple[re.Pattern[str], re.Pattern[str]]:
    told = load_data("checks/lawcitations.yaml")["told"]
    return re.compile(told["after"]), re.compile(told["before"])
