"""A file that is no notebook is told before anything waits for it or runs it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat import v4

from lawgov_lib.base.errors import RunError
from lawgov_lib.base.notebookfile import LARGEST, read_notebook

if TYPE_CHECKING:
    from pathlib import Path

CELL = '{"cell_type": "code", "metadata": {}, "source": "1", "outputs": []}'


def content(cell: str, head: str = '"nbformat": 4, "nbformat_minor": 4, "metadata": {}') -> bytes:
    """Return the file of a notebook of one cell."""
    return f'{{{head}, "cells": [{cell}]}}'.encode()


def test_a_notebook_is_read(tmp_path: Path) -> None:
    """With the kind, the text and the tags of each cell, in whatever way the text is stored."""
    path = tmp_path / "mine.ipynb"
    cells = [v4.new_markdown_cell("# 甲\n乙", metadata={"tags": ["a"]}), v4.new_code_cell("1")]
    nbformat.write(v4.new_notebook(cells=cells), path)

    first, second = read_notebook(path).cells

    assert (first.cell_type, first.text, first.metadata.tags) == ("markdown", "# 甲\n乙", ["a"])
    assert (second.cell_type, second.text, second.metadata.tags) == ("code", "1", [])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 200_000,
        b"\xef\xbb\xbf" + content(CELL),
        content(""),
        content(CELL, '"nbformat": 3, "nbformat_minor": 0, "metadata": {}'),
        content(CELL, '"nbformat": 9, "nbformat_minor": 0, "metadata": {}'),
        content(CELL, '"nbformat": 4, "nbformat_minor": 4, "metadata": null'),
        content(CELL.replace("{}", "null")),
        content(CELL.replace("{}", '{"tags": null}')),
        content(CELL.replace("{}", '{"tags": [["x"]]}')),
        content(CELL.replace('"source": "1", ', "")),
    ],
    ids=range(14),
)
def test_what_is_no_notebook_is_told(tmp_path: Path, data: bytes) -> None:
    """Damaged, nested too deep, of another version: one code, the file and a cure."""
    path = tmp_path / "mine.ipynb"
    path.write_bytes(data)

    with pytest.raises(RunError, match=rf"\[E607\] {tmp_path.name}/mine.ipynb: .*处理办法"):
        read_notebook(path)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes in folders")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe, a folder, a link that leads nowhere or in a circle, and what is too large."""
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "nowhere.ipynb").symlink_to("nothing")
    (tmp_path / "circle.ipynb").symlink_to("circle.ipynb")
    with (tmp_path / "large.ipynb").open("wb") as stream:
        stream.truncate(LARGEST + 1)

    for path in tmp_path.glob("*.ipynb"):
        with pytest.raises(RunError, match="E607"):
            read_notebook(path)
