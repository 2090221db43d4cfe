"""A year folder opened: read, given its outline and measured, before it is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lawgov_lib import inputs
from lawgov_lib.areas import AREAS, keyed, measure
from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.layout import REPORT_FILE
from lawgov_lib.inputs.outline import survey_outline
from lawgov_lib.inputs.tablesource import KeptTables
from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.inputs import Prose, Survey, YearInputs
    from lawgov_lib.inputs.outline import Outline
    from lawgov_lib.inputs.outlineentry import Spot
    from lawgov_lib.measuring.metric import Metric


@dataclass(frozen=True)
class OpenedYear:
    """What a year folder says by itself, and what is wrong with its outline and its figures.

    Without inputs or without an outline there are no metrics. ``file`` names its ``report.yaml``.
    ``adrift`` are the metrics with a value of areas that the outline tells nowhere.
    """

    file: str
    found: Survey
    outline: Outline | None
    spots: Mapping[str, Spot]
    metrics: Mapping[str, Metric]
    faults: tuple[Problem, ...]
    misfits: tuple[Problem, ...]
    adrift: tuple[Metric, ...] = ()


@dataclass(frozen=True, eq=False)
class YearFolders:
    """The year folders under one: each is opened, and each told, once, when it is first asked for.

    Who keeps it for longer than one report drops with :meth:`drop` what has changed since.

    Attributes:
        folder: The folder of the year folders.
    """

    folder: Path
    _tables: KeptTables = field(default_factory=KeptTables, init=False, repr=False)
    _opened: dict[int, OpenedYear] = field(default_factory=dict, init=False, repr=False)
    _told: dict[int, Mapping[str, Blocks]] = field(default_factory=dict, init=False, repr=False)

    def opened(self, year: int) -> OpenedYear:
        """Return a year, read and measured."""
        if year not in self._opened:
            self._opened[year] = open_year(self.folder, year, self._tables)
        return self._opened[year]

    def told(self, year: int, tell: Callable[[], Mapping[str, Blocks]]) -> Mapping[str, Blocks]:
        """Return what a year tells by section; ``tell`` tells it where nobody has asked yet."""
        if year not in self._told:
            self._told[year] = tell()
        return self._told[year]

    def drop(self, *years: int) -> None:
        """Forget years, and what those after them tell, which rests on them."""
        for year in years:
            self._opened.pop(year, None)
        for year in [each for each in self._told if any(each >= dropped for dropped in years)]:
            del self._told[year]


def open_year(params_dir: Path, year: int, kept: KeptTables | None = None) -> OpenedYear:
    """Read and measure one year.

    Args:
        params_dir: The folder of the year folders.
        year: The report year.
        kept: What keeps its tables from one time to the next.
    """
    found = inputs.survey(params_dir, year, kept)
    file = f"{params_dir.name}/{year}/{REPORT_FILE}"
    if found.inputs is None:
        return OpenedYear(file, found, None, {}, {}, (), ())
    prose = found.inputs.prose
    outline, faults = survey_outline(found.inputs.report, file, prose)
    if outline is None:
        return OpenedYear(file, found, None, {}, {}, faults, ())
    keys = outline.named(prose)
    named = {keys[name]: text for name, text in prose.items()}
    year_inputs = keyed(replace(found.inputs, prose=named))
    found = replace(found, inputs=year_inputs)
    spots = outline.places()
    headings = {key: spot.headings[-1].text for key, spot in spots.items() if spot.headings}
    metrics, misfits = measure(year_inputs, spots, headings)
    adrift = _adrift(year_inputs, spots)
    twice = tuple(_twice(keys, prose))
    return OpenedYear(file, found, outline, spots, metrics, (*faults, *twice), misfits, adrift)


def _adrift(year_inputs: YearInputs, spots: Mapping[str, Spot]) -> tuple[Metric, ...]:
    """Return what registers give of the areas that the outline tells nowhere."""
    lost = [key for key in AREAS if key not in spots]
    if not lost:
        return ()
    counted, _ = measure(replace(year_inputs, figures={}), lost)
    return tuple(
        metric for metric in counted.values() if metric.state is State.NUMBER and metric.sources
    )


def _twice(keys: Mapping[str, str], prose: Mapping[str, Prose]) -> Iterator[Problem]:
    """Name the files of prose that are one section's: the one would hide the other."""
    homes: dict[str, str] = {}
    for name, text in prose.items():
        other = homes.setdefault(keys[name], text.file)
        if other != text.file:
            hint = "合为一个文件，删去另一个。"
            yield Problem("E449", f"与{other}是同一节的正文", Place(text.file), hint)
