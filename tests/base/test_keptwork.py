"""What is kept from run to run: it changes no word, holds nothing of an agency, may be missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.places import DEMO, PROJECT

if TYPE_CHECKING:
    from pathlib import Path

NAME, OTHER = "示例市科学技术局", "示例市砚台漆器局"
NONE = "PYTHONDONTWRITEBYTECODE"
"""What keeps bytecode from being kept."""
KINDS = {".expressions", ".tables"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a year of the fictional agency under a name that stands nowhere in the program."""
    root = tmp_path_factory.mktemp("root")
    year = shutil.copytree(DEMO / "params" / "2024", root / "params" / "2024")
    report = year / "report.yaml"
    text = report.read_text(encoding="utf-8")
    assert NAME in text
    report.write_text(text.replace(NAME, OTHER), encoding="utf-8")
    return root


def checked(root: Path, cache: Path, **others: str) -> str:
    """Check the year with a place for bytecode; return all that is said."""
    given = {name: text for name, text in os.environ.items() if name not in {"MAKELEVEL", NONE}}
    surroundings = {"PYTHONPATH": str(PROJECT), "PYTHONPYCACHEPREFIX": str(cache), **others}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "lawgov_lib", "check", "2024", "--root", root],
        env=given | surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def kept(cache: Path) -> dict[str, bytes]:
    """Return the files of what was kept, by kind."""
    files = (path for path in cache.rglob("keptwork.*") if path.suffix in KINDS)
    return {path.suffix: path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def before(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a place for bytecode after a first run, and what that said."""
    cache = tmp_path_factory.mktemp("cache")
    return cache, checked(root, cache)


def test_a_second_run_takes_it_and_says_the_same(root: Path, before: tuple[Path, str]) -> None:
    """Nothing is new then, so nothing is written."""
    cache, said = before
    first = kept(cache)

    assert first.keys() == KINDS
    assert checked(root, cache) == said
    assert kept(cache) == first


def test_nothing_of_an_agency_is_in_it(before: tuple[Path, str]) -> None:
    """What is made of an agency's own words is made anew each time."""
    works = kept(before[0])

    assert works.keys() == KINDS
    assert all("砚台漆器".encode() not in each for each in works.values())


@pytest.mark.parametrize("damage", [b"", b"\0\0\0\0", "of another version"])
def test_what_was_damaged_is_made_anew(
    root: Path, before: tuple[Path, str], tmp_path: Path, damage: bytes | str
) -> None:
    """A file that is cut off, of something else, or changed in the middle."""
    cache, said = before
    own = shutil.copytree(cache, tmp_path / "cache")
    for path in [path for path in own.rglob("keptwork.*") if path.suffix in KINDS]:
        whole = path.read_bytes()
        middle = len(whole) // 2
        changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        path.write_bytes(damage if isinstance(damage, bytes) else changed)

    assert checked(root, own) == said
    assert kept(own).keys() == KINDS
    assert checked(root, own) == said


def test_where_no_bytecode_is_kept_it_is_not(
    root: Path, before: tuple[Path, str], tmp_path: Path
) -> None:
    """As whoever runs Python wishes."""
    assert checked(root, tmp_path, **{NONE: "1"}) == before[1]
    assert list(tmp_path.iterdir()) == []
