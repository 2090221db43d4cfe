"""The sheets of a workbook (xlsx) as lines of text.

openpyxl reads the cells as a stream, so that a large workbook needs little memory. In that mode it
keeps silent about merged cells and hidden rows and columns; :mod:`lawgov_lib.inputs.sheetlayout`
looks for those in the sheet's XML beforehand.
"""

from __future__ import annotations

import warnings
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.inputs.cellfont import mixed_in
from lawgov_lib.inputs.cells import SINCE_1904, Flaw, Line, Note
from lawgov_lib.inputs.formulacells import is_stale
from lawgov_lib.inputs.numberformat import HIDDEN
from lawgov_lib.inputs.sheetlayout import Layout, layout_of
from lawgov_lib.inputs.sheetnotes import notes_of
from lawgov_lib.inputs.sheetrows import SheetRows
from lawgov_lib.inputs.sourcefile import LARGEST, opened
from lawgov_lib.inputs.strictworkbook import LARGEST as LARGEST_STRICT
from lawgov_lib.inputs.strictworkbook import is_strict, transitional
from lawgov_lib.inputs.xmlopening import has_document_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lawgov_lib.inputs.cellmeaning import Shown

_LARGEST_PART = 32 << 20
_LARGE_PARTS = ("xl/worksheets/", "xl/sharedStrings")
_LAST_ROW = 1_048_576
_MOST_CELLS = 20 * _LAST_ROW
"""The widest register has fewer than twenty columns; blank cells up to the last one count too."""
_XML = (".xml", ".rels", ".vml")
_BOOK = "xl/workbook.xml"
_TEXTS = "xl/sharedstrings.xml"
_MACROS = "vbaproject.bin"
_SAVE_AGAIN = "用表格软件打开并另存为“Excel工作簿（.xlsx）”。"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, whether people see it, and its lines."""

    title: str
    file: str
    is_hidden: bool
    shift: int
    is_stale: bool
    mixed: frozenset[int]
    _source: Any
    _archive: ZipFile

    def lines(self) -> Iterator[Line]:
        """Read the sheet row by row, without the blank cells at a row's end.

        Raises:
            InputError: The sheet is damaged; the lines before were good.
        """
        with one_fault(self.file):
            if not hasattr(self._source, "iter_rows"):  # a chart on a sheet of its own
                return
            layout = self._layout()
            notes = notes_of(self._archive, self._source._worksheet_path)  # noqa: SLF001
            seen = 0
            for number, row in self._rows(layout):
                seen += len(row)
                if number > _LAST_ROW or seen > _MOST_CELLS:
                    place = Place(self.file, number)
                    raise InputError.of("E425", "工作表过大", place, "删去数据以外的行和列。")
                line = _line(number, row, layout)
                if line is not None:
                    yield line._replace(notes=(*notes, *line.notes)) if notes else line
                    notes = ()

    def _rows(self, layout: Layout) -> Iterator[tuple[int, list[Shown]]]:
        """Read the rows in their order.

        Raises:
            InputError: A row stands below a later one, or is written twice.
        """
        last = 0
        with self._archive.open(self._source._worksheet_path) as stream:  # noqa: SLF001
            for number, row in self._reader(layout).read(stream):
                if number <= last:
                    how = "写了两次" if number == last else f"写在第{last}行之后"
                    message = f"第{number}行{how}，看不出以哪里的为准"
                    raise InputError.of("E478", message, Place(self.file, number), _SAVE_AGAIN)
                yield number, row
                last = number

    def _reader(self, layout: Layout) -> SheetRows:
        return SheetRows(self._source, layout, self.mixed, stale=self.is_stale)

    def _layout(self) -> Layout:
        # openpyxl names the part of the archive that holds the sheet nowhere else.
        with self._archive.open(self._source._worksheet_path) as stream:  # noqa: SLF001
            return layout_of(stream)


@contextmanager
def sheets_of(path: Path, name: str) -> Iterator[tuple[Sheet, ...]]:
    """Open a workbook.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.

    Raises:
        InputError: The file cannot be read, is no workbook, or would fill the memory.
    """
    with ExitStack() as stack:
        stream: IO[bytes] = stack.enter_context(opened(path, name))
        stack.enter_context(warnings.catch_warnings())
        # openpyxl warns of parts that it leaves out; none of them holds a cell's value.
        warnings.filterwarnings("ignore", module="openpyxl")
        with one_fault(name):
            archive = archive_of(stream, name)
            if is_strict(archive):
                if sum(part.file_size for part in archive.infolist()) > LARGEST_STRICT:
                    message = "是过大的严格Open XML工作簿"
                    raise InputError.of("E427", message, Place(name), _SAVE_AGAIN)
                stream = stack.enter_context(transitional(archive))
                archive = ZipFile(stream)
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            if not book.worksheets and not book.chartsheets:
                raise InputError.of("E427", "没有能读取的工作表", Place(name), _SAVE_AGAIN)
            shift = SINCE_1904 if book.epoch == CALENDAR_MAC_1904 else 0
            stale, mixed = _is_stale(archive), _mixed(archive)
        yield tuple(
            Sheet(
                title=sheet.title,
                file=f"{name}#{sheet.title}",
                is_hidden=getattr(sheet, "sheet_state", "visible") != "visible",
                shift=shift,
                is_stale=stale,
                mixed=mixed,
                _source=sheet,
                _archive=archive,
            )
            for sheet in (*book.worksheets, *book.chartsheets)
        )


@contextmanager
def one_fault(name: str) -> Iterator[None]:
    """Turn whatever a damaged workbook makes openpyxl raise into one fault."""
    try:
        yield
    except InputError:
        raise
    except BadZipFile:
        problem = "不是完整的xlsx工作簿"
    except Exception:  # noqa: BLE001  openpyxl raises what its parts happen to raise
        problem = "工作簿的内容读不出来"
    else:
        return
    raise InputError.of("E427", problem, Place(name), _SAVE_AGAIN) from None


def archive_of(stream: IO[bytes], name: str) -> ZipFile:
    """Open the archive that a workbook is, if it holds data alone and no more than fits.

    Raises:
        InputError: It would fill the memory, or holds macros or document types.
        BadZipFile: It is damaged, locked, or packed as no spreadsheet packs.
    """
    archive = ZipFile(stream)
    if len(set(archive.namelist())) < len(archive.namelist()):
        message = "工作簿内有两个同名的部分，看不出以哪个为准"
        raise InputError.of("E478", message, Place(name), _SAVE_AGAIN)
    _refuse_bombs(archive, name)
    _refuse_more_than_data(archive, name)
    return archive


def _refuse_bombs(archive: ZipFile, name: str) -> None:
    """Refuse what would unpack to more than any register needs.

    A part cannot be longer than the directory says: reading stops there. That holds for the two
    methods that Excel uses, therefore no other is accepted.
    """
    parts = archive.infolist()
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts) or any(
        part.flag_bits & 1 for part in parts
    ):
        raise BadZipFile
    if sum(part.file_size for part in parts) > LARGEST or any(
        part.file_size > _LARGEST_PART
        for part in parts
        if not part.filename.lstrip("/").startswith(_LARGE_PARTS)
    ):
        raise InputError.of(
            "E427", "工作簿展开后过大", Place(name), "删去图片等无关内容；很大的台账改用CSV。"
        )


def _refuse_more_than_data(archive: ZipFile, name: str) -> None:
    """Refuse macros, and document types: their entities grow without limit or name files."""
    for part in archive.infolist():
        file = part.filename.lower()
        if file.endswith(_MACROS):
            hint = "另存为不带宏的“Excel工作簿（.xlsx）”。"
            raise InputError.of("E427", "工作簿带有宏", Place(name), hint)
        if file.endswith(_XML):
            with archive.open(part) as stream:
                if has_document_type(stream):
                    message = "工作簿内含文档类型声明，不是表格软件生成的"
                    raise InputError.of("E427", message, Place(name), _SAVE_AGAIN)


def _is_stale(archive: ZipFile) -> bool:
    for part in archive.namelist():
        if part.lower().endswith(_BOOK):
            with archive.open(part) as stream:
                return is_stale(stream)
    return False


def _mixed(archive: ZipFile) -> frozenset[int]:
    for part in archive.namelist():
        if part.lower().endswith(_TEXTS):
            with archive.open(part) as stream:
                return mixed_in(stream)
    return frozenset()


def _line(number: int, row: Sequence[Shown], layout: Layout) -> Line | None:
    """Make a line of a row; None where it is blank."""
    cells = [shown.text for shown in row]
    while cells and not cells[-1].strip():
        cells.pop()
    if not cells:
        return None
    flaws = list(layout.flaws(number, len(cells)))
    notes = []
    for at, (_, flaw, note) in enumerate(row):
        if flaw:
            flaws.append(Flaw(at, f"单元格{_name(at, number)}{flaw[0]}", flaw[1]))
            cells[at] = cells[at].strip(HIDDEN)
        elif note:
            notes.append(Note(number, at, note))
    return Line(number, cells, tuple(flaws), notes=tuple(notes))


def _name(at: int, number: int) -> str:
    return f"{get_column_letter(at + 1)}{number}"
