"""A metric is explained by its value, its formula and the rows that it counts."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from lawgov_lib.base.errors import ParameterError
from lawgov_lib.preparing.workbook import write
from lawgov_lib.report.metricexplanation import explained
from lawgov_lib.report.yearreport import Report
from tests.cli.test_response import lawgov
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

DEMO = PROJECT / "tests" / "demo"


@pytest.fixture(scope="module")
def report() -> Report:
    """Open the bureau's last year."""
    return Report.open(2024, str(DEMO / "params"))


def test_a_metric_is_told_with_its_rows(report: Report) -> None:
    """By its name or its id: formula, year before, and the lines of its file."""
    told = explained(report, "行政处罚")

    assert told.facts() == explained(report, "pun_total").facts()
    assert str(told).splitlines()[0] == "行政处罚 pun_total（2024年度）"
    assert "来源  params/2024/registers/penalties.csv:2-5" in str(told).splitlines()
    assert told.facts()["sources"] == [
        {"file": "params/2024/registers/penalties.csv", "sheet": None, "rows": [2, 3, 4, 5]}
    ]


def test_a_rate_is_told_with_both_its_parts(report: Report) -> None:
    """Numerator and denominator stand beside the per cent."""
    facts = explained(report, "svc_online").facts()

    assert (facts["said"], facts["numerator"], facts["denominator"]) == ("94.59%", "35", "37")
    assert "分子/分母  35/37" in str(explained(report, "svc_online"))


def test_rows_of_a_workbook_have_their_sheet(tmp_path: Path) -> None:
    """They are numbered as the sheet numbers them."""
    shutil.copytree(DEMO / "params", tmp_path / "params")
    write(tmp_path, 2024)

    (source,) = explained(Report.open(2024, str(tmp_path / "params")), "pun_total").facts()[
        "sources"
    ]

    assert source["file"] == "params/2024/registers.xlsx"
    assert source["sheet"] == "行政处罚台账"
    assert len(source["rows"]) == 4


def test_no_such_metric_is_told_with_the_nearest(report: Report) -> None:
    """A name that is nearly one leads to it."""
    with pytest.raises(ParameterError, match=r"E326.*最接近的是“网上可办率”"):
        explained(report, "网上可办")


def test_the_command_tells_checks_and_metrics() -> None:
    """What looks like a code is a check, all else a metric of the latest year."""

    def answer(*typed: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(lawgov("explain", *typed, "--json", cwd=DEMO).stdout)
        return told

    assert answer("c09")["checks"][0]["code"] == "C09"
    assert answer("pun_total")["metric"]["year"] == 2024
    assert answer("C99")["messages"][0]["code"] == "E318"
