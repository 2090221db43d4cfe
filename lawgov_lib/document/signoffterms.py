"""On what terms the approvals of a report hold; no part of what is published."""

from __future__ import annotations

from datetime import date

from lawgov_lib.document.node import Node


class Terms(Node):
    """Who must be different people, and within which days they may approve.

    ``apart`` lists groups of roles that no two of one person may hold, ``earliest`` is the day that
    the year's counts stand at, ``dated`` the day that the report bears (成文日期), if it has one.
    """

    apart: tuple[tuple[str, ...], ...] = ()
    earliest: date
    dated: date | None = None
