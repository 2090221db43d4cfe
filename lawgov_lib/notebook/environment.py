"""The environment of a notebook's process, in which nothing of the user's is read.

What a user has set up for Jupyter, IPython or matplotlib (profiles, startup files, styles) would
run inside the report or change its looks; none of it is read, nor any module that lies in the root.
"""

from __future__ import annotations

import os
import sysconfig
from typing import TYPE_CHECKING

from lawgov_lib.base.packages import SINGLE_THREADED
from lawgov_lib.base.shipped import LIBRARY

if TYPE_CHECKING:
    from pathlib import Path

_HOME = str(LIBRARY.parent)
_ADDED = () if _HOME in sysconfig.get_paths().values() else (_HOME,)
"""Where the library is looked for first, unless it is installed: then Python knows, and the other
packages there must not come before Python's own modules."""


def base() -> dict[str, str]:
    """Return what is set for every kernel, and for the process that is forked for kernels."""
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return {
        "MATPLOTLIBRC": os.devnull,  # an empty file: the defaults
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        **SINGLE_THREADED,
        "PYTHONPATH": os.pathsep.join((*_ADDED, *filter(None, paths))),
    }


def environment(folder: Path) -> dict[str, str]:
    """Return what is set for the kernel whose files stand in the folder."""
    return {
        **base(),
        "IPYTHONDIR": str(folder / "ipython"),
        "MATPLOTLIBRC": str(folder / "matplotlibrc"),  # empty too; Windows' devnull is no path
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)),
    }
