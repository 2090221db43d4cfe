"""What an import made, told to whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from lawgov_lib.base.commandline import openable, typed
from lawgov_lib.base.layout import PARAMS, REGISTERS
from lawgov_lib.importing.reportfacts import region_of
from lawgov_lib.inputs.rows import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.base.errors import Problem
    from lawgov_lib.importing.declaration import Declaration
    from lawgov_lib.importing.manuscript import Manuscript

_ALL = 100


@dataclass(frozen=True)
class Imported:
    """A year that was made from the file of its report.

    Attributes:
        file: The name of the file.
        year: The report year.
        agency: Who reports.
        manuscript: The text by section.
        declaration: Its quantities, as far as they are declared.
        registers: How many rows went to which registers.
        added: The paragraphs that the registers add to the text.
        renumbered: The headings that the year numbers otherwise than the file.
        notices: What the reader of the file says of it.
        root: The folder that holds the year's; None where it is not known.
    """

    file: str
    year: int
    agency: str
    manuscript: Manuscript
    declaration: Declaration
    registers: Mapping[str, int]
    added: tuple[str, ...]
    renumbered: tuple[str, ...]
    notices: tuple[Problem, ...]
    root: Path | None = None

    @property
    def share(self) -> int:
        """How many of a hundred numbers were recognised, cut off; all of none."""
        told = self.declaration.told
        return _ALL * self.declaration.recognised // told if told else _ALL

    def told(self) -> str:
        """Say what was made, what could not be placed and what comes next."""
        found = self.declaration
        where = (self.root or Path()) / PARAMS / str(self.year)
        lines = [
            f"已由 {self.file} 导入 {openable(where)}",
            f"  report.yaml      {self.agency}；认出的各项均待确认",
            f"  text/            正文，{len(self.manuscript.texts)}个文件",
            f"  figures.csv      申报数，{len(found.figures)}个，均待确认；已有指标{found.known}个",
        ]
        for key, rows in self.registers.items():
            lines.append(f"  {REGISTERS}/{key}.csv  {ROWS[key].label}，{rows}行，原表仍在正文中")
        share = f"{found.told}个中认出{found.recognised}个（{self.share}%）"
        lines += [
            "",
            f"数字：{share}，正文中{found.referred}处改为引用。",
            *self._unplaced(),
            *self._remarks(),
            "",
            "接下来：",
        ]
        steps = (
            "打开 report.yaml 和 figures.csv，逐项核对，核对一项删去一项“待确认”。",
            f"检查：{typed('check', self.year, self.root)}",
            f"生成报告：{typed('report', self.year, self.root)}",
        )
        lines += [f"  {position}. {step}" for position, step in enumerate(steps, start=1)]
        return "\n".join(lines)

    def _unplaced(self) -> Iterator[str]:
        """List the numbers that are not declared, by the reason."""
        left = sorted(self.declaration.unplaced, key=lambda each: each.why)
        for why, group in groupby(left, key=lambda each: each.why):
            words = [each.words for each in group]
            yield f"  没有作申报数，{why}，{len(words)}个：{'；'.join(words)}"

    def _remarks(self) -> Iterator[str]:
        """Tell what stands elsewhere than in the file, and what was not recognised."""
        made, identity = self.manuscript, self.manuscript.identity
        if made.kept:
            yield f"没有列入提纲的标题{len(made.kept)}个，连同序号留在正文中："
            yield from (f"  {heading}" for heading in made.kept)
        if self.renumbered:
            yield f"标题由程序连续编号，与原文不同的{len(self.renumbered)}个："
            yield from (f"  {heading}" for heading in self.renumbered)
        if made.run_in:
            yield f"与正文同段的标题{made.run_in}个，现单独成行，句末的标点照录。"
        if made.form.mark:
            yield f"发文机关标志“{made.form.mark}”没有写入，印制时套红。"
        if made.above:
            yield f"标题之前的{made.above}段，放在引言的开头。"
        if made.behind:
            yield f"落款之后的{made.behind}段，接在最后一节之后。"
        if self.added:
            yield f"由台账另生成{len(self.added)}段，原文没有："
            yield from (f"  {text}" for text in self.added)
        lacking = [
            word
            for word, known in (
                ("标题", made.title),
                ("成文日期", made.signed_on),
                ("机关层级", identity.kind),
                ("所在地区", region_of(made, self.agency)),
            )
            if not known
        ]
        if lacking:
            yield f"没有认出{'、'.join(lacking)}，在 report.yaml 中补写。"
        for problem in self.notices:
            yield f"{problem.message}。"
