"""What the agencies of a city handed in: one long table of metrics, kept in a columnar file.

The file is a ``.npz`` archive of numpy: numpy is here already, it reads back without pickle, the
same content gives the same bytes, and codes beside exact decimal digits need about 35 bytes a
row. Numbers are whole digits and decimal places, never binary fractions.
"""

from __future__ import annotations

import io
import json
from array import array
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from lawgov_lib.measuring.metric import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

MOST_DIGITS = 18
"""How many digits a number may have in all: so many always fit 64 bits."""
_NUMBERS = ("value", "numerator", "denominator")
_STATES = tuple(State)
_ABSENT = -1
_FLAGS = {"agency": np.int32, "label": np.int32, "state": np.int8, "declared": np.int8}


class Standing(StrEnum):
    """What became of an agency's report on its way into the roll-up."""

    IN_TIME = "按期"
    LATE = "逾期"
    UNDATED = "签发日期不明"
    ABSENT = "未报送"
    TAMPERED = "被改动未纳入"
    UNUSABLE = "有问题未纳入"
    UNTRUSTED = "签名未通过未纳入"


INCLUDED = frozenset({Standing.IN_TIME, Standing.LATE, Standing.UNDATED})


@dataclass(frozen=True)
class Agency:
    """One agency: its root's name, its own, how its report stands, and what the manifest counts.

    ``signed`` is the day of 签发, blank where nobody signed; ``problem`` says why the report is not
    included, ``problem_before`` why that of the year before is not, ``remark`` what is to be known
    of one that is.
    """

    root: str
    name: str
    standing: Standing
    signed: str = ""
    problem: str = ""
    fictional: bool = False
    findings: dict[str, int] = field(default_factory=dict)
    remarks: dict[str, int] = field(default_factory=dict)
    has_before: bool = False
    problem_before: str = ""
    remark: str = ""

    @property
    def is_included(self) -> bool:
        """Tell whether the agency's metrics are part of the figures."""
        return self.standing in INCLUDED


@dataclass(frozen=True)
class Label:
    """How a table names a metric: agencies may differ in all but the id."""

    id: str
    name: str
    section: str
    unit: str


@dataclass(frozen=True)
class Row:
    """One metric of one agency, which is named by its place in the list of agencies."""

    agency: int
    label: Label
    state: State
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    declared: bool


@dataclass(frozen=True, eq=False)
class Columns:
    """The rows of one year as columns of equal length; each distinct label is kept once."""

    labels: tuple[Label, ...]
    arrays: dict[str, NDArray[Any]]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.arrays["agency"])

    def of_metric(self, metric_id: str) -> Iterator[Row]:
        """Yield the rows of one metric in the order of the agencies."""
        places = self._places.get(metric_id)
        if places is None:
            return
        lists = [self.arrays[name][places].tolist() for name in _names()]
        for agency, label, state, declared, *numbers in zip(*lists, strict=True):
            value, numerator, denominator = map(_joined, numbers[::2], numbers[1::2])
            yield Row(
                agency,
                self.labels[label],
                _STATES[state],
                value,
                numerator,
                denominator,
                bool(declared),
            )

    @cached_property
    def _places(self) -> dict[str, NDArray[np.int64]]:
        """The places of each metric's rows, in the order in which metrics were first met."""
        ids = list(dict.fromkeys(label.id for label in self.labels))
        codes = np.array([ids.index(label.id) for label in self.labels], dtype=np.int32)
        rows = codes[self.arrays["label"]] if len(self) else np.array([], dtype=np.int32)
        order = np.argsort(rows, kind="stable")
        ends = np.searchsorted(rows[order], np.arange(len(ids) + 1))
        return {key: order[ends[at] : ends[at + 1]] for at, key in enumerate(ids)}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all metrics, in the order in which they were first met."""
        return tuple(self._places)


class Builder:
    """Takes rows in, agency by agency, and keeps of them no more than the columns hold."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._labels: dict[Label, int] = {}
        self._cells = {name: array(np.dtype(_type(name)).char) for name in _names()}

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows in."""
        cells = self._cells
        for row in rows:
            cells["agency"].append(row.agency)
            cells["label"].append(self._labels.setdefault(row.label, len(self._labels)))
            cells["state"].append(_STATES.index(row.state))
            cells["declared"].append(row.declared)
            for name in _NUMBERS:
                digits, places = _split(getattr(row, name))
                cells[name].append(digits)
                cells[f"{name}_places"].append(places)

    def columns(self) -> Columns:
        """Return the columns."""
        arrays = {name: np.array(cells, dtype=_type(name)) for name, cells in self._cells.items()}
        return Columns(tuple(self._labels), arrays)


def joined(parts: Iterable[Columns], agencies: Sequence[int]) -> Columns:
    """Put parts together, of each the rows of some agencies; labels in the order of their rows.

    Args:
        parts: The parts in the order of the agencies.
        agencies: The agencies whose rows are wanted, by their places.
    """
    labels: dict[Label, int] = {}
    kept: dict[str, list[NDArray[Any]]] = {name: [] for name in _names()}
    for part in parts:
        wanted = np.isin(part.arrays["agency"], agencies)
        cells = {name: column[wanted] for name, column in part.arrays.items()}
        codes = np.zeros(len(part.labels), dtype=np.int32)
        for code in dict.fromkeys(cells["label"].tolist()):
            codes[code] = labels.setdefault(part.labels[code], len(labels))
        cells["label"] = codes[cells["label"]]
        for name, column in cells.items():
            kept[name].append(column)
    arrays = {
        name: np.concatenate(found).astype(_type(name)) if found else np.array([], _type(name))
        for name, found in kept.items()
    }
    return Columns(tuple(labels), arrays)


@dataclass(frozen=True, eq=False)
class Submissions:
    """What was handed in for a year, and what the same agencies published the year before.

    ``office`` is who compiles the roll-up, blank where nobody said; ``deadline`` is the last day
    on which a report signed is in time, ``deadline_source`` what says so. ``is_vouched`` tells
    whether only finals count that a key of the city's trust file has signed.
    """

    year: int
    office: str
    deadline: date
    deadline_source: str
    agencies: tuple[Agency, ...]
    now: Columns
    before: Columns
    is_vouched: bool = False

    @property
    def included(self) -> tuple[int, ...]:
        """The places of the agencies whose metrics are part of the figures."""
        return tuple(at for at, agency in enumerate(self.agencies) if agency.is_included)

    def to_bytes(self) -> bytes:
        """Write the file; the same content gives the same bytes."""
        head = {
            "year": self.year,
            "office": self.office,
            "deadline": self.deadline.isoformat(),
            "deadline_source": self.deadline_source,
            "is_vouched": self.is_vouched,
            "agencies": [asdict(agency) for agency in self.agencies],
            "labels": {
                name: [list(asdict(label).values()) for label in columns.labels]
                for name, columns in self._tables()
            },
        }
        text = json.dumps(head, ensure_ascii=False).encode()
        stream = io.BytesIO()
        arrays: dict[str, Any] = {"head": np.frombuffer(text, dtype=np.uint8)}
        for table, columns in self._tables():
            arrays |= {f"{table}_{name}": cells for name, cells in columns.arrays.items()}
        np.savez_compressed(stream, **arrays)
        return stream.getvalue()

    def _tables(self) -> Sequence[tuple[str, Columns]]:
        return (("now", self.now), ("before", self.before))

    @classmethod
    def from_bytes(cls, data: bytes) -> Submissions:
        """Read the file back.

        Raises:
            ValueError: It is none of ours.
        """
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as file:
                head = json.loads(file["head"].tobytes())
                tables = {
                    table: Columns(
                        tuple(Label(*label) for label in head["labels"][table]),
                        {name: file[f"{table}_{name}"] for name in _names()},
                    )
                    for table in ("now", "before")
                }
            agencies = tuple(
                Agency(**{**each, "standing": Standing(each["standing"])})
                for each in head["agencies"]
            )
            when = date.fromisoformat(head["deadline"])
            return cls(
                head["year"],
                head["office"],
                when,
                head["deadline_source"],
                agencies,
                is_vouched=head["is_vouched"],
                **tables,
            )
        except (KeyError, TypeError, OSError, BadZipFile) as error:
            msg = "not the file of a roll-up"
            raise ValueError(msg) from error


def _names() -> tuple[str, ...]:
    return (*_FLAGS, *(part for name in _NUMBERS for part in (name, f"{name}_places")))


def _type(name: str) -> Any:  # noqa: ANN401  numpy's own types of types differ
    return _FLAGS.get(name, np.int8 if name.endswith("_places") else np.int64)


def _split(number: Decimal | None) -> tuple[int, int]:
    """Return the digits of a number and how many of them are decimals: 46.70 → 4670, 2."""
    if number is None:
        return 0, _ABSENT
    places = max(-int(number.as_tuple().exponent), 0)
    return int(number.scaleb(places)), places


def _joined(digits: int, places: int) -> Decimal | None:
    return None if places == _ABSENT else Decimal(digits).scaleb(-places)
