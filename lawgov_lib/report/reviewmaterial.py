"""The reviewer's material: all that the review page shows beside the text of the report.

Everything here is text ready to show, so that the page needs neither the inputs nor the code that
counted them. Long registers and files are cut: the material travels in the record.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import ANSWERED, Severity
from lawgov_lib.base.wording import day, number
from lawgov_lib.checks.remarks import remark_of
from lawgov_lib.document.dossier import (
    Annotation,
    Card,
    Evidence,
    InputText,
    Point,
    Remark,
    Review,
)
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import plain
from lawgov_lib.inputs.encoding import encoding_of
from lawgov_lib.inputs.rows import FigureRow
from lawgov_lib.measuring.metric import PERCENT, State, share
from lawgov_lib.report.rewording import differences
from lawgov_lib.telling.amounts import changed, said, value_or_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.inputs import Register, YearInputs
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.measuring.requirements import Threshold
    from lawgov_lib.measuring.source import Source
    from lawgov_lib.reading.tracing import Tracing
    from lawgov_lib.report.yearreport import Report

TRACED = "traced"
ROWS_SHOWN = 20
LINES_SHOWN = 400
_FIGURES = "申报数"


def review_of(report: Report, before: Mapping[str, Blocks]) -> Review:
    """Collect the reviewer's material of one year.

    Args:
        report: The year, measured and told.
        before: What the year before told, by section; nothing where it cannot be told, and then
            nothing is compared.

    Returns:
        The material.
    """
    files = _Files(report.year_inputs)
    metrics = [metric for metric in report.metrics.values() if metric.is_spoken_of]
    return Review(
        cards=(*(_card(metric, files, report) for metric in metrics), _traced(report.tracing)),
        cells=_cells(report.told.values(), files),
        remarks=tuple(
            remark_of(each, str(report.answered.get(each) or "")) for each in report.findings
        ),
        annotations=tuple(_annotations(report)),
        differences=differences(report.told, before) if before else (),
        against=report.year_inputs.report.year - 1 if before else 0,
        inputs=tuple(_inputs(report.year_inputs, report.file, report.folder)),
    )


def told_counts(remarks: Iterable[Remark]) -> str:
    """Say how many open findings there are of each severity, and how many are answered."""
    remarks = tuple(remarks)
    counts = {
        severity.value: sum(not each.answer and each.severity == severity for each in remarks)
        for severity in Severity
    }
    told = [f"{name}{count}项" for name, count in counts.items() if count]
    answered = sum(bool(each.answer) for each in remarks)
    if answered:
        told.append(f"{ANSWERED}{answered}项")
    return "，".join(told) or "没有检查发现"


# Cards


def card_of(metric: Metric, report: Report) -> Card:
    """Return all that a reviewer asks of one metric."""
    return _card(metric, _Files(report.year_inputs), report)


def _card(metric: Metric, files: _Files, report: Report) -> Card:
    before = metric.previous
    return Card(
        id=metric.id,
        name=metric.name,
        section=metric.section,
        state=metric.state.value,
        said=said(metric),
        unit=metric.unit,
        formula=metric.formula,
        numerator=_plain(metric.numerator),
        denominator=_plain(metric.denominator),
        as_of=day(metric.as_of) if metric.as_of else "",
        basis=str(metric.basis or ""),
        threshold=_limit(metric.threshold),
        declared=metric.declared,
        source=metric.evidence,
        remark=metric.remark,
        previous=value_or_state(before.state, before.value, metric.unit) if before else "",
        change=changed(metric),
        evidence=tuple(files.evidence(source) for source in metric.sources),
        series=tuple(_series(metric, report)),
    )


def _traced(tracing: Tracing) -> Card:
    """Show the share of the numerals that lead to a source; the report itself does not tell it."""
    traced, told = Decimal(tracing.traced), Decimal(tracing.told)
    value = share(traced, told)
    state = State.NUMBER if traced else State.ZERO
    return Card(
        id=TRACED,
        name="数字溯源率",
        section="",
        state=state.value,
        said=value_or_state(state, value, PERCENT),
        unit=PERCENT,
        formula="出自指标、台账或申报数的数字 ÷ 正文中应有出处的数字",
        numerator=_plain(traced),
        denominator=_plain(told),
        remark=f"日期、序号、文件名称和固定提法中的数字{tracing.exempt}个不计入",
    )


def _limit(threshold: Threshold | None) -> str:
    return f"{threshold}（{threshold.source}）" if threshold else ""


def _series(metric: Metric, report: Report) -> Iterator[Point]:
    """Yield the years known, the oldest first; a year in another unit does not compare."""
    year = report.year_inputs.report.year
    for earlier, published in sorted(report.history.earlier.items()):
        past = published.get(metric.id)
        if past and (told := past.in_unit(metric.unit)):
            yield _point(earlier, told.state, told.value, metric.unit)
    if metric.previous:
        yield _point(year - 1, metric.previous.state, metric.previous.value, metric.unit)
    yield _point(year, metric.state, metric.value, metric.unit)


def _point(year: int, state: State, value: Decimal | None, unit: str) -> Point:
    return Point(year=year, value=_plain(value), said=value_or_state(state, value, unit))


def _plain(value: Decimal | None) -> str:
    return "" if value is None else number(value)


# Rows


class _Files:
    """The rows of the year's registers and declared figures, by file and line."""

    def __init__(self, year_inputs: YearInputs) -> None:
        self._registers = {book.file: book for book in year_inputs.registers.values()}
        self._columns = {
            file: [book.rows[name] for name in book.present]
            for file, book in self._registers.items()
        }
        self._figures = {figure.line: figure for figure in year_inputs.figures.values()}

    def evidence(self, source: Source) -> Evidence:
        """Show the rows of a source, of many the first."""
        lines = source.lines[:ROWS_SHOWN].tolist()
        return self.rows(source.file, lines, len(source.lines))

    def rows(self, file: str, lines: Sequence[int], count: int) -> Evidence:
        """Show rows of a file, a register's or the declared figures'."""
        book = self._registers.get(file)
        if book:
            label, headers = book.label, tuple(book.present.values())
            at = [book.rows.places[line] for line in lines]
            cells: Iterable[Iterable[object]] = zip(
                *(column[at] for column in self._columns[file]), strict=True
            )
        else:
            shown = [self._figures[line].row for line in lines]
            filled = {field for row in shown for field in row.model_fields_set}
            columns = {name: head for name, head in FigureRow.headers().items() if name in filled}
            label, headers = _FIGURES, tuple(columns.values())
            cells = ([getattr(row, name) for name in columns] for row in shown)
        return Evidence(
            file=file,
            label=label,
            headers=headers,
            lines=tuple(lines),
            rows=tuple(tuple(map(_written, row)) for row in cells),
            count=count,
        )


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return number(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _cells(told: Iterable[Blocks], files: _Files) -> dict[str, Evidence]:
    """Return the row of every cell that the text cites."""
    names = dict.fromkeys(
        run.cell for blocks in told for block in blocks for run in runs_of(block) if run.cell
    )
    cells = {}
    for name in names:
        file, line, _ = name.rsplit(":", 2)
        cells[name] = files.rows(file, [int(line)], 1)
    return cells


# Findings


def _annotations(report: Report) -> Iterator[Annotation]:
    """Yield the remarks of leaders, each at the paragraph that still has its words."""
    for each in report.year_inputs.remarks.root:
        blocks = enumerate(report.told.get(each.section, ()))
        at = (place for place, block in blocks if each.words in plain(tuple(runs_of(block))))
        yield Annotation(
            signed=each.signed,
            author=each.author,
            words=each.words,
            text=each.text,
            section=each.section,
            paragraph=next(at, None),
            answer=each.answer,
            follows=each.follows,
        )


# Inputs


def _inputs(year_inputs: YearInputs, report_file: str, folder: Path) -> Iterator[InputText]:
    """Yield the files of the year as text: prose and tables as they are, sheets as CSV."""
    prose = {text.file: text for text in year_inputs.prose.values()}
    figures = dict.fromkeys(figure.file for figure in year_inputs.figures.values())
    registers = [book for book in year_inputs.registers.values() if len(book.rows)]
    sheets = {book.file: book for book in registers}
    for file in (report_file, *prose, *figures, *sheets):
        path = folder.parent / file
        if file in prose and prose[file].paragraphs:
            yield _cut(file, io.StringIO(prose[file].text))
        elif "#" not in file:
            with path.open(encoding=encoding_of(path, file)) as stream:
                yield _cut(file, stream)
        elif file in sheets:
            yield _cut(file, _lines(sheets[file]))


def _lines(book: Register) -> Iterator[str]:
    """Write a sheet as the lines of a CSV file."""
    yield _line(book.present.values())
    for row in book.rows.tuples(book.present):
        yield _line(map(_written, row))


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _cut(file: str, lines: Iterable[str]) -> InputText:
    lines = iter(lines)
    text = "".join(islice(lines, LINES_SHOWN)).rstrip("\n")
    rest = sum(1 for _ in lines)
    return InputText(file=file, text=f"{text}\n……（其余{rest}行略）" if rest else text)
