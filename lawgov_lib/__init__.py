"""Measure, tell and publish the annual report on law-based government (法治政府建设年度报告).

The names below are the public ones, for scripts and notebooks; all else may change. Importing the
package costs next to nothing: each name is fetched when it is first used.

Example:
    >>> import lawgov_lib as lawgov
    >>> year = lawgov.open_year(2020)
    >>> metric = year.metrics["rent_relief"]
    >>> metric.state, metric.value, metric.unit
    (<State.NUMBER: '数值'>, Decimal('46.7'), '万元')
    >>> year.document.meta.title
    '阳江市科学技术局2020年度法治政府建设年度报告'
    >>> page = lawgov.render(year, "html")
    >>> page[:15]
    b'<!DOCTYPE html>'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.auditing.examination import Audited
    from lawgov_lib.base.errors import (
        ExportError,
        InputError,
        LawgovError,
        ParameterError,
        Place,
        Problem,
        PublishError,
        RunError,
        TellingError,
    )
    from lawgov_lib.base.severity import Severity
    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.document.tree import Document
    from lawgov_lib.measuring.metric import Metric, State
    from lawgov_lib.report.checklist import Checked
    from lawgov_lib.report.yearreport import Report

__version__ = "0.1.0"
__all__ = [
    "Audited",
    "Checked",
    "Document",
    "ExportError",
    "Finding",
    "InputError",
    "LawgovError",
    "Metric",
    "ParameterError",
    "Place",
    "Problem",
    "PublishError",
    "Report",
    "RunError",
    "Severity",
    "State",
    "TellingError",
    "audit",
    "check",
    "open_year",
    "publish",
    "render",
]
_HOMES = {
    "Audited": "auditing.examination",
    "Checked": "report.checklist",
    "Document": "document.tree",
    "Finding": "checks.finding",
    "Metric": "measuring.metric",
    "Report": "report.yearreport",
    "Severity": "base.severity",
    "State": "measuring.metric",
}
"""Where the types live; places, problems and errors live in ``base.errors``."""


def open_year(year: int, root: str | Path = ".") -> Report:
    """Read, measure and tell one year.

    Args:
        year: The report year, of four digits.
        root: The folder that holds ``params/``; a relative one is looked for in the working folder
            and the folders above it.

    Returns:
        The year: its ``metrics``, ``findings`` and ``document``, and its metrics as a data frame
        from ``frame()``.

    Raises:
        ParameterError: The year is none, or the root holds no inputs.
        InputError: The year folder is missing or has faults; its ``problems`` are all of them.
        TellingError: Nothing is wrong but references in prose.

    Example:
        >>> frame = lawgov.open_year(2020).frame()
        >>> f"{frame.at['rent_relief', 'value']} {frame.at['rent_relief', 'unit']}"
        '46.7 万元'
    """
    from pathlib import Path

    from lawgov_lib.base.layout import PARAMS
    from lawgov_lib.report.yearreport import Report

    return Report.open(year, str(Path(root) / PARAMS))


def check(year: int, root: str | Path = ".") -> Checked:
    """Check all inputs of one year; nothing is written.

    Args:
        year: The report year, of four digits.
        root: The folder that holds ``params/``, as for :func:`open_year`.

    Returns:
        Problems that must be mended, or else the findings, what is to be confirmed and what is
        missing.

    Raises:
        ParameterError: The year is none, or the root holds no inputs.

    Example:
        >>> checked = lawgov.check(2020)
        >>> checked.problems, checked.exit_code
        ((), 0)
    """
    from pathlib import Path

    from lawgov_lib.report import checklist

    return checklist.check(Path(root), year)


def audit(path: str | Path, last: str | Path | None = None) -> Audited:
    """Audit a report from the file in which it stands, without any year folder.

    Nothing is written, nothing in the file is executed, and nothing that it points to is fetched.

    Args:
        path: The report: docx, html, pdf with a text layer, md or txt.
        last: The report of the year before, to compare with.

    Returns:
        What was recognised (``agency``, ``year``, ``paper``) and found; of a file that cannot be
        read its ``problems``.

    Raises:
        InputError: Last year's report cannot be read.

    Example:
        >>> print(lawgov.audit("missing.docx").problems[0])
        [E402] missing.docx: 缺少文件 处理办法：补上该文件。
    """
    from pathlib import Path

    from lawgov_lib.auditing.examination import examine
    from lawgov_lib.auditing.fleet import last_paper

    before = None if last is None else last_paper(Path(last))
    return examine(Path(path), Path(path).name, before)


def render(source: Report | Document, form: str = "html") -> bytes:
    """Render a year, or a document, as one file; nothing is written.

    What must not be public is masked, as in every draft.

    Args:
        source: The year, or its document.
        form: ``html`` for the web page, ``pdf`` for the layout of GB/T 9704-2012, ``review`` for
            the reviewer's page, which shows no code here.

    Returns:
        The file; the same source gives the same bytes. The web page and the PDF are those that
        :func:`publish` writes unless the notebook there has cells of its own; the reviewer's page
        there shows the notebook's code too.

    Raises:
        ParameterError: There is no such format, or the source is no report.
        ExportError: No face has a character, a figure is not a readable picture, or a character
            did not arrive.

    Example:
        >>> lawgov.render(lawgov.open_year(2020), "pdf")[:5]
        b'%PDF-'
    """
    from nbformat.v4 import new_notebook

    from lawgov_lib.base.errors import ParameterError
    from lawgov_lib.document.tree import Document
    from lawgov_lib.exporters.formats import FORMATS
    from lawgov_lib.privacy.masking import masked

    formats = {each.entry.removeprefix("lawgov-"): each for each in FORMATS}
    if str(form) not in formats:
        hint = f"可用的格式：{'、'.join(formats)}。"
        raise ParameterError.of("E317", f"没有“{form}”这种格式", hint=hint)
    document = getattr(source, "document", source)
    if not isinstance(document, Document):
        hint = "先打开一年：lawgov.open_year(2020)。"
        raise ParameterError.of("E319", f"“{source!r:.40}”不是可以呈现的报告", hint=hint)
    return formats[str(form)].render(masked(document), new_notebook())


def publish(year: int, root: str | Path = ".") -> Path:
    """Make one year's report by its notebook and publish it as a draft; a final one stays.

    Args:
        year: The report year, of four digits.
        root: The folder that holds ``params/`` and ``outputs/``.

    Returns:
        The folder with the files.

    Raises:
        LawgovError: Anything went wrong; the folder is as it was before.
    """
    from pathlib import Path

    from lawgov_lib.base.layout import PARAMS
    from lawgov_lib.inputs.parameters import read_parameters
    from lawgov_lib.publishing import publication

    wanted, params = read_parameters(year, str(Path(root).resolve() / PARAMS))
    return publication.publish(params.parent, wanted)


if not TYPE_CHECKING:  # a checker shall know the names, and no other

    def __dir__() -> list[str]:
        """List the public names, fetched or not."""
        return sorted({*globals(), *__all__})

    def __getattr__(name: str) -> object:
        """Fetch a public type from where it lives."""
        if name not in __all__:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'base.errors')}"), name)
