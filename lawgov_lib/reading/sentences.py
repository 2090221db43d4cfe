"""Splitting a text into sentences and clauses, and leaving out names and quotations.

A sentence ends with a full stop, a question or exclamation mark, or a semicolon. Readers differ in
what else they ask, and each way has its function here: checks end a sentence with its line too
(:func:`sentences`); who compares years keeps the closing marks with it (:func:`closed`); who marks
a text must be able to join the parts again (:func:`pieces`).
"""

from __future__ import annotations

from functools import lru_cache

from lawgov_lib.base.expressions import compiled

ENDS = "。！？；"
_SENTENCE = compiled(f"[^{ENDS}\n]+[{ENDS}]?")
_CLOSED = compiled(f"[^{ENDS}]+[{ENDS}]?[”」』）〉》]*")
_PIECE = compiled(f"[^{ENDS}]+[{ENDS}]?|[{ENDS}]")
_CLAUSE = compiled("[^，。；：！？、（）\n]+")
_TOPIC = compiled("[^，。；：]*")
_NAME = compiled("《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_QUOTATION = compiled("“[^“”]*”")


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, each with the mark that ends it; a line ends one too."""
    return tuple(_SENTENCE.findall(text))


def closed(text: str) -> list[str]:
    """Return the sentences with the brackets and quotation marks that close behind them."""
    return _CLOSED.findall(text)


def pieces(text: str) -> list[str]:
    """Return parts of at most a sentence that, joined, are the text again."""
    return _PIECE.findall(text)


def beginning(text: str, at: int) -> int:
    """Return where the sentence begins that a position stands in."""
    return max(text.rfind(mark, 0, at) for mark in ENDS) + 1


def clauses(text: str) -> list[str]:
    """Return what stands between any two marks, brackets among them."""
    return _CLAUSE.findall(text)


def topic(text: str) -> str:
    """Return the words with which a text begins, up to its first mark."""
    found = _TOPIC.match(text)
    return found[0] if found else ""


def nameless(text: str) -> str:
    """Return a text without the names of documents, 《》 and what stands between them."""
    return _NAME.sub("", text)


def unquoted(text: str) -> str:
    """Return a text without what stands in quotation marks, and without the marks."""
    return _QUOTATION.sub("", text)
