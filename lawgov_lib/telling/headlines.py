"""The headings of an outline as they are printed: their references to metrics and facts filled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem, TellingError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.tree import plain
from lawgov_lib.measuring.metric import TOLD
from lawgov_lib.telling.narrative import plain_resolver

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from lawgov_lib.inputs.outlineentry import Numbered, Spot
    from lawgov_lib.telling.narrative import Teller

_BRACES = ("{{", "}}")
_REFERENCE = compiled(r"\{\{\s*(.*?)\s*\}\}")


def printed(
    spots: Mapping[str, Spot], teller: Teller, file: str, *, all_known: bool = True
) -> tuple[dict[str, Spot], tuple[Problem, ...]]:
    """Return the places with their headings as they are printed, and what stands in the way.

    Args:
        spots: The places of the sections by key.
        teller: What the references speak from.
        file: The file that has the headings, relative to the root.
        all_known: Whether the teller has all the metrics of the year.

    Returns:
        The places, and one problem a reference that says nothing.
    """
    problems: list[Problem] = []

    def filled(head: Numbered) -> Numbered:
        try:
            return replace(head, text=_filled(head, teller, file, all_known=all_known))
        except TellingError as error:
            problems.extend(error.problems)
            return head

    told = {
        key: replace(spot, headings=tuple(map(filled, spot.headings)))
        if any(mark in head.text for head in spot.headings for mark in _BRACES)
        else spot
        for key, spot in spots.items()
    }
    return told, tuple(problems)


def _filled(head: Numbered, teller: Teller, file: str, *, all_known: bool) -> str:
    resolve = plain_resolver(teller, file, all_known=all_known)
    place = Place(file, head.line)

    def said(found: re.Match[str]) -> str:
        runs = resolve(found[1], head.line or 0)
        for run in runs:
            if run.metric and teller.metrics[run.metric].state not in TOLD:
                message = f"标题引用的“{found[1]}”没有数值"
                hint = "补填数据，或改写标题。"
                raise TellingError.of("E513", message, place, hint)
        return plain(runs)

    text = _REFERENCE.sub(said, head.text)
    if any(mark in text for mark in _BRACES):
        hint = "引用写作 {{ 年度 }}，标题加引号。"
        raise TellingError.of("E503", f"标题“{head.text}”中“{{{{”与“}}}}”没有配对", place, hint)
    return text
