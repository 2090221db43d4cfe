"""The command that shows a year in the browser and follows what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lawgov_lib.base.layout import PARAMS, latest_year, missing_year
from lawgov_lib.cli.command import Command
from lawgov_lib.cli.console import say_own_notebook
from lawgov_lib.cli.helptext import Option
from lawgov_lib.cli.options import as_year, root_option
from lawgov_lib.cli.response import response

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
@click.argument("year", metavar="[年度]", required=False, callback=as_year)
@click.option(
    "--port",
    cls=Option,
    metavar="端口",
    type=click.IntRange(0, 65535),
    default=0,
    help="本机的端口；不写的自动选用。",
)
@click.option("--no-open", is_flag=True, help="不自动打开浏览器，只列出地址。")
@root_option
def preview(year: int | None, port: int, root: Path, *, no_open: bool) -> None:
    """在浏览器中预览一年的报告：保存资料，网页随之更新。"""
    from lawgov_lib.base.errors import InputError, ParameterError  # noqa: PLC0415
    from lawgov_lib.previewing.server import serve  # noqa: PLC0415

    if response().as_json:
        hint = "去掉--json；程序要读的，用 lawgov check --json。"
        raise ParameterError.of("E328", "预览不能与--json同用", hint=hint)
    meant = year or latest_year(root)
    if missing := missing_year(root / PARAMS, meant):
        raise InputError(missing)
    say_own_notebook([root])

    def told(address: str, barred: str) -> None:
        click.echo(f"{meant}年度的预览：{address}")
        if barred:
            click.echo(f"网页只供查看，不能写入答复和确认：{barred}。")
        click.echo("只在本机可以打开；按 Ctrl+C 结束。")
        if not no_open:
            click.launch(address)

    serve(root, meant, port, told)
    click.echo("预览已结束。")
