"""The commands on the way to a final report: sign, see where it stands, verify, finish."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from lawgov_lib.base.commandline import openable
from lawgov_lib.base.errors import VerifyError
from lawgov_lib.base.layout import FINAL_FOLDER, OUTPUTS
from lawgov_lib.cli.command import Command, open_option
from lawgov_lib.cli.console import confirm, say_own_notebook, say_waiting, show, tell_findings
from lawgov_lib.cli.dialogue import ask_passphrase
from lawgov_lib.cli.helptext import Option
from lawgov_lib.cli.key_commands import expanded
from lawgov_lib.cli.options import (
    as_day,
    as_words,
    kernel_option,
    root_option,
    time_limit_option,
    today,
    year_argument,
)
from lawgov_lib.cli.response import response

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from lawgov_lib.approval.finalization import Finished
    from lawgov_lib.notebook.execution import Kind

_SAME, _DIFFERENT = "相同", "不同"
"""What making a report anew says of the published one."""


@click.command(cls=Command)
@year_argument()
@click.option(
    "--role",
    cls=Option,
    required=True,
    metavar="环节",
    callback=as_words,
    help="签批环节，如审核；必填。",
)
@click.option(
    "--name", cls=Option, required=True, metavar="姓名", callback=as_words, help="签批人；必填。"
)
@click.option(
    "--date",
    "on",
    metavar="日期",
    callback=as_day,
    help="签批日期，写作2021-01-10；不写即当天。",
)
@click.option("--yes", is_flag=True, cls=Option, help="不再询问，直接签批；供自动运行。")
@root_option
def sign(year: int, role: str, name: str, on: date, root: Path, *, yes: bool) -> None:  # noqa: PLR0913
    """签批一年的报告：列出所签内容，确认后记下谁在哪个环节签批。"""
    from lawgov_lib.approval import signing  # noqa: PLC0415

    order = signing.Order(year, role, name, on, today())
    sheet = signing.sheet(root, order)
    findings = tell_findings(root / order.shown)
    response().own = {"year": year, "agency": sheet.agency, "findings": findings}
    click.echo(sheet.told())
    if not yes:
        confirm("确认签批？")
    content = sheet.signature.content
    signed = signing.sign(root, order, content, waiting=lambda: say_waiting(year))
    response().own |= {
        "signed": signed.signature.model_dump(mode="json"),
        "missing": signed.missing,
    }
    response().made(root / signed.file)
    click.echo(signed.told(lambda name: openable(root / name)))


@click.command(cls=Command)
@root_option
def status(root: Path) -> None:
    """列出各年度报告的状态：草稿、审核中、定稿，有无改动。"""
    from lawgov_lib.approval.status import standings  # noqa: PLC0415

    told = standings(root)
    response().own = json.loads(told.to_json())
    for problem in told.log:
        response().fault(problem)
    click.echo(told.to_text())
    sys.exit(told.exit_code)


@click.command(cls=Command)
@year_argument()
@time_limit_option
@kernel_option
@root_option
def verify(year: int, root: Path, time_limit: int, kernel: Kind | None) -> None:
    """重新生成一年的报告，与已发布的逐个文件比对，说明有无不同和原因。"""
    from lawgov_lib.approval import verification  # noqa: PLC0415

    say_own_notebook([root])
    try:
        verified = verification.verify(root, year, seconds=time_limit, kernel=kernel)
    except VerifyError as error:
        differences = [problem.facts() for problem in error.problems]
        response().own = {"year": year, "state": _DIFFERENT, "differences": differences}
        raise
    own = {"year": year, "state": _SAME, "differences": []}
    response().own = own | asdict(verified)
    click.echo(verified.told())


@click.command(cls=Command)
@year_argument()
@click.option("--supersede", is_flag=True, help="取代已有的另一份定稿；原定稿另行留存。")
@click.option(
    "--key",
    "key_file",
    metavar="私钥文件",
    callback=lambda _context, _parameter, name: name and expanded(name),
    help="用本机关的私钥签名，见 lawgov key；不写即不签名。",
)
@open_option
@time_limit_option
@kernel_option
@root_option
def final(  # noqa: PLR0913  one an option
    year: int,
    root: Path,
    key_file: Path | None,
    time_limit: int,
    kernel: Kind | None,
    *,
    supersede: bool,
) -> None:
    """定稿：没有错误、签批齐备后生成正式报告。"""
    from lawgov_lib.approval import finalization  # noqa: PLC0415
    from lawgov_lib.approval.keys import load_key, refuse_handed_in  # noqa: PLC0415

    if key_file:
        refuse_handed_in(key_file, root)
    key = load_key(key_file, ask_passphrase) if key_file else None
    say_own_notebook([root])
    done = finalization.finish(
        root,
        year,
        today=today(),
        supersede=supersede,
        seconds=time_limit,
        waiting=lambda: say_waiting(year),
        kernel=kernel,
        key=key,
    )
    click.echo(done.told(lambda name: openable(root / name)))
    response().own = _finished(root, year, done)
    folder = root / OUTPUTS / str(year) / FINAL_FOLDER
    for path in sorted(folder.iterdir()):
        response().made(path)
    show(folder / "report.html")


def _finished(root: Path, year: int, done: Finished) -> dict[str, Any]:
    """Return what a program wants to know of a final report."""
    from lawgov_lib.publishing.manifest import read_manifest  # noqa: PLC0415

    manifest = read_manifest(root / done.folder, done.folder)
    return {
        "year": year,
        "agency": manifest.agency,
        "state": manifest.status,
        "content": manifest.content,
        "approvals": [each.model_dump() for each in manifest.approvals],
        "is_new": done.is_new,
        "kept": done.kept,
    }
