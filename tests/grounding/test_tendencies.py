"""Changes told without any number, against the figures of demo 2024 and of the year before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lawgov_lib.grounding.tendencies import worded
from lawgov_lib.reading.reader import read
from tests.reading.corpus import SECTION, stage

LEVEL = Decimal(5)


def turned_of(text: str) -> list[str]:
    """Return the figures of demo 2024 that went another way than a text says."""
    figures = stage("demo", 2024, SECTION, "").subject.figures
    return [each.figure.id for each in worded(read(text), figures, LEVEL)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("行政检查次数较上年略有下降。", "insp"),
        ("行政处罚案件数与上年基本持平。", "pun_total"),
        ("信访事项继续上升，投诉事项有所减少。", "comp_petitions"),
        ("行政许可申请量比上年翻了近一番。", "lic_applied"),
    ],
)
def test_a_change_in_words_that_its_figure_did_not_make(text: str, figure: str) -> None:
    """Up for down, level for a third less, twice for a tenth more."""
    assert turned_of(text) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "行政检查次数较上年略有上升。",
        "执法人员数量与上年持平。",
        "力争行政检查次数明显下降。",
        "高新区行政检查次数有所下降。",
        "上半年行政检查次数同比下降。",
        "行政检查次数比上年减少7次。",
    ],
)
def test_what_is_right_narrower_or_an_aim_is_left_alone(text: str) -> None:
    """Only what names a figure and no more is held against it; with a number, other checks ask."""
    assert not turned_of(text)
