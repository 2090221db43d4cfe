"""What several commands say alike."""

from __future__ import annotations

import filecmp
import json
import sys
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from lawgov_lib.base import shipped
from lawgov_lib.base.characters import visible
from lawgov_lib.base.commandline import openable
from lawgov_lib.base.errors import ParameterError, PublishError
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.standardstreams import nothing_printed
from lawgov_lib.cli.colours import is_lively
from lawgov_lib.cli.response import response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_MOST = 8
MANY = 20
"""From how many pieces on work takes long enough to be followed line by line."""
_YES, _NO = {"是", "y", "yes", "Y"}, {"否", "n", "no", "N"}


def say_waiting(year: int) -> None:
    """Say that another run holds the year."""
    response().remark(f"另一次运行正在生成{year}年度的报告，正在等候……")


def say_own_notebook(roots: Iterable[Path], name: str = shipped.ANNUAL_REPORT) -> None:
    """Say which notebook is run where it is another than the shipped one.

    Args:
        roots: The folders that may hold ``notebooks/``.
        name: The notebook's file name.
    """
    own = [root for root in dict.fromkeys(roots) if not _is_shipped(shipped.notebook(name, root))]
    if own:
        told = "、".join(visible(openable(root / "notebooks" / name)) for root in own[:_MOST])
        rest = f"等{len(own)}处" if len(own) > _MOST else ""
        response().remark(f"使用资料文件夹中的笔记本，与程序自带的不同：{told}{rest}")


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
    if response().as_json or not (sys.stdin and sys.stdin.isatty()):
        hint = "在终端中运行并回答；自动运行的，核对以上内容后加 --yes。"
        raise PublishError.of("E825", "没有终端，无法确认签批", hint=hint)
    while (answer := click.prompt(f"{asked}（是或否）", prompt_suffix=" ").strip()) not in _YES:
        if answer in _NO:
            raise click.Abort


def say(line: str) -> None:
    """Say what is no result: how a run went, or what it kept aside."""
    response().remark(line)


def say_made(made: Path, page: str = "") -> None:
    """Name each file that was made, and open one where that was asked for.

    Args:
        made: The folder of the files.
        page: The file that shows the result; blank for none.
    """
    for path in sorted(made.iterdir()):
        click.echo(f"已生成 {response().made(path)}")
    if page:
        show(made / page)


def tell_findings(made: Path) -> list[dict[str, Any]]:
    """Tell a program, or who wants the faults alone, what the checks found.

    Args:
        made: The folder of a report.

    Returns:
        The findings; none where a person reads them elsewhere.
    """
    answer = response()
    if not (answer.as_json or answer.is_quiet):
        return []
    content = json.loads((made / "findings.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = content["findings"]
    for each in found:
        if not each.get("answer"):
            answer.message(Severity(each["severity"]), each["message"], each["code"])
    return found


def show(page: Path) -> None:
    """Open a page in the system's browser where that was asked for; without one, say so."""
    if not response().opens:
        return
    import webbrowser  # noqa: PLC0415  few ask for it

    try:
        with nothing_printed() if response().as_json else nullcontext():
            is_shown = webbrowser.open(page.absolute().as_uri())
    except webbrowser.Error:
        is_shown = False
    if not is_shown:
        say(f"本机没有可用的浏览器，请自行打开：{openable(page)}")


def refuse_unseen(page: Path | None, option: str) -> None:
    """Refuse to open a page that the command is not asked to write.

    Args:
        page: The page; None where none was asked for.
        option: The option that asks for it.

    Raises:
        ParameterError: There is nothing to open.
    """
    if response().opens and page is None:
        hint = f"同时用{option}写明网页文件，或去掉--open。"
        raise ParameterError.of("E327", "没有可在浏览器中打开的网页", hint=hint)


@contextmanager
def staged(*names: str, is_long: bool = False) -> Iterator[None]:
    """Show the stages of the work: a bar on a terminal, elsewhere a line each if it takes long.

    Args:
        names: The stages, in their order.
        is_long: Whether lines are worth while.
    """
    from lawgov_lib.base.stages import followed  # noqa: PLC0415

    if not _shows_bars():
        with followed(lambda name: say(f"{name}……") if is_long else None):
            yield
        return
    from tqdm import tqdm  # noqa: PLC0415  for terminals only

    tqdm.monitor_interval = 0  # its thread would keep processes from being forked
    with tqdm(total=len(names), unit="步", leave=False) as bar:

        def show_stage(name: str) -> None:
            bar.set_description(name, refresh=False)
            bar.n = names.index(name)
            bar.refresh()

        with followed(show_stage):
            yield


def _shows_bars() -> bool:
    answer = response()
    return is_lively(sys.stderr) and not (answer.as_json or answer.is_quiet)


@contextmanager
def progress(total: int, unit: str, what: str) -> Iterator[Callable[[object], None]]:
    """Show how far the work is: a bar on a terminal, elsewhere a line at each tenth of much work.

    Work of one piece has no way between its beginning and its end to be shown.

    Args:
        total: How many pieces the work has.
        unit: What a piece is called.
        what: What is done.

    Yields:
        What to call when a piece is done.
    """
    if total > 1 and _shows_bars():
        from tqdm import tqdm  # noqa: PLC0415  for terminals only

        tqdm.monitor_interval = 0  # its thread would keep processes from being forked
        with tqdm(total=total, unit=unit, desc=what, leave=False) as bar:
            yield lambda _: bar.update()
        return
    done = 0

    def count(_: object) -> None:
        nonlocal done
        done += 1
        if total >= MANY and done * 10 // total > (done - 1) * 10 // total:
            say(f"{what}：{done}/{total}{unit}")

    yield count
