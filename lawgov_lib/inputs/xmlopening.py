"""How an XML part of a file begins: whether it declares a document type."""

from __future__ import annotations

from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 16


def has_document_type(stream: IO[bytes]) -> bool:
    """Tell whether an XML part declares a document type; that stands before its first element.

    Raises:
        ExpatError: It is no XML.
    """
    declared = begun = False

    def doctype(*_: object) -> None:
        nonlocal declared
        declared = True
        raise _Seen

    def start(*_: object) -> None:
        nonlocal begun
        begun = True

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    try:
        while not begun and (chunk := stream.read(_CHUNK)):
            parser.Parse(chunk)
    except _Seen:
        pass
    return declared


class _Seen(Exception):  # noqa: N818  it is no error, but ends the parsing before anything grows
    """What was looked for has been seen."""
