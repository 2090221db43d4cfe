"""The command that audits reports from the files in which they stand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawgov_lib.base.errors import ParameterError
from lawgov_lib.cli.helptext import Command
from lawgov_lib.cli.options import jobs_option

if TYPE_CHECKING:
    from lawgov_lib.auditing.examination import Audited


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
@jobs_option
def audit(files: tuple[Path, ...], last: Path | None, out: Path, jobs: int) -> None:
    """审读任何机关的报告：Word、PDF、网页或文本，不需要年度资料。"""
    from tqdm import tqdm  # noqa: PLC0415

    from lawgov_lib.auditing import fleet  # noqa: PLC0415
    from lawgov_lib.auditing.orders import orders_of, skipped_in  # noqa: PLC0415

    orders = orders_of(files)
    if last is not None and len(orders) > 1:
        raise ParameterError.of(
            "E321", "写了--last，却要审读几个文件", hint="逐个审读，各与自己上年的报告比较。"
        )
    before = None if last is None else fleet.last_paper(last)
    tqdm.monitor_interval = 0  # its thread would keep the audits from being forked
    with tqdm(total=len(orders), unit="份", disable=None if len(orders) > 1 else True) as bar:
        audits = fleet.audit_all(orders, out, last=before, jobs=jobs, told=lambda _: bar.update())
    _say(audits, skipped_in(files), out)
    sys.exit(fleet.exit_code(audits))


def _say(audits: list[Audited], skipped: list[str], out: Path) -> None:
    """Tell one file in full, of several how each ended; what was left out; where results lie."""
    from lawgov_lib.auditing import findingsfile, fleet  # noqa: PLC0415

    if len(audits) == 1:
        click.echo(findingsfile.to_text(audits[0]), err=bool(audits[0].problems))
    else:
        for each in audits:
            click.echo(
                f"{each.file}　{each.agency or findingsfile.UNKNOWN}　{findingsfile.told(each)}"
            )
            for problem in each.problems:
                click.echo(f"  {problem}", err=True)
        fleet.write_overview(audits, out)
    if skipped:
        rest = "等" if len(skipped) > _SHOWN else ""
        click.echo(
            f"另有{len(skipped)}个文件不是报告，没有审读：{'、'.join(skipped[:_SHOWN])}{rest}"
        )
    click.echo(f"\n结果在 {out}")
