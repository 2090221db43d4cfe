"""How much a finding (检查发现) weighs."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"


ANSWERED = "已答复"
"""What a finding is called once it is answered."""
