"""The kernel of a notebook, if this process is one; nothing is imported to find out."""

from __future__ import annotations

import sys
from typing import Any


def shell() -> Any:  # noqa: ANN401  IPython has no annotations
    """Return what runs the cells of this process, None where there are no cells."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def in_kernel() -> bool:
    """Tell whether this process is the kernel of a notebook."""
    return getattr(shell(), "kernel", None) is not None
