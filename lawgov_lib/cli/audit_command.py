"""The command that audits reports from the files in which they stand."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawgov_lib.base.commandline import openable
from lawgov_lib.base.errors import ParameterError, Place
from lawgov_lib.cli.command import Command, open_option
from lawgov_lib.cli.console import progress, show
from lawgov_lib.cli.options import jobs_option
from lawgov_lib.cli.response import response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.auditing.examination import Audited
    from lawgov_lib.auditing.orders import Order


_SHOWN = 5


@click.command(cls=Command)
@click.argument(
    "files", metavar="文件...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--last",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="上年的报告，查找与上年雷同的文字；只与一个文件同用。",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("audit"),
    metavar="文件夹",
    help="结果存放的文件夹；不写即当前文件夹下的audit。",
)
@open_option
@jobs_option
def audit(files: tuple[Path, ...], last: Path | None, out: Path, jobs: int) -> None:
    """审读任何机关的报告：Word、PDF、网页或文本，不需要年度资料。"""
    from lawgov_lib.auditing import fleet  # noqa: PLC0415
    from lawgov_lib.auditing.orders import orders_of, skipped_in  # noqa: PLC0415

    orders = orders_of(files)
    if last is not None and len(orders) > 1:
        raise ParameterError.of(
            "E321", "写了--last，却要审读几个文件", hint="逐个审读，各与自己上年的报告比较。"
        )
    before = None if last is None else fleet.last_paper(last)
    with progress(len(orders), "份", "审读") as done:
        audits = fleet.audit_all(orders, out, last=before, jobs=jobs, told=done)
    _tell(audits)
    _say(audits, skipped_in(files), out)
    _show(orders, out)
    sys.exit(fleet.exit_code(audits))


def _tell(audits: list[Audited]) -> None:
    """Tell a program each audit whole, and each fault and finding by itself."""
    from lawgov_lib.auditing.findingsfile import to_json  # noqa: PLC0415

    if response().as_json:
        response().own["audits"] = [json.loads(to_json(each)) for each in audits]
    for each in audits:
        for problem in each.problems:
            response().fault(problem)
        for found in each.findings:
            place = found.places[0] if found.places else Place(each.file)
            response().message(found.severity, found.message, found.code, place, found.hint)


def _say(audits: list[Audited], skipped: list[str], out: Path) -> None:
    """Tell one file in full, of several how each ended; what was left out; where results lie."""
    from lawgov_lib.auditing import findingsfile, fleet  # noqa: PLC0415

    if len(audits) == 1:
        _echo(findingsfile.to_text(audits[0]), is_fault=bool(audits[0].problems))
    else:
        for each in audits:
            click.echo(
                f"{each.file}　{each.agency or findingsfile.UNKNOWN}　{findingsfile.told(each)}"
            )
            for problem in each.problems:
                _echo(f"  {problem}", is_fault=True)
        fleet.write_overview(audits, out)
    if skipped:
        rest = "等" if len(skipped) > _SHOWN else ""
        click.echo(
            f"另有{len(skipped)}个文件不是报告，没有审读：{'、'.join(skipped[:_SHOWN])}{rest}"
        )
    click.echo(f"\n结果在 {openable(out)}")


def _show(orders: Sequence[Order], out: Path) -> None:
    """Name what was written, and open the page of the one file or of all together."""
    from lawgov_lib.auditing import fleet  # noqa: PLC0415

    names = [
        f"{order.stem}{ending}" for order in orders for ending in (fleet.REVIEW, fleet.FINDINGS)
    ]
    overview = [fleet.OVERVIEW_PAGE, fleet.OVERVIEW_BOOK] if len(orders) > 1 else []
    made = [out / name for name in (*overview, *names) if (out / name).exists()]
    for path in made:
        response().made(path)
    show(made[0])


def _echo(text: str, *, is_fault: bool) -> None:
    """Print a text, faults on the error output; where faults alone are wanted, they are told."""
    answer = response()
    if not is_fault or not (answer.as_json or answer.is_quiet):
        click.echo(text, err=is_fault)
