"""The command that takes over what was corrected in the Word file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawgov_lib.base.errors import FindingError, PublishError
from lawgov_lib.cli.command import Command, open_option
from lawgov_lib.cli.console import refuse_unseen, say, show
from lawgov_lib.cli.options import as_year, root_option
from lawgov_lib.cli.response import response

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Document


@click.command(cls=Command)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.argument("year", metavar="[年度]", required=False, callback=as_year)
@click.option("--dry-run", is_flag=True, help="只说明各处改动将怎样并回，不写入。")
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="另存为左右对照的网页文件。",
)
@open_option
@root_option
def merge(file: Path, year: int | None, page: Path | None, root: Path, *, dry_run: bool) -> None:
    """把领导在Word文件中的改动并回正文；台账的数字不改，列出核对。"""
    refuse_unseen(page, "--page")
    from lawgov_lib.merging import mergetext  # noqa: PLC0415
    from lawgov_lib.merging.corrections import corrections, take_over  # noqa: PLC0415

    plan = corrections(root, file, year)
    for problem in (*plan.asks, *plan.unplaced):
        response().fault(problem)
    response().own = json.loads(mergetext.to_json(plan))
    click.echo(mergetext.to_text(plan))
    click.echo()
    if page is not None:
        _write_page(page, mergetext.to_document(plan, plan.agency))
    if dry_run:
        click.echo("试行，没有写入。")
    else:
        for name in take_over(root, plan):
            click.echo(f"已写入 {response().made(root / name)}")
        if plan.unplaced:
            say("有找不到位置的改动，没有写入。")
    if plan.unplaced:
        sys.exit(PublishError.exit_code)
    sys.exit(FindingError.exit_code if plan.asks else 0)


def _write_page(path: Path, document: Document) -> None:
    from lawgov_lib.base.files import write_whole, writing  # noqa: PLC0415
    from lawgov_lib.exporters.reportpage import render_html  # noqa: PLC0415

    with writing(str(path)):
        write_whole(path, render_html(document).encode())
    click.echo(f"已生成 {response().made(path)}")
    show(path)
