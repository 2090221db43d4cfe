"""The Markdown syntax of agencies: CommonMark, tables, bold beside Chinese marks, references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from markdown_it import MarkdownIt
from markdown_it.common.utils import isPunctChar, isWhiteSpace
from markdown_it.rules_inline import link
from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from markdown_it.rules_inline.state_inline import StateInline


def is_wide(character: str) -> bool:
    """Tell whether a character is set in the full width of a Chinese character.

    East Asian Width (UAX #11) leaves quotation marks, dashes and ① ambiguous: those are wide in
    Chinese text. Greek and Cyrillic letters, ambiguous too, are not.
    """
    width = east_asian_width(character)
    return width in {"W", "F", "H"} or (width == "A" and not category(character).startswith("L"))


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
    """Find the delimiters of emphasis by the rules of the markdown-cjk-friendly specification.

    CommonMark takes ``**加强监管。**按照`` for no emphasis, because the closing run stands between
    punctuation and a letter. The specification counts wide punctuation as letters and a wide
    neighbour as white space; the braces of a reference stand for its text and count as wide.
    """
    start, source = state.pos, state.src
    marker = source[start]
    if silent or marker not in {"*", "_"}:
        return False
    end = start
    while end < state.posMax and source[end] == marker:
        end += 1

    braces = "{}" if state.env["template"] else ""
    before = source[start - 1] if start > 0 else " "
    after = source[end] if end < state.posMax else " "
    space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    wide_before = is_wide(before) or before in braces
    wide_after = is_wide(after) or after in braces
    narrow_before = isPunctChar(before) and not wide_before
    narrow_after = isPunctChar(after) and not wide_after

    opens = not space_after and (not narrow_after or space_before or narrow_before or wide_before)
    closes = not space_before and (not narrow_before or space_after or narrow_after or wide_after)
    if marker == "_":  # an underscore inside a word, as in snake_case, is no emphasis
        opens, closes = (
            opens and (not closes or isPunctChar(before)),
            closes and (not opens or isPunctChar(after)),
        )
    for _ in range(start, end):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=end - start,
                token=len(state.tokens) - 1,
                end=-1,
                open=opens,
                close=closes,
            )
        )
    state.pos = end
    return True


def _image(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
    """Read an image as a link, which leaves its text alternative."""
    if not state.src.startswith("![", state.pos):
        return False
    state.pos += 1
    if link(state, silent):
        return True
    state.pos -= 1
    return False


_STATEMENT = (
    "E502",
    "正文模板只能引用指标和事实，不能使用语句或注释",
    "只留 {{ 指标 }} 这样的引用。",
)
_UNPAIRED = ("E503", "“{{”与“}}”没有配对", "引用写作 {{ 指标 }}，花括号本身写在反引号里。")
_TEMPLATE = (
    (re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL), None),
    (re.compile(r"\{%.*?%\}|\{#.*?#\}|\{%|\{#", re.DOTALL), _STATEMENT),
    (re.compile(r"\{\{|\}\}"), _UNPAIRED),
)


def _template(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
    """Read ``{{ expression }}``, and take other template markup for a fault."""
    if not state.env["template"]:
        return False
    matches = ((rule.match(state.src, state.pos, state.posMax), fault) for rule, fault in _TEMPLATE)
    match, fault = next(((match, fault) for match, fault in matches if match), (None, None))
    if match is None:
        return False
    if not silent:
        token = state.push("fault" if fault else "reference", "", 0)
        token.meta = {"line": state.src.count("\n", 0, state.pos), "fault": fault}
        token.content = "" if fault else match[1].strip()
    state.pos = match.end()
    return True


def _markdown() -> MarkdownIt:
    """Make the parser.

    Indented code is off because writers indent paragraphs; link definitions are off because
    ``[注]: 来源`` would vanish without a word; entities are off because ``&#8238;`` would write
    a character that no text may hold.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(["code", "reference"])
    parser.disable("entity")
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("image", _image)
    parser.inline.ruler.before("escape", "template", _template)
    return parser


PARSER = _markdown()
