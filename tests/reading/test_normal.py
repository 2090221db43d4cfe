"""The normal form of a text, and the way back to the text as it was given."""

from __future__ import annotations

import pytest

from lawgov_lib.reading.normal import normalise


@pytest.mark.parametrize(
    ("given", "form"),
    [
        ("办结12件，合格率92%。", "办结12件，合格率92%。"),
        ("办结１２件，合格率９２．５％。", "办结12件，合格率92.5%。"),
        ("办结 12 件", "办结12件"),
        ("办结　１２　件", "办结12件"),
        ("GB/T 9704", "GB/T 9704"),
        ("１，０２４件", "1,024件"),
        ("二○二四年", "二〇二四年"),
        ("⼀件", "一件"),
        ("办\u200b结12件", "办结12件"),
        ("第一行 \n 第二行", "第一行\n第二行"),
    ],
)
def test_forms_of_one_character_become_one(given: str, form: str) -> None:
    """Widths, compatibility forms and blanks beside Chinese characters."""
    assert normalise(given).text == form


def test_a_stretch_leads_back_to_the_text() -> None:
    """What was left out between is part of what is quoted."""
    text = "共 １２ 件，办结"
    normal = normalise(text)
    begin = normal.text.index("12")

    assert text[normal.start(begin) : normal.end(begin + 3)] == "１２ 件"
