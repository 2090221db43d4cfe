"""What the agencies of a city handed in: how each stands, and the metrics that they published."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from lawgov_lib.rollup.rowfile import read_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawgov_lib.rollup.rowfile import Columns, ColumnsWriter


class Standing(StrEnum):
    """What became of an agency's report on its way into the roll-up."""

    IN_TIME = "按期"
    LATE = "逾期"
    UNDATED = "签发日期不明"
    PENDING = "待签批"
    ABSENT = "未报送"
    TAMPERED = "被改动未纳入"
    UNUSABLE = "有问题未纳入"
    UNTRUSTED = "签名未通过未纳入"


INCLUDED = frozenset({Standing.IN_TIME, Standing.LATE, Standing.UNDATED})


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, eq=False)
class Submissions:
    """What was handed in for a year, and what the same agencies published the year before.

    ``office`` is who compiles the roll-up, blank where nobody said; ``deadline`` is the last day
    on which a report signed is in time, ``deadline_source`` what says so. ``is_vouched`` tells
    whether only finals count that a key of the city's trust file has signed. ``data`` is the file
    that all of it stands in.
    """

    year: int
    office: str
    deadline: date
    deadline_source: str
    agencies: tuple[Agency, ...]
    now: Columns
    before: Columns
    is_vouched: bool
    data: bytes

    @cached_property
    def included(self) -> tuple[int, ...]:
        """The places of the agencies whose metrics are part of the figures."""
        return tuple(at for at, agency in enumerate(self.agencies) if agency.is_included)

    @classmethod
    def written(  # noqa: PLR0913  each says one thing of the roll-up
        cls,
        writer: ColumnsWriter,
        *,
        year: int,
        office: str,
        deadline: date,
        deadline_source: str,
        agencies: Iterable[Agency],
        is_vouched: bool,
    ) -> Submissions:
        """Close the file of the rows with all else that there is to say."""
        head = {
            "year": year,
            "office": office,
            "deadline": deadline.isoformat(),
            "deadline_source": deadline_source,
            "is_vouched": is_vouched,
            "agencies": [
                {each.name: getattr(agency, each.name) for each in fields(Agency)}
                for agency in agencies
            ],
        }
        return cls.from_bytes(writer.finished(head))

    @classmethod
    def from_bytes(cls, data: bytes) -> Submissions:
        """Read the file back.

        Raises:
            ValueError: It is none of ours.
        """
        try:
            head, tables = read_columns(data)
            agencies = tuple(
                Agency(**{**each, "standing": Standing(each["standing"])})
                for each in head["agencies"]
            )
            return cls(
                head["year"],
                head["office"],
                date.fromisoformat(head["deadline"]),
                head["deadline_source"],
                agencies,
                tables["now"],
                tables["before"],
                head["is_vouched"],
                data,
            )
        except (KeyError, TypeError, OSError, BadZipFile) as error:
            msg = "not the file of a roll-up"
            raise ValueError(msg) from error
