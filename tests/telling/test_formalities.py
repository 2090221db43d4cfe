"""What ``report.yaml`` says of the form becomes the document's title, signature, head and foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.document.tree import Form, Signature
from lawgov_lib.telling.formalities import form_of, signature_of, titled
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from lawgov_lib.inputs import ReportFile
    from tests.yearfolder import YearFolder

FORM = """\
form:
  number: 某发〔2021〕3号
  signers: [张某, 李某]
  agencies: [中共某市委, 某市某局]
  sealed: true
  copies: [甲局、乙局, 丙院]
  printer: 某市某局办公室
  printed_on: 2021-01-21
"""


def report(folder: YearFolder, more: str) -> ReportFile:
    """Read a ``report.yaml`` that says more than the least."""
    folder.write("report.yaml", REPORT + more)
    return folder.load().report


def test_nothing_is_said_of_the_form(folder: YearFolder) -> None:
    """Without settings there is no form, one agency signs unsealed, and the title is the usual."""
    told = report(folder, "")

    assert form_of(told.form) is None
    assert signature_of(told) == Signature(agency="某市某局", date="2021年1月20日")
    assert titled(told) == (
        "某市某局2020年度法治政府建设年度报告",
        ("某市某局", "2020年度法治政府建设年度报告"),
    )


def test_whole_form(folder: YearFolder) -> None:
    """Kinds of agencies are parted by ，, those of a kind by 、; the day is printed in full."""
    told = report(folder, FORM)

    assert form_of(told.form) == Form(
        number="某发〔2021〕3号",
        signers=("张某", "李某"),
        copies="甲局、乙局，丙院",
        printer="某市某局办公室",
        printed_on="2021年1月21日印发",
    )
    assert signature_of(told).agencies == ("中共某市委", "某市某局")
    assert signature_of(told).sealed
    assert titled(told)[1] == ("中共某市委　某市某局", "2020年度法治政府建设年度报告")


def test_title_as_the_agency_says(folder: YearFolder) -> None:
    """A title names its lines by 「/」 or as a list, or is broken like the usual one."""
    lines = ("某市某局", "关于2020年度法治政府建设情况的报告")

    assert titled(report(folder, f"title: {'/'.join(lines)}\n"))[1] == lines
    assert titled(report(folder, f"title: [{', '.join(lines)}]\n"))[1] == lines
    assert titled(report(folder, f"title: {''.join(lines)}\n"))[1] == lines
    assert titled(report(folder, f"title: {''.join(lines)}\n"))[0] == "".join(lines)


def test_quotation_marks_of_a_title_are_full_width(folder: YearFolder) -> None:
    """Straight marks are turned, also where a line ends between them."""
    said = report(folder, "title: ['某市某局2020年度\"放管服', '改革\"情况的报告']\n")

    assert titled(said) == (
        "某市某局2020年度“放管服改革”情况的报告",
        ("某市某局2020年度“放管服", "改革”情况的报告"),
    )
