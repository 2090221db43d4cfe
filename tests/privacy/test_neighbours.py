"""Numbers cut in two by cells, items or lines are found; numbers beside each other are two."""

from __future__ import annotations

import pytest
import yaml

from lawgov_lib.document.tree import Column, Item, Listing, Paragraph, Run, Section, Table, dump
from lawgov_lib.privacy.disclosure import IDENTITY, MOBILE, Watch, mask
from lawgov_lib.privacy.neighbours import Said, across
from lawgov_lib.privacy.readingorder import masked_across, section_rows, seen_across
from lawgov_lib.privacy.travelpapers import PASSPORT
from tests.places import DATA

EXAMPLES = yaml.safe_load((DATA / "disclosures.yaml").read_text(encoding="utf-8"))
WATCH = Watch(mail=("163.com", "qq.com"))


def row(text: str) -> list[Said]:
    """Read a row of examples: cells between broken bars, heads before an arrow."""
    heads, _, cells = text.rpartition("⇒")
    names = [head.strip() for head in heads.split("/")] if heads else []
    texts = [cell.strip().strip("'") for cell in cells.split("¦")]
    return [Said(each, names[at] if at < len(names) else "") for at, each in enumerate(texts)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, text) for kind, texts in EXAMPLES["in_neighbours"].items() for text in texts],
)
def test_what_two_texts_show_together_is_found(kind: str, text: str) -> None:
    """By its form where that proves it, else by what it is called before it or at its head."""
    assert [found.kind for found in across(row(text), WATCH)] == [kind]


@pytest.mark.parametrize("text", EXAMPLES["neighbours"])
def test_numbers_beside_each_other_are_two(text: str) -> None:
    """Codes, case numbers, amounts, years, serial and telephone numbers are no leak."""
    assert across(row(text), WATCH) == ()


def said(text: str) -> tuple[Run, ...]:
    """Return a text as runs."""
    return (Run(text=text),)


def table(*rows: tuple[str, ...], heads: tuple[str, ...]) -> Table:
    """Return a table of texts."""
    return Table(
        columns=tuple(Column(text=head) for head in heads),
        rows=tuple(tuple(map(said, cells)) for cells in rows),
    )


CUT = (
    (
        IDENTITY,
        Listing(items=(Item(runs=said("证号441702")), Item(runs=said("198803150126，已受理")))),
    ),
    (
        IDENTITY,
        Listing(items=(Item(runs=said("441702"), items=(Item(runs=said("198803150126")),)),)),
    ),
    (IDENTITY, table(("甲", "441702", "198803150126"), heads=("当事人", "编号", "续"))),
    (IDENTITY, table(("441702", "甲"), ("198803150126", "乙"), heads=("编号", "当事人"))),
    (IDENTITY, table(("441702\n198803150126", "乙"), heads=("编号", "当事人"))),
    (MOBILE, table(("手机", "138", "12345679"), heads=("项目", "内容", "内容"))),
    (PASSPORT, table(("甲", "E12345678"), heads=("当事人", "护照号码"))),
)


@pytest.mark.parametrize(("kind", "block"), CUT)
def test_lists_and_tables_are_read_along_and_down(kind: str, block: Listing | Table) -> None:
    """Items follow each other and lead to those in them; cells have neighbours on two sides."""
    section = Section(key="a", order=(1,), blocks=(block,))

    kinds = {
        cut.kind for line in section_rows(dump(section), WATCH) for cut in seen_across(line, WATCH)
    }

    assert kinds == {kind}


@pytest.mark.parametrize(("kind", "block"), CUT)
def test_one_mask_stands_for_all_parts(kind: str, block: Listing | Table) -> None:
    """It stands where the first part stood, and nothing is left to be found."""
    tree = dump(Section(key="a", order=(1,), blocks=(block,)))

    masked = masked_across(tree, WATCH)

    assert str(masked).count(mask(kind)) == 1
    assert masked_across(masked, WATCH) is masked
    assert Section.model_validate(masked).blocks


def test_two_paragraphs_are_read_on() -> None:
    """A line of its own is a paragraph."""
    blocks = tuple(Paragraph(runs=said(text)) for text in ("身份证441702", "198803150126。"))
    tree = dump(Section(key="a", order=(1,), blocks=blocks))

    first, second = Section.model_validate(masked_across(tree, WATCH)).blocks

    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert [run.text for run in (*first.runs, *second.runs)] == [f"身份证{mask(IDENTITY)}", "。"]
