"""Scrub the record: what must not be public is masked in every text that a notebook holds.

The structure stays: keys, anchors and the ids by which numbers find their metrics are no text, so
a scrubbed record is read and rendered as any other.
"""

from __future__ import annotations

import base64
import getpass
import operator
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

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
from lawgov_lib.privacy.disclosure import Watch, mask
from lawgov_lib.privacy.markedtext import (
    CODE,
    DRAWING,
    FORMS,
    MARKDOWN,
    PICTURE,
    drawing,
    marked,
)
from lawgov_lib.privacy.readingorder import fragments, masked_across

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    source = marked(cell.source, watch, CODE if cell.cell_type == "code" else MARKDOWN)
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
    drawn = drawing(data) if mime == DRAWING else ""
    masked = marked(drawn, watch, PICTURE)
    return data if masked == drawn else base64.b64encode(masked.encode()).decode()


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
        return marked(said, watch, FORMS[mime])
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
        masked_text = marked(text, watch, MARKDOWN)
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
    if isinstance(first, str) and set(map(type, value)) == {str} and watch.has_cleared(value):
        return value
    items = [_tree(item, watch, lines=lines) for item in value]
    return items if any(map(operator.is_not, items, value)) else value


def _figure(figure: dict[str, Any], watch: Watch) -> dict[str, Any]:
    drawn = figure["media"] == DRAWING
    data = marked(figure["data"], watch, PICTURE) if drawn else figure["data"]
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
