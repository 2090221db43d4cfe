"""Whether the report covers what it must: the five legal parts, under the outline of its period."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.inputs.outline import load_outlines
from lawgov_lib.inputs.outlineentry import LEGAL_PARTS
from lawgov_lib.reading.placeholders import is_content
from lawgov_lib.telling.silence import bare_headings, silent_sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject, Written


def legal_parts(subject: Written) -> Iterator[Finding]:
    """Find the legal parts that no section serves, or whose sections say nothing (C01)."""
    for part, name in LEGAL_PARTS.items():
        serving = [key for key, spot in subject.spots.items() if spot.serves == part]
        if not serving:
            yield Finding(
                "C01",
                Severity.ERROR,
                f"报告缺少“{name}”部分",
                (Place(subject.file),),
                "在「outline」或「arrange」中设该部分的标题，或并入其他标题之下。",
                about=part,
            )
        elif not any(_says_something(subject, key) for key in serving):
            yield Finding(
                "C01",
                Severity.ERROR,
                f"“{name}”部分没有内容",
                hint=f"在text文件夹中撰写{'、'.join(f'{key}.md' for key in serving)}，或填写台账。",
                section=serving[0],
                about=part,
            )


def _says_something(subject: Written, key: str) -> bool:
    """Tell whether a section says anything; what holds a place open says nothing."""
    blocks = subject.told.get(key, ())
    said = [each for each in subject.said if each.section == key]
    return bool(blocks) and (not said or any(is_content(each.text) for each in said))


def empty_sections(subject: Written) -> Iterator[Finding]:
    """Find the headings that nothing stands under, of the outline and of the prose (C26).

    A legal part that is a single section is C01's to tell.
    """
    spots, told = subject.spots, subject.told
    parts = Counter(spot.serves for spot in spots.values())
    silent = silent_sections(spots, told)
    for key in silent:
        if parts[spots[key].serves] > 1:
            heading = spots[key].headings[-1]
            hint = (
                f"撰写text/{key}.md或填写台账；本年不设这一节的，在「arrange.drop」中列出；"
                "没有内容的标题都不刊出的，写「arrange.empty: drop」。"
            )
            message = f"“{heading.number}{heading.text}”之下没有内容"
            yield Finding("C26", Severity.ERROR, message, hint=hint, section=key, about=key)
    for key in (key for key in spots if key not in silent):
        for position, bare in bare_headings(told.get(key, ())):
            yield Finding(
                "C26",
                Severity.ERROR,
                f"正文标题“{bare.number}{bare.text}”之下没有内容",
                hint="补写内容，或删去该标题。",
                section=key,
                paragraph=position,
                about=f"{key}.{bare.text}",
            )


def outline_of_the_period(subject: Subject) -> Iterator[Finding]:
    """Find an outline whose period ended before the report year (C12)."""
    outline, year = subject.outline, subject.year
    if year <= outline.last:
        return
    places = (Place(subject.file),)
    period = f"提纲{outline.id}适用于{outline.first}至{outline.last}年"
    current = [other.id for other in load_outlines() if other.first <= year <= other.last]
    if current:
        hint = f"改用提纲{current[0]}；如上级另有要求，请予说明。"
        yield Finding(
            "C12", Severity.WARNING, f"{period}，不适用于{year}年", places, hint, about=outline.id
        )
    else:
        message = f"{period}，尚无{year}年适用的提纲，暂沿用"
        hint = "核对上级对本年度报告提纲的要求，可用「headings」和「arrange」调整。"
        yield Finding("C12", Severity.INFO, message, places, hint, about=outline.id)
