"""The plain facts of ``report.yaml``, as prose may refer to them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.base import wording
from lawgov_lib.base.quotation import full_width

if TYPE_CHECKING:
    from lawgov_lib.inputs import ReportFile

UNSIGNED = "签发日期待定"
_REGULATION = "法治政府建设与责任落实督察工作规定"
_SHORT = {
    "year": "report.year",
    "年度": "report.year",
    "next_year": "report.next_year",
    "下一年度": "report.next_year",
    "机关": "agency.name",
    "机关简称": "agency.short_name",
    "自称": "agency.self",
    "全域": "agency.whole",
}
"""Facts that headings and texts may name by one word."""


def facts_of(report: ReportFile) -> dict[str, str]:
    """Return the plain facts that prose may refer to."""
    agency = report.agency
    cited = [
        (reference.issuer, wording.work_title(full_width(reference.title)))
        for reference in report.basis
    ] or [("", wording.work_title(_REGULATION))]
    rules = "".join(title for issuer, title in cited if not issuer)
    notices = "".join(issuer + title for issuer, title in cited if issuer)
    facts = {
        "agency.name": "、".join(report.signatories),
        "agency.short_name": (*agency.short_names, agency.rung.office)[0],
        "agency.self": agency.rung.self_name,
        "agency.whole": agency.rung.whole,
        "agency.region": agency.region,
        "report.year": str(report.year),
        "report.next_year": str(report.year + 1),
        "report.signed_on": signed(report),
        "report.period": f"{report.year}年1月1日至{_until(report)}",
        "report.span": span(report),
        "report.basis": "和".join(part for part in (rules, notices) if part),
    }
    told = {name: fact for name, fact in facts.items() if fact or name != "agency.whole"}
    return told | {word: told[name] for word, name in _SHORT.items() if name in told}


def span(report: ReportFile) -> str:
    """Say the time that the year's counts cover: the whole year, or up to the day they stand at."""
    last = report.counted_until
    return "全年" if last >= date(report.year, 12, 31) else f"截至{wording.month_day(last)}"


def _until(report: ReportFile) -> str:
    last = report.counted_until
    return wording.month_day(last) if last.year == report.year else wording.day(last)


def signed(report: ReportFile) -> str:
    """Write the day of signature, or that there is none yet."""
    return wording.day(report.signed_on) if report.signed_on else UNSIGNED
