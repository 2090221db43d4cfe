"""`lawgov merge`: what is told, what is written, and the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.errors import LawgovError
from lawgov_lib.cli import cli
from tests.merging.wordeditor import WordEditor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.yearfolder import YearFolder

TEXT = "局里组织学习，形式多样。召开座谈会{{ talks }}。\n"


@pytest.fixture
def editor(folder: YearFolder) -> WordEditor:
    """Open the Word file of a year with prose of one section."""
    folder.write("text/capacity.md", TEXT)
    folder.figure("talks", "数值", name="座谈会", area="capacity", value="86", unit="次")
    return WordEditor(folder.report())


def run(folder: YearFolder, editor: WordEditor, *arguments: str) -> tuple[int, str]:
    """Merge the file as typed; return the exit code and the prose after it."""
    root = folder.params.parent
    (root / "back.docx").write_bytes(editor.saved())
    typed = ["merge", str(root / "back.docx"), "--root", str(root), *arguments]
    try:
        with pytest.raises(SystemExit) as stopped:
            cli(typed, standalone_mode=False)
        code = int(str(stopped.value.code))
    except LawgovError as error:
        code = error.exit_code
    return code, (folder.params / "2020" / "text" / "capacity.md").read_text(encoding="utf-8")


def test_words_are_written(
    folder: YearFolder, editor: WordEditor, capsys: pytest.CaptureFixture[str]
) -> None:
    """All has its place: it is written, and the command ends well."""
    editor.replace("局里", "形式多样", "形式活泼")

    assert run(folder, editor) == (0, TEXT.replace("形式多样", "形式活泼"))
    assert "/params/2020/text/capacity.md" in capsys.readouterr().out


def test_a_dry_run_writes_nothing_but_the_page(
    folder: YearFolder, editor: WordEditor, tmp_path: Path
) -> None:
    """The page shows old and new; the prose stays."""
    editor.replace("局里", "形式多样", "形式活泼")
    page = tmp_path / "sides.html"

    assert run(folder, editor, "--dry-run", "--page", str(page)) == (0, TEXT)
    assert "活泼" in page.read_text(encoding="utf-8")


def test_a_changed_number_ends_as_a_finding(folder: YearFolder, editor: WordEditor) -> None:
    """A person has to decide: exit code 9."""
    editor.replace("局里", "86次", "90次")

    assert run(folder, editor) == (9, TEXT)


def test_what_has_no_place_keeps_all_out(folder: YearFolder, editor: WordEditor) -> None:
    """Nothing is written: exit code 8."""
    editor.replace("局里", "形式多样", "形式活泼")
    editor.add("2021年1月20日", "落款之后的一段。")

    assert run(folder, editor) == (8, TEXT)


def test_another_year_is_refused(folder: YearFolder, editor: WordEditor) -> None:
    """The file is that of 2020: exit code 3."""
    assert run(folder, editor, "2019") == (3, TEXT)
