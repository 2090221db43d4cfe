"""The commands that make reports: one, all of an agency, those of many, and a city's."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NoReturn

import click

from lawgov_lib.base.commandline import openable, resolved
from lawgov_lib.base.errors import ParameterError, together
from lawgov_lib.base.shipped import ROLLUP
from lawgov_lib.base.stages import PUT, READ, RENDER, RUN
from lawgov_lib.cli.command import Command, open_option
from lawgov_lib.cli.console import (
    MANY,
    progress,
    say,
    say_made,
    say_own_notebook,
    say_waiting,
    staged,
    tell_findings,
)
from lawgov_lib.cli.options import (
    as_day,
    as_sister,
    as_words,
    jobs_option,
    kernel_option,
    root_option,
    time_limit_option,
    why_option,
    year_argument,
)
from lawgov_lib.cli.response import response

if TYPE_CHECKING:
    from datetime import date

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.batch.dispatch import Crew
    from lawgov_lib.batch.job import Job
    from lawgov_lib.notebook.execution import Kind


REVIEW_PAGE, REPORT_PAGE = "review.html", "report.html"


@click.command(cls=Command)
@year_argument()
@open_option
@time_limit_option
@kernel_option
@root_option
def report(year: int, root: Path, time_limit: int, kernel: Kind | None) -> None:
    """生成一年的报告：网页、PDF、运行记录、指标表和检查发现。"""
    from lawgov_lib.batch.job import refuse_lossy  # noqa: PLC0415
    from lawgov_lib.publishing.manifest import read_manifest  # noqa: PLC0415
    from lawgov_lib.publishing.publication import publish  # noqa: PLC0415

    begun = monotonic()
    say_own_notebook([root])
    refuse_lossy(root, year)
    with staged(RUN, RENDER, PUT):
        made = publish(
            root,
            year,
            seconds=time_limit,
            waiting=lambda: say_waiting(year),
            kernel=kernel,
            aside=say,
        )
    say_made(made, REVIEW_PAGE)
    manifest = read_manifest(made, made.name)
    for line in manifest.omitted:
        say(f"没有刊出：{line}")
    response().own["findings"] = tell_findings(made)
    found = [f"{name}{count}项" for name, count in manifest.findings.items() if count]
    click.echo(f"检查发现：{'，'.join(found) or '没有'}。用时{monotonic() - begun:.1f}秒。")
    click.echo(f"审核页：{openable(made / REVIEW_PAGE)}")


@click.command("all", cls=Command)
@why_option
@jobs_option
@time_limit_option
@root_option
def all_years(root: Path, jobs: int, time_limit: int, *, why: bool) -> None:
    """生成各年度的报告；没有变化的不重新生成。"""
    from lawgov_lib.batch.targets import Years, select  # noqa: PLC0415
    from lawgov_lib.batch.workers import executor_for  # noqa: PLC0415

    meant, problems = select([root], Years(), time_limit)
    _run_batch(meant, problems, executor_for(jobs), why=why)


@click.command(cls=Command)
@click.argument("roots", metavar="文件夹...", nargs=-1, required=True)
@click.option(
    "--years", metavar="年度", help="哪些年度，如2024、2020,2022、2020-2024；不写即全部。"
)
@jobs_option
@click.option(
    "--scheduler", metavar="地址", help="在Dask集群上生成；写调度器的地址，如tcp://host:8786。"
)
@click.option("--shared", is_flag=True, help="各节点都能以同一路径读写这些文件夹，不必传送。")
@click.option("--keep-going", is_flag=True, help="有失败的，其余照常生成。")
@why_option
@time_limit_option
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
) -> None:
    """生成多个机关的报告：一个文件夹一个机关，可用通配符（加引号）。"""
    from lawgov_lib.batch.targets import Years, matching, select  # noqa: PLC0415

    wanted = Years() if years is None else Years.of(years)
    meant, problems = select(matching(roots), wanted, time_limit)
    crew = _crew(jobs, scheduler, shared=shared)
    _run_batch(meant, problems, crew, why=why, keep_going=keep_going)


def _crew(jobs: int, scheduler: str | None, *, shared: bool) -> Crew:
    """Choose who does the work: this machine, or the workers of a scheduler."""
    if scheduler is None:
        from lawgov_lib.batch.workers import executor_for  # noqa: PLC0415

        return executor_for(jobs)
    from lawgov_lib.batch import cluster  # noqa: PLC0415

    return cluster.crew(scheduler, shared=shared)


def _run_batch(
    jobs: list[Job],
    problems: list[Problem],
    crew: Crew,
    *,
    why: bool,
    keep_going: bool = False,
) -> NoReturn:
    """Run jobs and tell what became of them; roots that gave none stop everything, or count."""
    from lawgov_lib.batch import summary  # noqa: PLC0415
    from lawgov_lib.batch.dispatch import batch  # noqa: PLC0415
    from lawgov_lib.batch.job import Outcome  # noqa: PLC0415

    shown = tuple(problems) if response().as_json else together(problems)
    if problems and not keep_going:
        raise ParameterError(shown)
    try:
        with progress(len(jobs), "份", "生成报告") as done:
            results = batch(jobs, crew, keep_going=keep_going, told=done)
    except (KeyboardInterrupt, SystemExit):
        say("再次运行同一条命令，即从中断处继续。")
        raise
    say_own_notebook(result.root for result in results if result.outcome is Outcome.MADE)
    response().own = json.loads(summary.to_json(results, problems))
    for problem in problems:
        response().fault(problem)
    if not (response().as_json or response().is_quiet):
        for problem in shown:
            click.echo(str(problem), err=True)
    for result in results:
        for problem in result.problems:
            response().fault(problem)
    click.echo(summary.to_text(results, why=why))
    sys.exit(summary.exit_code(results, problems))


@click.command(cls=Command)
@year_argument()
@click.argument("roots", metavar="机关文件夹...", nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="汇总存放的文件夹；不写即与汇总单位的各年度报告同在一处。",
)
@click.option(
    "--deadline",
    metavar="日期",
    callback=lambda context, parameter, text: text and as_day(context, parameter, text),
    help="报送期限，写作2025-03-01；不写即规定的期限。",
)
@click.option(
    "--trust",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="信任名单（YAML或CSV：机关、公钥、启用、停用）；没有有效签名的定稿不纳入。",
)
@click.option(
    "--full",
    "is_full",
    is_flag=True,
    help="还核对各定稿网页、PDF、Word文件、工作簿的文字和签批记录，用时较长。",
)
@click.option(
    "--agency",
    "office",
    default="",
    metavar="名称",
    callback=as_words,
    help="汇总单位，写入标题。",
)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件夹",
    help="汇总单位的文件夹，可有自己的笔记本；不写即当前文件夹。",
)
@open_option
@time_limit_option
def rollup(  # noqa: PLR0913, PLR0917  one for each of the options
    year: int,
    roots: tuple[str, ...],
    root: Path,
    out: Path | None,
    deadline: date | None,
    trust: Path | None,
    office: str,
    time_limit: int,
    *,
    is_full: bool,
) -> None:
    """汇总各机关一年的定稿：报送情况、主要指标、差异、缺报和检查发现。"""
    from lawgov_lib.rollup.cityreport import compile_city  # noqa: PLC0415
    from lawgov_lib.rollup.collection import facts_of, told  # noqa: PLC0415

    say_own_notebook([root], ROLLUP)
    with staged(READ, RUN, RENDER, PUT, is_long=len(roots) >= MANY):
        folder, collected = compile_city(
            [Path(each) for each in roots],
            year,
            resolved(root),
            out=out and resolved(out),
            deadline=deadline,
            office=office,
            trust=trust,
            is_full=is_full,
            seconds=time_limit,
            waiting=lambda: say_waiting(year),
            aside=say,
        )
    if response().as_json:
        response().own = facts_of(collected.submissions)
    click.echo(told(collected))
    say_made(folder, REPORT_PAGE)


@click.command(cls=Command)
@year_argument()
@click.option(
    "--only",
    metavar="报告",
    callback=lambda _, __, text: as_sister(text),
    help="只生成一种：信息公开或执法数据；不写即两种。",
)
@open_option
@time_limit_option
@kernel_option
@root_option
def sister(year: int, root: Path, only: str | None, time_limit: int, kernel: Kind | None) -> None:
    """生成相关年报：政府信息公开工作年度报告和行政执法年度数据。"""
    from lawgov_lib.sisters.sisterpublication import KINDS, publish_sisters  # noqa: PLC0415

    reports = (only,) if only else tuple(KINDS)
    for name in reports:
        say_own_notebook([root], KINDS[name].notebook)
    response().own["reports"] = []
    for made in publish_sisters(
        root,
        year,
        reports,
        seconds=time_limit,
        waiting=lambda: say_waiting(year),
        kernel=kernel,
        aside=say,
    ):
        say_made(made.folder, REPORT_PAGE)
        told = {"report": made.report, "pending": made.pending, "remarks": made.remarks}
        response().own["reports"].append(told | {"findings": tell_findings(made.folder)})
        for line in made.remarks:
            click.echo(line)
        if made.pending:
            click.echo(f"{made.report}：仍是草稿，{'、'.join(made.pending)}。")
