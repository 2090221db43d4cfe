"""Help and complaints of the command line, in Chinese or English; click's own words are neither.

The Chinese stands beside the commands, the English in ``english.yaml``.
"""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.language import CHINESE, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.types import OptionHelpExtra

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
WORDS_FILE = Path(__file__).with_name("english.yaml")
_SURPLUS = compiled(r"unexpected extra arguments? \((.+)\)")
"""How click says that too much was typed."""
_HEADINGS = {"Options": "选项", "Commands": "命令"}
_WIDEST, _NARROWEST = 80, 24
"""Columns of a page of help where nobody says how many, and of what a name means at least."""
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
    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        """Take the width of the terminal, however narrow."""
        width = width or min(get_terminal_size().columns, max_width or _WIDEST) - 2
        super().__init__(indent_increment, width, max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        prefix = "用法：" if language() == CHINESE else prefix or "Usage: "
        self._write(f"{prog} {args}", prefix, " " * 4)

    def write_heading(self, heading: str) -> None:
        if language() == CHINESE:
            self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")
        else:
            super().write_heading(heading)

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        self._write(text, indent, indent)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Align the right-hand column where names are Chinese, which click takes for narrow.

        Where it would be too narrow to read, what a name means stands below it.
        """
        from wcwidth import wcswidth  # noqa: PLC0415  no command waits for what only help needs

        rows = [(_named(name), in_user_words(meaning) or "") for name, meaning in rows]
        widest = min(max(wcswidth(name) for name, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        is_below = self.width - self.current_indent - widest < _NARROWEST
        for name, meaning in rows:
            if is_below:
                self._write(name, indent, indent * 2)
                self._write(meaning, indent * 2, indent * 2)
                continue
            first = indent + name + " " * max(widest - wcswidth(name), col_spacing)
            self._write(meaning, first, indent + " " * widest)

    def _write(self, text: str, first: str, rest: str) -> None:
        from lawgov_lib.base.terminal import wrapped  # noqa: PLC0415  only help needs it

        self.write(wrapped(text, first, rest, self.width) + "\n")


def _named(names: str) -> str:
    """Return the names of an option with what they ask for in the language of the user."""
    option, blank, metavar = names.rpartition(" ")
    return option + blank + (in_user_words(metavar) or "")


class _Context(click.Context):
    formatter_class = _Formatter


class _Bilingual(click.Command):
    context_class = _Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; a complaint knows the command, of which help is to be had."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

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
    near = difflib.get_close_matches(name.lower(), known, n=1)
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
    return f"{_fault(error, context)}。用法见：{path} --help"


def _fault(error: click.ClickException, context: click.Context | None) -> str:
    if isinstance(error, click.NoSuchCommand):
        return f"没有命令“{error.command_name}”{_near(error.command_name, context)}"
    if isinstance(error, click.NoSuchOption):
        return _misplaced(error, context) or _unknown(error)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        missing = error.param.make_metavar(context) if context else error.param.name
        named = f"{error.param.opts[0]} " if isinstance(error.param, click.Option) else ""
        return f"缺少“{named}{missing}”"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"“{error.param.opts[0]}”的值不对{_allowed(error.param.type)}"
    if isinstance(error, click.BadOptionUsage):
        return _unvalued(error, context)
    if "Missing command" in error.message:
        return "缺少命令"
    if context and (more := _SURPLUS.search(error.message)):
        return f"多写了“{more[1]}”"
    return "命令的写法不对"


def _unknown(error: click.NoSuchOption) -> str:
    near = f"，最接近的是“{error.possibilities[0]}”" if error.possibilities else ""
    return f"没有选项“{error.option_name}”{near}"


def _misplaced(error: click.NoSuchOption, context: click.Context | None) -> str:
    """Say where an option belongs that stands on the wrong side of the command."""
    if context is None:
        return ""
    below = context.command
    if isinstance(below, click.Group):
        every = (below.get_command(context, name) for name in below.list_commands(context))
        if any(_has(each, error.option_name) for each in every if each):
            return f"选项“{error.option_name}”写在命令之后"
    if context.parent and _has(context.find_root().command, error.option_name):
        return f"选项“{error.option_name}”写在命令之前，紧接{context.find_root().info_name}"
    return ""


def _has(command: click.Command, option: str) -> bool:
    return any(option in each.opts for each in command.params)


def _unvalued(error: click.BadOptionUsage, context: click.Context | None) -> str:
    """Say that an option lacks its value, or has one that it does not take."""
    name = error.option_name
    for each in context.command.params if context else ():
        if name in each.opts and isinstance(each, click.Option) and context:
            if each.is_flag:
                return f"选项“{name}”不带值"
            return f"选项“{name}”之后缺少“{each.make_metavar(context)}”"
    return f"选项“{name}”的写法不对"
