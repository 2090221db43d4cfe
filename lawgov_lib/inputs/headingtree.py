"""A tree of headings as an agency writes it in ``report.yaml``, grown into an outline.

A heading is words alone, under which the agency's own text stands, or says besides which areas are
told there, which legal part it serves and which headings stand below it.
"""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter, WrapValidator
from pydantic_core import PydanticCustomError

from lawgov_lib.base.errors import Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.quotation import full_width
from lawgov_lib.inputs.areanames import area_names, area_of, part_of
from lawgov_lib.inputs.fields import Text
from lawgov_lib.inputs.officialform import Names
from lawgov_lib.inputs.opening import OPENING
from lawgov_lib.inputs.outlineentry import DEEPEST, LEGAL_PARTS, Entry, Guest, LegalPart
from lawgov_lib.inputs.yamlmodel import YamlModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lawgov_lib.base.errors import Place

    Path = tuple[int | str, ...]

_REFERENCE = compiled(r"\{\{.*?\}\}")
_NO_NAME = compiled(r"[^\w]+")
_PART: LegalPart = "achievements"
_BLANK = "blank_cell"
RESERVED = frozenset({OPENING, "closing", "annex", "review"})
"""The keys of what a report has beside the sections of its outline."""


def name_of(heading: str) -> str:
    """Return what a heading is known by: its words, without references and marks."""
    return _NO_NAME.sub("", _REFERENCE.sub("", heading))


def _as_mapping(written: object) -> object:
    """Take words alone for a heading that says nothing else; nothing at all for one without."""
    return {"heading": written or ""} if isinstance(written, str | None) else written


class HeadingNode(YamlModel):
    """A heading of the tree with what stands under it."""

    heading: Text = Field(description="标题，不写序号；可以引用指标和年度，写作 {{ 年度 }}")
    key: str = Field(
        "", description="节的名称，正文文件以它命名；不写的用所述领域的，没有领域的用标题的文字"
    )
    tells: Names = Field(
        (), description="在这一标题之下讲述的领域，一个或逐个列出，如：行政执法；依次讲述"
    )
    serves: str = Field(
        "", description="所属的法定部分，如：不足和原因；不写的按所述领域，否则同上级标题"
    )
    sections: tuple[Node, ...] = Field((), description="下级标题，至多四级")


Node = Annotated[
    HeadingNode, BeforeValidator(_as_mapping, json_schema_input_type=str | HeadingNode)
]
HeadingNode.model_rebuild()
Tree = tuple[Node, ...]
"""Headings of the highest level with what stands below them."""
_TREE: TypeAdapter[tuple[HeadingNode, ...]] = TypeAdapter(Tree)
_NAME = TypeAdapter(str)


def _tree_or_name(written: Any, _: object) -> object:  # noqa: ANN401
    """Read a list as a tree and anything else as the name of an outline."""
    if written == []:
        raise PydanticCustomError(_BLANK, "blank")
    return (_TREE if isinstance(written, list) else _NAME).validate_python(written)


OutlineChoice = Annotated[str | tuple[Node, ...], WrapValidator(_tree_or_name)]
"""The name of an outline, or a tree of headings."""


class Plantation:
    """Grows one tree, and keeps what is wrong with it."""

    def __init__(self, place: Callable[..., Place]) -> None:
        """Begin; ``place`` finds the place of a path in the tree."""
        self.problems: list[Problem] = []
        self._place = place
        self._told: dict[str, str] = {}
        self._served: set[str] = set()
        self._keys: Counter[str] = Counter()

    def grown(self, nodes: Sequence[HeadingNode]) -> tuple[Entry, ...]:
        """Return the entries of the highest level; what cannot be is left out and told."""
        for node in _every(nodes):
            self._served |= {area for said in node.tells if (area := area_of(said))}
        return self._entries(nodes, (), _PART)

    def _entries(
        self, nodes: Sequence[HeadingNode], path: Path, above: LegalPart
    ) -> tuple[Entry, ...]:
        return tuple(self._entry(node, (*path, at), above) for at, node in enumerate(nodes))

    def _entry(self, node: HeadingNode, path: Path, above: LegalPart) -> Entry:
        areas = self._areas(node, path)
        said = self._part(node, path)
        if said and said != _PART and not areas and said not in self._served:
            areas, self._told[said] = (said,), node.heading
            self._served.add(said)
        known = area_names()
        serves = said or (known[areas[0]].serves if areas else above)
        key = self._key(node, areas, path)
        guests = tuple(Guest(key=area, serves=known[area].serves) for area in areas if area != key)
        sections: tuple[Entry, ...] = ()
        if node.sections and path.count("sections") + 1 >= DEEPEST:
            message = f"“{node.heading}”之下还有标题，超过四级"
            hint = "公文的标题至多四级：一、（一）1.（1）；再分的写成“一是”“二是”。"
            self._fault("E448", message, (*path, "sections"), hint)
        else:
            sections = self._entries(node.sections, (*path, "sections"), serves)
        return Entry.model_validate(
            {
                "key": key,
                "heading": full_width(node.heading),
                "serves": serves,
                "with": guests,
                "sections": sections,
                "tells": bool(areas),
                "line": self._place(*path).line,
            }
        )

    def _areas(self, node: HeadingNode, path: Path) -> tuple[str, ...]:
        """Return the areas that a heading tells, each of which no other has told."""
        areas: list[str] = []
        for step, said in enumerate(node.tells):
            area, where = area_of(said), (*path, "tells", step)
            if not area:
                names = {name: each.name for each in area_names().values() for name in each.names}
                near = get_close_matches(said, names, 1)
                hint = f"是否为“{near[0]}”？" if near else ""
                hint += f"可写：{'、'.join(each.name for each in area_names().values())}。"
                self._fault("E436", f"「tells」中的“{said}”不是领域的名称", where, hint)
            elif area in self._told:
                message = f"领域“{said}”在“{self._told[area]}”之下已经讲述"
                self._fault("E437", message, where, "一个领域只在一处讲述，删去一处。")
            else:
                self._told[area] = node.heading
                areas.append(area)
        return tuple(areas)

    def _part(self, node: HeadingNode, path: Path) -> LegalPart | None:
        part = part_of(node.serves) if node.serves else None
        if node.serves and part is None:
            hint = f"可写：{'、'.join(LEGAL_PARTS.values())}。"
            message = f"「serves」的“{node.serves}”不是法定的部分"
            self._fault("E436", message, (*path, "serves"), hint)
        return part

    def _key(self, node: HeadingNode, areas: Sequence[str], path: Path) -> str:
        key = name_of(node.key) or next(iter(areas), "") or name_of(node.heading)
        self._keys[key] += 1
        if not key:
            message = f"标题“{node.heading}”只有引用和标点，没有可作名称的文字"
            self._fault("E448", message, path, "补写文字，或写明「key」。")
        elif self._keys[key] > 1 or key in RESERVED or (key in area_names() and key not in areas):
            message = f"名称“{key}”已有他用，或与别的标题相同，分不清正文属于哪一处"
            self._fault("E448", message, path, "给其中一处另写「key」。")
        return key

    def _fault(self, code: str, message: str, path: Path, hint: str) -> None:
        self.problems.append(Problem(code, message, self._place(*path), hint))


def _every(nodes: Sequence[HeadingNode]) -> Iterator[HeadingNode]:
    for node in nodes:
        yield node
        yield from _every(node.sections)
