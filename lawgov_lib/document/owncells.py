"""An analyst's own cells: what their text may refer to, and what of them is no part of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import Place, TellingError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.tree import OWN, SECTION_MIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lawgov_lib.document.tree import Lookup, Runs

PROGRESS, WARNING, WIDGET, SCRIPT = "进度条", "运行时的提示", "交互控件", "网页脚本"
_LINE = compiled(r"[\r\n]+")
_BAR = compiled(r"\d%\||it/s|s/it")
_BOX = compiled(r"Glyph (\d+) \(.*?\) missing from font")
_REFERENCE = compiled(r"([\w.]+)\s*(?:\|\s*(\w+))?")
_KEY = f"{OWN}cell-"
_OPENS = "Report.open("
_INJECTED = "injected-parameters"


class References:
    """Resolves the references of own Markdown by what the report has told."""

    def __init__(self, lookup: Lookup) -> None:
        """Take the lookup of the report's opening."""
        self._known = lookup.references
        self._names = {name.partition("|")[0] for name in self._known}

    def __call__(self, expression: str, line: int) -> Runs:  # noqa: ARG002  the reader knows it
        """Return the runs of a reference.

        Raises:
            TellingError: It names nothing, or is no plain reference.
        """
        called, bar, form = ("".join(part.split()) for part in expression.partition("|"))
        if (runs := self._known.get(called.casefold() + bar + form)) is not None:
            return runs
        written = _REFERENCE.fullmatch(expression)
        if written is None:
            hint = "只能写名称，或“名称 | 格式”。"
            raise TellingError.of("E504", f"引用“{expression}”写法不对", hint=hint)
        name, form = written[1], written[2] or ""
        runs = self._known.get(f"{name}|{form}" if form else name)
        if runs is not None:
            return runs
        if name in self._names:
            hint = "删去格式，或改用数值、中文、同比中适用的一种。"
            raise TellingError.of("E505", f"“{name}”不能写格式“{form}”", hint=hint)
        hint = "可以引用的名称见metrics.csv。"
        raise TellingError.of("E501", f"没有“{name}”可供引用", hint=hint)


def name_of(key: str) -> str:
    """Return what a reviewer calls the cell that makes a section."""
    return f"第{key.removeprefix(_KEY)}个单元格"


@dataclass(frozen=True)
class Numbered:
    """A cell with its number, as a person counts; ``name`` has no part that differs by route."""

    number: int
    cell: Any

    @property
    def name(self) -> str:
        """What a reviewer calls the cell."""
        return name_of(self.key)

    @property
    def key(self) -> str:
        """The key of the section that the cell makes."""
        return f"{_KEY}{self.number}"

    @property
    def place(self) -> Place:
        """Where a problem stands."""
        name = self.cell.get("id")
        return Place(f"{self.name}（{name}）" if name else self.name)


def numbered(cells: Iterable[Mapping[str, Any]]) -> Iterator[Numbered]:
    """Count the cells; the one that papermill puts in does not count, for nobody wrote it."""
    number = 0
    for cell in cells:
        number += _INJECTED not in cell.get("metadata", {}).get("tags", ())
        yield Numbered(number, cell)


def left_out(cell: Mapping[str, Any]) -> list[str]:
    """Say what a cell wrote for the person at work; of the report's own cells nothing.

    What is said does not depend on the words: those differ between machines.
    """
    outputs = cell.get("outputs", ())
    if _OPENS in cell["source"] or any(SECTION_MIME in each.get("data", {}) for each in outputs):
        return []
    said = "".join(each["text"] for each in outputs if each.get("name") == "stderr")
    lines = [line for line in _LINE.split(said) if line.strip()]
    bars = [bool(_BAR.search(line)) for line in lines]
    return [PROGRESS] * any(bars) + [WARNING] * (not all(bars))


def undrawn(cell: Mapping[str, Any]) -> str:
    """Return the characters that a cell's plots show as boxes, as matplotlib says of them."""
    said = "".join(each["text"] for each in cell.get("outputs", ()) if each.get("name") == "stderr")
    return "".join(chr(int(code)) for code in dict.fromkeys(_BOX.findall(said)))
