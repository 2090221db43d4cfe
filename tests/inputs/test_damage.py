"""However a file is damaged it is read or refused by a placed problem; sound files come back."""

from __future__ import annotations

import csv
import io
import random
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_lib.base.errors import InputError
from tests.inputs.telling import BOOK, FIGURES, PUBLICITY, STUDY, book_of, bytes_of
from tests.yearfolder import REPORT

if TYPE_CHECKING:
    from tests.yearfolder import YearFolder

STEADY = settings(
    max_examples=40,  # `make fuzz` draws thousands
    database=None,
    derandomize=True,
)
HEADER = PUBLICITY.strip().split(",")
STUDIED = STUDY + '集中学习,2020-02-03,"民法典",全体\n集中学习,2020/3/3,宪法,\n'
CONTENTS = {
    "report.yaml": (REPORT + "basis:\n  - title: 规定\nheadings:\n  plans: 安排\n").encode(),
    "registers/study.csv": STUDIED.encode(),
    "registers/laws.csv": "名称,效力类别\n中华人民共和国民法典,法律\n宪法,法律\n".encode("gb18030"),
    "figures.csv": (FIGURES + "rec,,,数值,1,,,件,2020-12-31,统计,\n").encode(),
    BOOK: bytes_of(book_of([HEADER, ["宪法日", "2020-12-04", 50, 300]], "publicity")),
}


def read_or_refused(folder: YearFolder, file: str, content: bytes) -> None:
    """Check that a file is read, or refused with places and remedies."""
    folder.write(file, content)
    try:
        folder.load()
    except InputError as error:
        assert all(problem.place and problem.hint for problem in error.problems)  # noqa: PT017
    finally:
        folder.write(file, CONTENTS[file])


@STEADY
@given(
    file=st.sampled_from(sorted(CONTENTS)),
    at=st.floats(min_value=0, max_value=1),
    cut=st.integers(min_value=0, max_value=6),
    put=st.one_of(
        st.text("\"':-,[]{}&*!|>%@#? \n\t0甲\0\x85\ud7ff", max_size=4).map(str.encode),
        st.binary(max_size=6),
    ),
)
def test_no_damage_breaks_the_reader(
    folder: YearFolder, file: str, at: float, cut: int, put: bytes
) -> None:
    """A few bytes lost or put in, anywhere in any file."""
    content = CONTENTS[file]
    place = int(at * len(content))

    read_or_refused(folder, file, content[:place] + put + content[place + cut :])


@STEADY
@given(end=st.integers(min_value=0, max_value=len(CONTENTS[BOOK])), seed=st.integers())
def test_no_damage_breaks_the_reader_of_workbooks(folder: YearFolder, end: int, seed: int) -> None:
    """A workbook cut off, or with many bytes changed."""
    content = bytearray(CONTENTS[BOOK])
    draw = random.Random(seed)  # noqa: S311  not a secret
    for _ in range(20):
        content[draw.randrange(len(content))] = draw.randrange(256)

    read_or_refused(folder, BOOK, CONTENTS[BOOK][:end])
    read_or_refused(folder, BOOK, bytes(content))


names = st.text(st.sampled_from("甲乙丙丁，、。\"',a０1\n;"), min_size=1, max_size=6)
names = names.map(str.strip).filter(lambda name: name not in {"", '"', "''"} and name[:2] != "'\n")
"""An apostrophe before a line's end is a guard against formulas, which is taken off."""
days = st.dates(date(2020, 1, 1), date(2020, 12, 31)) | st.none()
counts = st.integers(min_value=0, max_value=10**12) | st.none()


def without_points(name: str) -> str:
    """Return what makes a name another one: its letters and digits, however wide."""
    return "".join(filter(str.isalnum, normalize("NFKC", name)))


@STEADY
@given(
    rows=st.lists(
        st.tuples(names, days, counts, counts),
        max_size=8,
        unique_by=lambda row: (without_points(row[0]), row[1]),
    ),
    code=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_rows_come_back_from_every_format(
    folder: YearFolder, rows: list[tuple[object, ...]], code: str
) -> None:
    """The same rows written as CSV in each encoding and as a workbook are the same register."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([HEADER, *rows])
    folder.write("registers/publicity.csv", text.getvalue().encode(code))
    from_csv = folder.load().registers["publicity"].rows
    folder.write("registers/publicity.csv", PUBLICITY)
    folder.write(BOOK, bytes_of(book_of([HEADER, *rows], "publicity")))
    from_book = folder.load().registers["publicity"].rows
    (folder.params / "2020" / BOOK).unlink()

    assert list(from_csv.tuples(from_csv.columns)) == rows
    assert list(from_book.tuples(from_book.columns)) == rows


@pytest.mark.parametrize("file", sorted(CONTENTS))
def test_undamaged_file_is_read(folder: YearFolder, file: str) -> None:
    """The files that the damage is done to are sound."""
    folder.write(file, CONTENTS[file])

    assert folder.survey().problems == ()
