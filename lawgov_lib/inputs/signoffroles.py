"""The roles that approve a report: which of them different people must hold, and who is the same.

A name that is written with blanks, in full width or with another dot is the same person's.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Groups = tuple[tuple[str, ...], ...]

_BETWEEN_PEOPLE = compiled(r"[、，,;；/／\n]")


class _Rules(NamedTuple):
    """What ``signoffroles.yaml`` says."""

    closing: str
    shared: str
    people: int


@cache
def _rules() -> _Rules:
    return _Rules(**load_data("inputs/signoffroles.yaml"))


def people(name: str) -> frozenset[str]:
    """Return who is meant by a name as written, which may list several.

    What is not a letter or a digit, such as blanks, brackets and dots, makes no difference, nor
    does width or case.
    """
    found = (plainly(each) for each in _BETWEEN_PEOPLE.split(name))
    return frozenset(each for each in found if each)


def plainly(text: str) -> str:
    """Return a name without what may be written in different ways."""
    return "".join(mark for mark in normalize("NFKC", text).casefold() if mark.isalnum())


def apart_by_default(roles: Iterable[str]) -> Groups:
    """Return the groups of roles that different people hold where the agency says nothing."""
    group = tuple(role for role in roles if _rules().shared not in role)
    return (group,) if len(group) > 1 else ()


def pairs(roles: Iterable[str], groups: Groups) -> Iterator[tuple[str, str]]:
    """Yield each two roles that some group keeps apart, in the order of the roles."""
    for first, second in combinations(roles, 2):
        if any(first in group and second in group for group in groups):
            yield first, second


def lifted(roles: tuple[str, ...], groups: Groups) -> tuple[tuple[str, str], ...]:
    """Return each two roles that one person may hold although others may not."""
    held = set(pairs(roles, groups))
    return tuple(pair for pair in pairs(roles, apart_by_default(roles)) if pair not in held)


def departure(roles: tuple[str, ...], groups: Groups, reason: str) -> str:
    """Say where the approvals ask less than usual; blank where they do not.

    Args:
        roles: The roles that approve.
        groups: Those that different people hold.
        reason: Why some need not.
    """
    told = []
    if len(next(iter(apart_by_default(roles)), roles)) < _rules().people:
        told.append(f"本报告的签批环节为{'、'.join(roles)}")
    if may := lifted(roles, groups):
        which = "、".join(dict.fromkeys(role for pair in may for role in pair))
        told.append(f"{which}环节可以由同一人签批（{reason}）")
    return "；".join(told)


def faults_of_roles(roles: tuple[str, ...]) -> Iterator[str]:
    """Say what is wrong with a list of roles: one twice, or one behind the one that closes."""
    seen: dict[str, str] = {}
    for role in roles:
        if (plain := plainly(role)) in seen:
            yield f"签批环节“{role}”写了两次"
        seen[plain] = role
    if _rules().closing in roles[:-1]:
        yield f"“{_rules().closing}”之后不能再有签批环节“{roles[-1]}”，成文日期以签发为准"


def faults_of_groups(roles: tuple[str, ...], groups: Groups) -> Iterator[str]:
    """Say what is wrong with the groups of roles that an agency names itself."""
    for group in groups:
        if strangers := [role for role in group if role not in roles]:
            yield f"「signoff_apart」中的“{'”“'.join(strangers)}”不在「signoff」的签批环节中"
        elif len(set(group)) < 2:  # noqa: PLR2004  two to be different
            yield f"「signoff_apart」的每一组至少写两个环节，现为“{'、'.join(group)}”"
