"""An agency's folder anywhere: laid out once, and nothing in it is ever overwritten."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lawgov_lib.base.errors import PublishError
from lawgov_lib.cli import cli
from lawgov_lib.preparing.agencyfolder import lay_out
from tests.places import NOTEBOOK

FILES = {
    "notebooks/annual_report.ipynb",
    "notebooks/rollup.ipynb",
    "notebooks/information_report.ipynb",
    "notebooks/enforcement_data.ipynb",
    "Makefile",
    "README.md",
}
MAKE = shutil.which("make")
LAWGOV = Path(sys.executable).with_name("lawgov")
needs_make = pytest.mark.skipif(MAKE is None, reason="make is not installed")


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Type a make command in a folder, with an environment that knows no locale."""
    return subprocess.run(
        [str(MAKE), *words],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_folder_is_laid_out(tmp_path: Path) -> None:
    """Years, the shipped notebooks, a Makefile and a README; told with the next step."""
    folder = tmp_path / "示例市 科技局"

    told = lay_out(folder).told()

    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == FILES
    assert (folder / "params").is_dir()
    assert (folder / "notebooks" / NOTEBOOK.name).read_bytes() == NOTEBOOK.read_bytes()
    assert str(folder) in told
    assert "lawgov new" in told


def test_any_name_will_do(tmp_path: Path) -> None:
    """What Python would fill in, in a name, is the name and nothing else."""
    folder = tmp_path / "a{b}c%s"

    assert f"进入文件夹：{folder}\n" in lay_out(folder).told()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """What is there stays as it is and is named; what is missing is added."""
    (tmp_path / "Makefile").write_bytes(b"mine")
    (tmp_path / "README.md").symlink_to("nowhere")

    laid = lay_out(tmp_path)

    assert (tmp_path / "Makefile").read_bytes() == b"mine"
    assert laid.kept == ("Makefile", "README.md")
    assert set(laid.made) == FILES - {"Makefile", "README.md"}
    assert laid.told().count("已有，没有改动") == 2
    assert lay_out(tmp_path).made == ()


def test_a_file_in_the_place_is_told(tmp_path: Path) -> None:
    """A folder cannot be laid out where a file lies."""
    (tmp_path / "file").touch()

    with pytest.raises(PublishError, match="E801"):
        lay_out(tmp_path / "file")


@needs_make
def test_its_makefile_lists_commands_that_there_are(tmp_path: Path) -> None:
    """Each target has its line of help and does what the command of its name does."""
    lay_out(tmp_path)

    listed = {
        line.split()[1] for line in make(tmp_path).stdout.splitlines() if line[:6] == "  make"
    }

    assert {"new", "workbook", "check", "report", "sign", "final", "verify", "status"} <= listed
    assert listed <= set(cli.commands)


@needs_make
def test_its_makefile_runs_the_command_that_is_named(tmp_path: Path) -> None:
    """A year is begun through make, with the program's place given."""
    folder = tmp_path / "法治 报告"
    lay_out(folder)

    done = make(folder, "new", "YEAR=2024", f"LAWGOV={LAWGOV}")

    assert done.returncode == 0, done.stderr
    assert (folder / "params" / "2024" / "report.yaml").exists()


@needs_make
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["new"], "请写明报告年度"),
        (["sign", "YEAR=2024", "LAWGOV=true"], "请写明环节和姓名"),
        (["new", "YEAR=2024", "LAWGOV=nowhere"], "找不到程序“nowhere”"),
    ],
)
def test_what_is_missing_is_told(tmp_path: Path, typed: list[str], said: str) -> None:
    """A year, a signer or the program itself."""
    lay_out(tmp_path)

    done = make(tmp_path, *typed)

    assert done.returncode == 2
    assert said in done.stderr
