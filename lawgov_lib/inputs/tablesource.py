"""The tables of a year folder: files of text and workbooks, each register in one place."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.layout import FIGURES_FILE, REGISTERS, WORKBOOK
from lawgov_lib.inputs.csvfile import csv_blocks, csv_lines
from lawgov_lib.inputs.sourcefile import is_there, opened
from lawgov_lib.inputs.table import Table, read_table, read_tables
from lawgov_lib.inputs.tablehead import LOOKED_AT, title_words
from lawgov_lib.inputs.tablenames import is_notes, named, near, recognised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lawgov_lib.inputs.cells import Line
    from lawgov_lib.inputs.columns import Row
    from lawgov_lib.inputs.understanding import Understood
    from lawgov_lib.inputs.workbookfile import Sheet

NOTES = "说明"
"""The title of the sheet that explains the others in a workbook that is made here."""
TEXTS = (".csv", ".tsv", ".txt")
"""The endings of files of text that may be tables."""
BOOKS = (".xlsx", ".xls", ".et", ".ods")
"""The endings of workbooks."""

_FIGURES = "figures"
_OLE, _ZIP = bytes.fromhex("d0cf11e0a1b11ae1"), b"PK\3\4"


@dataclass(frozen=True)
class Tables:
    """The tables of a year by key, one without rows where nothing was given.

    ``problems`` are those of workbooks as a whole; ``unread`` the keys of the tables that one may
    hold, or does hold, and that could not be read; ``claimed`` the files that hold tables, relative
    to the year folder; ``understood`` what was understood of each, ``skipped`` the sheets that hold
    none, with the reason.
    """

    by_key: Mapping[str, Table]
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    claimed: frozenset[str] = frozenset()
    understood: tuple[Understood, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()


def tables_of(folder: Path, name: str, models: Mapping[str, type[Row]], year: int) -> Tables:
    """Read the tables of one year.

    Args:
        folder: The year folder.
        name: Its name to show in messages, relative to the root.
        models: The row models by key; the tables beside ``figures`` lie in ``registers/``.
        year: The report year.
    """
    found = _Found(folder, name, models, year)
    for key in models:
        inner = FIGURES_FILE if key == _FIGURES else f"{REGISTERS}/{key}.csv"
        if is_there(folder / inner):
            found.read_text(inner, key)
    for inner in _others(folder, found.claimed):
        if inner.lower().endswith(TEXTS):
            found.read_text(inner, None)
        else:
            found.read_book(inner)
    tables = {}
    for key, model in models.items():
        # Forks of a warmed-up process know the empty table by then.
        inner = FIGURES_FILE if key == _FIGURES else f"{REGISTERS}/{key}.csv"
        absent = replace(_empty(model), file=f"{name}/{inner}")
        tables[key] = _joined(found.tables.get(key) or [absent], model)
    return Tables(
        tables,
        tuple(found.problems),
        frozenset(found.unread),
        frozenset(found.claimed),
        tuple(table.understood for given in found.tables.values() for table in given),
        tuple(found.skipped),
    )


class KeptTables:
    """Reads the tables of years, and keeps those whose files stay as they are."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[Path, tuple[object, Tables]] = {}

    def of(self, folder: Path, name: str, models: Mapping[str, type[Row]], year: int) -> Tables:
        """Return the tables of one year, as of :func:`tables_of`."""
        now = _stamps(folder)
        before, tables = self._kept.get(folder, (None, None))
        if tables is None or before != now:
            tables = tables_of(folder, name, models, year)
            self._kept[folder] = now, tables
        return tables


def _stamps(folder: Path) -> list[tuple[str, int, int, int]]:
    """Tell the files of a folder that may be tables apart from what they were."""
    found = []
    for path in (*folder.glob("*.*"), *folder.glob(f"{REGISTERS}/**/*")):
        with suppress(OSError):
            now = path.stat()
            found.append((str(path), now.st_ino, now.st_mtime_ns, now.st_size))
    return sorted(each for each in found if not each[0].endswith((".yaml", ".md")))


def _others(folder: Path, claimed: set[str]) -> Iterator[str]:
    """Name the files that may hold tables beside those named by their key."""
    for ending in BOOKS:
        inner = WORKBOOK.removesuffix(BOOKS[0]) + ending
        if is_there(folder / inner):
            yield inner
    for path in sorted((folder / REGISTERS).glob("[!.~]*")):
        inner = f"{REGISTERS}/{path.name}"
        if inner not in claimed and path.suffix.lower() in (*TEXTS, *BOOKS):
            yield inner


@cache
def _empty(model: type[Row]) -> Table:
    return replace(read_table((), "", model, year=0), problems=())


@dataclass
class _Found:
    """What was read so far."""

    folder: Path
    name: str
    models: Mapping[str, type[Row]]
    year: int
    tables: dict[str, list[Table]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)
    skipped: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keys = {model: key for key, model in self.models.items()}
        self.words = title_words(frozenset(self.models.values()))

    def read_text(self, inner: str, key: str | None) -> None:
        """Read a file of text; without a key it must say by name or header what it is."""
        path, file = self.folder / inner, f"{self.name}/{inner}"
        if _is_book(path, file):
            self.read_book(inner)
            return
        if key is None:
            key = named(path.stem, self.models)
        if key is None:
            window, _, _ = _peeked(csv_lines(path, file, self.words))
            key, _ = recognised(window, path.stem, self.models)
        if key is not None:
            self.claimed.add(inner)
            words = title_words(frozenset({self.models[key]}))
            self._take(
                read_tables(
                    csv_blocks(path, file, words),
                    file,
                    self._from(key),
                    self.year,
                )
            )

    def read_book(self, inner: str) -> None:
        """Read the sheets of a workbook."""
        # A year of CSV files need not wait for the library that reads workbooks.
        from lawgov_lib.inputs.workbookfile import sheets_of  # noqa: PLC0415

        path, file = self.folder / inner, f"{self.name}/{inner}"
        self.claimed.add(inner)
        try:
            with sheets_of(path, file) as sheets:
                for sheet in sheets:
                    alone = len(sheets) == 1 and inner.startswith(f"{REGISTERS}/")
                    self._read_sheet(sheet, path.stem if alone else sheet.title)
        except InputError as error:
            self.problems += error.problems
            self.unread |= self.models.keys()

    def _read_sheet(self, sheet: Sheet, name: str) -> None:
        """Read one sheet, or note why it is none of a register."""
        key = named(sheet.title, self.models) or named(name, self.models)
        if key is None and is_notes(sheet.title):
            self.skipped.append((sheet.file, "说明性的工作表，不读取"))
            return
        window, lines, is_broken = _peeked(sheet.lines())
        might_be: tuple[str, ...] = ()
        if key is None:
            key, might_be = recognised(window, name, self.models)
        if sheet.is_hidden and key:
            hint = "取消隐藏，或删去该工作表。"
            self.problems.append(Problem("E428", "是隐藏的工作表", Place(sheet.file), hint))
            self.unread.add(key)
        elif not window and not is_broken:
            self.skipped.append((sheet.file, "空白的工作表"))
        elif sheet.is_hidden:
            self.skipped.append((sheet.file, "隐藏的工作表，不是台账，不读取"))
        elif key or (key := None if might_be else near(name, self.models)):
            given = chain(window, lines)
            self._take(read_tables(given, sheet.file, self._from(key), self.year, sheet.shift))
        else:
            self.problems.append(self._unknown(sheet, might_be))

    def _unknown(self, sheet: Sheet, might_be: tuple[str, ...]) -> Problem:
        names = "、".join(self.models[key].label for key in might_be or self.models)
        if might_be:
            message = f"看不出是{names}中的哪一个"
            hint = "把工作表改为该台账的名称。"
        else:
            message = "没有这个台账，工作表不会被读取"
            hint = f"可用的名称：{names}、{NOTES}。"
        return Problem("E428", message, Place(sheet.file), hint)

    def _from(self, key: str) -> list[type[Row]]:
        """Return the register and those that a further table below may be of; figures have none."""
        others = (
            model
            for other, model in self.models.items()
            if other != key and _FIGURES not in {key, other}
        )
        return [self.models[key], *others]

    def _take(self, tables: Mapping[type[Row], Table]) -> None:
        for model, table in tables.items():
            self.tables.setdefault(self.keys[model], []).append(table)


def _is_book(path: Path, file: str) -> bool:
    """Tell whether a file is a workbook by its bytes, whatever its name says."""
    try:
        with opened(path, file) as stream:
            return stream.read(len(_OLE)).startswith((_OLE, _ZIP))
    except InputError:
        return False


def _peeked(lines: Iterator[Line]) -> tuple[list[Line], Iterator[Line], bool]:
    """Return the first lines, the others, and whether reading failed among the first."""
    window: list[Line] = []
    try:
        for line in islice(lines, LOOKED_AT):
            window.append(line)  # noqa: PERF402  those before a failure are kept
    except InputError as error:
        return window, _failing(error), True
    return window, lines, False


def _failing(error: InputError) -> Iterator[Line]:
    raise error
    yield


def _joined(tables: list[Table], model: type[Row]) -> Table:
    """Make one table of those that were given; of two with rows nobody chooses in silence."""
    filled = [table for table in tables if table.has_rows]
    problems = tuple(problem for table in tables for problem in table.problems)
    if len(filled) > 1:
        problems = (*problems, _twice(filled, model))
    return replace((filled or tables)[0], problems=problems)


def _twice(filled: Sequence[Table], model: type[Row]) -> Problem:
    """Tell of several tables of one register, and whether they are copies or parts of it."""
    files = "和".join(Place(table.file).shown_file for table in filled)
    rows = Counter(row for table in filled for row in _distinct(table))
    alike = sum(count > 1 for count in rows.values())
    if alike:
        said, hint = f"有{alike}行相同", "只在一处填写，删去另一处的行。"
    else:
        said, hint = "没有相同的行", "把各处的行并到一处，另一处删去。"
    message = f"{files}都有「{model.label}」的行，{said}"
    return Problem("E424", message, Place(filled[1].file), hint)


def _distinct(table: Table) -> set[tuple[str, ...]]:
    return {tuple(map(str, row)) for row in table.rows.tuples(table.rows.columns)}
