"""What every section module offers: its metrics, its statements and its charts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.measuring.metric import Definition
    from lawgov_lib.telling.charts import Chart, TrendChart
    from lawgov_lib.telling.narrative import Statement


@dataclass(frozen=True)
class Area:
    """A section (领域): ``key`` is its name in outlines, prose files and the notebook."""

    key: str
    metrics: tuple[Definition, ...] = ()
    statements: Mapping[str, Statement] = field(default_factory=dict)
    charts: tuple[Chart, ...] = ()
    trends: tuple[TrendChart, ...] = ()
