"""Refuse a row whose cells cannot all be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


def refuse(faults: Mapping[str, bool]) -> None:
    """Refuse a row for every fault that it has, all at once.

    Args:
        faults: What would be wrong, in Chinese, and whether it is.

    Raises:
        ValueError: There is at least one fault.
    """
    found = [fault for fault, is_so in faults.items() if is_so]
    if found:
        raise ValueError("；".join(found))


def earlier(day: date | None, other: date | None) -> bool:
    """Tell whether a day lies before another; a blank lies nowhere."""
    return day is not None and other is not None and day < other


def overlong(days: int | None, start: date | None, end: date | None) -> bool:
    """Tell whether a part of the days from start to end is longer than all of them."""
    return bool(days and start and end and days > (end - start).days)


def exceeds(amount: int | None, limit: int | None) -> bool:
    """Tell whether a number is greater than another; a blank is not."""
    return amount is not None and limit is not None and amount > limit
