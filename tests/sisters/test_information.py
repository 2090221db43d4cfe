"""政府信息公开工作年度报告: its cells by applicant and ground, its balances, its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import InputError
from lawgov_lib.document.texts import texts_of
from lawgov_lib.document.tree import Heading, Table, plain
from lawgov_lib.measuring.metric import State
from lawgov_lib.sisters.tableforms import load_form
from tests.sisters.requesting import (
    CELLS,
    DISPUTES,
    TABLE,
    cell,
    disagreements,
    flow,
    information,
    request,
)

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

TOTAL = "总计"
_ANSWER = """- code: {}
  about: {}
  mark: "{}"
  reason: 上年误计
  name: 某某
  date: 2022-01-10
"""
REVIEWED = "2020-03-01,2020-05-01"


def test_the_form_has_the_cells_of_the_notice() -> None:
    """Seven columns by 25 rows, 21 of them ways in which a request ends; 15 numbers of disputes."""
    tables = {table.name: table for table in load_form("information").tables}
    rows = [row.name for row in tables[TABLE].lines]
    ends = next(row for row in tables[TABLE].lines if row.name == "done").adds

    assert (len(rows), len(tables[TABLE].columns), len(ends)) == (25, 7, 21)
    assert set(ends) < set(rows)
    assert len(tables[DISPUTES].columns) == 15


@pytest.mark.parametrize(
    ("new", "carried", "after"), [(61, 0, 7), (34, 1, 3), (20, 0, 1), (0, 2, 2), (0, 1, 0)]
)
def test_what_came_in_is_closed_or_carried_over(
    folder: YearFolder, new: int, carried: int, after: int
) -> None:
    """61 = 54 + 7, 34 + 1 = 32 + 3, 20 = 19 + 1."""
    folder.register("requests", *flow(new, carried, after))

    report = information(folder)

    keys = ("new", "carried_in", "done", "carried_out")
    told = [cell(report, TABLE, key, TOTAL) for key in keys]
    assert told == [str(each) for each in (new, carried, new + carried - after, after)]
    assert [cell(report, TABLE, key, "自然人") for key in keys] == told
    assert disagreements(report) == ()


def test_applicant_and_ground(folder: YearFolder) -> None:
    """A request stands in the row of its ground and the column of its applicant alone."""
    folder.register(
        "requests",
        request(1, outcome="不予公开", applicant="商业企业", ground="行政执法案卷"),
        request(2, outcome="其他", applicant="法律服务机构", ground="其他"),
        request(3, outcome="部分公开"),
    )

    cells = information(folder).opened.grids[TABLE].cells

    ones = {key for key, each in cells.items() if each.value == 1 and TOTAL not in key}
    assert ones == {
        ("withheld7", "商业企业"),
        ("otherwise3", "法律服务机构"),
        ("partly", "自然人"),
        *(
            (row, column)
            for row in ("new", "done")
            for column in ("商业企业", "法律服务机构", "自然人")
        ),
    }


def test_what_no_row_says_is_missing_and_not_zero(folder: YearFolder) -> None:
    """Without applicants the totals are known, the columns are not; a ground is asked if due."""
    folder.register("requests", request(1)[: -len(",自然人,")], request(2, outcome="无法提供")[:-5])

    report = information(folder)

    assert cell(report, TABLE, "new", TOTAL) == "2"
    assert cell(report, TABLE, "new", "自然人") == "未提供"
    assert cell(report, TABLE, "unavailable1", TOTAL) == "未提供"
    assert cell(report, TABLE, "withheld1", TOTAL) == "0"
    assert cell(report, TABLE, "withheld1", "自然人") == "0"
    notes = "".join(
        plain(text) for block in report.applications().section.blocks for text in texts_of(block)
    )
    assert "依申请公开台账的「申请人类别」没有填全；依申请公开台账的「处理情形」没有填全" in notes


@pytest.mark.parametrize(
    ("state", "expected"), [("零", "0"), ("无此职责", "无此职责"), ("", "未提供")]
)
def test_a_register_without_rows_means_nothing_by_itself(
    folder: YearFolder, state: str, expected: str
) -> None:
    """Zero, no duty and not provided are three things."""
    if state:
        ids = ("info_new", "info_carried_in", "info_done", "info_carried_out")
        folder.figures(*((each, state, {}) for each in ids))

    report = information(folder)

    assert cell(report, TABLE, "new", "自然人") == expected
    assert cell(report, TABLE, "done", TOTAL) == expected


def test_declared_cells(folder: YearFolder) -> None:
    """What names one cell is said of it before what names a row; sums follow from their parts."""
    folder.write(
        "sister/cells.csv",
        CELLS
        + "信息公开,依申请公开,,,0,,系统\n"
        + "信息公开,依申请公开,一、本年新收政府信息公开申请数量,科研机构,2,,系统\n"
        + "信息公开,依申请公开,结转下年度继续办理,科研机构,2,,系统\n"
        + "信息公开,规章和规范性文件,规章,,,无此职责,法律\n",
    )

    report = information(folder)

    assert cell(report, TABLE, "new", "科研机构") == "2"
    assert cell(report, TABLE, "withheld3", "自然人") == "0"
    assert cell(report, "规章和规范性文件", "规章", "现行有效件数") == "无此职责"
    assert cell(report, TABLE, "new", TOTAL) == "2"
    assert disagreements(report) == ()


def test_all_cells_but_some(folder: YearFolder) -> None:
    """A table declared to be zero but for some cells has the sums of those."""
    folder.write(
        "sister/cells.csv",
        CELLS
        + "信息公开,依申请公开,,,0,,系统\n"
        + "信息公开,依申请公开,本年新收政府信息公开申请数量,自然人,3,,系统\n"
        + "信息公开,依申请公开,予以公开,自然人,3,,系统\n",
    )

    report = information(folder)

    told = {key: cell(report, TABLE, key, TOTAL) for key in ("new", "granted", "partly", "done")}
    assert told == {"new": "3", "granted": "3", "partly": "0", "done": "3"}
    assert disagreements(report) == ()


def test_declared_cells_that_do_not_balance(folder: YearFolder) -> None:
    """35 came in, 32 and 2 went out: the column is named."""
    rows = {"本年新收政府信息公开申请数量": 34, "上年结转政府信息公开申请数量": 1}
    rows |= {"总计": 32, "结转下年度继续办理": 2}
    lines = [f"信息公开,依申请公开,{row},总计,{value},,系统" for row, value in rows.items()]
    folder.write("sister/cells.csv", CELLS + "\n".join(lines))

    (finding,) = disagreements(information(folder))

    assert (finding.code, finding.about) == ("C07", "信息公开/依申请公开/总计")
    assert "为35" in finding.message
    assert "为34" in finding.message


def test_counted_and_declared_differ(folder: YearFolder) -> None:
    """What is counted stands; that it was declared otherwise is told with its line."""
    folder.register("requests", request(1))
    folder.write(
        "sister/cells.csv",
        CELLS + "信息公开,依申请公开,本年新收政府信息公开申请数量,自然人,3,,系统\n",
    )

    report = information(folder)

    assert cell(report, TABLE, "new", "自然人") == "1"
    assert [(each.code, str(each.places[0])) for each in disagreements(report)] == [
        ("C08", "params/2020/sister/cells.csv:2")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "信息公开,依申请,,,0,,系统",
        "信息公开,依申请公开,新收,,0,,系统",
        "信息公开,复议诉讼,,结果维持,0,,系统",
    ],
)
def test_a_cell_that_is_not_there(folder: YearFolder, line: str) -> None:
    """A table, a row or a column of that name there is none, or more than one."""
    folder.write("sister/cells.csv", CELLS + line)

    with pytest.raises(InputError) as caught:
        information(folder)

    assert {problem.code for problem in caught.value.problems} == {"E880"}
    assert all(problem.hint for problem in caught.value.problems)


def test_last_year_carried_over(folder: YearFolder) -> None:
    """What last year left open must be what this year took up, column by column."""
    folder.register("requests", request(9, "2020-12-02", "", "办理中", "商业企业"))
    now = folder.of(2021)
    now.register("requests", request(9, "2020-12-02", "2021-01-06"))

    found = [(each.code, each.about) for each in disagreements(information(now))]

    assert found == [
        ("C09", "信息公开/依申请公开/carried/自然人"),
        ("C09", "信息公开/依申请公开/carried/商业企业"),
    ]


def test_last_year_as_published(folder: YearFolder) -> None:
    """What last year's report was published with counts before what is counted again."""
    folder.register("requests", request(9, "2020-12-02", "", "办理中"))
    folder.write("sister/published.csv", "指标编号,数值\ninfo_carried_out,2\n")
    now = folder.of(2021)
    now.register("requests", request(9, "2020-12-02", "2021-01-06"))

    (finding,) = disagreements(information(now))

    assert finding.message == "依申请公开表：「总计」列上年结转为1，上年年报结转下年度为2"
    assert [str(place) for place in finding.places] == ["params/2020/sister/published.csv:2"]


def test_an_answer_closes_a_difference(folder: YearFolder) -> None:
    """A difference to last year may be explained; the annual report knows nothing of the answer."""
    folder.register("requests", request(9, "2020-12-02", "", "办理中"))
    now = folder.of(2021)
    now.register("requests", request(9, "2020-12-02", "2021-01-06", applicant="商业企业"))
    first = disagreements(information(now))
    assert len(first) == 2

    answers = (_ANSWER.format(each.code, each.about, each.mark) for each in first[:1])
    now.write("answers.yaml", "".join(answers))

    report = information(now)
    assert list(report.answered) == [first[0]]
    material = report.review().section.review
    assert material
    assert material.remarks[0].answer == "上年误计（某某，2022年1月10日）"
    assert [each.code for each in now.report().findings if each.code.startswith("A")] == []


def test_an_answer_to_nothing(folder: YearFolder) -> None:
    """An answer to what is found no more is told with the report that it speaks of."""
    folder.write("answers.yaml", _ANSWER.format("C08", "信息公开/依申请公开/info_new", "0" * 8))

    assert [each.code for each in disagreements(information(folder))] == ["A02"]
    assert [each.code for each in folder.report().findings if each.code == "A02"] == []


def test_a_balance_takes_no_answer(folder: YearFolder) -> None:
    """What does not add up has to be put right."""
    folder.write(
        "sister/cells.csv",
        CELLS
        + "".join(
            f"信息公开,依申请公开,{row},自然人,{value},,系统\n"
            for row, value in (
                ("本年新收政府信息公开申请数量", 6),
                ("上年结转政府信息公开申请数量", 0),
                ("总计", 4),
                ("结转下年度继续办理", 0),
            )
        ),
    )
    (finding,) = disagreements(information(folder))
    folder.write("answers.yaml", _ANSWER.format("C07", finding.about, finding.mark))

    report = information(folder)

    assert [each.code for each in disagreements(report)] == ["C07", "A03"]
    assert not report.answered


def test_a_year_before_the_form(folder: YearFolder) -> None:
    """The form is of 2021; that an earlier year is set in it is told."""
    assert [each.about for each in information(folder).findings] == ["信息公开/since"]
    assert information(folder.of(2021)).findings == ()


def test_numbers_typed_in_prose(folder: YearFolder) -> None:
    """A number of the tables has its source; one that nothing bears out is found at its line."""
    folder.register("requests", *flow(61, 0, 7))
    folder.write("sister/platform.md", "全年办结54件。\n\n开展专题培训9次，编发图解47件。")

    (finding,) = disagreements(information(folder))

    assert (finding.code, finding.about) == ("C22", "信息公开/platform/9、47")
    assert [str(place) for place in finding.places] == ["params/2020/sister/platform.md:3"]


def test_last_year_with_faults(folder: YearFolder) -> None:
    """That last year cannot be read, and so is not compared, is told."""
    folder.write("report.yaml", "year: 2020")
    now = folder.of(2021)
    now.register("requests", request(9, "2020-12-02", "2021-01-06"))

    (finding,) = disagreements(information(now))

    assert (finding.code, finding.about) == ("C09", "信息公开/before")


def test_annual_report_and_sister(folder: YearFolder) -> None:
    """A figure that the annual report declares otherwise is found."""
    folder.figure("info_new", "数值", value="5")
    folder.write(
        "sister/cells.csv",
        CELLS + "信息公开,依申请公开,本年新收政府信息公开申请数量,总计,6,,系统\n",
    )

    found = disagreements(information(folder))

    assert [each.message for each in found if each.about == "信息公开/依申请公开/info_new"] == [
        "依申请公开表：新收政府信息公开申请为6件，法治政府建设年度报告为5件"
    ]


def test_disputes_over_disclosure(folder: YearFolder) -> None:
    """Cases of disclosure alone count, by outcome; a second instance is no second case."""
    folder.register(
        "reviews",
        f"复1,{REVIEWED},撤销,是,",
        f"复2,{REVIEWED},维持,否,",
        "复3,2020-12-01,,未审结,是,甲3",
    )
    folder.register(
        "lawsuits",
        f"诉1,一审,{REVIEWED},驳回诉讼请求,否,否,是,,是",
        f"诉2,二审,{REVIEWED},驳回诉讼请求,否,否,是,,是",
        f"诉3,一审,{REVIEWED},撤诉,否,否,是,,否",
        f"诉4,一审,{REVIEWED},撤销,否,否,否,,否",
    )

    row = information(folder).opened.grids[DISPUTES].cells.values()

    assert [int(each.value or 0) for each in row] == [0, 1, 0, 1, 2, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1]


def test_unlinked_cases_are_missing(folder: YearFolder) -> None:
    """A case of which nobody says whether it is one of disclosure makes no zero."""
    folder.register("reviews", f"复1,{REVIEWED},维持")

    states = information(folder).opened.grids[DISPUTES].cells
    told = {column: each.state for (_, column), each in states.items()}

    assert told["行政复议结果维持"] is State.MISSING
    assert told["行政复议结果纠正"] is State.ZERO
    assert told["行政复议总计"] is State.MISSING


@pytest.mark.parametrize(
    ("level", "day", "is_late"),
    [
        ("地级市政府工作部门", "2021-01-31", False),
        ("地级市政府工作部门", "2021-02-01", True),
        ("县级政府", "2021-03-31", False),
        ("县级政府", "2021-04-01", True),
        ("省级政府", "2021-03-31", False),
        ("省级垂直管理机构", "2021-02-01", True),
        ("街道办事处", "2021-06-01", False),
    ],
)
def test_deadline(folder: YearFolder, level: str, day: str, *, is_late: bool) -> None:
    """Departments publish by 31 January, governments by 31 March."""
    _publish_on(folder, day, level)

    found = [finding.code for finding in disagreements(information(folder))]

    assert found == (["C14"] if is_late else [])


def test_six_parts(folder: YearFolder) -> None:
    """The parts stand in their order, the five matters below the first; what lacks is said."""
    folder.write("sister/platform.md", "网站由专人维护。")
    folder.register("requests", request(1))
    report = information(folder)
    shown = (
        report.overview,
        report.tables,
        report.applications,
        report.disputes,
        report.improvement,
        report.other,
    )

    blocks = [block for show in shown for block in show().section.blocks]

    headings = [each.number + each.text for each in blocks if isinstance(each, Heading)]
    assert headings == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    told = [
        plain(text) for block in blocks if not isinstance(block, Table) for text in texts_of(block)
    ]
    assert "网站由专人维护。" in told
    assert told[1] == (
        "全年新收政府信息公开申请1件，上年结转0件；办结1件，结转下年度继续办理0件；按期答复率100%。"
    )
    assert told.count("【本节内容未提供，定稿前须补写】") == 5


def test_fee(folder: YearFolder) -> None:
    """That no fee was taken is said only if somebody says it."""
    folder.write("sister/cells.csv", CELLS + "信息公开,信息处理费,,,0,,账\n")

    _, told = information(folder).other().section.blocks

    assert [plain(text) for text in texts_of(told)] == ["本年度没有收取政府信息公开信息处理费。"]


def test_no_request(folder: YearFolder) -> None:
    """Nothing came and nothing was left: one sentence says so."""
    ids = ("info_new", "info_carried_in", "info_done", "info_carried_out")
    folder.figures(*((each, "零", {}) for each in ids))

    told = [
        plain(text)
        for block in information(folder).overview().section.blocks
        for text in texts_of(block)
    ]

    assert "全年没有收到政府信息公开申请，也没有上年结转的申请。" in told


def test_prose_refers_to_metrics(folder: YearFolder) -> None:
    """A reference in the prose of a sister report is that of the annual report."""
    folder.figure("info_pub", "数值", value="503")
    folder.write("sister/other.md", "公开{{ info_pub }}。")

    blocks = information(folder).other().section.blocks

    assert "公开503条。" in [plain(text) for block in blocks for text in texts_of(block)]


def _publish_on(folder: YearFolder, day: str, level: str) -> None:
    report = (folder.params / "2020" / "report.yaml").read_text(encoding="utf-8")
    report = report.replace("地级市政府工作部门", level)
    folder.write("report.yaml", f"{report}sister: {{disclosed_on: {day}}}\n")
