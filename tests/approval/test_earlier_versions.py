"""Reports made by earlier versions of the program: what was final then is final now.

tests/data/earlier holds such roots as they were made, with the record and the data file of each
report, and manifests cut to these: of the first versions, without and with an own cell, a draft of
theirs, and of the last before the log of finals.
"""

from __future__ import annotations

import tarfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.approval.finalslog import read_log
from lawgov_lib.approval.status import standings
from lawgov_lib.approval.verification import published
from lawgov_lib.document.tree import DRAFT, FINAL
from lawgov_lib.inputs.signofffile import read_signoff
from lawgov_lib.publishing.manifest import Manifest, digest
from lawgov_lib.rollup.finals import gathered
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.document.tree import Status

EARLIER = PROJECT / "tests" / "data" / "earlier"
FINALS = ("first", "first_with_own_cell", "before_the_log")
DRAFTS = (*FINALS, "first_draft")
DUE = date(2021, 3, 1)


def unpacked(version: str, folder: Path) -> Path:
    """Return a root with what a version of the program made."""
    with tarfile.open(EARLIER / f"{version}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder


def broken(root: Path, status: Status) -> set[str]:
    """Return the codes of what verifying says of a folder before it makes the report anew."""
    signoff = read_signoff(root / "params" / "2020", "params/2020")
    found = published(root, 2020, status, signoff, read_log(root))
    return {problem.code for problem in found.edits}


@pytest.mark.parametrize("version", FINALS)
def test_a_final_of_an_earlier_version_is_final(version: str, tmp_path: Path) -> None:
    """Status, verify and the roll-up find its content by the rules of its time."""
    root = unpacked(version, tmp_path)
    (year,) = standings(root).years
    (agency,) = next(gathered({"a": root}, 2020, DUE, None)).agencies

    assert year.state.value == "定稿"
    assert [note for note in year.notes if "不符" in note] == []
    assert "没有定稿登记（outputs/finals.log）：定稿由尚无登记功能的旧版程序生成" in "".join(
        year.notes
    )
    assert broken(root, FINAL) == {"E835"}
    assert (agency.standing.value, agency.problem) == ("按期", "")


@pytest.mark.parametrize("version", DRAFTS)
def test_a_draft_of_an_earlier_version_is_as_it_was_made(version: str, tmp_path: Path) -> None:
    """What it told reviewers has had other forms; that is no part of what is compared."""
    assert broken(unpacked(version, tmp_path), DRAFT) == set()


@pytest.mark.parametrize("version", FINALS)
def test_what_was_altered_is_told_of_earlier_versions_too(version: str, tmp_path: Path) -> None:
    """Another sentence in the record, and a manifest in step with the file, are found."""
    root = unpacked(version, tmp_path)
    final = root / "outputs" / "2020" / "final"
    record, told = final / "report.ipynb", final / "manifest.json"
    said = "另设咨询窗口" if "own" in version else "46.7"
    text = record.read_text(encoding="utf-8")
    assert said in text
    record.write_text(text.replace(said, f"9{said}"), encoding="utf-8")
    manifest = Manifest.model_validate_json(told.read_bytes())
    outputs = manifest.outputs | {record.name: digest(record.read_bytes())}
    told.write_bytes(manifest.model_copy(update={"outputs": outputs}).to_bytes())
    (year,) = standings(root).years
    (agency,) = next(gathered({"a": root}, 2020, DUE, None)).agencies

    assert year.state.value == "定稿已被改动"
    assert "E906" in broken(root, FINAL)
    assert agency.standing.value == "被改动未纳入"
