"""The files of a published folder, by which its next generation knows what the program made."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pydantic import BaseModel

from lawgov_lib.publishing.manifestmark import marked

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Listing(BaseModel):
    year: int
    outputs: dict[str, str]
    mark: str = ""


def with_manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files with a manifest of them, as far as the next generation asks for it."""
    outputs = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return {**files, "manifest.json": marked(_Listing(year=2020, outputs=outputs))}
