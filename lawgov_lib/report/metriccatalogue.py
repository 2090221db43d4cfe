"""The catalogue of all metrics (指标目录): what is counted, from what, how prose refers to it.

It needs no year: whoever begins looks up here which registers and figures make which numbers. Where
there is one, it names the agency's own quantities too.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from lawgov_lib.areas import AREAS
from lawgov_lib.areas.belonging import ids_by_name
from lawgov_lib.base.errors import ParameterError
from lawgov_lib.base.layout import PARAMS, REPORT_FILE
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.inputs.areanames import area_names, area_of
from lawgov_lib.inputs.register import Register
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.inputs.tablerows import TableRows
from lawgov_lib.laws.provisions import load_laws
from lawgov_lib.measuring.requirements import load_thresholds
from lawgov_lib.report.openedyear import open_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lawgov_lib.measuring.metric import Definition, Metric

SHEET = "指标目录"
"""What its sheet in the workbook is called."""
HEADERS = ("领域", "名称", "单位", "编号", "来自", "怎样得出", "依据", "应达到", "正文中写")
"""The columns of the catalogue."""

_USE = (
    "正文中写“{{ 名称 }}”即引用该项的数值，几项同名的写编号；没有台账、只有总数的，在申报数"
    "（figures.csv）中填写同一名称或编号。"
)


@dataclass(frozen=True)
class Entry:
    """One metric: area, name, unit, id, the registers it is counted from, formula, basis, limit.

    ``reference`` is what prose writes to refer to it.
    """

    area: str
    heading: str
    name: str
    unit: str
    id: str
    registers: tuple[str, ...]
    formula: str
    basis: str
    threshold: str
    reference: str

    @property
    def origin(self) -> str:
        """Where it comes from: registers, or the figures of which only totals are known."""
        told = "、".join(ROWS[key].label for key in self.registers)
        return f"{told}；没有台账的填{FigureRow.label}" if told else FigureRow.label

    def cells(self) -> tuple[str, ...]:
        """Return the entry by :data:`HEADERS`."""
        return (
            self.heading,
            self.name,
            self.unit,
            self.id,
            self.origin,
            self.formula,
            self.basis,
            self.threshold,
            self.reference,
        )


def catalogue(area: str = "", word: str = "", own: Sequence[Metric] = ()) -> tuple[Entry, ...]:
    """Return the metrics in the order of the areas, the agency's own behind those of their area.

    Args:
        area: Only those of this area, by key or by words of its heading; blank for all.
        word: Only those in which this word occurs; blank for all.
        own: The quantities that the agency has defined itself.

    Raises:
        ParameterError: No area is meant, or no metric is found.
    """
    headings = {key: area_names()[key].name for key in AREAS}
    meant = area_of(area)
    keys = [key for key in AREAS if key == meant or (not meant and area in headings[key])]
    if not keys:
        known = "；".join(f"{key}（{heading}）" for key, heading in headings.items())
        raise ParameterError.of("E325", f"没有领域“{area}”", hint=f"可用：{known}。")
    found = tuple(entry for entry in _entries(own, keys) if word in "\n".join(entry.cells()))
    if not found:
        hint = "换一个词，或不写词列出全部指标。"
        raise ParameterError.of("E326", f"没有指标含有“{word}”", hint=hint)
    return found


def own_quantities(root: Path, year: int | None = None) -> tuple[Metric, ...]:
    """Return what the agency has defined itself.

    Args:
        root: The folder that may hold ``params/``.
        year: The report year; the newest one that there is where nothing is said.
    """
    params = root / PARAMS
    years = [int(path.parent.name) for path in params.glob(f"[0-9][0-9][0-9][0-9]/{REPORT_FILE}")]
    if year is None and not years:
        return ()
    metrics = open_year(params, max(years) if year is None else year).metrics
    return tuple(metric for metric in metrics.values() if metric.is_own)


def to_text(entries: Sequence[Entry]) -> str:
    """Write the catalogue for a terminal, area by area."""
    lines = [wrapped(f"指标目录，{len(entries)}项。{_USE}")]
    heading = ""
    for entry in entries:
        if entry.heading != heading:
            heading = entry.heading
            lines += ["", f"{heading}（{entry.area}）"]
        lines += _told(entry)
    return "\n".join(lines)


def to_json(entries: Sequence[Entry]) -> str:
    """Write the catalogue as a JSON list.

    Every metric has ``area, heading, name, unit, id, registers, formula, basis, threshold,
    reference, origin``.
    """
    told = [asdict(entry) | {"origin": entry.origin} for entry in entries]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _told(entry: Entry) -> Iterator[str]:
    unit = f"（{entry.unit}）" if entry.unit else ""
    code = "" if entry.id in entry.reference else f"  编号{entry.id}"
    yield wrapped(f"{entry.name}{unit}  {entry.reference}{code}", "  ", "    ")
    told = "、".join(ROWS[key].label for key in entry.registers) or FigureRow.label
    yield wrapped(f"来自：{told}；{entry.formula}", "      ", "            ")
    limit = f"，应{entry.threshold}" if entry.threshold else ""
    if entry.basis or limit:
        yield wrapped(
            f"依据：{entry.basis or '见应达到的数值的出处'}{limit}", "      ", "            "
        )


def _entries(own: Sequence[Metric], keys: Sequence[str]) -> Iterator[Entry]:
    """Describe the metrics of some areas; all metrics there are decide which names are clear."""
    defined = [each for area in AREAS.values() for each in area.metrics]
    named = [(each.id, each.name) for each in defined] + [(each.id, each.name) for each in own]
    clear = set(ids_by_name(named).values())

    def reference(each: Definition | Metric) -> str:
        return f"{{{{ {each.name if each.id in clear else each.id} }}}}"

    for key in keys:
        heading = area_names()[key].name
        for each in AREAS[key].metrics:
            yield _entry(key, heading, each, reference(each))
        for metric in own:
            if metric.section == key:
                said = metric.id, (), metric.formula, "", "", reference(metric)
                yield Entry(key, heading, metric.name, metric.unit, *said)


def _entry(area: str, heading: str, definition: Definition, reference: str) -> Entry:
    threshold = load_thresholds().get(definition.id)
    return Entry(
        area,
        heading,
        definition.name,
        definition.unit,
        definition.id,
        _registers(definition),
        definition.formula,
        str(load_laws()[definition.basis]) if definition.basis else "",
        f"{threshold}{threshold.unit}" if threshold else "",
        reference,
    )


class _Asked(dict[str, Register]):
    """Registers without rows; which of them are asked for is kept."""

    def __missing__(self, key: str) -> Register:
        model = ROWS[key]
        rows = TableRows.of((), dict.fromkeys(model.headers(), ()))
        self[key] = Register(key, model.label, 0, "", model.headers(), rows)
        return self[key]


def _registers(definition: Definition) -> tuple[str, ...]:
    """Return the registers that a metric is counted from: those that its formula asks for."""
    asked = _Asked()
    if definition.count:
        definition.count(asked)
    return tuple(asked)
