"""Draw charts as SVG in the report's own faces.

A drawing is as wide as a telephone's page, so that its letters keep their size there; what differs
is told by shape and words, never by colour alone.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, replace
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
from lawgov_lib.telling.charts import SIZE, WIDTH, widest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from matplotlib.typing import RcKeyType

    from lawgov_lib.base.glyphs import Face
    from lawgov_lib.telling.charts import Bars, Trend

_INK, _BAR, _PAPER, _RULE = "#222222", "#2f5d8a", "#ffffff", "#8c8c8c"
_FILLS = (_BAR, _PAPER)
"""Of two quantities the first is full, the second an outline: told apart in black and white."""
_MARGIN, _GAP = 3.0, 4.0  # points, as all lengths here
_ROW, _THICKNESS, _PITCH, _LINE, _INCH = 14.0, 15.0, 15.0, 0.9, 72
_WEIGHT = 500
_LABEL_WIDTH = 12  # characters a line
_RISE, _KEY, _NAMES, _WIDEST = 110.0, 22.0, 18.0, 36.0
_DRAWN = ("figure.", "font.", "lines.", "patch.", "path.", "savefig.", "svg.", "text.")
_STYLE: dict[RcKeyType, Any] = {
    "font.size": SIZE,
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


@dataclass(frozen=True)
class _Sheet:
    """A bare canvas on which everything has its place by measure.

    Axes with ticks nobody sees, and a layout found by trial, take five times as long.
    """

    canvas: Canvas
    points: Any

    def write(self, x: float, y: float, text: str, side: str) -> None:
        """Write a text beside a point, its middle at the height of the point."""
        self.canvas.text(x, y, text, ha=side, va="center_baseline", transform=self.points)

    def box(self, corner: tuple[float, float], width: float, height: float, fill: str) -> None:
        """Draw a box by its lower left corner."""
        edge = _LINE if fill == _PAPER else 0
        box = Rectangle(
            corner, width, height, facecolor=fill, edgecolor=_BAR, lw=edge, transform=self.points
        )
        self.canvas.add_artist(box)

    def rule(self, xs: tuple[float, float], ys: tuple[float, float]) -> None:
        """Draw the line that bars stand on."""
        line = Line2D(xs, ys, color=_RULE, linewidth=_LINE, transform=self.points)
        self.canvas.add_artist(line)

    def svg(self) -> str:
        """Return the drawing."""
        target = io.StringIO()
        self.canvas.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
        return target.getvalue()


@contextmanager
def _sheet(height: float, *texts: str) -> Iterator[_Sheet]:
    """Lay out a canvas of a height, in the faces that show its texts and in nobody else's style."""
    stand_ins = (face for face, _ in shared_out("".join(texts)))
    with mpl.rc_context(_style(tuple(dict.fromkeys([SANS, *stand_ins])))):
        canvas = Canvas(figsize=(WIDTH / _INCH, height / _INCH))
        yield _Sheet(canvas, Affine2D().scale(1 / _INCH) + canvas.dpi_scale_trans)


def bars(chart: Bars) -> str:
    """Return the drawing of a bar chart.

    Args:
        chart: What it shows, the first label on top.
    """
    names = [wrap(label, _LABEL_WIDTH) or [""] for label in chart.labels]
    rows = [_ROW + _PITCH * max(len(name) - 1, 0) + _PITCH for name in names]
    height = 2 * _MARGIN + sum(rows)
    start = _MARGIN + SIZE * widest(line for name in names for line in name) + _GAP
    longest = WIDTH - _MARGIN - SIZE * widest(chart.ends) - _GAP - start
    scale = max(longest, 0) / float(max(chart.values, default=1) or 1)
    with _sheet(height, *chart.labels, *chart.ends) as sheet:
        top = height - _MARGIN
        for name, row, value, end in zip(names, rows, chart.values, chart.ends, strict=True):
            middle, length = top - row / 2, float(value) * scale
            sheet.write(start - _GAP, middle, "\n".join(name), "right")
            sheet.box((start, middle - _THICKNESS / 2), length, _THICKNESS, _BAR)
            sheet.write(start + length + _GAP, middle, end, "left")
            top -= row
        sheet.rule((start, start), (_MARGIN, height - _MARGIN))
        return sheet.svg()


def columns(chart: Trend) -> str:
    """Return the drawing of columns year by year.

    Args:
        chart: What it shows.
    """
    count = len(chart.labels)
    key = _KEY if count > 1 else 0
    floor = _MARGIN + _NAMES
    height = floor + _RISE + _ROW + key + 2 * _MARGIN
    step = (WIDTH - 2 * _MARGIN) / len(chart.years)
    pitch = step / (count + 0.5)
    width = min(pitch * 0.8, _WIDEST)
    known = [value for row in chart.values for value in row if value is not None]
    scale = _RISE / float(max(known, default=1) or 1)
    with _sheet(height, *chart.labels) as sheet:
        if key:
            _name_the_fills(sheet, chart.labels, height - _MARGIN - key / 2)
        for at, year in enumerate(chart.years):
            middle = _MARGIN + step * (at + 0.5)
            sheet.write(middle, floor - _NAMES / 2, f"{year}年", "center")
            for place, (row, tops) in enumerate(zip(chart.values, chart.tops, strict=True)):
                centre = middle + pitch * (place - (count - 1) / 2)
                rise = float(row[at] or 0) * scale
                if rise:
                    sheet.box((centre - width / 2, floor), width, rise, _FILLS[place])
                sheet.write(centre, floor + rise + _ROW / 2 + 1, tops[at], "center")
        sheet.rule((_MARGIN, WIDTH - _MARGIN), (floor, floor))
        return sheet.svg()


def _name_the_fills(sheet: _Sheet, labels: Sequence[str], y: float) -> None:
    """Say which quantity is which, from the left."""
    x = _MARGIN
    for label, fill in zip(labels, _FILLS, strict=False):
        sheet.box((x, y - SIZE / 2), SIZE, SIZE, fill)
        sheet.write(x + SIZE + _GAP, y, label, "left")
        x += SIZE * (2.5 + widest([label])) + _GAP
