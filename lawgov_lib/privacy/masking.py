"""Scrub the record: what must not be public is masked in every text that a notebook holds.

The structure stays: keys, anchors and the ids by which numbers find their metrics are no text, so
a scrubbed record is read and rendered as any other.
"""

from __future__ import annotations

import base64
import binascii
import getpass
import operator
import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from nbformat import NotebookNode

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.notebookcopy import copied
from lawgov_lib.document import markup
from lawgov_lib.document.tree import (
    REVIEW_ORDER,
    SECTION_MIME,
    TABLE_MIME,
    Document,
    Section,
    Table,
    dump,
)
from lawgov_lib.privacy.disclosure import MASKED, Watch, mask
from lawgov_lib.privacy.readingorder import fragments, masked_across, masked_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STRUCTURE = frozenset(
    {
        "align",
        "anchor",
        "cell",
        "code",
        "id",
        "key",
        "kind",
        "lang",
        "level",
        "mail",
        "mark",
        "media",
        "metric",
        "order",
        "outline",
        "role",
        "section",
        "severity",
    }
)
"""Fields of a document tree that hold no text for people."""
_CELLS = ("cells", "columns", "headers", "rows")
"""Fields whose texts are cells of a table, where a secrecy level may be a heading."""
_HIDDEN = ("remove_cell", "remove_output")
"""Tags of cells whose outputs are not part of the report."""
_ANSI = compiled(r"\x1b\[[0-9;]*[A-Za-z]")
_PICTURE = "image/svg+xml"


def watch_for(record: NotebookNode) -> Watch:
    """Return what to look for in a record made on this machine.

    The domains of personal addresses are those that the record's opening names; what the agency's
    name there holds is looked for wherever the name is repeated, and so are the parts of what is
    cut.
    """
    sections = list(_sections(record))
    metas = (section["meta"] for section in sections if isinstance(section.get("meta"), dict))
    meta: dict[str, Any] = next(metas, {})
    watch = machine_watch(tuple(meta.get("mail", ())))
    return _holding(watch, str(meta.get("agency", "")), sections)


def masked(document: Document, watch: Watch | None = None) -> Document:
    """Return a document made on this machine with masks, as the scrubbed record would give it.

    Args:
        document: The document.
        watch: What is looked for, where one of this machine is at hand that knows most texts.
    """
    tree = dump(document)
    known = watch or machine_watch(document.meta.mail)
    watch = _holding(known, document.meta.agency, tree["sections"])
    clean = _tree(tree, watch, lines=True)
    sections = [masked_across(section, watch) for section in clean["sections"]]
    clean = {**clean, "sections": sections}
    return document if clean == tree else Document.model_validate(clean)


def scrubbed(record: NotebookNode, watch: Watch) -> NotebookNode:
    """Return the record with masks for all that must not be public; the record itself stays.

    Args:
        record: The executed notebook, as far as it ran.
        watch: What to look for.
    """
    cells = [_cell(cell, watch) for cell in record.cells]
    metadata = _masked(record.metadata, watch)
    return NotebookNode({**record, "metadata": metadata, "cells": cells})


def without_review(record: NotebookNode) -> NotebookNode:
    """Return the record as it goes public: no reviewer's material, no outputs kept out of sight."""
    fresh = copied(record)
    for cell in fresh.cells:
        if "outputs" not in cell:
            continue
        if any(tag in _HIDDEN for tag in cell.metadata.get("tags", ())):
            cell.outputs = []
        for output in cell.outputs:
            section = output.get("data", {}).get(SECTION_MIME)
            if isinstance(section, dict) and section.get("review"):
                output.data[SECTION_MIME] = {**section, "review": None}
                if tuple(section["order"]) == REVIEW_ORDER:
                    output.data["text/html"] = output.data["text/markdown"] = ""
    return fresh


def machine_watch(mail: tuple[str, ...]) -> Watch:
    """Return what to look for in what is made on this machine.

    Args:
        mail: The domains of personal addresses.
    """
    users = list[str]()
    with suppress(OSError, KeyError):  # a user without a name has none to hide
        users.append(getpass.getuser())
    return Watch(mail, tuple(users), (socket.gethostname(),))


def _holding(watch: Watch, agency: str, sections: list[dict[str, Any]]) -> Watch:
    """Return the watch that also looks for what the name of the agency and cut numbers hold."""
    return watch.holding([agency], dict.fromkeys(fragments(sections, watch)))


def _sections(record: NotebookNode) -> Iterator[dict[str, Any]]:
    for cell in record.cells:
        for output in cell.get("outputs", ()):
            section = output.get("data", {}).get(SECTION_MIME)
            if isinstance(section, dict):
                yield section


# Cells and their outputs


def _cell(cell: NotebookNode, watch: Watch) -> NotebookNode:
    source = _marked(cell.source, watch, CODE if cell.cell_type == "code" else MARKDOWN)
    fresh = NotebookNode({**cell, "source": source, "metadata": _masked(cell.metadata, watch)})
    if "attachments" in cell:
        fresh.attachments = NotebookNode(
            {
                name: NotebookNode(
                    {mime: _attached(mime, data, watch) for mime, data in it.items()}
                )
                for name, it in cell.attachments.items()
            }
        )
    if "outputs" in cell:
        fresh.outputs = [_output(output, watch) for output in cell.outputs]
    return fresh


def _attached(mime: str, data: str, watch: Watch) -> str:
    """Mask the text of an attached drawing; of other pictures nobody reads the text."""
    drawn = drawing(data) if mime == _PICTURE else ""
    masked = _marked(drawn, watch, PICTURE)
    return data if masked == drawn else base64.b64encode(masked.encode()).decode()


def drawing(data: str) -> str:
    """Return the text of a drawing in base64; blank where it is none, which exporters refuse."""
    try:
        return base64.b64decode("".join(data)).decode("utf-8-sig")
    except (binascii.Error, ValueError):
        return ""


def _output(output: NotebookNode, watch: Watch) -> NotebookNode:
    if "data" not in output:
        return NotebookNode(_masked(output, watch))
    data = {mime: _shown(mime, said, watch) for mime, said in output.data.items()}
    if not any(map(operator.is_not, data.values(), output.data.values())):
        data = output.data
    for mime in (SECTION_MIME, TABLE_MIME):
        if data.get(mime) != output.data.get(mime):
            data |= _beside(mime, data)
    metadata = _masked(output.get("metadata", {}), watch)
    return NotebookNode({**output, "data": NotebookNode(data), "metadata": NotebookNode(metadata)})


def _beside(mime: str, data: dict[str, Any]) -> dict[str, str]:
    """Return what stands beside a masked tree: it shows the same text, number by number."""
    is_table = mime == TABLE_MIME
    tree = data[mime]
    blocks = (Table.model_validate(tree),) if is_table else Section.model_validate(tree).blocks
    if not blocks:
        return {}
    markdown = markup.to_markdown(blocks)
    plain = {"text/plain": markdown} if is_table else {}
    return {"text/html": markup.to_html(blocks), "text/markdown": markdown, **plain}


def _shown(mime: str, said: Any, watch: Watch) -> Any:  # noqa: ANN401  JSON of any shape
    if mime in {SECTION_MIME, TABLE_MIME}:
        return masked_across(_tree(said, watch, lines=True), watch)
    if mime in FORMS and isinstance(said, str):
        return _marked(said, watch, FORMS[mime])
    return said if mime.startswith("image/") else _masked(said, watch)


def _masked(value: Any, watch: Watch) -> Any:  # noqa: ANN401  JSON of any shape
    """Mask every text of plain JSON; colours may stand in the middle of a number, and go."""
    match value:
        case str():
            return watch.masked(_ANSI.sub("", value) if "\x1b" in value else value)
        case list():
            return [_masked(item, watch) for item in value]
        case dict():
            return NotebookNode({name: _masked(item, watch) for name, item in value.items()})
    return value


# The document tree


def _tree(value: Any, watch: Watch, *, lines: bool) -> Any:  # noqa: ANN401  JSON of any shape
    """Mask every text of a tree; what shows nothing is returned itself."""
    if isinstance(value, str):
        return watch.masked(value, lines=lines)
    if isinstance(value, list):
        return _list(value, watch, lines=lines)
    if not isinstance(value, dict):
        return value
    if value.get("kind") == "figure":
        return _figure(value, watch)
    if isinstance(value.get("file"), str) and isinstance(text := value.get("text"), str):
        # An input file as it stands, with the markup of its prose.
        masked_text = _marked(text, watch, MARKDOWN)
        return value if masked_text is text else {**value, "text": masked_text}
    fields = {
        name: item if name in _STRUCTURE else _tree(item, watch, lines=lines and name not in _CELLS)
        for name, item in value.items()
    }
    return fields if any(map(operator.is_not, fields.values(), value.values())) else value


def _list(value: list[Any], watch: Watch, *, lines: bool) -> list[Any]:
    first = value[0] if value else None
    if isinstance(first, dict) and isinstance(first.get("text"), str) and "metric" in first:
        return _runs(value, watch, lines=lines)
    items = [_tree(item, watch, lines=lines) for item in value]
    return items if any(map(operator.is_not, items, value)) else value


def _figure(figure: dict[str, Any], watch: Watch) -> dict[str, Any]:
    drawn = figure["media"] == _PICTURE
    data = _marked(figure["data"], watch, PICTURE) if drawn else figure["data"]
    said = {name: watch.masked(figure[name]) for name in ("alt", "caption")}
    return {**figure, "data": data, **said}


def _runs(runs: list[dict[str, Any]], watch: Watch, *, lines: bool) -> list[dict[str, Any]]:
    """Mask what may begin in one run and end in another; the mask stands where it begins."""
    if any(run.get("note") for run in runs):
        runs = [
            {**run, "note": _runs(run["note"], watch, lines=lines)} if run.get("note") else run
            for run in runs
        ]
    texts = [run["text"] for run in runs]
    spans = watch.spans("".join(texts), lines=lines)
    if not spans:
        return runs
    masked, start = list[dict[str, Any]](), 0
    for run, text in zip(runs, texts, strict=True):
        written, at, end = list[str](), start, start + len(text)
        for first, stop, kind in spans:
            if first >= end or stop <= at:
                continue
            written.append(text[at - start : max(first, at) - start])
            written += [mask(kind)] if first >= start else []
            at = min(stop, end)
        written.append(text[at - start :])
        said = "".join(written)
        if said or run.get("note"):
            masked.append({**run, "text": said})
        start = end
    return masked


# Text with markup in it


@dataclass(frozen=True)
class Form:
    """A kind of text with markup: how it reads without, and how plain text is put into it."""

    plain: Callable[[str], str]
    put: Callable[[str], str]


_TAG = compiled(r"<[^>]*>")
_COMMENT = compiled(r"<!--.*?-->", re.DOTALL)
_APART = compiled(
    r"</?(?:address|article|aside|blockquote|body|br|caption|dd|desc|div|dl|dt|fig\w+|footer|form|g"
    r"|h[1-6r]|head|header|html|img|input|li|main|nav|ol|option|p|path|pre|rect|script|section"
    r"|select|style|svg|table|tbody|td|text|textarea|textPath|tfoot|th|thead|title|tr|ul|use)\b[^>]*>"
)
"""Tags that part what is read; all others stand within it."""
_BESIDE = compiled(r"<!--.*?-->|\^?\[\^[^\[\]]*\]|\^\[[^\[\]]*\]|(?<=\])\([^()\n]*\)", re.DOTALL)
"""What Markdown holds that is read elsewhere or not at all: comments, footnotes, addresses."""
_EMPHASIS = compiled(r"[*_`~\\]")
# Coordinates and pictures are no text, and long.
_HELD = compiled(r"(data:image/svg\+xml[^,\"')\s]*,)([^\"'()<>\s]*)")
"""A drawing within an address, in base64 or quoted."""
_DRAWN = compiled(r"""(\s(?:d|points|transform|viewBox|values)="[^"]*"|["'(]data:[^"')]*["')])""")


def untagged(text: str) -> str:
    """Return the text of HTML or SVG as it reads, a line for each element that makes one."""
    return unescape(_TAG.sub("", _APART.sub("\n", _COMMENT.sub("", text))))


def _unmarked(text: str) -> str:
    """Return Markdown as its words are read, one after the other."""
    return unescape(_EMPHASIS.sub("", re.sub(r"[\[\]]", "", _BESIDE.sub("", text))))


def said_in(picture: str) -> str:
    """Return all that a drawing holds of text: as it reads, then what its tags say."""
    tags = [tag for tag in _TAG.findall(picture) if "=" in tag or "!" in tag]
    return "\n".join((untagged(picture), *(_DRAWN.sub("", tag) for tag in tags)))


def _masks(text: str) -> Iterator[str]:
    """Yield each mask of a text once, in order."""
    yield from dict.fromkeys(found[0] for found in MASKED.finditer(text))


def _picture(text: str) -> str:
    kinds = " ".join(_masks(text))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="40">'
        f'<text x="8" y="24">{escape(kinds)}</text></svg>'
    )


HYPERTEXT = Form(untagged, lambda text: f"<pre>{escape(text)}</pre>")
MARKDOWN = Form(_unmarked, lambda text: text)
PICTURE = Form(untagged, _picture)
CODE = Form(
    lambda text: _EMPHASIS.sub("", untagged(text)),
    lambda text: "".join(f"# {each}\n" for each in _masks(text)),
)
FORMS = {"text/html": HYPERTEXT, "text/markdown": MARKDOWN, _PICTURE: PICTURE}


def _marked(text: str, watch: Watch, form: Form) -> str:
    """Mask text with markup; what only shows without the markup costs the markup."""
    text = _HELD.sub(partial(_held, watch=watch), text)
    lines = form is MARKDOWN
    is_source = form not in (HYPERTEXT, PICTURE)
    plain = form.plain(text)
    is_cut = masked_lines(plain, watch) != plain
    if not (is_cut or watch.spans(text, lines=lines) or watch.spans(plain, lines=lines)):
        return text
    masked = text
    if is_source:
        masked = watch.masked(text, lines=lines)
    elif "<" in text:
        pieces = re.split(f"({_TAG.pattern})", text)
        masked = "".join(
            _tag(piece, watch) if number % 2 else watch.masked(piece, lines=False)
            for number, piece in enumerate(pieces)
        )
    plain = form.plain(masked)
    clean = masked_lines(watch.masked(plain, lines=lines), watch)
    return masked if clean == plain else form.put(clean)


def _held(address: re.Match[str], watch: Watch) -> str:
    """Mask the text of a drawing that an address holds."""
    head, data = address.groups()
    is_base64 = head.lower().endswith(";base64,")
    drawn = drawing(unquote(data)) if is_base64 else unquote(data)
    masked = _marked(drawn, watch, PICTURE)
    if masked == drawn:
        return address[0]
    return head + (base64.b64encode(masked.encode()).decode() if is_base64 else quote(masked))


def _tag(tag: str, watch: Watch) -> str:
    if "=" not in tag and "!" not in tag:
        return tag
    pieces = _DRAWN.split(tag)
    return "".join(
        piece if number % 2 else watch.masked(piece, lines=False)
        for number, piece in enumerate(pieces)
    )
