"""Read a corrected Word file: its paragraphs with all changes accepted, who changed what, comments.

Each paragraph knows the blocks of the report that begin in it, by their bookmarks. Blank paragraphs
and what only shapes the text are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.exporters.wordcomments import THREADS
from lawgov_lib.exporters.worddocument import BOOKMARK
from lawgov_lib.exporters.wordproperties import CONTENT, YEAR
from lawgov_lib.inputs.sourcefile import LARGEST, opened
from lawgov_lib.inputs.wordpackage import W, package_of
from lawgov_lib.inputs.wordstyles import Style, is_on, outline_of, styles_of
from lawgov_lib.merging.commentthreads import Comment, comments_of, signed
from lawgov_lib.merging.runlooks import is_bold, looks_of, spans_within
from lawgov_lib.merging.wordlessparts import Wordless, kind_of, struck

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO
    from xml.etree.ElementTree import Element

    from lawgov_lib.inputs.wordpackage import Package

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MARKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NEW, _OLD = {W + "ins", W + "moveTo"}, {W + "del", W + "moveFrom"}
_GONE = {W + "delText", W + "t"}
_NO_TEXT = {W + "pPr", W + "rPr", W + "instrText", W + "sdtPr", W + "tblPr"}
_RULES_ABOVE_NOTES = {"separator", "continuationSeparator", "continuationNotice"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a file begins that is encrypted, or of the format before .docx."""
_COMMENTS = "word/comments.xml"
_ENDING = ".docx"
_SAVE_AS = "在文字处理软件中打开，另存为“Word文档（.docx）”，再并回。"
_LARGEST = 50 << 20
"""The bytes of the largest file: a report with its charts has some hundred thousand."""
_COLOPHON = compiled("内容指纹 [0-9a-f]{4}(?: [0-9a-f]{4}){3}$")
"""The last line of a report, which says what it is known by and is no part of it."""


@dataclass(frozen=True)
class WordParagraph:
    """A paragraph as it reads.

    ``blocks`` begin in it, ``level`` is that of a heading, ``is_note`` tells a footnote,
    ``list_level`` is that of a list that Word counts itself, 0 outside of any. ``cell`` counts
    table, row and column. ``strong`` are the stretches that are bold, ``looks`` what else it is.
    """

    text: str
    blocks: tuple[int, ...] = ()
    level: int = 0
    is_note: bool = False
    list_level: int = 0
    cell: tuple[int, int, int] | None = None
    strong: tuple[tuple[int, int], ...] = ()
    looks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tracked:
    """One tracked change: who made it on which day, what stood there, and what does now."""

    author: str
    day: str
    old: str
    new: str


@dataclass(frozen=True)
class WordText:
    """All that a corrected file says; ``content`` and ``year`` are blank in a file of others."""

    paragraphs: tuple[WordParagraph, ...]
    tracked: tuple[Tracked, ...] = ()
    comments: tuple[Comment, ...] = ()
    wordless: tuple[Wordless, ...] = ()
    content: str = ""
    year: str = ""


def read_edits(path: Path, name: str) -> WordText:
    """Read a corrected file.

    Args:
        path: The file.
        name: The name to show in messages.

    Raises:
        InputError: It is no Word file that may be read; what, why and what to do.
    """
    if path.suffix.lower() != _ENDING:
        message = f"不是.docx文件，不能并回（{path.suffix or '没有后缀'}）"
        raise InputError.of("E850", message, Place(name), _SAVE_AS)
    with opened(path, name, LARGEST) as stream:
        if path.stat().st_size > _LARGEST:
            message = f"文件过大，超过{_LARGEST >> 20}MB，不能并回"
            raise InputError.of("E850", message, Place(name), "删去其中多余的图片后另存，再并回。")
        start = stream.read(len(_OLE))
        if not start.strip(b"\0"):
            raise InputError.of("E850", "文件是空的，不能并回", Place(name), "重新取得该文件。")
        if not start.startswith((b"PK", _OLE)):
            message = "内容不是Word文件，可能已损坏，不能并回"
            raise InputError.of("E850", message, Place(name), f"核对是否放错了文件，或{_SAVE_AS}")
        if start == _OLE:
            message = "设有密码，或是旧的Word格式，不能并回"
            raise InputError.of("E850", message, Place(name), f"取消密码；{_SAVE_AS}")
        stream.seek(0)
        return read_word_text(stream, name)


def read_word_text(stream: IO[bytes], name: str) -> WordText:
    """Read a corrected file that is open.

    Args:
        stream: The file.
        name: The name to show in messages.

    Raises:
        InputError: It is no whole Word file, holds macros, or points to what lies outside it.
    """
    with package_of(stream, name) as package:
        if package.links:
            message = f"引用了文件之外的内容（{package.linked}），不能并回"
            hint = "断开这些链接，把内容放入文件或删去，另存后再并回。"
            raise InputError.of("E851", message, Place(name), hint)
        reader = _Reader(package)
        reader.read()
        own = _properties(package)
        return WordText(
            tuple(reader.paragraphs),
            tuple(reader.tracked),
            tuple(reader.comments()),
            tuple(reader.wordless()),
            own.get(CONTENT, ""),
            own.get(YEAR, ""),
        )


def _properties(package: Package) -> dict[str, str]:
    tree = package.tree("docProps/custom.xml")
    found = [] if tree is None else list(tree)
    return {each.get("name", ""): "".join(each.itertext()).strip() for each in found}


@dataclass
class _Writing:
    """The paragraph that is being read: its text so far, and the comments that are open in it."""

    text: str = ""
    blocks: list[int] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)
    looks: set[str] = field(default_factory=set)


class _Reader:
    """Reads the parts of a file one after the other."""

    def __init__(self, package: Package) -> None:
        self.paragraphs: list[WordParagraph] = []
        self.tracked: list[Tracked] = []
        self._wordless: list[tuple[str, str, int]] = []
        self._package = package
        self._styles = styles_of(package.tree("word/styles.xml"))
        self._now = _Writing()
        self._hidden = self._in_notes = False
        self._open: dict[str, str] = {}
        self._hung: dict[str, tuple[str, int]] = {}
        self._is_going_on = False
        self._tables = self._depth = 0
        self._cell: tuple[int, int, int] | None = None

    def read(self) -> None:
        """Read the body, then the notes at the foot of pages."""
        tree = self._package.tree("word/document.xml")
        body = None if tree is None else tree.find(W + "body")
        for each in [] if body is None else body:
            self._block(each)
        self._in_notes = True
        notes = self._package.tree("word/footnotes.xml")
        for note in [] if notes is None else notes:
            if note.get(W + "type") not in _RULES_ABOVE_NOTES:
                for each in note:
                    self._block(each)

    def comments(self) -> Iterator[Comment]:
        """Yield the comments in the order in which they hang in the text, the loose ones last."""
        tree, extended = self._package.tree(_COMMENTS), self._package.tree(THREADS)
        yield from comments_of(tree, extended, self._hung)

    def wordless(self) -> Iterator[Wordless]:
        """Yield what is no words, by those that it hangs on or that stand before it."""
        for kind, words, place in self._wordless:
            near = self.paragraphs[max(place - 1, 0) :][:1]
            yield Wordless(kind, words.strip() or "".join(each.text for each in near))

    # Blocks

    def _block(self, element: Element) -> None:
        if element.tag == W + "p":
            self._paragraph(element)
        elif element.tag == W + "bookmarkStart":
            self._bookmark(element)
        elif element.tag not in _NO_TEXT | _OLD:
            self._keep(element)
            self._depth += element.tag == W + "tbl"
            if self._depth == 1:
                self._enter(element.tag)
            for child in element:
                self._block(child)
            self._depth -= element.tag == W + "tbl"
            if not self._depth:
                self._cell = None

    def _enter(self, tag: str) -> None:
        """Count tables, rows and cells; a table within a cell is a part of this."""
        if tag == W + "tbl":
            self._tables += 1
            self._cell = self._tables, -1, -1
        elif self._cell and tag in {W + "tr", W + "tc"}:
            table, row, column = self._cell
            is_row = tag == W + "tr"
            self._cell = (table, row + 1, -1) if is_row else (table, row, column + 1)

    def _paragraph(self, element: Element) -> None:
        properties = element.find(W + "pPr")
        named = None if properties is None else properties.find(W + "pStyle")
        key = "" if named is None else named.get(W + "val", "")
        style = self._styles.get(key, Style())
        self._is_going_on = False
        self._hidden = style.is_hidden
        self._inner(element)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            return  # its end was deleted: it goes on with the next one
        done, self._now = self._now, _Writing()
        if _COLOPHON.search(done.text):
            return
        if done.text.strip():
            level = outline_of(properties) or style.level
            told = WordParagraph(
                done.text.strip(),
                tuple(done.blocks),
                level,
                self._in_notes,
                _list_level(properties, style),
                self._cell,
                spans_within(done.strong, done.text),
                frozenset(done.looks),
            )
            self.paragraphs.append(told)
        else:
            self._now.blocks = done.blocks
        for box in done.boxes:
            for each in box:
                self._block(each)

    # Text

    def _inner(self, elements: Iterable[Element], change: Element | None = None) -> None:
        for child in elements:
            tag = child.tag
            if tag in _NO_TEXT:
                continue
            self._keep(child)
            if tag in _NEW:
                self._inner(child, child)
            elif tag in _OLD:
                self._dropped(child)
            elif tag == W + "r":
                self._run(child, change)
            elif tag == W + "bookmarkStart":
                self._bookmark(child)
            elif tag == W + "commentRangeStart":
                self._open[child.get(W + "id", "")] = ""
            elif tag == W + "commentRangeEnd":
                self._hang(child.get(W + "id", ""))
            elif tag == _MC + "AlternateContent":
                self._inner(child[:1], change)
            elif tag == W + "txbxContent":
                self._now.boxes.append(child)
            else:
                self._inner(child, change)

    def _run(self, element: Element, change: Element | None) -> None:
        properties = element.find(W + "rPr")
        vanish = None if properties is None else properties.find(W + "vanish")
        if self._hidden if vanish is None else is_on(vanish):
            return
        for child in element:
            text = child.text or "" if child.tag == W + "t" else _MARKS.get(child.tag, "")
            if child.tag == W + "br" and child.get(W + "type") in {"page", "column"}:
                continue
            if text:
                if is_bold(properties):
                    self._now.strong.append((len(self._now.text), len(self._now.text) + len(text)))
                self._now.looks |= looks_of(properties)
                self._say(text, change)
                if line := struck(properties):
                    self._strike(line, text)
            elif child.tag == W + "commentReference":
                self._hang(child.get(W + "id", ""))
            elif child.tag != W + "t":
                self._inner([child], change)

    def _keep(self, element: Element) -> None:
        """Keep what is no words, with those that stand before it in its paragraph."""
        if kind := kind_of(element):
            self._wordless.append((kind, self._now.text, len(self.paragraphs)))

    def _strike(self, line: str, text: str) -> None:
        """Keep words that are struck out; those that go on where others end are one stretch."""
        words, place = text, len(self.paragraphs)
        if self._wordless and self._wordless[-1][::2] == (line, place):
            before = self._wordless[-1][1]
            if self._now.text.endswith(before + text):
                self._wordless.pop()
                words = before + text
        self._wordless.append((line, words, place))

    def _say(self, text: str, change: Element | None) -> None:
        self._now.text += text
        for key in self._open:
            self._open[key] += text
        if change is None:
            self._is_going_on = False
        else:
            self._track(change, new=text)

    def _dropped(self, element: Element) -> None:
        gone = (each.text or "" for each in element.iter() if each.tag in _GONE)
        self._track(element, old="".join(gone))

    def _track(self, element: Element, *, old: str = "", new: str = "") -> None:
        """Keep a change; one of the same hand that follows at once is the same change."""
        author, day = signed(element)
        if self._is_going_on and (self.tracked[-1].author, self.tracked[-1].day) == (author, day):
            before = self.tracked.pop()
            old, new = before.old + old, before.new + new
        if old or new:
            self.tracked.append(Tracked(author, day, old, new))
            self._is_going_on = True

    def _bookmark(self, element: Element) -> None:
        name = element.get(W + "name", "")
        number = name.removeprefix(BOOKMARK)
        if name.startswith(BOOKMARK) and number.isascii() and number.isdigit():
            self._now.blocks.append(int(number))

    def _hang(self, key: str) -> None:
        """Hang a comment on the words since its beginning; without one, on the paragraph."""
        words = self._open.pop(key, "")
        if key not in self._hung:
            self._hung[key] = words or self._now.text, len(self.paragraphs)


def _list_level(properties: Element | None, style: Style) -> int:
    """Return the level in a list, 1 the highest; a list 0 takes a paragraph out of its style's."""
    number = None if properties is None else properties.find(W + "numPr")
    if number is None:
        return style.list_level + 1 if style.list_id else 0
    named, level = number.find(W + "numId"), number.find(W + "ilvl")
    key = style.list_id if named is None else named.get(W + "val", "")
    own = "" if level is None else level.get(W + "val", "")
    if key in {"", "0"}:
        return 0
    return (int(own) if own.isdigit() else style.list_level) + 1
