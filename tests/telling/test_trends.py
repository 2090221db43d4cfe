"""A trend is drawn where three years are known and say something."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from lawgov_lib.base.errors import TellingError
from lawgov_lib.measuring.history import History, Past
from lawgov_lib.measuring.metric import Metric, Previous, State
from lawgov_lib.measuring.source import Source
from lawgov_lib.telling.charts import Trend, TrendChart
from lawgov_lib.telling.trends import trend

CHART = TrendChart("cases", "案件情况", ("rec", "lit"))
LABELS = {"cases.csv": "案件台账"}


def previous(value: int) -> Previous:
    """Return a count of an earlier year."""
    return Previous(State.NUMBER if value else State.ZERO, Decimal(value), "metrics.csv:2")


def drawn(rec: dict[int, int], lit: dict[int, int], unit: str = "件") -> Trend | None:
    """Make the chart of two metrics from their values by year, 2024 the report year."""
    series = {"rec": ("复议", rec), "lit": ("诉讼", lit)}
    metrics = {
        metric_id: Metric(
            id=metric_id,
            name=name,
            section="disputes",
            unit="件",
            formula="行数",
            state=State.NUMBER if 2024 in values else State.MISSING,
            value=Decimal(values[2024]) if 2024 in values else None,
            sources=(Source.of("cases.csv", [2]),),
            previous=previous(values[2023]) if 2023 in values else None,
        )
        for metric_id, (name, values) in series.items()
    }
    earlier = {
        year: {
            metric_id: Past(name, previous(values[year]), unit, ())
            for metric_id, (name, values) in series.items()
            if year in values
        }
        for year in range(2015, 2023)
    }
    return trend(CHART, metrics, History({}, {}, {}, earlier=earlier), 2024, LABELS)


def test_trend_of_two() -> None:
    """Caption, unit, source and every value are told in words too; a gap is told as a gap."""
    chart = drawn({2021: 3, 2023: 2, 2024: 4}, {2022: 1, 2023: 0, 2024: 2})

    assert chart is not None
    figure = chart.figure()
    assert figure.caption == "2021至2024年案件情况\uff08单位\uff1a件\uff09"
    assert figure.origin == "数据来源\uff1a案件台账、往年公布的指标"
    assert figure.alt == (
        f"{figure.caption}。2021年复议3件、诉讼未提供\uff1b2022年复议未提供、诉讼1件\uff1b"
        "2023年复议2件、诉讼0件\uff1b2024年复议4件、诉讼2件。"
    )
    assert chart.figure() == figure


def test_two_quantities_differ_without_colour() -> None:
    """One is a full column, the other an outline; both are named in the drawing."""
    chart = drawn({2022: 3, 2023: 2, 2024: 4}, {2022: 1, 2023: 1, 2024: 2})
    assert chart is not None

    root = ET.fromstring(chart.figure().data)  # noqa: S314
    fills = {path.get("style", "").split(";")[0] for path in root.iter() if "path" in path.tag}
    texts = {"".join(text.itertext()) for text in root.iter() if text.tag.endswith("}text")}

    assert {"fill: #2f5d8a", "fill: #ffffff"} <= fills
    assert {"复议", "诉讼", "2022年", "4"} <= texts


@pytest.mark.parametrize(
    ("rec", "lit"),
    [
        ({2023: 2, 2024: 4}, {}),
        ({2018: 1, 2019: 2, 2024: 4}, {}),
        ({2022: 2, 2023: 2, 2024: 2}, {}),
        ({2021: 2, 2022: 3, 2023: 4}, {}),
        ({}, {}),
    ],
    ids=["two years", "too long ago", "never changed", "not this year", "nothing"],
)
def test_what_says_nothing_is_not_drawn(rec: dict[int, int], lit: dict[int, int]) -> None:
    """Fewer than three years that can be shown, or the same every year, need no picture."""
    assert drawn(rec, lit) is None


def test_a_year_in_another_unit_does_not_compare() -> None:
    """What was counted in 人次 then is no earlier value of what is counted in 件 now."""
    assert drawn({2021: 3, 2022: 5, 2024: 4}, {}, unit="人次") is None


def test_no_more_years_than_there_is_room_for() -> None:
    """Five years at most; of long numbers fewer, and of two quantities the first."""
    years = range(2016, 2025)

    short = drawn({year: year - 2000 for year in years}, {})
    long = drawn({year: year * 10_000 for year in years}, {year: year * 9_000 for year in years})

    assert short is not None
    assert long is not None
    assert short.years == (2020, 2021, 2022, 2023, 2024)
    assert (long.years, long.labels) == ((2022, 2023, 2024), ("复议",))


def test_missing_character() -> None:
    """A name that the face cannot show is refused with the chart's caption."""
    with pytest.raises(TellingError) as error:
        Trend((2022, 2024), ("甲\U0001f600",), ((Decimal(1), Decimal(2)),), "件", "案件情况")

    assert "“2022至2024年案件情况" in error.value.problems[0].message
