"""The commands as typed: from the draft to the final report, and what follows when it is edited."""

from __future__ import annotations

import io
import json
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from lawgov_lib.cli import main
from tests.approval.office import ROLES, SIGNERS, add, final, put_final, signoff
from tests.places import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lawgov_lib.publishing.publication import Made

    Typed = Callable[..., tuple[int, str, str]]

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture
def typed(root: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Return what runs a command on the root: exit code, output and error output."""

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["lawgov", *words, "--root", str(root)])
            with pytest.raises(SystemExit) as stop:
                main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


def test_from_the_draft_to_an_edited_final_report(root: Path, typed: Typed) -> None:
    """Refused, signed by all, final, verified; then an edit by hand is found and told."""
    refused = typed("final", "2020")
    signed = [
        typed("sign", "2020", "--role", role, "--name", name, "--date", "2020-12-01", "--yes")
        for role, name in SIGNERS.items()
    ]
    ready = typed("status")
    finished = typed("final", "2020")
    add(final(root) / "metrics.csv", "改")
    edited = typed("status", "--json")
    differs = typed("verify", "2020")

    assert refused[0] == 8
    assert refused[2].count("[E812]") == len(ROLES)
    assert [code for code, _, _ in signed] == [0] * len(ROLES)
    assert "签批齐备，可定稿" in ready[1]
    assert (finished[0], finished[2]) == (0, "")
    assert f"已生成 {root}/outputs/2020/final/report.pdf" in finished[1]
    assert json.loads(edited[1])["years"][0]["state"] == "定稿已被改动"
    assert (differs[0], differs[1]) == (10, "")
    assert differs[2].startswith("[E901] outputs/2020/final/metrics.csv: 生成后有改动")


def test_an_approval_is_dated_today_unless_a_day_is_typed(root: Path, typed: Typed) -> None:
    """The day may be left out."""
    code, _, _ = typed("sign", "2020", "--role", "审核", "--name", "张某", "--yes")

    assert code == 0
    assert re.fullmatch(r"2\d{3}-\d\d-\d\d", str(signoff(root).root[0].date))


@pytest.mark.parametrize("day", ["2021-02-30", "2021-1-1", "20210110", "昨天"])
def test_a_day_that_is_none_is_told(typed: Typed, day: str) -> None:
    """A wrong day ends with exit code 3."""
    code, _, err = typed("sign", "2020", "--role", "审核", "--name", "张某", "--date", day)

    assert code == 3
    assert f"[E307] 日期“{day}”" in err


@pytest.mark.parametrize("missing", ["--role", "--name"])
def test_who_signs_must_be_typed(typed: Typed, missing: str) -> None:
    """Role and name have no default."""
    options = {"--role": "审核", "--name": "张某"}
    del options[missing]

    code, _, err = typed("sign", "2020", *(word for pair in options.items() for word in pair))

    assert code == 2
    assert "缺少" in err


@pytest.mark.parametrize("name", ["sign", "status", "verify", "final"])
def test_make_does_what_the_command_does(name: str) -> None:
    """Each command has a target of its name, listed with its help."""
    assert re.search(rf"^{name}: .*## ", MAKEFILE, re.MULTILINE)
    assert f"$(BIN)/lawgov {name} " in MAKEFILE


def test_make_takes_no_name_from_the_environment() -> None:
    """Some systems set NAME: it is no signature."""
    assert re.search(r"^NAME =$", MAKEFILE, re.MULTILINE)


def test_without_a_terminal_nothing_is_signed(root: Path, typed: Typed) -> None:
    """The sheet is shown, and who cannot answer must say so."""
    code, out, err = typed("sign", "2020", "--role", "审核", "--name", "张某")

    assert code == 8
    assert "签批内容：" in out
    assert "[E825] 没有终端，无法确认签批" in err
    assert signoff(root).root == ()


@pytest.mark.parametrize(("answers", "outcome"), [("是\n", (0, 1)), ("也许\n否\n", (130, 0))])
def test_at_a_terminal_it_is_asked(
    root: Path,
    typed: Typed,
    monkeypatch: pytest.MonkeyPatch,
    answers: str,
    outcome: tuple[int, int],
) -> None:
    """Yes records the approval; no leaves all as it was; anything else is asked again."""
    terminal = io.StringIO(answers)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)

    code, _, _ = typed("sign", "2020", "--role", "审核", "--name", "张某")

    assert (code, len(signoff(root).root)) == outcome


def test_a_day_in_the_future_is_refused(root: Path, typed: Typed) -> None:
    """The day of today is that of the system."""
    with time_machine.travel(datetime(2021, 1, 9, tzinfo=UTC)):
        future = typed("sign", "2020", "--role", "审核", "--name", "张某", "--date", "2021-01-11")

    assert future[0] == 8
    assert "[E828]" in future[2]
    assert signoff(root).root == ()


def lose_the_manifest(root: Path) -> None:
    """Empty the manifest of the final report."""
    (final(root) / "manifest.json").write_text("{", encoding="utf-8")


def spoil_the_signatures(root: Path) -> None:
    """Leave no list in the file of signatures."""
    (root / "params" / "2020" / "signoff.yaml").write_text("审核", encoding="utf-8")


def block_the_log(root: Path) -> None:
    """Put a folder in the place of the log of finals."""
    (root / "outputs" / "finals.log").unlink(missing_ok=True)
    (root / "outputs" / "finals.log").mkdir()


@pytest.mark.parametrize(
    ("done", "code"),
    [
        ((), 0),
        ((lose_the_manifest,), 8),
        ((spoil_the_signatures,), 4),
        ((block_the_log,), 8),
        ((spoil_the_signatures, block_the_log), 1),
    ],
)
def test_status_ends_as_what_it_could_not_judge(
    root: Path, made: Made, typed: Typed, done: tuple[Callable[[Path], None], ...], code: int
) -> None:
    """All years are told; the exit code is that of what stood in the way, or 1 of several kinds."""
    put_final(root, made)
    for change in done:
        change(root)

    plain, as_json = typed("status"), typed("status", "--json")

    assert "2020" in plain[1]
    assert (plain[0], as_json[0], json.loads(as_json[1])["exit_code"]) == (code, code, code)
