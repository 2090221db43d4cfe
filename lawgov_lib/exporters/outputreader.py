"""Outputs of an analyst's code, read into blocks: the best form of each that says something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from lawgov_lib.base.errors import ExportError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document import markdown
from lawgov_lib.document.columnwidths import TURNED, is_turned, needs, shares
from lawgov_lib.document.owncells import PROGRESS, SCRIPT, WIDGET
from lawgov_lib.document.ownpictures import ADDED_FIGURE, as_markdown, captioned, drawn
from lawgov_lib.document.tree import TABLE_MIME, Figure, Table, Verbatim
from lawgov_lib.exporters import hypertext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lawgov_lib.document.markdown_inline import Resolve
    from lawgov_lib.document.tree import Block, Blocks

_WIDGET = "application/vnd.jupyter.widget-view+json"
_STATIC = {
    "plotly": '装有kaleido的，显示图时写 fig.show("svg")',
    "vega": '装有vl-convert-python的，画图之前写 alt.renderers.enable("svg")',
    "bokeh": "用 bokeh.io.export_svg 存成图片，再在文字单元格中引用",
}
"""How libraries of interactive charts hand over a picture, by a word of their media type."""
_ELSE = "改用matplotlib画图，或者给单元格加标签 remove_output。"


def anchor_of(number: int) -> str:
    """Name what a cell makes."""
    return f"cell-{number}"


@dataclass(frozen=True)
class Source:
    """What the outputs of a cell share: anchor, names, whether there is a picture, references."""

    anchor: str
    caption: str
    alt: str
    pictured: bool
    resolve: Resolve | None = None

    @classmethod
    def of(
        cls, cell: Mapping[str, Any], number: int, alt: str, resolve: Resolve | None = None
    ) -> Source:
        """Name a cell by its opening comment, its pictures by ``alt`` if that is said."""
        first: str = cell["source"].lstrip().partition("\n")[0]
        comment = first.strip("# ") if first.startswith("#") else ""
        pictured = any(
            mime in each.get("data", {}) for each in cell["outputs"] for mime in PICTURES
        )
        return cls(anchor_of(number), comment, alt or comment or ADDED_FIGURE, pictured, resolve)


def blocks_of(bundle: Mapping[str, Any], source: Source) -> Blocks:
    """Read the best format of a bundle that says something.

    Raises:
        ExportError: There is something to see that no report can show.
    """
    readings = (read(bundle[mime], source) for mime, read in _READERS.items() if mime in bundle)
    unread = sorted(bundle.keys() - _READERS.keys() - _SILENT)
    interactive = next((word for mime in unread for word in _STATIC if word in mime), "")
    if interactive and not any(mime in bundle for mime in PICTURES):
        raise _refused(interactive)
    blocks = next(filter(None, readings), ())
    if hypertext.runs(bundle.get("text/html", "")) and all(
        isinstance(each, Verbatim) for each in blocks
    ):
        raise _refused("")
    if unread and not blocks:
        hint = "改为输出图片（SVG、PNG、JPEG）或表格，或给单元格加标签 remove_output。"
        raise ExportError.of("E718", f"报告不能呈现 {'、'.join(unread)} 格式的输出", hint=hint)
    return tuple(part for block in blocks for part in _parts(block))


def _parts(block: Block) -> Iterator[Block]:
    """Part a table that no page is wide enough for; each part begins with the column of names."""
    if not isinstance(block, Table) or sum(widths := needs(block.columns, block.rows)) <= TURNED:
        yield block
        return
    named = [0] if block.columns[0].align == "left" else []
    parts: list[list[int]] = [[]]
    for place in range(len(named), len(widths)):
        if parts[-1] and sum(widths[at] for at in (*named, *parts[-1], place)) > TURNED:
            parts.append([])
        parts[-1].append(place)
    for number, places in enumerate(parts):
        kept = [*named, *places]
        columns = [block.columns[at] for at in kept]
        rows = tuple(tuple(row[at] for at in kept) for row in block.rows)
        shared = zip(columns, shares(columns, rows), strict=True)
        yield block.model_copy(
            update={
                "caption": f"{block.caption}（续）" if number and block.caption else block.caption,
                "columns": tuple(each.model_copy(update={"share": part}) for each, part in shared),
                "rows": rows,
                "wide": is_turned(columns, rows),
            }
        )


def left_out(bundle: Mapping[str, Any]) -> str:
    """Say what an output is that only works on a screen; blank for any other."""
    if _WIDGET not in bundle:
        is_script = bool(_SILENT & bundle.keys()) and bundle.keys() <= _SILENT | {"text/plain"}
        return SCRIPT if is_script else ""
    return PROGRESS if "%|" in bundle.get("text/plain", "") else WIDGET


def _refused(library: str) -> ExportError:
    hint = f"{_STATIC[library]}；没有的，{_ELSE}" if library else _ELSE
    return ExportError.of("E723", "交互式的图没有静态的图片，报告不能呈现", hint=hint)


def _picture(media: str) -> Callable[[str, Source], Blocks]:
    def read(data: str, source: Source) -> Blocks:
        told = drawn(media, data, is_base64=False)
        return (Figure(**told, alt=source.alt, caption=source.caption),)

    return read


def _svg(data: str, source: Source) -> Blocks:
    return (Figure(data=data.strip(), alt=source.alt, caption=source.caption),)


def _table(data: object, source: Source) -> Blocks:
    try:
        table = Table.model_validate(data)
    except ValidationError:
        hint = "用当前版本的程序重新运行笔记本。"
        raise ExportError.of("E712", "所存的表格不合文档格式", hint=hint) from None
    return (table.model_copy(update={"caption": table.caption or source.caption}),)


def _markdown(data: str, source: Source) -> Blocks:
    return markdown.parse(
        as_markdown(data),
        resolve=source.resolve,
        show=lambda address, caption, _: captioned(address, caption, {}),
        anchor=source.anchor,
    )


def verbatim(text: str) -> Blocks:
    """Read what was printed, as a terminal shows it in the end: without colours, overwritten."""
    from nbconvert.filters import strip_ansi  # noqa: PLC0415  most records hold no such text

    lines = strip_ansi(text).replace("\r\n", "\n").split("\n")
    text = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines).rstrip()
    if _CUT.search(text):
        hint = "改为显示数据框，或者先汇总、筛选；确实不需要的，给单元格加标签 remove_output。"
        raise ExportError.of("E725", "打印的数据没有全部列出（有“...”）", hint=hint)
    return (Verbatim(text=text),) if text.strip() else ()


_CUT = compiled(r"^(?=.*\.\.)(?:[ \t]|\.\.\.?(?=\s|$))+$|\d,? \.\.\.,? *-?\d", re.MULTILINE)
"""How pandas and numpy print that they leave out rows or numbers."""
_OBJECT = compiled(r"<\w[^<>]*>|^Text\(")
"""How Python shows an object without a text form, as ``<Axes: >`` and ``Text(0, 0, '')``."""


def _text(data: str, source: Source) -> Blocks:
    """Read plain text, except what Python says of an object: it may hold a memory address."""
    find = _OBJECT.search if source.pictured else _OBJECT.match
    return () if find(data.lstrip("[(")) else verbatim(data)


def _hypertext(data: str, source: Source) -> Blocks:
    return hypertext.parse(data, source.caption, source.alt)


PICTURES = ("image/svg+xml", "image/png", "image/jpeg")
_READERS: dict[str, Callable[[Any, Source], Blocks]] = {
    TABLE_MIME: _table,
    "image/svg+xml": _svg,
    "image/png": _picture("image/png"),
    "image/jpeg": _picture("image/jpeg"),
    "text/markdown": _markdown,
    "text/html": _hypertext,
    "text/plain": _text,
}
"""What is read of a bundle, best first."""
_SILENT = {"application/javascript"}
