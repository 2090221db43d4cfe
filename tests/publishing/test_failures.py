"""What can go wrong around a run: each is told with its code, and the old output stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import psutil
import pytest
from nbformat import v4

from lawgov_lib.base.errors import (
    InputError,
    ParameterError,
    PublishError,
    RunError,
    TellingError,
)
from lawgov_lib.base.interruption import STOPPED
from lawgov_lib.cli import cli
from lawgov_lib.publishing.publication import publish
from tests.conftest import copy_root
from tests.places import PROJECT, own_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lawgov_lib.base.errors import LawgovError
    from lawgov_lib.notebook.execution import Kind

OLD = b"old"
POSIX = pytest.mark.skipif(os.name != "posix", reason="the limit or signal is one of POSIX")
PUBLISH = """
import sys
from pathlib import Path
from lawgov_lib.publishing.publication import publish

publish(Path(sys.argv[1]), 2020, kernel=sys.argv[2])
"""
IMPORTED = """\
from lawgov_lib.base.errors import TellingError
from lawgov_lib.report.yearreport import Report"""
RESTORED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
COMMAND = f"{RESTORED}; from lawgov_lib.cli import main; main()"
LIMITED = """\
import resource, sys

from lawgov_lib.cli import main

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
main()
"""
"""The command while the system refuses to write larger files, as a full disk would."""
FULL = """\
import resource, sys
from pathlib import Path

from lawgov_lib.base.errors import PublishError
from lawgov_lib.base.files import writing
from lawgov_lib.publishing.publication import replace

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with writing("outputs/2020"):
        replace(Path(sys.argv[1]), {"a.txt": b"small", "b.txt": b"large" * 1000})
except PublishError as error:
    sys.stdout.buffer.write(str(error).encode())
"""
KINDS = pytest.mark.parametrize(
    "kind",
    [
        "cold",
        pytest.param(
            "forked", marks=pytest.mark.skipif(sys.platform != "linux", reason="forks are Linux's")
        ),
    ],
)
NOBODY = 65534
ALLOCATING = "bytearray(10 ** 13)"
LARGE_FRAME = "import numpy as np\nnp.ones(10 ** 13)"
KILLED = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
ENDLESS = "while True:\n    pass"
STUBBORN = (
    "import signal\n"
    "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    "sum(range(10 ** 18))  # never leaves C"
)


@pytest.fixture
def published_root(root: Path) -> Path:
    """Make a root in which something has been published before."""
    outputs = root / "outputs" / "2020"
    outputs.mkdir(parents=True)
    (outputs / "report.html").write_bytes(OLD)
    return root


def give_notebook(root: Path, source: str) -> None:
    """Give a root a notebook of one cell behind its parameters."""
    parameters = v4.new_code_cell('year = 0\nparams_dir = ""', metadata={"tags": ["parameters"]})
    nb = v4.new_notebook(
        cells=[parameters, v4.new_code_cell(source)],
        metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}},
    )
    nbformat.write(nb, own_notebook(root))


def kernels() -> list[psutil.Process]:
    """List the processes that run notebooks: children, or the children of the server of forks.

    The server of the workers of a batch is none, and stays for the next batch.
    """
    children = [
        child
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE  # it has ended, and was not asked for yet
        and "from multiprocessing." not in " ".join(child.cmdline())
    ]
    servers = [child for child in children if "lawgov_lib.notebook.forkprocess" in child.cmdline()]
    forks = [fork for server in servers for fork in server.children()]
    return forks + [child for child in children if child not in servers]


def only_the_old(root: Path) -> bool:
    """Tell whether the outputs are the old ones, and no building site stands beside them."""
    outputs = root / "outputs"
    beside = {path.name for path in outputs.iterdir()} - {"2020-failed.ipynb", ".2020.lock"}
    return beside == {"2020"} and [
        (path.name, path.read_bytes()) for path in (outputs / "2020").iterdir()
    ] == [("report.html", OLD)]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (ALLOCATING, r"\[E604\].*第3格“bytearray.*内存不足.*处理办法"),
        (LARGE_FRAME, r"\[E604\].*第3格“import numpy.*内存不足"),
        pytest.param(KILLED, r"\[E602\].*第3格“import os.*内核中途退出", marks=POSIX),
        (ENDLESS, r"\[E603\].*第3格“while True:.*超过1秒"),
        (STUBBORN, r"\[E603\].*第3格“import signal.*超过1秒"),
    ],
    ids=["memory", "memory of numpy", "killed", "endless", "deaf to interrupts"],
)
@KINDS
def test_a_cell_that_breaks_the_run_is_told(
    published_root: Path, kind: Kind, source: str, told: str
) -> None:
    """The cell, what happened and what to do are named; no kernel is left."""
    give_notebook(published_root, source)

    with pytest.raises(RunError, match=told):
        publish(published_root, 2020, seconds=1, kernel=kind)

    assert only_the_old(published_root)
    assert kernels() == []


@POSIX
@KINDS
def test_a_kernel_killed_from_outside_is_told(published_root: Path, kind: Kind) -> None:
    """A kernel that something else kills ends the run at once, long before the time limit."""
    killer = f"import subprocess\nsubprocess.run(['kill', '-9', str(os.getpid())])\n{ENDLESS}"
    give_notebook(published_root, f"import os\n{killer}")

    with pytest.raises(RunError, match=r"\[E602\].*第3格"):
        publish(published_root, 2020, kernel=kind)

    assert only_the_old(published_root)


def test_a_notebook_that_cannot_be_kept_does_not_hide_the_fault(published_root: Path) -> None:
    """With a folder in the way of the failed notebook the cell is still named."""
    (published_root / "outputs" / "2020-failed.ipynb" / "in the way").mkdir(parents=True)
    give_notebook(published_root, "1 / 0")

    with pytest.raises(RunError, match=r"\[E601\].*“1 / 0”，已运行部分没能保存"):
        publish(published_root, 2020)


@pytest.mark.parametrize(
    ("source", "error", "code"),
    [
        ("Report.open(2016)", InputError, "E401"),
        ("Report.open('MMXX')", ParameterError, "E302"),
        ("raise TellingError.of('E501', '没有这项指标')", TellingError, "E501"),
    ],
)
@KINDS
def test_a_fault_of_the_inputs_leaves_no_notebook(
    published_root: Path, kind: Kind, source: str, error: type[LawgovError], code: str
) -> None:
    """What is mended elsewhere is told without the cell; the notebook of an older failure goes."""
    (published_root / "outputs" / "2020-failed.ipynb").write_bytes(OLD)
    give_notebook(published_root, f"{IMPORTED}\n{source}")

    with pytest.raises(error, match=rf"\[{code}") as told:
        publish(published_root, 2020, kernel=kind)

    assert "停在笔记本" not in str(told.value)
    assert only_the_old(published_root)
    assert not (published_root / "outputs" / "2020-failed.ipynb").exists()


def file_in_the_way(root: Path) -> None:
    """Put a file where the folder of all outputs should be."""
    (root / "outputs").write_bytes(OLD)


def folder_as_lock(root: Path) -> None:
    """Put a folder where the lock should be."""
    (root / "outputs" / ".2020.lock").mkdir(parents=True)


@pytest.mark.parametrize("obstacle", [file_in_the_way, folder_as_lock])
def test_outputs_that_cannot_be_written_are_told(
    root: Path, obstacle: Callable[[Path], None]
) -> None:
    """The folder is named before anything is run."""
    obstacle(root)

    with pytest.raises(PublishError, match=r"\[E801\] 写不了outputs/.*处理办法：检查文件夹权限"):
        publish(root, 2020)


@pytest.fixture
def powerless() -> Iterator[None]:
    """Act as a user without rights, for file permissions do not bind the superuser."""
    if superuser := os.geteuid() == 0:
        os.seteuid(NOBODY)
    yield
    if superuser:
        os.seteuid(0)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """Publish something in a root whose outputs folder everyone may read and nobody write."""
    with tempfile.TemporaryDirectory() as name:
        root = copy_root(Path(name))
        outputs = root / "outputs"
        (outputs / "2020").mkdir(parents=True)
        (outputs / "2020" / "report.html").write_bytes(OLD)
        root.chmod(0o755)
        outputs.chmod(0o555)
        yield root
        outputs.chmod(0o755)


@POSIX
@pytest.mark.usefixtures("powerless")
def test_a_read_only_folder_is_told(read_only: Path) -> None:
    """A folder that the user may not write is told before anything is run."""
    with pytest.raises(PublishError, match=r"\[E801\] 写不了outputs/.*没有权限"):
        publish(read_only, 2020)

    assert only_the_old(read_only)


@POSIX
def test_a_full_temporary_folder_is_told(published_root: Path) -> None:
    """Where a kernel's record finds no room, the old output stays."""
    words = ("report", "2020", "--kernel", "cold", "--root", published_root)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "100000", *words],
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 6
    assert done.stderr.decode().startswith("[E605] 写不了临时文件")
    assert only_the_old(published_root)


@POSIX
def test_full_outputs_are_told(published_root: Path) -> None:
    """Where the files of the report find no room, the old output stays."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, published_root / "outputs" / "2020"],
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )

    assert done.stdout.decode().startswith("[E801] 写不了outputs/2020（超出文件大小的上限）")
    assert only_the_old(published_root)


@POSIX
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"]
)
def test_a_run_that_is_stopped_leaves_nothing(
    published_root: Path, tmp_path_factory: pytest.TempPathFactory, number: int, code: int
) -> None:
    """Stopped by the user or the system: a message, the old output, no kernel, no folder."""
    temporary = tmp_path_factory.mktemp("t")
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, "report", "2020", "--root", published_root],
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(temporary)},
    ) as process:
        kernels = kernels_of(process)
        process.send_signal(number)
        said = process.communicate()[1].decode()
    _, alive = psutil.wait_procs(kernels, timeout=10)

    assert process.returncode == code
    assert said.strip() == STOPPED
    assert alive == []
    assert [*temporary.iterdir()] == []
    assert only_the_old(published_root)


@POSIX
@KINDS
def test_a_run_that_is_stopped_in_a_cell_leaves_nothing(
    published_root: Path, tmp_path_factory: pytest.TempPathFactory, kind: Kind
) -> None:
    """Stopped while a cell is at work: the old output, no process, no folder."""
    temporary, elsewhere = tmp_path_factory.mktemp("t"), tmp_path_factory.mktemp("n")
    begun = elsewhere / "begun"
    give_notebook(
        published_root, f"import pathlib\npathlib.Path({str(begun)!r}).touch()\n{ENDLESS}"
    )
    with subprocess.Popen(
        [sys.executable, "-c", PUBLISH, published_root, kind],
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary)},
    ) as process:
        while process.poll() is None and not begun.exists():
            wait_a_little(process)
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
    _, alive = psutil.wait_procs(family, timeout=10)

    assert process.returncode not in {0, None}
    assert family
    assert alive == []
    assert [*temporary.iterdir()] == []
    assert only_the_old(published_root)


def kernels_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Wait until a command has started its kernel."""
    children: list[psutil.Process] = []
    while process.poll() is None and not children:
        wait_a_little(process)
        children = psutil.Process(process.pid).children()
    return children


def wait_a_little(process: subprocess.Popen[bytes]) -> None:
    """Leave the processor to a process, until it ends or may have gone on."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(0.01)


@pytest.mark.parametrize("limit", ["0", "-5", "十", "1.5", "9" * 20])
def test_a_wrong_time_limit_is_told(capsys: pytest.CaptureFixture[str], limit: str) -> None:
    """A limit that is no number of seconds is refused before anything is run."""
    with pytest.raises(ParameterError, match=rf"\[E306\] 时限“{limit}”不对"):
        cli(["report", "2020", "--time-limit", limit], standalone_mode=False)

    assert capsys.readouterr() == ("", "")
