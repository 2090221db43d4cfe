"""What a workbook says beside its numbers, or by the way in which they are written, is told."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from PIL import Image as Drawing

from tests.fuzz import oldbooks
from tests.inputs.telling import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.yearfolder import YearFolder

SHEET = "params/2020/registers.xlsx 工作表「普法」"


def book(change: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook of publicity that somebody has worked on."""
    workbook, out = Workbook(), BytesIO()
    sheet = workbook.worksheets[0]
    sheet.title = "普法"
    sheet.append(["名称", "日期", "资料份数", "受众人次"])
    sheet.append(["宪法日", "2020-12-04", 50, 300])
    sheet.append(["开放日", "2020-03-08", 70, 100])
    change(sheet)
    workbook.save(out)
    return out.getvalue()


def font(cell: str, **form: Any) -> Callable[[Worksheet], object]:  # noqa: ANN401  the attributes of a font
    """Return what gives a cell a font."""
    return lambda sheet: setattr(sheet[cell], "font", Font(**form))


def comment(text: str, author: str) -> Callable[[Worksheet], object]:
    """Return what hangs a comment on a number."""
    return lambda sheet: setattr(sheet["C2"], "comment", Comment(text, author))


def runs(**form: Any) -> Callable[[Worksheet], object]:  # noqa: ANN401  the attributes of a font
    """Return what writes a name of which a part has a font of its own."""
    text = CellRichText("宪法日", TextBlock(InlineFont(**form), "2"))
    return lambda sheet: sheet.__setitem__("A2", text)


def picture(sheet: Worksheet) -> None:
    """Lay a picture over the cells."""
    drawn = BytesIO()
    Drawing.new("RGB", (9, 9)).save(drawn, "PNG")
    sheet.add_image(Image(drawn), "B2")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (comment("应为80", "张三"), "单元格C2等1处有批注“应为80”，没有读取"),
        (picture, "有1张图片，没有读取"),
        (font("C2", vertAlign="superscript"), "是上标或下标，照常读取"),
        (font("C2", color="FFFFFFFF"), "字小得看不见或者是白色的，照常读取"),
        (font("A3", sz=1), "字小得看不见或者是白色的，照常读取"),
    ],
)
def test_what_is_not_read_of_a_sheet_is_asked_about(
    folder: YearFolder, change: Callable[[Worksheet], object], said: str
) -> None:
    """The numbers stay what they are."""
    folder.write("registers.xlsx", book(change))

    assert folder.value("pop_materials") == "120"
    assert [said in finding.message for finding in folder.findings("C28")].count(True) == 1


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        (font("C2", strike=True), "C2"),
        (runs(strike=True), "A2"),
        (runs(vertAlign="superscript"), "A2"),
    ],
)
def test_what_is_struck_out_or_raised_in_part_is_refused(
    folder: YearFolder, change: Callable[[Worksheet], object], cell: str
) -> None:
    """Nobody knows whether what is struck out counts, or a raised 2 is a digit."""
    folder.write("registers.xlsx", book(change))

    (problem,) = told(folder)
    assert problem.startswith(f"E429 {SHEET} {cell} ")


@pytest.mark.parametrize(
    "change", [font("C2", b=True, color="FFFF0000"), runs(b=True), comment("单位：份", "lawgov")]
)
def test_what_means_nothing_is_left_alone(
    folder: YearFolder, change: Callable[[Worksheet], object]
) -> None:
    """Bold, red, and the comments of the workbook to fill in are no matter."""
    folder.write("registers.xlsx", book(change))

    assert folder.value("pop_materials") == "120"
    assert not [each for each in folder.findings("C28") if "读取" in each.message]


@pytest.mark.parametrize(
    ("way", "is_refused"),
    [
        ("row hidden", True),
        ("row of no height", True),
        ("row of little height", True),
        ("column hidden", True),
        ("column of no width", True),
        ("column of little width", True),
        ("struck", True),
        ("raised", False),
        ("tiny", False),
        ("commented", False),
    ],
)
def test_an_old_workbook_hides_nothing(way: str, *, is_refused: bool) -> None:
    """Rows, columns, fonts and comments of xls are looked at as those of today."""
    problems = oldbooks.check(json.dumps([way]).encode())

    assert [problem.code for problem in problems] == ["E429"] * is_refused


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("addressee: 市政府 #二处", "E443"),
        ("addressee: 市政府 # 主送", ""),
        ('addressee: "市政府 #二处"', ""),
        ("unconfirmed: [basis, addressee, basis]", "E405"),
        ("unconfirmed: [basis]\nunconfirmed: [basis]", "E405"),
        ("basis:\n- {title: 甲办法}\n- {title: 甲办法}", "E405"),
    ],
)
def test_settings_lose_nothing_and_say_nothing_twice(
    folder: YearFolder, lines: str, expected: str
) -> None:
    """What looks like a value is one; what stands twice is one too many."""
    before = (folder.params / "2020" / "report.yaml").read_text(encoding="utf-8")
    folder.write("report.yaml", f"{before}{lines}\n")

    assert [each.split()[0] for each in folder.problems()] == [expected] * bool(expected)


def test_comments_in_prose_are_named(folder: YearFolder) -> None:
    """They are not printed, and the office is told once a text."""
    folder.write("text/plans.md", "一句。\n\n<!-- 核减\n5件 -->\n\n二句。<!-- 待核 -->\n")

    (finding,) = [each for each in folder.findings("C28") if "注释" in each.message]
    assert finding.message == "正文有注释“核减 5件”等2处，不刊出"
    assert [place.line for place in finding.places] == [3, 6]
