"""Words of degree (程度) beside a figure: 约30件, 30余件, 至少4次, 5项以上."""

from __future__ import annotations

import re
from typing import Any, Literal, get_args

from lawgov_lib.base.expressions import compiled

Degree = Literal[
    "至少",
    "不少于",
    "不低于",
    "超过",
    "逾",
    "约",
    "近",
    "不足",
    "不超过",
    "余",
    "以上",
    "左右",
    "以内",
]
WITHIN = frozenset({"余"})
"""The words that stand between the number and its unit."""
AFTER = frozenset({"以上", "左右", "以内"})
"""The words that stand behind the unit."""

_MEANT = {
    **{word: word for word in get_args(Degree)},
    **dict.fromkeys(("≥", ">=", "＞=", "至少为"), "至少"),
    **dict.fromkeys((">", "＞", "超", "多于", "高于"), "超过"),
    **dict.fromkeys(("≤", "<=", "＜=", "至多"), "不超过"),
    **dict.fromkeys(("<", "＜", "少于", "低于"), "不足"),
    **dict.fromkeys(("≈", "大约", "约为"), "约"),
    "多": "余",
    "+": "以上",
}
_VALUE, _UNIT, _DEGREE = "数值", "单位", "程度"
_NOT_AHEAD = {*WITHIN, *AFTER, "多", "+"}
_LONGEST_FIRST = sorted(sorted(_MEANT.keys() - _NOT_AHEAD), key=len, reverse=True)
_AHEAD = "|".join(map(re.escape, _LONGEST_FIRST))
_WRITTEN = compiled(
    rf"(?P<ahead>{_AHEAD})?\s*(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)\s*"
    rf"(?P<inner>余|多)?"
    rf"(?P<unit>[^\W\d_]{{0,5}}?|%|％)(?P<behind>以上|左右|以内|\+)?"
)
_BARE = frozenset({"万", "亿", "千", "百", "十", "e", "E"})
"""What is part of a number and no unit by itself."""


def without_degree(cells: Any) -> Any:  # noqa: ANN401
    """Return the cells of a row, its value a plain number, unit and degree in their own columns.

    What says two degrees, or a degree other than its column, is left as it is written, so that it
    is refused.

    Args:
        cells: The cells by header as text; anything else is returned as it is.
    """
    if not isinstance(cells, dict):
        return cells
    stated = _MEANT.get(str(cells.get(_DEGREE) or ""), cells.get(_DEGREE))
    cells = {**cells, _DEGREE: stated} if stated else cells
    value = cells.get(_VALUE)
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return cells
    degrees = {_MEANT[word] for word in found.group("ahead", "inner", "behind") if word}
    unit = found["unit"].replace("％", "%")
    if len(degrees | ({stated} if stated else set())) > 1 or unit in _BARE:
        return cells
    told = cells.get(_UNIT) or ""
    if unit and told and unit != told:
        return cells
    return cells | {
        _VALUE: found["number"].replace(",", ""),
        **({_UNIT: unit} if unit else {}),
        **({_DEGREE: degrees.pop()} if degrees else {}),
    }
