"""A number is read as the format of its cell shows it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lawgov_lib.inputs.numberformat import HIDDEN, code_of, day_shown, number_shown, text_shown

NUMBERS: list[tuple[float, str, str]] = [
    (0.985, "0.0%", "98.5%"),
    (0.985, "0%", "99%"),
    (0.985, "0.00%", "98.50%"),
    (467000, "0!.0,", "46.7"),
    (467000, '0!.0,"万元"', "46.7万元"),
    (467000, "0!.0000", "46.7000"),
    (467000, '0"."0,', "46.7"),
    (5000, "#!.0,", "0.5"),
    (500, "0!.0,", "0.1"),
    (46.699999999999996, "General", "46.7"),
    (17.999999999999996, "General", "18"),
    (33.333333333333336, "General", "33.3333333333333"),
    (0.1 + 0.2 - 0.3, "General", "5.55112E-17"),
    (0.00001, "General", "0.00001"),
    (17.6, "0", "18"),
    (2.5, "0", "3"),
    (1.005, "0.00", "1.01"),
    (-0.4, "0", "0"),
    (1234567.891, "#,##0", "1234568"),
    (1234567.891, "#,##0.00", "1234567.89"),
    (1234567, "#,##0,", "1235"),
    (12345678, '0.00,,"百万"', "12.35百万"),
    (18, '0"人"', "18人"),
    (3, '"示科〔2024〕"0"号"', "示科〔2024〕3号"),
    (7, '"XK-2024-"000', "XK-2024-007"),
    (123, "00000", "00123"),
    (20240105, "0000-00-00", "2024-01-05"),
    (13812345678, "000-0000-0000", "138-1234-5678"),
    (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
    (1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "1234.50"),
    (-1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "-1234.50"),
    (0, "0;-0;;@", HIDDEN),
    (0, "#,###", HIDDEN),
    (5, ";;;", HIDDEN),
    (15000, '[>=10000]0!.0,"万";0', "1.5万"),
    (150, '[>=10000]0!.0,"万";0', "150"),
    (5, "[$¥-804]#,##0.00", "¥5.00"),
    (123456, "0.00E+00", "123456"),
    (0.5, "# ?/?", "0.5"),
    (12, "[DBNum1]General", "12"),
    (5, "@", "5"),
    (1e15, "General", "1000000000000000"),
]


@pytest.mark.parametrize(("value", "code", "shown"), NUMBERS)
def test_number(value: float, code: str, shown: str) -> None:
    """Percentages, scales, rounding, words and signs are those of the format."""
    assert number_shown(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy-mm-dd", "2024-01-05"),
        ('yyyy"年"m"月"d"日"', "2024-01-05"),
        ("[$-804]yyyy\\-m\\-d;@", "2024-01-05"),
        ('m"月"d"日"', "2024-01-05"),
        ('yyyy"年"m"月"', "2024年1月"),
        ('e"年"m"月"', "2024年1月"),
        ("mmm-yy", "2024年1月"),
        ("mmmm", "1月"),
        ("yyyy", "2024年"),
        ("", "2024-01-05"),
    ],
)
def test_day(code: str, shown: str) -> None:
    """A cell that shows no day of the month holds none."""
    assert day_shown(date(2024, 1, 5), code) == shown


def test_time() -> None:
    """A clock time is kept beside its day, and shown alone where the format shows it alone."""
    moment = datetime(2024, 1, 5, 9, 30)  # noqa: DTZ001

    assert day_shown(moment, "yyyy/m/d h:mm") == "2024-01-05 09:30:00"
    assert day_shown(moment, "h:mm") == "09:30:00"


def test_formats_that_only_a_chinese_excel_names() -> None:
    """A file names them by number; what is neither listed nor written out is the general one."""
    assert code_of(57, "General") == 'yyyy"年"m"月"'
    assert code_of(31, "General") == 'yyyy"年"m"月"d"日"'
    assert code_of(0, None) == "General"


def test_words_around_a_text() -> None:
    """A format may put words around a text, too."""
    assert text_shown("3", '"示科〔2024〕"@"号"') == "示科〔2024〕3号"
    assert text_shown("甲", "0.0;-0.0") == "甲"
