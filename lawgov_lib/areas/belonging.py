"""Where declared figures belong: to a metric that there is, or to a section as the agency's own."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.usage import factor
from lawgov_lib.inputs.areanames import area_names, area_of
from lawgov_lib.inputs.cells import likened
from lawgov_lib.measuring.manner import unit_of
from lawgov_lib.measuring.metric import PERCENT, Definition

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from lawgov_lib.inputs import Figure

_WITHOUT_NUMBER = {"无此职责", "未提供"}
_AREA, _UNIT, _NAME, _CODE = "领域", "单位", "名称", "编号"


def ids_by_name(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return ids by name, as names are compared; a name that several bear names none.

    Args:
        named: The ids, each with its name.
    """
    pairs = [(likened(name), key) for key, name in named]
    count = Counter(name for name, _ in pairs)
    return {name: key for name, key in pairs if count[name] == 1}


@dataclass(frozen=True)
class Belonging:
    """What declared figures of one year are held against.

    Attributes:
        sections: The keys of the sections of the year's outline.
        headings: Their headings of this year.
        units: The units of the metrics of these sections by id.
        homes: The sections of all metrics by id.
        names: The ids of all metrics by name.
    """

    sections: Collection[str]
    headings: Mapping[str, str]
    units: Mapping[str, str]
    homes: Mapping[str, str]
    names: Mapping[str, str]

    def own(self, key: str, figure: Figure) -> tuple[str, Definition]:
        """Return the section and the definition of a figure of the agency's own."""
        row = figure.row
        definition = Definition(key, row.name or "", unit_of(row) or "", "机关申报", is_own=True)
        return self._section(row.area or ""), definition

    def faults(self, key: str, figure: Figure) -> list[Problem]:
        """Return what is wrong with a figure; nothing of a sound one."""
        if key in self.units:
            return [*_unfit(figure, self.units[key]), *_wordy(figure)]
        if key in self.homes:
            return [self._homeless(key, figure)]
        if key in self.names:
            return [_repeated(self.names[key], figure)]
        return self._incomplete(key, figure)

    def _section(self, area: str) -> str:
        """Return the section that is meant by a key, a heading or the name of an area; or blank."""
        own = {likened(heading): key for key, heading in self.headings.items()}
        key = area if area in self.sections else own.get(likened(area)) or area_of(area)
        return key if key in self.sections else ""

    def _title(self, key: str) -> str:
        """Return what people call a section."""
        return area_names()[key].name if key in area_names() else self.headings.get(key, key)

    def _choice(self, area: str = "") -> str:
        """Say which sections there are, the nearest to what was written first."""
        titles = [self._title(key) for key in self.sections]
        near = difflib.get_close_matches(area, titles, n=1, cutoff=0.3) if area else []
        return f"{'最接近的是“' + near[0] + '”；' if near else ''}可填：{'、'.join(titles)}。"

    def _homeless(self, key: str, figure: Figure) -> Problem:
        home = self._title(self.homes[key])
        message = f"指标“{figure.row.name or key}”属于“{home}”，本年提纲没有这一节"
        hint = f"删去该行，或改用自设指标。自设指标的「{_AREA}」{self._choice()}"
        return Problem("E432", message, Place(figure.file, figure.line, _CODE), hint)

    def _incomplete(self, key: str, figure: Figure) -> list[Problem]:
        row = figure.row
        own = f"“{row.name or key}”不是已有指标，作为自设指标"
        unit = "" if row.state in _WITHOUT_NUMBER else unit_of(row)
        wanted = []
        if row.name is None:
            wanted.append((_NAME, self._meant(key)))
        if unit is None:
            wanted.append((_UNIT, "补填。"))
        problems = [
            Problem("E432", f"{own}须填「{header}」", Place(figure.file, figure.line, header), hint)
            for header, hint in wanted
        ]
        if not self._section(row.area or ""):
            written = f"，现为“{row.area}”" if row.area else ""
            message = f"{own}须在「{_AREA}」填写本年提纲中的节{written}"
            place = Place(figure.file, figure.line, _AREA)
            hint = self._choice(row.area) if row.area else self._named(key) + self._choice()
            problems.append(Problem("E432", message, place, hint))
        return problems + _unfit(figure, unit_of(row) or PERCENT)

    def _named(self, key: str) -> str:
        """Offer the metric that a name without an area may mean."""
        near = difflib.get_close_matches(key, self.names, n=1)
        return f"是已有指标的，名称最接近的是“{near[0]}”；" if near else ""

    def _meant(self, key: str) -> str:
        """Offer the code of a metric that a wrong one may mean."""
        near = difflib.get_close_matches(key, self.homes, n=1)
        return f"补填；是已有指标的，编号最接近的是“{near[0]}”。" if near else "补填。"


def _unfit(figure: Figure, unit: str) -> list[Problem]:
    row = figure.row
    problems: list[Problem] = []
    same = not row.unit or factor(row.unit, unit) == 1
    if not same:
        message = f"指标“{row.name or row.id}”的单位是“{unit}”，这里写作“{row.unit}”"
        place = Place(figure.file, figure.line, _UNIT)
        problems.append(Problem("E433", message, place, "按指标单位换算。"))
    if unit != PERCENT and (row.numerator, row.denominator) != (None, None):
        message = f"“{row.name or row.id}”不是比率，没有分子、分母"
        place = Place(figure.file, figure.line, "分子" if row.denominator is None else "分母")
        problems.append(Problem("E434", message, place, "改填「数值」。"))
    elif (row.numerator is None) != (row.denominator is None) and row.value is not None:
        given, blank = ("分子", "分母") if row.denominator is None else ("分母", "分子")
        message = f"“{row.name or row.id}”填了「{given}」，没有填「{blank}」"
        place = Place(figure.file, figure.line, blank)
        hint = "补填，并把「数值」留空；只有比率的，把它也留空。"
        problems.append(Problem("E479", message, place, hint))
    return problems


def _wordy(figure: Figure) -> list[Problem]:
    """Refuse a text for a metric that is counted."""
    if not figure.row.words:
        return []
    message = f"“{figure.row.name or figure.row.id}”是已有指标，应填「数值」，不填「内容」"
    hint = "填写数字；要写文字的，另取名称作为自设指标。"
    return [Problem("E434", message, Place(figure.file, figure.line, "内容"), hint)]


def _repeated(metric_id: str, figure: Figure) -> Problem:
    message = f"“{figure.row.name}”就是已有指标“{metric_id}”，该指标另有一行"
    hint = "只保留一行；不是同一数据的，另取名称。"
    return Problem("E423", message, Place(figure.file, figure.line, _NAME), hint)
