"""Every promise of SECURITY.md has the tests that hold it, and they are there."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

from tests.places import PROJECT

TEXT = (PROJECT / "SECURITY.md").read_text(encoding="utf-8")
PROMISED = TEXT[TEXT.index("## What is promised") : TEXT.index("## What is not promised")]
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| (`[^|]+`) \|$", re.MULTILINE)


def named() -> dict[str, list[str]]:
    """Return the tests that the table names, by the title of the promise."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for title, _, tests in ROW.findall(PROMISED):
        found[title] += re.findall("`([^`]+)`", tests)
    return dict(found)


def test_every_promise_names_its_tests() -> None:
    """What stands in bold has rows in the table, and no row promises anything else."""
    titles = re.findall(r"^- \*\*([^*]+)\.\*\*", PROMISED, re.MULTILINE)

    assert len(titles) > 5
    assert set(named()) == set(titles)


def test_every_test_that_is_named_is_there() -> None:
    """A test that was renamed or taken out leaves its promise without support."""
    missing = [
        each
        for tests in named().values()
        for each in tests
        if each.partition("::")[2] not in functions(each.partition("::")[0])
    ]

    assert missing == []


def functions(file: str) -> set[str]:
    """Return the functions of a file of tests."""
    tree = ast.parse((PROJECT / "tests" / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
