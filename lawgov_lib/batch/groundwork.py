"""What workers have in common: laid once, in the process of which each worker is a fork.

It has one thread, for only such a process can be forked safely; so what starts others is left to
the workers.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module

from lawgov_lib.base.packages import SINGLE_THREADED

_HEAVY = (
    "lawgov_lib.batch.job",
    "lawgov_lib.exporters.formats",
    "lawgov_lib.exporters.pictures",
    "lawgov_lib.exporters.recordreader",
    "lawgov_lib.privacy.guard",
)
_WARM_UP = "lawgov_lib.publishing.publication"
_UNUSED = ("numpy", "arrow", "rfc3986_validator")
"""What libraries import if it is there, to no use here: openpyxl to know numbers of its kind, of
which none is rendered, and jsonschema to check forms of text that no notebook's schema names."""
_ARENAS = -8
"""M_ARENA_MAX of glibc's ``mallopt``."""


def _lay() -> None:
    """Import what renders, try it, and leave its memory to be shared by the forks."""
    gc.disable()
    with suppress(AttributeError):  # another C library
        # What one thread lets go another takes: else each keeps as much as it ever needed.
        ctypes.CDLL(None).mallopt(_ARENAS, 1)
    os.environ.update(SINGLE_THREADED)
    hidden = [name for name in _UNUSED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # as Python has it: not there
    for name in _HEAVY:
        import_module(name)
    with suppress(Exception):  # where it does not come off, each worker hears why
        import_module(_WARM_UP).warm_up_alone()
    for name in hidden:
        del sys.modules[name]
    gc.freeze()
    gc.enable()


_lay()
