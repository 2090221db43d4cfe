"""Signing: an approval is bound to the very content that the person could read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.approval.signing import sign
from lawgov_lib.base.errors import InputError, ParameterError, PublishError
from tests.approval.office import (
    DAY,
    ROLES,
    add,
    change_inputs,
    draft,
    sign_all,
    signoff,
    told,
    year_folder,
)

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.publishing.publication import Made


def test_an_approval_is_recorded_with_the_content(root: Path, made: Made) -> None:
    """Role, name, day and content stand in the file, and the roles to come are told."""
    signed = sign(root, 2020, "审核", " 张某 ", DAY)

    (entry,) = signoff(root).root
    assert (entry.role, entry.name, entry.date) == ("审核", "张某", DAY)
    assert entry.content == made.document.content
    assert signed.missing == ("起草", "保密审查", "签发")
    assert "尚未签批：起草、保密审查、签发" in signed.told()


def test_the_last_role_completes_the_approvals(root: Path) -> None:
    """Once all have signed, that is said."""
    sign_all(root)

    assert signoff(root).root[-1].role == ROLES[-1]
    assert "签批齐备" in sign(root, 2020, "签发", "张某", DAY).told()


def test_earlier_approvals_stay(root: Path, made: Made) -> None:
    """A second approval of a role stands behind the first, with its comment; the later counts."""
    sign(root, 2020, "审核", "张某", DAY)
    add(year_folder(root) / "signoff.yaml", "# 纸质签批单第3号")
    sign(root, 2020, "审核", "李某", date(2021, 1, 12))

    text = (year_folder(root) / "signoff.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 2020年度报告的签批记录，由 lawgov sign 写入")
    assert "# 纸质签批单第3号" in text
    assert [entry.name for entry in signoff(root).root] == ["张某", "李某"]
    assert signoff(root).given(ROLES, made.document.content)["审核"].name == "李某"


@pytest.mark.parametrize("name", ["2020", "null", "a: [b", '"\n- role: 签发', "# 张某", "！张"])
def test_a_name_is_text(root: Path, name: str) -> None:
    """Whatever somebody is called, the file says it back and holds one approval."""
    sign(root, 2020, "审核", name, DAY)

    assert [entry.name for entry in signoff(root).root] == [name]


def test_all_reasons_against_signing_are_told_at_once(root: Path) -> None:
    """Edited, added and missing outputs, changed inputs and a role nobody asks for."""
    add(draft(root) / "report.html", "<!-- 改 -->")
    (draft(root) / "metrics.csv").unlink()
    (draft(root) / "说明.txt").write_text("附言", encoding="utf-8")
    change_inputs(root)

    with pytest.raises(PublishError) as refusal:
        sign(root, 2020, "校对", "张某", DAY)

    assert told(refusal.value.problems) == [
        "E816 outputs/2020/metrics.csv",
        "E816 outputs/2020/report.html",
        "E816 outputs/2020/说明.txt",
        "E817 params/2020/text/other.md",
        "E818 params/2020/report.yaml",
    ]
    assert signoff(root).root == ()


def test_what_nobody_has_made_cannot_be_signed(root: Path) -> None:
    """Without a manifest there is nothing to bind an approval to."""
    (draft(root) / "manifest.json").unlink()

    with pytest.raises(PublishError, match="E808"):
        sign(root, 2020, "审核", "张某", DAY)


def test_an_approval_without_a_name_is_none(root: Path) -> None:
    """A blank name is refused."""
    with pytest.raises(ParameterError, match="E308"):
        sign(root, 2020, "审核", " ", DAY)


def test_broken_approvals_are_not_written_over(root: Path) -> None:
    """What is wrong with the file is told with its lines, all at once, and it stays as it was."""
    broken = '- role: 审核\n  name: 张某\n  date: 2021-13-01\n  content: "12"\n'
    (year_folder(root) / "signoff.yaml").write_text(broken, encoding="utf-8")

    with pytest.raises(InputError) as refusal:
        sign(root, 2020, "审核", "张某", DAY)

    assert told(refusal.value.problems) == [
        "E416 params/2020/signoff.yaml:3",
        "E419 params/2020/signoff.yaml:4",
    ]
    assert (year_folder(root) / "signoff.yaml").read_text(encoding="utf-8") == broken
