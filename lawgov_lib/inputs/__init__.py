"""The year folder, read and checked: ``params/<year>/`` → :class:`YearInputs`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.errors import InputError, Place, Problem
from lawgov_lib.inputs.register import Register, register_of
from lawgov_lib.inputs.reportfile import ReportFile
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.inputs.table import read_table
from lawgov_lib.inputs.textfile import read_text
from lawgov_lib.inputs.yamlfile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

__all__ = ["Figure", "Prose", "Register", "ReportFile", "Survey", "YearInputs", "load", "survey"]


@dataclass(frozen=True)
class Figure:
    """A declared figure and the line of ``figures.csv`` it stands on."""

    row: FigureRow
    file: str
    line: int


@dataclass(frozen=True)
class Prose:
    """The agency's own text of one section."""

    text: str
    file: str


@dataclass(frozen=True)
class YearInputs:
    """All that one year folder says."""

    report: ReportFile
    registers: Mapping[str, Register]
    figures: Mapping[str, Figure]
    prose: Mapping[str, Prose]

    @property
    def as_of(self) -> date:
        """The date that the year's counts stand at."""
        return self.report.counted_until


@dataclass(frozen=True)
class Survey:
    """What a year folder says and what is wrong with it.

    ``inputs`` is there wherever ``report.yaml`` is sound: a register or a file that is not stands
    in it without rows, and ``broken`` names it.
    """

    inputs: YearInputs | None
    problems: tuple[Problem, ...]
    broken: frozenset[str] = frozenset()


def load(params_dir: Path, year: int) -> YearInputs:
    """Read one year folder.

    Args:
        params_dir: The folder that holds the year folders.
        year: The report year.

    Returns:
        The validated inputs; registers whose file is absent have no rows.

    Raises:
        InputError: Every problem of every file at once.
    """
    found = survey(params_dir, year)
    if found.problems or found.inputs is None:
        raise InputError(found.problems)
    return found.inputs


def survey(params_dir: Path, year: int) -> Survey:
    """Read one year folder as far as it can be read, and gather every problem of every file."""
    folder = params_dir / str(year)
    name = f"{params_dir.name}/{year}"
    if not folder.is_dir():
        place = Place(name)
        problem = Problem("E401", f"没有{year}年的输入文件夹", place, "新建该文件夹，或核对年度。")
        return Survey(None, (problem,))
    problems: list[Problem] = []
    broken: set[str] = set()
    reports: list[ReportFile] = []
    registers: dict[str, Register] = {}
    figures: dict[str, Figure] = {}
    prose: dict[str, Prose] = {}
    with _gathering(problems, broken, "report"):
        reports.append(_report(folder, name, year))
    for key in ROWS:
        registers[key] = register_of(key, ROWS[key], year, f"{name}/registers/{key}.csv", {})
        with _gathering(problems, broken, key):
            registers[key] = _register(folder, name, year, key)
    with _gathering(problems, broken, "figures"):
        figures = _figures(folder, name)
    for path in sorted((folder / "text").glob("[!.~]*.md")):
        with _gathering(problems, broken, f"text/{path.stem}"):
            prose[path.stem] = _prose(path, name)
    problems += _strangers(folder, name)
    inputs = YearInputs(reports[0], registers, figures, prose) if reports else None
    return Survey(inputs, tuple(problems), frozenset(broken))


@contextmanager
def _gathering(problems: list[Problem], broken: set[str], name: str) -> Iterator[None]:
    """Keep the problems of one file, so that the next file is read all the same."""
    try:
        yield
    except InputError as error:
        problems += error.problems
        broken.add(name)


def _report(folder: Path, name: str, year: int) -> ReportFile:
    file = f"{name}/report.yaml"
    report = read_yaml(folder / "report.yaml", file, ReportFile)
    if report.year != year:
        raise InputError.of(
            "E408",
            f"文件夹是{year}年，「year」却是{report.year}",
            Place(file),
            "改正「year」，或把文件夹改名。",
        )
    return report


def _register(folder: Path, name: str, year: int, key: str) -> Register:
    path = folder / "registers" / f"{key}.csv"
    file = f"{name}/registers/{key}.csv"
    rows = read_table(path, file, ROWS[key]) if path.exists() else {}
    return register_of(key, ROWS[key], year, file, rows)


def _figures(folder: Path, name: str) -> dict[str, Figure]:
    path = folder / "figures.csv"
    file = f"{name}/figures.csv"
    rows = read_table(path, file, FigureRow) if path.exists() else {}
    return {row.id: Figure(row, file, line) for line, row in rows.items()}


def _prose(path: Path, name: str) -> Prose:
    file = f"{name}/text/{path.name}"
    return Prose(read_text(path, file), file)


def _strangers(folder: Path, name: str) -> list[Problem]:
    """Name the files that nothing reads: a misspelt name would lose data without a word."""
    known = {
        "": ["report.yaml", "figures.csv", "registers", "text"],
        "registers/": [f"{key}.csv" for key in ROWS],
        "text/": ["*.md"],
    }
    return [
        Problem(
            "E409",
            "没有这个台账或文件，不会被读取",
            Place(f"{name}/{inner}{path.name}"),
            f"可用的名称：{'、'.join(patterns)}。",
        )
        for inner, patterns in known.items()
        for path in sorted((folder / inner).glob("[!.~]*"))
        if not any(path.match(pattern) for pattern in patterns)
    ]
