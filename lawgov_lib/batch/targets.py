"""Which reports a command means: the years of one root, or of many that patterns name."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lawgov_lib.base.commandline import resolved
from lawgov_lib.base.errors import ParameterError, Place, Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.layout import NO_ROOT_HINT, PARAMS
from lawgov_lib.batch.job import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_YEAR = compiled(r"[0-9]{4}")
_SPAN = compiled(r"([0-9]{4})-([0-9]{4})")


@dataclass(frozen=True)
class Years:
    """Which years are wanted: some by name, others if they are there; all that are, by default."""

    named: tuple[int, ...] = ()
    spans: tuple[range, ...] = ()

    @classmethod
    def of(cls, text: str) -> Years:
        """Read years as they are typed, such as ``2020-2022,2024``.

        Raises:
            ParameterError: The text means no years.
        """
        named, spans = [], []
        for part in text.split(","):
            span = _SPAN.fullmatch(part)
            if span and span[1] <= span[2]:
                spans.append(range(int(span[1]), int(span[2]) + 1))
            elif _YEAR.fullmatch(part):
                named.append(int(part))
            else:
                hint = "写作2024、2020,2022或2020-2024。"
                raise ParameterError.of("E302", f"年度“{text}”不对", hint=hint)
        return cls(tuple(named), tuple(spans))

    def among(self, there: Iterable[int]) -> list[int]:
        """Return the wanted years in ascending order, of which a root has some.

        Args:
            there: The years that have a folder.
        """
        is_any = not self.named and not self.spans
        found = {year for year in there if is_any or any(year in span for span in self.spans)}
        return sorted(found | {*self.named})


def select(
    roots: Iterable[Path], years: Years, seconds: int | None = None
) -> tuple[list[Job], list[Problem]]:
    """Return the jobs that are meant, and what is wrong with roots that give none.

    Args:
        roots: The folders; one that is named twice, in whatever way, counts once.
        years: The years wanted.
        seconds: How long one cell may run.
    """
    jobs, problems = [], []
    for root in dict.fromkeys(map(resolved, roots)):
        chosen = years.among(_there(root))
        if not (root / PARAMS).is_dir():
            said = f"没有{PARAMS}文件夹"
            problems.append(Problem("E304", said, Place(shown(root)), NO_ROOT_HINT))
        elif not chosen:
            said, hint = "没有要生成的年度", "核对年度；还没有资料的，先新建：lawgov new 年度。"
            problems.append(Problem("E312", said, Place(shown(root)), hint))
        jobs += [Job(root, year, seconds) for year in chosen if (root / PARAMS).is_dir()]
    return jobs, problems


def _there(root: Path) -> Iterator[int]:
    for path in root.glob(f"{PARAMS}/*/"):
        if _YEAR.fullmatch(path.name):
            yield int(path.name)


def matching(patterns: Iterable[str]) -> list[Path]:
    """Return the folders that are named, or meant by a pattern that no shell has read.

    Raises:
        ParameterError: Some mean no folder; all of them at once.
    """
    found: list[Path] = []
    problems = []
    for pattern in patterns:
        folders = [Path(pattern)] if Path(pattern).is_dir() else _folders(pattern)
        found += folders
        if not folders:
            said = f"没有与“{pattern}”相符的文件夹"
            problems.append(Problem("E313", said, hint="核对文件夹；带通配符的加引号。"))
    if problems:
        raise ParameterError(tuple(problems))
    return found


def _folders(pattern: str) -> list[Path]:
    found = glob.glob(pattern, recursive=True)  # noqa: PTH207  the pattern may be absolute
    return [Path(name) for name in sorted(found) if Path(name).is_dir()]


def shown(root: Path) -> str:
    """Name a root as a person at the working folder would."""
    return str(root.relative_to(Path.cwd())) if root.is_relative_to(Path.cwd()) else str(root)
