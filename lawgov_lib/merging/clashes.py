"""Tell what was corrected in Word and cannot go into prose: what it is, its source, what to do."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.layout import REPORT_FILE
from lawgov_lib.document.tree import Annex, Heading, Paragraph, Signature, Table, Title
from lawgov_lib.merging.formwords import is_addressee, of_addressee, of_form
from lawgov_lib.merging.rewriting import Clash, rewritten
from lawgov_lib.merging.sourcetext import Atom

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.document.tree import Run
    from lawgov_lib.merging.origins import Origin
    from lawgov_lib.report.yearreport import Report

_LONGEST = 60
_AROUND = 12
_NUMBERED = compiled(r"\s*[（(]?(?:[一二三四五六七八九十百]+|\d+)(?:[、.．)）])?\s*")
_ARRANGE = "标题的增删和次序由提纲决定，在report.yaml的arrange中调整。"


def of_reference(clash: Clash, report: Report, where: Place) -> Problem:
    """Tell a number or a made sentence that was changed.

    Args:
        clash: What was changed.
        report: The year.
        where: Where the prose stands that the reference is in.
    """
    if clash.run is None:
        was, now = _differing(clash.old, clash.new)
        message = f"生成的文字改为“{now}”，原为“{was}”，没有并回"
        hint = "改文字的，在该处写自己的文字，以取代引用；改数字的，改其来源；否则在Word中改回。"
        if clash.reference:
            message = f"引用“{clash.reference}”{message}"
        return Problem("E853", message, where, hint)
    name, place, rows = _source(clash.run, report)
    said = f"领导改为“{_line(clash.new)}”" if clash.new.strip() else f"领导删去“{cut(clash.old)}”"
    booked = clash.run.text if clash.new.strip() or clash.run.text != clash.old else clash.old
    message = f"{name}：{said}，台账为“{cut(booked)}”{rows}，未改动"
    hint = f"核对{place or where}；确应更正的，在那里改正后重新生成，否则在Word中改回。"
    return Problem("E852", message, where, hint)


def _source(run: Run, report: Report) -> tuple[str, Place | None, str]:
    """Return the name of a number, where its first row stands, and how many rows it counts."""
    metric = report.metrics.get(run.metric or "")
    if metric is not None:
        sources = [each for each in metric.sources if len(each.lines)]
        if not sources:
            return metric.name, None, ""
        rows = sum(len(each.lines) for each in sources)
        first = Place(sources[0].file, int(sources[0].lines[0]))
        return metric.name, first, f"（{first}{f'等{rows}行' if rows > 1 else ''}）"
    if not run.cell:
        return "数字", None, ""
    file, line, field = run.cell.rsplit(":", 2)
    place = Place(file, int(line))
    return field, place, f"（{place}）"


def of_made(origin: Origin, old: str, new: str, report: Report) -> Iterator[Problem]:
    """Tell what was changed of a paragraph that is not prose; a blank new one was left out.

    Args:
        origin: Where it comes from.
        old: What it said.
        new: What it says now.
        report: The year.
    """
    where = Place(report.file)
    block = origin.block
    if isinstance(block, Heading) and not origin.is_told:
        yield _heading(block, old, new, where)
        return
    if origin.form:
        yield from of_form(origin.form, old, new, where)
        return
    if is_addressee(block):
        yield of_addressee(old, new, where)
        return
    if any(run.metric or run.cell for run in origin.runs):
        result = rewritten((Atom("", old, origin.runs),), new)
        clashes = result.clashes if result else (Clash(old, new, None, ""),)
        for clash in clashes:
            yield of_reference(clash, report, _place_in(origin, report))
        return
    what, hint = _kind(origin)
    was, now = _differing(old, new) if new else (cut(old), "")
    told = f"改为“{now}”" if new else "删去"
    yield Problem("E854", f"{what}“{was}”{told}，没有并回", where, hint)


def of_made_table(text: str, report: Report) -> Problem:
    """Tell words that were put into a table that the program makes."""
    hint = "表格由程序按台账生成；改其来源，否则在Word中改回。"
    return Problem("E854", f"表格中加了“{cut(text)}”，没有并回", Place(report.file), hint)


def of_looks(counts: Mapping[str, int], name: str) -> Iterator[Problem]:
    """Tell once how words look that no prose can say, if any do.

    Args:
        counts: How many paragraphs have each look.
        name: The corrected file.
    """
    if counts:
        told = "、".join(f"{look}{count}段" for look, count in sorted(counts.items()))
        hint = "字体、字号和颜色由公文格式决定；要强调的，在Word中加粗。"
        yield Problem("E857", f"改了文字的样式（{told}），不并回", Place(name), hint)


def _place_in(origin: Origin, report: Report) -> Place:
    folder = report.file.rpartition("/")[0]
    return Place(f"{folder}/text/{origin.section}.md" if origin.is_told else report.file)


def _heading(block: Heading, old: str, new: str, where: Place) -> Problem:
    if not new:
        return Problem("E854", f"标题“{cut(old)}”删去，没有并回", where, _ARRANGE)
    text = new.removeprefix(block.number).strip()
    if text.endswith(block.text) and _NUMBERED.fullmatch(text.removesuffix(block.text)):
        message = f"标题“{cut(old)}”的编号改为“{text.removesuffix(block.text)}”，没有并回"
        return Problem("E854", message, where, _ARRANGE)
    message = f"标题改为“{text}”，原为“{block.text}”，没有并回"
    hint = f"确应改的，在{REPORT_FILE}的headings中写“{block.anchor}: {text}”。"
    return Problem("E854", message, where, hint)


def of_new_heading(text: str, where: Place) -> Problem:
    """Tell a new heading that stands in prose and ranks with those of the outline."""
    message = f"新增的标题“{cut(text)}”与提纲的标题同级，写在正文中，其后标题的序号不变"
    hint = (
        f"应列入提纲的，在{REPORT_FILE}的outline中加这个标题，其下的正文移到以它命名的文件；"
        "否则在正文中改为下一级标题。"
    )
    return Problem("E854", message, where, hint)


def _kind(origin: Origin) -> tuple[str, str]:
    """Name a paragraph that is neither prose nor told from metrics, and where to change it."""
    match origin.block:
        case Title():
            return "报告标题", "标题由机关名称和年度组成，在report.yaml中改。"
        case Signature():
            return "落款", "机关名称和成文日期在report.yaml的agency、signed_on中改。"
        case Paragraph(role="attachments") | Annex():
            return "附件名称", "附件由report.yaml的annex决定。"
        case Table():
            return "表格中的文字", "表格由程序按台账生成；改其来源，否则在Word中改回。"
    return "程序生成的文字", "改文字的，在text中写自己的文字；否则在Word中改回。"


def moved(origin: Origin, text: str, report: Report) -> Problem:
    """Tell a paragraph that stands elsewhere and is not prose."""
    hint = (
        _ARRANGE if isinstance(origin.block, Heading) else "在text中引用这句话，即可放在所需之处。"
    )
    return Problem("E854", f"“{cut(text)}”移动了位置，没有并回", Place(report.file), hint)


def unplaced(text: str, reason: str, where: Place, hint: str) -> Problem:
    """Tell a correction that nobody knows where to put."""
    return Problem("E855", f"“{_line(text)}”{reason}", where, hint)


def cut(text: str) -> str:
    """Shorten a text that stands in the report for a message, its line ends as blanks."""
    line = _line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _line(text: str) -> str:
    return " ".join(text.split())


def _differing(old: str, new: str) -> tuple[str, str]:
    """Return both texts from shortly before to shortly behind what differs, which is never cut."""
    before, after = _line(old), _line(new)
    first = _shared(before, after)
    last = _shared(before[first:][::-1], after[first:][::-1])
    start, rest = max(first - _AROUND, 0), max(last - _AROUND, 0)
    head, tail = "…" * (start > 0), "…" * (rest > 0)
    was, now = (f"{head}{each[start : len(each) - rest]}{tail}" for each in (before, after))
    return was, now


def _shared(one: str, other: str) -> int:
    """Count the characters with which both texts begin."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
