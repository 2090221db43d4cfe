"""What a report's text alone gives to the checks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.auditing.paper import OPENING, texts_of_chapter
from lawgov_lib.base.readonly import ReadOnly
from lawgov_lib.checks.settings import merged
from lawgov_lib.checks.subject import Office, Written
from lawgov_lib.inputs import Prose
from lawgov_lib.inputs.outline import load_outlines

if TYPE_CHECKING:
    from lawgov_lib.auditing.paper import Paper


def written(paper: Paper, last: Paper | None = None) -> Written:
    """Return what the checks ask of a text.

    Where the year is not recognised, the last of the newest outline stands for it; what rests on
    the year is not asked then.

    Args:
        paper: The report.
        last: The report of the year before, if there is one to compare with.
    """
    identity = paper.identity
    year = identity.year or load_outlines()[-1].last
    end, signed = date(year, 12, 31), identity.signed_on
    office = Office("、".join(identity.agencies), (), "", identity.region)
    return Written(
        file=paper.name,
        year=year,
        office=office,
        spots=paper.spots,
        told=paper.told,
        settings=merged({}, office.rung),
        prose=_prose(paper),
        before=ReadOnly({}) if last is None else _prose(last),
        frame=(identity.title,) if identity.title else (),
        signed_on=signed,
        counted_until=min(signed, end) if signed else end,
    )


def _prose(paper: Paper) -> dict[str, Prose]:
    texts = {key: "\n".join(texts_of_chapter(paper, key)) for key in paper.chapters}
    return {key: Prose(text, paper.name) for key, text in texts.items() if text and key != OPENING}
