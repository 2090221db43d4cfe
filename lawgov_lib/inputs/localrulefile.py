"""``params/laws.csv``: the local rules of an agency, which serve every year of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.layout import LAWS_FILE
from lawgov_lib.base.wording import day
from lawgov_lib.inputs.csvfile import csv_blocks
from lawgov_lib.inputs.rows.localrules import LocalRuleRow
from lawgov_lib.inputs.sourcefile import is_there
from lawgov_lib.inputs.table import read_table
from lawgov_lib.inputs.tablehead import title_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lawgov_lib.inputs.understanding import Understood


@dataclass(frozen=True)
class LocalRule:
    """A version of a local rule, and where it stands."""

    row: LocalRuleRow
    file: str
    line: int

    @property
    def place(self) -> Place:
        """The line of the file."""
        return Place(self.file, self.line)

    @property
    def begins(self) -> date:
        """The first day in force, else the day on which it was issued."""
        return self.row.since or self.row.issued or date.min


@dataclass(frozen=True)
class LocalRules:
    """The local rules of an agency, and what is wrong with its file; a faulty file has none."""

    rules: tuple[LocalRule, ...] = ()
    problems: tuple[Problem, ...] = ()
    understood: tuple[Understood, ...] = ()


def read_local_rules(params_dir: Path) -> LocalRules:
    """Read the agency's own rules; most have no such file.

    Args:
        params_dir: The folder of the year folders.
    """
    path, file = params_dir / LAWS_FILE, f"{params_dir.name}/{LAWS_FILE}"
    if not is_there(path):
        return LocalRules()
    words = title_words(frozenset({LocalRuleRow}))
    table = read_table(csv_blocks(path, file, words), file, LocalRuleRow, year=0)
    if table.problems:
        return LocalRules(problems=table.problems)
    rules = tuple(
        LocalRule(LocalRuleRow.model_construct(**cells), file, line)
        for line, cells in table.rows.records()
    )
    problems = tuple(_overlapping(rules))
    return LocalRules(() if problems else rules, problems, (table.understood,))


def _overlapping(rules: tuple[LocalRule, ...]) -> Iterator[Problem]:
    """Name the versions of a title that begin together, or before the one before has ended."""
    ordered = sorted(rules, key=lambda rule: (rule.row.title, rule.begins, rule.line))
    for before, after in pairwise(ordered):
        if before.row.title != after.row.title:
            continue
        until = before.row.until
        if after.begins == before.begins or (until and after.begins < until):
            begun = f"自{day(after.begins)}起的版本与第{before.line}行的版本"
            same = "同日开始" if after.begins == before.begins else "重叠"
            hint = "一个版本一行，核对「公布」「施行」和「终止」；被修订版本代替的，「终止」留空。"
            yield Problem("E870", f"《{after.row.title}》{begun}{same}", after.place, hint)
