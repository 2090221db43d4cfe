"""The commands on a year's inputs: begin them, fill them in, check them, compare two years."""

from __future__ import annotations

import difflib
import json
import sys
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawgov_lib.base.commandline import openable, resolved, typed
from lawgov_lib.base.errors import InputError, ParameterError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.layout import PARAMS, latest_year, missing_year
from lawgov_lib.base.stages import PUT, READ, stage
from lawgov_lib.cli.command import Command, open_option
from lawgov_lib.cli.console import refuse_unseen, say_own_notebook, show, staged
from lawgov_lib.cli.options import (
    as_year,
    choice_options,
    new_root_option,
    root_option,
    year_argument,
)
from lawgov_lib.cli.response import response

if TYPE_CHECKING:
    from lawgov_lib.checks.choice import Choice
    from lawgov_lib.preparing.workbook import Written
    from lawgov_lib.report.checklist import Checked

_CHECK = compiled("[A-Za-z][0-9]{1,3}")


@click.command(cls=Command)
@click.argument("folder", metavar="文件夹", default=".", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """布置一个文件夹：资料、笔记本和常用命令各有其位；已有的不改动。"""
    from lawgov_lib.preparing.agencyfolder import lay_out  # noqa: PLC0415

    click.echo(lay_out(resolved(folder)).told())
    response().made(folder)


@click.command(cls=Command)
@click.argument("year", metavar="年度", callback=as_year, required=False)
@click.option(
    "--from",
    "from_year",
    metavar="年度",
    callback=as_year,
    help="沿用哪一年的资料；不写即最近的一年。",
)
@click.option(
    "--outline",
    metavar="名称",
    default="",
    help="用哪一种提纲，如：主题在前；不写即沿用上年的，或按年度选用。",
)
@click.option("--ask", is_flag=True, help="逐项询问机关的基本信息，确认后才写入。")
@new_root_option
@click.pass_context
def new(  # noqa: PLR0913  each an option
    context: click.Context,
    year: int | None,
    from_year: int | None,
    outline: str,
    root: Path,
    *,
    ask: bool,
) -> None:
    """新建一年的资料：沿用的内容标为待确认，其余留空。"""
    from lawgov_lib.cli.dialogue import ask_setup, ask_year, introduce  # noqa: PLC0415
    from lawgov_lib.preparing.newyear import begin, refuse_unfit  # noqa: PLC0415

    if ask and response().as_json:
        hint = "去掉--json，或者写明年度、不用--ask。"
        raise ParameterError.of("E328", "--ask要有人回答，不能与--json同用", hint=hint)
    if year is None and not ask:
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    if ask:
        introduce()
    wanted = ask_year() if year is None else year
    setup = None
    if ask:
        refuse_unfit(root, wanted)
        setup = ask_setup(wanted, f"{PARAMS}/{wanted}")
    begun = begin(root, wanted, from_year, setup.outline if setup else outline, setup)
    for name in begun.files:
        response().made(root / name)
    click.echo(begun.told(partial(_openable_in, root)))


@click.command(cls=Command)
@year_argument()
@click.option("--undo", is_flag=True, help="撤回工作簿：恢复并入前的CSV文件，工作簿移存备查。")
@root_option
def workbook(year: int, root: Path, *, undo: bool) -> None:
    """生成供填写的工作簿：一个台账一张工作表。"""
    if undo:
        from lawgov_lib.preparing.restoration import take_back  # noqa: PLC0415

        restored = take_back(root, year)
        for name in restored.files:
            response().made(root / name)
        click.echo(restored.told(partial(_openable_in, root)))
        return
    with staged(READ, PUT):
        written = _write_workbook(root, year)
    response().made(root / written.file)
    click.echo(written.told(partial(_openable_in, root)))


def _write_workbook(root: Path, year: int) -> Written:
    from lawgov_lib.base.listing import Listing  # noqa: PLC0415
    from lawgov_lib.preparing.workbook import write  # noqa: PLC0415
    from lawgov_lib.report import metriccatalogue  # noqa: PLC0415

    stage(READ)
    own = metriccatalogue.own_quantities(root, year)
    rows = tuple(entry.cells() for entry in metriccatalogue.catalogue(own=own))
    listing = Listing(metriccatalogue.SHEET, metriccatalogue.HEADERS, rows)
    stage(PUT)
    return write(root, year, (listing,))


def _openable_in(root: Path, name: str) -> str:
    return openable(root / name)


@click.command(cls=Command)
@click.option("--area", default="", metavar="领域", help="只列这一领域，写其代号或名称中的词。")
@click.option("--word", default="", metavar="词", help="只列含有这个词的指标。")
@root_option
def catalogue(area: str, word: str, root: Path) -> None:
    """列出全部指标和自设指标：名称、单位、来自哪个台账、依据和写法。"""
    from lawgov_lib.report import metriccatalogue  # noqa: PLC0415

    own = metriccatalogue.own_quantities(root)
    entries = metriccatalogue.catalogue(area, word, own)
    response().own["metrics"] = json.loads(metriccatalogue.to_json(entries))
    click.echo(metriccatalogue.to_text(entries))


@click.command(cls=Command)
@year_argument()
@choice_options
@click.option(
    "--inputs",
    "of_tables",
    is_flag=True,
    help="只说明各台账读到了什么：表头、行数、未作数据的行和不读取的列。",
)
@root_option
def check(year: int, root: Path, choice: Choice, *, of_tables: bool) -> None:
    """检查一年的资料：问题、检查发现、待确认和尚未提供的内容。"""
    from lawgov_lib.checks.choice import EVERYTHING  # noqa: PLC0415
    from lawgov_lib.report import checklist, checktext, tablereading  # noqa: PLC0415

    if of_tables:
        reading = tablereading.read(root, year)
        response().own = json.loads(tablereading.to_json(reading))
        for problem in reading.problems:
            response().fault(problem)
        click.echo(tablereading.to_text(reading))
        sys.exit(reading.exit_code)
    say_own_notebook([root])
    checked = checklist.check(root, year)
    if checked.makes_sisters:
        checked = _with_sisters(checked, root)
    if not checked.problems:
        _look_for(choice.sections, checked.sections)
    if response().as_json:
        response().own = json.loads(checklist.to_json(checked, choice))
    _tell_faults(checked, choice)
    click.echo(checktext.to_text(checked, choice))
    if choice == EVERYTHING:
        word, then = ("check", "改正后再检查") if checked.problems else ("report", "生成报告")
        click.echo(f"\n接下来，{then}：{typed(word, year, root)}")
    sys.exit(checked.exit_code)


def _tell_faults(checked: Checked, choice: Choice) -> None:
    """Tell a program what is wrong and found open, each with its place."""
    for problem in checked.problems:
        response().fault(problem)
    for each in choice.of(checked.open):
        place = each.places[0] if each.places else None
        response().message(each.severity, each.message, each.code, place, each.hint)


def _with_sisters(checked: Checked, root: Path) -> Checked:
    """Add what the sister reports are found to lack in agreement."""
    from lawgov_lib.sisters.sisterchecking import check_sisters  # noqa: PLC0415

    found, answers = check_sisters(root, checked.year)
    return replace(
        checked,
        findings=(*checked.findings, *found),
        answered={**checked.answered, **answers},
        sections=checked.sections | {each.section for each in found},
    )


def _look_for(asked: tuple[str, ...], known: frozenset[str]) -> None:
    """Refuse a section that the year does not have: none found would look like none wrong."""
    from lawgov_lib.inputs.areanames import area_names  # noqa: PLC0415

    names = {each: each for each in sorted(known - {""})}
    names |= {
        name: key for key, area in area_names().items() if key in known for name in area.names
    }
    for section in asked:
        if section not in known:
            near = difflib.get_close_matches(section, names, n=1, cutoff=0)
            hint = f"节名最接近的是{names[near[0]]}；节名与text中的文件名相同。"
            raise ParameterError.of("E324", f"本年度没有节“{section}”", hint=hint)


@click.command(cls=Command)
@click.argument("code", metavar="[代码或指标]", required=False)
@click.option("--year", metavar="年度", callback=as_year, help="哪一年的指标；不写即最近的一年。")
@root_option
def explain(code: str | None, year: int | None, root: Path) -> None:
    """说明一项检查，或一项指标及其来源的行；不写即列出全部检查。"""
    from lawgov_lib.checks import explanation  # noqa: PLC0415

    if code and (year or not _CHECK.fullmatch(code)):
        _explain_metric(code, year, root)
        return
    response().own["checks"] = explanation.entries(code or "")
    click.echo(explanation.explain(code) if code else explanation.listing())


def _explain_metric(name: str, year: int | None, root: Path) -> None:
    from lawgov_lib.report.metricexplanation import explained  # noqa: PLC0415
    from lawgov_lib.report.yearreport import Report  # noqa: PLC0415

    meant = year or latest_year(root)
    if missing := missing_year(root / PARAMS, meant):
        raise InputError(missing)
    told = explained(Report.open(meant, str(root / PARAMS)), name)
    response().own["metric"] = told.facts()
    click.echo(str(told))


@click.command(cls=Command)
@year_argument("old", "原年度")
@year_argument("new", "新年度")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="另存为一个网页文件。",
)
@click.option("--all", "everything", is_flag=True, help="连同两年相同的指标和台账一并列出。")
@open_option
@root_option
def diff(old: int, new: int, html: Path | None, root: Path, *, everything: bool) -> None:
    """对照两年的报告：指标、台账、标题和正文，只列不同之处。"""
    from lawgov_lib.report import comparisontext  # noqa: PLC0415
    from lawgov_lib.report.comparison import compare  # noqa: PLC0415

    refuse_unseen(html, "--html")
    comparison = compare(root, old, new)
    if not everything:
        comparison = comparison.without_same()
    response().own["comparison"] = asdict(comparison)
    click.echo(comparisontext.to_text(comparison))
    if html is not None:
        from lawgov_lib.base.files import write_whole, writing  # noqa: PLC0415
        from lawgov_lib.exporters.reportpage import render_html  # noqa: PLC0415

        with writing(str(html)):
            write_whole(html, render_html(comparisontext.to_document(comparison)).encode())
        click.echo(f"\n已生成 {response().made(html)}")
        show(html)
