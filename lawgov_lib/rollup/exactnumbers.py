"""Numbers of many agencies at once, exact: whole digits and decimal places, never binary fractions.

Sums and medians are made of whole numbers of one scale, in 64 bits where these hold them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from lawgov_lib.measuring.metricstable import ABSENT

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROOM = 1 << 60


class Value(NamedTuple):
    """One agency's value; the agency by its place in the list."""

    agency: int
    value: Decimal


@dataclass(frozen=True, eq=False)
class Quantities:
    """A number of each of some agencies, which stand in their order; all arrays are as long."""

    agencies: NDArray[np.int32]
    digits: NDArray[np.int64]
    places: NDArray[np.int8]

    def __len__(self) -> int:
        """Count the numbers, those that are not there too."""
        return len(self.agencies)

    def only(self, wanted: NDArray[Any]) -> Quantities:
        """Return some of them, by a mask or by their positions."""
        return Quantities(self.agencies[wanted], self.digits[wanted], self.places[wanted])

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which numbers are there."""
        return np.not_equal(self.places, ABSENT)

    def at(self, position: int) -> Value:
        """Return one of them as it was written."""
        value = decimal(int(self.digits[position]), int(self.places[position]))
        return Value(int(self.agencies[position]), value)

    def values(self) -> list[Value]:
        """Return all of them as they were written."""
        cells = zip(self.agencies.tolist(), self.digits.tolist(), self.places.tolist(), strict=True)
        return [Value(agency, decimal(digits, places)) for agency, digits, places in cells]

    @cached_property
    def scale(self) -> int:
        """How many decimals the number with most of them has."""
        return max(int(self.places.max(initial=0)), 0)

    @cached_property
    def whole(self) -> NDArray[Any]:
        """The numbers as whole ones of that scale; with room for their sum, times eight."""
        most = int(np.abs(self.digits).max(initial=0)) * 10**self.scale * max(len(self), 1) * 8
        digits: NDArray[Any] = self.digits if most < _ROOM else self.digits.astype(object)
        factors: NDArray[Any] = 10 ** (self.scale - self.places).astype(digits.dtype)
        whole: NDArray[Any] = np.multiply(digits, factors)
        return whole

    def total(self) -> Decimal:
        """Return their sum."""
        return decimal(int(self.whole.sum()), self.scale)


def decimal(digits: int, places: int) -> Decimal:
    """Return a number by its digits and decimal places."""
    return Decimal(digits).scaleb(-places)
