"""Markdown as agencies write it, read into document blocks.

CommonMark with tables, read by markdown-it-py. Where CommonMark goes against Chinese habits the
reading follows the habit: bold may touch Chinese punctuation, lines of Chinese join without a
space, and indentation is layout, not code. Tags stay text and links give their text alone, so
that nothing written here can become markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Literal, cast

from markdown_it.tree import SyntaxTreeNode

from lawgov_lib.base.errors import Place, Problem, TellingError
from lawgov_lib.document.markdown_syntax import PARSER, is_wide
from lawgov_lib.document.tree import (
    Block,
    Blocks,
    Column,
    Heading,
    Listing,
    Paragraph,
    Run,
    Runs,
    Table,
    Verbatim,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_DEEPEST = 20
"""As deep as the parser lets blocks nest."""
Resolve = Callable[[str, int], Runs]
"""Turns the expression of a ``{{ reference }}`` and its line into the runs to put in place."""


def parse(text: str, *, resolve: Resolve | None = None, anchor: str = "", file: str = "") -> Blocks:
    """Read Markdown into document blocks.

    Args:
        text: The Markdown source.
        resolve: Called for each ``{{ expression }}`` with the expression and its line, counted
            from 1; it may refuse with a TellingError. Without it braces are plain text.
        anchor: Headings get the anchors ``anchor-1``, ``anchor-2`` and so on.
        file: The name of the source, for the places of problems.

    Raises:
        TellingError: Some template markup is not a reference, or ``resolve`` refused one; every
            such problem of the text at once. Or its marks nest deeper than a person writes.
    """
    tokens = PARSER.parse(text, {"template": resolve is not None})
    _refuse_depth(tokens, file)
    reader = _Reader(resolve, anchor, file)
    blocks = tuple(reader.blocks(SyntaxTreeNode(tokens)))
    if reader.problems:
        raise TellingError(tuple(reader.problems))
    return blocks


def _refuse_depth(tokens: Sequence[Token], file: str) -> None:
    """Refuse marks in marks without end: the parser bounds blocks, but not emphasis."""
    for token in tokens:
        depths = accumulate(inner.nesting for inner in token.children or ())
        if max(depths, default=0) > _DEEPEST:
            place = Place(file, token.map[0] + 1) if file and token.map else None
            raise TellingError.of("E506", "强调的标记层层相套", place, "删去多余的“*”或“_”。")


class _Break(Enum):
    """The end of a source line inside a paragraph."""

    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True)
class _Item:
    """The first paragraph of a list item; ``number`` is None under a bullet."""

    depth: int
    number: int | None
    runs: Runs

    @property
    def indented(self) -> Runs:
        """The runs, moved in by one character a level."""
        return merge((Run(text="\u3000" * self.depth), *self.runs))

    @property
    def paragraph(self) -> Paragraph:
        """The item as a paragraph that carries its own mark."""
        mark = "· " if self.number is None else f"{self.number}. "
        return Paragraph(runs=merge((Run(text="\u3000" * self.depth + mark), *self.runs)))


@dataclass
class _Reader:
    """Reads the nodes of one text, counts its headings and collects its problems."""

    resolve: Resolve | None
    anchor: str
    file: str
    problems: list[Problem] = field(default_factory=list)
    headings: int = 0

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
                    for runs in self.paragraphs(node.children[0])
                )
            case "heading":
                yield from self.heading(node)
            case "bullet_list" | "ordered_list":
                yield from self.listing(node)
            case "table":
                yield self.table(node)
            case "fence" if node.content.strip():
                yield Verbatim(text=node.content.rstrip("\n"))
            case "blockquote":
                yield from self.blocks(node)

    def source(self, node: SyntaxTreeNode) -> str:
        """Name the place of a node, where the file has a name."""
        return f"{self.file}:{_first_line(node)}" if self.file else ""

    def heading(self, node: SyntaxTreeNode) -> Iterator[Heading]:
        """Read a heading; the document knows three levels."""
        if text := plain(self.runs(node.children[0])):
            self.headings += 1
            level = cast("Literal[1, 2, 3]", min(int(node.tag.removeprefix("h")), 3))
            yield Heading(level=level, text=text, anchor=f"{self.anchor}-{self.headings}")

    def listing(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """Read a list with the lists in it.

        A listing has one level and counts from 1. Where that would tell other numbers than the
        writer's, as with nested numbers, each item is a paragraph with its own number.
        """
        entries = list(self.entries(node, 0))
        numbers = [entry.number for entry in entries if isinstance(entry, _Item)]
        numbered = any(number is not None for number in numbers)
        simple = numbers == list(range(1, len(entries) + 1))
        for is_item, group in groupby(entries, lambda entry: isinstance(entry, _Item)):
            if not is_item:
                yield from cast("Iterable[Block]", group)
                continue
            items = cast("Iterable[_Item]", group)
            if numbered and not simple:
                yield from (item.paragraph for item in items)
            else:
                yield Listing(items=tuple(item.indented for item in items), ordered=numbered)

    def entries(self, node: SyntaxTreeNode, depth: int) -> Iterator[_Item | Block]:
        """Read the items of a list in order, and what else stands in them as blocks."""
        number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        for offset, item in enumerate(node.children):
            for position, child in enumerate(item.children):
                if child.type in {"bullet_list", "ordered_list"}:
                    yield from self.entries(child, depth + 1)
                elif child.type == "paragraph" and position == 0:
                    runs = self.runs(child.children[0])
                    yield _Item(depth, None if number is None else number + offset, runs)
                else:
                    yield from self.block(child)

    def table(self, node: SyntaxTreeNode) -> Table:
        """Read a table; its markers give the alignment."""
        head, *body = ([row.children for row in part.children] for part in node.children)
        columns = [
            Column(
                text=plain(self.runs(cell.children[0])),
                align=cast(
                    'Literal["left", "center", "right"]',
                    str(cell.attrs.get("style", "text-align:left")).removeprefix("text-align:"),
                ),
            )
            for cell in head[0]
        ]
        rows = (tuple(self.runs(cell.children[0]) for cell in row) for part in body for row in part)
        return Table(columns=tuple(columns), rows=tuple(rows))

    def runs(self, inline: SyntaxTreeNode) -> Runs:
        """Read the text of a node as one stretch."""
        return _joined(self.pieces(inline, _first_line(inline)))

    def paragraphs(self, inline: SyntaxTreeNode) -> Iterator[Runs]:
        """Read the text of a node as paragraphs.

        A hard break parts them, and so does a line that begins with a full-width space: it is how
        Chinese typists begin a paragraph.
        """
        stretch: list[Run | _Break] = []
        for piece in self.pieces(inline, _first_line(inline)):
            indented = (
                isinstance(piece, Run)
                and piece.text.startswith("\u3000")
                and stretch[-1:] == [_Break.SOFT]
            )
            if piece is _Break.HARD or indented:
                yield from filter(None, [_joined(stretch)])
                stretch.clear()
            stretch.append(piece)
        yield from filter(None, [_joined(stretch)])

    def pieces(
        self, parent: SyntaxTreeNode, line: int, *, strong: bool = False
    ) -> Iterator[Run | _Break]:
        """Read the inline nodes below a node; Chinese has no italics, so emphasis is strong."""
        for node in parent.children:
            match node.type:
                case "softbreak":
                    yield _Break.SOFT
                case "hardbreak":
                    yield _Break.HARD
                case "strong" | "em":
                    yield from self.pieces(node, line, strong=True)
                case "link":
                    yield from self.pieces(node, line, strong=strong)
                case "reference" if self.resolve:
                    at = line + node.meta["line"]
                    yield from self.reference(self.resolve, node, at, strong=strong)
                case "fault":
                    code, message, hint = node.meta["fault"]
                    place = Place(self.file, line + node.meta["line"])
                    self.problems.append(Problem(code, message, place, hint))
                case _:
                    yield Run(text=node.content, strong=strong)

    def reference(
        self, resolve: Resolve, node: SyntaxTreeNode, line: int, *, strong: bool
    ) -> Iterator[Run]:
        """Resolve a reference; a problem without a place gets this one."""
        try:
            runs = resolve(node.content, line)
        except TellingError as error:
            place = Place(self.file, line)
            self.problems.extend(replace(p, place=p.place or place) for p in error.problems)
        else:
            for run in runs:
                yield run.model_copy(update={"strong": run.strong or strong})


def _first_line(inline: SyntaxTreeNode) -> int:
    """Return the line, counted from 1, where an inline node begins."""
    return inline.map[0] + 1 if inline.map else 1


def _joined(pieces: Iterable[Run | _Break]) -> Runs:
    """Join the lines of a stretch: Chinese closes up, other text gets a space."""
    joined: list[Run] = []
    broken = False
    for piece in pieces:
        if isinstance(piece, _Break):
            broken = True
        elif piece.text:
            if broken and joined and not (is_wide(joined[-1].text[-1]) and is_wide(piece.text[0])):
                joined.append(Run(text=" ", strong=joined[-1].strong and piece.strong))
            joined.append(piece)
            broken = False
    return merge(_stripped(joined))


def _stripped(runs: list[Run]) -> list[Run]:
    """Return the runs without white space at the ends, full-width indentation included."""
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if runs:
        runs[0] = runs[0].model_copy(update={"text": runs[0].text.lstrip()})
        runs[-1] = runs[-1].model_copy(update={"text": runs[-1].text.rstrip()})
    return runs


def merge(runs: Iterable[Run]) -> Runs:
    """Merge neighbouring runs that differ in their text only, and drop empty ones."""
    filled = (run for run in runs if run.text)
    return tuple(
        Run(text="".join(run.text for run in same), metric=metric, cell=cell, strong=strong)
        for (metric, cell, strong), same in groupby(
            filled, lambda run: (run.metric, run.cell, run.strong)
        )
    )
