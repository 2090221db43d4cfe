"""Versions of laws, and the table that is asked with a day which of them is in force."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.laws.names import bare
from lawgov_lib.laws.titles import Titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STATUTE = "法律"


class Version(NamedTuple):
    """A law as it stands from one day to another; blank or None is not known.

    A version that a later one of the same title replaces ends where that begins: ``until`` and
    ``by`` are of the last one, once the law itself has ended.

    Attributes:
        title: The title in full.
        kind: 法律, 行政法规, 党内法规, 规范性文件 and the like.
        number: The document number, as 国务院令第711号.
        issued: The day on which it was issued; of a statute, adopted.
        since: The first day in force.
        until: The first day on which it is in force no longer.
        by: The title of what replaced it.
        mark: ``v`` read in the text of the law or on an official page, ``s`` in a secondary one,
            ``u`` not confirmed.
        source: Where it was read: keys of ``sources.yaml``, or the agency's own words.
    """

    title: str
    kind: str = ""
    number: str = ""
    issued: date | None = None
    since: date | None = None
    until: date | None = None
    by: str = ""
    mark: str = "v"
    source: str = ""

    @property
    def begins(self) -> date:
        """The first day in force, else the day it was issued, else the first of the calendar."""
        return self.since or self.issued or date.min

    @property
    def surely(self) -> date:
        """The first day on which it certainly is in force.

        Where that day is not known, the second New Year after it was issued: no law of the table
        waits longer.
        """
        return self.since or (date(self.issued.year + 2, 1, 1) if self.issued else date.max)

    @property
    def years(self) -> frozenset[int]:
        """The years that an edition of it may be called by."""
        return frozenset(day.year for day in (self.issued, self.since) if day)


class LawTable:
    """All versions of all laws, by title."""

    def __init__(self, versions: Iterable[Version]) -> None:
        """Take versions in any order; those marked as not confirmed are left out.

        Args:
            versions: The versions; titles are told apart without 中华人民共和国.
        """
        by_title: dict[str, list[Version]] = defaultdict(list)
        unchecked: dict[str, list[Version]] = defaultdict(list)
        for version in versions:
            (unchecked if version.mark == "u" else by_title)[bare(version.title)].append(version)
        self._versions = _in_order(by_title)
        self._unchecked = _in_order(unchecked)

    def joined(self, more: Iterable[Version]) -> LawTable:
        """Return the table with further laws; one under a known title stands in its place."""
        own = LawTable(more)
        merged = LawTable(())
        merged._versions = {**self._versions, **own._versions}
        merged._unchecked = {**self._unchecked, **own._unchecked}
        return merged

    def __contains__(self, title: str) -> bool:
        """Tell whether the table has a law of that title."""
        return bare(title) in self._versions

    @property
    def by_title(self) -> Mapping[str, tuple[Version, ...]]:
        """The versions by bare title, the earliest first."""
        return self._versions

    def versions(self, title: str) -> tuple[Version, ...]:
        """Return the versions of a law, the earliest first; none where it is not known."""
        return self._versions.get(bare(title), ())

    def unchecked(self, title: str) -> tuple[Version, ...]:
        """Return what is said of a law and not confirmed, which nothing is judged by."""
        return self._unchecked.get(bare(title), ())

    def in_force(self, title: str, day: date) -> Version | None:
        """Return the version of a law that is in force on a day.

        One whose first day is not known is held to begin when it was issued.
        """
        begun = [version for version in self.versions(title) if version.begins <= day]
        if not begun or ((until := begun[-1].until) and until <= day):
            return None
        return begun[-1]

    def end(self, title: str) -> Version | None:
        """Return the last version of a law that has ended, or will; None while none is known."""
        versions = self.versions(title)
        return versions[-1] if versions and versions[-1].until else None

    def replaced(self, version: Version) -> Version | None:
        """Return the version of the same title that stands in the place of one."""
        versions = self.versions(version.title)
        following = versions.index(version) + 1
        return versions[following] if following < len(versions) else None

    def last_day(self, version: Version) -> date | None:
        """Return the first day on which a version is in force no longer, if there is one."""
        after = self.replaced(version)
        return after.begins if after else version.until

    def successor(self, version: Version, day: date) -> str:
        """Return what stands in the place of an ended law on a day, its successors followed."""
        by = version.by
        while (after := self.end(by)) and after.until and after.until <= day and after.by:
            by = after.by
        return by

    @cached_property
    def numbered(self) -> Mapping[str, tuple[Version, ...]]:
        """The versions by document number; orders of presidents begin anew with each term."""
        found = defaultdict(list)
        for versions in self._versions.values():
            for version in versions:
                if version.number:
                    found[version.number].append(version)
        return {number: tuple(each) for number, each in found.items()}

    @cached_property
    def titles(self) -> Titles:
        """The titles, as they may be misspelt."""
        return Titles(tuple(self._versions), self._unchecked)


def _in_order(by_title: Mapping[str, list[Version]]) -> dict[str, tuple[Version, ...]]:
    """Return the versions of each title, the earliest first."""
    return {
        title: tuple(sorted(each, key=lambda version: version.begins))
        for title, each in by_title.items()
    }
