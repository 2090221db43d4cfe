"""Regular expressions of the program itself, compiled once for all runs.

To compile the expressions with which prose is read takes longer than to read a year's prose: a
range such as 一-鿿 is gone through sign by sign. So what the compiler makes of them is kept.
"""

from __future__ import annotations

import marshal
import re
from array import array
from functools import partial
from typing import AnyStr

from lawgov_lib.base.keptwork import KeptWork

try:
    import _sre  # type: ignore[import-not-found]  # stubs leave it out
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # another interpreter than CPython
    _sre = None

_KEPT = KeptWork("expressions", __file__)


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return an expression, ready to be used.

    Args:
        pattern: One of the program's own: what an analyst wrote goes to ``re.compile``.
        flags: As of ``re.compile``.
    """
    if _sre is None:
        return re.compile(pattern, flags)
    work = _KEPT.get((pattern, int(flags)), partial(_compile, pattern, flags))
    both, code, groups, names = marshal.loads(work)  # noqa: S302  what _compile has made
    by_number = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    code = array("I", code).tolist()
    made: re.Pattern[AnyStr] = _sre.compile(pattern, both, code, groups, names, tuple(by_number))
    return made


def _compile(pattern: str | bytes, flags: int) -> bytes:
    """Compile as ``re`` does, up to what its engine is given."""
    parsed = _parser.parse(pattern, int(flags))
    code = _compiler._code(parsed, int(flags))  # noqa: SLF001  nobody else tells the engine's code
    state = parsed.state
    both = int(flags) | state.flags
    return marshal.dumps((both, array("I", code).tobytes(), state.groups - 1, state.groupdict))
