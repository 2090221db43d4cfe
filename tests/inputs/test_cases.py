"""A row that cannot be true is refused, and the message says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from lawgov_lib.base.errors import InputError
from lawgov_lib.inputs.rows import ROWS

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

POSSIBLE = [
    ("requests", "1,2020-03-02,2020-03-02,否,予以公开"),
    ("requests", "1,2019-12-30,,是,办理中"),
    ("proposals", "1,人大建议,2020-03-01,2020-03-01,"),
    ("reviews", "1,2020-03-01,2020-12-31,终止"),
    ("lawsuits", "1,二审,2019-03-01,,未审结,否,否"),
    ("mediations", "1,2020-03-01,2020-03-01,未达成协议"),
    ("complaints", "1,举报,2020-03-01,,"),
    ("emergency_plans", "甲,综合,是,2020-12-31"),
    ("systems", "甲,其他,,否"),
    ("plans", "甲,,2021-01-01"),
    ("meetings", "2020-01-01,甲,党组会议,乙"),
]
IMPOSSIBLE = [
    (
        "requests",
        "1,2020-03-02,2020-03-01,否,其他",
        "「答复日期」2020-03-01早于「收到日期」2020-03-02",
    ),
    ("requests", "1,2020-03-02,2020-03-03,否,办理中", "「结果」为“办理中”时，不应填「答复日期」"),
    ("requests", "1,2020-03-02,,否,予以公开", "「结果」为“予以公开”时，应填「答复日期」"),
    (
        "proposals",
        "1,人大建议,2020-03-02,2020-03-01,",
        "「办理期限」2020-03-01早于「交办日期」2020-03-02",
    ),
    ("reviews", "1,2020-03-02,2020-03-03,未审结", "「结果」为“未审结”时，不应填「审结日期」"),
    ("lawsuits", "1,一审,2020-03-02,,撤诉,否,否", "「结果」为“撤诉”时，应填「审结日期」"),
    (
        "complaints",
        "1,信访,2020-03-02,2020-03-01,",
        "「办理期限」2020-03-01早于「收到日期」2020-03-02",
    ),
]


def read(key: str, line: str) -> None:
    """Validate one row as the reader does for the year 2020."""
    cells = dict(zip(ROWS[key].headers().values(), line.split(","), strict=False))
    ROWS[key].model_validate(cells, context={"year": 2020})


@pytest.mark.parametrize(("key", "line"), POSSIBLE)
def test_possible(key: str, line: str) -> None:
    """What can be true is accepted, up to the edge."""
    read(key, line)


@pytest.mark.parametrize(("key", "line", "message"), IMPOSSIBLE)
def test_impossible(key: str, line: str, message: str) -> None:
    """What cannot be true is refused in the analyst's words."""
    with pytest.raises(ValidationError) as error:
        read(key, line)

    (entry,) = error.value.errors()
    assert str(entry["ctx"]["error"]) == message


@pytest.mark.parametrize(
    ("key", "line", "fault"),
    [
        ("requests", "1,2019-03-02,2019-03-03,否,其他", "day_outside_year"),
        ("reviews", "1,2020-03-02,2021-03-03,维持", "day_outside_year"),
        ("meetings", "2019-12-31,甲,党组会议,乙", "day_outside_year"),
        ("drills", "甲,2021-01-01,20", "day_outside_year"),
        ("publicity", "甲,2019-12-31,,", "day_outside_year"),
        ("study", "集中学习,2019-12-31,民法典,", "day_outside_year"),
        ("requests", "1,2021-01-02,,否,办理中", "day_after_year"),
        ("emergency_plans", "甲,综合,是,2021-01-01", "day_after_year"),
        ("systems", "甲,其他,2021-01-01,否", "day_after_year"),
        ("plans", "甲,,2020-12-31", "day_until_year"),
    ],
)
def test_day_on_the_wrong_side_of_the_year(key: str, line: str, fault: str) -> None:
    """A day lies in the report year, not after it, or after it, as its column asks."""
    with pytest.raises(ValidationError) as error:
        read(key, line)

    assert [entry["type"] for entry in error.value.errors()] == [fault]


def test_case_listed_twice(folder: YearFolder) -> None:
    """A case number stands once; the problem names the row."""
    folder.register("reviews", *["1,2020-03-02,2020-03-03,维持"] * 2)

    with pytest.raises(InputError) as error:
        folder.load()

    (problem,) = error.value.problems
    assert (problem.code, str(problem.place)) == ("E423", "params/2020/registers/reviews.csv:3")
