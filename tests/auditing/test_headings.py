"""Headings: by number or style, and what each speaks of."""

from __future__ import annotations

import pytest

from lawgov_lib.auditing.headings import Head, Meaning, heads_of, meaning_of
from lawgov_lib.document.pieces import Piece, run
from lawgov_lib.inputs.outline import load_outlines

PUBLISHED = {
    "2025年度法治政府建设主要举措和成效": ("achievements",),
    "工作开展情况": ("achievements",),
    "强化组织领导，统筹推进法治建设": ("achievements",),
    "存在的主要问题": ("shortcomings",),
    "2026年工作打算": ("plans",),
    "下一步工作思路": ("plans",),
    "存在的不足和下一步打算": ("shortcomings", "plans"),
    "党政主要负责人履行推进法治建设第一责任人职责情况": ("responsibility",),
    "其他需要报告的事项": ("other",),
    "编后": (),
}
AREAS = {
    "健全行政决策机制，提高决策质量": "decisions",
    "持续优化营商环境": "functions",
    "规范公正文明执法": "enforcement",
    "多元化解矛盾纠纷": "disputes",
    "强化政治引领": "thought",
    "提升应急处置能力": "emergency",
}


@pytest.mark.parametrize(("text", "parts"), PUBLISHED.items())
def test_parts_of_published_headings(text: str, parts: tuple[str, ...]) -> None:
    """The five parts are known in other words too; two in one heading are two."""
    assert meaning_of(text).parts == parts


def test_the_work_of_the_next_year_is_a_plan() -> None:
    """重点工作 of the report year are deeds, those of the next one are none yet."""
    assert meaning_of("2025年重点工作", 2024).parts == ("plans",)
    assert meaning_of("2024年重点工作", 2024).parts == ("achievements",)
    assert meaning_of("补齐短板，规范行政执法", 2024).parts == ("achievements",)


@pytest.mark.parametrize(("text", "area"), AREAS.items())
def test_areas_of_published_headings(text: str, area: str) -> None:
    """An area is known by its words."""
    assert meaning_of(text).area == area


def test_headings_of_the_outlines_are_their_own() -> None:
    """Every heading of every outline is recognised as the section that it is."""
    entries = [
        (part.serves, section)
        for outline in load_outlines()
        for part in outline.parts
        for section in part.sections or (part,)
    ]

    for serves, entry in entries:
        found = meaning_of(entry.heading)
        assert found.parts == (serves,), entry.heading
        if serves == "achievements":
            assert found == Meaning(("achievements",), entry.key)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("一、主要举措和成效", Head(1, "一、", "主要举措和成效")),
        ("第二部分 存在的不足", Head(1, "第二部分 ", "存在的不足")),
        ("（二）规范行政执法", Head(2, "（二）", "规范行政执法")),
        ("(三)规范行政执法。", Head(2, "(三)", "规范行政执法。")),
        ("三）规范行政执法", Head(2, "三）", "规范行政执法")),
        ("（一）强化引领。全年学法4次。", Head(2, "（一）", "强化引领", "全年学法4次。", "。")),
        ("3.执法公示", Head(3, "3.", "执法公示")),
        ("3.5万件已办结", None),
        ("（一）申请材料；", None),
        ("2.完成年度执法检查计划，全年检查企业78家次。", None),
        ("一是规范执法。", None),
        ("全年检查78次。", None),
    ],
)
def test_headings_by_their_numbers(text: str, head: Head | None) -> None:
    """GB/T 9704 numbers headings; items of a list and sentences are none."""
    assert heads_of([Piece(1, run(text)), Piece(2, run("全年检查78次。"))]) == [head, None]


def test_numbers_without_text_are_a_list() -> None:
    """1. and 2. with nothing between them are items; the heading of a text is one."""
    lines = ("1.申请材料", "2.身份证明", "（一）受理", "1.审查", "由两人审查。")

    assert [head and head.text for head in heads_of([Piece(1, run(each)) for each in lines])] == [
        None,
        None,
        "受理",
        "审查",
        None,
    ]


def test_styles_rank_where_there_is_no_number() -> None:
    """The highest style of a file is level 1, whatever it is called there."""
    pieces = [Piece(1, run("主要举措"), 2), Piece(2, run("执法"), 4), Piece(3, run("正文"))]

    assert heads_of(pieces) == [Head(1, "", "主要举措"), Head(2, "", "执法"), None]
