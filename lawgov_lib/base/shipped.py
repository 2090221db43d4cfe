"""Where things lie that are shipped with the library, and which notebook a folder runs."""

from __future__ import annotations

import os
from pathlib import Path

LIBRARY = Path(__file__).parents[1]
FONTS = LIBRARY / "base" / "fonts"
_PACKED = LIBRARY / "base" / "notebooks"
NOTEBOOKS = _PACKED if _PACKED.is_dir() else LIBRARY.parent / "notebooks"
"""The master notebooks: within an installed library, beside that of a checkout."""
ANNUAL_REPORT, ROLLUP = "annual_report.ipynb", "rollup.ipynb"
INFORMATION_REPORT, ENFORCEMENT_DATA = "information_report.ipynb", "enforcement_data.ipynb"
"""The notebooks of the sister reports."""


def notebook(name: str, root: Path) -> Path:
    """Return the notebook that is run for a root: its own if it has one, else the shipped one.

    Args:
        name: The file name of a shipped one.
        root: The folder that may hold ``notebooks/``.
    """
    own = root / "notebooks" / name
    return own if os.path.lexists(own) else NOTEBOOKS / name
