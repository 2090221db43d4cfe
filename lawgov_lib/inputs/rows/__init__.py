"""The rows of the registers (台账): one model a register, one field a column.

A field's alias is the column header, its description the hint an analyst sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.inputs.rows.capacity import AdviserRow, ExamRow, LawRow, StudyRow
from lawgov_lib.inputs.rows.decisions import DecisionRow
from lawgov_lib.inputs.rows.declared import FigureRow
from lawgov_lib.inputs.rows.digital import SystemRow
from lawgov_lib.inputs.rows.disputes import (
    ComplaintRow,
    LawsuitRow,
    MediationRow,
    PublicityRow,
    ReviewRow,
)
from lawgov_lib.inputs.rows.emergency import DrillRow, EmergencyPlanRow
from lawgov_lib.inputs.rows.enforcement import InspectionRow, OfficerRow, PenaltyRow
from lawgov_lib.inputs.rows.functions import FundRow, ItemRow, LicenceRow, LimitRow, RandomCheckRow
from lawgov_lib.inputs.rows.institutions import DocumentRow, MechanismRow, RuleRow
from lawgov_lib.inputs.rows.leadership import MeetingRow
from lawgov_lib.inputs.rows.oversight import ProposalRow, RequestRow
from lawgov_lib.inputs.rows.plans import PlanRow
from lawgov_lib.inputs.rows.shortcomings import ShortcomingRow

if TYPE_CHECKING:
    from lawgov_lib.inputs.columns import Row

__all__ = ["ROWS", "FigureRow"]

ROWS: dict[str, type[Row]] = {
    "rules": RuleRow,
    "mechanisms": MechanismRow,
    "items": ItemRow,
    "licences": LicenceRow,
    "limits": LimitRow,
    "random_checks": RandomCheckRow,
    "funds": FundRow,
    "documents": DocumentRow,
    "decisions": DecisionRow,
    "penalties": PenaltyRow,
    "inspections": InspectionRow,
    "officers": OfficerRow,
    "emergency_plans": EmergencyPlanRow,
    "drills": DrillRow,
    "mediations": MediationRow,
    "complaints": ComplaintRow,
    "reviews": ReviewRow,
    "lawsuits": LawsuitRow,
    "publicity": PublicityRow,
    "requests": RequestRow,
    "proposals": ProposalRow,
    "systems": SystemRow,
    "study": StudyRow,
    "laws": LawRow,
    "exams": ExamRow,
    "advisers": AdviserRow,
    "meetings": MeetingRow,
    "shortcomings": ShortcomingRow,
    "plans": PlanRow,
}
"""The models by register, in the order in which registers are read and shown."""
