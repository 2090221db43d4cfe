"""Quantities of a sentence are related as a reader relates them, and judged as one reckons."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Direction, Link, Reading, Relation
from lawgov_lib.reading.reader import read
from lawgov_lib.reading.series import words

_TABLE = yaml.safe_load((Path(__file__).parent / "told_relations.yaml").read_text("utf-8"))
_ARROWS = {Direction.UP: "↑", Direction.DOWN: "↓", Direction.SAME: "="}
_CUES = st.sampled_from(
    [
        "其中",
        "，",
        "、",
        "；",
        "。",
        "（",
        "）",
        "：",
        "共",
        "占",
        "合格",
        "率",
        "分别",
        "比上年",
        "增长",
        "减少",
        "由",
        "至",
        "收到",
        "结转",
        "办结",
        "全部",
        "上年",
        "25/26",
        "3件",
        "92%",
        "一半",
        "第3位",
        "0件",
        "0%",
        "不少于3件",
        "1.5万元",
        "0.5个百分点",
        "翻一番",
        "2023年",
        "９",
    ]
)


def _shown(reading: Reading, relation: Relation) -> str:
    """Write a relation as a formula, with ✗ and what it should be where it does not hold."""
    told = [each.words for each in reading.mentions]
    parts, out = ([told[each] for each in side] for side in (relation.parts, relation.out))
    whole = "" if relation.whole is None else told[relation.whole]
    match relation.link:
        case Link.TOTAL:
            formula = f"{whole} = {' + '.join(parts)}"
        case Link.PART:
            formula = f"{whole} ≥ {' + '.join(parts)}"
        case Link.RATE if out:
            formula = f"{whole} = ({parts[0]} - {out[0]}) / {parts[0]}"
        case Link.RATE if parts:
            formula = f"{whole} = {parts[0]} / {' + '.join(parts[1:])}"
        case Link.RATE:
            formula = f"{whole} = ∅"
        case Link.PRODUCT:
            formula = f"{whole} = {' * '.join(parts)}"
        case Link.MEAN:
            formula = f"{whole} = {' ÷ '.join(parts)}"
        case Link.RATIO:
            formula = f"{' : '.join(parts)} = {' : '.join(out)}"
        case Link.SHARES:
            formula = f"100% ≥ {' + '.join(parts)}"
        case Link.BALANCE:
            sign = "≥" if relation.rough else "="
            formula = f"{' + '.join(parts)} {sign} {' + '.join(out)}"
        case Link.CHANGE:
            arrow = _ARROWS[relation.direction] if relation.direction else "×"
            side = f" ({out[0]})" if out else ""
            formula = f"{' ← '.join(parts) or '?'} {arrow} {whole}{side}".rstrip()
    return f"{formula}{_fault(reading, relation)}"


def _fault(reading: Reading, relation: Relation) -> str:
    """Write ✗ and what the whole should be where a relation does not hold."""
    judged = agreement(relation, reading.mentions)
    if judged is None or judged.holds:
        return ""
    return " ✗" if judged.right is None else f" ✗ {judged.right:f}{judged.unit}"


@pytest.mark.parametrize("entry", _TABLE, ids=[entry["text"][:24] for entry in _TABLE])
def test_relations_of_a_sentence(entry: dict[str, object]) -> None:
    """Totals, parts, rates, balances and changes are found, and only where they are certain."""
    reading = read(str(entry["text"]))

    assert [_shown(reading, each) for each in reading.relations] == entry["relations"]


def test_outcomes_name_their_source() -> None:
    """Each list of outcomes that leaves nothing over says where it comes from."""
    assert all(each["source"] and len(each["names"]) > 1 for each in words("partitions"))


@given(st.lists(_CUES | st.text(max_size=3), max_size=40).map("".join))
def test_any_text_is_related_without_an_error(text: str) -> None:
    """Relations of any text quote it, and can be judged."""
    reading = read(text)

    for relation in reading.relations:
        assert 0 <= relation.start < relation.end <= len(text)
        involved = [*relation.parts, *relation.out]
        involved += [] if relation.whole is None else [relation.whole]
        for each in involved:
            assert relation.start <= reading.mentions[each].start
            assert reading.mentions[each].end <= relation.end
        agreement(relation, reading.mentions)
