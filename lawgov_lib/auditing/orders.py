"""What is to be audited: the files that were named, and those in folders that were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

WORD, PDF, PAGE, TEXT = "Word文档", "PDF", "网页", "文本"
ENDINGS = {
    ".docx": WORD,
    ".docm": WORD,
    ".pdf": PDF,
    ".html": PAGE,
    ".htm": PAGE,
    ".md": TEXT,
    ".txt": TEXT,
}
"""The endings that are read, and what is then expected."""
_BY_WORD = "用Word或WPS打开，“另存为”Word文档（.docx），再读取。"
UNREAD = {
    ".doc": ("旧的Word格式", _BY_WORD),
    ".wps": ("WPS文字格式", _BY_WORD),
    ".rtf": ("RTF格式", _BY_WORD),
    ".odt": ("OpenDocument格式", _BY_WORD),
    ".ofd": ("OFD版式文件", "用版式阅读软件打开，另存或打印为PDF，再读取。"),
}
"""The endings of reports in forms that are not read, what each is, and what to do."""


@dataclass(frozen=True)
class Order:
    """One file to audit: where it lies, what messages call it, and how its results are named."""

    path: Path
    name: str
    stem: str


def skipped_in(paths: Sequence[Path]) -> list[str]:
    """Return the names of the files in folders that are no reports, by their ending; hidden apart.

    Args:
        paths: Files, and folders of files.
    """
    folders = [path for path in paths if path.is_dir()]
    return [
        each.name
        for folder in folders
        for each in sorted(folder.iterdir())
        if each.is_file() and not each.name.startswith(".") and not _may_be_report(each)
    ]


def orders_of(paths: Sequence[Path]) -> list[Order]:
    """List the files to audit, in the order of the paths; of a folder those in it by name.

    Args:
        paths: Files, and folders of files.

    Raises:
        ParameterError: There is none.
    """
    files = list(dict.fromkeys(file for path in paths for file in _files(path)))
    if not files:
        told = "、".join(map(str, paths))
        hint = f"可以审读的文件：{'、'.join(ENDINGS)}。"
        raise ParameterError.of("E320", f"“{told}”中没有可以审读的文件", hint=hint)
    orders: list[Order] = []
    taken: set[str] = set()
    stems = [path.stem.casefold() for path in files]
    for path in files:
        first = path.stem if stems.count(path.stem.casefold()) == 1 else path.name
        stem, count = first, 1
        while stem.casefold() in taken:
            count += 1
            stem = f"{first}-{count}"
        taken.add(stem.casefold())
        orders.append(Order(path, path.name, stem))
    return orders


def _files(path: Path) -> Iterator[Path]:
    """Yield a file, or those of a folder that may be reports; locks and hidden files are none."""
    if not path.is_dir():
        yield path
        return
    for each in sorted(path.iterdir()):
        if each.is_file() and _may_be_report(each):
            yield each


def _may_be_report(path: Path) -> bool:
    known = path.suffix.lower() in {*ENDINGS, *UNREAD}
    return known and not path.name.startswith((".", "~$"))
