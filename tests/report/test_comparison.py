"""Two years are compared: metrics, standing registers, headings and sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from lawgov_lib.base.terminal import WIDTH
from lawgov_lib.document.tree import Table, plain
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.report.comparison import (
    Comparison,
    Entries,
    Length,
    Quantity,
    Reheaded,
    Rewritten,
    compare,
    match,
)
from lawgov_lib.report.comparisontext import to_document, to_text
from tests.places import DATA
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.yearfolder import YearFolder

COMPARED = Comparison(
    agency="某市某局",
    fictional=True,
    old_year=2020,
    new_year=2021,
    quantities=(
        Quantity("exam_sat", "学法考试参考人数", "25人", "31人", "比上年增长24%"),
        Quantity("fund_total", "专项资金金额", "200万元", "未提供", "本年未提供"),
        Quantity(
            "own", "民营孵化器和星创天地减免租金、减免物业管理费合计", "46.7万元", "—", "不再统计"
        ),
    ),
    entries=(Entries("制度台账", ("内部管理制度：用车办法",), ("内部管理制度：旧办法",)),),
    headings=(
        Reheaded("plans", "主要安排", "下一年度主要安排"),
        Reheaded("digital", "", "全面建设数字法治政府"),
        Reheaded("capacity", "提高依法行政能力", ""),
    ),
    texts=(
        Rewritten(
            "下一年度主要安排",
            (("开展培训12场，覆盖全体执法人员。", "开展培训15场，覆盖全体执法人员。"),),
            ("建立台账。",),
            ("旧的安排不再列入。",),
        ),
    ),
    lengths=(Length("行政处罚台账", 6, 4),),
)


@pytest.fixture
def root(folder: YearFolder) -> Path:
    """Return a root with the years 2020 and 2021."""
    folder.register("rules", "制度建设,内部管理制度,财务管理规定", "制度建设,内部管理制度,旧办法")
    folder.register("exams", "年度考试,30,25,,")
    folder.register("funds", "科研,甲项目,,46.7")
    folder.figure("own", "数值", name="自设", area="plans", value="3", unit="件")
    folder.write("text/plans.md", "开展培训12场，覆盖全体执法人员。完善制度。清理文件。")
    later = folder.params / "2021"
    (later / "registers").mkdir(parents=True)
    (later / "text").mkdir()
    files = {
        "report.yaml": REPORT.replace("2021", "2022").replace("2020", "2021")
        + "outline: 2015-2020\nheadings: {plans: 明年安排}\n",
        "registers/rules.csv": "领域,类别,名称\n制度建设,内部管理制度,财务管理规定\n"
        "制度建设,内部管理制度,新办法\n",
        "registers/exams.csv": "考试名称,应考人数,参考人数,合格人数,优秀人数\n年度考试,35,31,,\n",
        "text/plans.md": "完善制度。开展培训15场，覆盖全体执法人员。建立台账。",
    }
    for name, text in files.items():
        (later / name).write_text(text, encoding="utf-8")
    return folder.params.parent


def test_metrics(root: Path) -> None:
    """A metric is told in both years with the change; what one year lacks is said."""
    quantities = {each.id: each for each in compare(root, 2020, 2021).quantities}

    sat = quantities["exam_sat"]
    assert (sat.old, sat.new, sat.change) == ("25人", "31人", "比上年增长24%")
    assert quantities["fund_total"].change == "本年未提供"
    assert (quantities["own"].new, quantities["own"].change) == ("—", "不再统计")
    assert "svc_online" not in quantities


def test_standing_registers(root: Path) -> None:
    """Rules that came and went are named; those that stayed are not."""
    assert compare(root, 2020, 2021).entries == (
        Entries("制度台账", ("内部管理制度：新办法",), ("内部管理制度：旧办法",)),
    )


def test_registers_of_events(root: Path) -> None:
    """Of registers that are new every year the rows are counted, where there are any."""
    lengths = {each.label: each for each in compare(root, 2020, 2021).lengths}

    assert lengths["专项资金台账"] == Length("专项资金台账", 1, 0)
    assert lengths["学法考试台账"] == Length("学法考试台账", 1, 1)
    assert "行政处罚台账" not in lengths


def test_what_stayed_the_same_is_left_out(root: Path) -> None:
    """Quantities and registers that are as they were are told on request only."""
    whole = compare(root, 2020, 2021)
    short = whole.without_same()

    assert {each.label for each in short.lengths} == {"专项资金台账"}
    assert all(each.old != each.new for each in short.quantities)
    assert (short.entries, short.headings, short.texts) == (
        whole.entries,
        whole.headings,
        whole.texts,
    )
    assert not compare(root, 2020, 2020).without_same().quantities


def test_headings(root: Path) -> None:
    """A reworded heading is told in both wordings."""
    assert compare(root, 2020, 2021).headings == (
        Reheaded("plans", "四、下一年度法治政府建设的主要安排", "四、明年安排"),
    )


def test_sentences(root: Path) -> None:
    """A sentence whose number changed is one sentence; one that only moved is none."""
    texts = {each.heading: each for each in compare(root, 2020, 2021).texts}

    assert texts["四、明年安排"] == Rewritten(
        "四、明年安排",
        (("开展培训12场，覆盖全体执法人员。", "开展培训15场，覆盖全体执法人员。"),),
        ("建立台账。",),
        ("清理文件。", "自设3件。"),
    )


def test_sections_of_another_outline(root: Path) -> None:
    """Under another outline sections appear, and those that lost their heading are told."""
    report = root / "params" / "2021" / "report.yaml"
    text = report.read_text(encoding="utf-8").replace("outline: 2015-2020\n", "")
    report.write_text(text, encoding="utf-8")

    headings = {each.key: each for each in compare(root, 2020, 2021).headings}

    assert not headings["emergency"].old
    assert not headings["capacity"].new


def test_year_does_not_differ_from_itself(root: Path) -> None:
    """Compared with itself a year has no change in words."""
    same = compare(root, 2020, 2020)

    assert (same.entries, same.headings, same.texts) == ((), (), ())
    assert {each.change for each in same.quantities} <= {"与上年持平", "与上年相同"}


@given(st.lists(st.text("甲乙丙。", min_size=1)), st.lists(st.text("甲乙丙。", min_size=1)))
def test_no_sentence_is_lost(old: list[str], new: list[str]) -> None:
    """Every sentence is kept, changed, added or dropped, and each exactly once."""
    changed, added, dropped = match(old, new)

    assert len(new) - len(changed) - len(added) == len(old) - len(changed) - len(dropped)
    assert set(added) <= set(new)
    assert set(dropped) <= set(old)


def test_text() -> None:
    """What a person reads in the terminal, to the letter; it fits 88 columns."""
    text = to_text(COMPARED)

    assert text + "\n" == (DATA / "diff.txt").read_text(encoding="utf-8")
    assert max(map(wcswidth, text.splitlines())) <= WIDTH


def test_page_marks_what_changed_in_a_sentence() -> None:
    """Both wordings stand side by side; the number that changed is bold as a whole."""
    tables = [block for block in to_document(COMPARED).blocks if isinstance(block, Table)]
    old, new = tables[-1].rows[0]

    assert [run.text for run in old if run.strong] == ["12"]
    assert [run.text for run in new if run.strong] == ["15"]
    assert plain(new) == "开展培训15场，覆盖全体执法人员。"


def test_page_is_one_file_in_chinese() -> None:
    """The page loads nothing, says its language and who is fictional, and is the same twice."""
    page = render_html(to_document(COMPARED))

    assert page == render_html(to_document(COMPARED))
    assert '<html lang="zh-CN">' in page
    assert "http" not in page.replace("http-equiv", "")
    assert "2020年度与2021年度报告对照" in page
    assert "虚构机关，仅供演示" in page


def test_years_without_changes() -> None:
    """Where nothing changed, that is said."""
    nothing = replace(COMPARED, quantities=(), entries=(), headings=(), texts=(), lengths=())

    assert to_text(nothing).count("没有变化") == 4
    assert "没有变化。" in render_html(to_document(nothing))
