"""A rehearsal: a report of nothing, after which tables are read and caches filled.

What is made ready is the same for every report, so a report made after it is the same as one made
without.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from lawgov_lib.report import Report

_YEAR = 2024
_REPORT = f"""\
agency: {{name: 排练, level: 地级市政府工作部门, region: 排练}}
year: {_YEAR}
"""
_LAWS = """\
名称,效力类别
中华人民共和国行政处罚法,法律
中国共产党政法工作条例,党内法规
"""


def rehearse() -> None:
    """Make a report of a year that holds next to nothing, show all of it, and throw it away."""
    with tempfile.TemporaryDirectory(prefix="lawgov-") as folder:
        year = Path(folder) / "params" / str(_YEAR)
        (year / "registers").mkdir(parents=True)
        (year / "report.yaml").write_text(_REPORT, encoding="utf-8")
        (year / "registers" / "laws.csv").write_text(_LAWS, encoding="utf-8")
        report, _ = Report.survey(_YEAR, str(year.parent))
        if report is not None:
            shown = (report.opening(), *map(report.section, report.spots), report.annex())
            for part in (*shown, report.review()):
                if part is not None:
                    part._repr_mimebundle_()
