"""Findings (检查发现): what a check found in a year whose inputs are valid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.quotation import nested
from lawgov_lib.base.severity import mark_of

if TYPE_CHECKING:
    from lawgov_lib.base.errors import Place
    from lawgov_lib.base.severity import Severity


@dataclass(frozen=True)
class Finding:
    """What a check found: a stable code, how much it weighs, what, where, and what to do.

    ``places`` names every place that the finding compares; ``section`` is the key of the section
    concerned, blank where it concerns the whole report, and ``paragraph`` the position of the block
    in that section's own text. ``about`` names what the finding speaks of in a word that stays the
    same from run to run, such as a metric's id: by code and ``about`` an answer finds it.
    ``is_answerable`` says whether an answer closes this very finding; None leaves it to the
    catalogue.
    """

    code: str
    severity: Severity
    message: str
    places: tuple[Place, ...] = ()
    hint: str = ""
    section: str = ""
    paragraph: int | None = None
    about: str = ""
    is_answerable: bool | None = None

    def __post_init__(self) -> None:
        """Keep the quotation marks of quoted words apart from those around them."""
        object.__setattr__(self, "message", nested(self.message))

    @property
    def mark(self) -> str:
        """Eight characters that change whenever what the finding says changes."""
        return mark_of(self.code, self.about, self.message)

    def __str__(self) -> str:
        """Write the finding on one line, places first."""
        where = f"{'、'.join(map(str, self.places))}: " if self.places else ""
        hint = f" 处理办法：{self.hint}" if self.hint else ""
        return f"[{self.code}] {self.severity.value} {where}{self.message}{hint}"
