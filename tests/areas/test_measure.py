"""Declared figures fit the metrics of the sections, or are figures of the agency's own."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.areas import AREAS, measure
from lawgov_lib.base.errors import InputError
from lawgov_lib.inputs.register import Register
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.measuring.metric import State
from tests.yearfolder import report_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.yearfolder import YearFolder


def told(folder: YearFolder) -> list[str]:
    """Return code and place of what is wrong with a folder's figures."""
    with pytest.raises(InputError) as error:
        folder.metric("rec")
    return [f"{problem.code} {problem.place}" for problem in error.value.problems]


FILE = "params/2020/figures.csv:2"


def test_figure_of_the_agencys_own(folder: YearFolder) -> None:
    """A figure that no section defines stands in the section that it names."""
    folder.figure("rent", "数值", name="减免租金", area="responsibility", value="46.7", unit="万元")

    metric = folder.metric("rent")

    assert (metric.name, metric.section, metric.unit) == ("减免租金", "responsibility", "万元")
    assert metric.formula == "机关申报"
    assert metric.declared


def test_figures_of_ones_own_stand_in_report_order(folder: YearFolder) -> None:
    """Metrics come section by section, an agency's own after those of the section."""
    folder.figure("visits", "数值", name="走访", area="disputes", value="3", unit="次")

    sections = [metric.section for metric in folder.report().metrics.values()]
    own = list(folder.report().metrics).index("visits")

    assert sections == sorted(sections, key=list(folder.report().spots).index)
    assert sections[own] == "disputes"
    assert sections[own + 1] != "disputes"


def test_figure_of_ones_own_lacks_all(folder: YearFolder) -> None:
    """It needs a name, a unit and a section of this year's outline."""
    folder.figure("rent", "数值", value="46.7")

    assert told(folder) == [
        f"E432 {FILE} 列「名称」",
        f"E432 {FILE} 列「单位」",
        f"E432 {FILE} 列「领域」",
    ]


def test_figure_in_no_section(folder: YearFolder) -> None:
    """A section that the outline does not have shows nothing."""
    folder.figure("rent", "数值", name="减免", area="资金", value="46.7", unit="万元")

    assert told(folder) == [f"E432 {FILE} 列「领域」"]


def test_figure_in_another_unit(folder: YearFolder) -> None:
    """A unit that contradicts the metric's is refused, not converted by guess."""
    folder.register("plans", "甲,,")
    folder.figure("rec", "数值", value="3", unit="次")

    assert told(folder) == [f"E433 {FILE} 列「单位」"]


@pytest.mark.parametrize(
    ("region", "own", "expected"),
    [("某省某市", "", "件"), ("广东省阳江市", "", "宗"), ("广东省阳江市", "件", "件")],
)
def test_measure_word_for_cases(folder: YearFolder, region: str, own: str, expected: str) -> None:
    """Cases are counted in the province's word unless the agency has its own; the rest in 件."""
    told = report_of(2020).replace("region: 某省某市", f"region: {region}\n  case_word: {own}")
    folder.write("report.yaml", told)
    folder.figures(("rec", "数值", {"value": "3", "unit": "宗"}))

    assert folder.metric("rec").unit == folder.metric("pun_total").unit == expected
    assert folder.metric("lic_applied").unit == "件"
    assert folder.statement("rec") == f"全年作为被申请人的行政复议案件3{expected}。"


@pytest.mark.parametrize(("part", "state"), [("1", State.NUMBER), ("0", State.ZERO)])
def test_one_of_very_many_is_not_nothing(folder: YearFolder, part: str, state: State) -> None:
    """A rate that prints as very little is a number; only nothing is zero."""
    folder.figure("svc_online", "数值", numerator=part, denominator="30000")

    assert folder.metric("svc_online").state is state


@pytest.mark.parametrize(
    ("cells", "header"),
    [({"numerator": "1", "denominator": "2"}, "分母"), ({"value": "3", "numerator": "1"}, "分子")],
)
def test_count_is_no_rate(folder: YearFolder, cells: dict[str, str], header: str) -> None:
    """A count of cases has neither numerator nor denominator."""
    folder.figure("rec", "数值", **cells)

    assert told(folder) == [f"E434 {FILE} 列「{header}」"]


def test_own_count_is_no_rate(folder: YearFolder) -> None:
    """That holds for a figure of the agency's own as well."""
    own = {"name": "走访", "area": "disputes", "unit": "次"}
    folder.figure("visits", "数值", numerator="1", denominator="2", **own)

    assert told(folder) == [f"E434 {FILE} 列「分母」"]


class Asked(dict[str, Register]):
    """Registers that remember which of them were asked for."""

    def __init__(self, registers: Mapping[str, Register]) -> None:
        """Begin with none."""
        super().__init__(registers)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Register:
        """Return a register."""
        self.names.add(name)
        return super().__getitem__(name)


def test_every_register_is_measured(folder: YearFolder) -> None:
    """No register is filled in for nothing: some metric of some area counts its rows."""
    year_inputs = folder.load()
    registers = Asked(year_inputs.registers)

    measure(replace(year_inputs, registers=registers), AREAS)

    assert registers.names == set(ROWS)


CASES = {
    "mediations": [
        "1,2019-12-30,2020-01-05,达成协议",
        "2,2020-03-01,2020-03-02,未达成协议",
        "3,2020-12-31,,办理中",
        "4,2019-12-01,,办理中",
    ],
    "complaints": [
        "1,信访,2019-12-20,2020-02-20,2020-02-20",
        "2,投诉,2020-03-01,,2020-05-02",
        "3,举报,2020-12-30,2021-02-28,",
        "4,信访,2019-11-30,2020-02-28,",
    ],
    "reviews": [
        "1,2019-12-20,2020-02-18,维持",
        "2,2020-03-01,2020-05-01,撤销",
        "3,2020-12-01,,未审结",
        "4,2019-12-01,,未审结",
    ],
    "lawsuits": [
        "1,一审,2019-11-01,2020-02-20,撤销,是,是",
        "2,一审,2020-03-01,2020-06-20,驳回诉讼请求,否,否",
        "3,二审,2020-12-01,,未审结,否,否",
        "4,再审,2020-07-01,2020-09-20,驳回起诉,否,否",
    ],
    "requests": [
        "1,2019-12-25,2020-01-10,否,予以公开",
        "2,2020-03-02,2020-03-20,否,部分公开",
        "3,2020-12-30,,否,办理中",
        "4,2019-12-26,,否,办理中",
    ],
}
STATEMENTS = {
    "mediations": "med",
    "complaints": "comp",
    "reviews": "rec",
    "lawsuits": "lit",
    "requests": "info",
}
COMING = r"(?:全年\D*?|二审案件|再审案件|上年结转)(\d+)件"
GOING = r"(?:[，、](?:办结|审结|未审结)|继续办理)(\d+)件"


@pytest.mark.parametrize("register", CASES)
def test_told_cases_add_up(folder: YearFolder, register: str) -> None:
    """Whatever cases there are, those that came and were carried over are closed or left open."""
    every = CASES[register]
    for size in range(1, len(every) + 1):
        for rows in combinations(every, size):
            folder.register(register, *rows)
            sentence = folder.statement(STATEMENTS[register])

            coming = sum(map(int, re.findall(COMING, sentence)))
            going = sum(map(int, re.findall(GOING, sentence)))
            unsaid = coming if re.search("尚未(?:办结|审结)", sentence) and not going else 0
            assert (coming, coming) == (size, going + unsaid), sentence
