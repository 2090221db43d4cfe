"""Write a record as a file: as nbformat does, in a third of the time.

Its encoder is Python's, which has no fast way to indent; and it checks once more what its own
functions have built. The bytes are the same but for a number with an exponent, here 1e-7.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from nbformat.v4.rwbase import split_lines, strip_transient
from pydantic_core import to_json

if TYPE_CHECKING:
    from nbformat import NotebookNode


def record_bytes(record: NotebookNode) -> bytes:
    """Return the bytes of a notebook file.

    Args:
        record: A notebook of nbformat's version 4.
    """
    bare = strip_transient(split_lines(deepcopy(record)))
    return to_json(_sorted(bare), indent=1) + b"\n"


def _sorted(value: Any) -> Any:  # noqa: ANN401  what JSON can say
    match value:
        case dict():
            return {key: _sorted(value[key]) for key in sorted(value)}
        case list():
            return [*map(_sorted, value)]
        case _:
            return value
