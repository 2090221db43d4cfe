"""The text inside a block of Markdown, read into runs: bold, references, footnotes, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markdown_it.tree import SyntaxTreeNode

from lawgov_lib.base.characters import is_wide
from lawgov_lib.base.errors import Place, Problem, TellingError
from lawgov_lib.document import markdown_faults as faults
from lawgov_lib.document.tree import Figure, Run, Runs, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.document.markdown_faults import Fault

Resolve = Callable[[str, int], Runs]
"""Turns the expression of a ``{{ reference }}`` and its line into the runs to put in place."""
Show = Callable[[str, str, int], Figure]
"""Turns the address of a picture, its caption and its line into the figure."""
LINE_END = "\n"
_OUTSIDE = ("https://", "http://", "mailto:", "tel:")
"""How an address begins that leads somewhere from paper too."""


class Break(Enum):
    """The end of a source line inside a paragraph."""

    SOFT = "soft"
    HARD = "hard"


@dataclass
class Inline:
    """Reads the texts of one source and collects its problems and pictures.

    ``notes`` holds the node of each footnote by its mark, ``env`` what the parser kept aside,
    ``shown`` the pictures of the text read last.
    """

    resolve: Resolve | None
    show: Show | None
    file: str
    env: dict[str, Any]
    notes: dict[str, SyntaxTreeNode] = field(default_factory=dict)
    marked: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    shown: list[Figure] = field(default_factory=list)
    line: int = 1
    _in_note: bool = False

    def fault(self, fault: Fault, line: int) -> None:
        """Keep what is wrong at a line."""
        place = Place(self.file, line) if self.file else None
        self.problems.append(Problem(fault.code, fault.message, place, fault.hint))

    def runs(self, inline: SyntaxTreeNode, line_end: str = LINE_END) -> Runs:
        """Read the text of a node as one stretch; a picture has no place in it.

        Args:
            inline: The node.
            line_end: What a hard break becomes.
        """
        runs = joined(self._pieces_of(inline), line_end)
        self._refuse_pictures(first_line(inline))
        return runs

    def words(self, inline: SyntaxTreeNode) -> str:
        """Read the text of a node as words alone, which carry no footnote."""
        runs = self.runs(inline, "")
        if any(run.note for run in runs):
            self.fault(faults.NOTE_IN_HEAD, first_line(inline))
        return plain(runs)

    def paragraphs(self, inline: SyntaxTreeNode) -> Iterator[Runs]:
        """Read the text of a node as paragraphs.

        A hard break parts them, and so does a line that begins with a full-width space: it is how
        Chinese typists begin a paragraph.
        """
        stretch: list[Run | Break] = []
        for piece in self._pieces_of(inline):
            indented = (
                isinstance(piece, Run)
                and piece.text.startswith("\u3000")
                and stretch[-1:] == [Break.SOFT]
            )
            if piece is Break.HARD or indented:
                yield from filter(None, [joined(stretch)])
                stretch.clear()
            stretch.append(piece)
        yield from filter(None, [joined(stretch)])

    def _pieces_of(self, inline: SyntaxTreeNode) -> Iterator[Run | Break]:
        self.line = first_line(inline)
        yield from self._pieces(inline, self.line)

    def _pieces(
        self, parent: SyntaxTreeNode, first: int, *, strong: bool = False
    ) -> Iterator[Run | Break]:
        """Read the inline nodes below a node; Chinese has no italics, so emphasis is strong.

        Args:
            parent: The node.
            first: The line where the text begins that the tokens count their lines from.
            strong: Whether the text around is strong.
        """
        begins_line = not strong
        for place, node in enumerate(parent.children):
            if "line" in node.meta:
                self.line = first + node.meta["line"]
            match node.type:
                case "softbreak" | "hardbreak":
                    self.line += "line" not in node.meta
                    yield Break.SOFT if node.type == "softbreak" else Break.HARD
                case "strong" | "em":
                    yield from self._emphasis(parent.children, place, first)
                case "link" if node.meta.get("picture"):
                    yield from self._picture(node, first)
                case "link":
                    yield from self._link(node, first, strong=strong)
                case "reference" if self.resolve:
                    yield from self._reference(self.resolve, node, strong=strong)
                case "footnote_ref":
                    yield from self._noted(node)
                case "fault":
                    self.fault(node.meta["fault"], self.line)
                case "text":
                    for fault in faults.left_over(node.content, begins_line=begins_line):
                        self.fault(fault, self.line)
                    yield Run(text=node.content, strong=strong)
                case _:
                    yield Run(text=node.content, strong=strong)
            begins_line = not strong and node.type in {"softbreak", "hardbreak"}

    def _emphasis(
        self, nodes: Sequence[SyntaxTreeNode], place: int, first: int
    ) -> Iterator[Run | Break]:
        if nodes[place].type == "em" and _is_between_figures(nodes, place):
            self.fault(faults.MULTIPLIED, self.line)
        yield from self._pieces(nodes[place], first, strong=True)

    def _reference(self, resolve: Resolve, node: SyntaxTreeNode, *, strong: bool) -> Iterator[Run]:
        """Resolve a reference; a problem without a place gets this one."""
        try:
            runs = resolve(node.content, self.line)
        except TellingError as error:
            self._keep(error, self.line)
        else:
            for run in runs:
                yield run.model_copy(update={"strong": True}) if strong else run

    def _keep(self, error: TellingError, line: int) -> None:
        place = Place(self.file, line)
        self.problems.extend(replace(p, place=p.place or place) for p in error.problems)

    def _link(self, node: SyntaxTreeNode, first: int, *, strong: bool) -> Iterator[Run | Break]:
        """Read a link: paper shows where it leads, unless that is what it says."""
        pieces = list(self._pieces(node, first, strong=strong))
        yield from pieces
        address = str(node.attrs.get("href", ""))
        said = "".join(piece.text for piece in pieces if isinstance(piece, Run))
        if not address:
            self.fault(faults.BLANK_LINK, self.line)
        elif not address.lower().startswith(_OUTSIDE):
            self.fault(faults.outward(address), self.line)
        elif said not in {address, address.partition(":")[2]}:
            yield Run(text=f"（{address.removeprefix('mailto:')}）", strong=strong)

    def _picture(self, node: SyntaxTreeNode, first: int) -> Iterator[Run]:
        """Keep a picture for the place after the paragraph; who cannot show it says what it is."""
        line = self.line
        caption = joined(self._pieces(node, first))
        if self.show is None:
            yield from caption
            return
        if any(run.note for run in caption):
            self.fault(faults.NOTE_IN_HEAD, line)
        try:
            figure = self.show(str(node.attrs.get("href", "")), plain(caption), line)
        except TellingError as error:
            self._keep(error, line)
        else:
            alternative = str(node.attrs.get("title", "")).strip()
            self.shown.append(figure.model_copy(update={"alt": alternative or figure.alt}))

    def pictures(self) -> list[Figure]:
        """Return the pictures read since they were asked for last."""
        shown, self.shown = self.shown, []
        return shown

    def _refuse_pictures(self, line: int) -> None:
        if self.pictures():
            self.fault(faults.PICTURE_IN_TEXT, line)

    def _noted(self, node: SyntaxTreeNode) -> Iterator[Run]:
        """Read a footnote where it is marked, as a run of its own without text."""
        label, line = node.meta.get("label"), self.line
        if self._in_note:
            self.fault(faults.NOTE_IN_NOTE, line)
            return
        self._in_note = True
        if label is None:
            tokens = self.env["footnotes"]["list"][node.meta["id"]]["tokens"]
            note = joined(self._pieces(SyntaxTreeNode(tokens), line), LINE_END)
            self._refuse_pictures(line)
        else:
            note = self.note(label)
            self.marked.add(label)
        self._in_note, self.line = False, line
        if note:
            yield Run(text="", note=note)
        elif label is None or label not in self.notes or not self.notes[label].children:
            self.fault(faults.LOST_NOTE, line)

    def note(self, label: str) -> Runs:
        """Read what a footnote says; its paragraphs are lines."""
        parts: list[Run] = []
        for child in self.notes[label].children if label in self.notes else ():
            if child.type == "paragraph":
                parts += [Run(text=LINE_END)] * bool(parts) + list(self.runs(child.children[0]))
            else:
                self.fault(faults.RICH_NOTE, first_line(child))
        return merge(parts)


def first_line(node: SyntaxTreeNode) -> int:
    """Return the line, counted from 1, where a node begins."""
    return node.map[0] + 1 if node.map else 1


def joined(pieces: Iterable[Run | Break], line_end: str = "") -> Runs:
    """Join the lines of a stretch: Chinese closes up, other text gets a space.

    Args:
        pieces: The runs and the breaks between them.
        line_end: What a hard break becomes; without it, it is as any other.
    """
    found: list[Run] = []
    broken: Break | None = None
    for piece in pieces:
        if isinstance(piece, Break):
            broken = broken if broken is Break.HARD else piece
        elif piece.text:
            if broken and found:
                found.append(_between(found[-1], piece, line_end if broken is Break.HARD else ""))
            found.append(piece)
            broken = None
        elif piece.note:
            if found and not found[-1].note:
                found[-1] = found[-1].model_copy(update={"note": piece.note})
            else:
                found.append(piece)
    return merge(_stripped(found))


def _between(before: Run, after: Run, line_end: str) -> Run:
    closed = is_wide((before.text or "，")[-1]) and is_wide(after.text[0])
    return Run(text=line_end or ("" if closed else " "), strong=before.strong and after.strong)


def _stripped(runs: list[Run]) -> list[Run]:
    """Return the runs without white space at the ends, full-width indentation included."""
    while runs and not runs[0].text.strip() and not runs[0].note:
        runs = runs[1:]
    while runs and not runs[-1].text.strip() and not runs[-1].note:
        runs = runs[:-1]
    if runs and runs[0].text[:1].isspace():
        runs[0] = runs[0].model_copy(update={"text": runs[0].text.lstrip()})
    if runs and runs[-1].text[-1:].isspace():
        runs[-1] = runs[-1].model_copy(update={"text": runs[-1].text.rstrip()})
    return runs


def merge(runs: Iterable[Run]) -> Runs:
    """Merge neighbouring runs that differ in their text only, and drop empty ones.

    A run that a footnote hangs on ends there.
    """
    said = [run for run in runs if run.text or run.note]
    notes = 0
    keys = []
    for run in said:
        keys.append((notes, run.metric, run.cell, run.strong))
        notes += bool(run.note)
    groups = groupby(zip(said, keys, strict=True), lambda pair: pair[1])
    return tuple(_merged([run for run, _ in group]) for _, group in groups)


def _merged(runs: Sequence[Run]) -> Run:
    first, last = runs[0], runs[-1]
    if first is last:
        return first
    text = "".join(run.text for run in runs)
    return Run(text=text, metric=first.metric, cell=first.cell, strong=first.strong, note=last.note)


def _is_between_figures(nodes: Sequence[SyntaxTreeNode], place: int) -> bool:
    """Tell whether an emphasis stands within a figure or a word of letters, as in 3*4*5."""
    before = nodes[place - 1].content if place else ""
    after = nodes[place + 1].content if place + 1 < len(nodes) else ""
    sides = before[-1:] + after[:1]
    return len(sides) > 1 and sides.isascii() and sides.isalnum()
