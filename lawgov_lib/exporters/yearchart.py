"""Draw the years of one metric as a small bar chart (SVG); zero is always in the picture."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawgov_lib.document.dossier import Point

_STEP, _BAR = 64, 30
_TOP, _HEIGHT, _FOOT = 22, 96, 24
_FIGURE = (
    '<figure style="margin:1em 0;text-align:center">'
    '<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-size="12" '
    'text-anchor="middle" style="max-width:100%;height:auto" role="img" aria-label="{alt}">'
    "{drawing}</svg></figure>"
)
_BAR_SVG = '<rect x="{x}" y="{y:.1f}" width="{width}" height="{height:.1f}" fill="{fill}"/>'
_TEXT = '<text x="{x}" y="{y:.1f}" fill="#1d1d1f">{text}</text>'
_AXIS = '<line x1="0" x2="{width}" y1="{y:.1f}" y2="{y:.1f}" stroke="#5c5c61"/>'
_ZERO = Decimal(0)
_NONE = "—"


def year_chart(name: str, series: Sequence[Point]) -> str:
    """Draw a metric over the years known.

    Args:
        name: The metric's name, for the text alternative.
        series: The years, the oldest first; a year without a value stays empty.

    Returns:
        The chart as HTML, blank where fewer than two years have a value.
    """
    values = [Decimal(point.value) if point.value else None for point in series]
    known = [value for value in values if value is not None]
    if len(known) < 2:  # noqa: PLR2004  one bar compares nothing
        return ""
    top, bottom = max(*known, _ZERO), min(*known, _ZERO)
    scale = _HEIGHT / float(top - bottom or 1)
    axis = _TOP + float(top) * scale
    width = _STEP * len(series)
    drawing = []
    for place, (point, value) in enumerate(zip(series, values, strict=True)):
        middle = _STEP * place + _STEP // 2
        size = float(value or 0) * scale
        drawing += [
            _BAR_SVG.format(
                x=middle - _BAR // 2,
                y=min(axis, axis - size),
                width=_BAR,
                height=abs(size),
                fill="#a3231d" if point is series[-1] else "#b9b3a8",
            ),
            _TEXT.format(
                x=middle,
                y=min(axis, axis - size) - 6,
                text=_NONE if value is None else escape(point.value),
            ),
            _TEXT.format(x=middle, y=_TOP + _HEIGHT + 18, text=point.year),
        ]
    drawing.append(_AXIS.format(width=width, y=axis))
    said = "，".join(f"{point.year}年{point.said or _NONE}" for point in series)
    return _FIGURE.format(
        width=width,
        height=_TOP + _HEIGHT + _FOOT,
        alt=escape(f"{name}：{said}。"),
        drawing="".join(drawing),
    )
