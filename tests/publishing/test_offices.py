"""A 2026 report of each level is rendered: title, signatories, and how the agency calls itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

import lawgov_lib as lawgov
from tests.publishing.offices import OFFICES, YEAR
from tests.readback import pdf_text, squeezed

if TYPE_CHECKING:
    from pathlib import Path

OWN, WHOLE = "把学习贯彻习近平法治思想作为首要任务", "推进高效办成一件事"


@pytest.mark.parametrize(
    ("kind", "title", "signed", "speaks"),
    [
        ("省", "示例省人民政府2026年度法治政府建设年度报告", "示例省人民政府", "我省 全省"),
        ("市", "示例市人民政府2026年度法治政府建设年度报告", "示例市人民政府", "本市 全市"),
        (
            "县",
            "中共示例县委示例县人民政府关于2026年度法治政府建设情况的报告",
            "中共示例县委示例县人民政府",
            "本县 全县",
        ),
        ("镇", "示例镇人民政府2026年度法治政府建设年度报告", "示例镇人民政府", "本镇 全镇"),
        (
            "街道",
            "示例街道办事处2026年度法治政府建设年度报告",
            "示例街道办事处",
            "本街道 全街道",
        ),
        ("司法局", "示例县司法局2026年度法治政府建设年度报告", "示例县司法局", "本局 全县"),
        (
            "税务局",
            "国家税务总局示例县税务局2026年度法治政府建设年度报告",
            "国家税务总局示例县税务局",
            "本局 全县",
        ),
    ],
)
def test_each_kind_in_its_own_name(
    tmp_path: Path, kind: str, title: str, signed: str, speaks: str
) -> None:
    """Title, signature and text name the agency rightly, in the PDF as on the web page."""
    office, (own, whole) = OFFICES[kind], speaks.split()
    office.written(tmp_path)

    output = lawgov.publish(YEAR, tmp_path)

    text = pdf_text(output / "report.pdf")
    assert text.startswith(title + squeezed(office.addressee) + "：")
    assert own + OWN in text
    assert whole + WHOLE in text
    year, month, day = map(int, office.signed_on.split("-"))
    assert text.endswith(f"{signed}{year}年{month}月{day}日")
    page = BeautifulSoup((output / "report.html").read_text(encoding="utf-8"), "lxml").main
    assert page is not None
    assert signed in squeezed(page.get_text())


@pytest.mark.parametrize(
    ("kind", "who"), [("县", "县委、县政府"), ("镇", "本镇"), ("部门", "本局")]
)
def test_duties_that_an_agency_does_not_have(tmp_path: Path, kind: str, who: str) -> None:
    """Party committee and government speak as 县委、县政府, a township as itself."""
    year = OFFICES[kind].written(tmp_path)
    year.figure("lic_applied", "无此职责")
    year.write("text/functions.md", "{{ statement.no_duty.functions }}")

    (said,) = (each.text for each in year.report().subject.said if each.section == "functions")

    assert said == f"按照职责分工，{who}不承担行政许可职责。"


def test_an_audited_joint_report_is_known(tmp_path: Path) -> None:
    """Title and signatures of party committee and government make it a county's."""
    OFFICES["县"].written(tmp_path)
    output = lawgov.publish(YEAR, tmp_path)

    audited = lawgov.audit(output / "report.docx")

    assert audited.paper is not None
    assert audited.paper.identity.kind == "县委县政府"
    assert {each.code for each in audited.findings}.isdisjoint({"C14", "C15", "C29"})
