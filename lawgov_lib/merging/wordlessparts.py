"""What was changed in a Word file besides words: pictures, tables, struck text, ranks, numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawgov_lib.inputs.wordpackage import W
from lawgov_lib.inputs.wordstyles import is_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from lawgov_lib.merging.alignment import Pair
    from lawgov_lib.merging.wordedits import WordParagraph

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOX = W + "txbxContent"
_KINDS = {
    W + "drawing": "图片",
    W + "pict": "图片",
    W + "object": "嵌入的对象",
    W + "altChunk": "插入的文件",
    W + "subDoc": "插入的文件",
    W + "sym": "特殊符号",
    W + "footnoteReference": "脚注",
    W + "endnoteReference": "尾注",
    W + "tbl": "表格",
    _MATH + "oMath": "公式",
}
_STRUCK = "删除线"


@dataclass(frozen=True)
class Wordless:
    """One such part: its kind, and the words by which it is found."""

    kind: str
    words: str


def kind_of(element: Element) -> str:
    """Name what an element shows besides words; blank where it shows none, as a text box does."""
    kind = _KINDS.get(element.tag, "")
    return "" if kind and next(element.iter(_BOX), None) is not None else kind


def struck(properties: Element | None) -> str:
    """Name the line that a run is struck out with, blank where there is none."""
    if properties is None:
        return ""
    lines = (properties.find(W + "strike"), properties.find(W + "dstrike"))
    return _STRUCK if any(map(is_on, lines)) else ""


def differing(before: Sequence[Wordless], now: Sequence[Wordless]) -> Iterator[tuple[str, str]]:
    """Yield what is more or fewer of its kind than it was, as the words there and what was done.

    Args:
        before: The parts of the file as it was made.
        now: Those of the corrected file.
    """
    for one, other, done in ((before, now, "加了"), (now, before, "去掉了")):
        more = Counter(each.kind for each in other) - Counter(each.kind for each in one)
        for each in (Counter(other) - Counter(one)).elements():
            if more[each.kind] > 0:
                more[each.kind] -= 1
                yield each.words, f"处{done}{each.kind}，不能并回"


def reshaped(
    pairs: Iterable[Pair], old: Sequence[WordParagraph], new: Sequence[WordParagraph]
) -> Iterator[tuple[str, str]]:
    """Yield paragraphs that became headings or none, or that Word numbers now or no longer.

    Args:
        pairs: Which paragraph became which.
        old: The paragraphs as they were.
        new: Those of the corrected file.
    """
    for pair in pairs:
        if len(pair.old) != 1 or len(pair.new) != 1:
            continue
        was, now = old[pair.old[0]], new[pair.new[0]]
        if was.level != now.level:
            yield now.text, f"由{_rank(was)}改为{_rank(now)}，不能并回"
        if was.list_level != now.list_level:
            yield now.text, f"{_listed(was.list_level, now.list_level)}，不能并回"


def _rank(paragraph: WordParagraph) -> str:
    return f"第{paragraph.level}级标题" if paragraph.level > 0 else "正文"


def _listed(was: int, now: int) -> str:
    if was and now:
        return "在列表中的层次改变"
    return "加上了自动编号" if now else "去掉了自动编号"
