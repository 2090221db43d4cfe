"""Help in two languages: by option, by variable, by locale; the English one is whole."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from lawgov_lib.base.language import language
from lawgov_lib.base.severity import Severity
from lawgov_lib.cli import cli, helptext
from lawgov_lib.rollup.trust import Trusted
from lawgov_lib.sisters.sisterpublication import KINDS
from tests.cli.test_response import ALL

GROUPS = {name: each for name, each in cli.commands.items() if isinstance(each, click.Group)}


def texts() -> set[str]:
    """Return every text of help that stands beside a command, its names for values among them."""
    told = {"[选项]", "命令 [参数]", "显示本说明。"}
    for command in (cli, *GROUPS.values(), *ALL.values()):
        told |= {command.help or ""}
        for parameter in command.params:
            told |= {getattr(parameter, "help", None) or "", parameter.metavar or ""}
    return {text for text in told if re.search("[^\x00-\x7f]", text)}


def test_english_help_is_complete() -> None:
    """Each text has its English, and none is kept that no command has."""
    english = helptext.english()

    assert set(english) == texts()


TYPED = {
    *(severity.value for severity in Severity),
    *KINDS,
    *(field.alias for field in Trusted.model_fields.values()),
    *("主题在前", "审核"),
}
"""What is Chinese in English help, too: words that are typed or stand in a file as they are."""


@pytest.mark.parametrize("name", ["", *GROUPS, *ALL])
def test_help_in_english_has_no_chinese(name: str) -> None:
    """Usage, headings, commands and options are English but for words that must be typed."""
    shown = CliRunner().invoke(
        cli, ["--lang", "en", *name.split(), "--help"], prog_name="lawgov", catch_exceptions=False
    )

    assert shown.output.startswith("Usage: lawgov")
    assert "Show this message and exit." in shown.output
    assert set(re.findall("[\u2e80-\u9fff\uff00-\uffef]+", shown.output)) <= TYPED


SURROUNDINGS = [
    ({}, "zh"),
    ({"LANG": "C.UTF-8"}, "zh"),
    ({"LANG": "en_US.UTF-8"}, "en"),
    ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.GB18030"}, "zh"),
    ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
    ({"LANG": "en_US.UTF-8", "LAWGOV_LANG": "zh"}, "zh"),
    ({"LC_ALL": "zh_CN.UTF-8", "LAWGOV_LANG": "en"}, "en"),
    ({"LANG": "de_DE.UTF-8"}, "zh"),
    ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_GB:zh"}, "en"),
    ({"LC_ALL": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
    ({"LANG": "en_US.UTF-8", "LANGUAGE": ""}, "en"),
    ({"LC_ALL": "C", "LANGUAGE": "en"}, "zh"),
    ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "zh", "LAWGOV_LANG": "en"}, "en"),
]


@pytest.mark.parametrize(("surroundings", "spoken"), SURROUNDINGS)
def test_language_goes_by_the_surroundings(
    surroundings: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chinese, unless the strongest word is for English."""
    for name in ("LAWGOV_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)

    assert language() == spoken


def test_page_made_beforehand_is_in_the_language() -> None:
    """The quick way to help chooses as the slow one does."""
    done = subprocess.run(
        [sys.executable, "-m", "lawgov_lib", "--help"],
        env=os.environ | {"LAWGOV_LANG": "en", "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout.startswith("Usage: lawgov [OPTIONS] COMMAND [ARGS]...")
