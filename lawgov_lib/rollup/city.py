"""The roll-up as its notebook sees it: open the collected data, then show section by section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import ParameterError
from lawgov_lib.base.files import read_regular
from lawgov_lib.base.wording import heading_number
from lawgov_lib.document.tree import Heading, Meta, Section, Title
from lawgov_lib.inputs.parameters import common_problems
from lawgov_lib.rollup import narration
from lawgov_lib.rollup.cityfigures import Figures
from lawgov_lib.rollup.differences import differences
from lawgov_lib.rollup.submissions import Submissions
from lawgov_lib.telling.shown import Shown
from lawgov_lib.telling.titlelines import title_lines

if TYPE_CHECKING:
    from lawgov_lib.document.tree import Blocks

PARAMETERS = ("year", "data")
TITLE = "{}年度法治政府建设情况汇总"
OPENING = "opening"
HEADINGS = {
    "submission": "报送情况",
    "metrics": "主要指标",
    "differences": "机关之间的差异",
    "gaps": "数据缺报情况",
    "findings": "检查发现",
    "method": "汇总办法",
}
"""The sections behind the opening, in order."""


@dataclass(frozen=True)
class City:
    """A city's roll-up; each method shows one part of it."""

    submissions: Submissions
    figures: Figures

    @classmethod
    def open(cls, year: object, data: object) -> City:
        """Read what was collected.

        Args:
            year: The report year.
            data: The file of the collected submissions, relative to the working folder.

        Raises:
            ParameterError: A parameter is unknown or wrong, or the file is none of ours.
        """
        problems = common_problems(year, PARAMETERS)
        if problems:
            raise ParameterError(tuple(problems))
        try:
            submissions = Submissions.from_bytes(read_regular(Path(str(data))))
        except (OSError, ValueError):
            raise ParameterError.of(
                "E316", f"“{data}”不是汇总所用的数据文件", hint="用汇总命令生成，不要另存或改名。"
            ) from None
        if submissions.year != year:
            said = f"数据文件是{submissions.year}年度的"
            raise ParameterError.of("E316", said, hint="核对年度。")
        return cls(submissions, Figures(submissions))

    def opening(self) -> Shown:
        """Show the title and what the roll-up is made from."""
        title = TITLE.format(self.submissions.year)
        office = self.submissions.office
        agencies = self.submissions.agencies
        days = [date.fromisoformat(each.signed) for each in agencies if each.signed]
        meta = Meta(
            title=office + title,
            agency=self.submissions.office,
            year=self.submissions.year,
            signed_on=max(days, default=self.submissions.deadline),
            outline=(OPENING, *HEADINGS),
            fictional=any(each.fictional for each in agencies),
        )
        lines = title_lines((office,) if office else (), title)
        blocks = (Title(lines=lines), *narration.opening(self.figures))
        return Shown(Section(key=OPENING, order=(0,), blocks=blocks, meta=meta))

    def submission(self) -> Shown:
        """Show who reported, and whether in time."""
        return self._shown("submission", narration.submission(self.figures))

    def metrics(self) -> Shown:
        """Show every metric over all agencies, by area."""
        return self._shown("metrics", narration.metrics(self.figures))

    def differences(self) -> Shown:
        """Show outliers and rankings."""
        return self._shown("differences", differences(self.figures))

    def gaps(self) -> Shown:
        """Show what is missing most, and who misses most."""
        return self._shown("gaps", narration.gaps(self.figures))

    def findings(self) -> Shown:
        """Show the checks that found most."""
        return self._shown("findings", narration.findings(self.figures))

    def method(self) -> Shown:
        """Say how the figures are made."""
        return self._shown("method", narration.method(self.figures))

    @staticmethod
    def _shown(key: str, blocks: Blocks) -> Shown:
        place = list(HEADINGS).index(key) + 1
        number = heading_number(1, place)
        heading = Heading(level=1, number=number, text=HEADINGS[key], anchor=key)
        return Shown(Section(key=key, order=(place,), blocks=(heading, *blocks)))
