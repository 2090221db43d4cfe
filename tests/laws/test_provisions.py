"""Provisions that may be cited stand in a law that the table knows, in force as they say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lawgov_lib.laws.lawtable import shipped
from lawgov_lib.laws.provisions import Law, load_laws

LAWS = shipped()


@pytest.mark.parametrize(("key", "law"), load_laws().items())
def test_the_law_is_in_force_with_the_numbering(key: str, law: Law) -> None:
    """The day from which an article counts is the first of a version of its law."""
    version = LAWS.in_force(law.title, law.since)

    assert version is not None, key
    assert version.title == law.title
    assert version.since == law.since or LAWS.in_force(law.title, law.since - timedelta(1)), key


def test_no_provision_stands_twice() -> None:
    """An article has one name."""
    told = [str(law) for law in load_laws().values()]

    assert len(told) == len(set(told))
