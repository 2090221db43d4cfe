"""What a preview shows of a year: made anew when its files change, the last good page kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from nbformat.v4 import new_notebook

from lawgov_lib.base import shipped
from lawgov_lib.base.errors import LawgovError, error_of
from lawgov_lib.base.layout import FONTS_FOLDER, NOTEBOOKS, PARAMS
from lawgov_lib.base.notebookfile import read_notebook
from lawgov_lib.exporters.formats import FORMATS, rendered_alone
from lawgov_lib.exporters.reviewpage import render_review
from lawgov_lib.privacy.masking import machine_watch, masked
from lawgov_lib.publishing import publication
from lawgov_lib.publishing.manifest import input_files
from lawgov_lib.publishing.publication import refuse_other_folders
from lawgov_lib.report.openedyear import YearFolders
from lawgov_lib.report.yearreport import Report

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from lawgov_lib.base.errors import Place, Problem
    from lawgov_lib.base.notebookfile import StoredNotebook
    from lawgov_lib.document.dossier import Remark
    from lawgov_lib.document.tree import Document
    from lawgov_lib.privacy.disclosure import Watch

Signature = tuple[tuple[str, int, int, int], ...]
"""The files of a year by name, with the moments of their last change, which a copy may keep, and
of the system's own note of it, and their size."""

_REMEMBERED = 50
"""How many states of a year the texts are remembered that need no mask."""


@dataclass(frozen=True)
class View:
    """One state of a year: ``page`` is that of the last state without a problem, blank before.

    ``number`` counts the states, ``page_number`` is that of the page; ``problems`` say why it is
    not this one.
    """

    number: int
    page_number: int = 0
    page: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unconfirmed: tuple[Place, ...] = ()

    def facts(self) -> dict[str, Any]:
        """Return what the page's panel tells, as plain JSON values."""
        return {
            "number": self.number,
            "page": self.page_number,
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


@dataclass(frozen=True)
class _Told:
    """A year as it was told: its document, the notebook that was run, the folder of own faces."""

    document: Document
    record: NotebookNode
    fonts: Path


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
        self._last: _Told | None = None
        self._watch: Watch | None = None
        self._years = YearFolders((root / PARAMS).resolve())
        self._others: Signature = ()

    def signature(self) -> Signature:
        """Tell the year's files apart from what they were: by when they changed and their size."""
        files = input_files(self.root, PARAMS, self.year)
        files |= {f"{NOTEBOOKS}/{each.name}": each for each in self._notebooks()}
        found = []
        for name, path in files.items():
            try:
                now = path.stat()
            except OSError:
                continue
            found.append((name, now.st_mtime_ns, now.st_ctime_ns, now.st_size))
        return tuple(found)

    def _notebooks(self) -> list[Path]:
        return sorted((self.root / NOTEBOOKS).glob("*.ipynb"))

    def refresh(self) -> View:
        """Make the year anew and return its view; a fault of the inputs is told in it."""
        number = self.view.number + 1
        try:
            told, unconfirmed = self._told()
            page = render_review(told.document, told.record)
        except LawgovError as error:
            problems = tuple(map(self._shown, error.problems))
            self.view = replace(
                self.view, number=number, problems=problems, remarks=(), unconfirmed=()
            )
            return self.view
        self._last = told
        review = told.document.review
        remarks = review.remarks if review else ()
        self.view = View(number, number, page, (), remarks, unconfirmed)
        return self.view

    def _told(self) -> tuple[_Told, tuple[Place, ...]]:
        """Tell the year, and name the items that nobody has confirmed yet.

        The shipped notebook shows what the library tells, and need not be run for it.
        """
        refuse_other_folders(self.root, self.year)
        notebook = shipped.notebook(shipped.ANNUAL_REPORT, self.root)
        stored = read_notebook(notebook)
        self._forget_what_changed()
        report, problems = Report.survey(self.year, str(self.root / PARAMS), self._years)
        if report is None:
            raise error_of(problems)
        waiting = report.unconfirmed()
        fonts = self.root / FONTS_FOLDER
        if stored.cells == _shipped().cells:
            document = masked(report.document, self._watch_for(report.document.meta.mail))
            return _Told(document, new_notebook(), fonts), waiting
        made = publication.make(self.root, self.year, None)
        return _Told(made.document, made.record, fonts), waiting

    def _shown(self, problem: Problem) -> Problem:
        """Mask in a problem what must not be public, as in the page that it stands beside."""
        masked = self._watch_for(self._watch.mail if self._watch else ()).masked
        place = problem.place and replace(
            problem.place,
            file=masked(problem.place.file),
            column=problem.place.column and masked(problem.place.column),
        )
        said, hint = masked(problem.message), masked(problem.hint)
        return replace(problem, message=said, hint=hint, place=place)

    def _watch_for(self, mail: tuple[str, ...]) -> Watch:
        """Return what to mask; it knows the texts that stay, and forgets them now and then."""
        is_full = self.view.number % _REMEMBERED == 0
        if is_full or self._watch is None or self._watch.mail != mail:
            self._watch = machine_watch(mail)
        return self._watch

    def _forget_what_changed(self) -> None:
        """Drop this year, and the years before where any file outside of this year's changed."""
        own = f"{PARAMS}/{self.year}/"
        others = tuple(each for each in self.signature() if not each[0].startswith(own))
        if others != self._others:
            self._years, self._others = YearFolders((self.root / PARAMS).resolve()), others
        self._years.drop(self.year)

    def file(self, name: str) -> tuple[str, bytes] | None:
        """Render a format of the last good state.

        Args:
            name: The name of the file, such as ``report.pdf``.

        Returns:
            Its media type and content; None where there is no such format or no good state.
        """
        found = next((each for each in FORMATS if each.file == name), None)
        if found is None or self._last is None:
            return None
        last = self._last
        return found.media, rendered_alone(found, last.document, last.record, last.fonts)


@cache
def _shipped() -> StoredNotebook:
    return read_notebook(shipped.NOTEBOOKS / shipped.ANNUAL_REPORT)


def _told(place: Place | None) -> str:
    return str(place) if place else ""
