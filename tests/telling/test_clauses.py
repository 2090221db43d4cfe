"""A sentence is made of the clauses that are known, and each number knows its metric."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.document.tree import plain
from lawgov_lib.measuring.metric import Metric, State, share
from lawgov_lib.telling.clauses import (
    among,
    and_others,
    by_kind,
    carried,
    clause,
    closed,
    lead,
    left_open,
    outcomes,
    rate,
    sentence,
)
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
        clause(speaker, "办结{n}", "done", "尚未办结", of="new"),
        subject="案件",
    )


@pytest.mark.parametrize(
    ("new", "done", "expected"),
    [
        (3, 2, "全年新收3件，办结2件。"),
        (3, 0, "全年新收3件，尚未办结。"),
        (3, None, "全年新收3件。"),
        (0, 0, "全年未发生案件。"),
        (0, 1, "全年未发生案件，办结1件。"),
        (None, 1, "案件办结1件。"),
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


def test_zero_that_nobody_asks_for() -> None:
    """A zero is said by its own words, or not at all."""
    assert plain(clause(teller(new=2), "结转{n}", "new")) == "结转2件"
    assert clause(teller(new=0), "结转{n}", "new") == ()
    assert plain(clause(teller(new=0), "败诉{n}", "new", "没有败诉案件")) == "没有败诉案件"


def share_of(part: int | None, base: int | None, value: str | None = None) -> str:
    """Tell a rate by its part and base."""
    numerator, denominator = (None if each is None else Decimal(each) for each in (part, base))
    said = Decimal(value) if value else None
    if numerator is not None and denominator:
        said = share(numerator, denominator)
    metric = Metric("r", "r", "disputes", "%", "", State.NUMBER, said, numerator, denominator)
    told = rate(
        Teller({"r": metric}, {}, {}),
        "办结率",
        "r",
        every="应办的{n}件全部办结",
        some="应办的{n}件中办结{k}件",
        none="应办的{n}件均未办结",
    )
    assert all(run.metric == "r" for run in told if any(map(str.isdecimal, run.text)))
    return plain(told)


@pytest.mark.parametrize(
    ("part", "base", "expected"),
    [
        (5, 5, "应办的5件全部办结"),
        (1, 1, "应办的1件已办结"),
        (2, 5, "应办的5件中办结2件"),
        (0, 5, "应办的5件均未办结"),
        (0, 1, "应办的1件未办结"),
        (9, 9, "应办的9件全部办结"),
        (10, 10, "办结率100%"),
        (47, 48, "办结率97.92%"),
        (0, 48, "应办的48件均未办结"),
        (19999, 20000, "办结率99.995%"),
        (1, 30000, "办结率0.003%"),
        (0, 0, ""),
    ],
)
def test_rate(part: int, base: int, expected: str) -> None:
    """A rate over fewer than ten is told in counts; all and nothing are only what is."""
    assert share_of(part, base) == expected


def test_rate_without_a_base() -> None:
    """A declared rate is told in per cent."""
    assert share_of(None, None, "100") == "办结率100%"


def test_left_open() -> None:
    """What is open at the end of the year goes to the next; before that it is in hand."""
    speaker = teller(new=2)
    early = replace(speaker, facts={"report.span": "截至12月1日"})

    assert plain(left_open(speaker, "new")) == "结转下年度继续办理2件"
    assert plain(left_open(early, "new")) == "尚在办理2件"
    assert left_open(teller(new=0), "new") == ()


@pytest.mark.parametrize(
    ("done", "left", "expected"),
    [(2, 1, "办结2件"), (0, 3, ""), (0, None, "尚未办结"), (None, 3, "")],
)
def test_closed(done: int | None, left: int | None, expected: str) -> None:
    """That nothing was closed is said once: by what is left open, where that is told."""
    speaker = teller(new=3, done=done, left=left)

    assert plain(closed(speaker, "done", "new", "left")) == expected


@pytest.mark.parametrize(
    ("new", "before", "expected"),
    [(3, 2, "连同上年结转2件"), (0, 2, "上年结转2件"), (3, 0, ""), (3, None, "")],
)
def test_carried(new: int, before: int | None, expected: str) -> None:
    """What an earlier year left open is added to what came new."""
    assert plain(carried(teller(new=new, before=before), "before", "new")) == expected


@pytest.mark.parametrize(
    ("whole", "first", "second", "expected"),
    [
        (3, 1, 2, "其中维持1件、撤销2件"),
        (2, 2, 0, "结果均为维持"),
        (1, 0, 1, "结果为撤销"),
        (2, None, None, ""),
    ],
)
def test_outcomes(whole: int, first: int | None, second: int | None, expected: str) -> None:
    """Results add up to what was closed; a single one is named without a number."""
    speaker = teller(whole=whole, first=first, second=second)
    kinds = {"维持": "first", "撤销": "second"}

    assert plain(outcomes(speaker, "whole", kinds, "结果")) == expected


def test_time_that_was_not_the_whole_year() -> None:
    """Where the counts end before December does, nothing is said of the whole year."""
    speaker = replace(teller(new=0), facts={"report.span": "截至12月1日"})

    assert plain(lead(speaker, "全年新收{n}", "new", NONE)) == "未发生案件"
    assert plain(lead(speaker, "实施检查{n}", "new")) == "实施检查0件"


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


@pytest.mark.parametrize(
    ("whole", "first", "second", "expected"),
    [
        (3, 3, 1, "其中涉企3件、远程1件"),
        (1, 1, None, "为涉企"),
        (1, 1, 1, "为涉企、远程"),
        (1, 0, 0, ""),
    ],
)
def test_parts(whole: int, first: int | None, second: int | None, expected: str) -> None:
    """Parts of several are counted; what the only one is needs no count."""
    speaker = teller(whole=whole, first=first, second=second)

    assert plain(among(speaker, "whole", {"涉企": "first", "远程": "second"})) == expected


@pytest.mark.parametrize(("names", "expected"), [(["甲"], ""), (["甲", "乙"], "等")])
def test_a_single_name_has_no_others(names: list[str], expected: str) -> None:
    """Only several names are summed up by 等."""
    assert and_others(names) == expected
