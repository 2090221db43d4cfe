"""The master notebook: the order of the report and nothing else, open to an analyst's own cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat
import pytest

from lawgov_lib.document.sectioncells import read_cells
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.inputs.outline import load_outlines
from lawgov_lib.notebook.execution import run
from tests.places import NOTEBOOK
from tests.readback import pdf_text

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.document.tree import Document
    from lawgov_lib.inputs.outline import Outline

CELLS = {
    "analyst text": nbformat.v4.new_markdown_cell("**补充说明。**本段由分析人员添加。"),
    "analyst table": nbformat.v4.new_code_cell(
        "# 各季度办件量\n"
        "import pandas as pd\n"
        'pd.DataFrame({"季度": ["一季度", "二季度"], "件数": [31, 47]})'
    ),
    "analyst plot": nbformat.v4.new_code_cell(
        "# 办件量走势图\nimport matplotlib.pyplot as plt\nplt.plot([31, 47])\nplt.show()"
    ),
}


@pytest.fixture(scope="module")
def notebook() -> nbformat.NotebookNode:
    """Read the stored notebook."""
    stored: nbformat.NotebookNode = nbformat.read(NOTEBOOK, as_version=4)
    return stored


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Run a notebook to which an analyst added cells behind the study of laws."""
    folder = tmp_path_factory.mktemp("extended")
    nb = nbformat.read(NOTEBOOK, as_version=4)
    place = [cell.source for cell in nb.cells].index('report.section("capacity")') + 1
    nb.cells[place:place] = [nbformat.from_dict(cell) for cell in CELLS.values()]
    nbformat.write(nb, folder / "mine.ipynb")
    parameters = {"year": 2020, "params_dir": "params"}
    record = run(folder / "mine.ipynb", NOTEBOOK.parents[1], parameters, folder / "failed.ipynb")
    return assemble(record)


def test_the_notebook_is_stored_without_outputs(notebook: nbformat.NotebookNode) -> None:
    """No output, no execution count."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert not any(cell.outputs or cell.execution_count for cell in code)


def test_each_section_is_one_short_line_of_code(notebook: nbformat.NotebookNode) -> None:
    """The notebook reads as the report's table of contents."""
    shown = [cell.source for cell in notebook.cells if cell.source.startswith("report.")]
    newest = next(each for each in load_outlines() if each.id == "2021-2025")
    sections = [f'report.section("{key}")' for key in newest.places()]

    ending = ["report.remaining()", "report.closing()", "report.annex()", "report.review()"]
    assert shown == ["report.opening()", *sections, *ending]


@pytest.mark.parametrize("outline", load_outlines(), ids=lambda outline: outline.id)
def test_no_section_of_any_outline_is_lost(outline: Outline) -> None:
    """Whatever the period, a section has its cell or is shown with those that remain."""
    assert list(read_cells(NOTEBOOK).problems([*outline.places(), "security"])) == []


def test_the_parameters_cell_has_the_two_parameters(notebook: nbformat.NotebookNode) -> None:
    """The tagged cell is what papermill reads and replaces."""
    (cell,) = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]

    assert [line.split(" = ")[0] for line in cell.source.splitlines()] == ["year", "params_dir"]


def test_an_analysts_cells_reach_the_page(extended: Document) -> None:
    """Text, data frame and plot stand on the page, where they were added."""
    html = render_html(extended)
    section = html[html.index('id="capacity"') : html.index('id="leadership"')]

    assert "<strong>补充说明。</strong>本段由分析人员添加。" in section
    assert "二季度" in section
    assert 'aria-label="办件量走势图"' in section
    assert "<figcaption>办件量走势图</figcaption>" in section


def test_an_analysts_cells_reach_the_pdf(extended: Document, tmp_path: Path) -> None:
    """Text and data frame can be read in the PDF, and the plot has its text alternative."""
    pdf = tmp_path / "report.pdf"
    pdf.write_bytes(render_pdf(extended))
    text = pdf_text(pdf)

    assert "本段由分析人员添加。" in text
    assert "二季度" in text
