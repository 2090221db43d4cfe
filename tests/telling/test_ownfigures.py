"""An agency's own figures are told in a sentence each, as they were written, by their kind."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_lib.base.errors import TellingError
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import plain
from tests.yearfolder import YearFolder

HEADER = ("名称", "领域", "数值", "单位", "程度", "内容", "句式", "小数位", "分子", "分母", "口径")
SECTION = "capacity"


def declare(folder: YearFolder, *rows: dict[str, str]) -> None:
    """Write the figures of a year, by header; they stand in one section unless they say other."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER)
    writer.writeheader()
    writer.writerows({"领域": SECTION, **row} for row in rows)
    folder.write("figures.csv", text.getvalue())


def told(folder: YearFolder, section: str = SECTION) -> list[str]:
    """Return the paragraphs of a section."""
    return [plain(tuple(runs_of(block))) for block in folder.report().told.get(section, ())]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"名称": "第一议题学习", "数值": "12", "单位": "次"}, "第一议题学习12次。"),
        ({"名称": "研发投入强度", "数值": "3.90", "单位": "%"}, "研发投入强度为3.90%。"),
        ({"名称": "科技创新综合排名", "数值": "3", "单位": "位"}, "科技创新综合排名第3位。"),
        ({"名称": "科技创新全省位次", "数值": "3"}, "科技创新全省位次为第3位。"),
        ({"名称": "减免租金", "数值": "46.7", "单位": "万元"}, "减免租金46.7万元。"),
        ({"名称": "考核等次", "数值": "优秀"}, "考核等次为优秀。"),
        ({"名称": "考核", "内容": "考核为优秀等次。"}, "考核为优秀等次。"),
        ({"名称": "培训", "数值": "约320", "单位": "人次"}, "培训约320人次。"),
        ({"名称": "走访企业", "数值": "30余", "单位": "家"}, "走访企业30余家。"),
        ({"名称": "满意率", "数值": "98%以上"}, "满意率在98%以上。"),
        ({"名称": "满意率", "数值": "≥98", "单位": "%"}, "满意率至少98%。"),
        ({"名称": "满意率", "分子": "49", "分母": "50"}, "满意率为98%。"),
        ({"名称": "增长率", "数值": "3.68", "单位": "%", "小数位": "1"}, "增长率为3.7%。"),
        ({"名称": "合格率", "数值": "99.96", "单位": "%", "小数位": "1"}, "合格率为99.96%。"),
        (
            {"名称": "学习", "数值": "12", "单位": "次", "句式": "组织第一议题学习{{ }}"},
            "组织第一议题学习12次。",
        ),
        (
            {
                "名称": "强度",
                "数值": "3.9",
                "单位": "%",
                "句式": "投入强度达到〔值〕，居全省前列。",
            },
            "投入强度达到3.9%，居全省前列。",
        ),
        (
            {"名称": "学习", "数值": "0", "单位": "次", "句式": "组织第一议题学习{{ }}"},
            "组织第一议题学习0次。",
        ),
    ],
)
def test_sentence(folder: YearFolder, row: dict[str, str], sentence: str) -> None:
    """The kind decides how it is said, unless the agency words it."""
    declare(folder, row)

    assert told(folder)[-1] == sentence


def test_zero_is_said_to_be_untold(folder: YearFolder) -> None:
    """How nothing is said depends on what there is none of: the agency words it, or is told."""
    declare(folder, {"名称": "听证会", "数值": "0", "单位": "次"})

    assert "听证会" not in "".join(told(folder))
    assert [finding.about for finding in folder.findings("C24")] == ["听证会"]


def test_figures_stand_together_behind_the_sentences_of_the_area(folder: YearFolder) -> None:
    """One paragraph ends the section, whatever else the section tells."""
    declare(
        folder,
        {"名称": "甲类活动", "数值": "3", "单位": "场"},
        {"名称": "学法考试参考人数", "领域": "", "数值": "40", "单位": "人"},
        {"名称": "乙类活动", "数值": "4", "单位": "场"},
    )

    assert told(folder)[-2:] == ["参加学法考试40人。", "甲类活动3场。乙类活动4场。"]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("第一议题学习", "学习12次。"),
        ("第一议题 学习 | 数值", "学习12。"),
        ("第一议题学习｜中文", "学习十二次。"),
        ("第一议题学习 | 同比", "学习比上年增加2次。"),
    ],
)
def test_reference_by_name(folder: YearFolder, reference: str, expected: str) -> None:
    """What prose places is not told again, in whatever format it stands there."""
    later = folder.of(2021)
    declare(folder, {"名称": "第一议题学习", "数值": "10", "单位": "次"})
    declare(later, {"名称": "第一议题学习", "数值": "12", "单位": "次"})
    later.write(f"text/{SECTION}.md", f"学习{{{{ {reference} }}}}。")

    assert told(later) == [expected]


@pytest.mark.parametrize("form", ["数值", "中文"])
def test_about_a_number_is_never_told_as_the_number(folder: YearFolder, form: str) -> None:
    """A format that would leave out 约 is refused."""
    declare(folder, {"名称": "培训", "数值": "约350", "单位": "人次"})
    folder.write(f"text/{SECTION}.md", f"培训{{{{ 培训 | {form} }}}}人次。")

    assert folder.problems() == [f"E505 params/2020/text/{SECTION}.md:1"]


def test_unknown_name_with_a_format_is_an_unknown_name(folder: YearFolder) -> None:
    """What is told is the real cause."""
    folder.write(f"text/{SECTION}.md", "培训{{ trained_staff | 同比 }}。")

    assert folder.problems() == [f"E501 params/2020/text/{SECTION}.md:1"]


def test_text_of_last_year_is_known(folder: YearFolder) -> None:
    """What a text was last year is told where somebody asks for it, for it is no missing number."""
    later = folder.of(2021)
    declare(folder, {"名称": "考核等次", "数值": "优秀"})
    declare(later, {"名称": "考核等次", "数值": "良好"})
    later.write(f"text/{SECTION}.md", "考核{{ 考核等次 }}，{{ 考核等次 | 同比 }}。")

    assert told(later) == ["考核良好，上年为优秀。"]


def test_reference_by_the_name_of_a_metric_that_there_is(folder: YearFolder) -> None:
    """A name that is no word of a programming language is a name all the same."""
    folder.figure("comp", "数值", value="5")
    folder.write("text/disputes.md", "收到{{ 信访、投诉、举报事项 }}。")

    assert told(folder, "disputes") == ["收到5件。"]


def test_fact_with_a_chinese_name(folder: YearFolder) -> None:
    """A plain fact is found by its name beside the metrics."""
    folder.write(f"text/{SECTION}.md", "部署{{ 下一年度 }}年工作。")

    assert told(folder) == ["部署2021年工作。"]


def test_reference_to_a_name_that_nothing_bears(folder: YearFolder) -> None:
    """The nearest name is offered."""
    declare(folder, {"名称": "第一议题学习", "数值": "12", "单位": "次"})
    folder.write(f"text/{SECTION}.md", "学习{{ 第一议题，学习 }}。")

    with pytest.raises(TellingError) as error:
        folder.report()

    assert [problem.hint for problem in error.value.problems] == ["名称最接近的是“第一议题学习”。"]


def test_reference_to_one_of_two_names(folder: YearFolder) -> None:
    """Which of two is meant nobody guesses: their codes are offered."""
    folder.write(
        "figures.csv",
        "编号,名称,领域,数值,单位\na1,走访,capacity,3,家\na2,走访,functions,4,家\n",
    )
    folder.write(f"text/{SECTION}.md", "{{ 走访 }}。")

    with pytest.raises(TellingError) as error:
        folder.report()

    (problem,) = error.value.problems
    assert (
        problem.code,
        set(problem.hint.removeprefix("改写编号：").rstrip("。").split("、")),
    ) == (
        "E501",
        {"a1", "a2"},
    )


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        (("排名", "3", "位"), ("排名", "5", "位"), "排名第5位，比上年下降2位。"),
        (("排名", "5", "位"), ("排名", "3", "位"), "排名第3位，比上年上升2位。"),
        (("强度", "3.68", "%"), ("强度", "3.9", "%"), "强度为3.9%，比上年提高0.22个百分点。"),
        (("强度", "3.68", "%"), ("强度", "3.70", "%"), "强度为3.70%，比上年提高0.02个百分点。"),
        (("经费", "12000000", "元"), ("经费", "1300", "万元"), "经费1300万元，比上年增长8.3%。"),
        (
            ("培训", "300", "人"),
            ("培训", "320", "人次"),
            "培训320人次（上年以“人”计，不作比较）。",
        ),
        (("培训", "300", "人次"), ("培训", "约320", "人次"), "培训约320人次（上年为300人次）。"),
        (("等次", "良好", ""), ("等次", "优秀", ""), "等次为优秀。"),
        (("等次", "良好", ""), ("等次", "2", "级"), "等次2级。"),
    ],
)
def test_change_by_kind(
    folder: YearFolder, before: tuple[str, ...], now: tuple[str, ...], sentence: str
) -> None:
    """Ranks move by places, rates by points as given, units are converted or said, texts stay."""
    later = folder.of(2021)
    for year, row in ((folder, before), (later, now)):
        declare(year, dict(zip(("名称", "数值", "单位"), row, strict=True)))

    assert told(later)[-1] == sentence


def test_name_that_had_a_code_last_year(folder: YearFolder) -> None:
    """A figure is the same one without its code."""
    folder.write("figures.csv", "编号,名称,领域,数值,单位\nvisits,走访企业,capacity,30,家\n")
    later = folder.of(2021)
    declare(later, {"名称": "走访企业", "数值": "33", "单位": "家"})

    assert told(later)[-1] == "走访企业33家，比上年增长10%。"


def test_rise_of_a_rank_in_prose(folder: YearFolder) -> None:
    """A rank that prose tells by hand rises as its number falls."""
    later = folder.of(2021)
    declare(folder, {"名称": "创新排名", "数值": "5", "单位": "位"})
    declare(later, {"名称": "创新排名", "数值": "3", "单位": "位"})
    later.write(f"text/{SECTION}.md", "创新排名{{ 创新排名 }}，比上年上升2位。")

    assert later.findings("C09") == []

    later.write(f"text/{SECTION}.md", "创新排名{{ 创新排名 }}，比上年下降2位。")

    assert len(later.findings("C09")) == 1


def test_rate_of_others_needs_no_base(folder: YearFolder) -> None:
    """Who publishes the rate knows its base; of the agency's own the base is asked for."""
    declare(
        folder,
        {"名称": "研发投入强度", "数值": "3.9", "单位": "%", "口径": "外部统计"},
        {"名称": "满意率", "数值": "98", "单位": "%"},
    )

    assert [finding.about for finding in folder.findings("C06")] == ["满意率"]


NAMES = st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=6)
NUMBERS = st.decimals(min_value="0.01", max_value=99999, places=2).map(lambda each: f"{each:f}")
UNITS = st.sampled_from(["件", "次", "万元", "%", "家", "人次"])


@settings(max_examples=25)
@given(NAMES, NUMBERS, UNITS, st.sampled_from(["", "约", "以上", "余"]))
def test_whatever_is_entered_is_told_as_it_is_written(
    tmp_path_factory: pytest.TempPathFactory, name: str, number: str, unit: str, degree: str
) -> None:
    """Name, number and unit of any own figure stand in the text, to the last decimal."""
    folder = YearFolder(tmp_path_factory.mktemp("own") / "params")
    folder.of(2020)
    declare(folder, {"名称": name, "数值": number, "单位": unit, "程度": degree})

    text = told(folder)[-1]

    within = "余" if degree == "余" else ""
    assert name in text
    assert f"{number}{within}{unit}" in text
    assert degree in text
