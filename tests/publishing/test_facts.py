"""Every fact of the published 2020 report stands in its section, in HTML and in PDF.

What only a reviewer asks for stands on the review page, what was not published in the data.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from ruamel.yaml import YAML

from tests.places import DATA
from tests.readback import html_sections, pdf_sections, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECTION_OF = {
    "report": "opening",
    "agency": "opening",
    "first_responsible_person": "responsibility",
}


def facts() -> Iterator[tuple[str, Any]]:
    """Yield every leaf of the fact file with its path."""
    text = (DATA / "facts_2020.yaml").read_text(encoding="utf-8")
    yield from leaves(YAML(typ="safe").load(text), ())


def leaves(node: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield the leaves of nested mappings and lists with their dotted paths."""
    if isinstance(node, dict):
        for key, child in node.items():
            yield from leaves(child, (*path, str(key)))
    elif isinstance(node, list):
        for position, child in enumerate(node):
            yield from leaves(child, (*path, str(position)))
    else:
        yield ".".join(path), node


WORDINGS: dict[str, dict[str, str]] = YAML(typ="safe").load(
    (DATA / "facts_wording.yaml").read_text(encoding="utf-8")
)
EXPECTED = [
    (path, WORDINGS.get(path, {"section": SECTION_OF.get(head, head), "says": fact}))
    for path, fact in facts()
    for head in [path.split(".")[0]]
]


@pytest.fixture(scope="module")
def sections(published: Path) -> dict[str, dict[str, str]]:
    """Read the published files back, section by section, and the review page beside them."""
    page = BeautifulSoup((published / "review.html").read_text(encoding="utf-8"), "lxml")
    review = {"review": squeezed(page.get_text())}
    return {
        "html": html_sections(published / "report.html") | review,
        "pdf": pdf_sections(published / "report.pdf") | review,
    }


@pytest.fixture(scope="module")
def states(published: Path) -> dict[str, str]:
    """Read the states of the published metrics, by name."""
    text = (published / "metrics.csv").read_text(encoding="utf-8-sig")
    return {row["名称"]: row["状态"] for row in csv.DictReader(text.splitlines())}


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.parametrize(("path", "wording"), EXPECTED, ids=[path for path, _ in EXPECTED])
def test_fact_is_told_in_its_section(
    sections: dict[str, dict[str, str]],
    states: dict[str, str],
    form: str,
    path: str,
    wording: dict[str, str],
) -> None:
    """A fact is told where it belongs; what was not published is 未提供 in the data."""
    told = sections[form]

    if "missing" in wording:
        assert states[wording["missing"]] == "未提供", path
    else:
        assert full_width(wording["says"]) in told[wording["section"]], path


def test_every_wording_belongs_to_a_fact() -> None:
    """The table of wordings speaks of facts that the fact file has."""
    assert set(WORDINGS) <= {path for path, _ in facts()}


def full_width(text: str) -> str:
    """Write the fact file's ASCII punctuation beside Chinese as the report prints it."""
    marks = {",": "\uff0c", "(": "\uff08", ")": "\uff09"}
    return re.sub(r"(?<=[\u4e00-\u9fff])[,()]|[(](?=[\u4e00-\u9fff])", lambda m: marks[m[0]], text)
