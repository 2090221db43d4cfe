"""What the checks say of the published 2020 report is kept, short enough for a reviewer to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from lawgov_lib.checks.catalogue import load_catalogue
from tests.places import DATA

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_findings_of_the_published_report(published_year: YearFolder) -> None:
    """Code, severity, section and message of every finding of 2020, one a line."""
    told = "".join(
        f"[{finding.code}] {finding.severity.value} {finding.section or '全文'} {finding.message}\n"
        for finding in published_year.report().findings
    )

    assert told == (DATA / "findings_2020.txt").read_text(encoding="utf-8")


def test_every_check_has_seeded_faults() -> None:
    """No check of the catalogue is without inputs that it must catch; C22 has a file of its own."""
    seeded = {
        code
        for file in ("faults_text.yaml", "faults_numbers.yaml")
        for code in YAML(typ="safe").load(DATA / file)
    }

    assert {code for code in load_catalogue() if code.startswith("C")} - seeded == {"C22"}
