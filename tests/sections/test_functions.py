"""Time limits are compared like with like, and grants add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.metric import State

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_grants(published_year: YearFolder) -> None:
    """100, 50 and 50 are 200 万元 for three projects."""
    assert published_year.value("fund_total") == "200"
    assert published_year.statement("funds") == (
        "安排专项资金200万元，支持项目3个\uff1a"
        "阳江市新冠肺炎临床医学研究中心\uff08合作单位\uff1a市人民医院\uff09100万元、"
        "清瘟保肺饮推广应用50万元、一线优秀医疗卫生类项目50万元。"
    )


def test_published_limit(published_year: YearFolder) -> None:
    """From 30 days to 8 working days is no percentage, and the report says why."""
    metric = published_year.metric("lic_compress")

    assert metric.state is State.MISSING
    assert metric.remark == "调整前后计日口径不同，不计算压缩率"
    assert published_year.statement("limits") == (
        "技术合同登记办理时限由30日调整为8个工作日\uff08前后计日口径不同，不作压缩率比较\uff09。"
    )


def test_published_gaps_and_declared_rate(published_year: YearFolder) -> None:
    """Inspections were not published; the online rate has no base."""
    assert published_year.metric("dsj_done").state is State.MISSING
    assert published_year.metric("svc_online").lacks_base


def test_limit_of_one_calendar(folder: YearFolder) -> None:
    """From 20 to 5 working days is a compression of 75 %."""
    folder.register("limits", "甲事项,20,工作日,5,工作日")

    metric = folder.metric("lic_compress")

    assert metric.value == 75
    assert metric.numerator == 15
    assert metric.denominator == 20
    assert folder.statement("limits") == "甲事项办理时限由20个工作日压缩至5个工作日。"


def test_limits_compress_together(folder: YearFolder) -> None:
    """Several items are compressed by the sum of their days."""
    folder.register("limits", "甲事项,20,日,10,日", "乙事项,10,日,10,日")

    assert folder.value("lic_compress") == "33.33"
    assert folder.statement("limits") == (
        "甲事项办理时限由20日压缩至10日；乙事项办理时限由10日调整为10日。"
    )


def test_one_mixed_limit_spoils_the_percentage(folder: YearFolder) -> None:
    """One item whose calendar changed leaves no percentage for all."""
    folder.register("limits", "甲事项,20,日,10,日", "乙事项,10,日,10,工作日")

    assert folder.value("lic_compress") == ""


def test_longer_limit_is_not_compressed(folder: YearFolder) -> None:
    """A limit that grew is not told as a compression, and its rate is negative."""
    folder.register("limits", "甲事项,10,日,15,日")

    assert folder.value("lic_compress") == "-50.00"
    assert folder.statement("limits") == "甲事项办理时限由10日调整为15日。"


def test_limit_that_was_none(folder: YearFolder) -> None:
    """Compressing nothing has no rate."""
    folder.register("limits", "甲事项,0,日,0,日")

    assert folder.metric("lic_compress").state is State.ZERO
    assert folder.value("lic_compress") == ""


def test_one_grant(folder: YearFolder) -> None:
    """A single grant is told in the same words."""
    folder.register("funds", "防控,甲项目,,12.50")

    assert folder.statement("funds") == "安排专项资金12.5万元，支持项目1个\uff1a甲项目12.5万元。"


def test_nothing_kept(folder: YearFolder) -> None:
    """Without registers nothing is said or drawn."""
    assert folder.statement("funds") == ""
    assert folder.statement("limits") == ""
    assert folder.charts("functions") == [None]


def test_declared_rate_with_base(folder: YearFolder) -> None:
    """A rate with its base is computed here and not marked as declared without base."""
    folder.figure("svc_online", "数值", numerator="19", denominator="20", unit="%")

    assert folder.value("svc_online") == "95.00"
    assert not folder.metric("svc_online").lacks_base
