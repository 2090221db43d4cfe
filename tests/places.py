"""Where the project, its tests and their data lie."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
PARAMS = PROJECT / "params"
NOTEBOOK = PROJECT / "notebooks" / "annual_report.ipynb"
DATA = TESTS / "data"
DEMO = TESTS / "demo"


def own_notebook(root: Path) -> Path:
    """Return where a root's own notebook of the report lies, and make the folder for it."""
    path = root / "notebooks" / NOTEBOOK.name
    path.parent.mkdir(exist_ok=True)
    return path
