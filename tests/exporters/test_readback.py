"""Every character arrives: what is put into a document is read out of each of its files."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_notebook
from pypdf import PdfReader

from lawgov_lib.base.errors import ExportError
from lawgov_lib.document.tree import (
    Annex,
    Block,
    Column,
    Heading,
    Item,
    Listing,
    Paragraph,
    Run,
    Table,
    Title,
    Verbatim,
)
from lawgov_lib.exporters.formats import FORMATS, rendered
from lawgov_lib.exporters.pagetext import pdf_text
from lawgov_lib.exporters.readback import passages, refuse_losses, squeezed, web_text
from tests.exporters.hardpages import HARD, document, long, said, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawgov_lib.document.tree import Document
    from lawgov_lib.exporters.formats import Format


def told(report: Document) -> str:
    """Return all text of a document, squeezed."""
    return "".join(passage.text for passage in passages(report))


@pytest.mark.parametrize("name", HARD)
def test_hard_documents_arrive_whole(name: str) -> None:
    """Whatever is higher than a page or wider than its column is in every file."""
    files = rendered(document(*HARD[name]), new_notebook(), for_review=True)

    assert files.keys() == {each.file for each in FORMATS}


@pytest.fixture(scope="module")
def hard() -> tuple[Document, bytes]:
    """Set the hard documents as one; a cell that fills a hundred pages is as one that fills ten."""
    chosen = [blocks for name, blocks in HARD.items() if not name.startswith("一格一万字")]
    report = document(*(block for blocks in chosen for block in blocks))
    return report, rendered(report, new_notebook(), for_review=False)["report.pdf"]


def pypdf_text(content: bytes) -> str:
    """Read with pypdf."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def pdfplumber_text(content: bytes) -> str:
    """Read with pdfplumber, what stands on the sheets alone."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "".join(
            char["text"] for page in pdf.pages for char in page.within_bbox(page.bbox).chars
        )


def pdftotext_text(content: bytes) -> str:
    """Read with pdftotext of poppler."""
    if not shutil.which("pdftotext") and os.environ.get("CI") != "true":
        pytest.skip("pdftotext (poppler-utils) is not installed")
    command = ["pdftotext", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("read", [pdfplumber_text, pdftotext_text])
def test_other_readers_find_every_character(
    hard: tuple[Document, bytes], read: Callable[[bytes], str]
) -> None:
    """Readers that know nothing of ours miss no character either."""
    report, content = hard

    assert Counter(told(report)) - Counter(squeezed(read(content))) == Counter()


MARKS = ("》《", "》，", "），", "）。", "”，", "”、“", "》（", "。”", "：“", "、《")


@pytest.mark.parametrize("read", [pypdf_text, pdfplumber_text, pdftotext_text])
def test_phrases_are_found_across_marks(read: Callable[[bytes], str]) -> None:
    """Marks side by side part no phrase, on a line that is stretched and on one that is not."""
    short = [Paragraph(runs=said(f"甲乙{marks}丙丁")) for marks in MARKS]
    wide = [Paragraph(runs=said(f"甲乙{marks}丙丁" + "法" * 60)) for marks in MARKS]
    heads = [
        Heading(level=2, text=f"甲乙{marks}丙丁", anchor=f"h{n}") for n, marks in enumerate(MARKS)
    ]
    cells = table(2, *[(f"甲乙{marks}丙丁",) for marks in MARKS])
    report = document(*short, *wide, *heads, cells)
    text = read(rendered(report, new_notebook(), for_review=False)["report.pdf"])

    assert {marks: text.count(f"甲乙{marks}丙丁") for marks in MARKS} == dict.fromkeys(MARKS, 4)


SMALL = document(
    Heading(level=1, number="一、", text="成效", anchor="a"),
    Paragraph(runs=said("办理许可18件。")),
    table(2, ("甲县", "乙县"), ("丙县", "丁县"), heads=("地区", "备注")),
)


@pytest.mark.parametrize(
    ("lost", "place"),
    [
        ("办理许可18件。", "“一、成效”：“办理许可18件。”"),
        ("18件。", "“一、成效”：“18件。”"),
        ("丁县", "“一、成效”表格第2行“备注”列：“丁县”"),
    ],
)
def test_a_loss_is_named_with_its_place(lost: str, place: str) -> None:
    """The message says how many characters are missing, and where the first of them stood."""
    text = told(SMALL).replace(lost, "", 1)

    with pytest.raises(ExportError) as failure:
        refuse_losses(SMALL, passages(SMALL), "report.pdf", text)

    assert str(failure.value).startswith(f"[E704] report.pdf中缺少{len(lost)}个字，最先在{place}")


NESTED = document(
    Listing(
        ordered=True,
        start=3,
        items=(
            Item(runs=said("报送材料"), items=(Item(runs=said("总结")), Item(runs=said("台账")))),
            Item(runs=said("核对数据"), items=(Item(runs=said("初核")),), ordered=True, start=7),
        ),
    )
)
LISTED = "3.报送材料•总结•台账4.核对数据7.初核"


WHOLE = [each for each in FORMATS if each.told is passages]
"""The formats that tell all of the text."""


@pytest.mark.parametrize("told_format", WHOLE, ids=lambda each: each.file)
def test_items_are_read_with_their_numbers(told_format: Format) -> None:
    """In every file an item has the number that was typed, and one without a number its bullet."""
    drawn = told_format.render(NESTED, new_notebook())

    assert LISTED in told_format.read(drawn)


@pytest.mark.parametrize(("number", "wrong"), [("3.", "1."), ("4.", "3."), ("7.", "1."), ("•", "")])
def test_a_wrong_number_of_an_item_is_a_loss(number: str, wrong: str) -> None:
    """A list that counts from elsewhere, and an item without its bullet, are refused."""
    text = told(NESTED).replace(number, wrong, 1)

    with pytest.raises(ExportError, match="E704"):
        refuse_losses(NESTED, passages(NESTED), "report.pdf", text)


def test_a_row_broken_over_pages_is_no_loss() -> None:
    """Two cells that go on over the page are read by turns, and nothing is missing."""
    refuse_losses(SMALL, passages(SMALL), "report.pdf", told(SMALL).replace("丙县丁县", "丙丁县县"))


def test_each_format_refuses_a_file_with_a_loss() -> None:
    """Whatever reader a format has, a document that says more than the file is refused."""
    nb, more = new_notebook(), document(*SMALL.blocks, Paragraph(runs=said("另有一项。")))
    for told_format in FORMATS:
        drawn = told_format.draw(SMALL, nb)

        with pytest.raises(ExportError, match="E704"):
            told_format.kept(drawn, more, passages(more))


def test_the_text_of_a_web_page_is_that_of_its_main_region() -> None:
    """Contents, footer and pictures say nothing of the report's own text."""
    page = (
        "<nav>目录</nav>"
        "<main id='report'><p>甲&lt;乙&gt; &amp;</p><svg><text>图</text></svg></main>"
        "<footer>页脚</footer>"
    )

    assert web_text(page.encode()) == "甲<乙>&"


# Any document

LETTERS = st.text(
    "法治政府建设，。、《》（）“”：%—…·abcXYZ0123()<>&\\ \u3000\n", min_size=1, max_size=200
)
RUNS = st.lists(st.builds(Run, text=LETTERS, strong=st.booleans()), max_size=4).map(tuple)
TABLES = st.integers(1, 14).flatmap(
    lambda width: st.builds(
        Table,
        caption=LETTERS,
        columns=st.lists(
            st.builds(Column, text=LETTERS, share=st.floats(0.5, 3)), min_size=width, max_size=width
        ).map(tuple),
        rows=st.lists(st.lists(RUNS, min_size=width, max_size=width).map(tuple), max_size=4).map(
            tuple
        ),
    )
)
NO_SHRINKING = (Phase.explicit, Phase.generate)
BLOCKS = st.one_of(
    st.builds(Paragraph, runs=RUNS, role=st.sampled_from(("body", "addressee", "note"))),
    st.builds(
        Listing, items=st.lists(RUNS, min_size=1, max_size=4).map(tuple), ordered=st.booleans()
    ),
    st.builds(Verbatim, text=LETTERS),
    st.builds(Title, lines=st.lists(LETTERS, min_size=1, max_size=2).map(tuple)),
    st.builds(Heading, level=st.sampled_from((1, 2, 3)), text=LETTERS, anchor=st.just("h")),
    st.builds(Annex, label=st.just("附件"), title=LETTERS, anchor=st.just("a")),
    TABLES,
)


@settings(max_examples=20, phases=NO_SHRINKING)
@given(st.lists(BLOCKS, min_size=1, max_size=8))
def test_no_document_raises_a_false_alarm(blocks: list[Block]) -> None:
    """Of any document that can be set, all characters are read back."""
    report = document(*blocks)
    files = rendered(report, new_notebook(), for_review=True)
    assert web_text(files["report.html"]) == told(report)
    assert Counter(told(report)) <= Counter(pdf_text(files["report.pdf"]))


def test_a_text_of_ten_thousand_characters_has_its_length() -> None:
    """The corpus is what it says it is."""
    assert len(long(10_000)) == 10_000
