"""Printed pages: characters by their places become lines, paragraphs and tables."""

from __future__ import annotations

from lawgov_lib.auditing.pages import Glyph, paragraphs

SIZE, PITCH, LEFT, TOP = 16.0, 28.0, 80.0, 780.0
WIDTH = 28


def glyphs(text: str, line: float, left: float = LEFT, size: float = SIZE) -> list[Glyph]:
    """Return the characters of a text, one beside the other, on a line counted from the top."""
    bottom = TOP - line * PITCH
    return [
        Glyph(character, left + at * size, left + (at + 1) * size, bottom, bottom + size)
        for at, character in enumerate(text)
    ]


def full(text: str) -> str:
    """Return a text as long as a line."""
    return (text * WIDTH)[:WIDTH]


def rows(*told: tuple[str, ...], first: float = 0, room: float = 120) -> list[Glyph]:
    """Return the rows of a table whose columns are so far apart; a blank cell is none."""
    return [
        glyph
        for at, row in enumerate(told)
        for column, cell in enumerate(row)
        for glyph in glyphs(cell, first + at, LEFT + column * room)
    ]


def test_quotation_marks_drawn_last_stand_in_their_place() -> None:
    """A program may draw the marks of another face when the line stands already."""
    line = glyphs("　紧扣　十四五　规划收官全面推进", 0)
    drawn = [each for each in line if each.text != "　"]
    marks = [glyphs("“", 0, LEFT + 3 * SIZE)[0], glyphs("”", 0, LEFT + 7 * SIZE)[0]]

    assert list(paragraphs([[*drawn, *marks]])) == [(1, "紧扣“十四五”规划收官全面推进")]


def test_numbered_line_behind_a_sentence_begins_a_paragraph() -> None:
    """The last line of the paragraph before it may reach as far as any."""
    page = [*glyphs(full("全年检查企业")[:-1] + "。", 0), *glyphs("二、存在的不足和原因", 1)]

    told = [text for _, text in paragraphs([page])]

    assert told == [full("全年检查企业")[:-1] + "。", "二、存在的不足和原因"]


def test_running_head_of_two_pages_is_no_text() -> None:
    """What stands at one height at the edge of both pages is the page's; a like line is not."""
    body = [full("第一页正文说了很多"), full("第二页正文说了很多")]
    pages = [
        [*glyphs("某局报告", 0), *glyphs(text, 3), *glyphs(full("其余各行"), 4), *glyphs("—1—", 9)]
        for text in body
    ]

    told = "".join(str(text) for _, text in paragraphs(pages))

    assert "某局报告" not in told
    assert all(text in told for text in body)


def test_blank_cells_stay_blank() -> None:
    """A part of a row stands in the column above or below which it is printed."""
    table = rows(("类别", "事项", "数量"), ("执法", "检查", "78"), ("", "处罚", "5"))

    ((page, found),) = paragraphs([table])

    assert page == 1
    assert found == [["类别", "事项", "数量"], ["执法", "检查", "78"], ["", "处罚", "5"]]


def test_lines_of_a_cell_are_one() -> None:
    """Words below a cell in its column go on with it, where no number stands beside them."""
    table = rows(("序号", "名称", "数量"), ("1", "执法人员", "43"), ("", "培训人次", ""))
    close = [each._replace(bottom=each.bottom + 4, top=each.top + 4) for each in table[-4:]]
    last = rows(("2", "检查", "78"), first=3)

    ((_, found),) = paragraphs([[*table[:-4], *close, *last]])

    assert found == [["序号", "名称", "数量"], ["1", "执法人员培训人次", "43"], ["2", "检查", "78"]]


def test_header_of_a_table_is_told_once() -> None:
    """On the next page it returns at the top, and is no running head either."""
    head = ("序号", "乡镇", "次数")
    pages = [
        rows(head, *((str(page * 9 + each), "某镇", "3") for each in range(9))) for page in range(3)
    ]

    ((_, found),) = paragraphs(pages)

    assert found[0] == list(head)
    assert [row[0] for row in found[1:]] == [str(each) for each in range(27)]


def test_rows_of_a_table_do_not_part_the_paragraphs() -> None:
    """The pitch of its lines and their ends are those of the table alone."""
    lines = [full("一"), full("二"), full("三")[:-9] + "完。"]
    prose = [each for at, text in enumerate(lines) for each in glyphs(text, at)]
    dense = [
        glyph._replace(bottom=glyph.bottom - 100, top=glyph.top - 100)
        for at in range(20)
        for glyph in rows((str(at), "某镇", "3"), first=at * 0.6 + 1, room=60)
    ]

    (_, text), (_, table) = paragraphs([[*prose, *dense]])

    assert text == "".join(lines)
    assert len(table) == 20
