"""The checks (检查): what a reviewer would object to in a year whose inputs are valid.

A check is a function from the :class:`Subject` to findings. A new one is written in the module of
its matter and named in ``catalogue.yaml``, which also says what people should know of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.checks.subject import Subject, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lawgov_lib.checks.finding import Finding

    Check = Callable[[Subject], Iterator[Finding]]
    TextCheck = Callable[[Written], Iterator[Finding]]

__all__ = ["CHECKS", "TEXT_CHECKS", "Subject", "Written", "findings", "text_findings"]


def _function(name: str) -> Callable[..., Iterator[Finding]]:
    module, _, function = name.partition(".")
    made: Callable[..., Iterator[Finding]] = getattr(
        import_module(f"{__name__}.{module}"), function
    )
    return made


CHECKS: tuple[Check, ...] = tuple(
    _function(name) for entry in load_catalogue().values() for name in entry.by
)
"""All checks that the catalogue names, in the order of their codes."""

TEXT_CHECKS: tuple[TextCheck, ...] = tuple(
    _function(name)
    for entry in load_catalogue().values()
    for name in entry.by
    if name not in entry.registers
)
"""The checks that a text alone can answer."""


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Return what all checks find: check by check, within one in report order."""
    return tuple(finding for check in CHECKS for finding in check(subject))


def text_findings(written: Written) -> tuple[Finding, ...]:
    """Return what the checks find that need no register, in the same order."""
    return tuple(finding for check in TEXT_CHECKS for finding in check(written))
