"""The command that comes next is named as the person can type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.commandline import typed, typed_with

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "乙 局"


@pytest.mark.parametrize(
    ("has_makefile", "by_make", "root", "expected"),
    [
        (False, False, "", "lawgov check 2024"),
        (False, False, FOLDER, f"lawgov check 2024 --root '{FOLDER}'"),
        (False, True, FOLDER, f"lawgov check 2024 --root '{FOLDER}'"),
        (True, False, "", "make check YEAR=2024"),
        (True, True, FOLDER, f"make check YEAR=2024 ROOT='{FOLDER}'"),
        (True, False, FOLDER, f"lawgov check 2024 --root '{FOLDER}'"),
    ],
)
def test_next_command(  # noqa: PLR0913  each a circumstance
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    root: str,
    expected: str,
    *,
    has_makefile: bool,
    by_make: bool,
) -> None:
    """By make where make was used or knows the folder, with the root unless one stands in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAKELEVEL", raising=False)
    if has_makefile:
        (tmp_path / "Makefile").touch()
    if by_make:
        monkeypatch.setenv("MAKELEVEL", "1")

    assert typed("check", 2024, tmp_path / root) == expected


def test_a_root_elsewhere_is_named_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not below the working folder is typed with its whole path."""
    (tmp_path / "甲局").mkdir()
    monkeypatch.chdir(tmp_path / "甲局")

    assert typed("check", 2024, tmp_path / "乙局") == f"lawgov check 2024 --root {tmp_path}/乙局"


@pytest.mark.parametrize(
    ("has_makefile", "root", "expected"),
    [
        (False, "", "lawgov check 2024 --inputs"),
        (True, "", ".venv/bin/lawgov check 2024 --inputs"),
        (False, FOLDER, f"lawgov check 2024 --inputs --root '{FOLDER}'"),
        (True, FOLDER, f".venv/bin/lawgov check 2024 --inputs --root '{FOLDER}'"),
    ],
)
def test_command_with_an_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: str, expected: str, *, has_makefile: bool
) -> None:
    """An option is typed after the program itself, with the root unless one stands in it."""
    monkeypatch.chdir(tmp_path)
    if has_makefile:
        (tmp_path / "Makefile").touch()

    told = typed_with("check", 2024, tmp_path / root, "--inputs")

    assert told == expected
