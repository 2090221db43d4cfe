"""The table of legal bases: only a confirmed article may be cited."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML


class Law(BaseModel):
    """A provision that a metric or a check rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    article: str

    def __str__(self) -> str:
        """Cite the provision: 《中华人民共和国行政许可法》第四十二条."""
        return f"《{self.title}》{self.article}"


@cache
def load_laws() -> dict[str, Law]:
    """Return the confirmed provisions by id."""
    text = (files("lawgov_lib") / "laws.yaml").read_text(encoding="utf-8")
    return {key: Law.model_validate(entry) for key, entry in YAML(typ="safe").load(text).items()}
