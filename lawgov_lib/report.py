"""The report as the notebook sees it: open a year, then show its sections one by one."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from IPython.core.getipython import get_ipython

from lawgov_lib import inputs, markup, wording
from lawgov_lib.annex import annex, attachments, dataset
from lawgov_lib.document import (
    ANNEX_ORDER,
    SECTION_MIME,
    SIGNATURE_ORDER,
    Heading,
    Meta,
    Paragraph,
    Run,
    Section,
    Signature,
    Title,
    dump,
)
from lawgov_lib.errors import InputError, ParameterError, Place, Problem
from lawgov_lib.inputs import Prose
from lawgov_lib.narrative import Teller, tell
from lawgov_lib.outline import outline_of
from lawgov_lib.sections import AREAS, measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lawgov_lib.document import Blocks, Figure
    from lawgov_lib.inputs import ReportFile, YearInputs
    from lawgov_lib.metric import Metric
    from lawgov_lib.outline import Spot

OPENING, CLOSING, ANNEX = "opening", "closing", "annex"
PARAMETERS = ("year", "params_dir")
FIRST_YEAR, LAST_YEAR = 2015, 2100
_INJECTED = "# Parameters"
_OPENING = """\
根据{{ report.basis }}要求，现将{{ agency.name }}{{ report.year }}年度法治政府建设情况报告如下。

除另有说明外，本报告所列数据的统计期间为{{ report.period }}。
"""
_REGULATION = "法治政府建设与责任落实督察工作规定"


@dataclass(frozen=True)
class Shown:
    """A section on show: its tree for the exporters, and as it will read for JupyterLab."""

    section: Section

    def __repr__(self) -> str:
        """Name the section, for front ends that show nothing else."""
        return f"<lawgov {self.section.key}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            SECTION_MIME: dump(self.section),
            "text/html": markup.to_html(self.section.blocks),
            "text/markdown": markup.to_markdown(self.section.blocks),
            "text/plain": repr(self),
        }


@dataclass(frozen=True)
class Report:
    """One year's report, measured and told; each method shows one part of it."""

    year_inputs: YearInputs
    spots: Mapping[str, Spot]
    metrics: Mapping[str, Metric]
    told: Mapping[str, Blocks]
    charts: tuple[Figure, ...]

    @classmethod
    def open(cls, year: object, params_dir: object = "params") -> Report:
        """Read, measure and tell one year.

        Args:
            year: The report year.
            params_dir: The folder of the year folders; a relative one is looked for in the
                working folder and the folders above it.

        Raises:
            ParameterError: A parameter is unknown or has a wrong value.
            InputError: The year folder is missing or has faults, all told at once.
            TellingError: Prose refers to something that does not exist.
        """
        wanted, folder = _parameters(year, params_dir)
        year_inputs = inputs.load(folder, wanted)
        file = f"{folder.name}/{wanted}/report.yaml"
        outline = outline_of(wanted, year_inputs.report.outline, file)
        spots = outline.reworded(year_inputs.report.headings, file).places()
        _refuse_homeless(year_inputs.prose.values(), spots)
        metrics = measure(year_inputs, spots)
        teller = Teller(metrics, year_inputs.registers, _facts(year_inputs.report))
        areas = {key: AREAS[key] for key in spots if key in AREAS}
        prose = {OPENING: Prose(_OPENING, ""), **year_inputs.prose}
        told = tell(prose, {key: area.statements for key, area in areas.items()}, teller)
        charts = tuple(
            chart
            for area in areas.values()
            for draw in area.charts
            if (chart := draw(teller)) is not None
        )
        return cls(year_inputs, spots, metrics, told, charts)

    def opening(self) -> Shown:
        """Show the title, the addressee and the paragraph that states the basis."""
        report = self.year_inputs.report
        title = (report.agency.name, f"{report.year}年度法治政府建设年度报告")
        addressee = (
            (Paragraph(runs=(Run(text=f"{report.addressee}："),), role="addressee"),)
            if report.addressee
            else ()
        )
        meta = Meta(
            title="".join(title),
            agency=report.agency.name,
            year=report.year,
            signed_on=report.signed_on,
            outline=(OPENING, *self.spots, CLOSING, ANNEX),
            fictional=report.agency.fictional,
        )
        blocks = (Title(lines=title), *addressee, *self.told[OPENING])
        return Shown(Section(key=OPENING, order=(0,), blocks=blocks, meta=meta))

    def section(self, key: str) -> Shown | None:
        """Show one section with its headings; nothing when the outline has no such section."""
        spot = self.spots.get(key)
        if spot is None:
            return None
        headings = tuple(
            Heading(level=head.level, number=head.number, text=head.text, anchor=head.key)
            for head in spot.headings
        )
        told = self.told.get(key) or (Paragraph(runs=(Run(text="本节内容未提供。"),)),)
        return Shown(Section(key=key, order=spot.order, blocks=(*headings, *told)))

    def closing(self) -> Shown:
        """Show the list of annexes and the signature."""
        report = self.year_inputs.report
        signature = Signature(agency=report.agency.name, date=wording.day(report.signed_on))
        blocks = (*attachments(self.charts), signature)
        return Shown(Section(key=CLOSING, order=SIGNATURE_ORDER, blocks=blocks))

    def annex(self) -> Shown:
        """Show the metric table and the charts; the metrics go along as data."""
        metrics = tuple(self.metrics.values())
        agency = self.year_inputs.report.agency
        reporter = f"{agency.name}（{agency.region}，{agency.level}）"
        labels = {book.file: book.label for book in self.year_inputs.registers.values()}
        labels |= {figure.file: "申报数" for figure in self.year_inputs.figures.values()}
        return Shown(
            Section(
                key=ANNEX,
                order=ANNEX_ORDER,
                blocks=annex(metrics, self.charts, labels, reporter),
                datasets=(dataset(metrics),),
            )
        )


def _refuse_homeless(prose: Iterable[Prose], spots: Mapping[str, Spot]) -> None:
    """Refuse prose that no section would show: a misspelt name would lose it without a word."""
    keys = (OPENING, *spots)
    problems = tuple(
        Problem("E435", "本年提纲没有这一节", Place(text.file), f"可用的名称：{'、'.join(keys)}。")
        for text in prose
        if PurePath(text.file).stem not in keys
    )
    if problems:
        raise InputError(problems)


def _facts(report: ReportFile) -> dict[str, str]:
    """Return the plain facts that prose may refer to."""
    agency = report.agency
    cited = [
        (reference.issuer, wording.work_title(reference.title)) for reference in report.basis
    ] or [("", wording.work_title(_REGULATION))]
    rules = "".join(title for issuer, title in cited if not issuer)
    notices = "".join(issuer + title for issuer, title in cited if issuer)
    return {
        "agency.name": agency.name,
        "agency.short_name": agency.short_names[0] if agency.short_names else agency.name,
        "agency.region": agency.region,
        "report.year": str(report.year),
        "report.next_year": str(report.year + 1),
        "report.signed_on": wording.day(report.signed_on),
        "report.period": f"{report.year}年1月1日至{_until(report)}",
        "report.basis": "和".join(part for part in (rules, notices) if part),
    }


def _until(report: ReportFile) -> str:
    same = report.as_of.year == report.year
    return wording.month_day(report.as_of) if same else wording.day(report.as_of)


def _parameters(year: object, params_dir: object) -> tuple[int, Path]:
    problems = [
        Problem("E301", f"不认识的参数“{name}”", None, f"可用的参数：{'、'.join(PARAMETERS)}。")
        for name in _injected_names()
        if name not in PARAMETERS
    ]
    if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        problems.append(
            Problem("E302", f"年度“{year}”不对", None, f"写四位整数，{FIRST_YEAR}至{LAST_YEAR}。")
        )
    if not isinstance(params_dir, str) or not params_dir:
        problems.append(Problem("E303", f"输入文件夹“{params_dir}”不对", None, "写文件夹名称。"))
    if problems:
        raise ParameterError(tuple(problems))
    return int(str(year)), _found(str(params_dir))


def _found(params_dir: str) -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / params_dir).is_dir():
            return folder / params_dir
    raise ParameterError.of(
        "E304", f"找不到输入文件夹“{params_dir}”", hint="核对参数 params_dir 或工作文件夹。"
    )


def _injected_names() -> list[str]:
    """Return the names set by the cell that papermill puts behind the parameters cell."""
    shell = get_ipython()
    cells = shell.user_ns.get("In", []) if shell else []
    injected = [source for source in cells if source.startswith(_INJECTED)]
    return [
        target.id
        for source in injected[-1:]
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
