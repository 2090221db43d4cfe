"""The sheets of an OpenDocument spreadsheet (ods) as lines of text, read from its XML as a stream.

What the file says of a cell is kept: formula, percent, merged and hidden cells (OpenDocument 1.3,
part 3, chapters 9 and 19).
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.cellfont import MIXED, RAISED, STRUCK, UNSEEN
from lawgov_lib.inputs.cells import Flaw, Line, Note, text_of
from lawgov_lib.inputs.sheetcell import letters
from lawgov_lib.inputs.sourcefile import opened
from lawgov_lib.inputs.xlsxfile import archive_of, one_fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zipfile import ZipFile

_CONTENT = "content.xml"
_CHUNK = 1 << 16
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_MOST_CELLS = 20 * _MOST_ROWS
_MOST_ALIKE = 10_000
"""The rows in succession that say the same: more are no register, and would fill the memory."""
_HIDDEN = {"collapse", "filter"}
_VALUES = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}
_SIZES = {"table-row-properties": "row-height", "table-column-properties": "column-width"}
_SIZE = compiled(r"([\d.]+)([a-z]*)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0}
_LEAST = 2.0
"""The points of which nothing can be read."""
_SHOWN_NUMBER = compiled(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)
_STRIKES = ("text-line-through-style", "text-line-through-type")
_LEVEL = compiled(r"0%?(?: .*)?")
"""The position of text that is neither raised nor lowered."""
_WHITE = "#ffffff"
_BARE = {"", "transparent", _WHITE}
_BESIDE = {"annotation": "批注", "custom-shape": "文本框", "frame": "图片或文本框"}
_MIDNIGHT = "T00:00:00"


@dataclass(frozen=True)
class OdsSheet:
    """One sheet: its title, whether people see it, and its lines."""

    title: str
    file: str
    is_hidden: bool
    _archive: ZipFile
    _number: int
    shift: int = 0

    def lines(self) -> Iterator[Line]:
        """Read the sheet row by row, without the blank cells at a row's end.

        Raises:
            InputError: The sheet is damaged or too large; the lines before were good.
        """
        seen = 0
        with one_fault(self.file):
            for line in _parsed(self._archive, _Content(self._number)):
                seen += len(line.cells)
                if line.number > _MOST_ROWS or seen > _MOST_CELLS:
                    place = Place(self.file, line.number)
                    raise InputError.of("E425", "工作表过大", place, "删去数据以外的行和列。")
                yield line


@contextmanager
def sheets_of(path: Path, name: str) -> Iterator[tuple[OdsSheet, ...]]:
    """Open a spreadsheet.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.

    Raises:
        InputError: The file cannot be read, is no spreadsheet, or would fill the memory.
    """
    with opened(path, name) as stream:
        with one_fault(name):
            archive = archive_of(stream, name)
            content = _Content(None)
            for _ in _parsed(archive, content):
                pass
        yield tuple(
            OdsSheet(title, f"{name}#{title}", style in content.hidden_styles, archive, number)
            for number, (title, style) in enumerate(content.tables)
        )


def _is_nothing(size: str) -> bool:
    """Tell whether a row or a column was drawn together until nothing of it is seen."""
    found = _SIZE.fullmatch(size)
    return found is not None and float(found[1]) * _POINTS.get(found[2], _LEAST) <= _LEAST


def _parsed(archive: ZipFile, content: _Content) -> Iterator[Line]:
    """Parse the content as a stream and return the lines of the sheet that is asked for."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = content.start
    parser.EndElementHandler = content.end
    parser.CharacterDataHandler = content.text
    with archive.open(_CONTENT) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
            yield from content.taken()
        parser.Parse(b"", True)  # noqa: FBT003  expat takes it by place
    yield from content.taken()


@dataclass
class _Content:
    """What was parsed so far; ``wanted`` is the number of the sheet whose lines are kept."""

    wanted: int | None
    tables: list[tuple[str, str]] = field(default_factory=list)
    hidden_styles: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._style = ""
        self._depth = self._row = self._column = 0
        self._lines: list[Line] = []
        self._cells: list[str] = []
        self._flaws: list[Flaw] = []
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._in_note = False
        self._hidden: list[int] = []
        self._row_repeats = 1
        self._unseen: set[str] = set()
        self._struck: set[str] = set()
        self._raised: set[str] = set()
        self._white: set[str] = set()
        self._tiny: set[str] = set()
        self._coloured: set[str] = set()
        self._is_mixed = False
        self._notes: list[tuple[int | None, str, str]] = []

    def taken(self) -> list[Line]:
        """Return the lines parsed since the last time."""
        lines, self._lines = self._lines, []
        return lines

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        kind = tag.rpartition(" ")[2]
        given = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        if kind == "style":
            self._style = given.get("name", "")
        elif kind == "table-properties" and given.get("display") == "false":
            self.hidden_styles.add(self._style)
        elif kind == "text-properties":
            self._take_font(given)
        elif kind == "table-cell-properties":
            if given.get("background-color", "") not in _BARE:
                self._coloured.add(self._style)
        elif kind in _SIZES and _is_nothing(given.get(_SIZES[kind], "")):
            self._unseen.add(self._style)
        elif kind == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append((given.get("name", ""), given.get("style-name", "")))
                self._row = self._column = 0
                self._hidden = []
        elif self._depth == 1 and self.wanted == len(self.tables) - 1:
            self._begin(kind, given)

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        kind = tag.rpartition(" ")[2]
        if kind == "table":
            self._depth -= 1
        elif self._depth == 1 and self.wanted == len(self.tables) - 1:
            if kind in _BESIDE:
                self._in_note = False
            elif kind in {"table-cell", "covered-table-cell"}:
                self._end_cell()
            elif kind == "table-row":
                self._end_row()

    def text(self, data: str) -> None:
        """Take in text of a cell; that of its comment is no content."""
        if self._paragraphs and not self._in_note:
            self._paragraphs[-1] += data

    def _begin(self, kind: str, given: dict[str, str]) -> None:
        repeats = min(int(given.get("number-columns-repeated", 1)), _MOST_COLUMNS)
        if kind == "table-column":
            if self._is_unseen(given):
                self._hidden += range(self._column, self._column + repeats)
            self._column += repeats
        elif kind == "table-row":
            self._cells, self._flaws = [], []
            self._row_repeats = min(int(given.get("number-rows-repeated", 1)), _MOST_ROWS)
            if self._is_unseen(given):
                hint = "取消隐藏或清除筛选；不要的行删去。"
                self._flaws.append(Flaw(None, f"第{self._row + 1}行是隐藏行", hint))
        elif kind in {"table-cell", "covered-table-cell"}:
            self._cell, self._paragraphs = given, []
        elif kind in _BESIDE:
            self._in_note = True
            self._notes.append((None, f"有{_BESIDE[kind]}，没有读取", _BESIDE[kind]))
        elif kind == "span":
            self._is_mixed |= given.get("style-name") in self._struck | self._raised
        elif kind == "p" and not self._in_note:
            self._paragraphs.append("")
        elif kind in {"s", "line-break", "tab"} and self._paragraphs:
            self._paragraphs[-1] += " " * int(given.get("c", 1)) if kind == "s" else "\n"

    def _take_font(self, given: dict[str, str]) -> None:
        """Take in what a style makes of text."""
        if any(given.get(name, "none") != "none" for name in _STRIKES):
            self._struck.add(self._style)
        if not _LEVEL.fullmatch(given.get("text-position", "0%")):
            self._raised.add(self._style)
        if given.get("color", "").lower() == _WHITE:
            self._white.add(self._style)
        if _is_nothing(given.get("font-size", "")):
            self._tiny.add(self._style)

    def _remark_of_font(self, style: str) -> str:
        """Say what the font of a cell hides or makes doubtful."""
        if style in self._raised:
            return RAISED
        return UNSEEN if style in self._tiny | (self._white - self._coloured) else ""

    def _is_unseen(self, given: dict[str, str]) -> bool:
        """Tell whether nobody sees a row or a column."""
        return given.get("visibility") in _HIDDEN or given.get("style-name") in self._unseen

    def _end_cell(self) -> None:
        at, given = len(self._cells), self._cell
        where = f"单元格{letters(at)}{self._row + 1}"
        text = self._said()
        repeats = min(int(given.get("number-columns-repeated", 1)), _MOST_COLUMNS - at)
        self._cells += [text] * max(repeats, 0)
        across = int(given.get("number-columns-spanned", 1))
        down = int(given.get("number-rows-spanned", 1))
        if across > 1 or down > 1:
            last = self._row + down
            span = f"{letters(at)}{self._row + 1}:{letters(at + across - 1)}{last}"
            hint = "取消合并，每格各填各的值。"
            self._flaws.append(Flaw(at, f"{span}是合并单元格", hint, reach=last))
        if shown := self._shown_otherwise(text):
            self._notes.append((at, shown, ""))
        if "formula" in given:
            self._flaws.append(Flaw(at, f"{where}是公式", "复制后选择性粘贴为“值”。"))
        if text.strip() and (self._is_mixed or given.get("style-name") in self._struck):
            message, hint = MIXED if self._is_mixed else STRUCK
            self._flaws.append(Flaw(at, f"{where}{message}", hint))
        elif text.strip() and (remark := self._remark_of_font(given.get("style-name", ""))):
            self._notes.append((at, remark, ""))
        self._cell, self._paragraphs, self._is_mixed = {}, [], False

    def _said(self) -> str:
        """Return a cell as text: its value where it has one, else its paragraphs."""
        kind, given = self._cell.get("value-type", ""), self._cell
        if kind in {"float", "currency"}:
            return text_of(float(given["value"]))
        if kind in _VALUES:
            text = given[_VALUES[kind]].removesuffix(_MIDNIGHT)
            return text.upper() if kind == "boolean" else text.replace("T", " ", kind == "date")
        return "\n".join(self._paragraphs)

    def _shown_otherwise(self, text: str) -> str:
        """Say that a number is shown as another one; its value is what counts."""
        shown = _SHOWN_NUMBER.search("".join(self._paragraphs).replace(",", ""))
        if self._cell.get("value-type") not in {"float", "currency"} or shown is None:
            return ""
        is_same = float(shown[0]) == abs(float(self._cell["value"]))
        return "" if is_same else f"存有{text}，显示为{shown[0]}，按存有的读取"

    def _end_row(self) -> None:
        cells, repeats = self._cells, self._row_repeats
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            while self._hidden and self._hidden[0] < len(cells):
                at = self._hidden.pop(0)
                hint = "取消隐藏；不要的列删去。"
                flaw = Flaw(at, f"{letters(at)}列是隐藏列", hint, is_hidden=True)
                self._flaws.append(flaw)
            if repeats > _MOST_ALIKE:
                raise ValueError
            for number in range(self._row + 1, self._row + repeats + 1):
                notes = tuple(Note(number, at, said, kind) for at, said, kind in self._notes)
                self._lines.append(Line(number, cells, tuple(self._flaws), notes=notes))
            self._notes = []
        self._row += repeats
