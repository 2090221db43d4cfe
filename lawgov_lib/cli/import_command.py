"""The command that makes a year's inputs from the file of its report."""

from __future__ import annotations

from pathlib import Path

import click

from lawgov_lib.base.layout import PARAMS
from lawgov_lib.cli.command import Command
from lawgov_lib.cli.helptext import Option
from lawgov_lib.cli.options import as_year, new_root_option
from lawgov_lib.cli.response import response


@click.command("import", cls=Command)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option(
    "--year", cls=Option, metavar="年度", required=True, callback=as_year, help="报告年度，如2019。"
)
@click.option("--agency", metavar="名称", default="", help="机关全称；不写即用报告中认出的。")
@new_root_option
def import_year(file: Path, year: int, agency: str, root: Path) -> None:
    """由已公布的报告导入一年的资料；认出的数字均待确认。"""
    from lawgov_lib.importing.importation import import_report  # noqa: PLC0415

    imported = import_report(root, file, year, agency)
    for path in sorted((root / PARAMS / str(year)).rglob("*")):
        if path.is_file():
            response().made(path)
    click.echo(imported.told())
