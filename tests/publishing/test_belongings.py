"""What people laid into a published folder, or changed there, outlives the next report."""

from __future__ import annotations

import errno
import os
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from lawgov_lib.base.errors import PublishError
from lawgov_lib.base.files import writing
from lawgov_lib.cli import cli
from lawgov_lib.publishing import folders
from lawgov_lib.publishing.publication import replace
from tests.outputfolder import with_manifest

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes in folders")
MINE = b"mine"
OWN = {
    "a note": "备注.txt",
    "a folder": "批示/一.txt",
    "a hidden file": ".备注",
    "a name of a final": "final.txt",
    "a corrected file": "report.txt",
    "a name without ending": "扫描件",
}


def generation(number: int) -> dict[str, bytes]:
    """Return the files of a report with their manifest."""
    return with_manifest({"report.txt": b"report %d" % number, "metrics.csv": b"%d" % number})


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Publish a folder."""
    target = tmp_path / "outputs" / "2020"
    replace(target, generation(1))
    return target


def texts(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder and of those in it, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", OWN.values(), ids=OWN)
def test_what_is_somebodys_own_is_kept_beside_the_report(target: Path, name: str) -> None:
    """It is named, is found beside the folder as it was, and the report is the program's alone."""
    (target / name).parent.mkdir(exist_ok=True)
    (target / name).write_bytes(MINE)

    told = replace(target, generation(2))

    assert told == (f"2020-own/{name.partition('/')[0]}",)
    assert texts(target.with_name("2020-own")) == {name: MINE}
    assert texts(target) == generation(2)


def test_what_the_program_made_is_nobodys_own(target: Path) -> None:
    """A report as it was made, and what systems lay into any folder, leave nothing beside."""
    (target / "Thumbs.db").write_bytes(b"")
    (target / "~$report.docx").write_bytes(b"")

    assert replace(target, generation(2)) == ()
    assert [*target.parent.iterdir()] == [target]


def test_a_name_that_is_taken_gets_a_number(target: Path) -> None:
    """The same again is kept once, something else of that name beside it."""
    told: list[str] = []
    for content in (b"one", b"one", b"two"):
        (target / "备注.txt").write_bytes(content)
        told += replace(target, generation(2))

    assert told == ["2020-own/备注.txt", "2020-own/备注.txt", "2020-own/备注-2.txt"]
    assert texts(target.with_name("2020-own")) == {"备注.txt": b"one", "备注-2.txt": b"two"}


def test_without_a_manifest_all_is_somebodys_own(target: Path) -> None:
    """Nobody knows what of it the program made, so all of it is kept."""
    (target / "manifest.json").write_bytes(b"none of ours")

    replace(target, generation(2))

    assert set(texts(target.with_name("2020-own"))) == set(generation(1))


@pytest.mark.parametrize(
    ("old", "new"), [(b"{", b"{ "), (b'"year": 2020', b'"year": 2021')], ids=["blank", "value"]
)
def test_an_edited_manifest_is_somebodys_own(target: Path, old: bytes, new: bytes) -> None:
    """Whatever was changed in it, its editor finds it again, and what it lists is the program's."""
    manifest = target / "manifest.json"
    edited = manifest.read_bytes().replace(old, new, 1)
    manifest.write_bytes(edited)

    assert replace(target, generation(2)) == ("2020-own/manifest.json",)
    assert texts(target.with_name("2020-own")) == {"manifest.json": edited}
    assert texts(target) == generation(2)


@pytest.mark.parametrize("former", [{}, {"旧.txt": b"kept before"}], ids=["none", "some"])
def test_what_is_not_replaced_leaves_no_copies(
    target: Path, monkeypatch: pytest.MonkeyPatch, former: dict[str, bytes]
) -> None:
    """Where the exchange fails, all stays as it was; copies of former runs do, too."""
    own = target.with_name("2020-own")
    for name, data in former.items():
        own.mkdir()
        (own / name).write_bytes(data)
    (target / "备注.txt").write_bytes(MINE)
    (target / "批示").mkdir()
    before = texts(target.parent)

    def refused(_one: Path, _other: Path) -> bool:
        raise OSError(errno.EIO, "refused")

    monkeypatch.setattr(folders, "exchange", refused)
    with pytest.raises(OSError, match="refused"):
        replace(target, generation(2))

    assert texts(target.parent) == before
    assert own.exists() == bool(former)


@POSIX
def test_links_are_kept_and_pipes_hold_nothing(target: Path) -> None:
    """A link is kept as a link, whatever it leads to; nobody waits for a pipe."""
    (target / "link").symlink_to("nowhere")
    os.mkfifo(target / "pipe")

    replace(target, generation(2))

    assert [path.name for path in target.with_name("2020-own").iterdir()] == ["link"]
    assert (target.with_name("2020-own") / "link").is_symlink()


@POSIX
def test_a_pipe_among_the_finals_is_refused(target: Path) -> None:
    """Final reports go along whole or not at all, and nobody waits for a pipe."""
    (target / "final").mkdir()
    os.mkfifo(target / "final" / "report.pdf")

    with pytest.raises(PublishError, match=r"\[E801\].*不是普通文件"), writing("outputs/2020"):
        replace(target, generation(2))

    assert (target / "report.txt").read_bytes() == b"report 1"


@POSIX
def test_a_link_stays_one_to_the_folder_that_is_replaced(target: Path, tmp_path: Path) -> None:
    """An office that keeps its reports on another disk finds the new one there, with its final."""
    (target / "final").mkdir()
    disk = target.rename(tmp_path / "disk")
    target.symlink_to(disk)

    replace(target, generation(2))

    assert target.is_symlink()
    assert texts(disk) == generation(2)
    assert (disk / "final").is_dir()
    assert [*target.parent.iterdir()] == [target]


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    """It is somebody's own, and stays."""
    (tmp_path / "2020").write_bytes(MINE)

    with pytest.raises(PublishError, match=r"\[E801\].*不是文件夹"), writing("outputs/2020"):
        replace(tmp_path / "2020", generation(1))

    assert (tmp_path / "2020").read_bytes() == MINE


def test_a_hidden_file_beside_the_folder_is_no_building_site(target: Path) -> None:
    """Only what has the form of our own temporary names is cleared."""
    mine = target.with_name(".2020-备注.txt")
    mine.write_bytes(MINE)

    replace(target, generation(2))

    assert mine.read_bytes() == MINE


@pytest.mark.parametrize("command", [("report", "2020", "--root"), ("batch",)], ids=" ".join)
def test_the_command_names_what_it_kept(root: Path, command: tuple[str, ...]) -> None:
    """Who makes the report reads where the own file lies now."""
    note = root / "outputs" / "2020" / "备注.txt"
    note.parent.mkdir(parents=True)
    note.write_bytes(MINE)

    done = CliRunner().invoke(cli, [*command, str(root)])

    assert done.exit_code == 0
    assert re.search(r"已另存，需要的请取用：outputs/2020-own/备注\.txt", done.output)
    assert (root / "outputs" / "2020-own" / "备注.txt").read_bytes() == MINE
