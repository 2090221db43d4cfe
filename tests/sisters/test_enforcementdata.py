"""行政执法年度数据: the form of the province, its counting rules, and what differs by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import InputError
from lawgov_lib.document.texts import texts_of
from lawgov_lib.document.tree import Table, plain
from lawgov_lib.sisters.tableforms import form_names, load_form
from tests.sisters.requesting import CELLS, cell, disagreements, enforcement
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Blocks
    from tests.yearfolder import YearFolder

OWN = "本机关"
PENALTIES = (
    "罚1,警告,2020-03-01,2020-03-20,0,不适用",
    "罚2,罚款,2020-03-01,2020-03-20,1.5,已审核",
    "罚3,没收违法所得、没收非法财物,2020-03-01,2020-03-20,2,已审核",
    "罚4,责令关闭,2020-03-01,2020-03-20,0,已审核",
    "罚5,,2020-12-01,,,不适用",
)


@pytest.mark.parametrize(
    ("region", "tables"),
    [
        ("广东省阳江市", ["行政许可", "行政处罚", "行政强制", "行政征收", "行政征用", "行政检查"]),
        (
            "浙江省丽水市",
            ["行政处罚", "行政许可", "行政强制", "其他行政执法行为", "行政执法人员持证率"],
        ),
        ("山西省大同市", ["行政处罚", "行政许可", "行政强制", "行政检查", "其他行政执法行为"]),
    ],
)
def test_form_of_the_province(folder: YearFolder, region: str, tables: list[str]) -> None:
    """The agency's province says which tables there are."""
    _of(folder, region)

    assert [*enforcement(folder).opened.grids] == tables


def test_another_province(folder: YearFolder) -> None:
    """Where no form of a province is known, that of Guangdong stands in, and that is said.

    Nothing is said in public of what the province has or has not.
    """
    data = enforcement(folder)

    told = _texts(data.explanation().section.blocks)
    assert "本表采用广东省行政执法年度数据公开的六张表。" in told
    assert [(each.code, each.about) for each in data.findings] == [("C29", "执法数据/form")]


def test_form_of_the_year(folder: YearFolder) -> None:
    """``report.yaml`` may name a form; one that there is not is refused at its line."""
    _of(folder, "某省", "sister: {form: shanxi}")
    assert "行政检查" in enforcement(folder).opened.grids

    _of(folder, "某省", "sister: {form: shanxxi}")
    with pytest.raises(InputError) as caught:
        enforcement(folder)

    (problem,) = caught.value.problems
    assert (problem.code, problem.place and problem.place.line) == ("E881", 8)


@pytest.mark.parametrize("name", ["information", *form_names()])
def test_every_form_says_where_it_comes_from(name: str) -> None:
    """A source, the month in which it was checked, and rules that name their unit of counting."""
    form = load_form(name)

    assert form.source
    assert form.checked == "2026-11"
    assert form.rules


@pytest.mark.parametrize(
    ("form", "kinds", "money"),
    [
        ("guangdong", ["1", "2", "0", "1", "0", "0"], "3.5"),
        ("zhejiang", ["1", "1", "1", "0", "0", "0", "1", "0", "0"], "3.5"),
        ("shanxi", ["1", "0", "1", "1", "0", "0", "0", "0", "0", "1", "0", "0"], "35000"),
    ],
)
def test_penalties(folder: YearFolder, form: str, kinds: list[str], money: str) -> None:
    """Each decided case counts once by its kind; money is in the unit of the form."""
    _of(folder, "某省", f"sister: {{form: {form}}}")
    folder.register("penalties", *PENALTIES)

    grid = enforcement(folder).opened.grids["行政处罚"]

    told = [f"{each.value:f}" if each.value is not None else "" for each in grid.cells.values()]
    assert [number.removesuffix(".0") for number in told] == [*kinds, "4", money]


def test_compulsion_by_the_kinds_of_the_law(folder: YearFolder) -> None:
    """Measures and executions stand under their heads; an application to the court by itself."""
    folder.register(
        "compulsions",
        "强1,查封,2020-03-01",
        "强2,代履行,2020-03-01",
        "强3,申请法院强制执行,2020-03-01",
    )

    grid = enforcement(folder).opened.grids["行政强制"]

    ones = {column for (_, column), each in grid.cells.items() if each.value == 1}
    assert ones == {"查封", "代履行", "申请法院强制执行"}
    assert grid.cell(OWN, "合计").value == 3


INSPECTIONS = (
    "查1,2020-03-01,甲公司,是,现场检查,否,是,无",
    "查2,2020-03-02,乙公司,是,现场检查,是,是,行政处罚",
    "查3,2020-03-03,丙公司,是,现场检查,否,否,无",
)


def test_inspections_by_the_rule_of_the_form(folder: YearFolder) -> None:
    """In Shanxi patrols, and what ended in a penalty, are no inspections; the note says why."""
    _of(folder, "山西省大同市")
    folder.register("inspections", *INSPECTIONS)

    data = enforcement(folder)

    assert cell(data, "行政检查", OWN, "检查次数") == "1"
    assert data.findings == ()
    assert (
        "行政检查次数与法治政府建设年度报告所列3次不同，本表为1次，统计口径不同："
        "没有完整检查记录的、检查后作出其他执法行为的，不计为检查。"
    ) in _texts(data.explanation().section.blocks)


def test_inspections_that_do_not_say(folder: YearFolder) -> None:
    """A register that does not say what came of an inspection gives no number by that rule."""
    _of(folder, "山西省大同市")
    folder.register("inspections", *(row.rsplit(",", 2)[0] for row in INSPECTIONS))

    assert cell(enforcement(folder), "行政检查", OWN, "检查次数") == "未提供"


def test_zero_and_no_duty(folder: YearFolder) -> None:
    """0 where the duty was not used, words where there is none, blank where nobody says."""
    folder.figures(("act_levy", "无此职责", {}), ("act_requisition", "零", {}))

    data = enforcement(folder)

    assert cell(data, "行政征收", OWN, "行政征收数量") == "无此职责"
    assert cell(data, "行政征用", OWN, "行政征用数量") == "0"
    assert cell(data, "行政强制", OWN, "查封") == "未提供"
    told = _texts(data.tables().section.blocks)
    assert "本机关没有行政征收职责。" in told
    assert any("行政强制台账没有填写" in text for text in told)
    said = _texts(data.explanation().section.blocks)
    assert "本机关没有行政征收职责。" in said
    assert "本年度没有发生行政征用，表中填0。" in said


def test_a_long_row_is_listed(folder: YearFolder) -> None:
    """A row of more columns than a page is wide becomes a list, by the heads above its columns."""
    folder.write("sister/cells.csv", CELLS + "执法数据,行政强制,,,0,,账\n")

    tables = [
        each for each in enforcement(folder).tables().section.blocks if isinstance(each, Table)
    ]
    (listed,) = [each for each in tables if each.groups]

    assert not any(each.wide for each in tables)
    assert [plain(listed.rows[at][0]) for at in listed.groups] == ["行政强制措施", "行政强制执行"]
    assert [plain(row[0]) for row in listed.rows[:2]] == ["申请法院强制执行", "合计"]
    assert listed.columns[1].text == "某市某局"


def test_figures_in_place_of_a_register(folder: YearFolder) -> None:
    """Declared kinds that add up to the declared total fill the table; the others are zero."""
    told = {"pun_total": "12", "pun_warning": "3", "pun_fine": "9", "pun_money": "1.5"}
    folder.figures(*((name, "数值", {"value": value}) for name, value in told.items()))
    _of(folder, "山西省大同市")

    data = enforcement(folder)

    row = {
        column.name: cell(data, "行政处罚", OWN, column.name)
        for column in data.opened.grids["行政处罚"].form.columns
    }
    assert {name: value for name, value in row.items() if value != "0"} == {
        "警告": "3",
        "罚款": "9",
        "合计": "12",
        "罚没金额（元）": "15000.0",
    }


def test_figures_that_leave_kinds_open(folder: YearFolder) -> None:
    """Kinds that do not add up to the total leave the others missing, by their names."""
    told = {"pun_total": "12", "pun_fine": "9"}
    folder.figures(*((name, "数值", {"value": value}) for name, value in told.items()))
    _of(folder, "山西省大同市")

    found = enforcement(folder).opened.grids["行政处罚"].cells

    assert found[OWN, "罚款"].value == 9
    assert found[OWN, "警告"].why == ("“警告类行政处罚”未提供",)


def test_inspections_counted_otherwise_are_not_taken_over(folder: YearFolder) -> None:
    """Where a form counts by a rule of its own, the figure of the annual report is another."""
    folder.figure("insp", "数值", value="12")
    _of(folder, "山西省大同市")

    assert cell(enforcement(folder), "行政检查", OWN, "检查次数") == "未提供"


def test_deadline_of_guangdong(folder: YearFolder) -> None:
    """The data are due on 31 January, whatever the agency."""
    _of(folder, "广东省阳江市", "sister: {enforcement_on: 2021-02-01}")

    assert [finding.code for finding in disagreements(enforcement(folder))] == ["C14"]


def test_data_and_annual_report(folder: YearFolder) -> None:
    """A declared figure of the annual report that the data do not bear out is found."""
    folder.figure("pun_total", "数值", value="5")
    folder.write("sister/cells.csv", CELLS + "执法数据,行政处罚,本机关,合计,4,,账\n")

    assert [finding.message for finding in disagreements(enforcement(folder))] == [
        "行政处罚表：行政处罚为4件，法治政府建设年度报告为5件"
    ]


def _of(folder: YearFolder, region: str, more: str = "") -> None:
    folder.write("report.yaml", REPORT.replace("某省某市", region) + more)


def _texts(blocks: Blocks) -> list[str]:
    return [plain(text) for block in blocks for text in texts_of(block)]
