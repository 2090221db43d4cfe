"""How much a finding (检查发现) weighs, and the mark by which an answer knows it."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"


ANSWERED = "已答复"
"""What a finding is called once it is answered."""


def mark_of(code: str, about: str, message: str) -> str:
    """Return eight characters that change whenever what a finding says changes."""
    return sha256(f"{code}\n{about}\n{message}".encode()).hexdigest()[:8]
