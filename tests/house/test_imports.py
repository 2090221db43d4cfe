"""What a command loads: nothing that it has no use for, since people wait for it."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

RENDERING = frozenset(
    ("docx", "IPython", "lxml", "matplotlib", "nbformat", "openpyxl", "papermill", "typst")
)
CHECK = (
    "from pathlib import Path\nfrom lawgov_lib.report import checklist\n"
    "assert not checklist.check(Path(), 2020).problems"
)
BEFORE_A_RUN = "from lawgov_lib.publishing import publication"


def loaded(code: str) -> set[str]:
    """Run code in a process of its own; return the packages that it has loaded."""
    told = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", told],
        capture_output=True,
        encoding="utf-8",
        cwd=PROJECT,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_a_check_loads_nothing_that_renders_or_reads_workbooks() -> None:
    """A year of text and CSV files is checked without the libraries of pages and office files."""
    assert RENDERING.isdisjoint(loaded(CHECK))


def test_a_notebook_begins_before_what_renders_is_loaded() -> None:
    """What renders is loaded while the notebook runs."""
    assert {"docx", "openpyxl", "typst"}.isdisjoint(loaded(BEFORE_A_RUN))


def compiling(path: Path) -> list[int]:
    """Return the lines at which a module compiles an expression as soon as it is imported."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    at_once = (node for node in module.body if isinstance(node, ast.Assign | ast.AnnAssign))
    calls = (call for node in at_once for call in ast.walk(node) if isinstance(call, ast.Call))
    return [call.lineno for call in calls if ast.unparse(call.func) == "re.compile"]


def test_no_module_compiles_anew_what_can_be_kept() -> None:
    """Expressions of the program itself are asked of ``base/expressions.py``."""
    found = {str(path): compiling(path) for path in (PROJECT / "lawgov_lib").rglob("*.py")}

    assert {path: lines for path, lines in found.items() if lines} == {}
