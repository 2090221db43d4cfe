"""What was repaired, scaled, out of order, hidden or lost is told."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest

from tests.fuzz.disturbance import TABLES, sound
from tests.fuzz.sheetwriting import spreadsheet_bytes, workbook_bytes
from tests.inputs.telling import BOOK, EXAMS, FIGURES, told
from tests.inputs.wordfiles import run, word

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

SHEET = "params/2020/registers.xlsx 工作表「学法考试台账」"
DELETED = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('甲')}</w:p></w:tc>"
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5Erk"
    "Jggg=="
)


def exams(**form: object) -> bytes:
    """Return a workbook of examinations that is written in some other way."""
    grid = sound(TABLES["exams"], "xlsx").grid
    grid.form.update(form)
    return workbook_bytes(grid, "学法考试台账")


def doubts(folder: YearFolder) -> list[str]:
    """Return what the year is asked about its inputs: place and message."""
    said = re.compile("存有|写法不同|问号|上标|引用，括号|上方写的")
    return [
        f"{finding.places[0].within} {finding.message}"
        for finding in folder.findings("C28")
        if said.search(finding.message)
    ]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"rows_swapped": [(1, 2)]}, "E478 {}:2"),
        ({"row_twice": [2]}, "E478 {}:3"),
        ({"cell_twice": (3, 1)}, "E429 {} B3 列「应考人数」"),
        ({"cells_swapped": (3, 1, 2)}, "E429 {} B3 列「应考人数」"),
        ({"cell_astray": (3, 1)}, "E429 {} B3 列「应考人数」"),
        ({"row": {3: ' ht="0"'}}, "E429 {}:3"),
        ({"row": {3: ' ht="0.75" customHeight="1"'}}, "E429 {}:3"),
        ({"head": '<cols><col min="2" max="2" width="0"/></cols>'}, "E429 {} B1 列「应考人数」"),
    ],
)
def test_a_sheet_that_is_not_as_it_looks_is_refused(
    folder: YearFolder, form: dict[str, object], expected: str
) -> None:
    """Rows and cells out of order or written twice, and rows and columns too small to be seen."""
    folder.write(BOOK, exams(**form))

    assert told(folder)[0] == expected.format(SHEET).replace(f"{SHEET}:", f"{SHEET} 第") + (
        "行" if ":" in expected else ""
    )


def test_rows_hidden_by_the_sheet(folder: YearFolder) -> None:
    """A sheet may hide every row that has no height of its own."""
    folder.write(BOOK, exams(head='<sheetFormatPr zeroHeight="1"/>'))

    assert len(told(folder)) == len(TABLES["exams"].lines)


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("0.00,,", 46_000_000.0, "存有46000000，显示为46.00，按显示的读取"),
        ("0.0", 46.66, "存有46.66，显示为46.7，按显示的读取"),
        ("#,##0.00", 46.7, None),
        ('0.0"万元"', 46.7, None),
    ],
)
def test_a_number_shown_otherwise_than_stored(
    folder: YearFolder, code: str, value: float, said: str | None
) -> None:
    """What is shown counts, and it is told once a column that another number is stored."""
    grid = sound(TABLES["funds"], "xlsx").grid
    for row in grid.rows[:2]:
        row[3].value, row[3].code = value, code
    folder.write(BOOK, workbook_bytes(grid, "专项资金台账"))

    expected = [] if said is None else [f"D2 专项资金台账{said}，这样的另有1处"]
    assert doubts(folder) == expected


def test_a_spreadsheet_that_shows_another_number(folder: YearFolder) -> None:
    """In OpenDocument the value counts, and what is shown is told."""
    grid = sound(TABLES["funds"], "ods").grid
    grid.rows[0][3].code = "0.05"
    folder.write("registers.ods", spreadsheet_bytes(grid, "专项资金台账"))

    assert doubts(folder) == ["D2 专项资金台账存有46.7，显示为0.05，按存有的读取"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("年?度考试", ["第2行 学法考试台账“年?度考试”中的问号像是丢失的字"]),
        ("考试？？", ["第2行 学法考试台账“考试？？”中的问号像是丢失的字"]),
        ("考试²", ["第2行 学法考试台账“考试²”中有上标或下标，看不出是注记还是数字"]),
        ("12m²场地考试", []),
        ("怎么办?", []),
    ],
)
def test_a_name_that_may_have_lost_a_character(
    folder: YearFolder, name: str, said: list[str]
) -> None:
    """A question mark among Chinese characters, and a small digit that is no unit's."""
    folder.write("registers/exams.csv", f"{EXAMS}{name},10,10,9,1\n")

    assert doubts(folder) == said


def test_another_encoding_is_said(folder: YearFolder) -> None:
    """Bytes of another country's encoding may pass for Chinese ones."""
    folder.write("registers/exams.csv", f"{EXAMS}甲,10,10,9,1\n".encode("gb18030"))

    (table,) = folder.survey().understood
    assert table.said == ("文件不是UTF-8编码，按GB18030读取",)


def test_names_that_differ_by_an_accent_are_one(folder: YearFolder) -> None:
    """A letter and its accent may be one character or two."""
    folder.write("registers/exams.csv", f"{EXAMS}Café,9,9,9,1\nCafe\u0301,9,9,9,1\n")

    assert told(folder) == ["E423 params/2020/registers/exams.csv:3"]


@pytest.mark.parametrize(
    "other", ["年度-考试", "年度·考试", "《年度考试》", "年度考试。", "年度_考试"]
)
def test_names_that_differ_by_a_point_are_one(folder: YearFolder, other: str) -> None:
    """Hyphens, points and brackets around the whole make no other examination."""
    folder.write("registers/exams.csv", f"{EXAMS}年度考试,9,9,9,1\n{other},9,9,9,1\n")

    assert told(folder) == ["E423 params/2020/registers/exams.csv:3"]


def test_a_point_between_digits_makes_another_number(folder: YearFolder) -> None:
    """1-12 is not 11-2."""
    folder.write("registers/exams.csv", f"{EXAMS}第1-12期,9,9,9,1\n第11-2期,9,9,9,1\n")

    assert len(folder.load().registers["exams"].frame) == 2


def test_rows_above_the_header_are_not_left_out(folder: YearFolder) -> None:
    """Who sorts a table together with its header would lose them; a title and a unit are left."""
    row = "甲,9,9,9,1\n"
    folder.write("registers/exams.csv", f"学法考试,,,,\n单位：人,,2020,,\n{row}{row}{EXAMS}")

    assert told(folder) == ["E421 params/2020/registers/exams.csv:3"]


@pytest.mark.parametrize(
    "name", ["¿Æ¼¼»î¶¯ÖÜ", "&#31185;&#25216;周", "\\u79d1\\u6280周", "科技&#x5468;"]
)
def test_a_name_read_as_letters_or_written_as_codes(folder: YearFolder, name: str) -> None:
    """What another program has made of Chinese is told with what it was."""
    folder.write("registers/exams.csv", f"{EXAMS}{name},9,9,9,1\n")

    assert told(folder) == ["E446 params/2020/registers/exams.csv:2 列「考试名称」"]


@pytest.mark.parametrize("name", ["ÀÉÈÙ考试", "××××年考试", "R&#D考试", "C:\\users\\考试"])
def test_accents_and_marks_are_no_lost_encoding(folder: YearFolder, name: str) -> None:
    """Only what gives common Chinese characters was Chinese."""
    folder.write("registers/exams.csv", f"{EXAMS}{name},9,9,9,1\n")

    assert len(folder.load().registers["exams"].frame) == 1


def test_a_case_that_is_decided_has_its_amount(folder: YearFolder) -> None:
    """Where one of the cases decided lacks it, that is told; of an open case nothing is asked."""
    folder.register(
        "penalties",
        "1,警告,2020-03-01,2020-04-01,0,不适用,2",
        "2,罚款,2020-03-01,2020-04-01,,不适用,2",
        "3,,2020-03-01,,,不适用,",
    )

    (finding,) = folder.findings("C28")
    assert "「罚没金额」列填了「决定日期」的2行中有1行没有填（第3行）" in finding.message


def test_a_name_written_in_two_ways_is_asked_about(folder: YearFolder) -> None:
    """Names within a register, and those of registers and figures, are held against each other."""
    folder.register("funds", "科研,甲,ＡＢ大学,1", "科研,乙,AB大学,2")

    assert doubts(folder) == ["第2行 “ＡＢ大学”和“AB大学”只是写法不同，按同一名称计算"]


@pytest.mark.parametrize(
    ("parts", "blank"), [(",3,", "分母"), (",,4", "分子")], ids=["numerator", "denominator"]
)
def test_one_part_of_a_rate_is_refused(folder: YearFolder, parts: str, blank: str) -> None:
    """Beside a value the one part would be dropped."""
    folder.write("figures.csv", f"{FIGURES},满意率,capacity,数值,98{parts},%,,系统,\n")

    assert folder.problems() == [f"E479 params/2020/figures.csv:2 列「{blank}」"]


@pytest.mark.parametrize("brackets", ["（）", "【】", "〔〕", "[]", "｛｝"])
def test_a_unit_in_other_brackets_is_a_unit(folder: YearFolder, brackets: str) -> None:
    """A header keeps its meaning, whatever brackets its unit stands in."""
    header = EXAMS.replace("应考人数", f"应考人数{brackets[0]}人{brackets[1]}")
    folder.write("registers/exams.csv", f"{header}甲,10,9,9,1\n")

    assert list(folder.load().registers["exams"].rows["registered"]) == [10]


@pytest.mark.parametrize("reference", ["【exam_sat】", "《exam_sat》", "（（exam_sat））"])
def test_a_reference_in_other_brackets_is_asked_about(folder: YearFolder, reference: str) -> None:
    """It would be printed as it stands."""
    folder.write("text/capacity.md", f"参加{reference}。\n")

    assert doubts(folder) == [f"第1行 正文“{reference}”像是引用，括号应为{{{{ }}}}"]


def test_a_setting_that_may_have_lost_a_character(folder: YearFolder) -> None:
    """What is printed from report.yaml is looked at like the text."""
    report = (folder.params / "2020" / "report.yaml").read_text(encoding="utf-8")
    folder.write("report.yaml", f"{report}addressee: 市?府\n")

    assert doubts(folder) == ["第8行 “市?府”中的问号像是丢失的字"]


@pytest.mark.parametrize(
    "block",
    [
        f"<w:newThing><w:p>{run('甲')}</w:p></w:newThing>",
        f"<w:tbl><w:tr><w:tc/><w:tc/></w:tr>{DELETED}<w:tc/></w:tr></w:tbl>",
    ],
    ids=["unknown", "deleted row"],
)
def test_text_of_a_word_file_that_would_be_lost(folder: YearFolder, block: str) -> None:
    """What no reader knows, and rows whose deletion nobody has accepted."""
    folder.write("text/plans.docx", word(f"<w:p>{run('乙')}</w:p>", block))

    assert [each[:4] for each in told(folder)] == ["E452"]


@pytest.mark.parametrize("cut", [1, 12, 30])
def test_a_picture_cut_short_is_refused(folder: YearFolder, cut: int) -> None:
    """A reader would see a part of it, or nothing."""
    folder.write("text/图.png", PIXEL[:-cut])
    folder.write("text/plans.md", "![流程](图.png)\n")

    assert folder.problems() == ["E508 params/2020/text/plans.md:1"]
