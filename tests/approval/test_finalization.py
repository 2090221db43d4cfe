"""Finishing: final only when nothing stands in the way, and never silently over another final."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.approval.finalization import approvals_of, finish, refusals
from lawgov_lib.approval.finalslog import append, read_log
from lawgov_lib.approval.status import standings
from lawgov_lib.base.errors import ParameterError, PublishError
from lawgov_lib.document.assembly import PLACEHOLDER
from lawgov_lib.document.dossier import Remark
from lawgov_lib.exporters.formats import FORMATS
from lawgov_lib.inputs.signofffile import Signoff
from lawgov_lib.publishing.manifest import read_manifest
from tests.approval.office import (
    DAY,
    ROLES,
    SIGNERS,
    TODAY,
    add,
    change_inputs,
    draft,
    final,
    put_final,
    sign_all,
    sign_as,
    signoff,
    told,
)
from tests.approval.test_verification import with_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lawgov_lib.document.tree import Document
    from lawgov_lib.publishing.publication import Made

ERROR = Remark(code="C09", title="", severity="错误", message="不一致", places=("text/a.md:1",))
ANSWERED = ERROR.model_copy(update={"answer": "已核实"})
WARNING = ERROR.model_copy(update={"severity": "警告"})


def with_remarks(document: Document, *remarks: Remark) -> Document:
    """Return the document with other findings; they are no part of its content."""
    sections = tuple(
        section.model_copy(
            update={"review": section.review.model_copy(update={"remarks": remarks})}
        )
        if section.review
        else section
        for section in document.sections
    )
    return document.model_copy(update={"sections": sections})


def test_an_empty_heading_keeps_a_report_from_being_final(root: Path, made: Made) -> None:
    """A place kept for a text that is still to come is named by its heading."""
    sign_all(root)
    sections = tuple(
        section.model_copy(update={"blocks": (*section.blocks[:1], PLACEHOLDER)})
        if section.key == "other"
        else section
        for section in made.document.sections
    )
    document = made.document.model_copy(update={"sections": sections})

    (problem,) = (each for each in refusals(document, signoff(root), TODAY) if each.code != "E812")

    assert problem.code == "E824"
    assert "“五、其他需要报告的情况”" in problem.message


def test_an_open_error_keeps_a_report_from_being_final(root: Path, made: Made) -> None:
    """Each open error is named with its place; warnings and answered errors are in nobody's way."""
    sign_all(root)
    document = with_remarks(made.document, ERROR, ANSWERED, WARNING)

    assert told(refusals(document, signoff(root), TODAY)) == ["E811 text/a.md:1"]


def test_every_role_must_have_signed(made: Made) -> None:
    """Each role that has not signed is named."""
    problems = list(refusals(made.document, Signoff(()), TODAY))

    assert [problem.message.partition("环节")[0] for problem in problems] == [
        f"“{role}”" for role in ROLES
    ]
    assert {problem.code for problem in problems} == {"E812"}


def test_what_is_pending_is_told(root: Path, made: Made) -> None:
    """What waits to be confirmed, and the day of signature, stand in the way."""
    sign_all(root)
    meta = made.document.meta.model_copy(update={"pending": ("尚有3处内容待确认",)})
    document = made.document.model_copy(update={"meta": meta})

    assert [problem.message for problem in refusals(document, signoff(root), TODAY)] == [
        "尚有3处内容待确认"
    ]


def test_approvals_stand_in_the_order_of_the_roles(root: Path, made: Made) -> None:
    """Whoever signs first, the final report names the roles as the agency lists them."""
    for role in reversed(ROLES):
        sign_as(root, role)

    approvals = approvals_of(signoff(root), made.document)

    assert tuple(approval.role for approval in approvals) == ROLES


def test_a_signed_report_becomes_final_once(root: Path, made: Made) -> None:
    """The final files are there with their approvals; to finish again changes nothing."""
    sign_all(root)
    before = {path.name: path.read_bytes() for path in draft(root).iterdir()}

    first = finish(root, 2020, today=TODAY)
    written = {path.name: path.stat().st_mtime_ns for path in final(root).iterdir()}
    again = finish(root, 2020, today=TODAY)

    manifest = read_manifest(final(root), "outputs/2020/final")
    assert (first.is_new, again.is_new) == (True, False)
    assert (manifest.status, manifest.content) == ("定稿", made.document.content)
    assert tuple(approval.role for approval in manifest.approvals) == ROLES
    assert "review.html" not in written
    assert set(written) == {
        *(each.file for each in FORMATS if not each.for_review),
        "report.ipynb",
        "metrics.csv",
        "manifest.json",
    }
    assert {path.name: path.stat().st_mtime_ns for path in final(root).iterdir()} == written
    assert {p.name: p.read_bytes() for p in draft(root).iterdir() if p.is_file()} == before
    assert "完全相同" in again.told()


def test_another_final_report_is_never_replaced_silently(root: Path, made: Made) -> None:
    """Changed content is refused with all reasons at once, and the final report stays."""
    put_final(root, made)
    before = {path.name: path.read_bytes() for path in final(root).iterdir()}
    change_inputs(root)

    with pytest.raises(PublishError) as refusal:
        finish(root, 2020, today=TODAY)

    codes = [problem.code for problem in refusal.value.problems]
    assert codes == ["E812", "E812", "E812", "E812", "E814"]
    assert "张某，2020年12月1日）所签的是此前的内容" in refusal.value.problems[0].message
    assert {path.name: path.read_bytes() for path in final(root).iterdir()} == before


@pytest.mark.parametrize("spoilt", ["report.html", "manifest.json"])
def test_a_superseded_final_report_is_kept_as_it_was(root: Path, made: Made, spoilt: str) -> None:
    """The old one, edited and protected as it is, moves beside the new one under its own name."""
    put_final(root, made)
    add(final(root) / spoilt, "改")
    final(root).chmod(0o555)
    name = f"final-{made.document.content[:8]}" if spoilt == "report.html" else "final-old"
    (draft(root) / name).mkdir()

    done = finish(root, 2020, today=TODAY, supersede=True)

    kept = draft(root) / f"{name}-2"
    assert done.kept == f"outputs/2020/{name}-2"
    assert f"原定稿移存 {done.kept}" in done.told()
    assert (kept / spoilt).read_text(encoding="utf-8").endswith("改\n")
    assert kept.stat().st_mode & 0o777 == 0o555
    assert not final(root).with_name("final-own").exists()
    assert not (final(root) / spoilt).read_text(encoding="utf-8").endswith("改\n")
    assert {path.name for path in draft(root).glob(".*")} == set()


def test_a_final_that_cannot_be_written_leaves_no_copy_of_the_old_one(
    root: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves the folder as it was."""
    put_final(root, made)
    add(final(root) / "report.html", "改")
    before = sorted(path.name for path in draft(root).iterdir())

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("lawgov_lib.publishing.publication.replace", full)

    with pytest.raises(PublishError, match=r"\[E801\] 写不了outputs/2020/final（磁盘已满）"):
        finish(root, 2020, today=TODAY, supersede=True)

    assert sorted(path.name for path in draft(root).iterdir()) == before


def test_a_root_without_inputs_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written, not even a lock, where there are no inputs."""
    with pytest.raises(ParameterError, match="E304"):
        finish(tmp_path, 2020, today=TODAY)

    assert list(tmp_path.iterdir()) == []


def test_what_must_not_be_public_keeps_a_report_from_being_final(root: Path) -> None:
    """A mobile number in the text is named by its place, and nothing is written."""
    prose = root / "params" / "2020" / "text" / "oversight.md"
    with prose.open("a", encoding="utf-8") as stream:
        stream.write("\n举报电话13812345678。\n")

    with pytest.raises(PublishError) as refusal:
        finish(root, 2020, today=TODAY)

    places = [problem.place for problem in refusal.value.problems if problem.code == "E815"]
    assert places
    assert all("oversight.md:" in str(place) for place in places)
    assert "13812345678" not in str(refusal.value)
    assert not (root / "outputs" / "2020" / "final").exists()


def test_the_name_of_a_signer_shows_no_number(root: Path) -> None:
    """The manifest goes out with the names of those who signed."""
    for role in ROLES:
        sign_as(root, role, SIGNERS[role] + ("13812345678" if role == "起草" else ""))

    with pytest.raises(PublishError) as refusal:
        finish(root, 2020, today=TODAY)

    told = {problem.message for problem in refusal.value.problems}
    assert told == {"签批人的姓名“张某〔手机号码已隐去〕”出现手机号码，不能公开"}


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (lambda _root, _made: None, "没有定稿登记（outputs/finals.log）：签发（2020-12-01）之后"),
        (lambda root, made: logged_final(root, made, year=2021), "登记不符：定稿没有登记"),
        (
            lambda root, made: logged_final(root, made, year=2020),
            "登记不符：定稿与登记的不是同一份",
        ),
    ],
    ids=["first of all", "first of its year", "superseding"],
)
def test_a_kill_before_the_log_is_told_and_mended_by_finishing_again(
    root: Path,
    made: Made,
    monkeypatch: pytest.MonkeyPatch,
    before: Callable[[Path, Made], None],
    said: str,
) -> None:
    """The final stands whole; status says what is missing and what to do, which enters it."""
    before(root, made)
    sign_all(root)
    with monkeypatch.context() as killed:
        killed.setattr("lawgov_lib.approval.finalslog.append", killed_at_once)
        with pytest.raises(KeyboardInterrupt):
            finish(root, 2020, today=TODAY, supersede=True)
    standing = {each.year: each for each in standings(root).years}[2020]
    again = finish(root, 2020, today=TODAY)
    mended = {each.year: each for each in standings(root).years}[2020]

    assert said in "".join(standing.notes)
    assert "再运行一次定稿，即" in "".join(standing.notes)
    assert not again.is_new
    assert (mended.state.value, mended.notes) == ("定稿", ())
    assert read_log(root).problems == ()


def logged_final(root: Path, made: Made, year: int) -> None:
    """Put another final report of a year in place, and enter it in the log."""
    put_final(root, made)
    (root / "outputs" / "finals.log").unlink()
    with_manifest(final(root), year=year, findings={"提示": 9})
    manifest = read_manifest(final(root), "outputs/2020/final")
    (final(root) / "manifest.json").write_bytes(manifest.to_bytes())
    append(root, manifest, manifest.to_bytes())
    if year != DAY.year:
        shutil.move(final(root), root / "outputs" / str(year) / "final")


def killed_at_once(*_: object) -> None:
    """End as a run that is stopped ends."""
    raise KeyboardInterrupt


def test_a_final_that_was_not_logged_is_told_to_stand(
    root: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails behind the exchange does not say that nothing was changed."""

    def refused(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    sign_all(root)
    with monkeypatch.context() as full:
        full.setattr("lawgov_lib.approval.finalslog.append", refused)
        with pytest.raises(PublishError) as failure:
            finish(root, 2020, today=TODAY)

    said = str(failure.value)
    assert "outputs/2020/final中是新的定稿，但没有写入定稿登记" in said
    assert "原有文件未动" not in said
    assert read_manifest(final(root), "final").content == made.document.content
    assert not finish(root, 2020, today=TODAY).is_new
    assert read_log(root).of_year(2020)
