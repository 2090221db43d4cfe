"""What several commands say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


def say_waiting(year: int) -> None:
    """Say that another run holds the year."""
    click.echo(f"另一次运行正在生成{year}年度的报告，正在等候……", err=True)


def say_made(made: Path, shown: Path) -> None:
    """Name each file that was made.

    Args:
        made: The folder of the files.
        shown: The same folder as the reader is to see it.
    """
    for path in sorted(made.iterdir()):
        click.echo(f"已生成 {shown / path.name}")
