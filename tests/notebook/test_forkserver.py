"""Forks: the same outputs as a kernel's of its own, one process a notebook, none left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import nbformat
import psutil
import pytest
from nbformat import v4

from lawgov_lib.base.errors import ParameterError, RunError
from lawgov_lib.base.sideprocess import beside
from lawgov_lib.cli import cli
from lawgov_lib.document.node import Node
from lawgov_lib.notebook import forkserver
from lawgov_lib.notebook.execution import run
from lawgov_lib.notebook.forkengine import ENGINE
from lawgov_lib.report.warmup import warm_up
from tests.places import NOTEBOOK, PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are Linux's")

PARAMETERS = {"year": 2020, "params_dir": "params"}
CELLS = {
    "printing": "for number in range(300):\n    print('第', number)\n",
    "warning between prints": (
        "import sys, time\nprint('一')\nprint('二', file=sys.stderr, flush=True)\n"
        "time.sleep(0.3)\nprint('三')"
    ),
    "data frame": "import pandas as pd\npd.DataFrame({'季度': ['一', '二'], '件数': [31, 47]})",
    "plot": "import matplotlib.pyplot as plt\nplt.plot([31, 47])\nplt.show()",
    "plot without show": "plt.bar(['一', '二'], [31, 47])",
    "display": (
        "from IPython.display import display, HTML, SVG, Markdown\ndisplay(HTML('<b>一</b>'), 2)"
    ),
    "svg": 'SVG(\'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\')',
    "markdown between prints": "print('前')\ndisplay(Markdown('**中**'))\nprint('后')",
    "cleared": "from IPython.display import clear_output\nprint('旧')\nclear_output()\nprint('新')",
    "cleared late": "print('旧')\nclear_output(wait=True)\nprint('新')",
    "display to be updated": "handle = display('旧', display_id='结果')",
    "update of another cell": "handle.update('新')",
    "last result": "_",
    "history": "len(In), sorted(Out)",
    "kind of shell": "get_ipython().__class__.__name__, 'IPKernelApp' in get_ipython().config",
    "backend": "import matplotlib\nmatplotlib.get_backend(), matplotlib.rcParams['font.size']",
    "awaiting": "import asyncio\nawait asyncio.sleep(0)\n'等到'",
    "magic": "%precision 2\n3.14159",
    "shell": "!echo 一",
    "surroundings": "import os\n[os.environ.get(name) for name in ('TERM', 'PAGER', 'MPLBACKEND')]",
    "folder": "get_ipython().starting_dir == os.getcwd()",
    "main": "__name__, __import__('sys').modules['__main__'].year",
    "threads": "import threading\n"
    "thread = threading.Thread(target=print, args=['线程'])\nthread.start()\nthread.join()",
    "half a character": "print('\\udc80')",
    "not a number": "display({'application/json': {'数': float('nan')}}, raw=True)",
}


def notebook_of(folder: Path, *sources: str) -> Path:
    """Write a notebook of cells behind its parameters."""
    parameters = v4.new_code_cell('year = 0\nparams_dir = ""', metadata={"tags": ["parameters"]})
    nb = v4.new_notebook(
        cells=[parameters, *map(v4.new_code_cell, sources)],
        metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}},
    )
    path = folder / "mine.ipynb"
    nbformat.write(nb, path)
    return path


def kinds_of(kind: type[Node]) -> Iterator[type[Node]]:
    """Yield all kinds of nodes that have been declared."""
    for each in kind.__subclasses__():
        yield each
        yield from kinds_of(each)


def servers() -> list[psutil.Process]:
    """Return the servers that this process has started."""
    children = psutil.Process().children()
    return [each for each in children if "lawgov_lib.notebook.forkprocess" in each.cmdline()]


def text_of(record: NotebookNode, cell: int = -1) -> str:
    """Return what a cell printed or returned."""
    (output,) = record.cells[cell].outputs
    return str(output.text if "text" in output else output.data["text/plain"])


def test_linux_can_fork() -> None:
    """Where this fails, every report would quietly be made the slow way."""
    assert forkserver.can_fork()


def test_a_fork_makes_the_record_of_a_cold_kernel(tmp_path: Path) -> None:
    """The record of a year is the same, byte for byte."""
    cold, forked = (
        run(NOTEBOOK, PROJECT, PARAMETERS, tmp_path / "failed.ipynb", kernel=kind)
        for kind in ("cold", "forked")
    )

    assert nbformat.writes(forked) == nbformat.writes(cold)


def test_an_analysts_cells_show_the_same(tmp_path: Path) -> None:
    """Prints, frames, plots, displays and their updates, magics, threads: nothing differs.

    The fork is one of many, with a kernel made before it and caches filled by a warm-up.
    """
    forkserver.warm_up()
    notebook = notebook_of(tmp_path, *CELLS.values())
    cold, forked = (
        run(notebook, tmp_path, PARAMETERS, tmp_path / "failed.ipynb", kernel=kind)
        for kind in ("cold", "forked")
    )

    for name, cell, other in zip(CELLS, cold.cells[2:], forked.cells[2:], strict=True):
        assert other == cell, name
    assert nbformat.writes(forked) == nbformat.writes(cold)
    assert sum("image/png" in str(cell.outputs) for cell in forked.cells[2:]) == 2


def test_what_an_endless_cell_has_printed_is_kept(tmp_path: Path) -> None:
    """It is told soon, though nobody flushes it, and stands in the notebook that is kept."""
    notebook = notebook_of(tmp_path, "print('第一句')\nwhile True:\n    pass")
    failed = tmp_path / "failed.ipynb"
    with pytest.raises(RunError, match="E603"):
        run(notebook, tmp_path, PARAMETERS, failed, seconds=2, kernel="forked")

    assert text_of(nbformat.read(failed, as_version=4)) == "第一句\n"


def test_each_notebook_has_a_process_of_its_own(tmp_path: Path) -> None:
    """What one run leaves in a module, another does not find."""
    notebook = notebook_of(tmp_path, "import json\nhasattr(json, 'mark'), setattr(json, 'mark', 1)")
    records = [
        run(notebook, tmp_path, PARAMETERS, tmp_path / "failed.ipynb", kernel="forked")
        for _ in range(2)
    ]

    assert [text_of(record) for record in records] == ["(False, None)"] * 2


def test_threads_run_side_by_side(tmp_path: Path) -> None:
    """Runs in threads of one process, as a cluster's worker has them, keep their folders."""
    roots = [tmp_path / str(number) for number in range(4)]
    for root in roots:
        root.mkdir()
    notebook = notebook_of(tmp_path, "import os\nprint(os.getcwd())")

    def folder_of(root: Path) -> str:
        return text_of(run(notebook, root, PARAMETERS, root / "failed.ipynb", kernel="forked"))

    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(folder_of, roots))

    assert told == [f"{root}\n" for root in roots]


def test_a_server_that_was_killed_is_started_anew(tmp_path: Path) -> None:
    """The next run asks a new server, and no fork of the old one lives on."""
    notebook = notebook_of(tmp_path, "import os\nos.getppid()")

    def server() -> psutil.Process:
        record = run(notebook, tmp_path, PARAMETERS, tmp_path / "f.ipynb", kernel="forked")
        return psutil.Process(int(text_of(record)))

    first = server()
    first.kill()
    first.wait(10)

    assert server().pid != first.pid


def test_a_server_is_let_go_although_a_process_holds_its_line() -> None:
    """One that was forked while the server ran has a copy of all that was open."""
    forkserver.prepare()
    with beside(["处罚"]) as begin:
        begin(len).result()
        (server,) = servers()

        forkserver.dismiss()

        assert not server.is_running()
        assert begin(len).result() == 1


def test_the_server_has_one_thread_and_reads_nothing_of_the_root(tmp_path: Path) -> None:
    """So it can be forked; and no module of the root is imported by it or its forks."""
    (tmp_path / "extra.py").write_text("", encoding="utf-8")
    notebook = notebook_of(
        tmp_path,
        "import importlib.util, os, sys\n"
        "importlib.util.find_spec('extra'), '' in sys.path, os.getppid()",
    )
    record = run(notebook, tmp_path, PARAMETERS, tmp_path / "f.ipynb", kernel="forked")
    spec, empty, server = text_of(record).strip("()").split(", ")

    assert (spec, empty) == ("None", "False")
    assert psutil.Process(int(server)).num_threads() == 1


def test_a_script_without_a_guard_can_run_notebooks(tmp_path: Path) -> None:
    """Forking does not import the caller's main module, and leaves no process when it ends."""
    notebook = notebook_of(tmp_path, "import os\nos.getppid()")
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\nfrom lawgov_lib.notebook.execution import run\n"
        f"here = Path({str(tmp_path)!r})\n"
        f"record = run(Path({str(notebook)!r}), here, {PARAMETERS}, here / 'f.ipynb',"
        " kernel='forked')\n"
        "print(record.cells[-1].outputs[0].data['text/plain'])\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", script],
        env={"PYTHONPATH": str(PROJECT), "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    left = [psutil.Process(pid) for pid in [int(done.stdout)] if psutil.pid_exists(pid)]
    _, alive = psutil.wait_procs(left, timeout=10)

    assert (done.returncode, done.stderr, alive) == (0, b"", [])


def test_a_wrong_kind_is_told() -> None:
    """A way to run that there is not is refused before anything is run."""
    with pytest.raises(ParameterError, match=r"\[E309\] 运行方式“warm”不对"):
        cli(["report", "2020", "--kernel", "warm"], standalone_mode=False)


def test_the_engine_is_known_to_papermill() -> None:
    """It is papermill that runs the notebook, whichever way."""
    from papermill.engines import papermill_engines  # noqa: PLC0415

    assert papermill_engines.get_engine(ENGINE).__name__ == "ForkEngine"


def test_the_warm_up_comes_off() -> None:
    """Where it does not, reports are as good, and nobody notices how slow they are."""
    warm_up()

    assert [kind for kind in kinds_of(Node) if not kind.__pydantic_complete__] == []


def test_what_one_notebook_has_used_the_next_finds(tmp_path: Path) -> None:
    """A large library is brought once one of many wants it, not before, and for all that follow."""
    forkserver.dismiss()
    forkserver.warm_up()
    asks = "import sys\n'pandas' in sys.modules"

    def ran(*cells: str) -> str:
        notebook = notebook_of(tmp_path, *cells)
        return text_of(run(notebook, tmp_path, PARAMETERS, None, kernel="forked"))

    before, used, after = ran(asks), ran("import pandas", asks), ran(asks)

    assert (before, used, after) == ("False", "True", "True")


def test_a_python_without_the_call_does_not_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Built for older systems it lacks what watches a process; the cells run in a kernel."""
    monkeypatch.delattr(os, "pidfd_open")

    assert not forkserver.can_fork()
