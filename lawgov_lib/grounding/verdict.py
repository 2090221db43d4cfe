"""What becomes of a number of the text that is held against the figures of the year."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawgov_lib.grounding.figures import Figure
    from lawgov_lib.reading.mentions import Mention, Relation


class Verdict(Enum):
    """What becomes of a number held against the figures."""

    RIGHT = "相符"
    CONTRADICTED = "不符"
    AMBIGUOUS = "难以确定"
    UNKNOWN = "没有出处"


@dataclass(frozen=True, slots=True)
class Grounded:
    """A number of the text and what the year knows of it.

    Attributes:
        position: Its position among the mentions of the text.
        mention: The number.
        verdict: What became of it.
        figures: The figures that it agrees with, contradicts or may mean.
        named: Whether its label bears the name of the figures, and so is sure to mean them.
        change: The change that it tells, where it tells one.
    """

    position: int
    mention: Mention
    verdict: Verdict
    figures: tuple[Figure, ...] = ()
    named: bool = False
    change: Relation | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """A change told in words or with an amount that goes another way than its figure."""

    relation: Relation
    figure: Figure
