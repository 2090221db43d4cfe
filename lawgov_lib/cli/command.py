"""What every command has: the options by which its answer is chosen, and the answer itself."""

from __future__ import annotations

import io
import os
import sys
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawgov_lib.base.language import CHINESE, ENGLISH, VARIABLE
from lawgov_lib.cli import helptext
from lawgov_lib.cli.helptext import Option
from lawgov_lib.cli.response import JSON_OPTION, respond, response

if TYPE_CHECKING:
    from collections.abc import Sequence


def _be_quiet(_: click.Context, __: click.Parameter, asked: bool) -> None:  # noqa: FBT001  click's
    response().is_quiet |= asked


def _log(context: click.Context, __: click.Parameter, asked: bool | Path | None) -> None:  # noqa: FBT001
    if asked and not context.resilient_parsing:
        response().log_to(asked if isinstance(asked, Path) else None)


def _open(_: click.Context, __: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    response().opens |= asked


def _speak(_: click.Context, __: click.Parameter, asked: str | None) -> None:
    if asked:
        os.environ[VARIABLE] = asked


_LOG_FILE = Option(
    ["--log"],
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    is_eager=True,
    expose_value=False,
    callback=_log,
    help="把运行日志写入这个文件（接在后面）。",
)
_SHARED = (
    Option([JSON_OPTION], is_flag=True, expose_value=False, help="输出JSON，供程序读取。"),
    Option(
        ["-q", "--quiet"],
        is_flag=True,
        expose_value=False,
        callback=_be_quiet,
        help="只列错误，其余不说。",
    ),
    _LOG_FILE,
    Option(
        ["-v", "--verbose"],
        is_flag=True,
        expose_value=False,
        callback=_log,
        help="在屏幕上列出运行日志。",
    ),
)
_UNTOLD: dict[str, Any] = {"is_flag": True, "expose_value": False, "hidden": True}
open_option = click.option(
    "--open",
    is_flag=True,
    cls=Option,
    expose_value=False,
    callback=_open,
    help="完成后在浏览器中打开结果。",
)
language_option = click.option(
    "--lang",
    type=click.Choice([CHINESE, ENGLISH]),
    metavar="语言",
    is_eager=True,
    expose_value=False,
    callback=_speak,
    cls=Option,
    help="帮助的语言：zh或en；不写即按系统的语言。",
)


class Command(helptext.Command):
    """A command that answers a person or a program."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as click has them
        """Add the options that every command has."""
        super().__init__(*args, **kwargs)
        self.params = [*self.params, *_SHARED]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Say which command answers, before anything can be wrong with it."""
        group = ctx.parent.info_name if ctx.parent and ctx.parent.parent else None
        response().command = " ".join(filter(None, (group, ctx.info_name)))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  as click has it
        """Do what is asked; where faults alone are wanted, the rest is not shown."""
        answer = response()
        is_muted = answer.is_quiet and not answer.as_json
        with redirect_stdout(io.StringIO()) if is_muted else nullcontext():
            return super().invoke(ctx)


class Group(helptext.Group):
    """Commands under one word; by itself it answers a program, too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as click has them
        """Let JSON be asked for before the command as well."""
        super().__init__(*args, **kwargs)
        self.params = [*self.params, Option([JSON_OPTION], **_UNTOLD)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Show help where no command is typed."""
        return super().parse_args(ctx, [] if set(args) == {JSON_OPTION} else args)


class Program(Group):
    """All commands together."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **named: Any) -> Any:  # noqa: ANN401  as click has them
        """Run the command that is typed, and answer."""
        typed = list(sys.argv[1:] if args is None else args)
        if "_LAWGOV_COMPLETE" in os.environ:
            return super().main(args, *others, **named)
        run = super().main
        return respond(typed, lambda **mode: run(args, *others, **{**named, **mode}))
