"""Whether the text shows what must not be public: personal data and secrecy marks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at
from lawgov_lib.privacy.disclosure import MAIL, PERSONAL, SECRET, Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Written

_UNMARK = "涉密内容不得公开：按程序处理涉密内容，并经保密审查。"


def personal(subject: Written) -> Iterator[Finding]:
    """Find identity, bank card and mobile numbers and personal e-mail addresses (C18)."""
    watch = Watch(mail=tuple(subject.settings["C18"]["mail"]))
    for said in subject.said:
        for kind, severity in _personal(watch, said.text):
            message = f"出现{kind}"
            hint = "删去个人信息；办公联系方式用固定电话和单位邮箱，否则不能定稿。"
            yield at(said, Finding("C18", severity, message, hint=hint, about=kind))
    for metric in subject.metrics.values():
        # Remarks and evidence are published in the annex.
        for kind, severity in _personal(watch, f"{metric.remark}\n{metric.evidence}"):
            yield Finding(
                "C18",
                severity,
                f"“{metric.name}”的备注或依据出现{kind}",
                tuple(source.place for source in metric.sources),
                "删去个人信息。",
                metric.section,
                about=f"{metric.id}/{kind}",
            )


def _personal(watch: Watch, text: str) -> Iterator[tuple[str, Severity]]:
    for kind in watch.kinds(text):
        if kind in PERSONAL:
            yield kind, Severity.WARNING if kind == MAIL else Severity.ERROR


def secrecy_marks(subject: Written) -> Iterator[Finding]:
    """Find secrecy marks: a report that bears one must not be published (C19)."""
    for said in subject.said:
        if _is_marked(said.text):
            fault = Finding("C19", Severity.ERROR, "正文带有密级标志", hint=_UNMARK, about="密级")
            yield at(said, fault)
    headings = {head.text for spot in subject.spots.values() for head in spot.headings}
    for text in (subject.office.name, *subject.frame, *sorted(headings)):
        if _is_marked(text):
            yield Finding(
                "C19",
                Severity.ERROR,
                f"“{text}”带有密级标志",
                (Place(subject.file),),
                _UNMARK,
                about="report/密级",
            )


def _is_marked(text: str) -> bool:
    return SECRET in _marks().kinds(text)


@cache
def _marks() -> Watch:
    return Watch()
