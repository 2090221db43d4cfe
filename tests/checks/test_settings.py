"""A year sets limits of checks in its report.yaml; what no check reads is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_own_limit_is_used(folder: YearFolder) -> None:
    """One setting changes, the others of the check stay."""
    before = folder.report().subject.settings["C11"]
    folder.write("report.yaml", REPORT + "checks:\n  C11:\n    warning: 0.5\n")

    settings = folder.report().subject.settings["C11"]

    assert settings == {**before, "warning": 0.5}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  C99:\n    warning: 0.5\n", 9),
        ("  C11:\n    warnign: 0.5\n", 10),
        ("  C11:\n    warning: 很高\n", 10),
        ("  C11:\n    source: 某文\n", 10),
        ("  C09:\n    jump: .nan\n", 10),
        ("  C09:\n    reasons: [原因, '']\n", 10),
        ("  C09:\n    reasons: [原因, [因为]]\n", 10),
        ("  C12:\n    named: '(报告+)+$'\n", 10),
        ("  C12:\n    named: '('\n", 10),
        ("  C10:\n    withdrawn: '(?P<a>甲)'\n", 10),
        ("  C12:\n    will: '{year.__class__.__mro__}'\n", 10),
        ("  C07:\n    sums: [{whole: prop}]\n", 10),
        ("  C05:\n    duties: [{register: 抽查, words: [双随机], metrics: [dsj_done]}]\n", 10),
        ("  C28:\n    filled: {抽查: [population]}\n", 10),
        ("  C28:\n    filled: {drills: [人数]}\n", 10),
        ("  C28:\n    filled: {penalties/人数: [money]}\n", 10),
        ("  C12:\n    periods: [{name: 甲, words: 乙, last: 2020, severity: fatal}]\n", 10),
        (
            "  C14:\n    days: {report: 02-30}\n",
            10,
        ),
    ],
)
def test_unknown_setting_is_refused(folder: YearFolder, text: str, line: int) -> None:
    """What is unknown, of another kind or shape, or a pattern is told with its line."""
    folder.write("report.yaml", REPORT + "checks:\n" + text)

    assert folder.problems() == [f"E441 params/2020/report.yaml:{line}"]


@pytest.mark.parametrize(
    "text",
    [
        "  C10:\n    withdrawn: 撤回\n    nothing: {败诉: lit_lost, 投诉: comp}\n",
        "  C12:\n    named: 工作报告|年报\n    issued: []\n",
        "  C14:\n    report: {name: 甲, reports: [乙], verbs: [丙]}\n    days: {report: 02-20}\n",
        "  C07:\n    limits: [{parts: [lic_done], within: [lic_applied], usual: true}]\n",
        "  C18:\n    mail: [mail.example.com]\n",
    ],
)
def test_words_and_limits_of_the_same_shape_are_used(folder: YearFolder, text: str) -> None:
    """A year may write other words, days, rules of sums, or none at all."""
    folder.write("report.yaml", REPORT + "checks:\n" + text)

    assert folder.problems() == []
    assert folder.report().findings
