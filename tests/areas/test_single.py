"""What there is one of is told as one: neither 分别 nor 其中 nor a lone 一是."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


@pytest.mark.parametrize(
    ("register", "row", "statement", "expected"),
    [
        ("funds", "补助,甲项目,,50", "funds", "安排专项资金50万元，支持项目1个，为甲项目。"),
        ("plans", "完善甲制度", "plans", "完善甲制度。"),
        (
            "shortcomings",
            "甲事,进度较慢,人手不足",
            "shortcomings",
            "甲事方面，进度较慢。主要原因是人手不足。",
        ),
        (
            "rules",
            "制度建设,内部管理制度,甲办法",
            "internal_rules",
            "现行内部管理制度1项，为《甲办法》。",
        ),
        ("laws", "甲法,法律", "laws", "组织学习《甲法》1部。"),
    ],
)
def test_single(folder: YearFolder, register: str, row: str, statement: str, expected: str) -> None:
    """A register of one row makes a sentence that needs no counting off."""
    folder.register(register, row)

    assert folder.statement(statement) == expected
