"""What is worked out of the program's own files, kept from run to run.

It lies where Python keeps its bytecode and is treated as that: for one version of the interpreter,
made anew where it is missing, needed nowhere, and not kept where bytecode is not. Nothing of an
agency's files is ever among it.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
import zlib
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 10_000
"""How many works of one kind are kept at most: those of versions that are gone lie among them."""
_Key = tuple[str | bytes, int]


class KeptWork:
    """Works of one kind, by what they were made of."""

    def __init__(self, kind: str, maker: str) -> None:
        """Name the kind; what was kept of it is read when it is first asked for.

        Args:
            kind: What the file is called by.
            maker: The module's file that makes them: what another version of it made is not used.
        """
        self._path = Path(cache_from_source(__file__)).with_suffix(f".{kind}")
        self._maker = Path(maker)
        self._is_new = False

    def get(self, key: _Key, make: Callable[[], bytes]) -> bytes:
        """Return a work that was kept, or make it, and keep it when the program ends.

        Args:
            key: All that it is made of.
            make: Makes it.
        """
        made = self._works.get(key)
        if made is None:
            made = self._works[key] = make()
            if not (self._is_new or sys.dont_write_bytecode):
                self._is_new = True
                atexit.register(self._write)
        return made

    @cached_property
    def _works(self) -> dict[_Key, bytes]:
        return self._read()

    @cached_property
    def _stamp(self) -> bytes:
        return sha256(f"{sys.version} {sys.byteorder}".encode() + self._maker.read_bytes()).digest()

    def _read(self) -> dict[_Key, bytes]:
        with suppress(OSError, ValueError, EOFError, TypeError):
            stored = self._path.read_bytes()
            body = stored[4:]
            if stored[:4] == _sum(body):
                stamp, works = marshal.loads(body)  # noqa: S302  as bytecode, which lies beside it
                if stamp == self._stamp:
                    return dict(works)
        return {}

    def _write(self) -> None:
        """Put all beside the bytecode; where that cannot be, the next run makes it again."""
        works = self._read() | self._works
        body = marshal.dumps((self._stamp, works if len(works) <= _MOST else self._works))
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            try:
                draft.write_bytes(_sum(body) + body)
                draft.replace(self._path)
            finally:
                draft.unlink(missing_ok=True)


def _sum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(4, "big")
