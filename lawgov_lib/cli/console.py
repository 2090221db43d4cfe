"""What several commands say alike."""

from __future__ import annotations

import filecmp
import sys
from typing import TYPE_CHECKING

import click

from lawgov_lib.base import shipped
from lawgov_lib.base.characters import visible
from lawgov_lib.base.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MOST = 8
_YES, _NO = {"是", "y", "yes", "Y"}, {"否", "n", "no", "N"}


def say_waiting(year: int) -> None:
    """Say that another run holds the year."""
    click.echo(f"另一次运行正在生成{year}年度的报告，正在等候……", err=True)


def say_own_notebook(roots: Iterable[Path], name: str = shipped.ANNUAL_REPORT) -> None:
    """Say which notebook is run where it is another than the shipped one.

    Args:
        roots: The folders that may hold ``notebooks/``.
        name: The notebook's file name.
    """
    own = [root for root in dict.fromkeys(roots) if not _is_shipped(shipped.notebook(name, root))]
    if own:
        told = "、".join(visible(str(root / "notebooks" / name)) for root in own[:_MOST])
        rest = f"等{len(own)}处" if len(own) > _MOST else ""
        click.echo(f"使用资料文件夹中的笔记本，与程序自带的不同：{told}{rest}", err=True)


def _is_shipped(notebook: Path) -> bool:
    """Tell whether a notebook is as shipped; one that cannot be read is told by who runs it."""
    try:
        return filecmp.cmp(notebook, shipped.NOTEBOOKS / notebook.name, shallow=False)
    except OSError:
        return False


def confirm(asked: str) -> None:
    """Ask at the terminal, until the answer is yes or no.

    Raises:
        PublishError: There is no terminal to ask at.
        Abort: The answer is no, or none more comes.
    """
    if not (sys.stdin and sys.stdin.isatty()):
        hint = "在终端中运行并回答；自动运行的，核对以上内容后加 --yes。"
        raise PublishError.of("E825", "没有终端，无法确认签批", hint=hint)
    while (answer := click.prompt(f"{asked}（是或否）", prompt_suffix=" ").strip()) not in _YES:
        if answer in _NO:
            raise click.Abort


def say(line: str) -> None:
    """Say what is no result: how a run went, or what it kept aside."""
    click.echo(line, err=True)


def say_made(made: Path, shown: Path) -> None:
    """Name each file that was made.

    Args:
        made: The folder of the files.
        shown: The same folder as the reader is to see it.
    """
    for path in sorted(made.iterdir()):
        click.echo(f"已生成 {shown / path.name}")
