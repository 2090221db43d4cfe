"""Levies, requisitions, confirmations, rulings, payments and rewards are counted when done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_other_acts(folder: YearFolder) -> None:
    """What is under way is told apart; money is told by kind."""
    folder.register(
        "other_acts",
        "1,行政确认,技术合同认定登记,2020-03-01,",
        "2,行政确认,技术合同认定登记,2020-03-02,",
        "3,行政奖励,科学技术奖,2020-06-01,12.5",
        "4,行政奖励,科学技术奖,,",
        "5,其他,科技成果登记,2020-07-01,0",
    )

    assert folder.statement("other_acts") == (
        "办结其他行政执法行为4件，其中行政确认2件、行政奖励1件、其他类1件，"
        "行政奖励金额12.5万元，尚在办理1件。"
    )


def test_acts_of_one_kind(folder: YearFolder) -> None:
    """Where all are of one kind, the sentence names that kind."""
    folder.register("other_acts", "1,行政裁决,,2020-03-01,", "2,行政裁决,,2020-03-02,")

    assert folder.statement("other_acts") == "办结行政裁决2件。"


def test_rewards_without_their_amount(folder: YearFolder) -> None:
    """A sum that a blank makes unknown is not told."""
    folder.register("other_acts", "1,行政奖励,,2020-03-01,", "2,行政奖励,,2020-03-02,3")

    assert folder.statement("other_acts") == "办结行政奖励2件。"
    assert folder.metric("act_reward_money").remark == "1行未填「金额」，不计算"


def test_declared_acts(folder: YearFolder) -> None:
    """A declared total of one kind is told by itself."""
    folder.figure("act_ruling", "数值", value="3")

    assert folder.statement("other_acts") == "办结行政裁决3件。"


def test_amount_of_what_is_not_done(folder: YearFolder) -> None:
    """Nothing was paid for what is still under way."""
    folder.register("other_acts", "1,行政奖励,,,5")

    assert any("「完成日期」留空，「金额」也应留空" in message for message in folder.refusal())
