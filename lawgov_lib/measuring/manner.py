"""How an agency wants a declared figure told and compared: its kind, its degree, its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.inputs.rows.declared import EXTERNAL, RANK, RATE, WORDS

if TYPE_CHECKING:
    from decimal import Decimal

    from lawgov_lib.inputs.rows import FigureRow

_UNITS = {RATE: "%", RANK: "位", WORDS: ""}
"""The units of kinds that need not name one."""


@dataclass(frozen=True)
class Manner:
    """What a declared figure says of itself beside its value.

    Attributes:
        kind: The kind of an agency's own figure; blank of a metric that there is.
        degree: The word of degree, as 约 or 以上.
        words: The text of a figure that is no number.
        pattern: The agency's own sentence, with a blank for the value.
        decimals: The decimals that the value is told with; None as they are kept.
        is_external: Whether a rate comes from others, who alone know its base.
    """

    kind: str = ""
    degree: str = ""
    words: str = ""
    pattern: str = ""
    decimals: int | None = None
    is_external: bool = False


PLAIN = Manner()


def manner_of(row: FigureRow, *, is_own: bool) -> Manner:
    """Return what a row says; an agency's own figure keeps the decimals that were given."""
    return Manner(
        kind=row.sort if is_own else "",
        degree=row.degree or "",
        words=row.words or "",
        pattern=row.pattern or "",
        decimals=row.decimals if row.decimals is not None or not is_own else _given(row.value),
        is_external=row.source == EXTERNAL,
    )


def unit_of(row: FigureRow) -> str | None:
    """Return the unit of an agency's own figure: as filled in, or that of its kind."""
    return row.unit or _UNITS.get(row.sort)


def _given(value: Decimal | None) -> int | None:
    return None if value is None else max(0, -int(value.as_tuple().exponent))
