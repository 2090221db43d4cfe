"""A year sets limits of checks in its report.yaml; what no check reads is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder


def test_own_limit_is_used(folder: YearFolder) -> None:
    """One setting changes, the others of the check stay."""
    before = folder.report().subject.settings["C11"]
    folder.write("report.yaml", REPORT + "checks:\n  C11:\n    warning: 0.5\n")

    settings = folder.report().subject.settings["C11"]

    assert settings == {**before, "warning": 0.5}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  C99:\n    warning: 0.5\n", 9),
        ("  C11:\n    warnign: 0.5\n", 10),
        ("  C11:\n    warning: 很高\n", 10),
        ("  C11:\n    source: 某文\n", 10),
    ],
)
def test_unknown_setting_is_refused(folder: YearFolder, text: str, line: int) -> None:
    """An unknown check, an unknown name and another kind of value are told with their line."""
    folder.write("report.yaml", REPORT + "checks:\n" + text)

    assert folder.problems() == [f"E441 params/2020/report.yaml:{line}"]
