"""The catalogue names every check that is written, and nothing that is not."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

from lawgov_lib import checks
from lawgov_lib.checks.catalogue import load_catalogue


def test_every_check_that_is_written_is_made_once() -> None:
    """And the catalogue tells those that need a year's registers from those that read a text."""
    written = {
        looks_at: sorted(
            f"{module.name}.{name}"
            for module in pkgutil.iter_modules(checks.__path__)
            for name, function in vars(import_module(f"{checks.__name__}.{module.name}")).items()
            if inspect.isfunction(function)
            and function.__module__ == f"{checks.__name__}.{module.name}"
            and not name.startswith("_")
            and function.__annotations__ == {"subject": looks_at, "return": "Iterator[Finding]"}
        )
        for looks_at in ("Subject", "Written")
    }
    entries = load_catalogue().values()
    needing = {name for entry in entries for name in entry.registers}
    reading = {name for entry in entries for name in entry.by} - needing

    assert written == {"Subject": sorted(needing), "Written": sorted(reading)}
    assert len(checks.CHECKS) == len(needing) + len(reading)
    assert len(checks.TEXT_CHECKS) == len(reading)


def test_every_code_of_a_check_has_its_function() -> None:
    """Only what is found of answers is told elsewhere."""
    without = {code for code, entry in load_catalogue().items() if not entry.by}

    assert without == {"A01", "A02", "A03"}
