"""The metrics that agencies published, as columns: a part as it comes in, a metric as it is read.

The file is a ``.npz`` archive of numpy: numpy is here already, it reads back without pickle, the
same content gives the same bytes, and codes beside exact decimal digits need few bytes a row. A
library for Parquet would be larger than all that a roll-up needs. Rows stand in it metric by
metric, a group of agencies at a time: whoever asks for a metric reads its rows and no others.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from lawgov_lib.measuring.metric import State
from lawgov_lib.measuring.metricstable import ABSENT
from lawgov_lib.rollup.exactnumbers import Quantities, decimal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from decimal import Decimal

    from numpy.typing import NDArray

    from lawgov_lib.measuring.metricstable import Listed

T = TypeVar("T")
Number = Literal["value", "numerator", "denominator"]
MOST = 10**18
"""What no number's digits reach: those below it always fit 64 bits."""
YEARS = ("now", "before")
_NUMBERS: tuple[Number, ...] = ("value", "numerator", "denominator")
_STATES = tuple(State)
_CODES = {state: code for code, state in enumerate(_STATES)}
_ROW = np.dtype(
    [
        ("agency", np.int32),
        ("label", np.int32),
        ("state", np.int8),
        ("declared", np.bool_),
        *((name, np.int64) for name in _NUMBERS),
        *((f"{name}_places", np.int8) for name in _NUMBERS),
    ]
)
_BEHIND_AGENCY = np.dtype(np.int32).itemsize
"""Where in a row stands what the agency gave."""
_HEAD = "head"
_GROUP = 1000
"""How many agencies a group of rows in the file is of."""


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
class Cells:
    """What agencies gave of one metric, in their order; or, of a part, of all metrics."""

    labels: tuple[Label, ...]
    rows: NDArray[Any]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """Yield what each agency gave."""
        for agency, *told in self.rows.tolist():
            yield self._row(agency, told)

    def told(self, tell: Callable[[Row], T]) -> Iterator[tuple[int, T]]:
        """Yield each agency with what is told of its row; of rows that are alike it is asked once.

        Args:
            tell: Says something of a row, whose agency it does not ask for.
        """
        bare = self.rows.view(np.uint8).reshape(len(self), _ROW.itemsize)[:, _BEHIND_AGENCY:]
        keys = np.ascontiguousarray(bare).view((np.void, bare.shape[1])).ravel().tolist()
        alike = dict(zip(keys, range(len(keys)), strict=True))
        examples = self.only(np.fromiter(alike.values(), np.intp))
        known = dict(zip(alike, map(tell, examples), strict=True))
        return zip(self.agencies.tolist(), map(known.__getitem__, keys), strict=True)

    def _row(self, agency: int, told: Sequence[Any]) -> Row:
        label, state, declared, *numbers = told
        value, numerator, denominator = (
            None if places == ABSENT else decimal(digits, places)
            for digits, places in zip(numbers[:3], numbers[3:], strict=True)
        )
        said = self.labels[label], _STATES[state], value, numerator, denominator
        return Row(agency, *said, declared=declared)

    def only(self, wanted: NDArray[Any]) -> Cells:
        """Return some of the rows, by a mask or by their positions."""
        return Cells(self.labels, self.rows[wanted])

    @property
    def agencies(self) -> NDArray[np.int32]:
        """The agencies, by their places in the list."""
        return self.rows["agency"]

    @property
    def states(self) -> dict[State, int]:
        """How many rows are of each state."""
        counts = np.bincount(self.rows["state"], minlength=len(_STATES))
        return dict(zip(_STATES, counts.tolist(), strict=True))

    def are(self, states: Collection[State]) -> NDArray[np.bool_]:
        """Tell which rows are of one of some states."""
        return np.isin(self.rows["state"], [_CODES[state] for state in states])

    def numbers(self, name: Number) -> Quantities:
        """Return one of the three numbers of each row, also where it is not there."""
        return Quantities(self.agencies, self.rows[name], self.rows[f"{name}_places"])

    @cached_property
    def is_based(self) -> NDArray[np.bool_]:
        """Which rows have both a numerator and a denominator."""
        return self.numbers("numerator").known & self.numbers("denominator").known


class Intake:
    """Takes the tables of a few agencies in and makes rows of them."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._labels: dict[tuple[str, str, str, str], int] = {}
        self._tables: list[NDArray[Any]] = []

    def add(self, agency: int, table: Listed) -> None:
        """Take a table in."""
        rows = np.empty(len(table.labels), _ROW)
        known = self._labels
        rows["agency"] = agency
        rows["label"] = [known.setdefault(label, len(known)) for label in table.labels]
        rows["state"] = [_CODES[state] for state in table.states]
        rows["declared"] = table.declared
        for name in _NUMBERS:
            numbers = getattr(table, f"{name}s")
            rows[name] = [digits for digits, _ in numbers]
            rows[f"{name}_places"] = [places for _, places in numbers]
        self._tables.append(rows)

    def cells(self, shown: Callable[[str], str]) -> Cells:
        """Return all rows, in the order in which they came.

        Args:
            shown: What is shown of the name that an agency gives a metric.
        """
        labels = tuple(
            Label(key, shown(name), area, unit) for key, name, area, unit in self._labels
        )
        return Cells(labels, np.concatenate([np.empty(0, _ROW), *self._tables]))


class _Year:
    """The rows of one year that are not written yet; labels in the order of their rows."""

    def __init__(self) -> None:
        self.labels: dict[Label, int] = {}
        self.groups: dict[str, list[str]] = {}
        self._held: list[NDArray[Any]] = []

    def add(self, part: Cells) -> None:
        codes = np.zeros(len(part.labels), dtype=np.int32)
        for code in dict.fromkeys(part.rows["label"].tolist()):
            codes[code] = self.labels.setdefault(part.labels[code], len(self.labels))
        rows = part.rows.copy()
        rows["label"] = codes[rows["label"]]
        self._held.append(rows)

    def by_metric(self) -> Iterator[tuple[str, NDArray[Any]]]:
        """Yield the rows of each metric, and forget them."""
        rows = np.concatenate([np.empty(0, _ROW), *self._held])
        self._held.clear()
        ids = list(dict.fromkeys(label.id for label in self.labels))
        places = {key: place for place, key in enumerate(ids)}
        metrics = np.array([places[label.id] for label in self.labels], dtype=np.int32)
        order = np.argsort(metrics[rows["label"]], kind="stable")
        rows = rows[order]
        ends = np.searchsorted(metrics[rows["label"]], np.arange(len(ids) + 1))
        for at, key in enumerate(ids):
            if ends[at] < ends[at + 1]:
                yield key, rows[ends[at] : ends[at + 1]]


class ColumnsWriter:
    """Writes the file while agencies come in: of their rows no more is kept than one group has.

    Whoever begins it closes it, also where nothing comes of it.
    """

    def __init__(self) -> None:
        """Begin the file."""
        self._stream = io.BytesIO()
        self._archive = ZipFile(self._stream, "w")
        self._years = {name: _Year() for name in YEARS}
        self._agencies = self._group = 0

    def add(self, agencies: Collection[int], parts: Mapping[str, Cells]) -> None:
        """Take in the rows of some agencies.

        Args:
            agencies: The agencies whose rows are wanted, by their places.
            parts: The rows by year, of these agencies and perhaps of others.
        """
        wanted = list(agencies)
        for name, part in parts.items():
            self._years[name].add(part.only(np.isin(part.agencies, wanted)))
        self._agencies += len(wanted)
        if self._agencies >= _GROUP:
            self._write()

    def finished(self, head: Mapping[str, object]) -> bytes:
        """Write what is left, and the head; return the file.

        Args:
            head: What the file says beside the rows, as JSON can say it.
        """
        self._write()
        tables = {
            name: {
                "labels": [[*asdict(each).values()] for each in year.labels],
                "groups": year.groups,
            }
            for name, year in self._years.items()
        }
        text = json.dumps({**head, "tables": tables}, ensure_ascii=False).encode()
        stream = io.BytesIO()
        np.save(stream, np.frombuffer(text, dtype=np.uint8), allow_pickle=False)
        self._put(_HEAD, stream.getvalue())
        self._archive.close()
        return self._stream.getvalue()

    def close(self) -> None:
        """Leave nothing open, finished or not."""
        self._archive.close()

    def _write(self) -> None:
        self._agencies = 0
        for name, year in self._years.items():
            for key, rows in year.by_metric():
                entry = f"{name}/{key}/{self._group}"
                year.groups.setdefault(key, []).append(entry)
                self._put(entry, _preamble(len(rows)) + rows.tobytes())
        self._group += 1

    def _put(self, name: str, data: bytes) -> None:
        self._archive.writestr(ZipInfo(f"{name}.npy"), data, ZIP_DEFLATED)


class _Arrays:
    """The arrays of the file by name, read when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self._archive = ZipFile(io.BytesIO(data))

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Read one; numpy reads what does not begin as rows do."""
        data = self._archive.read(f"{name}.npy")
        start = _preamble((len(data) - len(_preamble(0))) // _ROW.itemsize)
        if data.startswith(start):
            return np.frombuffer(data, _ROW, offset=len(start))
        found: NDArray[Any] = np.load(io.BytesIO(data), allow_pickle=False)
        return found


@cache
def _preamble(count: int) -> bytes:
    """Return what numpy writes before so many rows; to read it takes longer than to know it."""
    stream = io.BytesIO()
    rows = np.broadcast_to(np.zeros((), _ROW), count)
    np.lib.format.write_array_header_1_0(stream, np.lib.format.header_data_from_array_1_0(rows))
    return stream.getvalue()


@dataclass(frozen=True, eq=False)
class Columns:
    """The rows of one year in the file, metric by metric; each distinct label is kept once."""

    labels: tuple[Label, ...]
    entries: Mapping[str, Sequence[str]]
    """The names in the file of the groups of each metric, metrics in the order of being met."""
    file: _Arrays

    def __len__(self) -> int:
        """Count the rows."""
        return sum(len(self.of_metric(key)) for key in self.entries)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all metrics."""
        return tuple(self.entries)

    @cached_property
    def groups(self) -> int:
        """Of how many groups of agencies there are rows."""
        numbers = (_group_of(name) for names in self.entries.values() for name in names)
        return 1 + max(numbers, default=-1)

    def of_metric(self, metric_id: str, group: int | None = None) -> Cells:
        """Read the rows of one metric, in the order of the agencies.

        Args:
            metric_id: The id of the metric.
            group: Which group of agencies is wanted; None for all.
        """
        names = self.entries.get(metric_id, ())
        wanted = [name for name in names if group is None or _group_of(name) == group]
        return Cells(
            self.labels, np.concatenate([np.empty(0, _ROW), *map(self.file.__getitem__, wanted)])
        )


def _group_of(name: str) -> int:
    return int(name.rpartition("/")[2])


def read_columns(data: bytes) -> tuple[dict[str, Any], dict[str, Columns]]:
    """Open a file; return its head, and the rows by year, which are read when they are asked for.

    Raises:
        ValueError: It is none of ours.
        KeyError: As of ValueError, like TypeError, OSError and BadZipFile.
    """
    file = _Arrays(data)
    head = json.loads(file[_HEAD].tobytes())
    tables = head.pop("tables")
    columns = {
        name: Columns(tuple(Label(*each) for each in told["labels"]), told["groups"], file)
        for name, told in ((name, tables[name]) for name in YEARS)
    }
    return head, columns
