"""Judge the corpus of sentences: ``python -m tests.reading.corpus`` prints recall and false alarms.

The sentences lie in ``corpus/*.yaml``, a file a matter; :class:`Sentence` says what each may state.
A sentence of the year ``demo`` is judged as one more paragraph of the fictional agency's report for
2024, with all its figures; any other one alone, in a report without any figures, for 2024 unless it
names another year, signed on 20 January of the next, by the checks that need no register. What
counts are errors and warnings that were not there without it; hints do not.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

import click
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator
from ruamel.yaml import YAML

from lawgov_lib.base.severity import Severity
from lawgov_lib.base.shipped import LIBRARY
from lawgov_lib.checks import Subject, Written, findings, text_findings
from lawgov_lib.document.tree import Paragraph, Run
from lawgov_lib.inputs import Prose
from lawgov_lib.report.yearreport import Report
from tests.places import DEMO, TESTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lawgov_lib.checks.finding import Finding

CORPUS = TESTS / "reading" / "corpus"
RECALL = LIBRARY / "checks" / "recall.yaml"
_HEAD = """\
# Of the sentences in tests/reading/corpus: faults expected, found, and false alarms, by check.
# Written by python -m tests.reading.corpus --write."""
YEAR = 2024
NEWLINE = "\n"
SECTION = "functions"
"""Where a sentence stands that does not say."""

AGENCIES = {
    "科技": ("甲市科学技术局", "地级市政府工作部门"),
    "司法": ("甲县司法局", "县级政府工作部门"),
    "市场监管": ("甲县市场监督管理局", "县级政府工作部门"),
    "乡镇": ("甲镇人民政府", "乡镇人民政府"),
    "县政府": ("甲县人民政府", "县级人民政府"),
}
REPORT = """\
agency: {{name: {}, level: {}, region: 某省甲市, fictional: true}}
year: {}
signed_on: {}-01-20
as_of: {}-12-31
"""
Codes = Annotated[str, StringConstraints(pattern=r"^C\d\d(\|C\d\d)*$")]
Number = Annotated[float, Field(strict=False)]


class Stated(BaseModel):
    """A numeral that a reader of the sentence must find.

    Attributes:
        words: The numeral and its unit, as the sentence has them.
        kind: The kind, by its English name in small letters.
        value: The value of an exact numeral, in ``unit``; a rate in per cent.
        low: The lower end of a range.
        high: The upper end of a range.
        step: The worth of one in the last place written.
        unit: The unit; ``%`` for 百分之, 成 and ‰ too.
        noun: A word of what is counted.
        exact: False with 余, 近, 约, 以上 and the like.
        holds: Values with which the numeral agrees.
        fails: Values with which it does not.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: str
    kind: str = ""
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    step: Number | None = None
    unit: str = ""
    noun: str = ""
    exact: bool = True
    holds: tuple[Number, ...] = ()
    fails: tuple[Number, ...] = ()


class Sentence(BaseModel):
    """A sentence, what a reader should see in it, and what a reviewer would object to.

    Attributes:
        text: The sentence, or a few.
        office: The kind of agency whose report it stands in.
        matter: The kind of fault or of harmless wording that it stands for.
        mentions: The numerals in it; all quantities where any is named, none where it is empty.
        findings: The codes expected, ``C07|C06`` where either serves; empty where all must be
            silent.
        year: ``demo`` where the figures of the fictional agency's year are known.
        section: The key of the section in which it stands.
        report: The report year.
        last: What stood in that section the year before.
        last_section: The section of ``last`` where it is another one.
        also: More paragraphs of the same report, by section.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    office: Literal["科技", "司法", "市场监管", "乡镇", "县政府"]
    matter: str
    mentions: tuple[Stated, ...] | None = None
    findings: tuple[Codes, ...]
    year: Literal["demo"] | None = None
    section: str = SECTION
    report: int = YEAR
    last: str = ""
    last_section: str = ""
    also: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _quotes(self) -> Self:
        for mention in self.mentions or ():
            if mention.words not in self.text:
                message = f"{mention.words} is not in {self.text}"
                raise ValueError(message)
        return self

    @property
    def allowed(self) -> frozenset[str]:
        """All codes that are no false alarm."""
        return frozenset(code for codes in self.findings for code in codes.split("|"))

    @property
    def stage(self) -> Stage:
        """The report in which it is judged."""
        before = (self.last_section or self.section, self.last) if self.last else ("", "")
        return stage(self.year or self.office, self.report, *before)


@dataclass(frozen=True)
class Stage:
    """A report in which sentences are judged, and what is found in it without them."""

    year: int
    subject: Subject
    ask: Callable[[Subject], tuple[Finding, ...]]
    before: Counter[Finding]

    @classmethod
    def open(cls, params: Path, year: int, ask: Callable[[Subject], tuple[Finding, ...]]) -> Self:
        """Open a year below a folder of year folders, and ask it all checks or those of a text."""
        subject = Report.open(year, str(params)).subject
        return cls(year, subject, ask, Counter(ask(subject)))

    def added(self, paragraphs: Iterable[tuple[str, str]]) -> Iterator[Finding]:
        """Yield what is found only once paragraphs are added: section and text of each."""
        told, prose = dict(self.subject.told), dict(self.subject.prose)
        for section, text in (
            (section, line) for section, lines in paragraphs for line in lines.splitlines() if line
        ):
            there = prose.get(section, Prose("", f"params/{self.year}/text/{section}.md"))
            prose[section] = replace(there, text=f"{there.text.rstrip()}\n\n{text}\n".lstrip())
            source = f"{there.file}:{prose[section].text.count(NEWLINE)}"
            paragraph = Paragraph(runs=(Run(text=text),), source=source)
            told[section] = (*told.get(section, ()), paragraph)
        year_inputs = replace(self.subject.year_inputs, prose=prose)
        subject = replace(self.subject, told=told, prose=prose, year_inputs=year_inputs)
        return (Counter(self.ask(subject)) - self.before).elements()


@cache
def stage(agency: str, year: int, section: str, last: str) -> Stage:
    """Open the report of an agency in which sentences are judged.

    Args:
        agency: ``demo``, or the kind of an agency without figures.
        year: The report year.
        section: The section in which ``last`` stood.
        last: More text of the year before, if any.

    Returns:
        The report, without the sentences.
    """
    with tempfile.TemporaryDirectory() as temporary:
        params = Path(temporary) / "params"
        if agency == "demo":
            shutil.copytree(DEMO / "params", params)
        else:
            for past in (year - 1, year) if last else (year,):
                (params / str(past) / "text").mkdir(parents=True)
                said = REPORT.format(*AGENCIES[agency], past, past + 1, past)
                (params / str(past) / "report.yaml").write_text(said, encoding="utf-8")
        if last:
            path = params / str(year - 1) / "text" / f"{section}.md"
            with path.open("a", encoding="utf-8") as file:
                file.write(f"\n\n{last}\n")
        return Stage.open(params, year, findings if agency == "demo" else _of_text)


def _of_text(subject: Subject) -> tuple[Finding, ...]:
    """Return what is found by whoever has the text of a report and none of its figures."""
    text = {each.name: getattr(subject, each.name) for each in fields(Written)}
    return text_findings(Written(**text))


def judge(sentence: Sentence) -> set[str]:
    """Return the codes of the errors and warnings that a sentence raises."""
    added = sentence.stage.added(((sentence.section, sentence.text), *sentence.also.items()))
    return {finding.code for finding in added if finding.severity is not Severity.INFO}


@cache
def load() -> dict[str, tuple[Sentence, ...]]:
    """Read the corpus: the sentences by matter, which is the name of their file."""
    read: Mapping[str, Any] = {
        path.stem: YAML(typ="safe").load(path) for path in sorted(CORPUS.glob("*.yaml"))
    }
    return TypeAdapter(dict[str, tuple[Sentence, ...]]).validate_python(read)


@dataclass(frozen=True)
class Verdict:
    """A sentence with the codes that it raised."""

    matter: str
    sentence: Sentence
    raised: frozenset[str]

    @property
    def missed(self) -> tuple[str, ...]:
        """The codes expected that were not raised, nor one that serves in their place."""
        return tuple(
            codes for codes in self.sentence.findings if self.raised.isdisjoint(codes.split("|"))
        )

    @property
    def alarms(self) -> frozenset[str]:
        """The codes raised that the sentence gives no cause for."""
        return self.raised - self.sentence.allowed


def judged() -> tuple[Verdict, ...]:
    """Judge the whole corpus; a sentence that breaks a check raises 异常."""
    return tuple(
        Verdict(matter, sentence, frozenset(_raised(sentence)))
        for matter, sentences in load().items()
        for sentence in sentences
    )


def measured(verdicts: Iterable[Verdict]) -> str:
    """Return what the library ships of it: faults, found and false alarms by check."""
    verdicts = tuple(verdicts)
    faults = Counter(codes[:3] for verdict in verdicts for codes in verdict.sentence.findings)
    missed = Counter(codes[:3] for verdict in verdicts for codes in verdict.missed)
    alarms = Counter(code for verdict in verdicts for code in verdict.alarms)
    rows = [
        f"  {code}: [{faults[code]}, {faults[code] - missed[code]}, {alarms[code]}]"
        for code in sorted(faults | alarms)
    ]
    return "\n".join([_HEAD, f"sentences: {len(verdicts)}", "checks:", *rows, ""])


def table(verdicts: Iterable[Verdict]) -> str:
    """Return the report in Markdown: by check, by matter, and the whole.

    Recall is of faults, each under the first code that would serve. False alarms are counted by
    code, in all sentences; their rate, by matter and of the whole, is of harmless sentences.
    """
    verdicts = tuple(verdicts)
    faults = Counter(codes[:3] for verdict in verdicts for codes in verdict.sentence.findings)
    missed = Counter(codes[:3] for verdict in verdicts for codes in verdict.missed)
    alarms = Counter(code for verdict in verdicts for code in verdict.alarms)
    lines = ["| 检查 | 应发现 | 发现 | 误报 |", "|---|---:|---:|---:|"]
    lines += [
        f"| {code} | {faults[code]} | {faults[code] - missed[code]} | {alarms[code]} |"
        for code in sorted(faults | alarms)
    ]
    lines += ["", "| 内容 | 应发现 | 发现 | 无误的句子 | 其中误报 |", "|---|---:|---:|---:|---:|"]
    matters = dict.fromkeys(verdict.matter for verdict in verdicts)
    lines += [_row(matter, [v for v in verdicts if v.matter == matter]) for matter in matters]
    return "\n".join([*lines, _row("合计", verdicts)])


def _raised(sentence: Sentence) -> set[str]:
    try:
        return judge(sentence)
    except Exception:  # noqa: BLE001  one that breaks a check must not hide the others
        return {"异常"}


def _row(name: str, verdicts: Iterable[Verdict]) -> str:
    verdicts = tuple(verdicts)
    faults = sum(len(verdict.sentence.findings) for verdict in verdicts)
    found = faults - sum(len(verdict.missed) for verdict in verdicts)
    harmless = [verdict for verdict in verdicts if not verdict.sentence.findings]
    alarmed = sum(bool(verdict.alarms) for verdict in harmless)
    return (
        f"| {name} | {faults} | {found}{_share(found, faults)} "
        f"| {len(harmless)} | {alarmed}{_share(alarmed, len(harmless))} |"
    )


def _share(part: int, whole: int) -> str:
    return f"（{100 * part / whole:.1f}%）" if whole else ""


@click.command()
@click.option("--wrong", is_flag=True, help="List the sentences that are judged wrongly too.")
@click.option("--write", is_flag=True, help="Write the figures that the library ships.")
def main(*, wrong: bool, write: bool) -> None:
    """Print recall and false alarms of the checks on the corpus."""
    verdicts = judged()
    if write:
        RECALL.write_text(measured(verdicts), encoding="utf-8")
    click.echo(table(verdicts))
    for verdict in verdicts:
        if wrong and (verdict.missed or verdict.alarms):
            missed, alarms = "、".join(verdict.missed), "、".join(sorted(verdict.alarms))
            click.echo(
                f"{verdict.matter}：{verdict.sentence.text}  漏报 {missed or '无'}"
                f"  误报 {alarms or '无'}"
            )


if __name__ == "__main__":
    sys.exit(main())
