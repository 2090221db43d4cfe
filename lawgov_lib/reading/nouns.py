"""The noun that a number counts, the deed it was counted in, and the subject of a clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lawgov_lib.reading.words import Words

_NOMINAL = ("n", "j", "l", "b", "s", "t", "vn", "an", "eng", "i", "nz", "x")
_LINKING = frozenset("的和与及或、")
_FILLERS = re.compile(
    "(?:共计|合计|总计|累计|一共|总共|共有?|分别|各有?|达到?|为|是|有|仅|已|均|约|计|以上|总数|数量?|总量|等|近|了|到|至|超|的|全年|，|增加|减少|增长|下降)+$"
)
_LIGHT = frozenset(
    "办结 受理 收到 审结 开展 组织 举办 召开 印发 出台 制定 修订 审查 审核 收到 接到 接收 处理 办理 完成 作出 做出 立案 查处 调解 化解 提出 答复 清理 废止 修改 备案 报送 发布 公布 公开 新增 结案 承办 参加 聘请 配备 取得 持有 查办 举行 编制 回复 达成 收集 征集 采纳 整改 开具 下达 下发 移送 接受 撤销 维持 驳回 终止 准予 不予 实施 落实 发放 投入 罚没 追缴 安排 支出 收缴 建立 建成 设立 梳理 排查 发现 通过 进行 予以 给予 出具 应对 承接 转办 督办 约谈 登记 结转 存在 涉及 包括 其中 现有 在编 现 有 新 已 共 办 收 审 发 报 对 将 把 被 由 向 在 经 从 于".split()
)
_END = re.compile("[，。；：！？（）\n]")


class Counted(NamedTuple):
    """What a number counts, and the verb it was counted in."""

    noun: str
    deed: str


def counted(text: str, clause: tuple[int, int], start: int, end: int, words: Words) -> Counted:
    """Find what a number counts: the noun behind it, or else the one before it.

    Args:
        text: The normal form.
        clause: Where the clause begins and ends; of several numbers, the part nearest to this one.
        start: Where the number begins.
        end: Where its unit ends.
        words: The words of the normal form.

    Returns:
        The noun and the deed, each blank where the clause names none.
    """
    before_noun, deed = _before(text, clause[0], start, words)
    behind = _behind(text, end, clause[1], words)
    return Counted(behind or before_noun, deed)


def _behind(text: str, begin: int, end: int, words: Words) -> str:
    """Return the noun phrase that follows a number, blank where a verb or a mark does."""
    at, last, stop = words.index(begin), begin, begin
    if not words.starts or words.starts[at] != begin:
        return ""
    while at < len(words.words) and words.starts[at] < end:
        word, tag = words.words[at], words.tags[at]
        if not (tag.startswith(_NOMINAL) or tag in {"v", "a", "ad", "zg"} or word in _LINKING):
            break
        if word in "、，" or (word in _LIGHT and tag == "v" and stop == begin):
            break
        stop = words.starts[at] + len(word)
        if tag.startswith(("n", "vn", "j", "l", "an", "i", "zg")):
            last = stop
        at += 1
    return text[begin:last]


def _before(text: str, begin: int, start: int, words: Words) -> Counted:
    """Return the noun phrase before a number, and the verb before that."""
    ahead = text[begin:start]
    filler = _FILLERS.search(ahead)
    stop = begin + (filler.start() if filler else len(ahead))
    at = words.index(stop - 1) if stop > begin else -1
    first = stop
    while at >= 0 and words.starts[at] >= begin:
        word, tag = words.words[at], words.tags[at]
        if word in _LIGHT or not (tag.startswith(_NOMINAL) or tag in {"v", "a", "zg"} or word in _LINKING):
            break
        first = words.starts[at]
        at -= 1
    noun = text[first:stop].strip("的和与及或、")
    deed = words.words[at] if at >= 0 and words.starts[at] >= begin and words.words[at] in _LIGHT else ""
    return Counted(noun, deed)


def topic_of(text: str, begin: int, end: int, words: Words) -> str:
    """Return the subject of a clause: the nouns it begins with, blank where it begins with a verb."""
    at = words.index(begin)
    first = last = begin
    while at < len(words.words) and words.starts[at] < end:
        word, tag = words.words[at], words.tags[at]
        if first == last and (tag in {"t", "d", "c", "m", "mq", "x", "f"} or word in {"全年", "其中", "年", "月", "日"}):
            at += 1
            first = last = min(words.starts[at] if at < len(words.starts) else end, end)
            continue
        if not (tag.startswith(_NOMINAL) or tag == "r" or word in _LINKING) or tag == "m":
            break
        last = words.starts[at] + len(word)
        at += 1
    return text[first:last].strip("的和与及或、，")
