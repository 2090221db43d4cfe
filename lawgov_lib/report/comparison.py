"""Compare two years: metrics, standing registers, headings, and what each section says."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawgov_lib.base import wording
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.layout import PARAMS
from lawgov_lib.base.usage import factor
from lawgov_lib.document.texts import texts_of
from lawgov_lib.document.tree import Heading, Listing, Paragraph, Table, plain
from lawgov_lib.inputs.opening import OPENING
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.measuring.metric import State
from lawgov_lib.reading.sentences import closed
from lawgov_lib.report.yearreport import Report
from lawgov_lib.telling.amounts import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.inputs import Register
    from lawgov_lib.inputs.outlineentry import Numbered
    from lawgov_lib.measuring.metric import Metric

NEW, GONE, NOT_GIVEN = "本年新增", "不再统计", "本年未提供"
_NUMBER = compiled(r"\d+(?:\.\d+)?")
_ALIKE = 0.6
_TOLD = frozenset({State.NUMBER, State.ZERO})


@dataclass(frozen=True)
class Quantity:
    """A metric in both years as the report says it, and the change in words."""

    id: str
    name: str
    old: str
    new: str
    change: str

    @property
    def is_same(self) -> bool:
        """Whether both years say the same."""
        return self.old == self.new and self.change not in {NEW, GONE, NOT_GIVEN}


@dataclass(frozen=True)
class Entries:
    """What a standing register lists only in the new year, or only in the old one."""

    label: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Length:
    """How many rows a register of events has in either year."""

    label: str
    old: int
    new: int


@dataclass(frozen=True)
class Reheaded:
    """A heading in both years; blank where the outline does not have it."""

    key: str
    old: str
    new: str


@dataclass(frozen=True)
class Rewritten:
    """What a section says anew, no longer, and otherwise: pairs of the old and the new sentence."""

    heading: str
    changed: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two years of one agency side by side; of texts and headings only what differs."""

    agency: str
    fictional: bool
    old_year: int
    new_year: int
    quantities: tuple[Quantity, ...]
    entries: tuple[Entries, ...]
    headings: tuple[Reheaded, ...]
    texts: tuple[Rewritten, ...]
    lengths: tuple[Length, ...] = ()

    def without_same(self) -> Comparison:
        """Return the comparison without the quantities and registers that stayed the same."""
        return replace(
            self,
            quantities=tuple(each for each in self.quantities if not each.is_same),
            lengths=tuple(each for each in self.lengths if each.old != each.new),
        )


def compare(root: Path, old_year: int, new_year: int) -> Comparison:
    """Compare the reports of two years.

    Args:
        root: The folder that holds ``params/``.
        old_year: The year to compare with.
        new_year: The year that is compared.

    Raises:
        LawgovError: One of the years cannot be read, measured or told.
    """
    old = Report.open(old_year, str(root / PARAMS))
    new = Report.open(new_year, str(root / PARAMS))
    agency = new.year_inputs.report.agency
    return Comparison(
        agency=agency.name,
        fictional=agency.fictional,
        old_year=old_year,
        new_year=new_year,
        quantities=tuple(_quantities(old.metrics, new.metrics)),
        entries=tuple(_entries(old.year_inputs.registers, new.year_inputs.registers)),
        headings=tuple(_reheaded(_headings(old), _headings(new))),
        texts=tuple(_rewritten(old, new)),
        lengths=tuple(_lengths(old.year_inputs.registers, new.year_inputs.registers)),
    )


def _quantities(old: Mapping[str, Metric], new: Mapping[str, Metric]) -> Iterator[Quantity]:
    """Put the metrics side by side; what neither year tells is left out."""
    for metric_id in dict.fromkeys([*new, *old]):
        before, now = old.get(metric_id), new.get(metric_id)
        known = [metric for metric in (now, before) if metric is not None]
        if any(metric.state is not State.MISSING for metric in known):
            yield Quantity(
                metric_id,
                known[0].name,
                said(before) if before else "—",
                said(now) if now else "—",
                _changed(before, now),
            )


def _changed(before: Metric | None, now: Metric | None) -> str:
    if now is None:
        return GONE
    if before is None:
        return NEW
    if before.state in _TOLD and now.state in _TOLD:
        by = factor(before.unit, now.unit)
        if by is None:
            return "单位不同"
        last = None if before.value is None else before.value * by
        return wording.change(
            last, now.value, now.unit, in_points=now.is_rate, in_ranks=now.is_rank
        )
    if before.state is now.state:
        return "与上年相同"
    if now.state is State.MISSING:
        return NOT_GIVEN
    return "上年未提供" if before.state is State.MISSING else "状态改变"


def _entries(old: Mapping[str, Register], new: Mapping[str, Register]) -> Iterator[Entries]:
    """Compare the registers that hold from year to year, by their keys."""
    for key, model in ROWS.items():
        if model.standing:
            before, now = (_keys(books[key], model.key) for books in (old, new))
            added = tuple(entry for entry in now if entry not in before)
            dropped = tuple(entry for entry in before if entry not in now)
            if added or dropped:
                yield Entries(model.label, added, dropped)


def _lengths(old: Mapping[str, Register], new: Mapping[str, Register]) -> Iterator[Length]:
    """Count the rows of the registers of events, whose entries are new every year."""
    for key, model in ROWS.items():
        before, now = (len(books[key].rows) for books in (old, new))
        if not model.standing and (before or now):
            yield Length(model.label, before, now)


def _keys(register: Register, key: tuple[str, ...]) -> dict[str, None]:
    rows = register.rows.tuples(key)
    return dict.fromkeys("：".join(str(cell) for cell in row if cell is not None) for row in rows)


def _headings(report: Report) -> dict[str, Numbered]:
    return {head.key: head for spot in report.spots.values() for head in spot.headings}


def _reheaded(old: Mapping[str, Numbered], new: Mapping[str, Numbered]) -> Iterator[Reheaded]:
    """Pair the headings that differ in their words; a number that moved alone is no change."""
    for key in dict.fromkeys([*new, *old]):
        before, now = old.get(key), new.get(key)
        if (before and before.text) != (now and now.text):
            yield Reheaded(key, _numbered(before), _numbered(now))


def _numbered(head: Numbered | None) -> str:
    return head.number + head.text if head else ""


def _rewritten(old: Report, new: Report) -> Iterator[Rewritten]:
    for key in dict.fromkeys([OPENING, *new.spots, *old.spots]):
        before, now = (list(_sentences(report.told.get(key, ()))) for report in (old, new))
        changed, added, dropped = match(before, now)
        if changed or added or dropped:
            yield Rewritten(_heading(key, new, old), changed, added, dropped)


def _heading(key: str, *reports: Report) -> str:
    """Return a section's own heading from the first report that has it, else that of its host."""
    spots = [(report, report.spots[key]) for report in reports if key in report.spots]
    own = [spot.headings for _, spot in spots if spot.headings]
    hosts = [report.spots[spot.host].headings for report, spot in spots if spot.host]
    return next((headings[-1].number + headings[-1].text for headings in (*own, *hosts)), "引言")


def _sentences(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        for text in _texts(block):
            yield from (sentence.strip() for sentence in closed(text))


def _texts(block: object) -> Iterable[str]:
    match block:
        case Paragraph() | Listing():
            return map(plain, texts_of(block))
        case Table(rows=rows):
            return ("，".join(map(plain, row)) for row in rows)
        case Heading(text=text):
            return (text,)
        case _:
            return ()


def match(
    old: Iterable[str], new: Iterable[str]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], tuple[str, ...]]:
    """Pair the sentences of two texts.

    Sentences that both have are left out, wherever they stand. Two that differ in their numbers,
    or in less than half of their words, are one sentence changed.

    Returns:
        The changed sentences (old, new), those added and those dropped, in reading order.
    """
    kept = Counter(old) & Counter(new)
    before, now = _without(old, kept), _without(new, kept)
    changed: list[tuple[str, str]] = []
    added: list[str] = []
    for sentence in now:
        near = difflib.get_close_matches(
            _skeleton(sentence), [_skeleton(other) for other in before], n=1, cutoff=_ALIKE
        )
        if near:
            place = [_skeleton(other) for other in before].index(near[0])
            changed.append((before.pop(place), sentence))
        else:
            added.append(sentence)
    return tuple(changed), tuple(added), tuple(before)


def _without(sentences: Iterable[str], kept: Counter[str]) -> list[str]:
    left = Counter(kept)
    rest = []
    for sentence in sentences:
        if left[sentence]:
            left[sentence] -= 1
        else:
            rest.append(sentence)
    return rest


def _skeleton(sentence: str) -> str:
    return _NUMBER.sub("0", sentence)
