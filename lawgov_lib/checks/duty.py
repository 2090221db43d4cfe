"""Whether the part on the head's duty speaks of that duty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, of_part
from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.checks.subject import Written

_CODE = "C04"
_COURT = "出庭应诉"
_HINT = "按第一责任人职责逐项写明，没有发生的写明没有发生"


def off_topic(subject: Written) -> Iterator[Finding]:
    """Find duties of the head that are not told, and business told in their stead (C04)."""
    said = of_part(subject, "responsibility")
    if not said:
        return
    settings = subject.settings[_CODE]
    text = "".join(block.text for block in said)
    hint = "；".join(filter(None, (_HINT, settings["scope"])))
    for name, topics in {**settings["duties"], **_heads(settings)}.items():
        if name == _COURT and not _sued(subject):
            continue
        missing = [
            topic
            for topic, words in topics.items()
            if not any(re.search(word, text) for word in words)
        ]
        if missing:
            yield Finding(
                _CODE,
                Severity.WARNING,
                f"第一责任人履职情况没有写明{'、'.join(missing)}",
                hint=f"{hint}。",
                section=said[0].section,
                about=f"{said[0].section}/{name}",
            )
    for block in said:
        business = [word for word in settings["business"] if word in block.text]
        if business and not any(word in block.text for word in settings["on_topic"]):
            yield at(
                block,
                Finding(
                    _CODE,
                    Severity.WARNING,
                    f"第一责任人部分写入业务工作：{'、'.join(business)}",
                    hint="移到相应的节，本部分只写第一责任人履职情况。",
                    about=business[0],
                ),
            )


def _heads(settings: Mapping[str, Any]) -> dict[str, dict[str, list[str]]]:
    """Return the heads that must each be told of, as a duty."""
    return {"负责人": settings["heads"]} if settings["heads"] else {}


def _sued(subject: Written) -> bool:
    """Tell whether there may have been a case to appear in."""
    suits = subject.metrics.get("lit")
    return suits is None or suits.state not in {State.ZERO, State.NO_DUTY}
