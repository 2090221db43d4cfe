"""Help and complaints of the command line, in Chinese or English; click's own words are neither.

The Chinese stands beside the commands, the English in ``english.yaml``.
"""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawgov_lib.base.language import CHINESE, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.types import OptionHelpExtra

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
WORDS_FILE = Path(__file__).with_name("english.yaml")
_HEADINGS = {"Options": "选项", "Commands": "命令"}
_OPTIONS, _SUBCOMMAND, _HELP = "[选项]", "命令 [参数]", "显示本说明。"


def in_user_words(chinese: str | None) -> str | None:
    """Return a text of help in the language of the user."""
    if chinese is None or language() == CHINESE:
        return chinese
    return english().get(chinese, chinese)


@cache
def english() -> dict[str, str]:
    """Return the English of each text of help, by the Chinese."""
    import yaml  # noqa: PLC0415  only English help waits for it

    words: dict[str, str] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return words


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "用法：" if language() == CHINESE else prefix)

    def write_heading(self, heading: str) -> None:
        if language() == CHINESE:
            self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")
        else:
            super().write_heading(heading)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Align the right-hand column where names are Chinese, which click takes for narrow."""
        from wcwidth import wcswidth  # noqa: PLC0415  no command waits for what only help needs

        from lawgov_lib.base.terminal import wrapped  # noqa: PLC0415  nor for this

        rows = [(_named(name), in_user_words(meaning) or "") for name, meaning in rows]
        widest = min(max(wcswidth(name) for name, _ in rows), col_max) + col_spacing
        for name, meaning in rows:
            indent = " " * self.current_indent
            first = indent + name + " " * max(widest - wcswidth(name), col_spacing)
            rest = indent + " " * widest
            self.write(wrapped(meaning, first, rest, self.width) + "\n")


def _named(names: str) -> str:
    """Return the names of an option with what they ask for in the language of the user."""
    option, blank, metavar = names.rpartition(" ")
    return option + blank + (in_user_words(metavar) or "")


class _Context(click.Context):
    formatter_class = _Formatter


class _Bilingual(click.Command):
    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = in_user_words(_HELP)
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name the parameters in the language of the user."""
        return [in_user_words(piece) or "" for piece in super().collect_usage_pieces(ctx)]

    def get_short_help_str(self, limit: int = 45) -> str:
        """Tell the command among others: whole, for the page breaks its lines itself."""
        del limit
        return self.help or ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Tell the command above its options."""
        chinese, self.help = self.help, in_user_words(self.help)
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = chinese


class Option(click.Option):
    """An option whose help says all, without click's English remarks."""

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """Add nothing."""
        del ctx
        return {}


class Command(_Bilingual):
    """A command whose help is in the language of the user."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as click has them
        """Name the options in the usage line in Chinese."""
        super().__init__(*args, **{"options_metavar": _OPTIONS, **kwargs})


class Group(_Bilingual, click.Group):
    """A group whose commands stand in the order in which they are used."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  as click has them
        """Name the options and the commands in the usage line in Chinese."""
        words = {"options_metavar": _OPTIONS, "subcommand_metavar": _SUBCOMMAND}
        super().__init__(*args, **{**words, **kwargs})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of their definition."""
        del ctx
        return list(self.commands)


def _near(name: str, context: click.Context | None) -> str:
    """Name the command that is most like what was typed, of those that the group lists."""
    group = context.command if context else None
    known = group.list_commands(context) if isinstance(group, click.Group) and context else []
    near = difflib.get_close_matches(name, known, n=1)
    return f"，最接近的是“{near[0]}”" if near else ""


def _allowed(kind: click.ParamType[Any]) -> str:
    """Say what an option takes, where its type knows that."""
    if isinstance(kind, click.Choice):
        return f"，可以是：{'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        return f"，应为{kind.min}至{kind.max}的整数"
    if isinstance(kind, click.Path) and not kind.dir_okay:
        return "，应为文件，不能是文件夹"
    return ""


def told(error: click.ClickException) -> str:
    """Say in Chinese what was typed wrongly, and where help is to be had."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "lawgov"
    if isinstance(error, click.NoSuchCommand):
        fault = f"没有命令“{error.command_name}”{_near(error.command_name, context)}"
    elif isinstance(error, click.NoSuchOption):
        near = f"，最接近的是“{error.possibilities[0]}”" if error.possibilities else ""
        fault = f"没有选项“{error.option_name}”{near}"
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        fault = f"缺少“{error.param.make_metavar(context) if context else error.param.name}”"
    elif isinstance(error, click.BadParameter) and error.param is not None:
        fault = f"“{error.param.opts[0]}”的值不对{_allowed(error.param.type)}"
    elif isinstance(error, click.BadOptionUsage):
        fault = f"选项“{error.option_name}”的写法不对"
    else:
        fault = "命令的写法不对"
    return f"{fault}。用法见：{path} --help"
