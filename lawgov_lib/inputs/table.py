"""Read a CSV register: header checked, every row validated, all problems at once."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from lawgov_lib.errors import InputError, Place, Problem
from lawgov_lib.inputs.columns import Row
from lawgov_lib.inputs.problems import problems_of
from lawgov_lib.inputs.textfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Model = TypeVar("Model", bound=Row)


def read_table(path: Path, name: str, model: type[Model]) -> dict[int, Model]:
    """Read one CSV file.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.
        model: The row model.

    Returns:
        The rows by the line they begin on (the header is line 1).

    Raises:
        InputError: Everything that is wrong with the file.
    """
    lines = _lines(read_text(path, name), name)
    _, header = next(lines)
    problems = _header_problems(header, name, model)
    if problems:
        raise InputError(tuple(problems))
    rows: dict[int, Model] = {}
    seen: dict[tuple[object, ...], int] = {}
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(
                Problem(
                    "E422",
                    f"这一行有{len(cells)}格，表头有{len(header)}列",
                    Place(name, line),
                    "检查多余或缺少的逗号，含逗号的文字加英文双引号。",
                )
            )
            continue
        try:
            row = model.model_validate(dict(zip(header, cells, strict=True)))
        except ValidationError as error:
            problems += problems_of(error, partial(_place, name, line))
            continue
        key = tuple(getattr(row, field) for field in model.key)
        if key in seen:
            problems.append(
                Problem("E423", f"与第{seen[key]}行重复", Place(name, line), "删去重复的一行。")
            )
        seen.setdefault(key, line)
        rows[line] = row
    if problems:
        raise InputError(tuple(problems))
    return rows


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise InputError.of(
                "E420", "不是合法的CSV", Place(name, start), "检查该行起的英文双引号是否成对。"
            ) from None
        yield start, cells
        start = reader.line_num + 1


def _header_problems(header: list[str], name: str, model: type[Row]) -> list[Problem]:
    expected = list(model.headers().values())
    missing = [column for column in expected if column not in header]
    extra = [column for column in header if column not in expected]
    twice = sorted({column for column in header if header.count(column) > 1})
    hint = f"表头应为：{','.join(expected)}"
    return [
        *(
            Problem("E421", f"表头缺少「{column}」", Place(name, 1, column), hint)
            for column in missing
        ),
        *(
            Problem("E421", f"表头多出「{column}」", Place(name, 1, column), hint)
            for column in extra
        ),
        *(
            Problem("E421", f"表头「{column}」重复", Place(name, 1, column), hint)
            for column in twice
            if column not in extra
        ),
    ]


def _place(name: str, line: int, path: tuple[int | str, ...]) -> Place:
    return Place(name, line, str(path[0]) if path else None)
