"""Rendering: one year of one agency from a job to a result, here or on another machine.

The function is the same behind every executor of :mod:`concurrent.futures`: a job and a result
are small and can be pickled, a job that was done already is told so, and what goes wrong is part
of the result.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from lawgov_lib.running import CELL_SECONDS

if TYPE_CHECKING:
    from lawgov_lib.errors import Problem


class Outcome(Enum):
    """What became of a job."""

    MADE = "已生成"
    UNCHANGED = "未变"
    FAILED = "失败"


@dataclass(frozen=True)
class Job:
    """One year of one agency to be rendered.

    ``root`` is the folder with ``params/`` and ``outputs/``, as the worker sees it. Where the two
    share no file system, ``inputs`` holds the packed files that the report is made from, and the
    result brings the packed outputs back.
    """

    root: Path
    year: int
    seconds: int = CELL_SECONDS
    inputs: bytes | None = None


@dataclass(frozen=True)
class Result:
    """What became of a job: why it was done, or what stood in its way.

    ``reasons`` say what had changed since the report was made last; ``outputs`` holds the packed
    files for a job whose inputs travelled.
    """

    root: Path
    year: int
    outcome: Outcome
    agency: str = ""
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    exit_code: int = 0
    outputs: bytes | None = None
