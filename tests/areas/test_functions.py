"""Items, licences and random checks are counted; limits are compared like with like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.measuring.metric import State

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


def test_items_of_different_calendars_have_no_common_percentage(folder: YearFolder) -> None:
    """Calendar days of one item and working days of another are never added up."""
    folder.register("limits", "甲事项,20,日,10,日", "乙事项,20,工作日,10,工作日")

    assert folder.metric("lic_compress").remark == "各事项计日口径不同，不计算压缩率"


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
    """The sum of a single grant is not told twice."""
    folder.register("funds", "防控,甲项目,,12.50")

    assert folder.statement("funds") == "安排专项资金12.5万元，支持项目1个，为甲项目。"


def test_nothing_kept(folder: YearFolder) -> None:
    """Without registers nothing is said or drawn."""
    assert folder.statement("funds") == ""
    names = ("items", "licences", "random_checks", "limits", "funds")

    assert [folder.statement(name) for name in names] == [""] * 5
    assert folder.charts("functions") == [None]


def test_declared_rate_with_base(folder: YearFolder) -> None:
    """A rate with its base is computed here and not marked as declared without base."""
    folder.figure("svc_online", "数值", numerator="19", denominator="20", unit="%")

    assert folder.value("svc_online") == "95.00"
    assert not folder.metric("svc_online").lacks_base


def test_items(folder: YearFolder) -> None:
    """Items are counted by type; each calendar's limits are compressed by themselves."""
    folder.register(
        "items",
        "甲,行政许可,是,20,工作日,8,工作日",
        "乙,公共服务,是,,,5,日",
        "丙,其他,否,30,日,15,日",
    )

    assert folder.statement("items") == (
        "政务服务事项共3项，其中行政许可1项、公共服务1项、其他类1项，可网上办理的2项，"
        "承诺办理时限比法定时限压缩60%（按工作日计）、50%（按自然日计）。"
    )
    assert folder.value("svc_reward") == "0"
    assert folder.metric("svc_compress").numerator == 12


def test_items_of_the_published_pattern(folder: YearFolder) -> None:
    """One licence, seven public services and one confirmation are nine items."""
    services = [f"服务{number},公共服务,是,,,," for number in range(7)]
    folder.register("items", "许可,行政许可,是,,,,", *services, "确认,行政确认,是,,,,")

    assert folder.value("svc_items") == "9"
    assert folder.statement("items") == (
        "政务服务事项共9项，其中行政许可1项、行政确认1项、公共服务7项，全部可网上办理。"
    )


def test_items_without_comparable_limits(folder: YearFolder) -> None:
    """Where no item has both limits, there is no compression to tell."""
    folder.register("items", "甲,行政许可,是,20,工作日,,", "乙,公共服务,是,,,5,日")

    assert folder.metric("svc_compress").state is State.MISSING
    assert folder.metric("svc_compress_days").state is State.MISSING


def test_limits_that_promise_no_more(folder: YearFolder) -> None:
    """A promise as long as the law's limit is a compression of 0 %, which is not boasted of."""
    folder.register("items", "甲,行政许可,否,20,工作日,20,工作日")

    assert folder.metric("svc_compress").value == 0
    assert folder.statement("items") == "政务服务事项共1项，为行政许可，不能网上办理。"


def test_no_item(folder: YearFolder) -> None:
    """A declared zero reads as a sentence."""
    folder.figure("svc_items", "零")

    assert folder.statement("items") == "没有政务服务事项。"


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ("20,工作日,8,日", "「法定时限口径」为工作日，「承诺时限口径」为日，不能比较"),
        ("20,日,21,日", "「承诺时限」21长于「法定时限」20"),
        ("20,,,", "「法定时限」和「法定时限口径」应同时填写或同时留空"),
        (",,,日", "「承诺时限」和「承诺时限口径」应同时填写或同时留空"),
    ],
)
def test_impossible_item(folder: YearFolder, limits: str, expected: str) -> None:
    """Limits of different calendars are neither compared nor divided."""
    folder.register("items", f"甲,行政许可,是,{limits}")

    assert folder.refusal() == [expected]


CHECKS = ("甲,2020-05-01,100,10,是,是,是", "乙,2020-06-01,300,30,否,是,否", "丙,,50,,,,")


def test_random_checks(folder: YearFolder) -> None:
    """Rates of result are taken from the tasks done, the rate of completion from the plan."""
    folder.register("random_checks", *CHECKS)

    assert folder.statement("random_checks") == (
        "完成双随机抽查2次，年度计划为3次，抽查对象40个，抽查比例10%，公示抽查结果1次。"
    )
    assert folder.value("dsj_planned") == "3"
    assert folder.value("dsj_random") == "50.00"


def test_random_checks_not_done(folder: YearFolder) -> None:
    """A plan of which nothing was done reads so."""
    folder.register("random_checks", CHECKS[2])

    assert folder.statement("random_checks") == "全年未完成双随机抽查，年度计划为1次。"
    assert folder.metric("dsj_published").state is State.ZERO


def test_random_check_that_leaves_its_result_blank(folder: YearFolder) -> None:
    """A blank is not taken for unpublished; the number of parties stays unknown as well."""
    folder.register("random_checks", "甲,2020-05-01,100,,,是,是")

    assert folder.metric("dsj_published").remark == "1行未填「结果公示」，不计算"
    assert folder.metric("dsj_objects").state is State.MISSING
    assert folder.statement("random_checks") == "完成双随机抽查1次，年度计划已完成。"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("2020-05-01,10,11,是,是,是", "「抽查对象数」11大于「对象总数」10"),
        (",10,,是,,", "「结果公示」为是，应填「完成日期」"),
    ],
)
def test_impossible_random_check(folder: YearFolder, cells: str, expected: str) -> None:
    """No more parties are checked than there are, and no result precedes its check."""
    folder.register("random_checks", f"甲,{cells}")

    assert folder.refusal() == [expected]


def test_fees(folder: YearFolder) -> None:
    """Fees are told with the sum charged; one under which nothing was charged is still a fee."""
    folder.register("fees", "技术合同认定登记费,12.5", "考试费,0")

    assert folder.statement("fees") == "执行行政事业性收费项目2项，收费金额12.5万元。"


def test_fees_not_charged(folder: YearFolder) -> None:
    """Where nothing was charged, the sentence says so."""
    folder.register("fees", "考试费,0")

    assert folder.statement("fees") == "执行行政事业性收费项目1项，没有收取费用。"


def test_matters_handled_as_one(folder: YearFolder) -> None:
    """How many matters are done as one is a declared figure, told in its section."""
    folder.figure("one_thing", "数值", value="26")

    assert folder.statement("one_thing") == "实施“高效办成一件事”重点事项26项。"
