"""What people do with a report before it is published: sign it, finish it, change something."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.approval.finalization import approvals_of
from lawgov_lib.approval.finalslog import append, read_log
from lawgov_lib.approval.signing import Order, sign
from lawgov_lib.approval.verification import published
from lawgov_lib.inputs.signofffile import Signoff, read_signoff
from lawgov_lib.publishing.manifest import Manifest
from lawgov_lib.publishing.publication import replace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lawgov_lib.approval.signing import Signed
    from lawgov_lib.approval.verification import Published
    from lawgov_lib.base.errors import Problem
    from lawgov_lib.document.tree import Status
    from lawgov_lib.publishing.publication import Made

ROLES = ("起草", "审核", "保密审查", "签发")
SIGNERS = dict(zip(ROLES, ("张某", "李某", "王某", "赵某"), strict=True))
DAY = date(2020, 12, 1)
"""The day that the report of 2020 bears."""
TODAY = date(2021, 2, 1)


def year_folder(root: Path) -> Path:
    """Return the folder of the year's inputs."""
    return root / "params" / "2020"


def draft(root: Path) -> Path:
    """Return the folder of the year's draft."""
    return root / "outputs" / "2020"


def final(root: Path) -> Path:
    """Return the folder of the year's final report."""
    return draft(root) / "final"


def signoff(root: Path) -> Signoff:
    """Read the year's approvals."""
    return read_signoff(year_folder(root), "params/2020")


def sign_as(root: Path, role: str, name: str = "", on: date = DAY) -> Signed:
    """Have one role approve the report, by who holds it unless somebody is named."""
    return sign(root, Order(2020, role, name or SIGNERS[role], on, TODAY))


def sign_all(root: Path) -> None:
    """Have every role approve the report."""
    for role in ROLES:
        sign_as(root, role)


def put_final(root: Path, made: Made) -> None:
    """Have every role approve, and put the final report in place."""
    sign_all(root)
    files = made.final(approvals_of(signoff(root), made.document))
    replace(final(root), files)
    manifest = Manifest.model_validate_json(files["manifest.json"])
    append(root, manifest, files["manifest.json"])


def look(root: Path, status: Status) -> Published:
    """Look at the draft or the final report, as verifying does."""
    return published(root, 2020, status, signoff(root), read_log(root))


def add(path: Path, text: str) -> None:
    """Add a line to a file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(text + "\n")


def change_inputs(root: Path) -> None:
    """Say one thing more in the agency's prose."""
    add(year_folder(root) / "text" / "other.md", "\n另设咨询窗口。")


def told(problems: Iterable[Problem]) -> list[str]:
    """Return code and place of each problem."""
    return [f"{problem.code} {problem.place}" for problem in problems]
