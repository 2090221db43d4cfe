"""The page ``docs/api.md``: what the code itself says of the public names."""

from __future__ import annotations

import ast
import inspect
import re
from copy import copy
from textwrap import dedent
from typing import TYPE_CHECKING, cast

import lawgov_lib
from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = """\
# lawgov from Python

Written by `make fields` from the docstrings; not to be edited by hand. The examples are tests, run
in the folder of the project.
"""
_PART = compiled(r"^([A-Z]\w+):\n((?:(?: {4}.*)?\n)+)", re.MULTILINE)
"""A part of a docstring: its name, and its indented lines."""
_ITEM = compiled(r"^(\w+): ", re.MULTILINE)
_CODE = compiled(r"(?::\w+:`\.?|``)([^`]+)``?")

_NOTHING: list[ast.stmt] = [ast.Expr(ast.Constant(...))]
_Defined = ast.ClassDef | ast.FunctionDef


def page() -> str:
    """Return the page: the package, its functions, then its types with their public members."""
    public = [getattr(lawgov_lib, name) for name in lawgov_lib.__all__]
    functions = [_parsed(each) for each in public if inspect.isfunction(each)]
    types = [_parsed(each) for each in public if inspect.isclass(each)]
    head = _markdown(inspect.getdoc(lawgov_lib) or "")
    told = [_HEAD, head, "## Functions\n", *map(_told, functions), "## Types\n"]
    for node in types:
        told += [_told(node), *(_told(each, f"{node.name}.") for each in _members(node))]
    return "\n".join(told)


def _parsed(public: Callable[..., object]) -> _Defined:
    (node,) = ast.parse(inspect.getsource(public)).body
    return cast("_Defined", node)


def _members(node: _Defined) -> list[ast.FunctionDef]:
    return [
        each
        for each in node.body
        if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
    ]


def _told(node: _Defined, owner: str = "") -> str:
    """Tell a function, or a class with its fields: how it is written, then what it is."""
    bare = copy(node)
    bare.body = []
    if isinstance(node, ast.ClassDef):
        bare.body += [each for each in node.body if isinstance(each, ast.AnnAssign | ast.Assign)]
    bare.body = bare.body or _NOTHING
    level = "####" if owner else "###"
    told = _markdown(ast.get_docstring(node) or "")
    return f"{level} {owner}{node.name}\n\n{_fenced('python', ast.unparse(bare))}\n{told}"


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```\n"


def _markdown(docstring: str) -> str:
    """Write a docstring as Markdown."""
    return _PART.sub(_part, _CODE.sub(r"`\1`", docstring + "\n"))


def _part(found: re.Match[str]) -> str:
    title, body = found[1], dedent(found[2]).strip("\n")
    end = "\n" * found[2].endswith("\n\n")
    if title == "Example":
        return _fenced("pycon", body) + end
    text = body if title == "Returns" else _ITEM.sub(r"- `\1`: ", body).replace("\n    ", "\n  ")
    return f"**{title}**\n\n{text}\n{end}"
