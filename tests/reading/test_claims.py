"""Claims of all, none, first and on time are found with what they are of, and told from aims."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lawgov_lib.reading import claims as claims_module
from lawgov_lib.reading.reader import read

if TYPE_CHECKING:
    from lawgov_lib.reading.mentions import Claim

_TABLE = yaml.safe_load((Path(__file__).parent / "told_claims.yaml").read_text("utf-8"))
_CUES = st.sampled_from(
    [
        "全部",
        "均",
        "平均",
        "都",
        "人人",
        "件件",
        "100%",
        "应评尽评",
        "无案不评",
        "零投诉",
        "无一逾期",
        "未发生",
        "无",
        "首次",
        "率先",
        "按期",
        "将",
        "力争",
        "应当",
        "要求",
        "除",
        "外",
        "“",
        "”",
        "《",
        "》",
        "，",
        "。",
        "；",
        "：",
        "（",
        "）",
        "、",
        "案件",
        "办结",
        "3件",
        "率",
        "９",
    ]
)


def _shown(claim: Claim) -> str:
    """Write a claim: what is claimed, of what, and whether it is no result."""
    topic = f"（{claim.topic}）" if claim.topic else ""
    return f"{claim.sweep.value}{topic}：{claim.words}{'，非结果' if claim.hedged else ''}"


@pytest.mark.parametrize("entry", _TABLE, ids=[entry["text"][:24] for entry in _TABLE])
def test_claims_of_a_sentence(entry: dict[str, object]) -> None:
    """A clause claims by its own words; aims, rules and exceptions are no results."""
    claims = read(str(entry["text"])).claims

    assert [_shown(each) for each in claims] == entry["claims"]


def test_no_claiming_words_begin_otherwise() -> None:
    """The characters looked at first leave out no words that claim."""
    guarded = claims_module.claim_pattern()
    free = re.compile(guarded.pattern.partition(")")[2])
    text = "\n".join(entry["text"] for entry in _TABLE)

    assert [each.span() for each in guarded.finditer(text)] == [
        each.span() for each in free.finditer(text)
    ]


@given(st.lists(_CUES | st.text(max_size=3), max_size=40).map("".join))
def test_claims_quote_any_text(text: str) -> None:
    """Places of claims point at their words."""
    reading = read(text)

    for claim in reading.claims:
        assert text[claim.start : claim.end] == claim.words
        assert claim.sentence < len(reading.sentences)
        assert claim.clause < len(reading.clauses)
