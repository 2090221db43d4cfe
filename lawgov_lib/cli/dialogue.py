"""What is asked for at a terminal: the setup of ``lawgov new --ask``, the passphrase of a key."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from lawgov_lib.base.characters import visible
from lawgov_lib.base.errors import ParameterError
from lawgov_lib.base.terminal import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawgov_lib.preparing.setup import Setup

_YES, _NO = {"", "是", "y", "yes", "Y"}, {"否", "n", "no", "N"}
_HEAD = "逐项回答，回车确认；答错的会说明原因再问一次。按Ctrl-C随时中止，不写入任何文件。"


def introduce() -> None:
    """Say how to answer."""
    click.echo(_HEAD)


def ask_year() -> int:
    """Ask for the report year."""
    from lawgov_lib.preparing.setup import read_year  # noqa: PLC0415

    year: int = _answered("报告年度", "写四位整数，如2024", read_year)
    return year


def ask_setup(year: int, name: str) -> Setup:
    """Ask what is to be known of an agency, show it, and have it confirmed.

    Args:
        year: The report year.
        name: The folder that will be written, for the person who confirms.

    Raises:
        Abort: The person does not want it, or says no more.
    """
    from lawgov_lib.preparing.setup import Setup, questions  # noqa: PLC0415

    answers = {each.field: _answered(each.asked, each.hint, each.read) for each in questions(year)}
    setup = Setup(**answers)
    click.echo(f"\n将新建 {name}/，其中report.yaml写明：")
    for label, value in (
        ("报告年度", str(year)),
        ("机关全称", setup.name),
        ("机关简称", "、".join(setup.short_names) or "（没有）"),
        ("机关层级", setup.level),
        ("所在地区", setup.region),
        ("提纲", setup.outline or "按年度选用"),
    ):
        click.echo(wrapped(value, f"  {label}：", "    "))
    if not _answered("确认写入？", "是或否，直接回车即是", _yes_or_no):
        raise click.Abort
    return setup


def ask_passphrase(*, is_new: bool = False) -> str:
    """Ask for the passphrase of a key, unseen; for a new one twice, and blank for none.

    Raises:
        ParameterError: Nobody can be asked.
    """
    if not sys.stdin.isatty():
        hint = (
            "在终端中运行；供程序自动运行的，用不设口令的密钥（lawgov key new --no-passphrase）。"
        )
        raise ParameterError.of("E840", "要问密钥的口令，而没有终端", hint=hint)
    asked = "口令（直接回车即不设）" if is_new else "密钥的口令"
    while True:
        text = _unseen(asked)
        if not is_new or not text or text == _unseen("再输入一次"):
            return text
        click.echo("两次输入的不同，请重新输入。")


def _unseen(asked: str) -> str:
    text: str = click.prompt(asked, default="", show_default=False, hide_input=True)
    return text


def _answered(asked: str, hint: str, read: Callable[[str], Any]) -> Any:  # noqa: ANN401
    """Ask until an answer will do."""
    click.echo("\n" + wrapped(f"{asked}（{hint}）", "", "  "))
    while True:
        text = click.prompt(">", default="", show_default=False, prompt_suffix=" ")
        try:
            return read(text.strip())
        except ValueError as error:
            click.echo(visible(str(error)))


def _yes_or_no(text: str) -> bool:
    if text not in _YES | _NO:
        message = "请写“是”或“否”。"
        raise ValueError(message)
    return text in _YES
