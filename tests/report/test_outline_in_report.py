"""A year's own tree of headings carries through the whole report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_lib.document.tree import Heading, Paragraph, plain
from lawgov_lib.inputs.outline import load_styles
from tests.yearfolder import report_of

if TYPE_CHECKING:
    from lawgov_lib.inputs.outline import Outline
    from tests.yearfolder import YearFolder

WHOLE = """\
outline:
  - 前言
  - heading: 工作情况
    tells: thought
    sections:
      - {heading: 履职和决策, tells: [functions, decisions]}
      - heading: 其余
        tells: [institutions, enforcement, disputes, oversight, capacity, leadership]
  - {heading: '问题和{{ next_year }}年打算', tells: [shortcomings, plans, other]}
  - {heading: 第一责任人, tells: responsibility}
"""


def outlined(folder: YearFolder, outline: str) -> None:
    """Give the year an outline."""
    folder.write("report.yaml", report_of(folder.year) + outline)


def said(folder: YearFolder) -> list[str]:
    """Return headings and paragraphs of the report, as they read, in their order."""
    document = folder.report().document
    return [
        block.number + block.text if isinstance(block, Heading) else plain(block.runs)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Heading) or (isinstance(block, Paragraph) and block.role == "body")
    ]


def test_text_stands_where_the_tree_has_it(folder: YearFolder) -> None:
    """Prose and statements of an area stand under the heading that tells it, in order."""
    outlined(folder, WHOLE)
    folder.write("text/前言.md", "写在前面。")
    folder.write("text/thought.md", "学习思想。")
    folder.write("text/decisions.md", "依法决策。")
    folder.figure("meet", "数值", value="3")

    told = said(folder)

    order = [
        *("一、前言", "写在前面。", "二、工作情况", "学习思想。"),
        *("（一）履职和决策", "依法决策。", "（二）其余", "召开会议研究法治政府建设工作3次。"),
        *("三、问题和2021年打算", "四、第一责任人"),
    ]
    assert [each for each in told if each in order] == order
    assert folder.findings("C24") == []


def test_prose_named_by_its_heading(folder: YearFolder) -> None:
    """A file of prose may bear the words of the heading; marks and references do not count."""
    outlined(folder, "outline:\n  - {heading: '{{ 年度 }}年履职、决策', tells: functions}\n")
    folder.write("text/年履职决策.md", "依法履职。")

    assert "依法履职。" in said(folder)
    assert "text/年履职决策.md" in folder.report().year_inputs.prose["functions"].file


def test_prose_named_by_the_heading_of_a_period(folder: YearFolder) -> None:
    """The outlines of the periods know their headings as file names too."""
    folder.write("text/加强法治政府建设组织领导.md", "加强领导。")

    assert "加强领导。" in said(folder)


def test_two_files_of_one_section(folder: YearFolder) -> None:
    """Of two files for one section neither hides the other."""
    outlined(folder, "outline:\n  - {heading: 履职, tells: functions}\n")
    folder.write("text/functions.md", "甲。")
    folder.write("text/履职.md", "乙。")

    assert folder.problems() == ["E449 params/2020/text/履职.md"]


def test_prose_named_by_a_heading_that_is_there_twice(folder: YearFolder) -> None:
    """Where two headings read the same, prose is named by the key; it is never guessed."""
    two = "[{heading: 其他, tells: functions}, {heading: 其他, tells: decisions}]"
    outlined(folder, f"outline: {two}\n")
    folder.write("text/其他.md", "甲。")
    assert folder.problems() == ["E435 params/2020/text/其他.md"]


def test_prose_named_by_its_reworded_heading(folder: YearFolder) -> None:
    """A heading that the year rewords names the file of its text too."""
    outlined(folder, "headings: {achievements: 主要工作}\n")
    folder.write("text/主要工作.md", "总的情况。")

    assert said(folder)[2:4] == ["一、主要工作", "总的情况。"]


def test_prose_of_no_heading(folder: YearFolder) -> None:
    """Prose that no heading has is told, and nothing is published without it."""
    outlined(folder, "outline:\n  - 前言\n")
    folder.write("text/后记.md", "甲。")

    assert folder.problems() == ["E435 params/2020/text/后记.md"]


def test_text_right_under_a_part(folder: YearFolder) -> None:
    """Of any outline a heading may have text before the headings below it."""
    folder.write("text/achievements.md", "总的情况。")
    folder.write("text/functions.md", "履职。")

    told = said(folder)

    assert told[2:6] == [
        "一、法治政府建设的主要举措和成效",
        "总的情况。",
        "（一）依法全面履行政府职能",
        "履职。",
    ]


def test_metric_in_a_heading(folder: YearFolder) -> None:
    """A heading may say a metric; one without a value is refused with its line."""
    outlined(folder, "outline:\n  - {heading: '专题会议{{ meet }}', tells: leadership}\n")
    assert folder.problems() == ["E513 params/2020/report.yaml:9"]

    folder.figure("meet", "数值", value="3")
    assert "一、专题会议3次" in said(folder)


@pytest.mark.parametrize(
    ("heading", "code"),
    [("{{ meeting }}", "E501"), ("{{ a + b }}", "E504"), ("甲{{ meet", "E503"), ("}}甲", "E503")],
)
def test_reference_that_is_none_in_a_heading(folder: YearFolder, heading: str, code: str) -> None:
    """What a heading refers to in vain is told with its line."""
    outlined(folder, f"outline:\n  - {{heading: '{heading}', key: 甲}}\n")

    assert folder.problems() == [f"{code} params/2020/report.yaml:9"]


def test_reference_in_a_reworded_heading(folder: YearFolder) -> None:
    """A heading that the year rewords may refer as well."""
    outlined(folder, "headings:\n  plans: '{{ 下一年度 }}年的安排'\n")

    assert "四、2021年的安排" in said(folder)


def test_area_with_data_that_no_heading_tells(folder: YearFolder) -> None:
    """Data of an area that the tree leaves out are a finding: nothing is lost in silence."""
    outlined(folder, "outline:\n  - {heading: 履职, tells: functions}\n")
    folder.register("meetings", "2020-03-01,第三次党组会议,党组会议,研究法治政府建设工作")

    (finding,) = [each for each in folder.findings("C24") if each.about == "leadership"]

    assert "组织领导" in finding.message
    assert "meetings.csv" in str(finding.places[0])


def test_parts_that_a_tree_does_not_serve(folder: YearFolder) -> None:
    """Each of the five parts that no heading serves is told."""
    outlined(folder, "outline:\n  - {heading: 履职, tells: functions}\n")
    folder.write("text/functions.md", "履职。")

    lacking = {finding.about for finding in folder.findings("C01")}

    assert lacking == {"shortcomings", "responsibility", "plans", "other"}


def test_heading_above_others_is_never_empty(folder: YearFolder) -> None:
    """Under a heading that tells an area the headings below it are content; one alone is empty."""
    outlined(
        folder,
        "outline:\n  - {heading: 履职, tells: functions, sections: [甲, 乙]}\n"
        "arrange: {empty: drop}\n",
    )
    folder.write("text/甲.md", "甲事。")

    assert said(folder)[2:] == ["一、履职", "（一）甲", "甲事。"]
    folder.write("text/甲.md", "")
    assert said(folder)[2:] == []


@pytest.mark.parametrize("style", load_styles(), ids=lambda style: style.id)
def test_style_tells_the_same(folder: YearFolder, style: Outline) -> None:
    """In every style the same is told of the same areas, under its own headings."""
    folder.figure("meet", "数值", value="3")
    folder.write("text/shortcomings.md", "有不足。")
    before = {key: blocks for key, blocks in folder.report().told.items() if blocks}
    outlined(folder, f"outline: {style.name}\n")
    report = folder.report()

    after = {key: blocks for key, blocks in report.told.items() if blocks}

    assert after == before
    assert set(report.metrics) >= {"meet", "shortcomings"}


@st.composite
def trees(draw: st.DrawFn) -> list[str | dict[str, object]]:
    """Draw a tree of headings; each is known by a number."""
    count = 0

    def nodes(level: int) -> list[str | dict[str, object]]:
        nonlocal count
        made: list[str | dict[str, object]] = []
        for _ in range(draw(st.integers(1, 3))):
            count += 1
            heading = f"第{count}件"
            below = nodes(level + 1) if level < 4 and count < 12 and draw(st.booleans()) else []
            made.append({"heading": heading, "sections": below} if below else heading)
        return made

    return nodes(1)


@settings(max_examples=20)
@given(trees())
def test_prose_of_every_node_is_told_in_its_order(
    folder: YearFolder, tree: list[str | dict[str, object]]
) -> None:
    """Whatever the tree, the prose of each heading stands right under it, in the tree's order."""
    outlined(folder, f"outline: {json.dumps(tree, ensure_ascii=False)}\n")
    written = json.dumps(tree, ensure_ascii=False)
    count = written.count("件")
    for number in range(1, 40):
        folder.write(f"text/第{number}件.md", f"写第{number}段。" if number <= count else "")

    told = said(folder)[2:]

    assert [each for each in told if each.startswith("写")] == told[1::2]
    assert [int(each[2:-2]) for each in told[1::2]] == list(range(1, count + 1))
    assert [each.partition("第")[2] for each in told[::2]] == [
        f"{number}件" for number in range(1, count + 1)
    ]
