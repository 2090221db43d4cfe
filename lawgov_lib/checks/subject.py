"""What the checks look at: a report as its text gives it, or one year, measured and told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.errors import Place
from lawgov_lib.base.readonly import ReadOnly
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import OWN, Paragraph, plain
from lawgov_lib.grounding.figures import Figures
from lawgov_lib.grounding.match import ground
from lawgov_lib.inputs.levels import rung_of
from lawgov_lib.laws.lawtable import shipped
from lawgov_lib.measuring.absence import absences
from lawgov_lib.measuring.locallaws import with_local
from lawgov_lib.reading.reader import read
from lawgov_lib.reading.sentences import sentences
from lawgov_lib.reading.tracing import placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from lawgov_lib.checks.citations import Citation
    from lawgov_lib.checks.settings import Settings
    from lawgov_lib.document.tree import Blocks, Runs
    from lawgov_lib.grounding.verdict import Grounded
    from lawgov_lib.inputs import Prose, YearInputs
    from lawgov_lib.inputs.levels import Rung
    from lawgov_lib.inputs.outline import Outline
    from lawgov_lib.inputs.outlineentry import Spot
    from lawgov_lib.inputs.register import Register
    from lawgov_lib.laws.lawversions import LawTable
    from lawgov_lib.measuring.absence import Absence
    from lawgov_lib.measuring.history import History
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.reading.mentions import Reading


class Sentence(NamedTuple):
    """A sentence of a block, and how many stand before it."""

    said: Said
    text: str
    number: int


@dataclass(frozen=True)
class Said:
    """A block of a section's own text: where it stands, the prose it comes from, and its runs.

    ``source`` is ``file:line`` of the prose, blank where the text was generated.
    """

    section: str
    position: int
    source: str
    runs: Runs

    @cached_property
    def text(self) -> str:
        """The text of the block."""
        return plain(self.runs)

    @cached_property
    def reading(self) -> Reading:
        """The text as it reads."""
        return read(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the block; a semicolon ends one too."""
        return tuple(self.sentences_of(self.text))

    def sentences_of(self, text: str) -> Iterator[Sentence]:
        """Yield the sentences of a version of the block's text."""
        for number, sentence in enumerate(sentences(text), start=1):
            if stripped := sentence.strip():
                yield Sentence(self, stripped, number)

    @cached_property
    def placed(self) -> Mapping[int, str]:
        """What put them there, of the numbers that a reference placed, by their position."""
        return placed(self.runs, self.reading)


def is_own(key: str) -> bool:
    """Tell whether a section is a cell that an analyst added."""
    return key.startswith(OWN)


@dataclass(frozen=True)
class Office:
    """Who reports, as far as it is known: blank is not known."""

    name: str = ""
    short_names: tuple[str, ...] = ()
    level: str = ""
    region: str = ""
    kind: str = ""

    @property
    def rung(self) -> Rung:
        """Its kind and its level."""
        return rung_of(self.name, self.level, self.region, self.kind)


@dataclass(frozen=True)
class Written:
    """A report as its text alone gives it; nothing of it needs a register.

    Attributes:
        file: What a finding about the whole names: the file of the report, or ``report.yaml``
            relative to the root.
        year: The year reported on.
        office: Who reports.
        spots: The places of the sections by key, in the order of the outline.
        told: The blocks by section, own cells after them.
        settings: Limits and word lists by check.
        prose: The agency's own text by section, references as typed.
        before: Last year's own text by section; empty where it is not known.
        frame: The words around the text: title, addressee, number, imprint.
        signed_on: The day of signing; None where it is not known.
        counted_until: The day that the counts stand at.
    """

    file: str
    year: int
    office: Office
    spots: Mapping[str, Spot]
    told: Mapping[str, Blocks]
    settings: Settings
    prose: Mapping[str, Prose]
    before: Mapping[str, Prose]
    frame: tuple[str, ...]
    signed_on: date | None
    counted_until: date

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The metrics by id: a text alone has none."""
        return ReadOnly({})

    @cached_property
    def figures(self) -> Figures:
        """All figures of the year; of a text alone none is known."""
        return Figures(self.metrics, {}, self.self_names, self.year)

    @property
    def laws(self) -> LawTable:
        """The laws and their versions: of a text alone the national ones."""
        return shipped()

    @cached_property
    def cited(self) -> tuple[Citation, ...]:
        """The titles of documents that the text cites, read once for all who ask."""
        from lawgov_lib.checks.citations import citations  # noqa: PLC0415  it reads what stands here

        return tuple(citations(self))

    @property
    def self_names(self) -> tuple[str, ...]:
        """What the agency calls itself; a government speaks of all of its division: 全县."""
        rung = self.office.rung
        own = (rung.self_name, rung.whole) if rung.is_territorial else ()
        return tuple(filter(None, (self.office.name, *self.office.short_names, *own)))

    @cached_property
    def grounded(self) -> tuple[tuple[Said, tuple[Grounded, ...]], ...]:
        """The numbers of every block that need a source, held against the figures."""
        return tuple(
            (said, ground(said.reading, self.figures, said.placed) if self.metrics else ())
            for said in self.said
            if said.reading.mentions
        )

    @property
    def absences(self) -> Mapping[str, Absence]:
        """The registers that were not filled in, by name: a text alone has none."""
        return ReadOnly({})

    def register(self, name: str) -> Register | None:
        """Return the register of that name: a text alone has none."""
        del name
        return None

    def setting(self, *names: str) -> Place:
        """Return where an entry of the report's frame is given."""
        del names
        return Place(self.file)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every block of text, the opening first, the sections in report order, own cells last."""
        return tuple(
            Said(
                key,
                position,
                block.source if isinstance(block, Paragraph) else "",
                tuple(runs_of(block)),
            )
            for key in dict.fromkeys(("opening", *self.spots, *filter(is_own, self.told)))
            for position, block in enumerate(self.told.get(key, ()))
        )


@dataclass(frozen=True)
class Subject(Written):
    """One year as the checks see it: its text, and all that its folder says.

    ``outline`` is the outline as this year arranges it, ``measured`` the metrics by id, ``adrift``
    those of areas that the outline tells nowhere.
    """

    year_inputs: YearInputs
    outline: Outline
    measured: Mapping[str, Metric]
    history: History
    adrift: tuple[Metric, ...] = ()

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The metrics by id."""
        return self.measured

    @cached_property
    def figures(self) -> Figures:
        """All figures of the year."""
        return Figures(self.measured, self.year_inputs.registers, self.self_names, self.year)

    @cached_property
    def absences(self) -> Mapping[str, Absence]:
        """The registers that the year before was told from and that were not filled in."""
        return absences(self.measured, self.history)

    def register(self, name: str) -> Register | None:
        """Return the register of that name."""
        return self.year_inputs.registers[name]

    @cached_property
    def laws(self) -> LawTable:
        """The laws and their versions, with the agency's own rules."""
        return with_local(self.year_inputs.local_rules)

    def setting(self, *names: str) -> Place:
        """Return the place of an entry in ``report.yaml``."""
        return self.year_inputs.report.place(self.file, *names)
