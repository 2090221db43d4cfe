"""The table of laws: what is in force on a day, and that the table does not contradict itself."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import yaml

from lawgov_lib.laws.lawtable import MARKS, lines, shipped, sources
from lawgov_lib.laws.lawversions import LawTable, Version
from lawgov_lib.laws.names import bare
from tests.places import TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTS = yaml.safe_load((TESTS / "laws" / "facts.yaml").read_text(encoding="utf-8"))
DAY = timedelta(1)
LAWS = shipped()
ENDED = [
    (title, by.split()[0], date.fromisoformat(by.split()[1]))
    for by, titles in FACTS["ended"].items()
    for title in titles.split()
]
LAST = [
    (title, versions[-1])
    for title, versions in LAWS.by_title.items()
    if versions[-1].until and versions[-1].until.year >= 2016
]
REVISED = [
    (title, before, after)
    for title, versions in LAWS.by_title.items()
    for before, after in pairwise(versions)
    if after.since and after.since.year >= 2016
]


@pytest.mark.parametrize(("title", "by", "day"), ENDED, ids=[each[0] for each in ENDED])
def test_laws_that_are_gone(title: str, by: str, day: date) -> None:
    """Each is in force the day before its successor is, not on that day and not after."""
    assert LAWS.in_force(title, day - DAY) is not None
    assert LAWS.in_force(title, day) is None
    assert LAWS.in_force(title, day + DAY) is None
    assert LAWS.in_force(by, day) is not None
    end = LAWS.end(title)
    assert end is not None
    assert (end.by, end.until) == (by, day)


@pytest.mark.parametrize(("title", "version"), LAST, ids=[each[0] for each in LAST])
def test_every_law_replaced_in_ten_years(title: str, version: Version) -> None:
    """It holds until the day before, what replaced it from that day on and ever after followed."""
    assert version.until is not None

    assert LAWS.in_force(title, version.until - DAY) == version
    assert LAWS.in_force(title, version.until) is None
    assert LAWS.in_force(title, version.until + DAY) is None
    assert LAWS.in_force(version.by, version.until) is not None
    assert LAWS.in_force(LAWS.successor(version, date(2027, 1, 1)), date(2027, 1, 1)) is not None


@pytest.mark.parametrize(
    ("title", "before", "after"), REVISED, ids=[f"{each[0]}{each[2].since}" for each in REVISED]
)
def test_every_revision_of_ten_years(title: str, before: Version, after: Version) -> None:
    """The version before holds until the day before, the revised one from that day on."""
    assert after.since is not None

    assert LAWS.in_force(title, after.since - DAY) == before
    assert LAWS.in_force(title, after.since) == after
    assert LAWS.last_day(before) == after.since


@pytest.mark.parametrize(("title", "day"), FACTS["begun"].items())
def test_days_in_force(title: str, day: date) -> None:
    """The last version of a law came into force on the day that its text says."""
    version = LAWS.in_force(title, day)

    assert version is not None
    assert version.since == day
    assert LAWS.in_force(title, day - DAY) != version


@pytest.mark.parametrize("title", FACTS["staying"])
def test_laws_that_a_code_leaves_in_force(title: str) -> None:
    """A law that is not repealed with its neighbours stays."""
    assert LAWS.in_force(title, date(2026, 12, 31)) is not None


@pytest.mark.parametrize(("number", "title"), FACTS["numbered"].items())
def test_numbers(number: str, title: str) -> None:
    """A document number leads to its document."""
    assert [bare(version.title) for version in LAWS.numbered[number]] == [title]


def test_successor_that_has_ended_itself_is_followed() -> None:
    """What stands in a law's place depends on the day that is asked."""
    noise = LAWS.end("环境噪声污染防治法")

    assert noise is not None
    assert LAWS.successor(noise, date(2026, 8, 14)) == "中华人民共和国噪声污染防治法"
    assert LAWS.successor(noise, date(2026, 8, 15)) == "中华人民共和国生态环境法典"


def contradictions(table: LawTable) -> list[str]:
    """Return what cannot be true of a table."""
    return [
        f"{title}：{fault}"
        for title, versions in table.by_title.items()
        for fault in (*_of_versions(table, title, versions), *_of_pairs(versions))
    ]


def _of_versions(table: LawTable, title: str, versions: tuple[Version, ...]) -> Iterator[str]:
    for version in versions:
        faults = {
            "终止不晚于施行": version.until and version.until <= version.begins,
            "施行早于公布": version.since and version.issued and version.since < version.issued,
            "有代替者而没有终止": version.by and not version.until,
            f"代替者{version.by}不在表中": version.by and version.by not in table,
            "代替者是自己": version.by and bare(version.by) == title,
            f"终止之日代替者{version.by}没有施行": version.by
            and version.until
            and table.in_force(version.by, version.until) is None,
        }
        yield from (fault for fault, is_so in faults.items() if is_so)


def _of_pairs(versions: tuple[Version, ...]) -> Iterator[str]:
    for before, after in pairwise(versions):
        faults = {
            "前后两个版本重叠": before.until and after.begins < before.until,
            "两个版本同日开始": before.begins == after.begins,
            "公布与施行的先后不一": before.issued
            and after.issued
            and after.issued <= before.issued,
        }
        yield from (fault for fault, is_so in faults.items() if is_so)


def test_the_table_does_not_contradict_itself() -> None:
    """No version ends before it begins, none overlap, every successor is known and in force."""
    assert contradictions(LAWS) == []


@pytest.mark.parametrize(
    "versions",
    [
        (Version("甲法", since=date(2020, 1, 1), until=date(2019, 1, 1), by="甲法"),),
        (Version("甲法", since=date(2020, 1, 1), until=date(2021, 1, 1), by="乙法"),),
        (
            Version("甲法", since=date(2020, 1, 1), until=date(2022, 1, 1)),
            Version("甲法", since=date(2021, 1, 1)),
        ),
        (
            Version("甲法", until=date(2021, 1, 1), by="乙法"),
            Version("乙法", since=date(2021, 6, 1)),
        ),
        (Version("甲法", issued=date(2021, 1, 1), since=date(2020, 1, 1)),),
    ],
)
def test_contradictions_are_seen(versions: tuple[Version, ...]) -> None:
    """The test above would see each of them."""
    assert contradictions(LawTable(versions)) != []


def test_lines_name_their_mark_and_source() -> None:
    """Each line says how sure it is and where it was read, and none is written twice."""
    assert {line.mark for line in lines()} <= MARKS.keys()
    assert {key for line in lines() for key in line.source.split()} == sources().keys()
    assert len(set(lines())) == len(lines())


def test_what_is_not_confirmed_is_left_out() -> None:
    """A line with the mark u is kept for people, and nothing is judged by it."""
    table = LawTable((Version("甲条例", since=date(2020, 1, 1), mark="u"),))

    assert "甲条例" not in table
    assert table.in_force("甲条例", date(2021, 1, 1)) is None


def test_revision_of_unknown_day_is_held_against_nobody_at_once() -> None:
    """Between its making and its certain force, both versions may have held."""
    revised = LAWS.in_force("专利法", date(2020, 12, 31))

    assert revised is not None
    assert revised.since is None
    assert revised.surely == date(2022, 1, 1)


def test_an_agency_adds_its_own() -> None:
    """Local rules are asked like the others; the national ones stay as they were."""
    own = Version("甲市科技项目管理办法", since=date(2023, 5, 1), until=date(2024, 5, 1))
    table = LAWS.joined((own,))

    assert table.in_force("甲市科技项目管理办法", date(2023, 5, 1)) == own
    assert table.in_force("甲市科技项目管理办法", date(2024, 5, 1)) is None
    assert "甲市科技项目管理办法" not in LAWS
    assert table.versions("行政处罚法") == LAWS.versions("中华人民共和国行政处罚法")
