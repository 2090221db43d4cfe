"""The pictures of a record: what code puts out and what is attached is the picture alone."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lawgov_lib.document.photograph import bare
from lawgov_lib.exporters.pictures import embedded
from tests.document.test_photograph import photograph, screenshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nbformat import NotebookNode

TAKEN = {"image/jpeg": photograph(told=True), "image/png": screenshot(told=True)}


def put_out(bundle: dict[str, str]) -> NotebookNode:
    """Return a notebook whose code shows a picture."""
    shown = new_output("display_data", data=bundle)
    made: NotebookNode = new_notebook(cells=[new_code_cell("拍照()", outputs=[shown])])
    return made


def attached(bundle: dict[str, str]) -> NotebookNode:
    """Return a notebook that a picture was pasted into."""
    cell = new_markdown_cell("![现场](attachment:a)", attachments={"a": bundle})
    made: NotebookNode = new_notebook(cells=[cell])
    return made


@pytest.mark.parametrize("media", TAKEN)
@pytest.mark.parametrize("notebook", [put_out, attached])
def test_a_picture_of_a_cell_is_the_picture_alone(
    tmp_path: Path, notebook: Callable[[dict[str, str]], NotebookNode], media: str
) -> None:
    """Place, time, device and words go, however the picture came into the notebook."""
    record = notebook({media: base64.b64encode(TAKEN[media]).decode()})

    (clean,) = embedded(record, tmp_path).cells

    bundles = [*clean.get("attachments", {}).values(), *(o.data for o in clean.get("outputs", ()))]
    assert [base64.b64decode(each[media]) for each in bundles] == [bare(TAKEN[media])]
