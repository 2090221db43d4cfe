"""The table for the public shows what the text tells, by section, and nothing of the workshop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lawgov_lib.document.tree import Paragraph, Run, Table, plain
from lawgov_lib.inputs.outline import outline_of
from lawgov_lib.measuring.metric import Metric, Previous, State
from lawgov_lib.telling.publictable import public_table, told_metrics

SPOTS = outline_of(2024, "", "").places()
YEAR_END = date(2024, 12, 31)


def metric(
    now: str | None, before: str | None = "", unit: str = "件", section: str = "disputes"
) -> Metric:
    """Return a metric of this year and the last, "" where last year says nothing of it."""
    state = State.NUMBER if now and Decimal(now) else State.ZERO
    past = State.NUMBER if before and Decimal(before) else State.ZERO
    return Metric(
        id=f"{section}_{now}_{before}",
        name="案件",
        section=section,
        unit=unit,
        formula="行数",
        state=state,
        value=None if now is None else Decimal(now),
        previous=None
        if before == ""
        else Previous(past, None if before is None else Decimal(before), "metrics.csv:2"),
    )


def made(*metrics: Metric, until: date = YEAR_END) -> tuple[list[list[str]], str]:
    """Return the rows of the table of metrics that the text tells, and its note."""
    told = {each.section: () for each in metrics} | {
        each.section: (Paragraph(runs=tuple(Run(text="案件", metric=one.id) for one in metrics)),)
        for each in metrics
    }
    entries = told_metrics({each.id: each for each in metrics}, told, SPOTS)
    table, *notes = public_table(entries, SPOTS, 2024, until)
    assert isinstance(table, Table)
    rows = [[column.text for column in table.columns]]
    rows += [[plain(cell) for cell in row] for row in table.rows]
    return rows, "".join(plain(note.runs) for note in notes if isinstance(note, Paragraph))


def test_rows_stand_under_the_heading_of_their_section() -> None:
    """The head names the years, each group bears its section's heading without the number."""
    rows, note = made(metric("31", "25"), metric("5", "5", section="functions"))

    assert rows == [
        ["指标", "2024年", "2023年", "变化"],
        ["健全政府机构职能体系，推动更好发挥政府作用"],
        ["案件", "5件", "5件", "持平"],
        ["健全社会矛盾纠纷行政预防调处化解体系，不断促进社会公平正义"],
        ["案件", "31件", "25件", "增长24%"],
    ]
    assert note == ""


def test_without_last_year_there_is_one_column() -> None:
    """Where nothing is known of the year before, neither it nor a change is shown."""
    rows, note = made(metric("31"))

    assert rows[0] == ["指标", "2024年"]
    assert rows[2] == ["案件", "31件"]
    assert note == ""


@pytest.mark.parametrize(
    ("entry", "change"),
    [
        (metric("95", "93.5", "%"), "提高1.5个百分点"),
        (metric("93", "93.01", "%"), "基本持平"),
        (metric("3", "0"), "增加3件"),
        (metric("0", "2"), "减少2件"),
        (metric("0", "0"), "持平"),
        (metric("90", None, "%"), "—"),
        (metric(None, "90", "%"), "—"),
        (metric("3"), "—"),
    ],
)
def test_change(entry: Metric, change: str) -> None:
    """Rates change by points, counts as the sentences say; nothing is put in per cent of zero."""
    rows, _ = made(entry, metric("31", "25", section="functions"))

    assert rows[-1][3] == change


def rated(now: tuple[int, int], before: tuple[int, int] | None, percent: str = "90") -> Metric:
    """Return a rate with part and base of both years, or of last year the per cent alone."""
    part, base = map(Decimal, before) if before else (None, None)
    value = part * 100 / base if part is not None and base else Decimal(percent)
    past = Previous(State.NUMBER, value, "metrics.csv:2", part, base)
    return Metric(
        *("rate", "按期办结率", "disputes", "%", "", State.NUMBER, Decimal(now[0] * 100) / now[1]),
        numerator=Decimal(now[0]),
        denominator=Decimal(now[1]),
        previous=past,
    )


@pytest.mark.parametrize(
    ("entry", "cells"),
    [
        (rated((3, 3), (2, 2)), ["3/3", "2/2", "持平"]),
        (rated((5, 6), (4, 5)), ["5/6", "4/5", "—"]),
        (rated((18, 20), (3, 4)), ["18/20", "3/4", "—"]),
        (rated((3, 4), None), ["3/4", "90%", "—"]),
        (rated((18, 20), (19, 20)), ["90%", "95%", "下降5个百分点"]),
    ],
)
def test_rates_of_small_bases_are_counts_in_both_columns(entry: Metric, cells: list[str]) -> None:
    """Below ten a case is ten points: both years stand as part of base, and have no difference."""
    rows, note = made(entry)

    assert rows[-1][1:] == cells
    assert ("任一年分母不足10的比率，列为分子/分母。" in note) is ("/" in cells[0])


def test_average_of_last_year_has_one_decimal_too() -> None:
    """71.13 hours stand as 71.1 beside 73.5."""
    hours = replace(metric("73.5", "71.13", "学时"), denominator=Decimal(26))

    rows, _ = made(hours)

    assert rows[-1][1:] == ["73.5学时", "71.1学时", "增长3.4%"]


def test_year_cut_short_beside_a_whole_one() -> None:
    """Both values stand, the growth does not, and the note says why."""
    cut = metric("120", "150")
    assert cut.previous is not None
    past = replace(cut.previous, as_of=date(2023, 12, 31))
    entry = replace(cut, as_of=date(2024, 11, 30), previous=past)

    rows, note = made(entry, until=date(2024, 11, 30))

    assert rows[-1][1:] == ["120件", "150件", "—"]
    assert note == "注\uff1a2024年为截至11月30日数，2023年为全年数，不计算增减。"


def test_what_the_text_does_not_tell_is_not_shown() -> None:
    """A metric that no run names, one without a value, and a count of plans stay out."""
    told, silent = metric("31"), replace(metric("7"), name="未述及")
    gap = replace(metric(None), id="gap", state=State.MISSING)
    duty = replace(metric(None), id="duty", state=State.NO_DUTY)
    plans = replace(metric("5"), id="plans", section="plans")
    runs = tuple(Run(text="数", metric=each.id) for each in (told, gap, duty, plans))
    metrics = {each.id: each for each in (told, silent, gap, duty, plans)}

    entries = told_metrics(metrics, {"disputes": (Paragraph(runs=runs),)}, SPOTS)

    assert [entry.metric for entry in entries] == [told]


def test_metric_of_a_section_that_is_not_there() -> None:
    """It stands under the section that tells it."""
    guest = replace(metric("31"), section="dropped")
    told = {"functions": (Paragraph(runs=(Run(text="31件", metric=guest.id),)),)}

    ((section, _),) = told_metrics({guest.id: guest}, told, SPOTS)

    assert section == "functions"


def test_notes_only_where_they_apply() -> None:
    """A year cut short, a declared rate and a dash are explained, each once."""
    entries = (metric("31"), metric("100", unit="%"), metric("5", "4", section="functions"))

    _, note = made(*entries, until=date(2024, 11, 30))
    _, later = made(metric("31"), until=date(2025, 1, 10))

    assert note == (
        "注\uff1a1.2024年数据统计至11月30日。2.案件为申报数。3.“—”表示上年没有公布该项数据。"
    )
    assert later == "注\uff1a2024年数据统计至2025年1月10日。"
