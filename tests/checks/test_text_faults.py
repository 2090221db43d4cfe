"""Seeded faults of the text: what each check must catch, and what it must leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.places import TESTS
from tests.yearfolder import YearFolder, report_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _pytest.mark.structures import ParameterSet

    from lawgov_lib.checks.finding import Finding

FAULTS: Mapping[str, Mapping[str, list[dict[str, Any]]]] = YAML(typ="safe").load(
    TESTS / "data" / "faults_text.yaml"
)
YEAR = 2020


def cases(kind: str) -> list[ParameterSet]:
    """Return code and input of all cases of a kind."""
    return [
        pytest.param(code, case, id=f"{code} {case['name']}")
        for code, kinds in FAULTS.items()
        for case in kinds[kind]
    ]


def findings(folder: YearFolder, code: str, case: Mapping[str, Any]) -> list[Finding]:
    """Write the input of a case into its year, and return what the check finds."""
    year = folder.of(case.get("year", YEAR))
    kept = (
        line
        for line in report_of(year.year).splitlines(keepends=True)
        if not line.startswith(tuple(case.get("drop", ())))
    )
    year.write("report.yaml", "".join(kept) + case.get("report", ""))
    for name, text in case.get("write", {}).items():
        year.write(name, text)
    for name, text in case.get("before", {}).items():
        year.of(year.year - 1).write(name, text)
    for key, rows in case.get("registers", {}).items():
        year.register(key, *rows)
    year.figures(
        *(figure_of(metric_id, value) for metric_id, value in case.get("figures", {}).items())
    )
    return year.findings(code)


def figure_of(metric_id: str, told: str | list[int]) -> tuple[str, str, dict[str, str]]:
    """Return a declared figure: a value, a state, or a numerator and a denominator."""
    if isinstance(told, list):
        numerator, denominator = map(str, told)
        return metric_id, "数值", {"numerator": numerator, "denominator": denominator}
    return (metric_id, "数值", {"value": told}) if told.isdecimal() else (metric_id, told, {})


@pytest.mark.parametrize(("code", "case"), cases("raise"))
def test_caught(folder: YearFolder, code: str, case: Mapping[str, Any]) -> None:
    """The fault is found with its severity, says what is wrong, and names what it is about."""
    found = findings(folder, code, case)

    assert [
        finding
        for finding in found
        if finding.severity.value == case["severity"] and case["says"] in finding.message
    ], found
    assert all(finding.about for finding in found)


@pytest.mark.parametrize(("code", "case"), cases("leave"))
def test_left_alone(folder: YearFolder, code: str, case: Mapping[str, Any]) -> None:
    """What is in order is not found."""
    assert findings(folder, code, case) == []


@pytest.mark.parametrize("code", FAULTS)
def test_enough_seeds(code: str) -> None:
    """Every check has at least three faults and two inputs in order."""
    assert len(FAULTS[code]["raise"]) >= 3
    assert len(FAULTS[code]["leave"]) >= 2


@pytest.mark.parametrize("code", FAULTS)
def test_clean_year(code: str) -> None:
    """No check of the text objects to the fictional agency's clean year."""
    assert YearFolder(TESTS / "demo" / "params", 2024).findings(code) == []


def test_personal_data_in_evidence(folder: YearFolder) -> None:
    """What a declared figure rests on is published too; the number itself is not repeated."""
    folder.figure("rec", "数值", value="3", evidence="联系人手机13812345678")

    (finding,) = folder.findings("C18")

    assert finding.message == "“行政复议案件”的备注或依据出现手机号码"
    assert [str(place) for place in finding.places] == ["params/2020/figures.csv:2"]
    assert "138" not in str(finding)
