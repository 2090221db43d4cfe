"""The year folder, read and checked: ``params/<year>/`` → :class:`YearInputs`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.layout import (
    ANSWERS_FILE,
    ASIDE,
    FIGURES_FILE,
    FOLDER_HINT,
    REGISTERS,
    REMARKS_FILE,
    REPORT_FILE,
    SIGNOFF_FILE,
    SISTERS,
    TEXT,
    WORKBOOK,
    missing_year,
)
from lawgov_lib.base.replacement import is_unfinished
from lawgov_lib.inputs.answersfile import Answers
from lawgov_lib.inputs.columns import UNCONFIRMED
from lawgov_lib.inputs.holidayfile import read_holidays
from lawgov_lib.inputs.localrulefile import LocalRule, read_local_rules
from lawgov_lib.inputs.picturefile import shown
from lawgov_lib.inputs.prose import PROSE, WORD, Prose, read_texts
from lawgov_lib.inputs.register import Register
from lawgov_lib.inputs.remarksfile import Objections
from lawgov_lib.inputs.reportfile import ReportFile
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.inputs.sister import PATTERNS, TEXTS, Sister, SisterCell, cells_of, sisters_of
from lawgov_lib.inputs.sourcefile import is_there
from lawgov_lib.inputs.tablerows import blank
from lawgov_lib.inputs.tablesource import KeptTables
from lawgov_lib.inputs.yamlfile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from lawgov_lib.base.calendars import Calendar
    from lawgov_lib.inputs.columns import Row
    from lawgov_lib.inputs.table import Table
    from lawgov_lib.inputs.understanding import Understood

__all__ = [
    "Figure",
    "Prose",
    "Register",
    "ReportFile",
    "Sister",
    "SisterCell",
    "Survey",
    "YearInputs",
    "agency_of",
    "load",
    "survey",
]

REPORT, FIGURES, ANSWERS, REMARKS = "report", "figures", "answers", "remarks"
HOLIDAYS, LAWS = "holidays", "laws"


@dataclass(frozen=True)
class Figure:
    """A declared figure and the line of ``figures.csv``, or of the sheet 申报数, it stands on.

    ``unconfirmed`` tells that it was imported from a published report and nobody has confirmed it.
    """

    row: FigureRow
    file: str
    line: int
    unconfirmed: bool = False


@dataclass(frozen=True)
class YearInputs:
    """All that one year folder says; ``sisters`` is what other yearly reports say beside it.

    ``sister_cells`` and ``sister_prose`` are what those made from the folder need besides;
    ``understood`` says of every table what was taken and what left out.
    """

    report: ReportFile
    registers: Mapping[str, Register]
    figures: Mapping[str, Figure]
    prose: Mapping[str, Prose]
    sisters: tuple[Sister, ...] = ()
    answers: Answers = field(default_factory=lambda: Answers(()))
    remarks: Objections = field(default_factory=lambda: Objections(()))
    local_rules: tuple[LocalRule, ...] = ()
    sister_cells: tuple[SisterCell, ...] = ()
    sister_prose: Mapping[str, Prose] = field(default_factory=dict)
    understood: tuple[Understood, ...] = ()

    @property
    def makes_sisters(self) -> bool:
        """Whether the year has anything that only the sister reports made from it use."""
        asked = self.report.sister.model_fields_set
        return bool(asked or self.sister_cells or self.sister_prose)

    @property
    def as_of(self) -> date:
        """The date that the year's counts stand at."""
        return self.report.counted_until

    @property
    def unconfirmed(self) -> tuple[Place, ...]:
        """The places of the rows and figures carried over that nobody has confirmed yet."""
        return (
            *(
                Place(book.file, line)
                for book in self.registers.values()
                for line in book.unconfirmed
            ),
            *(
                Place(figure.file, figure.line)
                for figure in self.figures.values()
                if figure.unconfirmed or figure.row.state == UNCONFIRMED
            ),
        )


@dataclass(frozen=True)
class Survey:
    """What a year folder says as far as it can be read, and what is wrong with it.

    ``inputs`` is None where the folder or its ``report.yaml`` cannot be read. ``broken`` names what
    had problems: registers by key, ``figures``, ``report``, ``sister``, ``holidays``, ``laws``, and
    prose as ``text/<section>``; a broken register has no rows, of broken figures those without a
    problem are there. ``understood`` says of each table what was taken and what left out,
    ``skipped`` names the sheets that hold none, with the reason.
    """

    inputs: YearInputs | None
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    understood: tuple[Understood, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()


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


def survey(params_dir: Path, year: int, kept: KeptTables | None = None) -> Survey:
    """Read whatever can be read of one year folder.

    Args:
        params_dir: The folder that holds the year folders.
        year: The report year.
        kept: What keeps its tables from one time to the next.

    Returns:
        The inputs with every problem of every file.
    """
    folder = params_dir / str(year)
    name = f"{params_dir.name}/{year}"
    if missing := missing_year(params_dir, year):
        return Survey(None, missing)
    found = _Found()
    report = _report(folder, name, year, found)
    models: dict[str, type[Row]] = {**ROWS, FIGURES: FigureRow}
    tables = (kept or KeptTables()).of(folder, name, models, year)
    for key, table in tables.by_key.items():
        found.tell(key, table.problems)
    prose = _prose(folder, name, TEXT, PROSE, found)
    sisters, faults, sister_tables = sisters_of(folder, name, year)
    cells, cell_faults, cell_tables = cells_of(folder, name, year)
    sister_prose = _prose(folder, name, SISTERS, [f"{each}.md" for each in TEXTS], found)
    found.tell(SISTERS, (*faults, *cell_faults))
    answers = _answers(folder, name, found)
    remarks = _remarks(folder, name, found)
    found.problems += [
        *_unfinished(folder, name),
        *tables.problems,
        *_strangers(folder, name, prose, tables.claimed),
        *_unreadable(folder, name),
    ]
    figures = _figures(tables.by_key[FIGURES])
    holidays = read_holidays(params_dir)
    found.tell(HOLIDAYS, holidays.problems)
    local = read_local_rules(params_dir)
    found.tell(LAWS, local.problems)
    understood = (*tables.understood, *sister_tables, *cell_tables, *holidays.understood)
    registers = {key: _register(key, tables.by_key[key], year, holidays.calendar) for key in ROWS}
    return Survey(
        YearInputs(
            report,
            registers,
            figures,
            prose,
            sisters,
            answers,
            remarks,
            local_rules=local.rules,
            sister_cells=cells,
            sister_prose=sister_prose,
            understood=(*understood, *local.understood),
        )
        if report is not None
        else None,
        tuple(found.problems),
        frozenset(found.broken | tables.unread),
        (*understood, *local.understood),
        tables.skipped,
    )


class _Found:
    """The problems found so far, and the names of what they concern."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.broken: set[str] = set()

    def tell(self, key: str, problems: tuple[Problem, ...]) -> None:
        if problems:
            self.problems += problems
            self.broken.add(key)


def _report(folder: Path, name: str, year: int, found: _Found) -> ReportFile | None:
    file = f"{name}/{REPORT_FILE}"
    try:
        report = read_yaml(folder / REPORT_FILE, file, ReportFile)
    except InputError as error:
        found.tell(REPORT, error.problems)
        return None
    if report.year != year:
        message = f"文件夹是{year}年，「year」却是{report.year}"
        hint = "改正「year」，或把文件夹改名。"
        found.tell(REPORT, (Problem("E408", message, Place(file), hint),))
    return report


def agency_of(folder: Path, name: str) -> str:
    """Return what a year folder's agency is called; blank where ``report.yaml`` does not say so.

    Args:
        folder: The year folder.
        name: Its name relative to the root.
    """
    try:
        return read_yaml(folder / REPORT_FILE, f"{name}/{REPORT_FILE}", ReportFile).agency.name
    except InputError:
        return ""


def _prose(
    folder: Path, name: str, inner: str, files: Iterable[str], found: _Found
) -> Mapping[str, Prose]:
    texts = read_texts(folder / inner, f"{name}/{inner}", files)
    for section, problems in texts.problems:
        found.tell(f"{inner}/{section}", problems)
    return texts.by_section


def _answers(folder: Path, name: str, found: _Found) -> Answers:
    """Read the answers; a year without any has no such file."""
    path, file = folder / ANSWERS_FILE, f"{name}/{ANSWERS_FILE}"
    if is_there(path):
        try:
            return read_yaml(path, file, Answers).named(file)
        except InputError as error:
            found.tell(ANSWERS, error.problems)
    return Answers(())


def _remarks(folder: Path, name: str, found: _Found) -> Objections:
    """Read the remarks of leaders; a year without any has no such file."""
    path, file = folder / REMARKS_FILE, f"{name}/{REMARKS_FILE}"
    if is_there(path):
        try:
            return read_yaml(path, file, Objections).named(file)
        except InputError as error:
            found.tell(REMARKS, error.problems)
    return Objections(())


def _register(key: str, table: Table, year: int, calendar: Calendar) -> Register:
    model = ROWS[key]
    rows = (table.rows, table.unconfirmed, table.absent)
    if table.problems:
        rows = (table.rows.fitting(slice(0)), (), frozenset())
    understood = None if table.problems else table.understood
    named = (key, model.label, year, table.file, model.headers())
    return Register(*named, *rows, understood, calendar)


def _figures(table: Table) -> dict[str, Figure]:
    unsaid = {name for name in table.absent if blank(table.rows[name]).all()}
    waiting = {*table.unconfirmed}
    figures = {}
    for line, cells in table.rows.records():
        said = {name: cell for name, cell in cells.items() if name not in unsaid}
        row = FigureRow.model_construct(**said)
        figures[str(row.id)] = Figure(row, table.file, line, line in waiting)
    return figures


def _unreadable(folder: Path, name: str) -> Iterator[Problem]:
    """Name the folders that are none or cannot be read: they would pass for empty ones."""
    for inner in (REGISTERS, TEXT, SISTERS):
        path = folder / inner
        if is_there(path):
            try:
                next(path.iterdir(), None)
            except OSError:
                yield Problem("E403", "文件夹读不出来", Place(f"{name}/{inner}"), FOLDER_HINT)


_PICTURES = "，以及正文中以“![图题](文件名)”引用的图片"


def _unfinished(folder: Path, name: str) -> Iterator[Problem]:
    """Tell corrections of which only a part may have been written."""
    if is_unfinished(folder):
        message = "上次并回中途停止，正文可能只改了一部分"
        yield Problem(
            "E858", message, Place(name), "再运行一次并回（lawgov merge），自动恢复原状。"
        )


def _strangers(
    folder: Path, name: str, prose: Mapping[str, Prose], claimed: frozenset[str]
) -> list[Problem]:
    """Name the files that nothing reads: a misspelt name would lose data without a word."""
    known = {
        "": [
            REPORT_FILE,
            ANSWERS_FILE,
            REMARKS_FILE,
            SIGNOFF_FILE,
            FIGURES_FILE,
            REGISTERS,
            WORKBOOK,
            TEXT,
            SISTERS,
        ],
        f"{REGISTERS}/": [f"{key}.csv" for key in ROWS],
        f"{TEXT}/": ["*.md", f"*{WORD}"],
        f"{SISTERS}/": [*PATTERNS, *(f"{each}.md" for each in TEXTS)],
    }
    pictures = shown(folder / TEXT, (text.text for text in prose.values()))
    return [
        Problem(
            "E409",
            "没有这个台账或文件，不会被读取",
            Place(f"{name}/{inner}{path.name}"),
            f"可用的名称：{'、'.join(patterns)}{_PICTURES if inner == f'{TEXT}/' else ''}。",
        )
        for inner, patterns in known.items()
        for path in sorted((folder / inner).glob("[!.~]*"))
        if not path.name.endswith("~")
        and path.name not in patterns
        and not any(path.match(pattern) for pattern in patterns)
        and f"{inner}{path.name}" not in (*ASIDE, *claimed)
        and path not in pictures
    ]
