"""Markdown as agencies write it, read into document blocks.

CommonMark with tables and footnotes, read by markdown-it-py. Where CommonMark goes against Chinese
habits the reading follows the habit: bold may touch Chinese punctuation, lines of Chinese join
without a space, and indentation is layout, not code. Nothing written here can become markup, and
nothing is printed as it was typed that was meant for a mark: it is told, with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal, cast
from unicodedata import normalize

from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

from lawgov_lib.base.characters import is_wide
from lawgov_lib.base.errors import Place, TellingError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document import markdown_faults as faults
from lawgov_lib.document.columnwidths import is_numeric, is_too_wide, is_turned, shares
from lawgov_lib.document.markdown_inline import (
    LINE_END,
    Inline,
    Resolve,
    Show,
    first_line,
    merge,
)
from lawgov_lib.document.markdown_syntax import PARSER
from lawgov_lib.document.tree import (
    Block,
    Blocks,
    Column,
    Heading,
    Item,
    Listing,
    Paragraph,
    Run,
    Runs,
    Table,
    Verbatim,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from lawgov_lib.base.errors import Problem

_DEEPEST = 20
"""As deep as the parser lets blocks nest."""
_LISTS = {"bullet_list", "ordered_list"}
_SETTINGS = compiled(r"---[ \t]*\n[\w-]+[ \t]*:.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_WIDE_BRACES = compiled(r"[{｛]{2}|[}｝]{2}|｛(?=\s*[A-Za-z_][\w.]*\s*[|｜｝])")
_LONGEST_HEADING = 40
"""The characters of a heading that is told from a paragraph by the line below it."""
_TASKS = {"[ ] ": "☐", "[x] ": "☑", "[X] ": "☑"}


def parse(
    text: str,
    *,
    resolve: Resolve | None = None,
    show: Show | None = None,
    anchor: str = "",
    file: str = "",
) -> Blocks:
    """Read Markdown into document blocks.

    Args:
        text: The Markdown source.
        resolve: Called for each ``{{ expression }}`` with the expression and its line, counted
            from 1; it may refuse with a TellingError. Without it braces are plain text.
        show: Called for each picture with its address, caption and line; it may refuse with a
            TellingError. Without it a picture is its caption.
        anchor: Headings get the anchors ``anchor-1``, ``anchor-2`` and so on.
        file: The name of the source, for the places of problems.

    Raises:
        TellingError: Something is written that the report cannot show as it is meant; every such
            problem of the text at once, among them what ``resolve`` and ``show`` refused.
    """
    env: dict[str, Any] = {"template": resolve is not None}
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(Inline(resolve, show, file, env), anchor, text.split("\n"))
    if settings := _SETTINGS.match(text):
        reader.inline.fault(faults.SETTINGS, 1)
        text = "\n" * settings[0].count("\n") + text[settings.end() :]
    if resolve is not None and ("｛" in text or "｝" in text):
        text = _WIDE_BRACES.sub(lambda found: normalize("NFKC", found[0]), text)
    tokens = PARSER.parse(text, env)
    _refuse_depth(tokens, env, file)
    blocks = reader.document(SyntaxTreeNode(tokens))
    if reader.inline.problems:
        raise TellingError(tuple(sorted(dict.fromkeys(reader.inline.problems), key=_line)))
    return blocks


def _line(problem: Problem) -> int:
    return (problem.place and problem.place.line) or 0


def _refuse_depth(tokens: Sequence[Token], env: dict[str, Any], file: str) -> None:
    """Refuse marks in marks without end: the parser bounds blocks, but not emphasis."""
    notes = env.get("footnotes", {}).get("list", {}).values()
    texts = [(token.children or (), token.map) for token in tokens]
    for children, lines in (*texts, *((note.get("tokens", ()), None) for note in notes)):
        depths = accumulate(inner.nesting for inner in children)
        if max(depths, default=0) > _DEEPEST:
            place = Place(file, lines[0] + 1 if lines else None) if file else None
            raise TellingError.of("E506", "强调的标记层层相套", place, "删去多余的“*”或“_”。")


@dataclass
class _Reader:
    """Reads the blocks of one text and counts its headings."""

    inline: Inline
    anchor: str
    lines: list[str]
    headings: int = 0

    def document(self, root: SyntaxTreeNode) -> Blocks:
        """Read the whole text; a footnote that nothing marks would vanish."""
        if "footnotes" in self.inline.env:
            self.collect(root)
        blocks = tuple(self.blocks(root))
        for label, node in self.inline.notes.items():
            if label not in self.inline.marked:
                self.inline.fault(faults.IDLE_NOTE, first_line(node))
                self.inline.note(label)
        return blocks

    def collect(self, root: SyntaxTreeNode) -> None:
        """Find the footnotes, wherever they are written."""
        for node in root.walk():
            if node.type == "footnote_reference":
                label = node.meta["label"]
                if label in self.inline.notes:
                    self.inline.fault(faults.SECOND_NOTE, first_line(node))
                self.inline.notes.setdefault(label, node)

    def blocks(self, parent: SyntaxTreeNode) -> Iterator[Block]:
        """Read the blocks below a node; thematic breaks are dropped."""
        for node in parent.children:
            yield from self.block(node)

    def block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """Read one block node."""
        match node.type:
            case "paragraph":
                yield from (
                    Paragraph(runs=runs, source=self.source(node))
                    for runs in self.inline.paragraphs(node.children[0])
                )
                yield from self.inline.pictures()
            case "heading":
                yield from self.heading(node)
            case "bullet_list" | "ordered_list":
                yield from self.listing(node)
            case "table":
                yield self.table(node)
            case "fence":
                yield from self.code(node)
            case "blockquote":
                yield from self.blocks(node)

    def source(self, node: SyntaxTreeNode) -> str:
        """Name the place of a node, where the file has a name."""
        return f"{self.inline.file}:{first_line(node)}" if self.inline.file else ""

    def heading(self, node: SyntaxTreeNode) -> Iterator[Heading]:
        """Read a heading; the document knows three levels.

        A line below makes one of a whole paragraph, which is seldom meant.
        """
        if text := self.inline.words(node.children[0]):
            if node.markup in {"-", "="} and (len(text) > _LONGEST_HEADING or text[-1] in "。；："):
                self.inline.fault(faults.UNDERLINED, first_line(node))
            self.headings += 1
            level = cast("Literal[1, 2, 3]", min(int(node.tag.removeprefix("h")), 3))
            yield Heading(level=level, text=text, anchor=f"{self.anchor}-{self.headings}")

    def code(self, node: SyntaxTreeNode) -> Iterator[Verbatim]:
        """Read a block of code; one without an end would swallow what follows it."""
        begin, end = node.map or (0, 0)
        last = self.lines[end - 1].strip(" \t>") if end - begin > 1 else ""
        if set(last) != {node.markup[0]} or len(last) < len(node.markup):
            self.inline.fault(faults.OPEN_CODE, begin + 1)
        if any(map(is_wide, node.info)):
            self.inline.fault(faults.CODE_NAME, begin + 1)
        if node.content.strip():
            yield Verbatim(text=node.content.rstrip("\n"))

    # Lists

    def listing(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """Read a list with the lists in it.

        What cannot stand in an item, as a table, comes between two listings, of which the second
        counts on.
        """
        ordered = node.type == "ordered_list"
        start = int(node.attrs.get("start", 1))
        if ordered:
            self.refuse_numbers(node)
        items: list[Item] = []
        for position, child in enumerate(node.children, start=start):
            item, rest = self.item(child)
            items.append(item)
            if rest:
                yield _listing(items, ordered, position + 1 - len(items))
                yield from rest
                items = []
        if items:
            yield _listing(items, ordered, start + len(node.children) - len(items))

    def refuse_numbers(self, node: SyntaxTreeNode) -> None:
        """Refuse numbers that would come out otherwise than they are written.

        They count on from the first, or, as a habit of Markdown has it, are all the same.
        """
        numbers = [int(item.info) for item in node.children]
        counted = range(numbers[0], numbers[0] + len(numbers))
        for item, number, right in zip(node.children, numbers, counted, strict=True):
            if number != right and len(set(numbers)) > 1:
                self.inline.fault(faults.RENUMBERED, first_line(item))
                return

    def item(self, node: SyntaxTreeNode) -> tuple[Item, list[Block]]:
        """Read an item, and what stands in it but has no place there."""
        runs: list[Run] = []
        inner: Listing | None = None
        rest: list[Block] = []
        for child in node.children:
            if rest or (child.type == "paragraph" and inner):
                rest += self.block(child)
            elif child.type == "paragraph" and not _is_picture(child):
                said = self.inline.runs(child.children[0])
                runs += [Run(text=LINE_END)] * bool(runs) + list(said)
            elif child.type in _LISTS and inner is None:
                made = list(self.listing(child))
                if len(made) == 1 and isinstance(made[0], Listing):
                    inner = made[0]
                else:
                    rest += made
            else:
                rest += self.block(child)
        text = merge(_tasked(runs))
        if inner is None:
            return Item(runs=text), rest
        return Item(runs=text, items=inner.items, ordered=inner.ordered, start=inner.start), rest

    # Tables

    def table(self, node: SyntaxTreeNode) -> Table:
        """Read a table; its markers give the alignment, else numbers stand right."""
        head, *body = ([row.children for row in part.children] for part in node.children)
        for part in node.children[1:]:
            for row in part.children:
                self.refuse_row(row, len(head[0]))
        rows = tuple(
            tuple(self.inline.runs(cell.children[0]) for cell in row)
            for part in body
            for row in part
        )
        columns = tuple(
            Column(text=self.inline.words(cell.children[0]), align=_align(cell, rows, place))
            for place, cell in enumerate(head[0])
        )
        widths = shares(columns, rows)
        if is_too_wide(columns, rows):
            self.inline.fault(faults.TOO_WIDE, first_line(node))
        return Table(
            columns=tuple(
                column.model_copy(update={"share": share})
                for column, share in zip(columns, widths, strict=True)
            ),
            rows=rows,
            wide=is_turned(columns, rows),
        )

    def refuse_row(self, row: SyntaxTreeNode, columns: int) -> None:
        """Refuse a row of which the parser drops cells, and a text that it takes for a row."""
        written = self.lines[first_line(row) - 1].strip(" \t>")
        if "|" not in written:
            self.inline.fault(faults.BARE_ROW, first_line(row))
        cells = escapedSplit(written.removeprefix("|"))
        if len(cells[: -1 if not cells[-1].strip() else None]) > columns:
            self.inline.fault(faults.LONG_ROW, first_line(row))


def _listing(items: Sequence[Item], ordered: bool, start: int) -> Listing:  # noqa: FBT001
    return Listing(items=tuple(items), ordered=ordered, start=start if ordered else 1)


def _is_picture(paragraph: SyntaxTreeNode) -> bool:
    """Tell whether a paragraph is pictures alone."""
    kinds = [node.meta.get("picture", False) for node in paragraph.children[0].children]
    return bool(kinds) and all(kinds)


def _tasked(runs: list[Run]) -> list[Run]:
    """Draw the box of a task, ``[ ]`` or ``[x]``, that begins an item."""
    box = _TASKS.get(runs[0].text[:4]) if runs else None
    if box is None:
        return runs
    text = f"{box} {runs[0].text[4:].lstrip()}"
    return [runs[0].model_copy(update={"text": text}), *runs[1:]]


def _align(
    cell: SyntaxTreeNode, rows: Sequence[Sequence[Runs]], place: int
) -> Literal["left", "center", "right"]:
    """Return how a column stands: as its marker says, else by what it holds."""
    if style := str(cell.attrs.get("style", "")):
        return cast('Literal["left", "center", "right"]', style.removeprefix("text-align:"))
    return "right" if is_numeric(plain(row[place]) for row in rows) else "left"
