"""What an analyst's own cells may refer to, carried in the record, and what their text says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from lawgov_lib.areas import AREAS
from lawgov_lib.base.errors import TellingError
from lawgov_lib.base.files import read_regular
from lawgov_lib.base.notebookfile import place_of
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.checks.untraced import HINT, names_of
from lawgov_lib.document import markdown
from lawgov_lib.document.dossier import Remark
from lawgov_lib.document.owncells import References, numbered
from lawgov_lib.document.ownpictures import as_markdown, checked
from lawgov_lib.document.tree import OWN, Heading, Lookup, Paragraph, Run
from lawgov_lib.reading.numerals import NUMERAL
from lawgov_lib.telling.facts import facts_of
from lawgov_lib.telling.narrative import Teller, all_references

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.document.owncells import Numbered
    from lawgov_lib.document.tree import Block, Blocks, Figure
    from lawgov_lib.report.yearreport import Report

_CODE = "C22"


@dataclass(frozen=True)
class OwnText:
    """The text of own cells before anything is run.

    ``told`` has their Markdown by the key of the cell's section, ``problems`` its faults, and
    ``running`` the keys of the cells with code, whose output nobody knows yet.
    """

    told: dict[str, Blocks] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    running: set[str] = field(default_factory=set)

    def runs(self, about: str) -> bool:
        """Tell whether an answer, by its name for it, is to what a cell with code puts out."""
        return any(f"{key}/" in about for key in self.running)


def lookup_of(report: Report) -> Lookup:
    """Return every reference of a year with what it says, and how numbers by hand are told.

    Args:
        report: The year, measured and told.
    """
    inputs = report.year_inputs
    teller = Teller(report.metrics, inputs.registers, facts_of(inputs.report))
    statements = {key: AREAS[key].statements for key in report.spots if key in AREAS}
    names = names_of(inputs, report.metrics)
    return Lookup(
        references=all_references(teller, statements),
        names=tuple(sorted(name for name in names if NUMERAL.search(name))),
        untraced=Remark(
            code=_CODE,
            title=load_catalogue()[_CODE].title,
            severity=Severity.WARNING,
            message="",
            hint=HINT,
            is_answerable=True,
        ),
        answers={
            f"{each.about} {each.mark}": str(each)
            for each in inputs.answers.root
            if each.code == _CODE and each.about.startswith(OWN)
        },
    )


def own_text(notebook: Path, root: Path, lookup: Lookup) -> OwnText:
    """Read the Markdown of own cells, and the pictures it shows, before anything is run.

    Args:
        notebook: The notebook; one that cannot be read is the run's to tell.
        root: The folder outside of which no picture is read.
        lookup: What the text may refer to.
    """
    found, resolve = OwnText(), References(lookup)
    show = partial(_show, folders=(notebook.parent, root), root=root.resolve())
    for each in _cells(notebook):
        if each.cell["cell_type"] != "markdown":
            found.running.add(each.key)
            continue
        try:
            blocks = markdown.parse(
                as_markdown("".join(each.cell["source"])),
                resolve=resolve,
                show=partial(show, attached=each.cell.get("attachments", {})),
                file=f"{place_of(notebook)} {each.name}",
            )
        except TellingError as error:
            found.problems.extend(error.problems)
        else:
            found.told[each.key] = tuple(map(_read, blocks))
    return found


def _show(
    address: str,
    caption: str,
    _: int,
    attached: Mapping[str, Mapping[str, str]],
    folders: Sequence[Path],
    root: Path,
) -> Figure:
    return checked(address, caption, attached, folders, root)


def _read(block: Block) -> Block:
    """Return a block as the checks read it: a heading of an own cell is text like any other."""
    return Paragraph(runs=(Run(text=block.text),)) if isinstance(block, Heading) else block


def _cells(notebook: Path) -> list[Numbered]:
    """Return the cells that reach the report."""
    try:
        cells: list[Mapping[str, Any]] = json.loads(read_regular(notebook))["cells"]
        kept = [cell for cell in cells if cell["cell_type"] and "source" in cell]
    except (OSError, ValueError, LookupError, TypeError):
        return []
    return [
        each
        for each in numbered(kept)
        if "remove_cell" not in each.cell.get("metadata", {}).get("tags", ())
    ]
