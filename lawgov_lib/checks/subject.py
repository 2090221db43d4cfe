"""What the checks look at: one year, measured and told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lawgov_lib.document.tree import OWN, Paragraph, plain, runs_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.checks.settings import Settings
    from lawgov_lib.document.tree import Blocks, Runs
    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.inputs.outline import Outline, Spot
    from lawgov_lib.measuring.history import History
    from lawgov_lib.measuring.metric import Metric


@dataclass(frozen=True)
class Said:
    """A block of a section's own text: where it stands, the prose it comes from, and its runs.

    ``source`` is ``file:line`` of the prose, blank where the text was generated.
    """

    section: str
    position: int
    source: str
    runs: Runs

    @property
    def text(self) -> str:
        """The text of the block."""
        return plain(self.runs)


def is_own(key: str) -> bool:
    """Tell whether a section is a cell that an analyst added."""
    return key.startswith(OWN)


@dataclass(frozen=True)
class Subject:
    """One year as the checks see it.

    ``file`` is the name of ``report.yaml`` relative to the root, ``outline`` the outline as this
    year arranges it, ``told`` the blocks by section, own cells after them, ``settings`` limits and
    word lists by check.
    """

    file: str
    year_inputs: YearInputs
    outline: Outline
    spots: Mapping[str, Spot]
    metrics: Mapping[str, Metric]
    told: Mapping[str, Blocks]
    history: History
    settings: Settings

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every block of text, the opening first, the sections in report order, own cells last."""
        return tuple(
            Said(
                key,
                position,
                block.source if isinstance(block, Paragraph) else "",
                tuple(runs_of(block)),
            )
            for key in dict.fromkeys(("opening", *self.spots, *filter(is_own, self.told)))
            for position, block in enumerate(self.told.get(key, ()))
        )
