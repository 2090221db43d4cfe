"""A warm-up: a report of nothing, after which tables are read and caches filled.

What is made ready is the same for every report, so a report made after it is the same as one made
without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.layout import FIGURES_FILE, PARAMS, REGISTERS, REPORT_FILE, TEXT
from lawgov_lib.base.scratch import scratch
from lawgov_lib.inputs.outline import load_outlines, load_styles
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.report.yearreport import Report
from lawgov_lib.telling.plotface import read_faces

if TYPE_CHECKING:
    from pathlib import Path

_REPORT = """\
agency: {{name: 排练, level: 地级市政府工作部门, region: 排练}}
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
"""
_DUTY = """\
主要负责人亲自部署重要工作、过问重大问题、协调重点环节、督办重要任务，作出部署，带头学法，年终述职述法，出庭应诉2次。
"""


def warm_up() -> None:
    """Make a report of next to nothing by each outline, show all of it, and throw it away.

    Styles are read that a year may ask for; the faces of plots too, and not yet known, for a plot
    may come before the report.
    """
    load_styles()
    read_faces()
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
    shown = (report.opening(), *map(report.section, report.spots), report.annex())
    for each in (*shown, report.review()):
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
    text = {f"{TEXT}/functions.md": _PROSE, f"{TEXT}/responsibility.md": _DUTY}
    return {REPORT_FILE: _REPORT.format(year=year), **text, **tables}
