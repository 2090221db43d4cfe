"""What is told stays as it is, here and in another process."""

from __future__ import annotations

import pickle

import pytest

from lawgov_lib.base.readonly import ReadOnly


def test_nothing_can_be_set() -> None:
    """Neither here nor by the mapping that it was made of."""
    source = {"b": 1, "a": 2}
    kept = ReadOnly(source)
    source["c"] = 3

    with pytest.raises(TypeError):
        kept["b"] = 4  # type: ignore[index]

    assert list(kept.items()) == [("b", 1), ("a", 2)]
    assert repr(kept) == "{'b': 1, 'a': 2}"


def test_it_travels() -> None:
    """And is equal to what says the same."""
    kept = ReadOnly({"b": 1})

    assert pickle.loads(pickle.dumps(kept)) == kept == {"b": 1}  # noqa: S301  our own
