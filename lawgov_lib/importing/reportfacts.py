"""``report.yaml`` of an imported year: what its report says of itself, all to be confirmed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.tree import Paragraph, plain
from lawgov_lib.inputs.headingtree import name_of
from lawgov_lib.preparing.freshfolder import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.importing.manuscript import Branch, Manuscript

UNKNOWN = "待填写"
"""What stands for a level or a region that the report does not name."""
_HEAD = """\
# {year}年度法治政府建设年度报告的基本信息，由“{source}”导入。
# 申报数写在 figures.csv，正文写在 text/，一节一个文件。

"""
_SAYINGS = {
    "unconfirmed": "待确认：以下各项由程序从报告中认出。逐项核对，无误或改正之后，删去对应的一行。",
    "outline": "原报告的各级标题；tells 是在其下讲述的领域，serves 是所属的法定部分。",
    "arrange": "原报告没有认出标题，全文在引言中，各节不刊出。",
    "annex": "原报告的附表已在正文中，不另附指标表和图。",
}
_AS_OF = compiled(
    r"截至(?:(?P<year>20[0-9]{2})年|[本当]年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"
)


def report_file(manuscript: Manuscript, year: int, agency: str, case_word: str, source: str) -> str:
    """Write ``report.yaml``.

    Args:
        manuscript: The report.
        year: The report year.
        agency: The name of the agency.
        case_word: Its measure word for cases; blank where it is that of the province.
        source: The name of the report's file.
    """
    facts = dict(_facts(manuscript, year, agency, case_word))
    facts["unconfirmed"] = list(_names(facts))
    blocks = [
        (f"# {_SAYINGS[name]}\n" if name in _SAYINGS else "") + yaml_text({name: fact})
        for name, fact in facts.items()
    ]
    return _HEAD.format(year=year, source=source) + "\n".join(blocks)


def region_of(manuscript: Manuscript, agency: str) -> str:
    """Return the region that the agency's name begins with, blank where it names none."""
    return manuscript.identity.region if agency == manuscript.identity.agency else ""


def _facts(
    manuscript: Manuscript, year: int, agency: str, case_word: str
) -> Iterator[tuple[str, Any]]:
    identity = manuscript.identity
    is_named = agency == identity.agency
    told = {
        "name": agency,
        "level": (identity.kind if is_named else "") or UNKNOWN,
        "region": region_of(manuscript, agency) or UNKNOWN,
    }
    yield "agency", told | ({"case_word": case_word} if case_word else {})
    yield "year", year
    if signed := manuscript.signed_on:
        yield "signed_on", signed
    as_of = _counted_until(manuscript, year)
    if as_of:
        yield "as_of", as_of
    if manuscript.title:
        yield "title", list(manuscript.title)
    yield "addressee", manuscript.addressee
    form = dict(manuscript.form.facts)
    if len(identity.agencies) > 1 and agency in identity.agencies:
        form["agencies"] = list(identity.agencies)
    if form:
        yield "form", form
    if manuscript.tree:
        yield "outline", list(map(_node, manuscript.tree))
    else:
        yield "arrange", {"empty": "drop"}
    yield "annex", {"table": "none", "charts": "none"}


def _node(branch: Branch) -> Any:  # noqa: ANN401  words alone, or what else is said of them
    """Write a heading as the tree of ``report.yaml`` has it, no more than it must say."""
    told: dict[str, Any] = {"heading": branch.heading}
    if branch.key != (branch.tells[0] if branch.tells else name_of(branch.heading)):
        told["key"] = branch.key
    if branch.tells:
        told["tells"] = branch.tells if len(branch.tells) > 1 else branch.tells[0]
    if branch.serves:
        told["serves"] = branch.serves
    if branch.below:
        told["sections"] = list(map(_node, branch.below))
    return told if len(told) > 1 else branch.heading


def _counted_until(manuscript: Manuscript, year: int) -> date | None:
    """Return the day that the opening says the counts stand at.

    A report signed before its year was over must say one; where it does not, the day of its
    signature stands for it.
    """
    signed = manuscript.signed_on
    for block in manuscript.opening:
        found = _AS_OF.search(plain(block.runs)) if isinstance(block, Paragraph) else None
        if found and int(found["year"] or year) == year:
            with suppress(ValueError):
                day = date(year, int(found["month"]), int(found["day"]))
                if not signed or day <= signed:
                    return day
    return signed if signed and signed < date(year, 12, 31) else None


def _names(facts: Mapping[str, Any]) -> Iterator[str]:
    """Name what is to be confirmed, by dotted name."""
    for name, fact in facts.items():
        if name == "agency":
            yield from (f"agency.{part}" for part in fact)
        elif fact and name not in {"year", "arrange", "annex"}:
            yield name
