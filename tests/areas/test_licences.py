"""Licences: applications are told in two stages, each of which adds up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

LICENCES = (
    "1,甲,新办,2020-09-01,2020-09-02,2020-09-30,许可,,",
    "2,甲,延续,2019-12-03,2019-12-04,2020-01-02,许可,,",
    "3,甲,撤销,2020-03-02,,2020-03-09,撤销,,",
    "4,甲,变更,2020-12-30,,,在办,,",
    "5,甲,新办,2020-12-28,2020-12-28,2020-12-31,不予许可,,",
    "6,甲,新办,2020-04-01,,2020-04-03,不予受理,,",
    "7,甲,新办,2020-04-01,2020-04-02,2020-04-30,终止,,",
)


def test_licences(folder: YearFolder) -> None:
    """Applications, what became of them, and what an earlier year left open are told apart."""
    folder.register("licences", *LICENCES)

    assert folder.statement("licences") == (
        "全年收到行政许可申请5件，不予受理1件、尚待受理1件、受理3件，连同上年结转在办件1件，"
        "准予许可2件、不予许可1件、终止办理1件，作出决定的3件中按时办结2件，另撤销行政许可1件。"
    )


@pytest.mark.parametrize(
    ("accepted", "finished", "limit", "extended", "expected"),
    [
        ("2020-09-14", "2020-10-16", "", "", "100"),
        ("2020-09-14", "2020-10-19", "", "", "0"),
        ("2020-09-14", "2020-10-19", "", "否", "0"),
        ("2020-09-14", "2020-10-30", "", "是", "100"),
        ("2020-09-14", "2020-11-02", "", "是", "0"),
        ("2020-09-14", "2020-09-21", "5", "", "100"),
        ("2020-09-14", "2020-09-22", "5", "", "0"),
        ("2020-09-14", "2020-10-10", "5", "是", "100"),
        ("2020-09-14", "2020-10-12", "5", "是", "0"),
        ("2020-09-14", "2020-10-15", "20", "", "100"),
        ("2020-09-14", "2020-09-14", "", "", "100"),
        ("2020-09-14", "2020-09-14", "0", "", "100"),
    ],
)
def test_licence_in_time(  # noqa: PLR0913, PLR0917
    folder: YearFolder, accepted: str, finished: str, limit: str, extended: str, expected: str
) -> None:
    """Twenty working days, the row's own limit, ten more when extended.

    National Day 2020 gave eight days off, and Sunday 27 September and Saturday 10 October to work.
    """
    folder.register(
        "licences", f"1,甲,新办,{accepted},{accepted},{finished},许可,{limit},{extended}"
    )

    assert f"{folder.metric('lic_ontime').value:.0f}" == expected


@pytest.mark.parametrize(
    ("finished", "limit", "extended", "excluded", "joint", "expected"),
    [
        ("2020-10-30", "", "", "10", "", "100"),
        ("2020-11-02", "", "", "10", "", "0"),
        ("2020-10-30", "", "", "", "", "0"),
        ("2020-11-20", "", "", "", "是", "100"),
        ("2020-11-23", "", "", "", "是", "0"),
        ("2020-12-11", "", "是", "", "是", "100"),
        ("2020-12-14", "", "是", "", "是", "0"),
        ("2020-12-14", "", "是", "1", "是", "100"),
        ("2020-11-20", "20", "", "", "是", "0"),
    ],
)
def test_licence_with_days_that_do_not_count(  # noqa: PLR0913, PLR0917
    folder: YearFolder,
    finished: str,
    limit: str,
    extended: str,
    excluded: str,
    joint: str,
    expected: str,
) -> None:
    """A hearing's days are not counted; offices that decide together have 45 days, and 15 more."""
    cells = f"{finished},许可,{limit},{extended},{excluded},{joint}"
    folder.register("licences", f"1,甲,新办,2020-09-14,2020-09-14,{cells}")

    assert f"{folder.metric('lic_ontime').value:.0f}" == expected


def test_more_days_left_out_than_passed(folder: YearFolder) -> None:
    """What does not count is a part of what passed."""
    folder.register("licences", "1,甲,新办,2020-09-14,2020-09-14,2020-09-24,许可,,,11,")

    assert any("「扣除工作日」11多于受理至办结的天数" in message for message in folder.refusal())


def test_remark_on_licences_with_days_that_do_not_count(folder: YearFolder) -> None:
    """The table of metrics says of how many cases days were left out."""
    folder.register("licences", "1,甲,新办,2020-09-14,2020-09-14,2020-10-30,许可,,,10,")

    assert folder.metric("lic_ontime").remark == "其中1件已扣除依法不计入期限的时间"


def told(sentence: str, *names: str) -> int:
    """Add up what a sentence tells under these names; a name that is not there counts nothing."""
    found = (re.search(rf"[，、]{name}(\d+)件|^{name}(\d+)件", sentence) for name in names)
    return sum(int(match[1] or match[2]) for match in found if match)


WAITING = (
    "11,甲,新办,2019-12-30,2020-01-02,2020-01-03,许可,,",
    "12,甲,变更,2019-12-30,,2020-01-03,不予受理,,",
    "13,甲,新办,2020-05-06,,2020-05-08,终止,,",
    "14,甲,新办,2019-11-05,2019-11-06,,在办,,",
    "15,甲,新办,2019-12-31,,,在办,,",
)


@pytest.mark.parametrize(
    "rows",
    [
        LICENCES,
        WAITING,
        (*LICENCES, *WAITING),
        WAITING[:1],
        WAITING[3:],
        LICENCES[:1],
        (LICENCES[0], WAITING[4]),
    ],
)
def test_both_stages_add_up(folder: YearFolder, rows: tuple[str, ...]) -> None:
    """What came in or waited is what was decided on it; so is what was accepted or carried over."""
    folder.register("licences", *rows)
    sentence = folder.statement("licences")

    came = told(sentence, "全年收到行政许可申请", "(?:连同)?上年结转申请")
    accepted = told(sentence, "受理")
    open_ = told(sentence, "(?:连同)?上年结转在办件")
    assert came == told(sentence, "不予受理", "受理前终止", "尚待受理") + accepted
    assert accepted + open_ == told(
        sentence, "准予许可", "不予许可", "终止办理", "结转下年度继续办理"
    )
    assert folder.findings("C07") == []


def test_licences_of_an_unknown_year(folder: YearFolder) -> None:
    """Where the public holidays are not known, the rate is not guessed and the remark says so."""
    folder.register("licences", "1,甲,新办,2003-12-30,2003-12-30,2020-01-02,许可,,")

    metric = folder.metric("lic_ontime")

    assert metric.state is State.MISSING
    assert metric.remark == "2003年节假日安排未载入，不计算工作日"
    assert folder.statement("licences") == (
        "全年未收到行政许可申请，上年结转在办件1件，准予许可1件。"
    )


def test_licences_still_open(folder: YearFolder) -> None:
    """Nothing decided is no rate, and what is zero is left out of the sentence."""
    folder.register("licences", "1,甲,新办,2020-12-30,2020-12-31,,在办,,")

    assert folder.metric("lic_ontime").state is State.ZERO
    assert folder.value("lic_ontime") == ""
    assert folder.statement("licences") == (
        "全年收到行政许可申请1件，受理1件，结转下年度继续办理1件。"
    )


def test_no_application(folder: YearFolder) -> None:
    """A declared zero reads as a sentence."""
    folder.figure("lic_applied", "零")

    assert folder.statement("licences") == "全年未收到行政许可申请。"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("新办,2020-03-02,2020-03-01,,在办", "「受理日期」早于「申请日期」"),
        ("新办,2020-03-01,2020-03-03,2020-03-02,许可", "「办结日期」早于「受理日期」"),
        ("新办,2020-03-02,,2020-03-01,不予受理", "「办结日期」早于「申请日期」"),
        ("新办,2020-03-01,2020-03-02,,许可", "「结果」为许可，应填「办结日期」"),
        ("新办,2020-03-01,2020-03-02,2020-03-03,在办", "「结果」为在办，「办结日期」应留空"),
        ("新办,2020-03-01,,2020-03-03,不予许可", "「结果」为不予许可，应填「受理日期」"),
        (
            "新办,2020-03-01,2020-03-02,2020-03-03,不予受理",
            "「结果」为不予受理，「受理日期」应留空",
        ),
        (
            "撤销,2020-03-01,2020-03-02,2020-03-03,许可",
            "「类型」为撤销，「结果」应为撤销、终止或在办",
        ),
        ("变更,2020-03-01,,2020-03-03,撤销", "「类型」为变更，「结果」不能为撤销"),
        (
            "变更,2020-03-01,,,许可",
            "「结果」为许可，应填「办结日期」；「结果」为许可，应填「受理日期」",
        ),
    ],
)
def test_impossible_licence(folder: YearFolder, cells: str, expected: str) -> None:
    """A case cannot end before it begins, nor have a result without its day; all at once."""
    folder.register("licences", f"1,甲,{cells},,")

    assert folder.refusal() == [expected]


@pytest.mark.parametrize(
    ("day", "kinds"), [("2019-12-31", []), ("2020-12-31", []), ("2021-01-01", ["day_after_year"])]
)
def test_application_after_the_year(day: str, kinds: list[str]) -> None:
    """An application may be older than the year, never younger."""
    cells = dict.fromkeys(ROWS["licences"].headers().values(), "")
    cells |= {"办件编号": "1", "事项": "甲", "类型": "新办", "申请日期": day, "结果": "在办"}

    assert faults("licences", cells) == kinds


def faults(register: str, cells: dict[str, str]) -> list[str]:
    """Return the kinds of faults that a row of 2020 has."""
    try:
        ROWS[register].model_validate(cells, context={"year": 2020})
    except ValidationError as error:
        return [fault["type"] for fault in error.errors()]
    return []
