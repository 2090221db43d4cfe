"""A year folder to write, read and question in tests."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawgov_lib import inputs
from lawgov_lib.areas import AREAS, measure
from lawgov_lib.base.errors import InputError
from lawgov_lib.document.tree import plain
from lawgov_lib.inputs.outline import outline_of
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.report.yearreport import Report
from lawgov_lib.telling.narrative import Teller

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.document.tree import Figure
    from lawgov_lib.inputs import Survey, YearInputs
    from lawgov_lib.measuring.metric import Metric

REPORT = """\
agency:
  name: 某市某局
  level: 地级市政府工作部门
  region: 某省某市
year: 2020
signed_on: 2021-01-20
as_of: 2020-12-31
"""


def report_of(year: int) -> str:
    """Return the least that ``report.yaml`` of a year must say."""
    return REPORT.replace("2021-", f"{year + 1}-").replace("2020", str(year))


@dataclass(frozen=True)
class YearFolder:
    """The folder of one year below ``params``."""

    params: Path
    year: int = 2020

    def of(self, year: int) -> YearFolder:
        """Return the folder of another year of the agency, made ready if there is none."""
        other = replace(self, year=year)
        if not (self.params / str(year)).exists():
            other.write("report.yaml", report_of(year))
        return other

    def publish(self, *rows: str, header: str = "编号,状态,数值,单位") -> None:
        """Put a metric table where the year's outputs are published: its header, then CSV lines."""
        path = self.params.parent / "outputs" / str(self.year) / "metrics.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")

    def write(self, name: str, content: str | bytes) -> None:
        """Write one file of the year folder."""
        path = self.params / str(self.year) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def register(self, key: str, *rows: str) -> None:
        """Write a register: its header as far as the rows go, then the rows as CSV lines."""
        width = max(map(len, csv.reader(rows)), default=None)
        header = ",".join([*ROWS[key].headers().values()][:width])
        self.write(f"registers/{key}.csv", "\n".join([header, *rows]))

    def figure(self, metric_id: str, state: str, **cells: str) -> None:
        """Declare one figure, the cells named by field; it replaces ``figures.csv``."""
        self.figures((metric_id, state, cells))

    def figures(self, *declared: tuple[str, str, Mapping[str, str]]) -> None:
        """Declare figures: metric, state, cells named by field; they replace ``figures.csv``."""
        headers = FigureRow.headers()
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(headers.values())
        for metric_id, state, cells in declared:
            row = {"id": metric_id, "state": state, **cells}
            writer.writerow([row.get(field, "") for field in headers])
        self.write("figures.csv", text.getvalue())

    def load(self) -> YearInputs:
        """Read the folder."""
        return inputs.load(self.params, self.year)

    def refusal(self) -> list[str]:
        """Read the folder, and return what is said to be wrong with it."""
        try:
            self.load()
        except InputError as error:
            return [problem.message for problem in error.problems]
        return []

    def survey(self) -> Survey:
        """Read whatever can be read of the folder."""
        return inputs.survey(self.params, self.year)

    def report(self) -> Report:
        """Open the report."""
        return Report.open(self.year, str(self.params))

    def problems(self) -> list[str]:
        """Return code and place of everything that stands in the way of the report."""
        _, problems = Report.survey(self.year, str(self.params))
        return [f"{problem.code} {problem.place}" for problem in problems]

    def findings(self, code: str) -> list[Finding]:
        """Return what the checks of one code find."""
        return [finding for finding in self.report().findings if finding.code == code]

    def metric(self, metric_id: str) -> Metric:
        """Measure one metric."""
        return self._teller().metrics[metric_id]

    def value(self, metric_id: str) -> str:
        """Return one metric's value as text, empty when it has none."""
        value = self.metric(metric_id).value
        return "" if value is None else str(value)

    def statement(self, name: str) -> str:
        """Tell one statement."""
        statements = {
            name: tell for area in AREAS.values() for name, tell in area.statements.items()
        }
        return plain(statements[name](self._teller()))

    def charts(self, section: str) -> list[Figure | None]:
        """Draw a section's charts."""
        charts = [chart.draw(self._teller()) for chart in AREAS[section].charts]
        return [chart.figure() if chart else None for chart in charts]

    def _teller(self) -> Teller:
        year_inputs = self.load()
        sections = dict.fromkeys((*outline_of(self.year, "", "").places(), *AREAS))
        metrics, problems = measure(year_inputs, sections)
        if problems:
            raise InputError(problems)
        return Teller(metrics, year_inputs.registers, {})
