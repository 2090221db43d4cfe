"""Why a year is made anew: everything that shapes the report counts, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.layout import MANIFEST
from lawgov_lib.batch.job import Job, Outcome, render
from lawgov_lib.publishing.alterations import reasons
from lawgov_lib.publishing.manifest import read_manifest
from tests import surroundings
from tests.batch.conftest import YEARS
from tests.places import NOTEBOOK, own_notebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

YEAR = 2024
INPUTS = (
    "params/2024/registers/funds.csv",
    "params/2024/registers/complaints.csv",
    "params/2024/text/capacity.md",
    "params/2024/report.yaml",
    "params/2024/answers.yaml",
    "params/2024/sister.csv",
    "params/2023/registers/funds.csv",
    "params/2022/text/capacity.md",
    "outputs/2023/metrics.csv",
    "outputs/2022/final/metrics.csv",
)
ASIDE = (
    "params/2024/signoff.yaml",
    "params/2024/registers/merged/old.csv",
    "params/2024/text/reference/other.md",
    "params/2024/text/.capacity.md.swp",
    "params/2024/registers/~$registers.xlsx",
    "params/2021/report.yaml",
    "outputs/.2024.lock",
    "outputs/2024-failed.ipynb",
    "outputs/2024/final/report.html",
)
PROGRAM = (
    "notebooks/annual_report.ipynb",
    "lawgov_lib/exporters/templates/page.html",
    "lawgov_lib/base/fonts/NotoSerifSC-Black.ttf",
    "lawgov_lib/laws/provisions.yaml",
    "lawgov_lib/measuring/metric.py",
)
ASK = """
import sys
from pathlib import Path
from lawgov_lib.publishing.alterations import reasons
print("\\n".join(reasons(Path(sys.argv[1]), int(sys.argv[2]))))
"""


def change(path: Path) -> None:
    """Add a line to a file, or begin one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")


def kept(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return of each file of a folder which one it is and when it was written."""
    stats = {path: path.stat() for path in (folder, *folder.rglob("*"))}
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in stats.items()}


def test_a_year_that_was_just_made_has_none(made: Path) -> None:
    """Nothing has changed in any of the years."""
    assert [reasons(made, year) for year in YEARS] == [(), (), ()]


@pytest.mark.parametrize("name", INPUTS)
def test_every_kind_of_input_counts(root: Path, name: str) -> None:
    """A register's row, prose, report.yaml, answers, other years and their metrics do."""
    change(root / name)

    (reason,) = reasons(root, YEAR)

    assert reason.startswith(f"资料有变化：{name}")


@pytest.mark.parametrize("name", ASIDE)
def test_what_is_kept_aside_does_not_count(root: Path, name: str) -> None:
    """Approvals, merged rows, references, hidden files and failures change no report."""
    change(root / name)

    assert reasons(root, YEAR) == ()


def test_an_output_that_was_edited_or_deleted_counts(root: Path) -> None:
    """The files are told by name."""
    change(root / "outputs" / "2024" / "report.html")
    (root / "outputs" / "2024" / "metrics.csv").unlink()

    assert reasons(root, YEAR) == ("生成的文件有变化：metrics.csv已不存在、report.html有改动",)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project, to be changed."""
    return surroundings.copy_project(tmp_path_factory.mktemp("project"))


def asked(project: Path, root: Path) -> str:
    """Return the reasons that the program of a project tells."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", ASK, root, str(YEAR)],
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_copy_of_the_program_elsewhere_makes_no_difference(clone: Path, made: Path) -> None:
    """Where the program stands does not count."""
    assert asked(clone, made) == ""


def test_every_kind_of_file_of_the_program_counts(clone: Path, made: Path) -> None:
    """The notebook, templates, fonts, tables and code do, and are told by name."""
    for name in PROGRAM:
        assert (clone / name).is_file()
        change(clone / name)

    told = asked(clone, made)

    assert told.startswith("程序有变化：")
    assert [name for name in PROGRAM if f"{name}有改动" not in told] == []


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda told: told["packages"].update(typst="0.0.1"), "typst 0.0.1→"),
        (lambda told: told["packages"].pop("pandas"), "pandas 未安装→"),
        (lambda told: told.update(python="CPython 3.0.0"), "Python CPython 3.0.0→"),
    ],
)
def test_packages_and_python_count(
    root: Path, edit: Callable[[dict[str, object]], object], told: str
) -> None:
    """A report that was made by another version is made anew."""
    path = root / "outputs" / str(YEAR) / MANIFEST
    content = json.loads(path.read_bytes())
    edit(content)
    path.write_text(json.dumps(content), encoding="utf-8")

    (reason,) = reasons(root, YEAR)

    assert reason.startswith(f"软件包有变化：{told}")


def test_a_notebook_of_its_own_counts(root: Path) -> None:
    """The notebook is told by the name of its folder and its own."""
    own_notebook(root).write_bytes(NOTEBOOK.read_bytes() + b"\n")

    assert reasons(root, YEAR) == (f"程序有变化：notebooks/{NOTEBOOK.name}有改动",)


def test_no_manifest_and_a_foreign_one_are_reasons(root: Path) -> None:
    """A year whose manifest is gone or another's is made."""
    (root / "outputs" / "2023" / MANIFEST).unlink()
    (root / "outputs" / "2022" / MANIFEST).write_bytes(b"{}")
    path = root / "outputs" / "2024" / MANIFEST
    final = read_manifest(path.parent, "").model_copy(update={"status": "定稿"})
    path.write_bytes(final.to_bytes())

    assert [reasons(root, year) for year in YEARS] == [
        ("不是本程序生成的清单",),
        ("有文件而没有清单",),
        ("outputs/2024中的不是2024年度的草稿",),
    ]


def test_one_cell_of_one_year_makes_that_year_and_the_next_anew(root: Path) -> None:
    """The year before keeps its very files; the year after builds on the changed one."""
    register = root / "params" / "2023" / "registers" / "funds.csv"
    before = kept(root / "outputs" / "2022")
    text = register.read_text(encoding="utf-8")
    first = text.splitlines()[1]
    head, _, amount = first.rpartition(",")
    register.write_text(text.replace(first, f"{head},{amount}1", 1), encoding="utf-8")

    outcomes = [render(Job(root, year)).outcome for year in YEARS]

    assert outcomes == [Outcome.UNCHANGED, Outcome.MADE, Outcome.MADE]
    assert kept(root / "outputs" / "2022") == before
