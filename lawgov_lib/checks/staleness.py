"""Whether the text is of its year: years, dates and planning periods."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, own, sentences, unnamed
from lawgov_lib.reading.dates import days
from lawgov_lib.reading.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from lawgov_lib.checks.subject import Said, Written

_CODE = "C12"
_YEAR = compiled(r"(?<![0-9—\-])((?:19|20)[0-9]{2})年(度)?([0-9]{1,2}月)?")
_OPENS = compiled(r"(?:19|20)[0-9]{2}年(?:度|全年|以来，|，)")
_MARKS = "，。；："
_LAST_YEAR = compiled("(?:去年|上年|前年)(?:度|的)?[0-9]{1,2}月(?!以来|起)")
_DATED = (
    "(?:(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|份|[上中下]旬)?[底末初中]?"
    "|[上下]半年|第?[一二三四1-4]季度)"
)
_AND_YEAR = compiled("(?:(?:19|20)[0-9]{2}年度?[^，。；：的]{0,8}[至到和、—])+$")
_DAY_OF = compiled(f"^{_DATED}")
_SPANNED = compiled(
    "《?(?P<title>[^《》（），。；“”]{2,40}(?:纲要|规划|计划|方案|意见))"
    "[（(](?:[0-9]{4}年?[—－–~～至-]+)+(?P<last>[0-9]{4})年[）)]"
)
_GOVERNS = compiled("[对将把向为在与]")
_LISTED = compiled("^.*、(?:(?:19|20)[0-9]{2}年)?")
_ROLES = {"v": "v", "a": "v", "p": "v", "d": "d"}
"""The part of a predicate by part of speech; one before 的 ends a verb (投用)."""
_TWO = 2
_COUNTED = compiled("截[至止]到?([^，。；]{2,12}日)")
_UNTIL = compiled("截[至止][^，。；]*")


def ended_periods(subject: Written) -> Iterator[Finding]:
    """Find planning periods that ended before the year spoken of: in plans the next one (C12)."""
    settings = subject.settings[_CODE]
    periods = [(period, compiled(period["words"])) for period in settings["periods"]]
    for said in subject.said:
        year = _spoken_of(subject, said)
        for sentence in sentences(said):
            for period, words in periods:
                match = words.search(sentence.text) if year > period["last"] else None
                if match and not _is_told_as_over(sentence.text, match, settings):
                    yield at(
                        said,
                        Finding(
                            _CODE,
                            Severity[period["severity"].upper()],
                            f"“{match[0].strip('“”')}”{_ends(subject, period['last'])}期满",
                            hint="改为现行的纲要或规划；叙述历史情况的，予以写明。",
                            about=period["name"],
                        ),
                    )


def _spoken_of(subject: Written, said: Said) -> int:
    """Return the year that a text speaks of: the next one where it stands among the plans."""
    spot = subject.spots.get(said.section)
    return subject.year + (spot is not None and spot.serves == "plans")


def _ends(subject: Written, last: int) -> str:
    """Tell when a period ends, seen from the report year."""
    return f"{'已' if last < subject.year else '将'}于{last}年"


def _is_told_as_over(text: str, match: re.Match[str], settings: Mapping[str, Any]) -> bool:
    """Tell whether the words around a plan say that it has ended, or only compare with it."""
    before = re.split(f"[{_MARKS}]", text[: match.start()])[-1]
    after = text[match.end() :]
    return any(re.search(word, after) for word in settings["closing"]) or bool(
        re.search(settings["once"], before)
    )


def ended_documents(subject: Written) -> Iterator[Finding]:
    """Find plans and programmes cited whose own title says that their years are over (C12)."""
    settings = subject.settings[_CODE]
    known = compiled("|".join(period["words"] for period in settings["periods"]))
    for said in subject.said:
        for sentence in sentences(said) if "年" in said.text else ():
            for match in _SPANNED.finditer(sentence.text):
                last = int(match["last"])
                if (
                    _spoken_of(subject, said) > last
                    and not known.search(match[0])
                    and not _is_told_as_over(sentence.text, match, settings)
                ):
                    yield at(
                        said,
                        Finding(
                            _CODE,
                            Severity.WARNING,
                            f"“{match[0]}”的期限{_ends(subject, last)}届满",
                            hint="改为现行的文件；仍然有效或者叙述历史情况的，予以写明。",
                            about=match["title"],
                        ),
                    )


def other_years(subject: Written) -> Iterator[Finding]:
    """Find years and dates in prose that are not of the report year (C12)."""
    for said in subject.said:
        if not said.source or "年" not in said.text:
            continue
        spot = subject.spots.get(said.section)
        plans = spot is not None and spot.serves == "plans"
        texts = [_UNTIL.sub("", sentence.text) for sentence in sentences(said, unnamed(own(said)))]
        for text, following in zip(texts, [*texts[1:], ""], strict=False):
            yield from _strange(subject, said, text, following, plans=plans)


def other_day_counted(subject: Written) -> Iterator[Finding]:
    """Find numbers counted as of a year that is over, where nothing of this year follows (C12)."""
    settings = subject.settings[_CODE]["counted"]
    told, later = (
        compiled(settings[each].replace("YEAR", str(subject.year))) for each in ("told", "later")
    )
    for said in subject.said:
        texts = [each.text for each in sentences(said, own(said))] if "截" in said.text else []
        for text, following in zip(texts, [*texts[1:], ""], strict=False):
            found = told.search(text)
            if (
                found
                and int(found["year"]) < subject.year
                and not later.search(text[: found.start()] + text[found.end() :])
                and not later.search(following)
            ):
                yield _outside(said, found["day"], subject.year)


def _strange(
    subject: Written, said: Said, text: str, following: str, *, plans: bool
) -> Iterator[Finding]:
    """Find the years of a sentence that are not the report's, in plans not the next one's."""
    settings, year = subject.settings[_CODE], subject.year
    for match in _YEAR.finditer(text):
        is_history = _is_history(text, match, following, settings, year)
        looks_ahead = plans or any(word in _clause(text, match) for word in settings["future"])
        told, opens = int(match[1]), bool(_OPENS.match(text, match.start()))
        if told == year or _names_another(text, match, settings):
            ahead = re.search(settings["will"], text) and f"{year + 1}年" not in text
            wrong = told == year and plans and opens and ahead
            if wrong:
                yield _wrong(said, match[0], f"安排的是{year + 1}年的工作")
        elif told < year and opens and match.start() == 0 and not is_history:
            yield _wrong(said, match[0], f"本报告为{year}年度")
        elif (told < year and not is_history) or (
            told > year and not looks_ahead and not _is_in_time(subject, text, match)
        ):
            yield _outside(said, match[0], year)
    last = _LAST_YEAR.match(text)
    if last and not _is_history(text, last, following, settings, year):
        yield _outside(said, last[0], year)


def _outside(said: Said, told: str, year: int) -> Finding:
    return at(
        said,
        Finding(
            _CODE,
            Severity.WARNING,
            f"“{told}”不在报告年度{year}年之内",
            hint="核对时间；叙述以往情况的，写明“上年”或“以来”等。",
            about=told,
        ),
    )


def _clause(text: str, match: re.Match[str]) -> str:
    """Return the clause that a year stands in."""
    return _before(text, match) + re.split(f"[{_MARKS}]", text[match.start() :])[0]


def _before(text: str, match: re.Match[str]) -> str:
    """Return what stands before a year in its clause."""
    return re.split(f"[{_MARKS}]", text[: match.start()])[-1]


def _is_history(
    text: str, match: re.Match[str], following: str, settings: Mapping[str, Any], year: int
) -> bool:
    """Tell whether a year is told as past: compared, described by, or beside the report's own.

    What was done in it is no deed of this year where the sentence, or the one after, goes on to
    this year; where the year describes a thing (2022年印发的清单); where it belongs to 根据 or 比;
    where it is since when (2019年起, 建于2016年).
    """
    before, behind = _AND_YEAR.sub("", _before(text, match)), text[match.end() :]
    clause = re.split(f"[{_MARKS}]", behind)[0]
    now = compiled(settings["now"].replace("YEAR", str(year)))
    return bool(
        re.search(settings["governed"], before)
        or any(word in before + clause for word in settings["history"])
        or re.match(f"{_DATED}(?:以来|[以之]?[前后]|起|至今|始|(?:尚)?未|的(?!工作|一年))", clause)
        or (before.endswith("于") and len(before) > 1 and not _DAY_OF.sub("", clause))
        or _describes(clause)
        or now.search(text[: match.start()])
        or now.search(behind)
        or now.match(following)
        or len(set(re.findall("((?:19|20)[0-9]{2})年", text))) > _TWO
    )


def _describes(clause: str) -> bool:
    """Tell whether what follows a year up to 的 is who did what, and so describes a thing.

    省局抽检不合格的企业 does, 查处群众反映的问题 does not: a noun behind the verb has its own.
    """
    described, of, thing = clause.partition("的")
    described = _LISTED.sub("", described)
    if not of or not thing or _GOVERNS.search(described):
        return False
    tags = words_of(_DAY_OF.sub("", described)).tags
    said = "".join(_ROLES.get(tag[:1], "n") for tag in tags)
    return re.fullmatch("n*[vd]*(?:v|dn)", said) is not None or described.endswith("后")


def _names_another(text: str, match: re.Match[str], settings: Mapping[str, Any]) -> bool:
    """Tell whether the year only says which document or matter is meant: 2023年度考核."""
    behind = re.split("[，；。]", text[match.end() :])[0]
    return re.match(settings["named"], behind) is not None


def _is_in_time(subject: Written, text: str, match: re.Match[str]) -> bool:
    """Tell whether a day after the year ends a span of it, or is when its report went out."""
    spans = re.search("[至到—–~～-]$", text[: match.start()]) is not None
    issued = any(word in _clause(text, match) for word in subject.settings[_CODE]["issued"])
    return int(match[1]) == subject.year + 1 and (spans or issued)


def _wrong(said: Said, told: str, reason: str) -> Finding:
    return at(
        said,
        Finding(
            _CODE,
            Severity.ERROR,
            f"年份“{told}”有误，{reason}",
            hint="核对是否沿用上年文字。",
            about=told,
        ),
    )


def whole_year(subject: Written) -> Iterator[Finding]:
    """Find counts of 全年, 年末 or 年底 in the agency's words where they end before (C13)."""
    pattern = compiled(subject.settings["C13"]["whole_year"])
    plans = {key for key, spot in subject.spots.items() if spot.serves == "plans"}
    future = subject.settings[_CODE]["future"]
    for said in (each for each in subject.said if each.section not in plans):
        for sentence in sentences(said, own(said)):
            last = _counted_here(sentence.text, subject)
            found = pattern.search(sentence.text) if last < date(subject.year, 12, 31) else None
            if found and not any(word in sentence.text for word in future):
                yield at(
                    said,
                    Finding(
                        "C13",
                        Severity.WARNING,
                        f"数据统计到{last.month}月{last.day}日，正文写作“{found[1]}”",
                        hint="删去该词，或写明“截至X月X日”；年度结束后补齐数据的，更新「as_of」。",
                        about=f"{found[1]}/{sentence.number}",
                    ),
                )


def _counted_here(sentence: str, subject: Written) -> date:
    """Return the day that a sentence says it counts to (截至11月30日), else that of the report."""
    for found in _COUNTED.finditer(sentence):
        told = days(found[1])[:1]
        day = told[0].in_year(subject.year) if told and told[0].day else None
        if day and day.year == subject.year:
            return min(day, subject.counted_until)
    return subject.counted_until


def counted_until(subject: Written) -> Iterator[Finding]:
    """Find a count that ended before the year did, above all where it does not say when (C13)."""
    settings, last = subject.settings["C13"], subject.counted_until
    whole = "\n".join(said.text for said in subject.said)
    day = f"{last.month}月{last.day}日"
    told = re.search(f"(?:截[至止]|至)(?:{last.year}年)?{day}", whole)
    if last < date(subject.year, 12, 31) and not told:
        opening = next((said for said in subject.said if said.section == "opening"), None)
        if opening:
            yield at(
                opening,
                Finding(
                    "C13",
                    Severity.WARNING,
                    f"数据统计到{last.year}年{day}，正文没有写明",
                    hint=f"写明“截至{last.year}年{day}”。",
                    about="截止日期",
                ),
            )
    if subject.signed_on and subject.signed_on < date(subject.year, 12, 31):
        signed = f"{subject.signed_on.month}月{subject.signed_on.day}日"
        yield Finding(
            "C13",
            Severity.INFO,
            f"{subject.year}年尚未结束即签发（{signed}），数据统计到{day}",
            (subject.setting("signed_on"),),
            "有条件的，年度结束后补齐全年数据再签发。",
            about="signed_on",
        )
    for said in subject.said:
        found = next((f for word in settings["bare"] if (f := re.search(word, said.text))), None)
        if found:
            bare = found[0]
            yield at(
                said,
                Finding(
                    "C13",
                    Severity.WARNING,
                    f"“{bare}”没有写明日期",
                    hint="改为“截至X月X日”。",
                    about=bare,
                ),
            )
