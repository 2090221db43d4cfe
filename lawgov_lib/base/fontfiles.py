"""Font files in a folder, and the names that their faces bear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.layout import is_locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fontTools.ttLib import TTFont

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC = 1, 4, 6, 16
_NAMES = (_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC)


@dataclass(frozen=True)
class Face:
    """A face: its file, its place in it, and its names in every language, plainest first."""

    path: Path
    index: int
    names: tuple[str, ...]

    def bears(self, name: str) -> bool:
        """Tell whether the face is called so; case and blanks do not matter."""
        return _plain(name) in map(_plain, self.names)


def font_files(folder: Path) -> dict[str, Path]:
    """Find the font files of a folder by name, in the order of their names.

    Those in folders of it, and hidden ones, count: Typst takes them too.

    Args:
        folder: The folder; it need not be there.
    """
    if not folder.is_dir():
        return {}
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in _ENDINGS and path.is_file()
    }


def unusable(folder: Path) -> Iterator[Path]:
    """Yield what is called as a font file is and is none that could be read: a pipe, a dead link.

    Folders that may not be read are told, too.

    Args:
        folder: The folder; it need not be there.
    """
    for path in (folder, *sorted(folder.rglob("*"))):
        is_font = path.suffix.lower() in _ENDINGS
        if is_locked(path) or (is_font and not path.is_dir() and not path.is_file()):
            yield path


def faces_in(folder: Path) -> tuple[tuple[Face, ...], tuple[str, ...]]:
    """Read the names of the faces in a folder.

    Args:
        folder: The folder; it need not be there.

    Returns:
        The faces in the order of their files, and the files that cannot be read.
    """
    faces: list[Face] = []
    broken: list[str] = []
    for name, path in font_files(folder).items():
        try:
            faces += _faces(path)
        except Exception:  # noqa: BLE001  a damaged font makes fontTools raise what it happens to
            broken.append(name)
    return tuple(faces), tuple(broken)


def _faces(path: Path) -> Iterator[Face]:
    from fontTools.ttLib import TTCollection, TTFont  # noqa: PLC0415  most roots have no faces

    if path.suffix.lower() in (".ttc", ".otc"):
        with TTCollection(path, lazy=True) as collection:
            for index, font in enumerate(collection.fonts):
                yield Face(path, index, _names(font))
    else:
        with TTFont(path, lazy=True) as font:
            yield Face(path, 0, _names(font))


def _names(font: TTFont) -> tuple[str, ...]:
    """Return the names, the Chinese ones first."""
    records = (record for record in font["name"].names if record.nameID in _NAMES)
    told = {record.toUnicode(errors="replace") for record in records}
    return tuple(sorted(told, key=lambda name: (name.isascii(), len(name), name)))


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
