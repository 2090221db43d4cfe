"""References in prose: ``{{ name }}`` or ``{{ name | format }}``, resolved against the year.

A metric is named by its id or, where only one bears it, by its Chinese name. The syntax is Jinja's,
parsed by Jinja; nothing is ever executed, so that prose cannot loop, call or reach for attributes.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, TellingError
from lawgov_lib.document.tree import Run
from lawgov_lib.inputs.cells import likened
from lawgov_lib.measuring.metric import TOLD, State
from lawgov_lib.telling.amounts import numeral, said, said_before
from lawgov_lib.telling.ownfigures import OTHER_UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.measuring.metric import Metric
    from lawgov_lib.telling.narrative import Teller

STATEMENT = "statement"
NUMBER_ONLY = "数值"
CHINESE = "中文"
YEAR_ON_YEAR = "同比"
FORMS = (NUMBER_ONLY, CHINESE, YEAR_ON_YEAR)
_UNKNOWN_BEFORE = "上年数据未提供"


class References:
    """Resolves references, and keeps which statements they placed."""

    def __init__(self, teller: Teller, statements: Mapping[str, Runs], *, all_known: bool) -> None:
        """Begin with nothing placed.

        Args:
            teller: What is spoken from.
            statements: What the statements say, by name.
            all_known: Whether the teller has all the metrics of the year.
        """
        self._teller = teller
        self._all_known = all_known
        self._statements = statements
        self.placed: set[str] = set()
        self._ids: dict[str, list[str]] = {}
        for metric in teller.metrics.values():
            self._ids.setdefault(likened(metric.name), []).append(metric.id)
        for bearers in self._ids.values():
            listed = [each for each in bearers if teller.metrics[each].is_listed]
            bearers[:] = listed or bearers

    def resolver(self, file: str) -> Callable[[str, int], Runs]:
        """Return what resolves the expressions of one file."""

        def resolve(expression: str, line: int) -> Runs:
            try:
                return self.runs(*self._parsed(expression))
            except UnresolvedError as error:
                place = Place(file, line)
                raise TellingError.of(error.code, error.message, place, error.hint) from None

        return resolve

    def _parsed(self, expression: str) -> tuple[str, str]:
        """Return the id and the format that an expression names, by id or by Chinese name."""
        written, bar, form = (part.strip() for part in expression.rpartition("|"))
        name, form = (written, form) if bar and form in FORMS else (expression.strip(), "")
        key = likened(name)
        if name in self._teller.metrics or key in self._teller.metrics:
            return (name if name in self._teller.metrics else key), form
        bearers = self._ids.get(key, [])
        if len(bearers) > 1:
            message = f"有{len(bearers)}个指标都叫“{name}”，不知引用哪一个"
            raise UnresolvedError("E501", message, f"改写编号：{'、'.join(bearers)}。")
        if bearers:
            return bearers[0], form
        if name.isascii() or name in self._teller.facts or bar or not self._all_known:
            return parse_reference(expression)
        raise self._unknown(name)

    def _unknown(self, name: str) -> UnresolvedError:
        """Say that nothing is called so, and what comes nearest, names for a name."""
        known = [
            *self._teller.metrics,
            *self._teller.facts,
            *(f"{STATEMENT}.{statement}" for statement in self._statements),
        ]
        names = [metric.name for metric in self._teller.metrics.values()]
        names += [fact for fact in self._teller.facts if not fact.isascii()]
        near = difflib.get_close_matches(name, known if name.isascii() else names, n=1, cutoff=0)
        hint = f"名称最接近的是“{(near or known)[0]}”。"
        return UnresolvedError("E501", f"没有“{name}”可供引用", hint)

    def runs(self, name: str, form: str) -> Runs:
        """Return what a name says in a format, blank for its plain form."""
        first, _, rest = name.partition(".")
        if name in self._teller.metrics:
            return self._metric(name, form)
        if not rest and not self._all_known:
            return (Run(text=State.MISSING.value),)
        is_statement = first == STATEMENT and rest in self._statements
        if form and (is_statement or name in self._teller.facts):
            raise UnresolvedError("E505", f"“{name}”不是指标，不能写格式“{form}”", "删去格式。")
        if is_statement:
            if rest in self.placed:
                hint = "只在一处引用；另一处删去，或另写文字。"
                raise UnresolvedError("E507", f"“{name}”已在别处引用，同一句话不说两遍", hint)
            self.placed.add(rest)
            return self._statements[rest]
        if name in self._teller.facts:
            return (Run(text=self._teller.facts[name]),)
        raise self._unknown(name)

    def _metric(self, name: str, form: str) -> Runs:
        metric = self._teller.metrics[name]
        if form == YEAR_ON_YEAR and metric.state in TOLD:
            return self._teller.compared(name) or (Run(text=_beside(metric)),)
        if metric.value is None:
            return (Run(text=said(metric), metric=name),)
        if form in {CHINESE, NUMBER_ONLY} and metric.manner.degree:
            message = f"“{name}”为{said(metric)}，写作“{form}”就成了确数"
            raise UnresolvedError("E505", message, f"删去“{form}”和手写的单位、程度。")
        if form == CHINESE:
            if metric.is_rate or metric.value % 1:
                raise UnresolvedError(
                    "E505", f"“{name}”为{said(metric)}，不能写作中文数字", f"删去“{CHINESE}”。"
                )
            return self._teller.counted(name)
        if form == NUMBER_ONLY:
            return (Run(text=numeral(metric), metric=name),)
        return self._teller.quantity(name)


def _beside(metric: Metric) -> str:
    """Say what is known of the year before where there is no change."""
    if metric.unit_before:
        return OTHER_UNIT.format(metric.unit_before)
    before = said_before(metric)
    return f"上年为{before}" if before else _UNKNOWN_BEFORE


class UnresolvedError(Exception):
    """A reference says nothing: code, message and what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Keep what is told."""
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint


def parse_reference(expression: str) -> tuple[str, str]:
    """Split a reference into its dotted name and its format.

    Raises:
        UnresolvedError: It is anything but a name with at most one known format.
    """
    from jinja2 import Environment, TemplateSyntaxError, nodes  # noqa: PLC0415  most prose has none

    hint = f"只能写名称，或{''.join(f'“名称 | {form}”' for form in FORMS)}。"
    try:
        (output,) = Environment(autoescape=True).parse("{{ " + expression + " }}").body
    except (TemplateSyntaxError, ValueError):
        raise UnresolvedError("E504", f"引用“{expression}”写法不对", hint) from None
    node = output.nodes[0] if isinstance(output, nodes.Output) and output.nodes else None
    form = ""
    if isinstance(node, nodes.Filter) and not node.args and node.name in FORMS:
        form, node = node.name, node.node
    parts: list[str] = []
    while isinstance(node, nodes.Getattr):
        parts.append(node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        raise UnresolvedError("E504", f"引用“{expression}”写法不对", hint)
    return ".".join([node.name, *reversed(parts)]), form
