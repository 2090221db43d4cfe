"""What the figures of the year hold against a sweeping claim.

A claim is compared with the metric whose name its clause tells in full, the longest name first, and
only where it says nothing that would make it a claim of some: 县级信息系统 are not 信息系统.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.wording import quantity
from lawgov_lib.checks.synonyms import is_kin, is_told, rule, table, telling, without
from lawgov_lib.checks.vocabulary import vocabulary_of, words_of_name
from lawgov_lib.measuring.metric import TOLD
from lawgov_lib.reading.mentions import Sweep
from lawgov_lib.telling.amounts import said as told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lawgov_lib.checks.sweeping import Statement
    from lawgov_lib.checks.vocabulary import Called, Vocabulary
    from lawgov_lib.inputs.register import Register
    from lawgov_lib.measuring.metric import Metric

    Metrics = Mapping[str, Metric]
    Registers = Callable[[str], Register | None]

_CACHED = 2048
_NEXT = ("结转下年度", "结转下年")
_FINISHED = "办结"


@dataclass(frozen=True)
class Counterfigure:
    """A metric that a claim does not agree with, and how that is said.

    It is certain where the claim has the very words of the metric's name.
    """

    metric: Metric
    says: str
    certain: bool = True


@dataclass(frozen=True)
class Names:
    """The metrics of the year, and what texts call them besides their names."""

    metrics: Metrics
    also: Mapping[str, tuple[str, ...]]
    results: Mapping[str, Mapping[str, int]]
    """What came of the cases of a metric that no metric counts apart, each with how many."""

    @classmethod
    def of(cls, metrics: Metrics, called: Mapping[str, str], register: Registers) -> Names:
        """Gather what each metric is called, and what came of the cases of a register."""
        also: dict[str, tuple[str, ...]] = {}
        for name, metric_id in called.items():
            also[metric_id] = (*also.get(metric_id, ()), name)
        results = {
            row["whole"]: Counter(book.rows["outcome"])
            for row in table()["outcomes"]
            if "register" in row and (book := register(row["register"])) is not None
        }
        return cls(metrics, also, results)

    @cached_property
    def rates(self) -> tuple[Metric, ...]:
        """The rates that may reach 100%."""
        return tuple(filter(_is_full_rate, self.metrics.values()))

    @cached_property
    def counts(self) -> tuple[Metric, ...]:
        """The numbers that are told."""
        return tuple(
            each for each in self.metrics.values() if not each.is_rate and each.state in TOLD
        )

    @cached_property
    def repeated(self) -> tuple[Metric, ...]:
        """The numbers that the year before has too."""
        return tuple(each for each in self.metrics.values() if not each.is_rate and each.previous)

    @cached_property
    def _indexed(self) -> tuple[Called, Vocabulary]:
        return vocabulary_of(
            tuple(
                (each.id, (each.name, *self.also.get(each.id, ())))
                for each in self.metrics.values()
            )
        )

    @property
    def called(self) -> Called:
        """The names of each metric, each with the words of it that a text must tell."""
        return self._indexed[0]

    @property
    def vocabulary(self) -> Vocabulary:
        """All words of the names."""
        return self._indexed[1]

    @cached_property
    def families(self) -> Mapping[str, str]:
        """The names of the metrics of one family, by what their ids begin with."""
        found: dict[str, list[str]] = {}
        for each in self.metrics.values():
            found.setdefault(each.id.partition("_")[0], []).append(each.name)
        return {family: "，".join(names) for family, names in found.items()}

    def like(self, metric: Metric) -> str:
        """Return the names of the metrics of one family: a rate leaves out what it is of."""
        return self.families[metric.id.partition("_")[0]]


def counterfigure(
    names: Names, statement: Statement, sums: Mapping[str, Any]
) -> Counterfigure | None:
    """Return the figure of the year that a claim contradicts, if any.

    Args:
        names: The metrics of the year with what texts call them.
        statement: The claim.
        sums: The sums and limits of C07: which metrics are part of which.
    """
    if not names.metrics or statement.is_restricted:
        return None
    if statement.claim.sweep is Sweep.FIRST:
        found = _before(names, statement)
    elif statement.none:
        found = _happened(names, statement)
    else:
        found = _short(names, statement) or _part(names, statement, sums)
    found = found or _unfinished(names, statement)
    if found is None:
        return None
    literal = all(
        word.removeprefix("行政") in statement.clause for word in words_of_name(found.metric.name)
    )
    return replace(found, certain=literal)


def _short(names: Names, statement: Statement) -> Counterfigure | None:
    """Return the rate below 100% of what is claimed of all."""
    best = _named(names, statement, names.rates)
    if best is None or best.numerator is None or best.denominator is None:
        return None
    if best.numerator >= best.denominator:
        return None
    return Counterfigure(best, f"“{best.name}”为{told(best)}")


def _is_full_rate(metric: Metric) -> bool:
    """Tell whether a metric is a rate that may reach 100%, and has a base."""
    return (
        metric.is_rate
        and metric.numerator is not None
        and bool(metric.denominator)
        and not any(share in metric.name for share in table()["shares"])
    )


def _happened(names: Names, statement: Statement) -> Counterfigure | None:
    """Return the number above zero of what is claimed not to have been."""
    if rule("narrower").search(statement.clause):
        return None
    if rule("late").search(statement.deed) or statement.deed in table()["opposites"]:
        return _short(names, statement)
    best = _named(names, statement, names.counts)
    if best is None or not best.value:
        return None
    return Counterfigure(best, f"“{best.name}”为{told(best)}")


def _before(names: Names, statement: Statement) -> Counterfigure | None:
    """Return the number above zero, the year before, of what is claimed for the first time."""
    if rule("threshold").search(statement.deed) or rule("manner").match(
        rule("offenders").sub("", statement.deed)
    ):
        return None
    best = _named(names, statement, names.repeated)
    if best is None or best.previous is None or not best.previous.value:
        return None
    return Counterfigure(best, f"“{best.name}”上年为{best.previous.value:f}{best.unit}")


def _part(names: Names, statement: Statement, settings: Mapping[str, Any]) -> Counterfigure | None:
    """Return the outcome that came of fewer than all, where all are claimed to have had it."""
    metrics, topic = names.metrics, statement.topic
    known, lead = names.vocabulary.told(topic), names.vocabulary.told(statement.lead)
    for whole_id, called, parts in _wholes(settings):
        whole = metrics.get(whole_id)
        if whole is None or not whole.value:
            continue
        is_near = not telling(topic) or is_kin(whole.name, topic)
        name = next(
            (
                each
                for each in (whole.name, *called)
                if known.issuperset(words := words_of_name(each))
                or (is_near and lead.issuperset(words))
            ),
            None,
        )
        if name is None:
            continue
        for part, value, amount in _results(names, whole, parts):
            own = _apart(part, f"{name}{whole.name}")
            if not own and any(
                word in part for word in words_of_name(name) if word in statement.deed
            ):
                own = words_of_name(part)
            if not own or not all(is_told(word, statement.deed) for word in own):
                continue
            if _left(statement, f"{whole.name}{name}{part}", names, whole):
                continue
            if value < whole.value:
                says = f"“{whole.name}”为{told(whole)}，“{part}”为{amount}"
                return Counterfigure(whole, says)
    return None


def _results(
    names: Names, whole: Metric, parts: Iterable[str]
) -> Iterator[tuple[str, Decimal, str]]:
    """Yield what came of a whole: its name, how often, and how that is said."""
    for part in map(names.metrics.get, parts):
        if part is not None and part.state in TOLD and part.value is not None:
            yield part.name, part.value, told(part)
    for name, count in names.results.get(whole.id, {}).items():
        yield name, Decimal(count), quantity(Decimal(count), whole.unit)


def _wholes(settings: Mapping[str, Any]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield a whole, what the text calls it, and what came of it."""
    for row in table()["outcomes"]:
        yield row["whole"], row["of"], row["parts"]
    for row in settings["sums"]:
        yield row["whole"], [], row["parts"]
    for row in settings["limits"]:
        if len(row["within"]) == 1:
            yield row["within"][0], [], row["parts"]


def _unfinished(names: Names, statement: Statement) -> Counterfigure | None:
    """Return what was carried into the next year, where all is claimed to be finished."""
    open_ = rule("open").search(statement.deed) or "积压" in statement.deed
    if not open_ if statement.none else not statement.is_done(_FINISHED):
        return None
    for metric in names.metrics.values():
        if not metric.name.startswith(_NEXT) or not metric.value:
            continue
        name = metric.name.removeprefix(_NEXT[0]).removeprefix(_NEXT[1])
        if _covers(name, statement.clause) and not _left(
            statement, f"{name}办结积压", names, metric
        ):
            return Counterfigure(metric, f"“{metric.name}”为{told(metric)}")
    return None


def _named(names: Names, statement: Statement, among: Iterable[Metric]) -> Metric | None:
    """Return the metric that the clause of a claim names, of several the one named most fully."""
    text = f"{statement.topic}，{statement.deed}，{statement.clause}"
    known = names.vocabulary.told(text)
    best, length = None, 0
    for metric in among:
        for name, words in names.called[metric.id]:
            if not known.issuperset(words) or not _is_in_time(words, statement):
                continue
            size = sum(len(word) * (1 + is_told(word, statement.deed)) for word in words)
            if size > length and not _left(statement, f"{name}{metric.name}", names, metric):
                best, length = metric, size
    return best


def _is_in_time(words: Iterable[str], statement: Statement) -> bool:
    """Tell whether a name says 按时 only where a claim is of being in time."""
    return statement.is_timely or not any(map(rule("timely").search, words))


def _covers(name: str, text: str) -> bool:
    words = words_of_name(name)
    return bool(words) and all(is_told(word, text) for word in words)


@lru_cache(maxsize=_CACHED)
def _apart(name: str, whole: str) -> tuple[str, ...]:
    """Return the words of a part's name that its whole's does not have."""
    return tuple(word for word in words_of_name(name) if word not in whole)


def _left(statement: Statement, name: str, names: Names, metric: Metric) -> bool:
    """Tell whether a claim says more than the name of a metric: it may be of some only."""
    if without(rule("offenders").sub("", statement.deed), name):
        return True
    rest = without(rule("offenders").sub("", statement.topic), name)
    if rest and metric.is_rate:
        rest = without("，".join(rest), names.like(metric))
    return bool(rest)
