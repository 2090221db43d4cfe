"""Contracts are reviewed before they are signed, and opinions are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_contracts(folder: YearFolder) -> None:
    """A review on the day of signing is in time; one after it is not."""
    folder.register(
        "contracts",
        "1,技术服务合同,35.5,2020-03-01,2020-03-01,4,3",
        "2,设备采购合同,120,2020-05-02,2020-05-01,2,2",
        "3,委托开发合同,50,2019-12-30,2020-01-03,1,1",
        "4,租赁合同,8,2020-12-30,,0,0",
    )

    assert folder.statement("contracts") == (
        "完成合同合法性审查3份，提出审查意见6条，采纳意见5条，签订合同3份，"
        "合同金额205.5万元，在签订前经过审查2份。"
    )


def test_contract_signed_without_review(folder: YearFolder) -> None:
    """A contract nobody looked at is told as such."""
    folder.register("contracts", "1,技术服务合同,35.5,,2020-03-01,,")

    assert folder.statement("contracts") == (
        "全年未开展合同合法性审查，签订合同1份，合同金额35.5万元，未在签订前经过审查。"
    )


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (",,,", "「审查日期」和「签订日期」至少填一项"),
        (",2020-03-01,2,", "已填「审查意见数」，应填「审查日期」"),
        ("2020-02-01,2020-03-01,2,3", "「采纳意见数」3大于「审查意见数」2"),
    ],
)
def test_impossible_contract(folder: YearFolder, cells: str, fault: str) -> None:
    """Opinions come from a review, and no more are taken than were given."""
    folder.register("contracts", f"1,合同,1,{cells}")

    assert any(fault in message for message in folder.refusal())
