"""The command line: parse, call one function, print."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lawgov_lib import __version__
from lawgov_lib.errors import LawgovError, ParameterError

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_SETTINGS)
@click.version_option(__version__, "-V", "--version", message="lawgov %(version)s")
def cli() -> None:
    """法治政府建设年度报告：由年度资料生成报告。"""


@cli.command()
@click.argument("year")
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    show_default="当前文件夹",
    help="资料所在的文件夹，内有 params/ 和 outputs/。",
)
def report(year: str, root: Path) -> None:
    """生成YEAR年的报告：HTML、PDF、运行记录和指标表。"""
    # Help and version need none of the machinery that publishing loads.
    from lawgov_lib.publishing import publish  # noqa: PLC0415

    folder = publish(root.resolve(), _year(year))
    for path in sorted(folder.iterdir()):
        click.echo(f"已生成 {path.relative_to(root.resolve())}")


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ParameterError.of("E302", f"年度“{text}”不对", hint="写四位整数，如2020。")
    return int(text)


def main() -> None:
    """Run the command; every failure is a message and a documented exit code."""
    try:
        cli()
    except LawgovError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
