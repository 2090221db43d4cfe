"""Numbers of the text find their figures in any word order, and parts are left alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from lawgov_lib.grounding.match import ground
from lawgov_lib.grounding.verdict import Grounded, Verdict
from lawgov_lib.reading.reader import read
from tests.places import DEMO, TESTS
from tests.yearfolder import YearFolder

if TYPE_CHECKING:
    from lawgov_lib.checks.subject import Subject

CASES: list[dict[str, Any]] = YAML(typ="safe").load(
    (TESTS / "grounding" / "grounded.yaml").read_text(encoding="utf-8")
)


@cache
def demo() -> Subject:
    """Open the demo year once."""
    return YearFolder(DEMO / "params", 2024).report().subject


@cache
def grounded(text: str) -> dict[str, Grounded]:
    """Hold a text against the demo year's figures; the numbers by their words."""
    return {each.mention.words: each for each in ground(read(text), demo().figures)}


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_number_finds_its_figure(case: dict[str, Any]) -> None:
    """A wrong number is contradicted by its own figure, a right one is found, a part is neither."""
    found = grounded(case["text"]).get(case["words"])

    if "not" in case:
        assert found is None or found.verdict is not Verdict[case["not"]]
        return
    assert found is not None
    assert found.verdict is Verdict[case["verdict"]]
    assert case["figure"] in {figure.id for figure in found.figures}
