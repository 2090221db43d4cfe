"""Read a YAML 1.2 file into a model; every problem carries the line it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    ScalarEvent,
)

from lawgov_lib.base.characters import is_plain
from lawgov_lib.base.errors import InputError, Place, Problem
from lawgov_lib.base.expressions import compiled
from lawgov_lib.inputs.problems import problems_of
from lawgov_lib.inputs.strangers import strangers_in, strangers_of
from lawgov_lib.inputs.textfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Model = TypeVar("Model", bound=BaseModel)


LARGEST = 256 << 10
"""The bytes of the largest file: a hundred times a ``report.yaml`` with everything in it."""
_DEEPEST = 20
_CUT = compiled(r"[ \t]+(#[^\s#][^\n]{0,20})")
_CUT_HINT = "是内容的，整个值加引号；是注释的，“#”之后空一格。"
_MERGE = "<<"
_UNPLAIN = compiled(r"[+-]?(?:0[0-9box_][0-9A-Fa-f_]*|[0-9]+_[0-9_]*)")


@dataclass(frozen=True)
class _Unplain:
    """An integer that people read differently: 010 is 8 to some and 10 to others.

    It fits no field, neither of numbers nor of text, so that the model says what is wrong with it.
    """

    text: str

    def __str__(self) -> str:
        return self.text


class _Constructor(RoundTripConstructor):
    """Leave dates as text: the model knows a date, and says which one does not exist."""


def _integer(constructor: _Constructor, node: Any) -> int | _Unplain:  # noqa: ANN401
    text = str(constructor.construct_scalar(node))
    return _Unplain(text) if _UNPLAIN.fullmatch(text) else int(text)


_Constructor.add_constructor(
    "tag:yaml.org,2002:timestamp", lambda constructor, node: constructor.construct_scalar(node)
)
_Constructor.add_constructor("tag:yaml.org,2002:int", _integer)


def read_yaml(path: Path, name: str, model: type[Model]) -> Model:
    """Read and validate one file.

    Args:
        path: The file.
        name: The name to show in messages, relative to the root.
        model: The pydantic model of its content.

    Raises:
        InputError: The file is missing, blank or not YAML, or does not fit the model; all
            problems at once.
    """
    return parsed(read_text(path, name, LARGEST, hidden_only=True), name, model)


def parsed(text: str, name: str, model: type[Model]) -> Model:
    """Validate the text of one file.

    Args:
        text: The text.
        name: As of :func:`read_yaml`.
        model: As of :func:`read_yaml`.

    Raises:
        InputError: As of :func:`read_yaml`.
    """
    if not text.strip():
        raise InputError.of("E407", "文件是空的", Place(name), "填写内容。")
    data = _load(text, name)
    if repeated := tuple(_repeated(data, name)):
        raise InputError(repeated)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InputError(
            tuple(problems_of(error, lambda loc: Place(name, _line(data, loc))))
        ) from None


def _load(text: str, name: str) -> Any:  # noqa: ANN401
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    try:
        _refuse_tricks(text, name)
        return yaml.load(text)
    except DuplicateKeyError as error:
        problem = Problem(
            "E405", "同一名称写了两次", Place(name, _mark_line(error)), "保留一处，删去另一处。"
        )
    except MarkedYAMLError as error:
        problem = Problem(
            "E404",
            "不是合法的YAML",
            Place(name, _mark_line(error)),
            "检查该行及上一行的缩进、冒号后的空格和引号。",
        )
    except InputError:
        raise
    except Exception:  # noqa: BLE001  ruamel raises what strange keys happen to raise
        problem = Problem("E404", "不是合法的YAML", Place(name), "检查文件内容。")
    raise InputError((problem,))


def _refuse_tricks(text: str, name: str) -> None:
    """Refuse what makes a file mean more than it shows, before anything is made of it.

    Tags name types, aliases grow without limit, directives change how words are read; escapes can
    write characters that no text may hold. None of them is needed to fill in a form. Of comments,
    which nobody prints, the characters are no matter.

    Raises:
        InputError: There is any of these; all at once, or up to where the nesting is too deep.
    """
    problems: list[Problem] = []
    values = [" " if mark != "\n" else mark for mark in text]
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        place = Place(name, event.start_mark.line + 1)
        problems += _cut(event, text, place)
        problems += (
            Problem("E443", f"用了YAML的{what}", place, hint) for what, hint in _tricks(event)
        )
        if isinstance(event, ScalarEvent) and not is_plain(event.value):
            span = slice(event.start_mark.index, event.end_mark.index)
            values[span] = text[span]
            if is_plain(text[span]):  # then it is written by escapes
                problems += strangers_in(event.value, place)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _DEEPEST:
            hint = "检查括号和缩进。"
            problems.append(Problem("E444", f"层次过深，超过{_DEEPEST}层", place, hint))
            break
    problems += strangers_of("".join(values), name)
    if problems:
        raise InputError(tuple(problems))


def _cut(event: Any, text: str, place: Place) -> Iterator[Problem]:  # noqa: ANN401  a class of ruamel's
    """Find a value that goes on behind a blank and a number sign, as in 第一项 #2: that is lost."""
    if isinstance(event, ScalarEvent) and event.style is None:
        found = _CUT.match(text, event.end_mark.index)
        if event.value and found:
            message = f"“{event.value} {found[1]}”从井号起不作数"
            yield Problem("E443", message, place, _CUT_HINT)


def _repeated(data: Any, name: str) -> Iterator[Problem]:  # noqa: ANN401  whatever YAML holds
    """Find what stands twice in one list of a form; a list of records may say the same twice."""
    if not isinstance(data, dict):
        return
    for value in data.values():
        yield from _repeated(value, name)
        if not isinstance(value, list):
            continue
        lines: Any = getattr(value, "lc", None)
        for number, item in enumerate(value):
            yield from _repeated(item, name)
            if item in value[:number]:
                place = Place(name, lines.item(number)[0] + 1)
                yield Problem("E405", "同一项写了两次", place, "保留一处，删去另一处。")


def _tricks(event: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  a class of ruamel's each
    """Name the features of YAML that an event uses and a form does not need, with the remedy."""
    plain = isinstance(event, ScalarEvent) and event.style is None
    if isinstance(event, AliasEvent):
        yield "引用（*）", "把所引用的内容写出来；星号开头的文字加引号。"
    elif getattr(event, "anchor", None) is not None:
        yield "锚点（&）", "删去锚点；“&”开头的文字加引号。"
    if getattr(event, "ctag", None) is not None and event.tag is not None:
        yield "类型标记（!）", "删去标记；叹号开头的文字加引号。"
    if plain and event.value == _MERGE:
        yield "合并键（<<）", "把所合并的内容写出来。"
    if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
        yield "指令（%）", "删去“%”开头的行。"


def _mark_line(error: MarkedYAMLError) -> int | None:
    mark = error.problem_mark or error.context_mark
    return None if mark is None else mark.line + 1


def _line(data: Any, path: tuple[int | str, ...]) -> int | None:  # noqa: ANN401
    """Return the line of the last key on the path that the file has."""
    line: int | None = None
    for part in path:
        marks = getattr(getattr(data, "lc", None), "data", None) or {}
        if part not in marks:
            break
        line = marks[part][0] + 1
        data = data[part]
    return line
