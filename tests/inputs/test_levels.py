"""Level, name and region tell what an agency is, how it calls itself and to whom it reports."""

from __future__ import annotations

import pytest

from lawgov_lib.checks.settings import defaults
from lawgov_lib.inputs.levels import Ruled, levels, rung_of


@pytest.mark.parametrize(
    ("name", "level", "region", "expected"),
    [
        ("陕西省人民政府", "省级政府", "陕西省", "省级政府 省"),
        ("内蒙古自治区人民政府", "", "内蒙古自治区", "省级政府 省"),
        ("北京市人民政府", "直辖市政府", "北京市", "省级政府 省"),
        ("岳阳市人民政府", "", "湖南省岳阳市", "地级市政府 市"),
        ("广州市人民政府", "副省级市政府", "广东省广州市", "地级市政府 市"),
        ("延边朝鲜族自治州人民政府", "自治州政府", "吉林省", "地级市政府 市"),
        ("沅陵县人民政府", "县委县政府", "湖南省怀化市沅陵县", "县级政府 县"),
        ("阳春市人民政府", "县级市政府", "广东省阳江市阳春市", "县级政府 县"),
        ("阳春市人民政府", "", "广东省阳江市阳春市", "县级政府 县"),
        ("朝阳区人民政府", "区人民政府", "北京市朝阳区", "县级政府 县"),
        ("甲旗人民政府", "旗政府", "内蒙古自治区", "县级政府 县"),
        ("甲镇人民政府", "乡镇政府", "某省甲市", "乡镇政府 乡"),
        ("景德镇市人民政府", "地级市政府", "江西省景德镇市", "地级市政府 市"),
        ("甲街道办事处", "街道办事处", "某省甲市", "街道办事处 乡"),
        ("甲市科学技术局", "地级市政府工作部门", "某省甲市", "工作部门 市"),
        ("甲县市场监督管理局", "", "某省甲市甲县", "工作部门 县"),
        ("甲市乡村振兴局", "", "某省甲市", "工作部门 市"),
        ("甲市国有资产监督管理委员会", "", "某省甲市", "工作部门 市"),
        ("某省教育厅", "省级政府工作部门", "某省", "工作部门 省"),
        ("甲县司法局", "县级政府工作部门", "某省甲市甲县", "司法行政机关 县"),
        ("甲新区司法局", "", "某省甲市", "司法行政机关 县"),
        ("国家税务总局甲县税务局", "县级政府工作部门", "某省甲市甲县", "垂直管理机构 县"),
        ("甲市地方金融管理局", "地级市政府工作部门", "某省甲市", "工作部门 市"),
        ("甲海关", "", "某省甲市", "垂直管理机构 市"),
        ("甲经济开发区管理委员会", "开发区管委会", "某省甲市", "开发区管理机构 县"),
        ("甲开发区建设局", "开发区管委会工作部门", "某省甲市", "工作部门 县"),
        ("应急管理部", "国务院部门", "北京市", "国务院部门 国家"),
        ("某某馆", "某类单位", "某省甲市", " 市"),
    ],
)
def test_kind_and_rank(name: str, level: str, region: str, expected: str) -> None:
    """The level goes before the name, which says only what kind of department it is."""
    rung = rung_of(name, level, region)

    assert f"{rung.kind} {rung.rank}" == expected


def test_a_kind_that_is_written_goes_before_all() -> None:
    """What an agency says of itself counts."""
    rung = rung_of("某某馆", "某类单位", "某省甲市", "工作部门")

    assert (rung.kind, rung.self_name) == ("工作部门", "本机关")


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("甲省人民政府", "省级政府", "我省 我省 全省"),
        ("内蒙古自治区人民政府", "自治区政府", "我区 我区 全区"),
        ("甲市人民政府", "地级市政府", "本市 本市 全市"),
        ("甲县人民政府", "县级政府", "本县 本县 全县"),
        ("甲县人民政府", "县委县政府", "本县 县委、县政府 全县"),
        ("甲区人民政府", "区委区政府", "本区 区委、区政府 全区"),
        ("甲镇人民政府", "乡镇政府", "本镇 本镇 全镇"),
        ("甲乡人民政府", "乡党委乡政府", "本乡 乡党委、乡政府 全乡"),
        ("甲街道办事处", "街道办事处", "本街道 本街道 全街道"),
        ("甲县司法局", "县级政府工作部门", "本局 本局 全县"),
        ("甲省教育厅", "省级政府工作部门", "本厅 本厅 全省"),
        ("甲市发展和改革委员会", "地级市政府工作部门", "本委 本委 全市"),
        ("甲县人民政府办公室", "县级政府工作部门", "本办 本办 全县"),
        ("某某馆", "", "本机关 本机关 "),
    ],
)
def test_how_an_agency_speaks_of_itself(name: str, level: str, expected: str) -> None:
    """As itself, as those who report, and as all of its division."""
    rung = rung_of(name, level)

    assert f"{rung.self_name} {rung.office} {rung.whole}" == expected


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("甲县人民政府", "县级政府", ("甲县人民政府",)),
        ("甲县人民政府", "县委县政府", ("中共甲县委", "甲县人民政府")),
        ("甲市乙区人民政府", "区委、区政府", ("中共甲市乙区委", "甲市乙区人民政府")),
        ("中共甲县委、甲县人民政府", "", ("中共甲县委", "甲县人民政府")),
        ("甲县乙镇人民政府", "镇党委镇政府", ("中共甲县乙镇委员会", "甲县乙镇人民政府")),
        ("甲街道办事处", "街道党工委、办事处", ("中共甲街道工作委员会", "甲街道办事处")),
    ],
)
def test_who_signs(name: str, level: str, expected: tuple[str, ...]) -> None:
    """Party committee and government sign together where the level says so, the committee first."""
    assert rung_of(name, level).names == expected


DEPARTMENT = ("甲县科学技术局", "县级政府工作部门", "某省甲市甲县")
CITY_DEPARTMENT = ("甲市科学技术局", "地级市政府工作部门", "某省甲市")
COUNTY = ("甲县人民政府", "县级政府", "某省甲市甲县")
COUNTY_CITY = ("乙市人民政府", "县级政府", "某省甲市乙市")
PROVINCE = ("某省人民政府", "省级政府", "某省")
DISTRICT = ("甲区人民政府", "县级政府", "北京市甲区")
TOWN = ("甲镇人民政府", "乡镇政府", "某省甲市甲县")
TAX = ("国家税务总局甲县税务局", "垂直管理机构", "某省甲市甲县")
ZONE = ("甲高新区管委会", "开发区管委会", "某省甲市")


@pytest.mark.parametrize(
    ("agency", "addressee", "fits"),
    [
        (DEPARTMENT, "县委", True),
        (DEPARTMENT, "甲县人民政府", True),
        (DEPARTMENT, "市科技局", True),
        (DEPARTMENT, "县委全面依法治县委员会办公室", True),
        (DEPARTMENT, "国务院", False),
        (DEPARTMENT, "省政府", False),
        (DEPARTMENT, "甲镇人民政府", False),
        (CITY_DEPARTMENT, "省科学技术厅", True),
        (CITY_DEPARTMENT, "县政府", False),
        (COUNTY, "市委", True),
        (COUNTY, "甲市人民政府", True),
        (COUNTY, "县人大常委会", True),
        (COUNTY, "县人民政府", False),
        (COUNTY, "市科技局", False),
        (COUNTY, "省人民政府", False),
        (COUNTY_CITY, "市委", True),
        (COUNTY_CITY, "市政府", True),
        (PROVINCE, "党中央", True),
        (PROVINCE, "国务院", True),
        (PROVINCE, "市人民政府", False),
        (DISTRICT, "市委", True),
        (DISTRICT, "市政府", True),
        (TOWN, "县委", True),
        (TOWN, "县人民政府", True),
        (TOWN, "省委", False),
        (TAX, "国家税务总局甲市税务局", True),
        (TAX, "县政府", False),
        (ZONE, "市委", True),
        (ZONE, "市政府", True),
        (ZONE, "省教育厅", False),
        (DEPARTMENT, "各科室", True),
    ],
)
def test_to_whom_a_report_goes(agency: tuple[str, str, str], addressee: str, *, fits: bool) -> None:
    """Its own level and the one above, by the divisions that it lies in; what is unknown passes."""
    rung = rung_of(*agency)
    wanted = levels().kinds[rung.kind].checks["C29"]["addressees"]

    assert rung.fits(addressee, wanted) is fits


def test_every_kind_says_where_its_rules_come_from() -> None:
    """Each has a source, and settings that the checks have."""
    table, known = levels(), defaults()

    ruled: list[Ruled] = [*table.kinds.values(), table.joint]
    for kind in ruled:
        assert kind.source
        for code, values in kind.checks.items():
            assert values.keys() <= known[code].keys()
    assert {rank for kind in table.kinds.values() if (rank := kind.rank)} <= {*table.ranks}


def test_every_level_that_is_offered_is_known() -> None:
    """No answer of the dialogue is one that nothing recognises."""
    region = "某省甲市甲县"

    assert [each for each in levels().offered if not rung_of("", each, region).kind] == []
