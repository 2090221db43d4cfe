"""A section on show in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lawgov_lib.document import markup
from lawgov_lib.document.tree import SECTION_MIME, dump

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Blocks, Section


@dataclass(frozen=True)
class Shown:
    """A section on show: its tree for the exporters, and as it will read for JupyterLab.

    ``preview`` is shown where the section itself has nothing to read.
    """

    section: Section
    preview: Blocks = ()

    def __repr__(self) -> str:
        """Name the section, for front ends that show nothing else."""
        return f"<lawgov {self.section.key}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        blocks = self.section.blocks or self.preview
        return {
            SECTION_MIME: dump(self.section),
            "text/html": markup.to_html(blocks),
            "text/markdown": markup.to_markdown(blocks),
            "text/plain": repr(self),
        }
