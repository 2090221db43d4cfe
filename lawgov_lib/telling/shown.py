"""A section on show in a notebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lawgov_lib.document import markup
from lawgov_lib.document.tree import SECTION_MIME, dump

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Blocks, Section


@dataclass(frozen=True)
class Shown:
    """A section on show: its tree for the exporters, and as it will read for JupyterLab.

    ``preview`` is shown where the section itself has nothing to read. ``kept_in`` keeps the keys of
    what has been shown.
    """

    section: Section
    preview: Blocks = ()
    kept_in: set[str] | None = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        """Name the section, for front ends that show nothing else."""
        return f"<lawgov {self.section.key}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        if self.kept_in is not None:
            self.kept_in.add(self.section.key)
        blocks = self.section.blocks or self.preview
        return {
            SECTION_MIME: dump(self.section),
            "text/html": markup.to_html(blocks),
            "text/markdown": markup.to_markdown(blocks),
            "text/plain": repr(self),
        }


@dataclass(frozen=True)
class Several:
    """Sections on show together, each as an output of its own."""

    shown: tuple[Shown, ...]

    def _ipython_display_(self) -> None:
        from IPython.display import display  # noqa: PLC0415  only a notebook asks for it

        for each in self.shown:
            display(each)  # type: ignore[no-untyped-call]  # IPython has it so
