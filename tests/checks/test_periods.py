"""Plans that are in force, or told as over, are left alone in a year that has no outline yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


@pytest.mark.parametrize(
    "text",
    [
        "落实“十五五”规划和“九五”普法规划。",
        "学习《法治中国建设规划（2026—2030年）》和《法治社会建设实施纲要（2026—2030年）》。",
        "“一规划两纲要”终期评估发现的问题全部整改，“十四五”收官。",
        "总结提升行政执法质量三年行动计划的经验。",
    ],
)
def test_plans_in_force_or_over(folder: YearFolder, text: str) -> None:
    """What C12 says of 2026 is the notice on the outline, which stays the newest there is."""
    year = folder.of(2026)
    year.write("text/leadership.md", text)

    assert [finding.about for finding in year.findings("C12")] == ["2021-2025"]


def test_period_is_quoted_once(folder: YearFolder) -> None:
    """Quotation marks of the text and of the message do not double."""
    year = folder.of(2026)
    year.write("text/disputes.md", "深入实施“八五”普法。")

    assert "“八五”已于2025年期满" in [finding.message for finding in year.findings("C12")]
