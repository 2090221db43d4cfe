"""A mapping that nobody can change, and that travels to another process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class ReadOnly(Mapping[K, V]):
    """Holds a copy of a mapping, in its order; equal to any mapping that says the same."""

    def __init__(self, content: Mapping[K, V]) -> None:
        """Copy what is to be kept."""
        self._content = dict(content)

    def __getitem__(self, key: K) -> V:
        """Return what stands under the key."""
        return self._content[key]

    def __iter__(self) -> Iterator[K]:
        """Go through the keys in their order."""
        return iter(self._content)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._content)

    def __repr__(self) -> str:
        """Show it as the mapping that it was made of."""
        return repr(self._content)
