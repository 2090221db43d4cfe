"""What is asked of a new agency before its first year is begun, and which answers will do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.characters import is_plain, strangers, told
from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.levels import levels
from lawgov_lib.inputs.outline import load_outlines, load_styles, outline_of
from lawgov_lib.inputs.parameters import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CHINESE = compiled("[\u4e00-\u9fff]")
_BETWEEN = compiled(r"[、，,；;\s]+")
_NAME = compiled(r"[\u4e00-\u9fff（）·]+")
_LONGEST = 60


@dataclass(frozen=True)
class Setup:
    """The answers: what ``report.yaml`` says of the agency, and an outline if not the usual."""

    name: str
    short_names: tuple[str, ...]
    level: str
    region: str
    outline: str

    def agency(self) -> dict[str, Any]:
        """Return the agency as ``report.yaml`` writes it."""
        names = {"name": self.name, "short_names": list(self.short_names)}
        return names | {"level": self.level, "region": self.region}

    def fields(self) -> frozenset[str]:
        """Return the dotted names of what was answered, as ``report.yaml`` names it."""
        agency = frozenset(f"agency.{name}" for name in self.agency())
        return agency | ({"outline"} if self.outline else set())


@dataclass(frozen=True)
class Question:
    """One question: what is asked, what to know of it, and how its answer is read.

    ``read`` raises ValueError, in words for the person who answers, where an answer will not do.
    """

    field: str
    asked: str
    hint: str
    read: Callable[[str], Any]


def questions(year: int) -> tuple[Question, ...]:
    """Return the questions on the agency for a first year."""
    outlines = [*load_outlines(), *load_styles()]
    usual = outline_of(year, "", "").name
    return (
        Question("name", "机关全称", "如：某某市科学技术局", _name),
        Question("short_names", "机关简称", "正文用第一个；几个用顿号分开，没有的直接回车", _names),
        Question("level", "机关层级", f"写序号，或另写：{_numbered(levels().offered)}", _level),
        Question("region", "所在地区", "从省级写起，如：广东省阳江市", _region),
        Question(
            "outline",
            "提纲",
            f"直接回车即按年度用“{usual}”；另选的写序号或名称："
            f"{_numbered([outline.name for outline in outlines])}",
            _outline,
        ),
    )


def _numbered(names: Sequence[str]) -> str:
    return "  ".join(f"{at}：{name}" for at, name in enumerate(names, start=1))


def _chosen(text: str, names: Sequence[str]) -> str:
    """Return the name that a number means, and any other text as it is."""
    if not (text.isascii() and text.isdigit()):
        return text
    if not 1 <= int(text) <= len(names):
        message = f"序号写1至{len(names)}。"
        raise ValueError(message)
    return names[int(text) - 1]


def read_year(text: str) -> int:
    """Read the report year.

    Raises:
        ValueError: It is none for which a report is made.
    """
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        message = f"年度“{text}”不对，写四位整数，{FIRST_YEAR}至{LAST_YEAR}。"
        raise ValueError(message)
    return int(text)


@cache
def _data() -> dict[str, list[str]]:
    table: dict[str, list[str]] = load_data("preparing/agencies.yaml")
    return table


def _sound(text: str, what: str) -> str:
    if not text:
        message = f"{what}不能空着。"
        raise ValueError(message)
    if not is_plain(text) and (found := strangers(text)):
        message = f"{what}{told(found)}，请重新录入。"
        raise ValueError(message)
    if not _CHINESE.search(text):
        message = f"{what}应写中文，现为“{text}”。"
        raise ValueError(message)
    if len(text) > _LONGEST:
        message = f"{what}超过{_LONGEST}个字，请核对。"
        raise ValueError(message)
    return text


def _name(text: str) -> str:
    name = _sound(text, "机关全称")
    if not _NAME.fullmatch(name):
        message = f"机关全称“{name}”应只有汉字，写一个机关，中间不加标点和空格。"
        raise ValueError(message)
    return name


def _names(text: str) -> tuple[str, ...]:
    names = tuple(_sound(name, "机关简称") for name in _BETWEEN.split(text) if name)
    if len(set(names)) < len(names):
        message = "机关简称有重复的。"
        raise ValueError(message)
    return names


def _level(text: str) -> str:
    level = _sound(_chosen(text, levels().offered), "机关层级")
    if not level.endswith(levels().offered_ends):
        message = f"“{level}”不像机关的层级，写序号，或写如“地级市政府工作部门”。"
        raise ValueError(message)
    return level


def _region(text: str) -> str:
    region = _sound(text, "所在地区")
    if not region.startswith(tuple(_data()["provinces"])):
        near = [name for name in _data()["provinces"] if name[:2] == region[:2]]
        meant = f"，如“{near[0]}……”" if near else ""
        message = f"所在地区“{region}”没有从省、自治区、直辖市的全称写起{meant}。"
        raise ValueError(message)
    return region


def _outline(text: str) -> str:
    outlines = [*load_outlines(), *load_styles()]
    if not text:
        return ""
    wanted = _chosen(text, [outline.name for outline in outlines])
    for outline in outlines:
        if wanted in {outline.id, outline.name}:
            return outline.name
    message = f"没有提纲“{text}”，写序号，或直接回车。"
    raise ValueError(message)
