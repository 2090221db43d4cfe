"""Signing: an approval is bound to the very content that the person could read."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.approval.signing import Order, sheet, sign
from lawgov_lib.base.errors import InputError, ParameterError, PublishError
from lawgov_lib.document.tree import fingerprint
from lawgov_lib.publishing import publication
from tests.approval.office import (
    DAY,
    ROLES,
    TODAY,
    add,
    change_inputs,
    draft,
    sign_all,
    sign_as,
    signoff,
    told,
    year_folder,
)

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.publishing.publication import Made


def test_an_approval_is_recorded_with_the_content(root: Path, made: Made) -> None:
    """Role, name, day and content stand in the file, and the roles to come are told."""
    signed = sign_as(root, "审核", " 张某 ")

    (entry,) = signoff(root).root
    assert (entry.role, entry.name, entry.date) == ("审核", "张某", DAY)
    assert entry.content == made.document.content
    assert signed.missing == ("起草", "保密审查", "签发")
    assert "尚未签批：起草、保密审查、签发" in signed.told()


def test_the_last_role_completes_the_approvals(root: Path) -> None:
    """Once all have signed, that is said."""
    sign_all(root)

    assert signoff(root).root[-1].role == ROLES[-1]
    assert "签批齐备" in sign_as(root, "签发").told()


def test_earlier_approvals_stay(root: Path, made: Made) -> None:
    """A second approval of a role stands behind the first, with its comment; the later counts."""
    sign_as(root, "审核", "张某")
    add(year_folder(root) / "signoff.yaml", "# 纸质签批单第3号")
    sign_as(root, "审核", "李某", date(2021, 1, 12))

    text = (year_folder(root) / "signoff.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 2020年度报告的签批记录，由 lawgov sign 写入")
    assert "# 纸质签批单第3号" in text
    assert [entry.name for entry in signoff(root).root] == ["张某", "李某"]
    assert signoff(root).given(ROLES, made.document.content)["审核"].name == "李某"


@pytest.mark.parametrize("name", ["2020", "null", "a: [b", '"\n- role: 签发', "# 张某", "！张"])
def test_a_name_is_text(root: Path, name: str) -> None:
    """Whatever somebody is called, the file says it back and holds one approval."""
    sign_as(root, "审核", name)

    assert [entry.name for entry in signoff(root).root] == [name]


def test_all_reasons_against_signing_are_told_at_once(root: Path) -> None:
    """Edited, added and missing outputs, changed inputs and a role nobody asks for."""
    add(draft(root) / "report.html", "<!-- 改 -->")
    (draft(root) / "metrics.csv").unlink()
    (draft(root) / "说明.txt").write_text("附言", encoding="utf-8")
    change_inputs(root)

    with pytest.raises(PublishError) as refusal:
        sign_as(root, "校对", "张某")

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

    with pytest.raises(PublishError, match="E809"):
        sign_as(root, "审核", "张某")


def test_an_approval_without_a_name_is_none() -> None:
    """A blank name is refused."""
    with pytest.raises(ParameterError, match="E308"):
        Order(2020, "审核", " ", DAY, TODAY)


def test_broken_approvals_are_not_written_over(root: Path) -> None:
    """What is wrong with the file is told with its lines, all at once, and it stays as it was."""
    broken = '- role: 审核\n  name: 张某\n  date: 2021-13-01\n  content: "12"\n'
    (year_folder(root) / "signoff.yaml").write_text(broken, encoding="utf-8")

    with pytest.raises(InputError) as refusal:
        sign_as(root, "审核", "张某")

    assert told(refusal.value.problems) == [
        "E416 params/2020/signoff.yaml:3",
        "E419 params/2020/signoff.yaml:4",
    ]
    assert (year_folder(root) / "signoff.yaml").read_text(encoding="utf-8") == broken


@pytest.mark.parametrize(
    ("role", "name", "on", "code"),
    [
        ("审核", "张　某", DAY, "E826"),
        ("保密审查", "王某", date(2020, 11, 30), "E827"),
        ("审核", "李某", date(2021, 2, 2), "E828"),
        ("签发", "赵某", date(2021, 1, 4), "E830"),
    ],
)
def test_what_would_spoil_the_approvals_is_refused(
    root: Path, role: str, name: str, on: date, code: str
) -> None:
    """Nothing is recorded that the final report would be refused for."""
    sign_as(root, "起草")

    with pytest.raises(PublishError, match=code):
        sign_as(root, role, name, on)

    assert [entry.role for entry in signoff(root).root] == ["起草"]


def test_an_old_fault_is_in_no_others_way(root: Path) -> None:
    """Only what the new approval adds is told; it may be the one that mends."""
    sign_as(root, "起草")
    sign_as(root, "审核")
    path = year_folder(root) / "signoff.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("李某", "张某"), encoding="utf-8")

    sign_as(root, "保密审查")
    sign_as(root, "审核", "李某")

    assert [entry.name for entry in signoff(root).root] == ["张某", "张某", "王某", "李某"]


def test_the_sheet_says_what_is_approved(root: Path, made: Made) -> None:
    """Agency, fingerprint, role and findings; nobody approved before; nothing is written."""
    told = sheet(root, Order(2020, "审核", "李某", DAY, TODAY)).told()

    assert fingerprint(made.document.content) in told
    assert "签批环节：审核（李某，2020年12月1日）" in told
    assert "尚未答复的检查发现：" in told
    assert "已答复的检查发现：" in told
    assert "本环节此前没有签批过，请通读全文。" in told
    assert not (year_folder(root) / "signoff.yaml").exists()


def test_the_sheet_says_what_changed(root: Path) -> None:
    """The text that the role approved last is kept, and held against the one that is there now."""
    order = Order(2020, "起草", "张某", DAY, TODAY)
    sign(root, order)
    same = sheet(root, order).told()
    change_inputs(root)
    made = publication.make(root, 2020, root / "failed.ipynb")
    publication.replace(draft(root), made.draft())

    told = sheet(root, order)
    shutil.rmtree(root / "outputs" / ".signed")
    unknown = sheet(root, order)

    assert "与上次所签的内容相同：起草（张某，2020年12月1日）" in same
    assert told.changes == (
        "与上次所签（起草（张某，2020年12月1日））相比的改动：1项",
        "  写入：另设咨询窗口。",
    )
    assert "没有留存，无法逐句对照" in unknown.changes[0]


def test_what_was_not_shown_is_not_approved(root: Path) -> None:
    """A report that was made anew while the person read is not approved."""
    with pytest.raises(PublishError, match="E831"):
        sign(root, Order(2020, "起草", "张某", DAY, TODAY), "0" * 64)
