"""Texts of a document tree that stand beside or below each other, and masks across them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from lawgov_lib.base.expressions import compiled
from lawgov_lib.privacy.disclosure import mask
from lawgov_lib.privacy.neighbours import Said, across

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.privacy.disclosure import Watch

Tree = dict[str, Any]
"""A block or a section as plain JSON values."""
_LINE = compiled(r"[^\n|]+")
_SIGN = compiled(r"\d|[@＠]")
"""What is looked for has a digit or this sign."""
_FRAGMENT = compiled("[0-9]{7,}")
_OPENING = "正文之前"


class Slot(NamedTuple):
    """A text of a tree, and where it stands.

    Attributes:
        holder: The part of the tree that holds it, under ``key``.
        where: What a person calls the place.
        block: The position of its block in the section.
        called: The head above it, of a cell.
    """

    holder: Any
    key: str | int
    where: str = ""
    block: int = 0
    called: str = ""

    @property
    def text(self) -> str:
        """The text that is held there, of runs all together."""
        held = self.holder[self.key]
        return held if isinstance(held, str) else "".join(run["text"] for run in held)

    def replace(self, start: int, end: int, said: str) -> None:
        """Put something else in the place of a part of the text; it stands where that begins."""
        held = self.holder[self.key]
        if isinstance(held, str):
            self.holder[self.key] = held[:start] + said + held[end:]
            return
        at = 0
        for run in held:
            text = run["text"]
            first, last = (min(max(each - at, 0), len(text)) for each in (start, end))
            put = said if 0 <= start - at < len(text) else ""
            run["text"] = text[:first] + put + text[last:]
            at += len(text)
        held[:] = [run for run in held if run["text"] or run.get("note")]


def rows_of(blocks: Iterable[Tree]) -> Iterator[list[Slot]]:
    """Yield what is read in one go: texts one below the other, rows and columns of tables.

    Args:
        blocks: The blocks of a section, in reading order.
    """
    below: list[Slot] = []
    heading, count = _OPENING, 0
    for place, block in enumerate(blocks):
        count += 1
        if block["kind"] in {"heading", "annex"}:
            heading, count = "“{}{}”".format(*_head_of(block)), 0
        where = f"{heading}{f'第{count}段' if count else '标题'}"
        if block["kind"] == "table":
            yield below
            below = []
            yield from _table_rows(block, f"{where}（表）", place)
        else:
            below += (Slot(*held, place) for held in _held(block, where))
    yield below


def _head_of(block: Tree) -> tuple[str, str]:
    if block["kind"] == "heading":
        return block["number"], block["text"]
    return f"{block['label']} ", block["title"]


def _held(block: Tree, where: str) -> Iterator[tuple[Any, str | int, str]]:
    match block["kind"]:
        case "title":
            yield from ((block["lines"], at, where) for at in range(len(block["lines"])))
        case "heading":
            yield block, "text", where
        case "annex":
            yield block, "title", where
        case "paragraph":
            yield block, "runs", where
        case "verbatim":
            yield block, "text", f"{where}（程序输出）"
        case "listing":
            yield from _of_items(block["items"], where)
        case "figure":
            yield from ((block, name, f"{where}（图）") for name in ("alt", "caption", "origin"))


def _of_items(items: Iterable[Tree], where: str) -> Iterator[tuple[Any, str | int, str]]:
    for number, item in enumerate(items, start=1):
        yield item, "runs", f"{where}第{number}项"
        yield from _of_items(item["items"], f"{where}第{number}项")


def _table_rows(table: Tree, where: str, place: int) -> Iterator[list[Slot]]:
    columns = table["columns"]
    heads = [column["text"] or column.get("over", "") for column in columns]
    header = [Slot(column, "text", f"{where}表头", place) for column in columns]
    grid = [
        [
            Slot(row, at, f"{where}第{number}行第{at + 1}列", place, head)
            for at, (head, _) in enumerate(zip(heads, row, strict=False))
        ]
        for number, row in enumerate(table["rows"], start=1)
    ]
    yield header
    yield from grid
    for at, head in enumerate(header):
        yield [head, *(row[at] for row in grid if at < len(row))]


def _dataset_rows(dataset: Tree, watch: Watch) -> Iterator[list[Slot]]:
    columns = dataset["columns"]
    for number, row in enumerate(dataset["rows"], start=2):
        texts = tuple(zip(row, columns, strict=False))
        if texts in watch.plain_rows and watch.has_cleared(row):
            continue
        where = f"数据文件{dataset['name']}.csv第{number}行"
        yield [Slot(row, at, where, 0, head) for at, head in enumerate(columns)]


def section_rows(section: Tree, watch: Watch) -> Iterator[list[Slot]]:
    """Yield all that is read in one go in a section, or in a table by itself.

    Args:
        section: The section or the table.
        watch: What is looked for; rows of data files that it knows to show nothing are left out.
    """
    yield from rows_of([section] if section.get("kind") == "table" else section["blocks"])
    for dataset in section.get("datasets", ()):
        yield from _dataset_rows(dataset, watch)


@dataclass(frozen=True)
class Cut:
    """What several texts of a row show together: its kind, and its parts, each in its text."""

    kind: str
    parts: tuple[tuple[Slot, int, int], ...]

    @property
    def begins(self) -> Slot:
        """The text that it begins in."""
        return self.parts[0][0]


def seen_across(row: Sequence[Slot], watch: Watch) -> tuple[Cut, ...]:
    """Find what a row shows across its texts, or across the lines and cells that a text has."""
    texts = tuple((slot.text, slot.called) for slot in row)
    if texts in watch.plain_rows:
        return ()
    if not any(_SIGN.search(text) for text, _ in texts):
        watch.plain_rows.add(texts)
        return ()
    lines = [
        (slot, line)
        for slot, (text, _) in zip(row, texts, strict=True)
        for line in _LINE.finditer(text)
    ]
    found = across([Said(line[0], slot.called) for slot, line in lines], watch)
    if not found:
        watch.plain_rows.add(texts)
    return tuple(
        Cut(
            each.kind,
            tuple(
                (lines[at][0], lines[at][1].start() + start, lines[at][1].start() + end)
                for at, start, end in each.parts
            ),
        )
        for each in found
    )


def _mask_row(row: Sequence[Slot], watch: Watch) -> None:
    while found := seen_across(row, watch):
        for each in reversed(found):
            first, *others = each.parts
            for slot, start, end in reversed(others):
                slot.replace(start, end, "")
            first[0].replace(*first[1:], mask(each.kind))


def fragments(sections: Iterable[Tree], watch: Watch) -> Iterator[tuple[str, str]]:
    """Yield the long parts of what is cut in the sections, each with its kind.

    A finding may quote such a part, and a file of the year may hold it in another place.
    """
    for section in sections:
        for row in section_rows(section, watch):
            for slot in row:
                for start, end, kind in watch.spans(slot.text):
                    groups = _FRAGMENT.findall(slot.text[start:end])
                    yield from ((group, kind) for group in groups if len(group) < end - start)
            for cut in seen_across(row, watch):
                for slot, start, end in cut.parts:
                    groups = _FRAGMENT.findall(slot.text[start:end])
                    yield from ((group, cut.kind) for group in groups)


def masked_across(section: Tree, watch: Watch) -> Tree:
    """Return a section with masks for what it shows across its texts; else the section itself."""
    if not any(seen_across(row, watch) for row in section_rows(section, watch)):
        return section
    fresh = deepcopy(section)
    for row in section_rows(fresh, watch):
        _mask_row(row, watch)
    return fresh


def kinds_across(text: str, watch: Watch) -> tuple[str, ...]:
    """Return the kinds of what a text shows across its lines and cells."""
    return tuple(dict.fromkeys(cut.kind for cut in seen_across([Slot([text], 0)], watch)))


def masked_lines(text: str, watch: Watch) -> str:
    """Return a text with masks for what it shows across its lines and cells."""
    holder = [text]
    _mask_row([Slot(holder, 0)], watch)
    return holder[0]
