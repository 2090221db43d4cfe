"""A quantity is a number, zero, no duty or missing, and these are never folded together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.areas import AREAS
from lawgov_lib.laws.provisions import load_laws
from lawgov_lib.measuring.metric import PERCENT, State, share
from lawgov_lib.measuring.requirements import load_thresholds
from lawgov_lib.measuring.source import Source
from lawgov_lib.telling.amounts import said

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

DEFINITIONS = [definition for area in AREAS.values() for definition in area.metrics]


@pytest.mark.parametrize(
    ("state", "cells", "expected", "told"),
    [
        ("数值", {"value": "12"}, State.NUMBER, "12件"),
        ("数值", {"value": "0"}, State.ZERO, "0件"),
        ("零", {}, State.ZERO, "0件"),
        ("无此职责", {}, State.NO_DUTY, "无此职责"),
        ("未提供", {}, State.MISSING, "未提供"),
    ],
)
def test_declared_state(
    folder: YearFolder, state: str, cells: dict[str, str], expected: State, told: str
) -> None:
    """Each state of a declared figure stays what it is, and is told so."""
    folder.figure("rec", state, **cells)

    metric = folder.metric("rec")

    assert metric.state is expected
    assert said(metric) == told


def test_file_without_the_column(folder: YearFolder) -> None:
    """What cannot be counted for want of a column is missing, says why, and may be declared."""
    folder.write("registers/officers.csv", "工号,岗位,持证\n1,执法,是\n")

    metric = folder.metric("staff_train")
    assert (metric.state, metric.value) == (State.MISSING, None)
    assert metric.remark == "执法人员台账没有「培训学时」列，不计算"

    folder.figure("staff_train", "数值", value="62")
    assert folder.metric("staff_train").value == 62


def test_neither_counted_nor_declared(folder: YearFolder) -> None:
    """What neither a register nor a figure tells is missing, not zero."""
    metric = folder.metric("rec")

    assert metric.state is State.MISSING
    assert metric.value is None
    assert not metric.declared


def test_rate_is_recomputed_half_up(folder: YearFolder) -> None:
    """A rate is numerator over denominator, rounded half up to two decimals."""
    folder.figure("staff_cert", "数值", numerator="1", denominator="800")

    metric = folder.metric("staff_cert")

    assert metric.value == Decimal("0.13")
    assert (metric.numerator, metric.denominator) == (Decimal(1), Decimal(800))
    assert not metric.lacks_base


def test_rate_over_nothing(folder: YearFolder) -> None:
    """A rate over nothing has no value: it did not occur, and is never 100 %."""
    folder.figure("staff_cert", "数值", numerator="0", denominator="0")

    metric = folder.metric("staff_cert")

    assert metric.value is None
    assert metric.state is State.ZERO
    assert said(metric) == "未发生"


@pytest.mark.parametrize("value", ["100", "0"])
def test_rate_without_base(folder: YearFolder, value: str) -> None:
    """A rate whose denominator nobody gave is the agency's own statement, even when it is 0 %."""
    folder.figure("staff_cert", "数值", value=value)

    metric = folder.metric("staff_cert")

    assert metric.declared
    assert metric.lacks_base


def test_declared_count_lacks_no_base(folder: YearFolder) -> None:
    """Only a rate has a base to lack."""
    folder.figure("rec", "数值", value="3")

    assert not folder.metric("rec").lacks_base


def test_register_goes_before_declared_figure(folder: YearFolder) -> None:
    """What can be counted is counted, whatever was declared."""
    folder.register("exams", "年度学法考试,20,18,18,9")
    folder.figure("exam_rate", "数值", value="100")

    metric = folder.metric("exam_rate")

    assert metric.value == 90
    assert (metric.numerator, metric.denominator) == (Decimal(18), Decimal(20))
    assert metric.sources == (Source.of("params/2020/registers/exams.csv", [2]),)
    assert not metric.declared


def test_declared_figure_stands_in_for_a_blank_cell(folder: YearFolder) -> None:
    """Where the register leaves the base blank, the declared rate stands in and says so."""
    folder.register("exams", "年度学法考试,,18,,")
    folder.figure("exam_rate", "数值", value="100", remark="未公布应考人数", as_of="2020-12-01")

    metric = folder.metric("exam_rate")

    assert metric.value == 100
    assert metric.lacks_base
    assert metric.remark == "未公布应考人数"
    assert metric.as_of is not None
    assert metric.sources == (Source.of("params/2020/figures.csv", [2]),)


def test_counted_metric_stands_at_the_date_of_the_report(folder: YearFolder) -> None:
    """Counts are as of the date that the report names."""
    folder.register("plans", "完善机制,,")

    assert str(folder.metric("plans").as_of) == "2020-12-31"


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (5, 5, "100"),
        (1, 800, "0.13"),
        (19999, 20000, "99.995"),
        (1, 30000, "0.003"),
        (0, 7, "0"),
        (0, 0, None),
    ],
)
def test_share(numerator: int, denominator: int, expected: str | None) -> None:
    """A share has two decimals, more where it would wrongly be all or nothing; over zero none."""
    found = share(Decimal(numerator), Decimal(denominator))

    assert found == (None if expected is None else Decimal(expected))


def test_threshold_reads_as_a_limit() -> None:
    """A limit is written with its sign."""
    assert str(load_thresholds()["norm_comment_days"]) == "≥30"


def test_every_basis_is_a_confirmed_provision() -> None:
    """No metric cites what is not in the table."""
    cited = {definition.basis for definition in DEFINITIONS if definition.basis}

    assert cited
    assert cited <= set(load_laws())


def test_provision_binds_from_its_first_year() -> None:
    """A law that came into force during a year is cited for that year, not for the year before."""
    assert [load_laws()["penalty_review"].binds(year) for year in (2020, 2021, 2022)] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("year", "basis", "threshold"),
    [(2020, "None", "None"), (2021, "《中华人民共和国行政处罚法》第五十八条", "≥100")],
)
def test_basis_is_cited_once_in_force(
    folder: YearFolder, year: int, basis: str, threshold: str
) -> None:
    """Before its law is in force, a provision is neither cited nor a limit."""
    year_inputs = folder.load()
    report = year_inputs.report.model_copy(update={"year": year})
    (definition,) = [one for one in DEFINITIONS if one.id == "pun_legalrev"]

    metric = definition.measure("enforcement", replace(year_inputs, report=report), load_laws())

    assert (str(metric.basis), str(metric.threshold)) == (basis, threshold)


def test_provision_is_cited_by_title_and_article() -> None:
    """A legal basis names law and article."""
    assert str(load_laws()["litigation_duty"]) == "《中华人民共和国行政诉讼法》第三条"


def test_ids_and_names_of_metrics_are_unique() -> None:
    """One metric has one id and one name, in all sections together."""
    assert len({definition.id for definition in DEFINITIONS}) == len(DEFINITIONS)
    assert len({definition.name for definition in DEFINITIONS}) == len(DEFINITIONS)


def test_names_of_statements_are_unique() -> None:
    """Prose of any section may place any statement, so that no two share a name."""
    names = [name for area in AREAS.values() for name in area.statements]

    assert len(set(names)) == len(names)


def test_every_rate_says_what_is_divided_by_what() -> None:
    """The formula of a rate names numerator and denominator."""
    rates = [definition for definition in DEFINITIONS if definition.unit == PERCENT]

    assert rates
    assert [rate.id for rate in rates if "÷" not in rate.formula] == []
