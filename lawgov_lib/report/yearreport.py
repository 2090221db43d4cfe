"""The report as the notebook sees it: open a year, then show its sections one by one."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING

from lawgov_lib import checks
from lawgov_lib.areas import AREAS
from lawgov_lib.base import shipped
from lawgov_lib.base.errors import ParameterError, TellingError, error_of
from lawgov_lib.base.kernel import in_kernel
from lawgov_lib.base.layout import PARAMS
from lawgov_lib.base.readonly import ReadOnly
from lawgov_lib.checks.answers import answered, unheard
from lawgov_lib.checks.quantity import is_wanting
from lawgov_lib.checks.settings import merged
from lawgov_lib.checks.untraced import tracing_of
from lawgov_lib.document.assembly import PLACEHOLDER, Group, joined
from lawgov_lib.document.tree import (
    ANNEX_ORDER,
    DRAFT,
    REVIEW_ORDER,
    SIGNATURE_ORDER,
    Heading,
    Meta,
    Paragraph,
    Run,
    Section,
    Title,
)
from lawgov_lib.inputs import Prose
from lawgov_lib.inputs.opening import DEFAULT_OPENING, OPENING
from lawgov_lib.inputs.parameters import read_parameters
from lawgov_lib.measuring import metricstable
from lawgov_lib.measuring.metric import Metric
from lawgov_lib.report.enclosures import attached_to, beside, charts_of
from lawgov_lib.report.lastyear import look_back
from lawgov_lib.report.openedyear import YearFolders
from lawgov_lib.report.ownfaces import faceless
from lawgov_lib.report.ownlookup import lookup_of, own_text
from lawgov_lib.report.pending import pending_of, unconfirmed_of
from lawgov_lib.report.questioning import subject_of
from lawgov_lib.report.reviewmaterial import review_of, told_counts
from lawgov_lib.report.strays import strays
from lawgov_lib.telling.annex import TABLE, annex, attachments
from lawgov_lib.telling.facts import facts_of
from lawgov_lib.telling.formalities import form_of, signature_of, titled
from lawgov_lib.telling.headlines import printed
from lawgov_lib.telling.narrative import Teller, tell
from lawgov_lib.telling.notes import notes_below
from lawgov_lib.telling.shown import Several, Shown
from lawgov_lib.telling.silence import depth_of, is_silent, without_silent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from lawgov_lib.base.errors import Place, Problem
    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.checks.subject import Subject
    from lawgov_lib.document.tree import Blocks, Document, Lookup
    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.inputs.answersfile import Answer
    from lawgov_lib.inputs.outline import Outline
    from lawgov_lib.inputs.outlineentry import Spot
    from lawgov_lib.measuring.history import History
    from lawgov_lib.reading.tracing import Tracing
    from lawgov_lib.report.ownlookup import OwnText
    from lawgov_lib.telling.annex import Attachment
    from lawgov_lib.telling.charts import Bars, Trend

CLOSING, ANNEX, REVIEW = "closing", "annex", "review"
_REVIEW = "供审核的材料：指标{}项；检查发现：{}。"
_NO_ANNEX = "本年度报告没有附件。"
_UNCONFIRMED = "本稿尚有{}处内容待确认，不得作为定稿。"


@dataclass(frozen=True)
class Gaps:
    """What a section still lacks: metrics that nothing speaks of, and whether it has no text."""

    metrics: tuple[Metric, ...]
    is_silent: bool


@dataclass(frozen=True, eq=False)
class Report:
    """One year's report, measured and told; each method shows one part of it.

    All is frozen but the record of what has been shown, which :meth:`remaining` goes by.

    Attributes:
        years: The year folders, this year's and those before it, as they were opened with it: all
            that is said of the year before rests on one reading.
        file: Where ``report.yaml`` is, relative to the root.
        year_inputs: All that the year folder says.
        outline: The outline of the period, with this year's headings.
        spots: The places of the sections by key, in outline order.
        history: What the years before say of each metric.
        metrics: The metrics by id, in section order.
        told: What is told in each section, by key.
        charts: The charts that the year asks for, by section.
        adrift: The metrics with a value of areas that the outline tells nowhere.
    """

    years: YearFolders
    file: str
    year_inputs: YearInputs
    outline: Outline
    spots: Mapping[str, Spot]
    history: History
    metrics: Mapping[str, Metric]
    told: Mapping[str, Blocks]
    charts: Mapping[str, tuple[Bars | Trend, ...]]
    adrift: tuple[Metric, ...]
    _shown: set[str] = field(default_factory=set, init=False, repr=False)

    @classmethod
    def open(cls, year: object, params_dir: object = PARAMS) -> Report:
        """Read, measure and tell one year.

        Args:
            year: The report year.
            params_dir: The folder of the year folders; a relative one is looked for in the
                working folder and the folders above it.

        Raises:
            ParameterError: A parameter is unknown or has a wrong value.
            InputError: The year folder is missing or has faults, all told at once.
            TellingError: Nothing is wrong but references in prose.
        """
        report, problems = cls.survey(year, params_dir)
        if report is None:
            raise error_of(problems)
        if in_kernel():
            from lawgov_lib.report.workbench import set_up  # noqa: PLC0415  others have no cells

            set_up(report.folder.parent)
        return report

    @classmethod
    def survey(
        cls, year: object, params_dir: object = PARAMS, years: YearFolders | None = None
    ) -> tuple[Report | None, tuple[Problem, ...]]:
        """Open one year, or return everything that stands in the way, of all files at once.

        Args:
            year: The report year.
            params_dir: The folder of the year folders, as for :meth:`open`.
            years: What is open already of that folder; None to read all anew.

        Returns:
            The report and no problem, or no report and the problems.
        """
        try:
            wanted, folder = read_parameters(year, params_dir)
        except ParameterError as error:
            return None, error.problems
        return cls._tell(YearFolders(folder) if years is None else years, wanted)

    @classmethod
    def _tell(cls, years: YearFolders, year: int) -> tuple[Report | None, tuple[Problem, ...]]:
        """Tell a year, or return everything that stands in the way."""
        folder, opened = years.folder, years.opened(year)
        found, outline, spots = opened.found, opened.outline, opened.spots
        problems = [*found.problems, *opened.faults]
        if found.inputs is None or outline is None:
            return None, tuple(problems)
        problems += [
            *strays(found.inputs, opened.file, (OPENING, *spots), opened.metrics),
            *faceless(folder.parent, found.inputs.report, opened.file),
            *opened.misfits,
        ]
        history = look_back(folder, years.opened(year - 1), year - 1)
        metrics = history.joined(opened.metrics)
        teller = Teller(metrics, found.inputs.registers, facts_of(found.inputs.report))
        areas = {key: AREAS[key] for key in spots if key in AREAS}
        all_known = not opened.misfits and "figures" not in found.broken
        _, unsaid = printed(spots, teller, opened.file, all_known=all_known)
        problems += unsaid
        # What prose without a place refers to is no fault of its own.
        placed = {key: text for key, text in found.inputs.prose.items() if key in {OPENING, *spots}}
        try:
            told = tell(
                {OPENING: Prose(DEFAULT_OPENING, ""), **placed},
                {key: area.statements for key, area in areas.items()},
                teller,
                all_known=all_known,
                below={key: depth_of(key, spots) for key in spots},
            )
        except TellingError as error:
            problems += error.problems
        if problems:
            return None, tuple(problems)
        try:
            charts = charts_of(areas, teller, history, found.inputs)
        except TellingError as error:
            return None, error.problems
        if found.inputs.report.arrange.empty == "drop":
            outline = without_silent(outline, told)
            spots = outline.places()
        spots, _ = printed(spots, teller, opened.file)
        where = years, opened.file, found.inputs, outline, ReadOnly(spots)
        said = ReadOnly(metrics), ReadOnly(told), ReadOnly(charts)
        return cls(*where, history, *said, opened.adrift), ()

    @property
    def folder(self) -> Path:
        """The folder of the year folders."""
        return self.years.folder

    @property
    def subject(self) -> Subject:
        """The year as the checks see it."""
        return subject_of(self)

    @cached_property
    def lookup(self) -> Lookup:
        """What the Markdown of own cells may refer to, and what their numbers are held to."""
        return lookup_of(self)

    @cached_property
    def own(self) -> OwnText:
        """The text of the own cells of the notebook that makes the report."""
        root = self.folder.parent
        return own_text(shipped.notebook(shipped.ANNUAL_REPORT, root), root, self.lookup)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks find, in the order of the checks, and what is to be said of answers."""
        found = checks.findings(self.subject)
        lost = unheard(found, self.year_inputs.answers)
        # What a cell puts out is known, and its findings are answered, once it has been run.
        return (*found, *(each for each in lost if not self.own.runs(each.about)))

    @cached_property
    def answered(self) -> Mapping[Finding, Answer]:
        """The findings that the agency has answered, each with its answer."""
        return ReadOnly(answered(self.findings, self.year_inputs.answers))

    @cached_property
    def attached(self) -> tuple[Attachment, ...]:
        """What is attached to the report, drawn."""
        return attached_to(self)

    @cached_property
    def document(self) -> Document:
        """The whole report with the reviewer's material, as the master notebook's record gives it.

        It is a draft; what an analyst adds to a notebook is not in it, and nothing is masked.
        """
        shown = (self.opening(), *map(self.section, self.spots), self.closing())
        every = (*shown, self.annex(), self.review())
        return joined((Group(each.section) for each in every if each), DRAFT)

    def frame(self) -> pd.DataFrame:
        """Return the metrics as a data frame, a row a metric, its id as the index.

        Returns:
            The fields of :class:`.Metric` as columns, sources, last year's value and the
            manner of telling left out.
            ``value``, ``numerator`` and ``denominator`` are floats, NaN where there is none;
            ``metrics`` has the exact decimals.
        """
        from pandas import DataFrame  # noqa: PLC0415  nothing else of a report is a data frame

        rows = [vars(metric) for metric in self.metrics.values()]
        frame = DataFrame(rows, columns=[each.name for each in fields(Metric)]).set_index("id")
        floats = dict.fromkeys(("value", "numerator", "denominator"), float)
        left = ["sources", "previous", "unit_before", "is_own", "manner", "awaits"]
        left += ["unknown_years", "is_asked"]
        return frame.drop(columns=left).astype(floats)

    @property
    def tracing(self) -> Tracing:
        """Where the numerals of the text come from."""
        return tracing_of(self.subject)

    def gaps(self) -> dict[str, Gaps]:
        """Return what is missing, by section; a section that lacks nothing is left out."""
        found = {
            key: Gaps(
                tuple(
                    metric
                    for metric in self.metrics.values()
                    if metric.section == key
                    and metric.is_listed
                    and is_wanting(metric, self.subject.settings)
                ),
                is_silent=is_silent(key, self.spots, self.told),
            )
            for key in self.spots
        }
        return {key: gaps for key, gaps in found.items() if gaps.metrics or gaps.is_silent}

    def unconfirmed(self) -> tuple[Place, ...]:
        """Return the places of what was carried over or imported and nobody has confirmed yet."""
        return unconfirmed_of(self.year_inputs, self.file)

    def opening(self) -> Shown:
        """Show the title, the addressee and the paragraph that states the basis."""
        report = self.year_inputs.report
        title, lines = titled(report)
        to = f"{report.addressee}："
        addressee = (Paragraph(runs=(Run(text=to),), role="addressee"),) if report.addressee else ()
        carried = len(self.unconfirmed())
        meta = Meta(
            title=title,
            agency=report.agency.name,
            year=report.year,
            signed_on=report.dated,
            outline=(OPENING, *self.spots, CLOSING, ANNEX, REVIEW),
            roles=report.signoff,
            terms=report.terms,
            signoff_note=report.signoff_note,
            pending=pending_of(self.year_inputs, carried),
            mail=tuple(merged(report.checks)["C18"]["mail"]),
            fictional=report.agency.fictional,
            form=form_of(report.form),
            faces=report.faces.model_dump(exclude_defaults=True),
        )
        warning = (
            (Paragraph(runs=(Run(text=_UNCONFIRMED.format(carried)),), role="note"),)
            if carried
            else ()
        )
        blocks = (Title(lines=lines), *warning, *addressee, *self.told[OPENING])
        told = Section(key=OPENING, order=(0,), blocks=blocks, meta=meta, lookup=self.lookup)
        return Shown(told)

    def section(self, key: str) -> Shown | None:
        """Show one section with its headings; nothing when the outline has no such section.

        A section that is told under another's heading has none and stands right after it.
        """
        return self._section(key, self._shown) if key in self.spots else None

    def remaining(self) -> Several | None:
        """Show the sections that have not been shown by their key, in outline order.

        A section counts as shown once a cell has put it on show; only having been made is not
        enough, and what this method shows does not count. So run again it shows the same, and a
        section that gets a cell of its own leaves it. The formats put each in its place.

        Returns:
            The sections; None when there is none, so that the cell stays without output.
        """
        left = tuple(self._section(key, None) for key in self.spots if key not in self._shown)
        return Several(left) if left else None

    def _section(self, key: str, kept_in: set[str] | None) -> Shown:
        spot = self.spots[key]
        headings = tuple(
            Heading(level=head.level, number=head.number, text=head.text, anchor=head.key)
            for head in spot.headings
        )
        told = self.told.get(key, ())
        if headings and is_silent(key, self.spots, self.told):
            told = (*told, PLACEHOLDER)
        blocks = (*headings, *told, *beside(self, key))
        section = Section(key=key, order=spot.order, blocks=blocks)
        return Shown(section, kept_in=kept_in)

    def closing(self) -> Shown:
        """Show the list of annexes and the signature, and the notes if no annex has them."""
        report = self.year_inputs.report
        listed = any(each.title == TABLE for each in self.attached)
        text = (block for key in (OPENING, *self.spots) for block in self.told.get(key, ()))
        notes = () if listed else notes_below(text, self.metrics, report.year)
        blocks = (*notes, *attachments(self.attached), signature_of(report))
        return Shown(Section(key=CLOSING, order=SIGNATURE_ORDER, blocks=blocks))

    def annex(self) -> Shown:
        """Show what is attached; the metrics go along as data."""
        section = Section(
            key=ANNEX,
            order=ANNEX_ORDER,
            blocks=annex(self.attached),
            datasets=(metricstable.write(tuple(self.metrics.values())),),
        )
        return Shown(section, preview=(Paragraph(runs=(Run(text=_NO_ANNEX),), role="note"),))

    def _told_in(self, year: int) -> Mapping[str, Blocks]:
        """Return what another year tells by section; nothing where it has faults."""
        report, _ = Report._tell(self.years, year)
        return report.told if report else {}

    def review(self) -> Shown:
        """Hand over what a reviewer needs beside the text; the report itself shows none of it."""
        before = self.year_inputs.report.year - 1
        material = review_of(self, self.years.told(before, lambda: self._told_in(before)))
        told = _REVIEW.format(len(material.cards), told_counts(material.remarks))
        return Shown(
            Section(key=REVIEW, order=REVIEW_ORDER, blocks=(), review=material),
            preview=(Paragraph(runs=(Run(text=told),), role="note"),),
        )
