"""Turn what pydantic found into problems that an analyst can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawgov_lib.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import ValidationError

_SAYINGS: dict[str, tuple[str, str, str]] = {
    "missing": ("E410", "缺少「{name}」", "补上该项。"),
    "extra_forbidden": ("E411", "不认识的项「{name}」", "核对名称，或删去该项。"),
    "literal_error": ("E412", "「{name}」的值“{value}”不在可选范围内", "可选：{expected}。"),
    "enum": ("E412", "「{name}」的值“{value}”不在可选范围内", "可选：{expected}。"),
    "string_type": ("E413", "「{name}」应为文字，现为“{value}”", "如确为文字，请加引号。"),
    "string_too_short": ("E413", "「{name}」不能为空", "填写该项。"),
    "int_type": ("E414", "「{name}」应为整数，现为“{value}”", "改为不带引号的整数。"),
    "int_parsing": ("E414", "「{name}」应为整数，现为“{value}”", "改为整数。"),
    "decimal_parsing": ("E414", "「{name}」应为数字，现为“{value}”", "只写数字，不写单位。"),
    "finite_number": ("E414", "「{name}」应为数字，现为“{value}”", "只写数字，不写单位。"),
    "greater_than_equal": ("E415", "「{name}」的值{value}小于{ge}", "核对数值。"),
    "less_than_equal": ("E415", "「{name}」的值{value}大于{le}", "核对数值。"),
    "date_from_datetime_parsing": (
        "E416",
        "「{name}」的日期“{value}”不存在或写法不对",
        "写作2020-07-13。",
    ),
    "date_parsing": ("E416", "「{name}」的日期“{value}”不存在或写法不对", "写作2020-07-13。"),
    "day_outside_year": ("E418", "「{name}」的日期“{value}”不在{year}年内", "核对年份。"),
    "day_after_year": ("E418", "「{name}」的日期“{value}”晚于{year}年", "核对年份。"),
    "bool_type": ("E413", "「{name}」应为true或false，现为“{value}”", "改为true或false。"),
    "list_type": ("E413", "「{name}」应为列表", "每行以“- ”开头列出。"),
    "tuple_type": ("E413", "「{name}」应为列表", "每行以“- ”开头列出。"),
    "dict_type": ("E413", "「{name}」应为“名称: 值”的若干行", "核对缩进。"),
    "model_type": ("E413", "「{name}」应为“名称: 值”的若干行", "核对缩进。"),
    "value_error": ("E417", "{message}", "核对该项。"),
}
_OTHER = ("E419", "「{name}」的值“{value}”不合要求", "核对该项。")


def problems_of(
    error: ValidationError, place: Callable[[tuple[int | str, ...]], Place]
) -> list[Problem]:
    """Return one problem an error, each with its place.

    Args:
        error: What pydantic raised.
        place: Finds the place of a path of keys and list positions.
    """
    return [_problem(entry, place) for entry in error.errors(include_url=False)]


def _problem(entry: Any, place: Callable[[tuple[int | str, ...]], Place]) -> Problem:  # noqa: ANN401
    path = entry["loc"]
    context = entry.get("ctx", {})
    code, saying, hint = _SAYINGS.get(entry["type"], _OTHER)
    words = {
        **context,
        "name": ".".join(map(_told, path)) or "全文",
        "value": entry["input"],
        "expected": str(context.get("expected", "")).replace("'", "").replace(" or ", "、"),
        "message": str(context.get("error", "")),
    }
    return Problem(code, saying.format_map(words), place(path), hint.format_map(words))


def _told(part: int | str) -> str:
    return part if isinstance(part, str) else f"第{part + 1}项"
