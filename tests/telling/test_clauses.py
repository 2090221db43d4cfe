"""A sentence is made of the clauses that are known, and each number knows its metric."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.document.tree import plain
from lawgov_lib.measuring.metric import Metric, State
from lawgov_lib.telling.clauses import by_kind, clause, lead, sentence, some
from lawgov_lib.telling.narrative import Teller

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs

NONE = ("全年{n}案件", "未发生")


def teller(**values: int | None) -> Teller:
    """Return a teller who knows counts of cases by metric; None is missing."""
    return Teller({name: counted(name, value) for name, value in values.items()}, {}, {})


def counted(name: str, value: int | None) -> Metric:
    """Return a count."""
    if value is None:
        return Metric(name, name, "disputes", "件", "", State.MISSING)
    state = State.NUMBER if value else State.ZERO
    return Metric(name, name, "disputes", "件", "", state, Decimal(value))


def cases(speaker: Teller) -> Runs:
    """Tell new cases and those closed."""
    return sentence(
        speaker,
        lead(speaker, "全年新收{n}", "new", NONE),
        clause(speaker, "办结{n}", "done", of="new"),
        subject="案件",
    )


@pytest.mark.parametrize(
    ("new", "done", "expected"),
    [
        (3, 2, "全年新收3件，办结2件。"),
        (3, 0, "全年新收3件，办结0件。"),
        (3, None, "全年新收3件。"),
        (0, 0, "全年未发生案件。"),
        (0, 1, "全年未发生案件，办结1件。"),
        (None, 1, "案件办结1件。"),
        (None, 0, "案件办结0件。"),
        (None, None, ""),
    ],
)
def test_sentence(new: int | None, done: int | None, expected: str) -> None:
    """What is missing is left out; a zero is said where there was something it is part of."""
    assert plain(cases(teller(new=new, done=done))) == expected


@pytest.mark.parametrize(("new", "expected"), [(3, "3件"), (0, "未发生")])
def test_numbers_know_their_metric(new: int, expected: str) -> None:
    """A number, and the word for none, can be traced."""
    runs = cases(teller(new=new, done=None))

    assert [(run.text, run.metric) for run in runs if run.metric] == [(expected, "new")]


def test_some() -> None:
    """A zero that nobody asks for is not said."""
    assert plain(some(teller(new=2), "结转{n}", "new")) == "结转2件"
    assert some(teller(new=0), "结转{n}", "new") == ()


@pytest.mark.parametrize(
    ("whole", "first", "second", "expected"),
    [
        (5, 3, 2, "收到事项5件，其中信访3件、投诉2件"),
        (5, 5, 0, "收到信访5件"),
        (5, 3, None, "收到事项5件，其中信访3件"),
        (5, None, None, "收到事项5件"),
        (0, 0, 0, "全年未发生案件"),
        (None, 3, 2, "收到信访3件、投诉2件"),
        (None, None, None, ""),
    ],
)
def test_kinds(whole: int | None, first: int | None, second: int | None, expected: str) -> None:
    """A whole is told with its kinds, the one kind that it is, or the kinds alone."""
    speaker = teller(whole=whole, first=first, second=second)
    kinds = {"信访": "first", "投诉": "second"}

    assert plain(by_kind(speaker, "收到", ("事项", "whole"), kinds, NONE)) == expected
