"""Requests for disclosure as rows of their register, and the sister reports made from a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.sisters.enforcementdata import EnforcementData
from lawgov_lib.sisters.informationreport import InformationReport

if TYPE_CHECKING:
    from lawgov_lib.checks.finding import Finding
    from tests.yearfolder import YearFolder

TABLE, DISPUTES = "依申请公开", "复议诉讼"
CELLS = "报告,表,行,列,数值,状态,依据\n"


def request(  # noqa: PLR0913, PLR0917  one a column
    number: int,
    opened: str = "2020-03-02",
    closed: str = "2020-03-12",
    outcome: str = "予以公开",
    applicant: str = "自然人",
    ground: str = "",
) -> str:
    """Return a row of the register of requests."""
    return f"甲{number},{opened},{closed},否,{outcome},{applicant},{ground}"


def flow(new: int, carried: int, after: int) -> list[str]:
    """Return the rows of so many new requests, carried over ones, and ones still open."""
    days = ["2020-03-02"] * new + ["2019-12-30"] * carried
    done = len(days) - after
    return [
        request(at, opened=day)
        if at < done
        else request(at, opened=day, closed="", outcome="办理中")
        for at, day in enumerate(days)
    ]


def information(folder: YearFolder) -> InformationReport:
    """Open the report on disclosure."""
    return InformationReport.open(folder.year, str(folder.params))


def enforcement(folder: YearFolder) -> EnforcementData:
    """Open the data on enforcement."""
    return EnforcementData.open(folder.year, str(folder.params))


def cell(report: InformationReport | EnforcementData, table: str, row: str, column: str) -> str:
    """Return what stands in a cell: a number, or its state."""
    found = report.opened.grids[table].cell(row, column)
    return str(found.state) if found.value is None else f"{found.value:f}"


def disagreements(report: InformationReport | EnforcementData) -> tuple[Finding, ...]:
    """Return what does not agree, without what is said of the form as a whole."""
    return tuple(each for each in report.findings if each.code != "C29")
