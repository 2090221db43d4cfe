"""Whether sentences say what was done, not only what ought to be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import COUNT, at, sentences, unlabelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Written

_CODE = "C17"
_COUNTED = compiled(
    f"[0-9{COUNT}]|[一二两三四五六七八九十百]+[项件个次场部期份人]|月底|季度|年初|年末"
)
_SHOWN = 18


def norm_speak(subject: Written) -> Iterator[Finding]:
    """Find sentences of duty without who, when or how many; a few a section (C17)."""
    settings = subject.settings[_CODE]
    found: Counter[str] = Counter()
    plans = {key for key, spot in subject.spots.items() if spot.serves == "plans"}
    for said in subject.said:
        if not said.source or said.section in plans:
            continue
        for sentence in sentences(said, unlabelled(said)):
            word = next((word for word in settings["duty"] if word in sentence.text), None)
            if word is None or _COUNTED.search(sentence.text):
                continue
            if any(who in sentence.text for who in settings["who"]):
                continue
            found[said.section] += 1
            if found[said.section] > settings["most"]:
                break
            opening = sentence.text[:_SHOWN].rstrip("，。；")
            yield at(
                said,
                Finding(
                    _CODE,
                    Severity.INFO,
                    f"“{opening}”一句用“{word}”表述要求，没有写明由谁、何时、做了多少",
                    hint="写明具体做法和结果，或删去。",
                    about=opening,
                ),
            )
