"""Every target of the Makefile is a command, as docs/commands.md says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base import commandline
from lawgov_lib.base.installation import STAMPS
from lawgov_lib.cli import upkeep_commands
from lawgov_lib.notebook import labspace
from tests.cli.test_response import ALL, DOCS, answer, lawgov
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
TABLE = dict(re.findall(r"^\| `make ([a-z]+)` \| `lawgov ([a-z -]+)` \|$", DOCS, re.MULTILINE))


def test_every_target_has_its_command() -> None:
    """None is left out of the table, and every command of it is there."""
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))

    assert set(TABLE) == targets
    assert {name for name in TABLE.values() if name not in {"key", "--help"}} <= set(ALL)


@pytest.mark.parametrize(
    "name", [name for name, told in TABLE.items() if not told.startswith(("dev", "-"))]
)
def test_make_runs_the_command_itself(name: str) -> None:
    """So that what is wrong is told alike, in one line and with its code."""
    recipe = re.search(rf"^{name}:([^#\n]*).*\n((?:\t.*\n)*)", MAKEFILE, re.MULTILINE)

    assert recipe is not None
    needed, run = recipe[1].split(), recipe[2].replace("\n", " ")
    assert f"$(BIN)/lawgov {TABLE[name]} " in run or TABLE[name] in needed


@pytest.mark.parametrize("name", upkeep_commands.plain_commands())
def test_make_and_the_command_run_the_same(name: str) -> None:
    """What a maintainer's command hands to Python stands in the recipe of its target."""
    recipe = MAKEFILE.partition(f"\n{name}:")[2].partition("\n\n")[0]

    for words in upkeep_commands.plain_commands()[name]["run"]:
        told = [word for word in words if word not in {"-m", "pip", "."} and word[0] != "-"]
        assert all(word in recipe or word == "dist" for word in told), recipe


def test_make_sets_up_by_the_steps_of_the_command() -> None:
    """Make and ``lawgov dev setup`` leave the same environment: each step stands in one place."""
    setup = MAKEFILE.partition("\n$(LOCKED): requirements.txt")[2]
    steps = re.findall(r"\$\(FETCH\) (\S+) \|\|", setup)

    assert steps == ["requirements.txt", ".", *(f"requirements-{name}.txt" for name in STAMPS)]
    assert not re.search(r"\$\(PIP\)|_lawgov\.pth|site-packages", setup)


def test_make_and_the_command_lock_the_same() -> None:
    """The options handed to uv are those of the Makefile, in the same order of locks."""
    recipe = re.sub(r"\\\n\s*", "", MAKEFILE.partition("\ncompile = ")[2].partition("\n\n")[0])

    assert all(word in recipe.split() for word in upkeep_commands.COMPILE)
    assert all(f"-u {name}" in recipe for name in upkeep_commands.INDEXES)
    for name, words in upkeep_commands.LOCKS.items():
        assert ",".join(filter(None, (name, " ".join(words)))) in MAKEFILE


def test_a_worker_is_told_what_is_no_address(tmp_path: Path) -> None:
    """Before Dask is asked, which would answer with its own words."""
    done = lawgov("worker", "10.0.0.5", cwd=tmp_path)

    assert done.returncode == 3
    assert done.stderr.startswith("[E315]")


def test_a_scheduler_is_told_what_is_not_its_machine(tmp_path: Path) -> None:
    """An address of another machine is one line, not Dask's own pages."""
    done = lawgov("scheduler", "192.0.2.1", cwd=tmp_path)

    assert done.returncode == 3
    assert done.stderr.startswith("[E315] 不能在“192.0.2.1”的端口8786上接受连接")
    assert "Traceback" not in done.stderr


def test_a_key_is_among_what_was_made(tmp_path: Path) -> None:
    """A program finds the file by its name, as for every other command."""
    done = lawgov("key", "new", "钥匙.pem", "--no-passphrase", "--json", cwd=tmp_path)

    assert answer(done)["outputs"] == ["钥匙.pem"]


def test_maintainers_commands_need_the_checkout(tmp_path: Path) -> None:
    """An installed program says where they belong."""
    code = (
        "from pathlib import Path; from lawgov_lib.cli import upkeep_commands, main; "
        f"upkeep_commands.CHECKOUT = Path({str(tmp_path)!r}); "
        "import sys; sys.argv = ['lawgov', 'dev', 'test']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 3
    assert "[E330]" in done.stderr


def test_programs_keep_off_the_answer(tmp_path: Path) -> None:
    """What a program prints goes to the error output where JSON was asked for."""
    done = lawgov("dev", "lint", "--json", "--no-such-option", cwd=tmp_path)

    answer(done)


def test_windows_is_told_commands_without_make(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A Makefile in the folder helps nobody there, and single quotes hold nothing together."""
    (tmp_path / "Makefile").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commandline, "_IS_WINDOWS", True)

    assert commandline.typed("check", 2020) == "lawgov check 2020"
    assert commandline.typed("check", 2020, tmp_path / "甲 局").endswith('--root "甲 局"')


@pytest.mark.parametrize("name", ["甲 局", "甲[1]", "it's", "甲=乙", "50%"])
def test_windows_holds_names_together(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What its shells split or read as their own stands in quotation marks."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commandline, "_IS_WINDOWS", True)

    assert commandline.openable(tmp_path / name) == (name if "%" in name else f'"{name}"')


def test_a_lab_asks_nobody_about_news(tmp_path: Path) -> None:
    """What JupyterLab takes for its settings says so, in a folder that it looks into."""
    found = labspace.settings(tmp_path) / "labconfig" / "default_setting_overrides.json"

    told = json.loads(found.read_text(encoding="utf-8"))
    assert told["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_a_lab_opens_the_notebook_of_the_year(root: Path) -> None:
    """The root's own of that year, else a copy with the year, which stays as it was edited."""
    name = labspace.notebook_for(root, 2021)
    copy = root / name
    copy.write_text(copy.read_text(encoding="utf-8").replace("params_dir", "folder"), "utf-8")

    assert name == "notebooks/annual_report-2021.ipynb"
    assert "year = 2021" in copy.read_text(encoding="utf-8")
    assert labspace.notebook_for(root, 2021) == name
    assert "folder" in copy.read_text(encoding="utf-8")


def test_the_review_page_stands_beside_the_notebook(root: Path) -> None:
    """Two panels side by side where there is a report, else the notebook alone."""
    without = labspace.workspace("n.ipynb", labspace.page_of(root, 2020))
    page = root / "outputs" / "2020" / "review.html"
    page.parent.mkdir(parents=True)
    page.touch()
    both = labspace.workspace("n.ipynb", labspace.page_of(root, 2020))

    told = [
        [tab["widgets"] for tab in each["data"]["layout-restorer:data"]["main"]["dock"]["children"]]
        for each in (without, both)
    ]
    assert told == [
        [["notebook:n.ipynb"]],
        [["notebook:n.ipynb"], ["htmlviewer:outputs/2020/review.html"]],
    ]
