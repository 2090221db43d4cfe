"""Collect the final reports of a city's agencies: manifests, records and metrics.

A final is not used if its files are not as its manifest says, if its record, its approvals or its
agency's log of finals say otherwise, if it cannot be read, or if the city trusts certain keys and
none of them has signed it; each agency is listed with what became of its report. Of a draft
nothing is read, only that there is one; inputs are never looked at.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from lawgov_lib.base.commandline import resolved
from lawgov_lib.base.errors import PublishError, few_of
from lawgov_lib.base.files import read_regular
from lawgov_lib.checks.settings import merged
from lawgov_lib.publishing.manifest import digest
from lawgov_lib.rollup.finals import gathered
from lawgov_lib.rollup.narration import vouched
from lawgov_lib.rollup.rowfile import ColumnsWriter
from lawgov_lib.rollup.submissions import Agency, Standing, Submissions
from lawgov_lib.rollup.trust import read_trust

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TOLD = 20
_UNREAD = (
    "核对了各定稿的清单、文件校验值、记录、数据文件、清单所列签批和定稿登记；没有读网页、PDF、Word文件、"
    "工作簿的文字和signoff.yaml，要核对的，汇总时加 --full，或在该机关文件夹运行 lawgov status。"
)
_READ = (
    "核对了各定稿的清单、文件校验值、记录、数据文件，网页、PDF、Word文件、工作簿的文字，"
    "清单和signoff.yaml所列签批，定稿登记。"
)
_OWN_DEADLINE = "本次汇总所定期限"


@dataclass(frozen=True)
class Collected:
    """The submissions, and the hashes of the manifests that they were read from, by name.

    ``roots`` are the agencies' folders by name; ``is_full`` says whether the text of all formats
    was read too.
    """

    submissions: Submissions
    read: dict[str, str]
    roots: dict[str, Path]
    is_full: bool = False


def collect(  # noqa: PLR0913  each says one thing of the roll-up
    roots: Sequence[Path],
    year: int,
    deadline: date | None,
    office: str,
    trust_file: Path | None = None,
    *,
    is_full: bool = False,
) -> Collected:
    """Collect a year's final reports and those of the year before.

    Args:
        roots: The agencies' folders, each with ``outputs/``; one named twice counts once.
        year: The report year.
        deadline: The last day in time; None for that of the regulation.
        office: Who compiles the roll-up, blank where nobody said.
        trust_file: Whose keys are trusted; None if signatures are not checked.
        is_full: Whether the text of all formats and ``signoff.yaml`` are read too.

    Raises:
        InputError: The trust file cannot be used.
        PublishError: Not one final report can be used.
    """
    limit = merged({})["C14"]
    due = deadline or date.fromisoformat(f"{year + 1}-{limit['days']['report']}")
    source = _OWN_DEADLINE if deadline else limit["source"].split("；")[0]
    trust = read_trust(trust_file) if trust_file else None
    read = {trust_file.name: digest(read_regular(trust_file))} if trust_file else {}
    agencies: list[Agency] = []
    taken: dict[str, str] = {}
    named = _named(roots)
    with closing(ColumnsWriter()) as writer:
        for harvest in gathered(named, year, due, trust, is_full=is_full):
            first = len(agencies)
            agencies.extend(_once(agency, taken) for agency in harvest.agencies)
            included = [at for at in range(first, len(agencies)) if agencies[at].is_included]
            writer.add(included, harvest.rows)
            read |= harvest.read
        if not taken:
            told = "；".join(f"{each.root}：{each.problem}" for each in agencies[:8])
            raise PublishError.of(
                "E823",
                f"没有可以汇总的{year}年度定稿（{told}）",
                hint="核对各机关资料所在的文件夹。",
            )
        submissions = Submissions.written(
            writer,
            year=year,
            office=office,
            deadline=due,
            deadline_source=source,
            agencies=agencies,
            is_vouched=trust is not None,
        )
    return Collected(submissions, dict(sorted(read.items())), named, is_full)


def _once(agency: Agency, taken: dict[str, str]) -> Agency:
    """Return an agency as it is, or as unusable where one of its name was taken before."""
    if not agency.is_included:
        return agency
    if agency.name in taken:
        problem = f"与{taken[agency.name]}同为“{agency.name}”，重复报送"
        return replace(agency, standing=Standing.UNUSABLE, problem=problem)
    taken[agency.name] = agency.root
    return agency


def told(collected: Collected) -> str:
    """Say how many reports are in, name those that are not or came late, and who vouches."""
    submissions = collected.submissions
    agencies = submissions.agencies
    apart = [each for each in agencies if each.standing is not Standing.IN_TIME or each.remark]
    lines = [f"纳入汇总{len(submissions.included)}个机关，共{len(agencies)}个。"]
    lines += [vouched(submissions), _READ if collected.is_full else _UNREAD]
    shared: dict[tuple[Standing, str], list[Agency]] = {}
    for each in apart:
        why = "；".join(filter(None, (each.problem, each.remark)))
        shared.setdefault((each.standing, why), []).append(each)
    for (standing, why), those in list(shared.items())[:_TOLD]:
        who = few_of(f"{each.root} {each.name}" for each in those)
        lines.append(f"{who}：{standing}{f'（{why}）' if why else ''}")
    if rest := sum(map(len, list(shared.values())[_TOLD:])):
        lines.append(f"另有{rest}个，见汇总工作簿。")
    return "\n".join(lines)


def facts_of(submissions: Submissions) -> dict[str, Any]:
    """Return for a program each agency, how its report stands, and how many stand so."""
    agencies = submissions.agencies
    return {
        "year": submissions.year,
        "deadline": submissions.deadline.isoformat(),
        "states": Counter(each.standing.value for each in agencies),
        "agencies": [asdict(each) for each in agencies],
    }


def _named(roots: Sequence[Path]) -> dict[str, Path]:
    """Name each root by as many of its last folders as tell it from the others."""
    paths = list(dict.fromkeys(map(resolved, roots)))
    depth = 1
    while True:
        names = ["/".join(path.parts[-depth:]) for path in paths]
        if max(Counter(names).values(), default=1) == 1:
            return dict(sorted(zip(names, paths, strict=True)))
        depth += 1
