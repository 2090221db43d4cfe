"""A check of a year as a person reads it on a terminal."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from lawgov_lib.base.commandline import typed_with
from lawgov_lib.base.severity import ANSWERED, Severity
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.base.wording import heading_number
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.checks.choice import EVERYTHING
from lawgov_lib.report.tablereading import summary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.checks.choice import Choice
    from lawgov_lib.checks.finding import Finding
    from lawgov_lib.report.checklist import Checked

_HINT = "处理办法："
_UNDER_CODE = " " * 8
_SHOWN = 3
"""How many places are named of findings that stand together."""
_ONE_BY_ONE = "逐项的处理办法和答复用的标记：{}；也可用 --level、--section。"
_TOGETHER = (
    "由report.remaining()一并呈现，在报告中的位置仍按提纲；要在其后添加自己的内容的，"
    '加一个单元格report.section("节名")。'
)


def to_text(checked: Checked, choice: Choice = EVERYTHING) -> str:
    """Write the check for a terminal.

    Args:
        checked: What the check tells.
        choice: The findings that somebody asks for, told one by one with what an answer must name;
            nothing else is told then. Without a choice only errors are told so, and the others
            of one kind stand together.
    """
    parts: list[tuple[str, Callable[[Checked], Iterable[str]]]] = []
    if checked.problems:
        parts.append((f"须改正的问题：{len(checked.problems)}项", _problems))
    if checked.findings:
        parts.append((f"检查发现：{_weighed(checked)}", partial(_findings, choice)))
    everything = choice == EVERYTHING
    if checked.unconfirmed and everything:
        parts.append((f"待确认：{len(checked.unconfirmed)}处", _unconfirmed))
    if checked.missing and everything:
        parts.append((f"尚未提供：涉及{len(checked.missing)}节", _missing))
    if checked.remaining and everything:
        parts.append((f"笔记本中没有单元格：{len(checked.remaining)}节", _remaining))
    if checked.set_aside and everything:
        parts.append((f"台账中未读入或须留意的内容：{len(checked.set_aside)}处", _set_aside))
    lines = [f"{checked.year}年度资料检查", "", wrapped(_verdict(checked))]
    for position, (title, told) in enumerate(parts, start=1):
        lines += ["", heading_number(1, position) + title, *told(checked)]
    return "\n".join(lines)


def _verdict(checked: Checked) -> str:
    if checked.problems:
        return "资料有误，不能生成报告。改正后再次检查，会列出检查发现、待确认和尚未提供的内容。"
    if checked.exit_code:
        return "资料可以读取，但有检查发现属于错误，应当处理后再发布。"
    if checked.findings or checked.unconfirmed or checked.missing:
        return "资料没有错误，可以生成报告；下列内容请在定稿前逐项核对。"
    return "资料没有错误，也没有待确认或尚未提供的内容。"


def _weighed(checked: Checked) -> str:
    counts = {
        severity.value: sum(finding.severity is severity for finding in checked.open)
        for severity in Severity
    }
    counts[ANSWERED] = len(checked.answered)
    return "，".join(f"{name}{count}项" for name, count in counts.items() if count)


def _problems(checked: Checked) -> Iterator[str]:
    """List the problems under their files, each with its line, its column and what to do."""
    files = dict.fromkeys(_file(problem) for problem in checked.problems)
    for file in files:
        yield from ("", f"  {file}")
        own = [problem for problem in checked.problems if _file(problem) == file]
        for problem in sorted(own, key=_line):
            text = f"[{problem.code}] {_within(problem)}{problem.message}"
            yield wrapped(text, "    ", "           ")
            yield from _hint(problem.hint)


def _file(problem: Problem) -> str:
    return problem.place.shown_file if problem.place else "全部资料"


def _line(problem: Problem) -> int:
    return problem.place.line or 0 if problem.place else 0


def _within(problem: Problem) -> str:
    """Say the line, and the column where the message does not name it."""
    place = problem.place
    line = place.within if place else ""
    column = f"「{place.column}」列" if place and place.column else ""
    if place and place.column and f"「{place.column}」" in problem.message:
        column = ""
    return f"{line}{column}：" if line or column else ""


def _findings(choice: Choice, checked: Checked) -> Iterator[str]:
    yield from _kinds(checked) if choice == EVERYTHING else _chosen(choice, checked)


def _kinds(checked: Checked) -> Iterator[str]:
    """List errors one by one, other findings of a kind together, and the answered last."""
    kinds: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in checked.open:
        kinds.setdefault((finding.severity, finding.code), []).append(finding)
    ranks = list(Severity)
    together = ""
    for (severity, code), found in sorted(kinds.items(), key=lambda kind: ranks.index(kind[0][0])):
        if severity is Severity.ERROR or len(found) == 1:
            for finding in found:
                yield from _whole(finding)
        else:
            together = together or code
            yield from _together(code, severity, found)
    yield from _answered(checked, checked.answered)
    if together:
        command = typed_with("check", checked.year, checked.root, "--code", together)
        yield wrapped(_ONE_BY_ONE.format(command), "  ", "  ")


def _chosen(choice: Choice, checked: Checked) -> Iterator[str]:
    """List the findings that are asked for one by one, the gravest first, the answered last."""
    ranks = list(Severity)
    every = choice.of(checked.findings)
    for finding in sorted(every, key=lambda found: ranks.index(found.severity)):
        if finding not in checked.answered:
            yield from _whole(finding)
    yield from _answered(checked, every)
    if not every:
        yield "  没有符合所选条件的检查发现。"
    elif len(every) < len(checked.findings):
        yield wrapped(f"共{len(checked.findings)}项，以上列出{len(every)}项。", "  ", "  ")


def _whole(finding: Finding) -> Iterator[str]:
    yield from _finding(finding, finding.severity.value)
    yield from _hint(finding.hint, _UNDER_CODE)
    yield wrapped(f"答复用：{_named(finding)}", _UNDER_CODE)


def _answered(checked: Checked, findings: Collection[Finding]) -> Iterator[str]:
    for finding, answer in checked.answered.items():
        if finding in findings:
            yield from _finding(finding, f"{finding.severity.value}（{ANSWERED}）")
            yield wrapped(f"答复：{answer}", _UNDER_CODE)


def _together(code: str, severity: Severity, found: Sequence[Finding]) -> Iterator[str]:
    """Tell findings of one kind in a paragraph: how many, the first in words, and where."""
    title = load_catalogue()[code].title
    first = f"[{code}] {severity.value}{len(found)}项：{title}。如：{found[0].message}"
    yield wrapped(first, "  ", _UNDER_CODE)
    places = dict.fromkeys(str(place) for each in found for place in each.places[:1])
    listed = list(places)
    if listed:
        rest = f"等{len(listed)}处" if len(listed) > _SHOWN else ""
        yield wrapped(f"见 {'、'.join(listed[:_SHOWN])}{rest}", _UNDER_CODE)


def _finding(finding: Finding, weight: str) -> Iterator[str]:
    yield wrapped(f"[{finding.code}] {weight}：{finding.message}", "  ", _UNDER_CODE)
    if finding.places:
        yield wrapped(f"见 {'、'.join(map(str, finding.places))}", _UNDER_CODE)


def _named(finding: Finding) -> str:
    """Name a finding the way that an answer does."""
    about = f"about: {finding.about}，" if finding.about else ""
    return f'{about}mark: "{finding.mark}"'


def _hint(hint: str, indent: str = "           ") -> Iterator[str]:
    if hint:
        yield wrapped(_HINT + hint, indent)


def _unconfirmed(checked: Checked) -> Iterator[str]:
    """List what was carried over, a file at a time: names, or spans of lines."""
    for file, places in groupby(checked.unconfirmed, key=lambda place: place.file):
        listed = list(places)
        named = [place.column for place in listed if place.line is None and place.column]
        lines = _spans([place.line for place in listed if place.line is not None])
        told = "、".join([*named, *(f"第{span}行" for span in lines)])
        yield wrapped(f"{file}：{told}", "  ", "    ")


def _spans(lines: Sequence[int]) -> list[str]:
    """Write ascending numbers, neighbours as a span: 2至17."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][-1] + 1:
            spans[-1][1:] = [line]
        else:
            spans.append([line])
    return ["至".join(map(str, span)) for span in spans]


def _missing(checked: Checked) -> Iterator[str]:
    for gap in checked.missing:
        yield wrapped(f"{gap.heading} {gap.section}", "  ", "    ")
        if gap.is_silent:
            yield f"      正文：text/{gap.section}.md 未写，台账也没有可写入的内容"
        if gap.metrics:
            names = "；".join(name for _, name in gap.metrics)
            yield wrapped(f"指标：{names}", "      ", "            ")


def _set_aside(checked: Checked) -> Iterator[str]:
    yield from summary(checked.set_aside, checked.year, checked.root)


def _remaining(checked: Checked) -> Iterator[str]:
    for key, heading in checked.remaining.items():
        yield wrapped(f"{heading} {key}", "  ", "    ")
    yield wrapped(_TOGETHER, "  ", "  ")
