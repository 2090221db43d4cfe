"""Documents that are hard to set: blocks higher than a page, words wider than their column."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.document.tree import (
    Annex,
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Meta,
    Paragraph,
    Run,
    Section,
    Table,
    Title,
    Verbatim,
)

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs

AGENCY = "示例市科学技术局"
LINK = "https://example.gov.cn/" + "abcdefghij0123456789" * 14
BRANCHES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def said(text: str) -> Runs:
    """Make a single run."""
    return (Run(text=text),)


def long(length: int, seed: int = 0) -> str:
    """Write a text of that many characters, no two clauses of it alike."""
    clauses = (
        f"第{n}项{BRANCHES[(n * 7 + seed) % len(BRANCHES)]}已落实，" for n in range(1, length)
    )
    text = ""
    while len(text) < length:
        text += next(clauses)
    return text[:length]


def dense(length: int) -> str:
    """Write a text of that many characters in which most stretches hold together."""
    clauses = (f"办结（{n}年）{n % 9973:,}件，增长{n % 97}.{n % 89:02}%；" for n in range(length))
    text = ""
    while len(text) < length:
        text += next(clauses)
    return text[:length]


def table(
    columns: int, *rows: tuple[str, ...], heads: tuple[str, ...] = (), caption: str = ""
) -> Table:
    """Make a table; heads and cells that are not said are short ones."""
    heads += tuple(f"列{n}" for n in range(len(heads), columns))
    cells = tuple((*row, *("短",) * (columns - len(row))) for row in rows)
    return Table(
        caption=caption,
        columns=tuple(Column(text=head) for head in heads),
        rows=tuple(tuple(map(said, row)) for row in cells),
    )


def document(*blocks: Block) -> Document:
    """Make a document of these blocks, between two paragraphs."""
    meta = Meta(
        title=f"{AGENCY}2020年度法治政府建设年度报告",
        agency=AGENCY,
        year=2020,
        signed_on=date(2020, 12, 1),
        outline=("opening",),
    )
    around = Paragraph(runs=said("前后各有一段。"))
    section = Section(key="opening", order=(0,), blocks=(around, *blocks, around), meta=meta)
    return Document(meta=meta, sections=(section,))


HARD: dict[str, tuple[Block, ...]] = {
    **{f"一格一万字，{n}列": (table(n, ("短", long(10_000))),) for n in (2, 3, 5, 8, 14)},
    **{f"两格各三千字，{n}列": (table(n, (long(3_000), long(3_000, 3))),) for n in (2, 8, 14)},
    **{f"长网址，{n}列": (table(n, *[("短",) * (n - 1) + (LINK,)] * 2),) for n in (3, 8, 14)},
    "括号和引号，14列": (table(14, ("（2024）》，……——“甲”1,234,567.89%",) * 14),),
    "三百行": (table(5, *[tuple(f"{y}行{x}列" for x in range(5)) for y in range(300)]),),
    "表头一千五百字": (table(4, ("一",), heads=(long(1_500),)),),
    "表头六千字": (table(4, ("一",), heads=(long(6_000),)),),
    "表题两千字": (table(3, ("一",), caption=long(2_000)),),
    "表注六千字": (table(3, ("一",)), Paragraph(runs=said(long(6_000)), role="note")),
    "注六千字": (Paragraph(runs=said(long(6_000)), role="note"),),
    "标题两千字": (Title(lines=(long(2_000),)),),
    "各级标题两千字": tuple(
        Heading(level=level, number="1.", text=long(2_000, level), anchor=f"h{level}")
        for level in (1, 2, 3)
    ),
    "附件标题两千字": (Annex(label="附件1", title=long(2_000), anchor="annex-1"),),
    "代码二百行": (Verbatim(text="\n".join(f"行{n} value={n}" for n in range(200))),),
    "代码一行三千字": (Verbatim(text="x" * 3_000 + "\n" + "字" * 500 + "\n    缩进"),),
    "列表": (
        Listing(items=(said(long(5_000)), said(LINK))),
        Listing(ordered=True, items=tuple(said(f"第{n}条") for n in range(120))),
    ),
    "一段一万二千字，多数字": (Paragraph(runs=said(dense(12_000))),),
    "一段和一格各一千二百对书名号": (
        Paragraph(runs=said("《甲》“乙”，" * 1_200)),
        table(2, ("短", "《甲》“乙”，" * 1_200)),
    ),
    "没有断点的字": tuple(
        Paragraph(runs=said(mark * 300)) for mark in ("）", "（", "”", "、", "—", "…", "1", "x")
    ),
}
