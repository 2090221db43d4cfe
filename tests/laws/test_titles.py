"""Titles with slips, titles cut short, editions and document numbers."""

from __future__ import annotations

import pytest

from lawgov_lib.laws.lawtable import shipped
from lawgov_lib.laws.names import bare, edition, numbers_in
from lawgov_lib.laws.titles import Titles

TITLES = shipped().titles


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("行政处法罚", "行政处罚法"),
        ("政府信息公开条列", "政府信息公开条例"),
        ("重大行政决策程序条例", "重大行政决策程序暂行条例"),
        ("中华人民共国行政许可法", "行政许可法"),
        ("中化人民共和国行政许可法法", "行政许可法"),
        ("行政许可法", None),
        ("某市科技项目管理办法", None),
    ],
)
def test_slips(written: str, meant: str | None) -> None:
    """A slip or two lead to the law that is meant, another document's name to none."""
    assert TITLES.near(written) == meant


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("信息公开条例", "政府信息公开条例"),
        ("执法监督条例", "行政执法监督条例"),
        ("复议法", "行政复议法"),
        ("诉讼法", None),
        ("安全生产条例", None),
        ("管理条例", None),
        ("食品安全条例", None),
        ("政府信息公开条例", None),
        ("信息公开办法", None),
    ],
)
def test_cut_short(written: str, whole: str | None) -> None:
    """A title without its first word is the one law that ends so, if there is one."""
    assert TITLES.completed(written) == whole


def test_suggestions() -> None:
    """Who asks for a word gets the titles that hold it, who mistypes those that are like it."""
    assert TITLES.suggestions("复议") == ("行政复议法", "行政复议法实施条例")
    assert "行政复议法" in TITLES.suggestions("行政复义法")
    assert len(TITLES.suggestions("条例")) == 5


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("中华人民共和国行政处罚法（2021年修订）", "行政处罚法"),
        ("法治政府建设实施纲要（2021—2025年）", "法治政府建设实施纲要"),
        ("国务院办公厅关于严格规范涉企行政检查的意见", "关于严格规范涉企行政检查的意见"),
        ("甲县人民政府关于公布权责清单的通知", "甲县人民政府关于公布权责清单的通知"),
    ],
)
def test_bare_titles(title: str, plain: str) -> None:
    """The state, its offices and the edition are left out, a local government is not."""
    assert bare(title) == plain


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("行政处罚法（2021年修订）", 2021),
        ("行政处罚法(2017年修正)", 2017),
        ("法治政府建设实施纲要（2021—2025年）", None),
        ("行政处罚法", None),
    ],
)
def test_editions(title: str, year: int | None) -> None:
    """An edition is named by its year; the years of a plan are none."""
    assert edition(title) == year


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("国令711", ("国务院令第711号",)),
        ("中华人民共和国国务院令第711号", ("国务院令第711号",)),
        ("国务院令（第711号）", ("国务院令第711号",)),
        ("国办发[2018]118号", ("国办发〔2018〕118号",)),
        ("2019年4月3日国务院令第711号修订", ("国务院令第711号",)),
        ("中华人民共和国主席令第七十号", ("主席令第七十号",)),
        ("甲政办发〔2024〕12号", ()),
        ("中发〔2021〕33号、国令第722号", ("中发〔2021〕33号", "国务院令第722号")),
    ],
)
def test_document_numbers(text: str, numbers: tuple[str, ...]) -> None:
    """However a number is written, it is one number; those of local offices are not looked up."""
    assert numbers_in(text) == numbers


def test_title_that_was_not_checked_is_no_slip() -> None:
    """It is right as it stands, and no other title is held to mean it."""
    titles = Titles(("物业管理条例",), ("盐业管理条例",))

    assert titles.near("盐业管理条例") is None
    assert titles.near("监业管理条例") is None
    assert titles.near("物业管理条列") == "物业管理条例"
