"""What the shipped faces show, read from the faces themselves."""

from __future__ import annotations

import pytest

from lawgov_lib.base.characters import is_plain, strangers
from lawgov_lib.base.glyphs import FALLBACK, SHOWN_FILE, codes_of, shared_out, shown, table
from lawgov_lib.base.shipped import FONTS
from tests.places import PROJECT

# 通用规范汉字表 (2013) in its order: the characters that Unihan 14.0 numbers in kTGH.
STANDARD = (PROJECT / "tests" / "data" / "standard_characters.txt").read_text(encoding="utf-8")
IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0xA000)]
MARKS = "㎡㎥㎏㎞℃‰①⑳㈠㈩㊀㊉ⅠⅫⅰ⒈⑴☑☐☒√×□■●○※№→←★●◆➢✓✗½²Ⅳ【】〔〕～—…·・、‑−"


def test_the_table_is_that_of_the_faces() -> None:
    """``make fields`` was run after the last change of a face."""
    assert SHOWN_FILE.read_text(encoding="ascii") == table()
    assert shown() == frozenset().union(*map(codes_of, FALLBACK))


def test_no_other_face_adds_a_character() -> None:
    """Whatever part a text stands in, the faces that all parts fall back on show all there is."""
    import uharfbuzz  # noqa: PLC0415

    for path in [*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")]:
        own = set(uharfbuzz.Face(path.read_bytes()).unicodes)

        assert own <= shown(), path.name


def test_standard_characters_are_shown() -> None:
    """Each of the 8105 characters of the national table has a glyph, and none is objected to."""
    assert len(STANDARD) == len(set(STANDARD)) == 8105
    assert [character for character in STANDARD if ord(character) not in shown()] == []
    assert strangers(STANDARD) == ()


def test_ideographs_are_shown() -> None:
    """Each ideograph of the first block has a glyph, and none is objected to."""
    assert [character for character in IDEOGRAPHS if ord(character) not in shown()] == []
    assert strangers("".join(IDEOGRAPHS)) == ()


def test_units_numbers_and_marks_are_plain() -> None:
    """What offices write on purpose is left alone."""
    assert strangers(MARKS) == ()


def test_what_is_not_looked_up_is_shown() -> None:
    """The quick look passes nothing that a face lacks or that is objected to."""
    spaces = "\t\n\r \u00a0\u3000\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
    passed = [
        chr(code) for code in range(0xFFFF) if is_plain(chr(code)) and not chr(code).isspace()
    ]

    assert is_plain(spaces)
    assert [character for character in passed if ord(character) not in shown()] == []


@pytest.mark.parametrize(
    ("character", "plain"),
    [
        ("\u2f00", "一"),
        ("\u2ee2", "马"),
        ("\u31d0", "一"),
        ("\uf900", "豈"),
        ("\U0002f800", "丽"),
        ("\ufe59", "（"),
        ("\ufe35", "（"),
        ("\uff76", "カ"),
        ("\ufb01", "fi"),
        ("\uf0b7", "·"),
        ("\uf06c", "●"),
        ("\uf0fc", "√"),
        ("\uf0fe", "☑"),
        ("\ue81e", "\u9fb4"),
        ("\ue78d", "，"),
        ("\U0001d400", "A"),
        ("\u2705", "√"),
        ("\ue000", ""),
        ("\U000f0000", ""),
        ("\U0001f600", ""),
        ("\ufdfd", ""),
        ("\ufffd", ""),
    ],
)
def test_the_plain_form_is_told(character: str, plain: str) -> None:
    """Who pasted the character is told what to write, where there is such a form."""
    (stranger,) = strangers(f"甲{character}乙{character}")

    assert (stranger.character, stranger.plain, stranger.places) == (character, plain, (2, 4))
    assert f"<U+{ord(character):04X}>" in str(stranger)


def test_a_plain_form_is_plain() -> None:
    """Who writes what he was told to write is not told again."""
    blocks = [(0x2E80, 0x2FE0), (0x31C0, 0x31E4), (0xE000, 0x10000), (0x1D400, 0x1D800)]
    marks = [
        chr(code) for first, last in (*blocks, (0x2F800, 0x2FA20)) for code in range(first, last)
    ]
    plain = "".join(stranger.plain for mark in marks for stranger in strangers(mark))

    assert strangers(plain) == ()


def test_radicals_are_told_with_a_character_that_faces_show() -> None:
    """Each radical that looks like a character, or is a part of one, has its plain form told."""
    radicals = "".join(map(chr, (*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4))))
    kangxi = "".join(map(chr, range(0x2F00, 0x2FD6)))
    told = {stranger.character: stranger.plain for stranger in strangers(radicals + kangxi)}

    assert [mark for mark in radicals + kangxi if not told.get(mark)] == []
    assert [told[mark] for mark in "⺮⻊⻓⻚⼀"] == ["竹", "足", "长", "页", "一"]


@pytest.mark.parametrize("ideograph", "\ufa0e\ufa0f\ufa11\ufa29")
def test_an_ideograph_of_its_own_is_plain(ideograph: str) -> None:
    """Twelve characters stand among the compatibility ideographs and are none."""
    assert is_plain(ideograph)


def test_an_accent_joins_its_letter() -> None:
    """A letter and its accent may be written apart, as some systems do."""
    assert is_plain("caf\u0065\u0301")


def test_a_character_goes_to_the_first_face_that_has_it() -> None:
    """Of a face no more is embedded than the others lack."""
    found = [(face.file, characters) for face, characters in shared_out("法㐂𠮷☑法\n\U0001f600")]

    assert found == [
        ("NotoSansCJKsc-Medium.otf", "法"),
        ("NotoSerifCJKsc-Rare.otf", "㐂𠮷"),
        ("NotoSansSymbols2-Marks.ttf", "☑"),
    ]
