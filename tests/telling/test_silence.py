"""A heading with nothing under it is silent, whether it is the outline's or the prose's."""

from __future__ import annotations

from lawgov_lib.document.tree import Block, Heading, Paragraph, Run
from lawgov_lib.inputs.outlineentry import Spot
from lawgov_lib.telling.silence import bare_headings, silent_sections

TEXT = Paragraph(runs=(Run(text="正文。"),))
SPOTS = {
    "functions": Spot((1, 1), (), "achievements"),
    "digital": Spot((1, 2), (), "achievements"),
    "leadership": Spot((1, 3), (), "achievements"),
    "responsibility": Spot((1, 3, 1), (), "responsibility", host="leadership"),
}


def heading(text: str, level: int = 3) -> Heading:
    """Return a heading of the prose."""
    return Heading.model_validate({"level": level, "text": text, "anchor": text})


def test_silent_sections() -> None:
    """A bare heading says nothing; a guest speaks for its host and is never silent by itself."""
    told: dict[str, tuple[Block, ...]] = {
        "functions": (heading("甲"),),
        "responsibility": (TEXT,),
    }

    assert silent_sections(SPOTS, told) == ("functions", "digital")
    assert silent_sections(SPOTS, {}) == ("functions", "digital", "leadership")


def test_bare_headings() -> None:
    """A heading with text or a deeper heading under it is not bare; the last may be."""
    blocks = (
        heading("甲"),
        TEXT,
        heading("乙"),
        heading("丙", 2),
        heading("丁"),
        TEXT,
        heading("戊"),
    )

    assert [(at, bare.text) for at, bare in bare_headings(blocks)] == [(2, "乙"), (6, "戊")]
