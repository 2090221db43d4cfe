"""Late imports: what is to be done with a library is done once, as soon as it is there."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.lateimport import once_imported

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "seldom_used"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have a library that nobody has imported."""
    (tmp_path / f"{NAME}.py").write_text("value = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop(NAME, None)


@pytest.mark.usefixtures("library")
def test_it_is_done_when_the_library_is_there() -> None:
    """Not before, and with all that the library holds; nothing is left that waits."""
    done, finders = list[int](), list(sys.meta_path)
    once_imported(NAME, lambda: done.append(sys.modules[NAME].value))
    before = list(done)

    importlib.import_module(NAME)
    importlib.reload(sys.modules[NAME])

    assert (before, done) == ([], [1])
    assert sys.meta_path == finders


@pytest.mark.usefixtures("library")
def test_a_library_that_is_there_is_not_waited_for() -> None:
    """It is done at once."""
    importlib.import_module(NAME)
    done = list[str]()

    once_imported(NAME, lambda: done.append(NAME))

    assert done == [NAME]


@pytest.mark.usefixtures("library")
def test_who_only_looks_for_it_changes_nothing() -> None:
    """A program that asks whether it is installed has not imported it; the import comes later."""
    done = list[str]()
    once_imported(NAME, lambda: done.append(NAME))

    found = importlib.util.find_spec(NAME)
    only_looked = list(done)
    importlib.import_module(NAME)

    assert found is not None
    assert (only_looked, done) == ([], [NAME])
