"""One function from a job to a result: it never raises what is the job's fault."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from pathlib import Path
from typing import cast

import nbformat
import pytest

from lawgov_lib.base.errors import PublishError
from lawgov_lib.batch import transfer
from lawgov_lib.batch.job import Job, Outcome, Result, render
from tests.batch.conftest import YEARS, copy_demo
from tests.places import NOTEBOOK, own_notebook

YEAR = 2024
SMALL = 10_000
"""Bytes that the result of a job without a package may have."""


def files(folder: Path) -> dict[str, bytes]:
    """Return a folder's files by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def damage(root: Path) -> Path:
    """Write an amount that is none, and return the register's path."""
    register = root / "params" / str(YEAR) / "registers" / "funds.csv"
    with register.open("a", encoding="utf-8") as file:
        file.write("某用途,某项目,,许多\n")
    return register


def test_an_unchanged_year_is_told_so(made: Path) -> None:
    """The agency is named as its report does."""
    assert render(Job(made, YEAR)) == Result(
        made, YEAR, Outcome.UNCHANGED, agency="示例市科学技术局"
    )


def test_a_fault_of_the_inputs_is_the_result(root: Path) -> None:
    """It has all problems and the exit code, and leaves no notebook; the old report stays."""
    damage(root)
    before = files(root / "outputs" / str(YEAR))

    result = render(Job(root, YEAR))

    assert (result.outcome, result.exit_code) == (Outcome.FAILED, 4)
    assert {problem.code for problem in result.problems} <= {"E401", "E414"}
    assert result.left == ""
    assert files(root / "outputs" / str(YEAR)) == before


def test_an_unforeseen_fault_leaves_a_log(root: Path) -> None:
    """The result names the log, which has the traceback; the next success removes it."""
    log = root / "outputs" / f"{YEAR}-failed.log"
    own_notebook(root).write_bytes(NOTEBOOK.read_bytes() + b"\n")

    result = render(Job(root, YEAR, seconds=cast("int", "soon")))

    assert (result.outcome, result.exit_code) == (Outcome.FAILED, 1)
    assert [problem.code for problem in result.problems] == ["E101"]
    assert root / result.left == log
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert render(Job(root, YEAR)).outcome is Outcome.MADE
    assert not log.exists()


def test_a_root_that_cannot_be_read_is_the_result(tmp_path: Path) -> None:
    """A root without inputs, and a year without a folder, end in a result."""
    (tmp_path / "some" / "params").mkdir(parents=True)

    results = [render(Job(tmp_path / name, YEAR)) for name in ("none", "some")]

    assert [result.problems[0].code for result in results] == ["E304", "E401"]
    assert not (tmp_path / "none").exists()


def test_a_result_is_small_and_travels(root: Path) -> None:
    """What comes back from a worker is what the worker returned."""
    damage(root)
    result = render(Job(root, YEAR))

    sent = pickle.dumps(result)

    assert pickle.loads(sent) == result  # noqa: S301  our own bytes
    assert len(sent) < SMALL


def test_a_job_whose_inputs_travel_brings_the_same_report(made: Path, tmp_path: Path) -> None:
    """Rendered elsewhere from a package, files are the same to the byte; nothing else is put."""
    home = copy_demo(tmp_path / "home", *YEARS)
    for year in YEARS[:-1]:
        name = f"outputs/{year}/metrics.csv"
        (home / name).parent.mkdir(parents=True)
        (home / name).write_bytes((made / name).read_bytes())
    elsewhere = Path("/nowhere")

    result = render(Job(elsewhere, YEAR, inputs=transfer.packed_inputs(home, YEAR)))
    assert result.outputs is not None
    transfer.unpack_outputs(home, YEAR, result.outputs)

    assert (result.outcome, result.root) == (Outcome.MADE, elsewhere)
    assert files(home / "outputs" / str(YEAR)) == files(made / "outputs" / str(YEAR))
    assert not elsewhere.exists()


def test_a_failure_travels_and_leaves_what_was_there(root: Path) -> None:
    """The draft stays as it was; the notebook of an older failure does not stand for this one."""
    (root / "outputs" / f"{YEAR}-failed.ipynb").touch()
    damage(root)
    before = files(root / "outputs" / str(YEAR))
    inputs = transfer.packed_inputs(root, YEAR)

    result = render(Job(Path("/nowhere"), YEAR, inputs=inputs))
    assert result.outputs is not None
    transfer.unpack_outputs(root, YEAR, result.outputs)

    assert result.outcome is Outcome.FAILED
    assert result.left == ""
    assert not (root / "outputs" / f"{YEAR}-failed.ipynb").exists()
    assert files(root / "outputs" / str(YEAR)) == before


def test_a_parcel_is_the_same_for_the_same_files(made: Path, root: Path) -> None:
    """Neither the root's place nor the times of its files count."""
    for path in root.rglob("*"):
        os.utime(path, (0, 0))

    assert transfer.packed_inputs(root, YEAR) == transfer.packed_inputs(made, YEAR)


def zipped(name: str) -> bytes:
    """Pack one file under a name that packing would not give it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, b"evil")
    return data.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../evil",
        "params/../evil",
        "params/2024/../../evil",
        "params/2024/a\\..\\b",
        "params/2024//a",
        "C:/evil",
        "outputs/2024/report.html",
        "lawgov_lib/cli/__init__.py",
    ],
)
def test_inputs_cannot_be_put_elsewhere(tmp_path: Path, name: str) -> None:
    """A name that leads out of the root or to other files is refused before anything is written."""
    with pytest.raises(PublishError, match="E822"):
        transfer.unpack_inputs(tmp_path, zipped(name))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../evil",
        "2024/../evil",
        "2024/final/report.html",
        "2023/report.html",
        "2024-failed.py",
        ".2024.lock",
        "2024/C:evil",
    ],
)
def test_outputs_cannot_be_put_elsewhere(root: Path, name: str) -> None:
    """A worker can put the year's draft and its failure, and neither a final report nor others."""
    before = sorted((root / "outputs").rglob("*"))

    with pytest.raises(PublishError, match="E822"):
        transfer.unpack_outputs(root, YEAR, zipped(name))

    assert sorted((root / "outputs").rglob("*")) == before


def test_a_damaged_parcel_is_told(root: Path, tmp_path: Path) -> None:
    """A package cut short, and one with a byte changed, are refused; a job with one fails."""
    whole = transfer.packed_inputs(root, YEAR)
    middle = len(whole) // 2
    changed = whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]

    for damaged in (whole[:middle], changed):
        with pytest.raises(PublishError, match="E821"):
            transfer.unpack_inputs(tmp_path, damaged)
        assert render(Job(tmp_path, YEAR, inputs=damaged)).problems[0].code == "E821"


def test_an_older_notebook_is_told_what_it_would_lose_before_it_runs(root: Path) -> None:
    """A section without a cell, and no cell for the rest: nothing is run, and the cure is named."""
    nb = nbformat.read(NOTEBOOK, as_version=4)
    gone = ('report.section("digital")', "report.remaining()")
    nb.cells = [cell for cell in nb.cells if cell.source not in gone]
    nbformat.write(nb, own_notebook(root))

    result = render(Job(root, YEAR))

    (problem,) = result.problems
    assert (result.exit_code, result.left, problem.code) == (7, "", "E715")
    assert "“digital”" in problem.message
    assert "report.remaining()" in problem.hint


def test_a_section_that_falls_away_needs_no_cell(root: Path) -> None:
    """Where sections without content are dropped, nothing is lost for want of a cell of theirs."""
    nb = nbformat.read(NOTEBOOK, as_version=4)
    gone = ('report.section("other")', "report.remaining()")
    nb.cells = [cell for cell in nb.cells if cell.source not in gone]
    nbformat.write(nb, own_notebook(root))
    year = root / "params" / str(YEAR)
    (year / "text" / "other.md").unlink()
    with (year / "report.yaml").open("a", encoding="utf-8") as file:
        file.write("arrange:\n  empty: drop\n")

    assert render(Job(root, YEAR)).problems == ()
