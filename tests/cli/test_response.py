"""What commands answer: one JSON object for programs, faults alone, a log, an open page."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import click
import pytest

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.interruption import INTERRUPTED
from lawgov_lib.cli import cli
from tests.places import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Typed

DOCS = (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")
SHARED = ("version", "command", "exit_code", "messages", "outputs", "text")
SAID = ("code", "severity", "message", "hint", "file", "line", "column")


def commands(
    group: click.Group = cli, *above: str
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words by which it is called."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)
        else:
            yield (*above, name), command


ALL = {" ".join(words): command for words, command in commands()}
PASSING_ON = {"dev test", "dev coverage", "dev fuzz", "dev soak", "dev bench"}
"""What they do not know themselves is for the program to refuse."""


def lawgov(
    *typed: object, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Type a command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "lawgov_lib", *map(str, typed)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(PROJECT)} | (env or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return the object on standard output, which is in the documented shape."""
    told: dict[str, Any] = json.loads(done.stdout)
    assert [name for name in SHARED if name not in told] == []
    assert all(tuple(each) == SAID for each in told["messages"])
    assert told["exit_code"] == done.returncode
    return told


@pytest.mark.parametrize("name", ALL)
def test_every_command_can_answer_programs(name: str) -> None:
    """Each has the options that all share, by the same names."""
    options = {option for parameter in ALL[name].params for option in parameter.opts}

    assert {"--json", "-q", "--quiet", "-v", "--verbose", "--log"} <= options


@pytest.mark.parametrize("name", ALL)
def test_a_command_that_is_typed_wrongly_answers_in_json(
    name: str,
    typed_here: Typed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing but the object is on standard output, and it says which command it was."""
    monkeypatch.setattr(sys, "executable", "false")  # the program that refuses whatever it is told

    told = answer(typed_here(*name.split(), "--no-such-option", "--json"))

    code = "E102" if name in PASSING_ON else "E300"
    assert (told["command"], told["exit_code"]) == (name, 1 if name in PASSING_ON else 2)
    assert [each["code"] for each in told["messages"] if each["severity"] == "错误"] == [code]


def test_what_a_command_passes_on_reaches_the_program(
    typed_here: Typed,
) -> None:
    """The program itself refuses what it does not know, and says so beside the answer."""
    done = typed_here("dev", "soak", "--no-such-option", "--json")

    assert [each["code"] for each in answer(done)["messages"]] == ["E102"]
    assert "--no-such-option" in done.stderr


def test_shape_is_documented() -> None:
    """The page names every field that all objects and all messages have."""
    assert all(f"`{name}`" in DOCS for name in (*SHARED, *SAID))


ANSWERS = {
    "check 2020": (0, {"problems", "findings", "unconfirmed", "missing", "remaining"}),
    "check 2020 --inputs": (0, {"tables", "skipped", "problems"}),
    "catalogue --word 考试": (0, {"metrics"}),
    "status": (0, {"years", "log"}),
    "explain C09": (0, {"checks"}),
    "laws 行政复议法 --on 2024-01-01": (0, {"on", "rows"}),
    "diff 2020 2020": (0, {"comparison"}),
    "workbook 2020": (0, set()),
    "workbook 2019": (4, set()),
    "verify 2020": (8, set()),
    "report 2019": (4, set()),
    "report 20 ": (3, set()),
    "all --jobs 1": (0, {"counts", "reports"}),
    "sign 2020 --role 审核 --name 某甲": (8, set()),
    "new 2020": (8, set()),
    "new --ask": (3, set()),
    "preview 2020": (3, set()),
    "nothing": (2, set()),
}


@pytest.mark.parametrize(("typed", "expected"), ANSWERS.items())
@pytest.mark.usefixtures("root")
def test_answers_to_programs(
    typed: str,
    expected: tuple[int, set[str]],
    typed_here: Typed,
) -> None:
    """One object whatever happens; what a command alone has is as the page says."""
    code, own = expected
    done = typed_here(*typed.split(), "--json")

    told = answer(done)
    assert done.returncode == code
    assert own <= told.keys()
    assert all(f"`{name}`" in DOCS for name in told)
    assert bool(told["messages"]) or code == 0


def test_a_fault_has_its_place_and_its_cure(root: Path, typed_here: Typed) -> None:
    """File, row, column and what to do are fields of their own."""
    file = root / "params" / "2020" / "registers" / "funds.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",100\n", ",100人\n"), "utf-8")

    (message,) = answer(typed_here("report", "2020", "--json"))["messages"]

    assert (message["code"], message["severity"]) == ("E414", "错误")
    assert (message["file"], message["line"]) == ("params/2020/registers/funds.csv", 2)
    assert message["column"] == "金额"
    assert message["hint"]


def test_json_is_utf_8_in_any_locale(root: Path) -> None:
    """A program need not know in which code page the command was called."""
    told = answer(lawgov("catalogue", "--json", cwd=root, env={"PYTHONIOENCODING": "gb18030"}))

    assert any(each["name"] == "学法考试合格率" for each in told["metrics"])


def test_a_report_names_its_files(root: Path, typed_here: Typed) -> None:
    """The files are outputs, the findings messages, and nothing is on the error output."""
    done = typed_here("report", "2020", "--json")

    told = answer(done)
    assert done.stderr == ""
    assert "outputs/2020/report.pdf" in told["outputs"]
    assert all((root / name).is_file() for name in told["outputs"])
    assert {each["code"] for each in told["messages"]} >= {"C05"}


def test_faults_alone(root: Path, typed_here: Typed) -> None:
    """Where nothing is wrong nothing is said; what is wrong is one line each."""
    sound = typed_here("check", "2020", "-q")
    (root / "params" / "2020" / "report.yaml").unlink()
    faulty = typed_here("check", "2020", "-q")

    assert (sound.returncode, sound.stdout, sound.stderr) == (0, "", "")
    assert (faulty.returncode, faulty.stdout) == (4, "")
    assert re.match(r"\[E402\] params/2020/report\.yaml", faulty.stderr)


def test_a_log_says_what_was_done(root: Path) -> None:
    """Version, what was typed and how it ended stand in the file, after what was there."""
    log = root / "运行.log"
    log.write_text("昨天\n", encoding="utf-8")

    lawgov("check", "2020", "--log", log, cwd=root)
    shown = lawgov("check", "2019", "-v", cwd=root)

    text = log.read_text(encoding="utf-8")
    assert text.startswith("昨天\n")
    assert "check 2020 --log" in text
    assert re.search("exit code 0 after", text)
    assert "exit code 4" in shown.stderr


def test_a_log_says_that_a_person_ended_it(root: Path) -> None:
    """Its exit code is the one that the shell sees."""
    log = root / "运行.log"
    typed = [sys.executable, "-m", "lawgov_lib", "new", "--ask", "--log", str(log)]
    process = subprocess.Popen(
        [*typed, "--root", str(root)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout
    process.stdout.read(1)  # it asks, and waits

    process.send_signal(signal.SIGINT)
    process.communicate()

    assert process.returncode == INTERRUPTED
    assert f"exit code {INTERRUPTED} after" in log.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_told(root: Path, typed_here: Typed) -> None:
    """One line and a code; nothing else is done."""
    done = typed_here("check", "2020", "--log", root / "没有" / "运行.log")

    assert done.returncode == 8
    assert "[E801] 写不了日志没有/运行.log" in done.stderr


def test_the_result_is_opened_in_the_browser(root: Path) -> None:
    """What the system names as its browser gets the address of the page."""
    browser = root / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >"{root}/opened"\n', encoding="utf-8")
    browser.chmod(0o755)

    lawgov(
        "diff",
        "2020",
        "2020",
        "--html",
        "对照.html",
        "--open",
        cwd=root,
        env={"BROWSER": f"{browser} %s"},
    )

    assert (root / "opened").read_text(encoding="utf-8").strip() == (root / "对照.html").as_uri()


def test_a_browser_keeps_off_the_answer(root: Path) -> None:
    """What the browser itself prints is no part of the object."""
    env = {"BROWSER": "echo opened %s"}
    typed = ("diff", "2020", "2020", "--html", "对照.html", "--open", "--json")

    done = lawgov(*typed, cwd=root, env=env)

    assert answer(done)["outputs"] == ["对照.html"]
    assert "opened" in done.stderr


def test_what_nobody_foresaw_is_an_answer_too(
    typed_here: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the program itself is told with a code; its traceback stands beside."""

    def stumble(_: object) -> None:
        message = "spilt"
        raise ValueError(message)

    monkeypatch.setattr("lawgov_lib.approval.status.standings", stumble)

    done = typed_here("status", "--json")

    (message,) = answer(done)["messages"]
    assert (message["code"], message["message"]) == ("E101", "程序意外出错：ValueError")
    assert "ValueError: spilt" in done.stderr


def test_a_program_is_heard_only_if_it_fails(
    typed_here: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where faults alone are wanted, what a maintainer's program prints is one only then."""
    failing = typed_here("dev", "soak", "--no-such-option", "-q")
    monkeypatch.setattr(sys, "executable", "echo")  # a program that prints what it is told
    sound = typed_here("dev", "format", "-q")

    assert "--no-such-option" in failing.stderr
    assert (failing.stdout, sound.stdout, sound.stderr) == ("", "", "")


ROOTED = [
    name for name, each in ALL.items() if "--root" in {o for p in each.params for o in p.opts}
]
MAKING = {"new": "2021", "import": "旧.docx --year 2019"}
"""Commands that make the folder, and what is typed with them."""
TYPED_BESIDE = {"diff": "2019 2020", "merge": "x.docx", "sign": "2020 --role 审核 --name 某甲"}
TYPED_BESIDE |= dict.fromkeys(("status", "catalogue", "explain", "laws", "all"), "")


@pytest.mark.parametrize("name", [each for each in ROOTED if each not in {*MAKING, "rollup"}])
@pytest.mark.usefixtures("root")
def test_a_root_that_is_not_there_is_refused(name: str, typed_here: Typed) -> None:
    """By every command that reads one: it would pass for one in which there is nothing."""
    done = typed_here(name, *TYPED_BESIDE.get(name, "2020").split(), "--root", "没有 此处")

    assert done.returncode == 3
    assert done.stderr.startswith("[E304] 没有文件夹“没有 此处” ")


def test_without_a_browser_the_page_is_named(root: Path) -> None:
    """One clear line, and the command ends well."""
    env = {"BROWSER": "", "PATH": str(root), "DISPLAY": "", "WAYLAND_DISPLAY": ""}

    done = lawgov("diff", "2020", "2020", "--html", "对 照.html", "--open", cwd=root, env=env)

    assert done.returncode == 0
    assert done.stderr == "本机没有可用的浏览器，请自行打开：'对 照.html'\n"


@pytest.mark.usefixtures("root")
def test_nothing_to_open_is_refused_first(typed_here: Typed) -> None:
    """Who asks for a page to be opened names it."""
    done = typed_here("diff", "2020", "2020", "--open")

    assert (done.returncode, done.stdout) == (3, "")
    assert "[E327]" in done.stderr


def test_a_root_that_is_none_has_no_status(root: Path, typed_here: Typed) -> None:
    """A folder that is not there, or holds no year, is a fault."""
    missing = typed_here("status", "--root", root / "没有")
    empty = typed_here("status", "--root", root / "params")

    assert (missing.returncode, empty.returncode) == (3, 3)
    assert "[E304] 没有文件夹" in missing.stderr
    assert "[E304]" in empty.stderr


def test_files_of_faults_are_found_from_elsewhere(root: Path, tmp_path: Path) -> None:
    """Where the root is another folder, a last line says which."""
    (root / "params" / "2020" / "report.yaml").unlink()
    apart = tmp_path / "别处"
    apart.mkdir()

    here = lawgov("report", "2020", cwd=root).stderr
    there = lawgov("report", "2020", "--root", root, cwd=apart).stderr

    assert there == f"{here}以上文件在 {root} 中。\n"


def test_a_file_handed_in_is_not_said_to_lie_in_the_root(root: Path, tmp_path: Path) -> None:
    """It lies where the person who typed it knows it to be."""
    apart = tmp_path / "别处"
    apart.mkdir()

    done = lawgov("import", apart / "旧报告.docx", "--year", "2019", "--root", root, cwd=apart)

    assert done.stderr.startswith("[E402] 旧报告.docx: 缺少文件")
    assert "以上文件在" not in done.stderr


def test_shells_complete_commands() -> None:
    """The scripts that the page shows ask the command itself."""
    env = {"_LAWGOV_COMPLETE": "bash_complete", "COMP_WORDS": "lawgov rep", "COMP_CWORD": "1"}
    code = "import sys; sys.argv = ['lawgov']; from lawgov_lib.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == "plain,report\n"


PLACES = (
    None,
    Place("params/2020/report.yaml"),
    Place("params/2020/registers/funds.csv", 7, "金额"),
    Place("params/2020/registers.xlsx#专项资金台账", 7, "金额", "C7"),
    Place("params/2020/text/plans.docx", 3),
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hint", ["", "改为整数。"])
def test_a_problem_that_was_written_is_read_again(place: Place | None, hint: str) -> None:
    """What the notebook's process says on a line keeps place and cure."""
    problem = Problem("E414", "金额应为数字，现为“a: b”", place, hint)

    assert Problem.written(str(problem)) == problem
