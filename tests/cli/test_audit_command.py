"""`lawgov audit`: one file in full, many in a table, and the exit code of the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import LawgovError
from lawgov_lib.cli import cli
from tests.auditing.papers import LINES, report_file

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> int:
    """Run the command and return its exit code."""
    try:
        with pytest.raises(SystemExit) as stopped:
            cli(["audit", *map(str, arguments)], standalone_mode=False)
    except LawgovError as error:
        return error.exit_code
    return int(str(stopped.value.code))


def test_one_file_is_told_in_full(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was recognised, what was found, what to do, and where the page lies."""
    path = report_file(tmp_path, line_8="截至目前，机密★3年，办理信访12件。")

    code = run(path, "--out", tmp_path / "out")

    said = capsys.readouterr().out
    assert code == 9
    assert "机关：示例县水务局（县级政府工作部门）" in said
    assert "年度：2024　成文日期：2025年1月10日" in said
    assert "检查发现：错误1项，警告1项" in said
    assert "[C13] 警告：“截至目前”没有写明日期\n        见 第9段\n        处理办法：" in said
    assert said.index("[C19]") < said.index("[C13]")
    assert (tmp_path / "out" / "report.review.html").exists()
    assert not (tmp_path / "out" / "overview.html").exists()


def test_many_files_end_with_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a file; the unreadable one is named with cause and cure, and counts most."""
    report_file(tmp_path, "a.docx")
    (tmp_path / "b.docx").write_bytes(b"")

    code = run(tmp_path, "--out", tmp_path / "out", "--jobs", 1)

    said = capsys.readouterr()
    assert code == 4
    assert "a.docx　示例县水务局　没有检查发现" in said.out
    assert "[E407] b.docx: 文件是空的 处理办法：" in said.err
    assert (tmp_path / "out" / "overview.xlsx").exists()


def test_files_left_out_of_a_folder_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no report is named in one line with its number; hidden files are not spoken of."""
    files = tmp_path / "files"
    files.mkdir()
    report_file(files, "a.docx")
    for name in ("~$a.docx", "台账.xlsx", "照片.png", ".DS_Store"):
        (files / name).write_bytes(b"")

    run(files, "--out", tmp_path / "out")

    said = capsys.readouterr().out
    assert "另有3个文件不是报告，没有审读：~$a.docx、台账.xlsx、照片.png" in said
    assert "DS_Store" not in said


def test_last_year_goes_with_one_file(tmp_path: Path) -> None:
    """Whose last year it would be, of many, nobody knows."""
    report_file(tmp_path, "a.docx")
    last = report_file(tmp_path, "b.docx", line_0=LINES[0].replace("2024", "2023"))

    assert run(tmp_path, "--last", last, "--out", tmp_path / "out") == 3
    assert run(tmp_path / "a.docx", "--last", last, "--out", tmp_path / "out") in {0, 9}
    assert run(tmp_path / "a.docx", "--last", tmp_path / "none.docx") == 4
