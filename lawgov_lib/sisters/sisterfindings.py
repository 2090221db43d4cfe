"""What does not agree in a sister report: its balances, its parts, last year, the annual report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import day, number
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.settings import merged
from lawgov_lib.measuring.metric import TOLD, State
from lawgov_lib.sisters.prosetracing import typed_numbers
from lawgov_lib.sisters.tableforms import rule_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.base.errors import Place
    from lawgov_lib.sisters.cellcounting import Cell, Grid
    from lawgov_lib.sisters.tableforms import Comparison
    from lawgov_lib.sisters.yearopening import SisterYear

_CHECK = "核对台账和cells.csv，改正有误的一处。"
_DIFFERS = "核对后改正有误的一处；确因统计口径不同或上年更正而不等的，作出答复说明原因。"


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
    found += [*_unread(opened), *_borrowed(opened), *_early(opened), *_late(opened, published)]
    found += typed_numbers(opened)
    return tuple(replace(each, about=f"{opened.form.report}/{each.about}") for each in found)


def differences(opened: SisterYear) -> Iterator[tuple[str, str]]:
    """Yield the differences to the annual report that a rule explains: what, and why."""
    for grid in opened.grids.values():
        for rule in grid.form.compares:
            pair = _unequal(opened, grid, rule)
            if pair and rule.otherwise:
                ours, theirs, name = pair
                yield f"{name}与法治政府建设年度报告所列{theirs}不同，本表为{ours}", rule.otherwise


def _finding(
    code: str, grid: Grid, message: str, about: str, places: Iterable[Place] = ()
) -> Finding:
    told, named = f"{grid.form.name}表：{message}", f"{grid.form.name}/{about}"
    where = tuple(places)
    return Finding(code, Severity.ERROR, told, where, _CHECK, about=named, is_answerable=False)


def _differing(finding: Finding) -> Finding:
    """Let the agency answer for a difference to what was published or told elsewhere."""
    return replace(finding, hint=_DIFFERS, is_answerable=True)


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
            places, about = _places(here, there), f"carried/{column.name}"
            yield _differing(_finding("C09", grid, said, about, places))


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
            about="before",
        )


def _compared(opened: SisterYear, grid: Grid) -> Iterator[Finding]:
    """Find figures that the annual report tells otherwise, and no rule explains (C08)."""
    for rule in grid.form.compares:
        pair = _unequal(opened, grid, rule)
        if pair and not rule.otherwise:
            ours, theirs, name = pair
            said = f"{name}为{ours}，法治政府建设年度报告为{theirs}"
            places = _places(grid.cell(rule.row, rule.column))
            about = "、".join(rule.metrics)
            yield _differing(_finding("C08", grid, said, about, places))


def _unequal(opened: SisterYear, grid: Grid, rule: Comparison) -> tuple[str, str, str] | None:
    """Return a cell, the metric that it should equal, and its name, where they differ."""
    cell = grid.cell(rule.row, rule.column)
    metrics = [opened.metrics[name] for name in rule.metrics if name in opened.metrics]
    if not metrics or not cell.is_told or any(each.state not in TOLD for each in metrics):
        return None
    row, column = (
        next(line for line in lines if line.name == name)
        for lines, name in ((grid.form.lines, rule.row), (grid.form.columns, rule.column))
    )
    ours = (cell.value or Decimal(0)) / (rule_of(grid.form, row, column).times or 1)
    theirs = sum((each.value or Decimal(0) for each in metrics), Decimal(0))
    if ours == theirs:
        return None
    unit = metrics[0].unit
    name = "、".join(each.name for each in metrics)
    return f"{number(ours)}{unit}", f"{number(theirs)}{unit}", name


def _late(opened: SisterYear, published: date | None) -> Iterator[Finding]:
    """Find a report that is made public after it is due (C14)."""
    report, limit = opened.year_inputs.report, _limit(opened)
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
            about="due",
        )


def _limit(opened: SisterYear) -> str | None:
    """Return the last day, as ``01-31``, on which the agency publishes the report (C14).

    No national rule names a day for townships; a year may set one for its own.
    """
    report, name = opened.year_inputs.report, opened.form.due
    own = report.checks.get("C14", {}).get("days", {})
    rung = report.agency.rung
    if rung.rank in opened.form.undated and name not in own:
        return None
    days: dict[str, str] = merged(report.checks, rung)["C14"]["days"]
    return days.get(name)


def _borrowed(opened: SisterYear) -> Iterator[Finding]:
    """Tell that the form of another province stands in for one that is not known here (C29)."""
    form, report = opened.form, opened.year_inputs.report
    if (
        form.provinces
        and not report.sister.form
        and not report.agency.region.startswith(form.provinces)
    ):
        yield Finding(
            "C29",
            Severity.INFO,
            f"程序没有“{report.agency.region}”的行政执法年度数据表式，现用{form.source}",
            (),
            "核对本省的通知；另有表式的，在「sister.form」写明可用的一种，或照本省的表填报。",
            about="form",
        )


def _early(opened: SisterYear) -> Iterator[Finding]:
    """Tell that a year before the form was in use is set in it (C29)."""
    form, year = opened.form, opened.year_inputs.report.year
    if form.since and year < form.since:
        yield Finding(
            "C29",
            Severity.WARNING,
            f"{form.source}的格式自{form.since}年度起使用，{year}年度的年报原用另一种格式",
            (),
            "只作参考，不代替当年公布的年报；确须按现格式编制的，作出答复。",
            about="since",
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
