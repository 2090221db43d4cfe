"""Import a report: read its file, lay out the year, see that it tells the same, put it in place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawgov_lib.auditing.sources import read_source
from lawgov_lib.base.errors import InputError, ParameterError, Place
from lawgov_lib.base.files import writing
from lawgov_lib.base.layout import FIGURES_FILE, PARAMS, REGISTERS, REPORT_FILE, TEXT
from lawgov_lib.base.scratch import scratch
from lawgov_lib.importing import reportfacts
from lawgov_lib.importing.account import Imported
from lawgov_lib.importing.declaration import declaration_of
from lawgov_lib.importing.givenback import added_of, lost_of, renumbered_of, said_by
from lawgov_lib.importing.manuscript import manuscript_of
from lawgov_lib.importing.prosetext import written
from lawgov_lib.importing.registertables import register_file, registers_in
from lawgov_lib.inputs.opening import OPENING
from lawgov_lib.inputs.parameters import FIRST_YEAR, LAST_YEAR
from lawgov_lib.preparing.freshfolder import fill, put_in_place, refuse_taken
from lawgov_lib.report.yearreport import Report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lawgov_lib.importing.declaration import Declaration
    from lawgov_lib.importing.manuscript import Manuscript

_NO_OPENING = "<!-- 原报告没有引言。 -->\n"
_REPORT_IT = "用“lawgov audit”审读该文件，照所提示的改正后再导入；仍然不行的，报告维护者。"


@dataclass(frozen=True)
class _Draft:
    """A year folder as it would be written."""

    files: Mapping[str, bytes]
    registers: Mapping[str, int]


def import_report(root: Path, path: Path, year: int, agency: str = "") -> Imported:
    """Make the folder of a year from the file of its report.

    Args:
        root: The folder that holds ``params/``, or will.
        path: The file: docx, html, pdf, md or txt.
        year: The report year.
        agency: The name of the agency; it must be given where the report does not say it.

    Raises:
        ParameterError: The year is none, or the agency is not known.
        InputError: The file cannot be read, is of another year, or would not be told as it is.
        PublishError: The year is there already, or cannot be written; nothing was changed.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        hint = f"写四位整数，{FIRST_YEAR}至{LAST_YEAR}。"
        raise ParameterError.of("E302", f"年度“{year}”不对", hint=hint)
    target, folder = root / PARAMS / str(year), f"{PARAMS}/{year}"
    with writing(folder):
        refuse_taken(target, folder)
    content = read_source(path, path.name)
    manuscript = manuscript_of(content, year)
    _refuse_other_year(manuscript, year, path.name)
    name = agency or manuscript.identity.agency
    if not name:
        hint = "用“--agency 机关全称”写明。"
        raise ParameterError.of("E862", f"{path.name}中没有认出报告机关", hint=hint)
    region = reportfacts.region_of(manuscript, name)
    declaration = declaration_of(manuscript, year, name, region)
    draft = _draft(manuscript, declaration, year, name, path.name)
    said = said_by(content, manuscript)
    report, lost = _trial(draft, said, year, path.name)
    if lost and draft.registers:
        draft = replace(draft, files=_without_registers(draft.files), registers={})
        report, lost = _trial(draft, said, year, path.name)
    if lost:
        message = f"导入后有{len(lost)}处与原文不同，没有写入，第一处是“{lost[0]}”"
        raise InputError.of("E863", message, Place(path.name), _REPORT_IT)
    with writing(folder):
        put_in_place(target, draft.files)
    return Imported(
        path.name,
        year,
        name,
        manuscript,
        declaration,
        draft.registers,
        tuple(added_of(report.spots, report.told)),
        tuple(renumbered_of(manuscript, report.spots)),
        content.notices,
        root,
    )


def _refuse_other_year(manuscript: Manuscript, year: int, name: str) -> None:
    told = manuscript.identity.year
    if told not in {None, year} and f"{year}年" not in manuscript.identity.title:
        message = f"报告的年度是{told}年，所写的年度是{year}年"
        raise InputError.of("E861", message, Place(name), f"核对文件；无误的，写 --year {told}。")


def _draft(
    manuscript: Manuscript, declaration: Declaration, year: int, agency: str, source: str
) -> _Draft:
    """Lay out the files of the year."""
    facts = reportfacts.report_file(manuscript, year, agency, declaration.case_word, source)
    files = {
        REPORT_FILE: facts.encode(),
        FIGURES_FILE: declaration.file(source),
    }
    for section, blocks in manuscript.texts.items():
        text = written(blocks, declaration.references.get(section, {}))
        if section == OPENING and not blocks:
            text = _NO_OPENING
        files[f"{TEXT}/{section}.md"] = text.encode()
    tables = [
        block for blocks in manuscript.texts.values() for block in blocks if block.kind == "table"
    ]
    registers = registers_in(tables, year)
    for key, rows in registers.items():
        files[f"{REGISTERS}/{key}.csv"] = register_file(key, rows)
    return _Draft(files, {key: len(rows) - 1 for key, rows in registers.items()})


def _without_registers(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.startswith(f"{REGISTERS}/")}


def _trial(draft: _Draft, said: Sequence[str], year: int, name: str) -> tuple[Report, list[str]]:
    """Read and tell the year as it would be; return it with what is lost of the text.

    Raises:
        InputError: What would be written cannot be read.
    """
    with scratch() as folder:
        params = folder / PARAMS
        (params / str(year)).mkdir(parents=True)
        fill(params / str(year), draft.files)
        report, problems = Report.survey(year, str(params))
    if report is None:
        first = problems[0]
        where = f"{first.place or ''}：{first.message}"
        message = f"导入后有{len(problems)}处不能读取，没有写入，第一处是{where}"
        raise InputError.of("E863", message, Place(name), first.hint or _REPORT_IT)
    return report, lost_of(said, report.spots, report.told)
