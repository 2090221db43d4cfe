"""Tell the figures of a roll-up: paragraphs, tables with notes and charts, section by section."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov_lib.base import wording
from lawgov_lib.base.severity import ANSWERED
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.document.tree import Heading, Listing, Run, Table
from lawgov_lib.measuring.metric import State
from lawgov_lib.rollup.blocks import BARS, chart, columns, more, note, paragraph, table
from lawgov_lib.rollup.choices import settings
from lawgov_lib.rollup.phrases import (
    NONE,
    area_name,
    base_said,
    changed,
    explained,
    names,
    range_said,
    total_said,
)
from lawgov_lib.rollup.submissions import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.document.tree import Block, Blocks, Runs
    from lawgov_lib.rollup.cityfigures import Figures, Summary
    from lawgov_lib.rollup.submissions import Agency, Submissions

_TABLE_STATES = (State.NUMBER, State.ZERO, State.NO_DUTY, State.MISSING)
_AGENCIES = {"序号": 0.6, "机关": 2.2, "签发日期": 1.5, "报送情况": 1.3, "说明": 2.6}
_METRICS = {
    "指标": 2.1,
    "报数情况": 1.25,
    "合计": 1.5,
    "分子/分母": 1.3,
    "中位数": 1.0,
    "最小至最大": 1.5,
    "与上年相比": 1.7,
    "可比": 0.75,
}
_GAPS = {"指标": 2.6, "未提供的机关数": 1.3, "机关": 4.0}
_MISSERS = {"机关": 3.0, "未提供的指标数": 1.4}
_REMARKS = {"检查": 0.8, "内容": 3.6, "机关数": 1.0, "发现条数": 1.0}
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
    return (paragraph(text), *((paragraph(told),) if told else ()))


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
    noted = (
        f"注：1.签发日期取自定稿清单，晚于{due}的为逾期；期限依据：{submissions.deadline_source}。"
        "2.文件与定稿清单、报告记录或者定稿登记不符的，视为定稿后被改动，不予采用。"
        "3.未报送且没有上年定稿的机关，以资料文件夹的名称列示。"
    )
    return (paragraph(text), *table(_AGENCIES, rows, noted + more(len(shown))))


def _signed(agency: Agency) -> str:
    return wording.day(date.fromisoformat(agency.signed)) if agency.signed else NONE


def metrics(figures: Figures) -> Blocks:
    """Show every metric that any agency gave, by area, and a chart of the main rates."""
    told = [each for each in figures.summaries.values() if each.is_told]
    text = (
        f"纳入汇总的机关共列有指标{len(figures.summaries)}项，其中有机关报数的{len(told)}项。"
        f"上年定稿可供比较的机关{figures.comparable}个。"
    )
    blocks: list[Block] = [paragraph(text)]
    areas: dict[str, list[Summary]] = {}
    for each in told:
        areas.setdefault(area_name(each), []).append(each)
    for place, (area, own) in enumerate(areas.items(), start=1):
        number = wording.heading_number(2, place)
        blocks.append(Heading(level=2, number=number, text=area, anchor=f"metrics-{place}"))
        blocks.append(Table(columns=columns(_METRICS), rows=tuple(map(_metric_row, own))))
        notes = [_METRICS_NOTE] if place == 1 else []
        notes += [text for each in own for text in _apart(figures, each)]
        blocks += map(note, notes)
    rates = [figures.summaries.get(key) for key in settings().shown]
    bases = [(each.label.name, each.total.value) for each in rates if each]
    known = [(name, value) for name, value in bases if value is not None]
    blocks += chart(known, "%", f"{figures.submissions.year}年度主要比率（合计）")
    return tuple(blocks)


def _metric_row(each: Summary) -> tuple[Runs, ...]:
    total, change, key = each.total, each.change, each.label.id
    cells = (
        total_said(each),
        base_said(total) or NONE,
        wording.number(each.spread.median) if each.spread else NONE,
        range_said(each.spread) if each.spread else NONE,
        changed(each),
        str(change.comparable) if change.comparable else NONE,
    )
    return (
        (Run(text=each.label.name),),
        (Run(text="/".join(str(each.states[state]) for state in _TABLE_STATES)),),
        *((Run(text=text, metric=key),) for text in cells),
    )


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


def gaps(figures: Figures) -> Blocks:
    """Show which metrics are missing most, and which agencies miss most."""
    most = settings().rows_shown
    found, missed = figures.gaps, figures.missed
    if not found:
        return (paragraph("纳入汇总的机关所列指标均已提供数据。"),)
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
        paragraph(text),
        *table(_GAPS, rows[:most], _cut(len(rows))),
        *table(_MISSERS, agencies[:most], _cut(len(agencies))),
    )


def _cut(count: int) -> str:
    return f"注：{said}" if (said := more(count)) else ""


def vouched(submissions: Submissions) -> str:
    """Say what vouches for the authors of the finals."""
    if submissions.is_vouched:
        return "电子签名：纳入汇总的定稿，均有信任名单所列该机关密钥的有效签名。"
    return "电子签名：本次汇总没有核对；校验值只说明文件前后一致，不能证明定稿由谁作出。"


def findings(figures: Figures) -> Blocks:
    """Show which checks found most at the agencies, of what nobody has answered."""
    submissions = figures.submissions
    open_ones = Counter[str]()
    for at in submissions.included:
        open_ones.update(submissions.agencies[at].findings)
    answered = open_ones.pop(ANSWERED, 0)
    told = "，".join(f"{severity}{count}条" for severity, count in open_ones.items() if count)
    severities = f"（{told}）" if told else ""
    if not open_ones.total():
        return (paragraph(f"各机关定稿时没有尚未答复的检查发现，{ANSWERED}{answered}条。"),)
    text = (
        f"各机关定稿时，尚未答复的检查发现共{open_ones.total()}条{severities}，"
        f"{ANSWERED}{answered}条。"
    )
    remarks, catalogue = figures.remarks, load_catalogue()
    if not remarks:
        return (paragraph(text),)
    rows = [
        (
            code,
            catalogue[code].title if code in catalogue else NONE,
            str(agencies),
            str(count),
        )
        for code, (agencies, count) in remarks.items()
    ]
    noted = "注：按涉及机关数由多到少排列，只计尚未答复的；各项检查的内容和依据见检查说明。"
    pairs = [(f"{code} {title}", Decimal(agencies)) for code, title, agencies, _ in rows[:BARS]]
    return (
        paragraph(text),
        *table(_REMARKS, rows, noted),
        *chart(pairs, "个", f"{submissions.year}年度检查发现涉及的机关数"),
    )


def method(figures: Figures) -> Blocks:
    """Say how the figures are made, as the reader of a number would ask."""
    limits = settings()
    rules = (
        "数据来源：只采用各机关的定稿；文件、清单、报告记录、指标表、定稿登记有不符的，一律不采用。",
        vouched(figures.submissions),
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
