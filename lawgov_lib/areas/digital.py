"""健全法治政府建设科技保障体系: information systems and their links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.areas.area import Area
from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition
from lawgov_lib.telling.clauses import lead, rate, sentence

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Runs
    from lawgov_lib.telling.narrative import Teller

_OTHER = "其他"

METRICS = (
    Definition("dig_systems", "信息系统", "个", "信息系统台账的行数", formula.rows("systems")),
    Definition(
        "dig_linked",
        "信息系统对接上级平台率",
        PERCENT,
        "已对接上级平台的信息系统÷信息系统",
        formula.portion("systems", formula.is_in("linked", "是")),
    ),
)


def systems(teller: Teller) -> Runs:
    """Say how many systems are in use, for what, and how many are linked."""
    purposes = [name for name in teller.rows("systems").distinct("purpose") if name != _OTHER]
    kinds = f"{'、'.join(purposes)}等" if purposes else ""
    return sentence(
        teller,
        lead(teller, f"运行{kinds}信息系统{{n}}", "dig_systems"),
        rate(
            teller,
            "上级平台对接率",
            "dig_linked",
            every="全部对接上级平台",
            some="其中{k}个与上级平台对接",
            none="均未对接上级平台",
        ),
        subject="信息系统",
    )


AREA = Area("digital", METRICS, {"dig_systems": systems})
