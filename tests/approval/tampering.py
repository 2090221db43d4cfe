"""What somebody may do to a final report: the deeds that tests/data/tampering.yaml is made of."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import nbformat

from lawgov_lib.approval.finalslog import append
from lawgov_lib.approval.keys import load_key, new_key, signature_of
from lawgov_lib.document.tree import Document
from lawgov_lib.publishing.manifest import Manifest, digest
from lawgov_lib.publishing.recordcontent import recorded
from tests.approval.office import draft, final, year_folder
from tests.places import NOTEBOOK, own_notebook
from tests.rollup.town import retold as of_agency

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.publishing.publication import Made

SIGNERS = ("own", "stranger", "neighbour")


def forged(made: Made) -> Made:
    """Return the report with another sentence in its text, its record in step."""
    record = json.loads(json.dumps(made.record, ensure_ascii=False).replace("46.7", "96.7"))
    document = Document.model_validate_json(made.document.model_dump_json().replace("46.7", "96.7"))
    return replace(made, record=nbformat.from_dict(record), document=document)


@dataclass
class Tamperer:
    """Somebody with access to the folder, and with keys of others.

    ``false`` are the files of a report that says something else.
    """

    root: Path
    false: dict[str, bytes]
    keys: Path

    def touch(self, name: str) -> None:
        """Add a byte to a file of the final, or one of the root."""
        with self._path(name).open("ab") as stream:
            stream.write(b"\n")

    def convert(self, name: str, end: str) -> None:
        """Let git convert the ends of lines of a text file."""
        path = self._path(name)
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", end.encode()))

    def forge(self, name: str) -> None:
        """Put the false report's file in the place of the true one."""
        (final(self.root) / name).write_bytes(self.false[name])

    def add(self, name: str) -> None:
        """Add a file."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("附言", encoding="utf-8")

    def folder(self, name: str) -> None:
        """Add an empty folder."""
        self._path(name).mkdir(parents=True)

    def link(self, name: str) -> None:
        """Put a link to a copy in the place of a file."""
        path = self._path(name)
        copy = self.root / "elsewhere"
        path.rename(copy)
        path.symlink_to(copy)

    def pipe(self, name: str) -> None:
        """Add a pipe."""
        os.mkfifo(self._path(name))

    def remove(self, name: str) -> None:
        """Take a file or a folder away."""
        path = self._path(name)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    def rename(self, name: str, other: str) -> None:
        """Give a file another name."""
        self._path(name).rename(self._path(other))

    def swap(self, name: str, other: str) -> None:
        """Exchange two files."""
        one, two = self._path(name), self._path(other)
        data = one.read_bytes()
        one.write_bytes(two.read_bytes())
        two.write_bytes(data)

    def copy(self, name: str, other: str) -> None:
        """Copy a file or folder over another."""
        one, two = self._path(name), self._path(other)
        if one.is_dir():
            shutil.rmtree(two, ignore_errors=True)
            shutil.copytree(one, two)
        else:
            two.write_bytes(one.read_bytes())

    def replace(self, name: str, old: str, new: str) -> None:
        """Write other words into a text file."""
        path = self._path(name)
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new).encode())

    def state(self, **fields: object) -> None:
        """Let the manifest say something else."""
        path = final(self.root) / "manifest.json"
        told = json.loads(path.read_bytes()) | fields
        path.write_bytes(Manifest.model_validate(told).to_bytes())

    def approve(self, place: int, field: str, value: str) -> None:
        """Let an approval in the manifest say something else."""
        approvals = self._manifest()["approvals"]
        approvals[place][field] = value
        self.state(approvals=approvals)

    def unapprove(self) -> None:
        """Take the last approval out of the manifest."""
        self.state(approvals=self._manifest()["approvals"][:-1])

    def rehash(self) -> None:
        """Bring the manifest in step with the files, as somebody does who knows how."""
        folder = final(self.root)
        outputs = {
            path.name: digest(path.read_bytes())
            for path in sorted(folder.iterdir())
            if path.is_file() and path.name not in {"manifest.json", "manifest.sig"}
        }
        self.state(outputs=outputs)

    def reapprove(self) -> None:
        """Let manifest and approvals be of the content that the record has now."""
        content = recorded((final(self.root) / "report.ipynb").read_bytes()).content
        approvals = [each | {"content": content} for each in self._manifest()["approvals"]]
        self.state(content=content, approvals=approvals)

    def rename_agency(self, name: str) -> None:
        """Let record and manifest be another agency's."""
        folder = final(self.root)
        table = (folder / "metrics.csv").read_bytes()
        record = of_agency((folder / "report.ipynb").read_bytes(), name, 2020, table)
        (folder / "report.ipynb").write_bytes(record)
        self.state(agency=name)
        self.rehash()
        self.reapprove()

    def own_notebook(self) -> None:
        """Put a notebook of the root's own in the place of the shipped one."""
        own_notebook(self.root).write_bytes(NOTEBOOK.read_bytes() + b"\n")

    def relog(self) -> None:
        """Write the log anew, its chain sound."""
        (self.root / "outputs" / "finals.log").unlink()
        data = (final(self.root) / "manifest.json").read_bytes()
        append(self.root, Manifest.model_validate_json(data), data)

    def log_line(self, line: str) -> None:
        """Add a line to the log."""
        with (self.root / "outputs" / "finals.log").open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    def sign(self, signer: str) -> None:
        """Sign the manifest as it is now."""
        folder = final(self.root)
        key = load_key(self.keys / signer, lambda: "")
        data = signature_of(key, (folder / "manifest.json").read_bytes())
        (folder / "manifest.sig").write_bytes(data)

    def _manifest(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((final(self.root) / "manifest.json").read_bytes())
        return told

    def _path(self, name: str) -> Path:
        """Return a file of the final; one that begins with a slash is of the root."""
        places = {"draft": draft(self.root), "year": year_folder(self.root), "root": self.root}
        first, _, rest = name.partition(":")
        return places[first] / rest if rest else final(self.root) / name


def keys_in(folder: Path) -> dict[str, str]:
    """Make a key for each signer; return their public keys."""
    return {signer: new_key(folder / signer) for signer in SIGNERS}
