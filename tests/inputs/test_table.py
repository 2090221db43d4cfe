"""Tables are found where offices put them; what is no data is left out and said."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.inputs.telling import EXAMS, FUNDS, PUBLICITY, RULES, problems, told

if TYPE_CHECKING:
    from lawgov_lib.inputs.understanding import Understood
    from tests.yearfolder import YearFolder

ROWS = "年度考试,67,67,67,58\n执法考试,26,26,26,22\n"
BOTH = [("年度考试", 67, 67, 67, 58), ("执法考试", 26, 26, 26, 22)]
TITLE, END, SIGNED, NOTE, TOTAL = "表格上方的文字", "空白标记", "表尾签署", "注释", "合计行"


def rows(folder: YearFolder, key: str = "exams") -> list[tuple[Any, ...]]:
    """Return the rows of a register."""
    rows = folder.load().registers[key].rows
    return list(rows.tuples(rows.columns))


def understood(folder: YearFolder, key: str = "exams") -> Understood:
    """Return what was understood of a register's file."""
    found = folder.load().registers[key].understood
    assert found
    return found


def reasons(folder: YearFolder, key: str = "exams") -> list[tuple[int, str]]:
    """Return the lines left out and why."""
    return [(row.line, row.why) for row in understood(folder, key).left_out]


KINDS: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "title": ("2020年度学法考试台账,,,,\n" + EXAMS + ROWS, [(1, TITLE)]),
    "title and unit": (
        "学法考试情况统计表\n填报单位：某市某局,,,,单位：人\n" + EXAMS + ROWS,
        [(1, TITLE), (2, TITLE)],
    ),
    "number of the annex, title, blank, unit": (
        "附件3\n某市某局2020年度学法考试台账\n\n（单位：人）\n" + EXAMS + ROWS,
        [(1, TITLE), (2, TITLE), (4, TITLE)],
    ),
    "note above": (
        "填表说明：1.未公布的留空；2.合格人数不大于参考人数。\n" + EXAMS + ROWS,
        [(1, TITLE)],
    ),
    "blank lines above": ("\n,,,,\n" + EXAMS + ROWS, []),
    "separator line of a spreadsheet": ("sep=,\n" + EXAMS + ROWS, [(1, TITLE)]),
    "table that goes on": (
        EXAMS + "年度考试,67,67,67,58\n（续表）\n执法考试,26,26,26,22\n",
        [(3, "续表标记")],
    ),
    "table that goes on under its header again": (
        EXAMS + "年度考试,67,67,67,58\n续表1\n" + EXAMS + "执法考试,26,26,26,22\n",
        [(3, "续表标记"), (4, "重复的表头")],
    ),
    "total": (EXAMS + ROWS + "合计,93,93,93,80\n", [(4, TOTAL)]),
    "total with blanks": (EXAMS + ROWS + "合　　计,93,93,93,80\n", [(4, TOTAL)]),
    "total with a colon": (EXAMS + ROWS + "总计：,93,93,93,80\n", [(4, TOTAL)]),
    "total with its unit": (EXAMS + ROWS + "合计（人）,93,93,93,80\n", [(4, TOTAL)]),
    "total of the year": (EXAMS + ROWS + "2020年度合计,93,93,93,80\n", [(4, TOTAL)]),
    "total of a page": (EXAMS + ROWS + "本页小计,93,93,93,80\n", [(4, TOTAL)]),
    "total in words": (EXAMS + ROWS + "共计：2场93人次\n", [(4, TOTAL)]),
    "total above": (EXAMS + "合计,93,93,93,80\n" + ROWS, [(2, TOTAL)]),
    "subtotals and total": (
        EXAMS
        + "年度考试,67,67,67,58\n小计,67,67,67,58\n执法考试,26,26,26,22\n小计,26,26,26,22\n"
        + "总计,93,93,93,80\n",
        [(3, TOTAL), (5, TOTAL), (6, TOTAL)],
    ),
    "end": (EXAMS + ROWS + "以下空白,,,,\n", [(4, END)]),
    "end in brackets": (EXAMS + ROWS + "（以下空白）\n", [(4, END)]),
    "end with dashes": (EXAMS + ROWS + "——以下空白——,,,,\n", [(4, END)]),
    "end with blanks": (EXAMS + ROWS + "以 下 空 白,,,,\n", [(4, END)]),
    "end in another column": (EXAMS + ROWS + ",,以下空白,,\n", [(4, END)]),
    "signatures": (
        EXAMS + ROWS + "填表人：甲,,审核人：乙,,2020-12-31\n",
        [(4, SIGNED)],
    ),
    "signatures in cells of their own": (
        EXAMS + ROWS + "填表人,甲,审核人,乙,\n单位负责人（签字）：,,,,\n",
        [(4, SIGNED), (5, SIGNED)],
    ),
    "signatures in one cell": (
        EXAMS + ROWS + "单位负责人：甲　统计负责人：乙　填表人：丙　报出日期：2020年12月31日\n",
        [(4, SIGNED)],
    ),
    "day of filling in": (EXAMS + ROWS + "填表日期：2020年12月31日,,,,\n", [(4, SIGNED)]),
    "seal": (EXAMS + ROWS + "（盖章）,,,,\n单位（盖章）：,,,,\n", [(4, SIGNED), (5, SIGNED)]),
    "note": (EXAMS + ROWS + "注：以上均为全年数。,,,,\n", [(4, NOTE)]),
    "numbered notes": (
        EXAMS + ROWS + "注：1.未公布的留空。,,,,\n2.数据截至年末。,,,,\n",
        [(4, NOTE), (5, NOTE)],
    ),
    "note with a mark": (EXAMS + ROWS + "※备注：以上均为全年数。\n", [(4, NOTE)]),
    "source of the data": (EXAMS + ROWS + "数据来源：考试系统。,,,,\n", [(4, NOTE)]),
    "all of it": (
        EXAMS + ROWS + "合计,93,93,93,80\n以下空白\n注：略\n填表人：甲\n",
        [(4, TOTAL), (5, END), (6, NOTE), (7, SIGNED)],
    ),
    "ordinals": (EXAMS + "甲,1,2,3,4\n" + ROWS, [(2, "栏次行")]),
    "ordinals from the first column": (EXAMS + "1,2,3,4,5\n" + ROWS, [(2, "栏次行")]),
    "header once more": (EXAMS + ROWS + "\n" + EXAMS, [(5, "重复的表头")]),
    "title and header once more": (
        "学法考试台账\n" + EXAMS + ROWS.replace("\n执", "\n学法考试台账\n" + EXAMS + "执"),
        [(1, TITLE), (4, "重复的表头"), (5, "重复的表头")],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_data_is_left_out_and_said(folder: YearFolder, kind: str) -> None:
    """The rows are those of the table alone; each line left out has its reason."""
    content, left_out = KINDS[kind]
    folder.write("registers/exams.csv", content)

    assert rows(folder) == BOTH
    assert reasons(folder) == left_out
    assert understood(folder).gaps == ()


COLUMNS = {
    "numbers": ("序号,考试名称,应考人数\n1,甲,67\n2,乙,26\n", ("序号",)),
    "remarks": ("考试名称,应考人数,备注\n甲,67,\n乙,26,补考\n", ("备注",)),
    "columns of its own": (
        "序号,科室,考试名称,应考人数,经办人\n1,法规科,甲,67,丙\n2,法规科,乙,26,丙\n",
        ("序号", "科室", "经办人"),
    ),
    "blank column before": (",考试名称,应考人数\n,甲,67\n,乙,26\n", ()),
    "blank column between": ("考试名称,,应考人数\n甲,,67\n乙,,26\n", ()),
    "rows prepared with numbers": (
        "序号,考试名称,应考人数\n1,甲,67\n2,乙,26\n3,,\n4,,\n",
        ("序号",),
    ),
    "total in the column of numbers": (
        "序号,考试名称,应考人数\n1,甲,67\n2,乙,26\n合计,,93\n",
        ("序号",),
    ),
    "unit in the header": ("考试名称,应考人数（人）\n甲,67\n乙,26\n", ()),
    "units below the header": ("考试名称,应考人数\n,人\n甲,67\n乙,26\n", ()),
    "units in brackets below": ("考试名称,应考人数\n/,（人）\n甲,67\n乙,26\n", ()),
    "groups": ("考试名称,参加情况,,备注\n,应考人数,参考人数,\n甲,67,67,\n乙,26,26,\n", ("备注",)),
    "names in two parts": ("考试,应考,参考\n名称,人数,人数\n甲,67,67\n乙,26,26\n", ()),
    "line break in a header": ('考试名称,"应考\n人数"\n甲,67\n乙,26\n', ()),
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_columns_that_are_not_read_are_kept_aside(folder: YearFolder, kind: str) -> None:
    """Numbers, remarks and the office's own columns are told once and disturb nothing."""
    content, aside = COLUMNS[kind]
    folder.write("registers/exams.csv", content)

    assert [row[:2] for row in rows(folder)] == [("甲", 67), ("乙", 26)]
    assert understood(folder).aside == aside


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "，", "、", "；", "｜", "　", " ", "^"])
def test_separators(folder: YearFolder, mark: str) -> None:
    """Whatever stands between the cells parts them, and is said where it is no comma."""
    folder.write("registers/exams.csv", (EXAMS + ROWS).replace(",", mark))

    assert rows(folder) == BOTH
    assert bool(understood(folder).said) == (mark != ",")


@pytest.mark.parametrize("code", ["utf-16", "utf-8-sig", "gb18030"])
def test_separator_below_a_title_in_any_encoding(folder: YearFolder, code: str) -> None:
    """A text saved as Unicode with tabs, as Excel does, is read."""
    text = "学法考试，2020年度\n" + (EXAMS + ROWS).replace(",", "\t")
    folder.write("registers/exams.csv", text.encode(code))

    assert rows(folder) == BOTH


def test_row_with_another_separator_is_told_so(folder: YearFolder) -> None:
    """The cause is the separator, not the number of cells."""
    folder.write("registers/exams.csv", EXAMS + "年度考试，67，67，67，58\n")

    (problem,) = problems(folder)

    assert problem.message == "这一行用中文逗号分隔，表头用英文逗号"


def test_file_without_a_header_is_one_problem(folder: YearFolder) -> None:
    """One message says that there is no header, and what stands there instead."""
    folder.write("registers/exams.csv", ROWS)

    (problem,) = problems(folder)

    assert problem.message == "没有找到「学法考试台账」的表头，第一行是“年度考试，67，67，67，58”"


@pytest.mark.parametrize(
    ("content", "amount"),
    [
        ("单位：元\n" + FUNDS + "科研,甲,,20000\n", "2"),
        ("资金台账（单位：元）\n" + FUNDS + "科研,甲,,20000\n", "2"),
        ("金额单位：人民币元\n" + FUNDS + "科研,甲,,20000\n", "2"),
        ("单位：件、万元\n" + FUNDS + "科研,甲,,2\n", "2"),
        ("单位：元\n" + FUNDS.replace("金额", "金额（万元）") + "科研,甲,,2\n", "2"),
        (FUNDS + ",,,元\n科研,甲,,20000\n", "2"),
        (FUNDS + ",,,（万元）\n科研,甲,,2\n", "2"),
        ("填报单位：某局\n" + FUNDS + "科研,甲,,2\n", "2"),
    ],
)
def test_unit_of_money_above_or_below_the_header(
    folder: YearFolder, content: str, amount: str
) -> None:
    """A unit that the table gives elsewhere than in the header holds for its columns."""
    folder.write("registers/funds.csv", content)

    assert [row[3] for row in rows(folder, "funds")] == [Decimal(amount)]


@pytest.mark.parametrize("unit", ["亿元", "千元", "元、万元"])
def test_unit_of_money_that_is_not_read(folder: YearFolder, unit: str) -> None:
    """An amount in a unit that nobody converts is refused, never taken for 万元."""
    folder.write("registers/funds.csv", f"单位：{unit}\n" + FUNDS + "科研,甲,,2\n")

    assert told(folder) == ["E421 params/2020/registers/funds.csv:2 列「金额」"]


@pytest.mark.parametrize(
    ("header", "amount"), [("金额（万元）", 2), ("金额/万元", 2), ("金额【元】", Decimal("0.0002"))]
)
def test_unit_in_the_header_wins_over_that_above(
    folder: YearFolder, header: str, amount: Decimal
) -> None:
    """The nearer word holds, and nothing is said of the other."""
    folder.write("registers/funds.csv", f"单位：元\n用途,项目,合作单位,{header}\n科研,甲,,2\n")

    assert rows(folder, "funds") == [("科研", "甲", None, amount)]
    assert understood(folder, "funds").said == ()


@pytest.mark.parametrize("unit", ["亿元", "千元"])
def test_amount_in_another_unit_is_never_only_renamed(folder: YearFolder, unit: str) -> None:
    """Whoever is told to write 万元 over amounts in 亿元 is told to convert them first."""
    folder.write("registers/funds.csv", f"用途,项目,合作单位,金额（{unit}）\n科研,甲,,2\n")

    (problem,) = problems(folder)

    assert problem.message == f"表头「金额（{unit}）」的单位是{unit}，「金额」只能是万元或元"
    assert problem.hint == "把各行换算成万元，表头改写作“金额（万元）”。"


DATA = {
    "a plan that begins with 注": ("plans", "事项,责任科室,完成时限\n注：汇总,法规科,2021-06-30\n"),
    "a name that holds a total's word": ("publicity", PUBLICITY + "合计宣讲,,,\n累计学分宣传,,,\n"),
    "a name that begins as a signature": (
        "publicity",
        PUBLICITY + "联系点普法,,,\n单位开放日,,,\n",
    ),
    "a name that begins as a note": ("publicity", PUBLICITY + "注册会计师宣讲,,,\n说明会,,,\n"),
    "a name of a blank": ("publicity", PUBLICITY + "填补空白宣讲,,,\n审核流程宣讲,,,\n"),
    "numbers for names": ("publicity", PUBLICITY + "甲,,1,2\n1,,2,3\n"),
}


@pytest.mark.parametrize("kind", DATA)
def test_data_stay_data(folder: YearFolder, kind: str) -> None:
    """A row that only resembles a total, a signature or a note is read."""
    key, content = DATA[kind]
    folder.write(f"registers/{key}.csv", content)

    assert reasons(folder, key) == []
    assert len(rows(folder, key)) == content.count("\n") - 1


def test_tables_one_below_the_other(folder: YearFolder) -> None:
    """A further table of another register is read from its own header on."""
    folder.write(
        "registers/exams.csv",
        "一、学法考试\n"
        + EXAMS
        + ROWS
        + "合计,93,93,93,80\n\n二、普法活动\n"
        + PUBLICITY
        + "宪法日,2020-12-04,5,6\n\n三、机制台账\n"
        + RULES
        + "制度建设,外部监督,甲\n",
    )

    assert rows(folder) == BOTH
    assert [row[0] for row in rows(folder, "publicity")] == ["宪法日"]
    assert len(rows(folder, "mechanisms")) == 1


def test_further_table_right_below(folder: YearFolder) -> None:
    """Even without a line between them one table ends where another begins."""
    folder.write("registers/shortcomings.csv", "方面,表现,原因\n甲,乙,丙\n" + RULES)

    assert len(rows(folder, "shortcomings")) == 1
    assert rows(folder, "rules") == []


@pytest.mark.parametrize(
    ("total", "gaps"),
    [
        ("合计,93,93,93,81", [("优秀人数", 81, 80)]),
        ("总计,94,93,92,80", [("应考人数", 94, 93), ("合格人数", 92, 93)]),
        ("合计,93,,,", []),
        ("合计,93.0,93,93,80", []),
    ],
)
def test_total_that_differs(
    folder: YearFolder, total: str, gaps: list[tuple[str, int, int]]
) -> None:
    """A total is compared column by column with what the rows give."""
    folder.write("registers/exams.csv", EXAMS + ROWS + total + "\n")

    found = understood(folder).gaps

    assert [(gap.column, int(gap.told), int(gap.summed)) for gap in found] == gaps


@pytest.mark.parametrize(("count", "differs"), [("2场", False), ("3场", True), ("略", False)])
def test_total_that_counts_rows(folder: YearFolder, count: str, differs: bool) -> None:  # noqa: FBT001
    """In a column of words or days a total counts the rows."""
    folder.write("registers/publicity.csv", PUBLICITY + f"甲,,1,\n乙,,2,\n合计,{count},3,\n")

    assert bool(understood(folder, "publicity").gaps) == differs


def test_content_without_a_header_is_told_once(folder: YearFolder) -> None:
    """What stands under no header is neither read nor lost without a word."""
    folder.write("registers/exams.csv", "考试名称,,应考人数\n甲,乙,67\n丙,丁,26\n")

    assert told(folder) == ["E429 params/2020/registers/exams.csv:2 列「第2列」"]


def test_row_of_parts_is_left_out(folder: YearFolder) -> None:
    """A part that the row above includes would count twice."""
    folder.write(
        "registers/exams.csv", EXAMS + ROWS + "其中：网上考试,20,20,20,2\n合计,93,93,93,80\n"
    )

    assert rows(folder) == BOTH
    assert reasons(folder) == [(4, "分项行，上面一行已经包括"), (5, TOTAL)]


def test_other_year_in_the_title_is_said(folder: YearFolder) -> None:
    """Last year's file under this year's name is noticed by its title."""
    folder.write("registers/exams.csv", "2019年度学法考试台账\n" + EXAMS + ROWS)

    assert [str(each) for each in understood(folder).remarks] == [
        "第1行：表格上方写的是2019年，报告年度是2020年"
    ]


WRONG = {
    "another register": (
        PUBLICITY + "甲,,1,2\n",
        "这是「普法活动台账」的表头，不是「学法考试台账」的",
    ),
    "side by side": (
        "考试名称,应考人数,,名称,日期,资料份数\n甲,67,,宪法日,2020-12-04,50\n",
        "右侧并排还有一张表，像是「普法活动台账」",
    ),
    "lying across": (
        "考试名称,甲,乙\n应考人数,67,26\n",
        "这一行写的是列的名称「应考人数」，表格像是横着排的",
    ),
    "a web page": ("<html><table></table></html>\n", "是改了扩展名的网页，不是CSV"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_real_cause_is_told_once(folder: YearFolder, kind: str) -> None:
    """What cannot be read is one problem that names its cause."""
    content, message = WRONG[kind]
    folder.write("registers/exams.csv", content)

    (problem,) = problems(folder)

    assert problem.message == message
