"""Compulsory measures and compulsory execution are told apart, and add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from lawgov_lib.areas.compulsions import EXECUTIONS, MEASURES
from lawgov_lib.inputs.rows.enforcement import CompulsionKind
from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

COMPULSIONS = (
    "1,查封,2020-03-01,否",
    "2,扣押,2020-03-02,",
    "3,扣押,2020-03-03,是",
    "4,代履行,2020-04-01,",
    "5,申请法院强制执行,2020-05-01,",
)


def test_compulsions(folder: YearFolder) -> None:
    """Five acts are three measures and two executions, each by its kinds."""
    folder.register("compulsions", *COMPULSIONS)

    assert folder.statement("compulsions") == (
        "实施行政强制5件，其中行政强制措施3件、行政强制执行2件，行政强制措施包括查封1件、扣押2件，"
        "行政强制执行包括代履行1件、申请人民法院强制执行1件，"
        "作出后被撤销、变更或者确认违法的1件。"
    )


def test_group_of_one_kind_beside_the_other(folder: YearFolder) -> None:
    """Where a group is all of one kind, its number is not said twice."""
    folder.register("compulsions", *COMPULSIONS[:2], COMPULSIONS[3])

    assert folder.statement("compulsions") == (
        "实施行政强制3件，其中行政强制措施2件、行政强制执行1件，"
        "行政强制措施包括查封1件、扣押1件，行政强制执行为代履行。"
    )


def test_measures_alone(folder: YearFolder) -> None:
    """Where all are of one kind, the sentence says which."""
    folder.register("compulsions", "1,查封,2020-03-01,", "2,查封,2020-03-02,")

    assert folder.statement("compulsions") == "实施行政强制措施2件，均为查封。"


def test_every_kind_is_counted_once() -> None:
    """The kinds of the law are those of the metrics."""
    assert [*MEASURES, *EXECUTIONS] == [*get_args(CompulsionKind)]


def test_no_compulsion(folder: YearFolder) -> None:
    """Zero and no duty are told apart."""
    folder.figure("cpl_total", "零")
    assert folder.statement("compulsions") == "全年未实施行政强制。"

    folder.figure("cpl_total", "无此职责")
    assert folder.statement("compulsions") == ""
    assert folder.metric("cpl_total").state is State.NO_DUTY


def test_parts_that_do_not_add_up(folder: YearFolder) -> None:
    """Declared kinds that make up more than their whole are found."""
    folder.figures(
        ("cpl_measures", "数值", {"value": "3"}),
        ("cpl_sealing", "数值", {"value": "2"}),
        ("cpl_seizure", "数值", {"value": "2"}),
    )

    assert [finding.about for finding in folder.findings("C07")] == ["cpl_measures"]


def test_nothing_kept_is_not_missed(folder: YearFolder) -> None:
    """An agency that says nothing of it has no line of it in the table of metrics."""
    (table,) = folder.report().document.datasets

    assert not [row for row in table.rows if row[0].startswith("cpl_")]
