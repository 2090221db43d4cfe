"""The workbench: what an analyst's own cells find once a notebook has opened a report.

Chinese in a plot is in the report's face, a plot is a drawing and the same every time, a data frame
hands over all its rows, and the working folder is the root, wherever the notebook lies.
"""

from __future__ import annotations

import os
import sys
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lawgov_lib.base.kernel import shell
from lawgov_lib.base.lateimport import once_imported
from lawgov_lib.document.tree import TABLE_MIME, dump
from lawgov_lib.telling.frametable import MOST_ROWS, table, written

if TYPE_CHECKING:
    from collections.abc import Mapping

_BACKEND = "matplotlib_inline.backend_inline"
_EMPTY = "（没有数据）"
_DIMENSIONS = (1, 2)
_PRINTED = {"bbox_inches": "tight", "metadata": {"Date": None, "Creator": None}}
"""How plots are written: without the hour and the version, which no output may show."""
_SHOWN: Mapping[str, Any] = {
    "display.max_rows": MOST_ROWS,
    "display.max_columns": None,
    "display.max_colwidth": None,
    "display.show_dimensions": False,
    "display.unicode.east_asian_width": True,
}


def set_up(root: Path) -> None:
    """Make a notebook's kernel ready for own cells.

    Args:
        root: The folder that holds the folder of the year folders.
    """
    _work_in(root)
    kernel = shell()
    _draw(kernel)
    np.set_printoptions(threshold=MOST_ROWS)
    formatter = kernel.display_formatter
    printed = formatter.formatters["text/plain"]
    printed.max_seq_length = MOST_ROWS
    bundled = formatter.mimebundle_formatter
    bundled.for_type(np.ndarray, _bundle)
    once_imported("pandas", partial(_show_frames, bundled))
    for plain in {str, bool, int, float, Decimal, *np.sctypeDict.values()}:
        printed.for_type(plain, _print)


def _show_frames(bundled: Any) -> None:  # noqa: ANN401  IPython has no annotations
    """Have data frames shown, as soon as there can be any."""
    import pandas as pd  # noqa: PLC0415  the master notebook has none

    for name, value in _SHOWN.items():
        pd.set_option(name, value)
    for kind in (pd.DataFrame, pd.Series, pd.Index):
        bundled.for_type(kind, _bundle)


def _work_in(root: Path) -> None:
    """Go up to the root, as from ``notebooks/`` in JupyterLab; to a folder elsewhere never."""
    if root.resolve() in Path.cwd().resolve().parents:
        os.chdir(root)


def _draw(kernel: Any) -> None:  # noqa: ANN401  IPython has no annotations
    once_imported("matplotlib", _set_face)
    inline = kernel.config.InlineBackend
    inline.setdefault("figure_formats", {"svg"})
    inline.setdefault("print_figure_kwargs", _PRINTED)
    if _BACKEND in sys.modules:  # a cell has drawn before
        backend = sys.modules[_BACKEND].InlineBackend.instance(parent=kernel)
        backend.print_figure_kwargs = inline.print_figure_kwargs
        backend.figure_formats = inline.figure_formats


def _set_face() -> None:
    from lawgov_lib.telling.plotface import set_face  # noqa: PLC0415  most reports have no plot

    set_face()


def _bundle(data: Any, *_: object, **__: object) -> dict[str, Any]:  # noqa: ANN401  what holds rows
    if isinstance(data, np.ndarray) and data.ndim not in _DIMENSIONS:
        return {}
    if not data.size:
        return {"text/plain": _EMPTY} if not len(getattr(data, "columns", ())) else {}
    told = table(data)
    return {TABLE_MIME: dump(told)} if told else {}


def _print(value: Any, printer: Any, _: bool) -> None:  # noqa: ANN401, FBT001  as IPython calls it
    """Print a single value as a reader knows it; within a list or the like as Python writes it."""
    alone = len(printer.stack) == 1
    printer.text(written(value) if alone else repr(value))
