"""What does not agree in a sister report: its balances, its parts, last year, the annual report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import day, number
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.checks.finding import Finding
from lawgov_lib.document.dossier import Remark
from lawgov_lib.measuring.metric import TOLD, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.base.errors import Place
    from lawgov_lib.sisters.cellcounting import Cell, Grid
    from lawgov_lib.sisters.tableforms import Comparison
    from lawgov_lib.sisters.yearopening import SisterYear

_CHECK = "核对台账和cells.csv，改正有误的一处。"


def sister_findings(opened: SisterYear, published: date | None) -> tuple[Finding, ...]:
    """Return everything that does not agree, in the order of the tables.

    Args:
        opened: The year with its tables.
        published: The day on which the report is made public, None while nobody says so.
    """
    found: list[Finding] = []
    for grid in opened.grids.values():
        found += [*_balances(grid), *_parts(grid), *_declared(grid)]
        found += _carried(grid, (opened.before or {}).get(grid.form.name))
        found += _compared(opened, grid)
    return (*found, *_unread(opened), *_late(opened, published))


def differences(opened: SisterYear) -> Iterator[tuple[str, str]]:
    """Yield the differences to the annual report that a rule explains: what, and why."""
    for grid in opened.grids.values():
        for rule in grid.form.compares:
            pair = _unequal(opened, grid, rule)
            if pair and rule.otherwise:
                ours, theirs, name = pair
                yield f"{name}与法治政府建设年度报告所列{theirs}不同，本表为{ours}", rule.otherwise


def remark_of(finding: Finding) -> Remark:
    """Write a finding as it travels in the record."""
    entry = load_catalogue().get(finding.code)
    return Remark(
        code=finding.code,
        title=entry.title if entry else "",
        severity=finding.severity,
        message=finding.message,
        hint=finding.hint,
        section=finding.section,
        about=finding.about,
        mark=finding.mark,
        places=tuple(map(str, finding.places)),
    )


def _finding(
    code: str, grid: Grid, message: str, about: str, places: Iterable[Place] = ()
) -> Finding:
    told = f"{grid.form.name}表：{message}"
    return Finding(
        code, Severity.ERROR, told, tuple(places), _CHECK, about=f"{grid.form.name}/{about}"
    )


def _balances(grid: Grid) -> Iterator[Finding]:
    """Find columns in which what came in is neither closed nor carried over (C07)."""
    names = {row.name: row.text for row in grid.form.lines}
    for rule in grid.form.balances:
        for column in grid.form.columns:
            left = _total(grid.cell(row, column.name) for row in rule.left)
            right = _total(grid.cell(row, column.name) for row in rule.right)
            if left is not None and right is not None and left != right:
                sides = (
                    " ＋ ".join(f"“{names[row]}”" for row in side)
                    for side in (rule.left, rule.right)
                )
                one, other = sides
                said = (
                    f"「{column.text}」列{one}为{number(left)}，{other}为{number(right)}，应当相等"
                )
                yield _finding("C07", grid, said, column.name)


def _parts(grid: Grid) -> Iterator[Finding]:
    """Find sums that are not those of their parts (C07)."""
    for column in grid.form.columns:
        for row in grid.form.lines:
            cell = grid.cell(row.name, column.name)
            for parts, what in (
                ([grid.cell(row.name, part) for part in column.adds], "各列"),
                ([grid.cell(part, column.name) for part in row.adds], "各行"),
            ):
                total = _total(parts) if parts else None
                if total is not None and cell.is_told and cell.value != total:
                    said = (
                        f"“{row.text}”「{column.text}」为{_said(cell)}，{what}之和为{number(total)}"
                    )
                    yield _finding(
                        "C07", grid, said, f"{row.name}/{column.name}", _places(cell, *parts)
                    )


def _declared(grid: Grid) -> Iterator[Finding]:
    """Find cells that the registers and the agency tell differently (C08)."""
    for (row, column), declared in grid.declared.items():
        counted = grid.counted[row, column]
        if counted.state is State.MISSING or declared.state is State.MISSING:
            continue
        if (counted.state, counted.value) != (declared.state, declared.value):
            names = {line.name: line.text for line in (*grid.form.lines, *grid.form.columns)}
            here = f"“{names[row]}”「{names[column]}」"
            said = f"{here}按台账为{_said(counted)}，申报为{_said(declared)}"
            yield _finding("C08", grid, said, f"{row}/{column}", _places(declared))


def _carried(grid: Grid, before: Grid | None) -> Iterator[Finding]:
    """Find what last year carried over and this year did not take up (C09)."""
    rule = grid.form.carried
    if rule is None or before is None:
        return
    for column in grid.form.columns:
        here, there = grid.cell(rule.into, column.name), before.cell(rule.from_, column.name)
        if here.is_told and there.is_told and here.value != there.value:
            said = f"「{column.text}」列上年结转为{_said(here)}，上年年报结转下年度为{_said(there)}"
            yield _finding("C09", grid, said, f"carried/{column.name}", _places(here, there))


def _unread(opened: SisterYear) -> Iterator[Finding]:
    """Tell that last year's folder has faults, so that nothing carried over was compared (C09)."""
    if opened.before is None:
        year = opened.year_inputs.report.year - 1
        yield Finding(
            "C09",
            Severity.WARNING,
            f"{year}年度的资料有问题，上年结转没有核对",
            (),
            f"先改正{year}年度资料的问题，再生成。",
            about=f"{opened.form.report}/before",
        )


def _compared(opened: SisterYear, grid: Grid) -> Iterator[Finding]:
    """Find figures that the annual report tells otherwise, and no rule explains (C08)."""
    for rule in grid.form.compares:
        pair = _unequal(opened, grid, rule)
        if pair and not rule.otherwise:
            ours, theirs, name = pair
            said = f"{name}为{ours}，法治政府建设年度报告为{theirs}"
            places = _places(grid.cell(rule.row, rule.column))
            yield _finding("C08", grid, said, rule.metric, places)


def _unequal(opened: SisterYear, grid: Grid, rule: Comparison) -> tuple[str, str, str] | None:
    """Return a cell, the metric that it should equal, and its name, where they differ."""
    cell, metric = grid.cell(rule.row, rule.column), opened.metrics.get(rule.metric)
    if metric is None or not cell.is_told or metric.state not in TOLD or cell.value == metric.value:
        return None
    unit = metric.unit
    return f"{_said(cell)}{unit}", f"{number(metric.value or Decimal(0))}{unit}", metric.name


def _late(opened: SisterYear, published: date | None) -> Iterator[Finding]:
    """Find a report that is made public after it is due (C14)."""
    report = opened.year_inputs.report
    limit = opened.form.due_for(report.agency.level)
    if published is None or limit is None:
        return
    month, last = map(int, limit.split("-"))
    due = date(report.year + 1, month, last)
    if published > due:
        yield Finding(
            "C14",
            Severity.ERROR,
            f"{opened.form.titled(report.year)}的公布日期为{day(published)}，晚于{day(due)}的期限",
            (),
            "核对公布日期；确已逾期的，按要求说明原因。",
            about=f"{opened.form.report}/due",
        )


def _total(cells: Iterable[Cell]) -> Decimal | None:
    """Add cells up; None where one is missing, or none is told."""
    known: Sequence[Cell] = tuple(cells)
    if any(cell.state is State.MISSING for cell in known):
        return None
    values = [cell.value for cell in known if cell.value is not None]
    return sum(values, Decimal(0)) if values else None


def _said(cell: Cell) -> str:
    return number(cell.value) if cell.value is not None else cell.state.value


def _places(*cells: Cell) -> list[Place]:
    return list(dict.fromkeys(cell.place for cell in cells if cell.place))
