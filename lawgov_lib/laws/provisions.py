"""The table of legal bases: only a confirmed article may be cited."""

from __future__ import annotations

from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict

from lawgov_lib.base.datafile import load_data


class Law(BaseModel):
    """A provision that may be cited.

    ``since`` is the day from which the law is in force in the numbering of the article cited,
    ``about`` what the article says, in few words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    article: str
    since: date
    about: str

    def binds(self, year: int) -> bool:
        """Tell whether the provision was in force on 31 December of a year."""
        return self.since <= date(year, 12, 31)

    def __str__(self) -> str:
        """Cite the provision: 《中华人民共和国行政许可法》第四十二条."""
        return f"《{self.title}》{self.article}"


@cache
def load_laws() -> dict[str, Law]:
    """Return the confirmed provisions by id."""
    return {
        key: Law.model_validate(entry) for key, entry in load_data("laws/provisions.yaml").items()
    }
