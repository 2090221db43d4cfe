"""The language of help: Chinese, unless the user or the locale asks for English."""

from __future__ import annotations

import os

CHINESE, ENGLISH = "zh", "en"
VARIABLE = "LAWGOV_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where systems say the language, the strongest word first."""


def language() -> str:
    """Return the language of help, by the surroundings of the command."""
    asked = next(filter(None, map(os.environ.get, (VARIABLE, *_LOCALE))), "")
    return ENGLISH if asked.lower().startswith(ENGLISH) else CHINESE
