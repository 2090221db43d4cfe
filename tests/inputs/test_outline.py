"""Outlines give each section its place, its headings and the legal part that it serves."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from lawgov_lib.areas import AREAS
from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.inputs.outline import load_outlines, outline_of
from lawgov_lib.inputs.outlineentry import LEGAL_PARTS, LegalPart, Spot
from lawgov_lib.inputs.parameters import FIRST_YEAR
from lawgov_lib.inputs.reportfile import Arrangement

FILE = "params/2020/report.yaml"


def where(*path: int | str) -> Place:
    """Name a path as a place."""
    return Place(FILE, None, ".".join(map(str, path)))


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


def test_outline_before_the_oldest() -> None:
    """A year that no outline reaches is told so."""
    with pytest.raises(InputError) as error:
        outline_of(2014, "", FILE)

    (problem,) = error.value.problems
    assert problem.code == "E439"
    assert "最早的提纲自2015年起" in problem.message


def test_ten_areas_from_2021() -> None:
    """The second period has ten headings under part one; study is told under leadership."""
    places = outline_of(2021, "", FILE).places()

    assert list(places)[:11] == [
        "thought",
        "functions",
        "institutions",
        "decisions",
        "enforcement",
        "emergency",
        "disputes",
        "oversight",
        "digital",
        "leadership",
        "capacity",
    ]
    assert [head.number for head in places["leadership"].headings] == ["\uff08十\uff09"]
    assert places["capacity"] == Spot((1, 10, 1), (), "achievements", host="leadership")


def test_no_section_of_the_older_outline_is_lost() -> None:
    """What was measured and told before a period still has its place in it."""
    for older, newer in pairwise(outline.places() for outline in load_outlines()):
        assert set(older) <= set(newer)


def test_headings_are_in_full_width_punctuation() -> None:
    """Headings read as Chinese text."""
    headings = [
        head.text
        for outline in load_outlines()
        for spot in outline.places().values()
        for head in spot.headings
    ]

    assert not [heading for heading in headings if set(heading) & set(",:;()")]


# Rearranged for one year


def keys(**wishes: object) -> list[str]:
    """Return the numbered headings of 2022 as this year wishes, guests marked with their host."""
    outline = outline_of(2022, "", FILE).arranged(Arrangement.model_validate(wishes), where)
    return [
        f"{spot.host}+{key}" if spot.host else spot.headings[-1].number + key
        for key, spot in outline.places().items()
    ]


def test_ordered() -> None:
    """What is named stands first among its siblings, in this order; the others keep theirs."""
    told = keys(order=["responsibility", "leadership", "digital"])

    assert told[:4] == [
        "一、responsibility",
        "\uff08一\uff09leadership",
        "leadership+capacity",
        "\uff08二\uff09digital",
    ]
    assert told[4] == "\uff08三\uff09thought"
    assert told[-3:] == ["三、shortcomings", "四、plans", "五、other"]


def test_folded() -> None:
    """A section told under another heading follows what is told there already."""
    told = keys(fold={"responsibility": "leadership"})

    assert told[9:12] == [
        "\uff08十\uff09leadership",
        "leadership+capacity",
        "leadership+responsibility",
    ]
    assert told[12:] == ["二、shortcomings", "三、plans", "四、other"]


def test_folded_section_serves_its_legal_part() -> None:
    """Under whatever heading it is told, a section serves the part that the regulation asks for."""
    wanted = Arrangement(fold={"responsibility": "thought"})

    places = outline_of(2022, "", FILE).arranged(wanted, where).places()

    assert places["responsibility"] == Spot((1, 1, 1), (), "responsibility", host="thought")


def test_folded_host_brings_its_guests() -> None:
    """What was told under a heading moves along with it, except what is told elsewhere."""
    assert keys(fold={"leadership": "plans"})[-4:] == [
        "四、plans",
        "plans+leadership",
        "plans+capacity",
        "五、other",
    ]
    told = keys(fold={"leadership": "plans", "capacity": "thought"})
    assert told[:2] == ["\uff08一\uff09thought", "thought+capacity"]
    assert told[-3:] == ["四、plans", "plans+leadership", "五、other"]


def test_dropped() -> None:
    """A dropped section is gone with its guests; the next takes its number and opens the part."""
    assert keys(drop=["digital"])[8] == "\uff08九\uff09leadership"
    assert "leadership+capacity" not in keys(drop=["leadership"])
    places = outline_of(2022, "", FILE).arranged(Arrangement(drop=("thought",)), where).places()
    assert [head.key for head in places["functions"].headings] == ["achievements", "functions"]


def test_part_of_which_nothing_is_left() -> None:
    """A heading over nothing is not shown."""
    sections = ["functions", "institutions", "decisions", "enforcement", "oversight", "disputes"]
    wanted = Arrangement(drop=(*sections, "capacity"), fold={"leadership": "plans"})

    places = outline_of(2020, "", FILE).arranged(wanted, where).places()

    assert list(places) == ["shortcomings", "responsibility", "plans", "leadership", "other"]
    assert places["shortcomings"].headings[0].number == "一、"


@pytest.mark.parametrize(
    ("wishes", "codes", "said"),
    [
        ({"drop": ["other", "no"]}, ["E436"], "arrange.drop.1"),
        ({"fold": {"plans": "no"}}, ["E436"], "arrange.fold.plans"),
        ({"order": ["digitel"]}, ["E436"], "“digitel”"),
        ({"drop": ["digitel", "achievements"]}, ["E436", "E436"], "“achievements”"),
        ({"fold": {"respons": "leadership"}}, ["E436"], "“respons”"),
        ({"fold": {"responsibility": "leader"}}, ["E436"], "“leader”"),
        ({"fold": {"responsibility": "achievements"}}, ["E436"], "“achievements”"),
        ({"fold": {"responsibility": "capacity"}}, ["E436"], "“capacity”"),
        ({"fold": {"plans": "other"}, "drop": ["other"]}, ["E437"], "“other”已删去"),
        ({"fold": {"plans": "other", "other": "digital"}}, ["E437"], "“other”已并入别处"),
        ({"fold": {"plans": "plans"}}, ["E437"], "“plans”已并入别处"),
        ({"fold": {"plans": "other"}, "drop": ["plans"]}, ["E437"], "“plans”既并入“other”又删去"),
        ({"order": ["x"], "drop": ["y"], "fold": {"z": "w"}}, ["E436"] * 4, "“w”"),
    ],
)
def test_arrangement_that_is_none(wishes: dict[str, object], codes: list[str], said: str) -> None:
    """Unknown keys and wishes that contradict each other are refused, all at once."""
    with pytest.raises(InputError) as error:
        keys(**wishes)

    assert [problem.code for problem in error.value.problems] == codes
    assert said in str(error.value)


def test_heading_for_what_is_told_under_another() -> None:
    """A section without a heading of its own has none to reword."""
    with pytest.raises(InputError) as error:
        outline_of(2022, "", FILE).reworded({"capacity": "学法"}, where)

    assert "“capacity”在提纲2021-2025中没有标题" in str(error.value)


def test_reworded() -> None:
    """A year may reword a heading; the others keep theirs."""
    outline = outline_of(2020, "", FILE)

    reworded = outline.reworded({"plans": "主要安排", "functions": "履职情况"}, where).places()

    assert reworded["plans"].headings[0].text == "主要安排"
    assert reworded["functions"].headings[1].text == "履职情况"
    assert reworded["other"] == outline.places()["other"]


def test_reworded_heading_of_no_section() -> None:
    """Each heading for a section that the outline does not have is refused, all at once."""
    with pytest.raises(InputError) as error:
        outline_of(2020, "", FILE).reworded({"planz": "甲", "plans": "乙", "x": "丙"}, where)

    assert [problem.code for problem in error.value.problems] == ["E430", "E430"]
    assert "“planz”" in error.value.problems[0].message
    assert "plans" in error.value.problems[0].hint


def test_every_outline_serves_the_five_legal_parts() -> None:
    """Whatever the period, each part that the regulation asks for is served."""
    for outline in load_outlines():
        served = {spot.serves for spot in outline.places().values()}

        assert served == set(get_args(LegalPart)) == set(LEGAL_PARTS), outline.id


def test_outlines_cover_all_years_without_overlap() -> None:
    """From the first year on, each year has one outline."""
    outlines = load_outlines()

    assert outlines[0].first <= FIRST_YEAR
    assert all(earlier.last < later.first for earlier, later in pairwise(outlines))


def test_every_area_stands_in_an_outline() -> None:
    """No area is measured that no outline would show."""
    shown = {key for outline in load_outlines() for key in outline.places()}

    assert set(AREAS) <= shown
