"""行政执法年度数据: the tables of the province's form and their explanation, for its notebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lawgov_lib.base.errors import Problem, error_of
from lawgov_lib.base.layout import PARAMS, REPORT_FILE
from lawgov_lib.base.wording import enumeration
from lawgov_lib.measuring.metric import State
from lawgov_lib.sisters.sisterdocument import SisterDocument, paragraph, subheading
from lawgov_lib.sisters.sisterfindings import differences
from lawgov_lib.sisters.tableforms import form_names, load_form
from lawgov_lib.sisters.yearopening import open_sister

if TYPE_CHECKING:
    from datetime import date

    from lawgov_lib.document.tree import Blocks
    from lawgov_lib.inputs import YearInputs
    from lawgov_lib.sisters.tableforms import Form
    from lawgov_lib.telling.shown import Shown

_BASIS = (
    "现公布{year}年度行政执法数据。"
    "统计期限自{year}年1月1日起至12月31日止，所列决定含未向社会公开的。"
)
_USUAL = "guangdong"
_NO_FORM = "本表采用{}。"


@dataclass(frozen=True, eq=False)
class EnforcementData(SisterDocument):
    """The yearly data on administrative enforcement."""

    parts: ClassVar[dict[str, str]] = {"data": "行政执法数据", "explanation": "情况说明"}

    @classmethod
    def open(cls, year: object, params_dir: object = PARAMS) -> EnforcementData:
        """Read, measure and fill in one year.

        Args:
            year: The report year.
            params_dir: The folder of the year folders.

        Raises:
            LawgovError: Something stands in the way, all of it told at once.
        """
        return cls(open_sister(_form_of, year, params_dir))

    @property
    def published_on(self) -> date | None:
        """The day that ``report.yaml`` names."""
        return self.opened.year_inputs.report.sister.enforcement_on

    def opening(self) -> Shown:
        """Show the title and the basis."""
        return self._opening(_BASIS)

    def tables(self) -> Shown:
        """Show the tables of the form."""
        names = [table.name for table in self.opened.form.tables]
        blocks: list[Blocks] = []
        for place, name in enumerate(names, start=1):
            unit = self.opened.grids[name].form.unit
            blocks.append((subheading(place, f"{name}（单位：{unit}）", f"table-{place}"),))
            blocks.append(self._tables((name,)))
        return self._part("data", tuple(block for each in blocks for block in each))

    def explanation(self) -> Shown:
        """Say what is no duty, what did not happen, how it was counted, why figures differ."""
        told = [*self._absent(), *self.opened.form.rules]
        told += [f"{what}，{why}。" for what, why in differences(self.opened)]
        blocks = (*map(paragraph, told), *self.opened.prose.get("enforcement", ()))
        return self._part("explanation", blocks)

    def _absent(self) -> list[str]:
        """Name the tables of which the agency has no duty, and those in which nothing happened."""
        by_state = {
            state: [name for name, grid in self.opened.grids.items() if grid.states == {state}]
            for state in (State.NO_DUTY, State.ZERO)
        }
        none, zero = by_state[State.NO_DUTY], by_state[State.ZERO]
        return [
            *([f"本机关没有{enumeration(none)}职责。"] if none else []),
            *([f"本年度没有发生{enumeration(zero)}，表中填0。"] if zero else []),
            *self._borrowed(),
        ]

    def _borrowed(self) -> list[str]:
        """Say which form stands in where the agency's province has none of its own."""
        form, region = self.opened.form, self.opened.year_inputs.report.agency.region
        is_own = any(region.startswith(province) for province in form.provinces)
        chosen = self.opened.year_inputs.report.sister.form
        return [] if is_own or chosen else [_NO_FORM.format(form.source)]


def _form_of(year_inputs: YearInputs) -> Form:
    """Choose the form that ``report.yaml`` names, else that of the agency's province."""
    report, known = year_inputs.report, form_names()
    chosen = report.sister.form
    if chosen and chosen not in known:
        place = report.place(f"{PARAMS}/{report.year}/{REPORT_FILE}", "sister", "form")
        hint = f"写{'、'.join(known)}中的一种，或删去该项。"
        raise error_of((Problem("E881", f"没有名为“{chosen}”的行政执法年度数据表式", place, hint),))
    region = report.agency.region
    own = (name for name, provinces in known.items() if region.startswith(provinces))
    return load_form(chosen or next(own, _USUAL))
