"""The Markdown syntax of agencies: CommonMark, tables, footnotes, references to metrics.

Bold may stand beside Chinese marks. Tags, comments and entities are read here too: of tags only the
line break is known, comments are left out. Straight quotation marks that pair become full-width.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from unicodedata import normalize

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import isPunctChar, isWhiteSpace
from markdown_it.rules_inline import link
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_inline, footnote_ref

from lawgov_lib.base.characters import is_plain, is_wide
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.quotation import full_width
from lawgov_lib.document import markdown_faults as faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block.state_block import StateBlock
    from markdown_it.rules_core.state_core import StateCore
    from markdown_it.rules_inline.state_inline import StateInline

    from lawgov_lib.document.markdown_faults import Fault

    Rule = Callable[[StateInline, bool], bool]


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
    """Find the delimiters of emphasis by the rules of the markdown-cjk-friendly specification.

    CommonMark takes ``**加强监管。**按照`` for no emphasis, because the closing run stands between
    punctuation and a letter. The specification counts wide punctuation as letters and a wide
    neighbour as white space; the braces of a reference stand for its text and count as wide, and
    so do straight quotation marks, which become full-width.
    """
    start, source = state.pos, state.src
    marker = source[start]
    if silent or marker not in {"*", "_"}:
        return False
    end = start
    while end < state.posMax and source[end] == marker:
        end += 1

    as_wide = "\"'{}" if state.env["template"] else "\"'"
    before = source[start - 1] if start > 0 else " "
    after = source[end] if end < state.posMax else " "
    space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    wide_before = is_wide(before) or before in as_wide
    wide_after = is_wide(after) or after in as_wide
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


def _located(rule: Rule, **more: bool) -> Rule:
    """Let the token of a link or a footnote know its line within the text, from 0."""

    def located(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            made = (each for each in state.tokens[count:] if each.type in _LOCATED)
            token = next(made)
            token.meta = {**token.meta, **more, "line": _line(state, start)}
        return True

    return located


_LOCATED = {"link_open", "footnote_ref"}


def _line(state: StateInline, position: int) -> int:
    return state.src.count("\n", 0, position)


def _image(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
    """Read an image as a link, whose text is its caption."""
    if not state.src.startswith("![", state.pos):
        return False
    state.pos += 1
    if link(state, silent):
        return True
    state.pos -= 1
    return False


def _note(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
    """Read ``^[footnote]``; there is none in another, however often the marks are repeated."""
    if state.env.get("in_note"):
        return False
    state.env["in_note"] = True
    found = footnote_inline(state, silent)
    state.env["in_note"] = False
    return found


def _reference_to_note(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  as above
    return footnote_ref(state, silent, always_match=True)


_TEMPLATE = (
    (compiled(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL), None),
    (compiled(r"\{%.*?%\}|\{#.*?#\}|\{%|\{#", re.DOTALL), faults.STATEMENT),
    (compiled(r"\{\{|\}\}"), faults.UNPAIRED),
    (compiled(r"\{[^{}\n]*\}|[{}]"), faults.SINGLE),
)


def _template(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
    """Read ``{{ expression }}``, and take other template markup for a fault."""
    if not state.env["template"] or state.src[state.pos] not in "{}":
        return False
    matches = ((rule.match(state.src, state.pos, state.posMax), fault) for rule, fault in _TEMPLATE)
    match, fault = next(((match, fault) for match, fault in matches if match), (None, None))
    if match is None:
        return False
    if fault is None:
        # What an input method makes wide is meant all the same: ``{{ name ｜ 同比 }}``.
        _push(state, "reference", silent, content=normalize("NFKC", match[1]).strip())
    else:
        _push(state, "fault", silent, fault)
    state.pos = match.end()
    return True


def _push(
    state: StateInline,
    kind: str,
    silent: bool,  # noqa: FBT001  markdown-it calls it so
    fault: Fault | None = None,
    content: str = "",
) -> None:
    if not silent:
        token = state.push(kind, "", 0)
        token.meta = {"line": _line(state, state.pos), "fault": fault}
        token.content = content


_BREAK = compiled(r"<br\s*/?>", re.IGNORECASE)
_TAG_NAME = compiled(r"</?\s*([A-Za-z][\w-]*)|<([!?])")
_COMMENT, _COMMENT_END = "<!--", "-->"


def _tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
    """Read a line break, leave a comment out, take any other tag for a fault."""
    source, start = state.src, state.pos
    if source[start] != "<":
        return False
    if source.startswith(_COMMENT, start):
        end = source.find(_COMMENT_END, start, state.posMax)
        state.pos = state.posMax if end < 0 else end + len(_COMMENT_END)
        if end < 0 and not silent:
            state.pos = start
            _push(state, "fault", silent, faults.OPEN_COMMENT)
            state.pos = state.posMax
        return True
    match = HTML_TAG_RE.match(source[start : state.posMax])
    if match is None:
        return False
    if _BREAK.fullmatch(match[0]):
        _push(state, "hardbreak", silent)
    else:
        name = _TAG_NAME.match(match[0])
        _push(state, "fault", silent, faults.tag(f"<{name[1] or name[2] if name else ''}>"))
    state.pos = start + match.end()
    return True


_ENTITY = compiled(r"&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")


def _entity(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls it so
    """Read a character that is written by its name or number; blanks are blanks."""
    match = _ENTITY.match(state.src, state.pos, state.posMax)
    said = unescape(match[0]) if match else ""
    if match is None or said == match[0]:
        return False
    if not said.strip():
        _push(state, "text_special", silent, content=" ")
    elif is_plain(said) and said.isprintable():
        _push(state, "text_special", silent, content=said)
    else:
        _push(state, "fault", silent, faults.ENTITY)
    state.pos = match.end()
    return True


def _comment(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    """Leave out a comment on lines of its own, blank ones too."""
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(_COMMENT, start):
        return False
    end = state.src.find(_COMMENT_END, start)
    if end < 0:
        return False
    end += len(_COMMENT_END)
    after = next((line for line in range(first, last) if end <= state.eMarks[line]), last)
    if after == last or state.src[end : state.eMarks[after]].strip():
        return False
    if not silent:
        state.line = after + 1
    return True


def _quotation(state: StateCore) -> None:
    """Turn the straight quotation marks of each text full-width; code and what is escaped stay."""
    notes = state.env.get("footnotes", {}).get("list", {}).values()
    inner = [token for note in notes for token in note.get("tokens", ())]
    for block in (*state.tokens, *((Token("inline", "", 0, children=inner),) if inner else ())):
        pieces = [token for token in block.children or () if token.type in _IN_A_LINE]
        told = "".join(each.content if each.type == "text" else _ATOM for each in pieces)
        turned, start = full_width(told), 0
        for piece in pieces if turned != told else ():
            length = len(piece.content) if piece.type == "text" else len(_ATOM)
            if piece.type == "text":
                piece.content = turned[start : start + length]
            start += length


_IN_A_LINE = {"text", "text_special", "code_inline", "reference", "softbreak", "hardbreak"}
_ATOM = "□"
"""Stands for what is no text of its own while quotation marks are paired."""


def _markdown() -> MarkdownIt:
    """Make the parser.

    Indented code is off because writers indent paragraphs; link definitions are off because
    ``[注]: 来源`` would vanish without a word. Escaped characters stay tokens of their own, so that
    they are not taken for marks; an address stays as it is written, and whoever reads the link
    judges it.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.use(footnote_plugin, move_to_end=False)
    parser.disable(["code", "reference", "text_join"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    inline = parser.inline.ruler
    inline.at("emphasis", _emphasis)
    inline.at("link", _located(link))
    inline.at("image", _located(_image, picture=True))
    inline.at("footnote_inline", _located(_note))
    inline.at("footnote_ref", _located(_reference_to_note))
    inline.at("html_inline", _tag)
    inline.at("entity", _entity)
    inline.before("escape", "template", _template)
    ending = ["paragraph", "reference", "blockquote"]
    parser.core.ruler.push("quotation", _quotation)
    parser.block.ruler.before("html_block", "comment", _comment, {"alt": ending})
    return parser


PARSER = _markdown()
