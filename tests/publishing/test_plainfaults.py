"""Plain faults of the inputs, by whatever command they are met: told by their place, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Typed

FAULTS = {
    "no UTF-8": ("report.yaml", b"\xff\xfe\xfd", "E406"),
    "no YAML": ("report.yaml", b"agency: [", "E4"),
    "an unknown key": ("report.yaml", "机构名称: 某局\n".encode(), "E4"),
    "an empty file": ("report.yaml", b"", "E4"),
    "a table without a head": ("registers/penalties.csv", b"1,2,3\n", "E4"),
    "a table that is none": ("registers/penalties.csv", b"\x00\x01\x02", "E4"),
    "figures without a head": ("figures.csv", "甲,乙\n".encode(), "E4"),
    "a workbook that is none": ("registers.xlsx", b"none", "E4"),
    "answers that are none": ("answers.yaml", b"- - -", "E4"),
    "prose that refers to nothing": ("text/other.md", "共{{ nothing }}件。".encode(), "E5"),
    "prose of no section": ("text/nothing.md", "文字。".encode(), "E4"),
    "a picture that is none": ("text/other.md", "![图](nothing.png)".encode(), "E5"),
}
COMMANDS = {
    "report": ("report", "2020", "--root", "."),
    "final": ("final", "2020", "--root", "."),
    "batch": ("batch", ".", "--years", "2020"),
    "all": ("all", "--root", "."),
    "sister": ("sister", "2020", "--root", "."),
}
MET = [
    *((name, "report") for name in FAULTS),
    *((name, command) for name in ("no UTF-8", "a table without a head") for command in COMMANDS),
]


def assert_plain(root: Path, said: str) -> None:
    """Hold that nothing of the program shows, and that nothing was left."""
    assert "停在笔记本" not in said
    assert "Traceback" not in said
    left = [path for path in (root / "outputs").rglob("*") if path.is_file()]
    assert [path.name for path in left if path.suffix != ".lock"] == []


@pytest.mark.parametrize(("name", "command"), dict.fromkeys(MET))
def test_a_plain_fault_is_told_by_its_place(
    root: Path, typed_here: Typed, name: str, command: str
) -> None:
    """The file and the code are named; the notebook is not, and none is kept."""
    file, content, code = FAULTS[name]
    (root / "params" / "2020" / file).write_bytes(content)

    done = typed_here(*COMMANDS[command])

    said = done.stdout + done.stderr
    assert done.returncode == (5 if code == "E5" else 4), said
    assert code in said
    assert "params/2020/" in said
    assert_plain(root, said)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "all"])
def test_a_year_that_is_not_there_is_told(root: Path, typed_here: Typed, command: str) -> None:
    """Of a year without a folder it is said that there is none."""
    words = [word.replace("2020", "2016") for word in COMMANDS[command]]

    done = typed_here(*words)

    said = done.stdout + done.stderr
    assert done.returncode == 4, said
    assert "没有2016年的输入文件夹" in said
    assert_plain(root, said)
