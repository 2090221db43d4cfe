"""The form around a report: number, signers, copies and who printed it are no text of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lawgov_lib.importing.importation import import_report
from lawgov_lib.report.yearreport import Report
from tests.auditing.papers import text, word_file
from tests.importing.documents import AGENCY, YEAR, lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lawgov_lib.importing.account import Imported

HEAD = (f"{AGENCY}文件", "示农发〔2020〕3号")
COPIES = "抄送：县委全面依法治县委员会办公室，县司法局。"
PRINTED = "示例县农业农村局办公室　　2020年1月16日印发"


def table(*rows: Sequence[str]) -> str:
    """Return a table of Word."""
    cells = ("".join(f"<w:tc>{text(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def imported(root: Path, head: Sequence[str], foot: Sequence[str]) -> tuple[Imported, Any]:
    """Import the report with blocks of Word around it; return what was made, and its form."""
    path = word_file(root / "a.docx", [*head, *map(text, lines()), *foot])
    made = import_report(root, path, YEAR)
    return made, Report.open(YEAR, str(root / "params")).year_inputs.report.form


def prose(root: Path) -> str:
    """Return all prose of the imported year."""
    folder = root / "params" / str(YEAR) / "text"
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ([text(each) for each in HEAD], [text(COPIES), text(PRINTED)]),
        ([table((HEAD[0],), (HEAD[1],))], [table((COPIES, ""), PRINTED.split("　　"))]),
        ([text(each) for each in HEAD], [text(COPIES + PRINTED)]),
    ],
    ids=["paragraphs", "tables", "one paragraph"],
)
def test_form_is_taken_over(tmp_path: Path, head: list[str], foot: list[str]) -> None:
    """However it is laid out, it goes to report.yaml and is told there mark for mark."""
    made, form = imported(tmp_path, head, foot)

    assert form.number == HEAD[1]
    assert "，".join(form.copies) == "县委全面依法治县委员会办公室，县司法局"
    assert (form.printer, str(form.printed_on)) == ("示例县农业农村局办公室", "2020-01-16")
    assert "抄送" not in prose(tmp_path)
    assert f"发文机关标志“{HEAD[0]}”没有写入，印制时套红。" in made.told()
    assert (made.manuscript.above, made.manuscript.behind) == (0, 0)


def test_signers_stand_beside_the_number(tmp_path: Path) -> None:
    """A report to a superior names who signed it."""
    _, form = imported(tmp_path, [table((HEAD[1], "签发人：张甲、李乙"))], [])

    assert (form.number, form.signers) == (HEAD[1], ("张甲", "李乙"))


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("示农发〔2017〕3号", PRINTED),
        ("示农发〔2020〕3号 内部", COPIES),
        ("", "示例县农业农村局办公室 2019年1月16日印发"),
    ],
)
def test_what_does_not_fit_stays_in_the_text(tmp_path: Path, head: str, foot: str) -> None:
    """A number of another year, copies without a printer, a day before the signature."""
    made, form = imported(tmp_path, [text(head)], [text(foot)])

    assert not form.number
    assert made.manuscript.above == bool(head)
    assert (form.printer == "") == (foot != PRINTED)
    assert made.manuscript.behind == (foot != PRINTED)


def test_list_of_what_is_attached_holds_no_headings(tmp_path: Path) -> None:
    """Its second item has a number as a heading has one."""
    path = word_file(
        tmp_path / "a.docx",
        map(text, [*lines()[:-2], "附件：1.数据表", "2.活动清单", *lines()[-2:], "（公开）"]),
    )

    made = import_report(tmp_path, path, YEAR)

    assert made.manuscript.kept == []
    assert "附件：1.数据表\n\n2.活动清单" in prose(tmp_path).replace("\\", "")
