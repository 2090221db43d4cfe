"""Whatever is corrected, and whoever saves it, comes back: into the prose or into the list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.merging.test_mergeplan import CAPACITY, FUNCTIONS, year
from tests.merging.wordeditor import WordEditor, merged, text_of
from tests.merging.wordprocessors import as_word, as_wps
from tests.office import docx_by_libreoffice
from tests.yearfolder import YearFolder, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.report.yearreport import Report

__all__ = ["year"]
VARIED = """\

| 项目 | 科室 |
|---|---|
| 甲项目 | 一科 |
| 乙项目 | 二科 |

[^1]: 指问卷调查的结果。
"""
SAVED = {"": lambda content: content, "word": as_word, "wps": as_wps}


def prose(editor: WordEditor) -> list[str]:
    """Return the first words of the paragraphs of the text that are long enough to be known."""
    texts = map(text_of, editor.body.iter("{*}p"))
    return [text[:12] for text in texts if len(text) > 60 and "表" not in text[:12]]


DEEDS = ("word", "bold", "item", "row", "note", "sentence")


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Tell a small year whose prose has all that may be corrected."""
    folder = YearFolder(tmp_path_factory.mktemp("varied") / "params")
    folder.write("report.yaml", report_of(2020))
    folder.write(
        "text/functions.md", FUNCTIONS.replace("群众评价较好", "群众评价较好[^1]") + VARIED
    )
    folder.write("text/capacity.md", CAPACITY)
    folder.figure("talks", "数值", name="座谈会", area="functions", value="86", unit="次")
    return folder.report()


def correct(editor: WordEditor, deed: str, words: str, fresh: str) -> str:
    """Make one correction that has a place; return what the files are to hold then."""
    if deed == "item":
        editor.add("公开办事目录", fresh)
    elif deed == "row":
        editor.add_row("乙项目", [fresh, "九科"])
    elif deed == "note":
        editor.note("指问卷", "指问卷", f"指{fresh}问卷")
    elif deed == "bold":
        editor.mark("第三段", "经费", "<w:b/>")
        return "讲述**经费**的"
    elif deed == "sentence":
        texts = [each for each in editor.paragraph("优化服务").iter("{*}t") if each.text]
        texts[1].text, texts[2].text, texts[3].text = texts[1].text[:-5], "", texts[3].text[1:]
        editor.replace(words, "。", "。召开座谈会86次。")
    else:
        editor.replace(words, "。", f"{fresh}。")
    return fresh if deed != "sentence" else "召开座谈会{{ talks }}。"


@settings(max_examples=20)
@given(
    st.lists(st.sampled_from(DEEDS), min_size=1, max_size=5, unique=True),
    st.sampled_from(["抓好学法", "创新监管"]),
    st.sampled_from(list(SAVED)),
)
def test_all_kinds_of_corrections_find_their_place(
    varied: Report, deeds: list[str], words: str, saved: str
) -> None:
    """Items, rows, notes, bold and moved sentences in any mixture, whoever saved the file."""
    editor = WordEditor(varied)
    written = [correct(editor, deed, words, f"新增{deed}") for deed in deeds]
    content = SAVED[saved](editor.saved())

    plan = merged(varied, content)

    assert (plan.asks, plan.unplaced) == ((), ())
    told = "\n".join(plan.files.values())
    assert [each for each in written if each not in told] == []
    after = {key: source.text for key, source in plan.sources.items()} | plan.files
    assert sum(text.count("{{ talks }}") for text in after.values()) == 1


def test_all_kinds_of_corrections_survive_libreoffice(varied: Report, tmp_path: Path) -> None:
    """An office suite that saves them keeps each."""
    editor = WordEditor(varied)
    for deed in DEEDS:
        correct(editor, deed, "抓好学法", f"新增{deed}")

    direct = editor.plan()
    plan = merged(varied, docx_by_libreoffice(editor.saved(), tmp_path))

    assert (plan.files, plan.asks, plan.unplaced) == (direct.files, (), ())
    assert set(plan.files) == {"functions", "capacity"}


@settings(max_examples=15)
@given(st.data())
def test_random_corrections_come_back(year: Report, data: st.DataObject) -> None:
    """Whatever words are added, numbers changed or paragraphs moved: files or list show each."""
    editor = WordEditor(year)
    several = st.lists(st.sampled_from(prose(editor)), min_size=1, max_size=4, unique=True)
    written = []
    for number, words in enumerate(data.draw(several)):
        texts = [each for each in editor.paragraph(words).iter("{*}t") if each.text]
        text = data.draw(st.sampled_from(texts))
        deed = data.draw(st.sampled_from(["word", "number", "order"]))
        if deed == "word" and not text.getparent().getparent().tag.endswith("sdtContent"):
            fresh = f"【补{number}】"
            at = data.draw(st.integers(0, len(text.text)))
            text.text = text.text[:at] + fresh + text.text[at:]
            written.append(fresh)
        elif deed == "number":
            controls = [each for each in texts if re.search("[0-9]", each.text)]
            for each in controls[:1]:
                each.text = re.sub("[0-9]+", f"98{number}7", each.text, count=1)
                written.append(f"98{number}7")
        elif deed == "order":
            editor.move(words, behind=data.draw(st.sampled_from(prose(editor))))

    plan = editor.plan()

    told = "\n".join([*plan.files.values(), *map(str, (*plan.asks, *plan.unplaced))])
    assert [each for each in written if each not in told] == []
    before = sum(source.text.count("{{") for source in plan.sources.values())
    after = {key: source.text for key, source in plan.sources.items()} | plan.files
    if not plan.unplaced:
        assert sum(text.count("{{") for text in after.values()) == before
