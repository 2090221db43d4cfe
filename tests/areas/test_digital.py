"""Information systems and their links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["甲,政务服务,2019-01-01,是", "乙,执法办案,,是", "丙,政务服务,,否", "丁,其他,,是"],
            "运行政务服务、执法办案等信息系统4个，其中3个与上级平台对接。",
        ),
        (["甲,其他,,否"], "运行信息系统1个，未对接上级平台。"),
    ],
)
def test_systems(folder: YearFolder, rows: list[str], expected: str) -> None:
    """Systems are counted, their purposes named once each."""
    folder.register("systems", *rows)

    assert folder.statement("dig_systems") == expected


def test_declared_rate(folder: YearFolder) -> None:
    """Where only a rate is declared, the sentence says of what and that it is declared."""
    folder.figure("dig_linked", "数值", value="80")

    assert folder.statement("dig_systems") == "信息系统上级平台对接率80%。"


def test_nothing_kept(folder: YearFolder) -> None:
    """Without a register nothing is said."""
    assert folder.metric("dig_linked").state is State.MISSING
    assert folder.statement("dig_systems") == ""
