"""What is wrong with a folder, as code and place, and whether an analyst can read it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from lawgov_lib.base.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawgov_lib.base.errors import Problem
    from tests.yearfolder import YearFolder

RULES = "领域,类别,名称\n"
RULE = "制度建设,内部管理制度,甲\n"
EXAMS = "考试名称,应考人数,参考人数,合格人数,优秀人数\n"
STUDY = "类别,日期,主题,参加人员\n"
PUBLICITY = "名称,日期,资料份数,受众人次\n"
FUNDS = "用途,项目,合作单位,金额\n"
FIGURES = "编号,名称,领域,状态,数值,分子,分母,单位,截至,依据,说明\n"
BOOK = "registers.xlsx"
_PLAIN = {"UTF", "docx", "GB", "CSV", "YAML", "Excel", "xlsx", "xls", "true", "false"}
_FOLDERS = {"registers", "sister", "text"}
_NAMES = re.compile(r"\S+\.(?:csv|yaml|xlsx|md|txt)|「[^」]*」|“[^”]*”")


def problems(folder: YearFolder) -> tuple[Problem, ...]:
    """Return what is wrong with a folder."""
    with pytest.raises(InputError) as error:
        folder.load()
    return error.value.problems


def told(folder: YearFolder) -> list[str]:
    """Return code and place of each problem."""
    return [f"{problem.code} {problem.place}" for problem in problems(folder)]


def check_fault(folder: YearFolder, file: str, content: str | bytes, expected: str) -> None:
    """Check that a file has one fault, placed, with a remedy, and in Chinese.

    Besides the names of files, fields and sections no English word reaches the analyst.
    """
    folder.write(file, content)

    assert told(folder) == [expected.format(f"params/2020/{file}")]
    for problem in problems(folder):
        assert problem.hint
        said = _NAMES.sub("", problem.message + problem.hint)
        assert set(re.findall(r"[A-Za-z]{2,}", said)) <= _PLAIN | _FOLDERS
        assert not re.search(r"[\u4e00-\u9fff][,:;?!()]", _NAMES.sub("", problem.message))


def book_of(rows: Iterable[Iterable[object]], title: str = "学法考试台账") -> Workbook:
    """Return a workbook of one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book


def bytes_of(book: Workbook) -> bytes:
    """Return a workbook as a file holds it."""
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
