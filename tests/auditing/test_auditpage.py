"""The page of an audit: the text whole, each finding at its paragraph, no network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

import lawgov_lib as lawgov
from lawgov_lib.auditing.auditpage import render_audit
from tests.auditing.papers import LINES, lines, report_file, text, word_file

if TYPE_CHECKING:
    from pathlib import Path


def page_of(path: Path) -> BeautifulSoup:
    """Return the page of a file's audit."""
    return BeautifulSoup(render_audit(lawgov.audit(path)), "html.parser")


def test_the_text_is_there_whole(tmp_path: Path) -> None:
    """Title, headings, text and signature, in their order; a heading has no full stop."""
    main = page_of(report_file(tmp_path)).find("main")

    assert main
    told = re.sub(r"[\s：。]", "", main.get_text())
    places = [told.find(re.sub(r"[\s：。]", "", line)) for line in LINES[:-2]]
    assert -1 not in places
    assert places == sorted(places)
    assert "".join(LINES[-2:]) in told


def test_findings_stand_at_their_paragraphs(tmp_path: Path) -> None:
    """Beside the block that they are about, also where a part has no heading of its own."""
    told = lines(line_8="截至目前，办理信访12件。")
    told = [
        *told[:9],
        "局长亲自部署、亲自过问、亲自协调、亲自督办，带头学法、述法、出庭。截至目前没有其他情况。",
        *told[11:],
    ]
    page = page_of(word_file(tmp_path / "a.docx", map(text, told)))

    beside = {
        first.get_text(strip=True)[:6]: remarks.get_text()
        for first, remarks in zip(
            page.select(".stretch:has(.remarks) .first"), page.select(".remarks"), strict=True
        )
    }
    assert set(beside) == {"截至目前，办", "局长亲自部署"}
    assert all("C13" in each for each in beside.values())
    assert "第9段" in beside["截至目前，办"]


def test_the_page_asks_for_nothing_and_is_the_same_twice(tmp_path: Path) -> None:
    """One file; what the text holds is text."""
    path = report_file(tmp_path, line_6="<script>alert(1)</script>检查78次。")
    html = render_audit(lawgov.audit(path))

    assert "<script>alert" not in html
    assert "default-src 'none'" in html
    assert html == render_audit(lawgov.audit(path))


def test_a_report_of_no_year_has_none_on_its_page(tmp_path: Path) -> None:
    """Nothing stands for what was not recognised but the word that it was not."""
    head = page_of(
        report_file(tmp_path, line_0="某某", line_2="正文。", line_17="完", line_18="完")
    )

    said = head.find("header")
    assert said
    assert "0年度" not in said.get_text()
    assert "未认出机关" in said.get_text()
    assert "没有认出标题、报告机关、报告年度、成文日期" in head.get_text()


def test_a_file_that_was_not_read_has_no_page(tmp_path: Path) -> None:
    """Its problem is in the table and in the JSON."""
    with pytest.raises(ValueError, match=r"none\.docx"):
        render_audit(lawgov.audit(tmp_path / "none.docx"))
