"""Tampering with a final report: what verify, status and the roll-up say of each change."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from lawgov_lib.approval.finalslog import read_log
from lawgov_lib.approval.status import standings
from lawgov_lib.approval.verification import differences
from lawgov_lib.base.errors import PublishError
from lawgov_lib.document.tree import DRAFT, FINAL
from lawgov_lib.exporters import formats
from lawgov_lib.publishing.publication import Made
from lawgov_lib.rollup.finals import gathered
from lawgov_lib.rollup.trust import read_trust
from tests.approval.office import look, put_final
from tests.approval.tampering import Tamperer, forged, keys_in
from tests.places import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lawgov_lib.document.tree import Document
    from lawgov_lib.exporters.formats import Format
    from lawgov_lib.publishing.manifest import Approval
    from lawgov_lib.rollup.trust import Trust

CASES = yaml.safe_load((PROJECT / "tests/data/tampering.yaml").read_text(encoding="utf-8"))
AGENCY, NEIGHBOUR = "阳江市科学技术局", "阳江市示例局"
DUE = date(2021, 3, 1)


class Office(NamedTuple):
    """A root with a signed final report, the keys, and whom the city trusts."""

    root: Path
    false: dict[str, bytes]
    keys: Path
    trust: Trust


@pytest.fixture(scope="session")
def office(drafted: Path, made: Made, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Put the final report in place once, signed with the agency's key."""
    root = tmp_path_factory.mktemp("tampered") / "root"
    shutil.copytree(drafted, root)
    keys = tmp_path_factory.mktemp("keys")
    public = keys_in(keys)
    put_final(root, made)
    (root / "fonts").mkdir()
    false = forged(made)
    trust = keys / "trust.csv"
    trust.write_text(
        f"机关,公钥,启用,停用\n{AGENCY},{public['own']},2020-01-01,\n"
        f"{NEIGHBOUR},{public['neighbour']},2020-01-01,\n",
        encoding="utf-8",
    )
    told = Office(root, false.final(()), keys, read_trust(trust))
    Tamperer(root, told.false, keys).sign("own")
    return told


@pytest.fixture(scope="module", autouse=True)
def _drawn_once() -> Iterator[None]:
    """Remember what was drawn of a document: tampering changes files, not what draws them."""
    drawn: dict[object, Any] = {}
    redrawn, final = formats.redrawn, Made.final

    def redrawn_once(
        told: Format, document: Document, nb: None = None, fonts: Path | None = None
    ) -> bytes:
        faces = (*fonts.glob("*"),) if fonts else ()
        key = (told.file, document.model_dump_json(), faces)
        if key not in drawn:
            drawn[key] = redrawn(told, document, nb, fonts)
        return bytes(drawn[key])

    def final_once(made: Made, approvals: tuple[Approval, ...]) -> dict[str, bytes]:
        key = (id(made), approvals)
        if key not in drawn:
            drawn[key] = final(made, approvals)
        return dict(drawn[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "redrawn", redrawn_once)
        patch.setattr(Made, "final", final_once)
        yield


def test_the_table_is_large_enough() -> None:
    """At least sixty ways, each named once."""
    assert len({case["what"] for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_what_was_changed_is_told(
    case: dict[str, Any], office: Office, made: Made, tmp_path: Path
) -> None:
    """Verify names codes, status a state, the roll-up a standing: plain, with trust, and full.

    Where the full roll-up says what the plain one says, the table does not say it again.
    """
    root = tmp_path / "root"
    shutil.copytree(office.root, root, symlinks=True)
    tamperer = Tamperer(root, office.false, office.keys)
    for deed, *about in case["change"]:
        fields = about.pop() if about and isinstance(about[-1], dict) else {}
        getattr(tamperer, deed)(*about, **fields)

    found = told(root, made, office.trust)
    notes = "；".join(found.pop("said"))

    expected = {key: case[key] for key in ("verify", "status", "rollup", "trust")}
    assert found == expected | {"full": case.get("full", case["rollup"])}
    assert [words for words in case["said"] if words not in notes] == []


def told(root: Path, made: Made, trust: Trust) -> dict[str, Any]:
    """Return what is said of a root's final report."""
    (year,) = (each for each in standings(root).years if each.year == 2020)
    ways = (None, False), (trust, False), (None, True)
    found = [next(gathered({"a": root}, 2020, DUE, by, is_full=full)) for by, full in ways]
    finals = [each.agencies[0].standing for each in found]
    return {
        "verify": verified(root, made),
        "status": year.state.value,
        "said": year.notes,
        "rollup": finals[0].value,
        "trust": finals[1].value,
        "full": finals[2].value,
    }


def verified(root: Path, made: Made) -> list[str]:
    """Return the codes that verifying tells of the final report, and of the draft as it is."""
    try:
        beside = look(root, DRAFT).edits
        problems = (*beside, *differences(look(root, FINAL), made), *read_log(root).problems)
    except PublishError as error:
        problems = error.problems
    return sorted({problem.code for problem in problems})
