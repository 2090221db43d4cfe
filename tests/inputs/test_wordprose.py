"""Prose may come as a Word file: all of it is told, or what cannot be is named with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_lib.document.tree import Heading, Listing, Paragraph, Table, plain
from tests.auditing.papers import part, text
from tests.inputs.wordfiles import head, item, run, word

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Block
    from tests.yearfolder import YearFolder


def told(folder: YearFolder, data: bytes, key: str = "functions") -> tuple[Block, ...]:
    """Return what is told of a section that is written in Word."""
    folder.write(f"text/{key}.docx", data)
    return folder.report().told[key]


def test_paragraphs_and_bold(folder: YearFolder) -> None:
    """A paragraph stays one, and bold stays bold, also beside Chinese punctuation."""
    line = f"<w:p>{run('规范执法。', '<w:b/>')}{run('按照要求')}{run('  办理', '<w:b/>')}</w:p>"

    first, second = told(folder, word(line, text("又一段。")))

    assert isinstance(first, Paragraph)
    assert [(each.text, each.strong) for each in first.runs] == [
        ("规范执法。", True),
        ("按照要求", False),
        ("办理", True),
    ]
    assert isinstance(second, Paragraph)
    assert plain(second.runs) == "又一段。"
    assert second.source == "params/2020/text/functions.docx:2"


def test_reference_that_word_split(folder: YearFolder) -> None:
    """A reference is one, however many runs and looks Word gave its letters."""
    folder.figure("meet", "数值", value="3")
    line = f"<w:p>{run('召开{')}{run('{ me', '<w:b/>')}{run('et }')}{run('}会议。')}</w:p>"

    (block,) = told(folder, word(line))

    assert isinstance(block, Paragraph)
    assert plain(block.runs) == "召开3次会议。"
    assert [each.metric for each in block.runs if each.metric] == ["meet"]


def test_reference_that_is_none(folder: YearFolder) -> None:
    """What is referred to in vain is told with its paragraph."""
    folder.write("text/functions.docx", word(text("甲。"), text("乙{{ nothing }}。")))

    (problem,) = [each for each in problems(folder) if each.startswith("[E501]")]

    assert "params/2020/text/functions.docx:2: " in problem


def test_braces_without_a_pair(folder: YearFolder) -> None:
    """Half a reference is told, as in any prose."""
    folder.write("text/functions.docx", word(text("甲{{ meet。")))

    assert folder.problems() == ["E503 params/2020/text/functions.docx:1"]


def test_headings_stand_below_that_of_the_section(folder: YearFolder) -> None:
    """The highest heading of the file is one level below the section's, the others follow it."""
    second = told(folder, word(head(2, "甲"), text("一。"), head(3, "乙"), text("二。")))
    first = told(folder, word(head(1, "甲"), text("一。")), "plans")

    assert [each.level for each in second if isinstance(each, Heading)] == [3, 4]
    assert [each.level for each in first if isinstance(each, Heading)] == [2]


def test_lists(folder: YearFolder) -> None:
    """Lists stay lists, with the lists in them; each begins with its own number."""
    blocks = told(
        folder,
        word(
            *(item(1, "甲"), item(1, "子一", 1), item(1, "子二", 1), item(1, "乙")),
            *(item(4, "丙"), item(4, "丁"), text("间。"), item(2, "戊"), item(2, "己")),
        ),
    )

    lists = [each for each in blocks if isinstance(each, Listing)]
    assert [(each.ordered, [plain(one.runs) for one in each.items]) for each in lists] == [
        (True, ["甲", "乙"]),
        (True, ["丙", "丁"]),
        (False, ["戊", "己"]),
    ]
    assert [plain(each.runs) for each in lists[0].items[0].items] == ["子一", "子二"]


def test_chinese_numbers_stay_in_the_text(folder: YearFolder) -> None:
    """A number that no list of the report has is printed as Word shows it."""
    blocks = told(folder, word(item(3, "甲。"), item(3, "乙。")))

    assert [plain(each.runs) for each in blocks if isinstance(each, Paragraph)] == [
        "一、甲。",
        "二、乙。",
    ]


def test_table(folder: YearFolder) -> None:
    """A table is one, its first row the header; marks and line ends in a cell stay."""
    cells = [["名称", "数|量"], ["甲", "3"], ["乙*丙*", "4"]]
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{text(cell)}</w:tc>' for cell in row)}</w:tr>" for row in cells
    )

    (table,) = told(folder, word(f"<w:tbl>{rows}</w:tbl>"))

    assert isinstance(table, Table)
    assert [column.text for column in table.columns] == cells[0]
    assert [[plain(cell) for cell in row] for row in table.rows] == cells[1:]


def test_reference_with_a_format_in_a_cell(folder: YearFolder) -> None:
    """The bar of a reference parts no cells of a table of Word."""
    folder.figure("rec", "数值", value="25")
    cells = [["名称", "件数"], ["复议", "{{ rec | 数值 }}"]]
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{text(cell)}</w:tc>' for cell in row)}</w:tr>" for row in cells
    )
    table = told(folder, word(f"<w:tbl>{rows}</w:tbl>"))[0]

    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.rows[0]] == ["复议", "25"]


def test_numbers_and_tables_in_cells(folder: YearFolder) -> None:
    """A number that Word sets in a cell is kept; a table in a table is told."""
    cell = f"<w:tc>{item(1, '甲')}{item(1, '乙')}</w:tc>"
    (table,) = told(folder, word(f"<w:tbl><w:tr>{cell * 2}</w:tr><w:tr>{cell * 2}</w:tr></w:tbl>"))
    assert isinstance(table, Table)
    assert [plain(each) for each in table.rows[0]] == ["5.甲\n6.乙", "7.甲\n8.乙"]

    inner = f"<w:tc><w:tbl><w:tr>{cell}</w:tr></w:tbl></w:tc>{cell}"
    folder.write("text/functions.docx", word(f"<w:tbl><w:tr>{inner}</w:tr></w:tbl>"))
    assert folder.refusal() == ["有表格中的表格，不能取用"]


def test_footnote(folder: YearFolder) -> None:
    """A footnote hangs where it was set."""
    notes = part(f'<w:footnote w:id="2">{text("出处。")}</w:footnote>', "footnotes")
    line = f'<w:p>{run("甲")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("乙。")}</w:p>'

    (block,) = told(folder, word(line, footnotes=notes))

    assert isinstance(block, Paragraph)
    assert plain(block.runs) == "甲乙。"
    assert [plain(each.note) for each in block.runs if each.note] == ["出处。"]


BOX = "<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent>"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        (f'<w:r><w:drawing><a:blip xmlns:a="{DRAWING}"/></w:drawing></w:r>', "图片"),
        ("<w:r><w:pict/></w:r>", "图片"),
        (f"<w:r><w:pict>{BOX}</w:pict></w:r>", "文本框"),
        ("<w:r><w:object/></w:r>", "嵌入的对象"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "字体中的特殊符号"),
        ('<w:r><w:commentReference w:id="0"/></w:r>', "批注"),
        (f"<w:ins>{run('新')}</w:ins>", "修订"),
        ("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "修订"),
        (run("暗", "<w:vanish/>"), "隐藏的文字"),
        (run("2", '<w:vertAlign w:val="superscript"/>'), "上标或下标"),
        (run("删", "<w:strike/>"), "删除线"),
    ],
)
def test_what_cannot_be_taken(folder: YearFolder, inner: str, what: str) -> None:
    """What the report would lose is told with its paragraph, and nothing is made without it."""
    folder.write("text/functions.docx", word(text("甲。"), f"<w:p>{run('乙')}{inner}</w:p>"))

    (problem,) = folder.survey().problems

    assert (problem.code, problem.message) == ("E452", f"有{what}，不能取用")
    assert str(problem.place) == "params/2020/text/functions.docx:2"
    assert problem.hint


def test_words_above_and_below_the_page(folder: YearFolder) -> None:
    """Words of a header would be lost; a page number alone is none."""
    folder.write("text/functions.docx", word(text("甲。"), footer1=part(text("— 1 —"), "ftr")))
    assert folder.refusal() == []

    folder.write("text/functions.docx", word(text("甲。"), header1=part(text("内部"), "hdr")))
    assert folder.refusal() == ["有页眉、页脚中的文字，不能取用"]


def test_all_is_told_at_once(folder: YearFolder) -> None:
    """Everything of one file that cannot be taken is told together, each once a paragraph."""
    line = (
        f"<w:p>{run('甲', '<w:strike/>')}<w:ins>{run('乙')}</w:ins><w:ins>{run('丙')}</w:ins></w:p>"
    )
    folder.write("text/functions.docx", word(line, line))

    assert folder.refusal() == ["有删除线，不能取用", "有修订，不能取用"] * 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E464"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "E462"),
        (word(text("甲。"))[:-40], "E464"),
        (word(text("甲。"), vbaProject="").replace(b"vbaProject.xml", b"vbaProject.bin"), "E465"),
    ],
)
def test_file_that_is_none(folder: YearFolder, data: bytes, code: str) -> None:
    """A file that is broken, locked or has macros is one line."""
    folder.write("text/functions.docx", data)

    assert [each.code for each in folder.survey().problems] == [code]


def test_entities_and_sizes(folder: YearFolder) -> None:
    """What grows without limit is refused before it is read."""
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'
    folder.write("text/functions.docx", word(text("甲。"), comments=bomb))
    assert [each.code for each in folder.survey().problems] == ["E466"]

    folder.write("text/functions.docx", word(text("甲" * 1_000_001)))
    assert [each.code for each in folder.survey().problems] == ["E444"]


def test_two_files_of_one_section(folder: YearFolder) -> None:
    """Word and Markdown for one section are a problem: the one would hide the other."""
    folder.write("text/functions.docx", word(text("甲。")))
    folder.write("text/functions.md", "乙。")

    (problem,) = folder.survey().problems

    assert problem.code == "E449"


def test_prose_of_a_chinese_windows(folder: YearFolder) -> None:
    """Prose in GB18030 reads as it was written."""
    folder.write("text/functions.md", "健全机制，𠮷祥。".encode("gb18030"))

    (block,) = folder.report().told["functions"]

    assert isinstance(block, Paragraph)
    assert plain(block.runs) == "健全机制，𠮷祥。"


LETTERS = st.text(st.sampled_from("甲乙，。*_#|`<>[]&$~!\\-+=:1.) a{}"), min_size=1, max_size=12)


@settings(max_examples=60)
@given(st.lists(st.tuples(LETTERS, st.booleans()), min_size=1, max_size=4))
def test_any_characters_are_told_as_they_are(
    folder: YearFolder, runs: list[tuple[str, bool]]
) -> None:
    """No character of a Word file is a mark: all are printed as they stand."""
    said = "".join(letters for letters, _ in runs)
    if "{{" in said or "}}" in said or not said.strip():
        return
    escape = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
    line = "".join(run(letters.translate(escape), "<w:b/>" * bold) for letters, bold in runs)

    blocks = told(folder, word(text("始。"), f"<w:p>{line}</w:p>", text("终。")))

    texts = [plain(each.runs) for each in blocks if isinstance(each, Paragraph)]
    assert ["".join(each.split()) for each in texts] == ["始。", "".join(said.split()), "终。"]


def problems(folder: YearFolder) -> list[str]:
    """Return everything that stands in the way of the report, as it is told."""
    from lawgov_lib.report.yearreport import Report  # noqa: PLC0415

    return [str(each) for each in Report.survey(folder.year, str(folder.params))[1]]
