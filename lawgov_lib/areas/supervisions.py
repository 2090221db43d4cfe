"""行政执法监督: the supervision of enforcement, as the agency carries it out and undergoes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.measuring import formula
from lawgov_lib.measuring.metric import PERCENT, Definition, unasked
from lawgov_lib.telling.clauses import clause, lead, rate, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawgov_lib.document.tree import Runs
    from lawgov_lib.inputs import Register
    from lawgov_lib.measuring.formula import Count
    from lawgov_lib.measuring.metric import Measured
    from lawgov_lib.telling.narrative import Teller

_REGISTER = "supervisions"
_FILE_REVIEW = "案卷评查"


@dataclass(frozen=True)
class _Role:
    """The agency's part in it: the stem of its metrics, what it does, and how its deeds read."""

    value: str
    stem: str
    verb: str
    files: str
    found: str
    papers: str


_ROLES = (
    _Role("实施", "sup", "开展", "评查案卷", "发现问题", "发出"),
    _Role("接受", "sup_on", "接受", "被评查案卷", "被指出问题", "收到"),
)


def _where_any(role: _Role, count: Count) -> Count:
    """Count where the agency has that part at all: a supervised agency is not one that failed."""

    def counted(registers: Mapping[str, Register]) -> Measured | None:
        book = registers[_REGISTER]
        return count(registers) if (book.rows["role"] == role.value).any() else None

    return counted


def _counts(role: _Role) -> tuple[Definition, ...]:
    """Define what is counted of one part."""
    of, name = formula.is_in("role", role.value), f"{role.verb}行政执法监督"
    where = f"行政执法监督台账中「监督关系」为{role.value}"
    reviews = formula.both(of, kind=_FILE_REVIEW)
    return (
        Definition(role.stem, name, "次", f"{where}的行数", formula.rows(_REGISTER, of)),
        Definition(
            f"{role.stem}_files",
            f"{role.files}数",
            "卷",
            f"{where}、「监督方式」为案卷评查的「评查案卷数」之和",
            formula.total(_REGISTER, "files", reviews),
        ),
        Definition(
            f"{role.stem}_problems",
            f"{name}{role.found}",
            "个",
            f"{where}的「发现问题数」之和",
            formula.total(_REGISTER, "problems", of),
        ),
        Definition(
            f"{role.stem}_corrected",
            f"{name}{role.found}整改率",
            PERCENT,
            f"{where}的「整改问题数」之和÷「发现问题数」之和",
            formula.ratio(_REGISTER, "corrected", "problems", of),
        ),
        Definition(
            f"{role.stem}_papers",
            f"{role.papers}行政执法监督文书",
            "份",
            f"{where}、已填「监督文书」的行数",
            formula.rows(_REGISTER, formula.both(of, formula.given("document"))),
        ),
    )


METRICS = unasked(
    *(
        Definition(each.id, each.name, each.unit, each.formula, _where_any(role, each.count))
        for role in _ROLES
        for each in _counts(role)
        if each.count
    )
)


def carried_out(teller: Teller) -> Runs:
    """Say how the agency supervised the enforcement of others."""
    return _told(teller, _ROLES[0], ("全年{n}行政执法监督", "未开展"))


def undergone(teller: Teller) -> Runs:
    """Say how the agency's own enforcement was supervised."""
    return _told(teller, _ROLES[1], ("全年{n}行政执法监督", "未接受"))


def _told(teller: Teller, role: _Role, none: tuple[str, str]) -> Runs:
    return sentence(
        teller,
        lead(teller, f"{role.verb}行政执法监督{{n}}", role.stem, none),
        clause(teller, f"{role.files}{{n}}", f"{role.stem}_files"),
        clause(teller, f"{role.papers}行政执法监督文书{{n}}", f"{role.stem}_papers"),
        clause(
            teller, f"{role.found}{{n}}", f"{role.stem}_problems", f"没有{role.found}", of=role.stem
        ),
        rate(
            teller,
            "整改率",
            f"{role.stem}_corrected",
            every="全部整改",
            some="已整改{k}个",
            none="均未整改",
        ),
        subject=f"{role.verb}行政执法监督中，",
    )
