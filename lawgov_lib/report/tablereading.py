"""What was understood of the tables of a year: where each stands, what was taken and what not."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from lawgov_lib import inputs
from lawgov_lib.base.commandline import typed, typed_with
from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.base.layout import PARAMS
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.inputs.parameters import read_parameters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.inputs.understanding import LeftOut, Understood

_LISTED = 20
"""How many rows that are left out for one reason are told line by line."""


@dataclass(frozen=True)
class TableReading:
    """The tables of one year, the sheets that hold none with the reason, and the problems."""

    year: int
    tables: tuple[Understood, ...]
    skipped: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    root: Path | None = None

    @property
    def exit_code(self) -> int:
        """The code of the problems, 0 without any."""
        return InputError.exit_code if self.problems else 0


def read(root: Path, year: int) -> TableReading:
    """Read the tables of one year; write nothing.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.

    Raises:
        ParameterError: The year is none, or the root holds no inputs.
    """
    wanted, folder = read_parameters(year, str(root / PARAMS))
    found = inputs.survey(folder, wanted)
    return TableReading(wanted, found.understood, found.skipped, found.problems, root)


def to_json(reading: TableReading) -> str:
    """Write what was understood as one JSON document.

    Every table has ``file, label, header`` (the lines of its header), ``rows, aside, left_out``
    (each ``line, why, text``), ``more`` and ``said``; every sheet without a table ``file, why``.
    """
    tables = [asdict(table) for table in reading.tables]
    for table in tables:
        del table["gaps"], table["remarks"]
    document = {
        "year": reading.year,
        "exit_code": reading.exit_code,
        "tables": tables,
        "skipped": [{"file": file, "why": why} for file, why in reading.skipped],
        "problems": [problem.facts() for problem in reading.problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def to_text(reading: TableReading) -> str:
    """Write what was understood for a terminal."""
    lines = [f"{reading.year}年度资料的读取情况"]
    for table in reading.tables:
        lines += ["", *_table(table)]
    if not reading.tables:
        lines += ["", "没有台账和申报数。"]
    if reading.skipped:
        lines += ["", "不作为台账读取的工作表"]
        lines += [
            wrapped(f"{Place(file).shown_file}：{why}", "  ", "    ")
            for file, why in reading.skipped
        ]
    if reading.problems:
        listed = typed("check", reading.year, reading.root)
        told = f"有{len(reading.problems)}项问题须改正，逐项见：{listed}"
        lines += ["", wrapped(told)]
    return "\n".join(lines)


def summary(tables: Iterable[Understood], year: int, root: Path | None) -> Iterator[str]:
    """Say in a few lines which tables hold something that is not read."""
    for table in tables:
        told = []
        if table.aside:
            told.append(f"不读取{_named(table.aside)}列")
        if count := len(table.left_out) + table.more:
            told.append(f"未作数据的{count}行")
        if told or table.said:
            where = Place(table.file).shown_file
            yield wrapped(f"{where}：{'，'.join([*told, *table.said])}", "  ", "    ")
    yield wrapped(f"逐行见：{typed_with('check', year, root, '--inputs')}", "  ", "  ")


def _table(table: Understood) -> Iterator[str]:
    yield f"{table.label}　{Place(table.file).shown_file}"
    header = "、".join(map(str, table.header))
    told = f"表头在第{header}行" if header else "没有读到表头"
    yield wrapped(f"{told}，读入{table.rows}行", "  ", "    ")
    for said in (*table.said, *table.remarks):
        yield wrapped(str(said), "  ", "    ")
    if table.aside:
        yield wrapped(f"不读取的列：{'、'.join(table.aside)}", "  ", "    ")
    reasons: dict[str, list[LeftOut]] = {}
    for row in table.left_out:
        reasons.setdefault(row.why, []).append(row)
    for why, rows in reasons.items():
        for row in rows[:_LISTED]:
            yield wrapped(f"第{row.line}行未作数据（{why}）：{row.text}", "  ", "    ")
        if len(rows) > _LISTED:
            yield f"  {why}另有{len(rows) - _LISTED}行"
    if table.more:
        yield f"  未作数据的另有{table.more}行"
    for gap in table.gaps:
        told = f"{gap.word}行「{gap.column}」为{gap.told}，各行相加为{gap.summed}"
        yield wrapped(f"{gap.place.within}：{told}", "  ", "    ")


def _named(titles: Iterable[str]) -> str:
    return "、".join(f"「{title}」" for title in titles)
