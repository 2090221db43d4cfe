"""A number is of the time and the part that a reader takes it for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lawgov_lib.reading import scopes as scopes_module
from lawgov_lib.reading.mentions import QUANTITIES, Period, Scope
from lawgov_lib.reading.reader import read
from lawgov_lib.reading.scopes import resolved, scopes

_TABLE = yaml.safe_load((Path(__file__).parent / "told_scopes.yaml").read_text("utf-8"))


def _shown(words: str, scope: Scope) -> str:
    """Write a number with its time, the year named and its part."""
    year = f" {scope.year}" if scope.year else ""
    part = f"，{scope.part}" if scope.part else ""
    return f"{words}：{scope.period.value}{year}{part}"


@pytest.mark.parametrize("entry", _TABLE, ids=[entry["text"][:24] for entry in _TABLE])
def test_scope_of_each_number(entry: dict[str, object]) -> None:
    """Words of time reach as far as a reader takes them, and parts have their name."""
    mentions = read(str(entry["text"])).mentions

    told = [_shown(each.words, each.scope) for each in mentions if each.kind in QUANTITIES]

    assert told == entry["scopes"]


def test_a_named_year_is_told_by_the_year_of_the_report() -> None:
    """2023 is last year's in a report of 2024, 2022 earlier, 2025 to come; 累计 stays."""
    periods = [resolved(Scope(year=year), 2024).period for year in (2024, 2023, 2022, 2025)]

    assert periods == [Period.THIS, Period.LAST, Period.EARLIER, Period.NEXT]
    assert resolved(Scope(Period.CUMULATIVE, year=2021), 2024).period is Period.CUMULATIVE


def test_no_words_of_time_begin_otherwise() -> None:
    """The characters looked at first leave out no words of time."""
    guarded = scopes_module.time_pattern()
    free = re.compile(guarded.pattern.partition(")")[2])
    text = "\n".join(entry["text"] for entry in _TABLE)

    assert [each.span() for each in guarded.finditer(text)] == [
        each.span() for each in free.finditer(text)
    ]


@given(
    st.lists(
        st.sampled_from(list("上年去年2024年月累计截至拟将由从其中，。；、（）：《》“”3 9件a")),
        max_size=60,
    )
)
def test_every_number_has_a_scope(parts: list[str]) -> None:
    """There is a scope for each place, whatever the text."""
    text = "".join(parts)
    places = [(at, at + 1) for at, character in enumerate(text) if character.isdecimal()]

    assert len(scopes(text, places)) == len(places)
