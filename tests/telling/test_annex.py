"""The attachments are headed and listed; the working table says how each metric came about."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lawgov_lib.document.tree import Figure, Paragraph, Run, Table, plain
from lawgov_lib.measuring.metric import Metric, Previous, State
from lawgov_lib.measuring.source import Source
from lawgov_lib.telling.annex import Attachment, annex, attachments, gallery, working_table

CHART = Figure(data="<svg/>", alt="制度。", caption="在行制度")
AGENCY = "某市某局"
LABELS = {"rules.csv": "制度台账", "figures.csv": "申报数"}
TABLE = Attachment("指标表", (Paragraph(runs=(Run(text="表"),)),))
CHARTS = Attachment("指标图", (CHART,))


def metric(
    state: State = State.NUMBER, value: str | None = "16", unit: str = "项", *lines: int
) -> Metric:
    """Return a metric counted from these lines, line 2 if none are named."""
    return Metric(
        id="rules",
        name="制度",
        section="institutions",
        unit=unit,
        formula="行数",
        state=state,
        value=None if value is None else Decimal(value),
        sources=(Source.of("rules.csv", lines or (2,)),),
    )


def table_of(*metrics: Metric) -> Table:
    """Return the working table of metrics."""
    _, table, _ = working_table(metrics, LABELS, AGENCY)
    assert isinstance(table, Table)
    return table


def row(entry: Metric) -> list[str]:
    """Return the metric's row of the working table as text."""
    return [plain(cell) for cell in table_of(entry).rows[0]]


def test_row_of_a_metric() -> None:
    """A row says number, name, value, formula and rows."""
    counted = metric(State.NUMBER, "16", "项", 2, 3, 4, 7, 9, 10)

    assert row(counted) == ["1", "制度", "16项", "行数", "制度台账第2至4、7、9至10行"]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (metric(State.MISSING, None), "未提供"),
        (metric(State.NO_DUTY, None), "无此职责"),
        (metric(State.ZERO, "0"), "0项"),
        (metric(State.ZERO, None, "%"), "未发生"),
        (metric(State.NUMBER, "100", "%"), "100%\uff08申报数\uff09"),
    ],
)
def test_value(entry: Metric, told: str) -> None:
    """A gap is shown as a gap, and a declared rate as declared."""
    assert row(entry)[2] == told


def before(state: State, value: str | None, unit: str = "项") -> Metric:
    """Return a metric with its predecessor."""
    past = Previous(state, None if value is None else Decimal(value), "outputs/2019/metrics.csv:2")
    return replace(metric(unit=unit), previous=past)


def test_year_before_has_a_column() -> None:
    """Each state of the year before is shown as it was; a metric that is new has a dash."""
    metrics = [
        before(State.NUMBER, "12"),
        before(State.ZERO, "0"),
        before(State.ZERO, None, "%"),
        before(State.MISSING, None),
        metric(),
    ]
    head, table, note = working_table(metrics, LABELS, AGENCY)

    assert isinstance(head, Paragraph)
    assert isinstance(table, Table)
    assert isinstance(note, Paragraph)
    assert plain(head.runs) == "报告机关\uff1a某市某局"
    assert [column.text for column in table.columns][2:4] == ["数值", "上年"]
    assert [plain(cells[3]) for cells in table.rows] == ["12项", "0项", "未发生", "未提供", "—"]
    assert "4.“上年”为上年公布的数值" in plain(note.runs)


def test_no_column_where_nothing_is_known_of_the_year_before() -> None:
    """A column of gaps would say nothing."""
    columns = table_of(before(State.MISSING, None)).columns

    assert "上年" not in [column.text for column in columns]


def test_charts_of_an_attachment_are_numbered_where_they_are_several() -> None:
    """A single chart needs no number."""
    several = [block.caption for block in gallery((CHART, CHART)) if isinstance(block, Figure)]

    assert several == ["图1\u3000在行制度", "图2\u3000在行制度"]
    assert gallery((CHART,)) == (CHART,)


@pytest.mark.parametrize(
    ("attached", "heads", "listed"),
    [
        ((), [], []),
        ((TABLE,), [("附件", "指标表")], ["附件\uff1a指标表"]),
        (
            (TABLE, CHARTS),
            [("附件1", "指标表"), ("附件2", "指标图")],
            ["附件\uff1a1.指标表", "\u3000\u3000\u30002.指标图"],
        ),
    ],
)
def test_heads_and_list(
    attached: tuple[Attachment, ...], heads: list[tuple[str, str]], listed: list[str]
) -> None:
    """A single attachment bears no number, several are numbered and aligned, none is not listed."""
    shown = [(each.label, each.title) for each in annex(attached) if each.kind == "annex"]

    assert shown == heads
    assert [plain(each.runs) for each in attachments(attached)] == listed
