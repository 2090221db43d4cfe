"""Draw charts as SVG in the report's own face; a character the face lacks is an error."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import as_file, files
from textwrap import wrap
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure as Canvas

from lawgov_lib.document import Figure
from lawgov_lib.errors import TellingError
from lawgov_lib.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal
    from typing import Any

    from matplotlib.typing import RcKeyType

FACE = "Noto Sans CJK SC"
_FACE_FILE = "NotoSansCJKsc-Medium.otf"
_INK, _BAR, _RULE = "#222222", "#2f5d8a", "#c8c8c8"
_WIDTH_INCHES = 6.1
_LABEL_WIDTH = 18  # characters a line; two lines fit beside a bar
_STYLE: dict[RcKeyType, Any] = {
    "font.family": [FACE],
    "font.size": 10.5,
    "font.weight": 500,
    "svg.fonttype": "none",
    "svg.hashsalt": "lawgov",
    "text.color": _INK,
    "text.parse_math": False,
    "axes.edgecolor": _RULE,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.unicode_minus": False,
}


@cache
def _characters() -> Collection[int]:
    """Make the face known to matplotlib, and return the code points that it has."""
    with as_file(files("lawgov_lib") / "fonts" / _FACE_FILE) as path:
        font_manager.fontManager.addfont(str(path))
        # A face of that name may be installed too; the first that fits is taken.
        faces = font_manager.fontManager.ttflist
        faces.insert(0, faces.pop())
        return font_manager.get_font(path).get_charmap().keys()


def bars(labels: Sequence[str], values: Sequence[Decimal], *, unit: str, caption: str) -> Figure:
    """Draw a horizontal bar chart, the first label on top, each bar ending in its value.

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
    places = range(len(labels))
    with mpl.rc_context():
        mpl.rcdefaults()  # not what a matplotlibrc in a user's folder says
        mpl.rcParams.update(_STYLE)
        canvas = Canvas(figsize=(_WIDTH_INCHES, 0.42 + 0.32 * len(labels)), layout="constrained")
        axes = canvas.add_subplot()
        drawn = axes.barh(places, [float(value) for value in values], color=_BAR, height=0.58)
        axes.bar_label(drawn, ends, padding=4)
        axes.set_yticks(places, ["\n".join(wrap(label, _LABEL_WIDTH)) for label in labels])
        axes.invert_yaxis()
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        axes.tick_params(axis="x", bottom=False, labelbottom=False)
        axes.tick_params(axis="y", length=0)
        axes.margins(x=0.14)
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
