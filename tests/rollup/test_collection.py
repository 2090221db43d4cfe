"""Who is in a roll-up: in time, late, missing, tampered, unusable."""

from __future__ import annotations

import gc
import json
import sys
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import PublishError
from lawgov_lib.rollup.collection import Collected, told
from lawgov_lib.rollup.submissions import Standing
from tests.rollup.town import approvals

if TYPE_CHECKING:
    from lawgov_lib.rollup.submissions import Submissions
    from tests.rollup.town import Town


def standings(submissions: Submissions) -> dict[str, Standing]:
    """Return how each agency's report stands."""
    return {each.root: each.standing for each in submissions.agencies}


def test_a_late_report_is_named_and_included(town: Town) -> None:
    """The day of 签发 counts, not that of an earlier role; the last day itself is in time."""
    town.hands_in("a", "甲局", approvals=approvals("2025-03-01"))
    town.hands_in("b", "乙局", approvals=approvals("2025-03-02"))
    submissions = town.collected()

    assert standings(submissions) == {"a": Standing.IN_TIME, "b": Standing.LATE}
    assert submissions.included == (0, 1)


def test_a_deadline_of_ones_own_wins(town: Town) -> None:
    """A local notice may ask for the report in January."""
    town.hands_in("a", "甲局", approvals=approvals("2025-01-20"))
    submissions = town.collected(deadline=date(2025, 1, 15))

    assert standings(submissions) == {"a": Standing.LATE}


def test_an_unsigned_report_is_included_without_a_day(town: Town) -> None:
    """Where no role approves there is no day to judge by."""
    town.hands_in("a", "甲局", approvals=[], roles=[])

    assert standings(town.collected()) == {"a": Standing.UNDATED}


def test_a_missing_report_is_known_by_its_last(town: Town) -> None:
    """An agency that reported last year keeps its name; one that never did has its folder's."""
    town.hands_in("a", "甲局")
    town.hands_in("b", "乙局", year=2023)
    submissions = town.collected("c")

    assert [each.name for each in submissions.agencies] == ["甲局", "乙局", "c"]
    assert [each.standing for each in submissions.agencies[1:]] == [Standing.ABSENT] * 2


@pytest.mark.parametrize("file", ["metrics.csv", "report.pdf"])
def test_a_tampered_report_is_refused(town: Town, file: str) -> None:
    """Any output that is not as the manifest says keeps the report out."""
    town.hands_in("a", "甲局")
    town.hands_in("b", "乙局")
    with (town.final("b") / file).open("ab") as stream:
        stream.write(b" ")
    submissions = town.collected()

    assert standings(submissions)["b"] is Standing.TAMPERED
    assert submissions.agencies[1].problem == f"定稿后{file}有改动"
    assert submissions.included == (0,)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"status": "草稿"}, "清单所记状态为草稿，不是定稿"),
        ({"year": 2022}, "清单所记年度为2022年度"),
        ({"version": 9}, "不是本程序生成的清单"),
        ({"outputs": {}}, "清单中没有metrics.csv、report.ipynb"),
    ],
)
def test_a_broken_manifest_is_told_with_its_problem(
    town: Town, change: dict[str, object], problem: str
) -> None:
    """What the manifest says wrong is what the list says."""
    town.hands_in("a", "甲局")
    town.hands_in("b", "乙局")
    path = town.final("b") / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    submissions = town.collected()

    assert standings(submissions)["b"] is Standing.UNUSABLE
    assert submissions.agencies[1].problem == problem


def test_a_table_of_another_shape_is_not_half_read(town: Town) -> None:
    """A state that nobody knows makes the whole table unusable."""
    town.hands_in("a", "甲局")
    town.hands_in("b", "乙局", {"insp": {"状态": "不详"}})

    assert standings(town.collected())["b"] is Standing.UNUSABLE


def test_a_number_too_long_for_the_columns_is_refused(town: Town) -> None:
    """Eighteen digits are kept to the last; with one more the table is not used."""
    town.hands_in("a", "甲局", {"insp": {"数值": "123456789012345.678"}})
    town.hands_in("b", "乙局", {"insp": {"数值": "123456789012345.6789"}})
    submissions = town.collected()

    assert [row.value for row in submissions.now.of_metric("insp")] == [
        Decimal("123456789012345.678")
    ]
    assert submissions.agencies[1].problem == "metrics.csv不是本程序生成的指标表"


def test_an_agency_counts_once(town: Town) -> None:
    """The same folder twice is one; two folders of one agency are a mistake that is named."""
    root = town.hands_in("a", "甲局")
    town.hands_in("b", "甲局")
    submissions = town.collected(root.name)

    assert standings(submissions) == {"a": Standing.IN_TIME, "b": Standing.UNUSABLE}


def test_drafts_and_inputs_are_never_read(town: Town) -> None:
    """A draft beside nothing final is a report that was not handed in."""
    town.hands_in("a", "甲局")
    town.hands_in("b", "乙局")
    town.final("b").rename(town.final("b").with_name("draft"))

    assert standings(town.collected())["b"] is Standing.ABSENT


def test_without_any_report_there_is_no_rollup(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names who has none, and the file that was begun is closed."""
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    town.hands_in("a", "甲局", year=2022 + 1)

    def refused() -> str:
        with pytest.raises(PublishError) as refusal:  # it holds what was at work
            town.collected()
        return str(refusal.value)

    assert "E823" in refused()
    gc.collect()
    assert complaints == []


def test_a_tampered_year_before_is_not_compared(town: Town) -> None:
    """This year's report is in; last year's is told as not used."""
    town.hands_in("a", "甲局")
    town.hands_in("a", "甲局", year=2023)
    (town.final("a", 2023) / "metrics.csv").write_bytes(b"")
    agency = town.collected().agencies[0]

    assert agency.is_included
    assert not agency.has_before
    assert agency.problem_before == "定稿后metrics.csv有改动"


def test_what_many_agencies_share_is_told_once(town: Town) -> None:
    """A line names the first of those of whom the same is said, and how many they are."""
    for name in "abcd":
        town.hands_in(name, f"{name}局", approvals=approvals("2025-03-02"))
    town.hands_in("e", "e局")

    lines = told(Collected(town.collected(), {}, {})).splitlines()

    assert [line for line in lines if "局" in line] == ["a a局、b b局、c c局等4个：逾期"]
