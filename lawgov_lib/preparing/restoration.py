"""Take the writing of a workbook back: its CSV files return, and it is kept beside them.

Nothing is deleted. What was filled in meanwhile stands in the workbook alone, which is told. Where
the workbook was lost, its CSV files return all the same.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib import inputs
from lawgov_lib.base.errors import LawgovError, Place, PublishError
from lawgov_lib.base.files import writing
from lawgov_lib.base.layout import FIGURES_FILE, MERGED, PARAMS, REGISTERS, WORKBOOK
from lawgov_lib.inputs.rows import ROWS, FigureRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lawgov_lib.inputs import YearInputs

_LOST = "工作簿已不在原处，后来在其中填写的内容没有恢复。"
_UNREADABLE = "工作簿或CSV文件读不出，没有比对两者的内容，请自行核对。"


@dataclass(frozen=True)
class Restored:
    """What came back, where the workbook is kept, and what stands in the workbook alone.

    ``kept`` is blank where there was no workbook any more; ``differing`` names the tables that read
    otherwise now; None where they cannot be compared.
    """

    files: tuple[str, ...]
    kept: str
    differing: tuple[str, ...] | None

    def told(self, shown: Callable[[str], str] = str) -> str:
        """Say what was done.

        Args:
            shown: How a path below the root is written for the reader.
        """
        lines = [f"已撤回工作簿，移存 {shown(self.kept)}，不再读取。" if self.kept else _LOST]
        lines += [f"已恢复 {shown(name)}" for name in self.files]
        if not self.kept:
            return "\n".join(lines)
        if self.differing is None:
            lines.append(_UNREADABLE)
        elif self.differing:
            told = "、".join(self.differing)
            lines.append(f"工作簿中后来填写或改动的内容不在恢复的文件里，涉及：{told}。")
        return "\n".join(lines)


def take_back(root: Path, year: int) -> Restored:
    """Give back the tables as they were before the workbook was written.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.

    Raises:
        PublishError: There is nothing to take back, a file stands where one shall return, or the
            system refused; everything is as it was.
    """
    name = f"{PARAMS}/{year}"
    folder = root / name
    book = folder / WORKBOOK
    returning = list(_returning(folder))
    if not (book.is_file() or returning):
        hint = "还没有生成工作簿的不必撤回；已移到别处的，先放回原处。"
        raise PublishError.of("E832", "没有可以撤回的工作簿", Place(f"{name}/{WORKBOOK}"), hint)
    aside = [(book, _free(folder / MERGED / WORKBOOK))] if book.is_file() else []
    for _, place in returning:
        if place.exists():
            hint = "核对两份文件，把不用的移走，再重新运行。"
            where = Place(f"{name}/{place.relative_to(folder).as_posix()}")
            raise PublishError.of("E833", "要恢复的文件已经有了，不会覆盖", where, hint)
    before = _read(root, year)
    with writing(name):
        _move([*aside, *returning])
    after = _read(root, year)
    kept, back = (
        [new.relative_to(root).as_posix() for _, new in moves] for moves in (aside, returning)
    )
    return Restored(tuple(back), "".join(kept), _differing(before, after))


def _returning(folder: Path) -> Iterator[tuple[Path, Path]]:
    for place in [*(folder / REGISTERS / f"{key}.csv" for key in ROWS), folder / FIGURES_FILE]:
        aside = folder / MERGED / place.name
        if aside.is_file():
            yield aside, place


def _free(path: Path) -> Path:
    """Return the path, or where something stands there, the first like it that is free."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def _move(moves: list[tuple[Path, Path]]) -> None:
    """Move all files or none."""
    done: list[tuple[Path, Path]] = []
    with _undone(done):
        for old, new in moves:
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
            done.append((old, new))


@contextmanager
def _undone(done: list[tuple[Path, Path]]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for old, new in reversed(done):
            new.rename(old)
        raise


def _read(root: Path, year: int) -> YearInputs | None:
    try:
        return inputs.load(root / PARAMS, year)
    except LawgovError:
        return None


def _differing(before: YearInputs | None, after: YearInputs | None) -> tuple[str, ...] | None:
    if before is None or after is None:
        return None
    labels = [model.label for key, model in ROWS.items() if _rows(before, key) != _rows(after, key)]
    figures = [{key: each.row for key, each in year.figures.items()} for year in (before, after)]
    return (*labels, *([FigureRow.label] if figures[0] != figures[1] else []))


def _rows(year: YearInputs, key: str) -> list[tuple[object, ...]]:
    register = year.registers[key]
    columns = [field for field in ROWS[key].headers() if field not in register.absent]
    return [
        tuple(cell for cell in row if cell is not None) for row in register.rows.tuples(columns)
    ]
