"""Trends: what the years known say of a quantity, where they are enough to say anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lawgov_lib.telling.charts import SIZE, WIDTH, Trend, cited, widest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from lawgov_lib.measuring.history import History
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.telling.charts import TrendChart

FEWEST_YEARS, MOST_YEARS = 3, 5
_EARLIER = "往年公布的指标"


def trend(
    chart: TrendChart,
    metrics: Mapping[str, Metric],
    history: History,
    year: int,
    labels: Mapping[str, str],
) -> Trend | None:
    """Make the chart of a quantity over the years known, this year the last.

    Args:
        chart: What it is to show; a metric known in fewer than three of the years is left out.
        metrics: This year's metrics by id.
        history: What the years before say.
        year: The report year.
        labels: What each input file is called, by file name.

    Returns:
        The chart; None where no metric is known in three years, or nothing ever changed.
    """
    shown = {
        metric_id: history.series(metrics[metric_id], year)
        for metric_id in chart.metrics
        if metric_id in metrics and metrics[metric_id].value is not None
    }
    shown = {name: series for name, series in shown.items() if _is_known(series)}
    if not shown:
        return None
    first = min(min(series) for series in shown.values())
    years = range(max(first, year - MOST_YEARS + 1), year + 1)
    rows = [tuple(series.get(each) for each in years) for series in shown.values()]
    if all(len(set(row)) == 1 for row in rows):
        return None
    told = [metrics[metric_id] for metric_id in shown]
    sources = [labels.get(source.file, source.file) for each in told for source in each.sources]
    made = Trend(
        years=tuple(years),
        labels=tuple(metric.name for metric in told),
        values=tuple(rows),
        unit=told[0].unit,
        title=chart.title,
        source=cited([*sources, _EARLIER]),
    )
    return _fitted(made)


def _is_known(series: Mapping[int, Decimal]) -> bool:
    """Tell whether enough of the years that can be shown have a value."""
    return sum(max(series, default=0) - each < MOST_YEARS for each in series) >= FEWEST_YEARS


def _fitted(made: Trend) -> Trend | None:
    """Leave out the oldest years, or the second quantity, so that no value meets its neighbour."""
    values: Sequence[str] = [top for row in made.tops for top in row]
    step = max((SIZE * widest(values) + 4) * (len(made.labels) + 0.5), SIZE * widest(["2000年"]))
    fits = int(WIDTH / step)
    if fits < FEWEST_YEARS:
        first = replace(made, labels=made.labels[:1], values=made.values[:1])
        return _fitted(first) if len(made.labels) > 1 else None
    years, rows = made.years[-fits:], [row[-fits:] for row in made.values]
    return replace(made, years=years, values=tuple(rows))
