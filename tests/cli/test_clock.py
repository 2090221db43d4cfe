"""The clock of the machine: what the report says does not depend on it, but some files do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from lawgov_lib.base.errors import ParameterError
from lawgov_lib.cli import cli

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("year", [1970, 2150])
@pytest.mark.parametrize("asked", [["report", "2020"], ["batch", "."], ["sister", "2020"]])
def test_a_clock_that_no_file_can_say_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, year: int, asked: list[str]
) -> None:
    """It is refused before anything is run, in one line."""
    monkeypatch.chdir(root)
    with (
        time_machine.travel(datetime(year, 6, 1, tzinfo=UTC)),
        pytest.raises(ParameterError, match=rf"^\[E332\] 系统时钟显示的是{year}年.*校准系统时钟"),
    ):
        cli(
            [*asked, *([] if asked[0] == "batch" else ["--root", str(root)])], standalone_mode=False
        )

    assert not (root / "outputs").exists()


def test_a_clock_far_ahead_is_no_fault(root: Path) -> None:
    """In 2099 a year is asked as ever."""
    with time_machine.travel(datetime(2099, 6, 1, tzinfo=UTC)), pytest.raises(SystemExit) as stop:
        cli(["check", "2020", "--root", str(root)], standalone_mode=False)

    assert stop.value.code in {0, 9}
