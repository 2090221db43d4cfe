"""`lawgov import`: what was made and left out is told; a refusal has its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import LawgovError
from lawgov_lib.cli import cli
from tests.auditing.papers import report_file

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> None:
    """Run the command."""
    cli(["import", *map(str, arguments)], standalone_mode=False)


def test_what_was_made_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder, the share of the numbers, and what comes next."""
    monkeypatch.chdir(tmp_path)
    path = report_file(tmp_path)

    run(path, "--year", "2024", "--root", tmp_path)

    said = capsys.readouterr().out
    assert said.startswith("已由 report.docx 导入 params/2024\n")
    assert "数字：11个中认出11个（100%）" in said
    assert said.endswith("  3. 生成报告：lawgov report 2024\n")
    assert (tmp_path / "params" / "2024" / "report.yaml").exists()


def test_another_folder_is_named_with_what_comes_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands can be typed as they stand, wherever the folder lies."""
    monkeypatch.chdir(tmp_path)

    run(report_file(tmp_path), "--year", "2024", "--root", "新 局")

    said = capsys.readouterr().out
    assert said.startswith("已由 report.docx 导入 '新 局/params/2024'\n")
    assert said.endswith("  3. 生成报告：lawgov report 2024 --root '新 局'\n")


def test_agency_may_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is typed goes before what was recognised."""
    run(report_file(tmp_path), "--year", "2024", "--agency", "示例县河长办", "--root", tmp_path)

    assert "report.yaml      示例县河长办；" in capsys.readouterr().out


@pytest.mark.parametrize(("year", "code"), [("2023", 4), ("23", 3)])
def test_refusal_has_its_exit_code(tmp_path: Path, year: str, code: int) -> None:
    """A report of another year is a fault of the input, a year of two digits of what is typed."""
    path = report_file(tmp_path)

    with pytest.raises(LawgovError) as refused:
        run(path, "--year", year, "--root", tmp_path)

    assert refused.value.exit_code == code
