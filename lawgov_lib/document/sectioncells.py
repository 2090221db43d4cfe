"""Which sections of the report a notebook shows, told from its code before anything is run."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LEFT_OUT = {"remove_cell", "remove_output"}
_HINT = (
    "在 report.closing() 之前加一个单元格 report.remaining()，没有单元格的各节由它呈现；"
    '或者加一个单元格 report.section("{key}")。'
)
_HIDDEN_HINT = "去掉该格的标签；本年不报告这一节的，在report.yaml的「arrange」中删去。"


@dataclass(frozen=True)
class SectionCells:
    """The sections that the cells of a notebook show.

    ``own`` have a cell of their own, ``hidden`` one that is tagged to be left out. ``shows_rest``
    says that no other section is lost: a cell shows those that remain, or the code does what only
    a run can tell.
    """

    file: str
    own: frozenset[str]
    hidden: frozenset[str]
    shows_rest: bool

    @property
    def may_lose(self) -> bool:
        """Whether there can be an outline of which a section would be lost."""
        return bool(self.hidden) or not self.shows_rest

    def without_cell(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the sections that no cell shows by their key."""
        return tuple(key for key in keys if key not in self.own | self.hidden)

    def problems(self, keys: Iterable[str]) -> Iterator[Problem]:
        """Tell the sections of an outline that a run of the notebook would leave out."""
        for key in keys:
            if key in self.hidden - self.own:
                said, hint = "所在的单元格带有不刊出的标签", _HIDDEN_HINT
            elif key not in self.own and not self.shows_rest:
                said, hint = "在笔记本中没有单元格", _HINT.format(key=key)
            else:
                continue
            yield Problem("E715", f"提纲中的“{key}”{said}", Place(self.file), hint)


def read_cells(notebook: Path) -> SectionCells:
    """Read which sections a notebook shows; one that cannot be read is the run's to tell.

    Args:
        notebook: The notebook, with or without outputs.
    """
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        trees = [ast.parse("".join(cell["source"])) for cell in code]
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return SectionCells(notebook.name, frozenset(), frozenset(), shows_rest=True)
    own: set[str] = set()
    hidden: set[str] = set()
    for cell, tree in zip(code, trees, strict=True):
        is_hidden = not _LEFT_OUT.isdisjoint(cell.get("metadata", {}).get("tags", ()))
        (hidden if is_hidden else own).update(key for _, key in _shown(tree))
    shows_rest = not own or any(map(_may_show_more, trees))
    return SectionCells(notebook.name, frozenset(own), frozenset(hidden), shows_rest)


def _shown(tree: ast.Module) -> Iterator[tuple[ast.Attribute, str]]:
    """Yield the calls that show one section, with its key."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name("report"), attr="section") as called,
                args=[ast.Constant(value=str(key))],
                keywords=[],
            ):
                yield called, key


def _may_show_more(tree: ast.Module) -> bool:
    """Tell whether a cell shows what remains, or hands the report or its method to other code."""
    known = {called for called, _ in _shown(tree)}
    nodes = list(ast.walk(tree))
    methods = [node for node in nodes if isinstance(node, ast.Attribute)]
    read = {id(node.value) for node in methods}
    return any(
        node.attr == "remaining" or (node.attr == "section" and node not in known)
        for node in methods
    ) or any(
        isinstance(node, ast.Name)
        and node.id == "report"
        and isinstance(node.ctx, ast.Load)
        and id(node) not in read
        for node in nodes
    )
