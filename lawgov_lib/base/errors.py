"""What can go wrong, said once: code, message, place and what to do.

Messages are for analysts and therefore Chinese; codes are stable, and docs/errors.md lists them
with their one meaning each. Every class names its exit code, so that automation can tell the kinds
of failure apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from lawgov_lib.base.characters import visible
from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHEET = compiled(r"(.*\.(?:xlsx|xls|et|ods))#(.*)", re.DOTALL)

_TOLD = compiled(
    r"\[(?P<code>E\d+)\] (?:(?P<place>(?P<file>[^:：/]+/[^:：]*?)(?: 工作表「(?P<sheet>[^」]*)」)?"
    r"(?::(?P<line>\d+)| (?P<cell>[A-Z]+(?P<at>\d+))| 第(?P<row>\d+)[行段])?"
    r"(?: 列「(?P<column>[^」]*)」)?): )?(?P<message>.*?)(?: 处理办法：(?P<hint>.*))?"
)
"""A problem as it is written; its place has a folder."""

_NAMED = 3
"""As many of a kind are named; of more the number is told."""

_BY_PARAGRAPHS = ".docx"
"""The ending of files whose paragraphs are counted, not their lines."""


@dataclass(frozen=True)
class Place:
    """Where a problem stands: a file relative to the root, its line and its column, if known.

    A sheet of a workbook is ``registers.xlsx#title``; ``cell`` names a cell of it as a spreadsheet
    does.
    """

    file: str
    line: int | None = None
    column: str | None = None
    cell: str | None = None

    def __post_init__(self) -> None:
        """Show what names may hide: they go to terminals and into files."""
        object.__setattr__(self, "file", visible(self.file))
        if self.column is not None:
            object.__setattr__(self, "column", visible(self.column))

    def __str__(self) -> str:
        """Write the place as ``file:line 列「column」``; a sheet has ``工作表「title」 C7``."""
        text = self.shown_file
        if self.within:
            text += f" {self.within}" if text != self.file else f":{self.line}"
        return text if self.column is None else f"{text} 列「{self.column}」"

    @property
    def shown_file(self) -> str:
        """The file, with the sheet of a workbook as people name it."""
        sheet = _SHEET.fullmatch(self.file)
        return f"{sheet[1]} 工作表「{sheet[2]}」" if sheet else self.file

    @property
    def within(self) -> str:
        """The cell, or else the line or paragraph, as people name it; blank where none is known."""
        unit = "段" if self.file.endswith(_BY_PARAGRAPHS) else "行"
        return self.cell or ("" if self.line is None else f"第{self.line}{unit}")


def facts(place: Place | None) -> dict[str, str | int | None]:
    """Return what JSON says of a place; what is not known is null."""
    if place is None:
        return {"file": None, "line": None, "column": None}
    return {"file": place.file, "line": place.line, "column": place.column}


@dataclass(frozen=True)
class Problem:
    """One thing to mend: a stable code, what is wrong, where, and what to do."""

    code: str
    message: str
    place: Place | None = None
    hint: str = ""

    def __post_init__(self) -> None:
        """Show what quoted text may hide, and keep to one line."""
        object.__setattr__(self, "message", visible(self.message))
        object.__setattr__(self, "hint", visible(self.hint))

    def facts(self) -> dict[str, str | int | None]:
        """Return what JSON says of the problem; what is not known is null or an empty text."""
        return {"code": self.code, "message": self.message, "hint": self.hint, **facts(self.place)}

    def __str__(self) -> str:
        """Write the problem on one line, place first."""
        where = f"{self.place}: " if self.place else ""
        hint = f" 处理办法：{self.hint}" if self.hint else ""
        return f"[{self.code}] {where}{self.message}{hint}"

    @classmethod
    def written(cls, line: str) -> Self | None:
        """Read a problem that was written on one line, or return None for another line."""
        told = _TOLD.fullmatch(line)
        if told is None:
            return None
        place = None
        if told["place"]:
            file = told["file"] + (f"#{told['sheet']}" if told["sheet"] else "")
            row = told["line"] or told["row"] or told["at"]
            place = Place(file, int(row) if row else None, told["column"], told["cell"])
        return cls(told["code"], told["message"], place, told["hint"] or "")


@dataclass(eq=False)
class LawgovError(Exception):
    """Base of all errors meant for people; carries every problem found at once."""

    problems: tuple[Problem, ...] = field(default=())
    exit_code: ClassVar[int] = 1

    def __post_init__(self) -> None:
        """Keep the problems where pickling looks for them."""
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Write one line a problem."""
        return "\n".join(str(problem) for problem in self.problems)

    def facts(self) -> dict[str, Any]:
        """Return what a program is told beside the problems."""
        return {}

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook, where a traceback would help nobody."""
        return [str(self)]

    @classmethod
    def of(cls, code: str, message: str, place: Place | None = None, hint: str = "") -> Self:
        """Make the error from a single problem."""
        return cls((Problem(code, message, place, hint),))


class ParameterError(LawgovError):
    """A parameter of the notebook or the command is unknown or has a wrong value."""

    exit_code = 3


class InputError(LawgovError):
    """A file of the year folder is missing, broken or says something impossible."""

    exit_code = 4


class TellingError(LawgovError):
    """Prose refers to something that does not exist, or a section cannot be told."""

    exit_code = 5


class RunError(LawgovError):
    """The notebook stopped in a cell, or its kernel did."""

    exit_code = 6


class ExportError(LawgovError):
    """The record cannot be rendered: a section is absent, or no font has a character."""

    exit_code = 7


class PublishError(LawgovError):
    """The outputs cannot be written."""

    exit_code = 8


class FindingError(LawgovError):
    """A check found an error in inputs that are valid."""

    exit_code = 9


class VerifyError(LawgovError):
    """What is published is not what making it anew gives."""

    exit_code = 10


def error_of(problems: tuple[Problem, ...]) -> LawgovError:
    """Return the error of the kind that all problems are of; of mixed ones the inputs' own."""
    kinds = {problem.code[:2] for problem in problems}
    one_kind = {"E3": ParameterError, "E5": TellingError, "E6": RunError, "E7": ExportError}
    return one_kind.get("".join(kinds), InputError)(problems)


def together(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Tell once what many places share: the first of them are named, and how many there are."""
    places: dict[Problem, list[Place]] = {}
    for problem in problems:
        places.setdefault(replace(problem, place=None), [])
        if problem.place:
            places[replace(problem, place=None)].append(problem.place)
    return tuple(_of_places(problem, where) for problem, where in places.items())


def _of_places(problem: Problem, places: list[Place]) -> Problem:
    if len(places) <= 1:
        return replace(problem, place=places[0] if places else None)
    return replace(problem, message=f"{problem.message}：{few_of(map(str, places))}")


def few_of(names: Iterable[str]) -> str:
    """Name a few of many, and say how many there are: 甲局、乙局、丙局等600个."""
    every = list(names)
    told = "、".join(every[:_NAMED])
    return f"{told}等{len(every)}个" if len(every) > _NAMED else told


def error_class(name: str) -> type[LawgovError] | None:
    """Return the error class of that name, or None when the name is not one of ours."""
    classes = {cls.__name__: cls for cls in LawgovError.__subclasses__()}
    return classes.get(name)
