"""A text is read once: any text, in linear time, each number at its place."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_lib.reading.mentions import QUANTITIES, Kind, Mention
from lawgov_lib.reading.reader import read

_HERE = Path(__file__).parent
_PIECES = (
    "全年 办结 行政处罚案件 12 １２ 1.5 1,024 万 亿 件 人 家次 % ％ ‰ 百分之 三 十 "
    "二百零三 两 〇 壹 成 "
    "倍 个百分点 分之 余 多 近 约 以上 — 至 / : 。 ， 、 ； “ ” 《 》 （ ） 2024年 1月 第 条 号 "
    "〔2024〕 翻 番 半数 其中 比上年 增长 ⼀ ㎡ ① x GB/T +N 一 个 次 "
    "上 数 几 点 千 百 元 0 00 . , - ~ 𠮷 ٣"
)
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*_PIECES.split(), " ", "　", "\n", "\u200b"]), max_size=25).map(
        "".join
    ),
)


@cache
def _table(name: str) -> Any:  # noqa: ANN401  what YAML can say
    return yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))


def _named(text: str, words: str) -> Mention:
    """Return the mention with these words."""
    found = [each for each in read(text).mentions if each.words == words]

    assert found, [(each.words, each.kind) for each in read(text).mentions]
    return found[0]


def _quantities(text: str) -> list[Mention]:
    return [each for each in read(text).mentions if each.kind in QUANTITIES]


@given(_TEXTS)
@settings(max_examples=300)
def test_any_text_reads_and_every_place_quotes_it(text: str) -> None:
    """Mentions stand in order, apart from each other, and quote the text as it was given."""
    reading = read(text)

    last = 0
    for each in reading.mentions:
        assert last <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.words
        assert each.low <= each.high
        assert each.step > 0
        last = each.end
    for stretch in (*reading.sentences, *reading.clauses):
        assert 0 <= stretch.start < stretch.end <= len(text)


@given(st.integers(0, 10**9))
def test_a_whole_number_in_digits_is_read_as_itself(value: int) -> None:
    """With or without separators, in either width."""
    for numeral in (str(value), f"{value:,}", str(value).translate(_WIDE)):
        found = _quantities(f"发放资料{numeral}份。")

        assert [(each.low, each.high) for each in found] == [(Decimal(value), Decimal(value))]


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize("row", _table("numbers.yaml"), ids=lambda row: row["text"])
def test_a_form_of_numeral_is_read(row: dict[str, Any]) -> None:
    """Each form gives its interval, its unit and its kind."""
    found = _named(row["text"], row["words"])

    assert found.kind is Kind[row.get("kind", "COUNT")]
    if "low" in row:
        low, high = Decimal(str(row["low"])), Decimal(str(row.get("high", row["low"])))
        near = Decimal("0.01")
        assert abs(found.low - low) < near
        assert found.high == high or abs(found.high - high) < near
        assert found.unit == row["unit"]


@pytest.mark.parametrize(
    "phrase", [phrase for group in _table("idioms.yaml").values() for phrase in group]
)
def test_a_set_phrase_counts_nothing(phrase: str) -> None:
    """Wherever it stands in a sentence."""
    for form in (
        "围绕{}开展工作，取得成效。",
        "全面落实{}要求，{}取得进展。",
        "在推进工作中，{}有力有序。",
    ):
        assert not _quantities(form.replace("{}", phrase))


@pytest.mark.parametrize("row", _table("counts.yaml"), ids=lambda row: row["text"])
def test_a_numeral_with_a_measure_word_counts(row: dict[str, Any]) -> None:
    """三名同志 are three, though 三会一课 is none."""
    found = _named(row["text"], row["words"])

    assert found.kind in QUANTITIES
    assert int(found.low) == row["low"]


@pytest.mark.parametrize("row", _table("nouns.yaml"), ids=lambda row: row["text"])
def test_a_number_has_its_noun_and_deed(row: dict[str, Any]) -> None:
    """In any word order, and carried from the number before where it is left out."""
    assert [[each.noun, each.deed] for each in _quantities(row["text"])] == row["counted"]


@pytest.mark.parametrize(
    "text", ["检查\ud800三件12件", "几点几五件", "少九多亿九3.数亿几半", "亿点四几五"]
)
def test_rows_of_numeral_characters_that_are_no_number_are_read_over(text: str) -> None:
    """And half a character stands in no word; what can be read beside them is."""
    reading = read(text)

    assert reading.text == text
