"""The options and arguments that commands share, and the checks of what is typed for them."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from lawgov_lib.base.characters import strangers, told
from lawgov_lib.base.commandline import openable, resolved
from lawgov_lib.base.errors import ParameterError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.layout import NO_ROOT_HINT
from lawgov_lib.base.severity import Severity
from lawgov_lib.cli.response import response
from lawgov_lib.notebook import CELL_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawgov_lib.notebook.execution import Kind

DAY = 24 * 60 * 60
MOST_JOBS = 1000
_DAY = compiled(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = compiled("[0-9]{4}")


def as_year(_: click.Context, __: click.Parameter, text: str | None) -> int | None:
    """Read a year of four digits."""
    if text is None:
        return None
    if not _YEAR.fullmatch(text):
        raise ParameterError.of("E302", f"年度“{text}”不对", hint="写四位整数，如2020。")
    return int(text)


def today() -> date:
    """Return the day of the command, by the clock of the system."""
    return datetime.now().astimezone().date()


def as_day(_: click.Context, __: click.Parameter, text: str | None) -> date:
    """Read a day; where none is typed, it is today."""
    if text is None:
        return today()
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ParameterError.of("E307", f"日期“{text}”不存在或写法不对", hint="写作2021-01-10。")


def as_words(_: click.Context, option: click.Parameter, text: str) -> str:
    """Take a text that goes into a file, which must be able to hold it."""
    if found := strangers(text):
        hint = "照所写的改正；看不到的，重新输入。"
        raise ParameterError.of("E333", f"{option.opts[-1]} 的{told(found)}", hint=hint)
    return text


def as_sister(text: str | None) -> str | None:
    """Read which of the sister reports is meant; None for both."""
    from lawgov_lib.inputs.sister import ENFORCEMENT, INFORMATION  # noqa: PLC0415

    known = (INFORMATION, ENFORCEMENT)
    if text is not None and text not in known:
        hint = f"写{'或'.join(known)}。"
        raise ParameterError.of("E882", f"没有名为“{text}”的相关年报", hint=hint)
    return text


def _as_seconds(_: click.Context, __: click.Parameter, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= DAY):
        raise ParameterError.of(
            "E306", f"时限“{text}”不对", hint=f"写1至{DAY}的整数，如{CELL_SECONDS}。"
        )
    return int(text)


def _as_count(_: click.Context, __: click.Parameter, text: str | None) -> int:
    if text is None:
        return os.cpu_count() or 1
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST_JOBS):
        hint = f"写1至{MOST_JOBS}的整数。"
        raise ParameterError.of("E314", f"同时生成的份数“{text}”不对", hint=hint)
    return int(text)


def _as_kernel(_: click.Context, __: click.Parameter, text: str | None) -> Kind | None:
    """Check the choice, and begin to import on another core what a fork needs."""
    from lawgov_lib.notebook.forkserver import can_fork, prepare  # noqa: PLC0415

    if text not in {None, "forked", "cold"}:
        raise ParameterError.of("E309", f"运行方式“{text}”不对", hint="写forked或cold。")
    if text == "forked" and not can_fork():
        hint = "改用 --kernel cold，或者不写：结果相同，只是慢一些。"
        raise ParameterError.of("E309", "本机系统不支持运行方式“forked”", hint=hint)
    if text != "cold" and can_fork():
        prepare()
    return cast("Kind | None", text)


def year_argument(name: str = "year", shown: str = "年度") -> Callable[[Any], Any]:
    """Take a year.

    Args:
        name: The command's parameter.
        shown: What help calls it.
    """
    return click.argument(name, metavar=shown, callback=as_year)


def _as_root(_: click.Context, __: click.Parameter, path: Path) -> Path:
    """Return the root whole, and keep it for faults, which name files from there."""
    response().root = found = resolved(path)
    return found


def _as_present_root(context: click.Context, option: click.Parameter, path: Path) -> Path:
    """Refuse a root that is not there: nothing found would look like nothing to be found."""
    found = _as_root(context, option, path)
    try:
        is_there = found.is_dir()
    except PermissionError:
        is_there = True  # whoever reads it says that nobody may
    if not is_there:
        said = f"没有文件夹“{openable(found, quoted=False)}”"
        raise ParameterError.of("E304", said, hint=NO_ROOT_HINT)
    return found


def _root(callback: Callable[[click.Context, click.Parameter, Path], Path]) -> Callable[..., Any]:
    return click.option(
        "--root",
        type=click.Path(path_type=Path),
        default=Path(),
        metavar="文件夹",
        callback=callback,
        help="资料所在的文件夹，内有 params/；不写即当前文件夹。",
    )


root_option, new_root_option = _root(_as_present_root), _root(_as_root)
"""The second for commands that lay the folder out themselves."""

time_limit_option = click.option(
    "--time-limit",
    default=str(CELL_SECONDS),
    metavar="秒数",
    callback=_as_seconds,
    help=f"笔记本的一格最多运行多少秒；不写即{CELL_SECONDS}秒。",
)

kernel_option = click.option(
    "--kernel",
    metavar="方式",
    callback=_as_kernel,
    help="运行笔记本的方式：forked快（限Linux），cold慢，结果相同；不写即尽量用forked。",
)

jobs_option = click.option(
    "--jobs",
    metavar="份数",
    callback=_as_count,
    help="同时生成几份；不写即与处理器核数相同。",
)

why_option = click.option("--why", is_flag=True, help="逐份说明为什么生成或没有重新生成。")


def choice_options(command: Callable[..., None]) -> Callable[..., None]:
    """Take which findings are asked for: by check, weight and section, and how many of each."""

    @click.option("--code", multiple=True, metavar="代码", help="只列这项检查，可写多次，如C08。")
    @click.option(
        "--level",
        multiple=True,
        metavar="级别",
        callback=_as_levels,
        help="只列这一级：错误、警告或提示，可写多次。",
    )
    @click.option("--section", multiple=True, metavar="节名", help="只列这一节，可写多次。")
    @click.option(
        "--limit", metavar="项数", callback=_as_limit, help="每项检查最多列几项；不写即全部。"
    )
    @wraps(command)
    def choosing(
        *args: object,
        code: tuple[str, ...],
        level: tuple[Severity, ...],
        section: tuple[str, ...],
        limit: int | None,
        **others: object,
    ) -> None:
        from lawgov_lib.checks.catalogue import known_code  # noqa: PLC0415
        from lawgov_lib.checks.choice import Choice  # noqa: PLC0415

        choice = Choice(tuple(map(known_code, code)), level, section, limit)
        command(*args, choice=choice, **others)

    return choosing


def _as_levels(
    _: click.Context, __: click.Parameter, texts: tuple[str, ...]
) -> tuple[Severity, ...]:
    try:
        return tuple(map(Severity, texts))
    except ValueError:
        told = "、".join(texts)
        raise ParameterError.of("E322", f"级别“{told}”不对", hint="写错误、警告或提示。") from None


def _as_limit(_: click.Context, __: click.Parameter, text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ParameterError.of("E323", f"项数“{text}”不对", hint="写1以上的整数。")
    return int(text)
