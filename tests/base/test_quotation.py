"""Straight quotation marks become full-width where it is certain which opens and which closes."""

from __future__ import annotations

import pytest

from lawgov_lib.base.quotation import full_width, nested, straight


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('推进"放管服"改革', "推进“放管服”改革"),
        ('"双随机"和"一公开"', "“双随机”和“一公开”"),
        ("提出'最多跑一次'", "提出‘最多跑一次’"),
        ("指出：\"落实'谁执法谁普法'责任。\"", "指出：“落实‘谁执法谁普法’责任。”"),
        ('（"一网通办"）', "（“一网通办”）"),
        ("没有引号", "没有引号"),
    ],
)
def test_pairs_become_full_width(text: str, expected: str) -> None:
    """Marks that touch what they hold are turned, also inside each other."""
    assert full_width(text) == expected
    assert straight(expected) == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('推进"放管服改革', '"'),
        ('屏幕55"，另有65"的', '"'),
        ('前" 后"', '"'),
        ('前""后', '"'),
        ("北纬21'与22'之间", "'"),
        ("\"甲'乙\"丙'", "\"'"),
        ('"甲乙"丙\'', "'"),
    ],
)
def test_doubtful_marks_stay(text: str, left: str) -> None:
    """A mark without its other half, an inch, a minute and crossing pairs are left and told."""
    assert straight(full_width(text)) == left


def test_apostrophe_is_no_quotation_mark() -> None:
    """An apostrophe in a word of letters is neither turned nor told."""
    assert full_width("People's Bank，'绿色'金融") == "People's Bank，‘绿色’金融"
    assert straight("People's") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("““八五”普法”已于2025年期满", "“‘八五’普法”已于2025年期满"),
        ("“甲”与“乙”不符", "“甲”与“乙”不符"),
        ("““甲”和“乙””丙", "“‘甲’和‘乙’”丙"),
        ("““甲“乙”丙””丁", "“‘甲“乙”丙’”丁"),
        ("“甲“乙”", "“甲“乙”"),
        ("甲”乙“丙”", "甲”乙“丙”"),
    ],
)
def test_marks_within_marks(text: str, expected: str) -> None:
    """Marks within marks are single, within these double again; a cut quotation stays."""
    assert nested(text) == expected
