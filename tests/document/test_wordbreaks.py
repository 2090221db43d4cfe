"""Lines end between words, and none begins with what belongs to the line before."""

from __future__ import annotations

from itertools import pairwise

import pytest

from lawgov_lib.document.wordbreaks import breaks, even_lines

CASES = {
    "深入学习贯彻习近平法治思想": "深入|学习|贯彻|习近平|法治|思想",
    "依法预防处置重大突发事件": "依法|预防|处置|重大|突发事件",
    "2024年度法治政府建设情况的报告": "2024年度|法治|政府|建设|情况的|报告",
    "科学化、民主化": "科学化、|民主化",
    "人力资源和社会保障局": "人力资源|和社会|保障局",
    "落实《法治政府建设实施纲要》情况": "落实|《法治|政府|建设|实施|纲要》|情况",
    "卫生健康委员会（疾病预防控制局）": "卫生|健康|委员会|（疾病|预防|控制局）",
    "随机、一公开": "随机、|一公开",
    "局": "局",
    "": "",
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_breaks(text: str, expected: str) -> None:
    """Words stay whole; particles, suffixes and marks stay with the word that they belong to."""
    places = (0, *breaks(text), len(text))

    assert "|".join(text[a:b] for a, b in pairwise(places)) == expected


LONG = (
    "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗卫生健康委员会（疾病预防控制局）"
    "和市场监督管理局（知识产权局）"
)


def test_a_long_name_has_even_lines_of_whole_words() -> None:
    """The fewest lines that fit, none much longer than another, each ending behind a word."""
    lines = even_lines(LONG, 26)

    assert "".join(lines) == LONG
    assert len(lines) == 3
    assert max(map(len, lines)) <= 22
    assert {sum(map(len, lines[:count])) for count in (1, 2)} <= {*breaks(LONG)}


def test_a_short_name_has_one_line() -> None:
    """A name that fits is left as it is, one without words to break at is cut."""
    assert even_lines("示例市科学技术局", 26) == ("示例市科学技术局",)
    assert even_lines("A" * 70, 26) == ("A" * 26, "A" * 26, "A" * 18)
