"""The numbers of Word's lists are written as Word prints them; what is not known is told."""

from __future__ import annotations

import pytest

from lawgov_lib.inputs.wordnumerals import is_known, written

PRINTED = {
    "decimal": {1: "1", 27: "27"},
    "decimalZero": {1: "01", 10: "10", 100: "100"},
    "decimalFullWidth": {12: "１２"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
    "numberInDash": {3: "- 3 -"},
    "upperLetter": {1: "A", 26: "Z", 27: "AA", 28: "BB", 53: "AAA"},
    "lowerLetter": {27: "aa", 99: "uuuu"},
    "upperRoman": {4: "IV", 27: "XXVII", 99: "XCIX"},
    "lowerRoman": {9: "ix", 53: "liii"},
    "chineseCounting": {
        10: "十",
        11: "十一",
        20: "二十",
        99: "九十九",
        100: "一〇〇",
        110: "一一〇",
    },
    "taiwaneseCounting": {99: "九十九", 101: "一○一"},
    "chineseCountingThousand": {99: "九十九", 100: "一百", 101: "一百零一", 110: "一百一十"},
    "chineseLegalSimplified": {10: "壹拾", 27: "贰拾柒", 101: "壹佰零壹"},
    "japaneseCounting": {10: "十", 21: "二十一", 101: "百一", 110: "百十", 1001: "千一"},
    "ideographDigital": {9: "九", 10: "一〇", 11: "一一", 27: "二七", 100: "一〇〇"},
    "taiwaneseDigital": {10: "一○"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 12: "亥", 13: "13"},
}


@pytest.mark.parametrize(
    ("form", "number", "said"),
    [(form, number, said) for form, pairs in PRINTED.items() for number, said in pairs.items()],
)
def test_a_number_is_written_as_word_prints_it(form: str, number: int, said: str) -> None:
    """Section 17.18.59 of ECMA-376 Part 1, before and beyond the end of each set."""
    assert is_known(form)
    assert written(form, number) == said


def test_what_no_list_can_hold_stays_short() -> None:
    """A list may begin at any number; letters and strokes do not go on without end."""
    assert len(written("upperLetter", 10**9)) < 100
    assert len(written("upperRoman", 10**9)) < 1000
