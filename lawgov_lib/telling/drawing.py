"""Draw bar charts as SVG in the report's own faces."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from textwrap import wrap
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from lawgov_lib.base.glyphs import SANS, shared_out
from lawgov_lib.base.shipped import FONTS
from lawgov_lib.telling.charts import widest

if TYPE_CHECKING:
    from typing import Any

    from matplotlib.typing import RcKeyType

    from lawgov_lib.base.glyphs import Face
    from lawgov_lib.telling.charts import Bars

_INK, _BAR, _RULE = "#222222", "#2f5d8a", "#c8c8c8"
_SIZE, _WIDTH, _MARGIN, _GAP = 10.5, 439.2, 3.0, 4.0  # points, as all lengths here
_STEP, _THICKNESS, _LINE, _INCH = 26.0, 15.0, 0.8, 72
_WEIGHT = 500
_LABEL_WIDTH = 18  # characters a line; two lines fit beside a bar
_DRAWN = ("figure.", "font.", "lines.", "patch.", "path.", "savefig.", "svg.", "text.")
_STYLE: dict[RcKeyType, Any] = {
    "font.size": _SIZE,
    "font.weight": _WEIGHT,
    "svg.fonttype": "none",
    "svg.hashsalt": "lawgov",
    "text.color": _INK,
    "text.parse_math": False,
}


@cache
def _known(face: Face) -> str:
    """Make a face known to matplotlib, and return its family."""
    font_manager.fontManager.addfont(str(FONTS / face.file))
    # A face of that name may be installed too; the first that fits is taken, in its one weight.
    faces = font_manager.fontManager.ttflist
    faces.insert(0, replace(faces.pop(), weight=_WEIGHT))
    return face.family


@cache
def _style(faces: tuple[Face, ...]) -> dict[RcKeyType, Any]:
    """Return what a drawing is set by: not what a matplotlibrc in a user's folder says."""
    families: dict[RcKeyType, Any] = {"font.family": [_known(face) for face in faces]}
    defaults = mpl.rcParamsDefault.items()
    return {key: value for key, value in defaults if key.startswith(_DRAWN)} | _STYLE | families


def drawn(chart: Bars) -> str:
    """Return the drawing of a chart.

    Everything has its place by measure, on the bare canvas: axes with ticks nobody sees, and a
    layout found by trial, take five times as long.
    """
    names = [wrap(label, _LABEL_WIDTH) for label in chart.labels]
    height = 2 * _MARGIN + _STEP * len(names)
    start = _MARGIN + _SIZE * widest(line for name in names for line in name) + _GAP
    longest = _WIDTH - _MARGIN - _SIZE * widest(chart.ends) - _GAP - start
    scale = longest / float(max(chart.values, default=1) or 1)
    stand_ins = (face for face, _ in shared_out("".join([*chart.labels, *chart.ends])))
    with mpl.rc_context(_style(tuple(dict.fromkeys([SANS, *stand_ins])))):
        canvas = Canvas(figsize=(_WIDTH / _INCH, height / _INCH))
        points = Affine2D().scale(1 / _INCH) + canvas.dpi_scale_trans
        settings: dict[str, Any] = {"transform": points, "verticalalignment": "center_baseline"}
        for place, (name, value, end) in enumerate(
            zip(names, chart.values, chart.ends, strict=True)
        ):
            middle, length = height - _MARGIN - _STEP * (place + 0.5), float(value) * scale
            corner = (start, middle - _THICKNESS / 2)
            canvas.text(start - _GAP, middle, "\n".join(name), ha="right", **settings)
            canvas.add_artist(
                Rectangle(corner, length, _THICKNESS, facecolor=_BAR, lw=0, transform=points)
            )
            canvas.text(start + length + _GAP, middle, end, **settings)
        upright = ((start, start), (_MARGIN, height - _MARGIN))
        canvas.add_artist(Line2D(*upright, color=_RULE, linewidth=_LINE, transform=points))
        target = io.StringIO()
        canvas.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    return target.getvalue()
