"""Prose that comes as a Word file, written out as the Markdown that all prose is told from.

What the report can show is taken: paragraphs, bold, headings, lists, tables, footnotes, references
whose braces Word has split. Whatever else the file holds is told with its place and refused, since
it would be lost without a word.
"""

from __future__ import annotations

from itertools import pairwise
from string import punctuation, whitespace
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.pieces import BULLET
from lawgov_lib.document.tree import plain
from lawgov_lib.inputs.sourcefile import opened
from lawgov_lib.inputs.strangers import strangers_in
from lawgov_lib.inputs.wordfile import read_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from lawgov_lib.document.pieces import Content, Piece, Sight
    from lawgov_lib.document.tree import Runs, Table

LARGEST = 20 << 20
"""The bytes of the largest file: a section's text with pictures that are not taken."""
_REFERENCE = compiled(r"([{｛]{2}.*?[}｝]{2})")
_BRACES = compiled(r"([{｛]{2}.*?[}｝]{2}|\{\{|\}\})")
_SPECIAL = compiled(r"([\\`*_{}\[\]<>#|~$&!])")
_OPENING = compiled(r"^(\d{1,9}(?=[.)])|(?=[-+=:]))")
_EDGES = f"{whitespace}{punctuation}"
_ORDERED = compiled(r"([0-9]{1,9})[.．、]?")
_TRACKED = dict.fromkeys(("删除", "移走", "插入", "移入"), "修订")
_CURES = {
    "修订": "接受或拒绝全部修订后另存。",
    "隐藏": "取消隐藏，或删去隐藏的文字。",
    "文本框": "把文字移到正文中，删去文本框。",
    "图片": "把图片另存到text文件夹，本节改用.md文件，写作 ![图题](图片文件名)；不用的删去。",
    "批注": "处理后删去批注。",
    "公式": "改写成文字。",
    "上标或下标": "改写成文字，如“平方米”。",
    "删除线": "删去划去的文字，或取消删除线。",
}
_OTHER_CURE = "改写成正文中的文字，或删去。"


def read_word_prose(path: Path, name: str) -> tuple[str, tuple[int, ...]]:
    """Return the prose of a Word file as Markdown, and the paragraph that each line comes from.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.

    Raises:
        InputError: It is no Word file that can be read, or holds what cannot be taken; all at once.
    """
    with opened(path, name, LARGEST) as stream:
        return word_prose_of(stream, name)


def word_prose_of(stream: IO[bytes], name: str) -> tuple[str, tuple[int, ...]]:
    """Return the prose of a Word file that is open, as of :func:`read_word_prose`.

    Args:
        stream: The file.
        name: The name to show in messages, relative to the root.

    Raises:
        InputError: It is no Word file that can be read, or holds what cannot be taken; all at once.
    """
    content = read_word(stream, name)
    problems = [*_lost(content.sights, name), *_strange(content, name)]
    if problems:
        raise InputError(tuple(problems))
    writer = _Writer()
    for piece in content.pieces:
        writer.add(piece)
    writer.end()
    ranks = sorted({piece.level for piece in content.pieces if piece.level})
    lines = [
        f"{'#' * (ranks.index(level) + 1)} {line}" if level else line
        for line, level in writer.lines
    ]
    return "\n".join(lines), tuple(writer.places)


def _lost(sights: Iterable[Sight], name: str) -> Iterator[Problem]:
    """Tell what cannot be taken, once a paragraph and kind."""
    for what, place in dict.fromkeys(
        (_TRACKED.get(each.what, each.what), each.place) for each in sights
    ):
        said = "隐藏的文字" if what == "隐藏" else what
        cure = _CURES.get(what, _OTHER_CURE)
        yield Problem("E452", f"有{said}，不能取用", Place(name, place), cure)


def _strange(content: Content, name: str) -> Iterator[Problem]:
    """Tell characters that no text may hold."""
    for piece in content.pieces:
        texts = [plain(piece.runs), *(plain(each.note) for each in piece.runs)]
        if piece.table:
            texts += [column.text for column in piece.table.columns]
            texts += [plain(cell) for row in piece.table.rows for cell in row]
        yield from strangers_in("\n".join(texts), Place(name, piece.place))


class _Writer:
    """Writes pieces line by line; each line knows its paragraph, a heading its level."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int]] = []
        self.places: list[int] = []
        self._notes: list[tuple[str, int]] = []
        self._list: list[tuple[int, int, bool, int]] = []  # depth, indent, numbered, number

    def add(self, piece: Piece) -> None:
        """Write a piece."""
        item = None if piece.level else self._item(piece)
        if item is not None:
            self._put(item, piece.place)
            return
        self._list = []
        self._blank(piece.place)
        if piece.table:
            for line in _table(piece.table):
                self._put(line, piece.place)
        elif piece.level:
            self._put(
                self._marked(piece.runs, piece.place).replace("\n", " "), piece.place, piece.level
            )
        else:
            for at, line in enumerate(self._marked(piece.runs, piece.place).split("\n")):
                if at:
                    self._blank(piece.place)
                self._put(_opening(line), piece.place)

    def end(self) -> None:
        """Write the footnotes behind the text."""
        for number, (note, place) in enumerate(self._notes, start=1):
            self._blank(place)
            self._put(f"[^{number}]: {note}", place)

    def _item(self, piece: Piece) -> str | None:
        """Return a piece as an item of a list, None where it is none that Markdown knows."""
        found = _ORDERED.fullmatch(piece.mark)
        if piece.mark != BULLET and not found:
            return None
        number = int(found[1]) if found else 0
        while self._list and self._list[-1][0] > piece.depth:
            self._list.pop()
        before = self._list[-1] if self._list and self._list[-1][0] == piece.depth else None
        if before:
            self._list.pop()
            if before[2:] != ((True, number - 1) if found else (False, 0)):
                self._list = []
                self._blank(piece.place)
                self._put("<!-- -->", piece.place)
                before = None
        if not before and not self._list:
            self._blank(piece.place)
        indent = before[1] if before else self._indent()
        mark = f"{number}. " if found else "- "
        self._list.append((piece.depth, indent, bool(found), number))
        runs = piece.runs[1:] if found else piece.runs
        text = self._marked(runs, piece.place).replace("\n", "<br>")
        return f"{' ' * indent}{mark}{_opening(text)}"

    def _indent(self) -> int:
        if not self._list:
            return 0
        _, indent, numbered, number = self._list[-1]
        return indent + (len(str(number)) + 2 if numbered else 2)

    def _put(self, line: str, place: int, level: int = 0) -> None:
        self.lines.append((line, level))
        self.places.append(place)

    def _blank(self, place: int) -> None:
        if self.lines:
            self._put("", place)

    def _marked(self, runs: Runs, place: int) -> str:
        """Write runs; a reference has the look of its first character, whoever split it."""
        letters = [(letter, run.strong) for run in runs for letter in run.text]
        ends = {}
        length = 0
        for run in runs:
            length += len(run.text)
            if run.note:
                self._notes.append((_escaped(plain(run.note)), place))
                ends[length] = f"[^{len(self._notes)}]"
        text = "".join(letter for letter, _ in letters)
        for found in _REFERENCE.finditer(text):
            look = letters[found.start()][1]
            letters[found.start() : found.end()] = [(each, look) for each in found[0]]
        cuts = sorted({0, length, *ends, *_changes(letters)})
        parts = [
            _shown(text[start:end], strong=letters[start][1]) + ends.get(end, "")
            for start, end in pairwise(cuts)
        ]
        return (ends.get(0, "") + "".join(parts)).strip()


def _changes(letters: list[tuple[str, bool]]) -> Iterator[int]:
    """Yield the places where bold begins or ends."""
    for at in range(1, len(letters)):
        if letters[at][1] != letters[at - 1][1]:
            yield at


def _shown(text: str, *, strong: bool) -> str:
    """Write a text of one look; blanks and marks of Latin text at its ends are not bold.

    No reader of Markdown could tell bold from asterisks between such a mark and a letter.
    """
    if not strong:
        return _escaped(text)
    lines = []
    for line in text.split("\n"):
        inner = line.strip(_EDGES)
        before, _, after = line.partition(inner) if inner else (line, "", "")
        bold = f"**{_escaped(inner)}**" if inner else ""
        lines.append(f"{_escaped(before)}{bold}{_escaped(after)}")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Take every character for itself, except in references and in what was to be one."""
    parts = _BRACES.split(text)
    return "".join(part if at % 2 else _SPECIAL.sub(r"\\\1", part) for at, part in enumerate(parts))


def _opening(line: str) -> str:
    """Keep a line's first characters from opening a list or a rule."""
    return _OPENING.sub(r"\1\\", line)


def _table(table: Table) -> Iterator[str]:
    yield _row(column.text for column in table.columns)
    yield _row("---" for _ in table.columns)
    for row in table.rows:
        yield _row(plain(cell) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_in_cell, cells))} |"


def _in_cell(text: str) -> str:
    """Write a cell: the bar of a reference ends no cell of Word's, and a line end is one."""
    whole = _BRACES.sub(lambda found: found[0].replace("|", r"\|"), _escaped(text))
    return whole.replace("\n", "<br>")
