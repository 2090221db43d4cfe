"""Which sections of the report a notebook shows, told from its code before anything is run."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Problem
from lawgov_lib.base.notebookfile import place_of, read_notebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lawgov_lib.base.errors import Place
    from lawgov_lib.base.notebookfile import StoredNotebook

_LEFT_OUT = {"remove_cell", "remove_output"}
_SECTION, _REMAINING = "section", "remaining"
_ONCE = ("opening", "closing", "annex", "review")
_SHOWING = {_SECTION, _REMAINING, *_ONCE}
_NONE, _HIDDEN = "在笔记本中没有单元格", "所在的单元格带有不刊出的标签"
_HINT = (
    "在 report.closing() 之前加一个单元格 report.remaining()，没有单元格的各节由它呈现；"
    '或者加一个单元格 report.section("{key}")。'
)
_ONCE_HINT = "加一个单元格 report.{key}()，不加不刊出的标签。"
_TWICE_HINT = "只留一个单元格；report.remaining() 放在其他各节之后，只写一次。"
_HIDDEN_HINT = "去掉该格的标签；本年不报告这一节的，在report.yaml的「arrange」中删去。"


@dataclass(frozen=True)
class SectionCells:
    """What the cells of a notebook show, if its code says so beyond doubt.

    ``own`` are the sections, and the other parts of the report, that a cell shows, ``twice`` those
    that more do; ``hidden`` those that one shows which is tagged to be left out. Where only a run
    can tell, ``is_sure`` is false, and nothing is said of any section.
    """

    place: Place
    own: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()
    is_sure: bool = False

    @property
    def may_lose(self) -> bool:
        """Whether there can be an outline of which a section would be lost."""
        is_whole = self.own.issuperset((_REMAINING, *_ONCE))
        return self.is_sure and not (is_whole and not self.hidden | self.twice)

    def without_cell(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the sections that no cell shows by their key, if that is sure."""
        return tuple(key for key in keys if self.is_sure and key not in self.own | self.hidden)

    def problems(self, keys: Iterable[str]) -> Iterator[Problem]:
        """Tell the sections of an outline that a run would leave out, or show more than once."""
        for key in (*keys, *_ONCE) if self.is_sure else ():
            is_hidden = key in self.hidden
            missing, twice = ("E713", "E714") if key == _ONCE[0] else ("E715", "E716")
            if key in self.twice:
                yield Problem(twice, f"“{key}”在笔记本中出现了几次", self.place, _TWICE_HINT)
            if key in self.own or (key not in _ONCE and not is_hidden and _REMAINING in self.own):
                continue
            hint = _ONCE_HINT if key in _ONCE else _HIDDEN_HINT if is_hidden else _HINT
            said = f"提纲中的“{key}”{_HIDDEN if is_hidden else _NONE}"
            yield Problem(missing, said, self.place, hint.format(key=key))


def read_cells(notebook: Path) -> SectionCells:
    """Read which sections a notebook shows.

    Args:
        notebook: The notebook, with or without outputs.

    Raises:
        RunError: It is no notebook that could be run.
    """
    place = place_of(notebook)
    own: set[str] = set()
    hidden: set[str] = set()
    twice: set[str] = set()
    for is_hidden, key in _told(read_notebook(notebook)):
        if key is None:
            return SectionCells(place)
        if not is_hidden and (key in own or (_REMAINING in own and key not in _SHOWING)):
            twice.add(key)
        (hidden if is_hidden else own).add(key)
    is_sure = bool(own | hidden)
    return SectionCells(place, frozenset(own), frozenset(hidden), frozenset(twice), is_sure)


def _told(stored: StoredNotebook) -> Iterator[tuple[bool, str | None]]:
    """Yield by cell what it shows, and whether that is left out; None where this is not sure."""
    for cell in stored.cells:
        if cell.cell_type != "code":
            continue
        is_hidden = not _LEFT_OUT.isdisjoint(cell.metadata.tags)
        try:
            tree = ast.parse(cell.text)
        except (SyntaxError, ValueError, MemoryError, RecursionError):  # the last: nested too deep
            yield is_hidden, None  # a magic, or what no Python reads
            continue
        node, key = _shown(tree, cell.text)
        if key:
            yield is_hidden, key
        if _is_doubtful(tree, node):
            yield is_hidden, None


def _shown(tree: ast.Module, text: str) -> tuple[ast.expr | None, str]:
    """Return the method whose call ends a cell and so shows something, and what that is."""
    match tree.body[-1:]:
        case [ast.Expr(ast.Call(ast.Attribute(ast.Name("report"), name) as method, args, []))]:
            match args:
                case [ast.Constant(str(key))] if name == _SECTION and text.strip()[-1:] == ")":
                    return method, key
                case [] if name in _SHOWING - {_SECTION} and text.strip()[-1:] == ")":
                    return method, name
    return None, ""


def _is_doubtful(tree: ast.Module, known: ast.expr | None) -> bool:
    """Tell whether a cell shows more, or hands the report or a method of it to other code."""
    methods = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    asked = {id(node.value) for node in methods}
    return any(node.attr in _SHOWING and node is not known for node in methods) or any(
        isinstance(node, ast.Name)
        and node.id == "report"
        and isinstance(node.ctx, ast.Load)
        and id(node) not in asked
        for node in ast.walk(tree)
    )
