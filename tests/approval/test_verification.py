"""Verifying: what is published is what making it anew gives, or the cause is told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from lawgov_lib.approval.verification import differences, verify
from lawgov_lib.base.errors import InputError, PublishError, VerifyError
from lawgov_lib.document.tree import DRAFT, FINAL, Document
from lawgov_lib.publishing.manifest import digest
from tests.approval.office import (
    add,
    change_inputs,
    draft,
    final,
    look,
    put_final,
    told,
    year_folder,
)
from tests.places import NOTEBOOK, own_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.publishing.publication import Made


def with_manifest(folder: Path, **fields: Any) -> None:  # noqa: ANN401
    """Let a manifest say something else."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | fields, ensure_ascii=False), encoding="utf-8")


def retold(made: Made) -> Made:
    """Return the report as if making it had given another text."""
    document = made.document
    meta = document.meta.model_copy(update={"title": "另一标题"})
    return replace(made, document=Document(meta=meta, sections=document.sections, status=DRAFT))


def files(root: Path) -> dict[str, int]:
    """Return every file with the time of its last change."""
    return {str(path): path.stat().st_mtime_ns for path in root.rglob("*")}


def test_what_is_published_unchanged_is_the_same(root: Path, made: Made) -> None:
    """Draft and final report are made anew to the same bytes, and nothing is written."""
    put_final(root, made)
    before = files(root)

    verified = verify(root, 2020)

    assert verified.folders == ("outputs/2020", "outputs/2020/final")
    assert verified.notes == ()
    assert "outputs/2020/final 与重新生成的完全相同。" in verified.told()
    assert files(root) == before


def test_edits_and_changed_inputs_are_told_with_their_files(root: Path, made: Made) -> None:
    """A file edited, lost or added is an edit by hand; what else differs is due to the inputs."""
    put_final(root, made)
    add(draft(root) / "report.html", "<!-- 改 -->")
    (draft(root) / "review.html").unlink()
    (final(root) / "说明.txt").write_text("附言", encoding="utf-8")
    change_inputs(root)

    with pytest.raises(VerifyError) as failure:
        verify(root, 2020)

    assert told(failure.value.problems) == [
        "E901 outputs/2020/report.html",
        "E901 outputs/2020/review.html",
        "E902 outputs/2020",
        "E901 outputs/2020/final/说明.txt",
        "E902 outputs/2020/final",
    ]
    cause = failure.value.problems[2].message
    assert "params/2020/text/other.md有改动" in cause
    assert "与重新生成的不同：" in cause
    assert "report.pdf" in cause


def test_the_manifest_tells_even_when_the_inputs_are_broken_now(root: Path) -> None:
    """What has changed and what is wrong with it are both told."""
    add(draft(root) / "metrics.csv", "改")
    (year_folder(root) / "report.yaml").write_text("year 2020", encoding="utf-8")

    with pytest.raises(VerifyError) as failure:
        verify(root, 2020)

    codes = [problem.code for problem in failure.value.problems]
    assert codes[:3] == ["E901", "E906", "E902"]
    assert "E4" in codes[3]


def test_approvals_that_cannot_be_read_are_an_error_of_the_inputs(root: Path) -> None:
    """Where nothing else has changed, the fault keeps its own kind."""
    (year_folder(root) / "signoff.yaml").write_text("role 审核", encoding="utf-8")

    with pytest.raises(InputError, match=r"params/2020/signoff\.yaml"):
        verify(root, 2020)


def test_a_year_without_a_report_cannot_be_verified(root: Path) -> None:
    """There must be something published."""
    with pytest.raises(PublishError, match="E808"):
        verify(root, 2021)


@pytest.mark.parametrize("is_link", [False, True])
def test_a_draft_without_its_manifest_is_told_beside_a_final(
    root: Path, made: Made, *, is_link: bool
) -> None:
    """The draft is not passed over because what vouches for it is gone."""
    put_final(root, made)
    manifest = draft(root) / "manifest.json"
    manifest.unlink()
    if is_link:
        manifest.symlink_to("gone")

    with pytest.raises(
        PublishError, match=r"\[E809\] outputs/2020/manifest\.json: 有文件而没有清单"
    ):
        verify(root, 2020)


def test_a_changed_program_is_the_cause(root: Path, made: Made) -> None:
    """Its own notebook, or another version of a package, is named with the files that differ."""
    own_notebook(root).write_bytes(NOTEBOOK.read_bytes() + b"\n")
    packages = {"typst": "0.0.1", "gone": "1"}
    with_manifest(draft(root), packages=packages, python="CPython 3.0.0")

    folder = look(root, DRAFT)
    program, versions = differences(folder, retold(made))

    assert (program.code, versions.code) == ("E903", "E904")
    assert "notebooks/annual_report.ipynb有改动；" in program.message
    assert "typst 0.0.1→" in versions.message
    assert "gone 1→未安装" in versions.message
    assert "Python CPython 3.0.0→" in versions.message
    assert "report.html、report.pdf" in program.message


def test_a_change_without_effect_is_only_noted(root: Path, made: Made) -> None:
    """Other versions that give the same bytes are no difference."""
    with_manifest(draft(root), python="CPython 3.0.0")

    folder = look(root, DRAFT)

    assert [cause.code for cause in folder.causes] == ["E904"]
    assert list(differences(folder, made)) == []


def test_a_report_that_varies_is_told(root: Path, made: Made) -> None:
    """Other bytes though nothing has changed: the report cannot be reproduced."""
    (problem,) = differences(look(root, DRAFT), retold(made))

    assert problem.code == "E905"
    assert "report.html" in problem.message


def test_a_file_edited_together_with_its_manifest_is_found(root: Path, made: Made) -> None:
    """Who changes the manifest too cannot hide the edit: making it anew tells."""
    page = draft(root) / "report.html"
    add(page, "<!-- 改 -->")
    outputs = look(root, DRAFT).manifest.outputs
    with_manifest(draft(root), outputs={**outputs, page.name: digest(page.read_bytes())})

    folder = look(root, DRAFT)

    assert folder.edits == ()
    assert [problem.code for problem in differences(folder, made)] == ["E905"]


@pytest.mark.parametrize(
    ("code", "fields"),
    [("E906", {"agency": "某局"}), ("E901", {"roles": ["起草"]}), ("E906", {"content": "0" * 64})],
    ids=str,
)
def test_an_edited_manifest_is_an_edit_by_hand(
    root: Path, made: Made, code: str, fields: dict[str, Any]
) -> None:
    """What the manifest says of the report is compared with the record, and made anew."""
    with_manifest(draft(root), **fields)

    problems = differences(look(root, DRAFT), made)

    assert told(problems) == [f"{code} outputs/2020/manifest.json"]


def test_an_approval_that_nobody_recorded_is_found(root: Path, made: Made) -> None:
    """An approval in the final manifest must stand in the year's approvals."""
    put_final(root, made)
    before = list(differences(look(root, FINAL), made))
    forget_first_approval(root)

    assert before == []
    assert told(differences(look(root, FINAL), made)) == ["E907 outputs/2020/final/manifest.json"]


def forget_first_approval(root: Path) -> None:
    """Take the first entry out of the approvals."""
    path = year_folder(root) / "signoff.yaml"
    head, _, *others = path.read_text(encoding="utf-8").split("- role")
    path.write_text("- role".join([head, *others]), encoding="utf-8")
