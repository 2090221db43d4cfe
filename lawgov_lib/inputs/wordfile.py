"""Read a Word file (docx): what stands on its pages once all changes are accepted.

Tracked insertions count, deletions do not; hidden text is left out; text boxes, footnotes and
numbers that Word sets are read. Of all this, and of what is no text, the reader is told. The body
is read block by block, so that a long file needs no more memory than its longest table.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree as ET

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.pieces import (
    BULLET,
    Content,
    Piece,
    Sheaf,
    Sight,
    goes_on,
    lines_of,
    run,
    table_of,
    tidy,
)
from lawgov_lib.document.tree import Run, plain
from lawgov_lib.inputs.wordnumbers import Numbers
from lawgov_lib.inputs.wordpackage import Package, W, package_of, transitional
from lawgov_lib.inputs.wordstyles import Style, is_on, outline_of, styles_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from lawgov_lib.document.tree import Runs

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED = {W + "del": "删除", W + "moveFrom": "移走"}
_KEPT = {W + "ins": "插入", W + "moveTo": "移入"}
_MARKS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_GUIDE = W + "rt"
"""How a word is read, in small letters above it: no part of the text."""
_NO_TEXT = {W + each for each in ("pPr", "rPr", "instrText", "delText", "tblPr", "sdtPr")} | {
    _GUIDE
}
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_STRANGE = {
    W + "drawing": "图片",
    W + "pict": "图片",
    W + "object": "嵌入的对象",
    W + "altChunk": "嵌入的文件",
    W + "commentReference": "批注",
    W + "sym": "字体中的特殊符号",
    W + "ruby": "拼音",
    _MATH + "oMath": "公式",
}
_LOOKS = {
    W + "vertAlign": "上标或下标",
    W + "strike": "删除线",
    W + "dstrike": "删除线",
}
"""How text may look so that it says something else without it."""
_AROUND = compiled(r"word/(?:header|footer)[0-9]*\.xml")
_BODY_DEPTH = 2
_DEEPEST_LIST = 8


def read_word(stream: IO[bytes], name: str) -> Content:
    """Read a Word file.

    Args:
        stream: The file.
        name: The name to show in messages.

    Raises:
        InputError: It is no whole Word file, or holds what is not read (macros, document types).
    """
    with package_of(stream, name) as package:
        return _Reader(package).content()


class _Reader:
    """Reads one file; counts what the reader should know of."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = styles_of(package.tree("word/styles.xml"))
        self._numbers = Numbers(package.tree("word/numbering.xml"))
        self._notes = {part: self._read_notes(part) for part in set(_NOTES.values())}
        self._sheaf = Sheaf(package.name)
        self._sights: list[Sight] = []
        self._boxes: list[Element] = []
        self._begun: Runs = ()
        self._place = 0

    def content(self) -> Content:
        """Read the body, block by block."""
        with self._package.part("word/document.xml") as stream:
            depth = 0
            body: Element | None = None
            for event, element in ET.iterparse(stream, ("start", "end")):  # type: ignore[arg-type]  # noqa: S314  it declares no document type
                depth += 1 if event == "start" else -1
                if event == "start" and depth == _BODY_DEPTH:
                    body = element
                elif event == "end" and depth == _BODY_DEPTH:
                    self._block(transitional(element))
                    if body is not None:
                        body.clear()
        self._look_around()
        notices, sights = tuple(self._notices()), tuple(self._sights)
        return Content(tuple(self._sheaf.pieces), "段", notices, sights=sights)

    def _see(self, what: str, amount: int = 1) -> None:
        """Keep what is no plain text; it stands in the paragraph that is being read."""
        self._sights.append(Sight(what, self._place + 1, amount))

    def _look_around(self) -> None:
        """Find words above and below the pages; numbers alone are those of the pages."""
        for part in self._package.archive.namelist():
            if _AROUND.fullmatch(part):
                tree = self._package.tree(part)
                texts = () if tree is None else (each.text or "" for each in tree.iter(W + "t"))
                if any(letter.isalpha() for text in texts for letter in text):
                    self._sights.append(Sight("页眉、页脚中的文字", 1))

    def _read_notes(self, part: str) -> dict[str, str]:
        tree = self._package.tree(f"word/{part}.xml")
        if tree is None:
            return {}
        return {each.get(W + "id", ""): tidy("".join(_texts(each))) for each in tree}

    # Blocks

    def _block(self, element: Element) -> None:
        match element.tag.removeprefix(W):
            case "p":
                self._paragraph(element)
            case "tbl":
                self._table(element)
            case "altChunk":
                self._see(_STRANGE[element.tag])
            case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo":
                for child in element:
                    self._block(child)
            case "sectPr" | "sdtPr":
                pass
            case _ if _has_text(element):
                self._see("不能识别的内容")

    def _paragraph(self, element: Element) -> None:
        properties = element.find(W + "pPr")
        style = self._style(properties)
        if style.is_contents:
            if _has_text(element):
                self._see("目录")
            return
        runs = (*self._begun, *_merged(self._runs(element, hidden=style.is_hidden)))
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._begun = runs  # its end was deleted: it goes on with the next one
            return
        self._begun = ()
        list_id, depth = self._listed(properties, style)
        mark = ""
        if list_id and any(each.text.strip() for each in runs):
            mark = self._number(list_id, depth)
        level = outline_of(properties) or style.level
        if mark:
            runs = (Run(text=mark), *runs)
        elif list_id and self._numbers.is_bullet(list_id, depth):
            mark = BULLET
        self._add(runs, level, mark, depth)
        while self._boxes:
            self._sights.append(Sight("文本框", max(self._place, 1)))
            for each in self._boxes.pop(0):
                self._block(each)

    def _add(self, runs: Runs, level: int, mark: str, depth: int) -> None:
        if any(each.text.strip() for each in runs):
            self._place += 1
            for told in (runs,) if level else _parted(runs):
                self._sheaf.add(Piece(self._place, told, level, mark=mark, depth=depth))
                mark = ""

    def _style(self, properties: Element | None) -> Style:
        named = None if properties is None else properties.find(W + "pStyle")
        key = "" if named is None else named.get(W + "val", "")
        return self._styles.get(key, Style())

    def _mark(self, properties: Element | None) -> str:
        """Return the number that Word sets before a paragraph of a cell."""
        list_id, depth = self._listed(properties, self._style(properties))
        return self._number(list_id, depth) if list_id else ""

    def _number(self, list_id: str, depth: int) -> str:
        """Return the number of the next paragraph of a list; one of unknown format is seen."""
        before = self._numbers.unknown.total()
        number = self._numbers.next(list_id, depth)
        if strange := self._numbers.unknown.total() - before:
            self._see("不能识别的自动编号", strange)
        return number

    def _listed(self, properties: Element | None, style: Style) -> tuple[str, int]:
        """Return the list that a paragraph is of, blank for none, and how deep it is in it."""
        list_id, level = style.list_id, style.list_level
        own = None if properties is None else properties.find(W + "numPr")
        if own is not None:
            named, deep = own.find(W + "numId"), own.find(W + "ilvl")
            list_id = list_id if named is None else named.get(W + "val", "")
            value = "" if deep is None else deep.get(W + "val", "")
            level = min(int(value), _DEEPEST_LIST) if value.isdigit() else level
        return list_id, level

    def _table(self, element: Element) -> None:
        lines = list(_rows(element))
        rows = [list(_cells(row)) for row in lines]
        for row in lines:
            for tag, what in (_DROPPED | _KEPT).items():
                if row.find(f"{W}trPr/{tag}") is not None:
                    self._see(what)
        if max(map(len, rows), default=0) == 1:  # a frame around text is no table
            for cell in (cell for row in rows for cell in row):
                for child in cell:
                    self._block(child)
            return
        if element.find(f"{W}tr//{W}tbl") is not None:
            self._see("表格中的表格")
        texts = [[text for cell in row for text in self._spanned(cell)] for row in rows]
        table = table_of(texts)
        if table is not None:
            self._place += 1
            self._sheaf.add(Piece(self._place, table=table))

    def _spanned(self, cell: Element) -> Iterator[str]:
        """Yield the text of a cell, and blanks for the columns that it reaches over."""
        paragraphs = (
            self._mark(paragraph.find(W + "pPr"))
            + "".join(each.text for each in self._runs(paragraph, hidden=False))
            for paragraph in cell.iter(W + "p")
        )
        yield "\n".join(paragraphs)
        self._boxes.clear()  # iter has read what stands in them
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        width = "1" if span is None else span.get(W + "val", "1")
        yield from [""] * (min(int(width), 64) - 1 if width.isdigit() else 0)

    # Runs

    def _runs(self, element: Element, *, hidden: bool) -> Iterator[Run]:
        for child in element:
            yield from self._inner(child, hidden=hidden)

    def _inner(self, element: Element, *, hidden: bool) -> Iterator[Run]:
        tag = element.tag
        if tag in _NO_TEXT:
            return
        if tag in _DROPPED:
            self._see(_DROPPED[tag])
        elif tag == W + "r":
            yield from self._run(element, hidden=hidden)
        elif tag == _MC + "AlternateContent":
            yield from self._runs(_chosen(element), hidden=hidden)
        elif tag == W + "txbxContent":
            self._boxes.append(element)
        elif tag == _MATH + "t":
            yield Run(text=element.text or "")
        else:
            if tag in _KEPT:
                self._see(_KEPT[tag])
            elif what := _STRANGE.get(tag):
                self._look_into(element, what)
            yield from self._runs(element, hidden=hidden)

    def _look_into(self, element: Element, what: str) -> None:
        """See a picture or an object; the frame of a text box is none, but what stands in it."""
        boxed = element.find(f".//{W}txbxContent")
        if what != "图片" or boxed is None or element.find(f".//{_BLIP}") is not None:
            self._see(what)

    def _run(self, element: Element, *, hidden: bool) -> Iterator[Run]:
        properties = element.find(W + "rPr")
        vanish = None if properties is None else properties.find(W + "vanish")
        hidden = is_on(vanish) if vanish is not None else hidden
        strong = properties is not None and is_on(properties.find(W + "b"))
        for look, what in _LOOKS.items():
            if properties is not None and is_on(properties.find(look)) and _has_text(element):
                self._see(what)
        for child in element:
            text = child.text or "" if child.tag == W + "t" else _MARKS.get(child.tag, "")
            if child.tag == W + "br" and child.get(W + "type") in {"page", "column"}:
                text = ""
            if text and hidden:
                self._see("隐藏", len(text.strip()))
            elif text:
                yield Run(text=text, strong=strong)
            elif child.tag in _NOTES:
                note = self._notes[_NOTES[child.tag]].get(child.get(W + "id", ""), "")
                if note and not hidden:
                    yield Run(text="", note=run(note))
            else:
                yield from self._inner(child, hidden=hidden)

    def _notices(self) -> Iterator[Problem]:
        place = Place(self._package.name)
        tracked = {**_KEPT, **_DROPPED}.values()
        seen = Counter[str]()
        for sight in self._sights:
            seen[sight.what] += sight.amount
        if any(seen[word] for word in tracked):
            told = "、".join(f"{word}{seen[word]}处" for word in tracked if seen[word])
            hint = "接受或拒绝全部修订后再发布。"
            yield Problem("E468", f"有未处理的修订（{told}），按接受修订后的文字读取", place, hint)
        if seen["隐藏"]:
            hint = "公开前删去隐藏的文字。"
            yield Problem("E468", f"有隐藏的文字{seen['隐藏']}个，没有读取", place, hint)
        if seen["文本框"]:
            hint = "核对次序；正文不要放在文本框中。"
            message = f"有文本框{seen['文本框']}个，其中的文字接在所在段落之后读取"
            yield Problem("E468", message, place, hint)
        if unknown := self._numbers.unknown:
            told = f"有{unknown.total()}处自动编号的样式不能识别（{'、'.join(unknown)}）"
            hint = "对照原文核对编号；可将编号改为常用样式，或者改为直接录入。"
            yield Problem("E468", f"{told}，按阿拉伯数字读取", place, hint)
        if self._package.links:
            hint = "公开前把所引用的内容放入文件，或删去。"
            message = f"引用了文件之外的内容（{self._package.linked}），没有读取"
            yield Problem("E467", message, place, hint)


def _texts(element: Element) -> Iterator[str]:
    """Yield the texts in an element, whatever they stand in."""
    if element.tag == W + "t":
        yield element.text or ""
    elif element.tag != _GUIDE:
        for child in element:
            yield from _texts(child)


def _has_text(run: Element) -> bool:
    return any(text.strip() for text in _texts(run))


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, also those in content controls."""
    for child in table:
        if child.tag == W + "tr":
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins"}:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, also those in content controls, but none of an inner table."""
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "ins"}:
            yield from _cells(child)


def _chosen(alternatives: Element) -> Element:
    """Return the one of several forms of a drawing that is shown."""
    found = alternatives.find(_MC + "Choice")
    return found if found is not None else next(iter(alternatives), alternatives)


def _parted(runs: Runs) -> list[Runs]:
    """Part a paragraph that holds several, by the lines in it; one that only breaks is whole."""
    lines = lines_of(runs)
    is_one = all(goes_on(plain(before), plain(after)) for before, after in pairwise(lines))
    return [runs] if is_one else lines


def _merged(runs: Iterator[Run]) -> Runs:
    """Join neighbouring runs that look alike, and tidy the blanks between them."""
    kept: list[Run] = []
    for each in runs:
        if kept and kept[-1].strong == each.strong and not kept[-1].note:
            kept[-1] = kept[-1].model_copy(
                update={"text": kept[-1].text + each.text, "note": each.note}
            )
        else:
            kept.append(each)
    return tuple(each.model_copy(update={"text": _plain(each.text)}) for each in kept)


def _plain(text: str) -> str:
    """Return a text without blanks beside Chinese; one of blanks alone stays."""
    return tidy(text) if text.strip() else text
