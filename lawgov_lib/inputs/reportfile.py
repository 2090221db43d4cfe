"""``report.yaml``: who reports, on which year, signed when, on which outline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationInfo,
    field_validator,
)

from lawgov_lib.inputs.fields import Day, Text

if TYPE_CHECKING:
    from datetime import date


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Agency(_Model):
    """The reporting agency (机关)."""

    name: Text
    short_names: tuple[Text, ...] = ()
    level: Text
    region: Text
    fictional: StrictBool = False


class Reference(_Model):
    """A document that the opening paragraph cites, with its issuer where one is named."""

    title: Text
    issuer: str = ""


class ReportFile(_Model):
    """The content of ``report.yaml``; ``headings`` rewords the outline for this year."""

    agency: Agency
    year: Annotated[StrictInt, Field(ge=2015, le=2100)]
    signed_on: Day
    as_of: Day
    outline: str = ""
    addressee: str = ""
    basis: tuple[Reference, ...] = ()
    headings: dict[str, Text] = {}

    @field_validator("as_of")
    @classmethod
    def _counted_in_time(cls, as_of: date, info: ValidationInfo) -> date:
        signed_on, year = info.data.get("signed_on"), info.data.get("year")
        if signed_on and as_of > signed_on:
            message = f"统计截止日期{as_of}晚于签发日期{signed_on}"
            raise ValueError(message)
        if year and as_of.year < year:
            message = f"统计截止日期{as_of}早于报告年度{year}年"
            raise ValueError(message)
        return as_of
