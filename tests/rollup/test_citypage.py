"""The city's page: states in words, two years, ranks with bases, every number and its place."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from lawgov_lib.document.tree import Meta
from lawgov_lib.rollup import citypage, finals, ledgers, rowfile
from lawgov_lib.rollup.choices import settings
from lawgov_lib.rollup.citypage import write_city
from lawgov_lib.rollup.datasheets import workbook
from lawgov_lib.rollup.differences import differences
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


def written(figures: Figures) -> str:
    """Write the page and return its text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "city.html"
        write_city(figures, META, path)
        assert [*path.parent.iterdir()] == [path]
        return path.read_text(encoding="utf-8")


def read(figures: Figures) -> BeautifulSoup:
    """Write the page and read it."""
    return BeautifulSoup(written(figures), "html.parser")


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    """Return the texts of elements, without spaces at their ends and runs of them inside."""
    return [" ".join(each.get_text(" ").split()) for each in page.select(selector)]


def ledger(page: BeautifulSoup, place: str) -> dict[str, tuple[str, ...]]:
    """Return what an agency published: name, value, base, origin, last year, anchor by metric."""
    key = json.loads(page.select("#key")[0].text)
    (packet,) = page.select(f"div:has(> #{place}) > script")
    rows = json.loads(zlib.decompress(b64decode(packet.text)))[place]
    words: dict[int, list[str]] = {1: key["words"], 3: key["origins"], 4: key["words"]}
    words[5] = key["anchors"]
    told = {}
    for row in rows:
        metric, name, _ = key["metrics"][row[0]]
        cells = dict(enumerate(row))
        said = (cells.get(at) for at in range(1, 6))
        told[metric] = (
            name,
            *(
                words[at][cell] if isinstance(cell, int) else cell or ""
                for at, cell in enumerate(said, 1)
            ),
        )
    return told


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

    assert targets
    for target in targets:
        place, _, metric = target.partition("-")
        assert page.find(id=target) or metric in ledger(page, place)
    assert "a/outputs/2024/final/metrics.csv" in texts(page, "#a0 code")
    assert ledger(page, "a0")["svc_online"][:4] == ("网上可办率", "88.89%", "40/45", "统计")
    assert ledger(page, "a0")["lic_granted"][4] == "100件"
    assert ledger(page, "a1")["lic_granted"] == ("准予行政许可", "未提供", "", "", "", "")


def test_every_metric_of_each_table_stands_in_its_ledger(town: Town) -> None:
    """Also what no other agency's table has, under the name that the agency gave it."""
    town.hands_in("a", "甲局", {"lic_granted": {"名称": "准予</script>许可", "数值": "7"}})
    town.hands_in("b", "乙局", dropped=("functions",))
    page = read(town.figures())

    assert ledger(page, "a0").keys() == town.rows("a").keys()
    assert ledger(page, "a0")["lic_granted"][:2] == ("准予</script>许可", "7件")
    assert "lic_granted" not in ledger(page, "a1")
    assert ledger(page, "a1").keys() == town.rows("b").keys()


def test_a_city_of_many_parts_is_told_as_one_of_one_part(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few agencies are read, written and packed at a time, each has all its rows."""
    town.hands_in("a", "甲局", {"svc_online": rate("97.5")}, year=2023)
    town.hands_in("a", "甲局", {"svc_online": rate("50", "4", "8")})
    town.hands_in("b", "乙局", year=2023)
    town.hands_in("c", "丙局", {"lic_granted": count("7")}, dropped=("digital",))
    town.hands_in("d", "丁局", dropped=("functions",))
    places = ("a0", "a2", "a3")
    whole = read(town.figures())
    monkeypatch.setattr(finals, "_TOGETHER", 1)
    monkeypatch.setattr(rowfile, "_GROUP", 1)
    monkeypatch.setattr(ledgers, "_TOGETHER", 1)
    parts = read(town.figures())

    assert len(parts.select("#agencies ~ div > script")) == len(places)
    for place in places:
        assert ledger(parts, place) == ledger(whole, place)


def test_ranks_that_very_many_share_name_the_first_of_them(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that would be longer than the report's names few of each rank, and says so."""
    for name in ("a", "b", "c", "d"):
        town.hands_in(name, f"{name}局", {"svc_online": rate("50", "20", "40")})
    town.hands_in("e", "戊局", {"svc_online": rate("25", "10", "40")})
    figures = town.figures()
    assert len(texts(read(figures), "#r-svc_online tbody tr")) == len(town.roots)
    fewer = settings().model_copy(update={"rows_shown": 4, "names_shown": 2})
    monkeypatch.setattr(citypage, "settings", lambda: fewer)

    page = read(figures)
    assert [row.split()[:2] for row in texts(page, "#r-svc_online tbody tr")] == [
        ["1", "a局"],
        ["1", "b局"],
        ["5", "戊局"],
    ]
    assert "名次相同的机关较多，各名次列出前2个，其余未列" in texts(page, "#r-svc_online .quiet")[0]


def test_the_page_is_the_same_each_time_and_asks_for_nothing(figures: Figures) -> None:
    """The same figures give the same bytes; there is one script and no address outside."""
    page = written(figures)

    assert page == written(figures)
    assert page.count("<script") - page.count('<script type="module">') == len(
        BeautifulSoup(page, "html.parser").select("main script")
    )
    assert page.count('<script type="module">') == 1
    assert "http://" not in page
    assert "https://" not in page


def test_page_workbook_and_report_rank_alike(figures: Figures) -> None:
    """A rate that has no rank on the page has none in the workbook or the text."""
    sheet = load_workbook(BytesIO(workbook(figures)))["排名"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "svc_online"]
    told = str(differences(figures))

    assert [row[6] for row in rows] == ["甲区人民政府"]
    assert "1个机关均为88.89%" in told
    assert "乙局（100%）" not in told


def test_what_a_rate_lacks_or_exceeds_is_said(town: Town) -> None:
    """Nothing happened at one agency, more than all at another: neither passes in silence."""
    town.hands_in("a", "甲局", {"svc_online": rate("150", "30", "20")})
    town.hands_in("b", "乙局", {"svc_online": rate("90", "18", "20")})
    nothing = {"数值": "", "状态": "零", "分子": "0", "分母": "0", "申报": ""}
    town.hands_in("c", "丙局", {"svc_online": nothing})
    page = read(town.figures())

    assert texts(page, "#r-svc_online tbody tr") == [
        "1 甲局 150% 30/20 超过100%，请核实分子和分母",
        "2 乙局 90% 18/20",
    ]
    assert "1个未发生，没有比率" in texts(page, "#r-svc_online .quiet")[0]


def test_an_agency_of_another_name_is_told_and_one_that_is_gone_has_its_last(town: Town) -> None:
    """The root stays; what it was called stands beside the figures that are compared."""
    town.hands_in("a", "甲规划局", year=2023)
    town.hands_in("a", "甲自然资源局")
    town.hands_in("b", "乙局", year=2019)
    page = read(town.figures())

    told = texts(page, "#map ~ .scroll tbody tr")
    assert told[0].endswith("上年名称为“甲规划局”")
    assert told[1].startswith("乙局 没有定稿")


def test_a_number_that_must_stay_private_is_masked_in_what_agencies_say(town: Town) -> None:
    """A final of elsewhere may show one in its name or the name of a metric of its own."""
    named = {"svc_online": rate("90", "18", "20") | {"名称": "可办率13800138000"}}
    town.hands_in("a", "甲局13800138000", named)
    figures = town.figures()

    assert "13800138000" not in written(figures)
    assert b"13800138000" not in figures.submissions.data
    assert "13800138000" not in str([*load_workbook(BytesIO(workbook(figures)))["各机关"].values])
    assert "手机号码已隐去" in written(figures)
