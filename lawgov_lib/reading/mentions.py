"""What a text mentions: numerals and what they mean, relations between them, sweeping claims.

Types only; :func:`lawgov_lib.reading.reader.read` makes them. Every ``start`` and ``end`` is a
place in the text as it was given, not in its normalised form.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

_ALL = Decimal(100)


class Kind(Enum):
    """What a numeral is; hashed by identity, as asking a set for it is what readers do most."""

    __hash__ = object.__hash__

    COUNT = "计数"
    AMOUNT = "金额"
    RATE = "比率"
    POINTS = "百分点"
    RATIO = "比例"
    MULTIPLE = "倍数"
    RANK = "名次"
    DATE = "日期"
    TIME = "时刻"
    AGE = "年龄"
    DURATION = "期间"
    IDENTIFIER = "编号"
    NAME = "名称的一部分"
    PHRASE = "固定提法"
    ITEM = "序号"


QUANTITIES = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.RATE, Kind.POINTS, Kind.RATIO, Kind.MULTIPLE})
"""The kinds that say how much of something there was, and so need a source."""


class Period(Enum):
    """The time that a quantity speaks of."""

    THIS = "本年"
    LAST = "上年"
    EARLIER = "以前年度"
    CUMULATIVE = "累计"
    WITHIN = "年内一段时间"
    NEXT = "今后"


class Link(Enum):
    """How quantities of one sentence hang together."""

    TOTAL = "合计与分项"
    PART = "部分与整体"
    RATE = "比率与分子分母"
    RATIO = "比例与各数"
    BALANCE = "收支结转"
    CHANGE = "增减"
    PRODUCT = "总数与每份"
    MEAN = "平均数"
    SHARES = "各占比例"


class Direction(Enum):
    """Which way a change went."""

    UP = "增"
    DOWN = "减"
    SAME = "平"


class Sweep(Enum):
    """What a claim says of everything it speaks of."""

    ALL = "全部"
    NONE = "没有"
    FIRST = "首次"
    ON_TIME = "按时"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which time and which part a quantity is limited to.

    ``part`` is the words of a part (其中, 进企业, a unit of the agency), blank for the whole.
    ``year`` is the year named, None where the text speaks of 本年 or names none.
    """

    period: Period = Period.THIS
    part: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A numeral with its unit and what it means.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends; what stands between is ``words``.
        words: The numeral and its unit as written.
        low: The least value meant, in ``unit``; percent for rates.
        high: The greatest value meant; equal to ``low`` where the writer names one value.
        step: The worth of one in the last place written: 1000 for 1.5万, 1 for 92%, 10 for 三成.
        exact: Whether no word such as 余, 近, 约 or 以上 makes it an estimate or a bound.
        unit: The unit, normalised; ``%`` for 百分之, 成 and ‰ too; blank where there is none.
        kind: What it is.
        noun: What it counts, blank where the text does not say.
        deed: The verb that it was counted in (受理, 办结, 收到), blank where there is none.
        topic: The subject of its clause, or of the one before where it has none.
        scope: The time and the part it is limited to.
        sentence: The position of its sentence in the text.
        clause: The position of its clause in the text.
    """

    start: int
    end: int
    words: str
    low: Decimal
    high: Decimal
    step: Decimal
    exact: bool
    unit: str
    kind: Kind
    noun: str
    deed: str
    topic: str
    scope: Scope
    sentence: int
    clause: int

    @property
    def rest(self) -> Decimal:
        """How much more a value may be than what is written: what was rounded or cut off."""
        cut_off = self.unit == "%" and self.step < 1
        return self.step if cut_off else self.step / 2

    def holds(self, value: Decimal) -> bool:
        """Tell whether a value agrees with what was written, within its own rounding.

        An exact number holds what rounds to it (half up) in the last place written, and a rate with
        decimals also what was cut off there; all and none (100 %, 0) are never rounded to. An
        estimate or a range holds what lies in its interval.

        Args:
            value: The value, in ``unit``, not rounded.
        """
        if self.low != self.high or not self.exact:
            return self.low <= value <= self.high
        if not self.low or (self.unit == "%" and self.low == _ALL):
            return value == self.low
        if value == 0 or (self.unit == "%" and value == _ALL):
            return False
        return self.low - self.step / 2 <= value < self.low + self.rest


@dataclass(frozen=True, slots=True)
class Relation:
    """Quantities of one sentence that must agree.

    ``whole`` and ``parts`` are positions in the mentions of the text: the total and what adds up to
    it; the rate, then part and whole (``parts``); the change, then this and last year's value as
    far as they are told; of a balance, ``whole`` is unused (None), ``parts`` come in and ``out``
    goes out. Of a change, ``out`` is the number beside a rate that tells the same change, and
    ``direction`` None where the amount is how many times last year's the value is. Of a rate
    ``out`` is what does not count (逾期2件 of 60 for 按期率), with the whole alone in ``parts``; a
    rate without parts is of nothing, which the text says did not happen. Of a product, ``parts``
    are its factors; of a mean, the sum and how many; shares are all in ``parts``. Of a ratio,
    ``out`` are its terms and ``parts`` what they are of. A total is ``rough`` where no word says
    that its list is full.
    """

    link: Link
    start: int
    end: int
    whole: int | None
    parts: tuple[int, ...]
    out: tuple[int, ...] = ()
    direction: Direction | None = None
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of all, none, first or on time; ``hedged`` where it is an aim or a rule."""

    sweep: Sweep
    start: int
    end: int
    words: str
    topic: str
    hedged: bool
    sentence: int
    clause: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or a clause: from where to where in the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read."""

    text: str
    sentences: tuple[Stretch, ...]
    clauses: tuple[Stretch, ...]
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    claims: tuple[Claim, ...]
