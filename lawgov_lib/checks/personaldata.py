"""Whether the text shows what must not be public: personal data and secrecy marks."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place
from lawgov_lib.base.severity import Severity
from lawgov_lib.checks.finding import Finding
from lawgov_lib.checks.passages import at
from lawgov_lib.document.texts import texts_of
from lawgov_lib.document.tree import Table, dump, plain
from lawgov_lib.privacy.disclosure import MAIL, PERSONAL, SECRET, Watch
from lawgov_lib.privacy.readingorder import rows_of, seen_across

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawgov_lib.checks.subject import Written
    from lawgov_lib.document.tree import Block, Blocks

_UNMARK = "涉密内容不得公开：按程序处理涉密内容，并经保密审查。"


def personal(subject: Written) -> Iterator[Finding]:
    """Find numbers of persons, their cards and papers, and personal e-mail addresses (C18)."""
    watch = Watch(mail=tuple(subject.settings["C18"]["mail"]))
    cuts = {key: _cut(watch, blocks) for key, blocks in subject.told.items()}
    for said in subject.said:
        block = subject.told[said.section][said.position]
        alone = [_kinds(watch, plain(runs), block) for runs in texts_of(block)]
        together = cuts[said.section].get(said.position, ())
        for kind in dict.fromkeys((*chain(*alone), *together)):
            hint = "删去个人信息；办公联系方式用固定电话和单位邮箱，否则不能定稿。"
            found = Finding("C18", _severity(kind), f"出现{kind}", hint=hint, about=kind)
            yield at(said, found)
    for metric in subject.metrics.values():
        # Remarks and evidence are published in the annex.
        for kind in filter(
            PERSONAL.__contains__, watch.kinds(f"{metric.remark}\n{metric.evidence}")
        ):
            yield Finding(
                "C18",
                _severity(kind),
                f"“{metric.name}”的备注或依据出现{kind}",
                tuple(source.place for source in metric.sources),
                "删去个人信息。",
                metric.section,
                about=f"{metric.id}/{kind}",
            )


def _kinds(watch: Watch, text: str, block: Block) -> Iterator[str]:
    """Yield the personal kinds of one text; what lines of a cell hold stands each for itself."""
    shown = watch.kinds(text, lines=not isinstance(block, Table))
    return filter(PERSONAL.__contains__, shown)


def _cut(watch: Watch, blocks: Blocks) -> Mapping[int, list[str]]:
    """Return the kinds that go over the ends of texts, by the block that they begin in."""
    found = defaultdict[int, list[str]](list)
    for row in rows_of([dump(block) for block in blocks]):
        for cut in seen_across(row, watch):
            found[cut.begins.block].append(cut.kind)
    return found


def _severity(kind: str) -> Severity:
    return Severity.WARNING if kind == MAIL else Severity.ERROR


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
