"""The command that shows laws: the versions of one, what changed in a year, what to re-read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lawgov_lib.base.errors import InputError
from lawgov_lib.base.layout import PARAMS
from lawgov_lib.cli.command import Command
from lawgov_lib.cli.options import as_day, as_year, root_option
from lawgov_lib.cli.response import response

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command(cls=Command)
@click.argument("title", metavar="[题名]", required=False)
@click.option(
    "--on", metavar="日期", callback=as_day, help="问这一天，写作2024-01-01；不写即今天。"
)
@click.option(
    "--due", metavar="年度", callback=as_year, help="列出到这一年应当重新核对的条目，供维护使用。"
)
@root_option
def laws(title: str | None, on: date, due: int | None, root: Path) -> None:
    """查法律法规某日有效的版本；不写题名即列出当年的变动。"""
    from lawgov_lib.inputs.localrulefile import read_local_rules  # noqa: PLC0415
    from lawgov_lib.laws import lawrows, lawtext  # noqa: PLC0415
    from lawgov_lib.measuring.locallaws import with_local  # noqa: PLC0415

    if due is not None:
        response().own["rows"] = lawrows.due(due)
        click.echo(lawtext.due(due))
        return
    local = read_local_rules(root / PARAMS)
    if local.problems:
        raise InputError(local.problems)
    table = with_local(local.rules)
    rows = lawrows.of_law(table, title, on) if title else lawrows.of_year(table, on)
    response().own = {"on": on.isoformat(), "rows": rows}
    click.echo(lawtext.of_law(table, title, on) if title else lawtext.of_year(table, on))
