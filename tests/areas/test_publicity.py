"""Events that make the law known are named, counted, and told with what they reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_published_events(published_year: YearFolder) -> None:
    """Four events made the law known."""
    assert published_year.statement("publicity") == (
        "利用科技活动周、科技活动月、七五普法日和12.4国家宪法日等时间节点，开展集中普法活动4项。"
    )


def test_one_event(folder: YearFolder) -> None:
    """A single event is named alone."""
    folder.register("publicity", "国家宪法日,2020-12-04,,")

    assert folder.statement("publicity") == "利用国家宪法日等时间节点，开展集中普法活动1项。"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["宪法日,2020-12-04,500,200", "普法日,,0,80"],
            "利用宪法日和普法日等时间节点，开展集中普法活动2项，发放普法资料500份，受众280人次。",
        ),
        (
            ["宪法日,2020-12-04,500,", "普法日,,0,80"],
            "利用宪法日和普法日等时间节点，开展集中普法活动2项，发放普法资料500份。",
        ),
        (
            [f"{name},2020-12-04,," for name in "甲乙丙丁戊己"] + ["甲,2020-12-05,,"],
            "利用甲、乙、丙、丁和戊等时间节点，开展集中普法活动7项。",
        ),
    ],
)
def test_publicity(folder: YearFolder, rows: list[str], expected: str) -> None:
    """Materials and audience are told where every event says them; five occasions are named."""
    folder.register("publicity", *rows)

    assert folder.statement("publicity") == expected
