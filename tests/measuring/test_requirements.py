"""What metrics rest on and must reach is what the domain notes say, metric by metric."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
import yaml

from lawgov_lib.areas import AREAS
from lawgov_lib.laws.provisions import load_laws
from lawgov_lib.measuring.metric import PERCENT, Definition, Metric
from lawgov_lib.measuring.requirements import load_thresholds
from lawgov_lib.report.yearreport import Report
from tests.places import DATA, DEMO

GROUNDS = yaml.safe_load((DATA / "grounds.yaml").read_text(encoding="utf-8"))
DEFINED = [definition for area in AREAS.values() for definition in area.metrics]


@pytest.fixture(scope="module")
def metrics() -> dict[str, Metric]:
    """Return the metrics of the demo's last year, in which every provision is in force."""
    return dict(Report.open(2024, str(DEMO / "params")).metrics)


def _rests_on(definition: Definition) -> dict[str, Any]:
    law = load_laws()[definition.basis] if definition.basis else None
    threshold = load_thresholds().get(definition.id)
    return {
        **({"must": str(threshold)} if threshold else {}),
        **({"basis": str(law), "since": law.since} if law else {}),
    }


def test_bases_and_thresholds_are_those_of_the_domain() -> None:
    """Each metric has the article, the day in force, the limit and unit of its row only."""
    found = {
        definition.id: {"unit": definition.unit, **rests}
        for definition in DEFINED
        if (rests := _rests_on(definition))
    }

    assert found == GROUNDS["metrics"]


def test_what_is_measured_carries_them(metrics: dict[str, Metric]) -> None:
    """The tables reach the metrics of a year, and no metric has a limit of another source."""
    assert {
        metric.id: (str(metric.basis or ""), str(metric.threshold or ""))
        for metric in metrics.values()
        if metric.basis or metric.threshold
    } == {
        key: (row.get("basis", ""), row.get("must", ""))
        for key, row in (*GROUNDS["metrics"].items(), *GROUNDS["local"].items())
    }


def test_every_threshold_is_in_its_metrics_unit_and_cites_its_metrics_law() -> None:
    """A limit in another unit, of a metric that is none, or under another law binds nothing."""
    bases = {each.id: (each.unit, each.basis or "") for each in DEFINED}

    for key, threshold in load_thresholds().items():
        assert (threshold.unit, threshold.law) == bases[key]
        assert threshold.source
        date.fromisoformat(f"{threshold.checked}-01")
        assert not threshold.law or threshold.source in load_laws()[threshold.law].title


def test_every_basis_is_a_law_of_the_table() -> None:
    """No metric rests on a provision that the table of those that may be cited has not got."""
    assert {each.basis for each in DEFINED if each.basis} <= set(load_laws())


def test_every_rate_and_mean_carries_its_base(metrics: dict[str, Metric]) -> None:
    """A share or a mean that is told has both of its terms, and is what they give."""
    told = [
        metric
        for metric in metrics.values()
        if (metric.unit == PERCENT or metric.id in GROUNDS["means"]) and metric.value is not None
    ]

    assert len(told) > 30
    assert set(GROUNDS["means"]) <= {metric.id for metric in told}
    for metric in told:
        assert metric.numerator is not None, metric.id
        assert metric.denominator, metric.id
        times = 100 if metric.unit == PERCENT else 1
        exact = metric.numerator * times / metric.denominator
        assert metric.value == exact.quantize(Decimal("0.01"), ROUND_HALF_UP), metric.id


def test_only_means_and_shares_are_divided(metrics: dict[str, Metric]) -> None:
    """A metric that is divided and not in per cent is a mean that the domain notes name."""
    divided = {
        metric.id
        for metric in metrics.values()
        if metric.denominator is not None and metric.unit != PERCENT
    }

    assert divided == set(GROUNDS["means"])
