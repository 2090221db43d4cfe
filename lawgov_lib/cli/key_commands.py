"""The commands on an agency's key, with which it signs its final reports."""

from __future__ import annotations

from pathlib import Path

import click

from lawgov_lib.cli.command import Command, Group
from lawgov_lib.cli.dialogue import ask_passphrase
from lawgov_lib.cli.response import response

DEFAULT = "~/.config/lawgov/signing.pem"
"""Where a key is kept unless another file is named: never in a folder that is handed in."""

_file = click.argument(
    "file",
    metavar="私钥文件",
    default=DEFAULT,
    callback=lambda _context, _parameter, name: expanded(name),
)


def expanded(name: str) -> Path:
    """Return a key's file by its name, in which ~ is the user's home.

    Raises:
        ParameterError: The system does not know where that is.
    """
    from lawgov_lib.base.errors import ParameterError  # noqa: PLC0415

    try:
        return Path(name).expanduser().absolute()
    except RuntimeError:
        hint = "写明私钥文件，例如：lawgov key new 私钥.pem"
        raise ParameterError.of("E841", "不知道用户的主文件夹在哪里", hint=hint) from None


@click.group(cls=Group)
def key() -> None:
    """本机关签名所用的密钥：生成，查看公钥。"""


@key.command("new", cls=Command)
@_file
@click.option("--no-passphrase", "is_open", is_flag=True, help="不设口令，供程序自动运行。")
def new_key(file: Path, *, is_open: bool) -> None:
    """生成密钥；私钥文件只有本人能读，公钥报汇总单位。"""
    from lawgov_lib.approval import keys  # noqa: PLC0415

    keys.refuse_taken(file)
    public_key = keys.new_key(file, "" if is_open else ask_passphrase(is_new=True))
    click.echo(f"已生成 {response().made(file)}，请妥善保管，不要放进报送的文件夹。")
    _tell(public_key)


@key.command("show", cls=Command)
@_file
def show_key(file: Path) -> None:
    """显示公钥及其指纹。"""
    from lawgov_lib.approval import keys  # noqa: PLC0415

    _tell(keys.public_key_of(keys.load_key(file, ask_passphrase)))


def _tell(public_key: str) -> None:
    from lawgov_lib.approval.keys import mark_of  # noqa: PLC0415

    click.echo(f"公钥：{public_key}\n指纹：{mark_of(public_key)}")
