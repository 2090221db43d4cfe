"""Supply: every package is locked by hash, used, and under a licence that is allowed."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import lawgov_lib
from tests.places import PROJECT

LOCKS = sorted(PROJECT.glob("requirements*.txt"))
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def audit(*options: str) -> subprocess.CompletedProcess[str]:
    """List the licences of all that is installed, by the settings of pyproject.toml."""
    return subprocess.run(
        [Path(sys.executable).with_name("pip-licenses"), *options],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_every_licence_is_allowed() -> None:
    """The audit passes, and lists packages with version and licence, ours with its fonts' OFL."""
    done = audit()

    assert done.returncode == 0, done.stderr
    assert re.search(r"^ *typst +[0-9.]+ +Apache-2.0 *$", done.stdout, re.MULTILINE)
    assert re.search(r"^ *lawgov +[0-9.]+ +MIT AND OFL-1.1 *$", done.stdout, re.MULTILINE)


def test_a_licence_that_is_not_allowed_fails() -> None:
    """Without LGPL among those allowed, python-stdnum is named and the audit fails."""
    allowed = PYPROJECT["tool"]["pip-licenses"]["allow-only"]
    lesser = next(each for each in allowed.split(";") if "Lesser" in each)

    done = audit("--allow-only", allowed.replace(lesser, ""))

    assert done.returncode == 1
    assert "python-stdnum" in done.stderr


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_entry_of_a_lock_has_its_hashes(lock: Path) -> None:
    """One version of each package, and the SHA-256 of what may be installed."""
    text = re.sub("#.*", "", lock.read_text(encoding="utf-8")).replace("\\\n", " ")
    entries = [line.split("--hash=") for line in text.splitlines() if line.strip()]

    assert entries
    for name, *hashes in entries:
        (version,) = Requirement(name.strip()).specifier
        assert version.operator == "==", name
        assert hashes, name
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", each.strip()) for each in hashes), name


def test_every_dependency_is_locked_and_used() -> None:
    """What pyproject.toml asks for is in the lock, and some room of the library imports it."""
    wanted = {canonicalize_name(Requirement(text).name) for text in _dependencies()}
    lock = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    locked = {canonicalize_name(name) for name in re.findall(r"(?m)^([\w.-]+)", lock)}
    owners = packages_distributions()
    imported = {
        canonicalize_name(owner)
        for path in (PROJECT / "lawgov_lib").rglob("*.py")
        for module in _imports(path)
        for owner in owners.get(module, ())
    }

    assert wanted <= locked
    assert wanted <= imported


def test_the_bill_of_materials_says_what_the_lock_says(tmp_path: Path) -> None:
    """Every package of the lock is in it with version and hashes, twice in the same bytes."""
    written = [_bill(tmp_path / name) for name in ("first", "second")]
    bill = json.loads(written[0])
    lock = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    hashes = {
        each["name"]: {
            found["content"] for part in each["externalReferences"] for found in part["hashes"]
        }
        for each in bill["components"]
    }

    assert written[0] == written[1]
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["version"] == lawgov_lib.__version__
    assert {f"{each['name']}=={each['version']}" for each in bill["components"]} == {
        re.sub(r"\[.*\]", "", entry) for entry in re.findall(r"(?m)^[\w.-]\S*==\S+", lock)
    }
    assert set.union(*hashes.values()) == set(re.findall("sha256:([0-9a-f]{64})", lock))


def _bill(folder: Path) -> bytes:
    """Write the bill of materials as `make sbom` does, and return it."""
    ours = Path(sys.executable).parent
    folder.mkdir()
    recipe = subprocess.run(
        ["make", "--just-print", "sbom", f"BIN={ours}", f"DIST={folder}"],  # noqa: S607
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    commands = recipe[recipe.index("mkdir -p") :]
    subprocess.run(commands, shell=True, cwd=PROJECT, check=True, capture_output=True)  # noqa: S602  our own recipe
    (bill,) = folder.glob("*.cdx.json")
    return bill.read_bytes()


def _dependencies() -> list[str]:
    dependencies: list[str] = PYPROJECT["project"]["dependencies"]
    return dependencies


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                found |= {alias.name.partition(".")[0] for alias in names}
            case ast.ImportFrom(module=str(module), level=0):
                found.add(module.partition(".")[0])
    return found
