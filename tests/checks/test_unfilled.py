"""One register that was not filled in is one finding, whatever hangs on it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.checks import findings
from lawgov_lib.report.yearreport import Report
from tests.demo.generate import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.checks.finding import Finding

YEAR = 2024


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """Return the params of the demo, to be spoilt."""
    return shutil.copytree(ROOT / "params", tmp_path / "params")


def added(params: Path, register: str) -> list[Finding]:
    """Return the findings that a year has only without one of its registers."""
    known = {(each.code, each.message) for each in _found(params)}
    (params / str(YEAR) / "registers" / f"{register}.csv").unlink()
    return [each for each in _found(params) if (each.code, each.message) not in known]


def _found(params: Path) -> tuple[Finding, ...]:
    return findings(Report.open(YEAR, str(params)).subject)


@pytest.mark.parametrize(
    ("register", "says"),
    [
        (
            "decisions",
            (
                "重大行政决策台账没有数据，上年有的10项本年未提供（“目录内重大行政决策事项”4件、"
                "“完成重大行政决策事项”4件、“重大行政决策公众参与履行率”100%等），"
                "涉及“健全行政决策制度体系”；正文提到“重大行政决策”"
            ),
        ),
        (
            "rules",
            (
                "制度台账没有数据，上年有的5项本年未提供（“在行制度总数”27项、“内部管理制度”9项、"
                "“规范性文件管理制度”3项等），涉及“健全依法行政制度体系”“健全行政决策制度体系”“加强党的领导”"
            ),
        ),
        (
            "exams",
            (
                "学法考试台账没有数据，上年有的4项本年未提供（“学法考试参考人数”92人、"
                "“学法考试参考率”100%、“学法考试合格率”100%等），涉及“加强党的领导”；"
                "正文引用了“学法考试优秀率”"
            ),
        ),
        ("meetings", "“法治政府建设专题会议”上年为4次，本年未提供"),
        ("shortcomings", "“存在的不足”上年为3个方面，本年未提供；正文引用了“存在的不足”"),
    ],
)
def test_one_register_is_one_finding(demo: Path, register: str, says: str) -> None:
    """Its figures, the duties and references that want them, and bare sections are told at once."""
    found = added(demo, register)

    assert [(each.code, each.message) for each in found] == [("C09", says)]


def test_a_shortcoming_that_the_prose_names_is_checked_without_the_register(demo: Path) -> None:
    """Whoever names one with its cause is asked for the measure, whatever the register lacks."""
    said = "还存在{{ shortcomings }}的不足。一是窗口人手偏紧，主要原因是轮岗较多。\n"
    (demo / str(YEAR) / "text" / "shortcomings.md").write_text(said, encoding="utf-8")

    found = [each.message for each in added(demo, "shortcomings") if each.code == "C02"]

    assert "不足“窗口人手偏紧”在主要安排中没有对应的措施" in found


def test_the_places_of_what_the_text_says(demo: Path) -> None:
    """It names the paragraphs that speak of it and the files of the year before, each once."""
    (finding,) = added(demo, "decisions")

    files = [each.file for each in finding.places]
    assert len(files) == len(set(files))
    assert any("/2024/text/" in each for each in files)
    assert any("2023" in each for each in files)
