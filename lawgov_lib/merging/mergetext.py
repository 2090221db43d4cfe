"""Show what becomes of the corrections of a Word file: in a terminal, or side by side as a page."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import facts
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.base.wording import heading_number
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
from lawgov_lib.report.comparisontext import paired

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lawgov_lib.base.errors import Place, Problem
    from lawgov_lib.document.tree import Block, Runs
    from lawgov_lib.merging.mergeplan import Change, Plan

    Part = Callable[[Plan], Iterator[str]]

_KEY = "corrections"
_NOTHING = "没有"
_TITLES = (
    "并回正文的改动",
    "须由人核对的改动",
    "找不到位置的改动",
    "不并回的样式",
    "修订记录",
    "批注",
)
_OTHER_BASE = "资料在这份Word文件生成之后有过改动，按文字的相似对应各段，请逐处核对。"
_RESTORED = "上次并回中途停止，已恢复原状。"
_NO_AUTHOR, _NO_DAY = "未署名", "未注明日期"


def to_text(plan: Plan) -> str:
    """Write what becomes of the corrections for a terminal."""
    parts: tuple[Part, ...] = (_changes, _asks, _unplaced, _looks, _tracked, _comments)
    lines = [_title(plan)]
    for is_told, remark in ((plan.is_restored, _RESTORED), (not plan.is_same, _OTHER_BASE)):
        lines += ["", wrapped(remark)] if is_told else []
    for position, (title, told) in enumerate(zip(_TITLES, parts, strict=True), start=1):
        body = list(told(plan)) or [f"  {_NOTHING}"]
        lines += ["", heading_number(1, position) + title, *body]
    return "\n".join(lines)


def to_json(plan: Plan) -> str:
    """Write what becomes of the corrections for a program.

    Every change has ``kind, section, old, new, file, line, column``; ``asks``, ``unplaced`` and
    ``looks`` hold problems; ``tracked`` and ``comments`` what stood in the Word file.
    """
    told = {
        "year": plan.year,
        "changes": [
            {
                "kind": each.kind,
                "section": each.section,
                "old": each.old,
                "new": each.new,
                **facts(each.place),
            }
            for each in plan.changes
        ],
        "asks": [each.facts() for each in plan.asks],
        "unplaced": [each.facts() for each in plan.unplaced],
        "looks": [each.facts() for each in plan.looks],
        "tracked": [asdict(each) for each in plan.tracked],
        "comments": [asdict(each) | {"section": section} for each, section in plan.comments],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _title(plan: Plan) -> str:
    return f"{plan.year}年度报告Word文件的改动"


def _changes(plan: Plan) -> Iterator[str]:
    for each in plan.changes:
        yield f"  {each.place} {each.kind}"
        yield from _marked("原为", each.old)
        yield from _marked("改为", each.new)


def _marked(mark: str, text: str) -> Iterator[str]:
    for line in text.split("\n") if text else ():
        yield wrapped(line, f"    {mark}  ", " " * 10)


def _asks(plan: Plan) -> Iterator[str]:
    yield from _listed(plan.asks)


def _unplaced(plan: Plan) -> Iterator[str]:
    yield from _listed(plan.unplaced)


def _looks(plan: Plan) -> Iterator[str]:
    yield from _listed(plan.looks)


def _listed(problems: Iterable[Problem]) -> Iterator[str]:
    yield from (f"  {each}" for each in problems)


def _tracked(plan: Plan) -> Iterator[str]:
    for each in plan.tracked:
        yield f"  {_signed(each.author, each.day)}"
        yield from _marked("原为", each.old)
        yield from _marked("改为", each.new)


def _comments(plan: Plan) -> Iterator[str]:
    for each, _ in plan.comments:
        head = f"{_signed(each.author, each.day)}“{each.words}”："
        yield wrapped(head + each.text, "  ", "    ")
        for reply in each.replies:
            head = f"{_signed(reply.author, reply.day)}回复："
            yield wrapped(head + reply.text, "    ", "      ")


def _signed(author: str, day: str) -> str:
    return f"{author or _NO_AUTHOR}（{day or _NO_DAY}）"


def to_document(plan: Plan, agency: str) -> Document:
    """Build the corrections as a document, old and new side by side, which is rendered as a page.

    Args:
        plan: What becomes of the corrections.
        agency: Whose report it is.
    """
    title = _title(plan)
    meta = Meta(
        title=agency + title,
        agency=agency,
        year=plan.year,
        signed_on=date(plan.year, 12, 31),
        outline=(_KEY,),
    )
    bodies: tuple[Iterator[Block], ...] = (
        _sides(plan.changes),
        _problems(plan.asks),
        _problems(plan.unplaced),
        _problems(plan.looks),
        _hands(plan),
        _remarks(plan),
    )
    blocks: list[Block] = [Title(lines=(agency, title))]
    if not plan.is_same:
        blocks.append(Paragraph(runs=_said(_OTHER_BASE), role="note"))
    for position, (name, body) in enumerate(zip(_TITLES, bodies, strict=True), start=1):
        number = heading_number(1, position)
        blocks.append(Heading(level=1, number=number, text=name, anchor=f"part-{position}"))
        blocks += list(body) or [Paragraph(runs=_said(f"{_NOTHING}。"))]
    section = Section(key=_KEY, order=(0,), blocks=tuple(blocks), meta=meta)
    return Document(meta=meta, sections=(section,))


def _sides(changes: Iterable[Change]) -> Iterator[Block]:
    rows = [
        (_said(f"{_short(each.place)}\n{each.kind}"), *_both(each.old, each.new))
        for each in changes
    ]
    if rows:
        columns = (Column(text="位置", share=0.8), *_columns())
        yield Table(columns=columns, rows=tuple(rows))


def _short(place: Place | None) -> str:
    """Name a place by its file alone: the whole way there would take the room of the text."""
    return str(place or "").rpartition("/")[2]


def _columns() -> tuple[Column, Column]:
    return Column(text="原文", share=2), Column(text="改为", share=2)


def _both(old: str, new: str) -> tuple[Runs, Runs]:
    if old and new:
        return paired(old, new)
    return _said(old or "—"), _said(new or "—")


def _problems(problems: Iterable[Problem]) -> Iterator[Block]:
    rows = [
        (_said(f"{_short(each.place)}\n{each.code}"), _said(each.message), _said(each.hint))
        for each in problems
    ]
    if rows:
        columns = (
            Column(text="位置", share=0.8),
            Column(text="改动", share=2),
            Column(text="处理办法", share=1.5),
        )
        yield Table(columns=columns, rows=tuple(rows))


def _hands(plan: Plan) -> Iterator[Block]:
    rows = [
        (_said(_signed(each.author, each.day)), *_both(each.old, each.new)) for each in plan.tracked
    ]
    if rows:
        yield Table(columns=(Column(text="修订人", share=0.8), *_columns()), rows=tuple(rows))


def _remarks(plan: Plan) -> Iterator[Block]:
    rows = [
        (_said(_signed(each.author, each.day)), _said(comment.words), _said(each.text))
        for comment, _ in plan.comments
        for each in (comment, *comment.replies)
    ]
    if rows:
        columns = (
            Column(text="批注人", share=0.8),
            Column(text="所批的文字", share=2),
            Column(text="批注", share=2),
        )
        yield Table(columns=columns, rows=tuple(rows))


def _said(text: str) -> Runs:
    return (Run(text=text),)
