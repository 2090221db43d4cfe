"""The public face: a year opened, checked, rendered and published from Python."""

from __future__ import annotations

import doctest
import pickle
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from pydantic import ValidationError

import lawgov_lib as lawgov
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.publishing.publication import made
from tests.places import PROJECT, own_notebook
from tests.recorded import record_of

if TYPE_CHECKING:
    from pathlib import Path

OWN_NOTEBOOK = PROJECT / "docs" / "own-notebook.ipynb"
EXAMPLES = {
    f"{page.name}-{number}": block
    for page in (PROJECT / "docs" / "api.md", PROJECT / "README.md")
    for number, block in enumerate(
        re.findall(r"```pycon\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL), start=1
    )
}


@pytest.fixture(scope="module")
def year() -> lawgov.Report:
    """Open 2020."""
    return lawgov.open_year(2020, PROJECT)


# Names


def test_importing_loads_nothing() -> None:
    """Who asks for help waits for none of the machinery."""
    code = "import sys, lawgov_lib; print([name for name in sys.modules if 'lawgov_lib.' in name])"

    told = subprocess.check_output([sys.executable, "-c", code], cwd=PROJECT, text=True)

    assert told.strip() == "[]"


def test_every_public_name_is_there() -> None:
    """Each is documented, in the order in which the page tells them."""
    assert all(getattr(lawgov, name).__doc__ for name in lawgov.__all__)
    assert sorted(lawgov.__all__) == lawgov.__all__
    assert set(lawgov.__all__) <= set(dir(lawgov))


def test_any_other_name_is_none() -> None:
    """A misspelt name is said as Python says it."""
    with pytest.raises(AttributeError, match="'lawgov_lib' has no attribute 'open_yeer'"):
        _ = lawgov.open_yeer  # type: ignore[attr-defined]


# A year


def test_the_frame_tells_the_metrics(year: lawgov.Report) -> None:
    """A row a metric, in order; numbers are floats, NaN where there is none."""
    frame = year.frame()

    assert list(frame.index) == list(year.metrics)
    assert frame.value.dropna().map(str).map(Decimal).to_dict() == {
        name: metric.value for name, metric in year.metrics.items() if metric.value is not None
    }
    assert frame.loc["rent_relief", ["unit", "state"]].tolist() == ["万元", lawgov.State.NUMBER]


def test_a_faulty_year_tells_all_its_problems(root: Path) -> None:
    """Opening raises them, checking returns them."""
    (root / "params" / "2020" / "text" / "nowhere.md").write_text("正文。", encoding="utf-8")
    (root / "params" / "2020" / "text" / "nothing.md").write_text("正文。", encoding="utf-8")

    with pytest.raises(lawgov.InputError) as caught:
        lawgov.open_year(2020, root)

    assert [problem.code for problem in caught.value.problems] == ["E435", "E435"]
    assert lawgov.check(2020, root).problems == caught.value.problems


def test_what_is_told_stays_as_it_is(year: lawgov.Report) -> None:
    """Metrics, findings, problems, the year and its document are frozen."""
    metric, finding = year.metrics["rent_relief"], year.findings[0]

    for frozen in (metric, finding, lawgov.Problem("E401", "没有"), year):
        with pytest.raises(FrozenInstanceError):
            frozen.name = ""  # type: ignore[union-attr, misc]
    with pytest.raises(ValidationError):
        year.document.status = None  # type: ignore[misc]
    checked = lawgov.check(2020, PROJECT)
    for content in (year.metrics, year.told, year.spots, checked.answered, checked.remaining):
        with pytest.raises(TypeError):
            content["name"] = None  # type: ignore[index]


def test_two_years_are_told_apart(year: lawgov.Report) -> None:
    """A year is itself and no other, so that it can be a key."""
    assert year == year  # noqa: PLR0124  what is asked
    assert year != lawgov.open_year(2020, PROJECT)
    assert {year: 1}[year] == 1


@pytest.mark.parametrize("name", ["metrics", "findings", "document"])
def test_a_year_travels(year: lawgov.Report, name: str) -> None:
    """What is pickled, as for another process, says the same there."""
    part = attrgetter(name)

    assert pickle.loads(pickle.dumps(part(year))) == part(year)  # noqa: S301  our own
    assert part(pickle.loads(pickle.dumps(year))) == part(year)  # noqa: S301  our own


def test_an_error_travels() -> None:
    """With its class, its problems and their places."""
    problem = lawgov.Problem("E401", "没有", lawgov.Place("params/2020/report.yaml", 3, "year"))

    error = pickle.loads(pickle.dumps(lawgov.InputError((problem,))))  # noqa: S301  our own

    assert type(error) is lawgov.InputError
    assert error.problems == (problem,)


# Files


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_rendering_gives_what_is_published(year: lawgov.Report, published: Path, form: str) -> None:
    """The same bytes as by the master notebook, from the year or from its document."""
    file = lawgov.render(year, form)

    assert file == (published / f"report.{form}").read_bytes()
    assert file == lawgov.render(year.document, form)


def test_rendering_masks_what_must_not_be_public(root: Path) -> None:
    """As a draft does: what is left out of the record is left out here."""
    prose = "举报电话13812345678，来信寄zhangsan@163.com。"
    (root / "params" / "2020" / "text" / "oversight.md").write_text(prose, encoding="utf-8")
    year = lawgov.open_year(2020, root)

    page = lawgov.render(year).decode()

    assert page == render_html(made(2020, record_of(year), {}, {}).document)
    assert "举报电话〔手机号码已隐去〕" in page
    assert "zhangsan" not in page


def test_an_unknown_format_is_told() -> None:
    """With those that there are."""
    with pytest.raises(
        lawgov.ParameterError, match=r"\[E317\].*“odt”.*html、pdf、docx、xlsx、review"
    ):
        lawgov.render(lawgov.open_year(2020, PROJECT), "odt")
    with pytest.raises(lawgov.ParameterError, match="E317"):
        lawgov.render(lawgov.open_year(2020, PROJECT), ["pdf"])  # type: ignore[arg-type]


@pytest.mark.parametrize("seen_from", ["above", "within"])
def test_a_relative_root_is_that_folder_and_no_other(
    root: Path, monkeypatch: pytest.MonkeyPatch, seen_from: str
) -> None:
    """Named from above or worked in: never the report of whoever has inputs further up."""
    lawgov.publish(2020, root)  # what forks the notebooks' processes works elsewhere from now on
    report = root / "params" / "2020" / "report.yaml"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("阳江市科学技术局", "另一机关"), encoding="utf-8")
    monkeypatch.chdir(root.parent if seen_from == "above" else root)

    made = lawgov.publish(2020, root.name) if seen_from == "above" else lawgov.publish(2020)

    assert made == root / "outputs" / "2020"
    assert "另一机关2020年度" in (made / "report.html").read_text(encoding="utf-8")


def test_a_check_sees_the_notebook(root: Path) -> None:
    """As the command does, from wherever the folder is found."""
    own_notebook(root).write_text("{}", encoding="utf-8")

    assert [problem.code for problem in lawgov.check(2020, root).problems] == ["E607"]


@pytest.mark.parametrize("wrong", ["2020", None, 2020.0, True, 9999])
def test_what_is_no_year_is_told_before_anything_is_made(root: Path, wrong: int) -> None:
    """By one error, and nothing is left in the folder."""
    before = sorted(root.rglob("*"))

    for ask in (lawgov.publish, lawgov.check, lawgov.open_year):
        with pytest.raises(lawgov.ParameterError, match=r"^\[E302\] 年度“.*”不对[^\n]*$"):
            ask(wrong, root)

    assert sorted(root.rglob("*")) == before


def test_a_year_that_is_not_there_is_told_alone(root: Path) -> None:
    """Before a notebook is run for it."""
    before = sorted(root.rglob("*"))

    with pytest.raises(lawgov.InputError) as caught:
        lawgov.publish(2031, root)

    assert [problem.code for problem in caught.value.problems] == ["E401"]
    assert sorted(root.rglob("*")) == before


def test_a_folder_without_inputs_is_told(tmp_path: Path) -> None:
    """With the command that lays one out."""
    for ask in (lawgov.publish, lawgov.check, lawgov.open_year):
        with pytest.raises(lawgov.ParameterError, match=r"E304.*lawgov init"):
            ask(2020, tmp_path)


def test_a_year_as_numpy_counts_is_a_year() -> None:
    """As a column of a data frame gives it."""
    counted: Any = np.int64(2020)

    assert lawgov.check(counted, PROJECT) == lawgov.check(2020, PROJECT)


@pytest.mark.parametrize("wrong", [2020, None, "2020"])
def test_what_is_no_report_is_not_rendered(wrong: lawgov.Report) -> None:
    """It is named."""
    with pytest.raises(lawgov.ParameterError, match=rf"\[E319\] “'?{wrong}'?”不是可以呈现的报告"):
        lawgov.render(wrong)


# Examples


@pytest.mark.parametrize("block", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_an_example_holds(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed in the folder of the project, each gives what stands there."""
    monkeypatch.chdir(PROJECT)
    example = doctest.DocTestParser().get_doctest(block, {"lawgov": lawgov}, "example", None, None)

    doctest.DebugRunner().run(example)


def test_a_notebook_of_ones_own_runs() -> None:
    """Ten lines, stored without outputs, show metrics, a chart, findings and the report."""
    nb = nbformat.read(OWN_NOTEBOOK, as_version=4)
    code = [cell for cell in nb.cells if cell.cell_type == "code"]

    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert sum(bool(line) for cell in code for line in cell.source.splitlines()) <= 10

    NotebookClient(nb, resources={"metadata": {"path": OWN_NOTEBOOK.parent}}).execute()

    shown = [output.data for cell in code for output in cell.outputs if "data" in output]
    assert ["image/svg+xml" in data for data in shown] == [False, True, False, False]
    assert "阳江市科学技术局" in shown[-1]["text/html"]
