"""The record: an executed notebook, read back into the document that exporters render.

The sections of the report come as document trees. What an analyst added around them, in Markdown
or as the output of code, is read into blocks of the same tree and travels with the section that
it follows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import nbformat
from pydantic import BaseModel, ValidationError

from lawgov_lib.base.characters import REWRITE, strangers
from lawgov_lib.base.errors import ExportError, Place, Problem, TellingError
from lawgov_lib.base.notebookfile import METADATA, REMOVE_CELL, REMOVE_OUTPUT
from lawgov_lib.document import markdown
from lawgov_lib.document.assembly import Group, joined
from lawgov_lib.document.owncells import Numbered, References, left_out, numbered, undrawn
from lawgov_lib.document.ownpictures import as_markdown, captioned
from lawgov_lib.document.tree import (
    DRAFT,
    SECTION_MIME,
    Blocks,
    Document,
    Lookup,
    Section,
    Status,
)
from lawgov_lib.exporters.outputreader import Source, anchor_of, blocks_of, verbatim
from lawgov_lib.exporters.outputreader import left_out as screen_only
from lawgov_lib.reading.owntracing import with_remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nbformat import NotebookNode


def assemble(nb: NotebookNode) -> Document:
    """Read the document out of an executed notebook.

    Each of an analyst's own cells is a section of its own. Its Markdown may refer to what the
    report has told, and its numbers are held to that: what was typed by hand is a remark of the
    reviewer's material.

    A record is a draft unless its metadata say otherwise. Sections stand in outline order. What
    stands before the first section follows the opening, which is the section that carries the
    document's meta data.

    Raises:
        ExportError: A cell failed, an output cannot be shown, the sections are not those of the
            outline, or the metadata say what we cannot read; every such problem at once.
        TellingError: Nothing is wrong but references of own cells.
    """
    reader = _Reader(_lookup(nb))
    status = reader.own(nb, _WHOLE).status
    for each in numbered(nb.cells):
        reader.read(each)
    sections = [group.section for group in reader.groups]
    problems = (*reader.problems, *_section_problems(sections))
    if problems:
        is_told = all(problem.code.startswith("E5") for problem in problems)
        raise (TellingError if is_told else ExportError)(problems)
    document = joined(reader.groups, status, reader.preamble.added, reader.omitted)
    return document if reader.lookup is None else with_remarks(document, reader.lookup)


def without_lookup(nb: NotebookNode) -> NotebookNode:
    """Return a record with as much of the lookup as its own Markdown refers to."""
    fresh: NotebookNode = nbformat.from_dict(nb)
    asked = " ".join(_markdown_of(nb))
    for section in payloads(fresh):
        if (lookup := section.get("lookup")) and "{{" not in asked:
            lookup["references"] = {}
        elif lookup:
            known = lookup["references"]
            lookup["references"] = {
                name: runs for name, runs in known.items() if name.partition("|")[0] in asked
            }
    return fresh


def _markdown_of(nb: NotebookNode) -> Iterator[str]:
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            yield cell.source
        for output in cell.get("outputs", ()):
            if SECTION_MIME not in output.get("data", {}):
                yield output.get("data", {}).get("text/markdown", "")


def payloads(nb: NotebookNode) -> Iterator[dict[str, Any]]:
    """Yield the sections as the record stores them."""
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            section = output.get("data", {}).get(SECTION_MIME)
            if isinstance(section, dict):
                yield section


def _lookup(nb: NotebookNode) -> Lookup | None:
    """Return what own Markdown may refer to; one that cannot be read is told with its section."""
    try:
        found = [one for each in payloads(nb) if (one := each.get("lookup"))]
        return Lookup.model_validate(found[0]) if found else None
    except ValidationError:
        return None


# Cells into groups

_WHOLE = Place("笔记本")
_HINT = "status 只能是“草稿”或“定稿”，alt 是图表的名称；不清楚的，删去这一项。"
_QUOTED = 40
"""How much of a wrong value is quoted."""


class _Own(BaseModel):
    """What may stand under our key: a notebook's status; a cell's picture, and what it lacks."""

    status: Status = DRAFT
    alt: str = ""
    left_out: tuple[str, ...] = ()
    undrawn: str = ""


_BEFORE = Section(key="", order=(0,), blocks=())


@dataclass
class _Reader:
    """Reads cell after cell; ``preamble`` is what stands before the first section."""

    lookup: Lookup | None
    preamble: Group = field(default_factory=lambda: Group(_BEFORE))
    groups: list[Group] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    omitted: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.resolve = References(self.lookup) if self.lookup else None

    def read(self, this: Numbered) -> None:
        """Read one cell; a failure counts even where the cell is not shown."""
        cell, place = this.cell, this.place
        tags = cell.metadata.get("tags", [])
        outputs = cell.get("outputs", [])
        for output in outputs:
            if output.output_type == "error":
                self._fault("E717", f"运行出错：{output.ename}: {output.evalue}", place)
        if REMOVE_CELL in tags:
            return
        if cell.cell_type == "markdown":
            self._markdown(this)
        elif REMOVE_OUTPUT not in tags:
            said = self.own(cell, place)
            source = Source.of({"outputs": [], **cell}, this.number, said.alt, self.resolve)
            missing = dict.fromkeys((*said.left_out, *left_out(cell)))
            self._refuse([said.undrawn + undrawn(cell)], place)
            for output in outputs:
                if what := screen_only(output.get("data", {})):
                    missing[what] = None
                else:
                    self._output(output, source, this)
            self.omitted += [f"{this.name}：{what}" for what in missing]

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

    def _markdown(self, this: Numbered) -> None:
        attached = this.cell.get("attachments", {})
        try:
            blocks = markdown.parse(
                as_markdown(this.cell.source),
                resolve=self.resolve,
                show=lambda address, caption, _: captioned(address, caption, attached),
                anchor=anchor_of(this.number),
                file=this.name,
            )
        except TellingError as error:
            self.problems += error.problems
        else:
            self._add(blocks, this)

    def _output(self, output: NotebookNode, source: Source, this: Numbered) -> None:
        bundle = output.get("data", {})
        if SECTION_MIME in bundle:
            self._section(bundle[SECTION_MIME], this.place)
        elif output.output_type == "stream":
            self._try(lambda: verbatim(output.text) if output.name == "stdout" else (), this)
        else:
            self._try(lambda: blocks_of(bundle, source), this)

    def _try(self, read: Callable[[], Blocks], this: Numbered) -> None:
        try:
            self._add(read(), this)
        except (ExportError, TellingError) as error:
            self.problems += [replace(each, place=this.place) for each in error.problems]

    def _section(self, payload: object, place: Place) -> None:
        try:
            section = Section.model_validate(payload)
            self._look(section.blocks, place)
            self.groups.append(Group(section))
        except ValidationError as error:
            where = ".".join(str(step) for step in error.errors()[0]["loc"])
            hint = "用当前版本的程序重新运行笔记本。"
            self._fault("E712", f"所存的报告内容不合文档格式（{where}）", place, hint)

    def _add(self, blocks: Blocks, this: Numbered) -> None:
        self._look(blocks, this.place)
        if blocks:
            group = self.groups[-1] if self.groups else self.preamble
            group.add(blocks, this.key, this.name)

    def _look(self, blocks: Blocks, place: Place) -> None:
        """Refuse characters that no text may hold, wherever they came from."""
        self._refuse((text for block in blocks for text in _texts(block.model_dump())), place)

    def _refuse(self, texts: Iterable[str], place: Place) -> None:
        found = {mark.character: mark for text in texts for mark in strangers(text)}
        if found:
            self._fault("E720", f"内容{'；'.join(map(str, found.values()))}", place, REWRITE)

    def _fault(self, code: str, message: str, place: Place, hint: str = "") -> None:
        problem = Problem(code, message, place, hint)
        if problem not in self.problems:
            self.problems.append(problem)


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
