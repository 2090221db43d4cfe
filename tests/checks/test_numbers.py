"""The checks of the numbers find every seeded fault and leave alone what is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.places import DATA, DEMO
from tests.yearfolder import YearFolder, report_of

if TYPE_CHECKING:
    from lawgov_lib.checks.finding import Finding

Case = dict[str, Any]
TABLE = DATA / "faults_numbers.yaml"
DEMO_PARAMS = DEMO / "params"
SISTER = "指标编号,指标名称,数值,单位,状态"
FAULTS: dict[str, dict[str, list[Case]]] = YAML(typ="safe").load(TABLE.read_text(encoding="utf-8"))
LEAST = {"must": 3, "not": 2}


def cases(kind: str) -> list[Any]:
    """Return the cases of one kind, each with its code."""
    return [
        pytest.param(code, case, id=f"{code} {case['why']}")
        for code, kinds in FAULTS.items()
        for case in kinds[kind]
    ]


def found(folder: YearFolder, code: str, case: Case) -> list[Finding]:
    """Write what the case says into a year folder, and return what the check finds."""
    year = case.get("year", folder.year)
    folder = folder.of(year)
    lines = {line.split(":")[0]: line for line in report_of(year).splitlines()}
    for key, value in case.get("report", {}).items():
        lines[key] = f"{key}: {value}"
    folder.write("report.yaml", "\n".join(lines.values()))
    for section, text in case.get("text", {}).items():
        folder.write(f"text/{section}.md", text)
    for register, rows in case.get("registers", {}).items():
        folder.register(register, *rows)
    if "figures" in case:
        folder.figures(*(tuple(figure) for figure in case["figures"]))
    if "sister" in case:
        folder.write("sister/年报.csv", "\n".join([SISTER, *case["sister"]]))
    if "published" in case:
        replace(folder, year=year - 1).publish(*case["published"])
    return folder.findings(code)


@pytest.mark.parametrize(("code", "case"), cases("must"))
def test_fault_is_found(folder: YearFolder, code: str, case: Case) -> None:
    """The fault is found where it is, and the finding says what to do."""
    findings = [each for each in found(folder, code, case) if each.about == case["about"]]

    assert findings
    for finding in findings:
        assert finding.hint
        assert finding.section or code in {"C14", "C24", "C29"}


@pytest.mark.parametrize(("code", "case"), cases("not"))
def test_sound_is_left_alone(folder: YearFolder, code: str, case: Case) -> None:
    """What is no fault, or none of the thing named, raises nothing."""
    wanted = case.get("about")

    assert [
        str(finding) for finding in found(folder, code, case) if wanted in {None, finding.about}
    ] == []


@pytest.mark.parametrize("code", FAULTS)
def test_clean_year(code: str) -> None:
    """The fictional agency's clean year has no finding of these checks."""
    assert [str(finding) for finding in YearFolder(DEMO_PARAMS, 2024).findings(code)] == []


def test_published_year(published_year: YearFolder) -> None:
    """Of 2020 a reviewer learns which areas count nothing and which rates have no base."""
    findings = [(each.code, each.about) for each in published_year.report().findings]

    assert [about for code, about in findings if code == "C05"][:4] == [
        "functions",
        "enforcement",
        "oversight",
        "leadership",
    ]
    assert [about for code, about in findings if code == "C06"] == [
        "svc_online",
        "dec_archive",
        "exam_rate",
        "exam_excellent",
        "poverty_rate",
    ]
    assert [about for code, about in findings if code == "C21"] == ["lic_compress/技术合同登记"]
    assert {code for code, _ in findings}.isdisjoint({"C07", "C08", "C09", "C14", "C15", "C16"})


@pytest.mark.parametrize("code", FAULTS)
def test_table_is_large_enough(code: str) -> None:
    """For each check at least three faults and two sound inputs are tried."""
    assert {kind: len(FAULTS[code][kind]) >= least for kind, least in LEAST.items()} == {
        "must": True,
        "not": True,
    }
