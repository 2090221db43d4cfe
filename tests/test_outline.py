"""Outlines give each section its place, its headings and the legal part that it serves."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from lawgov_lib.errors import InputError
from lawgov_lib.outline import LegalPart, load_outlines, outline_of
from lawgov_lib.report import FIRST_YEAR
from lawgov_lib.sections import AREAS

FILE = "params/2020/report.yaml"


@pytest.mark.parametrize("year", [2015, 2020, 2021, 2030])
def test_outline_of_the_year(year: int) -> None:
    """The newest outline that had begun applies, until a newer one is added."""
    outline = outline_of(year, "", FILE)

    assert outline.first <= year
    assert not [other for other in load_outlines() if outline.first < other.first <= year]


def test_outline_by_name() -> None:
    """A report may ask for the outline of another period."""
    assert outline_of(2024, "2015-2020", FILE).id == "2015-2020"


def test_unknown_outline() -> None:
    """An outline that does not exist is refused, naming those that do."""
    with pytest.raises(InputError) as error:
        outline_of(2020, "2035", FILE)

    (problem,) = error.value.problems
    assert problem.code == "E431"
    assert "2015-2020" in problem.hint


def test_places() -> None:
    """Areas stand second in their part; only the first opens the part's heading."""
    places = outline_of(2020, "", FILE).places()

    assert places["functions"].order == (1, 1)
    assert [head.number for head in places["functions"].headings] == ["一、", "\uff08一\uff09"]
    assert [head.number for head in places["leadership"].headings] == ["\uff08八\uff09"]
    assert places["plans"].order == (4,)
    assert [head.number for head in places["plans"].headings] == ["四、"]
    assert list(places) == sorted(places, key=lambda key: places[key].order)


def test_reworded() -> None:
    """A year may reword a heading; the others keep theirs."""
    outline = outline_of(2020, "", FILE)

    reworded = outline.reworded({"plans": "主要安排", "functions": "履职情况"}, FILE).places()

    assert reworded["plans"].headings[0].text == "主要安排"
    assert reworded["functions"].headings[1].text == "履职情况"
    assert reworded["other"] == outline.places()["other"]


def test_reworded_heading_of_no_section() -> None:
    """Each heading for a section that the outline does not have is refused, all at once."""
    with pytest.raises(InputError) as error:
        outline_of(2020, "", FILE).reworded({"planz": "甲", "plans": "乙", "x": "丙"}, FILE)

    assert [problem.code for problem in error.value.problems] == ["E430", "E430"]
    assert "“planz”" in error.value.problems[0].message
    assert "plans" in error.value.problems[0].hint


def test_every_outline_serves_the_five_legal_parts() -> None:
    """Whatever the period, each part that the regulation asks for is served."""
    for outline in load_outlines():
        served = {spot.serves for spot in outline.places().values()}

        assert served == set(get_args(LegalPart)), outline.id


def test_outlines_cover_all_years_without_overlap() -> None:
    """From the first year on, each year has one outline."""
    outlines = load_outlines()

    assert outlines[0].first <= FIRST_YEAR
    assert all(earlier.last < later.first for earlier, later in pairwise(outlines))


def test_every_area_stands_in_an_outline() -> None:
    """No area is measured that no outline would show."""
    shown = {key for outline in load_outlines() for key in outline.places()}

    assert set(AREAS) <= shown
