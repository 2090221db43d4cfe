"""What stands above the title and at the foot of the last page of a Word file: 版头 and 版记."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.document.tree import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawgov_lib.document.tree import Form
    from lawgov_lib.exporters.wordruns import Writer

SQUARE = 316
"""A character of the text with the room to the next, in twentieths of a point."""
_COPIES = "抄送："
_HANGING = '<w:ind w:left="1120" w:right="280" w:hanging="840"/>'
"""The lines of who gets a copy begin below its first agency; the characters are 14 points wide."""
_THICK, _THIN = 20, 14
"""The lines of the foot in twentieths of a point; GB/T 9704-2012, 7.4.1."""
_SIGNED_BY = "签发人："
_A_ROW = 2
"""So many signers stand on a line; GB/T 9704-2012, 7.2.6."""
_RED_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="E60012"/></w:pBdr>'


class FormLine(NamedTuple):
    """A line above the title or at the foot of the last page, and the fields between its tabs."""

    text: str
    fields: tuple[str, ...]
    is_head: bool = False


def form_lines(form: Form) -> list[FormLine]:
    """Return what is shown of the form of a document, from top to bottom."""
    lines = [*_head_lines(form)]
    if form.copies:
        lines.append(FormLine(f"{_COPIES}{form.copies}。", ("copies",)))
    if form.printer:
        lines.append(FormLine(f"{form.printer}\t{form.printed_on}", ("printer", "printed_on")))
    return lines


def _head_lines(form: Form) -> Iterator[FormLine]:
    """Yield two signers a line, names below names; the number stands on the last line."""
    rows = [form.signers[at : at + _A_ROW] for at in range(0, len(form.signers), _A_ROW)]
    if not rows and form.has_head:
        yield FormLine(form.number, ("number",), is_head=True)
    for place, row in enumerate(rows, start=1):
        told = form.number if place == len(rows) else ""
        told += f"\t{_SIGNED_BY}" if place == 1 else "\t\t"
        fields = ("number", *("",) * (place > 1), *("signers",) * len(row))
        yield FormLine(told + "\t".join(row), fields, is_head=True)


def write_head(form: Form, writer: Writer, width: int) -> Iterator[str]:
    """Write what stands above the title: number, signers and the red line.

    Args:
        form: The form of the document.
        writer: Writes paragraphs.
        width: How wide the text is, in twentieths of a point.
    """
    lines = [each.text for each in form_lines(form) if each.is_head]
    if not lines:
        return
    look = _signer_stops(form, width) if form.signers else ""
    for text in lines:
        border = _RED_LINE if text is lines[-1] else ""
        yield writer.paragraph("number", [Run(text=text)], properties=border + look)
    yield writer.paragraph("body", [])
    yield writer.paragraph("body", [])


def _signer_stops(form: Form, width: int) -> str:
    longest = max(map(squares, form.signers))
    stops = [width / SQUARE - 1 - longest]
    if len(form.signers) > 1:
        stops.insert(0, stops[0] - 1 - longest)
    stops.insert(0, stops[0] - squares(_SIGNED_BY))
    places = "".join(f'<w:tab w:val="left" w:pos="{round(place * SQUARE)}"/>' for place in stops)
    return f"<w:tabs>{places}</w:tabs>" + indent(left=1) + '<w:jc w:val="left"/>'


def write_foot(form: Form, writer: Writer, width: int) -> Iterator[str]:
    """Write who gets a copy and who printed it, at the foot of the last page.

    Args:
        form: The form of the document.
        writer: Writes paragraphs.
        width: How wide the text is, in twentieths of a point.
    """
    lines = [each.text for each in form_lines(form) if not each.is_head]
    if not lines:
        return
    frame = (
        f'<w:framePr w:w="{width}" w:wrap="notBeside" w:vAnchor="margin" '
        'w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
    )
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width - 280}"/></w:tabs>'
    for place, line in enumerate(lines):
        yield _rule(writer, frame, _THIN if place else _THICK)
        look = frame + tabs + (_HANGING if line.startswith(_COPIES) else "")
        yield writer.paragraph("copies", [Run(text=line)], properties=look)
    yield _rule(writer, frame, _THICK)


def _rule(writer: Writer, frame: str, high: int) -> str:
    """Draw a line as wide as the text: a paragraph that is nothing but ground."""
    look = (
        f'{frame}<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{high}" w:lineRule="exact"/>'
        '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'
    )
    return writer.paragraph("copies", [], properties=look)


def indent(*, left: float, right: float = 0) -> str:
    """Move a paragraph in by characters."""
    return (
        f'<w:ind w:left="{round(max(left, 0) * SQUARE)}" w:right="{round(right * SQUARE)}" '
        'w:firstLineChars="0" w:firstLine="0"/>'
    )


def squares(text: str) -> float:
    """Reckon how many characters a text is wide; letters and digits take half a square."""
    return sum(0.5 if character.isascii() else 1 for character in text)
