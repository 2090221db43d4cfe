"""``report.yaml`` is read strictly, each problem with the line it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.inputs.telling import check_fault, told
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

FAULTS = [
    (REPORT + "note: [甲\n", "E404 {}:9"),
    (REPORT + "addressee: !!int 甲\n", "E443 {}:8"),
    (REPORT + "year: 2020\n", "E405 {}:8"),
    (REPORT + "yeer: 2020\n", "E411 {}:8"),
    (REPORT + "addressee: [12]\n", "E413 {}:8"),
    (REPORT + "addressee: 12\n", "E413 {}:8"),
    (REPORT + "signoff: []\n", "E413 {}:8"),
    (REPORT + "signoff: ['']\n", "E413 {}:8"),
    (REPORT + f"same_person: {'某' * 41}\n", "E419 {}:8"),
    (REPORT + "addressee: 010\n", "E413 {}:8"),
    (REPORT + "basis: 规定\n", "E413 {}:8"),
    (REPORT + "basis:\n  - issuer: 市委\n", "E410 {}:9"),
    (REPORT.replace("year: 2020", "year: 二〇二〇"), "E414 {}:5"),
    (REPORT.replace("year: 2020", "year: '2020'"), "E414 {}:5"),
    (REPORT.replace("year: 2020", "year: 02020"), "E414 {}:5"),
    (REPORT.replace("year: 2020", "year: 0x7E4"), "E414 {}:5"),
    (REPORT.replace("year: 2020", "year: 0o3744"), "E414 {}:5"),
    (REPORT.replace("year: 2020", "year: 2_020"), "E414 {}:5"),
    (REPORT.replace("year: 2020", "year: 2020.0"), "E414 {}:5"),
    (REPORT.replace("year: 2020", "year: no"), "E414 {}:5"),
    (REPORT.replace("year: 2020", "year: 1999"), "E415 {}:5"),
    (REPORT.replace("year: 2020", "year: 2019"), "E408 {}"),
    (REPORT.replace("2021-01-20", "2021-02-30"), "E416 {}:6"),
    (REPORT.replace("2021-01-20", "2021年1月20日"), "E416 {}:6"),
    (REPORT.replace("2021-01-20", "2021/1/20"), "E416 {}:6"),
    (REPORT.replace("2021-01-20", "20210120"), "E416 {}:6"),
    (REPORT.replace("2021-01-20", "44216"), "E416 {}:6"),
    (REPORT.replace("2020-12-31", "2021-12-31"), "E417 {}:7"),
    (REPORT.replace("2020-12-31", "2019-12-31"), "E417 {}:7"),
    (REPORT.replace("  name: 某市某局\n", "  name: ' '\n"), "E413 {}:2"),
    (REPORT.replace("  region: 某省某市\n", "  region: 某省某市\n  fictional: no\n"), "E413 {}:5"),
    (REPORT.replace("  region: 某省某市\n", ""), "E410 {}:1"),
    ("- 甲\n", "E413 {}"),
    ("# 空\n", "E413 {}"),
    ("", "E407 {}"),
    (REPORT.encode("gbk"), "E406 {}:2"),
]


@pytest.mark.parametrize(("content", "expected"), FAULTS)
def test_fault(folder: YearFolder, content: str | bytes, expected: str) -> None:
    """A fault is named with its code and line, in Chinese, and with what to do."""
    check_fault(folder, "report.yaml", content, expected)


def test_missing_report(folder: YearFolder) -> None:
    """The one file that every year must have is ``report.yaml``."""
    (folder.params / "2020" / "report.yaml").unlink()

    assert told(folder) == ["E402 params/2020/report.yaml"]


def test_yaml_words_stay_words(folder: YearFolder) -> None:
    """YAML 1.2 has no ``no`` that means false."""
    folder.write("report.yaml", REPORT + "addressee: no\n")

    assert folder.load().report.addressee == "no"


def test_quoted_numbers_stay_text(folder: YearFolder) -> None:
    """Who quotes a number means text."""
    folder.write("report.yaml", REPORT + "addressee: '010'\n")

    assert folder.load().report.addressee == "010"


def test_byte_order_mark_is_accepted(folder: YearFolder) -> None:
    """A mark at the beginning is no part of the first key."""
    folder.write("report.yaml", ("\ufeff" + REPORT).encode())

    assert folder.load().report.year == 2020
