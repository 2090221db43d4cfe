"""What must not be public is found by its form, and what only looks like it is left alone."""

from __future__ import annotations

from itertools import product

import pytest
import yaml
from stdnum import luhn
from stdnum.cn import ric

from lawgov_lib.document.markdown import parse
from lawgov_lib.document.tree import Paragraph, plain
from lawgov_lib.privacy.disclosure import (
    CARD,
    HOST,
    IDENTITY,
    MAIL,
    MOBILE,
    PATH,
    SECRET,
    USER,
    Watch,
    mask,
)
from lawgov_lib.privacy.markedtext import FORMS, untagged
from tests.places import DATA

DIGITS = yaml.safe_load((DATA / "grounds.yaml").read_text(encoding="utf-8"))["digits"]
EXAMPLES = yaml.safe_load((DATA / "disclosures.yaml").read_text(encoding="utf-8"))
WATCH = Watch(
    mail=("163.com", "qq.com"), users=("zhangsan", "root", "li"), hosts=("DESKTOP-AB12.corp",)
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("11010519491231002X", IDENTITY),
        ("１１０１０５１９４９１２３１００２Ｘ", IDENTITY),
        ("110105 19491231 002X", IDENTITY),
        ("1101 0519 4912 3100 2x", IDENTITY),
        ("4111111111111111", CARD),
        ("4111 1111 1111 1111", CARD),
        ("6222－0212－3456－7890－128", CARD),
        ("13812345678", MOBILE),
        ("138-1234-5678", MOBILE),
        ("１３８　１２３４　５６７８", MOBILE),
        ("138—1234—5678", MOBILE),
        ("1381 234 5678", MOBILE),
        ("8613812345678", MOBILE),
        ("138\u200b1234\u200b5678", MOBILE),
        ("zhang.san@163.com", MAIL),
        ("zhangsan1＠163．com", MAIL),
        ("机密★1年", SECRET),
        ("绝密 ★", SECRET),
        ("★长期", SECRET),
        ("密级：秘密", SECRET),
        ("/home/zs/年报/a.py", PATH),
        ("C:\\Users\\张三\\报告.docx", PATH),
        ("c:/Users/x/a", PATH),
        ("C:\\\\Users\\\\x", PATH),
        ("\\\\fileserver\\share\\2020", PATH),
        ("file:///srv/data/a.csv", PATH),
        ("zhangsan", USER),
        ("ZHANGSAN", USER),
        ("desktop-ab12", HOST),
        ("DESKTOP-AB12.corp", HOST),
    ],
)
def test_what_must_not_be_public_is_masked(text: str, kind: str) -> None:
    """It is found in the middle of Chinese text, whatever stands between its digits."""
    said = f"详见（{text}），特此说明。"

    assert WATCH.kinds(said) == (kind,)
    assert WATCH.masked(said) == f"详见（{mask(kind)}），特此说明。"


@pytest.mark.parametrize(
    "text",
    [
        "项目编号110105194912310021，流水号4111111111111112",  # their check digits do not fit
        "统一社会信用代码11440000MB2C12345X",
        "电话0662-3366001、12345，邮箱kjj@yangjiang.gov.cn",
        "共138 件、1234 件、56 件，占0.13812345678",
        "2015—2020年，138.12345678万元",
        "200元/人/年，（/月/次），A/B/C，比例1:2/3",
        "见https://www.yj.gov.cn/zwgk/2020/index.html",
        "报表见params/2020/figures.csv:3",
        "保护商业秘密，学习《中华人民共和国保守国家秘密法》，检查机密文件3件",
        "zhangsanfeng和lizhangsan，root和li",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    """Wrong check digits, amounts, units, web addresses and common names raise no alarm."""
    assert WATCH.kinds(text) == ()
    assert WATCH.masked(text) == text


NUMBERS = ("110101199003074610", "13800138000", "6222020200112233446")
"""An identity number, a mobile number and a card that are nobody's."""


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in EXAMPLES["found"].items() for text in texts]
)
def test_what_is_personal_or_secret_is_found_however_it_is_written(kind: str, text: str) -> None:
    """Cut by blanks, dots, dashes and line breaks, in full width, in a link: nothing else."""
    assert WATCH.kinds(text) == (kind,)
    assert WATCH.kinds(WATCH.masked(text)) == ()


@pytest.mark.parametrize(
    ("first", "between"),
    [
        *product(NUMBERS, (" ", "，", "、", "/", "-", "·", ".", "\t", "\n")),
        *product(("5000", "1 38"), (" ", "，", "、")),
    ],
)
@pytest.mark.parametrize("second", NUMBERS)
def test_a_number_hides_none_that_follows_it(first: str, second: str, between: str) -> None:
    """Name, telephone and identity number in a row: none is taken for the first digits of one."""
    masked = WATCH.masked(f"张三{first}{between}{second}，李四")

    assert second not in masked
    assert first not in NUMBERS or first not in masked


@pytest.mark.parametrize("text", EXAMPLES["harmless"])
def test_numbers_and_words_of_office_are_left_alone(text: str) -> None:
    """Credit codes, document numbers, amounts, landlines, dates and talk of secrets are no leak."""
    assert WATCH.kinds(text) == ()


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, text) for kind, texts in EXAMPLES["in_prose"].items() for text in texts],
)
def test_marks_in_the_middle_hide_nothing(kind: str, text: str) -> None:
    """A link, its address, a footnote or a comment cuts no number: neither read nor as written."""
    (paragraph,) = parse(text, file="text/oversight.md")
    assert isinstance(paragraph, Paragraph)
    read = plain(paragraph.runs)

    assert WATCH.kinds(read) == WATCH.kinds(FORMS["text/markdown"].plain(text)) == (kind,)
    assert WATCH.kinds(WATCH.masked(read)) == ()


@pytest.mark.parametrize("text", EXAMPLES["in_hypertext"])
def test_tags_within_a_line_part_no_number(text: str) -> None:
    """Only what begins a line of its own parts what is read."""
    assert WATCH.kinds(untagged(text), lines=False) == (IDENTITY,)


def test_the_labels_of_a_drawing_do_not_run_together() -> None:
    """Numbers in cells and labels stand each for itself."""
    assert WATCH.kinds("138\n1234\n5678", lines=False) == ()


def test_a_line_that_is_a_level_is_a_mark_in_text_and_a_heading_in_tables() -> None:
    """A level by itself marks a document; a table of levels may have it as a cell."""
    assert WATCH.kinds("报告\n秘密\n正文") == (SECRET,)
    assert WATCH.kinds("秘密", lines=False) == ()


@pytest.mark.parametrize("first", [True, False])
def test_what_was_seen_before_changes_nothing(first: bool) -> None:  # noqa: FBT001
    """A text shows the same the second time, also where it stands otherwise then."""
    texts = [text for found in EXAMPLES["found"].values() for text in found]
    texts += [*EXAMPLES["harmless"], "机密", "机密\n", "甲\n机密\n乙", "138001\n38000"]
    seen = Watch(WATCH.mail, WATCH.users, WATCH.hosts)
    for lines in (first, not first):
        for text in texts:
            fresh = Watch(WATCH.mail, WATCH.users, WATCH.hosts)
            assert seen.spans(text, lines=lines) == fresh.spans(text, lines=lines), text


def test_every_kind_is_named_once_in_a_fixed_order() -> None:
    """A text with many faults says each kind once."""
    text = "秘密★，13812345678、13912345678、11010519491231002X"

    assert WATCH.kinds(text) == (IDENTITY, MOBILE, SECRET)


def test_a_path_of_the_library_keeps_what_is_the_same_everywhere() -> None:
    """Whoever reads a traceback still sees which file of which package it names."""
    text = "/opt/x/lib/python3.11/site-packages/pandas/core/frame.py:12"

    assert WATCH.masked(text) == f"{mask(PATH)}/site-packages/pandas/core/frame.py:12"


def test_masks_show_nothing_themselves() -> None:
    """A scrubbed text can be scrubbed again and stays as it is."""
    once = WATCH.masked("zhangsan，13812345678，/home/zs/a，密级：秘密")

    assert WATCH.masked(once) == once


def sound(kind: str, length: int) -> str:
    """Return a number of that kind in that length, with the check digit that the kind asks for."""
    digits = {IDENTITY: "110105194912310021", CARD: "6222021234567890", MOBILE: "13812345678"}[kind]
    digits = digits.ljust(length, "1")[:length]
    if kind == IDENTITY:
        return digits[:-1] + ric.calc_check_digit(digits) if length == len(digits) == 18 else digits
    return digits[:-1] + luhn.calc_check_digit(digits[:-1]) if kind == CARD else digits


@pytest.mark.parametrize("kind", [IDENTITY, CARD, MOBILE])
def test_numbers_are_found_in_their_lengths_and_no_other(kind: str) -> None:
    """One digit more or fewer is another number, whatever its check digit."""
    shortest, longest = DIGITS[kind]
    found = [
        length
        for length in range(shortest - 3, longest + 4)
        if kind in WATCH.kinds(f"号码{sound(kind, length)}。")
    ]

    assert found == list(range(shortest, longest + 1))


@pytest.mark.parametrize(
    "body", ["42999919700203001", "51029919520101003", "11010119000101001", "99999919881231045"]
)
def test_identity_numbers_of_counties_that_no_table_has_are_found(body: str) -> None:
    """The holder may be older than the county's code; day and check character decide."""
    number = body + ric.calc_check_digit(f"{body}0")

    assert WATCH.kinds(f"身份证号{number}。") == (IDENTITY,)


def test_numbers_without_a_day_of_birth_are_no_identity_numbers() -> None:
    """The thirteenth month is none, and a check character alone proves nothing."""
    body = "11010119701301001"

    assert WATCH.kinds(f"编号{body}{ric.calc_check_digit(body + '0')}。") == ()
