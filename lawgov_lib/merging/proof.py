"""Tell the corrected sections anew: each must say what was written, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.areas import AREAS
from lawgov_lib.base.errors import Place, TellingError
from lawgov_lib.base.quotation import full_width
from lawgov_lib.inputs import Prose
from lawgov_lib.inputs.opening import DEFAULT_OPENING, OPENING
from lawgov_lib.merging.origins import lines_of, notes_of, teller_of
from lawgov_lib.telling.narrative import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lawgov_lib.merging.filerows import FileRows
    from lawgov_lib.merging.origins import Source
    from lawgov_lib.report.yearreport import Report


class Failing(NamedTuple):
    """A text that cannot be written, why, and where it was to stand."""

    text: str
    reason: str
    place: Place


def failings(
    report: Report, rows: Mapping[str, FileRows], sources: Mapping[str, Source]
) -> Iterator[Failing]:
    """Yield what of the corrected sections reads otherwise than it was meant.

    Args:
        report: The year as it is.
        rows: The corrected files by section.
        sources: The files as they are.
    """
    changed = [key for key, each in rows.items() if each.is_changed]
    prose = dict(report.year_inputs.prose)
    folder = report.folder / str(report.year_inputs.report.year) / "text"
    for key in changed:
        prose.pop(key, None)
        if text := rows[key].text():
            prose[key] = Prose(text, sources[key].file, folder)
    areas = {key: AREAS[key].statements for key in report.spots if key in AREAS}
    opening = {OPENING: Prose(DEFAULT_OPENING, "")}
    try:
        told = tell({**opening, **prose}, areas, teller_of(report))
    except TellingError as error:
        for each in error.problems:
            yield Failing(each.message, "，改后的正文不能用", each.place or Place(report.file))
        return
    for key in changed:
        blocks = told.get(key, ())
        said, expected = [*lines_of(blocks), *notes_of(blocks)], rows[key].expected()
        if _plain(said) != _plain(expected):
            text = _first_difference(said, expected)
            yield Failing(text, "写回后读出的不同", Place(sources[key].file))


def _plain(lines: Iterable[str]) -> list[str]:
    """Return lines as they are compared: without blanks, quotation marks as they are printed."""
    return ["".join(full_width(line).split()) for line in lines if line.strip()]


def _first_difference(told: Sequence[str], expected: Sequence[str]) -> str:
    for one, other in zip(_plain(told), _plain(expected), strict=False):
        if one != other:
            return other
    longer = max(told, expected, key=len)
    return longer[min(len(told), len(expected))]
