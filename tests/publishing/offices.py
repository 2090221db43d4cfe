"""A small year folder of 2026 for each level and kind of agency; names and numbers are invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.yearfolder import YearFolder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

YEAR = 2026
_REPORT = """\
agency:
  name: {name}
  level: {level}
  region: {region}
  fictional: true
year: {year}
signed_on: {signed_on}
addressee: {addressee}
arrange: {{empty: drop}}
"""
_COMMON = {
    "thought": "{{{{ 自称 }}}}把学习贯彻习近平法治思想作为首要任务，主要负责人带头学习。",
    "functions": "{{{{ 全域 }}}}推进高效办成一件事，梳理并公布办事指南。",
    "responsibility": (
        "{heads}认真履行第一责任人职责，对法治建设重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、"
        "重要任务亲自督办，带头学法，按要求述法。"
    ),
    "shortcomings": (
        "一是{{{{ 自称 }}}}行政执法力量不足，主要是专业人员短缺。"
        "二是普法形式单一，原因是新媒体运用不够。"
    ),
    "plans": (
        "一是充实行政执法力量，由人事机构牵头，上半年完成。二是丰富普法形式，由法治机构负责，年内开展线上普法。"
    ),
    "other": "没有其他需要报告的情况。",
}


@dataclass(frozen=True)
class ReportingOffice:
    """Who reports, to whom, and what only this kind of agency tells, by section."""

    name: str
    level: str
    region: str
    addressee: str = ""
    heads: str = "主要负责人"
    text: Mapping[str, str] = field(default_factory=dict)
    signed_on: str = "2027-01-20"

    def written(self, folder: Path) -> YearFolder:
        """Write its year folder below a root."""
        year = YearFolder(folder / "params", YEAR)
        facts = {**vars(self), "year": YEAR}
        year.write("report.yaml", _REPORT.format(**facts))
        for section, text in {**_COMMON, **self.text}.items():
            year.write(f"text/{section}.md", text.format(heads=self.heads))
        return year


_HEARD = "全年收到行政复议申请61件，受理54件，不予受理7件，审理行政复议案件54件，审结49件。"
_TO_CONGRESS = "向{congress}报告法治政府建设情况1次。"
OFFICES = {
    "省": ReportingOffice(
        "示例省人民政府",
        "省级政府",
        "示例省",
        "党中央、国务院",
        heads="省长",
        text={
            "institutions": "全年制定政府规章3件，废止2件。",
            "disputes": _HEARD,
            "oversight": _TO_CONGRESS.format(congress="省人大常委会"),
        },
        signed_on="2027-03-20",
    ),
    "市": ReportingOffice(
        "示例市人民政府",
        "地级市政府",
        "示例省示例市",
        "市委、市人大常委会，省人民政府",
        heads="市长",
        text={
            "institutions": "全年制定政府规章2件。",
            "disputes": _HEARD,
            "oversight": _TO_CONGRESS.format(congress="市人大常委会"),
        },
    ),
    "县": ReportingOffice(
        "示例县人民政府",
        "县委县政府",
        "示例省示例市示例县",
        "市委、市政府",
        heads="县委书记和县长",
        text={
            "leadership": "县委、县政府召开专题会议2次。",
            "disputes": _HEARD,
            "oversight": _TO_CONGRESS.format(congress="县人大常委会"),
        },
    ),
    "镇": ReportingOffice(
        "示例镇人民政府",
        "乡镇政府",
        "示例省示例市示例县",
        "县委、县政府",
        text={"disputes": "全镇排查矛盾纠纷20件，化解19件，其余1件正在办理。"},
    ),
    "街道": ReportingOffice("示例街道办事处", "街道办事处", "示例省示例市示例区", "区委、区政府"),
    "司法局": ReportingOffice(
        "示例县司法局",
        "县级政府工作部门",
        "示例省示例市示例县",
        "县委、县政府，市司法局",
        text={
            "disputes": "承担县人民政府行政复议机构职责，" + _HEARD,
            "oversight": "制发行政执法监督意见书6份。",
        },
    ),
    "部门": ReportingOffice(
        "示例县水务局", "县级政府工作部门", "示例省示例市示例县", "县委、县政府，市水利局"
    ),
    "税务局": ReportingOffice(
        "国家税务总局示例县税务局", "垂直管理机构", "示例省示例市示例县", "国家税务总局示例市税务局"
    ),
    "开发区": ReportingOffice(
        "示例经济开发区管理委员会", "开发区管委会", "示例省示例市", "市委、市政府"
    ),
}
