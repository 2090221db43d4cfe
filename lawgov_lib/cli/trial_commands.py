"""The commands to try things out: the demo, JupyterLab, and a cluster on this machine."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import click

from lawgov_lib.base.commandline import openable
from lawgov_lib.base.errors import InputError, ParameterError
from lawgov_lib.base.installation import CHECKOUT
from lawgov_lib.base.layout import PARAMS, latest_year, missing_year
from lawgov_lib.cli.command import Command
from lawgov_lib.cli.console import progress, say
from lawgov_lib.cli.helptext import Option
from lawgov_lib.cli.options import as_year, jobs_option, root_option
from lawgov_lib.cli.response import response

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.batch.job import Job

_DEMO = {"tests/demo": "2023,2024", "tests/demo/agencies/*": "2025-2026"}
"""The fictional agencies of a checkout, and the years of each that are shown."""
_PORT = "8786"
_CONFIG_PATH = "JUPYTER_CONFIG_PATH"
_UNASKED = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
"""JupyterLab looks for nothing on the network: its news, new versions of it, extensions."""


@click.command(cls=Command)
@jobs_option
def demo(jobs: int) -> None:
    """生成虚构的部门、县、镇和司法局最近两年的报告，供了解用法。"""
    from lawgov_lib.batch import summary  # noqa: PLC0415
    from lawgov_lib.batch.dispatch import batch  # noqa: PLC0415
    from lawgov_lib.batch.targets import Years, matching, select  # noqa: PLC0415
    from lawgov_lib.batch.workers import executor_for  # noqa: PLC0415
    from lawgov_lib.notebook import CELL_SECONDS  # noqa: PLC0415

    meant: list[Job] = []
    for pattern, years in _DEMO.items():
        if not (CHECKOUT / pattern).parent.is_dir():
            hint = "取得源代码（git clone），在其中运行。"
            raise ParameterError.of("E330", "虚构机关的资料只在源代码的文件夹中", hint=hint)
        roots = matching((str(CHECKOUT / pattern),))
        meant += select(roots, Years.of(years), CELL_SECONDS)[0]
    with progress(len(meant), "份", "生成报告") as done:
        results = batch(meant, executor_for(jobs), told=done)
    response().own = json.loads(summary.to_json(results))
    for result in results:
        for problem in result.problems:
            response().fault(problem)
        page = result.root / "outputs" / str(result.year) / "review.html"
        if page.exists():
            click.echo(f"{result.agency} {result.year}：{response().made(page)}")
    click.echo(summary.to_text(results))
    sys.exit(summary.exit_code(results))


@click.command(cls=Command)
@click.argument("year", metavar="[年度]", required=False, callback=as_year)
@click.option("--ip", metavar="地址", help="在哪个地址上接受连接；容器中写0.0.0.0，不写即本机。")
@click.option(
    "--port",
    cls=Option,
    metavar="端口",
    type=click.IntRange(1, 65535),
    help="本机的端口；不写的自动选用。",
)
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只列出地址；容器中用。")
@click.option("--allow-root", is_flag=True, help="以root身份运行；容器中用。")
@root_option
def lab(  # noqa: PLR0913  one an option
    year: int | None,
    ip: str | None,
    port: int | None,
    root: Path,
    *,
    no_browser: bool,
    allow_root: bool,
) -> None:
    """在JupyterLab中打开一年的笔记本，旁边是审核页。"""
    from lawgov_lib.base.scratch import scratch  # noqa: PLC0415
    from lawgov_lib.cli.upkeep_commands import need, run  # noqa: PLC0415
    from lawgov_lib.notebook import labspace  # noqa: PLC0415

    meant = year or latest_year(root)
    if missing := missing_year(root / PARAMS, meant):
        raise InputError(missing)
    need("lab", "jupyterlab")
    notebook, page = labspace.notebook_for(root, meant), labspace.page_of(root, meant)
    if page is None:
        say("还没有报告：生成后，审核页在左侧 outputs 中打开。")
    if labspace.is_copy(notebook):
        shown = openable(root / notebook)
        say(f"打开的是副本 {shown}：其中添加的格只供试算，要进入报告的，加到原笔记本。")
    words = [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/workspaces/{labspace.WORKSPACE}",
        *_UNASKED,
    ]
    words += [f"--ip={ip}"] if ip else []
    words += [f"--port={port}"] if port else []
    words += ["--no-browser"] if no_browser else []
    words += ["--allow-root"] if allow_root else []
    with scratch() as folder:
        env = {
            **os.environ,
            "JUPYTERLAB_WORKSPACES_DIR": str(folder),
            _CONFIG_PATH: os.pathsep.join(
                filter(None, (str(labspace.settings(folder)), os.environ.get(_CONFIG_PATH)))
            ),
        }
        # What JupyterLab keeps of each file that it shows would be a stranger among the outputs.
        words.append(f"--FileCheckpoints.checkpoint_dir={folder / 'checkpoints'}")
        layout = folder / "layout.json"
        layout.write_text(json.dumps(labspace.workspace(notebook, page)), encoding="utf-8")
        run(sys.executable, "-m", "jupyterlab", "workspaces", "import", str(layout), env=env)
        run(sys.executable, "-m", "jupyterlab", *words, env=env)


@click.command(cls=Command)
@click.argument("host", metavar="地址")
def scheduler(host: str) -> None:
    """在本机启动Dask集群的调度器，写明接受连接的地址。"""
    from lawgov_lib.cli.upkeep_commands import need, run  # noqa: PLC0415

    need("cluster", "distributed")
    _refuse_unfit(host)
    env = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    words = ("--host", host, "--port", _PORT, "--no-dashboard", "--no-jupyter")
    run(sys.executable, "-m", "distributed.cli.dask_scheduler", *words, env=env)


def _refuse_unfit(host: str) -> None:
    """Refuse an address at which this machine cannot listen, before Dask says so at length."""
    from tornado.netutil import bind_sockets  # noqa: PLC0415

    from lawgov_lib.base.files import system_word  # noqa: PLC0415

    try:
        for each in bind_sockets(int(_PORT), host):
            each.close()
    except OSError as error:
        said = f"不能在“{host}”的端口{_PORT}上接受连接（{system_word(error)}）"
        hint = "写本机在内网的地址；端口被占用的，先结束占用它的程序。"
        raise ParameterError.of("E315", said, hint=hint) from None


@click.command(cls=Command)
@click.argument("address", metavar="地址")
@jobs_option
def worker(address: str, jobs: int) -> None:
    """在本机启动Dask集群的工作进程，写明调度器的地址。"""
    from lawgov_lib.batch.cluster import refuse_other_addresses  # noqa: PLC0415
    from lawgov_lib.cli.upkeep_commands import need, run  # noqa: PLC0415

    refuse_other_addresses(address)
    need("cluster", "distributed")
    words = ("--nworkers", str(jobs), "--nthreads", "1", "--no-dashboard")
    run(sys.executable, "-m", "distributed.cli.dask_worker", address, *words)
