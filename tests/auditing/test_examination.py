"""What an audit finds in a text, and that it is silent where nothing is wrong."""

from __future__ import annotations

import pickle
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import lawgov_lib as lawgov
from lawgov_lib.auditing.auditpage import render_audit
from lawgov_lib.auditing.examination import Audited, judged
from lawgov_lib.auditing.findingsfile import to_json, to_text, where
from lawgov_lib.auditing.paper import paper_of
from lawgov_lib.auditing.plainfile import read_plain
from lawgov_lib.document.pieces import cleaned
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.report.yearreport import Report
from tests.auditing.papers import LINES, lines, report_file, text, word_file
from tests.places import DEMO

if TYPE_CHECKING:
    from pathlib import Path


_REPORTLIKE = st.lists(
    st.sampled_from(
        [*LINES, "#", "# 标题", "一、", "（一）", "| a |", "|---|", "1.项", "2025年2月30日"]
    ),
    max_size=40,
).map("\n".join)


def codes(audited: lawgov.Audited) -> list[str]:
    """Return the codes of the errors and warnings."""
    return [each.code for each in audited.findings if each.severity is not lawgov.Severity.INFO]


def test_a_sound_report_has_no_findings(tmp_path: Path) -> None:
    """What a reviewer would let pass, an audit does."""
    audited = lawgov.audit(report_file(tmp_path))

    assert [str(each) for each in audited.findings] == []
    assert audited.paper
    assert audited.paper.notices == ()
    assert audited.exit_code == 0


@pytest.mark.parametrize(
    ("line", "words", "code", "place"),
    [
        (6, "2023年度全年开展行政检查78次。", "C12", "第7段"),
        (6, "依据《中华人民共和国环境噪声污染防治法》检查78次。", "C12", "第7段"),
        (6, "截至目前，全年开展行政检查78次。", "C13", "第7段"),
        (6, "全年检查78次，法制审核率92%，重大执法决定全部经过法制审核。", "C10", "第7段"),
        (8, "本局审理行政复议案件3件。", "C15", "第9段"),
        (8, "联系人手机13812345678。", "C18", "第9段"),
        (8, "机密★3年　办理信访事项12件。", "C19", "第9段"),
        (8, "根据《信访工作条例办理信访12件。", "C18", "第9段"),
        (8, "一是办理信访12件。三是办理复议2件。", "C20", "第9段"),
        (12, "普法宣传形式单一，原因是力量不足。", "C02", "第13段"),
        (14, "一是丰富普法宣传形式。二是充实执法队伍。", "C03", "第15段"),
        (10, "组织开展专项资金评审和项目征集。", "C04", "第11段"),
    ],
)
def test_faults_are_found_with_their_places(
    tmp_path: Path, line: int, words: str, code: str, place: str
) -> None:
    """One fault in a sound report: its check names it, and where it stands."""
    audited = lawgov.audit(report_file(tmp_path, **{f"line_{line}": words}))

    assert set(codes(audited)) == {code}
    assert place in [where(each, audited.paper) for each in audited.findings[0].places]


def test_a_part_that_nobody_tells_is_missing_and_one_told_elsewhere_is_not(tmp_path: Path) -> None:
    """The five parts are a matter of content: a paragraph, or a heading of two, will do."""
    told = lines()
    without = [*told[:11], *told[13:]]
    elsewhere = [*told[:9], *told[10:]]
    double = [*told[:11], "三、存在的不足和下一步打算", told[12], "下一步，" + told[14], *told[15:]]

    found = [
        lawgov.audit(word_file(tmp_path / f"{n}.docx", map(text, each)))
        for n, each in enumerate((without, elsewhere, double))
    ]

    assert [codes(each) for each in found] == [["C01"], [], []]
    assert "不足和原因" in found[0].findings[0].message
    assert "report.yaml" not in to_text(found[0])
    assert found[0].exit_code == 9


def test_what_is_short_and_what_will_be_done_may_share_a_paragraph(tmp_path: Path) -> None:
    """Many reports end so, under one heading; nothing else to report is no error."""
    told = lines()
    ending = f"虽有成绩，但仍存在一些不足：{told[12]}下一步，{told[14]}"
    path = word_file(
        tmp_path / "a.docx",
        map(text, [*told[:11], "三、2025年工作打算", ending, *told[17:]]),
    )

    audited = lawgov.audit(path)

    assert audited.paper
    assert {"shortcomings", "plans"} <= audited.paper.covered
    assert codes(audited) == ["C01"]
    assert "其他需要报告的情况" in audited.findings[0].message
    assert audited.exit_code == 0


def test_without_a_year_the_checks_of_the_year_are_not_made(tmp_path: Path) -> None:
    """A year is never guessed; the reader is told."""
    audited = lawgov.audit(
        report_file(
            tmp_path,
            line_0="法治政府建设年度报告",
            line_2="我局扎实推进法治政府建设。",
            line_6="2019年度检查78次。",
        )
    )

    assert audited.year is None
    assert codes(audited) == []
    assert audited.paper
    assert [each.message for each in audited.paper.notices] == ["没有认出报告年度"]


def test_headings_that_are_like_none_are_named(tmp_path: Path) -> None:
    """Not recognised is said; nothing is put in a part by guess."""
    audited = lawgov.audit(report_file(tmp_path, line_15="五、编后"))

    assert audited.paper
    assert "没有认出“五、编后”标题" in audited.paper.notices[0].message
    assert codes(audited) == ["C01"]
    assert audited.exit_code == 0


def test_a_text_that_is_no_report_is_told_so_once(tmp_path: Path) -> None:
    """Five missing parts would say five times that it is another text."""
    audited = lawgov.audit(word_file(tmp_path / "a.docx", [text("关于召开会议的通知")]))

    assert audited.paper
    assert "没有认出是法治政府建设年度报告" in [each.message for each in audited.paper.notices]
    assert "C01" not in codes(audited)


@given(st.text(st.characters(codec="utf-8"), max_size=300) | _REPORTLIKE)
@example("三、不足\n|0|")
@settings(max_examples=150)
def test_any_text_can_be_audited(told: str) -> None:
    """No text ends in an exception, and every place is one of the file."""
    paper = paper_of(cleaned(read_plain(told, "a.md", is_markdown=True)), "a.md")

    for finding in judged(paper):
        assert all(place.line is None or place.line in paper.places for place in finding.places)
    assert render_audit(Audited("a.md", paper, judged(paper)))


def test_last_years_words_are_found(tmp_path: Path) -> None:
    """The same section in the same words, numbers apart."""
    words = "深入推进依法行政工作，严格执行各项制度，坚持问题导向，逐项对照检查。" * 5
    now = report_file(tmp_path, line_6=words + "全年检查78次。")
    last = report_file(
        tmp_path,
        "last.docx",
        line_0=LINES[0].replace("2024", "2023"),
        line_6=words + "全年检查71次。",
    )

    audited = lawgov.audit(now, last)

    assert codes(audited) == ["C11"]
    assert [str(each) for each in audited.findings[0].places] == ["report.docx:7", "last.docx"]
    assert audited.last == "last.docx"
    assert codes(lawgov.audit(now)) == []


def test_an_audit_travels_and_is_the_same_twice(tmp_path: Path) -> None:
    """It goes from process to process, and its JSON has the same bytes."""
    path = report_file(tmp_path, line_8="截至目前办理信访12件。")
    audited = lawgov.audit(path)

    assert pickle.loads(pickle.dumps(audited)) == audited  # noqa: S301  our own
    assert to_json(lawgov.audit(path)) == to_json(audited)
    assert '"version": 1' in to_json(audited)


def test_tables_of_a_printed_report_are_no_sentences(tmp_path: Path) -> None:
    """The numbers of an annex stand in cells, and what is signed stands before it."""
    report = Report.open(2024, str(DEMO / "params"))
    path = tmp_path / "report.pdf"
    path.write_bytes(render_pdf(report.document))

    audited = lawgov.audit(path)

    assert audited.paper is not None
    assert audited.paper.identity.signed_on == date(2025, 1, 20)
    assert codes(audited) == []
