"""What a preview shows of a year: made anew when its files change, the last good page kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.errors import LawgovError
from lawgov_lib.base.layout import NOTEBOOKS, PARAMS
from lawgov_lib.base.scratch import scratch
from lawgov_lib.exporters.formats import FORMATS, rendered_alone
from lawgov_lib.exporters.reviewpage import render_review
from lawgov_lib.inputs import survey
from lawgov_lib.publishing import publication
from lawgov_lib.publishing.manifest import input_files

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.base.errors import Place, Problem
    from lawgov_lib.document.dossier import Remark
    from lawgov_lib.publishing.publication import Made

Signature = tuple[tuple[str, int, int], ...]
"""The files of a year by name, with the moment of their last change and their size."""


@dataclass(frozen=True)
class View:
    """One state of a year: ``page`` is that of the last state without a problem, blank before.

    ``number`` counts the states; ``problems`` say why the page is not of this one.
    """

    number: int
    page: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unconfirmed: tuple[Place, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Return what the page's panel tells, as plain JSON values."""
        return {
            "number": self.number,
            "problems": [
                {"code": each.code, "text": each.message, "place": _told(each.place),
                 "hint": each.hint}
                for each in self.problems
            ],
            "remarks": [
                {"code": each.code, "severity": each.severity.value, "text": each.message,
                 "about": each.about, "mark": each.mark, "answer": each.answer}
                for each in self.remarks
                if each.mark
            ],
            "unconfirmed": [_told(each) for each in self.unconfirmed],
        }  # fmt: skip


class Preview:
    """Makes the views of one year; it writes nothing in the root.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.
    """

    def __init__(self, root: Path, year: int) -> None:
        """Begin without a view."""
        self.root, self.year = root, year
        self.view = View(0)
        self._made: Made | None = None

    def signature(self) -> Signature:
        """Tell the year's files apart from what they were: by their last change and size."""
        files = input_files(self.root, PARAMS, self.year)
        files |= {f"{NOTEBOOKS}/{each.name}": each for each in self._notebooks()}
        found = []
        for name, path in files.items():
            try:
                now = path.stat()
            except OSError:
                continue
            found.append((name, now.st_mtime_ns, now.st_size))
        return tuple(found)

    def _notebooks(self) -> list[Path]:
        return sorted((self.root / NOTEBOOKS).glob("*.ipynb"))

    def refresh(self) -> View:
        """Make the year anew and return its view; a fault of the inputs is told in it."""
        number = self.view.number + 1
        try:
            with scratch() as aside:
                made = publication.make(self.root, self.year, aside / "failed.ipynb")
            page = render_review(made.document, made.record)
        except LawgovError as error:
            self.view = View(number, self.view.page, error.problems)
            return self.view
        self._made = made
        review = made.document.review
        remarks = review.remarks if review else ()
        unconfirmed = self.unconfirmed() if made.document.meta.pending else ()
        self.view = View(number, page, (), remarks, unconfirmed)
        return self.view

    def unconfirmed(self) -> tuple[Place, ...]:
        """Return the rows that nobody has confirmed yet, by file and line."""
        read = survey(self.root / PARAMS, self.year).inputs
        return read.unconfirmed if read else ()

    def file(self, name: str) -> tuple[str, bytes] | None:
        """Render a format of the last good state.

        Args:
            name: The name of the file, such as ``report.pdf``.

        Returns:
            Its media type and content; None where there is no such format or no good state.
        """
        found = next((each for each in FORMATS if each.file == name), None)
        if found is None or self._made is None:
            return None
        made = self._made
        return found.media, rendered_alone(found, made.document, made.record, made.fonts)


def _told(place: Place | None) -> str:
    return str(place) if place else ""
