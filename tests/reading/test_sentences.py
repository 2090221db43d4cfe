"""A text is split where its readers expect it, and loses nothing that they need."""

from __future__ import annotations

import pytest

from lawgov_lib.reading.sentences import (
    beginning,
    clauses,
    closed,
    nameless,
    pieces,
    sentences,
    topic,
    unquoted,
)

TEXT = "局长说：“依法办事。”开会3次；培训、\n考试（2次）！"


def test_a_sentence_ends_with_its_mark_or_its_line() -> None:
    """Checks read line by line; a semicolon ends a sentence too."""
    assert list(sentences(TEXT)) == [
        "局长说：“依法办事。",
        "”开会3次；",
        "培训、",
        "考试（2次）！",
    ]


def test_a_closing_mark_belongs_to_the_sentence_before() -> None:
    """Who compares years must not move a quotation mark into the next sentence."""
    assert closed(TEXT) == ["局长说：“依法办事。”", "开会3次；", "培训、\n考试（2次）！"]


@pytest.mark.parametrize("text", [TEXT, "", "。；", "没有标点", "一。。二"])
def test_pieces_are_the_text_again(text: str) -> None:
    """Who marks parts of a text leaves no character out."""
    assert "".join(pieces(text)) == text
    assert "" not in pieces(text)


def test_a_position_has_the_beginning_of_its_sentence() -> None:
    """It is behind the last mark before, or where the text begins."""
    assert [beginning(TEXT, at) for at in (3, 12, 20)] == [0, 10, 16]


def test_clauses_and_topics_end_at_any_mark() -> None:
    """The topic is the first clause, blank where a mark comes first."""
    assert clauses("一是，加强学习（2次）") == ["一是", "加强学习", "2次"]
    assert [topic(text) for text in ("加强学习，完善制度", "：加强", "")] == ["加强学习", "", ""]


def test_names_and_quotations_are_left_out() -> None:
    """A name within a name goes with it."""
    assert nameless("学习《关于印发〈办法〉和《规定》的通知》2次") == "学习2次"
    assert unquoted("落实“谁执法谁普法”责任") == "落实责任"
