"""A data frame as a table of the document: all its rows and columns, written for a reader."""

from __future__ import annotations

import sys
from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from lawgov_lib.document.columnwidths import is_turned, shares
from lawgov_lib.document.tree import Column, Run, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

MOST_ROWS = 5000
"""More would be some two hundred pages: nobody means that."""
NOTHING = "—"
_LEVELS, _NAMES = "·", "／"
_PRECISION = 6


def table(data: pd.DataFrame | pd.Series | pd.Index | np.ndarray) -> Table | None:
    """Write a data frame, or what is like one, as a table; one longer than anyone reads is left.

    Numbers go right, with as many decimals in a column as its values need, at most those that
    pandas is set to show. What is missing is a dash, a truth is 是 or 否, a day has no time.
    The index becomes a column where it has a name or is more than a count.
    """
    frame = _framed(data)
    if len(frame) > MOST_ROWS:
        return None
    columns = [
        *_index_columns(frame),
        *((_header(label), frame.iloc[:, place]) for place, label in enumerate(frame.columns)),
    ]
    if not columns:
        return None
    headers = [header for header, _ in columns]
    told = [_written(values) for _, values in columns]
    rows = tuple(
        tuple((Run(text=text),) if text else () for text in row)
        for row in zip(*(texts for texts, _ in told), strict=True)
    )
    named = [
        Column(text=header, align="right" if is_number else "left")
        for header, (_, is_number) in zip(headers, told, strict=True)
    ]
    widths = zip(named, shares(named, rows), strict=True)
    return Table(
        columns=tuple(column.model_copy(update={"share": share}) for column, share in widths),
        rows=rows,
        wide=is_turned(named, rows),
    )


def _framed(data: pd.DataFrame | pd.Series | pd.Index | np.ndarray) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415  here and below: most reports show no data frame

    if isinstance(data, np.ndarray):
        frame = pd.DataFrame(data)
        return frame.set_axis([""] * len(frame.columns), axis="columns")
    if isinstance(data, pd.MultiIndex):
        return data.to_frame(index=False)
    if isinstance(data, pd.DataFrame):
        return data
    named = data.name if data.name is not None else ""
    return (
        data.to_series(index=range(len(data))).to_frame(named)
        if isinstance(data, pd.Index)
        else data.to_frame(named)
    )


def _index_columns(frame: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    """Return the levels of the index that say something; the last bears the columns' names too."""
    from pandas.api import types  # noqa: PLC0415

    index = frame.index
    named = [name is not None for name in index.names]
    if not any(named) and index.nlevels == 1 and types.is_integer_dtype(index.dtype):
        return []
    headers = ["" if name is None else _header(name) for name in index.names]
    over = _LEVELS.join(str(name) for name in frame.columns.names if name is not None)
    headers[-1] = _NAMES.join(filter(None, (headers[-1], over)))
    return [
        (header, index.get_level_values(level).to_series()) for level, header in enumerate(headers)
    ]


def _header(label: Any) -> str:  # noqa: ANN401  whatever a column is called
    parts = label if isinstance(label, tuple) else (label,)
    return _LEVELS.join(dict.fromkeys(text for text in map(written, parts) if text))


def _written(values: pd.Series) -> tuple[list[str], bool]:
    """Write a column, and tell whether it is of numbers."""
    missing = values.isna().to_numpy()
    write, is_number = _writer(values[~missing])
    return [NOTHING if no else write(value) for value, no in zip(values, missing, strict=True)], (
        is_number and not missing.all()
    )


def _writer(values: pd.Series) -> tuple[Callable[[Any], str], bool]:
    from pandas.api import types  # noqa: PLC0415

    if types.is_bool_dtype(values.dtype):
        return written, False
    if types.is_float_dtype(values.dtype):
        return _float_writer(values), True
    if types.is_datetime64_any_dtype(values.dtype) and (values.dt.time == time()).all():
        return lambda value: value.date().isoformat(), False
    kinds = {type(value) for value in values}
    numbers = bool(kinds) and all(
        issubclass(kind, int | float | Decimal | np.number) and kind is not bool for kind in kinds
    )
    return written, types.is_numeric_dtype(values.dtype) or numbers


def _float_writer(values: pd.Series) -> Callable[[Any], str]:
    import pandas as pd  # noqa: PLC0415

    told = pd.get_option("display.float_format")
    if callable(told):
        return lambda value: str(told(value))
    precision = int(pd.get_option("display.precision"))
    decimals = max((_decimals(value, precision) for value in values), default=0)
    return lambda value: _plain(value, decimals)


def _decimals(value: float, precision: int) -> int:
    """Return how many decimals a value needs; of a very small one those of its first digits."""
    for digits in (*range(precision + 1), 12, 15):
        rounded = round(value, digits)
        enough = digits >= precision and rounded
        if enough or abs(rounded - value) <= abs(value) * 1e-12 or not np.isfinite(value):
            return int(digits)
    return precision


def _plain(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}" if np.isfinite(value) else str(value).replace("inf", "∞")


def written(value: Any) -> str:  # noqa: ANN401  whatever a cell holds
    """Write a value for a reader, as a cell of a table shows it."""
    match value:
        case str():
            return value
        case bool() | np.bool_():
            return "是" if value else "否"
        case Decimal():
            return f"{value:f}"
        case float():
            return _plain(value, _decimals(value, _PRECISION))
        case np.generic():
            return written(value.item())
        case _:
            return _of_days(value) or str(value)


def _of_days(value: Any) -> str:  # noqa: ANN401  whatever a cell holds
    """Write a day or a span of whole days of pandas', which then is there; blank for all else."""
    pandas = sys.modules.get("pandas")
    if pandas and isinstance(value, pandas.Timestamp) and value.time() == time():
        return str(value.date())
    if pandas and isinstance(value, pandas.Timedelta) and value == value.floor("D"):
        return f"{value.days}天"
    return ""
