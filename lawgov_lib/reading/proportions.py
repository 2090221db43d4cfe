"""Rates of a sentence and the part and whole that they are of.

合格率 is of those 合格 among all that are counted in the same unit; 占 is of the number before it.
Where the words leave more than one whole, the one that makes the rate right is taken, since a
reader takes it so; where none does, the nearest.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.bases import best, may_hold, rate_of, rest_of, told_of
from lawgov_lib.reading.consistency import agreement
from lawgov_lib.reading.mentions import Kind
from lawgov_lib.reading.series import alike, cue, words
from lawgov_lib.reading.statedparts import coming, does_more, estimated, leads_in, told_behind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.mentions import Mention, Relation
    from lawgov_lib.reading.series import Item

_STRUNG = frozenset("、和，及与")
_ALL = 100
_KEY = 2
_SEVERAL = 3
_OF = compiled("[^，。；：、（）0-9]{0,12}的(?:约|近)?")
_RESPECTIVELY = "分别"


def proportions(
    row: Sequence[Item], mentions: Sequence[Mention], before: Sequence[Item] = ()
) -> Iterator[Relation]:
    """Yield the rates of a sentence with part and whole.

    Args:
        row: The quantities of the sentence.
        mentions: All mentions of the text.
        before: Those of the sentence before, one of which may be the whole.
    """
    found = [
        each
        for position, item in enumerate(row)
        if item.mention.kind is Kind.RATE and not item.is_past
        if not item.is_aim or _follows_whole(row, position)
        for each in _of(row, position, mentions) or _carried(before, row, position, mentions)
    ]
    yield from _forced(found, mentions)
    for above, below in pairwise(row):
        if below.gap == "/" and not any(above.at in each.parts for each in found):
            yield from _beside(row, above, below)


def _carried(
    before: Sequence[Item], row: Sequence[Item], position: int, mentions: Sequence[Mention]
) -> list[Relation]:
    """Return the relation of a rate whose whole is the only number of its kind before."""
    counts = [each for each in before if each.is_count]
    parts = [each for each in row if each.is_count]
    if len(counts) != 1 or not any(may_hold(counts[0], each) for each in parts):
        return []
    return _of([*counts, *row], position + 1, mentions)


def _of(row: Sequence[Item], position: int, mentions: Sequence[Mention]) -> list[Relation]:
    """Return the relation of the rate at a position, if the sentence tells part and whole."""
    return list(_readings(row, position, mentions)) or list(coming(row, position))


def _readings(
    row: Sequence[Item], position: int, mentions: Sequence[Mention]
) -> Iterator[Relation]:
    """Yield what a rate is read as being of."""
    rate = row[position]
    if _RESPECTIVELY in rate.near or (position and _is_strung(row, position)):
        yield from _respectively(row, position, mentions)
        return
    share = cue("rates", "share").search(rate.near)
    named = cue("rates", "named").search(rate.near)
    behind = None if named else told_behind(row, position)
    if behind:
        if behind.is_rest:
            yield rest_of(rate, behind.part, *behind.wholes[-1])
        else:
            yield from best(rate, behind.part, behind.wholes, mentions)
    elif share:
        if not _tells_own(rate.near[: share.start()], row, position):
            yield from _share(row, position, share["of"] or "", mentions)
    elif _follows_whole(row, position):
        yield from best(rate, row[position - 2], [[row[position - 1]]], mentions)
    elif _is_sampled(row, position):
        yield from best(rate, row[position - 1], [[row[position - 2]]], mentions)
    elif named and not cue("rates", "other").search(named[0]):
        yield from _named(row, position, named["key"], mentions)
    elif leads_in(row, position):
        yield from best(rate, row[position + 2], [[row[position + 1]]], mentions)
    elif 0 < rate.mention.low < _ALL or not rate.mention.exact:
        yield from estimated(row, position, mentions)


def _follows_whole(row: Sequence[Item], position: int) -> bool:
    """Tell whether a rate is of the number before it: 占全市企业2000户的1%."""
    if position <= 1 or not _OF.fullmatch(row[position].gap):
        return False
    whole, part = row[position - 1], row[position - 2]
    return bool(cue("rates", "of_whole").search(whole.near)) and alike(whole, part)


def _is_sampled(row: Sequence[Item], position: int) -> bool:
    """Tell whether a proportion is of the two numbers before it: 310户中抽31户，比例一成."""
    named = cue("rates", "proportion").search(row[position].near)
    if not named or position <= 1 or "；" in row[position].gap:
        return False
    whole, part = row[position - 2 : position]
    said = set(named["key"]) & set(told_of(part)) if named["key"] else "中" in part.gap
    return bool(said) and may_hold(whole, part) and not part.is_past


def _is_strung(row: Sequence[Item], position: int) -> bool:
    """Tell whether a rate goes on in a list that 分别 led in: 分别占38.5%、61.5%."""
    at = position
    while at and row[at].gap in _STRUNG and row[at - 1].mention.kind is Kind.RATE:
        at -= 1
    return at < position and _RESPECTIVELY in row[at].near


def _respectively(
    row: Sequence[Item], position: int, mentions: Sequence[Mention]
) -> Iterator[Relation]:
    """Yield the share of the number that stands in the same place of the list before."""
    first = position
    while _RESPECTIVELY not in row[first].near:
        first -= 1
    if not cue("rates", "share").search(row[first].near.replace(_RESPECTIVELY, "")):
        return
    count = 0
    while first + count < len(row) and row[first + count].mention.kind is Kind.RATE:
        count += 1
    parts = row[max(first - count, 0) : first]
    if len(parts) != count or not all(each.is_count and alike(each, parts[0]) for each in parts):
        return
    part = parts[position - first]
    wholes = [[each] for each in row[: first - count] if may_hold(each, part)]
    yield from best(row[position], part, [parts, *wholes], mentions)


def _tells_own(subject: str, row: Sequence[Item], position: int) -> bool:
    """Tell whether the words before 占 name another thing than the number before: 合格以上占95%."""
    if len(subject) < _KEY or not position:
        return False
    if subject.endswith(("以上", "以下", "以内")):
        return True
    known = told_of(row[position - 1])
    return not any(subject[at : at + _KEY] in known for at in range(len(subject) - 1))


def _share(
    row: Sequence[Item], position: int, of: str, mentions: Sequence[Mention]
) -> Iterator[Relation]:
    """Yield what 占 is of: the number before it, in a whole before that."""
    rate = row[position]
    if cue("rates", "outside").search(of):
        return
    before = row[:position]
    at = len(before) - 1
    while at >= 0 and not before[at].is_count:
        at -= 1
    if at < 0 or "；" in rate.gap:
        return
    part = before[at]
    shared = [each for each in _shared_out(row) if alike(each, part)]
    if part in shared[1:] or len(shared) > 1:
        sums = [each for each in row[position + 1 :] if cue("sum", "before").search(each.gap)]
        others = [each for each in (*sums, *before[:at]) if each not in shared]
        wholes = [[each] for each in others if may_hold(each, part)] or [shared]
    else:
        led = next((i for i in range(at, 0, -1) if "其中" in row[i].gap), at)
        wholes = [[each] for each in before[:led] if may_hold(each, part)]
    subject = of.removeprefix("全部").removesuffix("总数").removesuffix("总量").strip("总的")
    if subject and wholes:
        wholes = [each for each in wholes if subject[-_KEY:] in told_of(each[0])]
    yield from best(rate, part, wholes, mentions)


def _shared_out(row: Sequence[Item]) -> list[Item]:
    """Return the numbers that a share follows at once: 20件占60.6%，13件占39.4%."""
    return [
        above
        for above, below in pairwise(row)
        if above.is_count
        and below.mention.kind is Kind.RATE
        and cue("rates", "share").search(below.near)
    ]


def _named(
    row: Sequence[Item], position: int, key: str, mentions: Sequence[Mention]
) -> Iterator[Relation]:
    """Yield what a rate with a name is of: 合格率 of those 合格 and all of them."""
    rate, found = row[position], None
    counts = [each for each in row if each.is_count and not each.is_past]
    due = [each for each in counts if cue("rates", "due").search(each.near)]
    others = [each for each in counts if not each.is_aim and each not in due]
    others = [each for each in others if not does_more(key[-_KEY:], each, rate)]
    timely = cue("rates", "timely").match(key)
    if timely and not any(cue("rates", "timely").search(each.around) for each in others):
        yield from _without(row, position, key, mentions)
        return
    nearest = sorted(others, key=lambda each: (each.at > rate.at, abs(each.at - rate.at)))
    for part in nearest:
        shared = _shared(key, part)
        if timely and cue("rates", "timely").search(part.around):
            shared = max(shared, _KEY)
        if shared > (found[0] if found else _KEY - 1):
            found = (shared, part)
    if found is None and (due or key[-_KEY:] in words("rates")["planned"]):
        found = next(((_KEY, each) for each in nearest if _is_actual(each)), None)
    if found is None:
        left_out = list(_without(row, position, key, mentions))
        yield from left_out or _left(row, position, key, mentions)
        return
    part = found[1]
    aims = [each for each in counts if each.is_aim or each in due]
    aims = [each for each in aims if each.at < part.at and alike(each, part)]
    if aims and (_is_actual(part) or any(each in due for each in aims)):
        between = [
            each for each in others if aims[0].at < each.at < part.at and may_hold(each, part)
        ]
        yield from best(rate, part, [[each] for each in (*between, *aims)], mentions)
        return
    pair = _quotient(row, part)
    if pair:
        yield from best(rate, pair[0], [[pair[1]]], mentions)
        return
    wholes = [[each] for each in others if each.at < part.at and may_hold(each, part)]
    coming = [each for each in others if each.at < part.at and _comes_in(each)]
    coming = [each for each in coming if alike(each, part)]
    if len(coming) > 1:
        wholes.insert(0, coming)
    within = cue("rates", "within").search(part.near)
    if within:
        wholes = [each for each in wholes if within["of"] in each[0].around] or wholes
    graded = not within and any(cue("rates", "grades").search(each.label) for each in others)
    yield from best(rate, part, wholes, mentions, only_right=graded)


def _left(
    row: Sequence[Item], position: int, key: str, mentions: Sequence[Mention]
) -> Iterator[Relation]:
    """Yield a rate of what was brought to an end, beside the rest: 12起，执行到位10起，剩下2起."""
    counts = [each for each in row if each.is_count and not (each.is_past or each.is_aim)]
    if not key.endswith(tuple(words("rates")["ended"])) or len(counts) != _SEVERAL:
        return
    whole, part, rest = counts
    left = rest.mention.low == whole.mention.low - part.mention.low
    if left and may_hold(whole, part) and cue("remaining", "rest").search(rest.near):
        yield from best(row[position], part, [[whole]], mentions)


def _without(
    row: Sequence[Item], position: int, key: str, mentions: Sequence[Mention]
) -> Iterator[Relation]:
    """Yield a rate of which only the rest is told: 办结60件，逾期3件，按期办结率95%.

    The rest may stand right behind it: 抽查50份，合格率96%，不合格2份.
    """
    rate, before = row[position], row[:position]
    for rest in (*reversed(before[1:]), *row[position + 1 : position + 2]):
        if not rest.is_count or not _is_rest(key, rest):
            continue
        wholes = [
            each
            for each in before
            if each.at < rest.at
            and each.is_count
            and not each.is_past
            and alike(each, rest)
            and each.mention.low >= rest.mention.high > 0
        ]
        found = [rest_of(rate, rest, each) for each in wholes]
        right = [each for each in found if (judged := agreement(each, mentions)) and judged.holds]
        if found:
            yield right[-1] if right else found[-1]
        return


def _is_rest(key: str, item: Item) -> bool:
    """Tell whether a number is of those that a rate leaves out: 逾期 of 按期, 尚有 of 办结."""
    pairs = words("rates")["opposites"]
    rests = {rest for kept, rest in pairs if kept in key and f"不{kept}" not in key}
    if any(each in item.around for each in rests):
        return True
    ended = key.endswith(tuple(words("rates")["ended"])) and not cue("rates", "timely").match(key)
    return ended and bool(cue("remaining", "rest").search(item.near))


def _shared(key: str, part: Item) -> int:
    """Return how many of the last characters of a rate's name the words of a number hold.

    不合格 holds no 合格, and the rate's own name is no word of the number.
    """
    if f"{key}率" in part.behind:
        return 0
    around, negations = part.around, cue("rates", "negations").pattern
    for length in range(len(key), _KEY - 1, -1):
        at = around.find(key[-length:])
        own = around[at + length : at + length + 1] == "率"
        if at >= 0 and not own and (at == 0 or around[at - 1] not in negations):
            return length
    if len(key) > _KEY and set(key) <= set(around):
        return _KEY
    return _KEY if key[-2 * _KEY : -_KEY] in words("rates")["deeds"] and key[-4:-2] in around else 0


def _is_actual(item: Item) -> bool:
    """Tell whether a number is said to be the real one, beside what was planned or due."""
    return bool(cue("rates", "actual").search(item.near))


def _comes_in(item: Item) -> bool:
    return any(cue("flows", name).search(item.near) for name in ("taken", "carried"))


def _quotient(row: Sequence[Item], part: Item) -> tuple[Item, Item] | None:
    """Return the two numbers of 25/26, if a number is one of them."""
    for above, below in pairwise(row):
        if below.gap == "/" and part.at in {above.at, below.at}:
            return above, below
    return None


def _beside(row: Sequence[Item], above: Item, below: Item) -> Iterator[Relation]:
    """Yield the rate that stands right before or behind a quotient: 96.2%（25/26）."""
    for position, item in enumerate(row):
        if item.mention.kind is not Kind.RATE:
            continue
        follows = item.at > below.at and row[position - 1] is below and len(item.gap) <= _KEY + 1
        leads = item.at < above.at and above.gap in {"（", "，即", "，", "，为", "("}
        if follows or (leads and row[position + 1] is above):
            yield rate_of(item, above, [below])


def _forced(found: Sequence[Relation], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield relations, marked as rough where shares of one whole were made to add up to 100%."""
    for _, group in groupby(found, key=lambda each: each.parts[1:]):
        shares = list(group)
        rates = [mentions[each.whole] for each in shares if each.whole is not None]
        total = sum(each.low for each in rates) if all(each.exact for each in rates) else 0
        rough = len(rates) >= _SEVERAL and total == _ALL
        yield from (replace(each, rough=rough) for each in shares)
