"""A new year begins with what holds from year to year, marked until a person confirms it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from lawgov_lib import inputs
from lawgov_lib.base.errors import InputError, ParameterError, PublishError
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.preparing.newyear import begin
from lawgov_lib.report.yearreport import Report
from tests.yearfolder import REPORT, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.yearfolder import YearFolder

LAST_YEAR = (
    REPORT
    + """\
addressee: 市人民政府
basis:
  - {title: 报送2020年度报告的通知, issuer: 市委依法治市办}
headings:
  plans: 明年安排
"""
)


@pytest.fixture
def root(folder: YearFolder) -> Path:
    """Return a root whose year 2020 has facts, rows and prose."""
    folder.write("report.yaml", LAST_YEAR)
    folder.register("rules", "制度建设,内部管理制度,财务管理规定", "制度建设,内部管理制度,用车办法")
    folder.register("laws", "民法典,法律")
    folder.write("text/plans.md", "\ufeff去年的安排。\n")
    return folder.params.parent


def rows(path: Path) -> list[list[str]]:
    """Read a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_facts_are_carried_over_to_be_confirmed(root: Path) -> None:
    """Agency, addressee and basis stand as they stood; each is listed as not confirmed."""
    begin(root, 2021)

    report = inputs.load(root / "params", 2021).report
    assert report.agency.name == "某市某局"
    assert report.addressee == "市人民政府"
    assert [cited.issuer for cited in report.basis] == ["市委依法治市办"]
    assert report.unconfirmed == (
        "agency.name",
        "agency.level",
        "agency.region",
        "addressee",
        "basis",
    )


def test_what_belongs_to_a_year_is_not_carried_over(root: Path) -> None:
    """Days, and headings of another outline, are left to the new year."""
    begin(root, 2021)

    report = inputs.load(root / "params", 2021).report
    assert report.year == 2021
    assert report.signed_on is None
    assert report.as_of is None
    assert not report.outline
    assert not report.headings


def test_headings_last_as_long_as_their_outline(root: Path) -> None:
    """Within one period the headings of last year hold, and are to be confirmed."""
    text = LAST_YEAR.replace("2020", "2022").replace("2021", "2023")
    (root / "params" / "2022").mkdir()
    (root / "params" / "2022" / "report.yaml").write_text(text, encoding="utf-8")

    begin(root, 2023)

    report = inputs.load(root / "params", 2023).report
    assert report.headings == {"plans": "明年安排"}
    assert "headings" in report.unconfirmed


def test_own_tree_is_carried_over_to_be_confirmed(folder: YearFolder) -> None:
    """A tree of headings holds on as it was written, with its sections and what goes with it."""
    tree = "[前言, {heading: '{{ 年度 }}年履职', tells: 政府职能, sections: [小结]}]"
    folder.write("report.yaml", f"{report_of(2020)}outline: {tree}\nheadings: {{前言: 引子}}\n")

    made = begin(folder.params.parent, 2021)

    old, report = folder.load().report, folder.of(2021).load().report
    assert report.outline == old.outline
    assert report.headings == {"前言": "引子"}
    assert {"outline", "headings"} <= set(report.unconfirmed)
    written = {name.rpartition("/")[2] for name in made.files if "/text/" in name}
    assert written == {"opening.md", "前言.md", "functions.md", "小结.md"}


def test_style_is_carried_over_and_may_be_chosen(folder: YearFolder) -> None:
    """A style that was chosen holds on, the outline of a period does not; one may be named."""
    folder.write("report.yaml", f"{report_of(2020)}outline: guangdong\n")
    begin(folder.params.parent, 2021)
    begin(folder.params.parent, 2022, outline="主题在前")

    assert folder.of(2021).load().report.outline == "guangdong"
    assert folder.of(2022).load().report.outline == "主题在前"
    folder.write("report.yaml", f"{report_of(2020)}outline: 2021-2025\n")
    begin(folder.params.parent, 2023, 2020)
    assert folder.of(2023).load().report.outline == ""


def test_outline_that_is_none(folder: YearFolder) -> None:
    """A year is not begun with an outline that there is not."""
    folder.write("report.yaml", report_of(2020))

    with pytest.raises(InputError) as error:
        begin(folder.params.parent, 2021, outline="无此提纲")

    assert [each.code for each in error.value.problems] == ["E431"]
    assert not (folder.params / "2021").exists()


def test_standing_registers_are_carried_over_row_by_row(root: Path) -> None:
    """Every row of a standing register is marked 待确认."""
    begin(root, 2021)

    folder = root / "params" / "2021" / "registers"
    assert rows(folder / "rules.csv") == [
        ["领域", "类别", "名称", "确认"],
        ["制度建设", "内部管理制度", "财务管理规定", "待确认"],
        ["制度建设", "内部管理制度", "用车办法", "待确认"],
    ]
    assert inputs.load(root / "params", 2021).registers["rules"].unconfirmed == (2, 3)


def test_other_tables_are_empty_with_their_headers(root: Path) -> None:
    """What happened last year does not happen again by itself."""
    begin(root, 2021)

    folder = root / "params" / "2021"
    for key, model in ROWS.items():
        header, *body = rows(folder / "registers" / f"{key}.csv")
        assert header[: len(model.headers())] == list(model.headers().values())
        assert not body or model.standing
    assert len(rows(folder / "figures.csv")) == 1
    assert (folder / "registers" / "laws.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_prose_of_last_year_is_kept_beside_and_never_told(root: Path) -> None:
    """The sections of the new outline wait for text; the old text is there to be read."""
    begin(root, 2021)

    text = root / "params" / "2021" / "text"
    assert (text / "emergency.md").read_bytes() == b""
    assert (text / "plans.md").read_bytes() == b""
    assert (text / "reference" / "plans.md").read_text(encoding="utf-8") == "\ufeff去年的安排。\n"
    report = Report.open(2021, str(root / "params"))
    assert "去年" not in str(report.told)


def test_report_file_says_how_it_is_filled_in(root: Path) -> None:
    """Every block of report.yaml stands under a comment, and nothing names this machine."""
    begin(root, 2021)

    text = (root / "params" / "2021" / "report.yaml").read_text(encoding="utf-8")
    assert "# signed_on:\n" in text
    assert "# 待确认：以下各项沿用2020年度。" in text
    assert "本年为 2021-2025" in text
    assert str(root) not in text


def test_newest_year_before_is_the_one_to_begin_from(root: Path) -> None:
    """Without a word the newest earlier year counts; a later one is never looked at."""
    for year in (2018, 2023):
        (root / "params" / str(year)).mkdir()
        text = REPORT.replace("2020", str(year)).replace("2021", str(year + 1))
        (root / "params" / str(year) / "report.yaml").write_text(text, encoding="utf-8")

    assert begin(root, 2021).from_year == 2020
    assert begin(root, 2022, 2018).from_year == 2018


def test_first_year_is_a_skeleton_to_fill_in(tmp_path: Path) -> None:
    """Without a year before, facts are blank, never invented, and the check names them."""
    made = begin(tmp_path, 2021)

    with pytest.raises(InputError) as error:
        inputs.load(tmp_path / "params", 2021)
    assert made.from_year is None
    assert [problem.code for problem in error.value.problems] == ["E413"] * 3
    assert not (tmp_path / "params" / "2021" / "text" / "reference").exists()


def test_nothing_is_overwritten(root: Path) -> None:
    """A year that holds anything is one fault, and stays as it was."""
    with pytest.raises(PublishError) as error:
        begin(root, 2020, 2019)

    (problem,) = error.value.problems
    assert (problem.code, str(problem.place)) == ("E802", "params/2020")
    assert (root / "params" / "2020" / "report.yaml").read_text(encoding="utf-8") == LAST_YEAR


def test_empty_folder_is_taken(root: Path) -> None:
    """A folder that somebody made by hand and left empty is filled."""
    (root / "params" / "2021").mkdir()

    begin(root, 2021)

    assert (root / "params" / "2021" / "report.yaml").is_file()


def test_faulty_last_year_leaves_nothing_behind(root: Path, folder: YearFolder) -> None:
    """Nothing begins from a year that cannot be read."""
    folder.register("laws", "民法典,法")

    with pytest.raises(InputError):
        begin(root, 2021)

    assert [path.name for path in (root / "params").iterdir()] == ["2020"]


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    """Where a file stands in the way of the folder, that is said in one line."""
    (tmp_path / "params").write_text("", encoding="utf-8")

    with pytest.raises(PublishError) as error:
        begin(tmp_path, 2021)

    assert [problem.code for problem in error.value.problems] == ["E801"]


def test_an_outline_of_last_year_that_there_is_none_of_has_its_place(
    root: Path, folder: YearFolder
) -> None:
    """The line to be mended stands in the year that the new one begins from."""
    folder.write("report.yaml", LAST_YEAR + "outline: 没有的提纲\n")

    with pytest.raises(InputError) as error:
        begin(root, 2021)

    line = LAST_YEAR.count("\n") + 1
    assert [(each.code, str(each.place)) for each in error.value.problems] == [
        ("E431", f"params/2020/report.yaml:{line}")
    ]


@pytest.mark.parametrize(
    ("year", "from_year", "code"),
    [(1999, None, "E302"), (2021, 2021, "E305"), (2021, 2022, "E305")],
)
def test_years_that_are_none(root: Path, year: int, from_year: int | None, code: str) -> None:
    """A year is within reach of the outlines, and begins from an earlier one."""
    with pytest.raises(ParameterError) as error:
        begin(root, year, from_year)

    assert [problem.code for problem in error.value.problems] == [code]


def test_what_comes_next_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever began a year learns what was made and which command follows."""
    monkeypatch.chdir(root)
    told = begin(root, 2021).told()

    assert "已新建 params/2021/，沿用2020年度" in told
    assert "检查：lawgov check 2021\n" in told


def test_opening_is_there_to_be_found_and_changes_nothing(folder: YearFolder) -> None:
    """The new year's ``text/opening.md`` has the usual opening, and untouched it is no prose."""
    made = begin(folder.params.parent, 2021)

    assert "params/2021/text/opening.md" in made.files
    assert "opening.md" in made.told()
    assert "现将{{ agency.name }}" in (folder.params / "2021/text/opening.md").read_text("utf-8")
    assert "opening" not in inputs.load(folder.params, 2021).prose


def test_form_is_carried_over_without_what_is_of_one_issue(folder: YearFolder) -> None:
    """Number and printing day are the new year's own; a title is written of the new year."""
    folder.write(
        "report.yaml",
        REPORT
        + "title: 某市某局/关于2020年度法治政府建设情况的报告\n"
        + "form:\n  number: 某发〔2021〕3号\n  sealed: true\n  copies: 甲局\n"
        + "  printer: 某室\n  printed_on: 2021-01-21\n",
    )
    begin(folder.params.parent, 2021)

    report = inputs.load(folder.params, 2021).report
    assert report.title == ("某市某局", "关于2021年度法治政府建设情况的报告")
    assert (report.form.number, report.form.printed_on) == ("", None)
    assert (report.form.sealed, report.form.copies, report.form.printer) == (
        True,
        ("甲局",),
        "某室",
    )
    assert {"title", "form"} <= set(report.unconfirmed)


def test_who_has_a_makefile_is_told_what_to_make(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As ``lawgov init`` lays it out, and as the project has it."""
    (root / "Makefile").touch()
    monkeypatch.chdir(root)

    assert "检查：make check YEAR=2021\n" in begin(root, 2021).told()


def test_figures_of_ones_own_are_carried_over_without_their_values(root: Path) -> None:
    """What is counted holds on, how much there was does not; totals of metrics are left out."""
    (root / "params" / "2020" / "figures.csv").write_text(
        "编号,名称,领域,数值,单位,截至,依据,口径,句式,小数位\n"
        ",研发投入强度,政府职能,3.68,%,2020-12-31,统计公报,外部统计,投入强度达到{{ }},2\n"
        "visits,走访企业,政府职能,12,家,,,,,\n"
        "pun_total,,,5,件,,,,,\n",
        encoding="utf-8",
    )

    begin(root, 2021)

    header, *body = rows(root / "params" / "2021" / "figures.csv")
    filled = [{name: cell for name, cell in zip(header, row, strict=True) if cell} for row in body]
    assert filled == [
        {
            "名称": "研发投入强度",
            "领域": "政府职能",
            "状态": "待确认",
            "单位": "%",
            "口径": "外部统计",
            "句式": "投入强度达到{{ }}",
            "小数位": "2",
        },
        {
            "编号": "visits",
            "名称": "走访企业",
            "领域": "政府职能",
            "状态": "待确认",
            "单位": "家",
        },
    ]
    report = Report.open(2021, str(root / "params"))
    assert {"params/2021/figures.csv:2", "params/2021/figures.csv:3"} <= {
        str(place) for place in report.unconfirmed()
    }
