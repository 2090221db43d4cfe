"""Many files: one table, in parallel, and no file stops the others."""

from __future__ import annotations

import json
import os
import signal
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from lawgov_lib.auditing import fleet
from lawgov_lib.auditing.examination import Audited, examine
from lawgov_lib.auditing.orders import Order, orders_of
from lawgov_lib.auditing.overview import overview_page, overview_workbook
from lawgov_lib.base.errors import ParameterError
from tests.auditing.papers import LINES, report_file, web_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder as a city office has it: sound, faulty, unreadable and foreign files."""
    files = tmp_path / "files"
    files.mkdir()
    for letter in "甲乙丙":
        report_file(files, f"{letter}局.docx", line_0=f"示例{letter}局2024年度法治政府建设年度报告")
    report_file(files, "丁局.docx", line_8="截至目前，机密★3年，办理信访12件。")
    (files / "戊局.html").write_text(web_page(LINES), encoding="utf-8")
    (files / "己局.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (files / "庚局.pdf").write_bytes(b"%PDF-1.7\n")
    (files / "~$甲局.docx").write_bytes(b"lock")
    (files / "说明.xlsx").write_bytes(b"PK")
    return files


def written(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_folder_is_audited_file_by_file(folder: Path, tmp_path: Path) -> None:
    """Each file has its results; what cannot be read is named, and the others go on."""
    told: list[str] = []

    audits = fleet.audit_all(
        orders_of([folder]), tmp_path / "out", told=lambda each: told.append(each.file)
    )

    assert [each.file for each in audits] == told
    assert {each.file: [p.code for p in each.problems] for each in audits if each.problems} == {
        "己局.doc": ["E461"],
        "庚局.pdf": ["E464"],
    }
    assert len(audits) == 7
    assert fleet.exit_code(audits) == 4
    assert fleet.exit_code(each for each in audits if not each.problems) == 9
    assert fleet.exit_code(each for each in audits if each.file == "甲局.docx") == 0
    assert sorted(written(tmp_path / "out")) == sorted(
        [f"{stem}局.findings.json" for stem in "甲乙丙丁戊己庚"]
        + [f"{stem}局.review.html" for stem in "甲乙丙丁戊"]
    )
    found = json.loads((tmp_path / "out" / "庚局.findings.json").read_text(encoding="utf-8"))
    assert (found["exit_code"], found["report"]) == (4, None)


def test_the_table_heads_each_check_by_its_name(folder: Path, tmp_path: Path) -> None:
    """Codes alone tell a reader nothing; the heads stand upright so that all fit beside."""
    page = overview_page(fleet.audit_all(orders_of([folder]), tmp_path / "out"))

    assert ">C13 统计截止日期</th>" in page
    assert "writing-mode: vertical-rl" in page


def test_side_by_side_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Two processes write what one does, in the same order."""
    orders = orders_of([folder])

    one = fleet.audit_all(orders, tmp_path / "one")
    two = fleet.audit_all(orders, tmp_path / "two", jobs=2)

    assert one == two
    assert written(tmp_path / "one") == written(tmp_path / "two")
    assert overview_page(one) == overview_page(two)
    assert overview_workbook(one) == overview_workbook(two)


def _fatal(order: Order) -> Audited:
    """End the process at one file, as a fault in a library would."""
    if order.stem == "乙局":
        os.kill(os.getpid(), signal.SIGKILL)
    return examine(order.path, order.name)


def test_a_file_that_ends_its_process_costs_no_other(folder: Path) -> None:
    """It is tried once more alone, then named."""
    orders = [order for order in orders_of([folder]) if order.path.suffix == ".docx"]

    audits = list(fleet.side_by_side(orders, _fatal, 2))

    assert [each.file for each in audits] == [order.name for order in orders]
    assert {each.file: each.problems[0].code for each in audits if each.problems} == {
        "乙局.docx": "E470"
    }


def test_the_table_has_agencies_and_checks(folder: Path, tmp_path: Path) -> None:
    """Counts where a file was read, blanks where not; numbers stay numbers."""
    audits = fleet.audit_all(orders_of([folder]), tmp_path / "out")

    book = load_workbook(BytesIO(overview_workbook(audits)))
    rows = [list(row) for row in book["审读汇总"].iter_rows(values_only=True)]
    page = overview_page(audits)

    header = rows[0]
    assert header[:4] == ["机关", "文件", "年度", "结果"]
    assert header[4:] == ["C13", "C19", "错误", "警告", "提示"]
    by_file = {row[1]: row[4:] for row in rows[1:]}
    assert by_file["丁局.docx"] == [1, 1, 1, 1, 0]
    assert by_file["甲局.docx"] == [0, 0, 0, 0, 0]
    assert by_file["庚局.pdf"] == [None] * 5
    assert [row[0] for row in book["没有读出"].iter_rows(min_row=2, values_only=True)] == [
        "己局.doc",
        "庚局.pdf",
    ]
    assert book["检查发现"].max_row == 3
    assert "没有读出的文件" in page
    assert "取消密码" in page or "另存为" in page
    assert "http" not in page.replace("http-equiv", "")


def test_files_of_one_name_have_results_of_their_own(tmp_path: Path) -> None:
    """The same name in two folders, or with two endings."""
    for each in ("a", "b"):
        (tmp_path / each).mkdir()
        report_file(tmp_path / each, "报告.docx")
    (tmp_path / "a" / "报告.html").write_text(web_page(LINES), encoding="utf-8")

    stems = [order.stem for order in orders_of([tmp_path / "a", tmp_path / "b"])]

    assert stems == ["报告.docx", "报告.html", "报告.docx-2"]


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    """It says what could be read."""
    with pytest.raises(ParameterError) as refused:
        orders_of([tmp_path])

    assert refused.value.problems[0].code == "E320"
