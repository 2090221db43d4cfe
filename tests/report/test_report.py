"""The report opens a year, checks what it was asked for, and shows its sections in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from lawgov_lib.base.errors import InputError, ParameterError, TellingError
from lawgov_lib.base.severity import Severity
from lawgov_lib.document.tree import SECTION_MIME, Heading, Paragraph, Section, Title, plain
from lawgov_lib.report.yearreport import Gaps, Report
from tests.yearfolder import REPORT, report_of

if TYPE_CHECKING:
    from lawgov_lib.telling.shown import Shown
    from tests.yearfolder import YearFolder


def paragraphs(shown: Shown | None) -> list[str]:
    """Return the text of each paragraph on show."""
    assert shown is not None
    return [plain(block.runs) for block in shown.section.blocks if isinstance(block, Paragraph)]


def headings(shown: Shown | None) -> list[str]:
    """Return the headings on show."""
    assert shown is not None
    return [
        block.number + block.text for block in shown.section.blocks if isinstance(block, Heading)
    ]


# Parameters


@pytest.mark.parametrize("year", ["2020", "二〇二〇", 2020.0, True, None, 1999, 20200])
def test_year_that_is_none(folder: YearFolder, year: object) -> None:
    """A year is a whole number of four digits, nothing that merely looks like one."""
    with pytest.raises(ParameterError) as error:
        Report.open(year, str(folder.params))

    (problem,) = error.value.problems
    assert problem.code == "E302"
    assert f"“{year}”" in problem.message


@pytest.mark.parametrize("params_dir", ["", 3, None])
def test_folder_that_is_none(params_dir: object) -> None:
    """The inputs' folder is named by text."""
    with pytest.raises(ParameterError) as error:
        Report.open(2020, params_dir)

    assert [problem.code for problem in error.value.problems] == ["E303"]


def test_all_wrong_parameters_at_once() -> None:
    """Both parameters are checked before either stops the run."""
    with pytest.raises(ParameterError) as error:
        Report.open("2020", "")

    assert [problem.code for problem in error.value.problems] == ["E302", "E303"]


def test_folder_that_is_nowhere(folder: YearFolder) -> None:
    """A folder that is neither here nor above is refused."""
    with pytest.raises(ParameterError) as error:
        Report.open(2020, str(folder.params / "none"))

    assert [problem.code for problem in error.value.problems] == ["E304"]


def test_folder_is_found_above(folder: YearFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook finds the inputs from the folder that it stands in."""
    notebooks = folder.params.parent / "notebooks"
    notebooks.mkdir()
    monkeypatch.chdir(notebooks)

    assert Report.open(2020).year_inputs.report.agency.name == "某市某局"


def run(folder: YearFolder, injected: str) -> str:
    """Run a notebook as papermill prepares it, and return what stopped it."""
    cells = [
        "year = 2019\nparams_dir = 'params'",
        f"# Parameters\n{injected}\n",
        "from lawgov_lib.report.yearreport import Report\nreport = Report.open(year, params_dir)",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    place = {"metadata": {"path": str(folder.params.parent)}}
    try:
        NotebookClient(notebook, kernel_name="python3", resources=place).execute()
    except CellExecutionError:
        (output,) = notebook.cells[-1].outputs
        return "\n".join(output.traceback)
    return ""


def test_parameter_that_the_notebook_does_not_know(folder: YearFolder) -> None:
    """A misspelt parameter stops the run in a line of Chinese, with no traceback."""
    said = run(folder, "yeer = 2024\nyear = 2020")

    assert said == "[E301] 不认识的参数“yeer” 处理办法\uff1a可用的参数\uff1ayear、params_dir。"


def test_parameters_that_the_notebook_knows(folder: YearFolder) -> None:
    """The parameters that were handed over are the ones that count."""
    assert run(folder, "year = 2020") == ""


# What is shown


def test_opening(folder: YearFolder) -> None:
    """The report opens with its title, and with what it rests on and covers."""
    shown = folder.report().opening()
    basis, period = paragraphs(shown)

    assert shown.section.blocks[0] == Title(lines=("某市某局", "2020年度法治政府建设年度报告"))
    assert basis.startswith("根据《法治政府建设与责任落实督察工作规定》要求，现将某市某局2020年度")
    assert period.endswith("本报告所列数据的统计期间为2020年1月1日至12月31日。")


def test_opening_with_addressee_and_notices(folder: YearFolder) -> None:
    """Rules stand side by side; a notice follows with its issuer."""
    folder.write(
        "report.yaml",
        REPORT.replace("2020-12-31", "2021-01-10")
        + "addressee: 市人民政府\nbasis:\n  - title: 甲规定\n  - title: 乙规定\n"
        "  - {title: 关于报送《报告》的通知, issuer: 市委依法治市办}\n",
    )

    addressee, basis, period = paragraphs(folder.report().opening())

    assert addressee == "市人民政府\uff1a"
    assert basis.startswith(
        "根据《甲规定》《乙规定》和市委依法治市办《关于报送〈报告〉的通知》要求，"
    )
    assert period.endswith("2020年1月1日至2021年1月10日。")


def test_meta_lists_the_sections_in_order(folder: YearFolder) -> None:
    """What the exporters check for completeness begins with the opening and ends in the annex."""
    meta = folder.report().opening().section.meta

    assert meta is not None
    assert meta.outline[:2] == ("opening", "functions")
    assert meta.outline[-3:] == ("closing", "annex", "review")
    assert not meta.fictional


def test_section_without_prose_or_rows(folder: YearFolder) -> None:
    """An empty section keeps its heading and says that it is empty."""
    shown = folder.report().section("plans")

    assert headings(shown) == ["四、下一年度法治政府建设的主要安排"]
    assert paragraphs(shown) == ["【本节内容未提供，定稿前须补写】"]


def test_section_of_another_outline(folder: YearFolder) -> None:
    """A section that this year's outline does not have shows nothing."""
    assert folder.report().section("emergency") is None


def test_section_tells_prose_then_statements(folder: YearFolder) -> None:
    """The agency's words come first, the measured ones follow unless prose places them."""
    folder.write("text/plans.md", "明年重点如下。")
    folder.register("plans", "完善机制,,")

    assert paragraphs(folder.report().section("plans")) == ["明年重点如下。", "完善机制。"]


def test_facts_in_prose(folder: YearFolder) -> None:
    """Prose may name the agency and the years."""
    folder.write(
        "text/plans.md", "{{ report.next_year }}年，{{ agency.short_name }}在{{ agency.region }}。"
    )

    assert paragraphs(folder.report().section("plans")) == ["2021年，本局在某省某市。"]


def test_prose_that_no_section_shows(folder: YearFolder) -> None:
    """A misspelt prose file would be lost: it is refused, naming the sections there are."""
    folder.write("text/plan.md", "正文。")

    with pytest.raises(InputError) as error:
        folder.report()

    (problem,) = error.value.problems
    assert (problem.code, str(problem.place)) == ("E435", "params/2020/text/plan.md")
    assert "plans" in problem.hint


def test_faulty_prose(folder: YearFolder) -> None:
    """A reference to nothing is refused before anything is shown."""
    folder.write("text/plans.md", "共{{ planz }}")

    with pytest.raises(TellingError) as error:
        folder.report()

    assert str(error.value.problems[0].place) == "params/2020/text/plans.md:1"


def test_closing(folder: YearFolder) -> None:
    """The report ends with its annexes, its agency and its day."""
    folder.write("text/disputes.md", "行政复议案件{{ rec }}。")
    folder.figure("rec", "数值", value="31")

    attachments, signature = folder.report().closing().section.blocks

    assert attachments.kind == "paragraph"
    assert plain(attachments.runs) == "附件\uff1a法治政府建设主要指标表"
    assert signature.kind == "signature"
    assert (signature.agency, signature.date) == ("某市某局", "2021年1月20日")


@pytest.mark.parametrize(("table", "noted"), [("public", False), ("none", True)])
def test_declared_rates_are_named_once(folder: YearFolder, table: str, noted: bool) -> None:  # noqa: FBT001  a table of cases
    """A rate without its base is named below the text where no annex names it, never twice."""
    folder.write("report.yaml", REPORT + f"annex: {{table: {table}}}\n")
    folder.figure("svc_online", "数值", value="100")
    folder.write("text/functions.md", "网上可办率{{ svc_online }}。")

    report = folder.report()

    assert paragraphs(report.section("functions")) == ["网上可办率100%。"]
    note = "注：网上可办率为申报数，未列分子和分母。"
    assert (note in paragraphs(report.closing())) is noted


@pytest.mark.parametrize(
    ("signed", "as_of", "expected"),
    [
        ("2021-01-20", "2020-12-31", "全年未收到行政许可申请。"),
        ("2020-12-01", "2020-12-01", "未收到行政许可申请。"),
    ],
)
def test_time_that_the_counts_cover(
    folder: YearFolder, signed: str, as_of: str, expected: str
) -> None:
    """Before the year is over no sentence speaks of it all; the opening says until when."""
    dated = REPORT.replace("2021-01-20", signed).replace("2020-12-31", as_of)
    folder.write("report.yaml", dated)
    folder.figure("lic_applied", "零")

    report = folder.report()
    assert expected in paragraphs(report.section("functions"))
    assert f"至{as_of[5:7]}月{int(as_of[8:])}日" in "".join(paragraphs(report.opening()))


def test_annex_holds_every_metric(folder: YearFolder) -> None:
    """Every metric that is asked for, told or not, stands in the data that go with the annex."""
    report = folder.report()

    (dataset,) = report.annex().section.datasets

    assert [row[0] for row in dataset.rows] == [
        key for key, metric in report.metrics.items() if metric.is_asked
    ]


def test_annex_calls_sources_by_name(folder: YearFolder) -> None:
    """Rows are cited by the name of their register, not by a path."""
    folder.write("report.yaml", REPORT + "annex: {table: full}\n")
    folder.register("rules", "制度建设,内部管理制度,甲办法", "制度建设,内部管理制度,乙办法")
    folder.figure("rec", "数值", value="31")

    text = folder.report().annex()._repr_mimebundle_()["text/markdown"]

    assert "制度台账第2至3行" in text
    assert "申报数第2行" in text
    assert "某市某局\uff08某省某市，地级市政府工作部门\uff09" in text
    assert "params/" not in text


def test_shown_section_is_stored_as_a_tree(folder: YearFolder) -> None:
    """The notebook stores the tree for the exporters, and shows the text as it will read."""
    shown = folder.report().opening()

    bundle = shown._repr_mimebundle_()

    assert Section.model_validate(bundle[SECTION_MIME]) == shown.section
    assert "某市某局" in bundle["text/html"]
    assert "某市某局" in bundle["text/markdown"]
    assert bundle["text/plain"] == "<lawgov opening>"


# A year in preparation


def test_draft(folder: YearFolder) -> None:
    """A report can be read before it is signed: the day is open, the counts are the year's."""
    folder.write("report.yaml", REPORT.partition("signed_on")[0])
    report = folder.report()

    signature, meta = report.closing().section.blocks[-1], report.opening().section.meta

    assert signature.kind == "signature"
    assert signature.date == "签发日期待定"
    assert meta is not None
    assert str(meta.signed_on) == "2020-12-31"
    assert paragraphs(report.opening())[-1].endswith("2020年1月1日至12月31日。")


def test_unconfirmed_facts_are_said_first(folder: YearFolder) -> None:
    """A draft says how much of it nobody has confirmed, and where that stands."""
    folder.write("report.yaml", REPORT + "addressee: 市政府\nunconfirmed: [agency, addressee]\n")
    report = folder.report()

    first, *rest = paragraphs(report.opening())

    assert first == "本稿尚有2处内容待确认，不得作为定稿。"
    assert rest[0] == "市政府："
    assert [str(place) for place in report.unconfirmed()] == [
        "params/2020/report.yaml:1 列「agency」",
        "params/2020/report.yaml:8 列「addressee」",
    ]


def test_gaps(folder: YearFolder) -> None:
    """What is missing is told by section: metrics that nothing speaks of, and text."""
    folder.write("text/disputes.md", "正文。")
    folder.figure("rec", "未提供")

    gaps = folder.report().gaps()

    assert "rec" not in [metric.id for metric in gaps["disputes"].metrics]
    assert "lit" in [metric.id for metric in gaps["disputes"].metrics]
    assert not gaps["disputes"].is_silent
    assert gaps["other"] == Gaps((), is_silent=True)


def test_published_year_lacks_nothing(published_year: YearFolder) -> None:
    """The report of 2020 leaves nothing unsaid, and no check finds an error."""
    report = published_year.report()

    assert Severity.ERROR not in {finding.severity for finding in report.findings}
    assert [key for key, gaps in report.gaps().items() if gaps.is_silent] == []
    assert report.unconfirmed() == ()


# An outline that the year rearranges


def test_folded_section_follows_its_host(folder: YearFolder) -> None:
    """Its text stands under the other heading, and no heading of its own."""
    folder.write("report.yaml", REPORT + "arrange: {fold: {responsibility: leadership}}\n")
    folder.write("text/responsibility.md", "带头学法。")
    report = folder.report()
    host, guest = report.section("leadership"), report.section("responsibility")

    assert host is not None
    assert guest is not None
    assert guest.section.order == (*host.section.order, 1)
    assert headings(guest) == []
    assert paragraphs(guest) == ["带头学法。"]
    assert paragraphs(host) == []


def test_host_and_guest_without_text(folder: YearFolder) -> None:
    """Only the one with a heading says that nothing is told."""
    folder.write("report.yaml", REPORT + "arrange: {fold: {responsibility: leadership}}\n")
    report = folder.report()

    assert paragraphs(report.section("leadership")) == ["【本节内容未提供，定稿前须补写】"]
    assert paragraphs(report.section("responsibility")) == []


def test_sections_that_must_be_there(folder: YearFolder) -> None:
    """What the exporters ask for has the guests and lacks what was dropped."""
    year = folder.of(2022)
    year.write("report.yaml", report_of(2022) + "arrange: {drop: [digital]}\n")

    meta = year.report().opening().section.meta

    assert meta is not None
    assert "digital" not in meta.outline
    assert meta.outline[meta.outline.index("leadership") + 1] == "capacity"
    assert year.report().section("digital") is None


def test_dropping_what_has_prose(folder: YearFolder) -> None:
    """Text is never lost by a wish."""
    folder.write("report.yaml", REPORT + "arrange: {drop: [other]}\n")
    folder.write("text/other.md", "正文。")

    assert folder.problems() == ["E438 params/2020/text/other.md"]


def test_figure_of_a_dropped_section(folder: YearFolder) -> None:
    """A metric whose section is not shown has no place for its figure."""
    folder.write("report.yaml", REPORT + "arrange: {drop: [disputes]}\n")
    folder.figure("rec", "数值", value="3")

    assert folder.problems() == ["E432 params/2020/figures.csv:2 列「编号」"]


# All faults at once


def test_everything_that_is_wrong_is_told_at_once(folder: YearFolder) -> None:
    """Register, outline, figures, misplaced prose and references: one survey names them all."""
    folder.write(
        "report.yaml",
        REPORT + "headings: {planz: 安排}\narrange:\n  drop: [y]\n  order:\n    - x\n",
    )
    folder.register("plans", "完善机制,,2020-02-30")
    folder.figure("rec", "数值", value="3", unit="次")
    folder.write("text/plan.md", "正文。")
    folder.write("text/plans.md", "共{{ planz }}")

    assert folder.problems() == [
        "E416 params/2020/registers/plans.csv:2 列「完成时限」",
        "E430 params/2020/report.yaml:8",
        "E436 params/2020/report.yaml:12",
        "E436 params/2020/report.yaml:10",
        "E435 params/2020/text/plan.md",
        "E433 params/2020/figures.csv:2 列「单位」",
    ]


def test_references_are_read_though_a_register_has_faults(folder: YearFolder) -> None:
    """Prose is checked against the metrics there would be."""
    folder.register("plans", "完善机制,,2020-02-30")
    folder.write("text/plans.md", "共{{ plans | 中文 }}，{{ statement.plans }}，{{ planz }}")

    assert folder.problems() == [
        "E416 params/2020/registers/plans.csv:2 列「完成时限」",
        "E501 params/2020/text/plans.md:1",
    ]


def test_reference_to_a_figure_of_a_broken_file(folder: YearFolder) -> None:
    """A fault of ``figures.csv`` is not told again as a fault of the prose that refers to it."""
    folder.figure("rent", "数值", name="减免", area="plans", value="很多", unit="万元")
    folder.write("text/plans.md", "减免{{ rent }}，{{ agency.nama }}")

    assert folder.problems() == [
        "E414 params/2020/figures.csv:2 列「数值」",
        "E501 params/2020/text/plans.md:1",
    ]


def test_reference_to_a_figure_that_does_not_fit(folder: YearFolder) -> None:
    """Nor is a figure that lacks a name."""
    folder.figure("rent", "数值", area="plans", value="46.7", unit="万元")
    folder.write("text/plans.md", "减免{{ rent }}")

    assert folder.problems() == ["E432 params/2020/figures.csv:2 列「名称」"]


def test_survey_without_a_folder(folder: YearFolder) -> None:
    """Where there is nothing to read, that is the one problem; so is a wrong parameter."""
    assert Report.survey(2031, str(folder.params))[1][0].code == "E401"
    assert [problem.code for problem in Report.survey("x", "")[1]] == ["E302", "E303"]


def test_survey_of_a_sound_year(folder: YearFolder) -> None:
    """A year without problems is opened."""
    report, problems = Report.survey(2020, str(folder.params))

    assert report is not None
    assert problems == ()


def test_mixed_faults_are_faults_of_the_inputs(folder: YearFolder) -> None:
    """Only where nothing but references is wrong does the telling fail."""
    folder.write("text/plans.md", "共{{ planz }}")
    folder.write("text/plan.md", "正文。")

    with pytest.raises(InputError) as error:
        folder.report()

    assert [problem.code for problem in error.value.problems] == ["E435", "E501"]


def test_what_prose_without_a_place_refers_to_is_no_fault(folder: YearFolder) -> None:
    """The real cause is told alone: this year's outline has no such section."""
    folder.write("text/emergency.md", "{{ statement.drills }}")

    assert folder.problems() == ["E435 params/2020/text/emergency.md"]


# The published year


def test_published_year_is_told_whole(published_year: YearFolder) -> None:
    """Every section of 2020 has text, and no reference was left unresolved."""
    report = published_year.report()

    for key in report.spots:
        told = "".join(paragraphs(report.section(key)))
        assert told, key
        assert "本节内容未提供" not in told, key
        assert "{{" not in told, key


def test_published_headings(published_year: YearFolder) -> None:
    """The headings of 2020 are the year's own."""
    report = published_year.report()

    assert headings(report.section("functions")) == [
        "一、推进法治政府建设的主要举措和成效",
        "\uff08一\uff09依法全面履行政府职能情况",
    ]
    assert headings(report.section("plans")) == ["四、推进法治政府建设的主要安排"]


def test_no_statement_is_told_twice(published_year: YearFolder) -> None:
    """A statement that prose placed is not told again where it comes from."""
    report = published_year.report()
    told = "".join("".join(paragraphs(report.section(key))) for key in report.spots)

    assert told.count("安排专项资金200万元") == 1
    assert told.count("现行内部管理制度16项") == 1


def test_year_is_the_same_twice(published_year: YearFolder) -> None:
    """The same inputs give the same trees."""
    first, second = published_year.report(), published_year.report()

    assert first.annex() == second.annex()
    assert [first.section(key) for key in first.spots] == [
        second.section(key) for key in second.spots
    ]


# What remains


def outputs_of(folder: YearFolder, *sources: str) -> list[list[str]]:
    """Run cells on a report in a kernel of their own; return the sections that each shows."""
    opened = (
        f"from lawgov_lib.report import Report\nreport = Report.open(2020, {str(folder.params)!r})"
    )
    nb = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in (opened, *sources)]
    )
    NotebookClient(nb, kernel_name="python3").execute()
    return [
        [output.data[SECTION_MIME]["key"] for output in cell.outputs if SECTION_MIME in output.data]
        for cell in nb.cells[1:]
    ]


def test_sections_without_a_cell_remain_in_outline_order(folder: YearFolder) -> None:
    """Only what a cell put on show is shown; run again, the rest is the same."""
    keys = list(folder.report().spots)
    shown, unseen, *left = keys

    first, lost, rest, again = outputs_of(
        folder,
        f'report.section("{shown}")',
        f'report.section("{unseen}");',
        "report.remaining()",
        "report.remaining()",
    )

    assert (first, lost) == ([shown], [])
    assert rest == again == [unseen, *left]


def test_a_cell_added_later_takes_its_section_from_the_rest(folder: YearFolder) -> None:
    """In JupyterLab cells are run in any order: what has got its own cell is left to it."""
    key = "capacity"

    before, own, after = outputs_of(
        folder, "report.remaining()", f'report.section("{key}")', "report.remaining()"
    )

    assert own == [key]
    assert after == [each for each in before if each != key]


def test_nothing_remains_once_all_are_shown(folder: YearFolder) -> None:
    """The cell has no output at all, so that the record of a full notebook stays as it is."""
    report = folder.report()
    for key in report.spots:
        shown = report.section(key)
        assert shown is not None
        shown._repr_mimebundle_()

    assert report.remaining() is None
    assert folder.report().remaining() is not None
