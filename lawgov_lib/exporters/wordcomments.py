"""What leaders remarked and the office answered, as threads of comments on the words in question.

Which comment answers which, and which thread is done, stands in a part of its own, which older
word processors leave aside: there remark and answer are comments on the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

    from lawgov_lib.document.dossier import Annotation

THREADS = "word/commentsExtended.xml"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FIRST_ID = 0x10000000
"""The id of the first comment's paragraph; a file has no others."""


def write_answers(word: WordDocument, annotations: Iterable[Annotation], agency: str) -> None:
    """Write the remarks that were answered, each with its answer and what was said to that.

    Args:
        word: The file with its body.
        annotations: The remarks; one whose words are gone stands at the title.
        agency: Who answers.
    """
    paragraphs = [each for each in word.element.body.iter(qn("w:p")) if _text(each)]
    threads = [thread for thread in _threads(annotations) if any(each.answer for each in thread)]
    entries: list[str] = []
    for thread in threads if paragraphs else ():
        first = thread[0]
        known = (one for one in paragraphs if first.words and first.words in _text(one))
        place = next(known, paragraphs[0])
        done, root = int(all(each.answer for each in thread)), ""
        for author, text in _said(thread, agency):
            key = _comment(word, place, author, text)
            parent = f' w15:paraIdParent="{root}"' if root else ""
            entries.append(f'<w15:commentEx w15:paraId="{key}"{parent} w15:done="{done}"/>')
            root = root or key
    if entries:
        _write_threads(word, entries)


def _threads(annotations: Iterable[Annotation]) -> list[list[Annotation]]:
    """Return each remark with those that follow it; one that follows none known is its own."""
    threads: list[list[Annotation]] = []
    heads: dict[str, list[Annotation]] = {}
    for each in annotations:
        if each.follows in heads:
            heads[each.follows].append(each)
        else:
            threads.append([each])
            heads.setdefault(each.text, threads[-1])
    return threads


def _said(thread: Iterable[Annotation], agency: str) -> Iterator[tuple[str, str]]:
    for each in thread:
        yield each.author, each.text
        if each.answer:
            yield agency, each.answer


def _comment(word: WordDocument, place: BaseOxmlElement, author: str, text: str) -> str:
    """Write a comment on a paragraph; return the id of its own last paragraph."""
    comment = word.comments.add_comment(text, author, author[:1])
    element = comment._comment_elm  # noqa: SLF001  python-docx has no other way to it
    element.attrib.pop(qn("w:date"), None)  # it would be that of the run
    key = f"{_FIRST_ID + comment.comment_id:08X}"
    element.findall(qn("w:p"))[-1].set(PARAGRAPH_ID, key)
    _hang(place, str(comment.comment_id))
    return key


def _write_threads(word: WordDocument, entries: Iterable[str]) -> None:
    comments = word.part._comments_part  # noqa: SLF001  python-docx has no other way to it
    comments.element.set(f"{_MC}Ignorable", "w14")
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w15:commentsEx xmlns:w15="{W15[1:-1]}">{"".join(entries)}</w15:commentsEx>'
    )
    part = Part(PackURI(f"/{THREADS}"), _KIND, xml.encode(), word.part.package)
    word.part.relate_to(part, _RELATION)


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


def _hang(paragraph: BaseOxmlElement, number: str) -> None:
    """Hang a comment on a whole paragraph, behind those that hang there."""
    start, end, run, mark = (
        OxmlElement(f"w:{name}")
        for name in ("commentRangeStart", "commentRangeEnd", "r", "commentReference")
    )
    for each in (start, end, mark):
        each.set(qn("w:id"), number)
    run.append(mark)
    ahead = len(paragraph.findall(qn("w:commentRangeStart")))
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(ahead + (properties is not None), start)
    paragraph.extend([end, run])
