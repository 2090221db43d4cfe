"""A city's report from end to end: five fictional agencies, one command."""

from __future__ import annotations

import io
import json
import os
import signal
from datetime import datetime
from typing import TYPE_CHECKING

import nbformat
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from openpyxl import load_workbook

from lawgov_lib.base.errors import ParameterError, RunError
from lawgov_lib.cli import cli
from lawgov_lib.publishing.manifest import digest
from lawgov_lib.rollup import cityreport, finals
from lawgov_lib.rollup.city import HEADINGS, City
from lawgov_lib.rollup.cityreport import compile_city
from lawgov_lib.rollup.publishedpages import published_page
from tests.places import NOTEBOOK
from tests.readback import pdf_text
from tests.rollup.test_citypage import ledger
from tests.rollup.town import Town, approvals, count, rate

if TYPE_CHECKING:
    from pathlib import Path

SHEETS = ["概况", "指标汇总", "各机关", "主要指标", "缺报", "检查发现", "排名"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, made: dict[str, bytes]) -> Path:
    """Compile a city: one agency in time, one late, one tampered, one missing, one named =HACK."""
    base = tmp_path_factory.mktemp("city")
    town = Town(base / "town", made)
    town.hands_in("a", "甲局")
    town.hands_in("a", "甲局", year=2023)
    late = {"lic_granted": count("1240"), "svc_online": rate("97.5")}
    town.hands_in("b", "乙局", late, approvals=approvals("2025-03-05"), remarks={"C09": 2})
    town.hands_in("c", "丙局")
    (town.final("c") / "metrics.csv").write_bytes(b"")
    town.hands_in("d", "丁局", year=2023)
    town.hands_in("e", "=HYPERLINK(1)")
    roots = [str(root) for root in town.roots]
    cli(
        ["rollup", "2024", *roots, "--out", str(base / "out"), "--agency", "示例市"],
        standalone_mode=False,
    )
    return base / "out" / "rollup-2024"


def ended() -> None:
    """End the process."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_several_processes_make_the_same_files(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Agencies looked at, the workbook and the page made in processes beside: the same bytes."""
    town.hands_in("a", "甲局")
    town.hands_in("b", "乙局", {"svc_online": rate("97.5")}, year=2023)
    town.hands_in("b", "乙局", {"svc_online": rate("50", "4", "8")})
    alone, _ = compile_city(town.roots, 2024, tmp_path, out=tmp_path / "alone")
    for module in (cityreport, finals):
        monkeypatch.setattr(module, "_MANY", 1)
    together, _ = compile_city(town.roots, 2024, tmp_path, out=tmp_path / "together")

    assert {path.name: path.read_bytes() for path in alone.iterdir()} == {
        path.name: path.read_bytes() for path in together.iterdir()
    }


def test_a_process_that_was_lost_is_told(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that looked at finals is ended, as where memory runs out: nothing is made of the rest."""
    town.hands_in("a", "甲局")
    monkeypatch.setattr(finals, "_MANY", 1)
    monkeypatch.setattr(finals, "_begin", ended)

    with pytest.raises(RunError, match="E606"):
        town.collected()


def test_everything_is_published_with_its_hash(published: Path) -> None:
    """The manifest names every other file, and the finals that it was made from."""
    manifest = json.loads((published / "manifest.json").read_bytes())
    files = {path.name: digest(path.read_bytes()) for path in published.iterdir()}
    del files["manifest.json"]

    assert files == manifest["outputs"]
    assert {name.partition("/")[0] for name in manifest["inputs"]} == {"a", "b", "d", "e"}


def test_numbers_lead_to_where_the_agencys_own_report_tells_them(published: Path) -> None:
    """The way is relative, and ends at an anchor before the first telling of that metric."""
    city = BeautifulSoup((published / "city.html").read_bytes(), "html.parser")
    address = str(city.select("#a0 p a")[0]["href"])
    anchors = {key: told[-1] for key, told in ledger(city, "a0").items()}
    anchor = anchors["svc_online"]

    assert address == "../../town/a/outputs/2024/final/report.html"
    assert (published / address).is_file()
    page = (published / address).read_text(encoding="utf-8")
    before = page[: page.index('data-metric="svc_online"')]
    assert f'id="{anchor}"' in before
    assert ' id="' not in before.rpartition(f'id="{anchor}"')[2]
    untold = [key for key, anchor in anchors.items() if not anchor]
    assert untold
    assert [key for key in untold if f'data-metric="{key}"' in page] == []


def test_a_report_that_lies_elsewhere_is_not_linked(published: Path) -> None:
    """The way there would name folders of the machine."""
    root = published.parents[1] / "town" / "a"

    assert published_page({"a": root}, 2024, published, "a")
    assert published_page({"a": root}, 2024, published / "one" / "two", "a") is None
    assert published_page({"a": root}, 2022, published, "a") is None


def test_page_and_pdf_say_the_same(published: Path) -> None:
    """Title, standings and sums stand in both; fictional agencies are marked as such."""
    page = (published / "report.html").read_text(encoding="utf-8")
    pdf = pdf_text(published / "report.pdf")

    for said in ("2024年度法治政府建设情况汇总", "逾期", "被改动", "虚构机关", *HEADINGS.values()):
        assert said in page
        assert said in pdf
    assert "草稿" not in page


def test_every_figure_says_where_it_comes_from(published: Path) -> None:
    """The sum of licences carries its metric."""
    page = (published / "report.html").read_text(encoding="utf-8")

    assert 'data-metric="lic_granted"' in page


def test_the_record_names_no_place_of_the_machine(published: Path) -> None:
    """The data lie beside the notebook."""
    record = nbformat.read(published / "report.ipynb", as_version=4)

    assert 'data = "metrics.npz"' in record.cells[2].source
    assert str(published.parent) not in nbformat.writes(record)


def test_the_workbook_has_all_figures_and_no_formula(published: Path) -> None:
    """Numbers are numbers; a name that looks like a formula is text."""
    book = load_workbook(io.BytesIO((published / "figures.xlsx").read_bytes()))
    head, *rows = book["指标汇总"].iter_rows(values_only=True)
    granted = next(dict(zip(head, row, strict=True)) for row in rows if row[0] == "lic_granted")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert book.sheetnames == SHEETS
    assert granted["合计"] == 1240 + 145 * 2
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_workbook_has_percentages_days_and_units(published: Path) -> None:
    """A rate is a percentage of the sheet, a day a day; headings name the unit."""
    book = load_workbook(io.BytesIO((published / "figures.xlsx").read_bytes()))
    main, agencies = book["主要指标"], book["各机关"]
    heads = [cell.value for cell in main[1]]
    online = main.cell(3, heads.index("网上可办率（%）") + 1)
    signed = agencies.cell(2, [cell.value for cell in agencies[1]].index("签发日期") + 1)

    assert (online.value, online.number_format) == (0.975, "0.00%")
    assert "准予行政许可（件）" in heads
    assert isinstance(signed.value, datetime)


def test_the_notebook_is_stored_without_outputs() -> None:
    """Nothing of a run is kept in the project."""
    stored = nbformat.read(NOTEBOOK.with_name("rollup.ipynb"), as_version=4)

    assert not [cell for cell in stored.cells if cell.get("outputs")]


def test_who_compiles_may_have_a_notebook_of_its_own(town: Town, tmp_path: Path) -> None:
    """It is run from the folder of the office, named by the command and by the manifest."""
    town.hands_in("a", "甲局")
    own = tmp_path / "office" / "notebooks" / "rollup.ipynb"
    own.parent.mkdir(parents=True)
    nb = nbformat.read(NOTEBOOK.with_name(own.name), as_version=4)
    nb.cells.append(nbformat.v4.new_markdown_cell("汇总单位自行增加的一段"))
    nbformat.write(nb, own)

    words = ["rollup", "2024", *map(str, town.roots), "--root", str(tmp_path / "office")]
    done = CliRunner().invoke(cli, words)

    made = tmp_path / "office" / "outputs" / "rollup-2024"
    manifest = json.loads((made / "manifest.json").read_bytes())
    assert done.exit_code == 0, done.output
    assert done.stderr == f"使用资料文件夹中的笔记本，与程序自带的不同：{own}\n"
    assert manifest["program"]["notebooks/rollup.ipynb"] == digest(own.read_bytes())
    assert "汇总单位自行增加的一段" in (made / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("year", "data"), [(2024, "none.npz"), (2023, "metrics.npz"), ("x", "")])
def test_wrong_parameters_are_refused(published: Path, year: object, data: str) -> None:
    """A file that is not there or of another year, a year that is none."""
    with pytest.raises(ParameterError):
        City.open(year, str(published / data))
