"""Streams that are closed or full, and a working folder that is gone: one line, and a code."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")

ASKED = {
    "help": ("--help",),
    "version": ("--version",),
    "explanation": ("explain", "C09"),
    "status": ("status",),
}
UNSHOWN = {">&-": "已关闭", ">/dev/full": "磁盘已满"}
WRITER = """\
import subprocess
import sys

from lawgov_lib.base.standardstreams import standard_streams

with standard_streams(), open(sys.argv[1], "w", encoding="utf-8") as file:
    print("说明", file=sys.stderr)
    subprocess.run([sys.executable, "-c", "import os; os.fstat(0), os.fstat(2)"], check=True)
    file.write("内容")
"""
REFUSED = """\
from pathlib import Path

from lawgov_lib.base.standardstreams import standard_streams

with standard_streams():
    Path("/proc/nothing/here").write_text("")
"""


def redirected(
    redirection: str, *words: object, folder: Path, first: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder with its streams redirected as a shell does."""
    return subprocess.run(
        ["sh", "-c", f'{first} exec "$0" -P "$@" {redirection}', sys.executable, *map(str, words)],  # noqa: S607
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("redirection", UNSHOWN)
@pytest.mark.parametrize("asked", ASKED)
def test_a_result_that_cannot_be_shown_is_told(
    tmp_path: Path, asked: str, redirection: str
) -> None:
    """Whatever was asked for, one line says why nobody sees it, and the code is that of files."""
    (tmp_path / "params").mkdir()
    done = redirected(redirection, "-m", "lawgov_lib", *ASKED[asked], folder=tmp_path)

    assert done.returncode == 8
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"[E801] 写不了标准输出（{UNSHOWN[redirection]}），结果没有显示")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Ask for each result once, with all streams open."""
    folder = tmp_path_factory.mktemp("asked")
    (folder / "params").mkdir()
    return {
        name: redirected("", "-m", "lawgov_lib", *words, folder=folder).stdout
        for name, words in ASKED.items()
    }


@pytest.mark.parametrize("redirection", ["<&-", "2>&-", "2>/dev/full", "<&- 2>&-"])
@pytest.mark.parametrize("asked", ASKED)
def test_a_result_needs_no_other_stream(
    tmp_path: Path, results: dict[str, str], asked: str, redirection: str
) -> None:
    """Without standard input, and without room for messages, the result is the same."""
    (tmp_path / "params").mkdir()

    done = redirected(redirection, "-m", "lawgov_lib", *ASKED[asked], folder=tmp_path)

    assert (done.returncode, done.stdout) == (0, results[asked])


@pytest.mark.parametrize("redirection", ["2>&-", "<&- 2>&-", ">/dev/null 2>/dev/full"])
def test_what_is_said_gets_into_no_file(tmp_path: Path, redirection: str) -> None:
    """A closed stream's number is given to no file, here or in a process that is started."""
    file = tmp_path / "file"

    done = redirected(redirection, "-c", WRITER, file, folder=tmp_path)

    assert done.returncode == 0
    assert file.read_text(encoding="utf-8") == "内容"


def test_a_reader_that_went_away_is_no_fault(tmp_path: Path) -> None:
    """Who reads the first line only gets no traceback."""
    done = redirected("| true", "-m", "lawgov_lib", "--help", folder=tmp_path)

    assert done.stderr == ""


def test_what_the_system_refuses_elsewhere_is_told_in_one_line(tmp_path: Path) -> None:
    """A refusal that nobody has foreseen names the file, without a traceback."""
    done = redirected("", "-c", REFUSED, folder=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("[E101] 程序意外出错：文件或文件夹不存在（/proc/nothing/here）")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("asked", ["status", "check 2020", "report 2020", "batch .", "init", "all"])
def test_a_working_folder_that_is_gone_is_told(tmp_path: Path, asked: str) -> None:
    """Where the folder was removed under the feet, the command says so and does nothing."""
    gone = tmp_path / "gone"
    gone.mkdir()

    done = redirected("", "-m", "lawgov_lib", *asked.split(), folder=gone, first="rmdir ../gone;")

    assert done.returncode == 3
    assert done.stderr.startswith("[E304] 当前文件夹已被删除或移走 处理办法：")
    assert done.stderr.count("\n") == 1
