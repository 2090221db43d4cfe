"""Titles are broken so that each line is whole in sense and the lines are in proportion."""

from __future__ import annotations

import pytest

from lawgov_lib.telling.titlelines import LINE, title_lines, width

SUBJECT = "2024年度法治政府建设年度报告"
REGION = "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗"
CASES: list[tuple[tuple[str, ...], str, list[str]]] = [
    (("阳江市科学技术局",), SUBJECT, ["阳江市科学技术局", SUBJECT]),
    (("中共示例县委", "示例县人民政府"), SUBJECT, ["中共示例县委　示例县人民政府", SUBJECT]),
    (
        ("中共内蒙古自治区呼伦贝尔市委员会", "内蒙古自治区呼伦贝尔市人民政府"),
        SUBJECT,
        ["中共内蒙古自治区呼伦贝尔市委员会", "内蒙古自治区呼伦贝尔市人民政府", SUBJECT],
    ),
    (
        (f"{REGION}卫生健康委员会（疾病预防控制局）",),
        SUBJECT,
        [
            "内蒙古自治区呼伦贝尔市",
            "莫力达瓦达斡尔族自治旗",
            "卫生健康委员会（疾病预防控制局）",
            SUBJECT,
        ],
    ),
    (
        ("示例市住房和城乡建设局（示例市人民防空办公室）",),
        SUBJECT,
        ["示例市住房和城乡建设局", "（示例市人民防空办公室）", SUBJECT],
    ),
    (
        ("示例市人力资源和社会保障局",),
        "关于2024年度法治政府建设情况及2025年工作安排的报告",
        ["示例市人力资源和社会保障局关于2024年度", "法治政府建设情况及2025年工作安排的报告"],
    ),
    ((), "关于2024年度法治政府建设情况的报告", ["关于2024年度法治政府建设情况的报告"]),
]


@pytest.mark.parametrize(("agencies", "subject", "expected"), CASES)
def test_title(agencies: tuple[str, ...], subject: str, expected: list[str]) -> None:
    """An agency's name stays whole where it fits, else it ends behind a division or a word."""
    assert list(title_lines(agencies, subject)) == expected


@pytest.mark.parametrize("agency", ["示例市城市管理和综合执法局" * 5, "甲乙" * 30, "甲" * 200])
def test_every_title_fits(agency: str) -> None:
    """Whatever the name, nothing is lost, no line is too wide, and none begins with 的 or 、."""
    lines = title_lines((agency,), "关于2024年度法治政府建设、依法行政情况的报告")

    assert "".join(lines) == f"{agency}关于2024年度法治政府建设、依法行政情况的报告"
    assert max(map(width, lines)) <= LINE
    assert not any(line[0] in "的、，）" for line in lines)
