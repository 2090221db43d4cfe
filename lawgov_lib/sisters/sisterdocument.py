"""What the documents of both sister reports share: title, sections, signature, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from lawgov_lib.base.readonly import ReadOnly
from lawgov_lib.base.wording import day, heading_number
from lawgov_lib.checks.answers import answered, unheard
from lawgov_lib.checks.remarks import remark_of
from lawgov_lib.document.assembly import PLACEHOLDER
from lawgov_lib.document.dossier import Review
from lawgov_lib.document.tree import (
    REVIEW_ORDER,
    SIGNATURE_ORDER,
    Heading,
    Meta,
    Paragraph,
    Run,
    Section,
    Signature,
    Title,
)
from lawgov_lib.inputs.sister import ENFORCEMENT
from lawgov_lib.sisters.sisterfindings import sister_findings
from lawgov_lib.sisters.tablelayout import table_blocks
from lawgov_lib.telling.shown import Shown
from lawgov_lib.telling.titlelines import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.document.dossier import Remark
    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.inputs.answersfile import Answer
    from lawgov_lib.sisters.yearopening import SisterYear

OPENING, CLOSING, REVIEW = "opening", "closing", "review"
UNPUBLISHED = "公布日期待定"
_FOUND = "核对结果：{}项不一致，{}格未提供。"


@dataclass(frozen=True, eq=False)
class SisterDocument:
    """A sister report; each method shows one part of it.

    ``parts`` are its headings by key, in order.
    """

    parts: ClassVar[dict[str, str]] = {}

    opened: SisterYear

    @property
    def published_on(self) -> date | None:
        """The day on which it is made public, None while nobody says so."""
        raise NotImplementedError

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What does not agree, and what is to be said of the answers to it."""
        found = sister_findings(self.opened, self.published_on)
        answers = self.opened.year_inputs.answers
        return (*found, *unheard(found, answers, self.opened.form.report))

    @cached_property
    def answered(self) -> Mapping[Finding, Answer]:
        """The findings that the agency has answered, each with its answer."""
        return ReadOnly(answered(self.findings, self.opened.year_inputs.answers))

    def _remarks(self) -> Iterator[Remark]:
        for each in self.findings:
            answer = self.answered.get(each)
            yield remark_of(each, str(answer) if answer else "")

    def _opening(self, basis: str) -> Shown:
        """Show the title and the paragraph that states the basis."""
        report, form = self.opened.year_inputs.report, self.opened.form
        subject = form.titled(report.year)
        missing = sum(len(grid.missing) for grid in self.opened.grids.values())
        meta = Meta(
            title=report.agency.name + subject,
            agency=report.agency.name,
            year=report.year,
            signed_on=self.published_on or report.dated,
            outline=(OPENING, *self.parts, CLOSING, REVIEW),
            pending=(
                *((f"尚有{missing}格未提供",) if missing else ()),
                *(() if self.published_on else (UNPUBLISHED,)),
            ),
            fictional=report.agency.fictional,
            faces=report.faces.model_dump(exclude_defaults=True),
        )
        lines = title_lines((report.agency.name,), subject)
        blocks = (Title(lines=lines), paragraph(basis.format(year=report.year)))
        return Shown(Section(key=OPENING, order=(0,), blocks=blocks, meta=meta))

    def _part(self, key: str, blocks: Blocks) -> Shown:
        """Show a part below its heading."""
        place = list(self.parts).index(key) + 1
        heading = Heading(
            level=1, number=heading_number(1, place), text=self.parts[key], anchor=key
        )
        told = (heading, *(blocks or (PLACEHOLDER,)))
        return Shown(Section(key=key, order=(place,), blocks=told))

    def _tables(self, names: Iterable[str]) -> Blocks:
        """Set tables one below the other."""
        agency = self.opened.year_inputs.report.agency.name
        in_words = self.opened.form.report == ENFORCEMENT
        return tuple(
            block
            for name in names
            for block in table_blocks(self.opened.grids[name], agency, in_words=in_words)
        )

    def closing(self) -> Shown:
        """Show who made the report, and when it is made public."""
        signed = day(self.published_on) if self.published_on else UNPUBLISHED
        agency = self.opened.year_inputs.report.agency.name
        blocks = (Signature(agency=agency, date=signed),)
        return Shown(Section(key=CLOSING, order=SIGNATURE_ORDER, blocks=blocks))

    def review(self) -> Shown:
        """Hand over what does not agree; the report itself shows none of it."""
        missing = sum(len(grid.missing) for grid in self.opened.grids.values())
        material = Review(cards=(), remarks=tuple(self._remarks()))
        told = _FOUND.format(len(self.findings) - len(self.answered), missing)
        return Shown(
            Section(key=REVIEW, order=REVIEW_ORDER, blocks=(), review=material),
            preview=(Paragraph(runs=(Run(text=told),), role="note"),),
        )


def paragraph(text: str) -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph(runs=(Run(text=text),))


def subheading(position: int, text: str, anchor: str) -> Heading:
    """Return a heading of the second level."""
    return Heading(level=2, number=heading_number(2, position), text=text, anchor=anchor)
