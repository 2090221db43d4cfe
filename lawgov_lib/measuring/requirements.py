"""The table of what metrics must reach (限值): values with their units and sources."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data


class Threshold(BaseModel):
    """A limit in the unit of its metric, and where it comes from.

    ``law`` is the provision behind it by its id in the table of legal bases, blank where none is
    confirmed; ``checked`` the month in which the sources were last gone through.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sign: Literal["≥", "≤", ">", "<"]
    value: Decimal
    unit: str
    source: str
    law: str = ""
    checked: str

    def __str__(self) -> str:
        """Write the limit as ``≥4``."""
        return f"{self.sign}{self.value}"


@cache
def load_thresholds() -> dict[str, Threshold]:
    """Return the thresholds by the id of their metric."""
    table = load_data("measuring/requirements.yaml")
    return {key: Threshold.model_validate(entry) for key, entry in table.items()}
