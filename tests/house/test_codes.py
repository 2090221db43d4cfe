"""A code means one thing: docs/errors.md and the catalogue of checks name all of them, once."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.checks.settings import defaults
from tests.places import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIBRARY = PROJECT / "lawgov_lib"
ROW = re.compile(r"\| (E\d{3}) \| ([^|]+) \| ([^|]+) \|")


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the modules of the library by their names in it; a room's own by that of the room."""
    for path in sorted(LIBRARY.rglob("*.py")):
        parts = path.relative_to(LIBRARY).with_suffix("").parts
        yield ".".join(parts).removesuffix(".__init__"), path


def said(form: str) -> dict[str, set[str]]:
    """Return which modules write a code of that form, by code."""
    found = defaultdict(set)
    for name, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found_codes = re.fullmatch(form, node.value)
                if found_codes:
                    found[node.value].add(name)
    return dict(found)


def test_every_error_code_has_one_meaning_and_one_row() -> None:
    """The table says what each code means and who says it; a code taken twice is not found there.

    Who uses a known code in another module adds the module to its row, and reads the meaning.
    """
    rows = ROW.findall((PROJECT / "docs" / "errors.md").read_text(encoding="utf-8"))
    codes = [code for code, _, _ in rows]

    assert codes == sorted(set(codes))
    assert [
        meaning for meaning, count in Counter(row[1] for row in rows).items() if count > 1
    ] == []
    assert {code: set(users.split("、")) for code, _, users in rows} == said(r"E\d{3}")


def test_every_finding_code_has_its_entry() -> None:
    """What a check may find is in the catalogue, and what is there some check can find."""
    entries = load_catalogue()

    assert set(said(r"[AC]\d{2}")) == set(entries)
    assert set(defaults()) <= set(entries)


def test_findings_weigh_what_the_catalogue_says() -> None:
    """A check never makes an error of what its entry calls a warning."""
    weighed = set()
    for _, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name("Finding"),
                    args=[ast.Constant(str(code)), ast.Attribute(ast.Name("Severity"), name), *_],
                ):
                    weighed.add((code, Severity[name]))

    assert len(weighed) > 15
    assert [
        (code, severity)
        for code, severity in sorted(weighed)
        if severity not in load_catalogue()[code].severity
    ] == []
