"""The report's face in plots of an analyst's own, by whatever name a program asks for it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager

from lawgov_lib.base.glyphs import FALLBACK, SANS
from lawgov_lib.base.shipped import FONTS

_KINDS = ("sans-serif", "serif", "monospace", "cursive", "fantasy")
_ALIASES = (
    "SimHei",
    "Microsoft YaHei",
    "SimSun",
    "NSimSun",
    "KaiTi",
    "FangSong",
    "STSong",
    "STHeiti",
    "STXihei",
    "STKaiti",
    "STFangsong",
    "PingFang SC",
    "Heiti SC",
    "Heiti TC",
    "Songti SC",
    "Arial Unicode MS",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Source Han Sans CN",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Noto Serif CJK SC",
)
"""Chinese faces of Windows, macOS and Linux that plotting programs name by habit (their systems'
font lists, 2024): one machine has them, another has not, and a report is the same on both."""
_WEIGHTS = range(100, 1000, 100)
"""The face stands for all its weights, of which it is one; else each plot is warned about."""
_DEFAULTS: dict[Any, Any] = dict(mpl.rcParamsDefault)
_OWN: dict[Any, Any] = {
    **{f"font.{kind}": [SANS.family, *_DEFAULTS[f"font.{kind}"]] for kind in _KINDS},
    "axes.unicode_minus": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "lawgov",
    "mathtext.fontset": "custom",
    **{f"mathtext.{kind}": SANS.family for kind in ("rm", "it", "bf", "cal", "sf", "tt", "bfit")},
}
"""What a plot of an analyst's own is set by, under what he says himself."""


def set_face() -> None:
    """Have plots write Chinese in the report's face, and as text, also after a reset."""
    _know_face()
    for settings in (mpl.rcParams, mpl.rcParamsDefault):
        settings.update(_OWN)


@cache
def read_faces() -> tuple[tuple[font_manager.FontEntry, ...], ...]:
    """Read what matplotlib asks of each shipped face, which takes long; it knows none by that."""
    manager, read = font_manager.fontManager, []
    for face in FALLBACK:
        count = len(manager.ttflist)
        manager.addfont(str(FONTS / face.file))
        read.append(tuple(manager.ttflist[count:]))
        del manager.ttflist[count:]
    return tuple(read)


@cache
def _know_face() -> None:
    """Make the face known to matplotlib before any other of these names.

    What it lacks, the other shipped faces show: matplotlib asks the faces of a text in turn, and
    they follow whatever a program has named.
    """
    (*others, own), *following = read_faces()
    own_by_name = (
        replace(own, name=name, weight=weight)
        for name in (SANS.family, *_ALIASES)
        for weight in _WEIGHTS
    )
    manager: Any = font_manager.fontManager
    manager.ttflist[:] = [*own_by_name, *manager.ttflist, *others, *chain(*following)]
    manager._findfont_cached.cache_clear()  # noqa: SLF001  as when a face is added
    rest = [font_manager.FontPath(str(FONTS / face.file), 0) for face in FALLBACK]
    named = manager._find_fonts_by_props  # noqa: SLF001  no setting reaches a text's own list

    def with_rest(*args: Any, **kwargs: Any) -> list[font_manager.FontPath]:  # noqa: ANN401  as they come
        found = list(named(*args, **kwargs))
        return [*found, *(path for path in rest if path not in found)]

    manager._find_fonts_by_props = with_rest  # noqa: SLF001
