"""Doing something with a library as soon as it is imported, where few runs import it at all."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.machinery import ModuleSpec


def once_imported(name: str, do: Callable[[], object]) -> None:
    """Do something when a library has been imported: now, if it has.

    Args:
        name: The library's name.
        do: What is to be done, once.
    """
    if name in sys.modules:
        do()
    else:
        sys.meta_path.insert(0, _Waiting(name, do))


class _Waiting(MetaPathFinder):
    """Finds a library as all others do, and goes when it is there."""

    def __init__(self, name: str, do: Callable[[], object]) -> None:
        self._name, self._do = name, do
        self._asks_others = False

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Find the library for which this waits."""
        if fullname != self._name or self._asks_others:
            return None
        self._asks_others = True
        try:
            spec = find_spec(fullname)
        finally:
            self._asks_others = False
        if spec is not None and spec.loader is not None:
            loader: Any = spec.loader
            execute = loader.exec_module

            def execute_and_do(module: object) -> None:
                execute(module)
                sys.meta_path.remove(self)
                self._do()

            loader.exec_module = execute_and_do
        return spec
