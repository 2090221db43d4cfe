"""Prose of a year folder from blocks: Markdown that reads as the blocks do, mark for mark.

Whatever could be taken for a mark is escaped; what is written is read again, and what would read
otherwise is written once more without emphasis and with every mark escaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.errors import TellingError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document import markdown
from lawgov_lib.document.tree import Heading, Paragraph, Run, Table, plain

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.document.tree import Block, Runs

Reference = tuple[int, int, str]
_MARKS = compiled(r"[\\`*_{}\[\]<>|~^$&]")
_EVERY = compiled(r"[!-/:-@\[-`{-~]")
_LINE_START = compiled(r"[-+=#:!>]|[0-9]{1,9}(?=[.)](?:\s|$))")
_WIDE = compiled("[＃｜｛｝]")
"""Full-width marks that some type for those of Markdown; they are written by their number."""
_PAIRED = compiled(r"={2,}|%{2,}|(?<!\w):(?=[a-z])|[\"']")
"""Marks that mean something in pairs, or before a word."""


def written(blocks: Iterable[Block], references: Mapping[int, Sequence[Reference]]) -> str:
    """Write the blocks of a section as Markdown.

    Args:
        blocks: Headings, paragraphs and tables.
        references: Where references stand, by position of the block: from where to where in the
            text of a paragraph, or in which row and column of a table, and the reference without
            its braces.
    """
    texts = [_block(block, references.get(at, ())) for at, block in enumerate(blocks)]
    return "".join(f"{text}\n\n" for text in texts)[:-1]


def _block(block: Block, places: Sequence[Reference]) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * level} {_escaped(text, _MARKS)}"
        case Paragraph(runs=runs):
            return _paragraph(runs, places)
        case Table():
            return _table(block, {(row, column): said for row, column, said in places})
    raise TypeError(block.kind)


def _paragraph(runs: Runs, places: Sequence[Reference]) -> str:
    """Write a paragraph; one that would not read as it is meant is written without emphasis."""
    text = _runs(runs, places, strong=True)
    if _reads(text, runs, places):
        return text
    bare = tuple(run.model_copy(update={"strong": False}) for run in runs)
    return _runs(bare, places, strong=False, marks=_EVERY)


def _reads(text: str, runs: Runs, places: Sequence[Reference]) -> bool:
    """Tell whether a text is one paragraph that says what was meant, as strong as it was meant."""
    said = iter([plain(runs)[start:end] for start, end, _ in places])
    try:
        blocks = markdown.parse(text, resolve=lambda *_: (Run(text=next(said), metric="-"),))
    except (TellingError, StopIteration):
        return False
    if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
        return False
    return _shape(blocks[0].runs) == _shape(runs)


def _shape(runs: Runs) -> list[tuple[str, bool]]:
    """Return the characters that are seen, each with whether it is strong, and the footnotes."""
    seen: list[tuple[str, bool]] = []
    for run in runs:
        seen += [(character, run.strong) for character in run.text if not character.isspace()]
        if run.note:
            seen.append((_bare(plain(run.note)), False))
    return seen


def _runs(
    runs: Runs,
    places: Sequence[Reference],
    *,
    strong: bool,
    marks: re.Pattern[str] = _MARKS,
) -> str:
    told, begin = "", 0
    for run in runs:
        inner = "".join(_stretches(run.text, begin, places, marks))
        begin += len(run.text)
        if strong and run.strong and inner.strip():
            bare = inner.strip()
            before = inner[: len(inner) - len(inner.lstrip())]
            after = inner[len(inner.rstrip()) :]
            inner = f"{before}**{bare}**{after}"
        told += inner
        if run.note:
            told += f"^[{_escaped(plain(run.note), marks).replace(chr(10), '<br>')}]"
    told = told.replace("****", "")
    return _begun(told.strip())


def _stretches(
    text: str, begin: int, places: Sequence[Reference], marks: re.Pattern[str]
) -> Iterator[str]:
    """Yield the text of a run with the references that stand in it."""
    at = 0
    for start, end, reference in places:
        if begin <= start and end <= begin + len(text):
            yield _escaped(text[at : start - begin], marks)
            yield f"{{{{ {reference} }}}}"
            at = end - begin
    yield _escaped(text[at:], marks)


def _escaped(text: str, marks: re.Pattern[str]) -> str:
    text = marks.sub(lambda found: "\\" + found[0], text)
    if marks is not _EVERY:
        text = _PAIRED.sub(lambda found: "".join("\\" + mark for mark in found[0]), text)
    return _WIDE.sub(lambda found: f"&#{ord(found[0])};", text)


def _begun(text: str) -> str:
    """Escape what a paragraph begins with, where it would begin a list or a heading."""
    found = _LINE_START.match(text)
    if not found:
        return text
    end = found.end()
    return f"{text[:end]}\\{text[end:]}" if found[0].isdigit() else f"\\{text}"


# Tables


def _table(table: Table, said: Mapping[tuple[int, int], str]) -> str:
    """Write a table; the rows of one that no page has room for become paragraphs."""
    rows = [[column.text for column in table.columns]]
    rows += [[plain(cell) for cell in row] for row in table.rows]
    cells = [[_cell(text) for text in row] for row in rows]
    for (row, column), reference in said.items():
        cells[row + 1][column] = f"{{{{ {reference} }}}}".replace("|", "\\|")
    head, *body = ("| " + " | ".join(row) + " |" for row in cells)
    text = "\n".join([head, "|" + "---|" * len(table.columns), *body])
    words = (rows[row + 1][column] for row, column in said)
    return text if _is_table(text, rows, words) else "\n\n".join(_as_lines(rows))


def _cell(text: str) -> str:
    return _escaped(text, _MARKS).replace("\n", "<br>")


def _is_table(text: str, rows: Sequence[Sequence[str]], words: Iterator[str]) -> bool:
    """Tell whether a page has room for a table, and it reads as one."""
    try:
        blocks = markdown.parse(text, resolve=lambda *_: (Run(text=next(words)),))
    except (TellingError, StopIteration):
        return False
    if len(blocks) != 1 or not isinstance(blocks[0], Table):
        return False
    read = [[column.text for column in blocks[0].columns]]
    read += [[plain(cell) for cell in row] for row in blocks[0].rows]
    return [list(map(_bare, row)) for row in read] == [list(map(_bare, row)) for row in rows]


def _bare(text: str) -> str:
    return "".join(text.split())


def _as_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write the rows of a table that no page has room for as paragraphs."""
    for row in rows:
        text = "；".join(cell.replace("\n", "") for cell in row if cell.strip())
        if text:
            yield _begun(_escaped(text, _EVERY))
