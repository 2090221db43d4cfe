"""Each metric finds its predecessor: what was published, else what last year's folder counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.document.tree import Table, plain
from lawgov_lib.measuring.metric import Previous, State
from tests.report.test_report import paragraphs

if TYPE_CHECKING:
    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.report.yearreport import Report
    from tests.yearfolder import YearFolder

PUBLISHED = "outputs/2020/metrics.csv"


@pytest.fixture
def year(folder: YearFolder) -> YearFolder:
    """Return the folder of 2021 beside that of 2020, in which 25 cases are declared."""
    folder.figure("rec", "数值", value="25")
    this = folder.of(2021)
    this.figure("rec", "数值", value="31")
    return this


def before(year: YearFolder, metric_id: str = "rec") -> Previous | None:
    """Return a metric's predecessor."""
    return year.report().metrics[metric_id].previous


def told(findings: list[Finding]) -> list[tuple[str, list[str]]]:
    """Return what findings say and where."""
    return [(finding.message, [str(place) for place in finding.places]) for finding in findings]


def test_last_years_folder_is_counted(year: YearFolder) -> None:
    """Where nothing was published, the year before is measured from its folder."""
    assert before(year) == Previous(State.NUMBER, Decimal(25), "params/2020/figures.csv:2")
    assert before(year, "lit") is None


def test_last_years_folder_is_older_than_a_column(year: YearFolder) -> None:
    """A year kept before a column was thought of is still compared with, but not by that column."""
    year.of(2020).write("registers/officers.csv", "工号,岗位,持证\n1,执法,是\n2,执法,是\n")
    year.register("officers", "1,执法,是,60", "2,执法,是,62", "3,执法,是,64")

    place = "params/2020/registers/officers.csv:2-3"
    counted = Previous(State.NUMBER, Decimal(2), place, as_of=date(2020, 12, 31))
    assert before(year, "staff") == counted
    assert before(year, "staff_train") is None


def test_one_report_rests_on_one_reading_of_last_year(year: YearFolder) -> None:
    """What changes behind an open report is told by the next one, and by none in part."""
    year.of(2020).write("text/plans.md", "继续加强培训。")
    year.write("text/plans.md", "改用线上培训。")
    report = year.report()
    year.of(2020).write("text/plans.md", "改用线上培训。")
    year.of(2020).figure("rec", "数值", value="26")

    def fresh(of: Report) -> list[str]:
        review = of.review().section.review
        found = review.differences if review else ()
        return [each.said for each in found if each.section == "plans" and each.said]

    assert (fresh(report), fresh(year.report())) == (["改用线上培训。"], [])
    assert before(year) == Previous(State.NUMBER, Decimal(26), "params/2020/figures.csv:2")


def test_published_value_wins(year: YearFolder) -> None:
    """Readers compare with what was published; a count that differs is found, with both places."""
    year.of(2020).publish("lit,未提供,,件", "rec,数值,24,件")

    assert before(year) == Previous(State.NUMBER, Decimal(24), f"{PUBLISHED}:3")
    assert told(year.findings("C09")) == [
        (
            "“行政复议案件”上年公布24件，按上年台账为25件，同比按公布数计算",
            [f"{PUBLISHED}:3", "params/2020/figures.csv:2"],
        )
    ]


def test_published_value_that_is_counted_again(year: YearFolder) -> None:
    """The same value from both is no finding; nor is one that only the published table has."""
    year.of(2020).publish("rec,数值,25.0,件", "lit,零,0,件")

    assert before(year, "lit") == Previous(State.ZERO, Decimal(0), f"{PUBLISHED}:3")
    assert [finding for finding in year.findings("C09") if "公布" in finding.message] == []


def test_no_longer_told(year: YearFolder) -> None:
    """What readers saw the year before and miss now is found, under the name that it had."""
    year.of(2020).publish(
        "lit,行政诉讼案件,零,0,件",
        "rent,减免租金,数值,46.7,万元",
        "insp,行政检查次数,未提供,,次",
        "rec,行政复议案件,数值,25,件",
        header="编号,名称,状态,数值,单位",
    )

    assert told(year.findings("C09")) == [
        ("“行政诉讼案件”上年为0件，本年未提供", [f"{PUBLISHED}:2"]),
        ("“减免租金”上年为46.7万元，本年未提供", [f"{PUBLISHED}:3"]),
    ]


def test_metric_that_was_not_published_yet(year: YearFolder) -> None:
    """A metric that the published table does not have is counted from the folder."""
    year.of(2020).publish("study_board,数值,7,次")

    assert before(year) == Previous(State.NUMBER, Decimal(25), "params/2020/figures.csv:2")


def test_first_year(folder: YearFolder) -> None:
    """Without a year before, nothing is compared and nothing is wrong."""
    folder.figure("rec", "数值", value="25")

    assert before(folder) is None
    assert folder.findings("C09") == []


def test_other_unit(year: YearFolder) -> None:
    """Cases and decisions are not compared: no change is computed, and that is said."""
    year.of(2020).publish("rec,数值,25,人")

    assert before(year) is None
    assert (
        "“行政复议案件”上年以“人”为单位，本年为“件”，不计算同比",
        [f"{PUBLISHED}:2"],
    ) in told(year.findings("C09"))


@pytest.mark.parametrize(
    ("row", "metric_id", "expected"),
    [("rec,数值,25,宗", "rec", 25), ("fund_total,数值,2000000,元", "fund_total", 200)],
)
def test_unit_that_can_be_converted(
    year: YearFolder, row: str, metric_id: str, expected: int
) -> None:
    """Another word for a case is no other quantity, and money is converted."""
    year.of(2020).publish(row)
    told = before(year, metric_id)

    assert told is not None
    assert told.value == expected
    assert not [each for each in year.findings("C09") if "单位" in each.message]


@pytest.mark.parametrize(
    ("rows", "header", "line"),
    [
        (["rec,多,25,件"], "编号,状态,数值,单位", 2),
        (["lit,零,0,件", "rec,数值,很多,件"], "编号,状态,数值,单位", 3),
        (["rec,数值,NaN,件"], "编号,状态,数值,单位", 2),
        (["rec,数值,1E+99999,件"], "编号,状态,数值,单位", 2),
        (["rec,数值,,件"], "编号,状态,数值,单位", 2),
        (["rec,未提供,3,件"], "编号,状态,数值,单位", 2),
        (["rec,数值,25"], "编号,状态,数值,单位", 2),
        (["rec,数值,25,件"], "编号,状态,值,单位", 1),
        (['"rec,数值,25,件'], "编号,状态,数值,单位", 2),
    ],
    ids=[
        "state",
        "number",
        "NaN",
        "huge",
        "no number",
        "number of a gap",
        "short row",
        "header",
        "quotes",
    ],
)
def test_published_table_that_is_none(
    year: YearFolder, rows: list[str], header: str, line: int
) -> None:
    """A broken table stops nothing: the year before is unknown, and the finding says where."""
    year.of(2020).publish(*rows, header=header)

    assert before(year) is None
    assert told(year.findings("C09")) == [
        (
            f"上年数据{PUBLISHED}有1处问题，不能读取：不是本程序生成的指标表",
            [f"{PUBLISHED}:{line}"],
        )
    ]


def test_published_table_that_is_not_text(year: YearFolder) -> None:
    """A file that is no table at all stops nothing either."""
    path = year.params.parent / PUBLISHED
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xff\xfe\x00\x81")

    assert before(year) is None
    assert len(year.findings("C09")) == 1


def test_last_years_folder_that_is_broken(year: YearFolder) -> None:
    """Faults of last year's inputs are one finding; what was published still counts."""
    year.of(2020).write("report.yaml", "agency: 1\nyear: x\n")
    year.of(2020).publish("rec,数值,24,件")

    assert before(year) == Previous(State.NUMBER, Decimal(24), f"{PUBLISHED}:2")
    (finding,) = year.findings("C09")
    assert finding.message.startswith("上年数据params/2020有2处问题，不能读取：")
    assert {place.file for place in finding.places} == {"params/2020/report.yaml"}


def test_last_years_outline_that_is_broken(year: YearFolder) -> None:
    """That holds for an outline that does not exist as well."""
    text = (year.params / "2020" / "report.yaml").read_text(encoding="utf-8")
    year.of(2020).write("report.yaml", text + "outline: 2035\n".replace("2035", '"2035"'))

    assert before(year) is None
    assert "没有提纲“2035”" in year.findings("C09")[0].message


def test_change_in_prose_and_annex(year: YearFolder) -> None:
    """Given last year 25 and this year 31, the change reads 增长24%."""
    year.write("text/disputes.md", "行政复议案件{{ rec }}，{{ rec | 同比 }}。")
    report = year.report()

    (table,) = [block for block in report.annex().section.blocks if isinstance(block, Table)]
    (dataset,) = report.annex().section.datasets
    rows = {row[0]: dict(zip(dataset.columns, row, strict=True)) for row in dataset.rows}

    assert paragraphs(report.section("disputes")) == ["行政复议案件31件，比上年增长24%。"]
    assert [plain(cell) for cell in table.rows[1]] == ["行政复议案件", "31件", "25件", "增长24%"]
    assert rows["rec"]["上年数值"] == "25"
    assert rows["rec"]["上年出处"] == "params/2020/figures.csv:2"
    assert rows["lit"]["上年数值"] == ""


def test_last_years_prose(year: YearFolder) -> None:
    """The agency's own text of the year before is known, whatever was published."""
    year.of(2020).write("text/functions.md", "上年的正文。")
    year.of(2020).publish("rec,数值")

    (text,) = year.report().history.prose.values()

    assert (text.text, text.file) == ("上年的正文。", "params/2020/text/functions.md")
