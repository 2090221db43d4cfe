"""The quantities of an imported text: what each is worth, what it counts, and which metric it is.

A number is a metric of the library where its words name that metric and say nothing besides; what
any other counts is said by the words around it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.areas import AREAS
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.usage import counts_cases
from lawgov_lib.document.tree import Paragraph, Table, plain
from lawgov_lib.grounding.figures import Figures, Role
from lawgov_lib.grounding.labels import Label, change_said, key, labels
from lawgov_lib.grounding.naming import leads, named_by, says_no_more
from lawgov_lib.importing.tablecells import cells_of, words_beside
from lawgov_lib.measuring.metric import Metric, State
from lawgov_lib.reading.mentions import Kind, Link, Period
from lawgov_lib.reading.reader import read
from lawgov_lib.reading.scopes import resolved
from lawgov_lib.reading.tracing import NEEDED
from lawgov_lib.reading.units import base_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.document.tree import Block
    from lawgov_lib.importing.manuscript import Manuscript
    from lawgov_lib.importing.tablecells import Cell
    from lawgov_lib.reading.mentions import Mention, Reading

_DIGITS = compiled(r"([0-9]+(?:\.[0-9]+)?)([^0-9.]+)")
_NUMERALS = "零一二两三四五六七八九十百千万亿"
_HAN = compiled(f"([{_NUMERALS}]+)([^{_NUMERALS}].*)")
_SPOKEN = 10_000
"""Numbers written in Chinese numerals are less than this, or come with a large unit."""
_NO_NAME = compiled(r"[\s\d〇零，。；：！？、“”‘’（）()《》—…·%％-]+")
_LONGEST_NAME = 30
_SHORTEST_NAME = 2
_MOST_WORDS = 40
_ESTIMATE, _RATIO, _NAMELESS, _UNITLESS = "约数或界限", "比例", "没有写明是什么", "没有单位"
_HEADING, _NOTE, _TABLE_WORDS = "在标题中", "在脚注中", "在表格的文字中"
_NOWHERE = (0, 0)


_NUMERAL = compiled("[0-9]+")
_RESPONDENT = "被申请人"
_HEARING = compiled("受理|审理|收到|收案|接收")
"""What only who hears a case does with it."""


class Quantity(NamedTuple):
    """A number of the text.

    Attributes:
        section: The section that it stands in.
        block: The position of its block there.
        place: From where to where it stands in the paragraph, or its row and column.
        words: The number as it is written.
        worth: Its value in the unit that values are read in: 元 for 万元.
        value: Its value in ``unit``.
        unit: The unit as it is written, blank where there is none.
        name: What it counts.
        metric: The metric of the library that it is for certain, blank where it is none.
        evidence: The sentence that says it.
        around: The words around it, which a message shows.
        why: Why it cannot be declared, blank where it can.
    """

    section: str
    block: int
    place: tuple[int, int]
    words: str
    worth: Decimal
    value: Decimal
    unit: str
    name: str
    metric: str
    evidence: str
    around: str
    why: str = ""


class Library:
    """The metrics of the library, as if each had a value in the year."""

    def __init__(self, year: int, agency: str) -> None:
        """Take the metrics of all areas; what the agency calls itself names no quantity."""
        self.year = year
        self.metrics = {
            each.id: Metric(
                each.id, each.name, area.key, each.unit, "", State.NUMBER, value=Decimal(1)
            )
            for area in AREAS.values()
            for each in area.metrics
        }
        self._as_respondent = frozenset(
            each.id
            for area in AREAS.values()
            for each in area.metrics
            if _RESPONDENT in each.formula
        )
        self._figures = Figures(self.metrics, {}, (agency,), year)

    def named(self, unit: str, label: Label) -> str:
        """Return the metric that a label names for certain, blank where it names none or two."""
        known = [each for each in self._figures.fitting(unit) if each.role is Role.VALUE]
        named = named_by(known, label, self._figures.own_names)
        if len(named) != 1 or not named[0][1]:
            return ""
        figure = named[0][0]
        if leads(label) and not label.says_whole and not says_no_more(label.behind, [figure]):
            return ""
        return figure.id if self._says_all(figure.id, label) else ""

    def _says_all(self, metric: str, label: Label) -> bool:
        """Tell whether the words have the numbers of a metric's name, and whose cases it counts.

        结案率 is not 90日内结案率; cases that the agency accepts are none brought against it.
        """
        said = f"{label.carried}{label.lead}{label.own}{label.behind}"
        named = set(_NUMERAL.findall(self.metrics[metric].name)) <= set(_NUMERAL.findall(said))
        return named and not (metric in self._as_respondent and _HEARING.search(label.own))

    def counts_cases(self, metric: str) -> bool:
        """Tell whether a metric counts cases."""
        return bool(metric) and counts_cases(metric, self.metrics[metric].unit)


def quantities_of(manuscript: Manuscript, library: Library) -> list[Quantity]:
    """Find the quantities of a text, those of the prose in reading order, then the headings'.

    Args:
        manuscript: The text, by section.
        library: The metrics that its words may name.
    """
    found = [
        each
        for section, blocks in manuscript.texts.items()
        for at, block in enumerate(blocks)
        for each in _in_block(section, at, block, library)
    ]
    headings = (branch.heading for branch in manuscript.branches)
    for heading in (*manuscript.title, *headings, *manuscript.kept):
        found += _left(heading, _HEADING)
    return found


def _in_block(section: str, at: int, block: Block, library: Library) -> Iterator[Quantity]:
    match block:
        case Paragraph(runs=runs):
            yield from _in_text(section, at, plain(runs), library)
            for note in (run.note for run in runs if run.note):
                yield from _left(plain(note), _NOTE)
        case Table():
            cells = list(cells_of(block, library.year))
            for cell in cells:
                yield _in_cell(section, at, cell, library)
            for words in words_beside(block, cells):
                yield from _left(words, _TABLE_WORDS)


def _left(text: str, why: str) -> Iterator[Quantity]:
    """Yield the numbers of a text that carries no references."""
    reading = read(text)
    for each in reading.mentions:
        if each.kind in NEEDED:
            told = (each.words, each.low, each.low, each.unit, "", "", "")
            yield Quantity("", 0, _NOWHERE, *told, _around(reading, each), why)


def _in_text(section: str, at: int, text: str, library: Library) -> Iterator[Quantity]:
    reading = read(text)
    changes = {each.whole for each in reading.relations if each.link is Link.CHANGE}
    for position, (mention, label) in enumerate(
        zip(reading.mentions, labels(reading), strict=True)
    ):
        if mention.kind not in NEEDED and mention.kind is not Kind.RATIO:
            continue
        value, unit = _written(mention) or (mention.low, mention.unit)
        name = _name(label, mention)
        is_change = position in changes or label is None or change_said(label)
        stretch = reading.sentences[mention.sentence]
        yield Quantity(
            section=section,
            block=at,
            place=(mention.start, mention.end),
            words=mention.words,
            worth=mention.low,
            value=value,
            unit=unit,
            name=name,
            metric="" if is_change or label is None else _metric(mention, label, library),
            evidence=text[stretch.start : stretch.end].strip(),
            around=_around(reading, mention),
            why=_fault(mention, unit, name),
        )


def _in_cell(section: str, at: int, cell: Cell, library: Library) -> Quantity:
    unit, factor = base_of(cell.unit)
    is_sound = bool(cell.unit) and not cell.why
    return Quantity(
        section=section,
        block=at,
        place=cell.place,
        words=cell.words,
        worth=cell.value * factor,
        value=cell.value,
        unit=cell.unit,
        name=_trimmed(cell.name),
        metric=library.named(unit, Label(cell.name, "", "", "")) if is_sound else "",
        evidence=f"{cell.name}：{cell.words}",
        around=cell.words,
        why=cell.why or ("" if cell.unit else _UNITLESS),
    )


def _fault(mention: Mention, unit: str, name: str) -> str:
    """Return why a number cannot be declared, blank where it can."""
    if mention.kind is Kind.RATIO:
        return _RATIO
    if not mention.exact or mention.low != mention.high:
        return _ESTIMATE
    return ("" if name else _NAMELESS) if unit else _UNITLESS


def _metric(mention: Mention, label: Label, library: Library) -> str:
    """Return the metric of the whole year that a number is of for certain."""
    scope = resolved(mention.scope, library.year)
    is_whole = scope.period is Period.THIS and not scope.part
    return library.named(mention.unit, label) if is_whole else ""


def _written(mention: Mention) -> tuple[Decimal, str] | None:
    """Return value and unit of a number as it is written; None where they are not so plain."""
    words = mention.words.strip()
    if (found := _DIGITS.fullmatch(words)) is not None:
        return Decimal(found[1]), found[2].strip()
    spoken = _HAN.fullmatch(words)
    if spoken is not None and mention.low < _SPOKEN and mention.unit != "%":
        return mention.low, spoken[2].strip()
    return None


def _name(label: Label | None, mention: Mention) -> str:
    """Name a figure by the words around its number, those of its own clause first.

    Words such as 比上年增加 name nothing without those before them.
    """
    around: tuple[str, ...] = ()
    if label:
        before = label.carried + label.lead + label.own
        around = (label.own if key(label.own) else before, label.behind, before)
    for words in (*around, mention.deed + mention.noun, mention.topic):
        name = _trimmed(words)
        if len(name) >= _SHORTEST_NAME:
            return name
    return ""


def _trimmed(words: str) -> str:
    return _NO_NAME.sub("", words)[-_LONGEST_NAME:]


def _around(reading: Reading, mention: Mention) -> str:
    """Return the clause in which a number stands, or as much of it as a line has room for."""
    start, end = mention.start, mention.end
    if reading.clauses:
        stretch = reading.clauses[mention.clause]
        start, end = min(stretch.start, start), max(stretch.end, end)
    start = max(start, mention.start - _MOST_WORDS)
    return reading.text[start : min(end, mention.end + _MOST_WORDS)].strip()
