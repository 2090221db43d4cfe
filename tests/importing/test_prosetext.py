"""Prose is written so that it reads as what it was made from, whatever marks it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawgov_lib.document import markdown
from lawgov_lib.document.tree import Column, Heading, Paragraph, Run, Table, plain
from lawgov_lib.importing.prosetext import written

MARKS = r"\`*_{}[]()<>#+-.!|~=$^:%&\"'＃｜｛｝"
LINES = st.text(alphabet=st.sampled_from(f"{MARKS}法治政府12 ab，。（）"), min_size=1).map(
    str.strip
)
RUNS = st.lists(st.builds(Run, text=LINES, strong=st.booleans()), min_size=1, max_size=4)


def seen(text: str) -> str:
    """Return a text without white space, which may close up between Chinese."""
    return "".join(text.split())


@given(runs=RUNS)
def test_any_paragraph_reads_as_it_is_meant(runs: list[Run]) -> None:
    """Whatever is typed comes back, mark for mark, as one paragraph."""
    said = seen(plain(tuple(runs)))

    blocks = markdown.parse(written([Paragraph(runs=tuple(runs))], {}), resolve=lambda *_: ())

    paragraphs = [plain(block.runs) for block in blocks if isinstance(block, Paragraph)]
    assert [seen(each) for each in paragraphs] == ([said] if said else [])


@given(cells=st.lists(LINES, min_size=4, max_size=4))
def test_any_cell_reads_as_it_is_meant(cells: list[str]) -> None:
    """A table comes back cell by cell, or its rows do as paragraphs."""
    first, second, *body = cells
    table = Table(
        columns=(Column(text=f"甲{first}"), Column(text=f"乙{second}")),
        rows=(tuple((Run(text=f"丙{cell}"),) for cell in body),),
    )

    (block,) = markdown.parse(written([table], {}), resolve=lambda *_: ())

    assert isinstance(block, Table)
    assert [seen(column.text) for column in block.columns] == [
        seen(f"甲{first}"),
        seen(f"乙{second}"),
    ]
    assert [seen(plain(cell)) for cell in block.rows[0]] == [seen(f"丙{cell}") for cell in body]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("1. 加强学习", "1\\. 加强学习"),
        ("1.加强学习", "1.加强学习"),
        ("- 加强学习", "\\- 加强学习"),
        ("占比95%，〔2019〕3号", "占比95%，〔2019〕3号"),
        ("＃号", "&#65283;号"),
    ],
)
def test_only_what_would_be_a_mark_is_escaped(text: str, source: str) -> None:
    """Prose stays as readable as it was."""
    assert written([Paragraph(runs=(Run(text=text),))], {}) == f"{source}\n"


def test_references_stand_where_they_are_put() -> None:
    """A reference takes the place of its words, in bold too; in a table its bar is escaped."""
    runs = (Run(text="检查", strong=True), Run(text="78次", strong=True), Run(text="。"))
    table = Table(columns=(Column(text="数"),), rows=(((Run(text="78"),),),))

    text = written(
        [Heading(level=3, text="1.检查", anchor="h"), Paragraph(runs=runs), table],
        {1: [(2, 5, "insp")], 2: [(0, 0, "insp | 数值")]},
    )

    assert text.split("\n\n")[:2] == ["### 1.检查", "**检查{{ insp }}**。"]
    assert "| {{ insp \\| 数值 }} |" in text
