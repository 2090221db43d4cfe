"""Limits, deadlines and word lists of the checks: data with a source, which a year may override."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Mapping

    Settings = Mapping[str, Mapping[str, Any]]


@cache
def defaults() -> Settings:
    """Return the settings by check code and name; ``source`` says where each check's come from."""
    text = (files("lawgov_lib.checks") / "settings.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = YAML(typ="safe").load(text)
    return found
