"""The command as typed: one clear message, a documented exit code, never a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from click.testing import CliRunner
from wcwidth import wcswidth

from lawgov_lib.base.errors import LawgovError
from lawgov_lib.cli import cli, main, upkeep_commands
from tests.places import PROJECT

if TYPE_CHECKING:
    from click import Command, Group

README = (PROJECT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent

Breaker = Callable[[Path], object]


def break_yaml(year: Path) -> None:
    """Take a colon out of report.yaml."""
    file = year / "report.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("year: 2020", "year 2020"), encoding="utf-8")


def break_csv(year: Path) -> None:
    """Open a quotation mark that is never closed."""
    with (year / "registers" / "funds.csv").open("a", encoding="utf-8") as file:
        file.write('疫情防控,"某项目,,30\n')


def wrong_number(year: Path) -> None:
    """Write an amount with the unit of another column."""
    file = year / "registers" / "funds.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(",100\n", ",100人\n"), encoding="utf-8")


def unknown_reference(year: Path) -> None:
    """Refer to a metric with its name misspelt."""
    (year / "text" / "other.md").write_text("资金{{ fund_totl }}。", encoding="utf-8")


BAD_INPUTS: dict[str, tuple[Breaker, int, str]] = {
    "no report.yaml": (lambda y: (y / "report.yaml").unlink(), 4, "[E402] params/2020/report.yaml"),
    "broken yaml": (break_yaml, 4, "[E404] params/2020/report.yaml:8"),
    "broken csv": (break_csv, 4, "[E420] params/2020/registers/funds.csv:5"),
    "wrong number": (wrong_number, 4, "[E414] params/2020/registers/funds.csv:2 列「金额」"),
    "unknown reference": (unknown_reference, 5, "[E501] params/2020/text/other.md:1"),
}


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run the command in this process and return exit code, output and error output."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["lawgov", *arguments])
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(("breaker", "code", "message"), BAD_INPUTS.values(), ids=BAD_INPUTS)
def test_a_bad_input_is_one_message_with_its_place(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    breaker: Breaker,
    code: int,
    message: str,
) -> None:
    """Each fault names file and line, ends with its exit code, and writes no output."""
    breaker(root / "params" / "2020")

    got, out, err = run("report", "2020", "--root", str(root), capsys=capsys)

    assert got == code
    assert message in err
    assert "Traceback" not in err
    assert out == ""
    assert not (root / "outputs" / "2020").exists()


@pytest.mark.parametrize("year", ["二〇二〇", "20", "-1", "2020.0", "../2020"])
def test_a_wrong_year_is_told(root: Path, capsys: pytest.CaptureFixture[str], year: str) -> None:
    """A year that is none ends with exit code 3."""
    code, _, err = run("report", "--root", str(root), "--", year, capsys=capsys)

    assert code == 3
    assert "[E302]" in err


def test_a_missing_year_folder_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A year without a folder ends with exit code 4 and names the folder."""
    code, _, err = run("report", "2019", "--root", str(root), capsys=capsys)

    assert code == 4
    assert "[E401] params/2019" in err


def test_a_root_without_inputs_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A root that holds no inputs ends with exit code 3."""
    code, _, err = run("report", "2020", "--root", str(tmp_path), capsys=capsys)

    assert code == 3
    assert "[E304]" in err


def test_a_success_lists_what_was_made(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files are named relative to the root."""
    code, out, err = run("report", "2020", "--root", str(root), capsys=capsys)

    assert code == 0
    assert "outputs/2020/report.pdf" in out
    assert err == ""


def test_the_installed_command_knows_its_help() -> None:
    """The console script starts and lists its commands."""
    done = subprocess.run([BIN / "lawgov", "--help"], capture_output=True, text=True, check=True)

    assert "report" in done.stdout


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_help_fits_the_terminal(columns: str) -> None:
    """The page made beforehand is shown where it fits; a narrow terminal has one of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "lawgov_lib", "--help"],
        env=os.environ | {"COLUMNS": columns},
        capture_output=True,
        text=True,
        check=True,
    )

    assert max(map(wcswidth, done.stdout.splitlines())) <= max(int(columns), 50)
    assert all(f"  {name} " in done.stdout for name in cli.commands)


def test_the_readme_names_every_command_and_option() -> None:
    """The README is in step with the code."""
    for name, command in cli.commands.items():
        assert f"lawgov {name}" in README
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert option in README


def test_the_readme_documents_every_exit_code() -> None:
    """Every class of failure has its row in the README."""
    for error in LawgovError.__subclasses__():
        assert f"| {error.exit_code} |" in README


@pytest.mark.parametrize("guide", ["README.md", "README.zh-CN.md"])
def test_the_guides_name_targets_that_make_has(guide: str) -> None:
    """Whoever types what a guide says finds the target."""
    text = (PROJECT / guide).read_text(encoding="utf-8")
    targets = re.findall(
        r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert set(re.findall(r"`make ([a-z]+)", text)) <= set(targets)


@pytest.mark.parametrize("name", ["", *cli.commands])
def test_help_is_chinese(name: str) -> None:
    """Help speaks to the analyst: besides names it has no English word."""
    shown = CliRunner().invoke(cli, [*filter(None, [name]), "--help"], prog_name="lawgov")

    names = {
        "lawgov",
        "help",
        "version",
        "params",
        "root",
        "HTML",
        "Dask",
        "Linux",
        "host",
        "tcp",
        "cold",
        "forked",
        "JSON",
        "PDF",
        "Word",
        "CSV",
        "YAML",
        "JupyterLab",
        "CycloneDX",
        "pyproject",
        "signoff",
        "toml",
        "yaml",
        "uv",
        "venv",
        "zh",
        "en",
        *cli.commands,
        *cast("Group", cli.commands["key"]).commands,
        *upkeep_commands.plain_commands(),
        *cast("Group", cli.commands["dev"]).commands,
    }
    options = {
        word
        for command in (cli, *cli.commands.values())
        for option in _options(command)
        for word in option.split("-")
    }
    assert shown.output.startswith("用法：lawgov")
    assert "显示本说明。" in shown.output
    assert set(re.findall(r"[A-Za-z]{2,}", shown.output)) <= names | options


def _options(command: Command) -> list[str]:
    return [option for parameter in command.params for option in parameter.opts]


@pytest.mark.parametrize("name", ["new", "import", "workbook", "check", "report", "diff"])
def test_every_command_has_its_target(name: str) -> None:
    """What the command does, make does by the same name."""
    assert f"\n{name}: _year" in (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert name in cli.commands


WITHOUT_A_ROOT = {
    *("audit", "batch", "init"),  # folders and files are their arguments
    "key",
    *("demo", "dev"),  # these stay in the checkout
    *("scheduler", "worker"),  # these do what others hand over
}


@pytest.mark.parametrize("name", sorted(cli.commands.keys() - WITHOUT_A_ROOT))
def test_every_command_on_inputs_takes_a_root(name: str) -> None:
    """Another agency's inputs are a matter of one option; some commands need none."""
    assert "--root" in _options(cli.commands[name])


def test_section_that_the_year_lacks_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A section typed wrongly is not told to have no findings; the nearest is named."""
    code, out, err = run(
        "check", "2020", "--section", "desicions", "--root", str(PROJECT), capsys=capsys
    )

    assert (code, out) == (3, "")
    assert "[E324] 本年度没有节“desicions”" in err
    assert "最接近的是decisions" in err


@pytest.mark.parametrize("said", ["行政执法", "行政执发"])
def test_section_is_found_by_its_name(capsys: pytest.CaptureFixture[str], said: str) -> None:
    """Who types the heading, or nearly, is told the key."""
    _, _, err = run("check", "2020", "--section", said, "--root", str(PROJECT), capsys=capsys)

    assert "最接近的是enforcement；" in err


def test_a_year_that_is_not_there_is_answered_by_those_that_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The years are named in their order; where there is none, nothing is."""
    (tmp_path / "params").mkdir()
    none = run("report", "2020", "--root", str(tmp_path), capsys=capsys)[2]
    for year in ("2021", "2019", "201x"):
        (tmp_path / "params" / year).mkdir()
    some = run("report", "2020", "--root", str(tmp_path), capsys=capsys)[2]

    assert "新建该文件夹，或核对年度。\n" in none
    assert "新建该文件夹，或核对年度：已有2019、2021。\n" in some


def test_a_check_is_found_without_its_nought(capsys: pytest.CaptureFixture[str]) -> None:
    """C9 is C09; the code of a fault is not taken for a check typed wrongly."""
    assert run("explain", "c9", capsys=capsys) == run("explain", "C09", capsys=capsys)
    assert "E开头的是错误的代码" in run("explain", "E401", capsys=capsys)[2]


WRONGLY_TYPED = {
    "no such command": (["rapport"], "没有命令“rapport”"),
    "nearly a command": (["reprot"], "没有命令“reprot”，最接近的是“report”"),
    "nearly one of a group": (["dev", "tset"], "没有命令“tset”，最接近的是“test”"),
    "no such option": (["check", "2020", "--xml"], "没有选项“--xml”"),
    "nearly an option": (["check", "2020", "--jsn"], "没有选项“--jsn”，最接近的是“--json”"),
    "a number too large": (["preview", "--port", "70000"], "“--port”的值不对，应为0至65535的整数"),
    "none of the choices": (["--lang", "fr"], "“--lang”的值不对，可以是：zh、en"),
    "a folder for a file": (["check", "2020", "--log", "."], "“--log”的值不对，应为文件"),
    "no year": (["check"], "缺少“年度”"),
    "too much": (["check", "2020", "2021"], "多写了“2021”"),
    "capitals": (["REPORT"], "没有命令“REPORT”，最接近的是“report”"),
    "before the command": (["-q", "status"], "选项“-q”写在命令之后"),
    "after the command": (["report", "--lang", "en"], "选项“--lang”写在命令之前，紧接lawgov"),
    "value for a switch": (["status", "--json=1"], "选项“--json”不带值"),
    "nobody named": (["sign", "2020"], "缺少“--role 环节”"),
    "no command": (["--lang", "zh"], "缺少命令"),
    "option without value": (["diff", "2020", "2021", "--html"], "选项“--html”之后缺少“文件”"),
}


@pytest.mark.parametrize(("typed", "message"), WRONGLY_TYPED.values(), ids=WRONGLY_TYPED)
def test_what_was_typed_wrongly_is_told(
    capsys: pytest.CaptureFixture[str], typed: list[str], message: str
) -> None:
    """The fault and the way to help are told in Chinese; the exit code is 2."""
    code, out, err = run(*typed, capsys=capsys)

    assert code == 2
    assert message in err
    assert "--help" in err
    assert out == ""


@pytest.mark.parametrize("strange", ["张\u200b某", "张\udcff某", "张\a某", "\u2f08某"])
@pytest.mark.parametrize(
    "typed",
    [
        ("sign", "2020", "--role", "审核", "--yes", "--name"),
        ("sign", "2020", "--name", "张某", "--yes", "--role"),
        ("rollup", "2020", ".", "--agency"),
    ],
    ids=lambda typed: f"{typed[0]} {typed[-1]}",
)
def test_what_no_file_can_hold_is_not_taken(
    capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], strange: str
) -> None:
    """A name that the program's own reader would refuse is refused before it is written."""
    code, _, err = run(*typed, strange, capsys=capsys)

    assert code == 3
    assert err.startswith(f"[E333] {typed[-1]} 的第")


def test_without_a_command_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Who types the name alone is told what there is."""
    code, out, err = run(capsys=capsys)

    assert (code, err) == (0, "")
    assert "report" in out


def test_a_year_is_begun_filled_in_and_compared(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The commands of a year follow one another, each told in Chinese and with exit code 0."""
    page = tmp_path / "diff.html"
    calls = [
        (("new", "2021", "--from", "2020"), 0, f"已新建 {root}/params/2021/"),
        (("workbook", "2021"), 0, f"已生成 {root}/params/2021/registers.xlsx"),
        (("check", "2021"), 9, "registers.xlsx#制度台账"),
        (("diff", "2020", "2021", "--html", str(page)), 0, f"已生成 {page}"),
    ]

    for call, expected, said in calls:
        code, out, err = run(*call, "--root", str(root), capsys=capsys)
        assert (code, err) == (expected, "")
        assert said in out
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_check_names_what_comes_next(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report where it can be made, the check once more where the inputs have faults."""
    monkeypatch.chdir(root)
    _, sound, _ = run("check", "2020", capsys=capsys)
    break_csv(root / "params" / "2020")
    _, faulty, _ = run("check", "2020", capsys=capsys)

    assert sound.endswith("接下来，生成报告：lawgov report 2020\n")
    assert faulty.endswith("接下来，改正后再检查：lawgov check 2020\n")


def test_what_is_there_is_never_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A year or a workbook that exists ends with exit code 8."""
    first = run("new", "2020", "--root", str(root), capsys=capsys)
    run("workbook", "2020", "--root", str(root), capsys=capsys)
    second = run("workbook", "2020", "--root", str(root), capsys=capsys)

    assert (first[0], second[0]) == (8, 8)
    assert "[E802] params/2020" in first[2]
    assert "[E803] params/2020/registers.xlsx" in second[2]


@pytest.mark.parametrize(("breaker", "code", "message"), BAD_INPUTS.values(), ids=BAD_INPUTS)
def test_a_check_ends_as_the_report_would(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    breaker: Breaker,
    code: int,
    message: str,
) -> None:
    """The check finds the same faults with the same exit code, for a program as JSON."""
    breaker(root / "params" / "2020")

    got, out, err = run("check", "2020", "--json", "--root", str(root), capsys=capsys)

    told = json.loads(out)
    (problem,) = told["problems"]
    assert (got, told["exit_code"], err) == (code, code, "")
    assert problem["code"] in message
    assert problem["file"] in message


def test_the_published_year_passes_its_check(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The 2020 inputs have no fault, and what they lack is told section by section."""
    code, out, err = run("check", "2020", "--root", str(root), capsys=capsys)

    assert (code, err) == (0, "")
    assert "资料没有错误，可以生成报告" in out
    assert "尚未提供" in out
