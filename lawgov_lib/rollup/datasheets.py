"""The workbook of a roll-up: all its figures, a sheet each kind, numbers as numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.base.listing import Listing, listings_bytes
from lawgov_lib.base.severity import ANSWERED, Severity
from lawgov_lib.base.sheetbody import Number
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.measuring.metric import PERCENT, TOLD, State
from lawgov_lib.rollup.choices import settings
from lawgov_lib.rollup.cityfigures import Kind, ranks
from lawgov_lib.rollup.phrases import area_name, names
from lawgov_lib.rollup.submissions import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from lawgov_lib.rollup.cityfigures import Figures, Summary

    Cell = str | int | float | Number | date | None
    Cells = tuple[Cell, ...]

_METRICS = (
    "编号",
    "名称",
    "领域",
    "单位",
    "汇总方式",
    "有数值（个）",
    "零（个）",
    "无此职责（个）",
    "未提供（个）",
    "未列该指标（个）",
    "合计",
    "分子合计",
    "分母合计",
    "计入合计的机关数（个）",
    "只报结果的机关数（个）",
    "单位不一致的机关数（个）",
    "中位数",
    "最小",
    "最小的机关",
    "最大",
    "最大的机关",
    "参考区间下限",
    "参考区间上限",
    "离群机关数（个）",
    "离群机关",
    "可比机关数（个）",
    "可比合计",
    "上年可比合计",
)
_PERCENTAGE = "0.00%"
_WEIGHTS = (*(each.value for each in Severity), ANSWERED)
_AGENCIES = (
    "资料文件夹",
    "机关",
    "报送情况",
    "签发日期",
    "虚构",
    "说明",
    "上年可比",
    "上年问题",
    "未提供的指标数（项）",
    *(f"{weight}（条）" for weight in _WEIGHTS),
)
_FINDINGS = ("检查", "内容", "机关数（个）", "条数（条）")
_RANKS = ("编号", "指标", "名次", "数值", "单位", "机关数（个）", "机关")


def workbook(figures: Figures) -> bytes:
    """Return the workbook; the same figures give the same bytes."""
    return listings_bytes(_listings(figures))


def _listings(figures: Figures) -> Iterator[Listing]:
    yield Listing("概况", ("项目", "数值"), tuple(_overview(figures)))
    yield Listing("指标汇总", _METRICS, tuple(_metrics(figures)))
    yield Listing("各机关", _AGENCIES, tuple(_agencies(figures)))
    yield Listing("主要指标", *_main(figures), named=1)
    yield Listing("缺报", ("编号", "指标", "机关"), tuple(_gaps(figures)))
    yield Listing("检查发现", _FINDINGS, tuple(_findings(figures)))
    yield Listing("排名", _RANKS, tuple(_ranks(figures)))


def _overview(figures: Figures) -> Iterator[Cells]:
    submissions = figures.submissions
    agencies = submissions.agencies
    yield "年度", submissions.year
    yield "汇总单位", submissions.office or None
    yield "报送期限", submissions.deadline
    yield "期限依据", submissions.deadline_source
    yield "涉及机关（个）", len(agencies)
    yield "纳入汇总（个）", len(submissions.included)
    for standing in Standing:
        yield f"{standing.value}（个）", sum(each.standing is standing for each in agencies)
    yield "虚构机关（个）", sum(each.fictional for each in agencies)
    yield "上年可比机关（个）", figures.comparable
    yield "指标（项）", len(figures.summaries)


def _metrics(figures: Figures) -> Iterator[Cells]:
    for each in figures.summaries.values():
        total, change, spread = each.total, each.change, each.spread
        yield (
            each.label.id,
            each.label.name,
            area_name(each),
            each.label.unit,
            each.kind.value,
            *(each.states[state] for state in State),
            each.unlisted,
            _typed(total.value, each),
            _number(total.numerator),
            _number(total.denominator),
            total.agencies if each.kind is not Kind.SPAN else None,
            len(each.baseless),
            len(each.odd),
            *(
                (
                    _typed(spread.median, each),
                    _typed(spread.least.value, each),
                    _name(figures, spread.least.agency),
                    _typed(spread.most.value, each),
                    _name(figures, spread.most.agency),
                    *(_typed(limit, each) for limit in spread.limits or (None, None)),
                    len(spread.outliers),
                    "、".join(_name(figures, value.agency) for value in spread.outliers) or None,
                )
                if spread
                else (None,) * 9
            ),
            change.comparable,
            _typed(change.now, each),
            _typed(change.before, each),
        )


def _agencies(figures: Figures) -> Iterator[Cells]:
    for at, each in enumerate(figures.submissions.agencies):
        yield (
            each.root,
            each.name,
            each.standing.value,
            date.fromisoformat(each.signed) if each.signed else None,
            "是" if each.fictional else None,
            each.problem or None,
            "是" if each.has_before else None,
            each.problem_before or None,
            figures.missed[at] if each.is_included else None,
            *(each.findings.get(name) for name in _WEIGHTS),
        )


def _main(figures: Figures) -> tuple[tuple[str, ...], tuple[Cells, ...]]:
    """Return the main metrics of every agency: the headers with their units, and the rows."""
    chosen = [
        each
        for key in (*settings().shown, *settings().ranked)
        if (each := figures.summaries.get(key))
    ]
    headers = ("机关", *(f"{each.label.name}（{each.label.unit}）" for each in chosen))
    columns = [_column(figures, each) for each in chosen]
    agencies = figures.submissions.agencies
    rows = tuple(
        (agencies[at].name, *(column.get(at, "未列该指标") for column in columns))
        for at in figures.submissions.included
    )
    return headers, rows


def _column(figures: Figures, each: Summary) -> dict[int, Cell]:
    """Return what agencies gave of a metric: the number, else the state in a word."""
    cells = figures.submissions.now.of_metric(each.label.id)
    told: dict[int, Cell] = dict(
        cells.told(lambda row: "未发生" if row.state in TOLD else row.state.value)
    )
    told |= dict.fromkeys(each.odd, "单位不一致")
    values = figures.values(each.label.id).values()
    return told | {value.agency: _typed(value.value, each) for value in values}


def _gaps(figures: Figures) -> Iterator[Cells]:
    for each in figures.gaps:
        for at in each.missing:
            yield each.label.id, each.label.name, _name(figures, at)


def _findings(figures: Figures) -> Iterator[Cells]:
    catalogue = load_catalogue()
    for code, (agencies, count) in figures.remarks.items():
        yield code, catalogue[code].title if code in catalogue else None, agencies, count


def _ranks(figures: Figures) -> Iterator[Cells]:
    for each in figures.summaries.values():
        if each.kind is Kind.SHARE or each.label.id in settings().ranked:
            yield from _ranks_of(figures, each)


def _ranks_of(figures: Figures, each: Summary) -> Iterator[Cells]:
    """Yield the first ranks and the last."""
    ranked, most = ranks(figures.rankable(each)), settings().ranks_kept
    kept = ranked if len(ranked) <= 2 * most else (*ranked[:most], *ranked[-most:])
    for rank in kept:
        value, count = _typed(rank.value, each), len(rank.agencies)
        told = names(figures, rank.agencies)
        yield each.label.id, each.label.name, rank.rank, value, each.label.unit, count, told


def _name(figures: Figures, at: int) -> str:
    return figures.submissions.agencies[at].name


def _typed(value: Decimal | None, each: Summary) -> Cell:
    """Return a value of a metric as a spreadsheet keeps it; a percentage as one."""
    if value is not None and each.label.unit == PERCENT:
        return Number(value / 100, _PERCENTAGE)
    return _number(value)


def _number(value: Decimal | None) -> int | float | None:
    """Return a number as a spreadsheet keeps it; the sums are made before."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
