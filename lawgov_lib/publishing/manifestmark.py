"""The mark of a manifest, by which edits show: the hash of the file as it is with a blank mark.

It keeps an editor's work from being lost, no more: who can write the file can write the mark. A
manifest that was written before marks were known has none.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from pydantic import BaseModel

_MARK = compiled(rb'("mark": ")([0-9a-f]*)(")')


def marked(manifest: BaseModel) -> bytes:
    """Write a manifest as JSON, and mark it in its field ``mark``."""
    data = manifest.model_dump_json(indent=2).encode() + b"\n"
    return _MARK.sub(rb"\g<1>" + _mark_of(data) + rb"\3", data, count=1)


def is_edited(data: bytes) -> bool:
    """Tell whether the bytes of a manifest have a mark and are not as they were marked."""
    found = _MARK.search(data)
    return bool(found and found[2] != _mark_of(data))


def _mark_of(data: bytes) -> bytes:
    return hashlib.sha256(_MARK.sub(rb"\1\3", data, count=1)).hexdigest().encode()
