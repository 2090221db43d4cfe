"""Files as people and programs spoil them: read as they were meant, or told.

Every kind of damage is done to a register of each sort. A file of a kind in ``HARMLESS`` must be
read as the sound one is; one in ``HARMFUL`` must be told, at the latest by the checks.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.inputs.tablesource import tables_of
from lawgov_lib.report.yearreport import Report
from tests.places import DEMO
from tests.yearfolder import YearFolder, report_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from _pytest.mark import ParameterSet

    from lawgov_lib.inputs.table import Table

    Damage = Callable[["Sheet"], str | bytes | None]

YEAR = 2024
REGISTERS = DEMO / "params" / str(YEAR) / "registers"


@dataclass(frozen=True)
class Sheet:
    """A register as rows of texts, and which of its columns are a key, a number and a day."""

    rows: tuple[tuple[str, ...], ...]
    key: int
    number: int | None
    day: int | None

    def cell(self, row: int, column: int, change: Callable[[str], str]) -> Sheet:
        """Return the register with one cell changed; row 0 is the header."""
        rows = [list(each) for each in self.rows]
        rows[row][column] = change(rows[row][column])
        return replace(self, rows=tuple(map(tuple, rows)))

    def framed(self, *above: str, below: tuple[str, ...] = ()) -> Sheet:
        """Return the register with lines above and below it, each in the first cell."""
        wide = ("",) * (len(self.rows[0]) - 1)
        rows = (
            *((line, *wide) for line in above),
            *self.rows,
            *((line, *wide) for line in below),
        )
        return replace(self, rows=rows)

    def text(self, separator: str = ",", **wanted: str | int) -> str:
        """Write the register."""
        stream = io.StringIO()
        csv.writer(stream, delimiter=separator, lineterminator="\n", **wanted).writerows(self.rows)  # type: ignore[arg-type]
        return stream.getvalue()


SORTS = {
    "exams": (0, 2, None),
    "random_checks": (0, 3, 1),
    "funds": (1, 3, None),
    "publicity": (0, 2, 1),
    "licences": (0, None, 5),
    "requests": (0, None, 1),
    "lawsuits": (0, None, 2),
    "officers": (0, 3, None),
}


def _sheet(register: str) -> Sheet:
    with (REGISTERS / f"{register}.csv").open(encoding="utf-8", newline="") as stream:
        return Sheet(tuple(map(tuple, csv.reader(stream))), *SORTS[register])


def _columns(sheet: Sheet, change: Callable[[int, tuple[str, ...]], tuple[str, ...]]) -> str:
    return replace(sheet, rows=tuple(change(at, row) for at, row in enumerate(sheet.rows))).text()


def _number(change: Callable[[str], str]) -> Damage:
    return lambda sheet: (
        None if sheet.number is None else sheet.cell(1, sheet.number, change).text()
    )


def _day(change: Callable[[str], str]) -> Damage:
    return lambda sheet: None if sheet.day is None else sheet.cell(1, sheet.day, change).text()


def _key(change: Callable[[str], str]) -> Damage:
    return lambda sheet: sheet.cell(1, sheet.key, change).text()


def _again(change: Callable[[str], str]) -> Damage:
    """Write the first row a second time under a key that only looks different."""

    def written(sheet: Sheet) -> str:
        more = replace(sheet, rows=(*sheet.rows, sheet.rows[1]))
        return more.cell(-1, sheet.key, change).text()

    return written


def _wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


HARMLESS: dict[str, Damage] = {
    "一行标题": lambda s: s.framed("示例市科学技术局2024年度台账").text(),
    "标题和空行": lambda s: s.framed("2024年度台账", "", "").text(),
    "填报单位一行": lambda s: s.framed("台账", "填报单位：示例市科学技术局").text(),
    "末尾填表人": lambda s: s.framed(below=("填表人：张某某", "审核人：李某某")).text(),
    "末尾以下空白": lambda s: s.framed(below=("以下空白",)).text(),
    "末尾注": lambda s: s.framed(below=("注：按办结日期统计。",)).text(),
    "末尾空行": lambda s: s.text() + "\n\n" + "," * 4 + "\n",
    "序号列": lambda s: _columns(s, lambda at, row: (str(at) if at else "序号", *row)),
    "备注列": lambda s: _columns(s, lambda at, row: (*row, "" if at else "备注")),
    "左边空列": lambda s: _columns(s, lambda _, row: ("", *row)),
    "列倒过来": lambda s: _columns(s, lambda _, row: row[::-1]),
    "行倒过来": lambda s: replace(s, rows=(s.rows[0], *s.rows[:0:-1])).text(),
    "英文分号": lambda s: s.text(";"),
    "制表符": lambda s: s.text("\t"),
    "竖线": lambda s: s.text("|"),
    "全部加引号": lambda s: s.text(quoting=csv.QUOTE_ALL),
    "回车换行": lambda s: s.text().replace("\n", "\r\n"),
    "只有回车": lambda s: s.text().replace("\n", "\r"),
    "UTF-8带标记": lambda s: s.text().encode("utf-8-sig"),
    "UTF-16": lambda s: s.text().encode("utf-16"),
    "UTF-16无标记": lambda s: s.text().encode("utf-16-le"),
    "GB18030": lambda s: s.text().encode("gb18030"),
    "表头有空格": lambda s: s.cell(0, 1, lambda t: t[:1] + " " + t[1:]).text(),
    "表头首尾空格": lambda s: s.cell(0, 0, lambda t: f" {t}　").text(),
    "单元格首尾空格": lambda s: _columns(s, lambda _, row: tuple(f" {cell} " for cell in row)),
    "表头再印一遍": lambda s: replace(s, rows=(*s.rows[:2], s.rows[0], *s.rows[2:])).text(),
    "数字全角": _number(_wide),
    "日期写成年月日": _day(lambda t: "{}年{}月{}日".format(*map(int, t.split("-")))),
    "日期写成斜线": _day(lambda t: "{}/{}/{}".format(*map(int, t.split("-")))),
    "日期带零点": _day(lambda t: f"{t} 00:00:00"),
    "日期是八位数": _day(lambda t: t.replace("-", "")),
}

HARMFUL: dict[str, Damage] = {
    "失去编码的字": _key(lambda t: t[0] + "\ufffd" + t[2:]),
    "成串问号": _key(lambda t: "????" + t[4:]),
    "私用区的字": _key(lambda t: t + "\ue123"),
    "少一个单元格": lambda s: s.text().replace(
        "\n" + ",".join(s.rows[1]), "\n" + ",".join(s.rows[1][1:])
    ),
    "多一个单元格": lambda s: s.text().replace(",".join(s.rows[1]), ",".join(s.rows[1]) + ",甲"),
    "引号不成对": lambda s: s.text().replace("\n" + s.rows[1][0], '\n"' + s.rows[1][0], 1),
    "缺关键列": lambda s: _columns(s, lambda _, row: row[: s.key] + row[s.key + 1 :]),
    "同名两列": lambda s: _columns(s, lambda _, row: (*row, row[s.key])),
    "列名写错": lambda s: s.cell(0, s.key, lambda _: "某某情况").text(),
    "行重复": lambda s: replace(s, rows=(*s.rows, s.rows[1])).text(),
    "同一个键写成全角": _again(_wide),
    "同一个键中间多空格": _again(lambda t: t[:2] + " " + t[2:]),
    "同一个键夹零宽字符": _again(lambda t: t[:2] + "\u200b" + t[2:]),
    "关键列空白": _key(lambda _: ""),
    "关键列写同上": lambda s: s.cell(2, s.key, lambda _: "同上").text(),
    "末行截断": lambda s: s.text().encode()[: -len(s.rows[-1][-1].encode()) - 6],
    "半个汉字": lambda s: s.text().encode().replace(b"\n", b"\xe4\xb8\n", 2),
    "空字节": lambda s: s.text().replace(s.rows[1][0], s.rows[1][0] + "\0").encode(),
    "两种编码": lambda s: s.text().encode() + (",".join(s.rows[1]) + "甲\n").encode("gb18030"),
    "空文件": lambda _: "",
    "只有标题": lambda _: "2024年度台账\n",
    "网页": lambda s: "<html><table><tr><td>" + s.text() + "</td></tr></table></html>",
    "数有上标": _number(lambda t: t + "²"),
    "数是约数": _number(lambda t: "约" + t),
    "数后加单位的字": _number(lambda t: t + "余"),
    "数写成科学记数": _number(lambda t: f"{t}E+03"),
    "数是负的": _number(lambda t: "-" + t),
    "数有三十位": _number(lambda _: "9" * 30),
    "数夹空格": _number(lambda _: "1 2 3"),
    "数写成字母": _number(lambda t: "l" + t + "O"),
    "数是公式": _number(lambda t: f"={t}+1"),
    "数是错误值": _number(lambda _: "#REF!"),
    "数是两个": _number(lambda t: f"{t}/{t}"),
    "数是百分数": _number(lambda t: f"{t}%"),
    "不存在的日期": _day(lambda t: t[:4] + "-02-30"),
    "只写到月": _day(lambda t: "{}年{}月".format(*map(int, t.split("-")[:2]))),
    "没有年份": _day(lambda t: "{1}月{2}日".format(*map(int, t.split("-")))),
    "日期两个": _day(lambda t: f"{t}至{t}"),
    "日期是序数的小数": _day(lambda _: "-3.5"),
    "年份两位": _day(lambda t: t[2:].replace("-", ".")),
    "年份不在本年": _day(lambda t: "2204" + t[4:]),
}


def _files(kinds: dict[str, Damage]) -> list[ParameterSet]:
    """Do each damage to each register that has such a cell."""
    return list(_damaged(kinds))


def _damaged(kinds: dict[str, Damage]) -> Iterator[ParameterSet]:
    for register in SORTS:
        sheet = _sheet(register)
        for kind, damage in kinds.items():
            if (data := damage(sheet)) is not None:
                content = data.encode() if isinstance(data, str) else data
                yield pytest.param(register, content, id=f"{register}-{kind}")


@pytest.fixture
def year(tmp_path: Path) -> YearFolder:
    """Return a year folder to put one register into."""
    folder = YearFolder(tmp_path / "params", YEAR)
    folder.write("report.yaml", report_of(YEAR))
    return folder


def _read(folder: YearFolder, register: str, content: bytes) -> Table:
    folder.write(f"registers/{register}.csv", content)
    model = {register: ROWS[register]}
    found = tables_of(folder.params / str(YEAR), f"params/{YEAR}", model, YEAR)
    table = found.by_key[register]
    return replace(table, problems=(*found.problems, *table.problems))


def _values(table: Table) -> list[list[object]]:
    """Return what was read, whatever order its lines and columns stand in."""
    return sorted((list(row.values()) for _, row in table.rows.records()), key=str)


@pytest.mark.parametrize(("register", "content"), _files(HARMLESS))
def test_what_is_harmless_is_read_as_it_was_meant(
    year: YearFolder, register: str, content: bytes
) -> None:
    """Titles, notes, separators, encodings and ways of writing change no value."""
    sound = _read(year, register, _sheet(register).text().encode())

    table = _read(year, register, content)

    assert table.problems == ()
    assert _values(table) == _values(sound)


@pytest.mark.parametrize(("register", "content"), _files(HARMFUL))
def test_what_is_harmful_is_told(year: YearFolder, register: str, content: bytes) -> None:
    """No value that the file does not say is taken over without a word."""
    sound = _read(year, register, _sheet(register).text().encode())

    table = _read(year, register, content)

    told = bool(table.problems or table.understood.left_out or table.understood.said)
    if not told and _values(table) != _values(sound):
        found = Report.open(YEAR, str(year.params)).findings
        told = any(register in place.file for finding in found for place in finding.places)
    assert told or _values(table) == _values(sound)
