"""What lawgov laws prints: versions of a law by day, changes of a year, lines to be re-read."""

from __future__ import annotations

from datetime import date

import pytest

from lawgov_lib.base.errors import ParameterError
from lawgov_lib.laws import lawtext
from lawgov_lib.laws.lawtable import shipped
from lawgov_lib.laws.lawversions import LawTable, Version

LAWS = shipped()


@pytest.mark.parametrize(
    ("asked", "on", "told"),
    [
        (
            "行政复议法",
            date(2023, 12, 31),
            "2023年12月31日有效的版本：2017年9月1日修改，施行日期表中未载。",
        ),
        (
            "《中华人民共和国行政复议法》",
            date(2024, 1, 1),
            "2024年1月1日有效的版本：2023年9月1日修改，2024年1月1日起施行（主席令第九号）。",
        ),
        (
            "国令711",
            date(2024, 1, 1),
            "2024年1月1日有效的版本：2019年4月3日修改，2019年5月15日起施行（国务院令第711号）。",
        ),
        (
            "环境噪声污染防治法",
            date(2024, 1, 1),
            "2022年6月5日起废止，2024年1月1日由《中华人民共和国噪声污染防治法》代替。",
        ),
        (
            "环境噪声污染防治法",
            date(2026, 9, 1),
            "2022年6月5日起废止，2026年9月1日由《中华人民共和国生态环境法典》代替。",
        ),
        (
            "专利法",
            date(2021, 1, 1),
            (
                "2021年1月1日有效的版本：2020年10月17日修改，施行日期表中未载，"
                "该日是否已经施行须核对文本。"
            ),
        ),
        ("生态环境法典", date(2026, 8, 14), "2026年8月14日尚未施行，2026年8月15日起施行。"),
    ],
)
def test_version_of_a_day(asked: str, on: date, told: str) -> None:
    """The version in force on the day, what took a law's place, or that it is yet to come."""
    assert lawtext.of_law(LAWS, asked, on).splitlines()[2] == told


def test_all_versions_with_their_days_and_marks() -> None:
    """Every version says from when to when, by what it was replaced and how sure that is."""
    told = lawtext.of_law(LAWS, "行政复议法实施条例", date(2026, 7, 1)).splitlines()

    assert told[2] == "2026年7月1日有效的版本：2026年7月1日起施行。"
    assert told[5] == (
        "  2007年5月29日公布，2007年8月1日起施行（国务院令第499号），"
        "至2026年6月30日；由修改后的版本代替"
    )
    assert told[8].lstrip().startswith("据转载或者公开文本，未核对原件：")


def test_unconfirmed_news_is_told_as_such() -> None:
    """What nobody has confirmed is neither dated nor cited."""
    told = lawtext.of_law(LAWS, "优化营商环境条例", date(2026, 12, 31))

    assert "未核对，不据以检查和引用的：\n  另有修改的消息" in told
    assert "有效的版本：2019年10月22日公布，2020年1月1日起施行（国务院令第722号）。" in told


def test_versions_that_were_not_checked_stand_apart() -> None:
    """Days that no text confirms are shown under a word of their own, never as a version."""
    told = lawtext.of_law(LAWS, "行政处罚法", date(2020, 1, 1))
    versions, unchecked = told.split("未核对，不据以检查和引用的：")

    assert "2017年9月1日" in unchecked
    assert "2017年9月1日" not in versions
    assert "主席令" not in told


def test_law_of_which_nothing_was_checked() -> None:
    """It is no unknown title, and nothing is said of what holds."""
    told = lawtext.of_law(LAWS, "中华人民共和国宪法", date(2026, 1, 1))

    assert "未核对，不据以检查和引用的：" in told
    assert "有效的版本" not in told


def test_unknown_title_gets_near_ones() -> None:
    """A title that is not there is refused, with those that are like it."""
    with pytest.raises(ParameterError) as refused:
        lawtext.of_law(LAWS, "复议法实施", date(2026, 1, 1))

    (problem,) = refused.value.problems
    assert problem.code == "E872"
    assert problem.hint == "名称相近的：《行政复议法实施条例》。"


def test_number_of_several_laws_names_them() -> None:
    """Orders of presidents begin anew with every term: the number alone does not tell the law."""
    laws = LawTable(
        Version(title, "法律", "主席令第四十九号", since=since)
        for title, since in (("甲法", date(2012, 1, 1)), ("乙法", date(2026, 1, 1)))
    )
    with pytest.raises(ParameterError) as refused:
        lawtext.of_law(laws, "主席令第四十九号", date(2026, 1, 1))

    assert refused.value.problems[0].hint == "名称相近的：《乙法》、《甲法》。"


def test_changes_of_a_year() -> None:
    """What came, was revised and went in the year of a day, in order."""
    told = lawtext.of_year(LAWS, date(2026, 5, 1)).splitlines()

    assert "  2026年8月15日  《环境保护法》废止，由《生态环境法典》代替" in told
    assert "  2026年7月1日  《行政复议法实施条例》修改后施行" in told
    assert "  2026年5月15日  《行政法规制定程序条例》修改，施行日期表中未载" in told
    assert told[1:-2] == sorted(
        told[1:-2], key=lambda line: [int(part) for part in _numbers(line.split()[0])]
    )


def _numbers(told: str) -> list[str]:
    return told.replace("年", " ").replace("月", " ").replace("日", "").split()


def test_local_rule_is_shown_like_any_other() -> None:
    """An agency's own rule has its versions too."""
    own = Version("甲市科技项目管理办法", "规范性文件", "甲科发〔2023〕5号", since=date(2023, 5, 1))

    told = lawtext.of_law(LAWS.joined((own,)), "甲市科技项目管理办法", date(2024, 1, 1))

    assert "2024年1月1日有效的版本：2023年5月1日起施行（甲科发〔2023〕5号）。" in told


def test_lines_to_be_read_again() -> None:
    """In the year of the last comparison none is due, in the next all are; doubtful ones always."""
    now, later = lawtext.due(2026), lawtext.due(2027)

    assert now.startswith("2026年没有满一年未核对的条目。")
    assert "  《行政处罚法》" in later.partition("未核对原件")[0]
    assert "  《优化营商环境条例》" in now.partition("未核对原件")[2]
