"""Whose report, of which year, signed when: as the text says it, else not at all."""

from __future__ import annotations

from datetime import date

import pytest

from lawgov_lib.auditing.recognition import Identity, identify
from lawgov_lib.document.pieces import Content, Piece, run
from tests.auditing.papers import AGENCY, LINES


def of(*lines: str, title: str = "", office: str = "") -> Identity:
    """Return what these lines say of themselves."""
    pieces = tuple(Piece(place, run(line)) for place, line in enumerate(lines, start=1))
    return identify(Content(pieces, "段", title=title, office=office))


def test_title_signature_and_addressee() -> None:
    """A whole report names all of it."""
    found = of(*LINES)

    assert (found.agencies, found.year, found.signed_on) == ((AGENCY,), 2024, date(2025, 1, 10))
    assert (found.title_at, found.addressee_at) == ((0, 1), 1)
    assert found.signed_at == (len(LINES) - 2, len(LINES))
    assert (found.kind, found.region) == ("县级政府工作部门", "示例县")


@pytest.mark.parametrize(
    ("lines", "agencies", "year"),
    [
        (("示例县人民政府2025年法治政府建设工作情况报告",), ("示例县人民政府",), 2025),
        (("示例县人民政府", "关于2025年度法治政府建设情况的报告"), ("示例县人民政府",), 2025),
        (("示例镇人民政府二〇二四年度法治政府建设年度报告",), ("示例镇人民政府",), 2024),
        (("示例市科技局2024年度", "法治政府建设", "年度报告"), ("示例市科技局",), 2024),
        (
            (
                "示函〔2025〕3号",
                "示例县水务局关于2024年法治建设工作总结",
            ),
            ("示例县水务局",),
            2024,
        ),
        (
            (
                "2024年度法治政府建设年度报告",
                "正文。",
                "中共示例县委",
                "示例县人民政府",
                "2025年2月",
            ),
            (),
            2024,
        ),
        (
            (
                "2024年度法治政府建设年度报告",
                "正文。",
                "中共示例县委",
                "示例县人民政府",
                "2025年2月3日",
            ),
            ("中共示例县委", "示例县人民政府"),
            2024,
        ),
        (
            ("2024年度法治政府建设年度报告", "正文。", "示例县水务局2025年2月3日"),
            ("示例县水务局",),
            2024,
        ),
        (("关于某事的通知", "正文。"), (), None),
        (("依法行政的几点体会",), (), None),
    ],
)
def test_titles_and_signatures_of_offices(
    lines: tuple[str, ...], agencies: tuple[str, ...], year: int | None
) -> None:
    """One line or several, two who sign, numerals in Chinese; what is not said is not guessed."""
    found = of(*lines)

    assert (found.agencies, found.year) == (agencies, year)


def test_the_first_paragraph_names_the_agency_where_nothing_else_does() -> None:
    """A department's report on a web site often has neither a full title nor a signature."""
    found = of(
        "法治政府建设情况报告",
        "2024年，示例县水务局深入学习贯彻习近平法治思想，扎实推进法治政府建设各项工作，现将情况报告如下。",
    )

    assert (found.agency, found.year) == ("示例县水务局", 2024)


def test_an_annex_behind_the_signature_hides_it_not() -> None:
    """The signature is where an agency and a day stand, not only at the end."""
    found = of(*LINES, "附件", *["指标" + str(n) for n in range(30)])

    assert found.signed_on == date(2025, 1, 10)


def test_a_day_that_does_not_exist_is_none() -> None:
    """The signature is there, its day is not."""
    found = of(*LINES[:-1], "2025年2月30日")

    assert (found.agencies, found.signed_on) == ((AGENCY,), None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("示例市司法局", "司法行政机关"),
        ("示例市水务局", "政府工作部门"),
        ("示例省科学技术厅", "省级政府工作部门"),
        ("示例县人民政府", "县级政府"),
        ("示例市人民政府", "市政府"),
        ("示例镇人民政府", "乡镇政府"),
        ("示例街道办事处", "街道办事处"),
        ("示例研究院", ""),
    ],
)
def test_level_and_kind_only_where_the_name_says_so(name: str, kind: str) -> None:
    """What no ending tells stays open."""
    assert Identity(agencies=(name,)).kind == kind


MENU = (
    "网站首页",
    "政务公开",
    "政府信息公开指南",
    *(f"第{number}办公室" for number in range(20)),
    "法治政府建设年度报告",
    "当前位置：首页 > 政务公开 > 法治政府建设年度报告",
)


def test_title_behind_a_long_menu() -> None:
    """A page printed with its menu: neither its entry nor the path to the page is the title."""
    found = of(*MENU, LINES[0], "来源：办公室", "发布时间：2025-01-12", *LINES[1:])

    assert (found.title, found.agencies, found.year) == (LINES[0], (AGENCY,), 2024)
    assert found.title_at == (len(MENU), len(MENU) + 1)


def test_reports_named_in_the_text_are_no_title() -> None:
    """What stands behind the first paragraph is what the report speaks of."""
    found = of("工作简报", "全年召开会议4次。", "2023年法治政府建设工作报告", "一、主要做法")

    assert (found.title, found.year) == ("", None)


def test_agency_below_the_title_is_none_of_its_first_sentence() -> None:
    """What the agency did is no part of its name; a day in brackets is that of signing."""
    found = of(
        "2025年度法治政府建设工作报告",
        "示例县数据局",
        "（2026年1月13日）",
        "今年以来，示例县数据局认真贯彻落实县委、县政府部署，依法履行各项职责，群众满意度提升。",
    )

    assert (found.agencies, found.signed_on) == (("示例县数据局",), date(2026, 1, 13))


def test_line_of_a_site_is_no_addressee() -> None:
    """It ends with a colon too, but names a day and more than one thing."""
    found = of(
        "示例县水务局2024年度法治政府建设年度报告",
        "发布时间：2025-01-15 | 作者：",
        "县人民政府：",
        "全年平稳。",
    )

    assert found.addressee_at == 2
