"""What was looked at and shows nothing, kept beyond a report: the next has most of its words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

_WATCHES = 8
"""How many ways of looking are remembered: a process has hardly more than one."""
_MOST = 20_000


class Harmless(set["Hashable"]):
    """What shows nothing; of too much it forgets all."""

    def add(self, looked_at: Hashable) -> None:
        """Remember what was looked at."""
        if len(self) >= _MOST:
            self.clear()
        super().add(looked_at)


@lru_cache(maxsize=_WATCHES)
def harmless(_way: Hashable) -> Harmless:
    """Return what one way of looking has found harmless.

    Args:
        _way: All that tells what is looked for.
    """
    return Harmless()
