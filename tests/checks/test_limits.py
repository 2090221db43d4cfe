"""The limits and days of the checks are those that were agreed on, with their sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from lawgov_lib.base.datafile import load_data
from lawgov_lib.checks.lawbook import repealed_laws
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


def test_repealed_laws_are_gone_since_their_successors_came() -> None:
    """Each has the day on which the law that replaced it came into force.

    What the table of titles adds is of its own texts: the day they came into force themselves.
    """
    told = {
        title: tuple(successor.split())
        for successor, titles in GROUNDS["repealed"].items()
        for title in titles.split()
    }

    laws = repealed_laws()
    own = [each["title"] for each in load_data("checks/repealed.yaml")]
    assert {title: (laws[title].by, laws[title].since.isoformat()) for title in own} == told
    assert laws["城市房屋拆迁管理条例"].by == "国有土地上房屋征收与补偿条例"
    assert "行政处罚法" not in laws
    assert "政府信息公开条例" not in laws
