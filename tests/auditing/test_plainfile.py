"""Texts: lines, paragraphs, and the marks of Markdown."""

from __future__ import annotations

from lawgov_lib.auditing.plainfile import read_plain
from lawgov_lib.document.pieces import TITLE
from lawgov_lib.document.tree import plain

MARKED = """# 某局2024年度法治政府建设年度报告

## 主要举措
**规范执法。**全年检查78次[^1]，见[台账](a.csv)。<!-- 注 -->

[^1]: 不含乡镇。

- 第一项
- 第二项

| 指标 | 数 |
|---|---|
| 许可 | 12 |
"""


def test_marks_of_markdown_are_read_as_meant() -> None:
    """One heading above all is the title; marks are no text, tables are tables."""
    content = read_plain(MARKED, "a.md", is_markdown=True)

    *told, table = content.pieces
    assert [(piece.place, piece.level, piece.text) for piece in told] == [
        (1, TITLE, "某局2024年度法治政府建设年度报告"),
        (3, 2, "主要举措"),
        (4, 0, "规范执法。全年检查78次，见台账。"),
        (6, 0, "不含乡镇。"),
        (8, 0, "第一项"),
        (9, 0, "第二项"),
    ]
    assert table.table
    assert table.place == 11
    assert [[plain(cell) for cell in row] for row in table.table.rows] == [["许可", "12"]]


def test_lines_in_the_midst_of_a_sentence_are_one_paragraph() -> None:
    """Mail and old editors break lines; a number, an indent or an end begins a paragraph."""
    text = (
        "一、主要举措\n全年组织开展执法检查七\n十八次。\n"
        "　　又办理行政许可十二件，\n其中外网三件。\n"
        "（一）规范执法\n"
    )

    content = read_plain(text, "a.txt", is_markdown=False)

    assert [(piece.place, piece.text) for piece in content.pieces] == [
        (1, "一、主要举措"),
        (2, "全年组织开展执法检查七十八次。"),
        (4, "又办理行政许可十二件，其中外网三件。"),
        (6, "（一）规范执法"),
    ]


def test_a_line_a_paragraph_is_never_joined() -> None:
    """Where lines are as long as paragraphs, a heading without a mark is no beginning."""
    lines = ["规范执法", "全年检查78次，" * 30 + "另有抽查", "化解纠纷", "全年调解12件。"]

    content = read_plain("\n".join(lines), "a.txt", is_markdown=False)

    assert [piece.text for piece in content.pieces] == lines


def test_numbers_and_headings_that_lines_cut_are_whole() -> None:
    """Lines of one width are broken anywhere; an indent begins a paragraph, a centred title too."""
    text = (
        "　　　　　　　　某局报告\n"
        "　　二、党政主要负责人履行推进法治建设\n第一责任人职责情况\n"
        "　　局长主持会议，全年安排资金共计4\n17.5万元，按期办结率达到百分之九8\n.5。\n"
    )

    content = read_plain(text, "a.txt", is_markdown=False)

    assert [piece.text for piece in content.pieces] == [
        "某局报告",
        "二、党政主要负责人履行推进法治建设第一责任人职责情况",
        "局长主持会议，全年安排资金共计417.5万元，按期办结率达到百分之九8.5。",
    ]
