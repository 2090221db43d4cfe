"""Tables whose total row or column is not the sum."""

from __future__ import annotations

import pytest

from lawgov_lib.auditing.examination import judged
from lawgov_lib.auditing.paper import paper_of
from lawgov_lib.document.pieces import Content, Piece, run
from lawgov_lib.document.tree import Column, Table
from tests.auditing.papers import LINES


def said(head: str, *rows: str) -> list[str]:
    """Return what C07 says of a table that a report ends its first part with."""
    table = Table(
        columns=tuple(Column(text=text) for text in head.split("|")),
        rows=tuple(tuple(run(cell) for cell in row.split("|")) for row in rows),
    )
    pieces = [Piece(at, run(line)) for at, line in enumerate(LINES, start=1)]
    pieces.insert(9, Piece(90, (), table=table))
    paper = paper_of(Content(tuple(pieces), "段"), "report.docx")
    return [each.message for each in judged(paper) if each.code == "C07"]


@pytest.mark.parametrize(
    ("head", "rows", "says"),
    [
        (
            "单位|受理|办结",
            ("甲所|12|10", "乙所|1,008|8", "合 计|1,020|20"),
            ["表中“办结”合计写作20，各项相加为18"],
        ),
        (
            "单位|受理",
            ("合计|21", "甲所|12", "乙所|8"),
            ["表中“受理”合计写作21，各项相加为20"],
        ),
        (
            "月份|许可|处罚|合计",
            ("一月|3|4|7", "二月|5|—|5", "三月|2|2|5"),
            ["表中“三月”合计写作5，各项相加为4"],
        ),
    ],
)
def test_wrong_totals(head: str, rows: tuple[str, ...], says: list[str]) -> None:
    """The row may be first or last, its name spaced out; the column stands last."""
    assert said(head, *rows) == says


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("单位|受理", ("甲所|12", "乙所|8", "合计|20")),
        ("单位|受理", ("甲所|12", "其中：网上|5", "乙所|8", "合计|20")),
        ("单位|受理", ("甲所|12", "乙所|8", "小计|20", "丙所|1", "合计|21")),
        ("单位|办结率", ("甲所|95.5", "乙所|97.5", "合计|96.4")),
        ("单位|受理", ("甲所|12", "乙所|", "合计|20")),
        ("单位|人数|次数|合计", ("甲所|3|4|9", "乙所|5|1|8")),
        ("序号|许可|处罚|合计", ("1|3|4|7", "2|5|1|6")),
    ],
)
def test_tables_that_are_right(head: str, rows: tuple[str, ...]) -> None:
    """Parts of parts, subtotals and rates add up to nothing; nor does a column of another kind."""
    assert said(head, *rows) == []
