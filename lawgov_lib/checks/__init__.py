"""The checks (检查): what a reviewer would object to in a year whose inputs are valid.

A check is a function from the :class:`Subject` to findings. A new one is written in the module of
its matter and named in ``catalogue.yaml``, which also says what people should know of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.checks.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lawgov_lib.checks.finding import Finding

    Check = Callable[[Subject], Iterator[Finding]]

__all__ = ["CHECKS", "Subject", "findings"]


CHECKS: tuple[Check, ...] = tuple(
    getattr(import_module(f"{__name__}.{module}"), function)
    for entry in load_catalogue().values()
    for module, function in (name.split(".") for name in entry.by)
)
"""All checks that the catalogue names, in the order of their codes."""


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Return what all checks find: check by check, within one in report order."""
    return tuple(finding for check in CHECKS for finding in check(subject))
