"""Export the record as the page for reviewers: the text, where its numbers come from, what to ask.

The page is whole without its script, which only opens panels, filters and sorts what is there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from lawgov_lib.base.severity import ANSWERED, Severity
from lawgov_lib.document.dossier import Annotation, Remark, Review
from lawgov_lib.document.markup import fragments
from lawgov_lib.document.tree import (
    Annex,
    Heading,
    Item,
    Listing,
    Paragraph,
    Run,
    Section,
    Title,
    plain,
)
from lawgov_lib.exporters.imprint import imprint
from lawgov_lib.exporters.webpage import Entry, contents, fill, page
from lawgov_lib.exporters.yearchart import year_chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nbformat import NotebookNode

    from lawgov_lib.document.dossier import Card, Evidence, Point
    from lawgov_lib.document.tree import Block, Document, Runs

CLEAR = "无发现"
WHOLE = "report"
"""The anchor of what concerns the whole report; it is the page's main region."""
_NONE = "—"
_ANSWER_THERE = "在remarks.yaml的answer中写明答复，答复随下一份Word文件送回。"
# Noncharacters, which no text holds, stand for the tags until the text has been escaped.
_MARK, _UNMARK = "\ufdd0", "\ufdd1"
_TAGS = {_MARK: '<mark class="fresh">', _UNMARK: "</mark>"}
_ROW_TAGS = {
    "\ufdd3": '<tr><th scope="row">',
    "\ufdd4": "</th><td>",
    "\ufdd5": "</td><td>",
    "\ufdd6": "</td></tr>\n",
}


def render_review(document: Document, nb: NotebookNode | None = None) -> str:
    """Render the document as the page for reviewers.

    Args:
        document: The whole report; without its review part the page has the text alone, without
            any metric it has no table of them. The year 0 is none.
        nb: The executed notebook that the document was read from, for its code; None for a text
            that came from elsewhere.

    Returns:
        The page; the same arguments give the same text.

    Raises:
        ExportError: A figure is not readable SVG.
    """
    meta, review = document.meta, _with_annotations(document.review or Review(cards=()))
    told = imprint(document)
    chapters = _chapters(document, review)
    entries = contents(document.blocks)
    titles = {key: chapter.title for chapter in chapters for key in chapter.keys}
    years = sorted({meta.year} | {point.year for card in review.cards for point in card.series})
    about: dict[str, list[Remark]] = {}
    for remark in review.remarks:
        about.setdefault(remark.about, []).append(remark)
    body = fill(
        "review.html",
        meta=meta,
        imprint=told,
        review=review,
        has_review=document.review is not None,
        entries=entries,
        chapters=chapters,
        states=_states(entries, chapters),
        counts=_counts(review.remarks),
        omitted=document.omitted,
        severities=tuple(Severity),
        answered=ANSWERED,
        years=years,
        metrics=[_metric(card, years, titles) for card in review.cards],
        charts={card.id: _chart(card) for card in review.cards},
        about=about,
        titles=titles,
        has_metrics=document.review is None or bool(review.cards),
        codes=[cell.source for cell in nb.cells if cell.cell_type == "code"] if nb else [],
        blank=_NONE,
        table_rows=_table_rows,
    )
    return page(
        meta,
        document.blocks,
        body,
        title=f"审核：{meta.title}",
        description=f"{meta.agency}《{meta.title}》审核页",
        is_public=False,
        marks=told.marks,
        style="review.css",
        script="review.js",
    )


def _with_annotations(review: Review) -> Review:
    """Put the remarks of leaders beside the findings."""
    own = (
        Remark(
            code="",
            title=f"{each.signed}批注",
            severity=Severity.INFO,
            message=_remarked(each),
            hint=_ANSWER_THERE,
            section=each.section,
            paragraph=each.paragraph,
            answer=each.answer,
        )
        for each in review.annotations
    )
    return review.model_copy(update={"remarks": (*own, *review.remarks)})


def _remarked(each: Annotation) -> str:
    about = f"接批注“{each.follows}”" if each.follows else f"“{each.words}”" if each.words else ""
    return f"{about}：{each.text}" if about else each.text


# The text


@dataclass
class Stretch:
    """A block with remarks, and the blocks after it that have none; ``own`` names an added cell."""

    first: Markup
    remarks: list[Remark] = field(default_factory=list)
    rest: list[Markup] = field(default_factory=list)
    own: str = ""


@dataclass
class Chapter:
    """What stands under one heading of the contents; the first concerns the whole report."""

    anchor: str
    title: str
    keys: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    general: list[Remark] = field(default_factory=list)

    @property
    def remarks(self) -> list[Remark]:
        """All remarks, in reading order."""
        own = [remark for stretch in self.stretches for remark in stretch.remarks]
        return [*self.general, *own]


def _chapters(document: Document, review: Review) -> list[Chapter]:
    """Lay the text out under the headings of the contents, each remark at its block."""
    listed = {entry.anchor: entry.text for entry in _flat(contents(document.blocks))}
    marked = [_freshened(section, review) for section in document.sections]
    written = iter(fragments(tuple(block for blocks in marked for block in blocks)))
    keys = {section.key for section in document.sections}
    general = [remark for remark in review.remarks if remark.section not in keys]
    chapters = [Chapter(WHOLE, "全文", general=general)]
    for section in document.sections:
        remarks = _placed(section, review.remarks)
        for place, block in enumerate(section.blocks):
            if isinstance(block, Heading | Annex) and block.anchor in listed:
                chapters.append(Chapter(block.anchor, listed[block.anchor]))
            fragment = _with_tags(next(written))
            _add(chapters[-1], fragment, remarks.pop(place, []), section.label)
        chapters[-1].keys.append(section.key)
        chapters[-1].general += [remark for left in remarks.values() for remark in left]
    return chapters


def _flat(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from entry.parts


def _add(chapter: Chapter, fragment: Markup, remarks: list[Remark], own: str) -> None:
    """Begin a stretch where there are remarks or another hand, else go on with the last one."""
    if remarks or not chapter.stretches or chapter.stretches[-1].own != own:
        chapter.stretches.append(Stretch(fragment, remarks, own=own))
    else:
        chapter.stretches[-1].rest.append(fragment)


def _leading(section: Section) -> int:
    """Count the blocks before a section's own text: title, addressee, notes and its headings."""
    for place, block in enumerate(section.blocks):
        match block:
            case Title() | Paragraph(role="addressee" | "note"):
                continue
            case Heading(anchor=anchor) if not anchor.startswith(f"{section.key}-"):
                continue
        return place
    return len(section.blocks)


def _placed(section: Section, remarks: Sequence[Remark]) -> dict[int, list[Remark]]:
    """Sort a section's remarks by block; what concerns the whole section stands where it begins."""
    leading, placed = _leading(section), dict[int, list[Remark]]()
    last = max(len(section.blocks) - 1, 0)
    for remark in remarks:
        if remark.section == section.key:
            place = min(leading + (remark.paragraph or 0), last)
            placed.setdefault(place, []).append(remark)
    return placed


def _freshened(section: Section, review: Review) -> list[Block]:
    """Mark in the section's blocks what the year before did not have."""
    leading, blocks = _leading(section), list(section.blocks)
    for fresh in review.fresh:
        place = leading + fresh.paragraph
        if fresh.section != section.key or place >= len(blocks):
            continue
        block = blocks[place]
        if isinstance(block, Paragraph):
            blocks[place] = block.model_copy(update={"runs": _marked(block.runs, fresh.text)})
        elif isinstance(block, Listing):
            blocks[place] = block.model_copy(update={"items": _marked_items(block, fresh.text)})
    return blocks


def _marked_items(listing: Listing | Item, text: str) -> tuple[Item, ...]:
    """Put marks around a stretch of text in the items of a list and of the lists in it."""
    return tuple(
        item.model_copy(
            update={"runs": _marked(item.runs, text), "items": _marked_items(item, text)}
        )
        for item in listing.items
    )


def _marked(runs: Runs, text: str) -> tuple[Run, ...]:
    """Put marks around a stretch of text, which may begin in one run and end in another."""
    whole = plain(runs)
    begin = whole.find(text)
    if begin < 0 or not text:
        # A list's items may be one stretch: then each item is a part of it.
        begin, end = (0, len(whole)) if whole and whole in text else (0, 0)
    else:
        end = begin + len(text)
    marked, start = [], 0
    for run in runs:
        a, b = (min(max(at - start, 0), len(run.text)) for at in (begin, end))
        start, said = start + len(run.text), run.text
        if a < b:
            said = f"{said[:a]}{_MARK}{said[a:b]}{_UNMARK}{said[b:]}"
            run = run.model_copy(update={"text": said})  # noqa: PLW2901  most stay as they are
        marked.append(run)
    return tuple(marked)


def _with_tags(fragment: str, tags: Mapping[str, str] = _TAGS) -> Markup:
    for mark, tag in tags.items():
        fragment = fragment.replace(mark, tag)
    return Markup(fragment)  # noqa: S704  markup escapes all text, and the tags are ours


def _table_rows(rows: Evidence) -> Markup:
    """Write the body of a table of evidence, of many cells; their text is escaped in one go."""
    row, head, cell, end = _ROW_TAGS
    text = "".join(
        f"{row}{line}{head}{cell.join(cells)}{end}"
        for line, cells in zip(rows.lines, rows.rows, strict=True)
    )
    return _with_tags(str(escape(text)), _ROW_TAGS)


# States and counts


def _counts(remarks: Iterable[Remark]) -> dict[str, int]:
    """Count open remarks by severity, and the answered ones."""
    counts = Counter(ANSWERED if remark.answer else remark.severity for remark in remarks)
    return {state: counts[state] for state in (*Severity, ANSWERED)}


def _states(entries: Iterable[Entry], chapters: Iterable[Chapter]) -> dict[str, tuple[str, int]]:
    """Return the worst state of each heading of the contents and how many remarks are in it.

    A heading answers for those under it too.
    """
    remarks = {chapter.anchor: chapter.remarks for chapter in chapters}
    under = {entry.anchor: [part.anchor for part in entry.parts] for entry in entries}
    return {
        anchor: _state(own + [each for part in under.get(anchor, ()) for each in remarks[part]])
        for anchor, own in remarks.items()
    }


def _state(remarks: Iterable[Remark]) -> tuple[str, int]:
    return next((pair for pair in _counts(remarks).items() if pair[1]), (CLEAR, 0))


# The metrics


def _chart(card: Card) -> Markup:
    return Markup(year_chart(card.name, card.series))  # noqa: S704  it escapes all text


@dataclass(frozen=True)
class MetricRow:
    """A metric by year; ``orders`` are what the columns are sorted by, blank where unknown."""

    card: Card
    section: str
    said: tuple[str, ...]
    orders: tuple[str, ...]
    change_order: str


def _metric(card: Card, years: Sequence[int], titles: Mapping[str, str]) -> MetricRow:
    points = {point.year: point for point in card.series}
    this = years[-1]
    return MetricRow(
        card=card,
        section=titles.get(card.section, card.section),
        said=tuple(
            card.said if year == this else points[year].said if year in points else _NONE
            for year in years
        ),
        orders=tuple(points[year].value if year in points else "" for year in years),
        change_order=_growth(points.get(this - 1), points.get(this)),
    )


def _growth(before: Point | None, now: Point | None) -> str:
    """Return the relative change as a plain decimal, blank where there is none."""
    if before is None or now is None or not before.value or not now.value:
        return ""
    old = Decimal(before.value)
    return f"{(Decimal(now.value) - old) / abs(old):f}" if old else ""
