"""Show a comparison of two years: as text for a terminal, or as a document for the exporters."""

from __future__ import annotations

import difflib
import re
from datetime import date
from typing import TYPE_CHECKING

from tabulate import tabulate

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.document.tree import (
    Column,
    Document,
    Heading,
    Meta,
    Paragraph,
    Run,
    Section,
    Table,
    Title,
)
from lawgov_lib.telling.titlelines import title_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lawgov_lib.document.tree import Block, Blocks, Runs
    from lawgov_lib.report.comparison import Comparison, Rewritten

    Part = Callable[[Comparison], Iterator[str]]

_KEY = "changes"
_NAME_WIDTH = 34
_PIECE = compiled(r"\d+(?:\.\d+)?|.", re.DOTALL)
_NOTHING = "没有变化"
_TITLES = ("指标", "台账", "标题", "正文")


def to_text(comparison: Comparison) -> str:
    """Write the comparison for a terminal."""
    parts: tuple[Part, ...] = (_quantities, _entries, _headings, _texts)
    lines = [f"{comparison.agency}{_title(comparison)}"]
    for title, told in zip(_TITLES, parts, strict=True):
        body = list(told(comparison)) or [f"  {_NOTHING}"]
        lines += ["", title, *body]
    return "\n".join(lines)


def _title(comparison: Comparison) -> str:
    return f"{comparison.old_year}年度与{comparison.new_year}年度报告对照"


def _quantities(comparison: Comparison) -> Iterator[str]:
    rows = [
        (wrapped(each.name, width=_NAME_WIDTH), each.old, each.new, each.change)
        for each in comparison.quantities
    ]
    if rows:
        headers = _quantity_headers(comparison)
        align = ("left", "right", "right", "left")
        table = tabulate(rows, headers, "simple", disable_numparse=True, colalign=align)
        yield from (f"  {line}".rstrip() for line in table.splitlines())


def _quantity_headers(comparison: Comparison) -> tuple[str, ...]:
    return "指标", f"{comparison.old_year}年", f"{comparison.new_year}年", "变化"


def _entries(comparison: Comparison) -> Iterator[str]:
    for book in comparison.entries:
        yield f"  {book.label}"
        yield from _marked("新增", book.added)
        yield from _marked("取消", book.dropped)
    for each in comparison.lengths:
        change = "与上年相同" if each.old == each.new else f"改为{each.new}行"
        yield f"  {each.label}：{each.old}行，{change}"


def _headings(comparison: Comparison) -> Iterator[str]:
    for each in comparison.headings:
        if not each.old:
            yield from _marked("新增", [each.new], "  ")
        elif not each.new:
            yield from _marked("取消", [each.old], "  ")
        else:
            yield from _marked("原为", [each.old], "  ")
            yield from _marked("改为", [each.new], "  ")


def _texts(comparison: Comparison) -> Iterator[str]:
    for text in comparison.texts:
        yield wrapped(text.heading, "  ")
        for old, new in text.changed:
            yield from _marked("原为", [old])
            yield from _marked("改为", [new])
        yield from _marked("新增", text.added)
        yield from _marked("删去", text.dropped)


def _marked(mark: str, sentences: Iterable[str], indent: str = "    ") -> Iterator[str]:
    for sentence in sentences:
        yield wrapped(sentence, f"{indent}{mark}  ", " " * (len(indent) + 6))


def to_document(comparison: Comparison) -> Document:
    """Build the comparison as a document, which the exporters render like the report itself."""
    title = _title(comparison)
    meta = Meta(
        title=comparison.agency + title,
        agency=comparison.agency,
        year=comparison.new_year,
        signed_on=date(comparison.new_year, 12, 31),
        outline=(_KEY,),
        fictional=comparison.fictional,
    )
    bodies = (
        _quantity_blocks(comparison),
        _entry_blocks(comparison),
        _heading_blocks(comparison),
        _text_blocks(comparison),
    )
    blocks: list[Block] = [Title(lines=title_lines((comparison.agency,), title))]
    for position, (name, body) in enumerate(zip(_TITLES, bodies, strict=True), start=1):
        blocks.append(Heading(level=1, text=name, anchor=f"part-{position}"))
        blocks += list(body) or [Paragraph(runs=(Run(text=f"{_NOTHING}。"),))]
    section = Section(key=_KEY, order=(0,), blocks=tuple(blocks), meta=meta)
    return Document(meta=meta, sections=(section,))


def _quantity_blocks(comparison: Comparison) -> Blocks:
    name, old, new, change = _quantity_headers(comparison)
    columns = (
        Column(text=name, share=2.6),
        Column(text=old, align="right", share=1.2),
        Column(text=new, align="right", share=1.2),
        Column(text=change, share=1.8),
    )
    rows = tuple(
        (_said(each.name), _said(each.old), _said(each.new), _said(each.change))
        for each in comparison.quantities
    )
    return (Table(columns=columns, rows=rows),) if rows else ()


def _entry_blocks(comparison: Comparison) -> Blocks:
    rows = tuple(
        (_said(book.label), _said(mark), _said(entry))
        for book in comparison.entries
        for mark, entries in (("新增", book.added), ("取消", book.dropped))
        for entry in entries
    )
    rows += tuple(
        (_said(each.label), _said("行数"), _said(f"{each.old}行→{each.new}行"))
        for each in comparison.lengths
    )
    columns = (
        Column(text="台账", share=1),
        Column(text="变化", share=0.6),
        Column(text="内容", share=4),
    )
    return (Table(columns=columns, rows=rows),) if rows else ()


def _heading_blocks(comparison: Comparison) -> Blocks:
    rows = tuple((_said(each.old or "—"), _said(each.new or "—")) for each in comparison.headings)
    return (Table(columns=_both(comparison), rows=rows),) if rows else ()


def _text_blocks(comparison: Comparison) -> Iterator[Block]:
    for position, text in enumerate(comparison.texts, start=1):
        yield Heading(level=2, text=text.heading, anchor=f"text-{position}")
        yield Table(columns=_both(comparison), rows=tuple(_text_rows(text)))


def _text_rows(text: Rewritten) -> Iterator[tuple[Runs, ...]]:
    for old, new in text.changed:
        yield paired(old, new)
    for sentence in text.dropped:
        yield _said(sentence), _said("—")
    for sentence in text.added:
        yield _said("—"), _said(sentence)


def _both(comparison: Comparison) -> tuple[Column, ...]:
    return Column(text=f"{comparison.old_year}年"), Column(text=f"{comparison.new_year}年")


def paired(old: str, new: str) -> tuple[Runs, Runs]:
    """Put two sentences side by side, the differing stretches in bold; a number stays whole."""
    before, now = _PIECE.findall(old), _PIECE.findall(new)
    sides: tuple[list[Run], list[Run]] = ([], [])
    for kind, a, b, c, d in difflib.SequenceMatcher(
        None, before, now, autojunk=False
    ).get_opcodes():
        for side, pieces in zip(sides, (before[a:b], now[c:d]), strict=True):
            if pieces:
                side.append(Run(text="".join(pieces), strong=kind != "equal"))
    return tuple(sides[0]), tuple(sides[1])


def _said(text: str) -> Runs:
    return (Run(text=text),)
