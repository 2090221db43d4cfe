"""Answers to what leaders remarked, as comments of the Word file on the words in question.

A reply proper would need parts that older word processors drop; so remark and answer are one
comment, under the name of who made the remark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

    from lawgov_lib.document.dossier import Annotation


def write_answers(word: WordDocument, annotations: Iterable[Annotation]) -> None:
    """Write the answered remarks as comments.

    Args:
        word: The file with its body.
        annotations: The remarks; one whose words are gone stands at the title.
    """
    answered = [each for each in annotations if each.answer]
    paragraphs = [each for each in word.element.body.iter(qn("w:p")) if _text(each)]
    for each in answered if paragraphs else ():
        comment = word.comments.add_comment(each.told, each.author, each.author[:1])
        comment._comment_elm.attrib.pop(qn("w:date"), None)  # noqa: SLF001  it would be that of the run
        known = (one for one in paragraphs if each.words and each.words in _text(one))
        _hang(next(known, paragraphs[0]), str(comment.comment_id))


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


def _hang(paragraph: BaseOxmlElement, number: str) -> None:
    """Hang a comment on a whole paragraph."""
    start, end, run, mark = (
        OxmlElement(f"w:{name}")
        for name in ("commentRangeStart", "commentRangeEnd", "r", "commentReference")
    )
    for each in (start, end, mark):
        each.set(qn("w:id"), number)
    run.append(mark)
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.extend([end, run])
