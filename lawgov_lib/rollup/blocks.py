"""The blocks that a roll-up is told in: paragraphs, notes, tables by their headings, charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lawgov_lib.document.tree import Column, Paragraph, Run, Table
from lawgov_lib.rollup.choices import settings
from lawgov_lib.telling.charts import Bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from lawgov_lib.document.tree import Figure

BARS = 8
"""How many bars a chart has at most."""
_ALIGNED: dict[str, Literal["center", "right"]] = {
    "序号": "center",
    "报数情况": "center",
    "分子/分母": "center",
    "可比": "center",
    "检查": "center",
    "机关数": "center",
    "发现条数": "center",
    "未提供的机关数": "center",
    "未提供的指标数": "center",
    "合计": "right",
    "中位数": "right",
    "最小至最大": "right",
    "参考区间": "right",
    "数值": "right",
}
"""How a column stands by its heading, in whichever table; what is not here stands left."""


def columns(shares: Mapping[str, float]) -> tuple[Column, ...]:
    """Return a table's columns.

    Args:
        shares: Each heading's share of the width.
    """
    return tuple(
        Column(text=heading, align=_ALIGNED.get(heading, "left"), share=share)
        for heading, share in shares.items()
    )


def paragraph(text: str) -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph(runs=(Run(text=text),))


def note(text: str) -> Paragraph:
    """Return a note below a table."""
    return Paragraph(runs=(Run(text=text),), role="note")


def table(
    shares: Mapping[str, float], rows: Iterable[tuple[str, ...]], noted: str = ""
) -> tuple[Table | Paragraph, ...]:
    """Return a table of plain text with its note; without rows there is none.

    Args:
        shares: Each heading's share of the width.
        rows: The cells, row by row.
        noted: The text of the note.
    """
    cells = tuple(tuple((Run(text=text),) for text in row) for row in rows)
    if not cells:
        return ()
    made = Table(columns=columns(shares), rows=cells)
    return (made, note(noted)) if noted else (made,)


def more(count: int) -> str:
    """Say that a table leaves out rows, if it does."""
    most = settings().rows_shown
    return f"共{count}行，本表列出前{most}行，其余见汇总工作簿。" if count > most else ""


def chart(pairs: Sequence[tuple[str, Decimal]], unit: str, caption: str) -> tuple[Figure, ...]:
    """Return a chart of names and values, if there is anything to compare."""
    if len(pairs) < 2:  # noqa: PLR2004  one bar compares nothing
        return ()
    labels, values = zip(*pairs, strict=True)
    return (Bars(labels, values, unit, caption).figure(),)
