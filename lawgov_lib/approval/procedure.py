"""Whether the approvals of a report go together: different people, one day after the other."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.layout import PARAMS, REPORT_FILE, SIGNOFF_FILE
from lawgov_lib.base.wording import day
from lawgov_lib.inputs.reportfile import ReportFile
from lawgov_lib.inputs.signoffroles import pairs, people
from lawgov_lib.inputs.yamlfile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lawgov_lib.document.signoffterms import Terms
    from lawgov_lib.inputs.signofffile import Signature

_PEOPLE = (
    "由另一人签批其中一个环节；确须由同一人签批的，"
    "在report.yaml的「same_person」写明理由，重新生成后签批。"
)
_ORDER = "核对签批日期；日期写错的，用 --date 写明后重新签批。"
_FUTURE = "核对签批日期和电脑的日期；还没有签批的，到签批当天再记。"


def faults(
    year: int,
    roles: tuple[str, ...],
    terms: Terms,
    given: Mapping[str, Signature],
    today: date,
) -> Iterator[Problem]:
    """Say what is wrong with approvals, each of which approves the content as it is.

    Args:
        year: The report year.
        roles: All roles that approve, in their order.
        terms: The terms on which they do.
        given: The approvals by role; roles may be missing.
        today: The day on which this is asked.
    """
    place = Place(f"{PARAMS}/{year}/{SIGNOFF_FILE}")
    signed = {role: given[role] for role in roles if role in given}
    for first, second in pairs(signed, terms.apart):
        if people(signed[first].name) & people(signed[second].name):
            message = f"{signed[first]}与{signed[second]}是同一人，这两个环节须由不同的人签批"
            yield Problem("E826", message, place, _PEOPLE)
    for earlier, later in pairwise(signed.values()):
        if later.date < earlier.date:
            message = f"{later}早于前一环节{earlier}"
            yield Problem("E827", message, place, _ORDER)
    for each in signed.values():
        if each.date > today:
            yield Problem("E828", f"{each}的日期晚于今天（{day(today)}）", place, _FUTURE)
        if each.date < terms.earliest:
            yield Problem(
                "E829",
                f"{each}的日期早于统计截止日期{day(terms.earliest)}",
                place,
                "核对签批日期；年末前签批的，在report.yaml的「as_of」写明统计截止日期，重新生成。",
            )
    if closing := signed.get(roles[-1]):
        yield from _undated(year, terms, closing)


def unfitting(
    root: Path,
    year: int,
    roles: tuple[str, ...],
    given: Mapping[str, Signature],
    today: date | None = None,
) -> Iterator[Problem]:
    """Say what is wrong with approvals by the terms of the year's report file.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.
        roles: All roles that approve, in their order.
        given: The approvals by role; roles may be missing.
        today: The day on which this is asked; without it, no day is in the future.

    Raises:
        InputError: The report file cannot be read.
    """
    file = f"{PARAMS}/{year}/{REPORT_FILE}"
    terms = read_yaml(root / file, file, ReportFile).terms
    return faults(year, roles, terms, given, today or date.max)


def _undated(year: int, terms: Terms, closing: Signature) -> Iterator[Problem]:
    """Hold the day that the report bears against the day of the approval that closes it."""
    place = Place(f"{PARAMS}/{year}/{REPORT_FILE}", None, "signed_on")
    cure = f"在report.yaml写明signed_on: {closing.date}，重新生成报告，各环节再签批。"
    if terms.dated is None:
        yield Problem("E830", f"{closing}，但还没有填写成文日期", place, cure)
    elif terms.dated != closing.date:
        message = f"成文日期{day(terms.dated)}与签批日期不同：{closing}"
        yield Problem("E830", message, place, f"签批日期写错的，用 --date 改正；否则{cure}")
