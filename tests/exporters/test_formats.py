"""The formats stand in one list; nbconvert knows each, and a reviewer's stays with the draft."""

from __future__ import annotations

import io
import tomllib
from zipfile import ZipFile

import pdfplumber
import pytest
from nbconvert.exporters import get_exporter
from openpyxl import load_workbook
from traitlets.config import Config

from lawgov_lib.exporters import plugins
from lawgov_lib.exporters.formats import FORMATS, Format, redrawn, rendered
from lawgov_lib.exporters.readback import squeezed
from lawgov_lib.exporters.recordreader import assemble
from tests.places import PROJECT
from tests.reviewed import record


def test_the_entry_points_are_those_of_the_list() -> None:
    """What the package tells nbconvert is each format's own name and class, no more."""
    told = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))

    assert told["project"]["entry-points"]["nbconvert.exporters"] == {
        each.entry: f"{plugins.__name__}:{each.exporter}" for each in FORMATS
    }


@pytest.mark.parametrize("told", FORMATS, ids=lambda told: told.entry)
def test_nbconvert_writes_what_is_published(told: Format) -> None:
    """The class that the entry point names gives the bytes of the published file."""
    nb = record()
    found = get_exporter(f"{plugins.__name__}.{told.exporter}")
    content, resources = found().from_notebook_node(nb)
    written = content.encode() if isinstance(content, str) else content

    assert written == rendered(assemble(nb), nb, for_review=True)[told.file]
    assert resources["output_extension"] == told.ending
    assert told.file.endswith(told.ending.removeprefix("."))


def test_a_reviewers_file_goes_no_further_than_the_draft() -> None:
    """Without the reviewer's material the page that carries it is not rendered."""
    nb = record()
    kept = {each.file for each in FORMATS if not each.for_review}

    assert set(rendered(assemble(nb), nb, for_review=False)) == kept
    assert "review.html" not in kept


def test_what_nbconvert_lets_users_set_reaches_the_renderer() -> None:
    """Another face for the body gives another PDF."""
    nb = record()
    config = Config({"PDFExporter": {"faces": {"body": ["LXGW WenKai GB Lite"]}}})

    own, _ = plugins.PDFExporter(config=config).from_notebook_node(nb)
    shipped, _ = plugins.PDFExporter().from_notebook_node(nb)

    assert own != shipped


def test_a_class_that_no_format_has_is_unknown() -> None:
    """A name mistyped in a configuration is told as Python tells it."""
    with pytest.raises(AttributeError, match="OdtExporter"):
        _ = plugins.OdtExporter


@pytest.mark.parametrize(
    "told", [each for each in FORMATS if not each.for_review], ids=lambda told: told.entry
)
def test_every_format_says_where_approvals_ask_less(told: Format) -> None:
    """The note stands in each file for whoever reads it, and in none where there is no note."""
    nb = record()
    usual = assemble(nb)
    note = "签批环节少于三个"
    first, *others = usual.sections
    noted = first.model_copy(update={"meta": usual.meta.model_copy(update={"signoff_note": note})})
    less = usual.model_copy(update={"meta": noted.meta, "sections": (noted, *others)})
    shown = [
        note in (told.read(data) + _below(data))
        for data in (redrawn(told, document, nb) for document in (usual, less))
    ]

    assert shown == [False, True]


def _below(data: bytes) -> str:
    """Return what is shown outside of what is read back: page feet, the sheet on the workbook."""
    if data.startswith(b"%PDF"):
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return squeezed("".join(page.extract_text() for page in pdf.pages))
    if data.startswith(b"<!"):
        return squeezed(data.decode())
    with ZipFile(io.BytesIO(data)) as package:
        if "xl/workbook.xml" not in package.namelist():
            return ""
    overview = load_workbook(io.BytesIO(data)).worksheets[0]
    return squeezed("".join(str(cell) for row in overview.values for cell in row if cell))
