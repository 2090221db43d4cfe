"""The annex shows every metric with its formula and its rows, and every chart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.document.tree import Figure, Paragraph, Table, plain
from lawgov_lib.measuring.metric import Metric, Previous, Source, State
from lawgov_lib.measuring.metricstable import write
from lawgov_lib.telling.annex import annex, attachments

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Blocks

CHART = Figure(data="<svg/>", alt="制度。", caption="在行制度")
AGENCY = "某市某局"
LABELS = {"rules.csv": "制度台账", "figures.csv": "申报数"}


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


def row(entry: Metric) -> list[str]:
    """Return the metric's row of the annex as text."""
    (table,) = [block for block in annex([entry], (), LABELS, AGENCY) if isinstance(block, Table)]
    return [plain(cell) for cell in table.rows[0]]


def kinds(blocks: Blocks) -> list[str]:
    """Return the kinds of blocks."""
    return [block.kind for block in blocks]


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


UNSPOKEN = replace(metric(State.MISSING, None), id="unspoken", sources=())


def test_what_nothing_speaks_of_is_not_listed() -> None:
    """The table has what the year tells; the data have every metric."""
    (table,) = [
        block for block in annex([UNSPOKEN, metric()], (), LABELS, AGENCY) if block.kind == "table"
    ]

    assert [[plain(cell) for cell in cells][:2] for cells in table.rows] == [["1", "制度"]]
    assert [cells[0] for cells in write([UNSPOKEN, metric()]).rows] == ["unspoken", "rules"]


def test_year_that_tells_no_metric() -> None:
    """Where nothing is told there is no table of nothing, but a sentence."""
    blocks = annex([UNSPOKEN], (), LABELS, AGENCY)

    assert kinds(blocks) == ["annex", "paragraph", "paragraph"]
    assert plain(blocks[-1].runs) == "本年度未提供指标数据。"  # type: ignore[union-attr]


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
    blocks = annex(metrics, (), LABELS, AGENCY)
    (table,) = [block for block in blocks if isinstance(block, Table)]

    assert [column.text for column in table.columns][2:4] == ["数值", "上年"]
    assert [plain(cells[3]) for cells in table.rows] == ["12项", "0项", "未发生", "未提供", "—"]
    assert "4.“上年”为上年公布的数值" in plain(blocks[-1].runs)  # type: ignore[union-attr]


def test_no_column_where_nothing_is_known_of_the_year_before() -> None:
    """A column of gaps would say nothing."""
    (table,) = [
        block
        for block in annex([before(State.MISSING, None)], (), LABELS, AGENCY)
        if isinstance(block, Table)
    ]

    assert "上年" not in [column.text for column in table.columns]


def test_annex_names_the_agency() -> None:
    """The table stands by itself: it says whose metrics these are."""
    head = annex([metric()], (), LABELS, AGENCY)[1]

    assert head.kind == "paragraph"
    assert plain(head.runs) == "报告机关\uff1a某市某局"


def test_annex_of_charts() -> None:
    """Charts are numbered in an annex of their own."""
    blocks = annex([metric()], (CHART, CHART), LABELS, AGENCY)

    captions = [block.caption for block in blocks if isinstance(block, Figure)]
    assert captions == ["图1\u3000在行制度", "图2\u3000在行制度"]
    assert kinds(blocks).count("annex") == 2


def test_no_annex_without_charts() -> None:
    """A year without charts has one annex, and lists one."""
    assert kinds(annex([metric()], (), LABELS, AGENCY)).count("annex") == 1
    assert lines(attachments(())) == ["附件\uff1a1.法治政府建设主要指标表"]


def lines(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    """Return the text of each paragraph."""
    return [plain(paragraph.runs) for paragraph in paragraphs]


def test_list_of_annexes() -> None:
    """The list below the text names the annexes in order, without closing mark."""
    assert lines(attachments((CHART,))) == [
        "附件\uff1a1.法治政府建设主要指标表",
        "\u3000\u3000\u30002.法治政府建设主要指标图",
    ]
