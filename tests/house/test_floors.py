"""The house keeps its floors and wings; the rules themselves stand in pyproject.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importlinter import cli

from tests.places import PROJECT

if TYPE_CHECKING:
    import pytest

PYPROJECT = PROJECT / "pyproject.toml"


def test_imports_keep_to_their_floor_and_wing(capsys: pytest.CaptureFixture[str]) -> None:
    """No room imports from a floor above or from the other wing, and every room has a floor."""
    exit_code = cli.lint_imports(config_filename=str(PYPROJECT), no_cache=True)

    assert exit_code == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out
