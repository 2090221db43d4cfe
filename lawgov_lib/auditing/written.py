"""What a report's text alone gives to the checks: the subject of an audit.

Everything that a year folder would add is empty here: no register has a row, no metric is known.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
from pydantic import ValidationError

from lawgov_lib.auditing.paper import OPENING, texts_of_chapter
from lawgov_lib.checks.settings import merged
from lawgov_lib.checks.subject import Subject
from lawgov_lib.inputs import Prose, Register, ReportFile, YearInputs
from lawgov_lib.inputs.outline import load_outlines
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.measuring.history import History

if TYPE_CHECKING:
    from lawgov_lib.auditing.paper import Paper

_UNKNOWN = "未认出"


def written(paper: Paper, last: Paper | None = None) -> Subject:
    """Return what the checks ask of a text.

    Args:
        paper: The report.
        last: The report of the year before, if there is one to compare with.
    """
    before = {} if last is None else _prose(last)
    return Subject(
        file=paper.name,
        year_inputs=YearInputs(_report(paper), _registers(), {}, _prose(paper)),
        outline=load_outlines()[-1],
        spots=paper.spots,
        metrics={},
        told=paper.told,
        history=History({}, {}, {}, before),
        settings=merged({}),
    )


def _prose(paper: Paper) -> dict[str, Prose]:
    texts = {key: "\n".join(texts_of_chapter(paper, key)) for key in paper.chapters}
    return {key: Prose(text, paper.name) for key, text in texts.items() if text and key != OPENING}


def _report(paper: Paper) -> ReportFile:
    """Return what the text says of itself, as ``report.yaml`` would; no days that do not fit."""
    identity = paper.identity
    year = identity.year or load_outlines()[-1].last
    agency = {
        "name": identity.agency or _UNKNOWN,
        "level": identity.kind or _UNKNOWN,
        "region": identity.region or _UNKNOWN,
    }
    facts = {"agency": agency, "year": year}
    signed = identity.signed_on
    days = {} if signed is None else {"signed_on": signed, "as_of": min(signed, date(year, 12, 31))}
    title = {"title": [identity.title]} if identity.title else {}
    for known in ({**facts, **title, **days}, {**facts, **title}):
        try:
            return ReportFile.model_validate(known)
        except ValidationError:
            continue
    return ReportFile.model_validate(facts)


@cache
def _registers() -> dict[str, Register]:
    """Return all registers, without rows."""
    return {
        key: Register(key, row.label, 0, "", row.headers(), pd.DataFrame(columns=[*row.headers()]))
        for key, row in ROWS.items()
    }
