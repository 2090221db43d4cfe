"""``params/holidays.csv`` makes a further year known; what it lacks or mistakes is told.

The arrangement is invented: 2099 is a year that nobody has arranged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.publishing.manifest import inputs_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.yearfolder import YearFolder

YEAR = 2099
HEADER = "日期,截止日期,类别,名称,依据文件"
ARRANGED = (
    "2099-01-01,2099-01-03,放假,元旦,通知",
    "2099-01-21,2099-01-27,放假,春节,通知",
    "2099-02-01,,上班,春节,通知",
    "2099-04-04,,放假,清明节,通知",
    "2099-05-01,2099-05-03,放假,劳动节,通知",
    "2099-06-23,,放假,端午节,通知",
    "2099-09-29,2099-10-05,放假,国庆节、中秋节,通知",
)
REQUEST = "1,2099-01-20,2099-02-18,否,其他"
"""Twenty-one days by weekdays alone, one too many; seventeen with the arrangement."""


def holidays(folder: YearFolder, *rows: str, header: str = HEADER) -> None:
    """Write the agency's own calendar."""
    path = folder.params / "holidays.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")


@pytest.fixture
def later(folder: YearFolder) -> YearFolder:
    """Return a year that the program does not know the holidays of, with one request."""
    year = folder.of(YEAR)
    year.register("requests", REQUEST)
    return year


def test_a_rate_is_counted_by_the_file(later: YearFolder) -> None:
    """With the year's arrangement the reply is in time, without it the rate stays open."""
    assert later.metric("info_ontime").remark == "2099年节假日安排未载入，不计算工作日"

    holidays(later, *ARRANGED)

    assert later.value("info_ontime") == "100.00"
    assert later.findings("C28") == []


def test_an_unknown_year_is_told_once(later: YearFolder) -> None:
    """One finding names the year, the rates that it leaves open, their rows, and the file."""
    later.register("requests", REQUEST, "2,2099-03-02,2099-03-05,否,其他")
    later.register("licences", "1,甲,新办,2099-03-02,2099-03-02,2099-03-09,许可,,")

    (finding,) = later.findings("C28")

    assert finding.about == "节假日/2099"
    assert "“政府信息公开申请按期答复率”（涉及台账2行）" in finding.message
    assert "“行政许可按时办结率”（涉及台账1行）" in finding.message
    assert "params/holidays.csv" in finding.hint


def test_days_in_any_usual_writing(later: YearFolder) -> None:
    """The days may be written as anywhere else, and the separator may be another."""
    rows = [row.replace("-", "/").replace(",", "\t") for row in ARRANGED]

    holidays(later, *rows, header=HEADER.replace(",", "\t"))

    assert later.value("info_ontime") == "100.00"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ARRANGED[1:], ("E476", "2099年的安排不全：元旦没有填（法定1天）")),
        (
            (*ARRANGED[:1], "2099-01-21,,放假,春节,通知", *ARRANGED[2:]),
            ("E476", "2099年的安排不全：春节只有1天（法定4天）"),
        ),
        (
            (*ARRANGED, "2099-02-01,,放假,元宵节,通知"),
            ("E475", "2099年2月1日在第4行已填为上班"),
        ),
        (
            (*ARRANGED, "2024-10-01,,放假,国庆节,通知", "2024-10-08,2024-10-09,放假,国庆节,通知"),
            ("E477", "2024年10月8日填为放假，与程序已有的2024年安排（上班）不符"),
        ),
        (
            (*ARRANGED, "2099-07-03,2099-07-01,放假,甲,通知"),
            ("E417", "「截止日期」早于「日期」"),
        ),
        (
            (*ARRANGED, "9999-12-30,9999-12-31,放假,甲,通知"),
            ("E417", "年份应在2004至2100之间"),
        ),
        (
            (*ARRANGED, "2099-07-01,2099-07-31,放假,甲,通知"),
            ("E417", "「日期」至「截止日期」有31天，没有这样长的放假"),
        ),
        (
            (*ARRANGED, "2099-07-01,,上班,甲,通知"),
            ("E417", "星期一至星期五本来上班，「上班」只填周末调休的日期"),
        ),
        (
            (*ARRANGED, "2099-07-01,,休息,甲,通知"),
            ("E412", "「类别」的值“休息”不在可选范围内"),
        ),
    ],
)
def test_what_is_wrong_is_told(
    later: YearFolder, rows: tuple[str, ...], expected: tuple[str, str]
) -> None:
    """A holiday left out, a day twice, another word than the published one: each is refused."""
    holidays(later, *rows)

    problems = later.survey().problems

    assert [(problem.code, problem.message) for problem in problems] == [expected]
    assert all(problem.place and problem.hint for problem in problems)


def test_a_published_year_may_be_repeated(later: YearFolder) -> None:
    """Rows that agree with what the program knows, even a part of a year, are no fault."""
    holidays(later, "2024-10-01,2024-10-07,放假,国庆节,通知", "2024-10-12,,上班,国庆节,通知")

    assert later.refusal() == []


def test_a_file_that_cannot_be_read(later: YearFolder) -> None:
    """A file without the header is told, not passed over."""
    holidays(later, "2099-01-01,放假", header="何时,何事")

    assert [problem.code for problem in later.survey().problems] == ["E421"]


def test_the_file_is_an_input(later: YearFolder, tmp_path: Path) -> None:
    """A change of the calendar changes what the report was made from."""
    before = inputs_of(tmp_path, "params", YEAR)
    holidays(later, *ARRANGED)

    assert set(inputs_of(tmp_path, "params", YEAR)) - set(before) == {"params/holidays.csv"}
