"""The catalogue of the checks: what each does, its basis, and how its findings are answered."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data


class Entry(BaseModel):
    """What people should know of one check, and ``by`` which functions it is made.

    What is found of answers has no function here: it is told once all others have been made.
    ``answerable`` says whether an answer closes an error of this check; warnings and hints can
    always be answered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: tuple[str, ...] = ()
    title: str
    severity: str
    does: str
    basis: str
    answer: str
    answerable: bool


@cache
def load_catalogue() -> dict[str, Entry]:
    """Return the entries by check code, in the order of the codes."""
    entries = load_data("checks/catalogue.yaml")
    return {code: Entry.model_validate(entries[code]) for code in sorted(entries)}
