"""Status: one line a year says where it is on its way, and what has gone stale."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.approval.status import YearStatus, standings
from lawgov_lib.document.tree import FINAL, fingerprint
from tests.approval.office import (
    ROLES,
    SIGNERS,
    add,
    change_inputs,
    draft,
    final,
    look,
    put_final,
    sign_all,
    sign_as,
    year_folder,
)
from tests.approval.test_verification import with_manifest
from tests.places import PARAMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lawgov_lib.publishing.publication import Made


def only(root: Path) -> YearStatus:
    """Return where the only year stands."""
    (status,) = standings(root).years
    return status


def no_report(root: Path) -> None:
    """Take the outputs away."""
    shutil.rmtree(draft(root))


def one_signs(root: Path) -> None:
    """Have one role approve."""
    sign_as(root, ROLES[0], "张某")


def edit(root: Path) -> None:
    """Edit the draft by hand."""
    add(draft(root) / "report.html", "改")


def all_sign_then_inputs_change(root: Path) -> None:
    """Change the inputs behind the approvals."""
    sign_all(root)
    change_inputs(root)


def all_sign_then_content_changes(root: Path) -> None:
    """Let the approvals be of something else than what the report says."""
    sign_all(root)
    path = year_folder(root) / "signoff.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub('content: ".*"', f'content: "{"0" * 64}"', text), encoding="utf-8")


def signed_with_an_error(root: Path) -> None:
    """Let the signed report have an open error."""
    sign_all(root)
    with_manifest(draft(root), findings={"错误": 2})


def all_sign_in_the_old_form(root: Path) -> None:
    """Let the approvals not say which roles there were."""
    sign_all(root)
    path = year_folder(root) / "signoff.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"\n *roles: \[.*\]", "", text), encoding="utf-8")


def one_signs_for_another(root: Path) -> None:
    """Let one person have given two approvals, as nobody can by the command."""
    sign_all(root)
    path = year_folder(root) / "signoff.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(SIGNERS["审核"], SIGNERS["起草"]), encoding="utf-8")


CASES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "no report": (no_report, "未生成", ""),
    "made": (lambda _: None, "草稿", ""),
    "made, then other inputs": (
        change_inputs,
        "草稿",
        "生成报告后资料有变化：params/2020/text/other.md有改动",
    ),
    "edited": (edit, "草稿已被改动", "生成后report.html有改动"),
    "one of four": (one_signs, "审核中", ""),
    "all four": (sign_all, "审核中", "签批齐备，可定稿"),
    "all four, two of one person": (
        one_signs_for_another,
        "审核中",
        (
            "签批齐备，但不能定稿：起草（张某，2020年12月1日）与审核（张某，2020年12月1日）是同一人，"
            "这两个环节须由不同的人签批"
        ),
    ),
    "in the old form": (
        all_sign_in_the_old_form,
        "签批失效",
        "是旧式签批，没有写明当时有哪些环节："
        + "、".join(f"{role}（{name}，2020年12月1日）" for role, name in SIGNERS.items()),
    ),
    "all four, an error": (signed_with_an_error, "审核中", "检查发现有错误2项"),
    "stale by inputs": (
        all_sign_then_inputs_change,
        "签批失效",
        "生成报告后资料有变化：params/2020/text/other.md有改动",
    ),
    "stale by content": (
        all_sign_then_content_changes,
        "签批失效",
        "所签的是此前的内容（0000 0000 0000 0000）："
        + "、".join(f"{role}（{name}，2020年12月1日）" for role, name in SIGNERS.items()),
    ),
}


@pytest.mark.parametrize(("change", "state", "note"), CASES.values(), ids=CASES)
def test_a_year_before_it_is_final(
    root: Path, change: Callable[[Path], object], state: str, note: str
) -> None:
    """Each step on the way, and each thing that goes stale, has its state and says why."""
    change(root)

    status = only(root)

    assert (status.state.value, "".join(status.notes)) == (state, note)


def test_a_final_year(root: Path, made: Made) -> None:
    """A final report stays final when the inputs go on; an edit by hand is told with its file."""
    put_final(root, made)
    finished = only(root)
    change_inputs(root)
    moved_on = only(root)
    add(final(root) / "metrics.csv", "改")
    edited = only(root)

    assert (finished.state.value, finished.notes, finished.signed) == ("定稿", (), ROLES)
    assert (moved_on.state.value, len(moved_on.notes)) == ("定稿", 1)
    assert edited.state.value == "定稿已被改动"
    assert edited.notes[0] == "定稿后metrics.csv有改动"


def test_a_final_year_shows_without_its_draft(root: Path, made: Made) -> None:
    """The final report alone says that the year is final."""
    put_final(root, made)
    for path in draft(root).glob("*.*"):
        path.unlink()

    assert only(root).state.value == "定稿"


def test_outputs_that_came_without_their_inputs_are_judged_by_themselves(
    root: Path, made: Made
) -> None:
    """What cannot be compared is said; nothing of it passes for an edit."""
    shutil.rmtree(year_folder(root))
    draft_alone = only(root)
    shutil.copytree(PARAMS / "2020", year_folder(root))
    put_final(root, made)
    shutil.rmtree(root / "params")
    final_alone = only(root)
    add(final(root) / "metrics.csv", "改")

    said = "没有params/2020，未与资料和签批记录核对"
    assert (draft_alone.state.value, draft_alone.notes) == ("草稿", (said,))
    assert (final_alone.state.value, final_alone.notes) == ("定稿", (said,))
    assert final_alone.signed == ROLES
    assert only(root).state.value == "定稿已被改动"


def test_outputs_of_another_agency_are_named(root: Path, made: Made) -> None:
    """Whoever laid them into the wrong folder reads both names."""
    put_final(root, made)
    path = year_folder(root) / "report.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: 阳江市科学技术局", "name: 阳江市示例局"), encoding="utf-8")

    said = "报告是“阳江市科学技术局”的，params/2020/report.yaml写的机关是“阳江市示例局”"
    assert only(root).notes[0] == said
    assert next(problem.message for problem in look(root, FINAL).causes) == said


def test_every_year_has_its_line(root: Path, made: Made) -> None:
    """Years of inputs and of outputs show; a broken one says so in its line, the others stay."""
    (root / "params" / "2021").mkdir()
    (root / "params" / "notes").mkdir()
    (root / "outputs" / "2019").mkdir()
    (root / "outputs" / "2019" / "manifest.json").write_text("{", encoding="utf-8")
    (root / "params" / "2022").mkdir()
    (root / "params" / "2022" / "signoff.yaml").write_text("- 审核", encoding="utf-8")
    one_signs(root)

    shown = standings(root)
    told = shown.years
    lines = [line.split()[:2] for line in shown.to_text().splitlines() if line[:1] == "2"]

    assert lines == [
        ["2019", "无法判断"],
        ["2020", "审核中"],
        ["2021", "未生成"],
        ["2022", "无法判断"],
    ]
    assert "[E809] outputs/2019/manifest.json" in told[0].notes[0]
    assert "params/2022/signoff.yaml:1" in told[3].notes[0]
    assert fingerprint(made.document.content) in shown.to_text()
    assert "尚未签批：审核、保密审查、签发" in shown.to_text()


def test_a_link_in_a_circle_is_told_beside_a_final(root: Path, made: Made) -> None:
    """It is named as a link; the year is judged all the same."""
    put_final(root, made)
    page = draft(root) / "report.html"
    page.unlink()
    page.symlink_to(page.name)

    status = only(root)

    assert status.state.value == "定稿"
    assert "outputs/2020中另有report.html是链接" in status.notes


def test_approvals_behind_a_dead_link_are_no_lack_of_approvals(root: Path) -> None:
    """The year cannot be judged, and the file is named."""
    (year_folder(root) / "signoff.yaml").symlink_to("gone")

    assert only(root).state.value == "无法判断"
    assert "[E402] params/2020/signoff.yaml" in only(root).notes[0]


def test_the_status_as_json(root: Path, made: Made) -> None:
    """A program reads year, state, content and roles."""
    one_signs(root)

    document = json.loads(standings(root).to_json())

    assert document == {
        "version": 1,
        "years": [
            {
                "year": 2020,
                "state": "审核中",
                "content": made.document.content,
                "signed": ["起草"],
                "missing": ["审核", "保密审查", "签发"],
                "notes": [],
                "signature": "",
            }
        ],
        "log": [],
    }


def test_no_year_at_all(tmp_path: Path) -> None:
    """An empty root is told in words."""
    (tmp_path / "params").mkdir()

    assert standings(tmp_path).to_text() == "还没有任何一年的资料或报告。"


def test_approvals_without_a_report(root: Path) -> None:
    """A clone that holds inputs and approvals but no outputs has no report yet."""
    sign_all(root)
    no_report(root)

    assert only(root).state.value == "未生成"
    assert (year_folder(root) / "signoff.yaml").exists()
