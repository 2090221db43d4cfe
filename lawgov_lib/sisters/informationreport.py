"""政府信息公开工作年度报告: its six parts, as its notebook shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lawgov_lib.base.layout import PARAMS
from lawgov_lib.base.wording import number
from lawgov_lib.document.assembly import PLACEHOLDER
from lawgov_lib.measuring.metric import TOLD
from lawgov_lib.sisters.sisterdocument import SisterDocument, paragraph, subheading
from lawgov_lib.sisters.tableforms import load_form
from lawgov_lib.sisters.yearopening import open_sister
from lawgov_lib.telling.amounts import said

if TYPE_CHECKING:
    from datetime import date

    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.telling.shown import Shown

_BASIS = (
    "根据《中华人民共和国政府信息公开条例》第五十条的规定编制本报告。"
    "所列数据的统计期限自{year}年1月1日起至12月31日止。"
)
_OVERVIEW = {
    "published": "主动公开",
    "requests": "依申请公开",
    "management": "政府信息管理",
    "platform": "政府信息公开平台建设",
    "assurance": "监督保障",
}
_PUBLISHED = ("规章和规范性文件", "行政许可", "行政处罚和行政强制", "行政事业性收费")
_REQUESTS, _DISPUTES, _FEE = "依申请公开", "复议诉讼", "信息处理费"
_TOTAL, _AMOUNT, _COLLECTED = "总计", "金额", "收取的信息处理费"


@dataclass(frozen=True, eq=False)
class InformationReport(SisterDocument):
    """The yearly report on the disclosure of government information."""

    parts: ClassVar[dict[str, str]] = {
        "overview": "总体情况",
        "tables": "主动公开政府信息情况",
        "applications": "收到和处理政府信息公开申请情况",
        "disputes": "政府信息公开行政复议、行政诉讼情况",
        "improvement": "存在的主要问题及改进情况",
        "other": "其他需要报告的事项",
    }

    @classmethod
    def open(cls, year: object, params_dir: object = PARAMS) -> InformationReport:
        """Read, measure and fill in one year.

        Args:
            year: The report year.
            params_dir: The folder of the year folders.

        Raises:
            LawgovError: Something stands in the way, all of it told at once.
        """
        return cls(open_sister(lambda _: load_form("information"), year, params_dir))

    @property
    def published_on(self) -> date | None:
        """The day that ``report.yaml`` names."""
        return self.opened.year_inputs.report.sister.disclosed_on

    def opening(self) -> Shown:
        """Show the title and the basis."""
        return self._opening(_BASIS)

    def overview(self) -> Shown:
        """Show part one: five matters, what is measured before the agency's own words."""
        generated = {"published": self._made_public(), "requests": self._handled()}
        blocks: list[Blocks] = []
        for place, (key, text) in enumerate(_OVERVIEW.items(), start=1):
            told = (*generated.get(key, ()), *self.opened.prose.get(key, ()))
            blocks.append((subheading(place, text, key), *(told or (PLACEHOLDER,))))
        return self._part("overview", tuple(block for each in blocks for block in each))

    def tables(self) -> Shown:
        """Show part two: what was made public unasked."""
        return self._part("tables", self._tables(_PUBLISHED))

    def applications(self) -> Shown:
        """Show part three: the requests by applicant and by what became of them."""
        return self._part("applications", self._tables((_REQUESTS,)))

    def disputes(self) -> Shown:
        """Show part four: the reviews and lawsuits that disclosure led to."""
        return self._part("disputes", self._tables((_DISPUTES,)))

    def improvement(self) -> Shown:
        """Show part five: what is wanting, in the agency's own words."""
        return self._part("improvement", self.opened.prose.get("improvement", ()))

    def other(self) -> Shown:
        """Show part six: the fees for handling requests, and what else the agency tells."""
        blocks = (*self._fee(), *self.opened.prose.get("other", ()))
        return self._part("other", blocks)

    def _made_public(self) -> Blocks:
        metric = self.opened.metrics.get("info_pub")
        if metric is None or metric.state not in TOLD or metric.value is None:
            return ()
        return (paragraph(f"全年主动公开政府信息{said(metric)}。"),)

    def _handled(self) -> Blocks:
        """Tell the totals of part three in a sentence."""
        grid = self.opened.grids[_REQUESTS]
        keys = ("new", "carried_in", "done", "carried_out")
        cells = [grid.cell(key, _TOTAL) for key in keys]
        if not all(cell.is_told for cell in cells):
            return ()
        new, before, done, after = (number(cell.value) for cell in cells if cell.value is not None)
        if {new, before} == {"0"}:
            return (paragraph("全年没有收到政府信息公开申请，也没有上年结转的申请。"),)
        told = f"全年新收政府信息公开申请{new}件，上年结转{before}件；办结{done}件，"
        told += f"结转下年度继续办理{after}件"
        rate = self.opened.metrics.get("info_ontime")
        if rate is not None and rate.state in TOLD and rate.value is not None:
            told += f"；按期答复率{said(rate)}"
        return (paragraph(f"{told}。"),)

    def _fee(self) -> Blocks:
        cell = self.opened.grids[_FEE].cell(_COLLECTED, _AMOUNT)
        if not cell.is_told or cell.value is None:
            return (PLACEHOLDER,)
        if not cell.value:
            return (paragraph("本年度没有收取政府信息公开信息处理费。"),)
        return (paragraph(f"本年度收取政府信息公开信息处理费{number(cell.value)}元。"),)
