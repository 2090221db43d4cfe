"""Markdown as agencies write it becomes document blocks."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_lib.base.errors import Place, Problem, TellingError
from lawgov_lib.document.markdown import parse
from lawgov_lib.document.texts import runs_of
from lawgov_lib.document.tree import (
    Block,
    Blocks,
    Figure,
    Heading,
    Item,
    Listing,
    Paragraph,
    Run,
    Runs,
    Table,
    Verbatim,
    plain,
)

steady = settings(database=None, derandomize=True)

CHINESE = st.text("加强监管依法行政。，、；：！？（）《》“”‘’—…①", min_size=1, max_size=8)


def paragraph(*runs: Run) -> Blocks:
    """Return the blocks of a text that is one paragraph."""
    return (Paragraph(runs=runs),)


def bold(text: str) -> Run:
    """Return a strong run."""
    return Run(text=text, strong=True)


def located(expression: str, line: int) -> Runs:
    """Resolve a reference to its own expression and line."""
    return (Run(text=f"{expression}@{line}", metric=expression),)


# Bold beside Chinese


def test_bold_may_end_in_chinese_punctuation() -> None:
    """The bold first sentence of a paragraph is bold, though no CommonMark parser says so."""
    expected = paragraph(bold("加强监管。"), Run(text="按照要求"))

    assert parse("**加强监管。**按照要求") == expected


def test_bold_may_hold_curly_quotes_after_a_digit() -> None:
    """Quotation marks are of ambiguous width; in a Chinese report they are Chinese."""
    expected = paragraph(Run(text="共2"), bold("“放管服”"), Run(text="事项"))

    assert parse("共2**“放管服”**事项") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('推进"放管服"改革', "推进“放管服”改革"),
        ('共2项**"放管服"**事项', "共2项“放管服”事项"),
        ('"**放管服**"改革', "“放管服”改革"),
        ('落实"{{ duty }}"责任', "落实“duty@1”责任"),
        ('推进"放管服\n改革"', "推进“放管服改革”"),
        ('键为`"a"`', '键为"a"'),
        ('写作\\"双随机\\"', '写作"双随机"'),
        ('推进"放管服改革', '推进"放管服改革'),
        ("## 深化'放管服'改革", "深化‘放管服’改革"),
        ('|"甲"|\n|---|\n|"乙"|', "“乙”"),
    ],
)
def test_straight_quotation_marks_that_pair_become_full_width(text: str, expected: str) -> None:
    """They pair across bold, references and lines; code, escaped marks and a lone one stay."""
    (block,) = parse(text, resolve=located)

    told = block.text if isinstance(block, Heading) else plain(tuple(runs_of(block)))
    assert told == expected


def test_quotation_marks_of_footnotes_become_full_width() -> None:
    """A footnote is text like any other, wherever it is written."""
    (inline,) = parse('甲^[见"乙"]')
    (labelled,) = parse('甲[^1]\n\n[^1]: 见"乙"')

    notes = [plain(run.note) for block in (inline, labelled) for run in runs_of(block) if run.note]
    assert notes == ["见“乙”", "见“乙”"]


@pytest.mark.parametrize("inside", ["(试行)", "80%", "“abc”"])
def test_bold_may_begin_and_end_in_latin_punctuation_beside_chinese(inside: str) -> None:
    """A Chinese neighbour is as good as a space."""
    expected = paragraph(Run(text="按照"), bold(inside), Run(text="办理"))

    assert parse(f"按照**{inside}**办理") == expected


@steady
@given(before=CHINESE, inside=CHINESE, after=CHINESE, mark=st.sampled_from(["*", "**"]))
def test_any_chinese_may_touch_emphasis(before: str, inside: str, after: str, mark: str) -> None:
    """Whatever Chinese characters meet at the marks, what stands between them is strong."""
    expected = paragraph(Run(text=before), bold(inside), Run(text=after))

    assert parse(f"{before}{mark}{inside}{mark}{after}") == expected


@pytest.mark.parametrize("text", ["2 * 3 * 4", "snake_case_name", "a*(b)*c"])
def test_commonmark_still_tells_what_is_no_emphasis(text: str) -> None:
    """Outside Chinese the flanking rules are those of CommonMark."""
    assert parse(text) == paragraph(Run(text=text))


def test_underscores_mark_emphasis_between_words() -> None:
    """Underscores work where CommonMark lets them."""
    expected = paragraph(Run(text="an "), bold("important"), Run(text=" point"))

    assert parse("an _important_ point") == expected


def test_nested_emphasis_is_one_strong_run() -> None:
    """Chinese has no italics: emphasis is strong, and strong in strong is the same."""
    assert parse("**加强*监管*。**") == paragraph(bold("加强监管。"))


# References


def test_a_reference_gives_its_runs_in_place() -> None:
    """A number in the text keeps the id of its metric."""
    expected = paragraph(
        Run(text="培训"), Run(text="trained@1", metric="trained"), Run(text="人次")
    )

    assert parse("培训{{ trained }}人次", resolve=located) == expected


def test_a_reference_inside_bold_is_strong() -> None:
    """Bold goes through a reference, beside Latin letters too."""
    expected = paragraph(Run(text="GDP"), Run(text="x@1", metric="x", strong=True), Run(text="abc"))

    assert parse("GDP**{{ x }}**abc", resolve=located) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("第一行\n第二行{{ x }}", 2),
        ("# 标题\n\n> 引文\n> {{ x }}", 4),
        ("- 甲\n- 乙\n  续{{ x }}", 3),
        ("| 甲 |\n|---|\n| 乙 |\n| {{ x }} |", 4),
        ("[链接\n文字{{ x }}](https://a.cn)", 2),
        ("![图\n{{ x }}](u)", 2),
        ("甲^[注\n{{ x }}]", 2),
        ("甲[^1]\n\n[^1]: 注\n    {{ x }}", 4),
        ("- 甲\n  1. 乙\n     - 丙{{ x }}", 3),
        ("甲<br>\n{{ x }}", 2),
        ("<!-- 批注\n\n-->\n{{ x }}", 4),
        ("{{ a\n}}甲{{ x }}", 2),
    ],
)
def test_a_reference_knows_its_line(text: str, line: int) -> None:
    """The line is that of the source, in whatever block the reference stands."""
    lines = {}

    def noting(expression: str, at: int) -> Runs:
        lines[expression] = at
        return ()

    parse(text, resolve=noting)

    assert lines["x"] == line


@pytest.mark.parametrize("text", ["`{{ x }}`", "```\n{{ x }}\n```"])
def test_braces_in_code_stay(text: str) -> None:
    """Code shows how a reference is written."""
    (block,) = parse(text, resolve=located)

    assert isinstance(block, Paragraph | Verbatim)
    assert (block.text if isinstance(block, Verbatim) else plain(block.runs)) == "{{ x }}"


def test_braces_stay_where_nothing_resolves_them() -> None:
    """A Markdown cell of the notebook knows no references."""
    assert parse("{{ x }} {% y %} {{") == paragraph(Run(text="{{ x }} {% y %} {{"))


def test_all_faults_of_a_text_are_told_at_once() -> None:
    """Statements, comments, unpaired braces and refused references come with their lines."""

    def refusing(expression: str, line: int) -> Runs:
        raise TellingError.of("E501", f"没有“{expression}”", Place("x", line))

    with pytest.raises(TellingError) as caught:
        parse("{% if a %}\n\n甲{{ b\n{# c #}丁\n\n戊}}{{ d }}", resolve=refusing, file="text/a.md")

    assert [(p.code, str(p.place)) for p in caught.value.problems] == [
        ("E502", "text/a.md:1"),
        ("E503", "text/a.md:3"),
        ("E502", "text/a.md:4"),
        ("E503", "text/a.md:6"),
        ("E501", "x:6"),
    ]


def test_a_refused_reference_gets_the_place_of_its_line() -> None:
    """Who refuses a reference need not know the file."""

    def refusing(expression: str, line: int) -> Runs:
        raise TellingError.of("E501", f"第{line}行没有“{expression}”")

    with pytest.raises(TellingError, match=r"\[E501\] text/a\.md:3: "):
        parse("甲\n\n{{ b }}", resolve=refusing, file="text/a.md")


# Lines and paragraphs


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("依法\n行政", "依法行政"),
        ("依法，\n“行政", "依法，“行政"),
        ("共有 10\n件", "共有 10 件"),
        ("rule of\nlaw", "rule of law"),
        ("**依法。**\n行政", "依法。行政"),
    ],
)
def test_lines_of_chinese_join_without_a_space(text: str, joined: str) -> None:
    """A line end is a space between words only."""
    (block,) = parse(text)

    assert isinstance(block, Paragraph)
    assert plain(block.runs) == joined


def test_a_typed_indentation_begins_a_paragraph() -> None:
    """Two full-width spaces or four spaces are how typists indent; the layout does it here."""
    expected = tuple(Paragraph(runs=(Run(text=text),)) for text in ("首段。", "次段。", "末段。"))

    assert parse("　　首段。\n　　次段。\n\n    末段。") == expected


def test_an_indented_reference_begins_its_paragraph() -> None:
    """The indentation before a reference is dropped as before text."""
    expected = (
        *paragraph(Run(text="甲")),
        *paragraph(Run(text="x@2", metric="x")),
        *paragraph(Run(text="乙")),
    )

    assert parse("甲\n　　{{ x }}　\\\n乙", resolve=located) == expected


def test_a_hard_break_parts_paragraphs() -> None:
    """Two spaces or a backslash at the end of a line part it from the next."""
    expected = tuple(Paragraph(runs=(Run(text=text),)) for text in "甲乙丙")

    assert parse("甲  \n乙\\\n丙") == expected


# Blocks


def test_headings_have_three_levels_and_counted_anchors() -> None:
    """Deeper headings are of the third level."""
    expected = (
        Heading(level=1, text="甲", anchor="c-1"),
        Heading(level=2, text="乙", anchor="c-2"),
        Heading(level=3, text="丙", anchor="c-3"),
    )

    assert parse("# 甲\n\n## **乙**\n\n##### 丙", anchor="c") == expected


def item(text: str, *items: Item, ordered: bool = False) -> Item:
    """Return an item of plain text with a list in it."""
    return Item(runs=(Run(text=text),), items=items, ordered=ordered)


def test_a_flat_list_is_a_listing() -> None:
    """Bullets, and numbers from wherever they begin."""
    items = (item("甲"), Item(runs=(bold("乙"), Run(text="丁"))))

    assert parse("- 甲\n- **乙**丁") == (Listing(items=items),)
    assert parse("1. 甲\n2. **乙**丁") == (Listing(items=items, ordered=True),)
    assert parse("3. 甲\n4. **乙**丁") == (Listing(items=items, ordered=True, start=3),)
    assert parse("1. 甲\n1. **乙**丁") == (Listing(items=items, ordered=True),)


def test_lists_nest_three_deep() -> None:
    """Each level is of its own kind; bold and references stand where they are written."""
    third = Item(runs=(bold("丙"), Run(text="x@3", metric="x")))
    expected = Listing(items=(item("甲", item("乙", third), ordered=True), item("丁")))

    text = "- 甲\n  1. 乙\n     - **丙**{{ x }}\n- 丁"
    assert parse(text, resolve=located) == (expected,)


def test_an_item_may_have_several_paragraphs() -> None:
    """A line end parts them."""
    expected = Listing(items=(item("甲\n续段"), item("乙")), ordered=True)

    assert parse("1. 甲\n\n   续段\n2. 乙") == (expected,)


def test_a_task_has_its_box() -> None:
    """Done or not done is drawn."""
    assert parse("- [ ] 甲\n- [x] 乙") == (Listing(items=(item("☐ 甲"), item("☑ 乙"))),)


def test_what_cannot_stand_in_an_item_keeps_its_place() -> None:
    """A block of code comes between two listings, of which the second counts on."""
    expected = (
        Listing(items=(item("甲"),), ordered=True),
        Verbatim(text="x"),
        Listing(items=(item("乙"),), ordered=True, start=2),
    )

    assert parse("1. 甲\n\n   ```\n   x\n   ```\n2. 乙") == expected


def test_a_paragraph_behind_an_inner_list_keeps_its_place() -> None:
    """It stands below the list, not before it."""
    expected = (
        Listing(items=(item("甲", item("乙")),)),
        Paragraph(runs=(Run(text="续段"),)),
        Listing(items=(item("丙"),)),
    )

    assert parse("- 甲\n  - 乙\n\n  续段\n- 丙") == expected


# Footnotes


def test_a_footnote_hangs_on_what_it_is_written_after() -> None:
    """Whether it is written in place or below, in text, in bold, in a list or in a cell."""
    note = (Run(text="注"),)

    assert parse("甲^[注]乙") == paragraph(Run(text="甲", note=note), Run(text="乙"))
    assert parse("甲[^a]乙\n\n[^a]: 注") == paragraph(Run(text="甲", note=note), Run(text="乙"))
    assert parse("**甲**^[注]") == paragraph(Run(text="甲", strong=True, note=note))
    assert parse("- 甲^[注]") == (Listing(items=(Item(runs=(Run(text="甲", note=note),)),)),)
    (table,) = parse("|甲|\n|---|\n|乙^[注]|")
    assert isinstance(table, Table)
    assert table.rows == (((Run(text="乙", note=note),),),)


def test_footnotes_hold_references_and_paragraphs() -> None:
    """A number in a footnote keeps its metric."""
    note = (Run(text="一\n二"), Run(text="x@5", metric="x"))

    text = "甲[^a]\n\n[^a]: 一\n\n    二{{ x }}"
    assert parse(text, resolve=located) == paragraph(Run(text="甲", note=note))


def test_two_footnotes_may_hang_on_one_word() -> None:
    """None is lost."""
    expected = paragraph(
        Run(text="甲", note=(Run(text="一"),)), Run(text="", note=(Run(text="二"),))
    )

    assert parse("甲^[一]^[二]") == expected


# Tables


def table_of(text: str) -> Table:
    """Return the one table of a text."""
    (block,) = parse(text)
    assert isinstance(block, Table)
    return block


def test_a_table_keeps_its_alignment() -> None:
    """The markers below the header align the columns; an escaped bar is a bar."""
    table = table_of("|项目|单位|数量|\n|---|:-:|--:|\n|**甲**|件\\|次|3|\n|乙|\n")

    assert [(each.text, each.align) for each in table.columns] == [
        ("项目", "left"),
        ("单位", "center"),
        ("数量", "right"),
    ]
    assert table.rows == (
        ((bold("甲"),), (Run(text="件|次"),), (Run(text="3"),)),
        ((Run(text="乙"),), (), ()),
    )


def test_numbers_stand_right_unless_the_writer_says_otherwise() -> None:
    """A column is one of numbers if all its cells are, but for those that say there is none."""
    table = table_of("|甲|乙|丙|\n|---|:--|---|\n|1,006|3|3件|\n|—|4|5件|")

    assert [each.align for each in table.columns] == ["right", "left", "left"]


def test_a_cell_may_have_lines() -> None:
    """The tag for a line break is the one that is known."""
    table = table_of("|甲<br>乙|\n|---|\n|丙<br/>丁|")

    assert (table.columns[0].text, table.rows) == ("甲乙", (((Run(text="丙\n丁"),),),))


def test_a_table_may_have_a_header_alone() -> None:
    """No rows is no error."""
    assert table_of("|甲|\n|---|\n").rows == ()


def test_fenced_code_is_verbatim() -> None:
    """Line ends inside stay."""
    assert parse("```py\na = 1\n\nb\n```") == (Verbatim(text="a = 1\n\nb"),)


def test_quotes_give_their_paragraphs_and_rules_nothing() -> None:
    """A block quote is text; a thematic break says nothing."""
    expected = (Paragraph(runs=(Run(text="引文"),)), Paragraph(runs=(Run(text="正文"),)))

    assert parse("> 引文\n\n---\n\n正文") == expected


def test_links_give_their_text_and_address() -> None:
    """Paper has no links: the address is printed, once."""
    expected = paragraph(
        Run(text="见"), bold("条例"), Run(text="（https://a.cn）， https://b.cn a@b.cn")
    )

    text = "见[**条例**](https://a.cn)， <https://b.cn> [a@b.cn](mailto:a@b.cn)"
    assert parse(text) == expected


def test_pictures_follow_their_paragraph() -> None:
    """Who shows pictures gets address, caption and line; a title is the text alternative."""

    def show(address: str, caption: str, line: int) -> Figure:
        return Figure(data=f"{address}@{line}", alt=caption, caption=caption)

    figures = (
        Figure(data="图/a.png@1", alt="图1", caption="图1"),
        Figure(data="b c.svg@3", alt="说明", caption="图2 乙"),
    )

    text = '![图1](图/a.png)\n\n如图![图2 **乙**](<b c.svg> "说明")所示'
    assert parse(text, show=show) == (figures[0], *paragraph(Run(text="如图所示")), figures[1])


def test_pictures_that_nobody_shows_are_their_captions() -> None:
    """The caption says what the picture shows."""
    assert parse("![图](d)") == paragraph(Run(text="图"))


def test_a_note_in_brackets_is_no_link_definition() -> None:
    """Nothing that was written vanishes."""
    assert parse("[注]: 来源") == paragraph(Run(text="[注]: 来源"))


def test_comments_are_left_out() -> None:
    """They are for who writes, on a line, in a line and over several."""
    assert parse("<!-- 一 -->\n\n甲<!-- 二 -->乙\n\n<!--\n\n三\n-->\n") == paragraph(
        Run(text="甲乙")
    )


def test_entities_and_escapes_are_the_characters_they_name() -> None:
    """What is escaped is no mark."""
    expected = paragraph(Run(text="A&B<c> 甲~~$x$**乙**[^1]"))

    text = r"A&amp;B&lt;c&gt;&nbsp;甲\~\~\$x\$\*\*乙\*\*\[^1]"
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "依法履职——全年3~5件、10~15件",
        "经费$5万，另$6万",
        "C++和C#，a < b，5 > 3，《〈条例〉解释》",
        "____年__月",
        "[2020]5号、〔2020〕5号",
        "*注：数据为初步统计",
        "—5℃，-5℃，1.甲",
        "(一)甲：乙; a:b; 10:30",
        "x_1_2, 50%, #5, A&B, AT&T;",
    ],
)
def test_ordinary_text_is_no_mark(text: str) -> None:
    """What people write for its own sake is printed."""
    (block,) = parse(text, resolve=located, file="a.md")

    assert isinstance(block, Paragraph)
    assert plain(block.runs) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("甲<u>乙</u>", ["E512:1"]),
        ("甲\n\n<div>\n乙\n</div>", ["E512:3", "E512:5"]),
        ("<script>alert(1)</script>", ["E512:1"]),
        ("甲\n~~乙~~", ["E512:2"]),
        ("式$x^2$", ["E512:1"]),
        ("$$\nx\n$$", ["E512:1", "E512:3"]),
        ("==亮==", ["E512:1"]),
        ("m^2^", ["E512:1"]),
        ("术语\n: 定义", ["E512:2"]),
        (":::note\n甲\n:::", ["E512:1", "E512:3"]),
        ("---\ntitle: 甲\n---\n乙", ["E512:1"]),
        ("#标题", ["E512:1"]),
        ("＃ 标题", ["E512:1"]),
        ("** 加强 **", ["E512:1"]),
        ("**加强", ["E512:1"]),
        ("甲`乙", ["E512:1"]),
        ("-甲\n-乙", ["E512:1", "E512:2"]),
        ("1. 甲\n3. 乙", ["E512:2"]),
        ("[甲](a.md)", ["E512:1"]),
        ("[甲]()", ["E512:1"]),
        ("[甲](javascript:alert(1))", ["E512:1"]),
        ("[甲][1]\n\n[1]: https://a.cn", ["E512:1", "E512:3"]),
        ("![甲](a b.png)", ["E512:1"]),
        ("甲" * 41 + "\n---", ["E512:1"]),
        ("甲。\n===", ["E512:1"]),
        ("&#8238;甲", ["E512:1"]),
        ("<!-- 甲\n\n乙", ["E512:1"]),
        ("```\n甲\n\n乙", ["E512:1"]),
        ("```乙\n甲\n```", ["E512:1"]),
        ("[TOC]", ["E512:1"]),
        ("甲[^1]", ["E509:1"]),
        ("甲[^1]\n\n[^1]: \n", ["E509:1"]),
        ("甲\n\n[^1]: 乙", ["E509:3"]),
        ("甲[^ 1]", ["E509:1"]),
        ("甲[^1]\n\n[^1]: 乙\n\n[^1]: 丙", ["E509:5"]),
        ("甲[^1]\n\n[^1]: 乙^[丙]", ["E509:3"]),
        ("甲^[乙^[丙]]", ["E509:1"]),
        ("# 甲^[乙]", ["E509:1"]),
        ("|甲^[乙]|\n|---|\n|丙|", ["E509:1"]),
        ("甲[^1]\n\n[^1]: 乙\n    - 丙", ["E509:4"]),
        ("|甲|乙|\n|1|2|", ["E511:1", "E511:2"]),
        ("|甲|乙|\n|---|\n|1|2|", ["E511:1", "E511:2", "E511:3"]),
        ("|甲|\n|---|\n|1|2|", ["E511:3"]),
        ("|甲|\n|---|\n|1|\n乙", ["E511:4"]),
        ("|" + "|".join("甲" * 14) + "|\n|" + "---|" * 14 + "\n|" + "1234567890|" * 14, ["E511:1"]),
        ("{x}", ["E503:1"]),
        ("甲\n｛x｝", ["E503:2"]),
        ("{{ x", ["E503:1"]),
        ("｛｛ x", ["E503:1"]),
        ("{% if %}", ["E502:1"]),
    ],
)
def test_what_cannot_be_shown_is_told_with_its_line(text: str, told: list[str]) -> None:
    """Nothing that was meant for a mark is printed as it was typed."""
    with pytest.raises(TellingError) as caught:
        parse(text, resolve=located, file="a.md")

    places = [f"{p.code}:{p.place.line}" for p in caught.value.problems if p.place]
    assert places == told
    assert all(problem.hint for problem in caught.value.problems)


@pytest.mark.parametrize("text", ["｛｛ x ｝｝", "{｛x｝}", "｛｛　x　｝}"])
def test_braces_of_full_width_are_braces(text: str) -> None:
    """An input method writes them so."""
    assert parse(text, resolve=located) == paragraph(Run(text="x@1", metric="x"))


def test_a_bar_of_full_width_is_a_bar() -> None:
    """As are the braces around it."""
    assert parse("｛｛x｜同比｝｝", resolve=located) == paragraph(
        Run(text="x|同比@1", metric="x|同比")
    )


@pytest.mark.parametrize("text", ["", "\n\n", "#", "```\n```", "![](u)", "　　"])
def test_nothing_gives_nothing(text: str) -> None:
    """No empty heading, paragraph or code block comes out."""
    assert parse(text) == ()


MARKS = "甲乙a1 　\n*_`#->|[](){}%<!\\.:+~=$^&;｛｝"


def outcome(text: str, *, is_template: bool) -> tuple[Blocks, tuple[Problem, ...]]:
    """Return what a text is read into, or what is told of it."""
    try:
        return parse(text, resolve=located if is_template else None, file="a.md"), ()
    except TellingError as error:
        return (), error.problems


@steady
@given(st.text(MARKS, max_size=40), st.booleans())
def test_any_text_is_read_or_told_with_a_line_that_exists(text: str, is_template: bool) -> None:  # noqa: FBT001
    """Reading it twice gives the same, and a place never points outside the text."""
    blocks, problems = outcome(text, is_template=is_template)

    assert (blocks, problems) == outcome(text, is_template=is_template)
    lines = range(1, text.count("\n") + 2)
    assert all(problem.place and problem.place.line in lines for problem in problems)


def said(block: Block) -> str:
    """Return all that a block says."""
    match block:
        case Heading(text=text) | Verbatim(text=text):
            return text
        case Table(columns=columns):
            head = "".join(column.text for column in columns)
            return head + plain(tuple(runs_of(block)))
        case _:
            return plain(tuple(runs_of(block)))


@steady
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                (
                    "- ",
                    "  - ",
                    "# ",
                    "> ",
                    "|",
                    "|---|---|",
                    "**",
                    "`",
                    "\n",
                    "\n\n",
                    "[^一]",
                    "[^一]: ",
                    "^[",
                    "]",
                    "](https://乙)",
                    "~~",
                    "==",
                    "$",
                    "<br>",
                    "\\",
                    "&nbsp;",
                    "---\n",
                    "    ",
                )
            ),
            st.text(
                st.characters(categories=["L", "Nd"], exclude_characters="brnbspx"), max_size=4
            ),
        ),
        max_size=12,
    )
)
def test_every_letter_arrives_or_is_told(parts: list[str]) -> None:
    """The letters and digits of a text that is read are all in the tree, as often as written."""
    text = "".join(parts)
    blocks, problems = outcome(text, is_template=False)

    if not problems:
        written = re.sub(r"\[\^一\](: )?|&nbsp;|<br>|https", "", text)
        wanted = Counter(character for character in written if character.isalnum())
        got = Counter("".join(map(said, blocks)).replace("https", ""))
        assert {letter: n for letter, n in wanted.items() if got[letter] < n} == {}


@pytest.mark.parametrize(
    "text", ["规格3*4*5米", "型号a*b*c", "H~2~O", ":smile:", "%%批注%%", "[[双链]]"]
)
def test_marks_of_other_programs_lose_no_sign(text: str) -> None:
    """What would lose its signs, or print those of another program, is told."""
    with pytest.raises(TellingError, match="E512"):
        parse(text)


@pytest.mark.parametrize("text", ["*加强*监管", "3×4×5米", "10:30至12:00", "增长3~5个，共8~10个"])
def test_plain_signs_are_left_alone(text: str) -> None:
    """Emphasis between words, and signs that a text holds for their own sake."""
    assert parse(text)
