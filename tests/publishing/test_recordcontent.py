"""The content of a record: its stored form gives the hash that reading it whole gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.publishing.recordcontent import UnreadableRecordError, document_of, recorded

if TYPE_CHECKING:
    from pathlib import Path


def test_the_stored_form_gives_the_same_hash(published: Path) -> None:
    """Quick and whole agree on content, agency, year, status and tables."""
    data = (published / "report.ipynb").read_bytes()
    document = document_of(data)
    quick = recorded(data, document.content)
    whole = recorded(data)

    assert quick.sections
    assert not whole.sections
    assert quick._replace(sections=[]) == whole
    assert quick.content == document.content
    assert quick.document(data).content == document.content


def test_a_record_with_own_cells_is_read_whole(published: Path) -> None:
    """What an analyst added is part of the content; the stored sections alone are not."""
    notebook = json.loads((published / "report.ipynb").read_bytes())
    own = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": "另设咨询窗口。"}
    notebook["cells"].append(own)
    data = json.dumps(notebook).encode()
    before = recorded((published / "report.ipynb").read_bytes()).content
    told = recorded(data, before)

    assert not told.sections
    assert told.content == document_of(data).content != before


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"cells": [1]}', b"\xff", b'{"cells": []}'])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    """Whatever stands there, it is one error."""
    with pytest.raises(UnreadableRecordError):
        recorded(data)
