"""The office's own faces as ``report.yaml`` names them: are they in the folder of the root?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.fontfiles import faces_in, unusable
from lawgov_lib.base.layout import FOLDER_HINT, FONTS_FOLDER, WORD_TEMPLATE, is_locked
from lawgov_lib.inputs.sourcefile import is_there

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lawgov_lib.inputs import ReportFile

_REGULAR = "换成普通文件，或移走它。"


def faceless(root: Path, report: ReportFile, file: str) -> Iterator[Problem]:
    """Find faces that are asked for and are not there, and what in the folder cannot be read.

    Args:
        root: The folder that holds ``fonts/``.
        report: What ``report.yaml`` says.
        file: Its name, relative to the root.
    """
    yield from _unusable(root)
    wanted = report.faces.model_dump(exclude_defaults=True)
    faces, broken = faces_in(root / FONTS_FOLDER)
    for name in broken:
        place = Place(f"{FONTS_FOLDER}/{name}")
        yield Problem("E450", "字体文件读不出来", place, "换一个完好的字体文件，或者移走它。")
    there = "、".join(dict.fromkeys(face.names[0] for face in faces if face.names))
    said = f"fonts文件夹中的字体有：{there}。" if there else "fonts文件夹中没有字体文件。"
    for part, name in wanted.items():
        if not any(face.bears(name) for face in faces):
            message = f"「faces.{part}」的字体“{name}”不在fonts文件夹中"
            yield Problem("E451", message, report.place(file, "faces", part), said)


def _unusable(root: Path) -> Iterator[Problem]:
    """Name what would be passed over as if it were not there."""
    folder = root / FONTS_FOLDER
    if is_there(folder) and not folder.is_dir():
        yield Problem("E403", "文件夹读不出来", Place(FONTS_FOLDER), FOLDER_HINT)
        return
    for path in unusable(folder):
        place = Place(path.relative_to(root).as_posix())
        if is_locked(path):
            yield Problem("E403", "文件夹读不出来", place, FOLDER_HINT)
        else:
            yield Problem("E445", "不是普通文件", place, _REGULAR)
    template = folder / WORD_TEMPLATE
    if not is_locked(folder) and is_there(template) and not template.is_file():
        place = Place(f"{FONTS_FOLDER}/{WORD_TEMPLATE}")
        yield Problem("E445", "不是普通文件", place, _REGULAR)
