"""A year may write its outline out as a tree of headings, or name one of several styles."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lawgov_lib.areas import AREAS
from lawgov_lib.inputs.areanames import area_names, area_of
from lawgov_lib.inputs.outline import (
    Outline,
    load_outlines,
    load_styles,
    outline_of,
    survey_outline,
)
from lawgov_lib.inputs.outlineentry import LEGAL_PARTS
from lawgov_lib.inputs.reportfile import ReportFile
from tests.places import PROJECT

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

FACTS = {"agency": {"name": "某市某局", "level": "局", "region": "某省"}, "year": 2024}
FILE = "params/2024/report.yaml"


def grown(tree: object, **more: object) -> tuple[Outline, list[str]]:
    """Return the outline of a tree, and code and message of what is wrong with it."""
    report = ReportFile.model_validate({**FACTS, "outline": tree, **more})
    outline, problems = survey_outline(report, FILE)
    assert outline is not None
    return outline, [f"{each.code} {each.message}" for each in problems]


def shown(outline: Outline) -> list[str]:
    """Write the sections: their headings, then their keys, a guest behind its host."""
    return [
        "".join(f"{head.number}{head.text} " for head in spot.headings)
        + (f"{spot.host}+" if spot.host else "")
        + key
        for key, spot in outline.places().items()
    ]


def test_areas_on_the_highest_level() -> None:
    """Areas may be 一、二、三, by their Chinese names or keys, without a heading above them."""
    tree = [
        "前言",
        {"heading": "执法", "tells": "行政执法"},
        {"heading": "复议", "tells": "disputes"},
    ]

    outline, problems = grown(tree)

    assert shown(outline) == ["一、前言 前言", "二、执法 enforcement", "三、复议 disputes"]
    assert problems == []


def test_four_levels_are_numbered() -> None:
    """Headings are numbered 一、（一）1.（1）; only the first below opens those above it."""
    four = {"heading": "丙", "sections": ["丁", "戊"]}
    outline, _ = grown([{"heading": "甲", "sections": [{"heading": "乙", "sections": [four]}]}])

    assert shown(outline) == ["一、甲 （一）乙 1.丙 （1）丁 丁", "（2）戊 戊"]


def test_text_of_a_heading_before_those_below_it() -> None:
    """What a heading tells stands before the headings below it, its other areas right after."""
    tree = [{"heading": "总述", "tells": ["thought", "leadership"], "sections": ["甲", "乙"]}]

    outline, _ = grown(tree)

    assert shown(outline) == [
        "一、总述 thought",
        "thought+leadership",
        "（一）甲 甲",
        "（二）乙 乙",
    ]
    orders = [spot.order for spot in outline.places().values()]
    assert orders == sorted(orders)


def test_heading_with_a_key_of_its_own() -> None:
    """Named by itself, a heading has prose of its own before that of each area it tells."""
    outline, _ = grown([{"heading": "综述", "key": "概况", "tells": ["functions", "decisions"]}])

    assert shown(outline) == ["一、综述 概况", "概况+functions", "概况+decisions"]


@pytest.mark.parametrize(
    ("node", "served"),
    [
        ({"heading": "打算", "tells": "下一年度安排"}, "plans"),
        ({"heading": "打算", "serves": "下一年度主要安排"}, "plans"),
        ({"heading": "打算", "serves": "plans"}, "plans"),
        ({"heading": "领导", "tells": "党的领导", "serves": "第一责任人"}, "responsibility"),
        ("打算", "achievements"),
    ],
)
def test_part_that_a_heading_serves(node: object, served: str) -> None:
    """A heading serves the part it names, else that of its areas, else what the one above does."""
    outline, problems = grown([node])

    assert [spot.serves for spot in outline.places().values()] == [served]
    assert problems == []


def test_part_that_is_served_tells_its_area() -> None:
    """Where no heading tells the area of a part, the one that serves the part does."""
    outline, _ = grown([{"heading": "差距", "serves": "不足和原因"}])
    other, _ = grown(
        [{"heading": "差距", "serves": "不足和原因"}, {"heading": "短板", "tells": "shortcomings"}]
    )

    assert shown(outline) == ["一、差距 shortcomings"]
    assert shown(other) == ["一、差距 差距", "二、短板 shortcomings"]


def test_lower_heading_serves_what_the_one_above_does() -> None:
    """A heading without areas serves the part of the heading above it."""
    outline, _ = grown([{"heading": "打算", "serves": "plans", "sections": ["一季度"]}])

    assert outline.places()["一季度"].serves == "plans"


@pytest.mark.parametrize(
    ("tree", "codes"),
    [
        ([{"heading": "甲", "tells": "不存在的领域"}], ["E436"]),
        ([{"heading": "甲", "tells": ["functions", "政府职能"]}], ["E437"]),
        (
            [{"heading": "甲", "tells": "functions"}, {"heading": "乙", "tells": "functions"}],
            ["E437"],
        ),
        ([{"heading": "甲", "serves": "无此部分"}], ["E436"]),
        (["甲", "甲"], ["E448"]),
        (["甲", {"heading": "乙", "key": "甲"}], ["E448"]),
        ([{"heading": "乙", "key": "opening"}], ["E448"]),
        ([{"heading": "乙", "key": "functions"}], ["E448"]),
        (["{{ 年度 }}！"], ["E448"]),
        (
            [
                {"heading": "甲", "tells": "x", "serves": "y"},
                {"heading": "甲", "tells": ["functions", "functions"]},
                "乙",
                "乙",
            ],
            ["E436", "E436", "E437", "E448"],
        ),
    ],
)
def test_tree_that_is_none(tree: list[object], codes: list[str]) -> None:
    """All that is wrong with a tree is told at once."""
    _, problems = grown(tree)

    assert sorted(each[:4] for each in problems) == sorted(codes)


def test_fifth_level() -> None:
    """What no official document numbers is refused, with the heading above it."""
    tree: object = "戊"
    for word in "丁丙乙甲":
        tree = {"heading": word, "sections": [tree]}

    _, problems = grown([tree])

    assert problems == ["E448 “丁”之下还有标题，超过四级"]


def test_faults_of_the_writing_have_their_lines(folder: YearFolder) -> None:
    """An empty heading, a strange entry and a blank item are told with their lines, all at once."""
    text = (
        "year: 2020\nagency: {name: 甲, level: 乙, region: 丙}\nsigned_on: 2021-01-20\noutline:\n"
    )
    folder.write(
        "report.yaml", f"{text}  - ''\n  -\n  - heading: 甲\n    tell: 行政执法\n  - {{}}\n"
    )

    problems = folder.survey().problems

    assert [(each.code, each.place and each.place.line) for each in problems] == [
        ("E413", 5),
        ("E413", 6),
        ("E411", 8),
        ("E410", 9),
    ]


def test_tree_without_headings(folder: YearFolder) -> None:
    """A list of nothing is no outline."""
    text = "year: 2020\nagency: {name: 甲, level: 乙, region: 丙}\nsigned_on: 2021-01-20\n"
    folder.write("report.yaml", f"{text}outline: []\n")

    assert "「outline」不能为空" in folder.refusal()


def test_faults_of_the_meaning_have_their_lines(folder: YearFolder) -> None:
    """An area that is none is told at its own line, with the names there are."""
    text = (
        "year: 2020\nagency: {name: 甲, level: 乙, region: 丙}\nsigned_on: 2021-01-20\noutline:\n"
    )
    folder.write("report.yaml", f"{text}  - 前言\n  - heading: 甲\n    tells:\n      - 行政执发\n")

    assert "E436 params/2020/report.yaml:8" in folder.problems()
    _, problems = grown([{"heading": "甲", "tells": "行政执发"}])
    assert problems == ["E436 「tells」中的“行政执发”不是领域的名称"]


def test_wishes_of_the_year_hold_for_a_tree() -> None:
    """A tree may be reworded and rearranged as any outline."""
    tree = ["甲", {"heading": "乙", "tells": "functions"}, {"heading": "丙", "tells": "decisions"}]
    arrange = {"fold": {"decisions": "functions"}, "order": ["functions"]}

    outline, problems = grown(tree, headings={"functions": "履职"}, arrange=arrange)

    assert shown(outline) == ["一、履职 functions", "functions+decisions", "二、甲 甲"]
    assert problems == []


# Styles


@pytest.mark.parametrize("style", load_styles(), ids=lambda style: style.id)
def test_style_tells_every_area_and_serves_every_part(style: Outline) -> None:
    """With whatever style, nothing measured is lost and the five parts are covered."""
    places = style.places()

    assert set(places) >= {*AREAS, "thought", "other"}
    assert {spot.serves for spot in places.values()} == set(LEGAL_PARTS)
    assert style.source
    assert style.first <= style.last


@pytest.mark.parametrize("guide", ["README.md", "README.zh-CN.md"])
def test_tree_of_the_guides(guide: str) -> None:
    """The trees that the guides show are sound, and tell all areas they name by these names."""
    text = (PROJECT / guide).read_text(encoding="utf-8")
    trees = re.findall(r"```yaml\n(outline:\n.*?)```", text, re.DOTALL)

    assert trees
    for tree in trees:
        assert grown(yaml.safe_load(tree)["outline"])[1] == []
    for style in load_styles():
        assert style.name in text


def test_style_by_either_name() -> None:
    """An outline may be asked for by its id or by its Chinese name."""
    for outline in (*load_outlines(), *load_styles()):
        assert outline_of(2024, outline.id, FILE) == outline
        assert outline_of(2024, outline.name, FILE) == outline
    ids = [outline.id for outline in (*load_outlines(), *load_styles())]
    assert len({*ids}) == len(ids) >= 6


def test_styles_differ() -> None:
    """No style is another's."""
    orders = [tuple(style.places()) for style in load_styles()]

    assert len({*orders}) == len(orders)
    assert next(iter(outline_of(2024, "第一责任人在前", FILE).places())) == "responsibility"
    tops = [
        h.level for s in outline_of(2024, "主题在前", FILE).places().values() for h in s.headings
    ]
    assert set(tops) == {1}
    guangdong = outline_of(2024, "广东", FILE).places()
    assert guangdong["responsibility"].host == next(iter(guangdong))


def test_areas_have_names_of_their_own() -> None:
    """Each measured area has a name, and no name says two of them."""
    names = [name for area in area_names().values() for name in area.names]

    assert len({*names}) == len(names)
    assert set(AREAS) <= set(area_names())
    assert all(area_of(key) == key for key in AREAS)


# Any tree

HEADINGS = st.text(st.sampled_from("甲乙丙丁戊己庚辛，、“”《》 "), min_size=1, max_size=6)


@st.composite
def trees(draw: st.DrawFn) -> list[object]:
    """Draw a tree of headings of at most four levels, that tells each area once."""
    left = draw(st.permutations([*area_names()]))
    words = (f"标题{draw(HEADINGS)}{number}" for number in range(1000))

    def nodes(level: int) -> list[object]:
        made: list[object] = []
        for _ in range(draw(st.integers(1, 3))):
            areas = [left.pop() for _ in range(min(draw(st.integers(0, 2)), len(left)))]
            below = nodes(level + 1) if level < 4 and draw(st.booleans()) else []
            made.append({"heading": next(words), "tells": areas, "sections": below})
        return made

    return nodes(1)


@given(trees())
def test_any_tree_keeps_its_order(tree: list[object]) -> None:
    """Headings come in the order of the tree, each once; each area is told once, in order."""
    outline, problems = grown(tree)
    places = outline.places()

    assert problems == []
    orders = [spot.order for spot in places.values()]
    assert all(before < after for before, after in pairwise(orders))
    said = json.dumps(tree, ensure_ascii=False)
    heads = [head for spot in places.values() for head in spot.headings]
    positions = [said.index(json.dumps(head.text, ensure_ascii=False)) for head in heads]
    assert positions == sorted(positions)
    assert len({head.key for head in heads}) == len(heads) == said.count('"heading"')
    assert [key for key in places if key in area_names()] == [
        area for node in _walked(tree) for area in node["tells"]
    ]


def _walked(tree: list[object]) -> list[dict[str, list[str]]]:
    nodes: list[dict[str, list[str]]] = []
    for node in tree:
        assert isinstance(node, dict)
        nodes += [node, *_walked(node["sections"])]
    return nodes
