"""Commands that are killed at random moments, and what must hold of their folders after it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx import Document

from lawgov_lib.publishing.manifest import digest, read_manifest
from tests.places import DEMO, PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

YEAR = 2023
ROLES = {"起草": "张某", "审核": "李某", "保密审查": "王某", "签发": "赵某"}
ROOTS = ("甲", "乙")
BACK = "改.docx"
SAID, CORRECTED = "第{}次修改，领导已阅。", "第{}次修改，领导已经审阅。"
_SPARE = "spare"
"""Holds, for each state of a signed year, its folder."""


@dataclass(frozen=True)
class Errand:
    """A command, how its work is laid out before each run, and what shows that it is whole."""

    words: tuple[str, ...]
    begin: Callable[[Path], None]
    """Once: makes the folder in which the command works."""
    change: Callable[[Path, int], None]
    """Before each run: changes what it works on, so that what comes out is new."""
    torn: Callable[[Path], list[str]]
    """After each kill: what is neither the old nor the new."""
    done: Callable[[Path, int], bool]
    """After a run that ended by itself: whether it has done its work."""
    ends: tuple[str, ...] = ()
    """What is run to its end instead, if the command waits for its user."""


def lawgov(folder: Path, temporary: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start a command in a folder."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "lawgov_lib", *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        },
    )


def _run(folder: Path, *words: str) -> None:
    process = lawgov(folder, folder, *words)
    said = process.communicate()[1].decode(errors="replace")
    if process.returncode:
        raise AssertionError(said)


def _lay_out(root: Path) -> None:
    shutil.copytree(DEMO / "params" / str(YEAR), root / "params" / str(YEAR))


def _prose(root: Path) -> Path:
    return root / "params" / str(YEAR) / "text" / "other.md"


def _edit(root: Path, number: int) -> None:
    _prose(root).write_text(f"{SAID.format(number)}\n", encoding="utf-8")


def _mixed(folder: Path) -> list[str]:
    """Say what of a published folder does not fit its manifest."""
    if not folder.exists():
        return []
    manifest = read_manifest(folder, folder.name)
    there = {path.name: digest(path.read_bytes()) for path in folder.iterdir() if path.is_file()}
    there.pop("manifest.json")
    return [] if there == manifest.outputs else [f"{folder}中的文件新旧混杂"]


def _draft(root: Path) -> Path:
    return root / "outputs" / str(YEAR)


def _final(root: Path) -> Path:
    return _draft(root) / "final"


def _says(folder: Path, number: int) -> bool:
    return SAID.format(number) in (folder / "report.html").read_text(encoding="utf-8")


def _sign_twice(root: Path) -> None:
    """Have two states of a year signed, of which each final replaces the other's."""
    _lay_out(root)
    inputs = root / "params" / str(YEAR)
    for number in range(2):
        _edit(root, number)
        _run(root, "report", YEARLY)
        for role, name in ROLES.items():
            day = f"{YEAR + 1}-01-19"
            _run(root, "sign", str(YEAR), "--role", role, "--name", name, "--date", day, "--yes")
        shutil.copytree(inputs, root / _SPARE / str(number))
        (inputs / "signoff.yaml").unlink()


def _change_signed(root: Path, number: int) -> None:
    inputs = root / "params" / str(YEAR)
    shutil.rmtree(inputs)
    shutil.copytree(root / _SPARE / str(number % 2), inputs)


def _lay_out_many(folder: Path) -> None:
    for name in ROOTS:
        _lay_out(folder / name)


def _edit_many(folder: Path, number: int) -> None:
    for name in ROOTS:
        _edit(folder / name, number)


def _correct(root: Path) -> None:
    """Tell a text in Word, and correct it there."""
    _lay_out(root)
    _edit(root, 0)
    _run(root, "report", str(YEAR))
    document = Document(str(_draft(root) / "report.docx"))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(SAID.format(0), CORRECTED.format(0))
    document.save(str(root / BACK))


def _half_written(root: Path) -> list[str]:
    text = _prose(root).read_text(encoding="utf-8").strip()
    is_whole = text in {SAID.format(0), CORRECTED.format(0)}
    return [] if is_whole else [f"正文写了一半：{text}"]


def _is_corrected(root: Path) -> bool:
    return _prose(root).read_text(encoding="utf-8").strip() == CORRECTED.format(0)


YEARLY = str(YEAR)
ERRANDS = {
    "report": Errand(
        ("report", YEARLY),
        _lay_out,
        _edit,
        lambda root: _mixed(_draft(root)),
        lambda root, number: _says(_draft(root), number),
    ),
    "final": Errand(
        ("final", YEARLY, "--supersede"),
        _sign_twice,
        _change_signed,
        lambda root: _mixed(_final(root)),
        lambda root, number: _says(_final(root), number % 2),
    ),
    "batch": Errand(
        ("batch", *ROOTS, "--jobs", "2"),
        _lay_out_many,
        _edit_many,
        lambda folder: [fault for name in ROOTS for fault in _mixed(_draft(folder / name))],
        lambda folder, number: all(_says(_draft(folder / name), number) for name in ROOTS),
    ),
    "merge": Errand(
        ("merge", BACK, YEARLY),
        _correct,
        lambda root, _: _edit(root, 0),
        _half_written,
        lambda root, _: _is_corrected(root),
    ),
    "preview": Errand(
        ("preview", YEARLY, "--no-open"),
        _lay_out,
        _edit,
        lambda root: _mixed(_draft(root)),
        lambda root, number: _says(_draft(root), number),
        ends=("report", YEARLY),
    ),
}
