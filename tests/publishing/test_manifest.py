"""The manifest: it names every file that a report is made from, and every package behind it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from lawgov_lib.base.errors import PublishError
from lawgov_lib.publishing.alterations import CHANGED, changes
from lawgov_lib.publishing.manifest import (
    files_in,
    hashed,
    inputs_of,
    packages_used,
    program_of,
    python_version,
    read_manifest,
)
from tests.places import DEMO, NOTEBOOK

if TYPE_CHECKING:
    from pathlib import Path

YEAR = 2024
ASIDE = (
    "params/2024/signoff.yaml",
    "params/2024/text/reference/other.md",
    "params/2024/registers/merged/old.csv",
    "params/2024/text/.other.md.swp",
    "params/2021/report.yaml",
    "outputs/2024/metrics.csv",
    "outputs/2022/final-01234567/metrics.csv",
    "outputs/2023/report.html",
)
METRICS = "编号,状态,数值,单位\r\nnorm_made,数,3,件\r\n"
WATCH = """
import json, sys
opened = set()
sys.addaudithook(lambda event, told: opened.add(str(told[0])) if event == "open" else None)
from lawgov_lib.report import Report
report = Report.open(2024, "params")
for key in report.spots:
    report.section(key)
report.annex()
report.review()
print(json.dumps(sorted(opened)))
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a root of the fictional agency, with earlier reports and with what is no input."""
    root = tmp_path_factory.mktemp("agency")
    shutil.copytree(DEMO / "params", root / "params")
    tables = ("outputs/2021/metrics.csv", "outputs/2022/final/metrics.csv")
    for name in (*tables, "outputs/2023/metrics.csv", "outputs/2023/final/metrics.csv", *ASIDE):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(METRICS if name.endswith("metrics.csv") else "", encoding="utf-8")
    return root


def opened_under(root: Path) -> set[str]:
    """Return the files below the root that measuring, checking and telling the year opens."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH], cwd=root, capture_output=True, text=True, check=True
    )
    paths = (root / path for path in json.loads(done.stdout))
    return {
        path.relative_to(root).as_posix()
        for path in paths
        if path.is_relative_to(root) and path.is_file()
    }


def test_every_file_that_is_read_is_an_input(root: Path) -> None:
    """Whatever the kernel's side opens below the root is in the manifest."""
    opened = opened_under(root)

    assert opened <= set(inputs_of(root, "params", YEAR))
    assert {f"params/{year}/report.yaml" for year in (2022, 2023, 2024)} <= opened
    assert {"outputs/2021/metrics.csv", "outputs/2023/final/metrics.csv"} <= opened


def test_what_is_kept_aside_is_no_input(root: Path) -> None:
    """Approvals, references, merged rows, hidden files and the report itself are none."""
    assert set(ASIDE).isdisjoint(inputs_of(root, "params", YEAR))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """All of them are named at once."""
    with pytest.raises(PublishError) as failure:
        hashed({"a": tmp_path / "a", "b": tmp_path / "b"})

    assert [str(problem.place) for problem in failure.value.problems] == ["a", "b"]


@pytest.mark.skipif(os.name != "posix", reason="Windows asks for rights to make links")
def test_files_are_listed_beside_links_that_lead_nowhere(tmp_path: Path) -> None:
    """A link in a circle or to a folder hides no file, and is none; one to a file counts."""
    (tmp_path / "report").mkdir()
    for name in ("report/page.html", "metrics.csv", ".hidden"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "again").symlink_to("report")
    (tmp_path / "alias.csv").symlink_to("metrics.csv")

    assert {name for name, _ in files_in(tmp_path)} == {
        "alias.csv",
        "metrics.csv",
        "report/page.html",
    }
    assert not list(files_in(tmp_path / "nowhere"))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes in folders")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe or an endless device in place of a manifest or an input is told with its place."""
    shutil.copytree(DEMO / "params" / "2024", tmp_path / "params" / "2024")
    os.mkfifo(tmp_path / "manifest.json")
    (tmp_path / "notebooks").mkdir()
    os.mkfifo(tmp_path / "notebooks" / NOTEBOOK.name)
    endless = tmp_path / "endless"
    endless.mkdir()
    (endless / "manifest.json").symlink_to("/dev/zero")

    for folder in (tmp_path, endless):
        with pytest.raises(PublishError, match=r"\[E809\].*不是普通文件"):
            read_manifest(folder, "outputs/2024")
    with pytest.raises(PublishError, match=r"\[E819\] outputs/report.pdf: .*不是普通文件"):
        hashed({"outputs/report.pdf": tmp_path / "manifest.json"})
    assert inputs_of(tmp_path, "params", YEAR)


def test_the_program_is_notebook_and_library() -> None:
    """Notebook, code, outlines, templates and fonts are named relative to the project."""
    names = set(program_of(NOTEBOOK))
    kinds = {name.rpartition(".")[2] for name in names}

    assert {"notebooks/annual_report.ipynb", "lawgov_lib/publishing/manifest.py"} <= names
    assert {"py", "yaml", "typ", "woff2"} <= kinds or {"py", "yaml", "typ", "otf"} <= kinds
    assert not any("__pycache__" in name for name in names)


def test_the_packages_are_closed_under_their_requirements() -> None:
    """Whatever a package needs here is in the list too, with the version that is installed."""
    used = packages_used()

    for name, version in used.items():
        assert distribution(name).version == version
        for text in distribution(name).requires or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert canonicalize_name(needed.name) in used, f"{name}: {text}"
    assert {"lawgov", "typst", "pandas", "ipykernel", "wcwidth", "numpy"} <= set(used)
    assert "pytest" not in used


def test_python_is_named_with_its_version() -> None:
    """Implementation and version, as Python itself says them."""
    assert python_version().endswith(sys.version.split()[0])


@pytest.mark.parametrize(("content", "code"), [(None, "E808"), (b"{}", "E809"), (b"\xff", "E809")])
def test_a_manifest_that_is_none_is_told(tmp_path: Path, content: bytes | None, code: str) -> None:
    """A missing manifest and a foreign one are told apart, by the name they have in the root."""
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)

    with pytest.raises(PublishError, match=rf"\[{code}\] outputs/2020/manifest\.json"):
        read_manifest(tmp_path, "outputs/2020")


def test_own_font_files_are_inputs(root: Path) -> None:
    """Every font file of the office is hashed, so that another one makes the report anew."""
    fonts = root / "fonts"
    fonts.mkdir()
    (fonts / "仿宋.TTF").write_bytes(b"one")
    (fonts / "说明.txt").write_bytes(b"")
    before = inputs_of(root, "params", YEAR)

    (fonts / "仿宋.TTF").write_bytes(b"two")

    assert "fonts/仿宋.TTF" in before
    assert "fonts/说明.txt" not in before
    assert changes(before, inputs_of(root, "params", YEAR)) == {"fonts/仿宋.TTF": CHANGED}
