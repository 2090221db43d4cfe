"""The choices of a roll-up, read once from ``settings.yaml``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data
from lawgov_lib.inputs.areanames import area_names


class Settings(BaseModel):
    """What of a roll-up is a choice; the file says what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    spans: tuple[str, ...]
    ranked: tuple[str, ...]
    shown: tuple[str, ...]
    ranks_shown: int
    ranks_kept: int
    outlier_deviations: int
    outlier_agencies: int
    rows_shown: int
    names_shown: int
    small_base: int


@cache
def settings() -> Settings:
    """Return the choices."""
    return Settings.model_validate(load_data("rollup/settings.yaml"))


@cache
def areas() -> dict[str, str]:
    """Return the names of the areas that have metrics, by key in the order of the roll-up."""
    return {key: area.name for key, area in area_names().items() if area.serves != "other"}
