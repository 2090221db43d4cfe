"""Many audits in one table, agency by check: for the office that collects the reports."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.auditing.findingsfile import UNKNOWN, counts, told, where
from lawgov_lib.base.listing import Listing, listings_bytes
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.document.tree import (
    Column,
    Document,
    Heading,
    Meta,
    Paragraph,
    Run,
    Section,
    Table,
    Title,
)
from lawgov_lib.exporters.reportpage import render_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.auditing.examination import Audited
    from lawgov_lib.document.tree import Block, Runs

    Cells = tuple[str | int | float | None, ...]

TITLE = "法治政府建设年度报告审读汇总"
_LEADING = ("机关", "文件", "年度", "结果")
_NARROW = 0.4
"""The width of a column of counts beside those of names, its head standing upright."""
_NONE = date(2000, 12, 31)


def overview_page(audits: Sequence[Audited]) -> str:
    """Return the table as a web page: agencies by checks, each headed by code and name.

    Args:
        audits: The audits in the order in which they are listed.
    """
    codes = _codes(audits)
    widths = (2.4, 2.4, 0.9, 2.2)
    columns = [Column(text=text, share=w) for text, w in zip(_LEADING, widths, strict=True)]
    columns += [Column(text=_headed(code), align="right", share=_NARROW) for code in codes]
    blocks: list[Block] = [
        Title(lines=(TITLE,)),
        Paragraph(runs=_run(_summary(audits))),
        Table(
            columns=tuple(columns),
            rows=tuple(tuple(_run(_said(cell)) for cell in _row(each, codes)) for each in audits),
            wide=True,
        ),
    ]
    unread = [each for each in audits if each.problems]
    if unread:
        heading = Heading(level=1, number="", text="没有读出的文件", anchor="unread")
        rows = tuple(
            (_run(each.file), _run(f"{problem.code} {problem.message}"), _run(problem.hint))
            for each in unread
            for problem in each.problems
        )
        blocks += [heading, Table(columns=_columns("文件", "原因", "处理办法"), rows=rows)]
    meta = Meta(title=TITLE, agency="", year=0, signed_on=_NONE, outline=("overview",))
    section = Section(key="overview", order=(0,), blocks=tuple(blocks), meta=meta)
    return render_html(Document(meta=meta, sections=(section,)), "overview.css")


def overview_workbook(audits: Sequence[Audited]) -> bytes:
    """Return the same as a workbook, with all findings; the same audits give the same bytes."""
    codes = _codes(audits)
    weights = tuple(each.value for each in Severity)
    findings = tuple(
        (
            each.agency or UNKNOWN,
            each.file,
            finding.code,
            load_catalogue()[finding.code].title,
            finding.severity.value,
            finding.message,
            "、".join(where(place, each.paper) for place in finding.places),
            finding.hint,
        )
        for each in audits
        for finding in each.findings
    )
    unread = tuple(
        (each.file, problem.code, problem.message, problem.hint)
        for each in audits
        for problem in each.problems
    )
    rows = tuple((*_row(each, codes), *_weighed(each)) for each in audits)
    return listings_bytes(
        (
            Listing("审读汇总", (*_LEADING, *codes, *weights), rows),
            Listing(
                "检查发现",
                ("机关", "文件", "编号", "检查", "级别", "内容", "位置", "处理办法"),
                findings,
            ),
            Listing("没有读出", ("文件", "编号", "原因", "处理办法"), unread),
            Listing(
                "检查项目", ("编号", "内容"), tuple((c, load_catalogue()[c].title) for c in codes)
            ),
        )
    )


def _headed(code: str) -> str:
    return f"{code} {load_catalogue()[code].title}"


def _codes(audits: Sequence[Audited]) -> list[str]:
    """Return the checks that found something, in the order of their codes."""
    return sorted({finding.code for each in audits for finding in each.findings})


def _row(audited: Audited, codes: Sequence[str]) -> Cells:
    """Return an agency's row: blank where the file was not read, 0 where nothing was found."""
    found = [finding.code for finding in audited.findings]
    numbers = [None if audited.problems else found.count(code) for code in codes]
    return (audited.agency or UNKNOWN, audited.file, audited.year, told(audited), *numbers)


def _weighed(audited: Audited) -> Cells:
    if audited.problems:
        return (None,) * len(Severity)
    return tuple(counts(audited).values())


def _summary(audits: Sequence[Audited]) -> str:
    read = [each for each in audits if not each.problems]
    wrong = sum(bool(counts(each)[Severity.ERROR]) for each in read)
    return (
        f"共{len(audits)}份，读出{len(read)}份，没有读出{len(audits) - len(read)}份；"
        f"有错误的{wrong}份。各列为检查发现的项数，空白为没有读出。"
    )


def _said(cell: str | float | None) -> str:
    return "" if cell is None else str(cell)


def _columns(*texts: str) -> tuple[Column, ...]:
    return tuple(Column(text=text) for text in texts)


def _run(text: str) -> Runs:
    return (Run(text=text),) if text else ()
