"""The tables that are shipped, read by the fast library as by the strict one."""

from __future__ import annotations

from importlib.resources import as_file, files

import pytest
from ruamel.yaml import YAML

from lawgov_lib.base.datafile import ENDING, load_data

with as_file(files("lawgov_lib")) as LIBRARY:
    TABLES = sorted(path.relative_to(LIBRARY).as_posix() for path in LIBRARY.rglob(f"*{ENDING}"))


def test_there_are_tables() -> None:
    """The limits of the checks are among them."""
    assert "checks/settings.yaml" in TABLES


@pytest.mark.parametrize("name", TABLES)
def test_no_word_means_something_else_in_an_older_yaml(name: str) -> None:
    """YAML 1.1 reads ``on``, ``no`` or ``1:30`` as something else than YAML 1.2 does."""
    assert load_data(name) == YAML(typ="safe").load((LIBRARY / name).read_text(encoding="utf-8"))
