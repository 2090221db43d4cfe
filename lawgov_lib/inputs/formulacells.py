"""Which formulas of a sheet have a result that can be trusted, told while its XML streams by.

A program that calculates writes the result of a formula beside it. It is taken where nothing says
that it may be out of date: a workbook that asks to be calculated anew or calculates only by hand, a
function that changes with the day or by chance, a reference to another file. What never was
calculated has no result.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_VOLATILE = compiled(
    r"\b(?:TODAY|NOW|RAND(?:BETWEEN|ARRAY)?|OFFSET|INDIRECT|CELL|INFO)\(", re.IGNORECASE
)
_ELSEWHERE = compiled(r"\[[^\]]*\](?:[^\]\[(),+*/-]*)!|\b(?:WEBSERVICE|RTD)\(|\w\|", re.IGNORECASE)
_TEXT = compiled(r'"[^"]*"')
_MOST = 100_000
_TRUE, _FALSE = {"1", "true"}, {"0", "false"}

VALUES = "复制后选择性粘贴为“值”。"
ABSENT = ("是公式，没有计算结果", f"用表格软件打开，重新计算后保存；或{VALUES}")
_STALE = ("是公式，计算结果可能已经过时", f"用表格软件打开，重新计算后保存；或{VALUES}")
_MOVING = ("是公式，结果随打开的时间或位置变化", VALUES)
_FOREIGN = ("是公式，引用了其他文件", VALUES)


def is_stale(stream: IO[bytes]) -> bool:
    """Tell whether a workbook says that results may be out of date.

    Args:
        stream: The XML of the workbook.

    Raises:
        ExpatError: It is no XML.
    """
    stale = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal stale
        if tag.rpartition(" ")[2] == "calcPr":
            stale = (
                attributes.get("calcMode") == "manual"
                or attributes.get("fullCalcOnLoad") in _TRUE
                or attributes.get("calcCompleted") in _FALSE
            )

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.ParseFile(stream)
    return stale


class FormulaCells:
    """The formulas of one sheet."""

    def __init__(self, flaws: dict[int, dict[int, tuple[str, str]]], *, stale: bool) -> None:
        """Begin before the first cell.

        Args:
            flaws: Where to put what is wrong with a result, by row and column.
            stale: Whether the workbook says that its results may be out of date.
        """
        self._flaws = flaws
        self._stale = stale
        self._shared: dict[str, tuple[str, str] | None] = {}
        self._count = 0
        self._cell: tuple[int, int] | None = None
        self._formula: list[str] = []
        self._result: list[str] = []
        self._group = ""
        self._may_be_blank = False

    def begin(self, at: tuple[int, int], attributes: Mapping[str, str], kind: str) -> None:
        """Begin a formula.

        Args:
            at: Row and column of its cell, from 1 and from 0.
            attributes: Those of the formula.
            kind: The type of the cell: a text may be blank.
        """
        self._cell, self._formula, self._result = at, [], []
        self._group = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        self._may_be_blank = kind == "str"

    @property
    def formula(self) -> Callable[[str], None]:
        """Where the text of the formula goes."""
        return self._formula.append

    @property
    def result(self) -> Callable[[str], None]:
        """Where the text of its result goes."""
        return self._result.append

    def end(self) -> None:
        """Judge the formula, if one was begun.

        Raises:
            ValueError: There are more doubtful formulas than a person writes.
        """
        if self._cell is None:
            return
        row, column = self._cell
        self._cell = None
        flaw = self._judged("".join(self._formula))
        if not self._may_be_blank and not "".join(self._result).strip():
            flaw = ABSENT
        if flaw:
            self._count += 1
            if self._count > _MOST:
                raise ValueError
            self._flaws.setdefault(row, {})[column] = flaw

    def _judged(self, formula: str) -> tuple[str, str] | None:
        if self._group and not formula:
            return self._shared.get(self._group)
        bare = _TEXT.sub("", formula)
        flaw = None
        if self._stale:
            flaw = _STALE
        elif _VOLATILE.search(bare):
            flaw = _MOVING
        elif _ELSEWHERE.search(bare):
            flaw = _FOREIGN
        if self._group:
            self._shared[self._group] = flaw
        return flaw
