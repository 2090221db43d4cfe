"""The log of finals: lines are added, and whatever else happens to them breaks the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.approval.finalslog import append, read_log
from lawgov_lib.publishing.manifest import Manifest
from tests.approval.office import DAY, final, put_final

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.publishing.publication import Made


@pytest.fixture
def log(root: Path, made: Made) -> Path:
    """Return a log of three finals of one year."""
    put_final(root, made)
    told = Manifest.model_validate_json((final(root) / "manifest.json").read_bytes())
    for number in ("1", "2"):
        other = told.model_copy(update={"python": number})
        append(root, other, other.to_bytes(), f"final-{number}")
    return root / "outputs" / "finals.log"


def test_a_final_that_is_logged_is_not_logged_again(root: Path, made: Made) -> None:
    """The same final put in place twice has one line, with the day of 签发."""
    put_final(root, made)
    data = (final(root) / "manifest.json").read_bytes()
    append(root, Manifest.model_validate_json(data), data)
    (entry,) = read_log(root).entries

    assert entry is not None
    assert (entry.signed, entry.content) == (DAY.isoformat(), made.document.content)


@pytest.mark.parametrize(
    ("lines", "broken"),
    [("012", []), ("02", [2]), ("12", [1]), ("0112", [3]), ("021", [2, 3]), ("01", [])],
)
def test_a_line_out_of_its_place_breaks_the_chain(
    root: Path, log: Path, lines: str, broken: list[int]
) -> None:
    """Taken out, doubled, moved: told with the line; of the last the chain cannot know."""
    every = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(every[int(line)] for line in lines))

    assert [each.place and each.place.line for each in read_log(root).problems] == broken


def test_superseded_finals_are_known_by_their_folders(root: Path, log: Path) -> None:
    """Each folder that was set aside, with the hash of the manifest that stood in it."""
    del log
    own = read_log(root).of_year(2020)

    assert read_log(root).kept(2020) == {
        "final-1": own[0].manifest,
        "final-2": own[1].manifest,
    }
