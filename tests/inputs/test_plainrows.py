"""A sheet reads the same whether its plain rows are read by themselves or by the parser."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from lawgov_lib.base.errors import InputError
from lawgov_lib.inputs.plainrows import PlainRows
from lawgov_lib.inputs.workbookfile import sheets_of

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.inputs.cellmeaning import Shown
    from lawgov_lib.inputs.cells import Line

PART = "xl/worksheets/sheet1.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELLS = (
    ' t="inlineStr"><is><t>普法活动</t></is></c>',
    ' t="inlineStr"><is><t xml:space="preserve"> 普法 </t></is></c>',
    ' t="inlineStr"><is><t>甲&amp;乙&#21335;</t></is></c>',
    ' t="inlineStr"><is><t>&lt;&#x7532;&#10;&#13;&gt; &#38;amp;</t></is></c>',
    ' t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>',
    ' t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>',
    ' t="str"><v>文字</v></c>',
    ' t="n"><v>44051</v></c>',
    ' s="1"><v>44051</v></c>',
    ' s="1" t="n"><v> 0.985 </v></c>',
    ' t="b"><v>1</v></c>',
    ' t="e"><v>#N/A</v></c>',
    "><f>1+1</f><v>2</v></c>",
    "><f>TODAY()</f><v>44051</v></c>",
    ' s="1"/>',
    "></c>",
    "><v></v></c>",
    "><v>1<!-- 一 -->2</v></c>",
    "><v><![CDATA[12]]></v></c>",
)
HEADS = ("", ' spans="1:4"', ' ht="15" customHeight="1"', ' hidden="1"', ' ht="0" customHeight="1"')


def sheet(rows: str, *, top: str = "", declared: str = "UTF-8") -> bytes:
    """Return a workbook whose first sheet holds these rows; its second format is a date."""
    book = Workbook()
    book["Sheet"]["A1"].number_format = "yyyy-mm-dd"
    source, target = io.BytesIO(), io.BytesIO()
    book.save(source)
    xml = (
        f'<?xml version="1.0" encoding="{declared}"?>\n'
        f'<worksheet xmlns="{SPACE}"><sheetData>{top}{rows}</sheetData></worksheet>'
    )
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml.encode(declared) if name == PART else old.read(name))
    return target.getvalue()


def lines(folder: Path, data: bytes) -> list[Line] | str:
    """Return the lines of the sheet, or the code of what is wrong with it."""
    path = folder / "registers.xlsx"
    path.write_bytes(data)
    try:
        with sheets_of(path, path.name) as sheets:
            return list(sheets[0].lines())
    except InputError as error:
        return error.problems[0].code


def cells(read: list[Line] | str) -> list[list[str]]:
    """Return the cells of lines that could be read."""
    assert not isinstance(read, str)
    return [line.cells for line in read]


def drawn(seed: int) -> str:
    """Return rows of cells of all kinds, most of them plain, some out of order."""
    chance = random.Random(seed)  # noqa: S311  the same rows on every machine
    plain = seed % 2
    rows = []
    for number in range(1, 60):
        columns = sorted(chance.sample("ABCDEFGH", chance.randint(0, 6)))
        if chance.random() < 0.05:
            chance.shuffle(columns)
        kinds = CELLS[:2] + CELLS[5:9] if plain or chance.random() < 0.5 else CELLS
        cells = "".join(f'<c r="{at}{number}"{chance.choice(kinds)}' for at in columns)
        row = number if chance.random() < 0.97 else number - 2
        head = chance.choice(HEADS if chance.random() < 0.2 else HEADS[:2])
        rows.append(f'<row r="{row}"{head}>{cells}</row>')
    return "".join(rows)


@pytest.mark.parametrize("seed", range(40))
def test_rows_read_alike_by_themselves_and_by_the_parser(tmp_path: Path, seed: int) -> None:
    """A comment leaves all to the parser, and changes no row."""
    rows = drawn(seed)

    assert lines(tmp_path, sheet(rows)) == lines(tmp_path, sheet(rows, top="<!-- 表 -->"))


def test_most_rows_are_read_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first two rows say how plain ones look; the parser sees no other."""
    read = []
    original = PlainRows.read

    def noted(rows: PlainRows, row: bytes) -> tuple[int, list[Shown]] | None:
        read.append(original(rows, row))
        return read[-1]

    monkeypatch.setattr(PlainRows, "read", noted)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 50))

    lines(tmp_path, sheet(rows))

    assert sum(row is not None for row in read) == 47


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('<row r="3"><c r="A3"><v>3</v></c>', "E427"),
        ('<row r="3"><c r="A3" t="b" t="n"><v>3</v></c></row>', "E427"),
        ('<row r="3"><c r="A3"><v>3</c></row>', "E427"),
        ('<row r="3"><c r="A3" t="n"><v>三</v></c></row>', "E427"),
        ('<row r="3"><c r="A3" s="77"><v>3</v></c></row>', "E427"),
        ('<row r="3"><c r="A3"><v>\x07</v></c></row>', "E427"),
        ('<row r="3"><c r="A3" t="inlineStr"><is><t>\uffff</t></is></c></row>', "E427"),
        *(
            (f'<row r="3"><c r="A3" t="str"><v>甲{wrong}</v></c></row>', "E427")
            for wrong in ("&", "&#00;", "&#55296;", "&#1114112;", "&nbsp;", "&#12", "&#１２;")
        ),
        ('<row r="3" hidden="1"><c r="A3"><v>3</v></c></row >', None),
    ],
)
def test_what_is_damaged_or_hidden_is_so_behind_plain_rows(
    tmp_path: Path, row: str, code: str | None
) -> None:
    """What the parser refuses is refused behind plain rows, and what nobody sees is told."""
    before = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (1, 2))
    rows = f'{before}{row}<row r="4" hidden="1"><c r="A4"><v>4</v></c></row>'

    read = lines(tmp_path, sheet(rows))

    assert read == lines(tmp_path, sheet(rows, top="<!-- 表 -->"))
    assert code is None or read == code


def test_a_part_in_another_encoding_reads_alike(tmp_path: Path) -> None:
    """The bytes of another encoding are left to the parser."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>Lo\xef{n}</t></is></c></row>'
        for n in range(1, 9)
    )

    read = [lines(tmp_path, sheet(rows, declared=name)) for name in ("UTF-8", "ISO-8859-1")]

    assert read[0] == read[1]
    assert cells(read[0])[-1] == ["Loï8"]


def test_rows_in_a_comment_are_none(tmp_path: Path) -> None:
    """A comment may hold what looks like rows."""
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
    rows = f"{row.format(1)}{row.format(2)}<!-- {row.format(3)}{row.format(4)} -->{row.format(5)}"

    read = lines(tmp_path, sheet(rows))

    assert cells(read) == [["1"], ["2"], ["5"]]
