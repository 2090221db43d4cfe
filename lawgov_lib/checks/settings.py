"""Limits, deadlines and word lists of the checks: data with a source, which a year may override."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.rows import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lawgov_lib.inputs.levels import Rung

    Settings = Mapping[str, Mapping[str, Any]]

SOURCE = "source"
_RULE = compiled(r"[\\^$?*+()\[\]{}]")
_FORMS = {
    "day": compiled("(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"),
    "severity": compiled("error|warning"),
    "register": compiled("|".join(ROWS)),
}
_DAYS = "days"
"""The setting of days by name, of which a year may set some."""
_COLUMNS = "filled"
"""The setting that names columns by register."""
_REMEDY = "照docs/checks.md所列的样式填写；文字只写词语，不写正则表达式。"


@cache
def defaults() -> Settings:
    """Return the settings by check code and name; ``source`` says where each check's come from."""
    found: dict[str, dict[str, Any]] = load_data("checks/settings.yaml")
    return found


def merged(own: Settings, rung: Rung | None = None) -> Settings:
    """Return the settings with those of a kind of agency, and above them those of a year.

    Args:
        own: What the year sets, by code and name.
        rung: What the agency is; None where nobody knows.
    """
    found = {code: dict(values) for code, values in defaults().items()}
    for layer in (*(rung.checks if rung else ()), own):
        for code, values in layer.items():
            for name, value in values.items() if code in found else ():
                kept = found[code].get(name) if name == _DAYS else None
                found[code][name] = {**kept, **value} if kept else value
    return found


def misfits(own: Settings) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Find what a year sets and no check reads, or not in this kind.

    Args:
        own: What the year sets, by code and name.

    Yields:
        The path of what does not fit, what is wrong, and what to do.
    """
    known = defaults()
    for code, values in own.items():
        names = [name for name in known.get(code, ()) if name != SOURCE]
        if code not in known:
            yield (code,), f"检查{code}没有可调整的设定", f"可用：{'、'.join(known)}。"
            continue
        for name, value in values.items():
            if name not in names:
                yield (code, name), f"检查{code}没有设定“{name}”", f"可用：{'、'.join(names)}。"
            elif _kind(value) != _kind(known[code][name]):
                kind = _kind(known[code][name])
                yield (code, name), f"检查{code}的设定“{name}”应为{kind}", "按原设定的类型填写。"
            elif not (
                _are_days(value, known[code][name])
                if name == _DAYS
                else _fits(value, [known[code][name]])
            ):
                message = f"检查{code}的设定“{name}”的内容不合要求"
                yield (code, name), message, _REMEDY
            elif name == _COLUMNS and (unknown := _unknown_columns(value)):
                message = f"检查{code}的设定“{name}”写了没有的台账或列：{'、'.join(unknown)}"
                yield (code, name), message, "照docs/fields.md所列的台账和列名填写。"


def _unknown_columns(filled: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the registers that do not exist, and the columns that their register does not have.

    Behind the name of a register may stand the column that a row must have filled in to count.
    """
    unknown: list[str] = []
    for key, columns in filled.items():
        register, _, given = key.partition("/")
        if register not in ROWS:
            unknown.append(register)
        else:
            known = ROWS[register].model_fields
            asked = [*columns, *filter(None, [given])]
            unknown += [f"{register}的{column}" for column in asked if column not in known]
    return unknown


def _are_days(value: Mapping[Any, Any], known: Mapping[str, str]) -> bool:
    """Tell whether a mapping has days of the year under names that are known."""
    return value.keys() <= known.keys() and all(
        isinstance(day, str) and _FORMS["day"].fullmatch(day) for day in value.values()
    )


def _fits(value: Any, models: Sequence[Any], name: str = "", *, listed: bool = False) -> bool:  # noqa: ANN401
    """Tell whether a value has the shape of what stands in its place, and is data only.

    Args:
        value: What a year sets.
        models: What the settings have in such a place.
        name: What the value is called there, if anything.
        listed: Whether it stands in a list: what stands there has the same names each.
    """
    if _kind(value) not in {_kind(model) for model in models}:
        return not models and isinstance(value, str) and _is_word(value)
    match value:
        case str() if name in _FORMS:
            return _FORMS[name].fullmatch(value) is not None
        case str():
            return value in models or _is_word(value)
        case int() | float():
            return math.isfinite(value)
        case list() | tuple():
            inner = [item for model in models for item in model]
            return all(_fits(item, inner, listed=True) for item in value)
        case dict():
            return _fits_by_name(value, models, listed=listed)
        case _:
            return False


def _fits_by_name(value: dict[Any, Any], models: Sequence[dict[str, Any]], *, listed: bool) -> bool:
    """Tell whether a mapping has the names that it must, or any where names are open."""
    inner = [item for model in models for item in model.values()]
    if not listed and len(set(map(_kind, inner))) == 1:
        return all(
            isinstance(key, str) and _is_word(key) and _fits(item, inner)
            for key, item in value.items()
        )
    if not set.intersection(*map(set, models)) <= value.keys() <= set[str]().union(*models):
        return False
    return all(
        _fits(item, [model[key] for model in models if key in model], key)
        for key, item in value.items()
    )


def _is_word(text: str) -> bool:
    """Tell whether a text is a word: not blank, and nothing that a pattern would take for a rule.

    Some settings are patterns. One that a year writes could be no pattern, or be searched for
    without end; words, also with | between them, are enough to adjust a list.
    """
    return bool(text.strip()) and _RULE.search(text) is None and "" not in text.split("|")


def _kind(value: object) -> str:
    match value:
        case bool():
            return "true或false"
        case int() | float():
            return "数字"
        case list() | tuple():
            return "列表"
        case dict():
            return "“名称: 值”的若干行"
        case _:
            return "文字"
