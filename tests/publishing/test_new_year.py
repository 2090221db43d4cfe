"""A new year and a second agency need inputs, and no change of code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import load_workbook

from lawgov_lib.preparing.newyear import begin
from lawgov_lib.preparing.workbook import write
from lawgov_lib.publishing.publication import publish
from lawgov_lib.report.checklist import check
from tests.readback import squeezed

if TYPE_CHECKING:
    from pathlib import Path

CONFIRMED = "# 待确认"
PROSE = {
    "thought": "组织学习习近平法治思想。",
    "emergency": "修订应急预案。",
    "responsibility": "主要负责人履行第一责任人职责。",
    "other": "没有其他需要报告的情况。",
}


def rewrite(file: Path, old: str, new: str) -> None:
    """Replace one text in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def fill_in(workbook: Path, sheet: str, *rows: list[str | int]) -> None:
    """Type rows below a sheet's header, as a person does, and save."""
    book = load_workbook(workbook)
    for number, row in enumerate(rows, start=2):
        for at, value in enumerate(row, start=1):
            book[sheet].cell(number, at).value = value
    book.save(workbook)


def write_prose(year: Path) -> None:
    """Write the sections that no register tells."""
    for key, text in PROSE.items():
        (year / "text" / f"{key}.md").write_text(text, encoding="utf-8")


def test_a_new_year_from_begin_to_report(root: Path) -> None:
    """2021 is begun from 2020, filled in in a workbook, checked and published."""
    begin(root, 2021)
    year = root / "params" / "2021"
    report = (year / "report.yaml").read_text(encoding="utf-8")
    confirmed = report[: report.index(CONFIRMED)].replace("# signed_on:", "signed_on: 2022-01-20")
    (year / "report.yaml").write_text(confirmed, encoding="utf-8")
    write(root, 2021)
    book = year / "registers.xlsx"
    fill_in(book, "学法考试台账", ["年度学法考试", 25, 24, 24, 20])
    fill_in(book, "不足台账", ["普法宣传", "形式单一", "力量不足"])
    fill_in(book, "计划台账", ["开展专题培训"])
    write_prose(year)

    checked = check(root, 2021)
    page = squeezed((publish(root, 2021) / "report.html").read_text(encoding="utf-8"))

    assert checked.problems == ()
    assert {place.file for place in checked.unconfirmed} == {
        "params/2021/registers.xlsx#制度台账",
        "params/2021/registers.xlsx#机制台账",
        "params/2021/registers.xlsx#申报数",
    }
    assert "2021年度法治政府建设年度报告" in page
    assert "健全突发事件应对体系" in page
    assert "参加学法考试" in page
    assert "现行内部管理制度" in page


def test_a_second_agency_in_a_root_of_its_own(tmp_path: Path) -> None:
    """Another agency starts from a skeleton, and its report says nothing of the first one."""
    begin(tmp_path, 2021)
    year = tmp_path / "params" / "2021"
    rewrite(year / "report.yaml", "name: ''", "name: 示例市水利局")
    rewrite(year / "report.yaml", "level: ''", "level: 地级市政府工作部门")
    rewrite(year / "report.yaml", "region: ''", "region: 示例省示例市")
    (year / "registers" / "shortcomings.csv").write_text(
        "方面,表现,原因\n培训,场次偏少,安排不足\n", encoding="utf-8"
    )
    (year / "registers" / "plans.csv").write_text(
        "事项,责任科室,完成时限\n增加培训,办公室,2022-06-30\n", encoding="utf-8"
    )
    write_prose(year)

    checked = check(tmp_path, 2021)
    page = squeezed((publish(tmp_path, 2021) / "report.html").read_text(encoding="utf-8"))

    assert checked.problems == ()
    assert "示例市水利局" in page
    assert "增加培训" in page
    assert "阳江" not in page
