"""A town of very many agencies with finals of two years, their counts varied: to be measured by.

The finals of a table differ in the agency's name and in what follows from it; each is written once,
and with that name for every agency.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import shutil
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lawgov_lib.approval.finalslog import Entry
from lawgov_lib.approval.keys import public_key_of, signature_of
from lawgov_lib.base.files import csv_bytes
from lawgov_lib.document.tree import IDENTITY, SECTION_MIME
from lawgov_lib.notebook.forkserver import dismiss
from lawgov_lib.publishing import publication
from lawgov_lib.publishing.manifest import digest
from tests.rollup.town import DEMO_PARAMS, ROLES, YEAR, approvals, retold

if TYPE_CHECKING:
    from pathlib import Path

VARIANTS = 31
_NAME, _CONTENT, _RECORD = "@agency@", "@content@", "@record@"
"""What stands for the agency's name, and for hashes that depend on it."""


class _Final(NamedTuple):
    """The files of a final without the name of its agency; ``content`` is what its hash is of."""

    table: bytes
    record: bytes
    content: bytes
    manifest: bytes
    signed: str


def large_town(base: Path, count: int) -> list[Path]:
    """Write the finals of many agencies: record, table, manifest, signature and log of each.

    Where the folder holds as many already, whose trust file is written last, they are taken. What
    an earlier commit could not read of a manifest is left out, so that both sides of a comparison
    read the same town.

    Args:
        base: The folder that the agencies' folders will stand in, and what they are made from;
            beside them stands :func:`trust_of`.
        count: How many agencies.

    Returns:
        The agencies' folders.
    """
    roots = [base / "town" / f"{at:05d}" for at in range(count)]
    if trust_of(base).exists() and roots[-1].exists():
        return roots
    shutil.copytree(DEMO_PARAMS, base / "params", dirs_exist_ok=True)
    made = publication.make(base, YEAR, base / "failed.ipynb").final(())
    dismiss()
    tables = _varied(made["metrics.csv"])
    manifest = json.loads(made["manifest.json"])
    del manifest["mark"]

    @cache
    def final(year: int, variant: int) -> _Final:
        return _nameless(made["report.ipynb"], manifest, year, tables[variant])

    trusted = ["机关,公钥,启用"]
    for at, root in enumerate(roots):
        key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(str(at).encode()).digest())
        name, log = f"示例{at}局", list[bytes]()
        for year in (YEAR - 1, YEAR):
            _hand_in(root, name, year, final(year, (at + year) % VARIANTS), key, log)
        (root / "outputs" / "finals.log").write_bytes(b"".join(line + b"\n" for line in log))
        trusted.append(f"{name},{public_key_of(key)},{YEAR - 1}-01-01")
    trust_of(base).write_text("\n".join(trusted), encoding="utf-8")
    return roots


def trust_of(base: Path) -> Path:
    """Return the trust file of a town."""
    return base / "trust.csv"


def _nameless(record: bytes, manifest: dict[str, object], year: int, table: bytes) -> _Final:
    told = retold(record, _NAME, year, table)
    own = manifest | {
        "agency": _NAME,
        "year": year,
        "content": _CONTENT,
        "roles": list(ROLES),
        "approvals": [each | {"content": _CONTENT} for each in approvals(f"{year + 1}-01-06")],
        "outputs": {"metrics.csv": digest(table), "report.ipynb": _RECORD},
    }
    written = json.dumps(own, ensure_ascii=False, indent=2).encode() + b"\n"
    return _Final(table, told, _content(told), written, f"{year + 1}-01-06")


def _content(record: bytes) -> bytes:
    """Return what the content hash is of."""
    outputs = [each for cell in json.loads(record)["cells"] for each in cell.get("outputs", ())]
    sections = sorted((each["data"][SECTION_MIME] for each in outputs), key=lambda it: it["order"])
    meta = next(each["meta"] for each in sections if each["meta"])
    parts = {
        "blocks": [block for each in sections for block in each["blocks"]],
        "datasets": [dataset for each in sections for dataset in each["datasets"]],
        "meta": {name: meta[name] for name in IDENTITY if meta.get(name) is not None},
    }
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _hand_in(  # noqa: PLR0913, PLR0917  each says one thing of a final
    root: Path, name: str, year: int, form: _Final, key: Ed25519PrivateKey, log: list[bytes]
) -> None:
    """Put a final in place under an agency's name, and enter it in the lines of the log."""
    record, hashed = (_with(each, _NAME, name) for each in (form.record, form.content))
    content = digest(hashed)
    data = form.manifest
    for mark, told in ((_NAME, name), (_CONTENT, content), (_RECORD, digest(record))):
        data = _with(data, mark, told)
    folder = root / "outputs" / str(year) / "final"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "metrics.csv").write_bytes(form.table)
    (folder / "report.ipynb").write_bytes(record)
    (folder / "manifest.json").write_bytes(data)
    (folder / "manifest.sig").write_bytes(signature_of(key, data))
    before = digest(log[-1]) if log else ""
    own = {"year": year, "content": content, "manifest": digest(data), "signed": form.signed}
    entry = Entry.model_validate(own | {"before": before})
    log.append(json.dumps(entry.model_dump(), ensure_ascii=False).encode())


def _with(data: bytes, mark: str, told: str) -> bytes:
    return data.replace(mark.encode(), told.encode())


def _varied(table: bytes) -> list[bytes]:
    """Return tables whose counts differ, the same ones every time."""
    head, *lines = csv.reader(io.StringIO(table.decode("utf-8-sig")))
    value, unit = head.index("数值"), head.index("单位")
    chance = random.Random(VARIANTS)  # noqa: S311  no secret: the same town every time
    return [
        csv_bytes(
            head,
            [
                [
                    str(chance.randint(1, 2 * int(cell) + 1))
                    if place == value and cell.isdigit() and row[unit] != "%"
                    else cell
                    for place, cell in enumerate(row)
                ]
                for row in lines
            ],
        )
        for _ in range(VARIANTS)
    ]
