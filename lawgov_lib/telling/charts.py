"""Draw charts as SVG in the report's own face; a character the face lacks is an error."""

from __future__ import annotations

import io
from functools import cache
from textwrap import wrap
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure as Canvas
from matplotlib.ft2font import LoadFlags
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from lawgov_lib.base.errors import TellingError
from lawgov_lib.base.shipped import FONTS
from lawgov_lib.base.wording import quantity
from lawgov_lib.document.tree import Figure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from decimal import Decimal
    from typing import Any

    from matplotlib.ft2font import FT2Font
    from matplotlib.typing import RcKeyType

FACE = "Noto Sans CJK SC"
_FACE_FILE = "NotoSansCJKsc-Medium.otf"
_INK, _BAR, _RULE = "#222222", "#2f5d8a", "#c8c8c8"
_SIZE, _WIDTH, _MARGIN, _GAP = 10.5, 439.2, 3.0, 4.0  # points, as all lengths here
_STEP, _THICKNESS, _LINE, _INCH = 26.0, 15.0, 0.8, 72
_LABEL_WIDTH = 18  # characters a line; two lines fit beside a bar
_DRAWN = ("figure.", "font.", "lines.", "patch.", "path.", "savefig.", "svg.", "text.")
_STYLE: dict[RcKeyType, Any] = {
    "font.family": [FACE],
    "font.size": _SIZE,
    "font.weight": 500,
    "svg.fonttype": "none",
    "svg.hashsalt": "lawgov",
    "text.color": _INK,
    "text.parse_math": False,
}


@cache
def _style() -> dict[RcKeyType, Any]:
    """Return what a drawing is set by: not what a matplotlibrc in a user's folder says."""
    defaults = mpl.rcParamsDefault.items()
    return {key: value for key, value in defaults if key.startswith(_DRAWN)} | _STYLE


@cache
def _path() -> str:
    """Make the face known to matplotlib, and return its file."""
    path = str(FONTS / _FACE_FILE)
    font_manager.fontManager.addfont(path)
    # A face of that name may be installed too; the first that fits is taken.
    faces = font_manager.fontManager.ttflist
    faces.insert(0, faces.pop())
    return path


def _face() -> FT2Font:
    """Return the face; it is not kept, for a fork must not share how far its file is read."""
    return font_manager.get_font(_path())


@cache
def _characters() -> Collection[int]:
    """Return the code points that the face has."""
    return _face().get_charmap().keys()


@cache
def _advance(mark: str) -> float:
    """Return how far a character reaches, for one of the face's size."""
    face = _face()
    return face.load_char(ord(mark), LoadFlags.NO_SCALE).horiAdvance / face.units_per_EM


def _widest(texts: Iterable[str]) -> float:
    """Return the width of the widest line."""
    return _SIZE * max((sum(map(_advance, text)) for text in texts), default=0)


def bars(labels: Sequence[str], values: Sequence[Decimal], *, unit: str, caption: str) -> Figure:
    """Draw a horizontal bar chart, the first label on top, each bar ending in its value.

    Everything has its place by measure, on the bare canvas: axes with ticks nobody sees, and a
    layout found by trial, take five times as long.

    Args:
        labels: A label a bar.
        values: The bars' lengths, in ``unit``.
        unit: The unit, written after each value.
        caption: The caption; with labels and values it makes the text alternative.

    Returns:
        The chart as a figure node.

    Raises:
        TellingError: A label has a character that the face cannot show.
    """
    ends = [quantity(value, unit) for value in values]
    _refuse_missing("".join([*labels, *ends]), caption)
    names = [wrap(label, _LABEL_WIDTH) for label in labels]
    height = 2 * _MARGIN + _STEP * len(labels)
    start = _MARGIN + _widest(line for name in names for line in name) + _GAP
    longest = _WIDTH - _MARGIN - _widest(ends) - _GAP - start
    scale = longest / float(max(values, default=1) or 1)
    with mpl.rc_context(_style()):
        canvas = Canvas(figsize=(_WIDTH / _INCH, height / _INCH))
        points = Affine2D().scale(1 / _INCH) + canvas.dpi_scale_trans
        settings: dict[str, Any] = {"transform": points, "verticalalignment": "center_baseline"}
        for place, (name, value, end) in enumerate(zip(names, values, ends, strict=True)):
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
    told = "、".join(map("".join, zip(labels, ends, strict=True)))
    return Figure(data=target.getvalue(), alt=f"{caption}。{told}。", caption=caption)


def _refuse_missing(text: str, caption: str) -> None:
    missing = sorted({mark for mark in text if ord(mark) not in _characters()} - {"\n"})
    if missing:
        told = "、".join(f"“{mark}”" for mark in missing)
        raise TellingError.of(
            "E510", f"图“{caption}”中有字体不含的字符{told}", hint="改用通行字形。"
        )
