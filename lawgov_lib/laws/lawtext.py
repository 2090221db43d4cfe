"""Laws as a person asks for them: the versions of one, what changed in a year, what to re-read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import ParameterError
from lawgov_lib.base.wording import day
from lawgov_lib.laws.lawtable import MARKS, lines, named_sources, sources
from lawgov_lib.laws.lawversions import STATUTE
from lawgov_lib.laws.names import bare, numbers_in
from lawgov_lib.laws.provisions import load_laws

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.laws.lawversions import LawTable, Version

_DAY = timedelta(1)


def of_law(table: LawTable, asked: str, on: date) -> str:
    """Tell the versions of a law: the one in force, all others, what may be cited of it.

    Args:
        table: The laws.
        asked: The title as typed, or a document number.
        on: The day.

    Raises:
        ParameterError: No law has that title.
    """
    title = meant(table, asked)
    if title not in table:
        return "\n".join([f"《{title}》", *_unchecked(table, title)])
    versions = table.versions(title)
    parts = [f"《{versions[-1].title}》（{versions[-1].kind}）", "", _in_force(table, title, on)]
    parts += ["", "历次版本：", *(f"  {line}" for each in versions for line in _told(table, each))]
    parts += _unchecked(table, title)
    articles = [law for law in load_laws().values() if bare(law.title) == title]
    if articles:
        told = (f"  {law.article}（{day(law.since)}起）：{law.about}" for law in articles)
        parts += ["", "可以引用的条文：", *told]
    return "\n".join(parts)


def meant(table: LawTable, asked: str) -> str:
    """Return the title of the law that is meant; of one only heard of, as it is asked for.

    Args:
        table: The laws.
        asked: The title as typed, or a document number.

    Raises:
        ParameterError: No law has that title.
    """
    asked = asked.strip("《》 ")
    if asked in table:
        return bare(asked)
    if table.unchecked(asked):
        return asked
    bearing = {
        bare(version.title)
        for number in numbers_in(asked)
        for version in table.numbered.get(number, ())
    }
    if len(bearing) == 1:
        return bearing.pop()
    near = sorted(bearing) or table.titles.suggestions(asked)
    hint = f"名称相近的：{'、'.join(f'《{each}》' for each in near)}。" if near else "核对名称。"
    raise ParameterError.of("E872", f"表中没有《{asked}》", hint=hint)


def _in_force(table: LawTable, title: str, on: date) -> str:
    version = table.in_force(title, on)
    if version:
        return f"{day(on)}有效的版本：{_named(table, version)}{_unsure(table, version, on)}。"
    end = table.end(title)
    if end and end.until and end.until <= on:
        by = table.successor(end, on)
        return f"{day(end.until)}起废止{f'，{day(on)}由《{by}》代替' if by else ''}。"
    begins = table.versions(title)[0].begins
    return f"{day(on)}尚未施行，{day(begins)}起施行。"


def _unsure(table: LawTable, version: Version, on: date) -> str:
    """Tell what must be looked up before a version is held to be the one of a day."""
    if table.versions(version.title)[0] is not version and on < version.surely:
        return "，该日是否已经施行须核对文本"
    between = any(version.begins < each.begins <= on for each in table.unchecked(version.title))
    return "；其后有未核对的修改，见下" if between else ""


def _named(table: LawTable, version: Version) -> str:
    """Tell a version by its days and its number."""
    first = version is table.versions(version.title)[0]
    made = "修改" if not first else "通过" if version.kind == STATUTE else "公布"
    return _days(version, made) + (f"（{version.number}）" if version.number else "")


def _days(version: Version, made: str) -> str:
    """Tell when a version was made and came into force."""
    told = [f"{day(version.issued)}{made}"] if version.issued else []
    told.append(f"{day(version.since)}起施行" if version.since else "施行日期表中未载")
    return "，".join(told)


def _told(table: LawTable, version: Version) -> Iterator[str]:
    """Tell a version in two lines: its days, and how sure they are."""
    last, after = table.last_day(version), table.replaced(version)
    until = f"，至{day(last - _DAY)}" if last and (not after or after.since) else ""
    by = "；由修改后的版本代替" if after else f"；由《{version.by}》代替" if version.by else ""
    yield f"{_named(table, version)}{until}{by}"
    yield f"    {MARKS[version.mark]}：{'；'.join(named_sources(version)) or '未写出处'}"


def _unchecked(table: LawTable, title: str) -> list[str]:
    """Tell what is said of a law and was not compared with any text."""
    told = table.unchecked(title)
    return ["", f"{MARKS['u']}的：", *(f"  {_said(line)}" for line in told)] if told else []


def _said(line: Version) -> str:
    """Tell a line that was not checked, without its document number."""
    if line.until:
        return f"{day(line.until)}起废止{f'，由《{line.by}》代替' if line.by else ''}"
    if line.issued or line.since:
        return _days(line, "通过或者修改")
    return "文号" if line.number else "另有修改的消息"


def of_year(table: LawTable, on: date) -> str:
    """Tell which laws came into force, were revised or ended in the year of a day.

    Args:
        table: The laws.
        on: The day.
    """
    told = [f"  {day(when)}  {what}" for when, what in changes_of(table, on.year)]
    total = f"表中有法律法规和文件{len(table.by_title)}部。查一部：lawgov laws 行政复议法"
    return "\n".join([f"{on.year}年施行、修改和废止的：", *(told or ["  无"]), "", total])


def changes_of(table: LawTable, year: int) -> list[tuple[date, str]]:
    """Return when which law came into force, was revised or ended in a year, in its order."""
    changes = (
        change for title, versions in table.by_title.items() for change in _changes(title, versions)
    )
    return sorted(change for change in changes if change[0].year == year)


def _changes(title: str, versions: tuple[Version, ...]) -> Iterator[tuple[date, str]]:
    """Yield when a law came into force, was revised and ended, and in which words."""
    for version in versions:
        first = version is versions[0]
        if version.since:
            yield version.since, f"《{title}》{'施行' if first else '修改后施行'}"
        elif version.issued and not first:
            yield version.issued, f"《{title}》修改，施行日期表中未载"
        if version.until:
            by = f"，由《{bare(version.by)}》代替" if version.by else ""
            yield version.until, f"《{title}》废止{by}"


def due(year: int) -> str:
    """Tell which lines of the shipped table are to be read again by a year, and which always.

    A line is to be read again in the year after it was last compared with its source.

    Args:
        year: The year in which one asks.
    """
    parts = []
    for key, source in sources().items():
        of_source = [line for line in lines() if key in line.source.split()]
        titles = dict.fromkeys(bare(line.title) for line in of_source)
        if source.checked.year < year and titles:
            parts.append(f"{source.name}，{day(source.checked)}核对，{len(titles)}部：")
            parts += [f"  《{title}》" for title in titles]
    doubtful = dict.fromkeys(bare(line.title) for line in lines() if line.mark != "v")
    head = [] if parts else [f"{year}年没有满一年未核对的条目。"]
    rest = [f"未核对原件或者未核实的，{len(doubtful)}部：", *(f"  《{each}》" for each in doubtful)]
    return "\n".join([*head, *parts, "", *rest])
