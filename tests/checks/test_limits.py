"""The limits and days of the checks are those that were agreed on, with their sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from lawgov_lib.base.datafile import load_data
from lawgov_lib.checks.settings import defaults
from tests.places import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUNDS = yaml.safe_load((DATA / "grounds.yaml").read_text(encoding="utf-8"))


def limits(value: Any, path: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield the numbers and days of a setting by the path that leads there."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from limits(inner, f"{path}.{key}")
        case list():
            for at, inner in enumerate(value):
                if isinstance(inner, dict):
                    yield from limits(inner, f"{path}.{inner.get('name', at)}")
        case bool():
            return
        case int() | float():
            yield path, value
        case str() if re.fullmatch(r"\d{2}-\d{2}", value):
            yield path, value


def test_limits_of_the_checks() -> None:
    """Every number and every day that a check judges by is one that the table names."""
    found = dict(pair for code, values in defaults().items() for pair in limits(values, code))

    assert found == GROUNDS["limits"]


def test_every_limit_says_where_it_comes_from() -> None:
    """A check that has settings names their source, or says that there is none."""
    assert [code for code, values in defaults().items() if not values.get("source")] == []


def test_limits_of_the_rollup() -> None:
    """The numbers by which a roll-up judges are named too."""
    found = load_data("rollup/settings.yaml")

    assert {key: value for key, value in found.items() if isinstance(value, int)} == (
        GROUNDS["rollup"]
    )
