"""Claims of all, none, first and on time, and what they claim it of.

A claim is hedged where its own clause says that it is an aim, a rule or a condition, or where the
clause before governs it: 要求…，一律…. A hedging word elsewhere in the sentence is none. Words in
names and quotations claim nothing, unless 做到 or 实现 leads a quotation in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.reading.mentions import Claim, Sweep

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from lawgov_lib.reading.mentions import Stretch
    from lawgov_lib.reading.words import Words

_MARK = compiled("[，。；：！？（）\n]")
_END = frozenset("。！？\n；")
_BEHIND = compiled("[^，。；：！？（）\n、“”《》]*")
_NAMED = compiled("《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》|“[^“”\n]{1,24}”")
_ENDS = compiled("(?<=[一-鿿]”)(?:[，。；\n]|$)")
"""Behind a quotation that is what its clause says: 复议案件“零纠错”，…."""
_LED = ("做到", "实现", "达到")
_WHOLE = "全部"
_WIDEST = 60
_LONGEST = 24
_FEW = 3
"""How many clauses before may govern one, or name its subject."""


class _Hit(NamedTuple):
    """A word that claims, in its clause: what stands before and behind it there."""

    start: int
    end: int
    word: str
    sweep: Sweep
    object: bool
    own: str
    tail: str


class _Clauses:
    """The stretches between marks, and what stands before each in its sentence."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks = [-1, *(match.start() for match in _MARK.finditer(text))]

    def begin(self, place: int) -> int:
        """Return where the stretch begins that a place stands in."""
        return self._marks[bisect_left(self._marks, place) - 1] + 1

    def sentence(self, place: int) -> int:
        """Return where the sentence begins that a place stands in, the last few clauses at most."""
        at = bisect_left(self._marks, place) - 1
        least = max(at - _FEW, 0)
        while at > least and self._text[self._marks[at]] not in _END:
            at -= 1
        return self._marks[at] + 1

    def before(self, place: int) -> Iterator[str]:
        """Yield the stretches before the one of a place, the nearest first, back to 。 or ；."""
        at = bisect_left(self._marks, place) - 1
        while at > 0 and self._text[self._marks[at]] not in _END:
            begin, end = self._marks[at - 1] + 1, self._marks[at]
            yield self._text[max(begin, end - _WIDEST) : end]
            at -= 1


def claims(
    text: str,
    words: Words,
    sentences: Sequence[Stretch],
    clauses: Sequence[Stretch],
    topics: Sequence[str],
) -> tuple[Claim, ...]:
    """Find the sweeping claims of a text.

    Args:
        text: The text in its normal form.
        words: Its words by the dictionary.
        sentences: Its sentences.
        clauses: Its clauses.
        topics: The subject of each clause.

    Returns:
        The claims in order; of one clause at most one of a kind.
    """
    around, named = _Clauses(text), [match.span() for match in _NAMED.finditer(text)]
    firsts = [each.start for each in sentences]
    parts = [each.start for each in clauses]
    found: list[Claim] = []
    seen: set[tuple[int, Sweep]] = set()
    for hit in _hits(text, words, around, named):
        clause = max(bisect_right(parts, hit.start) - 1, 0)
        place = hit.start if hit.sweep is Sweep.NONE else around.begin(hit.start)
        key = (place, hit.sweep)
        if key in seen:
            continue
        seen.add(key)
        subject = _subject(topics, clauses, clause, around.sentence(hit.start))
        found.append(
            Claim(
                hit.sweep,
                hit.start,
                hit.end,
                text[hit.start : hit.end],
                _topic(hit, subject),
                _is_hedged(hit, words, list(_nearest(around, hit.start))),
                max(bisect_right(firsts, hit.start) - 1, 0),
                clause,
            )
        )
    return tuple(found)


def _hits(
    text: str, words: Words, around: _Clauses, named: Sequence[tuple[int, int]]
) -> Iterator[_Hit]:
    """Yield the words that claim something, but for those in names and in set quotations."""
    begins = [begin for begin, _ in named]
    rows = _rows()
    for match in claim_pattern().finditer(text):
        row = rows[int(str(match.lastgroup)[1:])]
        at = bisect_right(begins, match.start()) - 1
        if at >= 0 and match.start() < named[at][1]:
            begin = named[at][0]
            led = text[max(begin - 2, 0) : begin].startswith(_LED)
            if text[begin] == "《" or not (led or _ENDS.match(text, named[at][1])):
                continue
        if row.get("word") and not _is_word(words, match.start()):
            continue
        begin = max(around.begin(match.start()), match.start() - _WIDEST)
        behind = _BEHIND.match(text, match.end(), match.end() + _LONGEST)
        tail = behind[0] if behind else ""
        for sweep in row["sweep"]:
            hit = _Hit(
                match.start(),
                match.end() + len(tail),
                match[0],
                Sweep[sweep],
                bool(row.get("object")),
                text[begin : match.start()],
                tail,
            )
            if not _is_none(hit):
                yield hit


def _is_word(words: Words, place: int) -> bool:
    """Tell whether a character begins a word that is itself, or itself with 已, 为 or the like."""
    begin, end, tag = words.around(place)
    return begin == place and (end - begin == 1 or tag.startswith(("d", "v", "c")))


def _is_none(hit: _Hit) -> bool:
    """Tell whether a word only looks like a claim: 占全部案件的, 增长100%, 按期办结47件, 未按期."""
    if hit.sweep is Sweep.ALL and (
        _re("not_all").search(hit.own)
        if hit.word[0] in "1百"
        else _re("base").search(hit.own) or (hit.word == _WHOLE and _re("share").match(hit.tail))
    ):
        return True
    if hit.sweep is Sweep.ON_TIME:
        return bool(_re("counted").match(hit.tail) or _re("negated").search(hit.own))
    return False


def _subject(topics: Sequence[str], clauses: Sequence[Stretch], clause: int, begin: int) -> str:
    """Return the subject of a clause, or of one before in its sentence, that is no 全部 itself."""
    while clause >= 0 and topics and clauses[clause].end > begin:
        subject = _re("claiming").sub("", topics[clause])
        if subject:
            return subject
        clause -= 1
    return ""


def _topic(hit: _Hit, subject: str) -> str:
    """Return what a claim is of: the words before it, or behind it, or the subject before."""
    ahead = _re("adverbs").sub("", _re("lead").sub("", hit.own)).strip("“”《》、")
    if hit.object:
        return hit.tail or ahead or subject
    return ahead or subject or hit.tail


def _nearest(around: _Clauses, place: int) -> Iterator[str]:
    """Yield the few clauses before that may govern one."""
    for count, clause in enumerate(around.before(place)):
        if count == _FEW:
            return
        yield clause


def _is_hedged(hit: _Hit, words: Words, before: Sequence[str]) -> bool:
    """Tell whether a claim is an aim, a rule, a condition or not made at all."""
    own, tail = hit.own, hit.tail
    if _re("negated").search(own):
        return True
    if _re("conditional").search(own) and not hit.word.endswith(("漏", "落")):
        return True
    if _re("except_own").search(own) or _re("heads").search(tail):
        return True
    if _is_modal(own, hit.start, words) or _re("tail").match(tail):
        return True
    if tail.startswith("将") and _re("will").match(tail[1:]):
        return True
    if before and (_re("except").search(before[0]) or _re("rule").search(before[0])):
        return True
    if hit.word == _table()["rules"] and not _re("done").search(own + tail):
        return True
    return _is_governed(own, tail, before)


def _is_modal(own: str, end: int, words: Words) -> bool:
    """Tell whether the words before a claim in its clause say that it is to be."""
    own = _re("attributive").sub(lambda found: "的" * len(found[0]), own)
    if _re("modal").search(_re("noun").sub("", own)):
        return True
    begin = end - len(own)
    for at, character in enumerate(own):
        first, last, _ = words.around(begin + at)
        alone = (first, last) == (begin + at, begin + at + 1)
        if alone and character in _table()["single"]:
            return True
        if alone and character == "将" and (at + 1 == len(own) or _re("will").match(own[at + 1 :])):
            return True
    return False


def _is_governed(own: str, tail: str, before: Sequence[str]) -> bool:
    """Tell whether a clause before makes a claim what is asked, said or hoped for."""
    if _re("release").search(own):
        return False
    for position, clause in enumerate(before):
        if _re("speech").search(clause) and not _re("under").search(clause):
            return True
        if _re("future").search(clause):
            return True
        if _re("present").search(clause) or _re("release").search(clause):
            return False
        if position == 0 and _re("asked").search(_re("noun").sub("", clause)):
            return not _re("done").search(own + tail)
        goes_on = _re("continues").match(own) or not own
        if position == 0 and goes_on and _asks(clause):
            return True
    return False


def _asks(clause: str) -> bool:
    """Tell whether a clause without a result of its own asks or hopes."""
    return bool(_re("asks").search(_re("noun").sub("", clause)))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_data("reading/claims.yaml")
    return table


@cache
def _re(name: str) -> re.Pattern[str]:
    return compiled(_table()[name])


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(_table()["words"])


@cache
def claim_pattern() -> re.Pattern[str]:
    """Return the pattern of words that claim, each row of the table a group."""
    patterns = "|".join(f"(?P<c{at}>{row['pattern']})" for at, row in enumerate(_rows()))
    return compiled(f"(?=[{_table()['begins']}])(?:{patterns})")
