"""The command line: parse, call one function, print."""

from __future__ import annotations

import os
import re
import signal
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

from lawgov_lib import __version__, helptext
from lawgov_lib.characters import visible
from lawgov_lib.errors import LawgovError, ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawgov_lib.batch import Crew
    from lawgov_lib.errors import Problem
    from lawgov_lib.rendering import Job
    from lawgov_lib.running import Kind

DAY = 24 * 60 * 60
MOST_JOBS = 1000
INTERRUPTED, TERMINATED = 130, 143
"""The exit codes of a shell for what the user or the system stopped: 128 and the signal."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile("[0-9]{4}")

# A command loads its machinery when it is called: help and version need none of it.


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise ParameterError.of("E302", f"年度“{text}”不对", hint="写四位整数，如2020。")
    return int(text)


def _as_year(_: click.Context, __: click.Parameter, text: str | None) -> int | None:
    return None if text is None else _year(text)


def _as_day(_: click.Context, __: click.Parameter, text: str | None) -> date:
    if text is None:
        return datetime.now().astimezone().date()
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ParameterError.of("E307", f"日期“{text}”不存在或写法不对", hint="写作2021-01-10。")


def _as_seconds(_: click.Context, __: click.Parameter, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= DAY):
        raise ParameterError.of("E306", f"时限“{text}”不对", hint=f"写1至{DAY}的整数，如600。")
    return int(text)


def _as_count(_: click.Context, __: click.Parameter, text: str | None) -> int:
    if text is None:
        return os.cpu_count() or 1
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST_JOBS):
        hint = f"写1至{MOST_JOBS}的整数。"
        raise ParameterError.of("E314", f"同时生成的份数“{text}”不对", hint=hint)
    return int(text)


def _year_argument(name: str = "year", shown: str = "年度") -> Callable[[Any], Any]:
    return click.argument(name, metavar=shown, callback=_as_year)


_root_option = click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件夹",
    callback=lambda _context, _parameter, path: path.resolve(),
    help="资料所在的文件夹，内有 params/；不写即当前文件夹。",
)

_time_limit_option = click.option(
    "--time-limit",
    default="600",
    metavar="秒数",
    callback=_as_seconds,
    help="笔记本的一格最多运行多少秒；不写即600秒。",
)

_jobs_option = click.option(
    "--jobs",
    metavar="份数",
    callback=_as_count,
    help="同时生成几份；不写即与处理器核数相同。",
)

_why_option = click.option("--why", is_flag=True, help="逐份说明为什么生成或没有重新生成。")


def _as_kernel(_: click.Context, __: click.Parameter, text: str | None) -> Kind | None:
    """Check the choice, and begin to import on another core what a fork needs."""
    from lawgov_lib.forking import can_fork, prepare  # noqa: PLC0415

    if text not in {None, "forked", "cold"}:
        raise ParameterError.of("E309", f"运行方式“{text}”不对", hint="写forked或cold。")
    if text == "forked" and not can_fork():
        hint = "改用 --kernel cold，或者不写：结果相同，只是慢一些。"
        raise ParameterError.of("E309", "本机系统不支持运行方式“forked”", hint=hint)
    if text != "cold" and can_fork():
        prepare()
    return cast("Kind | None", text)


_kernel_option = click.option(
    "--kernel",
    metavar="方式",
    callback=_as_kernel,
    help="运行笔记本的方式：forked快（限Linux），cold慢，结果相同；不写即尽量用forked。",
)


@click.group(cls=helptext.Group, context_settings=helptext.SETTINGS)
@click.version_option(
    __version__, "-V", "--version", message="lawgov %(version)s", help="显示版本。"
)
def cli() -> None:
    """法治政府建设年度报告：由年度资料生成报告。"""


@cli.command()
@_year_argument()
@click.option(
    "--from",
    "from_year",
    metavar="年度",
    callback=_as_year,
    help="沿用哪一年的资料；不写即最近的一年。",
)
@_root_option
def new(year: int, from_year: int | None, root: Path) -> None:
    """新建一年的资料：沿用的内容标为待确认，其余留空。"""
    from lawgov_lib.newyear import begin  # noqa: PLC0415

    click.echo(begin(root, year, from_year).told())


@cli.command()
@_year_argument()
@_root_option
def workbook(year: int, root: Path) -> None:
    """生成供填写的工作簿：一个台账一张工作表。"""
    from lawgov_lib.workbook import write  # noqa: PLC0415

    click.echo(write(root, year).told())


@cli.command()
@_year_argument()
@click.option("--json", "as_json", is_flag=True, help="输出JSON，供程序读取。")
@_root_option
def check(year: int, root: Path, *, as_json: bool) -> None:
    """检查一年的资料：问题、检查发现、待确认和尚未提供的内容。"""
    from lawgov_lib import checking  # noqa: PLC0415

    checked = checking.check(root, year)
    click.echo(checking.to_json(checked) if as_json else checking.to_text(checked))
    sys.exit(checked.exit_code)


@cli.command()
@click.argument("code", metavar="代码", required=False)
def explain(code: str | None) -> None:
    """说明一项检查：内容、依据、设定和答复办法；不写代码即列出全部。"""
    from lawgov_lib import explaining  # noqa: PLC0415

    click.echo(explaining.explain(code) if code else explaining.listing())


@cli.command()
@_year_argument()
@_time_limit_option
@_kernel_option
@_root_option
def report(year: int, root: Path, time_limit: int, kernel: Kind | None) -> None:
    """生成一年的报告：网页、PDF、运行记录、指标表和检查发现。"""
    from lawgov_lib.publishing import publish  # noqa: PLC0415

    made = publish(
        root,
        year,
        seconds=time_limit,
        waiting=lambda: _say_that_it_waits(year),
        kernel=kernel,
    )
    for path in sorted(made.iterdir()):
        click.echo(f"已生成 {path.relative_to(root)}")


def _say_that_it_waits(year: int) -> None:
    click.echo(f"另一次运行正在生成{year}年度的报告，正在等候……", err=True)


@cli.command("all")
@_why_option
@_jobs_option
@_time_limit_option
@_root_option
def all_years(root: Path, jobs: int, time_limit: int, *, why: bool) -> None:
    """生成各年度的报告；没有变化的不重新生成。"""
    from lawgov_lib.selection import Years, select  # noqa: PLC0415
    from lawgov_lib.workers import executor_for  # noqa: PLC0415

    meant, problems = select([root], Years(), time_limit)
    _run_batch(meant, problems, executor_for(jobs), why=why)


@cli.command()
@click.argument("roots", metavar="文件夹...", nargs=-1, required=True)
@click.option(
    "--years", metavar="年度", help="哪些年度，如2024、2020,2022、2020-2024；不写即全部。"
)
@_jobs_option
@click.option(
    "--scheduler", metavar="地址", help="在Dask集群上生成；写调度器的地址，如tcp://host:8786。"
)
@click.option("--shared", is_flag=True, help="各节点都能以同一路径读写这些文件夹，不必传送。")
@click.option("--keep-going", is_flag=True, help="有失败的，其余照常生成。")
@_why_option
@click.option("--json", "as_json", is_flag=True, help="输出JSON，供程序读取。")
@_time_limit_option
def batch(  # noqa: PLR0913  one an option
    roots: tuple[str, ...],
    years: str | None,
    jobs: int,
    scheduler: str | None,
    time_limit: int,
    *,
    shared: bool,
    keep_going: bool,
    why: bool,
    as_json: bool,
) -> None:
    """生成多个机关的报告：每个文件夹是一个机关的，可用通配符（加引号）。"""
    from lawgov_lib.selection import Years, matching, select  # noqa: PLC0415

    wanted = Years() if years is None else Years.of(years)
    meant, problems = select(matching(roots), wanted, time_limit)
    crew = _crew(jobs, scheduler, shared=shared)
    _run_batch(meant, problems, crew, why=why, keep_going=keep_going, as_json=as_json)


def _crew(jobs: int, scheduler: str | None, *, shared: bool) -> Crew:
    """Choose who does the work: this machine, or the workers of a scheduler."""
    if scheduler is None:
        from lawgov_lib.workers import executor_for  # noqa: PLC0415

        return executor_for(jobs)
    from lawgov_lib import cluster  # noqa: PLC0415

    return cluster.crew(scheduler, shared=shared)


def _run_batch(  # noqa: PLR0913  one an option
    jobs: list[Job],
    problems: list[Problem],
    crew: Crew,
    *,
    why: bool,
    keep_going: bool = False,
    as_json: bool = False,
) -> NoReturn:
    """Run jobs and tell what became of them; roots that gave none stop everything, or count."""
    from tqdm import tqdm  # noqa: PLC0415

    from lawgov_lib import tally  # noqa: PLC0415
    from lawgov_lib.batch import batch  # noqa: PLC0415

    if problems and not keep_going:
        raise ParameterError(tuple(problems))
    try:
        # Without a terminal there is no bar.
        with tqdm(total=len(jobs), unit="份", disable=None, leave=False) as bar:
            results = batch(jobs, crew, keep_going=keep_going, told=lambda _: bar.update())
    except (KeyboardInterrupt, SystemExit):
        click.echo("再次运行同一条命令，即从中断处继续。", err=True)
        raise
    if as_json:
        click.echo(tally.to_json(results, problems))
    else:
        for problem in problems:
            click.echo(str(problem), err=True)
        click.echo(tally.to_text(results, why=why))
    sys.exit(tally.exit_code(results, problems))


@cli.command()
@_year_argument()
@click.option(
    "--role", cls=helptext.Option, required=True, metavar="环节", help="签批环节，如审核；必填。"
)
@click.option("--name", cls=helptext.Option, required=True, metavar="姓名", help="签批人；必填。")
@click.option(
    "--date",
    "on",
    metavar="日期",
    callback=_as_day,
    help="签批日期，写作2021-01-10；不写即当天。",
)
@_root_option
def sign(year: int, role: str, name: str, on: date, root: Path) -> None:
    """签批一年的报告：记下谁在哪个环节签批了现在的内容。"""
    from lawgov_lib import signing  # noqa: PLC0415

    signed = signing.sign(root, year, role, name, on, waiting=lambda: _say_that_it_waits(year))
    click.echo(signed.told())


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="输出JSON，供程序读取。")
@_root_option
def status(root: Path, *, as_json: bool) -> None:
    """列出各年度报告的状态：草稿、审核中、定稿，有无改动。"""
    from lawgov_lib import standing  # noqa: PLC0415

    told = standing.standings(root)
    click.echo(standing.to_json(told) if as_json else standing.to_text(told))


@cli.command()
@_year_argument()
@_time_limit_option
@_kernel_option
@_root_option
def verify(year: int, root: Path, time_limit: int, kernel: Kind | None) -> None:
    """重新生成一年的报告，与已发布的逐个文件比对，说明有无不同和原因。"""
    from lawgov_lib import verifying  # noqa: PLC0415

    click.echo(verifying.verify(root, year, seconds=time_limit, kernel=kernel).told())


@cli.command()
@_year_argument()
@click.option("--supersede", is_flag=True, help="取代已有的另一份定稿；原定稿另行留存。")
@_time_limit_option
@_kernel_option
@_root_option
def final(year: int, root: Path, time_limit: int, kernel: Kind | None, *, supersede: bool) -> None:
    """定稿：没有错误、签批齐备后生成正式报告。"""
    from lawgov_lib import finishing  # noqa: PLC0415

    done = finishing.finish(
        root,
        year,
        supersede=supersede,
        seconds=time_limit,
        waiting=lambda: _say_that_it_waits(year),
        kernel=kernel,
    )
    click.echo(done.told())


@cli.command()
@_year_argument("old", "原年度")
@_year_argument("new", "新年度")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="另存为一个网页文件。",
)
@_root_option
def diff(old: int, new: int, html: Path | None, root: Path) -> None:
    """对照两年的报告：指标、沿用台账、标题和正文。"""
    from lawgov_lib import changes  # noqa: PLC0415
    from lawgov_lib.comparison import compare  # noqa: PLC0415

    comparison = compare(root, old, new)
    click.echo(changes.to_text(comparison))
    if html is not None:
        from lawgov_lib.exporters.html import render_html  # noqa: PLC0415
        from lawgov_lib.files import write_whole, writing  # noqa: PLC0415

        with writing(str(html)):
            write_whole(html, render_html(changes.to_document(comparison)).encode())
        click.echo(f"\n已生成 {html}")


@cli.command()
@_year_argument()
@click.argument("roots", metavar="机关文件夹...", nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("outputs"),
    metavar="文件夹",
    help="汇总存放的文件夹；不写即与当前文件夹的各年度报告同在一处。",
)
@click.option(
    "--deadline",
    metavar="日期",
    callback=lambda context, parameter, text: text and _as_day(context, parameter, text),
    help="报送期限，写作2025-03-01；不写即规定的期限。",
)
@click.option("--agency", "office", default="", metavar="名称", help="汇总单位，写入标题。")
@_time_limit_option
def rollup(  # noqa: PLR0913, PLR0917  one for each of the options
    year: int,
    roots: tuple[str, ...],
    out: Path,
    deadline: date | None,
    office: str,
    time_limit: int,
) -> None:
    """汇总各机关一年的定稿：报送情况、主要指标、差异、缺报和检查发现。"""
    from lawgov_lib.compiling import compile_city  # noqa: PLC0415
    from lawgov_lib.gathering import told  # noqa: PLC0415

    folder, gathered = compile_city(
        [Path(root) for root in roots],
        year,
        out.resolve(),
        deadline=deadline,
        office=office,
        seconds=time_limit,
        waiting=lambda: _say_that_it_waits(year),
    )
    click.echo(told(gathered))
    for path in sorted(folder.iterdir()):
        click.echo(f"已生成 {out / folder.name / path.name}")


def main() -> None:
    """Run the command; every failure is a message and a documented exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        sys.exit(cli(standalone_mode=False))
    except LawgovError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(visible(helptext.told(error)), err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("已中止，原有文件未动。", err=True)
        sys.exit(INTERRUPTED)
    except SystemExit as stop:
        if stop.code == TERMINATED:
            click.echo("已中止，原有文件未动。", err=True)
        raise


def _terminate(_number: int, _frame: object) -> NoReturn:
    """Unwind as an interruption does, so that no kernel and no temporary folder is left."""
    sys.exit(TERMINATED)
