"""The record of a report as a kernel would leave it, made without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode, v4

if TYPE_CHECKING:
    from lawgov_lib.report.yearreport import Report


def cell(bundle: dict[str, Any]) -> NotebookNode:
    """Return a code cell that has shown one output."""
    output = v4.new_output("display_data", bundle)
    shown: NotebookNode = v4.new_code_cell("show()", outputs=[output])
    return shown


def notebook(*cells: NotebookNode) -> NotebookNode:
    """Return a notebook of these cells."""
    nb: NotebookNode = v4.new_notebook(cells=list(cells))
    return nb


def record_of(report: Report) -> NotebookNode:
    """Show all sections of a report, one a cell."""
    shown = [report.opening(), *map(report.section, report.spots), report.closing()]
    shown += [report.annex(), report.review()]
    return notebook(*(cell(each._repr_mimebundle_()) for each in shown if each is not None))
