"""Level and kind of an agency: what it is, how it calls itself, what is asked of its kind.

``agency.level`` is free text and ``agency.name`` a name; both are read by the words of
``levels.yaml``. What a kind is asked otherwise than most stands there as settings of the checks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_GOVERNMENT = "政府"
"""What recognises a government of any rank; which kind it is, its rank says."""
_DEPARTMENT = "工作部门"
_ABOVE = "上级"
_CITY_DEPTH = 2
"""How many divisions lead to a city: its province and itself; a county has one more."""
_TERRITORIAL = {"乡镇政府", "街道办事处", "开发区管理机构"}
_ANY_ABOVE = {"开发区管理机构", "垂直管理机构"}
"""What may stand below any rank."""
_UNITS = (
    "特别行政区|自治区|自治州|自治县|自治旗|地区|街道|[省州盟旗]|市(?![场政民容])|县(?!域)|区(?![域划])"
    "|镇(?!化)|乡(?!村)"
)
_DIVISION = compiled(f".+?(?:{_UNITS})(?!市(?![场政民容])|县(?!域)|区(?![域划]))")
"""A division at the head of a name: no 市 in 市场, and no 州 in 广州市."""
_UNIT = compiled(f"(?:{_UNITS})$")
_OFFICE = compiled("(?:人民政府|行政公署|办事处|管理委员会|管委会|党工委|党委|委员会|委)$")
_BETWEEN = compiled(r"[、\s]+")
_PARTY = "中共"
_SHORT_UNITS = {"自治州": "州", "自治县": "县", "自治旗": "旗", "苏木": "乡"}
_RANK_OF = {"省": "省", "自治区": "省", "州": "市", "盟": "市", "地区": "市", "市": "市"}
_RANK_OF |= {"县": "县", "旗": "县", "区": "县", "镇": "乡", "乡": "乡", "街道": "乡"}
_STATE = compiled("国务院|中央|^国家|^中华人民共和国|[^省市县区]部$|总局$")
_LEADING_UNIT = compiled(
    "^(?:中共)?(自治区|街道|[省市州盟县旗区镇乡])(?=委|党|人|政|依|全|[一-鿿])"
)

Pattern = Annotated[re.Pattern[str], BeforeValidator(re.compile)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Ruled(_Table):
    """What is asked otherwise than of most: settings of the checks, and where they come from."""

    source: str
    checks: dict[str, dict[str, Any]]


class Kind(Ruled):
    """A kind of agency, with its rank where all of it have the same."""

    rank: str = ""
    is_government: bool = False


class RankWords(_Table):
    """Words of a level by which a rank is known."""

    rank: str
    words: Pattern


class Sign(_Table):
    """Words of a level, and of a name, by which a kind is known."""

    kind: str
    level: Pattern
    name: Pattern


class Joint(Ruled):
    """How a report of party committee and government together is known."""

    level: Pattern


class Division(_Table):
    """How the organs of a division speak of themselves."""

    own: str
    whole: str
    office: str
    party: str


class Levels(_Table):
    """The table ``inputs/levels.yaml``; what each entry means stands there."""

    ranks: tuple[str, ...]
    rank_names: dict[str, str]
    rank_words: tuple[RankWords, ...]
    municipalities: tuple[str, ...]
    recognition: tuple[Sign, ...]
    finer: dict[str, tuple[str, ...]]
    joint: Joint
    divisions: dict[str, Division]
    selves: dict[str, str]
    self: str
    roles: dict[str, Pattern]
    kinds: dict[str, Kind]
    offered: tuple[str, ...]
    offered_ends: tuple[str, ...]


@cache
def levels() -> Levels:
    """Return the table."""
    return Levels.model_validate(load_data("inputs/levels.yaml"))


@dataclass(frozen=True)
class Rung:
    """Where an agency stands: its kind, its rank, its divisions, and with whom it signs.

    Attributes:
        name: The name of the agency, or of several that report together.
        kind: The name of its kind; blank where neither level nor name tells it.
        rank: Its rank, 国家 to 乡; blank where it is not known.
        region: The divisions of its region, the highest first.
        is_joint: Whether party committee and government report together.
        kind_by_level: The kind that its level alone tells, blank where it tells none.
        kind_by_name: The kind that its name alone tells, blank where it tells none.
    """

    name: str
    kind: str
    rank: str
    region: tuple[str, ...] = ()
    is_joint: bool = False
    kind_by_level: str = ""
    kind_by_name: str = ""

    @property
    def is_government(self) -> bool:
        """Whether it is a government at or above the county."""
        return bool(self.kind) and levels().kinds[self.kind].is_government

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The agencies that report: the party committee before the government where both do."""
        named = tuple(filter(None, _BETWEEN.split(self.name)))
        if len(named) != 1 or not self.is_joint or named[0].startswith(_PARTY):
            return named
        division = levels().divisions.get(self.unit)
        return (division.party.format(place=self.place), *named) if division else named

    @property
    def is_contradictory(self) -> bool:
        """Whether its level says one kind and its name another that is no kind of the first."""
        return bool(
            self.kind_by_level
            and self.kind_by_name
            and self.kind_by_level != self.kind_by_name
            and self.kind_by_name not in levels().finer.get(self.kind_by_level, ())
            and self.kind_by_level not in levels().finer.get(self.kind_by_name, ())
        )

    @property
    def place(self) -> str:
        """The division whose government it is, in full: 甲县人民政府 → 甲县."""
        last = _BETWEEN.split(self.name.strip())[-1]
        return _OFFICE.sub("", last.removeprefix(_PARTY)) if self.is_territorial else ""

    @property
    def unit(self) -> str:
        """What its division is: 省, 市, 县, 镇 …; blank for a department."""
        if not self.is_territorial:
            return ""
        found = _UNIT.search(self.place)
        return _short_unit(found[0]) if found else ""

    @property
    def self_name(self) -> str:
        """What it calls itself where it has no short name: 本局, 本县, 我省."""
        if division := levels().divisions.get(self.unit):
            return division.own
        ends = levels().selves.items()
        return next((own for end, own in ends if self.name.endswith(end)), levels().self)

    @property
    def office(self) -> str:
        """What the text calls it: 县委、县政府 where both report, else as it calls itself."""
        division = levels().divisions.get(self.unit)
        return division.office if division and self.is_joint else self.self_name

    @property
    def whole(self) -> str:
        """All of the division that it is responsible for: 全县; blank where none is known."""
        named = (*self.region, *_divisions(self.name))
        unit = self.unit or next((_unit_of(each) for each in reversed(named)), "")
        division = levels().divisions.get(unit)
        return division.whole if division else ""

    @property
    def told(self) -> str:
        """What it is, as ``agency.level`` would say it; blank where nothing is known."""
        division = levels().divisions.get(self.unit)
        if self.is_joint and division:
            return division.office.replace("、", "")
        is_of_any_city = self.rank == "市" and len(self.region) < _CITY_DEPTH
        if self.is_government and is_of_any_city:
            return f"{self.rank}{_GOVERNMENT}"
        if not self.kind or levels().kinds[self.kind].rank:
            return self.kind
        rank = "" if is_of_any_city else levels().rank_names.get(self.rank, "")
        return f"{rank}{_GOVERNMENT * (self.kind == _DEPARTMENT)}{self.kind}"

    @property
    def checks(self) -> Iterator[Mapping[str, Mapping[str, Any]]]:
        """The settings of the checks that are asked of its kind otherwise than of most."""
        if self.kind:
            yield levels().kinds[self.kind].checks
        if self.is_joint:
            yield levels().joint.checks

    def fits(self, addressee: str, wanted: Sequence[str]) -> bool:
        """Tell whether a report of this agency may be addressed so.

        What is not known to be of a rank or a role is not held to be wrong.

        Args:
            addressee: An agency, in full or in short.
            wanted: Who may be addressed, as 本级党委 or 上级部门.
        """
        role = next((key for key, words in levels().roles.items() if words.search(addressee)), "")
        if not role:
            return True
        ranks = self._ranks_of(addressee)
        for each in wanted:
            if each[2:] != role:
                continue
            if not ranks or not self.rank:
                return True
            if ranks & (self._above if each.startswith(_ABOVE) else {self.rank}):
                return True
        return False

    @property
    def is_territorial(self) -> bool:
        """Whether a division is its own: what happens there is its report's business."""
        return self.is_government or self.kind in _TERRITORIAL

    @property
    def _above(self) -> set[str]:
        """The ranks next above: by the order of ranks, and by the divisions of its region."""
        order = levels().ranks
        if self.kind in _ANY_ABOVE:
            return {*order}
        at = order.index(self.rank)
        above = {rank for rank in self._region_ranks if order.index(rank) < at}
        nearest = max(above, key=order.index, default="")
        return {*filter(None, (order[max(at - 1, 0)], nearest))}

    @property
    def _region_ranks(self) -> list[str]:
        return [_rank_at(self.region[: at + 1]) for at in range(len(self.region))]

    def _ranks_of(self, addressee: str) -> set[str]:
        """Return the ranks that an addressee may have; none where its name does not tell."""
        if _STATE.search(addressee):
            return {"国家"}
        bare = addressee.removeprefix(_PARTY)
        for at in range(len(self.region), 0, -1):
            for head in ("".join(self.region[:at]), self.region[at - 1]):
                if bare.startswith(head):
                    return {self._region_ranks[at - 1]}
        if short := _LEADING_UNIT.match(bare):
            unit = short[1]
            own = {
                rank
                for division, rank in zip(self.region, self._region_ranks, strict=True)
                if _unit_of(division) == unit
            }
            if self.unit == unit and self.rank:
                own.add(self.rank)
            return own or {_RANK_OF[unit]}
        named = _DIVISION.findall(bare)
        rank = _RANK_OF.get(_unit_of(named[-1])) if named else None
        return {rank} if rank else set()


@cache
def rung_of(name: str, level: str = "", region: str = "", kind: str = "") -> Rung:
    """Find out what an agency is.

    Args:
        name: Its name; several that report together with 、 between.
        level: Its level, in free words.
        region: The region that it lies in, the province first.
        kind: Its kind by name, where somebody has said it.
    """
    table = levels()
    divisions = _divisions(region)
    names = _BETWEEN.split(name.strip())
    by_level = next((sign.kind for sign in table.recognition if sign.level.search(level)), "")
    by_name = next((sign.kind for sign in table.recognition if sign.name.search(names[-1])), "")
    found = by_name if by_name in table.finer.get(by_level, ()) else by_level or by_name
    if kind in table.kinds:
        found = kind
    rank = table.kinds[kind].rank if kind in table.kinds else ""
    rank = rank or _rank(names[-1], level, divisions)
    if found == _GOVERNMENT:
        found = next(
            (
                each
                for each, told in table.kinds.items()
                if told.is_government and told.rank == rank
            ),
            "",
        )
    fixed = table.kinds[found].rank if found else ""
    is_joint = bool(table.joint.level.search(level)) or (
        len(names) > 1 and names[0].startswith(_PARTY)
    )
    return Rung(name, found, fixed or rank, divisions, is_joint, by_level, by_name)


def _rank(name: str, level: str, divisions: Sequence[str]) -> str:
    """Return the rank that a level says, else that of the name, else that of the region."""
    found = next((each.rank for each in levels().rank_words if each.words.search(level)), "")
    if found:
        return found
    named = _divisions(_OFFICE.sub("", name))
    unit = _unit_of(named[-1]) if named else ""
    if unit and unit != "市":
        return _RANK_OF.get(unit, "")
    if unit and named[-1] in levels().municipalities:
        return "省"
    if divisions:
        return _rank_at(divisions)
    return _RANK_OF.get(unit, "")


def _divisions(region: str) -> tuple[str, ...]:
    return tuple(_DIVISION.findall(region))


def _rank_at(divisions: Sequence[str]) -> str:
    """Return the rank of the last of some divisions: 广东省, 阳江市, 阳春市 → 县."""
    unit = _unit_of(divisions[-1])
    if unit not in {"市", ""}:
        return _RANK_OF[unit]
    depth = len(divisions)
    if depth < _CITY_DEPTH and divisions[0] in levels().municipalities:
        return "省"
    return "市" if depth <= _CITY_DEPTH else "县"


def _unit_of(division: str) -> str:
    found = _UNIT.search(division)
    return _short_unit(found[0]) if found else ""


def _short_unit(unit: str) -> str:
    return _SHORT_UNITS.get(unit, unit)
