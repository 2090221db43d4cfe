"""How often memory is looked through while much is made that stays."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SELDOM = 500_000
"""How many more objects than went away are made between two searches; Python has it at 700."""


def collect_seldom() -> None:
    """Look for circles of objects seldom: most of what a command makes stays until its end."""
    gc.set_threshold(_SELDOM)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no circles of objects meanwhile: the search would pass all that was made so far."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
