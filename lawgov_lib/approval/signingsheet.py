"""The sheet that a signer reads: what is approved, what the checks found, what is new to him."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import nbformat

from lawgov_lib.base.characters import visible
from lawgov_lib.base.errors import LawgovError, Place, PublishError
from lawgov_lib.base.files import write_whole, writing
from lawgov_lib.base.layout import FINAL_FOLDER, OUTPUTS, RECORD
from lawgov_lib.document.texts import texts_of
from lawgov_lib.document.tree import Heading, fingerprint, plain
from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.publishing.manifest import read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lawgov_lib.document.dossier import Remark
    from lawgov_lib.document.tree import Document
    from lawgov_lib.inputs.signofffile import Signature
    from lawgov_lib.publishing.manifest import Manifest

_MOST = 12
_SIGNED = ".signed"
"""Where the texts that were approved are kept, below the outputs."""
_UNKNOWN = "上次所签的文本没有留存，无法逐句对照，请通读全文。"


@dataclass(frozen=True)
class SigningSheet:
    """What is approved by whom, the findings, and what changed since the role approved last."""

    agency: str
    year: int
    signature: Signature
    open: tuple[str, ...]
    answered: tuple[str, ...]
    changes: tuple[str, ...]

    def told(self) -> str:
        """Write the sheet for a terminal."""
        each = self.signature
        lines = [
            f"签批内容：{self.agency}{self.year}年度报告，内容指纹 {fingerprint(each.content)}",
            f"签批环节：{each}",
            *_listed("尚未答复的检查发现", self.open),
            *_listed("已答复的检查发现", self.answered),
            *self.changes,
        ]
        return "\n".join(map(visible, lines))


def sheet_of(
    root: Path, manifest: Manifest, signature: Signature, last: Signature | None
) -> SigningSheet:
    """Draw up the sheet of the draft that lies in the outputs.

    Args:
        root: The folder that holds ``params/`` and ``outputs/``.
        manifest: The draft's manifest.
        signature: The approval that is about to be given.
        last: What the role approved last, if anything.

    Raises:
        PublishError: The record of the draft cannot be read.
    """
    document = _recorded(root / OUTPUTS / str(manifest.year), f"{OUTPUTS}/{manifest.year}")
    remarks = document.review.remarks if document.review else ()
    return SigningSheet(
        agency=manifest.agency,
        year=manifest.year,
        signature=signature,
        open=tuple(_said(each) for each in remarks if not each.answer),
        answered=tuple(f"{_said(each)}　答复：{each.answer}" for each in remarks if each.answer),
        changes=_changes(root, document, signature, last),
    )


def keep_text(root: Path, year: int, content: str) -> None:
    """Keep the text that was approved, for the sheet of the next time.

    Raises:
        PublishError: It cannot be written, or the record cannot be read.
    """
    name = f"{OUTPUTS}/{year}"
    text = "\n".join(_lines(_recorded(root / name, name)))
    path = _kept(root, content)
    with writing(path.relative_to(root).as_posix()):
        write_whole(path, text.encode())


def _kept(root: Path, content: str) -> Path:
    return root / OUTPUTS / _SIGNED / f"{content}.txt"


def _recorded(folder: Path, name: str) -> Document:
    try:
        return assemble(nbformat.read(folder / RECORD, as_version=4))
    except (OSError, ValueError, LawgovError):
        place = Place(f"{name}/{RECORD}")
        raise PublishError.of("E809", "记录读不出来", place, "重新生成报告。") from None


def _lines(document: Document) -> Iterator[str]:
    """Yield what is read, a paragraph, an item or a cell each."""
    for block in document.blocks:
        number = block.number if isinstance(block, Heading) else ""
        for runs in texts_of(block):
            if text := (number + plain(runs)).strip():
                yield " ".join(text.split())


def _changes(
    root: Path, document: Document, signature: Signature, last: Signature | None
) -> tuple[str, ...]:
    if last is None:
        return ("本环节此前没有签批过，请通读全文。",)
    if last.content == signature.content:
        return (f"与上次所签的内容相同：{last}",)
    before = _before(root, document.meta.year, last.content)
    if before is None:
        return (f"上次签批：{last}。{_UNKNOWN}",)
    changed = tuple(_differing(before, list(_lines(document))))
    return tuple(_listed(f"与上次所签（{last}）相比的改动", changed))


def _before(root: Path, year: int, content: str) -> list[str] | None:
    """Return the text of a content that was approved, where it was kept or became final."""
    try:
        return _kept(root, content).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        pass
    for folder in sorted((root / OUTPUTS / str(year)).glob(f"{FINAL_FOLDER}*")):
        try:
            if read_manifest(folder, folder.name).content == content:
                return list(_lines(_recorded(folder, folder.name)))
        except PublishError:
            continue
    return None


def _differing(before: list[str], now: list[str]) -> Iterator[str]:
    for _, i, j, k, n in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if before[i:j] != now[k:n]:
            yield from (f"删去：{line}" for line in before[i:j])
            yield from (f"写入：{line}" for line in now[k:n])


def _said(remark: Remark) -> str:
    return f"{remark.severity} {remark.code} {remark.message}"


def _listed(head: str, lines: tuple[str, ...]) -> list[str]:
    """List lines below their head, of very many the first."""
    if not lines:
        return [f"{head}：无"]
    rest = [f"  另有{len(lines) - _MOST}项，见review.html"] if len(lines) > _MOST else []
    return [f"{head}：{len(lines)}项", *(f"  {line}" for line in lines[:_MOST]), *rest]
