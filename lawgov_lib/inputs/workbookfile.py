"""Open a workbook with the reader of its format, which its bytes tell and not its name."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.inputs.sourcefile import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from lawgov_lib.inputs.cells import Line

    Reader = Callable[[Path, str], AbstractContextManager[tuple["Sheet", ...]]]

_SAVE_AGAIN = "用表格软件打开并另存为“Excel工作簿（.xlsx）”。"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_BEGINNING = 100


class Sheet(Protocol):
    """One sheet: its title, its name in messages, whether people see it, and its lines."""

    @property
    def title(self) -> str:
        """The title."""

    @property
    def file(self) -> str:
        """The name to show in messages: ``registers.xlsx#title``."""

    @property
    def is_hidden(self) -> bool:
        """Whether people do not see it."""

    @property
    def shift(self) -> int:
        """The days to add to date serials."""

    def lines(self) -> Iterator[Line]:
        """Read the sheet row by row."""


@contextmanager
def sheets_of(path: Path, name: str) -> Iterator[tuple[Sheet, ...]]:
    """Open a workbook.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.

    Raises:
        InputError: The file cannot be read, is no workbook, or would fill the memory.
    """
    with opened(path, name) as stream:
        start = stream.read(_BEGINNING)
    if not start:
        raise InputError.of("E407", "文件是空的", Place(name), "填写内容，或删去该文件。")
    with _reader(start, name)(path, name) as sheets:
        yield sheets


def _reader(start: bytes, name: str) -> Reader:
    """Return the reader of a format; only those of the formats that occur are loaded."""
    if start.startswith(_OLE):
        from lawgov_lib.inputs import xlsfile  # noqa: PLC0415

        return xlsfile.sheets_of
    if _OPEN_DOCUMENT in start:
        from lawgov_lib.inputs import odsfile  # noqa: PLC0415

        return odsfile.sheets_of
    if start.startswith(_ZIP):
        from lawgov_lib.inputs import xlsxfile  # noqa: PLC0415

        return xlsxfile.sheets_of
    raise InputError.of("E427", _what(start), Place(name), _SAVE_AGAIN)


def _what(start: bytes) -> str:
    """Say what a file is that is no workbook, whatever its name says."""
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(
        (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style", b"<div")
    ):
        return "是改了扩展名的网页，不是工作簿"
    if text.startswith(b"<?xml"):
        return "是XML格式的表格，不是工作簿"
    return "不是工作簿"
