"""The agency's functions: service items, licences, random checks, time limits and funds."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from lawgov_lib.inputs.columns import Calendar, Flag, Row, column, optional
from lawgov_lib.inputs.fields import (
    Count,
    Maybe,
    MaybeCount,
    MaybePastDay,
    MaybeText,
    MaybeYearDay,
    Money,
    PastDay,
    Text,
)
from lawgov_lib.inputs.rows.faults import earlier, exceeds, overlong, refuse

Period = Literal[
    "1月",
    "2月",
    "3月",
    "4月",
    "5月",
    "6月",
    "7月",
    "8月",
    "9月",
    "10月",
    "11月",
    "12月",
    "全年",
]


class ItemRow(Row):
    """A government service item with its statutory and its promised time limit."""

    register = "items"
    label = "政务服务事项台账"
    key = ("name",)
    standing = True

    name: Text = column("事项名称", "事项全称，与政务服务事项目录一致")
    kind: Literal[
        "行政许可", "行政确认", "行政裁决", "行政给付", "行政奖励", "公共服务", "其他"
    ] = column("事项类型", "按政务服务事项目录填写")
    online: Flag = column("网上可办", "可在网上办理的填是")
    statutory: MaybeCount = optional("法定时限", "法律法规规定的天数；没有规定的留空")
    statutory_calendar: Maybe[Calendar] = optional(
        "法定时限口径", "日（自然日）或工作日；没有法定时限的留空"
    )
    promised: MaybeCount = optional("承诺时限", "向社会承诺的天数；没有承诺的留空")
    promised_calendar: Maybe[Calendar] = optional(
        "承诺时限口径", "与法定时限的口径一致；没有承诺的留空"
    )

    @model_validator(mode="after")
    def _limits_can_be_compared(self) -> ItemRow:
        one, other = self.statutory_calendar, self.promised_calendar
        mixed = None not in {one, other} and one != other
        refuse(
            {
                "「法定时限」和「法定时限口径」应同时填写或同时留空": (self.statutory is None)
                != (one is None),
                "「承诺时限」和「承诺时限口径」应同时填写或同时留空": (self.promised is None)
                != (other is None),
                f"「法定时限口径」为{one}，「承诺时限口径」为{other}，不能比较": mixed,
                f"「承诺时限」{self.promised}长于「法定时限」{self.statutory}": not mixed
                and exceeds(self.promised, self.statutory),
            }
        )
        return self


class LicenceRow(Row):
    """A licence case; one that an earlier year left open is entered again in the next.

    A revocation is no application: its application day is the day on which it was opened.
    """

    register = "licences"
    label = "行政许可办件台账"
    key = ("number",)

    number: Text = column("办件编号", "办件的唯一编号")
    item: Text = column("事项", "行政许可事项名称")
    kind: Literal["新办", "变更", "延续", "撤销"] = column("类型", "办件的类型")
    applied_on: PastDay = column("申请日期", "收到申请的日期；撤销的填启动日期")
    accepted_on: MaybePastDay = optional("受理日期", "没有受理的留空")
    finished_on: MaybeYearDay = optional(
        "办结日期", "作出决定或终止办理的日期，应在本年度内；在办的留空"
    )
    outcome: Literal["许可", "不予许可", "撤销", "不予受理", "终止", "在办"] = column(
        "结果", "截至年末的办理结果；准予变更、延续的填许可，撤销许可的填撤销"
    )
    limit: MaybeCount = optional("法定期限", "该事项的法定办理期限；留空的按20个工作日计", "工作日")
    extended: Maybe[Flag] = optional(
        "延期", "经批准延长10个工作日（联合办理的15日）的填是；留空的按否计"
    )
    excluded_days: MaybeCount = optional(
        "扣除工作日",
        "听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审所需的工作日；没有的填0或留空",
        "工作日",
    )
    joint: Maybe[Flag] = optional(
        "联合办理", "统一办理、联合办理、集中办理，期限为45日的填是；留空的按否计"
    )

    @model_validator(mode="after")
    def _course_is_possible(self) -> LicenceRow:
        outcome, open_ = self.outcome, self.outcome == "在办"
        decided = outcome in {"许可", "不予许可"}
        revoking = self.kind == "撤销"
        refuse(
            {
                "「受理日期」早于「申请日期」": earlier(self.accepted_on, self.applied_on),
                "「办结日期」早于「受理日期」": earlier(self.finished_on, self.accepted_on),
                "「办结日期」早于「申请日期」": earlier(self.finished_on, self.applied_on),
                f"「结果」为{outcome}，应填「办结日期」": not open_ and self.finished_on is None,
                "「结果」为在办，「办结日期」应留空": open_ and self.finished_on is not None,
                f"「结果」为{outcome}，应填「受理日期」": decided and self.accepted_on is None,
                "「结果」为不予受理，「受理日期」应留空": outcome == "不予受理"
                and self.accepted_on is not None,
                f"「扣除工作日」{self.excluded_days}多于受理至办结的天数": overlong(
                    self.excluded_days, self.accepted_on, self.finished_on
                ),
                "「类型」为撤销，「结果」应为撤销、终止或在办": revoking
                and outcome not in {"撤销", "终止", "在办"},
                f"「类型」为{self.kind}，「结果」不能为撤销": not revoking and outcome == "撤销",
            }
        )
        return self


class LimitRow(Row):
    """A time limit before and after a change, each with its calendar."""

    register = "limits"
    label = "办理时限台账"
    key = ("item",)

    item: Text = column("事项", "事项名称")
    before: Count = column("原时限", "调整前的天数", "日")
    before_calendar: Calendar = column("原时限口径", "日（自然日）或工作日")
    after: Count = column("现时限", "调整后的天数", "日")
    after_calendar: Calendar = column("现时限口径", "日（自然日）或工作日")


class RandomCheckRow(Row):
    """A task of the year's plan of random checks (双随机)."""

    register = "random_checks"
    label = "双随机抽查台账"
    key = ("task",)

    task: Text = column("抽查任务", "年度抽查计划中的任务名称")
    completed_on: MaybeYearDay = optional("完成日期", "没有完成的留空")
    population: MaybeCount = optional("对象总数", "抽查对象名录库中的对象数", "个")
    checked: MaybeCount = optional("抽查对象数", "实际抽查的对象数；没有完成的留空", "个")
    published: Maybe[Flag] = optional("结果公示", "抽查结果已向社会公示的填是；没有完成的留空")
    random_objects: Maybe[Flag] = optional("对象随机", "抽查对象随机抽取的填是；没有完成的留空")
    random_officers: Maybe[Flag] = optional("人员随机", "检查人员随机选派的填是；没有完成的留空")

    @model_validator(mode="after")
    def _result_follows_the_check(self) -> RandomCheckRow:
        refuse(
            {
                f"「抽查对象数」{self.checked}大于「对象总数」{self.population}": exceeds(
                    self.checked, self.population
                ),
                "「结果公示」为是，应填「完成日期」": self.published == "是"
                and self.completed_on is None,
            }
        )
        return self


class FundRow(Row):
    """A grant or special fund."""

    register = "funds"
    label = "专项资金台账"
    key = ("project",)

    purpose: Text = column("用途", "资金用途，如疫情防控科研")
    project: Text = column("项目", "项目名称")
    partner: MaybeText = optional("合作单位", "没有的留空")
    amount: Money = column("金额", "安排的资金", "万元")


class FeeRow(Row):
    """An administrative fee and what was charged for it in the year."""

    register = "fees"
    label = "行政事业性收费台账"
    key = ("item",)

    item: Text = column("收费项目", "收费目录清单中的项目名称")
    amount: Money = column("收费金额", "本年度收取的金额；没有收取的填0", "万元")


class HotlineRow(Row):
    """The orders of the 12345 hot line of a month, or of the whole year."""

    register = "hotline"
    label = "12345热线工单台账"
    key = ("period",)

    period: Period = column("期间", "逐月填写的填月份；只有全年数的填全年，不再逐月填写")
    received: Count = column("收到工单", "本期间收到的工单数", "件")
    closed: MaybeCount = optional("办结工单", "本期间办结的工单数", "件")
    on_time: MaybeCount = optional("按期办结", "办结工单中在规定期限内办结的件数", "件")
    rated: MaybeCount = optional("参评工单", "参加满意度评价的工单数；没有评价的填0", "件")
    satisfied: MaybeCount = optional("满意工单", "参评工单中评价为满意的件数", "件")

    @model_validator(mode="after")
    def _parts_within_the_whole(self) -> HotlineRow:
        refuse(
            {
                f"「按期办结」{self.on_time}大于「办结工单」{self.closed}": exceeds(
                    self.on_time, self.closed
                ),
                f"「满意工单」{self.satisfied}大于「参评工单」{self.rated}": exceeds(
                    self.satisfied, self.rated
                ),
            }
        )
        return self
