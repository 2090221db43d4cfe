"""``report.yaml``: who reports, on which year, signed when, on which outline."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    ModelWrapValidatorHandler,
    PlainSerializer,
    PrivateAttr,
    StrictBool,
    StrictInt,
    ValidationInfo,
    field_validator,
    model_validator,
)

from lawgov_lib.base.errors import Place
from lawgov_lib.base.usage import case_word
from lawgov_lib.base.wording import recipients
from lawgov_lib.document.signoffterms import Terms
from lawgov_lib.inputs.fields import MaybeDay, Text
from lawgov_lib.inputs.headingtree import OutlineChoice
from lawgov_lib.inputs.levels import rung_of
from lawgov_lib.inputs.officialform import NUMBER, Faces, OfficialForm, listed
from lawgov_lib.inputs.signoffroles import (
    apart_by_default,
    departure,
    faults_of_groups,
    faults_of_roles,
    lifted,
)
from lawgov_lib.inputs.yamlmodel import YamlModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.inputs.levels import Rung


class Agency(YamlModel):
    """The reporting agency (机关)."""

    name: Text = Field(description="机关全称")
    short_names: tuple[Text, ...] = Field((), description="机关简称，正文用第一个")
    level: Text = Field(description="机关层级，如：地级市政府工作部门、县委县政府")
    region: Text = Field(description="所在地区，如：广东省阳江市")
    kind: str = Field(
        "",
        description="机关种类，机关层级和全称认不出时写明："
        "国务院部门、省级政府、地级市政府、县级政府、乡镇政府、街道办事处、开发区管理机构、工作部门、"
        "司法行政机关或垂直管理机构",
    )
    case_word: str = Field("", description="案件的量词，如件、宗；不写的按所在省的习惯")
    fictional: StrictBool = Field(default=False, description="是否虚构机关，仅供演示和测试")

    @property
    def counts_cases_in(self) -> str:
        """The measure word for cases: the agency's own, else its province's."""
        return self.case_word or case_word(self.region)

    @property
    def rung(self) -> Rung:
        """Its kind and its level, by what it says of itself."""
        return rung_of(self.name, self.level, self.region, self.kind)


class Reference(YamlModel):
    """A document that the opening paragraph cites, with its issuer where one is named."""

    title: Text = Field(description="文件名称，不加书名号")
    issuer: str = Field("", description="发文机关；通知写明，法规制度留空")


class Arrangement(YamlModel):
    """How one year departs from its outline.

    ``order`` names what comes first among its siblings, ``fold`` what is told under another
    section's heading, ``drop`` what is left out, ``empty`` what becomes of a
    section that nothing is told in.
    """

    order: tuple[Text, ...] = Field((), description="排在同级最前的节，按所列次序")
    fold: dict[str, Text] = Field({}, description="并入其他节的节：“本节: 并入的节”")
    drop: tuple[Text, ...] = Field((), description="本年不设的节")
    empty: Literal["keep", "drop"] = Field(
        "keep",
        description="没有内容的节：keep保留标题，补写后才能定稿；drop连同标题不刊出",
    )


def _as_number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


class OwnLimit(YamlModel):
    """What a metric must reach by a local document or the agency's own rules."""

    sign: Literal["≥", "≤", ">", "<"] = Field("≥", description="比较符号，不写的为≥")
    value: Annotated[
        Decimal, Field(ge=0, lt=10**15), PlainSerializer(_as_number, return_type=int | float)
    ] = Field(description="要求值，按指标的单位")
    basis: Text = Field(description="依据的文件或计划")


class Annexes(YamlModel):
    """What is attached to the report, and which charts it shows where."""

    table: Literal["public", "full", "none"] = Field(
        "public",
        description="指标表：public公开用表，只列正文述及的数据；full工作用表，含计算方法和数据来源；"
        "none不附",
    )
    charts: Annotated[
        tuple[Text, ...],
        BeforeValidator(
            listed, json_schema_input_type=Literal["trends", "all", "none"] | tuple[Text, ...]
        ),
    ] = Field(
        ("trends",),
        description="图：trends历年情况图（有三年以上数据的），all全部，none不用，或列出图的名称",
    )
    charts_in: Literal["section", "annex"] = Field(
        "section", description="图的位置：section各节正文之后，annex集中作为附件"
    )


class SisterReports(YamlModel):
    """What the sister reports that are made from the year folder need to know."""

    disclosed_on: MaybeDay = Field(None, description="政府信息公开工作年度报告的公布日期")
    enforcement_on: MaybeDay = Field(None, description="行政执法年度数据的公布日期")
    form: str = Field(
        "", description="行政执法年度数据的表式：guangdong、zhejiang、shanxi；不写的按所在省"
    )


def _lines_of(value: object) -> object:
    """Split a title that says by 「/」 where its lines end."""
    return value.split("/") if isinstance(value, str) else value


def _together(value: object) -> object:
    """Write several names as one text, without the colon that the report sets itself."""
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        value = recipients(value)
    return value.strip().rstrip("：:") if isinstance(value, str) else value


class ReportFile(YamlModel):
    """The content of ``report.yaml``.

    ``headings`` and ``arrange`` change the outline for this year. ``unconfirmed`` names, by dotted
    name, what was carried over from the year before and nobody has confirmed yet. A year that is
    being prepared may leave both days blank.
    """

    agency: Agency = Field(description="报告机关")
    year: Annotated[StrictInt, Field(ge=2015, le=2100)] = Field(
        description="报告年度，与文件夹的名称一致"
    )
    signed_on: MaybeDay = Field(None, description="签发日期，写作2021-01-20；定稿时填写")
    as_of: Annotated[MaybeDay, Field(validate_default=True)] = Field(
        None, description="统计截止日期；年末前签发的必须写明"
    )
    outline: OutlineChoice = Field(
        "", description="提纲：一种提纲的名称，或逐级列出的标题；不写的按年度选用"
    )
    title: Annotated[tuple[Text, ...], BeforeValidator(_lines_of)] = Field(
        (), description="另拟的标题，用“/”分行或逐行列出；不写的用通行的标题，在词间分行"
    )
    addressee: Annotated[str, BeforeValidator(_together)] = Field(
        "", description="主送机关，不写冒号；几个机关可以逐个列出；没有的留空"
    )
    basis: tuple[Reference, ...] = Field((), description="引言所依据的文件")
    form: OfficialForm = Field(OfficialForm(), description="公文格式：字号、署名、版记")
    faces: Faces = Field(Faces(), description="本机关的字体，字体文件放在根目录的fonts文件夹")
    headings: dict[str, Text] = Field({}, description="本年改写的标题：“节: 标题”")
    arrange: Arrangement = Field(Arrangement(), description="本年对提纲的调整")
    annex: Annexes = Field(Annexes(), description="附件和图")
    checks: dict[str, dict[str, Any]] = Field(
        {}, description="本机关调整的检查设定：“检查代码: 名称: 值”，可用的见docs/checks.md"
    )
    limits: dict[str, OwnLimit] = Field(
        {}, description="地方或本机关要求达到的值：“指标名称或编号: {value: 值, basis: 依据}”"
    )
    signoff: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        ("起草", "审核", "保密审查", "签发"), description="定稿前须签批的环节，按先后次序"
    )
    signoff_apart: tuple[tuple[Text, ...], ...] | None = Field(
        None,
        description="须由不同的人签批的环节，逐组列出，如：[[起草, 审核, 签发]]；"
        "不写的，除保密审查外各环节均由不同的人签批",
    )
    same_person: Annotated[str, Field(validate_default=True, max_length=40)] = Field(
        "", description="几个环节由同一人签批的理由，在版本说明中刊出，不超过40字"
    )
    sister: SisterReports = Field(SisterReports(), description="相关年报：公布日期和表式")
    unconfirmed: tuple[Text, ...] = Field(
        (), description="沿用上年、尚待确认的项，如agency.name；核对一项删去一项"
    )
    _lines: dict[tuple[int | str, ...], int] = PrivateAttr(default_factory=dict)

    def place(self, file: str, *path: int | str) -> Place:
        """Return where something stands in the file: its line, as far as the path leads to one."""
        known = (self._lines.get(path[:length]) for length in range(len(path), 0, -1))
        return Place(file, next((line for line in known if line), None))

    @property
    def counted_until(self) -> date:
        """The day that the year's counts stand at: the last of the year unless one is named."""
        return self.as_of or date(self.year, 12, 31)

    @property
    def dated(self) -> date:
        """The day that files are dated with: the last of the year while none has signed."""
        return self.signed_on or date(self.year, 12, 31)

    @property
    def terms(self) -> Terms:
        """The terms on which its approvals hold."""
        return Terms(apart=self._apart, earliest=self.counted_until, dated=self.signed_on)

    @property
    def signoff_note(self) -> str | None:
        """Where its approvals ask less than usual, for all to read."""
        return departure(self.signoff, self._apart, self.same_person) or None

    @property
    def _apart(self) -> tuple[tuple[str, ...], ...]:
        if self.signoff_apart is None:
            return () if self.same_person else apart_by_default(self.signoff)
        return self.signoff_apart

    @property
    def signatories(self) -> tuple[str, ...]:
        """Who reports: as the form lists them, else party committee and government or the one."""
        return self.form.agencies or self.agency.rung.names

    @model_validator(mode="wrap")
    @classmethod
    def _keep_lines(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401
        """Keep the lines that the YAML reader marked, for what only the outline can judge."""
        report = handler(data)
        report._lines = _lines(data)  # noqa: SLF001  its own class keeps them
        return report

    @field_validator("as_of")
    @classmethod
    def _counted_in_time(cls, as_of: date | None, info: ValidationInfo) -> date | None:
        signed_on, year = info.data.get("signed_on"), info.data.get("year")
        if not as_of and signed_on and year and signed_on < date(year, 12, 31):
            message = f"签发日期{signed_on}早于{year}年12月31日，须写明统计截止日期"
            raise ValueError(message)
        if as_of and signed_on and as_of > signed_on:
            message = f"统计截止日期{as_of}晚于签发日期{signed_on}"
            raise ValueError(message)
        if as_of and year and as_of.year < year:
            message = f"统计截止日期{as_of}早于报告年度{year}年"
            raise ValueError(message)
        return as_of

    @field_validator("title")
    @classmethod
    def _of_this_year(cls, title: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """Refuse a title of another year: one carried over must be written anew."""
        year, years = info.data.get("year"), re.findall(r"([0-9]{4})年", "".join(title))
        if year and years and str(year) not in years:
            message = f"标题写的是{years[0]}年，报告年度是{year}年"
            raise ValueError(message)
        return title

    @field_validator("form")
    @classmethod
    def _of_this_report(cls, form: OfficialForm, info: ValidationInfo) -> OfficialForm:
        """Refuse a form that does not go with the agency and the days of the report."""
        agency, signed_on = info.data.get("agency"), info.data.get("signed_on")
        if form.agencies and agency and form.agencies_lack(agency.rung.names):
            message = f"「form.agencies」中没有报告机关“{agency.name}”"
            raise ValueError(message)
        if form.printed_on and signed_on and form.printed_on < signed_on:
            message = f"印发日期{form.printed_on}早于签发日期{signed_on}"
            raise ValueError(message)
        numbered = NUMBER.fullmatch(form.number)
        if numbered and signed_on and not 0 <= int(numbered[1]) - signed_on.year <= 1:
            message = f"发文字号“{form.number}”的年份与签发日期{signed_on}不符"
            raise ValueError(message)
        return form

    @field_validator("signoff")
    @classmethod
    def _one_after_the_other(cls, roles: tuple[str, ...]) -> tuple[str, ...]:
        _refuse(faults_of_roles(roles))
        return roles

    @field_validator("signoff_apart")
    @classmethod
    def _of_these_roles(
        cls, groups: tuple[tuple[str, ...], ...] | None, info: ValidationInfo
    ) -> tuple[tuple[str, ...], ...] | None:
        _refuse(faults_of_groups(info.data.get("signoff", ()), groups or ()))
        return groups

    @field_validator("same_person")
    @classmethod
    def _with_reason(cls, reason: str, info: ValidationInfo) -> str:
        """Ask for a reason where one person may hold what others may not, and only there."""
        if not {"signoff", "signoff_apart"} <= info.data.keys():
            return reason
        roles, groups = info.data["signoff"], info.data["signoff_apart"]
        if groups is None and not reason:
            return reason
        may = lifted(roles, groups or ())
        if may and not reason:
            message = (
                f"「signoff_apart」没有要求{may[0][0]}与{may[0][1]}由不同的人签批，"
                "须在「same_person」写明理由"
            )
            raise ValueError(message)
        if reason and not may:
            message = "没有可以由同一人签批的环节，「same_person」不应填写"
            raise ValueError(message)
        return reason

    @field_validator("unconfirmed")
    @classmethod
    def _names_what_is_there(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """Refuse a name that nothing bears: its mark would never be taken off."""
        strangers = [name for name in names if not _is_there(name, info.data)]
        if strangers:
            message = f"「unconfirmed」列出的“{'”“'.join(strangers)}”在本文件中没有或没有填写"
            raise ValueError(message)
        return names


def _refuse(faults: Iterator[str]) -> None:
    if message := "；".join(faults):
        raise ValueError(message)


def _lines(data: Any, path: tuple[int | str, ...] = ()) -> dict[tuple[int | str, ...], int]:  # noqa: ANN401
    """Return the line of every key and list item that the YAML reader marked."""
    found: dict[tuple[int | str, ...], int] = {}
    for key, mark in (getattr(getattr(data, "lc", None), "data", None) or {}).items():
        found[(*path, key)] = mark[0] + 1
        found |= _lines(data[key], (*path, key))
    return found


def _is_there(name: str, fields: Mapping[str, object]) -> bool:
    """Tell whether the file says something under a dotted name; a faulty field counts as said."""
    first, *rest = name.split(".")
    if first in ReportFile.model_fields and first not in fields:
        return first != "unconfirmed"
    value: object = fields.get(first)
    for part in rest:
        inner = dict(value) if isinstance(value, (dict, BaseModel)) else {}
        value = inner.get(part)
    return value is not None and value not in ("", (), {})
