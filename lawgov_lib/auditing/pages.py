"""The text of printed pages: characters with their places become lines, columns, paragraphs.

A page knows no paragraph. One begins where a line is indented, where the line before it ended
early, where there is more room between the lines, or where the size changes; it goes on over the
edge of a page. Page numbers and lines that return on every page are no text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.auditing.pagetables import cells_of, goes_on_in_cells
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.pieces import NUMBERED, joined, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SAME_LINE = 0.4
_FAR = 1.2
_BACK = 1.0
_BLANK = 0.25
"""Gaps, in heights of a character: of one line, to the next part, back, and of a blank."""
_INDENT = 1.2
_EARLY = 2.5
_APART = 4.0
"""What begins so far to the right stands alone, as a signature or a date does."""
_LEADING = 1.35
_OTHER_SIZE = 0.15
_NUMBER = compiled(
    r"[-—–－·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／，,]?\s*共?\s*[0-9]{1,4}\s*页?)?"
    r"[-—–－·•\s]*"
)
_DIGITS = compiled(r"[0-9０-９\s]+")
_TWO = 2
_EDGE = 2
"""So many lines at either edge of a page may be a running head or a page number."""
_RETURNS = 3
"""On so many pages a running head stands, or on both of two."""
_SENTENCE_ENDS = tuple("。！？")
_MIDDLE = range(35, 66, 2)
"""Where, in per cent of the width, a gutter between two columns is looked for."""
_FEWEST_LINES = 5
_FEWEST_CHARACTERS = 8
_MOST_ACROSS = 0.2


class Glyph(NamedTuple):
    """A character and the box of its line, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass
class Line:
    """A line of one column, or a part of one; ``column`` is 0 where there is but one."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    column: int = 0
    parts: tuple[Line, ...] = ()
    glyphs: tuple[Glyph, ...] = ()

    @property
    def cells(self) -> int:
        """How many parts stand on it with room between them; 0 where it is but one."""
        return len(self.parts)

    @property
    def height(self) -> float:
        """The height of its characters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """How high it stands."""
        return (self.top + self.bottom) / 2

    def beside(self, other: Line) -> bool:
        """Tell whether another stands on the same height."""
        return abs(self.middle - other.middle) <= _SAME_LINE * max(self.height, other.height)


def paragraphs(pages: Sequence[Sequence[Glyph]]) -> Iterator[tuple[int, str | list[list[str]]]]:
    """Yield the paragraphs and tables of a document, each with the page on which it begins.

    Args:
        pages: The characters of each page.

    Yields:
        The page, and the text of a paragraph or the rows of a table.
    """
    laid = [_lines(number, glyphs) for number, glyphs in enumerate(pages, start=1)]
    lines = [line for page in _without_edges(laid) for line in page]
    prose = [line for line in lines if not line.parts] or lines
    lefts, rights = _margins(lines, prose)
    pitch = _pitch(prose)
    text, page, rows = "", 0, list[Line]()
    for before, line, after in zip((None, *lines), lines, (*lines[1:], None), strict=False):
        if _is_row(line, before, after) or (rows and goes_on_in_cells(rows, line)):
            if text:
                yield page, tidy(text)
                text = ""
            page = page if rows else line.page
            rows.append(line)
            continue
        if rows:
            yield page, cells_of(rows)
            rows = []
        if not text or before is None or _begins(before, line, lefts, rights, pitch):
            if text:
                yield page, tidy(text)
            text, page = line.text, line.page
        else:
            text = joined(text, line.text)
    if text:
        yield page, tidy(text)
    if rows:
        yield page, cells_of(rows)


def _is_row(line: Line, before: Line | None, after: Line | None) -> bool:
    """Tell whether a line is a row of a table: more cells than two, or cells as its neighbours."""
    if line.cells > _TWO:
        return True
    near = [each for each in (before, after) if each is not None and each.page == line.page]
    if line.cells == _TWO:
        return any(each.cells >= _TWO for each in near)
    return len(near) == _TWO and all(each.cells > _TWO for each in near)


def _begins(
    before: Line, line: Line, lefts: dict[int, float], rights: dict[int, float], pitch: float
) -> bool:
    """Tell whether a line begins a paragraph."""
    size = max(line.height, before.height)
    same = line.page == before.page and line.column == before.column
    return (
        abs(line.height - before.height) > _OTHER_SIZE * size
        or (before.text.endswith(_SENTENCE_ENDS) and NUMBERED.match(line.text) is not None)
        or line.left > lefts[line.column] + _INDENT * line.height
        or before.right < rights[before.column] - _EARLY * before.height
        or before.left > lefts[before.column] + _APART * before.height
        or (same and before.middle - line.middle > _LEADING * pitch)
    )


def _margins(
    lines: Sequence[Line], prose: Sequence[Line]
) -> tuple[dict[int, float], dict[int, float]]:
    """Return where most lines of each column begin, and how far the longest reach.

    The rows of a table say nothing of that where a column has other lines.
    """
    lefts: dict[int, Counter[float]] = {}
    rights: dict[int, list[float]] = {}
    told = {line.column for line in prose}
    for line in (*prose, *(line for line in lines if line.column not in told)):
        lefts.setdefault(line.column, Counter())[round(line.left / 3) * 3.0] += 1
        rights.setdefault(line.column, []).append(line.right)
    return (
        {column: _leftmost(found) for column, found in lefts.items()},
        {column: sorted(found)[int(0.9 * (len(found) - 1))] for column, found in rights.items()},
    )


def _leftmost(found: Counter[float]) -> float:
    """Return the leftmost place at which lines often begin."""
    often = max(found.values()) / 4
    return min(left for left, count in found.items() if count >= often)


def _pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance of a line from the one before it."""
    steps = [
        before.middle - line.middle
        for before, line in pairwise(lines)
        if before.page == line.page and before.column == line.column and before.middle > line.middle
    ]
    return median(steps) if steps else 0.0


# Lines and columns of a page


def _lines(number: int, glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the lines of a page in reading order."""
    parts = _parts(number, glyphs)
    gutter = _gutter(parts)
    if gutter is None:
        return _rows(parts)
    ordered: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for part in sorted(parts, key=lambda part: -part.middle):
        if part.left < gutter < part.right:
            ordered += [*_rows(sides[0]), *_rows(sides[1]), part]
            sides = ([], [])
        else:
            part.column = 1 if part.right <= gutter else 2
            sides[part.column - 1].append(part)
    return [*ordered, *_rows(sides[0]), *_rows(sides[1])]


def _parts(number: int, glyphs: Sequence[Glyph]) -> list[Line]:
    """Join characters that are drawn one beside the other.

    Marks of another face may be drawn when the line stands already: they are put in their place.
    """
    drawn: list[list[Glyph]] = []
    for glyph in glyphs:
        if drawn and _continues(drawn[-1], glyph):
            drawn[-1].append(glyph)
        else:
            drawn.append([glyph])
    parts = [_line(number, each) for each in drawn]
    return [line for row in _level(parts) for line in _woven(row)]


def _woven(row: Sequence[Line]) -> list[Line]:
    """Join the parts of a row that stand in the midst of another, or touch its end."""
    lines: list[Line] = []
    for part in row:
        if lines and part.left <= lines[-1].right + _BLANK * part.height:
            glyphs = sorted((*lines.pop().glyphs, *part.glyphs), key=_left)
            lines.append(_line(part.page, glyphs))
        else:
            lines.append(part)
    return lines


def _left(glyph: Glyph) -> float:
    return glyph.left


def _continues(drawn: Sequence[Glyph], glyph: Glyph) -> bool:
    """Tell whether a character is drawn beside the one before it."""
    before, height = drawn[-1], glyph.top - glyph.bottom
    apart = abs(before.top + before.bottom - glyph.top - glyph.bottom) / 2
    is_beside = apart <= _SAME_LINE * max(height, before.top - before.bottom)
    return is_beside and -_BACK * height <= glyph.left - before.right <= _FAR * height


def _line(number: int, glyphs: Sequence[Glyph]) -> Line:
    """Write characters as a line, with a blank where there is room for one."""
    text = ""
    for before, glyph in zip((None, *glyphs), glyphs, strict=False):
        room = 0.0 if before is None else glyph.left - before.right
        text += (" " if room > _BLANK * (glyph.top - glyph.bottom) else "") + glyph.text
    return Line(
        number,
        text,
        min(each.left for each in glyphs),
        max(each.right for each in glyphs),
        min(each.bottom for each in glyphs),
        max(each.top for each in glyphs),
        glyphs=tuple(glyphs),
    )


def _rows(parts: Sequence[Line]) -> list[Line]:
    """Join the parts that stand on one height, from left to right; the highest come first."""
    return [_row(row) for row in _level(parts)]


def _level(parts: Sequence[Line]) -> list[list[Line]]:
    """Return the parts that stand on one height, from left to right; the highest come first."""
    rows: list[list[Line]] = []
    for part in sorted(parts, key=lambda part: -part.middle):
        if rows and rows[-1][0].beside(part):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda part: part.left) for row in rows]


def _row(parts: Sequence[Line]) -> Line:
    first = parts[0]
    return Line(
        first.page,
        " ".join(part.text for part in parts),
        first.left,
        max(part.right for part in parts),
        min(part.bottom for part in parts),
        max(part.top for part in parts),
        first.column,
        tuple(parts) if len(parts) > 1 else (),
    )


def _gutter(parts: Sequence[Line]) -> float | None:
    """Return where a gutter parts two columns of text; None where there is none.

    A table has short cells on either side: it is no two columns.
    """
    if not parts:
        return None
    left, right = min(part.left for part in parts), max(part.right for part in parts)
    best: tuple[int, float] | None = None
    for share in _MIDDLE:
        place = left + (right - left) * share / 100
        across = sum(part.left < place < part.right for part in parts)
        if best is None or across < best[0]:
            best = (across, place)
    if best is None or best[0] > _MOST_ACROSS * len(parts):
        return None
    sides = [
        [part for part in parts if part.right <= best[1]],
        [part for part in parts if part.left >= best[1]],
    ]
    for side in sides:
        written = sum(len(part.text) for part in side)
        if len(side) < _FEWEST_LINES or written < _FEWEST_CHARACTERS * len(side):
            return None
    return best[1]


# Running heads and page numbers


def _without_edges(pages: Sequence[list[Line]]) -> Iterator[list[Line]]:
    returning = Counter(each for page in pages for each in {_head(line) for line in _edges(page)})
    often = min(_RETURNS, max(len(pages), _TWO))
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        yield [
            line
            for line in page
            if id(line) not in edges
            or not (_NUMBER.fullmatch(line.text) or returning[_head(line)] >= often)
        ]


def _head(line: Line) -> tuple[str, int]:
    """Return what a running head has in common on all pages: its words and its height."""
    return _DIGITS.sub("", line.text), round(line.middle)


def _edges(page: Sequence[Line]) -> list[Line]:
    """Return the highest and the lowest lines of a page; a row of a table is none."""
    ordered = sorted(page, key=lambda line: -line.middle)
    edges = [*ordered[:_EDGE], *ordered[_EDGE:][-_EDGE:]]
    at = {id(line): place for place, line in enumerate(page)}
    rows = {
        id(line)
        for line in edges
        if _is_row(line, *(_near(page, at[id(line)] + step) for step in (-1, 1)))
    }
    return [line for line in edges if id(line) not in rows]


def _near(page: Sequence[Line], at: int) -> Line | None:
    return page[at] if 0 <= at < len(page) else None
