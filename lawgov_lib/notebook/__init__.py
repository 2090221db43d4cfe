"""Running a notebook: its kernel, the processes that hold one, the record that is kept."""

from __future__ import annotations

import sys
from typing import Any

CELL_SECONDS = 600
"""How long one cell may run unless a command says otherwise."""

# JupyterLab brings along a grammar of web addresses, which jsonschema loads if it is there: that
# takes as long as a report does, and no notebook is checked by it.
_NOT_THERE: Any = None
sys.modules.setdefault("rfc3987_syntax", _NOT_THERE)
