"""What the font of a cell makes of its text: struck out, raised, or not to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from typing import IO, Any

STRUCK = ("有删除线", "划去的内容删去；没有划去的取消删除线。")
MIXED = ("有一部分字是上标、下标或有删除线，看不出以哪些字为准", "只留作数的内容，取消这些格式。")
RAISED = "是上标或下标，照常读取"
UNSEEN = "字小得看不见或者是白色的，照常读取"
_SMALLEST = 3
_WHITE = {"FFFFFFFF", "00FFFFFF"}
_CHUNK = 1 << 16


def struck(cell: Any) -> bool:  # noqa: ANN401  openpyxl has no types
    """Tell whether a cell is struck out."""
    return bool(cell.font.strike)


def remark_on(cell: Any) -> str:  # noqa: ANN401  openpyxl has no types
    """Say what the font of a cell hides or makes doubtful."""
    font = cell.font
    if font.vertAlign in {"superscript", "subscript"}:
        return RAISED
    is_white = font.color is not None and font.color.type == "rgb" and font.color.rgb in _WHITE
    if (is_white and not cell.fill.patternType) or (font.sz and font.sz < _SMALLEST):
        return UNSEEN
    return ""


def mixed_in(stream: IO[bytes]) -> frozenset[int]:
    """Return the numbers of the shared texts of which a part is struck out or raised."""
    reading = _Texts()
    while chunk := stream.read(_CHUNK):
        reading.parser.Parse(chunk)
    reading.parser.Parse(b"", True)  # noqa: FBT003  expat takes it by place
    return frozenset(reading.found)


def is_mark(tag: str, attributes: dict[str, str]) -> bool:
    """Tell whether an element of a run's properties strikes its text out, or raises it."""
    value = attributes.get("val", "1")
    if tag == "strike":
        return value not in {"0", "false"}
    return tag == "vertAlign" and value != "baseline"


class _Texts:
    """The shared texts while they stream by."""

    def __init__(self) -> None:
        self.found: list[int] = []
        self._number = -1
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "si":
            self._number += 1
        elif is_mark(tag, attributes):
            self.found.append(self._number)
