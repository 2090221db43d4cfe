"""Charts are the same every time, in the report's own face, and told in words beside."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from lawgov_lib.base.errors import TellingError
from lawgov_lib.telling.charts import Bars

LABELS = ("内部管理制度", "学法用法制度")
VALUES = (Decimal(16), Decimal("1234567.5"))
FORKS = """
from decimal import Decimal
from multiprocessing import get_context
from lawgov_lib.telling.charts import Bars

# The characters of rows of GB 2312, of which the face has all.
LABELS = [
    bytes(byte for at in range(0xA1, 0xF0) for byte in (row, at)).decode("gb2312")
    for row in range(0xB0, 0xD0)
]

def drawn(labels):
    return Bars(tuple(labels), (Decimal(1),) * len(labels), "项", "图").figure().data

drawn(["甲"])
with get_context("fork").Pool(4) as pool:
    print(len({*pool.map(drawn, [LABELS] * 4, chunksize=1), drawn(LABELS)}))
"""


def texts(svg: str) -> list[str]:
    """Return the texts that a chart shows."""
    namespace = "{http://www.w3.org/2000/svg}"
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{namespace}text")]  # noqa: S314


def test_chart_is_the_same_twice() -> None:
    """The same values give the same drawing, with no date and no random id."""
    first = Bars(LABELS, VALUES, "项", "在行制度").figure()

    assert Bars(LABELS, VALUES, "项", "在行制度").figure() == first
    assert "dc:date" not in first.data


def test_text_alternative_holds_every_value() -> None:
    """Whoever cannot see the chart reads the same values in full."""
    chart = Bars(LABELS, VALUES, "项", "在行制度").figure()

    assert chart.alt == "在行制度。内部管理制度16项、学法用法制度1234567.5项。"
    assert chart.caption == "在行制度"


def test_each_bar_ends_in_its_value() -> None:
    """Labels and values stand in the drawing as text."""
    shown = texts(Bars(LABELS, VALUES, "项", "在行制度").figure().data)

    assert {*LABELS, "16项", "1234567.5项"} <= set(shown)


def test_label_is_text_and_no_formula() -> None:
    """Dollar signs and braces in a label are printed as they are."""
    assert "甲$x^2$" in texts(Bars(("甲$x^2$",), (Decimal(1),), "项", "图").figure().data)


def test_equal_labels_keep_their_own_bars() -> None:
    """Two bars of one name are two bars."""
    shown = texts(Bars(("甲", "甲"), (Decimal(1), Decimal(2)), "项", "图").figure().data)

    assert shown.count("甲") == 2


def test_long_label_is_broken_and_leaves_room_for_its_bar() -> None:
    """A long name stands in several lines; its text alternative stays whole."""
    name = "新型冠状病毒肺炎临床医学研究中心及其附属实验室设备购置项目"

    chart = Bars((name,), (Decimal(1),), "项", "图").figure()

    assert [len(text) for text in texts(chart.data)] == [12, 12, 5, 2]
    assert name in chart.alt


def test_no_face_but_the_reports() -> None:
    """The drawing asks for the embedded face alone."""
    assert "Noto Sans CJK SC" in Bars(LABELS, VALUES, "项", "图").figure().data


def test_rare_character_is_drawn_by_the_face_that_has_it() -> None:
    """A label in rare characters is text like any other, and names the faces that show it."""
    svg = Bars(("\U00020bb7㐂㎡",), (Decimal(1),), "㎡", "图").figure().data

    assert "\U00020bb7㐂㎡" in texts(svg)
    assert "'Noto Sans CJK SC', 'Noto Serif CJK SC Rare'" in svg
    assert "Rare" not in Bars(LABELS, VALUES, "项", "图").figure().data


@pytest.mark.parametrize("mark", ["\U0001f600", "\U00010330"])
def test_missing_character(mark: str) -> None:
    """A character that no face shows would print as a box: it is refused with the chart's name."""
    with pytest.raises(TellingError) as error:
        Bars((f"甲{mark}",), (Decimal(1),), "项", "在行制度")

    (problem,) = error.value.problems
    assert problem.code == "E510"
    assert "“在行制度”" in problem.message
    assert f"“{mark}”" in problem.message


def test_no_warning(capfd: pytest.CaptureFixture[str]) -> None:
    """Drawing is silent."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Bars((*LABELS, "两行的\n㐂☑"), (*VALUES, Decimal(0)), "项", "在行制度").figure()

    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks are POSIX's")
def test_forks_read_the_face_each_for_itself() -> None:
    """Processes that came of one which had the face open draw side by side, and the same."""
    done = subprocess.run([sys.executable, "-c", FORKS], capture_output=True, check=False)

    assert done.stderr == b""
    assert done.stdout.split() == [b"1"]
