"""The summary of a batch: what became of each report, what failed and where to look."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from tabulate import tabulate

from lawgov_lib.base.errors import LawgovError
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.batch.job import Outcome
from lawgov_lib.batch.targets import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.batch.job import Result

VERSION = 1
_WIDTH = 56
_FAILED = ("机关", "年度", "代码", "问题和记录")
_ALL = ("机关", "年度", "结果", "原因")


def exit_code(results: Iterable[Result], problems: Iterable[Problem] = ()) -> int:
    """Return 0 if all is well, the code of the failures if they share one, else that of errors."""
    results = list(results)
    codes = {result.exit_code for result in results if result.outcome is Outcome.FAILED}
    if any(problems):
        codes.add(LawgovError.exit_code)
    return codes.pop() if len(codes) == 1 else LawgovError.exit_code if codes else 0


def summary(results: Sequence[Result]) -> str:
    """Count the reports by what became of them, such as “40份：已生成38，未变1，失败1”."""
    counts = Counter(result.outcome for result in results)
    told = [f"{outcome.value}{counts[outcome]}" for outcome in Outcome if counts[outcome]]
    return f"{len(results)}份：{'，'.join(told)}" if told else "0份"


def to_text(results: Sequence[Result], *, why: bool = False) -> str:
    """Write the summary for a terminal: what failed, what was kept aside, and the sum.

    Args:
        results: The results.
        why: Whether every report is told with the reasons why it was made or not.
    """
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    parts = []
    if why:
        parts.append(_table(_ALL, map(_reasoned, results)))
    if failed:
        parts.append(_table(_FAILED, map(_failed, failed)))
    kept = [
        f"{_agency(result)} {result.year}：{line}" for result in results for line in result.kept
    ]
    return "\n\n".join([*parts, *kept, summary(results)])


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return tabulate(list(rows), headers, "simple", disable_numparse=True)


def _reasoned(result: Result) -> tuple[str, ...]:
    reasons = "\n".join(wrapped(reason, width=_WIDTH) for reason in result.reasons)
    return _agency(result), str(result.year), result.outcome.value, reasons


def _failed(result: Result) -> tuple[str, ...]:
    codes = dict.fromkeys(problem.code for problem in result.problems)
    first = result.problems[0]
    told = [f"{first.place}: {first.message}" if first.place else first.message]
    if len(result.problems) > 1:
        told.append(f"（共{len(result.problems)}项）")
    lines = [wrapped(line, width=_WIDTH) for line in told]
    if result.left:  # a path stays whole, to be copied
        lines.append(f"记录：{shown(result.root / result.left)}")
    return _agency(result), str(result.year), "\n".join(codes), "\n".join(lines)


def _agency(result: Result) -> str:
    """Name the agency by its last report, and else the folder of its root."""
    return result.agency or result.root.name


def to_json(results: Sequence[Result], problems: Sequence[Problem] = ()) -> str:
    """Write the summary as one JSON document.

    ``version`` grows when a field changes its meaning. ``exit_code`` is the command's;
    ``problems`` are those of roots that gave no job. Every problem has ``code, message, hint, file,
    line, column``; what is not known is null or an empty text.
    """
    counts = Counter(result.outcome for result in results)
    document = {
        "version": VERSION,
        "exit_code": exit_code(results, problems),
        "counts": {outcome.name.lower(): counts[outcome] for outcome in Outcome},
        "problems": [problem.facts() for problem in problems],
        "reports": [_facts(result) for result in results],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _facts(result: Result) -> dict[str, Any]:
    return {
        "root": shown(result.root),
        "year": result.year,
        "agency": result.agency,
        "outcome": result.outcome.name.lower(),
        "reasons": list(result.reasons),
        "problems": [problem.facts() for problem in result.problems],
        "left": result.left,
        "kept": list(result.kept),
    }
