"""Prose refers to metrics, facts and statements; what cannot be told is not told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import TellingError
from lawgov_lib.document.tree import Run, plain
from lawgov_lib.inputs import Prose
from lawgov_lib.measuring.metric import Metric, Previous, State
from lawgov_lib.measuring.requirements import Threshold
from lawgov_lib.telling.amounts import said
from lawgov_lib.telling.narrative import Teller, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Statement
    from tests.yearfolder import YearFolder


def metric(
    metric_id: str,
    value: str | None,
    unit: str = "项",
    base: str | None = None,
    before: Previous | None = None,
) -> Metric:
    """Return a metric with a value, or a missing one."""
    return Metric(
        id=metric_id,
        name=metric_id,
        section="plans",
        unit=unit,
        formula="",
        state=State.MISSING if value is None else State.NUMBER,
        value=None if value is None else Decimal(value),
        denominator=None if base is None else Decimal(base),
        previous=before,
    )


def was(value: str | None, state: State = State.NUMBER) -> Previous:
    """Return a metric of the year before."""
    return Previous(state, None if value is None else Decimal(value), "outputs/2019/metrics.csv:2")


TELLER = Teller(
    metrics={
        entry.id: entry
        for entry in (
            metric("rules", "16"),
            metric("pair", "2"),
            metric("rent", "46.70", "万元"),
            metric("unbased", "100", "%"),
            metric("based", "90", "%", "20"),
            metric("unknown", None),
            metric("grown", "31", "件", before=was("25")),
            metric("same", "40", "次", before=was("40")),
            metric("few", "4", "次", before=was("4")),
            metric("once", "4", "次", before=was("3")),
            replace(metric("turned", "3", "份"), unit_before="册"),
            replace(metric("place", "3", "位", before=was("5")), name="全省排名"),
            metric("better", "98", "%", "50", before=was("96.5")),
            metric("first_rate", "98", "%", "50", before=was(None, State.ZERO)),
            metric("gap_before", "3", "件", before=was(None, State.MISSING)),
            metric("ended", "0", "件", before=was("3")),
            metric("never", "0", "件", before=was("0")),
            metric("gap_now", None, "件", before=was("3")),
        )
    },
    registers={},
    facts={"agency.name": "某市某局"},
)


def first(_: Teller) -> Runs:
    """State a thing."""
    return (Run(text="已有制度。", metric="rules"),)


def silent(_: Teller) -> Runs:
    """State nothing."""
    return ()


STATEMENTS: Mapping[str, Mapping[str, Statement]] = {
    "laws": {"first": first},
    "plans": {"silent": silent},
}


def told(text: str, section: str = "plans") -> list[str]:
    """Return the paragraphs of a section with this prose in ``plans``."""
    prose = {"plans": Prose(text, "params/2020/text/plans.md")}
    blocks = tell(prose, STATEMENTS, TELLER).get(section, ())
    return [plain(block.runs) for block in blocks if block.kind == "paragraph"]


def refused(text: str) -> list[str]:
    """Return what is wrong with this prose, one line a problem."""
    with pytest.raises(TellingError) as error:
        told(text)
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("rules", "16项"),
        ("rules | 中文", "十六项"),
        ("pair | 中文", "两项"),
        ("rules | 数值", "16"),
        ("rent", "46.7万元"),
        ("unbased", "100%"),
        ("based", "90%"),
        ("unknown", "未提供"),
        ("unknown | 中文", "未提供"),
        ("grown | 同比", "比上年增长24%"),
        ("same | 同比", "与上年持平"),
        ("few | 同比", "与上年持平"),
        ("once | 同比", "比上年增加1次"),
        ("turned | 同比", "上年以“册”计，不作比较"),
        ("place | 同比", "比上年上升2位"),
        ("better | 同比", "比上年提高1.5个百分点"),
        ("first_rate | 同比", "上年未发生"),
        ("gap_before | 同比", "上年数据未提供"),
        ("rules | 同比", "上年数据未提供"),
        ("gap_now | 同比", "未提供"),
        ("agency.name", "某市某局"),
        ("statement.first", "已有制度。"),
    ],
)
def test_reference(reference: str, expected: str) -> None:
    """A reference is replaced by what it names, in the form asked for."""
    assert told(f"共{{{{ {reference} }}}}") == [f"共{expected}"]


def test_statement_that_the_prose_has_told_is_not_said_again() -> None:
    """Prose that tells every metric of a statement stands for it; prose of others does not."""
    assert statements_after("共{{ rules }}") == ["共16项"]
    assert statements_after("共{{ pair }}") == ["共2项", "已有制度。"]


def statements_after(text: str) -> list[str]:
    """Return the paragraphs of ``laws``, whose statement no prose places."""
    blocks = tell({"laws": Prose(text, "laws.md")}, STATEMENTS, TELLER)["laws"]
    return [plain(block.runs) for block in blocks if block.kind == "paragraph"]


def test_reference_keeps_its_metric() -> None:
    """The number in the text knows the metric that it comes from."""
    prose = {"plans": Prose("共{{ rules }}", "plans.md")}

    (block,) = tell(prose, {}, TELLER)["plans"]

    assert block.kind == "paragraph"
    assert block.runs[-1] == Run(text="16项", metric="rules")


def test_statement_placed_in_another_section_is_not_repeated() -> None:
    """Prose may tell a statement of another section, which is then silent there."""
    assert told("{{ statement.first }}") == ["已有制度。"]
    assert told("{{ statement.first }}", "laws") == []


def test_unplaced_statement_follows_in_its_own_section() -> None:
    """Nothing measured stays untold because no prose mentions it."""
    assert told("正文。", "laws") == ["已有制度。"]
    assert told("正文。") == ["正文。"]


def test_statement_with_nothing_to_say_leaves_no_paragraph() -> None:
    """A paragraph of nothing but a silent statement is no paragraph."""
    assert told("甲。\n\n{{ statement.silent }}\n\n乙。") == ["甲。", "乙。"]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("ruels", "rules"), ("agency.nama", "agency.name"), ("statement.frist", "statement.first")],
)
def test_unknown_name(name: str, nearest: str) -> None:
    """A name that nothing bears is refused with the nearest one that something does."""
    (problem,) = refused(f"正文。\n\n共{{{{ {name} }}}}")

    assert problem.startswith(f"[E501] params/2020/text/plans.md:3: 没有“{name}”可供引用")
    assert problem.endswith(f"名称最接近的是“{nearest}”。")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% for x in rules %}甲{% endfor %}", "E502"),
        ("{# 注 #}", "E502"),
        ("{{ rules", "E503"),
        ("rules }}", "E503"),
        ("{{ rules() }}", "E504"),
        ("{{ rules | upper }}", "E504"),
        ("{{ rules | 中文 | 数值 }}", "E504"),
        ("{{ rules | 中文(1) }}", "E504"),
        ("{{ rules['value'] }}", "E504"),
        ("{{ 1 + 1 }}", "E504"),
        ("{{ rules if pair else rent }}", "E504"),
        ("{{ }}", "E504"),
        ("{{ rules pair }}", "E504"),
        ("{{ rules.value }}", "E501"),
        ("{{ rules.__class__ }}", "E501"),
        ("{{ rent | 中文 }}", "E505"),
        ("{{ based | 中文 }}", "E505"),
        ("{{ agency.name | 中文 }}", "E505"),
        ("{{ agency.name | 同比 }}", "E505"),
        ("{{ grown | 环比 }}", "E504"),
        ("{{ statement.first | 数值 }}", "E505"),
    ],
)
def test_more_than_a_reference(text: str, code: str) -> None:
    """Prose can neither compute nor reach for anything; a wrong form is refused, never ignored."""
    problems = refused(text)

    assert problems
    assert {problem[1:5] for problem in problems} == {code}


def test_all_faults_of_all_prose_at_once() -> None:
    """Every faulty reference of every file is named with its line."""
    prose = {
        "plans": Prose("{{ no }}\n\n{{ rules() }}", "plans.md"),
        "other": Prose("{% if %}", "other.md"),
    }

    with pytest.raises(TellingError) as error:
        tell(prose, {}, TELLER)

    assert [(problem.code, str(problem.place)) for problem in error.value.problems] == [
        ("E501", "plans.md:1"),
        ("E504", "plans.md:3"),
        ("E502", "other.md:1"),
    ]


def test_sentence_without_one_of_its_parts_is_not_said() -> None:
    """A gap in a sentence would read as a claim."""
    said = TELLER.say("共{count}。", count=TELLER.quantity("rules"))

    assert plain(said) == "共16项。"
    assert TELLER.say("共{count}。", count=TELLER.quantity("unknown")) == ()
    assert TELLER.say("共{count}。", count=TELLER.counted("unknown")) == ()
    assert TELLER.say("有{names}。", names=TELLER.listed([])) == ()


def test_part_of_a_sentence_is_never_a_pattern() -> None:
    """Braces in a register are text."""
    assert plain(TELLER.say("有{names}。", names=TELLER.listed(["{count}"]))) == "有{count}。"


def test_change_follows_its_number() -> None:
    """The change stands behind its number; a small count that stayed says none."""
    assert TELLER.change("grown") == (Run(text="，"), Run(text="比上年增长24%", metric="grown"))
    assert TELLER.change("same") == (Run(text="，"), Run(text="与上年持平"))
    assert TELLER.change("few") == ()


def test_change_to_zero_stands_in_brackets() -> None:
    """What fell to zero says what it was, apart from the clauses that follow."""
    assert plain(TELLER.change("ended")) == "（上年为3件）"
    assert TELLER.change("never") == ()


@pytest.mark.parametrize("metric_id", ["rules", "gap_before", "gap_now", "unknown"])
def test_change_that_is_not_known_is_not_said(metric_id: str) -> None:
    """A gap in either year leaves the sentence without a change."""
    assert TELLER.change(metric_id) == ()


def test_name_that_a_broken_file_may_have_held() -> None:
    """A fault elsewhere is not told a second time as a fault of the prose."""
    prose = {"plans": Prose("{{ rent_saved }}{{ agency.nama }}", "plans.md")}

    with pytest.raises(TellingError) as error:
        tell(prose, {}, TELLER, all_known=False)

    assert [problem.message for problem in error.value.problems] == ["没有“agency.nama”可供引用"]


def test_cell_knows_where_it_stands(folder: YearFolder) -> None:
    """A cell is told without its closing mark, which is the sentence's."""
    folder.register("funds", "防控,项目甲。,,100")
    teller = Teller({}, folder.load().registers, {})

    file = "params/2020/registers/funds.csv"
    assert teller.cell("funds", 2, "project") == Run(text="项目甲", cell=f"{file}:2:项目")
    assert teller.cell("funds", 2, "amount", "万元") == Run(text="100万元", cell=f"{file}:2:金额")


def test_parts_are_joined() -> None:
    """Parts of a sentence are parted, not ended, by their mark."""
    parts = [TELLER.quantity("rules"), TELLER.quantity("pair")]

    assert plain(TELLER.joined(parts, "；")) == "16项；2项"
    assert plain(TELLER.titled(["甲", "《乙》"])) == "《甲》《乙》"


def test_statement_is_placed_once() -> None:
    """The same sentence twice is refused, in one section as in two."""
    problems = refused("{{ statement.first }}\n\n{{ statement.first }}")

    assert [problem[1:5] for problem in problems] == ["E507"]


def test_statement_that_other_prose_has_told() -> None:
    """What the prose of one section has told by itself, another does not say again."""
    assert told("共{{ rules }}", "laws") == []


def no_duty(**names: str) -> list[str]:
    """Return the paragraphs of a section whose metrics are no duty."""
    metrics = {
        key: replace(metric(key, None), name=name, state=State.NO_DUTY)
        for key, name in names.items()
    }
    teller = Teller(metrics, {}, {"agency.short_name": "市科技局"})
    blocks = tell({}, {"plans": {}}, teller)["plans"]
    return [plain(block.runs) for block in blocks if block.kind == "paragraph"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"a": "行政强制"}, "市科技局不承担行政强制职责。"),
        (
            {"a": "行政强制", "b": "行政征收", "c": "行政征用"},
            "市科技局不承担行政强制、行政征收和行政征用职责。",
        ),
        ({"a": "行政调解案件", "b": "行政调解办结案件"}, "市科技局不承担行政调解职责。"),
        ({"a": "行政处罚", "b": "警告类行政处罚"}, "市科技局不承担行政处罚职责。"),
        ({"a": "行政拘留类行政处罚"}, "市科技局不承担行政拘留职责。"),
    ],
)
def test_duties_that_the_agency_does_not_have(names: dict[str, str], expected: str) -> None:
    """No duty is told as such, in the words of the duty and not of its count."""
    assert no_duty(**names) == [f"按照职责分工，{expected}"]


@pytest.mark.parametrize(
    ("value", "limit", "expected"),
    [("73.48", None, "73.5学时"), ("66.10", None, "66.1学时"), ("59.96", "60", "59.96学时")],
)
def test_average_has_one_decimal(value: str, limit: str | None, expected: str) -> None:
    """An average is not told more precisely than it is worth, nor lifted over its limit."""
    least = Threshold(sign="≥", value=Decimal(60), unit="学时", source="", checked="2026-11")
    hours = replace(metric("hours", value, "学时", "26"), threshold=least if limit else None)

    assert said(hours) == expected
