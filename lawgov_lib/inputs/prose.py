"""The agency's own prose: Markdown and Word files, a text for each section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.inputs.opening import is_untouched
from lawgov_lib.inputs.textfile import read_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

WORD = ".docx"
PROSE = ("[!.~]*.md", f"[!.~]*{WORD}")
"""The files of ``text/`` that are prose."""


@dataclass(frozen=True)
class Prose:
    """The agency's own text of one section; ``folder`` is where it lies, for its pictures.

    The text of a Word file is its Markdown; ``paragraphs`` are those that its lines come from.
    """

    text: str
    file: str
    folder: Path | None = None
    paragraphs: tuple[int, ...] = ()

    def place(self, line: int) -> Place:
        """Return where a line of the text stands in the file."""
        return Place(self.file, self.paragraphs[line - 1] if self.paragraphs else line)


class Texts(NamedTuple):
    """The prose of a folder by section, and what is wrong with the files of which section."""

    by_section: Mapping[str, Prose]
    problems: tuple[tuple[str, tuple[Problem, ...]], ...]


def read_texts(folder: Path, name: str, files: Iterable[str]) -> Texts:
    """Read the prose; a blank file is prose not provided, and so is the opening as it came.

    Args:
        folder: The folder that the files lie in.
        name: What the folder is called in messages.
        files: The patterns of the files that are prose.
    """
    prose: dict[str, Prose] = {}
    problems = []
    for path in sorted(each for ending in files for each in folder.glob(ending)):
        file = f"{name}/{path.name}"
        try:
            text, places = _read(path, file)
        except InputError as error:
            problems.append((path.stem, error.problems))
            continue
        if not text.strip() or is_untouched(path.stem, text):
            continue
        if path.stem in prose:
            hint = "合为一个文件，删去另一个。"
            message = f"与{prose[path.stem].file}是同一节的正文"
            problems.append((path.stem, (Problem("E449", message, Place(file), hint),)))
        prose[path.stem] = Prose(text, file, folder, places)
    return Texts(prose, tuple(problems))


def _read(path: Path, file: str) -> tuple[str, tuple[int, ...]]:
    """Read a file of prose, and which paragraph of a Word file each line comes from."""
    if path.suffix != WORD:
        return read_prose(path, file), ()
    from lawgov_lib.inputs.wordprose import read_word_prose  # noqa: PLC0415  most prose is Markdown

    return read_word_prose(path, file)
