"""Markdown as agencies write it becomes document blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawgov_lib.base.errors import Place, Problem, TellingError
from lawgov_lib.document.markdown import parse
from lawgov_lib.document.tree import (
    Blocks,
    Column,
    Heading,
    Listing,
    Paragraph,
    Run,
    Runs,
    Table,
    Verbatim,
    plain,
)

steady = settings(deadline=None, database=None, derandomize=True)

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


@pytest.mark.parametrize("text", ["2 * 3 * 4", "** 加强 **", "snake_case_name", "a*(b)*c"])
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
        ("[链接\n文字{{ x }}](u)", 2),
        ("![图\n{{ x }}](u)", 2),
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


def test_a_flat_list_is_a_listing() -> None:
    """Bullets and numbers from 1 are what a listing holds."""
    items = ((Run(text="甲"),), (bold("乙"), Run(text="丁")))

    assert parse("- 甲\n- **乙**丁") == (Listing(items=items),)
    assert parse("1. 甲\n2. **乙**丁") == (Listing(items=items, ordered=True),)


def test_nested_bullets_are_indented() -> None:
    """The listing has one level; a full-width space a level shows the rest."""
    items = ((Run(text="甲"),), (Run(text="　乙"),), (Run(text="丙"),))

    assert parse("- 甲\n  - 乙\n- 丙") == (Listing(items=items),)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("3. 甲\n4. 乙", ["3. 甲", "4. 乙"]),
        ("1. 甲\n   - 乙\n2. 丙", ["1. 甲", "　· 乙", "2. 丙"]),
        ("1. 甲\n\n   续段\n2. 丙", ["1. 甲", "续段", "2. 丙"]),
    ],
)
def test_written_numbers_are_never_recounted(text: str, lines: list[str]) -> None:
    """Where a listing would count otherwise, items are paragraphs with the writer's numbers."""
    assert parse(text) == tuple(Paragraph(runs=(Run(text=line),)) for line in lines)


def test_what_else_stands_in_a_bullet_keeps_its_place() -> None:
    """A second paragraph of an item comes between the listings around it."""
    expected = (
        Listing(items=((Run(text="甲"),),)),
        Paragraph(runs=(Run(text="续段"),)),
        Listing(items=((Run(text="乙"),),)),
    )

    assert parse("- 甲\n\n  续段\n- 乙") == expected


def test_a_table_keeps_its_alignment() -> None:
    """The markers below the header align the columns; an escaped bar is a bar."""
    expected = Table(
        columns=(
            Column(text="项目", align="left"),
            Column(text="单位", align="center"),
            Column(text="数量", align="right"),
        ),
        rows=(((bold("甲"),), (Run(text="件|次"),), (Run(text="3"),)), ((Run(text="乙"),), (), ())),
    )

    text = "|项目|单位|数量|\n|---|:-:|--:|\n|**甲**|件\\|次|3|\n|乙|\n"
    assert parse(text) == (expected,)


def test_a_table_may_have_a_header_alone() -> None:
    """No rows is no error."""
    assert parse("|甲|\n|---|\n") == (Table(columns=(Column(text="甲"),), rows=()),)


def test_fenced_code_is_verbatim() -> None:
    """Line ends inside stay."""
    assert parse("```py\na = 1\n\nb\n```") == (Verbatim(text="a = 1\n\nb"),)


def test_quotes_give_their_paragraphs_and_rules_nothing() -> None:
    """A block quote is text; a thematic break says nothing."""
    expected = (Paragraph(runs=(Run(text="引文"),)), Paragraph(runs=(Run(text="正文"),)))

    assert parse("> 引文\n\n---\n\n正文") == expected


def test_links_and_images_give_their_text() -> None:
    """A report on paper has no links; the alternative text says what a picture shows."""
    expected = paragraph(Run(text="见"), bold("条例"), Run(text="，徽 图 https://a.cn"))

    assert parse("见[**条例**](a.md)，[![徽](b.png)](c) ![图](d) <https://a.cn>") == expected


def test_a_note_in_brackets_is_no_link_definition() -> None:
    """Nothing that was written vanishes."""
    assert parse("[注]: 来源") == paragraph(Run(text="[注]: 来源"))


@pytest.mark.parametrize("text", ["<b>甲</b>", "<script>alert(1)</script>", "<!-- 批注 -->"])
def test_tags_stay_text(text: str) -> None:
    """Nothing in the source can become markup."""
    assert parse(text) == paragraph(Run(text=text))


@pytest.mark.parametrize("text", ["", "\n\n", "#", "```\n```", "![](u)", "　　"])
def test_nothing_gives_nothing(text: str) -> None:
    """No empty heading, paragraph or code block comes out."""
    assert parse(text) == ()


@steady
@given(st.text("甲a1 　\n*_`#->|[](){}%<!\\.:+", max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    """Every text is Markdown, and reading it twice gives the same."""
    assert parse(text) == parse(text)


@steady
@given(st.text("甲a1 \n*_`#->|[](){}%<!\\.", max_size=40))
def test_any_template_is_read_or_refused_with_a_line_that_exists(text: str) -> None:
    """A place never points outside the text."""
    try:
        parse(text, resolve=located, file="a.md")
        problems: tuple[Problem, ...] = ()
    except TellingError as error:
        problems = error.problems

    lines = range(1, text.count("\n") + 2)
    assert all(problem.place and problem.place.line in lines for problem in problems)
