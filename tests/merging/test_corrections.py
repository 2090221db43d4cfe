"""The file that comes back: read safely, merged upon today's data, written whole or not at all."""

from __future__ import annotations

import io
import os
from copy import deepcopy
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from lawgov_lib.base import files, replacement
from lawgov_lib.base.errors import InputError, ParameterError, PublishError
from lawgov_lib.exporters.reportpage import render_html
from lawgov_lib.exporters.reviewpage import render_review
from lawgov_lib.exporters.wordcomments import PARAGRAPH_ID, THREADS
from lawgov_lib.exporters.worddocument import render_docx
from lawgov_lib.merging.corrections import corrections, take_over
from lawgov_lib.merging.mergeplan import CHANGED
from lawgov_lib.merging.mergetext import to_document, to_text
from lawgov_lib.merging.wordedits import read_word_text
from tests.merging.wordeditor import AUTHOR, WordEditor
from tests.office import docx_by_libreoffice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lawgov_lib.merging.mergeplan import Plan
    from tests.yearfolder import YearFolder

TEXT = "局里组织学习，形式多样。年内召开座谈会{{ talks }}。\n\n另一段说明经费情况。\n"
FILE = "text/capacity.md"


@pytest.fixture
def year(folder: YearFolder) -> YearFolder:
    """Write a year with prose of one section and a declared figure."""
    folder.write(FILE, TEXT)
    declare(folder, "86")
    return folder


def declare(folder: YearFolder, value: str) -> None:
    """Declare how many talks there were."""
    folder.figure("talks", "数值", name="座谈会", area="capacity", value=value, unit="次")


def merge(
    year: YearFolder, content: bytes, name: str = "back.docx", wanted: int | None = 2020
) -> Plan:
    """Merge a file that lies beside the year's folders."""
    root = year.params.parent
    (root / name).write_bytes(content)
    return corrections(root, root / name, wanted)


def sent(year: YearFolder) -> WordEditor:
    """Publish the Word file as it goes out to the leaders, and open it to be corrected."""
    report = year.report()
    path = year.params.parent / "outputs" / "2020" / "report.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(render_docx(report.document))
    return WordEditor(report)


def text_of(year: YearFolder, name: str = FILE) -> str:
    """Return a file of the year."""
    return (year.params / "2020" / name).read_text(encoding="utf-8")


def names(year: YearFolder) -> list[str]:
    """Return the files of the year."""
    folder = year.params / "2020"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def test_prose_is_written_and_the_former_kept(year: YearFolder) -> None:
    """The file has the new words; what stood there lies beside it, and no check minds it."""
    editor = WordEditor(year.report())
    editor.replace("局里", "形式多样", "形式活泼")

    plan = merge(year, editor.saved())
    written = take_over(year.params.parent, plan)

    assert written == ("params/2020/text/capacity.md",)
    assert text_of(year) == TEXT.replace("形式多样", "形式活泼")
    (former,) = [name for name in names(year) if name.startswith("text/former/")]
    assert text_of(year, former) == TEXT
    assert year.problems() == []


def test_prose_that_is_a_word_file_is_written_there(year: YearFolder) -> None:
    """The corrected Word file stands in its place, the former one beside it."""
    word, stream = docx.Document(), io.BytesIO()
    word.add_paragraph("明年继续努力推进各项工作。")
    word.save(stream)
    year.write("text/plans.docx", stream.getvalue())
    editor = WordEditor(year.report())
    editor.replace("明年", "继续努力", "再接再厉")

    written = take_over(year.params.parent, merge(year, editor.saved()))

    assert written == ("params/2020/text/plans.docx",)
    (paragraph,) = docx.Document(str(year.params / "2020/text/plans.docx")).paragraphs
    assert paragraph.text == "明年再接再厉推进各项工作。"
    (former,) = [name for name in names(year) if name.startswith("text/former/")]
    assert (year.params / "2020" / former).read_bytes() == stream.getvalue()
    assert year.problems() == []


def test_encoding_and_line_ends_stay(year: YearFolder) -> None:
    """A file of a Chinese Windows comes back as one."""
    year.write(FILE, TEXT.replace("\n", "\r\n").encode("gb18030"))
    editor = WordEditor(year.report())
    editor.add("另一段", "新的一段。")

    take_over(year.params.parent, merge(year, editor.saved()))

    data = (year.params / "2020" / FILE).read_bytes()
    assert data.decode("gb18030") == (TEXT + "\n新的一段。\n").replace("\n", "\r\n")


def test_nothing_is_written_while_one_has_no_place(year: YearFolder) -> None:
    """One correction without a place keeps all others out."""
    editor = WordEditor(year.report())
    editor.replace("局里", "形式多样", "形式活泼")
    editor.add("2021年1月20日", "落款之后的一段。")
    before = names(year)

    plan = merge(year, editor.saved())

    assert take_over(year.params.parent, plan) == ()
    assert (names(year), text_of(year)) == (before, TEXT)
    assert "落款之后的一段" in to_text(plan)


def test_a_full_disk_leaves_all_as_it_was(
    year: YearFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the second file cannot be written, the first has its former text again."""
    year.write("text/plans.md", "明年继续努力。\n")
    editor = WordEditor(year.report())
    editor.replace("局里", "形式多样", "形式活泼")
    editor.replace("明年", "继续努力", "再接再厉")
    plan = merge(year, editor.saved())
    write = files.write_whole

    def full(path: Path, data: bytes) -> None:
        if path.name == "plans.md" and "再接再厉" in data.decode():
            raise OSError(28, "No space left on device")
        write(path, data)

    monkeypatch.setattr("lawgov_lib.base.replacement.write_whole", full)
    with pytest.raises(PublishError, match="E801"):
        take_over(year.params.parent, plan)

    assert (text_of(year), text_of(year, "text/plans.md")) == (TEXT, "明年继续努力。\n")


def test_a_merge_that_was_broken_off_is_undone_by_the_next(year: YearFolder) -> None:
    """Until then the year says so; the next merge begins from the former text and is whole."""
    editor = WordEditor(year.report())
    editor.replace("局里", "形式多样", "形式活泼")
    content, folder = editor.saved(), year.params / "2020"
    changed = TEXT.replace("形式多样", "形式活泼")
    replacement._set_aside(folder, {FILE: changed.encode()})  # noqa: SLF001  killed here
    year.write(FILE, changed)

    assert [problem[:4] for problem in year.problems()] == ["E858"]
    plan = merge(year, content)

    assert plan.is_same
    assert text_of(year) == TEXT
    assert "已恢复原状" in to_text(plan)
    take_over(year.params.parent, plan)
    assert text_of(year) == changed
    assert year.problems() == []


def test_what_the_office_changed_since_stays(year: YearFolder) -> None:
    """Beside the file as it was sent out, the newer words and numbers of the office stand."""
    editor = sent(year)
    editor.replace("局里", "形式多样", "形式活泼")
    declare(year, "90")
    newer = (
        TEXT.replace("经费情况", "经费的安排").replace("年内召开", "全年召开") + "\n新增一段。\n"
    )
    year.write(FILE, newer)

    plan = merge(year, editor.saved())

    assert (plan.asks, plan.unplaced) == ((), ())
    assert plan.files == {"capacity": newer.replace("形式多样", "形式活泼")}


def test_a_list_that_the_office_made_since_is_not_the_leaders(year: YearFolder) -> None:
    """A paragraph that became an item of a list, and a table put in, are not told as changed."""
    editor = sent(year)
    editor.replace("局里", "形式多样", "形式活泼")
    newer = TEXT.replace("另一段", "- 另一段") + "\n| 项目 | 数量 |\n|---|---|\n| 甲 | 乙 |\n"
    year.write(FILE, newer)

    plan = merge(year, editor.saved())

    assert (plan.asks, plan.unplaced) == ((), ())
    assert plan.files == {"capacity": newer.replace("形式多样", "形式活泼")}


def test_a_file_merged_twice_is_merged_once(year: YearFolder) -> None:
    """What the first merge has put into the prose, the second finds there and leaves alone."""
    editor = sent(year)
    editor.replace("局里组织", "形式多样", "形式丰富")
    editor.split("另一段", "经费")
    editor.add("经费情况", "新增一段。")
    take_over(year.params.parent, merge(year, editor.saved()))
    once = text_of(year)

    again = merge(year, editor.saved())

    assert "新增一段。" in once
    assert (again.files, again.asks, again.unplaced) == ({}, (), ())


def test_a_row_whose_numbers_are_new_today_is_not_the_leaders(year: YearFolder) -> None:
    """A number of today that stood in another column before has not been moved by anybody."""
    year.of(2019).publish("talks,数值,87,次")
    editor = sent(year)
    editor.replace("局里组织", "形式多样", "形式丰富")
    declare(year, "87")

    plan = merge(year, editor.saved())

    assert [each.kind for each in plan.changes] == [CHANGED]
    assert (plan.asks, plan.unplaced) == ((), ())


def test_what_a_merge_left_behind_is_cleared_by_the_next(year: YearFolder) -> None:
    """Nor is that told: a merge that was killed when all was written has done its work."""
    folder = year.params / "2020"
    left = folder / f"{replacement.ASIDE}-done"
    left.mkdir()

    plan = merge(year, WordEditor(year.report()).saved())

    assert not left.exists()
    assert not plan.is_restored


def test_the_same_words_changed_by_both_are_told(year: YearFolder) -> None:
    """Nobody's words are overwritten in silence."""
    editor = sent(year)
    editor.replace("另一段", "经费情况", "资金使用")
    year.write(FILE, TEXT.replace("经费情况", "预算执行"))

    plan = merge(year, editor.saved())

    assert any("资金使用" in each.message for each in plan.unplaced)


def test_without_the_file_sent_out_it_is_said(year: YearFolder) -> None:
    """Where the data are newer, whoever reads the list is warned."""
    content = WordEditor(year.report()).saved()
    year.write(FILE, TEXT.replace("经费", "资金"))

    plan = merge(year, content)

    assert not plan.is_same
    assert "资料在这份Word文件生成之后有过改动" in to_text(plan)


def test_a_comment_becomes_a_remark_and_its_answer_goes_out(year: YearFolder) -> None:
    """It is kept once, stands open on the review page, and goes out answered in the next file."""
    editor = WordEditor(year.report())
    editor.comment("另一段", "请补充金额。")
    root = year.params.parent

    take_over(root, merge(year, editor.saved()))
    take_over(root, merge(year, editor.saved()))

    told = text_of(year, "remarks.yaml")
    assert told.count("text: 请补充金额。") == 1
    open_page = render_review(year.report().document)
    assert f"{AUTHOR}" in open_page
    year.write("remarks.yaml", told.replace("answer: ''", "answer: 已补充。"))
    document = year.report().document
    content = render_docx(document)
    remark, answer = docx.Document(io.BytesIO(content)).comments
    assert (remark.author, remark.text) == (AUTHOR, "请补充金额。")
    assert (answer.author, answer.text) == (document.meta.agency, "已补充。")
    assert content == render_docx(document)
    assert "答复：已补充。" in render_review(document)
    assert AUTHOR not in render_html(document)
    (root / "next.docx").write_bytes(content)
    assert [str(error) for error in OpenXmlValidator().validate(root / "next.docx").errors] == []
    take_over(root, merge(year, content))
    assert text_of(year, "remarks.yaml").count("text:") == 1


def answered(year: YearFolder) -> bytes:
    """Write the file in which the office answers a remark of the leader's."""
    told = f"- author: {AUTHOR}\n  words: 另一段说明经费情况。\n  text: 请补充金额。\n"
    told += "  answer: 已补充。\n"
    year.write("remarks.yaml", told)
    return render_docx(year.report().document)


def replied(content: bytes, text: str) -> bytes:
    """Reply in Word to the last comment of a file, as a leader whose thread is open again."""
    word = docx.Document(io.BytesIO(content))
    comments = list(word.comments)
    fresh = word.comments.add_comment(text, AUTHOR, "张")
    mark = fresh._comment_elm.findall(qn("w:p"))[-1]  # noqa: SLF001
    mark.set(PARAGRAPH_ID, "7F00AA01")
    part = next(each for each in word.part.package.iter_parts() if THREADS in each.partname)
    parent = comments[0]._comment_elm.findall(qn("w:p"))[-1].get(PARAGRAPH_ID)  # noqa: SLF001
    entry = f'<w15:commentEx w15:paraId="7F00AA01" w15:paraIdParent="{parent}" w15:done="0"/>'
    told = part.blob.decode().replace('w15:done="1"', 'w15:done="0"')
    part._blob = told.replace("</w15:commentsEx>", f"{entry}</w15:commentsEx>").encode()  # noqa: SLF001
    place = next(word.element.body.iter(qn("w:commentReference"))).getparent()
    hung = deepcopy(place)
    hung.find(qn("w:commentReference")).set(qn("w:id"), str(fresh.comment_id))
    place.addnext(hung)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def threads(content: bytes) -> list[tuple[list[str], bool]]:
    """Read who said what in each thread of a file, and whether it is done."""
    found = read_word_text(io.BytesIO(content), "report.docx").comments
    return [([one.text for one in (each, *each.replies)], each.is_done) for each in found]


def test_an_answer_is_a_reply_and_its_thread_done(year: YearFolder, tmp_path: Path) -> None:
    """Remark and answer are one matter that is closed; LibreOffice keeps both, if parted."""
    content = answered(year)

    assert threads(content) == [(["请补充金额。", "已补充。"], True)]
    by_libreoffice = threads(docx_by_libreoffice(content, tmp_path))
    assert [text for said, _ in by_libreoffice for text in said] == ["请补充金额。", "已补充。"]
    assert all(is_done for _, is_done in by_libreoffice)


def test_a_reply_to_an_answer_is_an_open_remark(year: YearFolder, tmp_path: Path) -> None:
    """It follows the remark, goes out behind it once it is answered, and comes back as it was."""
    root = year.params.parent
    content = replied(answered(year), "金额仍不对。")

    for each in (content, docx_by_libreoffice(content, tmp_path), content):
        take_over(root, merge(year, each))

    known = year.report().year_inputs.remarks.root
    assert [(one.text, one.answer, one.follows) for one in known] == [
        ("请补充金额。", "已补充。", ""),
        ("金额仍不对。", "", "请补充金额。"),
    ]
    open_thread = render_docx(year.report().document)
    assert threads(open_thread) == [(["请补充金额。", "已补充。", "金额仍不对。"], False)]
    told = text_of(year, "remarks.yaml")
    year.write("remarks.yaml", told.replace("answer: ''", "answer: 已改为86万元。"))
    closed = render_docx(year.report().document)
    said = ["请补充金额。", "已补充。", "金额仍不对。", "已改为86万元。"]
    assert threads(closed) == [(said, True)]
    take_over(root, merge(year, closed))
    assert text_of(year, "remarks.yaml").count(" text:") == 2


def test_comments_without_threads_are_read_one_by_one(year: YearFolder) -> None:
    """An older word processor drops what says which comment answers which."""
    content = without(answered(year), word__commentsExtended0xml=b"<none/>")

    assert threads(content) == [(["请补充金额。"], False), (["已补充。"], False)]
    take_over(year.params.parent, merge(year, content))
    assert text_of(year, "remarks.yaml").count(" text:") == 1


def test_a_final_report_has_no_comments(year: YearFolder) -> None:
    """What is published says nothing of what leaders remarked."""
    year.write("remarks.yaml", f"- author: {AUTHOR}\n  text: 请核实\n  answer: 已核实\n")
    final = year.report().document.model_copy(update={"status": "定稿"})

    with ZipFile(io.BytesIO(render_docx(final))) as package:
        assert "word/comments.xml" not in package.namelist()


def test_page_has_both_sides(year: YearFolder) -> None:
    """Old and new stand side by side, with the numbers that were not taken over."""
    editor = WordEditor(year.report())
    editor.replace("局里", "形式多样", "形式活泼")
    editor.replace("局里", "86次", "90次")
    editor.comment("另一段", "请补充金额。")

    page = render_html(to_document(merge(year, editor.saved()), "某市某局"))

    assert "活泼" in page
    assert "领导改为“90次”，台账为“86次”" in page
    assert "请补充金额。" in page


def test_a_file_of_another_year_is_refused(year: YearFolder) -> None:
    """The file says which year it is of; where it does not, someone has to."""
    content = WordEditor(year.report()).saved()

    with pytest.raises(ParameterError, match="E856"):
        merge(year, content, wanted=2019)
    blank = io.BytesIO()
    docx.Document().save(blank)
    with pytest.raises(ParameterError, match="E856"):
        merge(year, blank.getvalue(), wanted=None)


def without(content: bytes, **changed: bytes) -> bytes:
    """Put other parts into a package; a name has __ for its slashes."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        parts |= {name.replace("__", "/").replace("0", "."): data for name, data in changed.items()}
        for name, data in parts.items():
            new.writestr(name, data)
    return stream.getvalue()


def deep(_: bytes) -> bytes:
    """Nest content controls without end."""
    name = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    inner = b"<w:sdt>" * 60_000 + b"</w:sdt>" * 60_000
    return without(
        _,
        word__document0xml=f"<w:document {name}><w:body>".encode()
        + inner
        + b"</w:body></w:document>",
    )


def linked(content: bytes, kind: str = "image") -> bytes:
    """Let something be fetched from elsewhere."""
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    target = 'Target="file:///C:/a.dotm" TargetMode="External"'
    told = f'<Relationship Id="r1" Type="{kind}" {target}/>'
    text = f'<Relationships xmlns="{space}">{told}</Relationships>'
    return without(content, word___rels__settings0xml0rels=text.encode())


@pytest.mark.parametrize("kind", ["attachedTemplate", "hyperlink"])
def test_what_every_word_names_is_left_aside(year: YearFolder, kind: str) -> None:
    """The template that Word itself attaches, and a link to click, keep nobody from merging."""
    editor = WordEditor(year.report())
    editor.replace("局里", "形式多样", "形式活泼")

    plan = merge(year, linked(editor.saved(), kind))

    assert plan.files == {"capacity": TEXT.replace("形式多样", "形式活泼")}


@pytest.mark.parametrize(
    ("kind", "told"),
    [("image", "图片1处"), ("oleObject", "对象1处"), ("frame", "框架1处"), ("x", "其他内容1处")],
)
def test_what_lies_outside_is_named_by_its_kind(year: YearFolder, kind: str, told: str) -> None:
    """The office knows what to put into the file."""
    content = linked(WordEditor(year.report()).saved(), kind)

    with pytest.raises(InputError, match=f"引用了文件之外的内容（{told}），不能并回"):
        merge(year, content)


BAD: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "old Word": ("back.doc", lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "E850"),
    "password": ("back.docx", lambda _: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "E850"),
    "macros": ("back.docx", lambda content: without(content, word__vbaProject0bin=b"x"), "E465"),
    "outside": ("back.docx", linked, "E851"),
    "no Word": ("back.docx", lambda _: "并非Word".encode(), "E850"),
    "empty": ("back.docx", lambda _: b"", "E850"),
    "cut off": ("back.docx", lambda content: content[:2000], "E464"),
    "large": ("back.docx", lambda content: content + os.urandom(1 << 20) * 51, "E850"),
    "deep": ("back.docx", deep, "E464"),
}


@pytest.mark.parametrize(("name", "spoil", "code"), BAD.values(), ids=BAD)
def test_bad_files_are_told_in_one_line(
    year: YearFolder, name: str, spoil: Callable[[bytes], bytes], code: str
) -> None:
    """What cannot be read is named with its cause, and nothing is written."""
    content = WordEditor(year.report()).saved()
    before = names(year)

    with pytest.raises(InputError) as caught:
        merge(year, spoil(content), name)

    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].code.startswith(code)
    assert "审读" not in str(caught.value)
    assert names(year) == before
