"""The record: an executed notebook, read back into the document that exporters render.

The sections of the report come as document trees. What an analyst added around them, in Markdown
or as the output of code, is read into blocks of the same tree and travels with the section that
it follows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from lawgov_lib.base.characters import REWRITE, strangers
from lawgov_lib.base.errors import ExportError, Place, Problem, TellingError
from lawgov_lib.document import markdown
from lawgov_lib.document.assembly import Group, joined
from lawgov_lib.document.tree import (
    DRAFT,
    SECTION_MIME,
    Block,
    Blocks,
    Document,
    Figure,
    Section,
    Status,
    Verbatim,
)
from lawgov_lib.exporters import hypertext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nbformat import NotebookNode

METADATA = "lawgov"
"""The key of our own in the metadata of a notebook and of its cells."""
REMOVE_CELL = "remove_cell"
REMOVE_OUTPUT = "remove_output"
ADDED_FIGURE = "分析人员添加的图"


def assemble(nb: NotebookNode) -> Document:
    """Read the document out of an executed notebook.

    A record is a draft unless its metadata say otherwise. Sections stand in outline order. What
    stands before the first section follows the opening, which is the section that carries the
    document's meta data.

    Raises:
        ExportError: A cell failed, an output cannot be shown, the sections are not those of the
            outline, or the metadata say what we cannot read; every such problem at once.
    """
    reader = _Reader()
    status = reader.own(nb, _WHOLE).status
    for number, cell in enumerate(nb.cells, start=1):
        reader.read(cell, number)
    sections = [group.section for group in reader.groups]
    problems = (*reader.problems, *_section_problems(sections))
    if problems:
        raise ExportError(problems)
    return joined(reader.groups, status, reader.preamble)


# Cells into groups

_WHOLE = Place("笔记本")
_HINT = "status 只能是“草稿”或“定稿”，alt 是图表的名称；不清楚的，删去这一项。"
_QUOTED = 40
"""How much of a wrong value is quoted."""


class _Own(BaseModel):
    """What may stand under our key: a notebook's status, and what a cell calls its output."""

    status: Status = DRAFT
    alt: str = ""


@dataclass
class _Reader:
    """Reads cell after cell; ``preamble`` is what stands before the first section."""

    preamble: list[Block] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, cell: NotebookNode, number: int) -> None:
        """Read one cell; a failure counts even where the cell is not shown."""
        anchor = cell.get("id", f"cell-{number}")
        place = Place(f"第{number}个单元格（{anchor}）")
        tags = cell.metadata.get("tags", [])
        outputs = cell.get("outputs", [])
        for output in outputs:
            if output.output_type == "error":
                self._fault("E717", f"运行出错：{output.ename}: {output.evalue}", place)
        if REMOVE_CELL in tags:
            return
        try:
            self._show(cell, anchor, place)
        except TellingError as error:  # of Markdown, which knows its line but not the cell
            self.problems += [replace(each, place=place) for each in error.problems]

    def _show(self, cell: NotebookNode, anchor: str, place: Place) -> None:
        """Read what a cell adds to the text."""
        outputs = cell.get("outputs", [])
        if cell.cell_type == "markdown":
            self._add(markdown.parse(cell.source, anchor=anchor), place)
        elif REMOVE_OUTPUT not in cell.metadata.get("tags", []):
            pictured = any(mime in output.get("data", {}) for output in outputs for mime in _MEDIA)
            name = self.own(cell, place).alt or _comment(cell)
            shared = _Cell(anchor, name, pictured=pictured)
            for output in outputs:
                self._output(output, shared, place)

    def own(self, node: NotebookNode, place: Place) -> _Own:
        """Read what is ours in the metadata of a notebook or of a cell."""
        try:
            return _Own.model_validate(node.metadata.get(METADATA, {}))
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(map(str, (METADATA, *first["loc"])))
            said = str(first["input"])[:_QUOTED]
            self._fault("E719", f"元数据 {name} 的值“{said}”不合规定", place, _HINT)
            return _Own()

    def _output(self, output: NotebookNode, cell: _Cell, place: Place) -> None:
        bundle = output.get("data", {})
        if SECTION_MIME in bundle:
            self._section(bundle[SECTION_MIME], place)
        elif output.output_type == "stream":
            self._add(_verbatim(output.text) if output.name == "stdout" else (), place)
        else:
            blocks = _blocks(bundle, cell)
            unread = sorted(bundle.keys() - _READERS.keys() - _SILENT)
            if unread and not blocks:
                formats = "、".join(unread)
                hint = f"改为输出图片（SVG、PNG）或表格，或给单元格加标签 {REMOVE_OUTPUT}。"
                self._fault("E718", f"报告不能呈现 {formats} 格式的输出", place, hint)
            self._add(blocks, place)

    def _section(self, payload: object, place: Place) -> None:
        try:
            section = Section.model_validate(payload)
            self._look(section.blocks, place)
            self.groups.append(Group(section))
        except ValidationError as error:
            where = ".".join(str(step) for step in error.errors()[0]["loc"])
            hint = "用当前版本的程序重新运行笔记本。"
            self._fault("E712", f"所存的报告内容不合文档格式（{where}）", place, hint)

    def _add(self, blocks: Blocks, place: Place) -> None:
        self._look(blocks, place)
        (self.groups[-1].added if self.groups else self.preamble).extend(blocks)

    def _look(self, blocks: Blocks, place: Place) -> None:
        """Refuse characters that no text may hold, wherever they came from."""
        texts = (text for block in blocks for text in _texts(block.model_dump()))
        found = {mark.character: mark for text in texts for mark in strangers(text)}
        if found:
            self._fault("E720", f"内容{'；'.join(map(str, found.values()))}", place, REWRITE)

    def _fault(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.problems.append(Problem(code, message, place, hint))


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a tree."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _section_problems(sections: list[Section]) -> Iterator[Problem]:
    """Compare the sections with the outline that the opening names."""
    if not sections:
        yield Problem("E711", "笔记本中没有报告内容", hint="先运行笔记本，再导出。")
        return
    openings = [section.meta for section in sections if section.meta]
    counts = Counter(section.key for section in sections)
    if not openings:
        yield Problem("E713", "笔记本中没有报告开头（标题和文档信息）")
    if len(openings) > 1:
        yield Problem("E714", f"报告开头出现了{len(openings)}次", hint="只留一个单元格。")
    for key in openings[0].outline if openings else ():
        if key not in counts:
            hint = "补上显示它的单元格；该格带有不刊出的标签的，去掉标签。"
            yield Problem("E715", f"提纲中的“{key}”没有在笔记本中出现", hint=hint)
    for key, count in counts.items():
        if count > 1:
            hint = "只留一个单元格；呈现其余各节的单元格放在各节之后。"
            yield Problem("E716", f"“{key}”在笔记本中出现了{count}次", hint=hint)


# Outputs into blocks


@dataclass(frozen=True)
class _Cell:
    """What the outputs of a cell share: anchor, name, and whether there is a picture."""

    anchor: str
    name: str
    pictured: bool


def _comment(cell: NotebookNode) -> str:
    """Return the cell's opening comment, which names its table or picture."""
    first: str = cell.source.lstrip().partition("\n")[0]
    return first.strip("# ") if first.startswith("#") else ""


def _svg(data: str, cell: _Cell) -> Blocks:
    return (Figure(media="image/svg+xml", data=data.strip(), alt=cell.name or ADDED_FIGURE),)


def _png(data: str, cell: _Cell) -> Blocks:
    encoded = "".join(data.split())
    return (Figure(media="image/png", data=encoded, alt=cell.name or ADDED_FIGURE),)


def _markdown(data: str, cell: _Cell) -> Blocks:
    return markdown.parse(data, anchor=cell.anchor)


def _verbatim(text: str) -> Blocks:
    from nbconvert.filters import strip_ansi  # noqa: PLC0415  most records hold no such text

    text = strip_ansi(text).rstrip()
    return (Verbatim(text=text),) if text else ()


_OBJECT = re.compile(r"<\w[^<>]*>|^Text\(")
"""How Python shows an object without a text form, as ``<Axes: >`` and ``Text(0, 0, '')``."""


def _text(data: str, cell: _Cell) -> Blocks:
    """Read plain text, except what Python says of an object: it may hold a memory address."""
    find = _OBJECT.search if cell.pictured else _OBJECT.match
    return () if find(data.lstrip("[(")) else _verbatim(data)


def _hypertext(data: str, cell: _Cell) -> Blocks:
    return hypertext.parse(data, cell.name)


_MEDIA = ("image/svg+xml", "image/png")
_READERS: dict[str, Callable[[str, _Cell], Blocks]] = {
    "image/svg+xml": _svg,
    "image/png": _png,
    "text/markdown": _markdown,
    "text/html": _hypertext,
    "text/plain": _text,
}
"""What is read of a bundle, best first."""
_SILENT = {"application/javascript"}


def _blocks(bundle: NotebookNode, cell: _Cell) -> Blocks:
    """Read the best format of a bundle that says something."""
    readings = (read(bundle[mime], cell) for mime, read in _READERS.items() if mime in bundle)
    return next(filter(None, readings), ())
