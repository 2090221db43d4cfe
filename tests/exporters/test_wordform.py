"""The Word file as an official document: head, seals, foot, and the text of other formats."""

from __future__ import annotations

import io
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from nbformat.v4 import new_notebook

from lawgov_lib.document.tree import Annex, Form, Paragraph, Signature, Title
from lawgov_lib.exporters.formats import FORMATS
from lawgov_lib.exporters.readback import passages
from lawgov_lib.exporters.worddocument import render_docx
from tests.exporters.hardpages import AGENCY, document, said
from tests.exporters.test_linefill import published
from tests.exporters.test_worddocument import ALL
from tests.office import pdf_by_libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument

    from lawgov_lib.document.tree import Document

FORM = Form(
    number="示科〔2025〕3号",
    signers=("张甲", "李乙", "王丙丁"),
    copies="市委全面依法治市委员会办公室，市司法局，市人民代表大会常务委员会办公室，市政协办公室",
    printer="示例市科学技术局办公室",
    printed_on="2025年1月20日印发",
)
OTHERS = ("示例市工业和信息化局", "示例市发展和改革委员会", "示例市人民政府办公室")


def formed(others: int, *, sealed: bool, status: str, form: Form = FORM) -> Document:
    """Make an official document with a block of each kind, signed by one agency and others."""
    signature = Signature(
        agency=AGENCY, others=OTHERS[:others], date="2025年1月15日", sealed=sealed
    )
    blocks = (signature if isinstance(block, Signature) else block for block in ALL)
    report = document(*blocks)
    meta = report.meta.model_copy(update={"form": form})
    section = report.sections[0].model_copy(update={"meta": meta})
    return report.model_copy(update={"meta": meta, "sections": (section,), "status": status})


def opened(report: Document) -> WordDocument:
    """Write a document and open it as others do."""
    return docx.Document(io.BytesIO(render_docx(report)))


def lines(report: Document, style: str) -> list[str]:
    """Return the paragraphs of a style that say something, tabs as they are."""
    told = opened(report).paragraphs
    return [each.text for each in told if each.style and each.style.name == style and each.text]


@pytest.mark.parametrize(
    ("others", "sealed", "status"), [*product(range(4), (True, False), ("草稿", "定稿"))]
)
def test_all_formats_tell_the_same_characters(others: int, *, sealed: bool, status: str) -> None:
    """Whoever signs, sealed or not, draft or final: each passage, each character as often."""
    report = formed(others, sealed=sealed, status=status)
    wanted = [each.text for each in passages(report)]

    for each in FORMATS[:3]:
        drawn = each.draw(report, new_notebook())
        read = each.read(drawn.encode() if isinstance(drawn, str) else drawn)
        assert [text for text in wanted if text not in read] == [], each.file
        assert not Counter("".join(wanted)) - Counter(read), each.file


@pytest.mark.parametrize(
    ("year", "root"), [(2020, "."), (2021, "tests/demo"), (2024, "tests/demo")]
)
def test_published_years_tell_the_same(year: int, root: str) -> None:
    """The report of 2020, and those of two outlines of the fictional agency."""
    report = published(year, root)

    for each in FORMATS[:3]:
        assert each.render(report, new_notebook()), each.file


@pytest.mark.parametrize(
    ("signers", "told"),
    [
        (("张甲",), ["示科〔2025〕3号\t签发人：张甲"]),
        (("张甲", "李乙"), ["示科〔2025〕3号\t签发人：张甲\t李乙"]),
        (("张甲", "李乙", "王丙丁"), ["\t签发人：张甲\t李乙", "示科〔2025〕3号\t\t王丙丁"]),
    ],
)
def test_two_signers_stand_on_a_line(signers: tuple[str, ...], told: list[str]) -> None:
    """The number stands on the last line, which the red one is below."""
    form = FORM.model_copy(update={"signers": signers})

    assert lines(formed(0, sealed=False, status="定稿", form=form), "发文字号") == told


@pytest.mark.parametrize(
    ("others", "rows"),
    [
        (0, [f"\t{AGENCY}"]),
        (1, [f"\t{AGENCY}\t{OTHERS[0]}"]),
        (3, [f"\t{AGENCY}\t{OTHERS[0]}", f"\t{OTHERS[1]}\t{OTHERS[2]}"]),
    ],
)
def test_agencies_that_seal_stand_beside_each_other(others: int, rows: list[str]) -> None:
    """As many stand in a row as have room for their seals."""
    assert lines(formed(others, sealed=True, status="定稿"), "署名") == rows


def test_foot_lies_at_the_foot_of_the_page(tmp_path: Path) -> None:
    """Its lines stand in one frame at the lower edge of the text, as an office suite shows."""
    report = formed(0, sealed=False, status="定稿")

    frames = [each.attrib for each in opened(report).element.body.iter(qn("w:framePr"))]
    with pdfplumber.open(io.BytesIO(pdf_by_libreoffice(render_docx(report), tmp_path))) as pdf:
        page = pdf.pages[-1]
        last = page.search("印发")[0]["bottom"]

    assert len(frames) == 5
    assert all(each == frames[0] for each in frames)
    assert 35 < (float(page.height) - last) * 25.4 / 72 < 42


def test_title_of_an_annex_is_on_the_third_line() -> None:
    """A line is blank between it and the word 附件."""
    blocks = (Title(lines=(AGENCY,)), Annex(label="附件", title="指标表", anchor="annex"))
    told = [
        each.text for each in opened(document(*blocks, Paragraph(runs=said("见上。")))).paragraphs
    ]

    at = told.index("附件")
    assert told[at + 1 : at + 3] == ["", "指标表"]
