"""A town whose agencies hand in final reports, varied from one that was made."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.approval.finalslog import append
from lawgov_lib.base.files import csv_bytes
from lawgov_lib.document.tree import SECTION_MIME
from lawgov_lib.publishing.manifest import Manifest, digest
from lawgov_lib.publishing.recordcontent import recorded, table_of
from lawgov_lib.rollup.cityfigures import Figures
from lawgov_lib.rollup.collection import collect
from tests.places import DEMO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from lawgov_lib.rollup.submissions import Submissions

DEMO_PARAMS = DEMO / "params"
ROLES = ("起草", "审核", "保密审查", "签发")
YEAR = 2024
Cells = dict[str, str]


@dataclass
class Town:
    """The folder of the agencies' roots, and the files that their reports are varied from."""

    folder: Path
    made: dict[str, bytes]

    def hands_in(
        self,
        root: str,
        name: str,
        cells: Mapping[str, Cells] | None = None,
        *,
        year: int = YEAR,
        dropped: tuple[str, ...] = (),
        **manifest: object,
    ) -> Path:
        """Put an agency's final report in place: record, manifest and log in step with its metrics.

        Args:
            root: The name of its root.
            name: Its own name.
            cells: Cells of the metrics table that differ, by metric and column.
            year: The report year.
            dropped: Sections that its outline does not have.
            manifest: What else of the manifest differs.
        """
        files = dict(self.made)
        rows = read(files["metrics.csv"])
        for row in rows:
            row.update((cells or {}).get(row["编号"], {}))
        kept = [row for row in rows if row["节"] not in dropped]
        files["metrics.csv"] = csv_bytes(rows[0], [row.values() for row in kept])
        told = json.loads(files["manifest.json"])
        told |= {"agency": name, "year": year, **manifest}
        files["report.ipynb"] = retold(files["report.ipynb"], name, year, files["metrics.csv"])
        told["content"] = recorded(files["report.ipynb"]).content
        told["approvals"] = [each | {"content": told["content"]} for each in told["approvals"]]
        for file in ("metrics.csv", "report.ipynb"):
            told["outputs"][file] = digest(files[file])
        told |= {key: value for key, value in manifest.items() if key != "approvals"}
        files["manifest.json"] = json.dumps(told, ensure_ascii=False).encode()
        folder = self.final(root, year)
        folder.mkdir(parents=True)
        for file, data in files.items():
            (folder / file).write_bytes(data)
        self.log(root, year)
        return self.folder / root

    def log(self, root: str, year: int = YEAR) -> None:
        """Enter an agency's final report in its log, as making it does."""
        data = (self.final(root, year) / "manifest.json").read_bytes()
        append(self.folder / root, Manifest.model_validate_json(data), data)

    def final(self, root: str, year: int = YEAR) -> Path:
        """Return the folder of an agency's final report."""
        return self.folder / root / "outputs" / str(year) / "final"

    def rows(self, root: str, year: int = YEAR) -> dict[str, Cells]:
        """Read an agency's published metrics by id."""
        table = (self.final(root, year) / "metrics.csv").read_bytes()
        return {row["编号"]: row for row in read(table)}

    @property
    def roots(self) -> list[Path]:
        """The roots of all agencies."""
        return sorted(self.folder.iterdir())

    def collected(self, *more: str, deadline: date | None = None) -> Submissions:
        """Collect what was handed in, asking also for agencies that have no folder."""
        roots = [*self.roots, *(self.folder / name for name in more)]
        return collect(roots, YEAR, deadline, "").submissions

    def figures(self) -> Figures:
        """Return the figures of what was handed in."""
        return Figures(self.collected())


def read(table: bytes) -> list[Cells]:
    """Read a metrics table."""
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))


def retold(record: bytes, agency: str, year: int, table: bytes) -> bytes:
    """Let a record be that of another agency and year, with another table of metrics."""
    notebook = json.loads(record)
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    for section in (output["data"][SECTION_MIME] for output in outputs):
        if section["meta"]:
            section["meta"] |= {"agency": agency, "year": year}
        for dataset in section["datasets"]:
            dataset["columns"], *dataset["rows"] = table_of(table)
    return json.dumps(notebook, ensure_ascii=False).encode()


def approvals(day: str) -> list[dict[str, str]]:
    """Return the approvals of a report whose 签发 was on that day."""
    days = ("2025-01-02", "2025-01-03", "2025-01-04", day)
    return [
        {"role": role, "name": "李某", "date": on, "content": ""}
        for role, on in zip(ROLES, days, strict=True)
    ]


def count(value: str) -> Cells:
    """Return the cells of a count."""
    return {"数值": value, "状态": "数值" if value != "0" else "零"}


def rate(value: str, above: str = "", below: str = "") -> Cells:
    """Return the cells of a rate; without a base it is declared."""
    return {
        "数值": value,
        "状态": "数值",
        "分子": above,
        "分母": below,
        "申报": "" if below else "是",
    }


def state(told: str) -> Cells:
    """Return the cells of a metric that has no value."""
    return {"数值": "", "状态": told, "分子": "", "分母": "", "申报": ""}
