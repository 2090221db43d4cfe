"""强化对行政权力的制约和监督: supervision from outside, complaints, disclosure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib import formula
from lawgov_lib.metric import Definition
from lawgov_lib.sections.area import Area

if TYPE_CHECKING:
    from lawgov_lib.document import Runs
    from lawgov_lib.narrative import Teller

_OUTSIDE, _CHANNELS = "外部监督", "举报渠道"

METRICS = (
    Definition(
        "supervision_kinds",
        "接受外部监督种类",
        "种",
        "机制台账中「类别」为外部监督的行数",
        formula.rows("mechanisms", kind=_OUTSIDE),
    ),
    Definition(
        "report_channels",
        "投诉举报渠道",
        "种",
        "机制台账中「类别」为举报渠道的行数",
        formula.rows("mechanisms", kind=_CHANNELS),
    ),
)


def supervision(teller: Teller) -> Runs:
    """Say whose supervision the agency accepts."""
    return teller.say(
        "自觉接受{names}。",
        names=teller.listed(teller.rows("mechanisms", kind=_OUTSIDE)["name"]),
    )


def channels(teller: Teller) -> Runs:
    """Say through which channels a wrong can be reported."""
    return teller.say(
        "设立{names}{count}投诉举报渠道。",
        names=teller.listed(teller.rows("mechanisms", kind=_CHANNELS)["name"]),
        count=teller.counted("report_channels"),
    )


AREA = Area("oversight", METRICS, {"supervision": supervision, "channels": channels})
