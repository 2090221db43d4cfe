"""Help and complaints of the command line in Chinese; click's own words are English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.types import OptionHelpExtra

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_HEADINGS = {"Options": "选项", "Commands": "命令"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        del prefix
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Align the right-hand column where names are Chinese, which click takes for narrow."""
        from wcwidth import wcswidth  # noqa: PLC0415  no command waits for what only help needs

        from lawgov_lib.base.terminal import wrapped  # noqa: PLC0415  nor for this

        rows = list(rows)
        widest = min(max(wcswidth(name) for name, _ in rows), col_max) + col_spacing
        for name, meaning in rows:
            indent = " " * self.current_indent
            first = indent + name + " " * max(widest - wcswidth(name), col_spacing)
            rest = indent + " " * widest
            self.write(wrapped(meaning, first, rest, self.width) + "\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Chinese(click.Command):
    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明。"
        return option


class Option(click.Option):
    """An option whose help says all, without click's English remarks."""

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """Add nothing."""
        del ctx
        return {}


class Command(_Chinese):
    """A command whose help is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as click has them
        """Name the options in the usage line in Chinese."""
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})


class Group(_Chinese, click.Group):
    """A group whose commands have Chinese help and stand in the order in which they are used."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as click has them
        """Name the options and the commands in the usage line in Chinese."""
        words = {"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]"}
        super().__init__(*args, **{**words, **kwargs})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of their definition."""
        del ctx
        return list(self.commands)


def told(error: click.ClickException) -> str:
    """Say in Chinese what was typed wrongly, and where help is to be had."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "lawgov"
    if isinstance(error, click.NoSuchCommand):
        near = f"，最接近的是“{error.possibilities[0]}”" if error.possibilities else ""
        fault = f"没有命令“{error.command_name}”{near}"
    elif isinstance(error, click.NoSuchOption):
        fault = f"没有选项“{error.option_name}”"
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        fault = f"缺少“{error.param.make_metavar(context) if context else error.param.name}”"
    elif isinstance(error, click.BadParameter) and error.param is not None:
        fault = f"“{error.param.opts[0]}”的值不对"
    elif isinstance(error, click.BadOptionUsage):
        fault = f"选项“{error.option_name}”的写法不对"
    else:
        fault = "命令的写法不对"
    return f"{fault}。用法见：{path} --help"
