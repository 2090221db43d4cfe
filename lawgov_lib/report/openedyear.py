"""A year folder opened: read, given its outline and measured, before it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawgov_lib import inputs
from lawgov_lib.areas import keyed, measure
from lawgov_lib.base.layout import REPORT_FILE
from lawgov_lib.inputs.outline import survey_outline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.inputs import Survey
    from lawgov_lib.inputs.outline import Outline, Spot
    from lawgov_lib.measuring.metric import Metric


@dataclass(frozen=True)
class OpenedYear:
    """What a year folder says by itself, and what is wrong with its outline and its figures.

    Without inputs or without an outline there are no metrics. ``file`` names its ``report.yaml``.
    """

    file: str
    found: Survey
    outline: Outline | None
    spots: Mapping[str, Spot]
    metrics: Mapping[str, Metric]
    faults: tuple[Problem, ...]
    misfits: tuple[Problem, ...]


def open_year(params_dir: Path, year: int) -> OpenedYear:
    """Read and measure one year.

    Args:
        params_dir: The folder of the year folders.
        year: The report year.
    """
    found = inputs.survey(params_dir, year)
    file = f"{params_dir.name}/{year}/{REPORT_FILE}"
    if found.inputs is None:
        return OpenedYear(file, found, None, {}, {}, (), ())
    outline, faults = survey_outline(found.inputs.report, file)
    if outline is None:
        return OpenedYear(file, found, None, {}, {}, faults, ())
    spots = outline.places()
    headings = {key: spot.headings[-1].text for key, spot in spots.items() if spot.headings}
    year_inputs = keyed(found.inputs)
    metrics, misfits = measure(year_inputs, spots, headings)
    found = replace(found, inputs=year_inputs)
    return OpenedYear(file, found, outline, spots, metrics, faults, misfits)
