"""The tables that are shipped with the library: words, limits, laws, outlines."""

from __future__ import annotations

import pickle
from functools import partial
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.keptwork import KeptWork
from lawgov_lib.base.shipped import LIBRARY

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".yaml"
_KEPT = KeptWork("tables", __file__)


def load_data(name: str) -> Any:  # noqa: ANN401  what YAML can say
    """Read one table.

    A year's own files are read by another library, which knows the line of each entry; this one
    reads ten times as fast.

    Args:
        name: Its path within the library, as ``checks/settings.yaml``.
    """
    return _read(LIBRARY / name)


def load_folder(name: str) -> list[Any]:
    """Read the tables of a folder, in the order of their names."""
    entries = sorted((LIBRARY / name).iterdir(), key=attrgetter("name"))
    return [_read(entry) for entry in entries if entry.name.endswith(ENDING)]


def _read(entry: Path) -> Any:  # noqa: ANN401
    text = entry.read_bytes()
    work = _KEPT.get((sha256(text).digest(), 0), partial(_parsed, text))
    return pickle.loads(work)  # noqa: S301  what _parsed has made


def _parsed(text: bytes) -> bytes:
    import yaml  # noqa: PLC0415  what is kept does without

    return pickle.dumps(yaml.load(text.decode(), yaml.CSafeLoader))
