"""A root may have a notebook of its own: it is run there and nowhere else, and never unsaid."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from click.testing import CliRunner

from lawgov_lib.approval.verification import verify
from lawgov_lib.base.errors import RunError, VerifyError
from lawgov_lib.batch import transfer
from lawgov_lib.batch.job import Job, Outcome, render
from lawgov_lib.cli import cli
from lawgov_lib.publishing.alterations import reasons
from lawgov_lib.publishing.manifest import digest_file, read_manifest
from lawgov_lib.publishing.publication import publish
from tests.conftest import copy_root
from tests.places import NOTEBOOK, own_notebook

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from lawgov_lib.notebook.execution import Kind

YEAR = 2020
OWN = "本机关自行增加的一段"
NAME = "notebooks/annual_report.ipynb"
CHANGED = f"程序有变化：{NAME}有改动"


def give(root: Path, text: str = OWN) -> Path:
    """Give a root a notebook with one cell more than the shipped one."""
    nb: NotebookNode = nbformat.read(NOTEBOOK, as_version=4)
    nb.cells.insert(5, nbformat.v4.new_markdown_cell(text))
    path = own_notebook(root)
    nbformat.write(nb, path)
    return path


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a root with a notebook of its own by the command, and keep what it said."""
    root = copy_root(tmp_path_factory.mktemp("own"))
    give(root)
    done = CliRunner().invoke(cli, ["report", str(YEAR), "--root", str(root)])
    (root / "said.txt").write_text(done.stderr, encoding="utf-8")
    return root


def test_its_cells_are_in_its_report_and_in_no_other(own: Path, published: Path) -> None:
    """What the cell says is printed for that agency alone."""
    assert OWN in (own / "outputs" / "2020" / "report.html").read_text(encoding="utf-8")
    assert OWN not in (published / "report.html").read_text(encoding="utf-8")


def test_the_manifest_names_what_was_run(own: Path, published: Path) -> None:
    """Under the name that the shipped one has, with the hash of the root's own."""
    ran = read_manifest(own / "outputs" / "2020", "").program
    shipped = read_manifest(published, "").program

    assert ran[NAME] == digest_file(own / NAME)
    assert shipped[NAME] == digest_file(NOTEBOOK)
    assert ran.keys() == shipped.keys()


def test_the_command_says_which_notebook_it_runs(own: Path) -> None:
    """Whoever reads the terminal knows that another than the shipped one was run."""
    said = (own / "said.txt").read_text(encoding="utf-8")

    assert said == f"使用资料文件夹中的笔记本，与程序自带的不同：{own / NAME}\n"


def test_a_copy_of_the_shipped_one_needs_no_word(root: Path) -> None:
    """As ``lawgov init`` lays it out, it gives the same report."""
    own_notebook(root).write_bytes(NOTEBOOK.read_bytes())

    done = CliRunner().invoke(cli, ["report", str(YEAR), "--root", str(root)])

    assert (done.exit_code, done.stderr) == (0, "")


def test_a_change_of_it_is_seen(own: Path) -> None:
    """The year is made again, and verifying says why the files differ; then all is well again."""
    assert reasons(own, YEAR) == ()
    before = (own / NAME).read_bytes()
    give(own, "改写的一段")

    with pytest.raises(VerifyError, match=f"E903.*{NAME}有改动.*report.html"):
        verify(own, YEAR)

    assert reasons(own, YEAR) == (CHANGED,)
    (own / NAME).unlink()
    assert reasons(own, YEAR) == (CHANGED,)
    (own / NAME).write_bytes(before)
    assert verify(own, YEAR).folders == ("outputs/2020",)


def test_it_travels_with_the_inputs(own: Path) -> None:
    """A worker that sees no file of the root runs the root's notebook."""
    result = render(Job(Path("/nowhere"), YEAR, inputs=transfer.packed_inputs(own, YEAR)))

    assert result.outcome is Outcome.MADE
    before = (own / "outputs" / "2020" / "manifest.json").read_bytes()
    assert result.outputs is not None
    transfer.unpack_outputs(own, YEAR, result.outputs)
    assert (own / "outputs" / "2020" / "manifest.json").read_bytes() == before


def test_a_batch_names_the_folders_that_run_their_own(root: Path) -> None:
    """One line for all of them."""
    path = give(root)

    done = CliRunner().invoke(cli, ["batch", str(root), "--jobs", "1"])

    assert done.exit_code == 0
    assert done.stderr == f"使用资料文件夹中的笔记本，与程序自带的不同：{path}\n"


@pytest.mark.parametrize(
    "content", ["", "no notebook", "{}", '{"nbformat": 4, "cells": [{}], "metadata": {}}']
)
def test_what_is_no_notebook_is_told(root: Path, content: str) -> None:
    """One message with the file and a cure, not a traceback, and not the shipped one instead."""
    own_notebook(root).write_text(content, encoding="utf-8")

    with pytest.raises(RunError, match=rf"\[E607\] {NAME}: .*处理办法"):
        publish(root, YEAR)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes in folders")
def test_a_pipe_is_not_waited_for(root: Path) -> None:
    """Neither the command, nor a batch that asks what has changed, reads it."""
    os.mkfifo(own_notebook(root))

    done = CliRunner().invoke(cli, ["report", str(YEAR), "--root", str(root)])

    assert "[E607]" in str(done.exception)
    assert render(Job(root, YEAR)).outcome is Outcome.FAILED


@pytest.mark.parametrize("kind", ["forked", "cold"])
def test_any_name_of_a_folder_will_do(
    root: Path, tmp_path_factory: pytest.TempPathFactory, kind: Kind
) -> None:
    """What papermill takes for a place to fill in is the folder's name, and stays so."""
    other = tmp_path_factory.mktemp("names") / "a{b}{year}%s甲 'b\" {"
    root.rename(other)
    give(other)

    made = publish(other, YEAR, kernel=kind)

    assert made == other / "outputs" / "2020"
    assert OWN in (made / "report.html").read_text(encoding="utf-8")
    other.rename(root)


def test_one_that_changes_its_own_file_is_refused(root: Path) -> None:
    """The manifest names one notebook, so it must be the same to the end."""
    nb = nbformat.read(NOTEBOOK, as_version=4)
    source = f"from pathlib import Path\nPath('{NAME}').open('a').write('\\n')"
    nb.cells.append(nbformat.v4.new_code_cell(f"{source};"))
    nbformat.write(nb, own_notebook(root))

    done = CliRunner().invoke(cli, ["report", str(YEAR), "--root", str(root)])

    assert "[E810]" in str(done.exception)
    assert NAME in str(done.exception)
