"""What the web pages share: templates, contents, faces, and a head that forbids the network.

A page is one file. Its policy lets nothing in but what the file itself carries; of scripts only the
one whose hash the policy names.
"""

from __future__ import annotations

import shutil
from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, NotRequired, TypedDict, Unpack
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lawgov_lib.base.glyphs import SANS, distinct, shared_out
from lawgov_lib.document.tree import Annex, Heading, Title
from lawgov_lib.exporters.webfont import font_face

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from lawgov_lib.document.tree import Blocks, Meta

_CONTENTS_LEVELS = (1, 2)
_KAI_LEVEL = 2
_DEEPEST = 4
_BODY = "<!-- body -->"
_TOGETHER = 1000
"""How many pieces of a template are written in one go."""


class Entry(NamedTuple):
    """A heading in the contents, with those of level 2 under their level 1."""

    text: str
    anchor: str
    parts: list[Entry]

    @property
    def link(self) -> str:
        """The address of the heading on the page."""
        return f"#{quote(self.anchor)}"


def contents(blocks: Blocks) -> list[Entry]:
    """List the headings for the contents."""
    entries: list[Entry] = []
    for block in blocks:
        match block:
            case Annex(label=label, title=title, anchor=anchor):
                level, text = 1, f"{label} {title}"
            case Heading(level=level, number=number, text=title, anchor=anchor):
                text = number + title
            case _:
                continue
        if level in _CONTENTS_LEVELS:
            siblings = entries[-1].parts if level > 1 and entries else entries
            siblings.append(Entry(text, anchor, []))
    return entries


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("lawgov_lib.exporters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, **values: object) -> str:
    """Fill a template of the package; text is escaped."""
    return _environment().get_template(template).render(values)


def filling(template: str, **values: object) -> Iterator[str]:
    """Fill a template as :func:`fill` does, and yield the text part by part."""
    stream = _environment().get_template(template).stream(values)
    stream.enable_buffering(_TOGETHER)
    yield from stream


class Head(TypedDict):
    """What the head of a page says, and what it carries.

    ``title`` is the title in the browser, ``description`` what search engines say of the page, and
    ``is_public`` whether they may list it. ``marks`` is what the head of every printed page says,
    ``style`` the template of a style sheet on top of the report's, ``script`` that of a script, run
    when the body has been read.
    """

    title: str
    description: str
    is_public: bool
    marks: Mapping[str, str]
    style: NotRequired[str]
    script: NotRequired[str]


def page(meta: Meta, blocks: Blocks, body: str, **head: Unpack[Head]) -> str:
    """Write a whole page around a body.

    Args:
        meta: The document's meta data.
        blocks: The blocks of the report, for the faces of title and headings.
        body: The body element, as HTML.
        head: What the head says.

    Returns:
        The page; the same arguments give the same text.
    """
    return _framed(meta, blocks, body, body, head)


def write_page(
    path: Path,
    meta: Meta,
    blocks: Blocks,
    body: Iterator[str],
    shown: Callable[[], str],
    **head: Unpack[Head],
) -> None:
    """Write a page whose body comes part by part, so that it is never held whole.

    Args:
        path: Where to write it.
        meta: The document's meta data.
        blocks: The blocks of the report, for the faces of title and headings.
        body: The parts of the body element, as HTML.
        shown: Asked behind the last part for the characters that only the script will show.
        head: What the head says.
    """
    characters = set[str]()
    part = path.with_name(f"{path.name}-body")
    with part.open("w", encoding="utf-8", newline="") as stream:
        for text in body:
            characters |= distinct(text)
            stream.write(text)
    characters |= distinct(shown())
    before, behind = _framed(meta, blocks, _BODY, "".join(characters), head).split(_BODY)
    with path.open("wb") as target, part.open("rb") as source:
        target.write(before.encode())
        shutil.copyfileobj(source, target)
        target.write(behind.encode())
    part.unlink()


def _framed(meta: Meta, blocks: Blocks, body: str, characters: str, head: Head) -> str:
    """Write a page around a body; ``characters`` are all that it shows, in any order."""
    # What browsers hash is the text between the tags, to the letter.
    program = fill(head["script"]) if head.get("script") else ""
    return fill(
        "page.html",
        meta=meta,
        title=head["title"],
        description=head["description"],
        is_public=head["is_public"],
        marks=head["marks"],
        faces=Markup("\n".join(_faces(blocks, characters))),  # noqa: S704  CSS and Base64 of our own
        is_deep=any(isinstance(block, Heading) and block.level == _DEEPEST for block in blocks),
        style=head.get("style", ""),
        body=Markup(body),  # noqa: S704  autoescaped when it was filled
        script=Markup(program),  # noqa: S704  a file of ours
        hash=b64encode(sha256(program.encode()).digest()).decode(),
    )


def _faces(blocks: Blocks, characters: str) -> list[str]:
    """Embed what a machine without Chinese faces needs; the last family has every character."""
    titles = (line for block in blocks if isinstance(block, Title) for line in block.lines)
    seconds = (
        block.number + block.text
        for block in blocks
        if isinstance(block, Heading) and block.level == _KAI_LEVEL
    )
    return [
        font_face("Noto Serif SC", "NotoSerifSC-Black.ttf", "".join(titles)),
        font_face("LXGW WenKai GB Lite", "LXGWWenKaiGBLite-Regular.ttf", "".join(seconds)),
        *(
            font_face(SANS.family, face.file, own, beside=face != SANS)
            for face, own in shared_out(characters)
        ),
    ]
