"""The table of metrics reads back as it was written, and nothing else is taken for one."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lawgov_lib.base.files import csv_bytes
from lawgov_lib.laws.provisions import load_laws
from lawgov_lib.measuring.manner import Manner
from lawgov_lib.measuring.metric import Metric, Previous, State
from lawgov_lib.measuring.metricstable import READ, UnknownTableError, listed, read, write
from lawgov_lib.measuring.requirements import load_thresholds
from lawgov_lib.measuring.source import Source

RATE = Metric(
    id="exam_rate",
    name="参考率",
    section="capacity",
    unit="%",
    formula="参考人数÷应考人数",
    state=State.NUMBER,
    value=Decimal("90.00"),
    numerator=Decimal(18),
    denominator=Decimal(20),
    as_of=date(2020, 12, 1),
    sources=(Source.of("exams.csv", [2, 3]),),
    basis=load_laws()["litigation_duty"],
    threshold=load_thresholds()["pun_two"],
    declared=True,
    evidence="考试成绩单",
    remark="说明",
    previous=Previous(State.NUMBER, Decimal("88.50"), "outputs/2019/metrics.csv:7"),
)
UNKNOWN = Metric("lit", "行政诉讼案件", "disputes", "件", "行数", State.MISSING)
HEADER = "编号,状态,数值,单位"


def text(*metrics: Metric) -> str:
    """Return a table as it is published."""
    table = write(metrics)
    return csv_bytes(table.columns, table.rows).decode("utf-8-sig")


def test_table_as_written() -> None:
    """Written, a metric has plain decimals, ISO dates and blanks for what is unknown."""
    table = write([RATE, UNKNOWN])

    assert dict(zip(table.columns, table.rows[0], strict=True)) == {
        "编号": "exam_rate",
        "名称": "参考率",
        "节": "capacity",
        "状态": "数值",
        "数值": "90",
        "单位": "%",
        "分子": "18",
        "分母": "20",
        "截至": "2020-12-01",
        "申报": "是",
        "出处": "考试成绩单",
        "计算方法": "参考人数÷应考人数",
        "数据来源": "exams.csv:2-3",
        "依据": "《中华人民共和国行政诉讼法》第三条",
        "限值": "≥100",
        "说明": "说明",
        "上年数值": "88.5",
        "上年出处": "outputs/2019/metrics.csv:7",
    }
    assert table.rows[1][3:5] == ("未提供", "")


def test_table_reads_back() -> None:
    """What was written is read with its types, each row with the line that it stands on."""
    rate, unknown = read(text(RATE, UNKNOWN), READ)

    assert rate == (
        *(2, "exam_rate", "参考率", "capacity", State.NUMBER, Decimal(90), "%"),
        *(Decimal(18), Decimal(20), True, RATE.as_of, "", ""),
    )
    assert unknown[4:10] == (State.MISSING, None, "件", None, None, False)


def test_degree_and_text_read_back() -> None:
    """What was about a number, or a text, is so the year after."""
    about = replace(UNKNOWN, state=State.NUMBER, value=Decimal(320), manner=Manner(degree="约"))
    award = replace(UNKNOWN, id="award", state=State.NUMBER, manner=Manner(words="优秀"))

    assert [(row.degree, row.words) for row in read(text(about, award))] == [
        ("约", ""),
        ("", "优秀"),
    ]


def test_a_rate_below_zero_reads_back() -> None:
    """A promise longer than the law's limit compresses nothing: its rate is negative."""
    (row,) = read(text(replace(RATE, id="lic_compress", value=Decimal("-12.5"))))

    assert row.value == Decimal("-12.5")


def test_a_name_that_a_spreadsheet_would_compute_reads_back() -> None:
    """The apostrophe that keeps a name from being a formula is taken off again."""
    (row,) = read(text(replace(UNKNOWN, name="=1+1")))

    assert row.name == "=1+1"


def test_an_older_table_still_reads() -> None:
    """What a table had no column for is blank; a metric without a name goes by its id."""
    (row,) = read(f"{HEADER}\nrec,数值,25,件\n")

    assert (row.name, row.section, row.numerator, row.declared) == ("rec", "", None, False)


def test_columns_are_found_by_name() -> None:
    """A column more, or another order, changes nothing."""
    header, *rows = csv.reader(io.StringIO(text(RATE)))
    turned = "\n".join(",".join(["新", *reversed(row)]) for row in (header, *rows))

    assert list(read(turned, READ)) == list(read(text(RATE), READ))


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("", 1),
        ("编号,状态,值,单位\nrec,数值,25,件\n", 1),
        (f"{HEADER}\nrec,多,25,件\n", 2),
        (f"{HEADER}\nlit,零,0,件\nrec,数值,1E+9,件\n", 3),
        (f"{HEADER}\nrec,数值,,件\n", 2),
        (f"{HEADER}\nrec,未提供,3,件\n", 2),
        (f"{HEADER}\nrec,数值,25\n", 2),
        (f"{HEADER}\nrec,数值,25,件\nrec,数值,26,件\n", 3),
        (f"{HEADER}\n,数值,25,件\n", 2),
        (f'{HEADER}\n"rec,数值,25,件\n', 2),
    ],
    ids=[
        "nothing",
        "header",
        "state",
        "number",
        "no number",
        "number of a gap",
        "short row",
        "twice",
        "no id",
        "quotes",
    ],
)
def test_no_table_of_metrics(table: str, line: int) -> None:
    """Whatever no report has published is refused with the line that shows it."""
    with pytest.raises(UnknownTableError) as error:
        list(read(table))

    assert error.value.line == line


def test_columns_that_a_reader_needs() -> None:
    """Who cannot do without a column says so."""
    with pytest.raises(UnknownTableError):
        list(read(f"{HEADER}\nrec,数值,25,件\n", READ))


def test_figure_that_is_no_plain_number_reads_back() -> None:
    """A text has its own column, which no other table has, and no number."""
    words = replace(UNKNOWN, state=State.NUMBER, manner=Manner(kind="文字", words="优秀"))

    assert write([RATE, words]).columns[-3:] == ("类别", "程度", "内容")
    assert [row.value for row in read(text(RATE, words))] == [Decimal(90), None]


def test_many_rows_at_once_read_as_they_do_one_by_one() -> None:
    """Labels, states, declared and every number are the same; a number keeps its decimals."""
    metrics = [RATE, UNKNOWN, replace(RATE, id="money", value=Decimal("-0.05"), name="")]
    one_by_one = list(read(text(*metrics)))
    at_once = listed([*csv.reader(io.StringIO(text(*metrics), newline=""))])
    numbers = zip(at_once.values, at_once.numerators, at_once.denominators, strict=True)

    assert at_once.labels == [(row.id, row.name, row.section, row.unit) for row in one_by_one]
    assert at_once.states == [row.state for row in one_by_one]
    assert at_once.declared == [row.declared for row in one_by_one]
    assert [
        tuple(None if places < 0 else Decimal(digits).scaleb(-places) for digits, places in row)
        for row in numbers
    ] == [(row.value, row.numerator, row.denominator) for row in one_by_one]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("编号", ""),
        ("编号", "lit"),
        ("状态", "也许"),
        ("数值", "12,5"),
        ("数值", ""),
        ("截至", "2020-13-01"),
    ],
)
def test_many_rows_at_once_are_refused_for_the_same_faults(column: str, cell: str) -> None:
    """No id, one that comes twice, an unknown state, no number, no value, no day."""
    rows = list(csv.DictReader(io.StringIO(text(RATE, UNKNOWN), newline="")))
    rows[0][column] = cell
    table = csv_bytes(rows[0], [row.values() for row in rows]).decode("utf-8-sig")

    with pytest.raises(UnknownTableError):
        list(read(table))
    with pytest.raises(UnknownTableError):
        listed([*csv.reader(io.StringIO(table, newline=""))])
