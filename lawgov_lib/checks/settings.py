"""Limits, deadlines and word lists of the checks: data with a source, which a year may override."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Settings = Mapping[str, Mapping[str, Any]]

SOURCE = "source"


@cache
def defaults() -> Settings:
    """Return the settings by check code and name; ``source`` says where each check's come from."""
    text = (files("lawgov_lib.checks") / "settings.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = YAML(typ="safe").load(text)
    return found


def merged(own: Settings) -> Settings:
    """Return the settings with those that a year sets itself."""
    return {code: {**values, **own.get(code, {})} for code, values in defaults().items()}


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
