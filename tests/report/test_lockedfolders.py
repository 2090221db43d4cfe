"""Folders that the user may not read: told by name, and no other year suffers for it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.approval.status import standings
from lawgov_lib.report.yearreport import Report
from tests.conftest import copy_root

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the permissions are those of POSIX")


@pytest.fixture
def readable() -> Iterator[Path]:
    """Return a root that everybody may read, seen by somebody who owns nothing of it."""
    with tempfile.TemporaryDirectory() as name:
        root = copy_root(Path(name))
        root.chmod(0o755)
        # What Python imports late, it imports now: the other user may not read it.
        Report.survey(2020, str(root / "params"))
        standings(root)
        yield root
        if os.getuid() == 0:
            os.seteuid(0)


def lock(folder: Path) -> None:
    """Let nobody read a folder, and go on as somebody whom that binds."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)


@pytest.mark.parametrize(
    ("locked", "unread"),
    [("params/2019", "params/2019"), ("outputs/2019", "outputs/2019/final/metrics.csv")],
)
def test_a_locked_year_before_is_told_as_unread(readable: Path, locked: str, unread: str) -> None:
    """It passes neither for an empty one nor for a fault of the notebook."""
    lock(readable / locked)

    report, problems = Report.survey(2020, str(readable / "params"))

    assert problems == ()
    assert report is not None
    assert [(name, each.code) for name, of in report.history.unread.items() for each in of] == [
        (unread, "E403")
    ]


@pytest.mark.parametrize("locked", ["params", "params/2020", "fonts"])
def test_a_locked_folder_of_the_year_is_named(readable: Path, locked: str) -> None:
    """What is needed and cannot be read is one problem, with the folder."""
    lock(readable / locked)

    _, problems = Report.survey(2020, str(readable / "params"))

    assert [(each.code, str(each.place)) for each in problems] == [("E403", locked)]


def test_the_other_years_stand_in_the_status(readable: Path) -> None:
    """The locked one cannot be judged; the next one is."""
    lock(readable / "outputs" / "2019")

    locked, other = standings(readable).years

    assert (locked.state.value, other.state.value) == ("无法判断", "未生成")
    assert "[E819] outputs/2019/final" in locked.notes[0]
    assert "没有权限" in locked.notes[0]
