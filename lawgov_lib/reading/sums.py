"""Sums told behind, between and around their parts, and what is reckoned from so many of each.

A 3件、B 30件，共33件; 上半年, 下半年 and 全年; 编制, 实有 and 空编; what is done and 其余; so many
in each place, 共; 平均每期. Where the words leave more than one reading, one that holds is taken.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Kind, Link
from lawgov_lib.reading.parallels import comes_near
from lawgov_lib.reading.partitions import family_of_parts
from lawgov_lib.reading.series import alike, cue, is_one_of, words
from lawgov_lib.reading.totals import is_aside, is_money, is_open, relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.mentions import Mention, Relation
    from lawgov_lib.reading.series import Item

_PAIR = 2
_KINDS = frozenset("、和及与")
_LONGEST = 30
_FAR = 20
_NEAR = 4
"""How many numbers away what belongs together may stand."""
_JOINED = compiled("[、，；和及与]")
_CUE = compiled("共|计|总|相加|加起|全年|半年|[余剩未待缺超尚还仍正]|空编")
"""One of these stands before whatever follows its parts."""
_INSIDE = compiled("(?<!其)中(?:[，已有共]|$)")
_STOP = compiled("[。！？；\n]")
_SPOKEN = "两二三四五六七八九十"
_ORDINAL = compiled("^[一二三四五六七八九十]+(?:[所队科组室股]|分局|中队|大队|支队)$")
_EACH = compiled("^[^，。；：、]{0,12}各(?!类|种|项|级|地|界|方|有关)[^，。；：、]{0,12}$")


def sums(text: str, row: Sequence[Item], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield the sums, products and means of a sentence that follow their parts.

    Args:
        text: The normal form of the text.
        row: The quantities of the sentence.
        mentions: All mentions of the text.
    """
    for position, whole in enumerate(row):
        if not position or whole.is_past or not _CUE.search(whole.gap):
            continue
        if whole.mention.kind is Kind.RATE:
            yield from _rates_summed(row, position)
        if not whole.is_count:
            continue
        yield from _summed(row, position, mentions)
        yield from _each(row, position)
        yield from _over_the_year(row, position)
        yield from _remaining(row, position, mentions)
        yield from _vacant(row, position)
    yield from _means(text, row, mentions)


def _summed(row: Sequence[Item], position: int, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield a sum behind its parts: A 3件、B 30件，共33件."""
    whole = row[position]
    found = cue("sum", "before").search(whole.gap)
    if not found or "其中" in whole.gap:
        return
    count, last = _counted(row, position, found["n"] or "")
    if found["counted"] and not count:
        return
    parts: list[Item] = []
    for at in range(last - 1, max(last - _LONGEST, 0) - 1, -1):
        item = row[at]
        if _ORDINAL.match(item.mention.words) and parts:
            continue
        if not alike(whole, item) or item.is_past or item.is_aim or is_aside(item):
            break
        parts.insert(0, item)
        named = at and _ORDINAL.match(row[at - 1].mention.words)
        gap = f"{row[at - 1].gap}{item.gap}" if named else item.gap
        if not _JOINED.search(gap) or "其中" in gap or "。" in gap:
            break
        if len(parts) == count:
            break
    if not (count or found["sum"] or found["all"]) and any(
        each.mention.low > whole.mention.high for each in parts
    ):
        return
    certain = bool(count) or bool(found["all"] or (found["sum"] and is_money(whole)))
    if len(parts) < _PAIR or is_open(parts):
        return
    if not (len(parts) == count or _is_sum(parts, found["verb"], certain=certain)):
        return
    if _is_told_behind(whole, parts, row[position + 1 :]):
        return
    yield from _best(whole, parts, mentions)


def _is_told_behind(whole: Item, parts: Sequence[Item], after: Sequence[Item]) -> bool:
    """Tell whether a sum is larger by a number behind it: 优秀12个、合格20个，共33个，1个未评."""
    rest = whole.mention.low - sum(each.mention.low for each in parts)
    return any(alike(whole, each) and each.mention.low == rest > 0 for each in after)


def _rates_summed(row: Sequence[Item], position: int) -> Iterator[Relation]:
    """Yield the sum of so many rates before it: 维持率61.4%、纠错率18.2%，两项合计79.6%."""
    whole = row[position]
    found = cue("sum", "before").search(whole.gap)
    if not found:
        return
    count, last = _counted(row, position, found["n"] or "")
    parts = row[max(last - count, 0) : last]
    rates = all(each.mention.kind is Kind.RATE and not each.is_past for each in parts)
    if len(parts) == count > 1 and rates and not any(is_aside(each) for each in parts):
        yield relation(Link.TOTAL, whole, parts)


def _counted(row: Sequence[Item], position: int, spoken: str) -> tuple[int, int]:
    """Return how many parts the words count (三项合计), and where the parts end.

    The count may be a number of its own or stand in the words before the sum.
    """
    before = row[position - 1]
    lead = before.mention.words[:1]
    if position > 1 and lead in _SPOKEN and not _JOINED.search(row[position].gap):
        return int(before.mention.low), position - 1
    if not spoken:
        return 0, position
    return (_PAIR if spoken in "两二" else _SPOKEN.index(spoken) + 1), position


def _is_sum(parts: Sequence[Item], verb: str, *, certain: bool) -> bool:
    """Tell whether what stands before 共 are parts of one thing."""
    carried = any(cue("flows", "carried").search(each.near) for each in parts)
    if carried:
        taken = any(cue("flows", "new").search(each.near) for each in parts)
        return taken and not cue("flows", "finished").search(verb)
    names = words("stages")["names"]
    stages = {is_one_of(each.label, names) for each in parts} - {""}
    if len(stages) > 1 or (stages and is_one_of(verb, names) not in {*stages, ""}):
        return False
    general = not verb or any(verb.startswith(each) for each in words("sum")["general"])
    named = bool(verb) and any(verb[:_PAIR] in each.around for each in parts)
    strung = all("、" in each.gap or "和" in each.gap for each in parts[1:])
    if family_of_parts(parts):
        return True
    return (general or named) and (strung or named or certain or _is_kindred(parts))


def _is_kindred(parts: Sequence[Item]) -> bool:
    """Tell whether the words of parts begin or end alike."""
    labels = [each.label for each in parts]
    first, last = {each[:1] for each in labels}, {each[-1:] for each in labels}
    return len(first) == 1 or len(last) == 1


def _best(whole: Item, parts: Sequence[Item], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield the sum of the parts, or of the last of them where that is right.

    The first number of a sentence may be the whole already: 清理90件，保留60件、废止30件，共90件.
    """
    found = [relation(Link.TOTAL, whole, parts[at:]) for at in range(max(len(parts) - 1, 1))]
    right = next((each for each in found if _holds(each, mentions)), None)
    if right or not any(each.mention.low == whole.mention.low for each in parts):
        yield right or found[0]


def _each(row: Sequence[Item], position: int) -> Iterator[Relation]:
    """Yield so many times so many: 6个镇各举办3场，共18场."""
    if position < _PAIR:
        return
    times, share, whole = row[position - 2 : position + 1]
    found = cue("sum", "before").search(whole.gap)
    if not found or cue("sum", "yearly").search(whole.gap) or not times.is_count:
        return
    verb, led = found["verb"], _EACH.match(share.gap)
    same = not verb or any(verb.startswith(each) for each in words("sum")["general"])
    if not _is_same(share.behind, whole):
        return
    if led and alike(share, whole) and (same or verb[:_PAIR] in share.around):
        yield relation(Link.PRODUCT, whole, [times, share])


def _is_same(behind: str, whole: Item) -> bool:
    """Tell whether nothing behind two numbers says that they count other things."""
    one, other = behind[:_PAIR], whole.behind[:_PAIR]
    return not one or not other or one == other or not one.isalpha()


def _over_the_year(row: Sequence[Item], position: int) -> Iterator[Relation]:
    """Yield the year's number behind its halves or quarters, each of one kind or of as many."""
    whole = row[position]
    for each in words("halves")["parts"]:
        names = each["names"]
        if not re.search(each["whole"], whole.near):
            continue
        spans = _spans(row[:position], names)
        parts = [part for span in spans for part in span]
        if not spans or not all(alike(part, whole) for part in parts):
            continue
        firsts = zip(names, spans, strict=True)
        deeds = {_deed(re.split(name, span[0].near)[-1]) for name, span in firsts} - {""}
        own = _deed(whole.near)
        if len(deeds) <= 1 and (not own or not deeds or own in deeds):
            yield relation(Link.TOTAL, whole, parts)


def _spans(before: Sequence[Item], names: Sequence[str]) -> list[list[Item]]:
    """Return the numbers of each span of the year, as many kinds of each; none if they differ.

    上半年民事88件、刑事41件，下半年97件和52件: kinds are strung by 、 or 和 and are no steps of the
    work, of which each goes on with the other.
    """
    spans: list[list[Item]] = []
    at = len(before)
    for name in reversed(names):
        span: list[Item] = []
        while at and not (span and re.search(name, span[0].near)):
            at -= 1
            span.insert(0, before[at])
        if not (span and re.search(name, span[0].near)):
            return []
        spans.insert(0, span)
    kinds = [each for span in spans for each in span[1:]]
    steps = {is_one_of(each.label, words("stages")["names"]) for each in kinds} - {""}
    strung = all(each.gap[:1] in _KINDS and "其中" not in each.gap for each in kinds)
    same = len({len(span) for span in spans}) == 1
    return spans if same and strung and not steps and len(kinds) < _LONGEST else []


def _deed(near: str) -> str:
    """Return the verb before a number, without words of time and sum."""
    return cue("halves", "aside").sub("", near)[:_PAIR]


def _remaining(
    row: Sequence[Item], position: int, mentions: Sequence[Mention]
) -> Iterator[Relation]:
    """Yield a whole with what was done of it and the rest: 发现24个，已整改19个，尚有5个."""
    rest = row[position]
    if not cue("remaining", "rest").search(rest.near) or "其中" in rest.gap:
        return
    before: list[Item] = []
    for item in reversed(row[max(position - _LONGEST, 0) : position]):
        if not item.is_count or not alike(item, rest) or item.is_past or is_aside(item):
            break
        before.insert(0, item)
        within = _INSIDE.search(item.gap)
        if re.search("其中|[。；]", item.gap) or not (within or _JOINED.search(item.gap)):
            break
    after = [rest]
    for item in row[position + 1 : position + _LONGEST]:
        if not re.search("^[^，。；]*[、和]", item.gap) or not alike(item, rest):
            break
        after.append(item)
    carried = any(cue("flows", "carried").search(each.around) for each in [*before, *after])
    if len(before) < _PAIR or carried or is_open(after):
        return
    found = [
        relation(Link.TOTAL, whole, [*before[at:], *after])
        for start, whole in enumerate(before[:-1])
        for at in range(start + 1, len(before))
    ]
    right = next((each for each in found if _holds(each, mentions)), None)
    done = before[1:]
    certain = len(done) == 1 or _is_kindred(done)
    tells = [bool(cue("remaining", "done").search(each.near)) for each in done]
    if len(done) > 1 and tells[-1] and not any(tells[:-1]):
        yield right or relation(Link.TOTAL, done[-2], [done[-1], *after])
        return
    led = len(done) == 1 and bool(_INSIDE.search(done[0].gap))
    told = all(tells) and certain and "其中" not in done[0].gap
    if right or led or told or _leaves(before, after):
        yield right or found[0]


def _leaves(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Tell whether a rest is what the first of some numbers leaves without the others.

    It is where it is called 其余, or the numbers come near the first.
    """
    if "其中" in before[0].gap:
        return False
    rest = after[0].label.startswith(tuple(words("exhaustive")["rest"]))
    near = len(before) > _PAIR and comes_near(before[0], [*before[1:], *after])
    return near or (rest and not _is_kindred(before))


def _vacant(row: Sequence[Item], position: int) -> Iterator[Relation]:
    """Yield what posts there are, are filled, and are vacant or too many."""
    last = row[position]
    empty, over = (cue("posts", name).search(last.near) for name in ("vacant", "over"))
    if not (empty or over):
        return
    before = row[max(position - _NEAR, 0) : position]
    planned = [each for each in before if cue("posts", "planned").search(each.near)]
    filled = [
        each for each in before if cue("posts", "filled").search(each.near) and each not in planned
    ]
    if len(planned) == len(filled) == 1 and all(alike(last, each) for each in planned + filled):
        whole, part = (planned[0], filled[0]) if empty else (filled[0], planned[0])
        yield relation(Link.TOTAL, whole, [part, last])


def _means(text: str, row: Sequence[Item], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield the means of a sentence, with sum and number: 6期共270人次，平均每期45人次."""
    before = row[0].end
    for at in range(max(row[0].at - 1, 0), min(row[-1].at + _NEAR, len(mentions))):
        mean = mentions[at]
        if at > row[-1].at and _STOP.search(text, before, mean.start):
            return
        if at < row[0].at and _STOP.search(text, mean.end, row[0].start):
            continue
        found = cue("sum", "mean").search(text, max(mean.start - _FAR, 0), mean.start)
        before = mean.end
        if not found or mean.kind not in {Kind.PHRASE, Kind.COUNT, Kind.AMOUNT} or mean.low <= 0:
            continue
        items = [each for each in row if each.is_count and each.at != at and not each.is_past]
        counts = [each for each in items if _is_counted_by(each, found[0])]
        totals = [each for each in items if _fits(mean, each, after="均" in found[0])]
        pairs = [(total, count) for count in counts for total in totals if total is not count]
        reckoned = "均" in found[0] or not mean.exact
        aside = pairs and reckoned and pairs[0][1].start > mean.start
        same = pairs and (reckoned or _is_same(text[mean.end : mean.end + _PAIR], pairs[0][0]))
        if len(pairs) == 1 and same and not aside:
            yield _mean_of(at, mean, *pairs[0], reckoned=reckoned)


def _is_counted_by(item: Item, lead: str) -> bool:
    """Tell whether words such as 每期, 每村 or 人均 part something by what a number counts."""
    unit, noun = item.mention.unit, item.behind[:1]
    if unit in {"人", "名"} and ("人均" in lead or "每人" in lead):
        return True
    if "案均" in lead:
        return unit in {"件", "起", "宗"}
    return bool(unit) and (
        f"{unit}均" in lead or f"每{unit}" in lead or (unit == "个" and f"每{noun}" in lead)
    )


def _fits(mean: Mention, item: Item, *, after: bool) -> bool:
    """Tell whether a number may be what a mean is of; one of each before 共 must be summed."""
    if item.mention.unit != mean.unit:
        return False
    if after and item.start < mean.start:
        return True
    same = item.mention.deed in {"", mean.deed}
    return same and bool(cue("sum", "before").search(item.gap))


def _mean_of(at: int, mean: Mention, total: Item, count: Item, *, reckoned: bool) -> Relation:
    """Return a mean of a sum, or where so many of each are told, their product."""
    found = relation(Link.MEAN, total, [count])
    found = replace(found, start=min(found.start, mean.start), end=max(found.end, mean.end))
    if reckoned:
        return replace(found, whole=at, parts=(total.at, count.at))
    return replace(found, link=Link.PRODUCT, parts=(count.at, at))


def _holds(found: Relation, mentions: Sequence[Mention]) -> bool:
    judged = agreement(found, mentions)
    return bool(judged and judged.holds)
