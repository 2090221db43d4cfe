"""What a checkout is kept with, for systems without make: ``lawgov dev``, one command a target."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from subprocess import PIPE, STDOUT
from typing import TYPE_CHECKING, Any

import click

from lawgov_lib import __version__
from lawgov_lib.base.errors import LawgovError, ParameterError
from lawgov_lib.base.installation import CHECKOUT, install, set_up
from lawgov_lib.base.standardstreams import nothing_printed
from lawgov_lib.cli.command import Command, Group
from lawgov_lib.cli.console import say
from lawgov_lib.cli.response import response

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCKS: dict[str, tuple[str, ...]] = {
    "requirements.txt": (),
    "requirements-test.txt": ("--group", "test", "--constraints", "requirements.txt"),
    "requirements-cluster.txt": ("--extra", "cluster", "--constraints", "requirements-test.txt"),
    "requirements-lab.txt": ("--extra", "lab", "--constraints", "requirements-test.txt"),
}
COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"),
    *("--no-emit-index-url", "--no-strip-extras", "--no-annotate", "--group", "build"),
)
INDEXES = ("UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_DEFAULT_INDEX")
_CACHES = (".coverage", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache")
_DIST = CHECKOUT / "dist"
_WORDS = {"ignore_unknown_options": True}


def run(*words: str, env: dict[str, str] | None = None, cwd: Path = CHECKOUT) -> None:
    """Run a program in the checkout.

    Args:
        words: The program and its arguments.
        env: Its environment; by default that of this process.
        cwd: The folder in which it runs.

    Raises:
        LawgovError: It failed; what it said itself is there to read.
        ParameterError: There is no such program.
    """
    try:
        with nothing_printed() if response().as_json else nullcontext():
            done = _run(words, cwd, env)
    except FileNotFoundError:
        hint = "先安装它，再运行同一条命令；uv可用 pip install uv 安装。"
        raise ParameterError.of("E329", f"找不到程序“{words[0]}”", hint=hint) from None
    if done.returncode:
        message = f"程序“{_called(words)}”没有成功（退出码{done.returncode}）"
        raise LawgovError.of("E102", message, hint="看它自己列出的原因。")


def _run(
    words: Sequence[str], cwd: Path, env: dict[str, str] | None
) -> subprocess.CompletedProcess[bytes]:
    """Run a program; where faults alone are wanted, it is heard only if it fails."""
    if not response().is_quiet:
        return subprocess.run(words, cwd=cwd, env=env, check=False)  # noqa: S603
    done = subprocess.run(words, cwd=cwd, env=env, stdout=PIPE, stderr=STDOUT, check=False)  # noqa: S603
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace"))
    return done


def _called(words: Sequence[str]) -> str:
    """Name a program as people do: of Python what it runs."""
    name, *rest = words
    is_python = name == sys.executable and rest
    told = rest[1] if is_python and rest[0] == "-m" else rest[0] if is_python else name
    return Path(told).name


def need(name: str, module: str = "") -> None:
    """Have further packages; of a checkout they are installed, elsewhere they must be there.

    Args:
        name: Whose: of the tests, JupyterLab or a cluster.
        module: A module that is there where they are; blank where a checkout is needed anyway.

    Raises:
        LawgovError: They could not be installed.
        ParameterError: They are not there, and nobody knows which versions are meant.
    """
    if module and importlib.util.find_spec(module):
        return
    if not (CHECKOUT / f"requirements-{name}.txt").is_file():
        hint = f"运行 pip install 'lawgov[{name}]'，或在程序的环境中安装 {module}。"
        raise ParameterError.of("E331", f"没有安装 {module}", hint=hint)
    _refuse(install(name, say))


def _refuse(fault: str) -> None:
    """Stop where an environment has a fault."""
    if fault:
        raise LawgovError.of("E103", fault, hint="解决后再运行同一条命令即可。")


class _Upkeep(Group):
    """The commands of a checkout; those that only run programs stand in ``upkeep.yaml``."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  as click has it
        if not (CHECKOUT / "pyproject.toml").is_file():
            hint = "取得源代码（git clone），在其中运行。"
            raise ParameterError.of("E330", "这些命令只用于源代码的文件夹", hint=hint)
        return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *plain_commands()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        known = plain_commands().get(cmd_name)
        return _running(cmd_name, known) if known else super().get_command(ctx, cmd_name)


def plain_commands() -> dict[str, dict[str, Any]]:
    """Return the commands that only run programs, by name."""
    import yaml  # noqa: PLC0415  only these commands wait for it

    text = Path(__file__).with_name("upkeep.yaml").read_text(encoding="utf-8")
    plain: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return plain


def _running(name: str, known: dict[str, Any]) -> click.Command:
    """Make a command that runs programs with Python.

    Where it takes words, those it does not know itself go to the last of the programs.
    """

    def work(words: tuple[str, ...] = ()) -> None:
        if "needs" in known:
            need(known["needs"])
        for position, each in enumerate(known["run"], start=1):
            run(sys.executable, *each, *(words if position == len(known["run"]) else ()))

    if not known.get("takes_words"):
        return Command(name, callback=work, help=known["help"])
    words = click.Argument(["words"], nargs=-1, metavar="[参数...]", type=click.UNPROCESSED)
    return Command(name, callback=work, params=[words], help=known["help"], context_settings=_WORDS)


@click.group(cls=_Upkeep)
def dev() -> None:
    """维护者用：测试、检查、锁定依赖、打包等。"""


@dev.command("setup", cls=Command)
def setup_command() -> None:
    """按锁定的版本准备运行环境。"""
    _refuse(set_up(say))


@dev.command("licences", cls=Command)
def licences() -> None:
    """列出依赖的版本和许可证，有不允许的即报错。"""
    need("test")
    audit = str(Path(sys.executable).with_name("pip-licenses"))
    runtime = _locked("requirements.txt")
    click.echo("运行所需：")
    run(audit, "--packages", "lawgov", *runtime)
    click.echo("仅测试所需：")
    run(audit, "--packages", *sorted({*_locked("requirements-test.txt")} - {*runtime}))


@dev.command("lock", cls=Command)
@click.option("--upgrade", is_flag=True, help="全部升级。")
def lock(*, upgrade: bool) -> None:
    """按 pyproject.toml 重新锁定依赖，要用uv。"""
    _lock(CHECKOUT, upgrade=upgrade)


@dev.command("wheel", cls=Command)
def wheel() -> None:
    """生成可在别处安装的程序包。"""
    words = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(_DIST), ".")
    run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--quiet", *words)
    for path in sorted(_DIST.glob("*.whl")):
        click.echo(response().made(path))


@dev.command("sbom", cls=Command)
def sbom() -> None:
    """生成软件物料清单（CycloneDX）。"""
    _sbom()


@dev.command("release", cls=Command)
@click.pass_context
def release(context: click.Context) -> None:
    """生成程序包和它的软件物料清单，一并发布。"""
    context.invoke(wheel)
    _sbom()


@dev.command("updates", cls=Command)
def updates() -> None:
    """试用依赖的最新版本：在副本中全部升级并运行全部测试。"""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "lawgov"
        run("git", "clone", "--quiet", ".", str(copy))
        _lock(copy, upgrade=True)
        _tell_versions(copy)
        run(sys.executable, "-m", "venv", str(copy / ".venv"))
        bin_folder = "Scripts" if os.name == "nt" else "bin"
        python = str(copy / ".venv" / bin_folder / "python")
        for words in (("setup",), ("lint",), ("test",), ("licences",)):
            run(python, "-m", "lawgov_lib", "dev", *words, cwd=copy)


@dev.command("clean", cls=Command)
def clean() -> None:
    """删除缓存；运行环境正在使用，如要重来，请自行删除 .venv。"""
    folders = [CHECKOUT / name for name in (*_CACHES, ".ruff_cache")]
    for room in ("lawgov_lib", "tests"):
        folders += (CHECKOUT / room).rglob("__pycache__")
    for folder in folders:
        if folder.is_file():
            folder.unlink()
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path, *, upgrade: bool) -> None:
    env = {name: value for name, value in os.environ.items() if name not in INDEXES}
    env["UV_CUSTOM_COMPILE_COMMAND"] = "make lock"
    options = ["--upgrade"] if upgrade else []
    for name, words in LOCKS.items():
        whole = (*COMPILE, *words, *options, "pyproject.toml", "--output-file", name)
        run(os.environ.get("UV", "uv"), *whole, env=env, cwd=folder)


def _tell_versions(folder: Path) -> None:
    """Tell which packages other locks name than the commit has, each once."""
    words = ("git", "diff", "--unified=0", "--", "requirements*.txt")
    text = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout  # noqa: S603
    changed = {line for line in text.splitlines() if re.match("[+-][A-Za-z0-9]", line)}
    for line in sorted(changed, key=lambda line: (line[1:], line)):
        click.echo(line)


def _sbom() -> None:
    need("test")
    _DIST.mkdir(exist_ok=True)
    project = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    said = _DIST / "sbom.toml"
    versioned = re.sub("(?m)^dynamic = .*$", f'version = "{__version__}"', project)
    said.write_text(versioned, encoding="utf-8")
    out = _DIST / f"lawgov-{__version__}.cdx.json"
    program = str(Path(sys.executable).with_name("cyclonedx-py"))
    words = ("requirements", "requirements.txt", "--pyproject", str(said), "--output-reproducible")
    run(program, *words, "--output-file", str(out), env={**os.environ, "PYTHONWARNINGS": "ignore"})
    said.unlink()
    click.echo(response().made(out))


def _locked(name: str) -> list[str]:
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    return re.findall(r"(?m)^([\w.-]+)(?:\[[^\]]*\])?==", text)
