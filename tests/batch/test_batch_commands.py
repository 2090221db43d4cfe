"""The commands as typed: many roots and years, what is told, and how the command ends."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

from lawgov_lib.base.errors import ParameterError, Place, Problem
from lawgov_lib.batch import summary
from lawgov_lib.batch.job import Outcome, Result
from lawgov_lib.batch.targets import Years, matching, select
from lawgov_lib.cli import main
from lawgov_lib.publishing.folders import exclusive
from tests.batch.conftest import YEARS, copy_demo
from tests.places import PROJECT
from tests.surroundings import COMMAND

if TYPE_CHECKING:
    from pathlib import Path

YEAR = 2024
FAILURES = """\
机关    年度    代码    问题和记录
------  ------  ------  ------------------------------------------------------
甲局    2024    E414    params/2024/registers/funds.csv:7 列「金额」: 不是金额
                E401    （共2项）
                        记录：甲/outputs/2024-failed.ipynb
乙      2023    E606    工作进程中途退出

5份：已生成1，未变1，失败2，未运行1"""


def run(*arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run the command in this process and return exit code, output and error output."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["lawgov", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def test_all_years_of_a_root(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What has changed is made and the rest is left; the reasons are told on request."""
    (root / "outputs" / "2024" / "report.pdf").unlink()

    code, out, err = run("all", "--root", root, "--why", "--jobs", "1", capsys=capsys)

    assert (code, err) == (0, "")
    assert "2022    未变" in out
    assert "2024    已生成  生成的文件有变化：report.pdf已不存在" in out
    assert out.endswith("\n3份：已生成1，未变2\n")
    assert (root / "outputs" / "2024" / "report.pdf").exists()


def test_one_of_several_roots_fails(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table names agency, year and code; the command ends with the code of the failure."""
    for name in ("甲", "乙"):
        shutil.copytree(made, tmp_path / name)
    (tmp_path / "乙" / "params" / str(YEAR) / "report.yaml").unlink()

    code, out, _ = run("batch", tmp_path / "?", "--years", "2023,2024", capsys=capsys)

    assert code == 4
    assert "示例市科学技术局  2024    E402" in out
    assert "记录：" not in out
    assert out.endswith("\n4份：未变3，失败1\n")


def test_json_for_automation(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every report is there with what became of it, and roots without inputs are."""
    code, out, _ = run(
        "batch", made, tmp_path, "--years", "2023-2024", "--keep-going", "--json", capsys=capsys
    )

    told = json.loads(out)
    assert code == told["exit_code"] == 1
    assert told["counts"] == {"made": 0, "unchanged": 2, "failed": 0, "not_run": 0}
    assert [(each["year"], each["outcome"]) for each in told["reports"]] == [
        (2023, "unchanged"),
        (2024, "unchanged"),
    ]
    assert [(each["code"], each["file"]) for each in told["problems"]] == [("E304", str(tmp_path))]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["."], "E304"),
        (["没有*"], "E313"),
        ([".", "--years", "24"], "E302"),
        ([".", "--years", "2024-2020"], "E302"),
        ([".", "--jobs", "0"], "E314"),
    ],
)
def test_what_cannot_be_meant_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: str,
) -> None:
    """A root without inputs, a pattern without folders, wrong years and numbers end with 3."""
    monkeypatch.chdir(tmp_path)

    got, out, err = run("batch", *arguments, capsys=capsys)

    assert (got, out) == (3, "")
    assert f"[{code}]" in err


def test_folders_without_inputs_are_told_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person reads one line with the first of them, a program gets each."""
    names = [f"机关{number}" for number in range(5)]
    for name in names:
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)

    code, _, err = run("batch", *names, capsys=capsys)
    _, out, _ = run("batch", *names, "--json", capsys=capsys)

    assert (code, err.count("[E304]")) == (3, 1)
    assert "等5个" in err
    assert len(json.loads(out)["messages"]) == len(names)


def test_an_interrupted_batch_goes_on_where_it_stopped(made: Path, tmp_path: Path) -> None:
    """Ctrl+C stops what is running and leaves the old report; the same command does the rest."""
    first, second = (copy_demo(tmp_path / name, YEAR) for name in "ab")
    shutil.copytree(made / "outputs" / str(YEAR), second / "outputs" / str(YEAR))
    (old := second / "outputs" / str(YEAR) / "report.html").write_bytes(b"old")
    command: list[str | Path] = [
        sys.executable,
        "-c",
        COMMAND,
        "batch",
        tmp_path / "[ab]",
        "--jobs",
        "1",
    ]

    with (
        exclusive(second / "outputs", YEAR),  # the second waits here until it is stopped
        subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True) as process,
    ):
        while not (first / "outputs" / str(YEAR)).exists():
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.05)
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()

    assert process.returncode == 130
    assert "再次运行同一条命令" in err
    assert "Traceback" not in err
    assert psutil.wait_procs(family, timeout=10)[1] == []
    assert old.read_bytes() == b"old"
    again = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert again.stdout.endswith("2份：已生成1，未变1\n")


def test_the_table_of_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Agency, year, all codes, the first problem and the notebook; then the sum."""
    monkeypatch.chdir(tmp_path)
    place = Place("params/2024/registers/funds.csv", 7, "金额")
    results = [
        Result(
            tmp_path / "甲",
            2024,
            Outcome.FAILED,
            agency="甲局",
            problems=(Problem("E414", "不是金额", place), Problem("E401", "没有文件")),
            exit_code=4,
            left="outputs/2024-failed.ipynb",
        ),
        Result(
            tmp_path / "乙",
            2023,
            Outcome.FAILED,
            problems=(Problem("E606", "工作进程中途退出"),),
            exit_code=6,
        ),
        Result(tmp_path / "乙", 2024, Outcome.NOT_RUN),
        Result(tmp_path / "丙", 2023, Outcome.MADE),
        Result(tmp_path / "丙", 2024, Outcome.UNCHANGED),
    ]

    assert summary.to_text(results) == FAILURES
    assert [summary.exit_code(some) for some in (results, results[:1], results[2:])] == [1, 4, 0]


def test_which_years_are_meant() -> None:
    """Years by name are meant even if a root has none; of a span, and without any, those it has."""
    there = (2020, 2022, 2024)

    assert Years().among(there) == [2020, 2022, 2024]
    assert Years.of("2021").among(there) == [2021]
    assert Years.of("2021-2024").among(there) == [2022, 2024]
    assert Years.of("2023,2021-2022").among(there) == [2022, 2023]


def test_a_root_counts_once(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name, by pattern and by a way round, the same folder gives the same jobs."""
    monkeypatch.chdir(made)
    roots = matching(
        [".", str(made), f"{made.parent}/[{made.name[0]}]{made.name[1:]}", "outputs/.."]
    )

    jobs, problems = select(roots, Years())

    assert [job.year for job in jobs] == list(YEARS)
    assert problems == []


def test_folders_that_nobody_has_are_told_at_once(tmp_path: Path) -> None:
    """Every pattern that means no folder is named."""
    (tmp_path / "file").touch()

    with pytest.raises(ParameterError) as failure:
        matching([str(tmp_path), str(tmp_path / "f*"), str(tmp_path / "none")])

    assert [problem.code for problem in failure.value.problems] == ["E313", "E313"]
