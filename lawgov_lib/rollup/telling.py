"""Tell the figures of a roll-up: paragraphs, tables with notes and charts, section by section."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib import wording
from lawgov_lib.charts import bars
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.document import Column, Heading, Listing, Paragraph, Run, Table
from lawgov_lib.metric import State
from lawgov_lib.rollup.figures import Kind, ranks
from lawgov_lib.rollup.settings import settings
from lawgov_lib.rollup.submissions import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lawgov_lib.document import Block, Blocks, Figure, Runs
    from lawgov_lib.rollup.figures import Figures, Rank, Spread, Summary, Total
    from lawgov_lib.rollup.submissions import Agency

NONE = "—"
OTHER_AREA = "其他指标"
_BARS = 8
_TABLE_STATES = (State.NUMBER, State.ZERO, State.NO_DUTY, State.MISSING)
_AGENCY_COLUMNS = (
    Column(text="序号", align="center", share=0.6),
    Column(text="机关", share=2.2),
    Column(text="签发日期", share=1.5),
    Column(text="报送情况", share=1.3),
    Column(text="说明", share=2.6),
)
_METRIC_COLUMNS = (
    Column(text="指标", share=2.1),
    Column(text="报数情况", align="center", share=1.25),
    Column(text="合计", align="right", share=1.5),
    Column(text="分子/分母", align="center", share=1.3),
    Column(text="中位数", align="right", share=1.0),
    Column(text="最小至最大", align="right", share=1.5),
    Column(text="与上年相比", share=1.7),
    Column(text="可比", align="center", share=0.75),
)
_OUTLIER_COLUMNS = (
    Column(text="指标", share=2.2),
    Column(text="中位数", align="right", share=1.1),
    Column(text="参考区间", align="right", share=1.7),
    Column(text="机关", share=2.2),
    Column(text="数值", align="right", share=1.2),
)
_RANK_COLUMNS = (
    Column(text="指标", share=1.6),
    Column(text="由高到低", share=3.0),
    Column(text="由低到高", share=3.0),
)
_GAP_COLUMNS = (
    Column(text="指标", share=2.6),
    Column(text="未提供的机关数", align="center", share=1.3),
    Column(text="机关", share=4.0),
)
_MISSER_COLUMNS = (
    Column(text="机关", share=3.0),
    Column(text="未提供的指标数", align="center", share=1.4),
)
_REMARK_COLUMNS = (
    Column(text="检查", align="center", share=0.8),
    Column(text="内容", share=3.6),
    Column(text="机关数", align="center", share=1.0),
    Column(text="发现条数", align="center", share=1.0),
)
_METRICS_NOTE = (
    "注：1.“报数情况”依次为有数值、为零、无此职责、未提供的机关数，报告中没有该项指标的机关不计。"
    "2.比率和人均数的合计由各机关分子之和除以分母之和得出。"
    "3.“与上年相比”只比较两年都报数的机关，其个数见“可比”。4.中位数、最小和最大的单位同合计。"
)


def opening(figures: Figures) -> Blocks:
    """Say what the roll-up is made from."""
    submissions = figures.submissions
    fictional = sum(agency.is_included and agency.fictional for agency in submissions.agencies)
    text = (
        f"现根据各机关{submissions.year}年度法治政府建设年度报告定稿所附的指标表，将有关情况汇总如下。"
        f"本次汇总涉及机关{len(submissions.agencies)}个，纳入汇总{len(submissions.included)}个；"
        "各项数据以各机关公布的数据为准，未作调整。"
    )
    told = f"纳入汇总的机关中有{fictional}个为虚构机关，所列数据仅供演示。" if fictional else ""
    return (_paragraph(text), *((_paragraph(told),) if told else ()))


def submission(figures: Figures) -> Blocks:
    """Say who reported and whether in time."""
    submissions = figures.submissions
    agencies = submissions.agencies
    counts = Counter(agency.standing for agency in agencies)
    due = wording.day(submissions.deadline)
    parts = [
        f"按期报送{counts[Standing.IN_TIME]}个，逾期报送{counts[Standing.LATE]}个",
        *(f"{each.value}{counts[each]}个" for each in list(Standing)[2:] if counts[each]),
    ]
    late = "逾期报送的仍纳入汇总。" if counts[Standing.LATE] else ""
    text = f"涉及的{len(agencies)}个机关中，{'，'.join(parts)}。{late}"
    shown = agencies
    if len(agencies) > settings().rows_shown:
        shown = tuple(each for each in agencies if each.standing is not Standing.IN_TIME)
    rows = [
        (str(place), each.name, _signed(each), each.standing.value, explained(each))
        for place, each in enumerate(shown[: settings().rows_shown], start=1)
    ]
    note = (
        f"注：1.签发日期取自定稿清单，晚于{due}的为逾期；期限依据：{submissions.deadline_source}。"
        "2.文件与定稿清单不符的，视为定稿后被改动，不予采用。"
        "3.未报送且没有上年定稿的机关，以资料文件夹的名称列示。"
    )
    return (_paragraph(text), *_table(_AGENCY_COLUMNS, rows, note + _more(len(shown))))


def _signed(agency: Agency) -> str:
    return wording.day(date.fromisoformat(agency.signed)) if agency.signed else NONE


def explained(agency: Agency) -> str:
    """Say why a report is not included, and why its year before cannot be compared."""
    before = f"上年数据未采用：{agency.problem_before}" if agency.problem_before else ""
    return "；".join(filter(None, (agency.problem, before))) or NONE


def metrics(figures: Figures) -> Blocks:
    """Show every metric that any agency gave, by area, and a chart of the main rates."""
    told = [each for each in figures.summaries.values() if each.is_told]
    text = (
        f"纳入汇总的机关共列有指标{len(figures.summaries)}项，其中有机关报数的{len(told)}项。"
        f"上年定稿可供比较的机关{figures.comparable}个。"
    )
    blocks: list[Block] = [_paragraph(text)]
    areas: dict[str, list[Summary]] = {}
    for each in told:
        areas.setdefault(area_name(each), []).append(each)
    for place, (area, own) in enumerate(areas.items(), start=1):
        number = wording.heading_number(2, place)
        blocks.append(Heading(level=2, number=number, text=area, anchor=f"metrics-{place}"))
        blocks.append(Table(columns=_METRIC_COLUMNS, rows=tuple(map(_metric_row, own))))
        notes = [_METRICS_NOTE] if place == 1 else []
        notes += [note for each in own for note in _apart(figures, each)]
        blocks += [_note(note) for note in notes]
    rates = [figures.summaries.get(key) for key in settings().shown]
    bases = [(each.label.name, each.total.value) for each in rates if each]
    known = [(name, value) for name, value in bases if value is not None]
    blocks += _chart(known, "%", f"{figures.submissions.year}年度主要比率（合计）")
    return tuple(blocks)


def area_name(summary: Summary) -> str:
    """Name the area of a metric."""
    return settings().areas.get(summary.label.section, OTHER_AREA)


def _metric_row(each: Summary) -> tuple[Runs, ...]:
    total, change, key = each.total, each.change, each.label.id
    cells = (
        total_said(each),
        base_said(total),
        wording.number(each.spread.median) if each.spread else NONE,
        _range(each.spread) if each.spread else NONE,
        changed(each),
        str(change.comparable) if change.comparable else NONE,
    )
    return (
        (Run(text=each.label.name),),
        (Run(text="/".join(str(each.states[state]) for state in _TABLE_STATES)),),
        *((Run(text=text, metric=key),) for text in cells),
    )


def _range(spread: Spread) -> str:
    least, most = wording.number(spread.least.value), wording.number(spread.most.value)
    return least if least == most else f"{least}至{most}"


def _said(value: Decimal, summary: Summary) -> str:
    return wording.quantity(value, summary.label.unit)


def total_said(each: Summary) -> str:
    """Write a total with its unit; over a base of zero nothing occurred."""
    if each.total.value is not None:
        return _said(each.total.value, each)
    return NONE if each.total.denominator is None else "未发生"


def base_said(total: Total) -> str:
    """Write the sums that a rate or a mean is made from."""
    if total.numerator is None or total.denominator is None:
        return NONE
    return f"{wording.number(total.numerator)}/{wording.number(total.denominator)}"


def changed(each: Summary) -> str:
    """Write the change against the year before over the agencies that can be compared."""
    change = each.change
    if not change.comparable:
        return NONE
    in_points = each.kind is Kind.SHARE
    return wording.change(change.before, change.now, each.label.unit, in_points=in_points)


def _apart(figures: Figures, each: Summary) -> Iterator[str]:
    """Name the agencies that a total leaves out."""
    for agencies, why in (
        (each.baseless, "只报结果、没有分子分母"),
        (each.odd, f"所用单位不是“{each.label.unit}”"),
    ):
        if agencies:
            yield (
                f"“{each.label.name}”有{len(agencies)}个机关{why}，未计入合计："
                f"{names(figures, agencies)}。"
            )


def names(figures: Figures, agencies: Sequence[int]) -> str:
    """Name agencies, of very many the first."""
    most = settings().names_shown
    told = [figures.submissions.agencies[at].name for at in agencies[:most]]
    return "、".join(told) + (f"等{len(agencies)}个机关" if len(agencies) > most else "")


def differences(figures: Figures) -> Blocks:
    """Show outliers, rankings, and a chart of the first ranked quantity."""
    chosen = [
        each
        for key in (*settings().shown, *settings().ranked)
        if (each := figures.summaries.get(key)) is not None and len(each.values) > 1
    ]
    return (
        Heading(level=2, number=wording.heading_number(2, 1), text="离群数据", anchor="outliers"),
        *_outliers(figures),
        Heading(level=2, number=wording.heading_number(2, 2), text="排名", anchor="ranking"),
        *_rankings(figures, chosen),
        *_leaders(figures, chosen),
    )


def _outliers(figures: Figures) -> Blocks:
    rows = [
        (
            each.label.name,
            _said(spread.median, each),
            limits_said(spread.limits, each),
            figures.submissions.agencies[value.agency].name,
            _said(value.value, each),
        )
        for each in figures.summaries.values()
        if (spread := each.spread) is not None and spread.limits is not None
        for value in spread.outliers
    ]
    if not rows:
        return (_paragraph("没有机关的数据超出参考区间。"),)
    text = f"各机关数据超出参考区间的共{len(rows)}处，供核对数据时参考，不等于数据有误。"
    note = (
        f"注：参考区间为中位数加减{settings().outlier_deviations}倍绝对中位差；"
        f"报数机关少于{settings().outlier_agencies}个，或半数以上机关数值相同的，不作判断。"
    )
    shown = rows[: settings().rows_shown]
    return (_paragraph(text), *_table(_OUTLIER_COLUMNS, shown, note + _more(len(rows))))


def limits_said(limits: tuple[Decimal, Decimal], each: Summary) -> str:
    """Write limits; no quantity is below zero, and no share above a hundred."""
    low, high = max(limits[0], Decimal(0)), limits[1]
    if each.kind is Kind.SHARE:
        high = min(high, Decimal(100))
    return f"{wording.number(low)}至{_said(high, each)}"


def _rankings(figures: Figures, chosen: Sequence[Summary]) -> Blocks:
    most = settings().ranks_shown
    rows: list[tuple[str, ...]] = []
    for each in chosen:
        from_top = ranks(each.values)
        if len(from_top) == 1:
            same = f"{len(each.values)}个机关均为{_said(from_top[0].value, each)}"
            rows.append((each.label.name, same, NONE))
            continue
        top = from_top[:most]
        shown = {rank.value for rank in top}
        bottom = [
            rank for rank in ranks(each.values, from_top=False)[:most] if rank.value not in shown
        ]
        told = [_ranked(figures, each, part) for part in (top, bottom)]
        rows.append((each.label.name, *told))
    if not rows:
        return (_paragraph("报数机关不足2个，没有可以排名的指标。"),)
    note = f"注：数值相同的名次相同；各列前{most}个名次，已在左列的不再列出。排名只按数值大小。"
    return _table(_RANK_COLUMNS, rows, note)


def _ranked(figures: Figures, each: Summary, part: Iterable[Rank]) -> str:
    told = [
        f"{rank.rank}.{names(figures, rank.agencies)}（{_said(rank.value, each)}）" for rank in part
    ]
    return "；".join(told) or NONE


def _leaders(figures: Figures, chosen: Sequence[Summary]) -> tuple[Figure, ...]:
    sums = (each for each in chosen if each.kind is Kind.SUM and each.total.value)
    each = next(sums, None)
    if each is None:
        return ()
    ordered = sorted(each.values, key=lambda value: -value.value)[:_BARS]
    pairs = [(figures.submissions.agencies[at.agency].name, at.value) for at in ordered]
    count = f"（居前{len(pairs)}个机关）" if len(each.values) > len(pairs) else ""
    caption = f"{figures.submissions.year}年度各机关{each.label.name}{count}"
    return tuple(_chart(pairs, each.label.unit, caption))


def gaps(figures: Figures) -> Blocks:
    """Show which metrics are missing most, and which agencies miss most."""
    most = settings().rows_shown
    found, missed = figures.gaps, figures.missed
    if not found:
        return (_paragraph("纳入汇总的机关所列指标均已提供数据。"),)
    text = (
        f"纳入汇总的机关中，有{len(missed)}个机关的{len(found)}项指标未提供数据。"
        "“未提供”不等于零；没有该项职责的，应写明“无此职责”。"
    )
    rows = [
        (each.label.name, str(len(each.missing)), names(figures, each.missing)) for each in found
    ]
    agencies = [
        (figures.submissions.agencies[at].name, str(count))
        for at, count in sorted(missed.items(), key=lambda item: (-item[1], item[0]))
    ]
    return (
        _paragraph(text),
        *_table(_GAP_COLUMNS, rows[:most], _cut(len(rows))),
        *_table(_MISSER_COLUMNS, agencies[:most], _cut(len(agencies))),
    )


def _cut(count: int) -> str:
    return f"注：{more}" if (more := _more(count)) else ""


def _more(count: int) -> str:
    most = settings().rows_shown
    return f"共{count}行，本表列出前{most}行，其余见汇总工作簿。" if count > most else ""


def findings(figures: Figures) -> Blocks:
    """Show which checks found most at the agencies, of what nobody has answered."""
    submissions = figures.submissions
    open_ones = Counter[str]()
    for at in submissions.included:
        open_ones.update(submissions.agencies[at].findings)
    answered = open_ones.pop("已答复", 0)
    told = "，".join(f"{severity}{count}条" for severity, count in open_ones.items() if count)
    severities = f"（{told}）" if told else ""
    if not open_ones.total():
        return (_paragraph(f"各机关定稿时没有尚未答复的检查发现，已答复{answered}条。"),)
    text = (
        f"各机关定稿时，尚未答复的检查发现共{open_ones.total()}条{severities}，已答复{answered}条。"
    )
    remarks, catalogue = figures.remarks, load_catalogue()
    if not remarks:
        return (_paragraph(text),)
    rows = [
        (
            code,
            catalogue[code].title if code in catalogue else NONE,
            str(agencies),
            str(count),
        )
        for code, (agencies, count) in remarks.items()
    ]
    note = "注：按涉及机关数由多到少排列，只计尚未答复的；各项检查的内容和依据见检查说明。"
    pairs = [(f"{code} {title}", Decimal(agencies)) for code, title, agencies, _ in rows[:_BARS]]
    return (
        _paragraph(text),
        *_table(_REMARK_COLUMNS, rows, note),
        *_chart(pairs, "个", f"{submissions.year}年度检查发现涉及的机关数"),
    )


def method() -> Blocks:
    """Say how the figures are made, as the reader of a number would ask."""
    limits = settings()
    rules = (
        "数据来源：只采用各机关定稿的清单和指标表；文件与清单所记校验值不符的，一律不采用。",
        "合计：件数、人数、金额等直接相加；时长不合计。",
        "比率和人均数：以分子之和除以分母之和，不取平均数；保留两位小数，四舍五入。",
        "只报结果、没有分子分母的机关不计入合计，在表下列名，但计入中位数和排名。",
        "分母为零的比率写“未发生”，不计入中位数和排名。",
        "中位数：数值按大小排列居中者；机关数为偶数的，取居中两数的平均数。",
        f"离群：与中位数之差超过绝对中位差的{limits.outlier_deviations}倍。",
        f"绝对中位差为零，或报数机关少于{limits.outlier_agencies}个的，不作离群判断。",
        "与上年相比：取同一资料文件夹上年的定稿，只比较两年都报数的机关。",
        "各机关采用的提纲可以不同；指标按编号汇总，与所在的节和标题无关。",
    )
    items = tuple((Run(text=rule),) for rule in rules)
    return (Listing(items=items, ordered=True),)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),))


def _note(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),), role="note")


def _table(
    columns: tuple[Column, ...], rows: Iterable[tuple[str, ...]], note: str = ""
) -> tuple[Table | Paragraph, ...]:
    cells = tuple(tuple((Run(text=text),) for text in row) for row in rows)
    if not cells:
        return ()
    table = Table(columns=columns, rows=cells)
    return (table, _note(note)) if note else (table,)


def _chart(pairs: Sequence[tuple[str, Decimal]], unit: str, caption: str) -> list[Figure]:
    if len(pairs) < 2:  # noqa: PLR2004  one bar compares nothing
        return []
    labels, values = zip(*pairs, strict=True)
    return [bars(labels, values, unit=unit, caption=caption)]
