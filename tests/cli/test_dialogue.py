"""A new agency is set up by a dialogue, at the terminal or through a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from lawgov_lib import inputs
from lawgov_lib.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ANSWERS = [
    "2024",
    "阳春市科学技术局",
    "市科技局、阳春市科技局",
    "6",
    "广东省阳江市阳春市",
    "",
    "是",
]
"""Year, name, short names, level, region, outline, confirmation."""


def asked(root: Path, answers: list[str], *typed: str) -> Result:
    """Run the dialogue with one answer a line."""
    text = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(cli, ["new", *typed, "--ask", "--root", str(root)], input=text)


def test_answers_begin_a_year(tmp_path: Path) -> None:
    """What was answered stands in report.yaml, which is read without a fault."""
    result = asked(tmp_path, ANSWERS)

    report = inputs.load(tmp_path / "params", 2024).report
    assert (result.exit_code, report.year, report.unconfirmed) == (0, 2024, ())
    assert report.agency.name == "阳春市科学技术局"
    assert report.agency.short_names == ("市科技局", "阳春市科技局")
    assert report.agency.level == "县级政府工作部门"
    assert report.agency.region == "广东省阳江市阳春市"
    assert "将新建 params/2024/" in result.output
    assert "机关层级：县级政府工作部门" in result.output


def test_how_to_answer_is_said_first(tmp_path: Path) -> None:
    """Whoever is asked knows how to answer, and how to stop, before the first question."""
    result = asked(tmp_path, ANSWERS)

    assert result.output.startswith("逐项回答")
    assert result.output.count("逐项回答") == 1


def test_a_year_that_is_typed_is_not_asked(tmp_path: Path) -> None:
    """The dialogue begins with the agency."""
    result = asked(tmp_path, ANSWERS[1:], "2023")

    assert result.exit_code == 0
    assert inputs.load(tmp_path / "params", 2023).report.year == 2023


@pytest.mark.parametrize(
    ("at", "answer", "said"),
    [
        (0, "24", "年度“24”不对"),
        (0, "1999", "年度“1999”不对"),
        (1, "", "机关全称不能空着"),
        (1, "Science Bureau", "机关全称应写中文"),
        (1, "阳春市科技局、阳春市司法局", "写一个机关"),
        (1, "阳春市\u200b科技局", "看不见的字符"),
        (2, "市科技局、市科技局", "机关简称有重复的"),
        (3, "17", "序号写1至16"),
        (3, "阳春市科技局", "不像机关的层级"),
        (4, "阳江市", "没有从省、自治区、直辖市的全称写起"),
        (4, "广东阳江", "如“广东省……”"),
        (5, "2031-2035", "没有提纲“2031-2035”"),
        (6, "好", "请写“是”或“否”"),
    ],
)
def test_an_answer_that_will_not_do_is_asked_again(
    tmp_path: Path, at: int, answer: str, said: str
) -> None:
    """The reason is told, and the next answer counts."""
    result = asked(tmp_path, [*ANSWERS[:at], answer, *ANSWERS[at:]])

    assert result.exit_code == 0
    assert said in result.output
    assert inputs.load(tmp_path / "params", 2024).report.agency.name == ANSWERS[1]


@pytest.mark.parametrize("answered", range(len(ANSWERS)))
def test_nothing_is_left_of_a_dialogue_that_ends_early(tmp_path: Path, answered: int) -> None:
    """Whoever stops, or whose input ends, finds nothing written."""
    result = asked(tmp_path, ANSWERS[:answered])

    assert result.exit_code == 1
    assert not any(tmp_path.iterdir())


def test_who_says_no_gets_nothing(tmp_path: Path) -> None:
    """The last question is whether to write."""
    result = asked(tmp_path, [*ANSWERS[:-1], "否"])

    assert result.exit_code == 1
    assert not any(tmp_path.iterdir())


def test_a_year_that_is_there_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    """Nobody answers in vain."""
    asked(tmp_path, ANSWERS)
    result = asked(tmp_path, [], "2024")

    assert getattr(result.exception, "problems")[0].code == "E802"  # noqa: B009
    assert "机关全称" not in result.output


def test_another_outline_gives_its_sections(tmp_path: Path) -> None:
    """The outline that was chosen stands in report.yaml, and prose has a file for its sections."""
    asked(tmp_path, [*ANSWERS[:5], "主题在前", "是"])

    report = inputs.load(tmp_path / "params", 2024).report
    assert report.outline == "主题在前"
    assert (tmp_path / "params/2024/text/capacity.md").is_file()


def test_a_further_year_takes_over_what_was_not_asked(tmp_path: Path) -> None:
    """What was just answered needs no confirmation, what was carried over does."""
    asked(tmp_path, ANSWERS)
    file = tmp_path / "params/2024/report.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("addressee: ''", "addressee: 市政府"))
    asked(tmp_path, ["阳春市科技和工业局", *ANSWERS[2:]], "2025")

    report = inputs.load(tmp_path / "params", 2025).report
    assert report.agency.name == "阳春市科技和工业局"
    assert report.unconfirmed == ("addressee",)
