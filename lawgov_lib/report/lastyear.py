"""Look back on the years before: their published tables, and last year's folder as it counts.

A last year that cannot be read stops nothing.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.base.layout import FINAL_FOLDER, METRICS, OUTPUTS
from lawgov_lib.inputs.sourcefile import is_there
from lawgov_lib.inputs.textfile import read_text
from lawgov_lib.measuring import metricstable
from lawgov_lib.measuring.history import History, Past
from lawgov_lib.measuring.metric import Previous

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.report.openedyear import OpenedYear

_PUBLISHED = (f"{OUTPUTS}/{{}}/{FINAL_FOLDER}/{METRICS}", f"{OUTPUTS}/{{}}/{METRICS}")
"""Where a year's metrics may be published: the final report wins over a later draft."""


def look_back(params_dir: Path, last: OpenedYear, before: int) -> History:
    """Say what is known of the year before a report year.

    Args:
        params_dir: The folder that holds the year folders, beside ``outputs``.
        last: The folder of the year before, opened; it need not be there.
        before: The year before.

    Returns:
        What is known; nothing at all where what was published cannot be read, for a count of
        today might contradict it.
    """
    root = params_dir.parent
    table = _table(root, before)
    unread: dict[str, tuple[Problem, ...]] = {}
    published: dict[str, Past] = {}
    counted: dict[str, Past] = {}
    try:
        published = _published(root / table, table)
    except InputError as error:
        unread[table] = error.problems
    problems = last.found.problems or last.faults or last.misfits
    if not problems:
        counted = {
            metric.id: _past(metric) for metric in last.metrics.values() if metric.is_spoken_of
        }
    elif (params_dir / str(before)).is_dir():
        unread[f"{params_dir.name}/{before}"] = problems
    told = last.found.inputs if not last.found.problems else None
    return History(
        published,
        {} if table in unread else counted,
        unread,
        told.prose if told else {},
        _earlier(root, before),
    )


def _earlier(root: Path, before: int) -> dict[int, dict[str, Past]]:
    """Read what was published before a year; a table that cannot be read is left out."""
    found = {}
    for folder in sorted((root / OUTPUTS).glob("[0-9]" * 4)):
        year = int(folder.name)
        if year < before:
            with suppress(InputError):
                table = _table(root, year)
                found[year] = _published(root / table, table)
    return found


def _table(root: Path, year: int) -> str:
    """Name the table of a year's published metrics; it need not be there."""
    final, draft = (name.format(year) for name in _PUBLISHED)
    return final if is_there(root / final) else draft


def _published(path: Path, name: str) -> dict[str, Past]:
    past: dict[str, Past] = {}
    try:
        for row in metricstable.read(read_text(path, name)) if is_there(path) else ():
            place = Place(name, row.line)
            base = row.numerator, row.denominator, row.as_of, row.degree, row.words
            before = Previous(row.state, row.value, str(place), *base)
            past[row.id] = Past(row.name, before, row.unit, (place,))
    except metricstable.UnknownTableError as error:
        hint = "按上年的输入重新生成上年报告，或移走该文件。"
        place = Place(name, error.line)
        raise InputError.of("E440", "不是本程序生成的指标表", place, hint) from None
    return past


def _past(metric: Metric) -> Past:
    told = "、".join(map(str, metric.sources))
    places = tuple(source.place for source in metric.sources)
    manner = metric.manner.degree, metric.manner.words
    base = metric.numerator, metric.denominator, metric.as_of, *manner
    before = Previous(metric.state, metric.value, told, *base)
    return Past(metric.name, before, metric.unit, places)
