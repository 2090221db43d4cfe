"""Folders: put in place whole whatever happens, and by one run at a time."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import PublishError
from lawgov_lib.base.files import writing
from lawgov_lib.publishing import folders
from lawgov_lib.publishing.folders import put
from lawgov_lib.publishing.publication import replace
from tests.outputfolder import with_manifest
from tests.places import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.synchronize import Event

KILLS = 50
NOBODY = 65534
HOLDER = """\
import sys
from pathlib import Path

from lawgov_lib.publishing.folders import exclusive

with exclusive(Path(sys.argv[1]), 2020):
    print("held", flush=True)
    sys.stdin.read()
"""


# What is started of this kind begins at once: all that it needs was imported where it comes from.
multiprocessing.set_forkserver_preload(["tests.publishing.test_folders"])
PATIENCE = 60


def publish_on(target: Path, number: int, begun: Event) -> None:
    """Publish one generation after another, each with its number in all its files."""
    for each in count(number):
        files = {f"{name}.txt": b"%d" % each * 20_000 for name in range(5)}
        put(target, with_manifest(files), kept="final*")
        begun.set()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Publish a folder that has a final report in it."""
    target = tmp_path / "outputs" / "2020"
    replace(target, with_manifest({"0.txt": b"old"}))
    (target / "final").mkdir()
    (target / "final" / "report.pdf").write_bytes(b"signed")
    return target


def started(program: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start a program that imports lawgov, and wait for its first word."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def killed(process: subprocess.Popen[bytes], seconds: float = 0) -> None:
    """Kill a process after that time, unless it has ended."""
    with process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process that holds the year 2020."""
    process = started(HOLDER, tmp_path)
    yield process
    killed(process)


@pytest.mark.skipif(os.name != "posix", reason="no such server there")
def test_a_kill_at_any_moment_leaves_one_generation(target: Path) -> None:
    """Killed at fifty random moments while it publishes on and on: never a mix, never a loss."""
    seed = random.SystemRandom().randrange(10**6)
    sys.stdout.write(f"seed {seed}\n")
    chance = random.Random(seed)  # noqa: S311  no secrets
    seen = set()
    ready = multiprocessing.get_context("forkserver")

    for number in range(KILLS):
        begun = ready.Event()
        process = ready.Process(target=publish_on, args=(target, number * 1_000_000, begun))
        process.start()
        assert begun.wait(PATIENCE)
        process.join(chance.uniform(0, 0.05))
        process.kill()
        process.join()
        texts = {path.read_bytes() for path in target.glob("*.txt")}
        seen |= texts
        assert len(texts) == 1
        assert len([*target.iterdir()]) == 7
        assert (target / "final" / "report.pdf").read_bytes() == b"signed"

    assert len(seen) > 1
    folders.clear(target)
    assert [*target.parent.iterdir()] == [target]


def test_without_a_single_step_the_old_comes_back(target: Path, tmp_path: Path) -> None:
    """Where the system knows no exchange, a refused second step undoes the first."""
    fresh = tmp_path / "outputs" / "gone"

    with pytest.raises(FileNotFoundError):
        folders.replace_in_two_steps(target, fresh)

    assert (target / "0.txt").read_bytes() == b"old"


def test_two_steps_put_the_fresh_folder_in_place(target: Path) -> None:
    """Where the system knows no exchange, two renames do it and leave nothing aside."""
    fresh = target.with_name("fresh")
    fresh.mkdir()
    (fresh / "0.txt").write_bytes(b"new")

    folders.replace_in_two_steps(target, fresh)

    assert (target / "0.txt").read_bytes() == b"new"
    assert [*target.parent.iterdir()] == [target]


def test_what_a_crash_left_aside_comes_back(target: Path) -> None:
    """If the last run stopped between its two steps, the old output is there again."""
    target.rename(target.with_name(".2020-old"))

    folders.clear(target)

    assert (target / "0.txt").read_bytes() == b"old"
    assert [*target.parent.iterdir()] == [target]


def test_what_killed_runs_left_is_cleared(target: Path) -> None:
    """Building sites of the year go with the next run; those of other years stay."""
    target.with_name(".2020-abcd1234").mkdir()
    target.with_name(".2020-failed.ipynb-abcd1234").touch()
    other = target.with_name(".2021-abcd1234")
    other.mkdir()

    replace(target, {"0.txt": b"new"})

    assert {*target.parent.iterdir()} == {target, other}


@pytest.mark.skipif(sys.platform not in {"linux", "darwin"}, reason="no such call there")
def test_the_system_exchanges_in_one_step(target: Path) -> None:
    """On Linux and macOS no moment is without an output."""
    fresh = target.with_name("fresh")
    fresh.mkdir()

    assert folders.exchange(target, fresh)
    assert (fresh / "0.txt").read_bytes() == b"old"


def test_an_exchange_that_the_system_refuses_is_an_error(target: Path) -> None:
    """A fault other than not knowing the call is told, not tried in another way."""
    with pytest.raises(FileNotFoundError):
        folders.swap(target, target.with_name("gone"))

    assert (target / "0.txt").read_bytes() == b"old"


@pytest.fixture
def powerless_place() -> Iterator[Path]:
    """Return a folder for everybody, as a user whom the permissions of files bind."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o777)
        if superuser := os.geteuid() == 0:
            os.seteuid(NOBODY)
        yield place
        if superuser:
            os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="the permissions are those of POSIX")
def test_what_is_replaced_goes_though_its_owner_protected_it(powerless_place: Path) -> None:
    """A final that its office made read-only goes along as it is, and leaves no hidden folder."""
    target = powerless_place / "2020"
    replace(target, with_manifest({"0.txt": b"old"}))
    (target / "final").mkdir()
    (target / "final" / "report.pdf").write_bytes(b"signed")
    (target / "final").chmod(0o555)

    replace(target, with_manifest({"0.txt": b"new"}))

    assert [*powerless_place.iterdir()] == [target]
    assert (target / "0.txt").read_bytes() == b"new"
    assert (target / "final" / "report.pdf").read_bytes() == b"signed"
    assert (target / "final").stat().st_mode & 0o777 == 0o555
    (target / "final").chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="the permissions are those of POSIX")
def test_what_is_refused_is_told_by_its_own_name(powerless_place: Path) -> None:
    """Where the folder for what is somebody's own is locked, that is the one to be opened."""
    outputs = powerless_place / "outputs"
    replace(outputs / "2020", with_manifest({"0.txt": b"old"}))
    (outputs / "2020" / "note.txt").write_bytes(b"own")
    (outputs / "2020-own").mkdir(mode=0o500)

    with (
        pytest.raises(PublishError, match="写不了outputs/2020-own（没有权限）"),
        writing("outputs/2020"),
    ):
        replace(outputs / "2020", with_manifest({"0.txt": b"new"}))

    assert (outputs / "2020" / "0.txt").read_bytes() == b"old"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs two users")
def test_a_folder_of_somebody_else_is_not_replaced(powerless_place: Path) -> None:
    """Nobody could take away what stood there; so it stands, and the folder is named."""
    os.seteuid(0)
    target = powerless_place / "2020"
    replace(target, with_manifest({"0.txt": b"old"}))
    os.seteuid(NOBODY)

    with pytest.raises(PermissionError) as refused:
        replace(target, with_manifest({"0.txt": b"new"}))

    assert refused.value.filename == str(target)
    assert [*powerless_place.iterdir()] == [target]
    assert (target / "0.txt").read_bytes() == b"old"


def test_a_year_that_is_held_is_refused_in_the_end(
    tmp_path: Path, holder: subprocess.Popen[bytes]
) -> None:
    """Who waits says so once, and gives up when the time is over."""
    said = []

    with (
        pytest.raises(PublishError, match=r"\[E807\].*2020年度"),
        folders.exclusive(tmp_path, 2020, lambda: said.append("waits"), seconds=0),
    ):
        pass

    assert said == ["waits"]
    assert holder.poll() is None


def test_runs_on_one_year_take_turns(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    """As soon as the holder is done the one that waits goes on."""
    assert holder.stdin is not None

    with folders.exclusive(tmp_path, 2020, holder.stdin.close):
        held = True

    assert held
    assert holder.wait() == 0


def test_a_killed_holder_holds_no_longer(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    """The system releases the lock of a process that is gone."""
    with folders.exclusive(tmp_path, 2020, holder.kill):
        held = True

    assert held


def test_another_year_is_free(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    """The lock is a year's; runs on other years do not wait."""
    said = []

    with folders.exclusive(tmp_path, 2021, lambda: said.append("waits")):
        assert holder.poll() is None

    assert said == []


def test_a_command_says_that_it_waits_and_takes_its_turn(root: Path) -> None:
    """While another run holds the year the command says so once, and then makes the report."""
    command = "from lawgov_lib.cli import main; main()"
    with folders.exclusive(root / "outputs", 2020):
        process = subprocess.Popen(
            [sys.executable, "-c", command, "report", "2020", "--root", root],
            cwd=PROJECT,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        said = process.stderr.readline().decode().strip()
        nothing_yet = not (root / "outputs" / "2020").exists()
    with process:
        rest = process.stderr.read()

    assert said == "另一次运行正在生成2020年度的报告，正在等候……"
    assert (nothing_yet, rest, process.returncode) == (True, b"", 0)


@pytest.mark.parametrize(
    ("moment", "said", "left"),
    [
        (
            "write_synced",
            "原有文件未动",
            b"old",
        ),
        (
            "swap",
            "原有文件未动",
            b"old",
        ),
        ("sync_folder", "outputs/2020已换成新的，但不能确认已写到磁盘上（磁盘读写出错）", b"new"),
    ],
)
def test_what_is_said_of_a_failure_is_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, said: str, left: bytes
) -> None:
    """Before the exchange nothing has changed; after it the new folder stands in its place."""
    target = tmp_path / "outputs" / "2020"
    put(target, {"report.html": b"old"}, "final*")
    (target / "便笺.txt").write_text("我的", encoding="utf-8")
    asked = getattr(folders, moment)

    def fail(*arguments: Path) -> object:
        if moment != "sync_folder" or arguments[0] == target.parent:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return asked(*arguments)

    monkeypatch.setattr(folders, moment, fail)
    with pytest.raises(PublishError) as failure, writing("outputs/2020"):
        put(target, {"report.html": b"new"}, "final*")

    assert said in str(failure.value)
    assert (target / "report.html").read_bytes() == left
    assert ("2020-own/便笺.txt" in str(failure.value)) == (left == b"new")
