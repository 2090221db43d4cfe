"""The city's page: states in words, two years, ranks with bases, every number and its place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from lawgov_lib.document.tree import Meta
from lawgov_lib.rollup.choices import Settings, settings
from lawgov_lib.rollup.citypage import render_city
from tests.rollup.town import approvals, count, rate, state

if TYPE_CHECKING:
    from lawgov_lib.rollup.cityfigures import Figures
    from tests.rollup.town import Town

META = Meta(
    title="2024年度法治政府建设情况汇总",
    agency="示例市",
    year=2024,
    signed_on=date(2025, 1, 13),
    outline=(),
    fictional=True,
)


@pytest.fixture
def figures(town: Town) -> Figures:
    """Return figures of agencies in time, late, with a draft alone, absent and edited."""
    town.hands_in("a", "甲区人民政府", {"svc_online": rate("88.89", "40", "45")})
    town.hands_in("a", "甲区人民政府", {"lic_granted": count("100")}, year=2023)
    late = {"svc_online": rate("100", "3", "3"), "lic_granted": state("未提供")}
    town.hands_in("b", "乙局", late, approvals=approvals("2025-03-05"))
    town.hands_in("c", "丙局", {"svc_online": rate("97.5")})
    town.hands_in("d", "丁局", year=2023)
    draft = town.folder / "d" / "outputs" / "2024"
    draft.mkdir()
    (draft / "manifest.json").write_text("{}", encoding="utf-8")
    town.hands_in("e", "戊局", year=2023)
    town.hands_in("f", "己局")
    (town.final("f") / "metrics.csv").write_bytes(b"")
    return town.figures()


def read(figures: Figures) -> BeautifulSoup:
    """Render the page and read it."""
    return BeautifulSoup(render_city(figures, META), "html.parser")


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    """Return the texts of elements, without spaces at their ends and runs of them inside."""
    return [" ".join(each.get_text(" ").split()) for each in page.select(selector)]


def test_the_map_says_who_when_and_what_is_missing(figures: Figures) -> None:
    """Agencies stand by kind; the state is a word, not a colour alone."""
    tiles = {text.split()[0]: text for text in texts(read(figures), ".tile")}

    assert "已定稿 1月13日签发" in tiles["甲区人民政府"]
    assert "逾期 3月5日签发" in tiles["乙局"]
    assert "缺报" in tiles["乙局"]
    assert [tiles[name].split()[1] for name in ("丁局", "戊局", "己局")] == [
        "待签批",
        "未报送",
        "被改动",
    ]
    assert "县级政府（1个）" in texts(read(figures), "h3")


def test_two_years_are_compared_over_the_agencies_of_both(figures: Figures) -> None:
    """The bars have the same agencies; the total has all."""
    (granted,) = texts(read(figures), "#m-lic_granted")

    assert "2023年 100件" in granted
    assert "两年均报数的1个机关" in granted
    assert "1个未提供" in granted


def test_ranks_show_their_bases_and_none_on_a_tiny_one(figures: Figures) -> None:
    """Three of three is no first place, and a rate without base has none either."""
    rows = texts(read(figures), "#r-svc_online tbody tr")

    assert rows == [
        "1 甲区人民政府 88.89% 40/45",
        "— 乙局 100% 3/3 分母小于10，不排名",
        "— 丙局 97.5% — 只报结果，没有分子分母，不排名",
    ]


def test_each_rate_leads_to_the_agencys_number_and_its_file(figures: Figures) -> None:
    """No link leads nowhere, and what was not provided is said, not zero."""
    page = read(figures)
    targets = [str(each["href"]).removeprefix("#") for each in page.select("main a")]
    (missing,) = texts(page, "#a1-lic_granted")

    assert targets
    assert all(page.find(id=target) for target in targets)
    assert "a/outputs/2024/final/metrics.csv" in texts(page, "#a0 code")
    assert missing == "准予行政许可 未提供 — — — lic_granted"


def test_a_large_city_says_what_its_page_leaves_out(
    figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the limit there are no tables of single agencies, no dead links, and a way to them."""
    few = Settings.model_validate(settings().model_dump() | {"ledgers": 2})
    monkeypatch.setattr("lawgov_lib.rollup.citypage.settings", lambda: few)
    page = read(figures)

    assert not page.select(".ledger, a[href^='#a0']")
    assert "每批不超过2个机关" in page.get_text()


def test_the_page_is_the_same_each_time_and_runs_nothing(figures: Figures) -> None:
    """The same figures give the same bytes; there is no script and no address outside."""
    page = render_city(figures, META)

    assert page == render_city(figures, META)
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
