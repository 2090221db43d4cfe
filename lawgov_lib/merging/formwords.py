"""What was corrected of an official form, and the fields of ``report.yaml`` to write it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgov_lib.base.errors import Place, Problem
from lawgov_lib.base.layout import REPORT_FILE
from lawgov_lib.document.tree import Paragraph, Title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.document.tree import Block
    from lawgov_lib.exporters.wordform import FormLine

_NAMES = {
    "number": ("发文字号", "form.number"),
    "signers": ("签发人", "form.signers"),
    "copies": ("抄送机关", "form.copies"),
    "printer": ("印发机关", "form.printer"),
    "printed_on": ("印发日期", "form.printed_on"),
    "addressee": ("主送机关", "addressee"),
}
"""What each field is called, and where it stands in the file."""
_BEGINNINGS = {"抄送": "copies", "主送": "addressee", "签发人": "signers", "印发": "printer"}
"""How a line begins that is new to the form."""
_COLONS = "：:"


def of_form(line: FormLine, old: str, new: str, where: Place) -> Iterator[Problem]:
    """Tell a line of the form that was changed, field by field where its parts are still known.

    Args:
        line: The line and its fields.
        old: What it said.
        new: What it says now; blank where it was left out.
        where: The file of the fields.
    """
    was, now = old.split("\t"), new.split("\t")
    if len(was) == len(now) == len(line.fields):
        parts = zip(line.fields, was, now, strict=True)
        yield from (_told((key,), one, other, where) for key, one, other in parts if one != other)
    else:
        yield _told(line.fields, old, new, where)


def of_addressee(old: str, new: str, where: Place) -> Problem:
    """Tell whom the report is addressed to now."""
    return _told(("addressee",), old, new, where)


def new_field(text: str, above: Block | None) -> str:
    """Say where a new line belongs that is one of the form and no prose; blank for any other.

    Args:
        text: The line.
        above: The block that it follows, None above the title and at the foot of the last page.
    """
    begun = (key for word, key in _BEGINNINGS.items() if text.startswith(word))
    key = next(begun, "")
    if not key and isinstance(above, Title | None) and text.endswith(tuple(_COLONS)):
        key = "addressee"
    return _hint((key,), text) if key else ""


def is_addressee(block: Block | None) -> bool:
    """Tell whether a block names whom the report is addressed to."""
    return isinstance(block, Paragraph) and block.role == "addressee"


def _told(fields: tuple[str, ...], old: str, new: str, where: Place) -> Problem:
    what = "、".join(_NAMES[key][0] for key in _known(fields))
    was, now = _value(old), _value(new)
    done = f"改为“{now}”，原为“{was}”" if now else f"“{was}”删去"
    return Problem("E854", f"{what}{done}，没有并回", where, _hint(fields, new))


def _known(fields: tuple[str, ...]) -> list[str]:
    return [key for key in dict.fromkeys(fields) if key]


def _hint(fields: tuple[str, ...], text: str) -> str:
    names = "、".join(_NAMES[key][1] for key in _known(fields))
    told = f"写“{_value(text)}”" if _value(text) else "删去"
    date = "（日期写作2021-01-20）" if "printed_on" in fields else ""
    return f"确应改的，在{REPORT_FILE}的{names}中{told}{date}；否则在Word中改回。"


def _value(text: str) -> str:
    """Return a line as its field has it: without what names it, and the mark at its end."""
    for word in _BEGINNINGS:
        rest = text.removeprefix(word)
        if rest != text and rest[:1] in _COLONS:
            text = rest[1:]
    return text.strip().rstrip(f"。{_COLONS}").replace("\t", " ")
