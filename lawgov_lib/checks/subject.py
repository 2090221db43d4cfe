"""What the checks look at: one year, measured and told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.document import Blocks
    from lawgov_lib.history import History
    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.metric import Metric
    from lawgov_lib.outline import Outline, Spot


@dataclass(frozen=True)
class Subject:
    """One year as the checks see it.

    ``file`` is the name of ``report.yaml`` relative to the root, ``outline`` the outline as this
    year arranges it, ``told`` the blocks by section.
    """

    file: str
    year_inputs: YearInputs
    outline: Outline
    spots: Mapping[str, Spot]
    metrics: Mapping[str, Metric]
    told: Mapping[str, Blocks]
    history: History
