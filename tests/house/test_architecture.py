"""docs/architecture.md names the rooms as they are, and where to begin in each."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import pairwise

import pytest

from tests.places import PROJECT

PAGE = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
LIBRARY = PROJECT / "lawgov_lib"
ROOMS = sorted(path.parent.name for path in LIBRARY.glob("*/__init__.py"))
MOST_MODULES, MOST_FLOORS = 6, 9
FOLDERS = {"docs", "findings", "lawgov_lib", "notebooks", "params", "tests"}
MADE = {"dist", "outputs"}
"""What commands make at the top, and nobody keeps."""


def table(heading: str) -> list[list[str]]:
    """Return the rows of the first table under a heading, a list of cells each."""
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    return rows[1:]


def words(cell: str) -> list[str]:
    """Return what stands in a cell between backquotes."""
    return re.findall("`([^`]+)`", cell)


STAGES = {
    words(room)[0]: words(begin)[0] for _, room, begin in table("Stage, room, where to begin")
}


def test_the_top_holds_the_folders_of_the_layout_alone() -> None:
    """A folder that a slip of a command made would be kept with the others."""
    top = {path.name for path in PROJECT.iterdir() if path.is_dir() and path.name[0] != "."}

    assert top - MADE == FOLDERS


def test_every_room_is_named_once() -> None:
    """Each package has its stage, and no stage is without its package."""
    assert sorted(STAGES) == ROOMS


def test_no_two_files_of_tests_bear_one_name() -> None:
    """Rooms of tests are no packages: of two files of one name, a whole run collects only one."""
    names = sorted(path.name for path in (PROJECT / "tests").rglob("test_*.py"))

    assert [one for one, next_ in pairwise(names) if one == next_] == []


@pytest.mark.parametrize(("room", "begin"), STAGES.items())
def test_there_is_where_to_begin(room: str, begin: str) -> None:
    """What a newcomer is told to open first is there."""
    module, _, name = begin.rpartition(".")
    found = import_module(".".join(filter(None, ("lawgov_lib", room, module))))

    assert hasattr(found, name)


def test_floors_are_as_drawn() -> None:
    """The floors on the page are those that import-linter holds, and they are few."""
    drawn = PAGE.partition("hold them and the wings")[2] or PAGE.partition("holds them")[2]
    floors = drawn.partition("```\n")[2].partition("```")[0].splitlines()
    settings = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.search(r"^layers = \[\n(.*?)^\]", settings, re.MULTILINE | re.DOTALL)

    assert layers
    held = re.findall('"(.*)"', layers[1])
    assert [re.split(" [·|] ", floor) for floor in floors] == [re.split(" [|:] ", x) for x in held]
    assert len(held) <= MOST_FLOORS


def test_rooms_and_few_modules_at_the_top() -> None:
    """At the top of the library stand rooms, and hardly a module."""
    assert len([*LIBRARY.glob("*.py")]) <= MOST_MODULES


def test_glossary_leads_to_modules() -> None:
    """Every word of the glossary lives where it says."""
    for *_, place in table("Glossary"):
        import_module(f"lawgov_lib.{words(place)[0]}")


def test_no_two_modules_have_one_name() -> None:
    """A module's name says which one is meant; rows and sentences of an area share its name."""
    areas = {path.stem for path in (LIBRARY / "areas").glob("*.py")}
    names = [
        path.stem
        for path in LIBRARY.rglob("*.py")
        if path.stem not in {"__init__", "__main__"} and path.parent.name != "rows"
    ]
    rows = {path.stem for path in (LIBRARY / "inputs" / "rows").glob("*.py")} - {"__init__"}

    assert sorted(names) == sorted({*names})
    assert not (rows & {*names}) - areas
    assert not {*names} & {*ROOMS}
