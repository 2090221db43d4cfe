"""Where things lie below a root: its folders, and the files that the program knows by name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import ParameterError, Place, Problem

if TYPE_CHECKING:
    from pathlib import Path

PARAMS, OUTPUTS, NOTEBOOKS = "params", "outputs", "notebooks"
FONTS_FOLDER = "fonts"
"""Font files of the office's own."""
WORD_TEMPLATE = "report.docx"
"""What the office's own template is called in the folder of its faces."""

# Of all years, below PARAMS
HOLIDAYS_FILE, LAWS_FILE = "holidays.csv", "laws.csv"
SHARED = (HOLIDAYS_FILE, LAWS_FILE)

# Of a year, below PARAMS
REPORT_FILE, ANSWERS_FILE, SIGNOFF_FILE = "report.yaml", "answers.yaml", "signoff.yaml"
REMARKS_FILE = "remarks.yaml"
FIGURES_FILE, WORKBOOK = "figures.csv", "registers.xlsx"
REGISTERS, TEXT, SISTERS = "registers", "text", "sister"
MERGED, REFERENCE, FORMER = f"{REGISTERS}/merged", f"{TEXT}/reference", f"{TEXT}/former"
ASIDE = (MERGED, REFERENCE, FORMER)
"""Folders for people, which no report is made from: rows already merged, last year's prose, and
prose as it was before corrections."""

# Of a year, below OUTPUTS
FINAL_FOLDER = "final"
MANIFEST, METRICS = "manifest.json", "metrics.csv"
SIGNATURE = "manifest.sig"
"""The signature of a final report's manifest, by whoever has the agency's key."""
RECORD = "report.ipynb"
"""The executed notebook, from which every format can be rendered again."""
FINALS_LOG = "finals.log"
"""Below OUTPUTS: every final report that was put in place."""

FOLDER_HINT = "检查权限，并确认它是文件夹。"
NO_ROOT_HINT = f"核对文件夹：机关的资料在其中的 {PARAMS}/ 里；新的文件夹先布置：lawgov init。"


def missing_year(params: Path, year: int) -> tuple[Problem, ...]:
    """Tell a year without a folder, or with one that cannot be read; nothing if it has one.

    Args:
        params: The folder of the year folders.
        year: The report year.
    """
    folder, name = params / str(year), f"{params.name}/{year}"
    for each, shown in ((params, params.name), (folder, name)):
        if is_locked(each):
            return (Problem("E403", "文件夹读不出来", Place(shown), FOLDER_HINT),)
    if folder.is_dir():
        return ()
    known = "、".join(map(str, _years(params)))
    hint = f"新建该文件夹，或核对年度{known and f'：已有{known}'}。"
    return (Problem("E401", f"没有{year}年的输入文件夹", Place(name), hint),)


def is_locked(folder: Path) -> bool:
    """Tell whether a folder may not be read or entered: it would pass for an empty one."""
    try:
        os.scandir(folder).close()
        os.stat(f"{folder}{os.sep}{os.curdir}")  # noqa: PTH116  a path would leave the dot out
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def latest_year(root: Path) -> int:
    """Return the latest year that has a folder.

    Args:
        root: The folder that holds the folder of the year folders.

    Raises:
        ParameterError: There is none.
    """
    years = _years(root / PARAMS)
    if not years:
        said = f"“{root.name or root}”中没有{PARAMS}文件夹，或其中没有一年的资料"
        raise ParameterError.of("E304", said, hint=NO_ROOT_HINT)
    return years[-1]


def _years(params: Path) -> list[int]:
    """Return the years that have a folder, in their order."""
    folders = params.glob("[0-9][0-9][0-9][0-9]")
    return sorted(int(each.name) for each in folders if each.is_dir())
