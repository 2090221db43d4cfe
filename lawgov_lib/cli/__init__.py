"""The command line: parse, call one function, print.

A command loads its machinery when it is called: help and version need none of it.
"""

from __future__ import annotations

import atexit
import gc
import sys
from typing import NoReturn

import click

from lawgov_lib import __version__
from lawgov_lib.base.characters import visible
from lawgov_lib.base.commandline import refuse_lost_clock, refuse_vanished
from lawgov_lib.base.errors import LawgovError
from lawgov_lib.base.interruption import INTERRUPTED, STOPPED, TERMINATED, listen
from lawgov_lib.cli import (
    approval_commands,
    audit_command,
    helptext,
    import_command,
    key_commands,
    laws_command,
    merge_command,
    preview_command,
    report_commands,
    trial_commands,
    upkeep_commands,
    year_commands,
)
from lawgov_lib.cli.colours import colourful
from lawgov_lib.cli.command import Program, language_option
from lawgov_lib.cli.response import response

COMMANDS = (
    year_commands.init,
    year_commands.new,
    import_command.import_year,
    year_commands.catalogue,
    year_commands.workbook,
    year_commands.check,
    year_commands.explain,
    laws_command.laws,
    report_commands.report,
    preview_command.preview,
    report_commands.all_years,
    report_commands.batch,
    approval_commands.sign,
    approval_commands.status,
    approval_commands.verify,
    approval_commands.final,
    key_commands.key,
    year_commands.diff,
    report_commands.rollup,
    report_commands.sister,
    audit_command.audit,
    merge_command.merge,
    trial_commands.demo,
    trial_commands.lab,
    trial_commands.scheduler,
    trial_commands.worker,
    upkeep_commands.dev,
)
"""The commands, in the order in which they are used and help lists them."""


@click.group(cls=Program, context_settings=helptext.SETTINGS, commands=COMMANDS)
@language_option
@click.version_option(
    __version__,
    "-V",
    "--version",
    cls=helptext.Option,
    message="lawgov %(version)s",
    help="显示版本。",
)
def cli() -> None:
    """法治政府建设年度报告：由年度资料生成报告。"""
    refuse_vanished()
    refuse_lost_clock()


def main() -> None:
    """Run the command; every failure is a message and a documented exit code."""
    listen()
    atexit.register(gc.freeze)  # so that at the end nobody looks through what goes anyway
    with colourful():
        _run()


def _run() -> NoReturn:
    try:
        sys.exit(cli(prog_name="lawgov", standalone_mode=False))
    except LawgovError as error:
        click.echo("\n".join(filter(None, (str(error), response().place_of(error)))), err=True)
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(0)
    except click.ClickException as error:
        click.echo(visible(helptext.told(error)), err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo(STOPPED, err=True)
        sys.exit(INTERRUPTED)
    except SystemExit as stop:
        if stop.code == TERMINATED and not response().as_json:
            click.echo(STOPPED, err=True)
        raise
