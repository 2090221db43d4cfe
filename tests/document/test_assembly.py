"""Sections are put in outline order, with what was added after each, and no anchor twice."""

from __future__ import annotations

from datetime import date

from lawgov_lib.document.assembly import PLACEHOLDER, Group, joined
from lawgov_lib.document.tree import DRAFT, Block, Heading, Meta, Paragraph, Run, Section

META = Meta(
    title="2020年法治政府建设年度报告",
    agency="云川市示例局",
    year=2020,
    signed_on=date(2021, 1, 20),
    outline=("opening", "functions"),
)


def heading(text: str, anchor: str) -> Heading:
    """Return a heading of the first level."""
    return Heading(level=1, text=text, anchor=anchor)


def said(text: str) -> Paragraph:
    """Return a paragraph."""
    return Paragraph(runs=(Run(text=text),))


def group(key: str, order: int, *blocks: Block, added: tuple[Block, ...] = ()) -> Group:
    """Return a section, the opening with the meta data, and what was added after it."""
    meta = META if key == "opening" else None
    made = Group(Section(key=key, order=(order,), blocks=blocks, meta=meta))
    for block in added:
        made.add((block,), "own-cell-9", "第9个单元格")
    return made


def test_sections_stand_in_outline_order() -> None:
    """Whatever order they come in; what was added stays with its section."""
    functions = group("functions", 1, said("职能"), added=(said("补充"),))

    before = Section(key="own-cell-1", order=(0,), blocks=(said("前言"),), label="第1个单元格")

    document = joined([functions, group("opening", 0, said("开头"))], DRAFT, [before])

    assert document.meta is META
    assert document.blocks == tuple(map(said, ("开头", "前言", "职能", "补充")))
    assert [each.label for each in document.sections] == ["", "第1个单元格", "", "第9个单元格"]


def test_a_cell_is_one_section() -> None:
    """However many outputs it has."""
    functions = group("functions", 1, added=(said("甲"), said("乙")))

    (added,) = functions.added

    assert added.blocks == (said("甲"), said("乙"))


def test_the_report_keeps_its_anchors() -> None:
    """An added heading that has taken the name of a section gives it up, even if it came first."""
    opening = group("opening", 0, added=(heading("自拟", "functions"),))

    document = joined([opening, group("functions", 1, heading("职能", "functions"))], DRAFT)

    assert document.blocks == (heading("自拟", "functions-2"), heading("职能", "functions"))


def test_what_is_added_fills_the_place_kept_for_it() -> None:
    """A heading says that nothing stands under it until an analyst's cell says something there."""
    kept = heading("职能", "functions"), PLACEHOLDER
    filled = group("functions", 1, *kept, added=(said("补充"),))

    empty = joined([group("opening", 0), group("functions", 1, *kept)], DRAFT)
    full = joined([group("opening", 0), filled], DRAFT)

    assert empty.blocks == kept
    assert full.blocks == (kept[0], said("补充"))
