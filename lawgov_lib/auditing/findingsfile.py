"""What an audit tells, as text for a terminal and as JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import facts
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.terminal import wrapped
from lawgov_lib.base.wording import day, heading_number
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.inputs.outlineentry import LEGAL_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.auditing.examination import Audited
    from lawgov_lib.auditing.paper import Paper
    from lawgov_lib.base.errors import Place
    from lawgov_lib.checks.finding import Finding

VERSION = 1
UNKNOWN = "未认出"
_HINT = "处理办法："
_UNDER = " " * 8
_MOST = 3
"""So many places of findings that say the same are named."""


def where(place: Place, paper: Paper | None) -> str:
    """Name a place as a reader looks for it: 第12段, 第3页."""
    if paper is None or place.file != paper.name:
        return str(place)
    return f"第{place.line}{paper.unit}" if place.line else place.file


def counts(audited: Audited) -> dict[Severity, int]:
    """Count the findings by what they weigh."""
    return {
        severity: sum(finding.severity is severity for finding in audited.findings)
        for severity in Severity
    }


def told(audited: Audited) -> str:
    """Say in a few words how an audit ended."""
    if audited.problems:
        return "没有读出"
    found = "，".join(f"{each.value}{count}项" for each, count in counts(audited).items() if count)
    return found or "没有检查发现"


def to_text(audited: Audited) -> str:
    """Write an audit for a terminal: what was recognised, read and found, the gravest first."""
    lines = [f"审读 {audited.file}", ""]
    paper = audited.paper
    if paper is None:
        return "\n".join([*lines, *(wrapped(str(each), "  ", _UNDER) for each in audited.problems)])
    lines += [wrapped(each, "  ", _UNDER) for each in _recognised(paper)]
    parts: list[tuple[str, Iterator[str]]] = []
    if paper.notices:
        parts.append((f"读取说明：{len(paper.notices)}项", _notices(paper)))
    parts.append((f"检查发现：{told(audited)}", _findings(audited)))
    for position, (title, said) in enumerate(parts, start=1):
        lines += ["", heading_number(1, position) + title, *said]
    return "\n".join(lines)


def _recognised(paper: Paper) -> Iterator[str]:
    identity = paper.identity
    yield f"标题：{identity.title or UNKNOWN}"
    kind = f"（{identity.kind}）" if identity.kind else ""
    yield f"机关：{'、'.join(identity.agencies) + kind if identity.agencies else UNKNOWN}"
    signed = day(identity.signed_on) if identity.signed_on else UNKNOWN
    yield f"年度：{identity.year or UNKNOWN}　成文日期：{signed}"
    parts = "、".join(name for part, name in LEGAL_PARTS.items() if part in paper.covered)
    yield f"五个部分中有：{parts or UNKNOWN}"


def _notices(paper: Paper) -> Iterator[str]:
    for notice in paper.notices:
        yield wrapped(f"[{notice.code}] {notice.message}", "  ", _UNDER)
        if notice.hint:
            yield wrapped(_HINT + notice.hint, _UNDER)


def _findings(audited: Audited) -> Iterator[str]:
    """List the findings; those of one check that say the same stand together with their places."""
    groups: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in audited.findings:
        groups.setdefault((finding.severity, finding.code, finding.message), []).append(finding)
    ranks = list(Severity)
    for severity, code, message in sorted(groups, key=lambda each: (ranks.index(each[0]), each[1])):
        found = groups[severity, code, message]
        yield wrapped(f"[{code}] {severity.value}：{message}", "  ", _UNDER)
        places = list(dict.fromkeys(where(p, audited.paper) for f in found for p in f.places))
        if places:
            rest = f"等{len(places)}处" if len(places) > _MOST else ""
            yield wrapped(f"见 {'、'.join(places[:_MOST])}{rest}", _UNDER)
        if found[0].hint:
            yield wrapped(_HINT + found[0].hint, _UNDER)


def to_json(audited: Audited) -> str:
    """Write an audit as one JSON document.

    ``version`` grows when a field changes its meaning. ``exit_code`` is that of the file alone.
    ``problems`` say why a file could not be read, ``notices`` what was read in which way or was not
    recognised, each with ``code, message, hint, file, line, column``. ``report`` is what was
    recognised, null of a file that could not be read: ``title, agencies, kind, year, signed_on``,
    ``unit`` (what ``line`` counts: 段, 页 or 行), ``parts`` (the legal parts found) and
    ``sections`` (``key``, ``headings``, ``part``, ``line``). Every finding has ``code, severity,
    title, message, hint, section, places, about, mark``. What is not known is null or blank.
    """
    document = {
        "version": VERSION,
        "file": audited.file,
        "last": audited.last or None,
        "exit_code": audited.exit_code,
        "problems": [problem.facts() for problem in audited.problems],
        "report": None if audited.paper is None else _report(audited.paper),
        "notices": [notice.facts() for notice in audited.paper.notices] if audited.paper else [],
        "findings": [_finding(finding) for finding in audited.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _report(paper: Paper) -> dict[str, Any]:
    identity = paper.identity
    return {
        "title": identity.title,
        "agencies": list(identity.agencies),
        "kind": identity.kind,
        "year": identity.year,
        "signed_on": identity.signed_on.isoformat() if identity.signed_on else None,
        "unit": paper.unit,
        "parts": [part for part in LEGAL_PARTS if part in paper.covered],
        "sections": [
            {
                "key": key,
                "headings": [head.number + head.text for head in chapter.heads],
                "part": chapter.serves,
                "line": paper.places[chapter.at[0]] if chapter.at else None,
            }
            for key, chapter in paper.chapters.items()
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "title": load_catalogue()[finding.code].title,
        "message": finding.message,
        "hint": finding.hint,
        "section": finding.section,
        "places": [facts(place) for place in finding.places],
        "about": finding.about,
        "mark": finding.mark,
    }
