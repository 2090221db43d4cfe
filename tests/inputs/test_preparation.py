"""``report.yaml`` of a year that is being prepared may leave open what nobody knows yet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import InputError
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

UNDATED = REPORT.partition("signed_on")[0]


def refused(folder: YearFolder, text: str) -> list[str]:
    """Return code, line and message of what is wrong with a ``report.yaml``."""
    folder.write("report.yaml", text)
    with pytest.raises(InputError) as error:
        folder.load()
    return [
        f"{problem.code} {problem.place.line if problem.place else ''} {problem.message}"
        for problem in error.value.problems
    ]


@pytest.mark.parametrize("days", ["", "signed_on:\nas_of:\n", 'signed_on: ""\n'])
def test_days_may_be_open(folder: YearFolder, days: str) -> None:
    """While nobody has signed, the counts stand at the end of the year and files bear its date."""
    folder.write("report.yaml", UNDATED + days)

    year_inputs = folder.load()

    assert year_inputs.report.signed_on is None
    assert year_inputs.as_of == date(2020, 12, 31)
    assert year_inputs.report.dated == date(2020, 12, 31)


def test_signed_before_the_year_is_over(folder: YearFolder) -> None:
    """Whoever signs in December must say until when the counts go."""
    assert refused(folder, UNDATED + "signed_on: 2020-12-01\n") == [
        "E417 None 签发日期2020-12-01早于2020年12月31日，须写明统计截止日期"
    ]
    folder.write("report.yaml", UNDATED + "signed_on: 2021-01-05\n")
    assert folder.load().as_of == date(2020, 12, 31)


def test_counted_after_signing(folder: YearFolder) -> None:
    """No report counts what happened after it was signed."""
    (said,) = refused(folder, UNDATED + "signed_on: 2020-12-01\nas_of: 2020-12-02\n")

    assert "统计截止日期2020-12-02晚于签发日期2020-12-01" in said


@pytest.mark.parametrize(
    "name",
    ["agency", "agency.name", "agency.fictional", "addressee", "basis", "headings.plans", "year"],
)
def test_unconfirmed(folder: YearFolder, name: str) -> None:
    """What was carried over is named by where it stands in the file."""
    folder.write(
        "report.yaml",
        REPORT
        + "addressee: 市政府\nbasis:\n  - title: 某规定\nheadings: {plans: 安排}\n"
        + f"unconfirmed: [{name}]\n",
    )

    assert folder.load().report.unconfirmed == (name,)


@pytest.mark.parametrize(
    "name",
    ["agency.nama", "addressee", "basis", "headings.plans", "signed", "year.x", "unconfirmed"],
)
def test_unconfirmed_that_is_not_there(folder: YearFolder, name: str) -> None:
    """A mark on nothing could never be taken off: it is refused."""
    text = REPORT + f"unconfirmed:\n  - agency.name\n  - {name}\n"

    assert refused(folder, text) == [
        f"E417 8 「unconfirmed」列出的“{name}”在本文件中没有或没有填写"
    ]


def test_unconfirmed_fact_that_is_faulty(folder: YearFolder) -> None:
    """A faulty fact is told once, not as an absent one too."""
    text = REPORT.replace("2021-01-20", "2021-02-30") + "unconfirmed: [signed_on]\n"

    (said,) = refused(folder, text)
    assert said.startswith("E416 6 ")


def test_wishes_of_the_wrong_kind(folder: YearFolder) -> None:
    """An arrangement has three kinds of wishes, each in its form."""
    text = REPORT + "arrange:\n  drop: digital\n  fold: [plans]\n  swap: {a: b}\n"

    said = refused(folder, text)

    assert [line[:4] for line in said] == ["E413", "E413", "E411"]


def test_items_left_blank_are_left_out(folder: YearFolder) -> None:
    """A name without a value says nothing, as when the last entry below it was deleted."""
    folder.write("report.yaml", REPORT + "unconfirmed:\naddressee:\nheadings:\n")

    report = folder.load().report

    assert (report.unconfirmed, report.addressee, report.headings) == ((), "", {})


def test_what_must_be_there_may_not_be_blank(folder: YearFolder) -> None:
    """An agency has a name, a level and a region."""
    folder.write("report.yaml", REPORT.replace("  level: 地级市政府工作部门", "  level:"))

    assert folder.problems() == ["E413 params/2020/report.yaml:3"]
