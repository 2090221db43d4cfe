"""The table of what metrics must reach (限值): values with their units and sources."""

from __future__ import annotations

import operator
from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from lawgov_lib.base.datafile import load_data

_SIGNS = {"≥": operator.ge, "≤": operator.le, ">": operator.gt, "<": operator.lt}


class Threshold(BaseModel):
    """A limit in the unit of its metric, and where it comes from.

    ``law`` is the provision behind it by its id in the table of legal bases, blank where none is
    confirmed; ``checked`` the month in which the sources were last gone through. ``is_usual`` tells
    that the law says so of the usual case (一般), ``unless`` which cases it leaves out; one that is
    ``is_unconditional`` has no exception, so that no reason makes up for missing it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sign: Literal["≥", "≤", ">", "<"]
    value: Decimal
    unit: str
    source: str
    law: str = ""
    checked: str = ""
    is_usual: bool = Field(default=False, alias="usual")
    unless: str = ""
    is_unconditional: bool = Field(default=False, alias="unconditional")

    def is_met(self, value: Decimal) -> bool:
        """Tell whether a value reaches it."""
        return bool(_SIGNS[self.sign](value, self.value))

    def __str__(self) -> str:
        """Write the limit as ``≥4``."""
        return f"{self.sign}{self.value}"


@cache
def load_thresholds() -> dict[str, Threshold]:
    """Return the thresholds by the id of their metric."""
    table = load_data("measuring/requirements.yaml")
    return {key: Threshold.model_validate(entry) for key, entry in table.items()}
