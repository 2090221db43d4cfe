"""Read a notebook's file as it is stored: which cells it has, before anything of it is run."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lawgov_lib.base.errors import Place, RunError

if TYPE_CHECKING:
    from pathlib import Path

METADATA = "lawgov"
"""The key of our own in the metadata of a notebook and of its cells."""
REMOVE_CELL, REMOVE_OUTPUT = "remove_cell", "remove_output"
"""The tags that keep a cell, or its outputs, out of the report."""
LARGEST = 100 << 20
"""The bytes of the largest notebook; pictures that were left in its outputs take the most."""
_HINT = "用JupyterLab打开核对；或者移走这个文件，改用程序自带的笔记本。"


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class CellMetadata(_Stored):
    """What is stored beside a cell, as far as it is asked for."""

    tags: list[str] = []


class Cell(_Stored):
    """One cell; Jupyter stores its text whole, or a line an entry."""

    cell_type: Literal["code", "markdown", "raw"]
    metadata: CellMetadata
    source: str | list[str]

    @property
    def text(self) -> str:
        """The text of the cell."""
        return "".join(self.source)


class StoredNotebook(_Stored):
    """A notebook of nbformat's version 4, the only one that is run."""

    nbformat: Literal[4]
    metadata: dict[str, object]
    cells: Annotated[list[Cell], Field(min_length=1)]


def place_of(notebook: Path) -> Place:
    """Return where a notebook stands, as messages show it."""
    return Place(f"{notebook.parent.name}/{notebook.name}")


def no_notebook(notebook: Path) -> RunError:
    """Return the error that tells a file that is no notebook we can run."""
    return RunError.of("E607", "不是可以运行的笔记本", place_of(notebook), _HINT)


def read_notebook(notebook: Path) -> StoredNotebook:
    """Read a notebook, which must be a regular file: a pipe would be waited for without end.

    Raises:
        RunError: The file cannot be read, is too large, or is no notebook of version 4.
    """
    try:
        found = notebook.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            raise no_notebook(notebook)
        return StoredNotebook.model_validate_json(notebook.read_bytes())
    except (OSError, RuntimeError, ValidationError):  # links in a circle are the one or the other
        raise no_notebook(notebook) from None
