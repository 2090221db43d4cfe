"""The parameters of the notebook: papermill hands them over without looking at them."""

from __future__ import annotations

import ast
from numbers import Integral
from pathlib import Path

from lawgov_lib.base.errors import ParameterError, Problem
from lawgov_lib.base.kernel import shell
from lawgov_lib.base.layout import NO_ROOT_HINT

PARAMETERS = ("year", "params_dir")
FIRST_YEAR, LAST_YEAR = 2015, 2100
_INJECTED = "# Parameters"


def read_parameters(year: object, params_dir: object) -> tuple[int, Path]:
    """Return the report year and the folder of the year folders.

    Args:
        year: The report year.
        params_dir: The folder's name; a relative one is looked for in the working folder and the
            folders above it.

    Raises:
        ParameterError: A parameter is unknown or has a wrong value, all told at once.
    """
    problems = common_problems(year, PARAMETERS)
    if not isinstance(params_dir, str) or not params_dir:
        problems.append(Problem("E303", f"输入文件夹“{params_dir}”不对", None, "写文件夹名称。"))
    if problems:
        raise ParameterError(tuple(problems))
    return int(str(year)), _found(str(params_dir))


def common_problems(year: object, known: tuple[str, ...]) -> list[Problem]:
    """Find what is wrong with a notebook's year, and parameters that it does not know."""
    problems = [
        Problem("E301", f"不认识的参数“{name}”", None, f"可用的参数：{'、'.join(known)}。")
        for name in _injected_names()
        if name not in known
    ]
    if not isinstance(year, Integral) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        problems.append(
            Problem("E302", f"年度“{year}”不对", None, f"写四位整数，{FIRST_YEAR}至{LAST_YEAR}。")
        )
    return problems


def _found(params_dir: str) -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / params_dir).is_dir():
            return folder / params_dir
    raise ParameterError.of("E304", f"找不到输入文件夹“{params_dir}”", hint=NO_ROOT_HINT)


def _injected_names() -> list[str]:
    """Return the names set by the cell that papermill puts behind the parameters cell."""
    running = shell()
    cells = running.user_ns.get("In", []) if running else []
    injected = [source for source in cells if source.startswith(_INJECTED)]
    return [
        target.id
        for source in injected[-1:]
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
