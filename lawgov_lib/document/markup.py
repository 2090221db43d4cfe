"""Write blocks as HTML or Markdown fragments; text is always escaped, never pasted as markup.

The notebook shows a section with these fragments and the HTML report is built from them. The only
markup that a node may carry is SVG, of which :mod:`lawgov_lib.document.svg` keeps just the drawing.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.svg import on_page
from lawgov_lib.document.tree import (
    Annex,
    Figure,
    Heading,
    Item,
    Listing,
    Paragraph,
    Signature,
    Table,
    Title,
    Verbatim,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.document.tree import Block, Blocks, Head, Run, Runs

_MARKDOWN_SPECIAL = compiled(r"([\\`*_{}\[\]<>#|~$&])")
_MARKDOWN_OPENING = compiled(r"^(\d{1,9}(?=[.)])|(?=[-+=]))")
_LINE_END = compiled(r"\s*[\r\n]\s*")
_MARKDOWN_RULE = {"left": ":---", "center": ":---:", "right": "---:"}


def to_html(blocks: Blocks) -> str:
    """Write the blocks as an HTML fragment.

    Args:
        blocks: The blocks in reading order.

    Returns:
        The fragment; the same blocks give the same text.

    Raises:
        ExportError: A figure is not readable SVG.
    """
    return "\n".join(fragments(blocks))


def fragments(blocks: Blocks) -> list[str]:
    """Write each block as an HTML fragment of its own.

    Footnotes are numbered through the page and stand at the end of their section: before the next
    heading of the contents, the signature or an annex.

    Args:
        blocks: The blocks of one page in reading order.

    Returns:
        A fragment a block; no two share an id.

    Raises:
        ExportError: A figure is not readable SVG.
    """
    page = _Page()
    written = []
    for place, (block, following) in enumerate(pairwise((*blocks, None))):
        fragment = _html(block, place, page) if block is not None else ""
        if following is None or _ends_section(following):
            fragment += page.listed()
        written.append(fragment)
    return written


def to_markdown(blocks: Blocks) -> str:
    """Write the blocks as Markdown; a figure is represented by its text alternative.

    Args:
        blocks: The blocks in reading order.

    Returns:
        The Markdown text, its footnotes at the end; the same blocks give the same text.
    """
    notes: list[Runs] = []
    parts = [_markdown(block, notes) for block in blocks]
    # A footnote has none of its own, so the list does not grow while it is written.
    parts += [f"〔注{n}〕{_marked(note, notes)}" for n, note in enumerate(notes, start=1)]
    return "\n\n".join(parts) + "\n"


def _ends_section(block: Block) -> bool:
    match block:
        case Heading(level=level):
            return level <= _CONTENTS_LEVEL
        case Paragraph(role=role):
            return role == "attachments"
        case _:
            return isinstance(block, Annex | Signature | Title)


_CONTENTS_LEVEL = 2


class _Page:
    """What a page counts: its footnotes, with those still to be listed, and what scrolls."""

    def __init__(self) -> None:
        self.count = 0
        self.waiting: list[Runs] = []
        self.heading = ""
        self.named: Counter[str] = Counter()

    def name(self, own: str, kind: str) -> str:
        """Name what scrolls by its caption or the heading it stands under, each otherwise."""
        name = own or (f"{self.heading}：{kind}" if self.heading else kind)
        self.named[name] += 1
        return name if self.named[name] == 1 else f"{name}（{self.named[name]}）"

    def mark(self, note: Runs) -> str:
        """Keep a footnote, and write its number as a link to it."""
        self.count += 1
        self.waiting.append(note)
        n = self.count
        return f'<sup><a id="noted-{n}" href="#footnote-{n}" aria-label="注{n}">{n}</a></sup>'

    def listed(self) -> str:
        """Write the footnotes that wait, each with a link back to where it is marked."""
        if not self.waiting:
            return ""
        notes, self.waiting = self.waiting, []
        start = self.count - len(notes) + 1
        items = "".join(
            f'<li id="footnote-{n}">{_runs(note, self)} '
            f'<a href="#noted-{n}" aria-label="返回注{n}所在处">↑</a></li>'
            for n, note in enumerate(notes, start=start)
        )
        return f'\n<ol class="footnotes" start="{start}">{items}</ol>'


def _html(block: Block, place: int, page: _Page) -> str:
    match block:
        case Title(lines=lines):
            spans = (f'<span style="display:block">{escape(line)}</span>' for line in lines)
            return f"<h1>{''.join(spans)}</h1>"
        case Heading(level=level, text=text, number=number, anchor=anchor):
            tag, page.heading = f"h{level + 1}", text
            return f'<{tag} id="{escape(anchor)}">{escape(number + text)}</{tag}>'
        case Paragraph(runs=runs, role="body"):
            return f"<p>{_runs(runs, page)}</p>"
        case Paragraph(runs=runs, role=role):
            return f'<p class="{role}">{_runs(runs, page)}</p>'
        case Listing():
            return _list(block, page)
        case Table():
            return _table(block, page)
        case Figure():
            return _figure(block, place)
        case Verbatim(text=text):
            return _scrolling(f"<pre>{escape(text)}</pre>", page.name("", "输出"))
        case Signature(date=date):
            signed = "".join(f"<p>{escape(line)}</p>" for line in (*block.agencies, date))
            return f'<div class="signature" style="text-align:right">{signed}</div>'
        case Annex(label=label, title=title, anchor=anchor):
            page.heading = title
            return (
                f'<h2 class="annex" id="{escape(anchor)}">'
                f"<span>{escape(label)}</span> {escape(title)}</h2>"
            )


def _list(listing: Listing | Item, page: _Page) -> str:
    """Write a list with the lists in it."""
    tag = "ol" if listing.ordered else "ul"
    start = f' start="{listing.start}"' if listing.start != 1 else ""
    items = "".join(
        f"<li>{_runs(item.runs, page)}{_list(item, page) if item.items else ''}</li>"
        for item in listing.items
    )
    return f"<{tag}{start}>{items}</{tag}>"


def _runs(runs: Runs, page: _Page) -> str:
    return "".join(_run(run) + (page.mark(run.note) if run.note else "") for run in runs)


def _run(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br>")
    if run.strong:
        text = f"<strong>{text}</strong>"
    sources = {"metric": run.metric, "cell": run.cell}
    said = "".join(f' data-{name}="{escape(to)}"' for name, to in sources.items() if to)
    return f"<span{said}>{text}</span>" if said else text


def _scrolling(content: str, label: str) -> str:
    """Let wide content scroll by itself, with the keyboard too, instead of widening the page."""
    return (
        f'<div class="scroll" role="region" aria-label="{escape(label)}" tabindex="0" '
        f'style="overflow-x:auto">{content}</div>'
    )


_LEAST_EM = 5.5


def _table(table: Table, page: _Page) -> str:
    # JupyterLab aligns every cell to the right, so the alignment has to stand on the cell.
    styles = [f"text-align:{column.align}" for column in table.columns]
    whole = sum(column.share for column in table.columns)
    widths = "".join(
        f'<col style="width:{100 * column.share / whole:.4g}%">' for column in table.columns
    )
    head = "".join(
        f"<tr>{''.join(_head(each, styles[each.at]) for each in row)}</tr>" for row in table.heads
    )
    rows = "".join(
        _group(row, len(styles), page, is_first=not place)
        if place in table.groups
        else "<tr>"
        + "".join(
            f'<td style="{style}">{_runs(cell, page)}</td>'
            for cell, style in zip(row, styles, strict=False)
        )
        + "</tr>\n"
        for place, row in enumerate(table.rows)
    )
    # In the middle of a table that scrolls a caption would be out of sight.
    side = ' style="text-align:left"' if table.wide else ""
    caption = f"<caption{side}>{escape(table.caption)}</caption>" if table.caption else ""
    kind = ' class="grouped"' if table.groups else ""
    # A wide table scrolls instead of squeezing its columns.
    wide = f' style="min-width:{_LEAST_EM * len(table.columns)}em"' if table.wide else ""
    return _scrolling(
        f"<table{kind}{wide}>{caption}<colgroup>{widths}</colgroup>\n"
        f"<thead>{head}</thead>\n<tbody>\n{rows}</tbody></table>",
        page.name(table.caption, "表格"),
    )


def _head(head: Head, style: str) -> str:
    """Write a head; one that stands above others is the head of a group of columns."""
    across = f' colspan="{head.across}"' if head.is_over else ""
    down = f' rowspan="{head.down}"' if head.down > 1 else ""
    scope = "colgroup" if head.is_over else "col"
    style = "text-align:center" if head.is_over else style
    if not head.text:
        return f'<td{down} style="{style}"></td>'
    return f'<th scope="{scope}"{across}{down} style="{style}">{escape(head.text)}</th>'


def _group(row: Sequence[Runs], width: int, page: _Page, *, is_first: bool) -> str:
    """Head a group of rows, which is a table body of its own."""
    text = _runs(tuple(run for cell in row for run in cell), page)
    head = f'<th scope="rowgroup" colspan="{width}" style="text-align:left">{text}</th>'
    opening = "" if is_first else "</tbody>\n<tbody>\n"
    return f"{opening}<tr>{head}</tr>\n"


def _figure(figure: Figure, place: int) -> str:
    if figure.media != "image/svg+xml":
        source = f"data:{figure.media};base64,{''.join(figure.data.split())}"
        picture = (
            f'<img src="{escape(source)}" alt="{escape(figure.alt)}" '
            'style="max-width:100%;height:auto">'
        )
    else:
        picture = on_page(figure, place)
    source = (
        f'<small style="display:block">{escape(figure.origin)}</small>' if figure.origin else ""
    )
    named = escape(figure.caption) + source
    caption = f"<figcaption>{named}</figcaption>" if named else ""
    return f'<figure style="margin:1em 0;text-align:center">{picture}{caption}</figure>'


def _markdown(block: Block, notes: list[Runs]) -> str:
    match block:
        case Title(lines=lines):
            return f"# {_inline(''.join(lines))}"
        case Heading(level=level, text=text, number=number):
            return f"{'#' * (level + 1)} {_inline(number + text)}"
        case Paragraph(runs=runs):
            return _marked(runs, notes)
        case Listing():
            return "\n".join(_markdown_list(block, notes))
        case Table():
            return _markdown_table(block, notes)
        case Figure(alt=alt, caption=caption, origin=origin):
            return _inline((alt if caption in alt else f"{caption}。{alt}") + origin)
        case Verbatim(text=text):
            fence = "`" * max([3, *(len(ticks) + 1 for ticks in re.findall("`+", text))])
            return f"{fence}\n{text}\n{fence}"
        case Signature(date=date):
            return "\n\n".join(map(_inline, (*block.agencies, date)))
        case Annex(label=label, title=title):
            return f"## {_inline(f'{label} {title}')}"


def _markdown_list(listing: Listing | Item, notes: list[Runs], indent: str = "") -> Iterator[str]:
    """Yield a line an item; what is in an item is moved in by the width of its mark."""
    for number, item in enumerate(listing.items, start=listing.start):
        mark = f"{number}. " if listing.ordered else "- "
        yield f"{indent}{mark}{_marked(item.runs, notes)}"
        yield from _markdown_list(item, notes, indent + " " * len(mark))


def _markdown_table(table: Table, notes: list[Runs]) -> str:
    lines = [
        _row(_inline(f"{column.over} {column.text}".strip()) for column in table.columns),
        _row(_MARKDOWN_RULE[column.align] for column in table.columns),
        *(_row(_marked(cell, notes) for cell in row) for row in table.rows),
    ]
    caption = [_inline(table.caption), ""] if table.caption else []
    return "\n".join(caption + lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _marked(runs: Runs, notes: list[Runs]) -> str:
    """Write runs as Markdown, emphasis by tags: ** fails beside Chinese punctuation."""
    said = []
    for run in runs:
        text = "<br>".join(map(_escaped, run.text.split("\n")))
        said.append(f"<strong>{text}</strong>" if run.strong else text)
        if run.note:
            notes.append(run.note)
            said.append(f"〔注{len(notes)}〕")
    return _opening("".join(said))


def _inline(text: str) -> str:
    return _opening(_escaped(text))


def _escaped(text: str) -> str:
    return _MARKDOWN_SPECIAL.sub(r"\\\1", _LINE_END.sub(" ", text))


def _opening(line: str) -> str:
    """Keep a line's first characters from opening a list, a heading or a code block."""
    return _MARKDOWN_OPENING.sub(r"\1\\", line.strip(" \t"))
