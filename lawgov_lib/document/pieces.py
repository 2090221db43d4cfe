"""What a reader of files gives: the paragraphs and tables of a file, each with its place.

Readers differ in what they call a place (a paragraph, a page, a line) and in how they know a
heading; what they give is the same, so that recognition asks no file format.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.characters import is_plain, strangers
from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.tree import Column, Run, Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.base.characters import Stranger
    from lawgov_lib.base.errors import Problem
    from lawgov_lib.document.tree import Runs

TITLE = -1
"""The level of a piece that its file marks as the title."""
BULLET = "•"
"""The mark of an item of a list without numbers."""
MOST_CHARACTERS = 1_000_000
"""A hundred times a long report: what has more is none, and would be read for minutes."""
NUMBERED = compiled(
    r"(?:第?[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]{1,3}部分"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[)）])"
)
"""How a paragraph begins that has a number of its own."""
INDENTS = ("　　", "    ", "\t", "\xa0\xa0")
"""How a line begins that is indented."""
_MARK = compiled("[，。；：]")
_ENDS = tuple("。！？；：”）》…")
_BLANKS = compiled(r"[ \t\r\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_HAN = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…·]"
_NUMERAL_ENDS = compiled(r"[0-9.]$")
_NUMERAL_GOES_ON = compiled("[0-9.%]")
_GAPS = compiled(f"(?<={_HAN}) (?=[^ ])|(?<=[^ ]) (?={_HAN})")


@dataclass(frozen=True)
class Piece:
    """A paragraph or a table of a file.

    ``place`` counts paragraphs, pages or lines from 1. ``level`` is that of a heading by its
    style, 1 the highest, 0 for what is none and :data:`TITLE` for the title. ``mark`` is the number
    that its file sets before it, with which ``runs`` begin, or :data:`BULLET`, which they leave
    out; ``depth`` is how deep in a list it stands.
    """

    place: int
    runs: Runs = ()
    level: int = 0
    table: Table | None = None
    mark: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        """The text of the paragraph, without its footnotes."""
        return plain(self.runs)


class Sight(NamedTuple):
    """Something in a file that is no plain text: what it is, its place, how much of it."""

    what: str
    place: int
    amount: int = 1


@dataclass(frozen=True)
class Content:
    """All that a file says: its pieces, what its places count, and what a reader should know.

    ``unit`` is 段, 页 or 行; ``title`` and ``office`` are what the file says of itself outside its
    text, blank where it says nothing; ``sights`` is what it has beside plain text.
    """

    pieces: tuple[Piece, ...]
    unit: str
    notices: tuple[Problem, ...] = ()
    title: str = ""
    office: str = ""
    sights: tuple[Sight, ...] = ()


@dataclass
class Sheaf:
    """Collects pieces; blank ones are left out, and more than a report can have is refused."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    def add(self, piece: Piece) -> None:
        """Take a piece.

        Raises:
            InputError: The text is longer than any report.
        """
        if piece.table is None and not piece.text.strip():
            return
        self.length += len(piece.text) + (_size(piece.table) if piece.table else 0)
        if self.length > MOST_CHARACTERS:
            raise too_large(self.name, f"文字超过{MOST_CHARACTERS // 10_000}万字")
        self.pieces.append(piece)


def too_large(name: str, what: str) -> InputError:
    """Return the error of a file that has more than a report can have."""
    hint = "核对是否放错了文件；图片过多的，删去图片后另存。"
    return InputError.of("E444", f"{what}，不像一份报告", Place(name), hint)


def run(text: str) -> Runs:
    """Return a text as runs."""
    return (Run(text=text),) if text else ()


def table_of(rows: Sequence[Sequence[str]], caption: str = "") -> Table | None:
    """Return a table of texts, the first row its header; None where there is none.

    Rows are made as long as the longest.
    """
    kept = [[tidy(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    width = max(map(len, kept), default=0)
    if not width:
        return None
    head, *body = [[*row, *[""] * (width - len(row))] for row in kept]
    return Table(
        caption=caption,
        columns=tuple(Column(text=text) for text in head),
        rows=tuple(tuple(run(cell) for cell in row) for row in body),
    )


def tidy(text: str) -> str:
    """Return a text with single blanks, and none beside Chinese, line by line."""
    lines = (_GAPS.sub("", _BLANKS.sub(" ", line)).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def cleaned(content: Content) -> Content:
    """Return the content without characters that nobody sees, and with the plain form of others.

    What misleads is told by whoever writes the file; here a look-alike must not hide a word. Runs
    that an encoding has ruined stay as they are.
    """
    found: dict[str, Stranger] = {}
    for piece in content.pieces:
        for text in _texts(piece):
            if not is_plain(text):
                single = (each for each in strangers(text) if len(each.character) == 1)
                found |= {each.character: each for each in single}
    hidden = {ord(each.character): None for each in found.values() if each.is_hidden}
    spoken = {ord(each.character): each.plain for each in found.values() if each.plain}
    if not hidden and not spoken:
        return content
    table = {**hidden, **spoken}
    return replace(content, pieces=tuple(_translated(piece, table) for piece in content.pieces))


def _texts(piece: Piece) -> Iterable[str]:
    yield piece.text
    yield from (each.text for run in piece.runs for each in run.note)
    if piece.table:
        yield from (column.text for column in piece.table.columns)
        yield from (plain(cell) for row in piece.table.rows for cell in row)


def _translated(piece: Piece, table: dict[int, str | None]) -> Piece:
    def told(runs: Runs) -> Runs:
        return tuple(
            each.model_copy(update={"text": each.text.translate(table), "note": told(each.note)})
            for each in runs
        )

    changed = piece.table and piece.table.model_copy(
        update={
            "columns": tuple(
                column.model_copy(update={"text": column.text.translate(table)})
                for column in piece.table.columns
            ),
            "rows": tuple(tuple(told(cell) for cell in row) for row in piece.table.rows),
        }
    )
    return replace(piece, runs=told(piece.runs), table=changed)


def _size(table: Table) -> int:
    return sum(len(plain(cell)) for row in table.rows for cell in row)


def lines_of(runs: Runs) -> list[Runs]:
    """Part runs where a line ends; a line that says nothing is none."""
    lines: list[list[Run]] = [[]]
    for each in runs:
        *whole, last = each.text.split("\n")
        for text in whole:
            lines[-1].append(each.model_copy(update={"text": text, "note": ()}))
            lines.append([])
        lines[-1].append(each.model_copy(update={"text": last}))
    return [tuple(line) for line in lines if any(each.text.strip() or each.note for each in line)]


def goes_on(before: str, after: str) -> bool:
    """Tell whether a line goes on with the sentence of the line before it.

    An indent begins a paragraph, and what has a number and no mark is a heading.
    """
    if not before or before.endswith(_ENDS) or after.startswith(INDENTS):
        return False
    is_heading = NUMBERED.match(before.strip()) and not _MARK.search(before)
    return not is_heading and not NUMBERED.match(after.strip())


def joined(before: str, after: str) -> str:
    """Join two lines of one paragraph: Chinese and numerals without a blank, words with one."""
    before, after = before.rstrip(), after.lstrip()
    is_cut = _NUMERAL_ENDS.search(before) and _NUMERAL_GOES_ON.match(after)
    return tidy(f"{before}{after}" if is_cut else f"{before} {after}")
