"""Regular expressions of the program itself, compiled once for all runs.

To compile the expressions with which prose is read takes longer than to read a year's prose: a
range such as 一-鿿 is gone through sign by sign. So what the compiler makes of them is kept.
"""

from __future__ import annotations

import marshal
import re
from array import array
from functools import cache, partial
from typing import Any, AnyStr

from lawgov_lib.base.keptwork import KeptWork

try:
    import _sre  # type: ignore[import-not-found]  # stubs leave it out
    from re._compiler import _code  # type: ignore[import-not-found]
    from re._parser import parse  # type: ignore[import-not-found]
except ImportError:  # another interpreter than CPython
    _sre = None

_KEPT = KeptWork("expressions", __file__)


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return an expression, ready to be used.

    Args:
        pattern: One of the program's own: what an analyst wrote goes to ``re.compile``.
        flags: As of ``re.compile``.
    """
    made: re.Pattern[AnyStr] = _made(pattern, int(flags))
    return made


@cache
def _made(pattern: str | bytes, flags: int) -> re.Pattern[Any]:
    if _sre is None:
        return re.compile(pattern, flags)
    work = _KEPT.get((pattern, flags), partial(_compile, pattern, flags))
    both, code, groups, names = marshal.loads(work)  # noqa: S302  what _compile has made
    by_number = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    code = array("I", code).tolist()
    made: re.Pattern[Any] = _sre.compile(pattern, both, code, groups, names, tuple(by_number))
    return made


def _compile(pattern: str | bytes, flags: int) -> bytes:
    """Compile as ``re`` does, up to what its engine is given."""
    parsed = parse(pattern, flags)
    state = parsed.state
    code = array("I", _code(parsed, flags)).tobytes()
    return marshal.dumps((flags | state.flags, code, state.groups - 1, state.groupdict))
