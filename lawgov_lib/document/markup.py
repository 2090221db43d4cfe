"""Write blocks as HTML or Markdown fragments; text is always escaped, never pasted as markup.

The notebook shows a section with these fragments and the HTML report is built from them. The only
markup that a node may carry is SVG, of which :mod:`lawgov_lib.document.svg` keeps just the drawing.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from lawgov_lib.document.svg import on_page
from lawgov_lib.document.tree import (
    Annex,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Signature,
    Table,
    Title,
    Verbatim,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.document.tree import Block, Blocks, Run, Runs

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_MARKDOWN_OPENING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))")
_LINE_END = re.compile(r"\s*[\r\n]\s*")
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

    Args:
        blocks: The blocks of one page in reading order.

    Returns:
        A fragment a block; no two share an id.

    Raises:
        ExportError: A figure is not readable SVG.
    """
    return [_html(block, place) for place, block in enumerate(blocks)]


def to_markdown(blocks: Blocks) -> str:
    """Write the blocks as Markdown; a figure is represented by its text alternative.

    Args:
        blocks: The blocks in reading order.

    Returns:
        The Markdown text; the same blocks give the same text.
    """
    return "\n\n".join(_markdown(block) for block in blocks) + "\n"


def _html(block: Block, place: int) -> str:
    match block:
        case Title(lines=lines):
            spans = (f'<span style="display:block">{escape(line)}</span>' for line in lines)
            return f"<h1>{''.join(spans)}</h1>"
        case Heading(level=level, text=text, number=number, anchor=anchor):
            tag = f"h{level + 1}"
            return f'<{tag} id="{escape(anchor)}">{escape(number + text)}</{tag}>'
        case Paragraph(runs=runs, role="body"):
            return f"<p>{_runs(runs)}</p>"
        case Paragraph(runs=runs, role=role):
            return f'<p class="{role}">{_runs(runs)}</p>'
        case Listing(items=items, ordered=ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_runs(item)}</li>' for item in items)}</{tag}>"
        case Table():
            return _table(block)
        case Figure():
            return _figure(block, place)
        case Verbatim(text=text):
            return _scrolling(f"<pre>{escape(text)}</pre>", "输出")
        case Signature(agency=agency, date=date):
            return (
                '<div class="signature" style="text-align:right">'
                f"<p>{escape(agency)}</p><p>{escape(date)}</p></div>"
            )
        case Annex(label=label, title=title, anchor=anchor):
            return (
                f'<h2 class="annex" id="{escape(anchor)}">'
                f"<span>{escape(label)}</span> {escape(title)}</h2>"
            )


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    text = escape(run.text)
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


def _table(table: Table) -> str:
    # JupyterLab aligns every cell to the right, so the alignment has to stand on the cell.
    styles = [f"text-align:{column.align}" for column in table.columns]
    whole = sum(column.share for column in table.columns)
    widths = "".join(
        f'<col style="width:{100 * column.share / whole:.4g}%">' for column in table.columns
    )
    head = "".join(
        f'<th scope="col" style="{style}">{escape(column.text)}</th>'
        for column, style in zip(table.columns, styles, strict=True)
    )
    rows = "".join(
        _group(row, len(styles), is_first=not place)
        if place in table.groups
        else "<tr>"
        + "".join(
            f'<td style="{style}">{_runs(cell)}</td>'
            for cell, style in zip(row, styles, strict=False)
        )
        + "</tr>\n"
        for place, row in enumerate(table.rows)
    )
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    kind = ' class="grouped"' if table.groups else ""
    return _scrolling(
        f"<table{kind}>{caption}<colgroup>{widths}</colgroup>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>",
        table.caption or "表格",
    )


def _group(row: Sequence[Runs], width: int, *, is_first: bool) -> str:
    """Head a group of rows, which is a table body of its own."""
    text = _runs(tuple(run for cell in row for run in cell))
    head = f'<th scope="rowgroup" colspan="{width}" style="text-align:left">{text}</th>'
    opening = "" if is_first else "</tbody>\n<tbody>\n"
    return f"{opening}<tr>{head}</tr>\n"


def _figure(figure: Figure, place: int) -> str:
    if figure.media == "image/png":
        source = f"data:image/png;base64,{''.join(figure.data.split())}"
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


def _markdown(block: Block) -> str:
    match block:
        case Title(lines=lines):
            return f"# {_inline(''.join(lines))}"
        case Heading(level=level, text=text, number=number):
            return f"{'#' * (level + 1)} {_inline(number + text)}"
        case Paragraph(runs=runs):
            return _marked(runs)
        case Listing(items=items, ordered=ordered):
            marks = (f"{n}." if ordered else "-" for n in range(1, len(items) + 1))
            return "\n".join(
                f"{mark} {_marked(item)}" for mark, item in zip(marks, items, strict=True)
            )
        case Table():
            return _markdown_table(block)
        case Figure(alt=alt, caption=caption, origin=origin):
            return _inline((alt if caption in alt else f"{caption}。{alt}") + origin)
        case Verbatim(text=text):
            fence = "`" * max([3, *(len(ticks) + 1 for ticks in re.findall("`+", text))])
            return f"{fence}\n{text}\n{fence}"
        case Signature(agency=agency, date=date):
            return f"{_inline(agency)}\n\n{_inline(date)}"
        case Annex(label=label, title=title):
            return f"## {_inline(f'{label} {title}')}"


def _markdown_table(table: Table) -> str:
    lines = [
        _row(_inline(column.text) for column in table.columns),
        _row(_MARKDOWN_RULE[column.align] for column in table.columns),
        *(_row(map(_marked, row)) for row in table.rows),
    ]
    caption = [_inline(table.caption), ""] if table.caption else []
    return "\n".join(caption + lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _marked(runs: Runs) -> str:
    """Write runs as Markdown, emphasis by tags: ** fails beside Chinese punctuation."""
    return _opening(
        "".join(
            f"<strong>{_escaped(run.text)}</strong>" if run.strong else _escaped(run.text)
            for run in runs
        )
    )


def _inline(text: str) -> str:
    return _opening(_escaped(text))


def _escaped(text: str) -> str:
    return _MARKDOWN_SPECIAL.sub(r"\\\1", _LINE_END.sub(" ", text))


def _opening(line: str) -> str:
    """Keep a line's first characters from opening a list, a heading or a code block."""
    return _MARKDOWN_OPENING.sub(r"\1\\", line.strip(" \t"))
