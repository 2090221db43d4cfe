"""What holds of several numbers is noted once, below the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import Paragraph, Run, plain
from lawgov_lib.measuring.metric import Metric, Previous, State
from lawgov_lib.telling.notes import notes_below

UNBASED = Metric("online", "网上可办率", "functions", "%", "", State.NUMBER, Decimal(100))
BASED = replace(UNBASED, id="rate", denominator=Decimal(20))
EARLY = Metric(
    *("lic_applied", "行政许可申请", "functions", "件", "", State.NUMBER, Decimal(120)),
    as_of=date(2024, 11, 30),
    previous=Previous(State.NUMBER, Decimal(135), "", as_of=date(2023, 12, 31)),
)
METRICS = {each.id: each for each in (UNBASED, BASED, EARLY)}


def notes(*names: str, year: int = 2024) -> list[str]:
    """Return the notes below a text that tells metrics."""
    told = [Paragraph(runs=(Run(text="数", metric=name),)) for name in names]
    return [plain(tuple(runs_of(note))) for note in notes_below(told, METRICS, year)]


def test_declared_rates_are_noted_once() -> None:
    """Rates without a base are named together in one note; what has a base is not."""
    assert notes("online", "rate", "online") == ["注：网上可办率为申报数，未列分子和分母。"]
    assert notes("rate") == []


def test_eleven_months_beside_a_whole_year_are_noted_once() -> None:
    """Where no growth can be told, the text says why, once."""
    assert notes("lic_applied", "lic_applied") == [
        "注：2024年为截至11月30日数，2023年为全年数，不计算增减。"
    ]
