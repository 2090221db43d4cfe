"""A leader at work in Word: the file of a report, opened, corrected and saved again."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree

from lawgov_lib.exporters.worddocument import render_docx
from lawgov_lib.merging.mergeplan import plan
from lawgov_lib.merging.wordedits import read_word_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

    from lawgov_lib.merging.mergeplan import Plan
    from lawgov_lib.report.yearreport import Report

AUTHOR, DAY = "张局长", "2021-01-08"


class WordEditor:
    """The Word file of a report, open for corrections."""

    def __init__(self, report: Report) -> None:
        """Write the file and open it."""
        self.report = report
        self.word = docx.Document(io.BytesIO(render_docx(report.document)))
        self.body = self.word.element.body

    def paragraph(self, words: str) -> BaseOxmlElement:
        """Return the paragraph that these words stand in, numbers in controls included."""
        paragraphs: Iterator[BaseOxmlElement] = self.body.iter(qn("w:p"))
        return next(each for each in paragraphs if words in text_of(each))

    def replace(self, words: str, old: str, new: str) -> None:
        """Type over a stretch of text that stands in one run of a paragraph."""
        texts = self.paragraph(words).iter(qn("w:t"))
        found = next(each for each in texts if old in (each.text or ""))
        found.text = found.text.replace(old, new, 1)

    def add(self, behind: str, text: str) -> None:
        """Write a paragraph of the same look behind another one."""
        after = self.paragraph(behind)
        fresh = deepcopy(after)
        clear(fresh)
        texts = list(fresh.iter(qn("w:t")))
        texts[-1].text = text
        after.addnext(fresh)

    def move(self, words: str, behind: str) -> None:
        """Cut a paragraph out and put it behind another one."""
        self.paragraph(behind).addnext(self.paragraph(words))

    def drop(self, words: str, tag: str = "w:p") -> None:
        """Take a paragraph out, or the row that it stands in."""
        gone = self.paragraph(words)
        while gone.tag != qn(tag):
            gone = gone.getparent()
        gone.getparent().remove(gone)

    def look(self, words: str, tag: str, setting: str) -> None:
        """Set the look of a paragraph, of its list or of its runs; an older setting goes."""
        tree = parse_xml(f"<w:p {nsdecls('w')}>{setting}</w:p>")[0]
        for holder in list(self.paragraph(words).iter(qn(tag))):
            for each in holder.findall(tree.tag):
                holder.remove(each)
            holder.append(deepcopy(tree))

    def mark(self, words: str, text: str, setting: str) -> None:
        """Set the look of words within a run, as a word processor does: it is split in three."""
        texts = self.paragraph(words).iter(qn("w:t"))
        run = next(each.getparent() for each in texts if text in (each.text or ""))
        before, _, after = run.find(qn("w:t")).text.partition(text)
        middle, last = deepcopy(run), deepcopy(run)
        for each, told in ((run, before), (middle, text), (last, after)):
            each.find(qn("w:t")).text = told
        for each in (last, middle):
            run.addnext(each)
        tree = parse_xml(f"<w:rPr {nsdecls('w')}>{setting}</w:rPr>")[0]
        properties = middle.find(qn("w:rPr"))
        for each in properties.findall(tree.tag):
            properties.remove(each)
        properties.append(tree)

    def note(self, words: str, old: str, new: str) -> None:
        """Type over words of a footnote."""
        parts = self.word.part.package.iter_parts()
        part = next(each for each in parts if each.partname.endswith("/footnotes.xml"))
        tree = etree.fromstring(part.blob)
        note = next(each for each in tree if words in "".join(each.itertext()))
        text = next(each for each in note.iter(qn("w:t")) if old in (each.text or ""))
        text.text = text.text.replace(old, new, 1)
        part._blob = etree.tostring(tree)  # noqa: SLF001  python-docx knows no footnotes

    def row(self, words: str) -> BaseOxmlElement:
        """Return the row of a table that these words stand in."""
        found = self.paragraph(words)
        while found.tag != qn("w:tr"):
            found = found.getparent()
        return found

    def add_row(self, behind: str, cells: Sequence[str]) -> None:
        """Put a row of the same look behind that of some words."""
        self.copy_row(self.row(behind), cells)

    @staticmethod
    def copy_row(row: BaseOxmlElement, cells: Sequence[str]) -> None:
        """Put a row of the same look behind another one."""
        fresh = deepcopy(row)
        clear(fresh)
        for cell, words in zip(fresh.iter(qn("w:tc")), cells, strict=True):
            for place, text in enumerate(cell.iter(qn("w:t"))):
                text.text = "" if place else words
        row.addnext(fresh)

    def split(self, words: str, before: str) -> None:
        """Press the enter key before some words of a paragraph."""
        first = self.paragraph(words)
        second = deepcopy(first)
        clear(second, keep=True)
        at = text_of(first).index(before)
        _cut(first, 0, at)
        _cut(second, at, len(text_of(second)))
        first.addnext(second)

    def join(self, words: str) -> None:
        """Delete the end of a paragraph, so that the next one goes on with it."""
        first = self.paragraph(words)
        second = first.getnext()
        for child in list(second):
            if child.tag != qn("w:pPr"):
                first.append(child)
        second.getparent().remove(second)

    def track(self, words: str, old: str, new: str) -> None:
        """Replace a stretch of text that stands in one run, with the tracking of changes on."""
        paragraph = self.paragraph(words)
        text = next(each for each in paragraph.iter(qn("w:t")) if old in (each.text or ""))
        run = text.getparent()
        before, _, after = text.text.partition(old)
        tail = deepcopy(run)
        text.text, tail.find(qn("w:t")).text = before, after
        who = f'w:author="{AUTHOR}" w:date="{DAY}T09:30:00Z" {nsdecls("w")}'
        gone = parse_xml(f'<w:del w:id="901" {who}><w:r><w:delText>{old}</w:delText></w:r></w:del>')
        come = parse_xml(f'<w:ins w:id="902" {who}><w:r><w:t>{new}</w:t></w:r></w:ins>')
        for each in (tail, come, gone):
            run.addnext(each)

    def comment(self, words: str, text: str) -> None:
        """Write a comment on a paragraph."""
        runs = Paragraph(self.paragraph(words), self.word._body).runs  # noqa: SLF001
        self.word.add_comment([runs[0], runs[-1]], text=text, author=AUTHOR, initials="张")

    def saved(self) -> bytes:
        """Return the file."""
        stream = io.BytesIO()
        self.word.save(stream)
        return stream.getvalue()

    def plan(self) -> Plan:
        """Merge the file, without writing."""
        return merged(self.report, self.saved())


def merged(report: Report, content: bytes) -> Plan:
    """Decide what becomes of the corrections of a file."""
    return plan(report, read_word_text(io.BytesIO(content), "report.docx"), "report.docx")


def text_of(paragraph: BaseOxmlElement) -> str:
    """Return the text of a paragraph, that of content controls included."""
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


def clear(paragraph: BaseOxmlElement, *, keep: bool = False) -> None:
    """Take the bookmarks out of a copied paragraph, and its text unless it is kept."""
    for mark in list(paragraph.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    for text in () if keep else paragraph.iter(qn("w:t")):
        text.text = ""


def _cut(paragraph: BaseOxmlElement, start: int, end: int) -> None:
    at = 0
    for text in paragraph.iter(qn("w:t")):
        here, at = at, at + len(text.text or "")
        text.text = (text.text or "")[max(start - here, 0) : max(end - here, 0)]
