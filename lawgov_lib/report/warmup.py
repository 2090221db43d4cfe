"""A warm-up: a report of nothing, after which tables are read and caches filled.

What is made ready is the same for every report, so a report made after it is the same as one made
without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.layout import FIGURES_FILE, PARAMS, REGISTERS, REPORT_FILE, TEXT
from lawgov_lib.base.scratch import scratch
from lawgov_lib.document.node import complete
from lawgov_lib.inputs.outline import load_outlines, load_styles
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.report.yearreport import Report

if TYPE_CHECKING:
    from pathlib import Path

_REPORT = """\
agency: {{name: 排练, level: 地级市政府工作部门, region: 排练, fictional: true}}
year: {year}
as_of: {year}-12-01
"""
_ROWS = {"laws": "中华人民共和国行政处罚法,法律\n中国共产党政法工作条例,党内法规\n"}
_PROSE = """\
### 排练

全年组织学习3次，同比增长50%，全部完成。

依法应当公开的信息全部按期公开，各单位均按要求落实；全年未发生较大事故。
依据《行政处罚法》作出处罚31件，其中普通程序11件、简易程序20件，比上年减少4件，下降11.4%，
按时办结率98%，提高3个百分点。截至12月1日，培训5次320人次，仅1个单位没有参加。
2019年以来已建成2个平台，年底前将继续推进；本年度报告在门户网站公布。

根据《法治政府建设与责任落实督察工作规定》要求，现将有关情况报告如下。
全年作为被告的一审行政诉讼案件9件，二审案件2件，连同上年结转1件，审结10件，其中驳回诉讼请求6件、撤诉2件、撤销1件、确认违法1件。
全年未发生行政赔偿案件（上年为2件），行政复议案件1件，上年结转1件，审结2件，结果均为维持，没有败诉案件，负责人应出庭的1件已出庭。
一件行政诉讼案件被判决责令履行职责，一件行政复议案件的原决定被撤销。
全年收到行政许可申请149件，比上年增长10.4%，连同上年结转申请2件，不予受理5件、受理146件，连同上年结转在办件5件，准予许可145件、不予许可1件、终止办理5件，按时办结率100%。
现有行政执法人员26人，与上年持平，持证率100%，人均培训60.5学时，法制审核人员2人，占执法人员的7.69%。
完成双随机抽查5次，年度计划为6次，抽查对象26个，抽查比例5.59%，抽查结果全部公示。
利用科技活动周、普法日和12.4国家宪法日等时间节点，开展集中普法活动4项。
目录内的决策事项全部由本局在集体讨论前审查，共9件；合同由本局统一审查，主要涉及土地开发和招商协议。
述职材料首次附学法用法情况，与《中华人民共和国法治宣传教育法》关于年度述职的要求相衔接。
3月由主要负责人作专题辅导；会后，7月组织各科室学习会议关于完善法治体系的部署。
{year}年印发方案。2018年开展检查。

依法组织听证，开展行政执法检查、法治培训，调解民间纠纷，按要求全部公示。
"""
_DUTY = """\
主要负责人出庭应诉2次。
"""


def warm_up() -> None:
    """Make a report of next to nothing by each outline, show all of it, and throw it away.

    Styles are read that a year may ask for, and what a document may be made of is made ready, also
    what few have.
    """
    load_styles()
    complete()
    for outline in load_outlines():
        with scratch() as folder:
            _warm_up(folder / PARAMS, outline.last)


def _warm_up(folder: Path, year: int) -> None:
    for part in (REGISTERS, TEXT):
        (folder / str(year) / part).mkdir(parents=True)
    for name, text in _files(year).items():
        (folder / str(year) / name).write_text(text, encoding="utf-8")
    report, _ = Report.survey(year, str(folder))  # to open it would set up a kernel that is shared
    if report is None:
        return
    shown = (report.opening(), *map(report.section, report.spots), report.closing())
    for each in (*shown, report.annex(), report.review()):
        if each is not None:
            each._repr_mimebundle_()


def _files(year: int) -> dict[str, str]:
    """Return the files of a year: every register with its header, a few rows and words."""
    tables = {
        f"{REGISTERS}/{key}.csv": f"{','.join(headers)}\n{_ROWS.get(key, '')}"
        for key, model in ROWS.items()
        for headers in [[one.header for one in model.columns() if one.required or key not in _ROWS]]
    }
    tables[FIGURES_FILE] = f"{','.join(FigureRow.headers().values())}\n"
    text = {f"{TEXT}/functions.md": _PROSE.format(year=year), f"{TEXT}/responsibility.md": _DUTY}
    return {REPORT_FILE: _REPORT.format(year=year), **text, **tables}
