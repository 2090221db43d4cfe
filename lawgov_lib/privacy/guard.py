"""Guard the public build: name every place where the report shows what must not be public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.document.tree import (
    Annex,
    Figure,
    Form,
    Heading,
    Listing,
    Paragraph,
    Signature,
    Table,
    Title,
    Verbatim,
    dump,
    plain,
)
from lawgov_lib.privacy.disclosure import HOST, MASKED, PATH, PERSONAL, SECRET, USER, Watch
from lawgov_lib.privacy.markedtext import drawing, said_in
from lawgov_lib.privacy.readingorder import kinds_across, section_rows, seen_across

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbformat import NotebookNode

    from lawgov_lib.document.tree import Block, Document, Item, Runs

CODE = "E815"
_HINTS = {
    **dict.fromkeys(PERSONAL, "删去个人信息；办公联系方式用固定电话和单位邮箱。"),
    SECRET: "涉密内容不得公开：按程序处理涉密内容，并经保密审查。",
    PATH: "删去路径；代码中用相对路径。",
    **dict.fromkeys((USER, HOST), "删去名称，或换一台计算机、换一个用户生成报告。"),
}
_OPENING = "正文之前"

Said = tuple[str, str, bool]
"""Where in a block a text stands, the text, and whether a line of it can be a secrecy mark."""


def disclosures(document: Document, record: NotebookNode, watch: Watch) -> tuple[Problem, ...]:
    """Find what keeps a report from being public.

    Args:
        document: The whole report, as the exporters get it.
        record: The executed notebook that it was read from, unscrubbed.
        watch: What to look for.

    Returns:
        A problem for each place and kind, in reading order; what was found is not repeated.
    """
    return (
        *_of_meta(document, watch),
        *_of_blocks(document, watch),
        *_of_datasets(document, watch),
        *_of_neighbours(document, watch),
        *_of_cells(record, watch),
        *_of_attachments(document, record, watch),
    )


def of_names(where: str, names: Iterable[str], watch: Watch) -> Iterator[Problem]:
    """Find what names show that go out beside the report: of files, of those who signed.

    Args:
        where: What the names are of, for the message.
        names: The names; those of files may be masked already.
        watch: What to look for.
    """
    for name in names:
        kinds = dict.fromkeys((*MASKED.findall(name), *watch.kinds(name, lines=False)))
        for kind in kinds:
            message = f"{where}“{watch.masked(name)}”出现{kind}，不能公开"
            yield Problem(CODE, message, None, f"改名：{_HINTS.get(kind, '删去不得公开的内容。')}")


def _problems(
    where: str, text: str, watch: Watch, place: Place | None = None, *, lines: bool = True
) -> Iterator[Problem]:
    kinds = watch.kinds(text, lines=lines)
    if not lines and "\n" in text:
        kinds = tuple(dict.fromkeys((*kinds, *kinds_across(text, watch))))
    for kind in kinds:
        yield Problem(CODE, f"{where}出现{kind}，不能公开", place, _HINTS[kind])


def _of_meta(document: Document, watch: Watch) -> Iterator[Problem]:
    meta, form = document.meta, document.meta.form or Form()
    for where, text in (
        ("文档标题", meta.title),
        ("机关名称", meta.agency),
        ("发文字号", form.number),
        ("签发人", "、".join(form.signers)),
        ("抄送机关", form.copies),
        ("印发机关", form.printer),
        ("签批环节", "、".join(meta.roles)),
        ("版本说明", meta.signoff_note or ""),
        ("自己的单元格", "、".join(document.omitted)),
    ):
        yield from _problems(where, text, watch)


def _of_blocks(document: Document, watch: Watch) -> Iterator[Problem]:
    """Name a block by the heading it stands under and its number there."""
    heading, count = _OPENING, 0
    for block in document.blocks:
        match block:
            case Heading(text=text, number=number):
                heading, count = watch.masked(f"“{number}{text}”"), 0
            case Annex(label=label, title=text):
                heading, count = watch.masked(f"“{label} {text}”"), 0
            case _:
                count += 1
        place = _source(block)
        for inner, text, lines in _said(block):
            where = f"{heading}{f'第{count}段' if count else '标题'}{inner}"
            yield from _problems(where, text, watch, place, lines=lines)


def _source(block: Block) -> Place | None:
    if not isinstance(block, Paragraph) or not block.source:
        return None
    file, _, line = block.source.rpartition(":")
    return Place(file, int(line))


def _said(block: Block) -> Iterator[Said]:
    match block:
        case Title(lines=lines):
            yield from (("（报告标题）", line, True) for line in lines)
        case Heading(text=text) | Annex(title=text):
            yield "", text, True
        case Paragraph(runs=runs):
            yield from _noted("", runs, lines=True)
        case Listing(items=items):
            yield from _of_items(items)
        case Table():
            yield from _of_table(block)
        case Figure():
            yield "（图）的替代文字", block.alt, True
            yield "（图）的图题", block.caption, True
            yield "（图）的数据来源", block.origin, True
            if block.media == "image/svg+xml":
                yield "（图）的图中文字", said_in(block.data), False
        case Verbatim(text=text):
            for number, line in enumerate(text.splitlines(), start=1):
                yield f"（程序输出）第{number}行", line, True
        case Signature(date=date):
            yield "（署名）", "\n".join((*block.agencies, date)), True


def _noted(where: str, runs: Runs, *, lines: bool) -> Iterator[Said]:
    """Yield a text and the footnotes that hang on it."""
    yield where, plain(runs), lines
    yield from ((f"{where}的脚注", plain(run.note), lines) for run in runs if run.note)


def _of_items(items: Iterable[Item], within: str = "") -> Iterator[Said]:
    for number, item in enumerate(items, start=1):
        where = f"{within}第{number}项"
        yield from _noted(where, item.runs, lines=True)
        yield from _of_items(item.items, where)


def _of_table(table: Table) -> Iterator[Said]:
    yield "（表）的表题", table.caption, True
    for number, column in enumerate(table.columns, start=1):
        yield f"（表）表头第{number}列", column.text, False
    for number, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row, start=1):
            yield from _noted(f"（表）第{number}行第{place}列", cell, lines=False)


def _of_datasets(document: Document, watch: Watch) -> Iterator[Problem]:
    for data in document.datasets:
        file, columns = f"{data.name}.csv", [*map(watch.masked, data.columns)]
        for number, row in enumerate((data.columns, *data.rows), start=1):
            if watch.has_cleared(row):
                continue
            for column, text in zip(columns, row, strict=True):
                if watch.kinds(text, lines=False):
                    place = Place(file, number, column)
                    yield from _problems("数据文件", text, watch, place, lines=False)


def _of_neighbours(document: Document, watch: Watch) -> Iterator[Problem]:
    """Read on over the ends of cells, items, lines and paragraphs."""
    for section in document.sections:
        for row in section_rows(dump(section), watch):
            for cut in seen_across(row, watch):
                said = f"{watch.masked(cut.begins.where)}与相邻的文字连起来是{cut.kind}，不能公开"
                yield Problem(CODE, said, None, _HINTS[cut.kind])


def _of_cells(record: NotebookNode, watch: Watch) -> Iterator[Problem]:
    """Read the code and the texts of the notebook, which the public record shows."""
    for number, cell in enumerate(record.cells, start=1):
        place = Place(f"笔记本第{number}格")
        lines = cell.cell_type == "markdown"
        for line, text in enumerate(cell.source.splitlines(), start=1):
            yield from _problems(f"第{line}行", text, watch, place, lines=lines)


def _of_attachments(document: Document, record: NotebookNode, watch: Watch) -> Iterator[Problem]:
    """Read the drawings that the record holds and the report does not show."""
    shown = {block.data for block in document.blocks if isinstance(block, Figure)}
    for number, cell in enumerate(record.cells, start=1):
        for bundle in cell.get("attachments", {}).values():
            drawn = drawing(bundle.get("image/svg+xml", "")).strip()
            if drawn not in shown:
                place = Place(f"笔记本第{number}格")
                yield from _problems("附图的图中文字", said_in(drawn), watch, place, lines=False)
