"""A town of very many agencies with finals of two years, their counts varied: to be measured by."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import shutil
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lawgov_lib.approval.finalslog import append
from lawgov_lib.approval.keys import signature_of
from lawgov_lib.base.files import csv_bytes
from lawgov_lib.notebook.forkserver import dismiss
from lawgov_lib.publishing import publication
from lawgov_lib.publishing.manifest import Manifest, digest
from lawgov_lib.publishing.recordcontent import recorded
from tests.rollup.town import DEMO_PARAMS, ROLES, YEAR, approvals, retold

if TYPE_CHECKING:
    from pathlib import Path

VARIANTS = 31


def large_town(base: Path, count: int) -> list[Path]:
    """Write the finals of many agencies: record, table, manifest, signature and log of each.

    What an earlier commit could not read of a manifest is left out, so that both sides of a
    comparison read the same town.

    Args:
        base: The folder that the agencies' folders will stand in, and what they are made from.
        count: How many agencies.

    Returns:
        The agencies' folders.
    """
    shutil.copytree(DEMO_PARAMS, base / "params")
    made = publication.make(base, YEAR, base / "failed.ipynb").final(())
    dismiss()
    tables = _varied(made["metrics.csv"])
    manifest = json.loads(made["manifest.json"])
    del manifest["mark"]
    roots = [base / "town" / f"{at:05d}" for at in range(count)]
    for at, root in enumerate(roots):
        key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(str(at).encode()).digest())
        for year in (YEAR - 1, YEAR):
            name, table = f"示例{at}局", tables[(at + year) % VARIANTS]
            record = retold(made["report.ipynb"], name, year, table)
            content = recorded(record).content
            told = manifest | {
                "agency": name,
                "year": year,
                "content": content,
                "roles": list(ROLES),
                "approvals": [
                    each | {"content": content} for each in approvals(f"{year + 1}-01-06")
                ],
                "outputs": {"metrics.csv": digest(table), "report.ipynb": digest(record)},
            }
            data = json.dumps(told, ensure_ascii=False).encode()
            final = root / "outputs" / str(year) / "final"
            final.mkdir(parents=True)
            (final / "metrics.csv").write_bytes(table)
            (final / "report.ipynb").write_bytes(record)
            (final / "manifest.json").write_bytes(data)
            (final / "manifest.sig").write_bytes(signature_of(key, data))
            append(root, Manifest.model_validate_json(data), data)
    return roots


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
