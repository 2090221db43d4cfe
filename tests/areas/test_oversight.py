"""Supervision from outside, channels for complaints, disclosure and proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_supervision(published_year: YearFolder) -> None:
    """The five kinds of supervision are named."""
    assert published_year.value("supervision_kinds") == "5"
    assert published_year.statement("supervision") == (
        "把权力行使置于党内监督、人大监督、监察监督、民主监督和司法监督之下。"
    )


def test_published_channels(published_year: YearFolder) -> None:
    """The four channels are named and counted."""
    assert published_year.statement("channels") == (
        "设立举报信箱、电子信箱、热线电话和传真号码四种投诉举报渠道。"
    )


def test_one_channel(folder: YearFolder) -> None:
    """A single channel is named alone; of supervision, which has no row, nothing is said."""
    folder.register("mechanisms", "权力监督,举报渠道,热线电话")

    assert folder.statement("channels") == "设立热线电话一种投诉举报渠道。"
    assert folder.value("supervision_kinds") == "0"
    assert folder.statement("supervision") == ""


def test_nothing_kept(folder: YearFolder) -> None:
    """Without a register nothing is said."""
    names = ("supervision", "channels", "info_pub", "info", "prop")

    assert [folder.statement(name) for name in names] == [""] * 5


def test_requests(folder: YearFolder) -> None:
    """What came in and what was carried over equals what was answered and what is carried on."""
    folder.register(
        "requests",
        "1,2019-12-25,2020-01-10,否,予以公开",
        "2,2020-03-02,2020-03-20,否,部分公开",
        "3,2020-04-01,2020-04-02,否,不予公开",
        "4,2020-12-30,,否,办理中",
    )

    assert folder.statement("info") == (
        "全年新收政府信息公开申请3件，连同上年结转1件，办结3件，全部按期答复，结转下年度继续办理1件。"
    )
    assert str(folder.metric("info_ontime").basis) == "《中华人民共和国政府信息公开条例》第三十三条"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1,2020-09-10,2020-10-14,否,予以公开", "100.00"),
        ("1,2020-09-10,2020-10-15,否,予以公开", "0.00"),
        ("1,2020-09-10,2020-10-15,是,予以公开", "100.00"),
        ("1,2020-09-10,2020-11-11,是,予以公开", "100.00"),
        ("1,2020-09-10,2020-11-12,是,予以公开", "0.00"),
        ("1,2020-09-10,2020-09-10,否,予以公开", "100.00"),
        ("1,2020-09-10,2020-10-16,否,予以公开,自然人,,2", "100.00"),
        ("1,2020-09-10,2020-10-19,否,予以公开,自然人,,2", "0.00"),
    ],
)
def test_reply_in_time(folder: YearFolder, row: str, expected: str) -> None:
    """Twenty working days across National Day are just in time; an extension gives twenty more.

    The days on which third parties were asked do not count.
    """
    folder.register("requests", row)

    assert folder.value("info_ontime") == expected


def test_reply_across_the_new_year(folder: YearFolder) -> None:
    """Working days are counted through the holidays of both years."""
    folder.register(
        "requests", "1,2019-12-25,2020-01-22,否,其他", "2,2019-12-25,2020-02-04,否,其他"
    )

    assert folder.value("info_ontime") == "50.00"


def test_reply_in_an_unknown_year(folder: YearFolder) -> None:
    """A year whose public holidays are not known gives no rate, but a remark."""
    folder.register("requests", "1,1999-12-25,2020-01-10,否,其他")

    assert folder.metric("info_ontime").remark == "1999年等5个年度节假日安排未载入，不计算工作日"
    assert folder.statement("info") == "全年未收到政府信息公开申请，上年结转1件，办结1件。"


def test_requests_in_hand(folder: YearFolder) -> None:
    """Without an answer there is no rate."""
    folder.register("requests", "1,2020-12-30,,否,办理中")

    assert folder.statement("info") == "全年新收政府信息公开申请1件，结转下年度继续办理1件。"


def test_no_request(folder: YearFolder) -> None:
    """A year without a request is a zero that is declared."""
    folder.figures(("info_new", "零", {}), ("info_done", "零", {}), ("info_carried_in", "零", {}))

    assert folder.statement("info") == "全年未收到政府信息公开申请。"


def test_published_information(folder: YearFolder) -> None:
    """How much was published unasked is declared."""
    folder.figure("info_pub", "数值", value="356")

    assert folder.statement("info_pub") == "主动公开政府信息356条。"


def test_figure_not_provided(folder: YearFolder) -> None:
    """What is declared as not provided makes no sentence."""
    folder.figure("info_pub", "未提供")

    assert folder.statement("info_pub") == ""


def test_proposals(folder: YearFolder) -> None:
    """In time is what was answered by the deadline, of all that was handed over."""
    folder.register(
        "proposals",
        "1,人大建议,2020-03-01,2020-08-31,2020-08-31",
        "2,人大建议,2020-03-01,2020-08-31,2020-09-01",
        "3,政协提案,2020-03-01,2020-08-31,2020-06-01",
        "4,政协提案,2020-03-01,2020-08-31,",
    )

    assert folder.statement("prop") == (
        "承办建议提案4件，其中人大建议2件、政协提案2件，按期办结2件，结转下年度继续办理1件。"
    )


def test_proposals_of_one_kind(folder: YearFolder) -> None:
    """Where all are of one kind, the sentence names that kind alone."""
    folder.register("proposals", "1,政协提案,2020-03-01,2020-08-31,2020-06-01")

    assert folder.statement("prop") == "承办政协提案1件，已按期办结。"
