"""The fictional agency's caseload, drawn: what it handled, inspected and staffed.

Every register of every year draws with a seed of its own, so that a change in one leaves the
others as they are. In the last year everything is closed in time.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.demo.cases import YEARS, seen_by_year, workdays_after, workdays_between

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.demo.cases import Cells

    _Drawing = Callable[[int], Iterator[Cells]]

_BEFORE = YEARS[0] - 1
_LAST_OPENED, _LAST_DAY = date(YEARS[-1], 11, 29), date(YEARS[-1], 12, 31)

_FOREIGNERS, _ANIMALS = "外国人来华工作许可", "实验动物使用许可"
_NONPROFITS, _TUTORING = "科技类民办非企业单位设立审查", "科技类校外培训机构设立审查"
_TUTORING_SINCE = date(2022, 9, 1)

_FIRMS = ("远图", "青禾", "恒熙", "北辰", "云杉", "明湖", "启泽", "松石")
_TRADES = ("智能装备", "新材料", "生物技术", "信息技术", "节能环保", "精密机械")
_INSTITUTIONS = ("示例大学", "示例市人民医院", "示例市农业科学研究所")
_QUOTED = '示例市远图智能装备有限公司("众创"分部),一车间'

_CHECKS = {
    "外国人来华工作许可用人单位检查": (2020, 168),
    "实验动物使用单位检查": (2020, 24),
    "市级科技计划项目实施情况检查": (2020, 132),
    "技术合同认定登记检查": (2020, 96),
    "孵化载体专项检查": (2020, 31),
    "科技奖励推荐材料检查": (2020, 45),
    "科技创新券使用情况检查": (2021, 118),
    "科技类校外培训机构检查": (2022, 27),
    "企业研究开发投入补助检查": (2023, 204),
    "科研诚信情况检查": (2024, 88),
}
"""The tasks of random checks: since when, and how many could be drawn in that year."""
_MISSED_CHECK = (2020, "孵化载体专项检查")

_LEFT_AFTER_2021 = {5, 17}
_REVIEWERS = {3, 11}
_UNCERTIFIED = (2022, 27)


def drawn() -> dict[str, dict[int, list[Cells]]]:
    """Draw every register of the caseload, by year."""
    cases: dict[str, tuple[_Drawing, Cells]] = {
        "licences": (_licences, {"finished_on": None, "outcome": "在办"}),
        "requests": (_requests, {"closed_on": None, "outcome": "办理中", "ground": None}),
        "proposals": (_proposals, {"closed_on": None}),
        "mediations": (_mediations, {"closed_on": None, "outcome": "办理中"}),
        "complaints": (_complaints, {"closed_on": None}),
    }
    yearly: dict[str, _Drawing] = {
        "inspections": _inspections,
        "officers": _officers,
        "random_checks": _random_checks,
    }
    return {
        **{
            name: seen_by_year((case for year in (_BEFORE, *YEARS) for case in draw(year)), pending)
            for name, (draw, pending) in cases.items()
        },
        **{name: {year: list(draw(year)) for year in YEARS} for name, draw in yearly.items()},
    }


def _draw(register: str, year: int) -> Random:
    return Random(f"{register} {year}")  # noqa: S311  the same rows every time are wanted


def _licences(year: int) -> Iterator[Cells]:
    draw = _draw("licences", year)
    edges = _LICENCE_EDGES.get(year, [])
    yield from edges
    count = {_BEFORE: 4, 2020: 92, 2021: 108, 2022: 117, 2023: 134, 2024: 149}[year]
    for serial, applied in enumerate(_days(draw, year, count), start=1 + len(edges)):
        rare = [_NONPROFITS, *([_TUTORING] * 2 if applied >= _TUTORING_SINCE else [])]
        outcome = draw.choices(["许可", "不予许可", "不予受理", "终止"], [92, 2, 3, 3])[0]
        refused = outcome == "不予受理"
        accepted = workdays_after(applied, draw.randint(0, 2))
        finished = workdays_after(accepted, draw.randint(2, 14))
        yield {
            "number": f"XK{year}-{serial:04}",
            "item": draw.choice([_FOREIGNERS] * 16 + [_ANIMALS] * 3 + rare),
            "kind": draw.choices(["新办", "延续", "变更"], [55, 30, 15])[0],
            "applied_on": applied,
            "accepted_on": None if refused else accepted,
            "finished_on": min(accepted if refused else finished, _LAST_DAY),
            "outcome": outcome,
            "limit": draw.choice([20, 20, 20, None]),
            "extended": draw.choice(["否", "否", None]),
        }


def _licence(number: str, applied: date, finished: date, **cells: str) -> Cells:
    return {
        "number": number,
        "item": _FOREIGNERS,
        "kind": "新办",
        "applied_on": applied,
        "accepted_on": applied,
        "finished_on": finished,
        "outcome": "许可",
        "limit": 20,
        "extended": "否",
        **cells,
    }


def _taking(count: int, *, since: date) -> tuple[date, date]:
    return since, workdays_after(since, count)


_LICENCE_EDGES = {
    2020: [
        # Open at the end of the year.
        _licence("XK2020-0001", *_taking(9, since=date(2020, 12, 24))),
    ],
    2021: [
        # One working day late, without an extension.
        _licence("XK2021-0001", *_taking(21, since=date(2021, 8, 16))),
        # Applied for on the first day of the year, decided on the last day of the year.
        _licence("XK2021-0002", *_taking(4, since=date(2021, 1, 1)), item=_ANIMALS),
        _licence("XK2021-0003", date(2021, 12, 8), date(2021, 12, 31)),
        _licence("XK2021-0004", *_taking(9, since=date(2021, 6, 10)), kind="撤销", outcome="撤销"),
    ],
    2022: [
        # On the very last day, across the National Day holiday and its make-up workdays.
        _licence("XK2022-0001", *_taking(20, since=date(2022, 9, 16))),
    ],
    2023: [
        # Extended with approval by 10 working days, and needing 7 of them.
        _licence(
            "XK2023-0001", *_taking(27, since=date(2023, 4, 20)), item=_ANIMALS, extended="是"
        ),
        _licence("XK2023-0002", *_taking(12, since=date(2023, 5, 15)), kind="撤销", outcome="撤销"),
    ],
}


_APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_GROUNDS = {
    "不予公开": ("保护第三方合法权益", "三类内部事务信息", "四类过程性信息"),
    "无法提供": ("本机关不掌握", "没有现成信息需另行制作"),
    "不予处理": ("信访举报投诉类", "重复申请"),
    "其他": ("逾期不补正", "其他"),
}


def _requests(year: int) -> Iterator[Cells]:
    draw = _draw("requests", year)
    outcomes = ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他"]
    count = {_BEFORE: 0, 2020: 8, 2021: 11, 2022: 13, 2023: 15, 2024: 18}[year]
    for serial, received in enumerate(_days(draw, year, count), start=1):
        answered = min(workdays_after(received, draw.randint(4, 18)), _LAST_DAY)
        outcome = draw.choices(outcomes, [50, 12, 8, 20, 4, 6])[0]
        yield _request(f"YSQ{year}-{serial:03}", received, answered, outcome)
    if year == 2022:
        # Extended by 20 working days, and answered in the next year.
        days = _taking(36, since=date(2022, 12, 5))
        yield _request("YSQ2022-014", *days, "部分公开", extended="是")
    if year == 2023:
        # Answered on the last of 20 working days, across the Spring Festival.
        yield _request("YSQ2023-016", *_taking(20, since=date(2023, 1, 12)), "予以公开")


def _request(
    number: str, received: date, answered: date, outcome: str, extended: str = "否"
) -> Cells:
    draw = Random(number)  # noqa: S311  the same rows every time are wanted
    return {
        "number": number,
        "opened_on": received,
        "closed_on": answered,
        "extended": extended,
        "outcome": outcome,
        "applicant": draw.choices(_APPLICANTS, [13, 4, 1, 0, 2, 1])[0],
        "ground": draw.choice(_GROUNDS[outcome]) if outcome in _GROUNDS else None,
    }


def _proposals(year: int) -> Iterator[Cells]:
    draw = _draw("proposals", year)
    count = {_BEFORE: 0, 2020: 6, 2021: 8, 2022: 8, 2023: 11, 2024: 12}[year]
    for serial in range(1, count + 1):
        kind = "人大建议" if serial <= count // 2 else "政协提案"
        given = date(year, 3, draw.choice([15, 16, 18, 22]))
        days = 90 if serial == 1 else draw.randint(35, 88)
        yield {
            "number": f"{year}年第{100 * draw.randint(1, 3) + serial}号{kind}",
            "kind": kind,
            "opened_on": given,
            "due_on": given + timedelta(days=90),
            "closed_on": given + timedelta(days=days),
        }


def _mediations(year: int) -> Iterator[Cells]:
    draw = _draw("mediations", year)
    count = {_BEFORE: 2, 2020: 10, 2021: 12, 2022: 15, 2023: 22, 2024: 19}[year]
    failing = {2022: 5, 2023: 6, 2024: 7}.get(year, 4)
    for serial, opened in enumerate(_days(draw, year, count), start=1):
        yield {
            "number": f"TJ{year}-{serial:03}",
            "opened_on": opened,
            "closed_on": min(opened + timedelta(days=draw.randint(6, 40)), _LAST_DAY),
            "outcome": "达成协议" if serial % failing else "未达成协议",
        }


def _complaints(year: int) -> Iterator[Cells]:
    draw = _draw("complaints", year)
    count = {_BEFORE: 3, 2020: 33, 2021: 38, 2022: 44, 2023: 51, 2024: 47}[year]
    for serial, received in enumerate(_days(draw, year, count), start=1):
        kind = draw.choices(["信访", "投诉", "举报"], [30, 45, 25])[0]
        has_no_term = kind == "举报" and draw.random() < 0.3
        yield {
            "number": f"TS{year}-{serial:03}",
            "kind": kind,
            "opened_on": received,
            "due_on": None if has_no_term else received + timedelta(days=60),
            "closed_on": min(received + timedelta(days=draw.randint(5, 45)), _LAST_DAY),
        }


def _inspections(year: int) -> Iterator[Cells]:
    draw = _draw("inspections", year)
    count = {2020: 44, 2021: 53, 2022: 60, 2023: 71, 2024: 78}[year]
    for serial, held in enumerate(_days(draw, year, count), start=1):
        name = f"示例市{draw.choice(_FIRMS)}{draw.choice(_TRADES)}有限公司"
        firm = draw.random() < 0.8 or (year, serial) == (2021, 7)
        yield {
            "number": f"JC{year}-{serial:03}",
            "held_on": held,
            "party": (_QUOTED if (year, serial) == (2021, 7) else name)
            if firm
            else draw.choice(_INSTITUTIONS),
            "firm": "是" if firm else "否",
            "manner": draw.choices(["现场检查", "非现场检查"], [70, 30])[0],
            "found": draw.choices(["否", "是"], [85, 15])[0],
        }


def _officers(year: int) -> Iterator[Cells]:
    draw = _draw("officers", year)
    newest = {2020: 23, 2021: 24, 2022: 27}.get(year, 28)
    gone = _LEFT_AFTER_2021 if year > 2021 else set()
    low, high = {2020: (30, 58), 2021: (60, 72)}.get(year, (61, 84))
    for number in range(1, newest + 1):
        if number not in gone:
            hours = draw.randint(low, high)
            yield {
                "number": f"KJ{number:03}",
                "post": "法制审核" if number in _REVIEWERS else "执法",
                "certified": "否" if (year, number) == _UNCERTIFIED else "是",
                "hours": draw.choice([hours, f"{hours}.5"]),
            }


def _random_checks(year: int) -> Iterator[Cells]:
    draw = _draw("random checks", year)
    for task, (first, size) in _CHECKS.items():
        population = size + 6 * (year - first)
        if (year, task) == _MISSED_CHECK:
            yield {"task": task, "population": population}
        elif first <= year:
            yield {
                "task": task,
                "completed_on": next(_days(draw, year, 1, first_month=9 if first == year else 5)),
                "population": population,
                "checked": max(3, population * draw.randint(4, 7) // 100),
                "published": "是",
                "random_objects": "是",
                "random_officers": "是",
            }


def _days(draw: Random, year: int, count: int, first_month: int = 1) -> Iterator[date]:
    """Draw working days of a year in ascending order; of the year before the first, late ones."""
    first = date(year, 12, 10) if year == _BEFORE else date(year, first_month, 1)
    last = min(date(year, 12, 31), _LAST_OPENED)
    return iter(sorted(draw.choices(workdays_between(first, last), k=count)))
