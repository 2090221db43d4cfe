"""The kinds of values that the files of a year folder hold."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNREADABLE = "date_parsing"


def _written_as_day(value: object) -> str:
    """Refuse what pydantic would take for seconds since 1970, such as 20200713."""
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        return value.strip()
    raise PydanticCustomError(_UNREADABLE, "not a day")


def _blank_to_none(value: object) -> object:
    return None if value == "" else value


_MAYBE = BeforeValidator(_blank_to_none)

Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]
Amount = Annotated[Decimal, Field(ge=0)]
Day = Annotated[date, BeforeValidator(_written_as_day)]

MaybeText = Annotated[str | None, _MAYBE]
MaybeCount = Annotated[Count | None, _MAYBE]
MaybeAmount = Annotated[Amount | None, _MAYBE]
MaybeDay = Annotated[Day | None, _MAYBE]
