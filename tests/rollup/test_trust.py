"""The trust file: whose key is whose, and when it counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.approval.keys import Seal, Validity, new_key
from lawgov_lib.base.errors import InputError
from lawgov_lib.rollup.trust import Trust, TrustError, read_trust

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def keys(tmp_path: Path) -> tuple[str, str]:
    """Return two public keys."""
    return new_key(tmp_path / "one"), new_key(tmp_path / "two")


def listed(folder: Path, name: str, *rows: tuple[str, str, str, str]) -> Trust:
    """Write a trust file and read it."""
    fields = ("机关", "公钥", "启用", "停用")
    if name.endswith(".csv"):
        text = "\n".join(",".join(row) for row in (fields, *rows))
    else:
        pairs = [
            [f"{key}: {value}" for key, value in zip(fields, row, strict=True)] for row in rows
        ]
        text = "\n".join("- " + "\n  ".join(row) for row in pairs)
    (folder / name).write_text(text + "\n", encoding="utf-8")
    return read_trust(folder / name)


@pytest.mark.parametrize("name", ["trust.yaml", "trust.csv"])
def test_a_key_counts_for_its_agency_and_its_days(
    tmp_path: Path, keys: tuple[str, str], name: str
) -> None:
    """From the day it was taken up to the day before it was given up, and for nobody else."""
    own, other = keys
    trust = listed(
        tmp_path, name, ("甲局", own, "2025-01-01", "2025-02-01"), ("乙局", other, "2025-01-01", "")
    )
    said = {
        day: trust.objection("甲局", Seal(Validity.VALID, own), day)
        for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 31), date(2025, 2, 1))
    }

    assert [bool(words) for words in said.values()] == [True, False, False, True]
    day = date(2025, 1, 5)
    assert "乙局的密钥" in trust.objection("甲局", Seal(Validity.VALID, other), day)
    assert "没有该机关" in trust.objection("丙局", Seal(Validity.VALID, own), day)
    assert "没有签名" in trust.objection("甲局", Seal(Validity.ABSENT), day)
    assert "不符" in trust.objection("甲局", Seal(Validity.INVALID), day)
    assert "没有签发日期" in trust.objection("甲局", Seal(Validity.VALID, own), None)


@pytest.mark.parametrize("name", ["trust.yaml", "trust.csv"])
def test_a_wrong_entry_is_told_with_its_line(
    tmp_path: Path, keys: tuple[str, str], name: str
) -> None:
    """A key that is none, one of two agencies, days the wrong way round; all at once."""
    own, other = keys
    with pytest.raises(InputError) as failure:
        listed(
            tmp_path,
            name,
            ("甲局", own, "2025-01-01", ""),
            ("乙局", own, "2025-01-01", ""),
            ("丙局", "abc", "2025-01-01", ""),
            ("丁局", other, "2025-01-01", "2024-01-01"),
        )

    lines = [problem.place and problem.place.line for problem in failure.value.problems]
    assert {problem.code for problem in failure.value.problems} == {"E842"}
    assert lines == ([3, 4, 5] if name.endswith(".csv") else [5, 9, 13])


def test_a_missing_column_is_told_once(tmp_path: Path) -> None:
    """The day from which a key counts must be said; each row lacks it for the same reason."""
    (tmp_path / "trust.csv").write_text("机关,公钥\n甲局,abc\n乙局,abd\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"E410.*启用") as failure:
        read_trust(tmp_path / "trust.csv")

    assert len(failure.value.problems) == 1


def test_a_key_of_many_agencies_is_told_once(tmp_path: Path, keys: tuple[str, str]) -> None:
    """One message names the key, how many have it, and the first; a program gets them all."""
    own, other = keys
    agencies = [f"第{number}局" for number in range(600)]
    rows = [(agency, own, "2025-01-01", "") for agency in agencies]

    with pytest.raises(TrustError) as failure:
        listed(tmp_path, "trust.csv", *rows, ("外局", other, "2025-01-01", ""))

    (problem,) = failure.value.problems
    assert own.startswith(problem.message.removeprefix("同一公钥").partition("……")[0])
    assert problem.message.endswith("用于几个机关：第0局、第1局、第2局等600个")
    assert problem.place
    assert problem.place.line == 3
    assert failure.value.facts() == {"shared_keys": {own: agencies}}


def test_what_is_wrong_of_many_agencies_is_told_once(tmp_path: Path) -> None:
    """Keys cut short in every row have one cause."""
    rows = [(f"第{number}局", f"k{number}", "2025-01-01", "") for number in range(600)]

    with pytest.raises(InputError) as failure:
        listed(tmp_path, "trust.csv", *rows)

    assert [each.message for each in failure.value.problems] == [
        "公钥写法不对：第0局、第1局、第2局等600个"
    ]
