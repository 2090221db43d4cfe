"""Whether the text is of its year: years, dates and planning periods."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at, own, sentences, unnamed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from lawgov_lib.checks.subject import Said, Written

_CODE = "C12"
_YEAR = re.compile(r"(?<![0-9—\-])((?:19|20)[0-9]{2})年(度)?([0-9]{1,2}月)?")
_OPENS = re.compile(r"(?:19|20)[0-9]{2}年(?:度|全年|以来，|，)")
_UNTIL = re.compile("截[至止][^，。；]*")


def ended_periods(subject: Written) -> Iterator[Finding]:
    """Find planning periods that ended before the report year (C12)."""
    settings, year = subject.settings[_CODE], subject.year
    for said in subject.said:
        for sentence in sentences(said):
            if any(word in sentence.text for word in settings["closing"]):
                continue
            for period in settings["periods"]:
                match = re.search(period["words"], sentence.text)
                if match and year > period["last"]:
                    yield at(
                        said,
                        Finding(
                            _CODE,
                            Severity[period["severity"].upper()],
                            f"“{match[0]}”已于{period['last']}年期满",
                            hint="改为现行的纲要或规划；叙述历史情况的，予以写明。",
                            about=period["name"],
                        ),
                    )


def other_years(subject: Written) -> Iterator[Finding]:
    """Find years and dates in prose that are not of the report year (C12)."""
    for said in subject.said:
        if not said.source:
            continue
        spot = subject.spots.get(said.section)
        plans = spot is not None and spot.serves == "plans"
        for sentence in sentences(said, unnamed(own(said))):
            yield from _strange(subject, said, _UNTIL.sub("", sentence.text), plans=plans)


def _strange(subject: Written, said: Said, text: str, *, plans: bool) -> Iterator[Finding]:
    """Find the years of a sentence that are not the report's, in plans not the next one's."""
    settings, year = subject.settings[_CODE], subject.year
    for match in _YEAR.finditer(text):
        clause = _clause(text, match.start())
        is_history = _is_history(text, clause, settings, year)
        looks_ahead = plans or any(word in clause for word in settings["future"])
        told, opens = int(match[1]), bool(_OPENS.match(text, match.start()))
        if told == year or _names_another(text, match, settings):
            wrong = told == year and plans and opens and settings["will"] in text
            if wrong:
                yield _wrong(said, match[0], f"安排的是{year + 1}年的工作")
        elif told < year and opens and match.start() == 0 and not is_history:
            yield _wrong(said, match[0], f"本报告为{year}年度")
        elif (told < year and not is_history) or (
            told > year and not looks_ahead and not _is_in_time(subject, text, match, clause)
        ):
            yield at(
                said,
                Finding(
                    _CODE,
                    Severity.WARNING,
                    f"“{match[0]}”不在报告年度{year}年之内",
                    hint="核对时间；叙述以往情况的，写明“上年”或“以来”等。",
                    about=match[0],
                ),
            )


def _clause(text: str, at_: int) -> str:
    """Return the clause that a position stands in."""
    begin = max(text.rfind(mark, 0, at_) for mark in "，；。") + 1
    return re.split("[，；。]", text[begin:])[0]


def _is_history(text: str, clause: str, settings: Mapping[str, Any], year: int) -> bool:
    """Tell whether a clause speaks of the past as such, or the sentence compares years."""
    return any(word in clause for word in settings["history"]) or any(
        word in text for word in (*settings["compared"], f"{year}年")
    )


def _names_another(text: str, match: re.Match[str], settings: Mapping[str, Any]) -> bool:
    """Tell whether the year only says which document or matter is meant: 2023年度考核."""
    behind = re.split("[，；。]", text[match.end() :])[0]
    return re.match(settings["named"], behind) is not None


def _is_in_time(subject: Written, text: str, match: re.Match[str], clause: str) -> bool:
    """Tell whether a day after the year ends a span of it, or is when its report went out."""
    spans = re.search("[至到—–~～-]$", text[: match.start()]) is not None
    issued = any(word in clause for word in subject.settings[_CODE]["issued"])
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
    last, pattern = subject.counted_until, re.compile(subject.settings["C13"]["whole_year"])
    if last >= date(subject.year, 12, 31):
        return
    plans = {key for key, spot in subject.spots.items() if spot.serves == "plans"}
    future = subject.settings[_CODE]["future"]
    for said in (each for each in subject.said if each.section not in plans):
        for sentence in sentences(said, own(said)):
            found = pattern.search(sentence.text)
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
        bare = next((word for word in settings["bare"] if word in said.text), None)
        if bare:
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
