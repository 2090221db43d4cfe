"""Export the record as the page for reviewers: the text, where its numbers come from, what to ask.

The page is whole without its script, which only opens panels, filters and sorts what is there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from lawgov_lib.base.severity import ANSWERED, Severity
from lawgov_lib.document.dossier import Annotation, Remark, Review
from lawgov_lib.exporters.imprint import imprint
from lawgov_lib.exporters.reviewtext import chapters, with_tags
from lawgov_lib.exporters.webpage import contents, fill, page
from lawgov_lib.exporters.yearchart import year_chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nbformat import NotebookNode

    from lawgov_lib.document.dossier import Card, Difference, Evidence, Point
    from lawgov_lib.document.tree import Document
    from lawgov_lib.exporters.reviewtext import Chapter
    from lawgov_lib.exporters.webpage import Entry

CLEAR = "无发现"
_NONE = "—"
_ANSWER_THERE = "在remarks.yaml的answer中写明答复，答复随下一份Word文件送回。"
# Noncharacters, which no text holds, stand for the tags until the text has been escaped.
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
    parts = chapters(document, review)
    entries = contents(document.blocks)
    titles = {key: chapter.title for chapter in parts for key in chapter.keys}
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
        chapters=parts,
        states=_states(entries, parts),
        counts=_counts(review.remarks),
        codes=_codes(review.remarks),
        changes=_changes(review.differences, parts),
        kinds=Counter(each.kind for each in review.differences),
        begun=[card for card in review.cards if _is_known(card, 0) and not _is_known(card, 1)],
        ended=[card for card in review.cards if _is_known(card, 1) and not _is_known(card, 0)],
        omitted=document.omitted,
        severities=tuple(Severity),
        answered=ANSWERED,
        years=years,
        metrics=[_metric(card, years, titles) for card in review.cards],
        charts={card.id: _chart(card) for card in review.cards},
        about=about,
        titles=titles,
        has_metrics=document.review is None or bool(review.cards),
        programs=[cell.source for cell in nb.cells if cell.cell_type == "code"] if nb else [],
        evidence=_evidence(review),
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


def _evidence(review: Review) -> dict[Evidence, int]:
    """Count the rows that numbers come from; those that several come from are there once."""
    cells = (review.cells[place] for place in sorted(review.cells))
    each = (*(rows for card in review.cards for rows in card.evidence), *cells)
    return {rows: number for number, rows in enumerate(dict.fromkeys(each))}


def _table_rows(rows: Evidence) -> Markup:
    """Write the body of a table of evidence, of many cells; their text is escaped in one go."""
    row, head, cell, end = _ROW_TAGS
    text = "".join(
        f"{row}{line}{head}{cell.join(cells)}{end}"
        for line, cells in zip(rows.lines, rows.rows, strict=True)
    )
    return with_tags(str(escape(text)), _ROW_TAGS)


# States and counts


def _counts(remarks: Iterable[Remark]) -> dict[str, int]:
    """Count open remarks by severity, and the answered ones."""
    counts = Counter(ANSWERED if remark.answer else remark.severity for remark in remarks)
    return {state: counts[state] for state in (*Severity, ANSWERED)}


def _codes(remarks: Sequence[Remark]) -> list[tuple[str, str, int]]:
    """Return the codes of the remarks in their order, each with a title and how many have it."""
    counts = Counter(remark.code for remark in remarks)
    named = {remark.code: remark.title for remark in remarks}
    return [(code, named[code], counts[code]) for code in sorted(counts)]


def _states(entries: Iterable[Entry], chapters: Iterable[Chapter]) -> dict[str, tuple[str, int]]:
    """Return the worst state of each heading of the contents and how many remarks are in it.

    A heading answers for those under it too.
    """
    remarks = {chapter.anchor: [note.remark for note in chapter.notes] for chapter in chapters}
    under = {entry.anchor: [part.anchor for part in entry.parts] for entry in entries}
    return {
        anchor: _state(own + [each for part in under.get(anchor, ()) for each in remarks[part]])
        for anchor, own in remarks.items()
    }


def _state(remarks: Iterable[Remark]) -> tuple[str, int]:
    return next((pair for pair in _counts(remarks).items() if pair[1]), (CLEAR, 0))


# What is new, changed and dropped


@dataclass(frozen=True)
class Changes:
    """The differences in a chapter; without one this year's report no longer has it."""

    chapter: Chapter | None
    differences: list[Difference]


def _changes(differences: Iterable[Difference], parts: Sequence[Chapter]) -> list[Changes]:
    """Lay the differences out by chapter, in the order of the text."""
    places = {key: place for place, chapter in enumerate(parts) for key in chapter.keys}

    def place_of(each: Difference) -> int:
        return places.get(each.section, len(parts))

    return [
        Changes(parts[place] if place < len(parts) else None, list(own))
        for place, own in groupby(sorted(differences, key=place_of), place_of)
    ]


def _is_known(card: Card, years_ago: int) -> bool:
    """Tell whether a metric has a value this year, or as many years ago."""
    if not card.series:
        return False
    year = card.series[-1].year - years_ago
    return any(point.value for point in card.series if point.year == year)


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
