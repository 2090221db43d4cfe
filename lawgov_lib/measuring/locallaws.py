"""The table of laws with an agency's own rules beside the national ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.inputs.rows.localrules import UNCHECKED
from lawgov_lib.laws.lawtable import shipped
from lawgov_lib.laws.lawversions import LawTable, Version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.inputs.localrulefile import LocalRule


def with_local(rules: Sequence[LocalRule]) -> LawTable:
    """Return the laws of the nation and the rules of an agency in one table."""
    return shipped().joined(map(_version, rules)) if rules else shipped()


def _version(rule: LocalRule) -> Version:
    row = rule.row
    return Version(
        row.title,
        row.kind,
        row.number or "",
        row.issued,
        row.since,
        row.until,
        row.by or "",
        "u" if row.mark == UNCHECKED else "v",
        row.source or "",
    )
