"""Whether something of the inputs may have been read otherwise than it was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.inputs.cells import likened
from lawgov_lib.inputs.lostcharacters import doubts
from lawgov_lib.inputs.rows import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject

_CODE = "C28"
_LOOK = "对照原始资料核对；有误的改正，无误的作出答复。"
_LONGEST_NAME = 60
_LIKE_REFERENCE = compiled(
    r"(?:[（(]{2}|[【\[〔《〈「＜<]{1,2})\s*([a-z][a-z0-9_]*|[^\s（）()【】\[\]{}]{2,40}?)\s*"
    r"(?:[）)]{2}|[】\]〕》〉」＞>]{1,2})"
)
_BRACES = "{{ }}"
_COMMENT = compiled(r"<!--(.*?)-->", re.DOTALL)
_SHOWN = 20


def remarks_of_tables(subject: Subject) -> Iterator[Finding]:
    """Find cells that were read otherwise than they look, or look damaged (C28)."""
    for table in subject.year_inputs.understood:
        for remark in table.remarks:
            more = f"，这样的另有{remark.more}处" if remark.more else ""
            yield Finding(
                _CODE,
                Severity.WARNING,
                f"{table.label}{remark.message}{more}",
                (remark.place,),
                _LOOK,
                about=f"{table.file}/{remark.place.column or remark.place.line}/{remark.message}",
            )


def names_written_twice(subject: Subject) -> Iterator[Finding]:
    """Find names that differ by width, case, blanks, hyphens, brackets or accents only (C28)."""
    seen: dict[str, tuple[str, Place]] = {}
    told = set()
    for name, place in _names(subject):
        first, spot = seen.setdefault(likened(name), (name, place))
        if first != name and (first, name) not in told:
            told.add((first, name))
            yield Finding(
                _CODE,
                Severity.INFO,
                f"“{first}”和“{name}”只是写法不同，按同一名称计算",
                (spot, place),
                "统一写法；不是同一名称的，改写得能够区分。",
                about=f"{first}/{name}",
            )


def comments_in_prose(subject: Subject) -> Iterator[Finding]:
    """Find comments in the prose, which nobody reads in the report (C28)."""
    for key, prose in subject.year_inputs.prose.items():
        found = [*_COMMENT.finditer(prose.text)]
        if not found:
            continue
        spots = tuple(prose.place(prose.text.count("\n", 0, one.start()) + 1) for one in found)
        first = " ".join(found[0][1].split())
        said = f"“{first[:_SHOWN]}{'……' if len(first) > _SHOWN else ''}”"
        message = f"正文有注释{said}等{len(found)}处，不刊出"
        hint = "确是注释的不必处理；应当刊出的，删去注释符号。"
        yield Finding(_CODE, Severity.INFO, message, spots, hint, key, about=f"{key}/注释/{first}")


def doubtful_prose(subject: Subject) -> Iterator[Finding]:
    """Find lost characters, raised digits, and references in other brackets in the prose (C28)."""
    known = {metric.id for metric in subject.metrics.values()}
    names = {likened(metric.name) for metric in subject.metrics.values() if metric.is_listed}
    for key, prose in subject.year_inputs.prose.items():
        for number, line in enumerate(prose.text.split("\n"), start=1):
            astray = (
                f"“{found[0]}”像是引用，括号应为{_BRACES}"
                for found in _LIKE_REFERENCE.finditer(line)
                if found[1] in known or (found[0][1] == found[0][0] and likened(found[1]) in names)
            )
            for each in (*doubts(line).values(), *astray):
                spots = (prose.place(number),)
                about = f"{key}/{each}"
                yield Finding(
                    _CODE, Severity.WARNING, f"正文{each}", spots, _LOOK, key, about=about
                )


def doubtful_settings(subject: Subject) -> Iterator[Finding]:
    """Find lost characters and raised digits in what ``report.yaml`` says (C28)."""
    report = subject.year_inputs.report
    for path, text in _texts(report.model_dump(exclude={"checks"})):
        for each in doubts(text).values():
            spots = (report.place(subject.file, *path),)
            about = f"{'.'.join(map(str, path))}/{each}"
            yield Finding(_CODE, Severity.WARNING, each, spots, _LOOK, about=about)


def _texts(data: object, *path: int | str) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Return every text of nested settings with the path to it."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, *path, key)
    elif isinstance(data, list | tuple):
        for at, value in enumerate(data):
            yield from _texts(value, *path, at)


def _names(subject: Subject) -> Iterator[tuple[str, Place]]:
    """Return the different names of each column of texts, and of the declared figures."""
    for name, book in subject.year_inputs.registers.items():
        for column in ROWS[name].columns():
            if column.kind == "text" and ROWS[name].key != (column.field,) and len(book.rows):
                first: dict[str, int] = {}
                for line, value in book.rows.filled(column.field):
                    first.setdefault(value, line)
                for value, line in first.items():
                    if len(value) <= _LONGEST_NAME:
                        yield value, Place(book.file, line, column.header)
    for figure in subject.year_inputs.figures.values():
        if figure.row.name:
            yield figure.row.name, Place(figure.file, figure.line)
