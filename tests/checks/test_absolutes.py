"""Sweeping claims: found where a number beside them, or of the year, says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from lawgov_lib.checks.attainment import Names, counterfigure
from lawgov_lib.checks.counterexamples import counterexample
from lawgov_lib.checks.sweeping import Passage, statements
from lawgov_lib.reading.reader import read
from tests.places import TESTS
from tests.reading.corpus import SECTION, stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.yearfolder import YearFolder

SENTENCES: Mapping[str, list[str]] = YAML(typ="safe").load(TESTS / "checks" / "sweeping.yaml")
YEAR = 2024


def held_against(text: str) -> list[str]:
    """Return what a text holds against its own claims."""
    passage = Passage.of(read(text), YEAR)
    found = (counterexample(passage, each) for each in statements(passage.reading))
    return [each[0] for each in found if each]


def figures_against(text: str) -> list[str]:
    """Return what the figures of demo 2024 hold against the claims of a text."""
    subject = stage("demo", YEAR, SECTION, "").subject
    names = Names.of(subject.metrics, subject.settings["C10"]["nothing"], subject.register)
    sums = subject.settings["C07"]
    found = (counterfigure(names, each, sums) for each in statements(read(text)))
    return [figure.says for figure in found if figure]


@pytest.mark.parametrize("text", SENTENCES["contradicted"])
def test_a_number_of_the_text_contradicts_a_claim(text: str) -> None:
    """Fewer done than taken up, one late, one that happened, one the year before."""
    assert held_against(text)


@pytest.mark.parametrize("text", SENTENCES["borne_out"])
def test_a_claim_that_the_text_bears_out_is_left_alone(text: str) -> None:
    """Parts of another kind, the rest, what was mended, another year, an aim."""
    assert held_against(text) == []


@pytest.mark.parametrize("text", SENTENCES["contradicted_in_demo"])
def test_a_figure_of_the_year_contradicts_a_claim(text: str) -> None:
    """A rate below 100%, an outcome of fewer than all, a count above zero, one the year before."""
    assert figures_against(text) or held_against(text)


@pytest.mark.parametrize("text", SENTENCES["borne_out_in_demo"])
def test_a_claim_that_the_figures_bear_out_is_left_alone(text: str) -> None:
    """Also one that no metric speaks of, or that is of some only."""
    assert figures_against(text) == []


def test_a_finding_quotes_whole_and_part() -> None:
    """Whoever reads the finding sees both values."""
    text = "排查矛盾纠纷97起，化解94起，矛盾纠纷全部化解。"

    assert held_against(text) == ["同段数据为97起中的94起"]


def test_what_rests_on_a_name_alone_is_no_certain_objection() -> None:
    """Fewer done than taken up is certain; that a thing counted is the one denied is not."""
    for text, certain in (
        ("排查矛盾纠纷97起，化解94起，矛盾纠纷全部化解。", True),
        ("全年未发生信访事项，接待信访3件。", False),
        ("首次举办技能大赛，参赛选手比上届多17名。", False),
    ):
        passage = Passage.of(read(text), YEAR)
        objections = [counterexample(passage, each) for each in statements(passage.reading)]
        assert [each[1] for each in objections if each] == [certain], text


def test_a_rate_that_is_counted_is_believed(folder: YearFolder) -> None:
    """What stands beside a rate of 100% says nothing against it where its base was all done."""
    counts = {"lit": 74, "lit_carried": 15, "lit_done": 74, "lit_open": 15}
    results = {"lit_rejected": 49, "lit_dismissed": 11, "lit_withdrawn": 14}
    folder.figures(
        *((key, "数值", {"value": str(value)}) for key, value in (counts | results).items()),
        ("lit_head", "数值", {"numerator": "58", "denominator": "58"}),
    )

    assert "负责人出庭应诉率100%" in folder.statement("lit")
    assert folder.findings("C10") == []
