"""PDF/A-2a and PDF/UA-1, by an independent checker that passes veraPDF's own corpus."""

from __future__ import annotations

import io
from functools import cache

import page
import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from nbformat.v4 import new_notebook

from lawgov_lib.exporters.formats import FORMATS, rendered_alone
from lawgov_lib.exporters.recordreader import assemble
from tests.exporters.hardpages import HARD, document
from tests.reviewed import record

(PDF,) = (each for each in FORMATS if each.file == "report.pdf")
MISREAD = {
    "PDFA2A-TRUETYPE-GLYPH-WIDTH-001",
    "PDFUA1-FONT-GLYPH-WIDTH-001",
    "PDFA2A-STREAM-LENGTH-001",
}
"""Of a CFF font with several private dictionaries the checker (0.11) reads widths of 0; the last
line feed of a compressed stream it takes for an end of line: other libraries look at both below.
"""
REPORTS = {"报告": assemble(record()), **{name: document(*blocks) for name, blocks in HARD.items()}}


@pytest.mark.parametrize("name", REPORTS)
def test_the_pdf_conforms(name: str) -> None:
    """No rule of either standard is broken, whatever the report holds."""
    content = pdf_of(name)
    for profile in ("2a", "ua1"):
        failures = page.validate_pdf_bytes(content, profile=profile).failures

        assert [each.message for each in failures if each.rule_id not in MISREAD] == []


def test_widths_are_those_of_the_faces() -> None:
    """What the checker misreads, another library reads: each character is as wide as it is said."""
    compared = 0
    with pikepdf.open(io.BytesIO(pdf_of("报告"))) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/CIDFontType0"
        ]
        for font in fonts:
            faces = CFFFontSet()
            faces.decompile(io.BytesIO(font.FontDescriptor.FontFile3.read_bytes()), None)
            glyphs = faces[0].CharStrings
            first, last, width = (int(each) for each in list(font.W)[:3])
            for code in range(max(first, 1), last + 1):
                glyph = glyphs[f"cid{code:05}"]
                glyph.draw(NullPen())
                compared += 1

                assert glyph.width == width

    assert compared > 0


@pytest.mark.parametrize("name", REPORTS)
def test_streams_are_as_long_as_they_say(name: str) -> None:
    """qpdf, which reads every stream, has nothing to say of the file."""
    with pikepdf.open(io.BytesIO(pdf_of(name))) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_checker_finds_what_is_wrong() -> None:
    """A PDF without its marks and its language is refused: the checker does look."""
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of("报告"))) as pdf:
        del pdf.Root.MarkInfo, pdf.Root.Lang
        pdf.save(changed)

    assert not page.is_pdf_compliant_bytes(changed.getvalue(), profile="ua1")
    assert not page.is_pdf_compliant_bytes(changed.getvalue(), profile="2a")


@cache
def pdf_of(name: str) -> bytes:
    """Render the PDF of a report."""
    return rendered_alone(PDF, REPORTS[name], new_notebook())
