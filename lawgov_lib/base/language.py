"""The language of help: Chinese, unless the user or the locale asks for English."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CHINESE, ENGLISH = "zh", "en"
VARIABLE = "LAWGOV_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where systems say the language, the strongest word first."""
_LANGUAGES, _NONE = "LANGUAGE", {"C", "POSIX"}


def language() -> str:
    """Return the language of help, by the surroundings of the command."""
    locale = next(filter(None, map(os.environ.get, _LOCALE)), "")
    # As gettext has it, a list of languages counts unless the locale has no language at all.
    first = "" if locale in _NONE else os.environ.get(_LANGUAGES, "").partition(":")[0]
    asked = os.environ.get(VARIABLE) or first or locale
    return ENGLISH if asked.lower().startswith(ENGLISH) else CHINESE


@contextmanager
def speaking(asked: str) -> Iterator[None]:
    """Have help in a language meanwhile, whatever the surroundings."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = asked
    try:
        yield
    finally:
        os.environ.pop(VARIABLE) if before is None else os.environ.update({VARIABLE: before})
