"""Web pages: the report without the site around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.auditing.webfile import read_web
from lawgov_lib.base.errors import InputError
from lawgov_lib.document.tree import plain
from tests.auditing.papers import LINES, TITLE, web_page

if TYPE_CHECKING:
    from lawgov_lib.document.pieces import Content


def read(page: str) -> Content:
    """Read a page."""
    return read_web(page.encode(), "utf-8", "a.html")


def test_menu_scripts_and_footer_are_no_text() -> None:
    """What the site puts around the report is left out; the title of the page is kept."""
    content = read(web_page(LINES))

    assert [piece.text for piece in content.pieces] == list(LINES)
    assert [piece.place for piece in content.pieces] == list(range(1, len(LINES) + 1))
    assert content.title == TITLE


def test_what_nobody_sees_is_left_out() -> None:
    """Hidden by attribute or style, and comments."""
    body = "<p>看得见的一段话。</p><p hidden>甲</p><p style='display: none'>乙</p><!--丙-->"

    assert [piece.text for piece in read(f"<body>{body}</body>").pieces] == ["看得见的一段话。"]


def test_a_break_parts_paragraphs_only_behind_a_sentence() -> None:
    """Sites break lines for looks within a sentence, and instead of paragraphs behind one."""
    content = read(
        "<body><div>一、主要举措<br>　　全年办理<br>许可12件。<br>　　又检查3次。</div></body>"
    )

    assert [piece.text for piece in content.pieces] == [
        "一、主要举措",
        "全年办理许可12件。",
        "又检查3次。",
    ]


def test_tables_of_data_are_tables_and_those_of_layout_are_not() -> None:
    """Old sites lay pages out in tables."""
    table = "<table><tr><th>指标</th><th>数</th></tr><tr><td>许可</td><td>12</td></tr></table>"
    content = read(
        f"<body><table><tr><td><p>正文一段，写得长一些。</p>{table}</td></tr></table></body>"
    )

    text, data = content.pieces
    assert text.text == "正文一段，写得长一些。"
    assert data.table
    assert [[plain(cell) for cell in row] for row in data.table.rows] == [["许可", "12"]]


def test_what_the_page_says_of_itself() -> None:
    """Sites of governments name title and source in the head."""
    content = read(
        '<head><meta name="ArticleTitle" content="某局2024年度法治政府建设年度报告">'
        '<meta name="ContentSource" content="某局"></head><body><p>正文。</p></body>'
    )

    assert (content.title, content.office) == ("某局2024年度法治政府建设年度报告", "某局")


def test_a_page_whose_text_a_script_loads_is_refused() -> None:
    """There is nothing to read, and nothing is fetched."""
    with pytest.raises(InputError) as refused:
        read("<body><script src='http://127.0.0.1:9/a.js'></script><div id=app></div></body>")

    assert refused.value.problems[0].code == "E407"


def test_menus_of_plain_words_are_no_text() -> None:
    """Where a site sets its menus without links, the report is where the sentences are."""
    menu = "".join(f"<li><span>栏目名称{n}</span></li>" for n in range(60))
    body = "".join(f"<div>{each}</div>" for each in LINES)
    posted = "<div>来源：水务局　发布日期：2025-01-20　阅读：88</div>"
    page = f"<body><ul>{menu}</ul>{posted}<div>{body}</div><div>分享到：微信</div></body>"

    assert [piece.text for piece in read(page).pieces] == list(LINES)


def test_day_of_posting_is_no_text() -> None:
    """It stands between title and text, in the part that holds both."""
    first, *rest = LINES
    told = [first, "发布时间：2025-01-20 10:21 | 来源：水务局", *rest]

    assert [piece.text for piece in read(web_page(told)).pieces] == list(LINES)


def test_cells_that_reach_down_leave_blanks() -> None:
    """A row below them has its own cells in their columns."""
    table = (
        "<table><tr><th rowspan=2>类别</th><th colspan=2>人数</th></tr>"
        "<tr><td>2023年</td><td>2024年</td></tr><tr><td>小学</td><td>1</td><td>2</td></tr></table>"
    )

    (piece,) = (piece for piece in read(web_page(LINES, table)).pieces if piece.table)

    assert piece.table
    assert [[plain(cell) for cell in row] for row in piece.table.rows] == [
        ["", "2023年", "2024年"],
        ["小学", "1", "2"],
    ]
