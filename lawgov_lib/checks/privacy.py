"""Whether the text shows what must not be public: personal data and secrecy marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum import luhn
from stdnum.cn import ric

from lawgov_lib.checks.passages import at
from lawgov_lib.errors import Place
from lawgov_lib.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.checks.subject import Subject

_IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9])[3-6][0-9]{3}(?:[ -]?[0-9]{4}){2,3}(?:[ -]?[0-9]{1,4})?(?![0-9])")
_CARD_LENGTH = range(16, 20)
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_UNMARK = "涉密内容不得公开：按程序处理涉密内容，并经保密审查。"
_MARK = "(?:绝密|机密|秘密)"
_SECRET = re.compile(rf"{_MARK}\s*[★☆]|[★☆]\s*(?:[0-9]+年|长期)|密级\s*[：:]\s*{_MARK}")
_SECRET_ALONE = re.compile(rf"\s*{_MARK}\s*(?:[0-9]+年|长期)?\s*")


def personal(subject: Subject) -> Iterator[Finding]:
    """Find identity, bank card and mobile numbers and personal e-mail addresses (C18)."""
    for said in subject.said:
        for kind, severity in _personal(said.text, subject.settings["C18"]["mail"]):
            message = f"出现{kind}"
            hint = "删去个人信息；确属公开的办公联系方式的，作出说明。"
            yield at(said, Finding("C18", severity, message, hint=hint, about=kind))
    for metric in subject.metrics.values():
        # Remarks and evidence are published in the annex.
        told = f"{metric.remark}\n{metric.evidence}"
        for kind, severity in _personal(told, subject.settings["C18"]["mail"]):
            yield Finding(
                "C18",
                severity,
                f"“{metric.name}”的备注或依据出现{kind}",
                tuple(source.place for source in metric.sources),
                "删去个人信息。",
                metric.section,
                about=f"{metric.id}/{kind}",
            )


def _personal(text: str, domains: list[str]) -> Iterator[tuple[str, Severity]]:
    """Yield the kinds of personal data of a text; numbers themselves are never repeated."""
    identities = [found for found in _IDENTITY.findall(text) if ric.is_valid(found)]
    if identities:
        yield "居民身份证号码", Severity.ERROR
    cards = (re.sub("[ -]", "", found) for found in _CARD.findall(text))
    if any(
        len(card) in _CARD_LENGTH and luhn.is_valid(card) and card not in identities
        for card in cards
    ):
        yield "银行卡号", Severity.ERROR
    if _MOBILE.search(text):
        yield "手机号码", Severity.ERROR
    if any(domain.lower() in domains for domain in _MAIL.findall(text)):
        yield "个人电子邮箱", Severity.WARNING


def secrecy_marks(subject: Subject) -> Iterator[Finding]:
    """Find secrecy marks: a report that bears one must not be published (C19)."""
    report = subject.year_inputs.report
    for said in subject.said:
        if _is_marked(said.text):
            fault = Finding("C19", Severity.ERROR, "正文带有密级标志", hint=_UNMARK, about="密级")
            yield at(said, fault)
    headings = {head.text for spot in subject.spots.values() for head in spot.headings}
    for text in (report.agency.name, report.addressee, *sorted(headings)):
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
    return bool(_SECRET.search(text) or _SECRET_ALONE.fullmatch(text))
