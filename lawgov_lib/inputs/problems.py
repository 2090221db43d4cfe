"""Turn what pydantic found into problems that an analyst can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pydantic import ValidationError

LISTED = 100
"""How many problems of one file are listed; the others are counted."""

_LONGEST_SHOWN = 60
_NUMBER = "「{name}」应为数字，现为“{value}”"
_DIGITS = "写阿拉伯数字，不写单位和其他文字。"
_EMPTY = "too_short"
_SAYINGS: dict[str, tuple[str, str, str]] = {
    "missing": ("E410", "缺少「{name}」", "补上该项。"),
    "extra_forbidden": ("E411", "不认识的项「{name}」", "核对名称，或删去该项。"),
    "literal_error": ("E412", "「{name}」的值“{value}”不在可选范围内", "可选：{expected}。"),
    "enum": ("E412", "「{name}」的值“{value}”不在可选范围内", "可选：{expected}。"),
    "string_type": ("E413", "「{name}」应为文字，现为“{value}”", "如确为文字，请加引号。"),
    "string_too_long": ("E419", "「{name}」超过{max_length}字", "缩短该项。"),
    "string_too_short": ("E413", "「{name}」不能为空", "填写该项。"),
    "blank_cell": ("E413", "「{name}」不能为空", "填写该项。"),
    "int_type": ("E414", "「{name}」应为整数，现为“{value}”", "改为整数，不加引号，不以0开头。"),
    "int_parsing": ("E414", "「{name}」应为整数，现为“{value}”", "改为整数。"),
    "int_parsing_size": ("E414", "「{name}」的数字“{value}”过长", "核对数值。"),
    "decimal_parsing": ("E414", _NUMBER, _DIGITS),
    "decimal_type": ("E414", _NUMBER, _DIGITS),
    "finite_number": ("E414", _NUMBER, _DIGITS),
    "number_leading_zero": ("E414", _NUMBER, "去掉开头的0。"),
    "number_exponent": ("E414", _NUMBER, "写出完整的数字，不用科学记数法。"),
    "number_grouping": ("E414", _NUMBER, "千位分隔号每三位一个，或不用分隔号。"),
    "number_percent": (
        "E414",
        "「{name}」是百分数{value}，与单位不符",
        "是比率的，「单位」写“%”；不是比率的，改为数字，并把单元格格式改为“常规”。",
    ),
    "number_marked": (
        "E414",
        "「{name}」的数字带有上标或注记“{value}”",
        "只写数字，注记写到备注或说明中。",
    ),
    "number_rounded": ("E414", "「{name}」的“{value}”不是确数", "填写确切的数字。"),
    "number_unit": (
        "E414",
        _NUMBER,
        "换算成该列的单位，只写数字；单位由单元格格式带出的，再把格式改为“常规”。",
    ),
    "text_cut": (
        "E414",
        "「{name}」的“{value}”是被Excel缩写的长编号，原来的数字已丢失",
        "把该列设为“文本”格式，从原始资料重新录入完整的编号，再另存。",
    ),
    "text_dated": (
        "E414",
        "「{name}」的“{value}”是被Excel改成日期的编号",
        "把该列设为“文本”格式，从原始资料重新录入，再另存。",
    ),
    "text_ditto": (
        "E414",
        "「{name}」写作“{value}”，不知道指哪一格",
        "写出与所指的一格相同的内容。",
    ),
    "number_long": ("E414", "「{name}」的值{value}超过15位，表格软件不能保全", "核对数值和单位。"),
    "text_failed": ("E414", "「{name}」是错误值“{value}”", "填写正确的内容，或留空。"),
    "greater_than_equal": ("E415", "「{name}」的值{value}小于{ge}", "核对数值。"),
    "less_than_equal": ("E415", "「{name}」的值{value}大于{le}", "核对数值。"),
    "less_than": ("E415", "「{name}」的值{value}不小于{lt}", "核对数值。"),
    "date_from_datetime_parsing": (
        "E416",
        "「{name}」的日期“{value}”不存在或写法不对",
        "写作2020-07-13。",
    ),
    "date_parsing": ("E416", "「{name}」的日期“{value}”不存在或写法不对", "写作2020-07-13。"),
    "day_without_day": (
        "E416",
        "「{name}」的日期“{value}”没有写到日",
        "按原始资料补上日，写作2020-07-13；只显示年月的单元格改用显示日的格式。",
    ),
    "day_without_year": ("E416", "「{name}」的日期“{value}”没有年份", "写全年月日，如2020-07-13。"),
    "day_span": (
        "E416",
        "「{name}」的“{value}”是一段日期",
        "只填一天：持续几天的填第一天，写作2020-07-13。",
    ),
    "day_short_year": (
        "E416",
        "「{name}」的日期“{value}”年份不全",
        "年份写四位，如2020-07-13。",
    ),
    "day_order": (
        "E416",
        "「{name}」的日期“{value}”分不清月和日",
        "年份写在前面，如2020-07-13。",
    ),
    "day_outside_year": ("E418", "「{name}」的日期“{value}”不在{year}年内", "核对年份。"),
    "day_after_year": ("E418", "「{name}」的日期“{value}”晚于{year}年", "核对年份。"),
    "day_until_year": ("E418", "「{name}」的日期“{value}”不在{year}年之后", "核对年份。"),
    "bool_type": ("E413", "「{name}」应为true或false，现为“{value}”", "改为true或false。"),
    "list_type": ("E413", "「{name}」应为列表", "每行以“- ”开头列出。"),
    "tuple_type": ("E413", "「{name}」应为列表", "每行以“- ”开头列出。"),
    _EMPTY: ("E413", "「{name}」没有列出任何一项", "列出各项；用不着的，删去「{name}」。"),
    "dict_type": ("E413", "「{name}」应为“名称: 值”的若干行", "核对缩进。"),
    "model_type": (
        "E413",
        "「{name}」应为“名称: 值”的若干行",
        "分行写在它下面，行首多空两格；写了的，核对缩进。",
    ),
    "value_error": ("E417", "{message}", "核对该项。"),
}
_OTHER = ("E419", "「{name}」的值“{value}”不合要求", "核对该项。")


class Faults:
    """The problems of one file; of very many the first are kept and the others counted."""

    def __init__(self, file: str) -> None:
        """Begin without a problem."""
        self._file = file
        self._listed: list[Problem] = []
        self._more = 0
        self._last: tuple[Problem, ...] = ()

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems in the order in which they are told."""
        for problem in problems:
            if len(self._listed) < LISTED:
                self._listed.append(problem)
            else:
                self._more += 1

    @property
    def is_full(self) -> bool:
        """Tell whether further problems are only counted, so that nobody need word them."""
        return len(self._listed) == LISTED

    def count(self, more: int) -> None:
        """Count problems that are not listed."""
        self._more += more

    def stop(self, problems: tuple[Problem, ...]) -> None:
        """Add problems that end the reading of the file; they are always listed."""
        self._last = problems

    def told(self) -> tuple[Problem, ...]:
        """Return the problems, the last one saying how many are not listed."""
        if not self._more:
            return (*self._listed, *self._last)
        rest = Problem(
            "E426",
            f"另有{self._more}处问题未列出",
            Place(self._file),
            "改正以上各处后再检查一次。",
        )
        return (*self._listed, *self._last, rest)


def problems_of(
    error: ValidationError,
    place: Callable[[tuple[int | str, ...]], Place],
    written: Mapping[str, str] | None = None,
) -> list[Problem]:
    """Return one problem an error, each with its place.

    Args:
        error: What pydantic raised.
        place: Finds the place of a path of keys and list positions.
        written: The values as the file writes them, by key, where they were rewritten.
    """
    return [
        _problem(entry, place, written or {})
        for entry in error.errors(include_url=False, include_input=True)
        if not (entry["type"] == _EMPTY and entry["input"])  # each wrong item is told itself
    ]


def _problem(
    entry: Any,  # noqa: ANN401
    place: Callable[[tuple[int | str, ...]], Place],
    written: Mapping[str, str],
) -> Problem:
    path = entry["loc"]
    context = entry.get("ctx", {})
    code, saying, hint = _SAYINGS.get(entry["type"], _OTHER)
    words = {
        **context,
        "name": ".".join(map(_told, path)) or "全文",
        "value": _shown(written.get(path[0], entry["input"]) if path else entry["input"]),
        "expected": str(context.get("expected", ""))
        .replace("'", "")
        .replace(" or ", "、")
        .replace(", ", "、"),
        "message": str(context.get("error", "")),
    }
    return Problem(code, saying.format_map(words), place(path), hint.format_map(words))


def _shown(value: object) -> str:
    text = "下一级的内容" if isinstance(value, (dict, list)) else str(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _told(part: int | str) -> str:
    return part if isinstance(part, str) else f"第{part + 1}项"
