"""The sister reports from end to end: one command, their formats, the record, the manifest."""

from __future__ import annotations

import io
import json
import shutil
from typing import TYPE_CHECKING

import nbformat
import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from lawgov_lib.base.errors import FindingError, LawgovError, ParameterError, PublishError, RunError
from lawgov_lib.cli import cli
from lawgov_lib.publishing.manifest import digest
from lawgov_lib.sisters.sisterpublication import KINDS, publish_sisters
from tests.places import DEMO, NOTEBOOK
from tests.readback import pdf_text

if TYPE_CHECKING:
    from pathlib import Path

YEAR = 2024
FILES = {
    "findings.json",
    "manifest.json",
    "report.docx",
    "report.html",
    "report.ipynb",
    "report.pdf",
    "report.xlsx",
}
HEADINGS = {
    "information": ("政府信息公开行政复议、行政诉讼情况", "法人或其他组织", "结转下年度继续办理"),
    "enforcement": ("情况说明", "检查次数", "本机关没有行政强制、行政征收和行政征用职责。"),
}


def agency(folder: Path) -> Path:
    """Copy the last two years of the fictional agency into a root of its own."""
    for year in (YEAR - 1, YEAR):
        shutil.copytree(DEMO / "params" / str(year), folder / "params" / str(year))
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make both reports, as a person types it."""
    root = agency(tmp_path_factory.mktemp("agency"))
    cli(["sister", str(YEAR), "--root", str(root)], standalone_mode=False)
    return root / "outputs" / f"sister-{YEAR}"


@pytest.mark.parametrize("report", HEADINGS)
def test_every_file_and_its_hash(published: Path, report: str) -> None:
    """The manifest names every other file, and what the report was made from."""
    manifest = json.loads((published / report / "manifest.json").read_bytes())
    files = {path.name: digest(path.read_bytes()) for path in (published / report).iterdir()}

    assert set(files) == FILES
    del files["manifest.json"]
    assert files == manifest["outputs"]
    assert f"params/{YEAR}/registers/requests.csv" in manifest["inputs"]
    assert f"params/{YEAR}/sister/cells.csv" in manifest["inputs"]


@pytest.mark.parametrize("report", HEADINGS)
def test_all_formats_say_the_same(published: Path, report: str) -> None:
    """Heads, names and numbers stand in the page, the PDF and the Word file."""
    page = (published / report / "report.html").read_text(encoding="utf-8")
    pdf = pdf_text(published / report / "report.pdf")
    word = Document(str(published / report / "report.docx")).element.xpath("string(//w:body)")

    for said in HEADINGS[report]:
        assert said in page
        assert said in pdf
        assert said in word


@pytest.mark.parametrize("report", HEADINGS)
def test_what_lacks_nothing_is_no_draft(published: Path, report: str) -> None:
    """The fictional agency's reports agree in all, and have their days."""
    found = json.loads((published / report / "findings.json").read_bytes())

    assert (found["pending"], found["findings"]) == ([], [])
    assert "草稿" not in (published / report / "report.html").read_text(encoding="utf-8")


def test_tables_as_numbers(published: Path) -> None:
    """The workbook has a sheet a table, its numbers as numbers; in and out balance."""
    book = load_workbook(io.BytesIO((published / "information" / "report.xlsx").read_bytes()))
    (sheet,) = (each for each in book if each["A1"].value == "三、收到和处理政府信息公开申请情况")
    rows = {
        str(name): [int(str(cell)) for cell in cells[:7]]
        for name, *cells in sheet.iter_rows(values_only=True)
        if isinstance(cells[0], int | float)
    }
    new, before, done, after = (
        next(cells for name, cells in rows.items() if name.endswith(end))
        for end in ("新收政府信息公开申请数量", "上年结转政府信息公开申请数量", "总计", "继续办理")
    )

    assert len(rows) == 25
    assert [sum(pair) for pair in zip(new, before, strict=True)] == [
        sum(pair) for pair in zip(done, after, strict=True)
    ]
    assert new[-1] == sum(new[:-1]) == 18
    assert "法人或其他组织 商业企业" in {cell.value for row in sheet for cell in row}


def test_the_same_bytes_again(published: Path, tmp_path: Path) -> None:
    """The same folder gives the same files, manifest and all."""
    root = agency(tmp_path)

    again = {made.folder.name: made.folder for made in publish_sisters(root, YEAR)}

    for report, folder in again.items():
        for path in folder.iterdir():
            assert path.read_bytes() == (published / report / path.name).read_bytes(), path


def test_one_of_them_leaves_the_other(tmp_path: Path) -> None:
    """A draft says what it lacks; the annual report's folder is none of its business."""
    root = agency(tmp_path)
    (root / "params" / str(YEAR) / "sister" / "platform.md").unlink()

    result = CliRunner().invoke(
        cli, ["sister", str(YEAR), "--only", "信息公开", "--root", str(root)]
    )

    assert result.exit_code == 0
    assert result.output.endswith("信息公开：仍是草稿，有标题之下没有内容。\n")
    assert [path.name for path in (root / "outputs" / f"sister-{YEAR}").iterdir()] == [
        "information"
    ]
    page = root / "outputs" / f"sister-{YEAR}" / "information" / "report.html"
    assert "草稿" in page.read_text(encoding="utf-8")


def test_a_report_of_another_name(tmp_path: Path) -> None:
    """There are two reports, and their names are said."""
    with pytest.raises(ParameterError) as caught:
        cli(["sister", str(YEAR), "--only", "公开", "--root", str(tmp_path)], standalone_mode=False)

    (problem,) = caught.value.problems
    assert problem.code == "E882"
    assert all(name in problem.hint for name in KINDS)


def test_a_cell_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    """An office's own notebook is run; if a cell of it fails, its record is kept and no more."""
    root = agency(tmp_path)
    (root / "notebooks").mkdir()
    notebook = nbformat.read(NOTEBOOK.parent / "enforcement_data.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("1 / 0", id="own"))
    nbformat.write(notebook, root / "notebooks" / "enforcement_data.ipynb")

    with pytest.raises(RunError):
        tuple(publish_sisters(root, YEAR, ["执法数据"]))

    made = root / "outputs" / f"sister-{YEAR}"
    assert [path.name for path in made.iterdir()] == ["enforcement-failed.ipynb"]


def test_faults_of_both_reports_at_once(tmp_path: Path) -> None:
    """A stray cell of either report, a reference and a row are told together, each once."""
    root = agency(tmp_path)
    year = root / "params" / str(YEAR)
    with (year / "sister" / "cells.csv").open("a", encoding="utf-8") as cells:
        cells.write("信息公开,依申请公开,没有的行,自然人,3,,某\n执法数据,没有的表,,,0,,某\n")
    (year / "sister" / "platform.md").write_text("{{ 没有的指标 }}", encoding="utf-8")
    with (year / "registers" / "requests.csv").open("a", encoding="utf-8") as requests:
        requests.write("YSQ2024-900,2024-02-31,,否,办理中,自然人,\n")

    with pytest.raises(LawgovError) as caught:
        list(publish_sisters(root, YEAR))

    told = [problem.code for problem in caught.value.problems]
    assert told == ["E416", "E880", "E501", "E880"]
    assert [path.name for path in (root / "outputs").glob("[!.]*")] == []


def test_what_cannot_be_written_is_no_fault_of_the_inputs(tmp_path: Path) -> None:
    """What stands in the way of both is named once, by the way from the root."""
    root = agency(tmp_path)
    (root / "outputs").mkdir()
    (root / "outputs" / f"sister-{YEAR}").touch()

    with pytest.raises(PublishError) as caught:
        list(publish_sisters(root, YEAR))

    told = [problem.message for problem in caught.value.problems]
    assert [each.partition("（")[0] for each in told] == [f"写不了outputs/sister-{YEAR}"]


def test_what_must_not_be_public_is_told_where_it_stands(tmp_path: Path) -> None:
    """A mobile number in prose is masked, keeps the report a draft, and its line is named."""
    root = agency(tmp_path)
    prose = root / "params" / str(YEAR) / "sister" / "platform.md"
    prose.write_text("联系电话13800138000。", encoding="utf-8")

    (made,) = publish_sisters(root, YEAR, ["信息公开"])

    assert made.pending == ("有不得公开的内容",)
    (told,) = made.remarks
    assert told.startswith(f"[E815] params/{YEAR}/sister/platform.md:1: ")
    assert b"13800138000" not in (made.folder / "report.html").read_bytes()


def test_check_shows_what_does_not_agree(tmp_path: Path) -> None:
    """``lawgov check`` names a stray cell and a typed number of the sister reports."""
    root = agency(tmp_path)
    year = root / "params" / str(YEAR)
    (year / "sister" / "platform.md").write_text("开展专题培训9次。", encoding="utf-8")
    with (year / "sister" / "cells.csv").open("a", encoding="utf-8") as cells:
        cells.write("执法数据,没有的表,,,0,,某\n")

    done = CliRunner().invoke(cli, ["check", str(YEAR), "--root", str(root), "--json"])

    found = json.loads(done.stdout)["findings"]
    assert [(each["code"], each["about"]) for each in found] == [
        ("C22", "信息公开/platform/9"),
        ("E880", ""),
    ]
    assert done.exit_code == FindingError.exit_code
