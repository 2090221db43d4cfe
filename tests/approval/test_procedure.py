"""Which approvals go together: a table of roles, signatures and settings, with what is refused."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from lawgov_lib.approval.finalization import refusals
from lawgov_lib.base.errors import InputError
from lawgov_lib.document.tree import Document, Meta, Section
from lawgov_lib.inputs.opening import OPENING
from lawgov_lib.inputs.reportfile import ReportFile
from lawgov_lib.inputs.signofffile import read_signoff
from lawgov_lib.inputs.yamlfile import read_yaml
from tests.places import DATA

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.base.errors import Problem


class _Dateless(SafeConstructor):
    """Leave dates as text: the files of a row say them as they are."""


_Dateless.add_constructor(
    "tag:yaml.org,2002:timestamp", lambda reader, node: reader.construct_scalar(node)
)
_YAML = YAML(typ="safe", pure=True)
_YAML.Constructor = _Dateless
TABLE: dict[str, Any] = _YAML.load((DATA / "signoffs.yaml").read_text(encoding="utf-8"))
USUAL, CASES = TABLE["usual"], TABLE["cases"]
OTHER = "0" * 64


def report_of(folder: Path, said: dict[str, Any]) -> ReportFile:
    """Write and read the report file of a row."""
    told = {key: value for key, value in (USUAL["report"] | said).items() if value is not None}
    return read_yaml(written(folder / "report.yaml", told), "report.yaml", ReportFile)


def document_of(report: ReportFile) -> Document:
    """Return a report without text, as the notebook tells it."""
    meta = Meta(
        title="报告",
        agency=report.agency.name,
        year=report.year,
        signed_on=report.dated,
        outline=(OPENING,),
        roles=report.signoff,
        terms=report.terms,
        signoff_note=report.signoff_note,
    )
    return Document(meta=meta, sections=(Section(key=OPENING, order=(0,), blocks=(), meta=meta),))


def entries_of(row: dict[str, Any], document: Document) -> list[dict[str, Any]]:
    """Return the approvals of a row as the file lists them."""
    roles = document.meta.roles
    signed = USUAL["signed"] | row.get("signed", {})
    under = row.get("under", list(roles))
    return [
        {
            "role": role,
            "name": signed[role][0],
            "date": signed[role][1],
            "content": OTHER if role in row.get("of", ()) else document.content,
            **({} if under == "old" else {"roles": [*under]}),
        }
        for role in signed
        if signed[role]
    ]


def written(path: Path, content: object) -> Path:
    """Write a YAML file."""
    stream = io.StringIO()
    YAML(typ="safe").dump(content, stream)
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Return the codes, with the lines where these are known."""
    return [
        f"{each.code}:{each.place.line}" if each.place and each.place.line else each.code
        for each in problems
    ]


@pytest.mark.parametrize("row", CASES, ids=[row["case"] for row in CASES])
def test_what_final_says_to_the_approvals(row: dict[str, Any], tmp_path: Path) -> None:
    """Wrong constellations are refused, all at once."""
    try:
        document = document_of(report_of(tmp_path, row.get("report", {})))
        written(tmp_path / "signoff.yaml", entries_of(row, document))
        signoff = read_signoff(tmp_path, "params/2020")
        today = date.fromisoformat(row.get("today", USUAL["today"]))
        found = tuple(refusals(document, signoff, today))
    except InputError as error:
        found = error.problems

    assert [each.code for each in found] == row["told"]
    assert all(each.hint for each in found)


@pytest.mark.parametrize("row", TABLE["notes"], ids=lambda row: row["note"] or "usual")
def test_the_colophon_says_what_is_less_than_usual(row: dict[str, Any], tmp_path: Path) -> None:
    """Fewer roles, or one person for several, is for all to read; it is part of the content."""
    note = report_of(tmp_path, row["report"]).signoff_note
    usual = document_of(report_of(tmp_path, {}))
    told = document_of(report_of(tmp_path, row["report"]))

    assert (note or "") == row["note"]
    assert (usual.content == told.content) == (not note)


@pytest.mark.parametrize("row", TABLE["files"], ids=lambda row: repr(row["text"][:40]))
def test_each_fault_of_the_file_has_its_line(row: dict[str, Any], tmp_path: Path) -> None:
    """What cannot be read is told with its lines, all at once."""
    path = tmp_path / "signoff.yaml"
    path.write_text(row["text"].replace("@", "a" * 64), encoding="utf-8")

    try:
        read_signoff(tmp_path, "params/2020")
        found: list[str] = []
    except InputError as error:
        found = told(error.problems)

    assert found == row["told"]
