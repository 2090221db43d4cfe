"""The catalogue of the checks: what each does, its basis, and how its findings are answered."""

from __future__ import annotations

import difflib
from functools import cache

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.errors import ParameterError
from lawgov_lib.base.severity import Severity


class Entry(BaseModel):
    """What people should know of one check, and ``by`` which functions it is made.

    What is found of answers has no function here: it is told once all others have been made.
    ``registers`` names those of them that need a year's registers; the others read the text alone.
    ``severity`` names all that the findings may weigh; ``answerable`` says whether an answer closes
    an error of this check. Warnings and hints can always be answered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    title: str
    severity: tuple[Severity, ...]
    does: str
    basis: str
    answer: str
    answerable: bool

    @property
    def of_text(self) -> tuple[str, ...]:
        """The functions that need the text alone."""
        return tuple(name for name in self.by if name not in self.registers)

    @property
    def weight(self) -> str:
        """Say what its findings weigh: 错误, 错误或警告, 错误、警告或提示."""
        *others, last = self.severity
        return f"{'、'.join(others)}或{last}" if others else last


@cache
def load_catalogue() -> dict[str, Entry]:
    """Return the entries by check code, in the order of the codes."""
    entries = load_data("checks/catalogue.yaml")
    return {code: Entry.model_validate(entries[code]) for code in sorted(entries)}


def known_code(code: str) -> str:
    """Return the code of a check as the catalogue writes it.

    Raises:
        ParameterError: There is no check of that code.
    """
    catalogue = load_catalogue()
    letter, number = code[:1].upper(), code[1:].zfill(2)
    if (known := letter + number) in catalogue:
        return known
    near = difflib.get_close_matches(code.upper(), catalogue, n=1, cutoff=0)
    hint = f"代码最接近的是{near[0]}；全部代码见lawgov explain。"
    if letter == "E":
        hint = "E开头的是错误的代码，所附的处理办法说明怎样改正；检查的代码见lawgov explain。"
    raise ParameterError.of("E318", f"没有检查“{code}”", hint=hint)
