"""Commands on a terminal: colours and bars there, and neither where they are not wanted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from wcwidth import wcswidth

from tests.cli.test_response import lawgov
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
ESCAPE = "\x1b["
UNSAID = {"NO_COLOR": "", "COLUMNS": ""}
"""What the surroundings of the tests may say of a terminal."""


def on_terminal(*typed: str, cwd: Path, columns: int = 100, **env: str) -> str:
    """Type a command at a terminal, and return what is seen."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    with subprocess.Popen(
        [sys.executable, "-m", "lawgov_lib", *typed],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm", **UNSAID, **env},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
    os.close(ours)
    return seen.decode()


def test_what_is_wrong_stands_out(root: Path) -> None:
    """The code of a fault and the number of warnings are coloured."""
    warned = on_terminal("check", "2020", cwd=root)
    faulty = on_terminal("check", "2019", cwd=root)

    assert f"{ESCAPE}33m{ESCAPE}1m警告" in warned
    assert f"{ESCAPE}31m{ESCAPE}1m[E401]" in faulty


@pytest.mark.parametrize("unwanted", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_are_left_out_on_request(root: Path, unwanted: dict[str, Any]) -> None:
    """Who wants none, or whose terminal has none, gets plain text."""
    assert ESCAPE not in on_terminal("check", "2020", cwd=root, **unwanted)


NARROW = ("--help", "report --help", "--lang en check --help", "explain C09", "check 2020")
COPIED = re.compile("(lawgov|make) |    (about|mark|reason|name|date): ")


@pytest.mark.parametrize("columns", [20, 40, 72])
@pytest.mark.parametrize("typed", NARROW)
def test_lines_are_as_wide_as_the_terminal(root: Path, typed: str, columns: int) -> None:
    """Help and text are broken where a narrow terminal ends, but for what is to be copied."""
    seen = on_terminal(*typed.split(), cwd=root, columns=columns, TERM="dumb")

    wide = [line for line in seen.splitlines() if wcswidth(line) > columns]
    assert [line for line in wide if len(line.split()) > 1 and not COPIED.search(line)] == []


def test_a_wide_terminal_has_lines_that_can_be_read(root: Path) -> None:
    """On a wide one text has the width that it has in a file."""
    seen = on_terminal("explain", "C09", cwd=root, columns=200, TERM="dumb")

    assert seen.splitlines() == lawgov("explain", "C09", cwd=root).stdout.splitlines()


def test_json_on_a_terminal_is_plain(root: Path) -> None:
    """An object is an object, wherever it goes."""
    assert ESCAPE not in on_terminal("check", "2020", "--json", cwd=root)


def test_a_report_shows_how_far_it_is(root: Path) -> None:
    """A bar names the stages on a terminal; without one nothing is between the results."""
    seen = on_terminal("report", "2020", cwd=root)
    dumb = on_terminal("report", "2020", cwd=root, TERM="dumb")

    assert "运行笔记本" in seen
    assert "生成各格式" in seen
    assert "运行笔记本" not in dumb
    assert "outputs/2020/review.html" in dumb


def test_one_piece_of_work_has_no_bar(root: Path) -> None:
    """A bar that can only be empty or full tells nothing."""
    one, other = root / "甲.txt", root / "乙.txt"
    for file in (one, other):
        file.write_text("示例局2024年法治政府建设年度报告\n一、工作情况\n办理案件3件。\n", "utf-8")

    assert "0/1" not in on_terminal("audit", one.name, cwd=root)
    assert "0/2" in on_terminal("audit", one.name, other.name, "--jobs", "1", cwd=root)
