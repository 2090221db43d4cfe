"""The trust file of a city: whose public key is whose, from which day and until which.

It is kept by whoever compiles the roll-up, as YAML or, for many agencies, as CSV. A final report
counts only if its manifest is signed with a key that the file gives its agency on the day of 签发.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lawgov_lib.approval.keys import Validity, is_public_key
from lawgov_lib.base.errors import InputError, Place, Problem, few_of
from lawgov_lib.inputs.entries import Entries
from lawgov_lib.inputs.fields import Day, MaybeDay, Text
from lawgov_lib.inputs.problems import problems_of
from lawgov_lib.inputs.textfile import read_text
from lawgov_lib.inputs.yamlfile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from lawgov_lib.approval.keys import Seal

_CSV = ".csv"
_KEY_SHOWN = 24
"""As many characters of a key are told: enough to find it in the file."""
_KEY_HINT = "写 lawgov key show 显示的公钥，不要改动。"


class Trusted(BaseModel):
    """One key of one agency; ``until`` is the first day on which it counts no longer."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    agency: Text = Field(alias="机关", description="机关全称，与报告中的相同")
    public_key: Text = Field(alias="公钥", description="lawgov key show 显示的公钥")
    since: Day = Field(alias="启用", description="启用日期，写作2025-01-01")
    until: MaybeDay = Field(default=None, alias="停用", description="停用日期，当日起无效；可空")


class _Listed(Entries[Trusted]):
    """The content of the file."""


@dataclass(eq=False)
class TrustError(InputError):
    """What is wrong in a trust file; ``shared`` names all agencies of a key that several have."""

    shared: dict[str, list[str]] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """Return all agencies of each key that several have."""
        return {"shared_keys": self.shared}


class Trust:
    """The keys that a city trusts."""

    def __init__(self, keys: tuple[Trusted, ...]) -> None:
        """Take the keys."""
        self._of_agency: defaultdict[str, list[Trusted]] = defaultdict(list)
        for key in keys:
            self._of_agency[key.agency].append(key)
        self._owners = {key.public_key: key.agency for key in keys}

    def objection(self, agency: str, seal: Seal, day: date | None) -> str:
        """Say why a final report is not to be trusted; blank where it is.

        Args:
            agency: The agency that its manifest names.
            seal: Its signature.
            day: The day of 签发, if anybody signed.
        """
        if seal.validity is not Validity.VALID:
            return "没有签名" if seal.validity is Validity.ABSENT else "签名与清单不符"
        if agency not in self._of_agency:
            return "信任名单中没有该机关"
        own = [key for key in self._of_agency[agency] if key.public_key == seal.public_key]
        if not own:
            owner = self._owners.get(seal.public_key)
            return f"签名所用的是{owner}的密钥" if owner else "签名所用的密钥不在信任名单中"
        if day is None:
            return "没有签发日期，不能核对密钥是否在用"
        if any(key.since <= day and (key.until is None or day < key.until) for key in own):
            return ""
        return "签发之日密钥尚未启用，或者已经停用"


def read_trust(path: Path) -> Trust:
    """Read a trust file.

    Raises:
        InputError: It cannot be read, or says what cannot be; all problems at once.
    """
    is_table = path.suffix.lower() == _CSV
    listed = _of_table(path) if is_table else read_yaml(path, path.name, _Listed).named(path.name)
    lines = [place.line for place in map(listed.place, range(len(listed.root)))]
    if is_table:
        lines = [*range(2, len(listed.root) + 2)]
    wrong = _wrong(listed.root, [Place(path.name, line) for line in lines])
    problems = tuple(sorted(wrong, key=lambda problem: (problem.place and problem.place.line) or 0))
    if problems:
        raise TrustError(problems, _agencies_of_shared(listed.root))
    return Trust(listed.root)


def _agencies_of_shared(keys: Iterable[Trusted]) -> dict[str, list[str]]:
    return {
        key: list(dict.fromkeys(each.agency for each in entries))
        for key, entries in _shared(keys).items()
    }


def _of_table(path: Path) -> _Listed:
    rows = csv.DictReader(io.StringIO(read_text(path, path.name), newline=""))
    if missing := _missing_columns(rows.fieldnames or (), path.name):
        raise InputError(missing)
    told = [{name: cell or None for name, cell in row.items()} for row in rows]
    try:
        return _Listed.model_validate(told).named(path.name)
    except ValidationError as error:
        place = path.name
        problems = problems_of(error, lambda loc: Place(place, int(loc[0]) + 2 if loc else None))
        raise InputError(tuple(problems)) from None


def _missing_columns(header: Sequence[str], name: str) -> tuple[Problem, ...]:
    """Tell a column that is not there once, not in every row."""
    needed = [field.alias for field in Trusted.model_fields.values() if field.is_required()]
    return tuple(
        Problem("E410", f"缺少「{column}」一列", Place(name, 1), "补上该列。")
        for column in needed
        if column not in header
    )


def _wrong(keys: tuple[Trusted, ...], places: list[Place]) -> Iterator[Problem]:
    """Tell each thing that is wrong once, with those of whom it is wrong."""
    own = dict(zip(keys, places, strict=True))
    ill_formed = [key for key in own if not is_public_key(key.public_key)]
    reversed_days = [key for key in own if key.until is not None and key.until <= key.since]
    if ill_formed:
        said = f"公钥写法不对：{_owners(ill_formed)}"
        yield Problem("E842", said, own[ill_formed[0]], _KEY_HINT)
    for public_key, holders in _shared(keys).items():
        if is_public_key(public_key):
            second = next(key for key in holders if key.agency != holders[0].agency)
            said = f"同一公钥{public_key[:_KEY_SHOWN]}……用于几个机关：{_owners(holders)}"
            yield Problem("E842", said, own[second], "向这些机关逐一核实各自的公钥。")
    if reversed_days:
        said = f"公钥停用日期不晚于启用日期：{_owners(reversed_days)}"
        yield Problem("E842", said, own[reversed_days[0]], "核对日期。")


def _owners(keys: Iterable[Trusted]) -> str:
    return few_of(dict.fromkeys(key.agency for key in keys))


def _shared(keys: Iterable[Trusted]) -> dict[str, list[Trusted]]:
    """Return the entries of each key that several agencies have."""
    holders: defaultdict[str, list[Trusted]] = defaultdict(list)
    for key in keys:
        holders[key.public_key].append(key)
    return {
        key: entries
        for key, entries in holders.items()
        if len({each.agency for each in entries}) > 1
    }
