"""The workbook holds every register, guides whoever fills it in, and takes rows over unchanged."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from lawgov_lib.base.errors import InputError, PublishError
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import plain
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.preparing.workbook import write

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.yearfolder import YearFolder

RULES = """\
领域,类别,名称,确认
制度建设,内部管理制度,财务管理规定,待确认
制度建设,内部管理制度,用车办法,
"""


@pytest.fixture
def root(folder: YearFolder) -> Path:
    """Return a root whose year 2020 has some rows as CSV."""
    folder.write("registers/rules.csv", RULES)
    folder.register("study", "集中学习,2020-07-13,民法典,全体人员")
    folder.register("funds", "科研,甲项目,,46.7", "科研,=1+1,-乙,100")
    folder.figure("svc_online", "数值", value="100", unit="%")
    return folder.params.parent


def opened(root: Path) -> Workbook:
    """Open the workbook of 2020."""
    return load_workbook(root / "params" / "2020" / "registers.xlsx")


def sheet(root: Path, key: str) -> Worksheet:
    """Return the sheet of a register."""
    return opened(root)[ROWS[key].label]


def test_every_register_has_its_sheet(root: Path) -> None:
    """The guide comes first, then the registers in their order, then the declared figures."""
    write(root, 2020)

    labels = [model.label for model in ROWS.values()]
    assert opened(root).sheetnames == ["说明", *labels, "申报数"]


def test_headers_stay_on_top_and_explain_themselves(root: Path) -> None:
    """Each header is frozen, and its comment says whether it is required, unit, hint, choices."""
    write(root, 2020)

    funds, rules = sheet(root, "funds"), sheet(root, "rules")
    assert funds.freeze_panes == "A2"
    assert [cell.value for cell in funds[1]] == ["用途", "项目", "合作单位", "金额"]
    assert funds["D1"].comment is not None
    assert funds["D1"].comment.text == "必填\n单位：万元\n安排的资金"
    assert rules["A1"].comment is not None
    assert "可选：职能履行、制度建设" in rules["A1"].comment.text


def test_required_columns_are_marked(root: Path) -> None:
    """What must be filled in is bold on red, the rest plain on grey."""
    write(root, 2020)

    funds = sheet(root, "funds")
    assert [cell.font.b for cell in funds[1]] == [True, True, False, True]
    assert funds["B1"].fill.fgColor.rgb != funds["C1"].fill.fgColor.rgb


def validations(of: Worksheet) -> dict[str, tuple[str | None, str | None]]:
    """Return type and first formula of each validation by column."""
    return {
        str(rule.sqref).split("2:", maxsplit=1)[0]: (rule.type, rule.formula1)
        for rule in of.data_validations.dataValidation
    }


def test_cells_refuse_what_the_check_would_refuse(root: Path) -> None:
    """Closed lists drop down, days are days, counts whole and not negative."""
    write(root, 2020)

    study, exams, funds, limits = (
        validations(sheet(root, key)) for key in ("study", "exams", "funds", "limits")
    )
    assert limits["C"] == ("list", '"日,工作日"')
    assert study["B"] == ("date", "DATE(1990,1,1)")
    assert exams["B"] == ("whole", "0")
    assert funds["D"] == ("decimal", "0")
    for rule in sheet(root, "study").data_validations.dataValidation:
        assert rule.showErrorMessage
        assert rule.error


def test_standing_registers_have_a_column_to_confirm(root: Path) -> None:
    """Rows carried over keep their mark, which a dropdown offers."""
    write(root, 2020)

    rules = sheet(root, "rules")
    assert [cell.value for cell in rules["D"]] == ["确认", "待确认", None]
    assert validations(rules)["D"] == ("list", '"待确认"')
    assert "确认" not in [cell.value for cell in sheet(root, "study")[1]]


def test_rows_are_taken_over_as_what_they_are(root: Path) -> None:
    """A day is a day, an amount a number, and both show as people write them."""
    write(root, 2020)

    day, amount = sheet(root, "study")["B2"], sheet(root, "funds")["D2"]
    assert isinstance(day.value, datetime)
    assert day.value.date() == date(2020, 7, 13)
    assert day.number_format == "yyyy-mm-dd"
    assert amount.value == 46.7
    assert opened(root)["申报数"]["A2"].value == "svc_online"


def test_text_never_becomes_a_formula(root: Path) -> None:
    """A name that begins with a sign of arithmetic stays text."""
    write(root, 2020)

    name, partner = sheet(root, "funds")["B3"], sheet(root, "funds")["C3"]
    assert (name.data_type, name.value, name.quotePrefix) == ("s", "=1+1", True)
    assert (partner.data_type, partner.value, partner.quotePrefix) == ("s", "-乙", True)


def test_year_reads_the_same_from_the_workbook(root: Path, folder: YearFolder) -> None:
    """No value changes on its way from CSV into the workbook."""
    before = folder.load()
    write(root, 2020)
    after = folder.load()

    for key, register in before.registers.items():
        rows = [row for _, row in after.registers[key].rows.records()]
        assert rows == [row for _, row in register.rows.records()]
        assert after.registers[key].unconfirmed == register.unconfirmed
    assert {key: figure.row for key, figure in after.figures.items()} == {
        key: figure.row for key, figure in before.figures.items()
    }


def test_absent_column_is_not_added(root: Path, folder: YearFolder) -> None:
    """Rows kept before a column was thought of do not become rows that leave it blank."""
    folder.write("registers/officers.csv", "工号,岗位,持证\n1,执法,是\n")

    write(root, 2020)

    assert [cell.value for cell in sheet(root, "officers")[1]] == ["工号", "岗位", "持证"]
    assert "hours" in folder.load().registers["officers"].absent


def test_files_taken_over_are_moved_aside(root: Path) -> None:
    """No register stands in two places; the old files are kept."""
    written = write(root, 2020)

    year = root / "params" / "2020"
    assert sorted(path.name for path in (year / "registers" / "merged").iterdir()) == [
        "figures.csv",
        "funds.csv",
        "rules.csv",
        "study.csv",
    ]
    assert (year / "registers" / "merged" / "rules.csv").read_text(encoding="utf-8") == RULES
    assert not (year / "figures.csv").exists()
    assert written.rows == 6
    assert "params/2020/registers/merged/" in written.told()


def test_same_rows_give_the_same_bytes(root: Path) -> None:
    """Neither the clock nor the order of writing shows in the file."""
    write(root, 2020)
    year = root / "params" / "2020"
    first = (year / "registers.xlsx").read_bytes()
    (year / "registers.xlsx").unlink()
    for path in (year / "registers" / "merged").iterdir():
        path.rename(year / ("" if path.stem == "figures" else "registers") / path.name)

    write(root, 2020)

    assert (year / "registers.xlsx").read_bytes() == first


def test_workbook_is_never_overwritten(root: Path) -> None:
    """A second call is one fault and changes nothing."""
    write(root, 2020)
    before = (root / "params" / "2020" / "registers.xlsx").read_bytes()

    with pytest.raises(PublishError) as error:
        write(root, 2020)

    assert [problem.code for problem in error.value.problems] == ["E803"]
    assert (root / "params" / "2020" / "registers.xlsx").read_bytes() == before


def test_files_moved_aside_before_are_never_overwritten(root: Path, folder: YearFolder) -> None:
    """Where an older file of that name lies aside, nothing is written."""
    folder.write("registers/merged/study.csv", "旧的")

    with pytest.raises(PublishError) as error:
        write(root, 2020)

    (problem,) = error.value.problems
    assert (problem.code, str(problem.place)) == ("E804", "params/2020/registers/merged/study.csv")
    assert not (root / "params" / "2020" / "registers.xlsx").exists()


def test_faulty_rows_are_not_taken_over(root: Path, folder: YearFolder) -> None:
    """Faults are told as by the check, and the files stay where they are."""
    folder.register("study", "集中学习,2020-02-30,民法典,全体人员")

    with pytest.raises(InputError):
        write(root, 2020)

    assert (root / "params" / "2020" / "registers" / "study.csv").exists()
    assert not (root / "params" / "2020" / "registers.xlsx").exists()


def test_control_characters_are_told(root: Path, folder: YearFolder) -> None:
    """What no workbook can hold is named with its place before anything is written."""
    folder.register("study", "集中学习,2020-07-13,民法\x0b典,全体人员")

    with pytest.raises(InputError) as error:
        write(root, 2020)

    (problem,) = error.value.problems
    assert (problem.code, str(problem.place)) == (
        "E442",
        "params/2020/registers/study.csv:2 列「主题」",
    )


def last_words(folder: YearFolder) -> str:
    """Return the last paragraph of the section on functions."""
    return plain(tuple(runs_of(folder.report().told["functions"][-1])))


def test_figures_of_ones_own(root: Path, folder: YearFolder) -> None:
    """They keep name, text and decimals, have no code, and choose among the areas of the year."""
    folder.write(
        "figures.csv",
        "名称,领域,数值,单位,程度\n"
        "研发投入强度,政府职能,3.90,%,\n考核等次,组织领导,优秀,,\n走访企业,政府职能,30,家,余\n",
    )
    before = last_words(folder)

    write(root, 2020)

    figures = opened(root)["申报数"]
    titles = [cell.value for cell in figures[1]]
    assert [cell.value for cell in figures["A"][1:]] == [None] * 3
    kind, areas = validations(figures)["C"]
    assert (kind, "行政执法" in str(areas)) == ("list", True)
    assert titles[-6:] == ["类别", "程度", "内容", "口径", "句式", "小数位"]
    assert last_words(folder) == before == "研发投入强度为3.90%。走访企业30余家。"
