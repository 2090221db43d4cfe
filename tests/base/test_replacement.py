"""Several files are replaced together: all of them or none, whenever the process is killed."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from itertools import count
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base import replacement
from lawgov_lib.base.errors import PublishError
from lawgov_lib.base.files import write_synced, write_whole, writing
from lawgov_lib.base.replacement import is_unfinished, put_back, replace_all
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

OLD = {"text/one.md": b"one\n", "text/two.md": b"two\n", "remarks.yaml": b"[]\n"}
NEW = {
    "text/one.md": b"first\n",
    "text/two.md": b"second\n",
    "text/former/one-1.md": b"one\n",
    "remarks.yaml": b"- text: a\n",
}
KILLED = """
import os, signal, sys
from pathlib import Path
from lawgov_lib.base.replacement import replace_all

folder, last = sys.argv[1], int(sys.argv[2])
steps = 0

def step(event, arguments):
    global steps
    writes = event == "open" and isinstance(arguments[1], str) and set("wx+") & set(arguments[1])
    makes = event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}
    fresh = event == "open" and arguments[1] is None and arguments[2] & os.O_CREAT
    if (writes or makes or fresh) and str(arguments[0]).startswith(folder):
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(step)
replace_all(Path(folder), %r)
"""


def written(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder, those that no reader sees included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def begun(folder: Path) -> None:
    """Write the former files."""
    for name, data in OLD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def killed_at(folder: Path, step: int) -> bool:
    """Replace the files in a process that is killed at a step; tell whether it came to that."""
    told = [sys.executable, "-c", KILLED % NEW, str(folder), str(step)]
    return subprocess.run(told, check=False, cwd=PROJECT).returncode == -signal.SIGKILL


def test_all_are_replaced(tmp_path: Path) -> None:
    """Nothing else is left behind."""
    begun(tmp_path)

    replace_all(tmp_path, NEW)

    assert written(tmp_path) == dict(sorted((OLD | NEW).items()))
    assert not is_unfinished(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_kill_at_any_step_leaves_all_or_none(tmp_path: Path) -> None:
    """Once what was begun is put back, the files are the old ones or the new ones, never both."""
    seen = set[str]()
    for step in range(1, 200):
        folder = tmp_path / str(step)
        begun(folder)
        if not killed_at(folder, step):
            break
        mixed = {name: data for name, data in written(folder).items() if name in OLD}
        assert is_unfinished(folder) or mixed in (OLD, {name: NEW[name] for name in OLD})
        put_back(folder)
        left = written(folder)
        is_new = left == dict(sorted(NEW.items()))
        assert is_new or left == dict(sorted(OLD.items()))
        seen.add("new" if is_new else "old")

    assert seen == {"old", "new"}
    assert step > len(NEW) * 3


@pytest.mark.parametrize("full_at", range(4))
def test_a_full_disk_leaves_nothing_of_what_was_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_at: int
) -> None:
    """Where the former files find no room, the folder is as it was, to the last name."""
    begun(tmp_path)
    before, left = sorted(tmp_path.rglob("*")), count()

    def write(path: Path, data: bytes) -> None:
        if next(left) == full_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write_synced(path, data)

    monkeypatch.setattr(replacement, "write_synced", write)

    with pytest.raises(OSError, match="No space"):
        replace_all(tmp_path, NEW)

    assert sorted(tmp_path.rglob("*")) == before
    assert written(tmp_path) == OLD


def test_what_somebody_changed_since_is_left(tmp_path: Path) -> None:
    """Who corrects a file by hand after a kill does not lose it to what is put back."""
    begun(tmp_path)
    replacement._set_aside(tmp_path, NEW)  # noqa: SLF001  a process that was killed here
    (tmp_path / "text/one.md").write_bytes(NEW["text/one.md"])
    (tmp_path / "text/two.md").write_bytes(b"by hand")

    assert put_back(tmp_path)

    assert written(tmp_path) == dict(sorted((OLD | {"text/two.md": b"by hand"}).items()))


def refused(*_: object) -> None:
    """Answer as a disk that fails."""
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize(
    ("failing", "said", "left"),
    [
        (range(2, 3), "写不了params/2020（磁盘读写出错）", OLD),
        (range(2, 99), "params/2020中的文件只换了一部分（磁盘读写出错）", None),
    ],
)
def test_what_is_said_of_a_failure_is_so(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: range,
    said: str,
    left: dict[str, bytes] | None,
) -> None:
    """Nothing or a part is replaced, and the message says which; the next run puts back."""
    begun(tmp_path)
    calls = count(1)

    def write(path: Path, data: bytes) -> None:
        (refused if next(calls) in failing else write_whole)(path, data)

    with monkeypatch.context() as broken:
        broken.setattr(replacement, "write_whole", write)
        with pytest.raises(PublishError) as failure, writing("params/2020"):
            replace_all(tmp_path, NEW)

    assert said in str(failure.value)
    assert is_unfinished(tmp_path) == (left is None)
    put_back(tmp_path)
    assert written(tmp_path) == OLD


def test_files_that_may_not_be_on_the_disk_are_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind the last step all files are the new ones, whatever the system says then."""
    begun(tmp_path)
    monkeypatch.setattr(replacement, "_clear_done", refused)

    with pytest.raises(PublishError, match="已换成新的，但不能确认"), writing("params/2020"):
        replace_all(tmp_path, NEW)

    assert {name: (tmp_path / name).read_bytes() for name in NEW} == NEW
    assert not is_unfinished(tmp_path)


def test_folders_of_a_replacement_that_failed_go_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that was made for new files is gone again; one that was there, if empty, stays."""
    (tmp_path / "text" / "kept").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    files = {"text/kept/a.md": b"a", "text/former/deep/b.md": b"b", "text/c.md": b"c"}

    def full(path: Path, data: bytes) -> None:
        if path.name == "c.md":
            raise OSError(errno.ENOSPC, "")
        write_whole(path, data)

    monkeypatch.setattr(replacement, "write_whole", full)
    with pytest.raises(OSError, match=str(errno.ENOSPC)):
        replace_all(tmp_path, files)

    assert sorted(tmp_path.rglob("*")) == before
