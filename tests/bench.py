"""Measure lawgov with the environment ready; ``python tests/bench.py [PART …] [--runs N]``.

``--against REV`` sets a few figures beside those of another commit (``tests/against.py``), with
parts ``report``, ``standing`` and ``rollup`` only those; ``--growth`` rolls up ever larger cities.
Both write thousands of finals first: ``--town DIR`` keeps them, and finds them there next time.

``report``: one report, as a person runs the command, in processes of its own: whole time, peak
memory, time to the PDF alone; the figures are the median of a few runs. ``route``: the same against
the stock route of papermill, nbconvert and headless Chromium. ``guard``: reading back against all
of making a draft. ``registers``: reading and measuring large registers, and whether the time grows
with the rows. ``workbook``: the same register as a workbook, written and read. ``reading``: reading
and checking texts that nobody has read before. ``laws``: looking up the laws that a report
cites, and reading their table. ``audit``: forty Word files in one command against a command each.
``import``: a Word file made a year folder. ``word``: the Word file and the workbook,
each by itself and in a report against the same report without. ``faults``: refusing a file of 200
MB that is full of faults. ``batch``: many reports, by one worker and by two, against the stock
route. ``unchanged``: many reports that need not be made. ``standing``: the status of many reports.
``rollup``: a city of 3,000 agencies, and parts of it. ``sister``: both sister reports of the
fictional agency beside its annual report. ``preview``: from the save of a text until Chromium shows
it, and memory over many refreshes.
"""

from __future__ import annotations

import os
import platform
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

import click
import nbformat
import psutil

from lawgov_lib import inputs
from lawgov_lib.approval.status import standings
from lawgov_lib.areas import measure
from lawgov_lib.checks import (
    Subject,
    Written,
    findings,
    lawarticles,
    lawcitations,
    text_findings,
)
from lawgov_lib.checks.catalogue import load_catalogue
from lawgov_lib.checks.copying import similarity
from lawgov_lib.document.tree import Paragraph, Run, plain
from lawgov_lib.exporters import formats
from lawgov_lib.exporters.formats import FORMATS
from lawgov_lib.exporters.pdf import render_pdf
from lawgov_lib.exporters.readback import passages, refuse_losses
from lawgov_lib.exporters.recordreader import assemble
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.importing.importation import import_report
from lawgov_lib.inputs.outline import outline_of
from lawgov_lib.inputs.rows import ROWS
from lawgov_lib.laws.lawtable import shipped
from lawgov_lib.preparing.spreadsheet import Sheet, workbook_bytes
from lawgov_lib.previewing.preview import Preview
from lawgov_lib.publishing import publication
from lawgov_lib.publishing.publication import make
from lawgov_lib.report.yearreport import Report
from lawgov_lib.rollup.collection import collect
from tests.against import compared
from tests.auditing.papers import lines, text, word_file
from tests.browser.following import shown_after
from tests.reading.corpus import CORPUS
from tests.rollup.largetown import large_town

if TYPE_CHECKING:
    from types import ModuleType

    from lawgov_lib.checks.finding import Finding

Rows = Iterator[tuple[str, str, str]]
"""The rows of a table: what was measured, the figure, the goal."""

ROW_COUNTS = (1_000, 100_000, 1_000_000)
SHEET_ROWS = 100_000
CITIES = (300, 1_000, 3_000)
AGENCIES = max(CITIES)
GROWTH = (1_000, 3_000, 10_000)
LARGE_FILE = 200_000_000
SECTIONS, CHARACTERS, PARAGRAPH = 100, 5_000, 250
REPORT_CHARACTERS = 7_000
FILES, SAMPLE = 40, 4
REFRESHES = 500
LEAST, ODD = 7, 9
OFFICE = {"report.docx": 0.15, "report.xlsx": 0.05}
"""The files of an office suite, and how long each may take."""
KIBIBYTE = 1 << 10
PROJECT = Path(__file__).parents[1]
DEMO = PROJECT / "tests" / "demo" / "params"
COMMAND = Path(sys.executable).with_name("lawgov")
MEBIBYTE = 1 << 20
REPORTS, MANY, UNCHANGED, STOCK, MEASURED = 40, 100, 50, 6, 10
YEAR = 2020
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def _known(_: click.Context, __: click.Parameter, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse parts that there are not."""
    if unknown := sorted({*parts} - PARTS.keys()):
        said = f"{', '.join(unknown)}; there are {', '.join(PARTS)}"
        raise click.BadParameter(said)
    return parts


@click.command()
@click.argument("parts", nargs=-1, callback=_known)
@click.option("--runs", type=int, help="How often each is measured: 5 times; against a commit 7.")
@click.option("--against", metavar="REV", help="Compare with this commit, pair by pair.")
@click.option("--growth", "is_growth", is_flag=True, help="Roll up ever larger cities, no more.")
@click.option("--town", type=click.Path(path_type=Path), help="Keep the large town in this folder.")
def main(
    parts: tuple[str, ...],
    runs: int | None,
    against: str | None,
    town: Path | None,
    *,
    is_growth: bool,
) -> None:
    """Print the table of figures of each part asked for, of all without any."""
    if against:
        for line in compared(against, parts, runs or LEAST, usually, town):
            click.echo(line)
        return
    machine = f"{platform.machine()}，{os.cpu_count()}核，Python {platform.python_version()}"
    click.echo(machine)
    tables = [growth(town)] if is_growth else [PARTS[part](runs or 5) for part in parts or PARTS]
    for row in chain.from_iterable(tables):
        click.echo("\t".join(row))


def report(runs: int) -> Rows:
    """Measure one report."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(PROJECT / "params", root / "params")
        command: list[str | Path] = [COMMAND, "report", "2020", "--root", root]
        seconds = [timed(command) for _ in range(runs)]
        peak = measured(command).peak
        record = nbformat.read(root / "outputs" / "2020" / "report.ipynb", as_version=4)
    document = assemble(record)
    pdfs = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        render_pdf(document)
        pdfs.append(time.perf_counter() - start)
    yield f"一份报告，命令到全部文件（{runs}次中位数）", f"{median(seconds):.2f} 秒", "< 4 秒"
    yield "内存峰值，各进程合计", f"{peak:.0f} MB", "< 400 MB"
    yield "只生成PDF，首次", f"{pdfs[0]:.2f} 秒", "< 0.5 秒"
    yield "只生成PDF，再次", f"{median(pdfs[1:]):.2f} 秒", ""


def route(runs: int) -> Rows:
    """Measure one report against the stock route: papermill, nbconvert, headless Chromium.

    Both start from the same notebook and inputs, with the environment ready; the commands as a
    person runs them, and the library in a process that has made a report before.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(PROJECT / "params", root / "params")
        command: list[str | Path] = [COMMAND, "report", "2020", "--root", root]
        usually, ours = [], []
        for _ in range(runs):
            usually.append(sum(timed(each, cwd=root) for each in stock(root)))
            ours.append(timed(command))
        stock_parts = [measured(each, cwd=root) for each in stock(root)]
        whole = measured(command)
        warm = [warmly(root) for _ in range(runs + 1)][1:]
    usual = median(usually)
    for name, times in (
        ("通用做法：papermill、nbconvert、Chromium", usually),
        ("lawgov report，命令到全部文件", ours),
        ("同一进程再次生成：运行、网页、PDF", warm),
    ):
        ratio = f"{usual / median(times):.1f} 倍"
        yield name, f"中位数{median(times):.2f} 秒，最快{min(times):.2f} 秒，{ratio}", ""
    yield "处理器用时，通用做法", f"{sum(part.cpu for part in stock_parts):.2f} 秒", ""
    yield "处理器用时，lawgov report", f"{whole.cpu:.2f} 秒", ""
    yield "内存峰值，lawgov report和它的各进程", f"{whole.peak:.0f} MB", ""


def guard(runs: int) -> Rows:
    """Measure reading back against all of making a draft, in a process that has made one before."""
    for year, params in ((YEAR, PROJECT / "params"), (2024, DEMO)):
        wholes, shares = [], []
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            shutil.copytree(params, root / "params")
            for _ in range(runs + 1):
                start = time.perf_counter()
                made = publication.make(root, year, root / "failed.ipynb")
                files = made.draft()
                whole = time.perf_counter() - start
                start = time.perf_counter()
                told = passages(made.document)
                for each in FORMATS:
                    must = told if each.told is passages else each.told(made.document)
                    refuse_losses(made.document, must, each.file, each.read(files[each.file]))
                wholes.append(whole)
                shares.append((time.perf_counter() - start) / whole)
        yield f"{year}年一稿，运行笔记本到全部文件", f"{median(wholes[1:]):.2f} 秒", ""
        yield "其中：读回核对各种文件", f"{median(shares[1:]):.1%}", "≤ 5%"


def stock(root: Path) -> list[list[str | Path]]:
    """Return the commands of the stock route."""
    tools, record, page = COMMAND.parent, root / "stock.ipynb", root / "stock.html"
    notebook = PROJECT / "notebooks" / "annual_report.ipynb"
    browser = shutil.which("chromium") or sys.exit("没有 chromium：apt-get install chromium")
    return [
        [tools / "papermill", notebook, record, "-p", "year", str(YEAR), "--cwd", root],
        [tools / "jupyter-nbconvert", "--to", "html", record],
        [browser, "--headless", *QUIET, f"--print-to-pdf={root / 'stock.pdf'}", page],
    ]


def warmly(root: Path) -> float:
    """Run the notebook and render its page and PDF; return the seconds."""
    start = time.perf_counter()
    made = make(root, 2020, root / "failed.ipynb")
    render_html(made.document)
    render_pdf(made.document)
    return time.perf_counter() - start


def registers(runs: int) -> Rows:
    """Measure registers of growing size: reading with all checks, then all metrics."""
    del runs
    taken: dict[int, float] = {}
    for count in ROW_COUNTS:
        lines = (
            f"普法活动第{n}场,2020/{n % 12 + 1}/{n % 28 + 1},{n % 500},{n % 3000}"
            for n in range(count)
        )
        read, measuring, peak = alone(lines)
        taken[count] = read + measuring
        goals = "< 30 秒，< 1536 MB" if count == max(ROW_COUNTS) else ""
        figures = f"读取{read:.2f} 秒，计算{measuring:.2f} 秒，{peak:.0f} MB"
        yield f"台账{count:,}行", figures, goals
    last, before = sorted(ROW_COUNTS)[-1:-3:-1]
    yield f"{before:,}行到{last:,}行的用时之比", f"{taken[last] / taken[before]:.1f}", "≤ 12"


def workbook(runs: int) -> Rows:
    """Measure writing a workbook with a large register, and reading it."""
    model = ROWS["publicity"]
    rows = tuple(
        (f"普法活动第{n}场", date(YEAR, n % 12 + 1, n % 28 + 1), n % 500, n % 3000)
        for n in range(SHEET_ROWS)
    )
    written, read = [], []
    with tempfile.TemporaryDirectory() as name:
        year = Path(name) / "params" / str(YEAR)
        year.mkdir(parents=True)
        shutil.copy(PROJECT / "params" / str(YEAR) / "report.yaml", year)
        for _ in range(runs):
            start = time.perf_counter()
            data = workbook_bytes([Sheet(model.label, model.columns(), rows)])
            written.append(time.perf_counter() - start)
            (year / "registers.xlsx").write_bytes(data)
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
                read.append(processes.submit(surveyed, year.parent).result()[0])
    yield f"工作簿{SHEET_ROWS:,}行，写", f"{median(written):.2f} 秒", ""
    yield f"工作簿{SHEET_ROWS:,}行，读", f"{median(read):.2f} 秒", ""


def faults(runs: int) -> Rows:
    """Measure the refusal of a large file in which every row is wrong."""
    del runs
    line = f"普法活动,2020年13月40日,{'很多' * 20}人"
    lines = (line for _ in range(LARGE_FILE // len(f"{line}\n".encode())))
    read, _, peak = alone(lines)
    yield "200 MB、每行都有错的CSV", f"{read:.2f} 秒，{peak:.0f} MB", ""


def checks(runs: int) -> Rows:
    """Measure the checks: all of the largest fictional year, and copying over 100 sections."""
    reports = [Report.open(int(path.name), str(DEMO)) for path in sorted(DEMO.iterdir())]
    largest = max(reports, key=rows_of)
    taken, copied = [], []
    now, then = sections_of(0), sections_of(1)
    for _ in range(runs):
        start = time.perf_counter()
        found = findings(largest.subject)
        checked = time.perf_counter()
        for texts in zip(now, then, strict=True):
            similarity(*texts)
        copied.append(time.perf_counter() - checked)
        taken.append(checked - start)
    year = largest.year_inputs.report.year
    yield f"全部检查，虚构机关{year}年（发现{len(found)}项）", f"{median(taken):.2f} 秒", ""
    yield f"雷同比较，{SECTIONS}节各{CHARACTERS:,}字", f"{median(copied):.2f} 秒", ""
    yield "两项合计", f"{median(taken) + median(copied):.2f} 秒", "< 2 秒"


def reading(runs: int) -> Rows:
    """Measure reading and checking text that was never read, and whether the time grows with it."""
    subject = Report.open(2024, str(DEMO)).subject
    lines = [said.text for said in subject.said if said.text]
    text_findings(written(subject, lines, 1, REPORT_CHARACTERS, 0))
    taken = {
        count: median(
            read_and_checked(written(subject, lines, count, characters, 1 + run))
            for run in range(runs)
        )
        for count, characters in ((1, REPORT_CHARACTERS), (10, CHARACTERS), (SECTIONS, CHARACTERS))
    }
    yield f"读一份{REPORT_CHARACTERS:,}字的报告并检查", f"{taken[1] * 1000:.0f} 毫秒", "≤ 60 毫秒"
    yield f"{SECTIONS}节各{CHARACTERS:,}字", f"{taken[SECTIONS]:.2f} 秒", "≤ 2 秒"
    yield "10倍文字的时间", f"{taken[SECTIONS] / taken[10]:.1f} 倍", "≤ 12 倍"


def laws(runs: int) -> Rows:
    """Measure looking up the laws that a report cites, by the time of the processor."""
    start = time.process_time()
    shipped()
    table = time.process_time() - start
    subject = Report.open(2024, str(DEMO)).subject
    cited = re.findall('text: "([^"]+)"', (CORPUS / "lawdays.yaml").read_text(encoding="utf-8"))
    checks = (*(each for module in (lawcitations, lawarticles) for each in law_checks(module)),)
    taken = []
    for run in range(runs + 1):
        text = written(subject, cited, 1, REPORT_CHARACTERS, run)
        text_findings(replace(text, told={}))
        start = time.process_time()
        for check in checks:
            list(check(text))
        taken.append(time.process_time() - start)
    yield "读入法律法规表", f"{table * 1000:.1f} 毫秒", "≤ 20 毫秒"
    told = f"{median(taken[1:]) * 1000 / len(checks):.1f} 毫秒"
    yield f"{REPORT_CHARACTERS:,}字，句句引法，一项检查", told, "≤ 5 毫秒"


def law_checks(module: ModuleType) -> Iterator[Callable[[Written], Iterator[Finding]]]:
    """Yield the checks of a module that the catalogue names."""
    name = module.__name__.rpartition(".")[2]
    return (
        getattr(module, each.partition(".")[2])
        for entry in load_catalogue().values()
        for each in entry.by
        if each.startswith(f"{name}.")
    )


def written(subject: Subject, lines: list[str], count: int, characters: int, seed: int) -> Written:
    """Return sections of sentences of a report, each with a number of its own: none is cached."""
    chosen = random.Random(seed)  # noqa: S311  the same sentences on every machine
    told = {}
    for key in range(count):
        blocks: list[Paragraph] = []
        length = 0
        while length < characters:
            text = f"{chosen.choice(lines)}编号{seed}-{key}-{len(blocks)}。"
            blocks.append(Paragraph(runs=(Run(text=text),), source=f"text/{key}.md:{len(blocks)}"))
            length += len(text)
        told[f"section{key}"] = tuple(blocks)
    of_text = {each.name: getattr(subject, each.name) for each in fields(Written)}
    spot = next(iter(subject.spots.values()))
    return Written(**{**of_text, "told": told, "spots": dict.fromkeys(told, spot), "prose": {}})


def read_and_checked(text: Written) -> float:
    """Return the seconds that reading and checking a text takes."""
    start = time.perf_counter()
    text_findings(text)
    return time.perf_counter() - start


def audit(_: int) -> Rows:
    """Measure the audit of forty Word files; a command each is timed on a few and reckoned up."""
    with tempfile.TemporaryDirectory() as folder:
        papers = Path(folder) / "papers"
        papers.mkdir()
        for number in range(FILES):
            word_file(papers / f"{number:02d}.docx", map(text, lines()))
        out = ("--out", Path(folder) / "out")
        together = timed([COMMAND, "audit", papers, *out, "--jobs", "2"])
        few = sorted(papers.iterdir())[:SAMPLE]
        each = sum(timed([COMMAND, "audit", path, *out]) for path in few) / SAMPLE
    yield f"{FILES}份一次审读，两个进程", f"{together:.1f} 秒", ""
    share = together / (each * FILES)
    yield "与逐份审读相比（按所试的几份推算）", f"{share:.2f} 倍", "≤ 0.4 倍"


def imported(runs: int) -> Rows:
    """Measure the import of a Word file as long as a report, each time with other words."""
    subject = Report.open(2024, str(DEMO)).subject
    said = [each.text for each in subject.said if each.text]
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for run in range(runs + 1):
            root = Path(folder) / str(run)
            root.mkdir()
            told = written(subject, said, 1, REPORT_CHARACTERS, run).told["section0"]
            taken = [plain(block.runs) for block in told if isinstance(block, Paragraph)]
            frame = lines()
            path = word_file(root / "report.docx", map(text, [*frame[:6], *taken, *frame[6:]]))
            start = time.perf_counter()
            import_report(root, path, 2024)
            seconds.append(time.perf_counter() - start)
        command: list[str | Path] = [
            COMMAND,
            "import",
            path,
            "--year",
            "2024",
            "--root",
            Path(folder) / "whole",
        ]
        whole = timed(command)
    goal = "≤ 1 秒"
    yield (
        f"导入{REPORT_CHARACTERS:,}字的报告（{runs}次中位数）",
        f"{median(seconds[1:]):.2f} 秒",
        goal,
    )
    yield "第一次，连同载入词表", f"{seconds[0]:.2f} 秒", ""
    yield "命令，连同启动", f"{whole:.2f} 秒", ""


def word(runs: int) -> Rows:
    """Measure the Word file and the workbook in a process that has made them before.

    A report is made with them and without by turns, so that what else runs slows both down.
    """
    every = formats.FORMATS
    few = tuple(each for each in every if each.file not in OFFICE)
    for year, params in ((2024, DEMO), (YEAR, PROJECT / "params")):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            shutil.copytree(params, root / "params")
            made = publication.make(root, year, root / "failed.ipynb")
            draft = made.document.model_copy(update={"status": "草稿"})
            for each in every:
                if each.file in OFFICE:
                    draw = partial(each.draw, draft, made.record)
                    drawn = [spent(draw) for _ in range(ODD + 1)][1:]
                    yield f"{year}年{each.file}", told_of(drawn), f"≤ {OFFICE[each.file]} 秒"
            pairs: list[tuple[Spent, Spent]] = []
            for _ in range(max(runs, LEAST) + 1):
                with_them, without = (reported(root, year, each) for each in (every, few))
                pairs.append((with_them, without))
        yield f"{year}年一稿，有两种文件", told_of([each[0] for each in pairs[1:]]), ""
        yield f"{year}年一稿，没有", told_of([each[1] for each in pairs[1:]]), ""
        for name, place in (("用时", 0), ("处理器", 1)):
            ratio = median(ours[place] / bare[place] for ours, bare in pairs[1:])
            yield f"{name}之比，各对的中位数", f"{ratio:.2f}", "≤ 1.15"


class Spent(NamedTuple):
    """The seconds that something took, and those of the processor in all its processes."""

    seconds: float
    cpu: float


def spent(act: Callable[[], object]) -> Spent:
    """Do something and tell what it took."""
    start, used = time.perf_counter(), used_by_all()
    act()
    return Spent(time.perf_counter() - start, used_by_all() - used)


def used_by_all() -> float:
    """Return the processor's seconds of this process, its children and those that have ended."""
    this = psutil.Process()
    return sum(sum(each.cpu_times()[:4]) for each in (this, *this.children(recursive=True)))


def reported(root: Path, year: int, wanted: tuple[formats.Format, ...]) -> Spent:
    """Make a draft with no other formats than those, as publishing does."""
    with mock.patch.object(formats, "FORMATS", wanted):
        return spent(lambda: publication.make(root, year, root / "failed.ipynb").draft())


def told_of(all_spent: list[Spent]) -> str:
    """Tell the medians."""
    seconds, cpu = (median(each[place] for each in all_spent) for place in (0, 1))
    return f"{seconds:.3f} 秒，处理器{cpu:.3f} 秒"


def rows_of(opened: Report) -> int:
    """Return how many rows the registers of a year have."""
    return sum(len(book.rows) for book in opened.year_inputs.registers.values())


def sections_of(seed: int) -> list[list[str]]:
    """Return sections of paragraphs in random Chinese characters, half of them in every seed."""
    same, own = random.Random(0), random.Random(seed)  # noqa: S311  no secrets
    return [
        [
            "".join(chr(source.randrange(0x4E00, 0x4E00 + 2000)) for _ in range(PARAGRAPH))
            for source in (same, own) * (CHARACTERS // PARAGRAPH // 2)
        ]
        for _ in range(SECTIONS)
    ]


def alone(lines: Iterable[str]) -> tuple[float, float, float]:
    """Write a register, then read and measure it in a process of its own.

    Returns:
        The seconds of reading, the seconds of measuring, the peak memory in MB.
    """
    with tempfile.TemporaryDirectory() as name:
        year = Path(name) / "params" / "2020"
        (year / "registers").mkdir(parents=True)
        shutil.copy(PROJECT / "params" / "2020" / "report.yaml", year)
        with (year / "registers" / "publicity.csv").open("w", encoding="utf-8") as file:
            file.write("名称,日期,资料份数,受众人次\n")
            file.writelines(f"{line}\n" for line in lines)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
            return processes.submit(surveyed, year.parent).result()


def surveyed(params: Path) -> tuple[float, float, float]:
    """Read and measure a year; return the seconds of each and the peak memory in MB."""
    start = time.perf_counter()
    survey = inputs.survey(params, 2020)
    read = time.perf_counter()
    if survey.inputs:
        measure(survey.inputs, outline_of(2020, "", "").places())
    end = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTE / MEBIBYTE
    return read - start, end - read, peak


def batch(runs: int) -> Rows:
    """Measure many reports: one worker, two, their memory; and the stock route, two at a time."""
    with tempfile.TemporaryDirectory() as name:
        all_roots = copied(Path(name), MANY)
        roots = all_roots[:REPORTS]
        taken = median(batched(roots, 2) for _ in range(runs))
        two, one = (batched(all_roots, jobs) for jobs in (2, 1))
        peak = peak_of_worker(roots[:MEASURED])
        start = time.perf_counter()
        with ThreadPoolExecutor(2) as side_by_side:
            list(side_by_side.map(usually, roots[:STOCK]))
        usual = (time.perf_counter() - start) * REPORTS / STOCK
    ratio = usual / taken
    yield f"{REPORTS}份报告，两个进程（{runs}次中位数）", f"{taken:.1f} 秒", ""
    yield "每份", f"{taken / REPORTS:.2f} 秒", "≤ 0.3 秒"
    yield f"{MANY}份报告，两个进程、一个进程", f"{two:.1f} 秒、{one:.1f} 秒", ""
    yield "一个进程与两个进程用时之比", f"{one / two:.2f}", "≥ 1.8"
    yield f"通常做法，两份同时（由{STOCK}份推算）", f"{usual:.0f} 秒，{ratio:.1f} 倍", "≥ 12 倍"
    yield "内存峰值，每个工作进程（连同派生的进程，两个平均）", f"{peak:.0f} MB", "≤ 250 MB"


def unchanged(runs: int) -> Rows:
    """Measure a batch in which nothing has changed."""
    with tempfile.TemporaryDirectory() as name:
        roots = copied(Path(name), UNCHANGED)
        batched(roots[:1], 1)
        for root in roots[1:]:
            shutil.copytree(roots[0] / "outputs", root / "outputs")
        taken = [timed(command_for(roots, 2)) for _ in range(runs)]
    yield f"{UNCHANGED}份没有变化的报告（{runs}次中位数）", f"{median(taken):.2f} 秒", "≤ 1 秒"


def copied(folder: Path, count: int) -> list[Path]:
    """Make roots that hold the inputs of the published report."""
    roots = [folder / f"{number:02}" for number in range(count)]
    for root in roots:
        shutil.copytree(PROJECT / "params" / str(YEAR), root / "params" / str(YEAR))
    return roots


def batched(roots: list[Path], jobs: int) -> float:
    """Make the report of every root; return the seconds."""
    clear(roots)
    return timed(command_for(roots, jobs))


def clear(roots: list[Path]) -> None:
    """Take away what was made, so that it must be made anew."""
    for root in roots:
        shutil.rmtree(root / "outputs", ignore_errors=True)


def command_for(roots: list[Path], jobs: int) -> list[str | Path]:
    """Return the command that makes the report of every root."""
    return [COMMAND, "batch", *roots, "--years", str(YEAR), "--jobs", str(jobs)]


def peak_of_worker(roots: list[Path]) -> float:
    """Return the peak memory in MB of two workers and all that runs for them, a worker's half.

    Shared pages are counted in parts (PSS). It slows the workers down, so it has a run of its own.
    """
    clear(roots)
    peak = 0.0
    with psutil.Popen(command_for(roots, 2), stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(resident(child.pid) for child in process.children()))
    return peak / 2 / MEBIBYTE


def usually(root: Path) -> float:
    """Make a report by the stock route; return the seconds."""
    start = time.perf_counter()
    for command in stock(root):
        subprocess.run(command, cwd=root, capture_output=True, check=True)
    return time.perf_counter() - start


def rollup(_: int) -> Rows:
    """Measure the roll-up of a large city and of parts of it, from the folders to every file."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        roots = large_town(base, AGENCIES)
        growing = [*grown(CITIES, roots, base / "out")]
        size = (base / "out" / "rollup-2024" / "metrics.npz").stat().st_size / MEBIBYTE
        context = get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            rows, collecting, memory = pool.submit(collected, roots).result()
    yield f"{AGENCIES}个机关，两年共{rows}行指标：读取并核对", f"{collecting:.1f} 秒", "-"
    yield "其中：读取时的内存峰值", f"{memory:.0f} MB", "-"
    yield "数据文件 metrics.npz", f"{size:.1f} MB", "-"
    yield from growing


def growth(town: Path | None) -> Rows:
    """Measure how the roll-up grows with the city; the largest takes eight gigabytes of disk."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        roots = large_town(town or base, max(GROWTH))
        yield from grown(GROWTH, roots, base / "out")


def rolled_up(roots: list[Path], out: Path) -> Measured:
    """Measure the roll-up of some agencies."""
    return measured([COMMAND, "rollup", "2024", *roots, "--out", out])


def grown(counts: Iterable[int], roots: list[Path], out: Path) -> Rows:
    """Say what roll-ups of growing size took, and how the last compares with each before."""
    taken: dict[int, Measured] = {}
    for count in counts:
        whole = taken[count] = rolled_up(roots[:count], out)
        told = f"{whole.seconds:.1f} 秒，处理器{whole.cpu:.1f} 秒，内存峰值{whole.peak:.0f} MB"
        yield f"汇总命令，{count}个机关，到全部文件", told, "-"
    *fewer, largest = taken
    for count in fewer:
        few, many = taken[count], taken[largest]
        told = (
            f"用时{many.seconds / few.seconds:.1f} 倍，处理器{many.cpu / few.cpu:.1f} 倍，"
            f"内存{many.peak / few.peak:.2f} 倍"
        )
        yield f"{count}个到{largest}个机关", told, f"用时≤ {1.1 * largest / count:.0f} 倍"


def standing(runs: int) -> Rows:
    """Measure status, which reads the text of all formats, by the time of the processor."""
    with tempfile.TemporaryDirectory() as name:
        root = copied(Path(name), 1)[0]
        made = publication.make(root, YEAR, root / "failed.ipynb")
        publication.replace(root / "outputs" / str(YEAR), made.draft())
        taken = []
        for _ in range(runs + 1):
            start = time.process_time()
            for _ in range(UNCHANGED):
                standings(root)
            taken.append(time.process_time() - start)
    told = f"{min(taken[1:]):.2f} 秒，每份{min(taken[1:]) / UNCHANGED * 1000:.0f} 毫秒"
    yield f"{UNCHANGED}份没有变化的报告，核对状态（{runs}次最快）", told, "-"


def collected(roots: list[Path]) -> tuple[int, float, float]:
    """Collect; return the rows, the seconds and the peak memory."""
    start = time.perf_counter()
    submissions = collect(roots, 2024, None, "").submissions
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTE / MEBIBYTE
    return len(submissions.now) + len(submissions.before), seconds, peak


def sister(runs: int) -> Rows:
    """Measure the sister reports against the annual report, by turns."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(DEMO, root / "params")
        pairs = [
            [timed([COMMAND, each, "2024", "--root", root]) for each in ("report", "sister")]
            for _ in range(runs)
        ]
    annual, both = (median(seconds) for seconds in zip(*pairs, strict=True))
    yield f"年度报告（{runs}次中位数）", f"{annual:.2f} 秒", "-"
    yield "两种相关年报", f"{both:.2f} 秒，为年度报告的{both / annual:.2f}倍", "≤ 1.5倍"


def preview(runs: int) -> Rows:
    """Measure from the save of a text until a browser shows it, and what is kept in memory."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(DEMO, root / "params")
        shown = sorted(shown_after(root, 2024, max(runs, LEAST) * ODD))
        yield (
            f"改动保存到网页显示（{len(shown)}次）",
            f"中位数{median(shown):.2f}秒，最长{shown[-1]:.2f}秒",
            "≤ 0.5秒",
        )
        live, used = Preview(root, 2024), list[float]()
        for _ in range(REFRESHES):
            live.refresh()
            used.append(psutil.Process().memory_info().rss / MEBIBYTE)
    tenth = REFRESHES // 10
    yield f"更新{REFRESHES}次后的内存", f"{used[tenth]:.0f} → {used[-1]:.0f} MB", "不增长"


PARTS: dict[str, Callable[[int], Rows]] = {
    "report": report,
    "route": route,
    "guard": guard,
    "registers": registers,
    "workbook": workbook,
    "faults": faults,
    "checks": checks,
    "reading": reading,
    "laws": laws,
    "audit": audit,
    "import": imported,
    "word": word,
    "batch": batch,
    "unchanged": unchanged,
    "standing": standing,
    "rollup": rollup,
    "sister": sister,
    "preview": preview,
}


def timed(command: list[str | Path], cwd: Path | None = None) -> float:
    """Run a command and return the seconds it takes, with nobody watching it."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    return seconds


class Measured(NamedTuple):
    """A command's seconds, those of the processor, and the peak memory of its processes in MB."""

    seconds: float
    cpu: float
    peak: float


def measured(command: list[str | Path], cwd: Path | None = None) -> Measured:
    """Run a command and watch it with all processes that it starts, which slows them down."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        peak = 0.0
        used: dict[int, float] = {}
        done = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.01):
                peak = max(peak, resident(process.pid))
                used.update(worked(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        seconds = time.perf_counter() - start
        done.set()
        watcher.join()
    if code:
        sys.exit(f"{command[0]} ended with {code}")
    return Measured(seconds, sum(used.values()), peak / MEBIBYTE)


def worked(pid: int) -> dict[int, float]:
    """Return the processor's seconds of a process and its descendants so far."""
    used: dict[int, float] = {}
    try:
        family = psutil.Process(pid)
        for member in (family, *family.children(recursive=True)):
            times = member.cpu_times()
            used[member.pid] = times.user + times.system
    except psutil.Error:
        pass
    return used


def resident(pid: int) -> float:
    """Return the memory of a process and its children, shared pages counted once (PSS)."""
    try:
        family = psutil.Process(pid)
        members = [family, *family.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    total = 0.0
    for member in members:
        try:
            full = member.memory_full_info()
            total += getattr(full, "pss", full.rss)
        except psutil.Error:
            continue
    return total


if __name__ == "__main__":
    main()
