"""Read a web page (html): its main text, without navigation, scripts and what is not shown.

Nothing is fetched and nothing is run: what a script would have put there is not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PreformattedString, Tag

from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.document.pieces import (
    Content,
    Piece,
    Sheaf,
    goes_on,
    run,
    table_of,
    tidy,
    too_large,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lawgov_lib.document.tree import Table

LARGEST = 8 << 20
"""The bytes of the largest page: a report of a million characters with its markup."""
_MOST_TAGS = 100_000
_DEEPEST = 400
_ASIDE = {
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "object",
    "embed",
    "svg",
    "canvas",
    "video",
    "audio",
    "map",
    "dialog",
}
_UNSHOWN = compiled(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary"}
_BLOCKS = {
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
}
_HOLDERS = ("article", "main", "section", "div", "td", "center", "tbody", "tr", "table", "body")
_MOST_OF_IT = 0.8
"""A part that holds so much of the text holds the report; what is beside it is the site's."""
_FEW_SENTENCES = 0.5
_WIDEST_SPAN = 64
_HEADING = compiled("h[1-6]")
_POSTED = compiled(r"[：:]\s*20[0-9]{2}[-/][0-9]{1,2}[-/][0-9]{1,2}")
"""What a site says above a text of when it was posted, from where and how often it was read."""
_LINE_END = compiled(r"\s*[\r\n]\s*")
_SOURCE = {"contentsource", "author", "source"}
_TITLES = {"articletitle", "og:title"}
_FETCHED = ("img", "source", "link", "script", "iframe", "object", "embed")


def read_web(data: bytes, encoding: str, name: str) -> Content:
    """Read a web page.

    Args:
        data: The file.
        encoding: How it writes its text.
        name: The name to show in messages.

    Raises:
        InputError: It has more elements, or in more levels, than a person makes.
    """
    if data.count(b"<") > 3 * _MOST_TAGS:
        raise too_large(name, "网页的标记过多")  # before they fill the memory
    soup = BeautifulSoup(data.decode(encoding, errors="replace"), "html.parser")
    tags = soup.find_all(True)  # noqa: FBT003  any tag
    if len(tags) > _MOST_TAGS:
        raise too_large(name, "网页的标记过多")
    depths = {id(soup): 0}
    for tag in tags:
        depths[id(tag)] = depths[id(tag.parent)] + 1
    if max(depths.values()) > _DEEPEST:
        raise too_large(name, "网页的层次过多")
    return _content(soup, tags, name)


def _content(soup: BeautifulSoup, tags: Sequence[Tag], name: str) -> Content:
    outside = sum(_is_outside(tag) for tag in tags)
    title, office = _title(soup), _said(soup, _SOURCE)
    for tag in tags:
        if not tag.decomposed and _is_aside(tag):
            tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    sheaf = Sheaf(name)
    is_begun = False
    for text, level, table in _texts(_main(soup.body or soup)):
        is_begun = is_begun or "。" in text
        if not is_begun and _POSTED.search(text):
            continue
        sheaf.add(Piece(len(sheaf.pieces) + 1, run(text), level, table))
    if not sheaf.pieces:
        message = "网页中没有正文，可能由脚本另行载入"
        raise InputError.of("E407", message, Place(name), "在浏览器中打开，另存正文后再读取。")
    notices = (
        (
            Problem(
                "E467",
                f"引用了文件之外的内容{outside}处，没有读取",
                Place(name),
                "正文在图片或附件中的，另取原件审读。",
            ),
        )
        if outside
        else ()
    )
    return Content(tuple(sheaf.pieces), "段", notices, title, office)


def _is_outside(tag: Tag) -> bool:
    """Tell whether a browser would fetch something for this element."""
    if tag.name not in _FETCHED:
        return False
    target = str(tag.get("src") or tag.get("data") or tag.get("href") or "")
    return bool(target) and not target.startswith(("data:", "#"))


def _is_aside(tag: Tag) -> bool:
    """Tell whether an element is no text of the report, or nobody sees it."""
    return (
        tag.name in _ASIDE
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or tag.get("role") in _ROLES
        or _UNSHOWN.search(str(tag.get("style", ""))) is not None
    )


def _title(soup: BeautifulSoup) -> str:
    heading = soup.find("h1")
    told = _said(soup, _TITLES) or (heading.get_text() if heading else "")
    return _one_line(told or (soup.title.get_text() if soup.title else ""))


def _said(soup: BeautifulSoup, names: set[str]) -> str:
    for tag in soup.find_all("meta"):
        key = str(tag.get("name") or tag.get("property") or "").lower()
        if key in names and tag.get("content"):
            return tidy(str(tag["content"]))
    return ""


def _main(body: Tag) -> Tag:
    """Return the innermost part that holds nearly all the text that is no link.

    Where that is hardly one of sentences, the menus of a site are text too: then it is the part
    that holds all its sentences.
    """
    here = _innermost(body, _weight, _MOST_OF_IT)
    if _sentences(here) < _FEW_SENTENCES * len(here.get_text()):
        return _innermost(here, _sentences, 1)
    return here


def _innermost(body: Tag, weigh: Callable[[Tag], int], share: float) -> Tag:
    """Return the innermost part that has a share of what weighs at each step."""
    here, whole = body, weigh(body)
    while True:
        weighed = [(child, weigh(child)) for child in here.find_all(_HOLDERS, recursive=False)]
        inner, weight = max(weighed, key=lambda each: each[1], default=(here, 0))
        if weight < max(share * whole, 1):
            return here
        here, whole = inner, weight


def _sentences(tag: Tag) -> int:
    """Return how many characters stand in texts with a full stop."""
    return sum(len(text) for text in tag.find_all(string=True) if "。" in text)


def _weight(tag: Tag) -> int:
    return len(tag.get_text()) - 2 * sum(len(link.get_text()) for link in tag.find_all("a"))


class _Met(NamedTuple):
    """What is met on the way through a page: text, a line break with what follows, a block."""

    kind: Literal["text", "break", "block", "table"]
    text: str = ""
    level: int = 0
    table: Table | None = None


def _texts(main: Tag) -> Iterator[tuple[str, int, Table | None]]:
    """Yield paragraphs and tables in reading order: text, level of a heading, table."""
    line, level = "", 0
    for met in (*_walked(main), _Met("block")):
        if met.kind == "text":
            line += met.text
        elif met.kind != "break":
            yield _one_line(line), level, None
            line, level = "", met.level
            if met.table is not None:
                yield "", 0, met.table
        elif not goes_on(_one_line(line), met.text):
            # A break within a sentence is layout; one behind it begins a paragraph.
            yield _one_line(line), level, None
            line = ""


def _one_line(text: str) -> str:
    return tidy(text).replace("\n", "")


def _walked(tag: Tag) -> Iterator[_Met]:
    for child in tag.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString):
                yield _Met("text", _LINE_END.sub("", str(child)))
        elif not isinstance(child, Tag):
            continue
        elif child.name == "br":
            following = child.next_sibling
            yield _Met("break", str(following) if isinstance(following, NavigableString) else "")
        elif child.name == "table" and (table := _table(child)) is not None:
            yield _Met("table", table=table)
        elif child.name in _BLOCKS:
            yield _Met("block", level=int(child.name[1]) if _HEADING.fullmatch(child.name) else 0)
            yield from _walked(child)
            yield _Met("block")
        else:
            yield from _walked(child)


def _table(tag: Tag) -> Table | None:
    """Return a table of data; None where it only lays out the page."""
    rows = [
        [cell for cell in row.find_all(("td", "th")) if cell.find_parent("tr") is row]
        for row in tag.find_all("tr")
    ]
    if tag.find("table") is not None or max(map(len, rows), default=0) <= 1 or len(rows) <= 1:
        return None
    return table_of(_grid(rows))


def _grid(rows: Sequence[Sequence[Tag]]) -> list[list[str]]:
    """Return the texts of rows, blank where a cell reaches over from the left or from above."""
    grid: list[list[str]] = []
    over: dict[int, int] = {}
    for row in rows:
        texts: list[str] = []
        cells = iter(row)
        while True:
            if over.get(len(texts), 0) > 0:
                over[len(texts)] -= 1
                texts.append("")
                continue
            cell = next(cells, None)
            if cell is None:
                break
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            over |= dict.fromkeys(range(len(texts), len(texts) + wide), high - 1)
            texts += [tidy(cell.get_text()), *[""] * (wide - 1)]
        grid.append(texts)
    return grid


def _span(cell: Tag, name: str) -> int:
    told = str(cell.get(name, "1"))
    return min(max(int(told), 1), _WIDEST_SPAN) if told.isdecimal() and told.isascii() else 1
