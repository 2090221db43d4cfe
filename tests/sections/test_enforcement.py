"""Officers, reviewers and inspections are declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


@pytest.mark.parametrize("metric_id", ["staff_cert", "staff_review", "insp", "permit_checks"])
def test_published_gaps(published_year: YearFolder, metric_id: str) -> None:
    """None of these was published for 2020."""
    assert published_year.metric(metric_id).state is State.MISSING


def test_certified_officers(folder: YearFolder) -> None:
    """Nineteen certified officers of twenty are 95 %, below the limit that the metric names."""
    folder.figure("staff_cert", "数值", numerator="19", denominator="20")

    metric = folder.metric("staff_cert")

    assert metric.value == 95
    assert str(metric.threshold) == "≥100"


def test_no_enforcement_duty(folder: YearFolder) -> None:
    """An agency without officers has no duty, not zero inspections."""
    folder.figure("insp", "无此职责")

    assert folder.metric("insp").state is State.NO_DUTY
