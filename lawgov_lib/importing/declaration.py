"""Quantities declared: each a figure with its sentence as evidence, and references to it.

Where a reference would be read as the very words that stand in the text, it takes their place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base import wording
from lawgov_lib.base.files import csv_bytes
from lawgov_lib.base.usage import case_word
from lawgov_lib.importing.quantities import Library, quantities_of
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED
from lawgov_lib.inputs.opening import OPENING
from lawgov_lib.inputs.outline import outline_of
from lawgov_lib.inputs.rows import FigureRow
from lawgov_lib.measuring.metric import PERCENT, State
from lawgov_lib.reading.units import base_of
from lawgov_lib.telling.references import CHINESE, NUMBER_ONLY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lawgov_lib.importing.manuscript import Manuscript
    from lawgov_lib.importing.prosetext import Reference
    from lawgov_lib.importing.quantities import Quantity

_STEM = "figure"
"""How the ids of figures begin whose section has no name that an id may bear."""


@dataclass(frozen=True)
class Declared:
    """A figure to declare; name and area are blank for a metric of the library."""

    id: str
    name: str
    area: str
    value: Decimal
    unit: str
    evidence: str


class Unplaced(NamedTuple):
    """A number that is not declared: its words with those around it, and why."""

    words: str
    why: str


@dataclass
class Declaration:
    """All quantities of a text, as far as they can be declared.

    Attributes:
        figures: The figures, in reading order, by id.
        references: Where references stand, by section and position of the block: from where to
            where in the text of a paragraph, or in which row and column of a table.
        unplaced: The numbers that are not declared.
        told: How many numbers the text has that say how much of something there was.
        case_word: The measure word of cases where it is not that of the agency's province.
    """

    figures: dict[str, Declared] = field(default_factory=dict)
    references: dict[str, dict[int, list[Reference]]] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    told: int = 0
    case_word: str = ""

    @property
    def recognised(self) -> int:
        """How many of the numbers are declared."""
        return self.told - len(self.unplaced)

    @property
    def referred(self) -> int:
        """How many references stand in the prose."""
        return sum(len(places) for each in self.references.values() for places in each.values())

    @property
    def known(self) -> int:
        """How many of the figures are metrics of the library."""
        return sum(not figure.name for figure in self.figures.values())

    def file(self, source: str) -> bytes:
        """Write ``figures.csv``, each row to be confirmed.

        Args:
            source: What the figures rest on: the name of the report's file.
        """
        headers = FigureRow.headers()
        rows = []
        for figure in self.figures.values():
            cells = {
                "id": figure.id,
                "name": figure.name,
                "area": figure.area,
                "state": State.NUMBER.value,
                "value": wording.number(figure.value),
                "unit": figure.unit,
                "evidence": f"{source}：“{figure.evidence}”",
            }
            rows.append([*(cells.get(name, "") for name in headers), UNCONFIRMED])
        return csv_bytes([*headers.values(), CONFIRMATION], rows)


def declaration_of(manuscript: Manuscript, year: int, agency: str, region: str) -> Declaration:
    """Declare the quantities of a text.

    Args:
        manuscript: The text, by section.
        year: The report year.
        agency: The name of the agency.
        region: Its region, which tells the measure word for cases.
    """
    library = Library(year, agency)
    found = quantities_of(manuscript, library)
    usual = case_word(region)
    units = {each.unit for each in found if library.counts_cases(each.metric)}
    other = next(iter(units)) if len(units) == 1 and units != {usual} else ""
    sections = [branch.key for branch in manuscript.branches]
    first = next(iter(sections or outline_of(year, "", "").places()))
    made = Declaration(told=len(found), case_word=other)
    _Naming(made, library, first, other or usual).declare(found)
    if manuscript.tree:
        _take_in(manuscript, [each for each in found if each.metric in made.figures], library)
    return made


def _take_in(manuscript: Manuscript, found: Sequence[Quantity], library: Library) -> None:
    """Let the headings tell the areas whose metrics are told under them and no other tells."""
    branches = {branch.key: branch for branch in manuscript.branches}
    told = {area for branch in branches.values() for area in branch.tells}
    for each in found:
        area = library.metrics[each.metric].section
        if area not in told:
            told.add(area)
            branches.get(each.section, manuscript.tree[0]).tells.append(area)


class _Naming:
    """Declares the numbers that were found, each under one id."""

    def __init__(self, made: Declaration, library: Library, first: str, case: str) -> None:
        self._made, self._library, self._first, self._case = made, library, first, case
        self._counts: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        self._own: dict[tuple[str, str, Decimal, str], Declared] = {}

    def declare(self, found: Sequence[Quantity]) -> None:
        """Declare the numbers; what two places give two values is no metric for certain."""
        values: dict[str, set[Decimal]] = {}
        for each in found:
            if each.metric and not each.why:
                values.setdefault(each.metric, set()).add(each.worth)
        for each in found:
            if each.why:
                self._made.unplaced.append(Unplaced(each.around, each.why))
                continue
            is_certain = len(values.get(each.metric, ())) == 1
            figure = self._of_library(each) if is_certain else self._of_its_own(each)
            self._made.figures.setdefault(figure.id, figure)
            self._refer(each, figure)

    def _of_library(self, each: Quantity) -> Declared:
        unit = self._library.metrics[each.metric].unit
        unit = self._case if self._library.counts_cases(each.metric) else unit
        return Declared(each.metric, "", "", each.worth / base_of(unit)[1], unit, each.evidence)

    def _of_its_own(self, each: Quantity) -> Declared:
        area = self._first if each.section == OPENING else each.section
        known = (area, each.name, each.value, each.unit)
        if known not in self._own:
            stem = area if area.isascii() else _STEM
            self._counts[stem] += 1
            self._names[each.name] += 1
            again = self._names[each.name]
            name = f"{each.name}（其{wording.numeral(again)}）" if again > 1 else each.name
            own = f"{stem}_{self._counts[stem]}"
            self._own[known] = Declared(own, name, area, each.value, each.unit, each.evidence)
        return self._own[known]

    def _refer(self, each: Quantity, figure: Declared) -> None:
        """Put a reference where it will be read as the words that stand there."""
        forms = {
            figure.id: wording.quantity(figure.value, figure.unit),
            f"{figure.id} | {NUMBER_ONLY}": wording.number(figure.value),
            f"{figure.id} | {CHINESE}": _counted(figure),
        }
        reference = next((ref for ref, said in forms.items() if said == each.words), "")
        if reference:
            places = self._made.references.setdefault(each.section, {})
            places.setdefault(each.block, []).append((*each.place, reference))


def _counted(figure: Declared) -> str:
    """Write a figure in Chinese numerals, blank where it cannot be."""
    if figure.value % 1 or figure.unit == PERCENT:
        return ""
    return wording.counted(int(figure.value), figure.unit)
