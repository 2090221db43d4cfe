"""Take the mark 待确认 off one item, and leave every other character of its file as it is."""

from __future__ import annotations

import codecs
import csv
import re
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from lawgov_lib.base.errors import InputError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED
from lawgov_lib.inputs.csvfile import SEPARATORS
from lawgov_lib.inputs.encoding import encoding_of

if TYPE_CHECKING:
    from pathlib import Path

    from ruamel.yaml.comments import CommentedMap

    from lawgov_lib.base.errors import Place

_TABLES = frozenset({".csv", ".tsv", ".txt"})
_SETTINGS = frozenset({".yaml", ".yml"})
_LIST = "unconfirmed"
_PARTED = "".join(map(re.escape, SEPARATORS))
_MARK = compiled(rf'(?:(?<=^)|(?<=[{_PARTED}]))[ 　]*"?{UNCONFIRMED}"?[ 　]*(?=[{_PARTED}\r\n]|$)')


def confirmed(path: Path, place: Place) -> bytes:
    """Return a file's bytes without the mark of one item.

    Args:
        path: The file: a table of text, or ``report.yaml``.
        place: The item: the row of a table by its line, the entry of ``report.yaml`` by its name.

    Raises:
        InputError: The file is a workbook, or has no such mark any more.
    """
    kind = path.suffix.lower()
    if kind not in _TABLES | _SETTINGS:
        hint = "在Excel中打开该文件，核对后清空该行的「确认」列。"
        raise InputError.of("E894", "不能在网页上确认工作簿中的行", place, hint)
    data = path.read_bytes()
    encoding = encoding_of(path, place.file).removesuffix("-sig")
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data[len(mark) :].decode(encoding)
    if mark + text.encode(encoding) != data:
        hint = "在Excel中打开该文件，另存为“CSV UTF-8（逗号分隔）”后再确认。"
        raise InputError.of("E894", f"不能在网页上改写{encoding}编码的文件", place, hint)
    fresh = _without_entry(text, place) if kind in _SETTINGS else _without_mark(text, place)
    return mark + fresh.encode(encoding)


def _without_mark(text: str, place: Place) -> str:
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    start = (place.line or 0) - 1
    row = _row(lines, start) if 0 <= start < len(lines) else ""
    found = [each for each in _MARK.finditer(row) if row.count('"', 0, each.start()) % 2 == 0]
    if not found:
        hint = "刷新网页，看现在还有哪些待确认。"
        raise InputError.of("E894", f"该行没有标为“{UNCONFIRMED}”", place, hint)
    chosen = found[_chosen(lines[0], row, found) if len(found) > 1 else 0]
    head = "".join(lines[:start])
    return head + row[: chosen.start()] + row[chosen.end() :] + text[len(head) + len(row) :]


def _row(lines: list[str], start: int) -> str:
    """Return a row with the line ends in its quoted cells."""
    row = lines[start]
    for line in lines[start + 1 :]:
        if row.count('"') % 2 == 0:
            break
        row += line
    return row


def _chosen(head: str, row: str, found: list[re.Match[str]]) -> int:
    """Return which of several marks stands in the column that is called 确认; else the last."""
    before = next((row[each.start() - 1] for each in found if each.start()), ",")
    names, cells = (
        [cell.strip() for cell in next(csv.reader([line], delimiter=before), [])]
        for line in (head, row)
    )
    marked = [at for at, cell in enumerate(cells) if cell == UNCONFIRMED]
    at = names.index(CONFIRMATION) if CONFIRMATION in names else -1
    return marked.index(at) if at in marked else len(found) - 1


def _without_entry(text: str, place: Place) -> str:
    """Take one name out of the list of what is to be confirmed; an empty list goes with it."""
    known: CommentedMap = YAML().load(text)
    names = [str(each) for each in known.get(_LIST) or ()]
    lines = text.splitlines(keepends=True)
    if place.column in names:
        at = known[_LIST].lc.item(names.index(place.column))[0]
        first = known.lc.key(_LIST)[0]
        gone = {at} if len(names) > 1 else {first, at}
        fresh = "".join(line for number, line in enumerate(lines) if number not in gone)
        rest = [each for each in names if each != place.column]
        wanted = {key: value for key, value in known.items() if key != _LIST or rest}
        if rest:
            wanted[_LIST] = rest
        if at != first and YAML().load(fresh) == wanted:
            return fresh
    hint = f"打开该文件，核对后删去「{_LIST}」中的这一项。"
    raise InputError.of("E894", f"不能在网页上确认“{place.column}”", place, hint)
