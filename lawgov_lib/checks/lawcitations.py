"""Whether the laws that the text cites were in force, and are cited by their names."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.datafile import load_data
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.severity import Severity
from lawgov_lib.base.wording import day
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at
from lawgov_lib.laws.names import bare
from lawgov_lib.reading.sentences import nameless

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from lawgov_lib.checks.citations import Citation
    from lawgov_lib.checks.subject import Written
    from lawgov_lib.laws.lawversions import Version

_CODE = "C12"
_OLD = "改引现行法律法规；叙述历史情况的，写明已废止。"
_UNDATED = "废止前办理的，写明时间；废止后办理的，改引现行法律法规。"
_ACROSS = "所述时间跨过废止之日：废止前后办理的分别写明，废止后的改引现行法律法规。"
_AHEAD = "下一年度的工作改引现行法律法规。"
_SOON = "该日以后的工作改引现行法律法规。"
_SIGNED = "截至签发之日已经废止，改引现行法律法规。"


class _Verdict(NamedTuple):
    """How much it weighs to cite a law that has ended, and what to do."""

    severity: Severity
    hint: str


def repealed(subject: Written) -> Iterator[Finding]:
    """Find laws cited as if in force that had been repealed when they were applied (C12)."""
    for citation in subject.cited:
        law = subject.laws.end(citation.title)
        if law is None or law.until is None or told_as_ended(citation):
            continue
        verdict = _verdict(citation, law.until, subject.signed_on)
        if verdict:
            by = subject.laws.successor(law, max(citation.until, law.until))
            begun = "将自" if verdict.severity is Severity.INFO else "已自"
            yield at(
                citation.said,
                Finding(
                    _CODE,
                    verdict.severity,
                    f"《{citation.title}》{begun}{day(law.until)}起废止{_replaced(by)}",
                    hint=verdict.hint,
                    about=citation.title,
                ),
            )


def _replaced(by: str) -> str:
    return f"，由《{by}》代替" if by else ""


def _verdict(citation: Citation, end: date, signed_on: date | None) -> _Verdict | None:
    """Weigh the citation of a law that ends on a day, by the time that the sentence tells."""
    year, span = citation.year, citation.span
    if span:
        if span.last < end:
            return None
        if span.first < end:
            return _Verdict(Severity.WARNING, _ACROSS)
        ahead = citation.is_planned and end.year >= year
        return _Verdict(Severity.WARNING, _AHEAD) if ahead else _Verdict(Severity.ERROR, _OLD)
    if end <= date(year, 1, 1):
        return _Verdict(Severity.ERROR, _OLD)
    if citation.is_planned:
        if end <= date(year + 1, 1, 1):
            return _Verdict(Severity.WARNING, _AHEAD)
        return _Verdict(Severity.INFO, _SOON) if end.year == year + 1 else None
    if end.year == year:
        return _Verdict(Severity.WARNING, _UNDATED)
    is_now = signed_on and end <= signed_on and _told("now").search(nameless(citation.sentence))
    return _Verdict(Severity.WARNING, _SIGNED) if is_now else None


def too_early(subject: Written) -> Iterator[Finding]:
    """Find laws, and revisions of laws, applied before they came into force (C12)."""
    for citation in subject.cited:
        version = _meant(subject, citation)
        since = version.since if version else None
        if since is None or since <= citation.until or not _is_applied(citation):
            continue
        if citation.is_planned and citation.span is None:
            continue
        yield at(
            citation.said,
            Finding(
                _CODE,
                Severity.WARNING,
                f"“《{citation.written}》”自{day(since)}起施行，所述事项办理时尚未施行",
                hint="改引当时有效的规定；属于学习宣传或者施行准备的，予以写明。",
                about=f"{citation.title}/尚未施行",
            ),
        )


def _meant(subject: Written, citation: Citation) -> Version | None:
    """Return the version that a citation means: its edition, the new one, else the first."""
    versions = subject.laws.versions(citation.title)
    if not versions:
        return None
    if told := citation.edition:
        return next((version for version in versions if told in version.years), None)
    if not _told("renewed").search(citation.before):
        return versions[0]
    known = [version for version in versions if _is_known(version, citation.year)]
    return known[-1] if known else None


def _is_known(version: Version, year: int) -> bool:
    """Tell whether a report of a year may know a version: issued by then, or about to begin."""
    if version.issued:
        return version.issued.year <= year
    return version.since is None or version.since.year <= year + 1


def _is_applied(citation: Citation) -> bool:
    """Tell whether something was done by the law, not only learnt or prepared."""
    applied = _told("applied").search(citation.before) is not None
    return applied and _told("prepared").search(nameless(citation.sentence)) is None


def misspelt(subject: Written) -> Iterator[Finding]:
    """Find titles of laws that are written with a slip, or not in full (C12)."""
    for citation in subject.cited:
        titles = subject.laws.titles
        right = titles.near(citation.title) or titles.near_law(citation.written)
        whole = None if right else titles.completed(citation.title)
        if right or whole:
            wrong = "有误，应为" if right else "不完整，应为"
            yield at(
                citation.said,
                Finding(
                    _CODE,
                    Severity.WARNING,
                    f"“《{citation.written}》”的名称疑{wrong}《{right or whole}》",
                    hint="核对文件名称；确有此文件的，作出答复。",
                    about=citation.written,
                ),
            )


def editions(subject: Written) -> Iterator[Finding]:
    """Find editions amended before they were applied, or that there never were (C12)."""
    for citation in subject.cited:
        told = citation.edition
        versions = subject.laws.versions(citation.title) if told else ()
        if not told or not versions or told_as_ended(citation):
            continue
        if told > max(max(version.years, default=0) for version in versions):
            yield from _no_edition(citation, told, versions[-1])
            continue
        meant = [version for version in versions if told in version.years]
        after = (
            subject.laws.replaced(meant[-1])
            if meant
            else next(version for version in versions if max(version.years, default=0) > told)
        )
        if after and is_over(citation, after.surely):
            yield _superseded(citation, after, f"“《{citation.written}》”")


def _no_edition(citation: Citation, told: int, latest: Version) -> Iterator[Finding]:
    """Tell of an edition younger than the last of a statute, of which all are known."""
    if latest.kind == "法律" and latest.issued and told <= citation.year:
        yield at(
            citation.said,
            Finding(
                _CODE,
                Severity.WARNING,
                f"《{citation.title}》没有{told}年的版本，最近一次于{day(latest.issued)}通过",
                hint="核对版本的年份。",
                about=f"{citation.title}/{told}年",
            ),
        )


def numbers(subject: Written) -> Iterator[Finding]:
    """Find document numbers that are another document's, or an older version's (C12)."""
    for citation in subject.cited:
        own = {version.number: version for version in subject.laws.versions(citation.title)}
        told = citation.numbers
        if not told or told_as_ended(citation):
            continue
        meant = [own[number] for number in told if number in own]
        if meant:
            after = subject.laws.replaced(meant[-1])
            if after and is_over(citation, after.surely):
                yield _superseded(citation, after, f"{meant[-1].number}公布的《{citation.title}》")
        else:
            yield from _foreign_number(subject, citation, told[0], tuple(own))


def _foreign_number(
    subject: Written, citation: Citation, number: str, own: tuple[str, ...]
) -> Iterator[Finding]:
    """Tell of a number that another document has, or that is none of the law's."""
    others = () if number.startswith("主席令") else subject.laws.numbered.get(number, ())
    if others and not _is_short_for(citation.title, bare(others[0].title)):
        said = f"“{number}”是《{bare(others[0].title)}》的文号"
    elif own and all(own) and own[-1][:2] == number[:2]:
        said = f"《{citation.title}》的文号是{own[-1]}，正文写作{number}"
    else:
        return
    yield at(
        citation.said,
        Finding(
            _CODE,
            Severity.WARNING,
            said,
            hint="核对文件名称和文号。",
            about=f"{citation.title}/{number}",
        ),
    )


def _is_short_for(title: str, whole: str) -> bool:
    """Tell whether a title names a document in fewer words, or the notice that issued it."""
    if whole in title or title in whole:
        return True
    rest = iter(whole)
    return sum(character in rest for character in title) == len(title)


def is_over(citation: Citation, end: date) -> bool:
    """Tell whether a version that ends on a day was applied after it, as far as the text tells."""
    return citation.until >= end


def _superseded(citation: Citation, after: Version, named: str) -> Finding:
    when = after.issued or after.begins
    undated = citation.span is None and after.begins.year == citation.year
    return at(
        citation.said,
        Finding(
            _CODE,
            Severity.WARNING,
            f"{named}不是现行版本，该法于{day(when)}修改",
            hint="修改施行前办理的，写明时间；此后办理的，改引现行版本。"
            if undated
            else "改引现行版本；叙述历史情况的，写明当时有效。",
            about=citation.written,
        ),
    )


def told_as_ended(citation: Citation) -> bool:
    """Tell whether the words beside a title say that the law has ended or was changed."""
    return bool(_told("after").search(citation.after) or _told("before").search(citation.before))


@cache
def _told(how: str) -> re.Pattern[str]:
    return compiled(load_data("checks/lawcitations.yaml")["told"][how])
