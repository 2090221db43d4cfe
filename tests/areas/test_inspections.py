"""Inspections are counted, and firms are not disturbed more often than was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_inspections(folder: YearFolder) -> None:
    """Inspections of firms, those from afar and those with findings are counted."""
    folder.register(
        "inspections",
        "1,2020-05-01,甲公司,是,现场检查,是",
        "2,2020-05-02,甲公司,是,非现场检查,否",
        "3,2020-05-03,乙大学,否,现场检查,否",
    )

    assert folder.statement("inspections") == (
        "实施行政检查3次，其中涉企检查2次、非现场检查1次，发现问题的检查1次。"
    )


def test_inspections_of_one_sort(folder: YearFolder) -> None:
    """What did not occur is left out."""
    folder.register("inspections", "1,2020-05-01,乙大学,否,现场检查,否")

    assert folder.statement("inspections") == "实施行政检查1次。"
    assert folder.value("insp_firms") == "0"


def test_no_inspection(folder: YearFolder) -> None:
    """A declared zero reads as a sentence."""
    folder.figure("insp", "零")

    assert folder.statement("inspections") == "全年未实施行政检查。"


ENTRIES = (
    "1,2020-05-01,甲公司,是,现场检查,是,是,行政处罚,日常检查,是,是,2",
    "2,2020-06-01,甲公司,是,现场检查,否,是,无,日常检查,是,否,2",
    "3,2020-07-01,甲公司,是,现场检查,否,是,无,个案检查,否,否,2",
    "4,2020-08-01,乙公司,是,非现场检查,否,是,无,日常检查,,否,2",
    "5,2020-09-01,丙大学,否,现场检查,否,否,无,日常检查,,否,",
)


def test_how_firms_were_entered(folder: YearFolder) -> None:
    """Codes scanned at the door, inspections made together, the cap and what followed are told."""
    folder.register("inspections", *ENTRIES)

    assert folder.statement("inspections") == (
        "实施行政检查5次，其中涉企检查4次、非现场检查1次，发现问题的检查1次，"
        "作出后续执法行为的检查1次，开展“综合查一次”1次，入企检查的3次中扫码2次，"
        "对同一企业的检查频次上限为2次/年，没有超过频次上限的企业。"
    )


def test_firm_inspected_more_often_than_said(folder: YearFolder) -> None:
    """A third inspection that followed no clue is over a cap of two, and C16 asks about it."""
    third = ENTRIES[2].replace("个案检查", "专项检查")
    folder.register("inspections", *ENTRIES[:2], third, *ENTRIES[3:])

    assert "超过频次上限的企业1家" in folder.statement("inspections")
    assert [finding.about for finding in folder.findings("C16")] == ["insp_over"]


def test_caps_that_differ(folder: YearFolder) -> None:
    """There is no one cap to tell where firms have different ones."""
    folder.register("inspections", ENTRIES[0], ENTRIES[3].removesuffix("2") + "4")

    assert folder.metric("insp_cap").state is State.MISSING
    assert folder.metric("insp_cap").remark == "各企业的检查频次上限不同，不列一个数"
    assert folder.value("insp_over") == "0"


@pytest.mark.parametrize("metric_id", ["insp_scan", "insp_joint", "insp_cap", "insp_over"])
def test_file_without_the_columns(folder: YearFolder, metric_id: str) -> None:
    """A file of an earlier year is not asked for what it could not tell."""
    folder.register("inspections", "1,2020-05-01,甲公司,是,现场检查,是")

    assert not folder.metric(metric_id).is_listed


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("是,无,日常检查,是,否,", "「涉企」为否，「扫码入企」应留空"),
        ("是,无,日常检查,,否,2", "「涉企」为否，「频次上限」应留空"),
    ],
)
def test_no_firm_is_entered(folder: YearFolder, cells: str, fault: str) -> None:
    """Whoever is no firm has no cap and no code to scan."""
    folder.register("inspections", f"1,2020-05-01,乙大学,否,现场检查,否,{cells}")

    assert any(fault in message for message in folder.refusal())
