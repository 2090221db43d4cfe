"""Publishing: all files or none, the same bytes twice, the old output safe from a failed run."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import nbformat
import pytest

from lawgov_lib.base.errors import InputError, PublishError, RunError
from lawgov_lib.exporters.formats import FORMATS
from lawgov_lib.exporters.plugins import HTMLExporter, PDFExporter
from lawgov_lib.notebook.execution import run
from lawgov_lib.publishing.publication import make, publish, replace
from tests.exporters.test_officefaces import faces_of, put_face
from tests.places import NOTEBOOK, own_notebook

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    *(each.file for each in FORMATS),
    "report.ipynb",
    "metrics.csv",
    "findings.json",
    "manifest.json",
}


def files(folder: Path) -> dict[str, bytes]:
    """Read a published folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_year_publishes_its_files(published: Path) -> None:
    """All formats, record, metrics, findings and manifest are there, no more."""
    assert set(files(published)) == FILES


def test_the_same_inputs_give_the_same_bytes(published: Path, root: Path) -> None:
    """A second run in another folder gives the same files, byte for byte."""
    assert files(publish(root, 2020)) == files(published)


def test_a_success_leaves_nothing_beside_the_output(root: Path) -> None:
    """The outputs folder holds the year and its lock, and no building site."""
    publish(root, 2020)

    assert {path.name for path in (root / "outputs").iterdir()} == {"2020", ".2020.lock"}


def test_metrics_open_in_excel_as_chinese(published: Path) -> None:
    """The data file begins with the mark by which Excel knows UTF-8, and has all metrics."""
    text = (published / "metrics.csv").read_bytes()
    rows = {row["编号"]: row for row in csv.DictReader(text.decode("utf-8-sig").splitlines())}

    assert text.startswith(b"\xef\xbb\xbf")
    assert (rows["fund_total"]["数值"], rows["fund_total"]["单位"]) == ("200", "万元")
    assert rows["svc_online"]["申报"] == "是"
    assert rows["svc_online"]["分母"] == ""
    assert (rows["lit"]["状态"], rows["lit"]["数值"]) == ("未提供", "")


def test_the_record_exports_again_without_running(published: Path) -> None:
    """What was published follows from the record alone."""
    record = nbformat.read(published / "report.ipynb", as_version=4)

    html, _ = HTMLExporter().from_notebook_node(record)
    pdf, _ = PDFExporter().from_notebook_node(record)

    assert html == (published / "report.html").read_text(encoding="utf-8")
    assert pdf == (published / "report.pdf").read_bytes()


def test_the_record_names_no_path_and_no_time(published: Path, root: Path) -> None:
    """The record can be shown to anybody: it tells nothing of the machine that made it."""
    text = (published / "report.ipynb").read_text(encoding="utf-8")
    record = json.loads(text)

    assert str(root.parent) not in text
    assert str(NOTEBOOK.parent.parent) not in text
    assert "papermill" not in record["metadata"]
    assert [cell["id"] for cell in record["cells"]] == [
        f"cell-{position:02d}" for position, _ in enumerate(record["cells"], start=1)
    ]


def test_every_number_keeps_its_metric_in_the_record(published: Path) -> None:
    """The record carries the metric's id beside the number, as the page does."""
    record = (published / "report.ipynb").read_text(encoding="utf-8")
    html = (published / "report.html").read_text(encoding="utf-8")

    for metric in ("internal_rules", "fund_total", "exam_sat", "rent_relief", "report_channels"):
        assert f'"metric": "{metric}"' in record
        assert f'data-metric="{metric}"' in html


def test_a_fault_in_the_inputs_leaves_the_old_output(root: Path) -> None:
    """A broken register stops the run; what was published stays as it was."""
    before = files(publish(root, 2020))
    (root / "params" / "2020" / "registers" / "laws.csv").write_text(
        "名称\n某法\n", encoding="utf-8"
    )

    with pytest.raises(InputError) as failure:
        publish(root, 2020)

    assert "laws.csv:1" in str(failure.value)
    assert files(root / "outputs" / "2020") == before


def test_a_failing_cell_is_named_and_its_notebook_kept(root: Path) -> None:
    """An analyst's own cell that fails is named; the notebook so far is kept to be looked at."""
    nb = nbformat.read(NOTEBOOK, as_version=4)
    nb.cells.insert(5, nbformat.v4.new_code_cell("# 我的图\n1 / 0"))
    nbformat.write(nb, own_notebook(root))

    with pytest.raises(RunError) as failure:
        publish(root, 2020)

    kept = nbformat.read(root / "outputs" / "2020-failed.ipynb", as_version=4)
    assert "“1 / 0”" in str(failure.value)
    assert "ZeroDivisionError" in str(failure.value)
    assert any(
        output.get("ename") == "ZeroDivisionError"
        for cell in kept.cells
        for output in cell.get("outputs", ())
    )
    assert not (root / "outputs" / "2020").exists()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import os\nos._exit(1)", "[E602] 停在笔记本第4格“import os”"),
        ("while True:\n    pass", "[E603] 停在笔记本第4格“while True:”"),
    ],
    ids=["the kernel dies", "the cell never ends"],
)
def test_a_run_that_breaks_off_names_its_cell(root: Path, source: str, message: str) -> None:
    """A dead kernel and an endless cell are told with their cell, and the notebook is kept."""
    notebook, failed = root / "mine.ipynb", root / "2020-failed.ipynb"
    nb = nbformat.read(NOTEBOOK, as_version=4)
    nb.cells.insert(2, nbformat.v4.new_code_cell(source))
    nbformat.write(nb, notebook)

    with pytest.raises(RunError) as failure:
        run(notebook, root, {"year": 2020, "params_dir": "params"}, failed, seconds=2)

    assert message in str(failure.value)
    assert nbformat.read(failed, as_version=4).cells[3].source == source


def test_a_success_clears_the_failed_notebook(root: Path) -> None:
    """Once the report is made, the notebook of the failed run is gone."""
    stale = root / "outputs" / "2020-failed.ipynb"
    stale.parent.mkdir()
    stale.write_text("{}", encoding="utf-8")

    publish(root, 2020)

    assert not stale.exists()


def test_a_folder_that_a_crash_left_aside_comes_back(tmp_path: Path) -> None:
    """If the last swap stopped between its two moves, the old output is there again first."""
    aside = tmp_path / ".2020-old"
    aside.mkdir()
    (aside / "report.html").write_text("旧", encoding="utf-8")
    target = tmp_path / "2020"

    with pytest.raises(FileNotFoundError):
        replace(target, {"no/such/folder": b""})

    assert files(target) == {"report.html": "旧".encode()}


def test_outputs_that_cannot_be_written_are_an_error_of_their_own(root: Path) -> None:
    """A file where the outputs folder should be is told plainly."""
    (root / "outputs").write_text("", encoding="utf-8")

    with pytest.raises(PublishError):
        publish(root, 2020)


def test_findings_are_published_as_data(published: Path) -> None:
    """The findings stand beside the report as JSON, with how many are open and answered."""
    content = json.loads((published / "findings.json").read_text(encoding="utf-8"))

    assert content["year"] == 2020
    assert list(content["counts"]) == ["错误", "警告", "提示", "已答复"]
    assert sum(content["counts"].values()) == len(content["findings"])


def test_reviewers_material_stays_out_of_the_report(published: Path) -> None:
    """The record holds it; the published page shows none of it."""
    record = (published / "report.ipynb").read_text(encoding="utf-8")
    page = (published / "report.html").read_text(encoding="utf-8")

    assert "供审核的材料" in record
    assert "供审核的材料" not in page


def test_own_faces_set_draft_and_final(root: Path) -> None:
    """A face of the office in ``fonts/`` is in both PDFs, and its file in their manifests."""
    put_face(root / "fonts", "方正小标宋简体", "FZXiaoBiaoSong-B05S", "阳江市科学技术局")

    made = make(root, 2020, root / "failed.ipynb")

    for files in (made.draft(), made.final(())):
        assert "FZXiaoBiaoSong-B05S" in faces_of(files["report.pdf"])
        assert "fonts/own.ttf" in json.loads(files["manifest.json"])["inputs"]
