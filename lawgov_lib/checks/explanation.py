"""Explain the checks: what each does and why, its settings, and how its findings are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.checks.catalogue import known_code, load_catalogue
from lawgov_lib.checks.settings import SOURCE, defaults
from lawgov_lib.inputs.levels import levels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.catalogue import Entry
    from lawgov_lib.inputs.levels import Ruled

_CLOSES = "错误、警告和提示都可以答复。"
_CLOSES_NOT = "警告和提示可以答复；错误须改正，不能以答复代替。"
_NOTHING = "无"
_JOINT = "党委和政府联合报告"
_OWN = "可在report.yaml的「checks」中按机关调整。"
_ANSWER = """\
- code: {code}
  about: 照检查结果所示填写，没有的留空
  mark: "照检查结果所示填写"
  reason: 答复的理由
  name: 答复人
  date: 答复日期，写作2021-01-20
"""
_HEAD = """\
# 检查

本文件由程序从检查的目录和设定生成，不要手工修改；重新生成：`make fields`。

`lawgov check` 逐项列出检查发现。属于错误的应当改正；经核实无须修改的，可在
`params/<年度>/answers.yaml` 中答复，写明理由、姓名和日期：

```yaml
{answer}```

`code`、`about`、`mark` 照检查结果所示填写。所答复的内容此后有变化的，标记随之变化，须重新答复。

设定可在 `report.yaml` 的 `checks` 中按机关调整，写作“检查代码: 名称: 值”。

“语料”是在`tests/reading/corpus/`的{sentences}个句子上逐句检查的结果，其中一半有错误，一半没有。检查是对照
这些句子编写的，在没有见过的文字上会差一些。
"""


def explain(code: str) -> str:
    """Explain one check for a terminal.

    Raises:
        ParameterError: There is no check of that code.
    """
    code = known_code(code)
    entry = load_catalogue()[code]
    lines = [wrapped(f"{code} {entry.title}（{entry.weight}）"), ""]
    lines += [wrapped(text, f"{name}  ", " " * 6) for name, text in _said(entry)]
    lines += [wrapped(text, "设定  ", " " * 6) for text in _settings(code)]
    if code.startswith("C"):
        answer = _ANSWER.format(code=code).splitlines()
        closes = _CLOSES if entry.answerable else _CLOSES_NOT
        lines += ["", wrapped(f"{closes}写入params/<年度>/answers.yaml："), ""]
        lines += [f"  {line}" for line in answer]
    return "\n".join(lines)


def listing() -> str:
    """List all checks for a terminal."""
    titles = (f"{code}  {each.title}（{each.weight}）" for code, each in load_catalogue().items())
    return "\n".join(wrapped(title, rest=" " * 5) for title in titles)


def entries(code: str = "") -> list[dict[str, Any]]:
    """Return one check for a program, or all of them.

    Every check has ``code, title, severity, does, basis, answer, answerable, settings``.

    Args:
        code: The check's code; blank for all.

    Raises:
        ParameterError: There is no check of that code.
    """
    told = {"title", "severity", "does", "basis", "answer", "answerable"}
    wanted = {known_code(code)} if code else load_catalogue().keys()
    return [
        {"code": each, **entry.model_dump(mode="json", include=told), "settings": _values(each)}
        for each, entry in load_catalogue().items()
        if each in wanted
    ]


def page() -> str:
    """Return the reference of the checks as Markdown."""
    sentences = load_data("checks/recall.yaml")["sentences"]
    parts = [_HEAD.format(answer=_ANSWER.format(code="C09"), sentences=sentences)]
    for code, entry in load_catalogue().items():
        lines = [f"## {code} {entry.title}", "", f"- 级别：{entry.weight}"]
        lines += [f"- {name}：{text}" for name, text in _said(entry)]
        if code.startswith("C"):
            lines.append(f"- 答复：{_CLOSES if entry.answerable else _CLOSES_NOT}")
        lines += [f"- 设定：{text}" for text in _settings(code)]
        lines += [f"- 语料：{text}" for text in _measured(code)]
        parts.append("\n".join([*lines, ""]))
    return "\n".join(parts)


def _said(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "内容", entry.does
    yield "依据", entry.basis
    yield "处理", entry.answer


def _measured(code: str) -> Iterator[str]:
    """Say what a check finds in the sentences that it is tried on, and where it errs."""
    table = load_data("checks/recall.yaml")
    if code in table["checks"]:
        expected, found, alarms = table["checks"][code]
        yield f"应发现{expected}处，发现{found}处，误报{alarms}处"


def _settings(code: str) -> Iterator[str]:
    """Say the settings of a check with their values and where those come from."""
    source = defaults().get(code, {}).get(SOURCE, "")
    if values := _values(code):
        told = "；".join(f"{name} = {_told(value)}" for name, value in values.items())
        yield f"{told}（{source}）。{_OWN}"
    for told, kinds in _by_kind(code).items():
        yield f"{'、'.join(kinds)}：{told}（出处见inputs/levels.yaml）。"


def _values(code: str) -> dict[str, Any]:
    """Return the settings of a check as shipped."""
    return {name: value for name, value in defaults().get(code, {}).items() if name != SOURCE}


def _by_kind(code: str) -> dict[str, list[str]]:
    """Return the kinds of agency by what is asked of them otherwise."""
    table = levels()
    found: dict[str, list[str]] = {}
    layers: dict[str, Ruled] = {**table.kinds, _JOINT: table.joint}
    for name, layer in layers.items():
        if values := layer.checks.get(code):
            told = "；".join(f"{key} = {_told(value)}" for key, value in values.items())
            found.setdefault(told, []).append(name)
    return found


def _told(value: object) -> str:
    match value:
        case "" | [] | ():
            return _NOTHING
        case dict() if not value:
            return _NOTHING
        case dict():
            return "、".join(f"{name}: {_told(inner)}" for name, inner in value.items())
        case list() | tuple():
            return "、".join(map(_told, value))
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
