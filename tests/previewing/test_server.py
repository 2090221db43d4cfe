"""The preview answers its own page alone, follows the files, and writes what it may and no more."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from nbformat import v4

from lawgov_lib.base.errors import InputError, ParameterError, Place, PublishError
from lawgov_lib.base.shipped import ANNUAL_REPORT, NOTEBOOKS
from lawgov_lib.document.dossier import Remark
from lawgov_lib.previewing.confirmation import confirmed
from lawgov_lib.previewing.edits import Edits
from lawgov_lib.previewing.livepage import live
from lawgov_lib.previewing.preview import Preview
from tests.conftest import copy_root
from tests.places import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = "2021-01-20"
REMARK = Remark(
    code="C09", title="", severity="警告", message="变动较大", about="rec", mark="01234567"
)
PENALTIES = "案号,处罚种类,立案日期,决定日期,罚没金额,法制审核,持证办案人数"
BOUND = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
"""Before a command of the superuser: the permissions of files bind it, too."""
SECONDS = 120
"""How long an answer may take before the server counts as gone."""


@dataclass
class Served:
    """A preview that runs: its root, its port, the path with its token."""

    root: Path
    port: int
    path: str
    process: subprocess.Popen[str]

    def ask(
        self, name: str = "", *, method: str = "GET", body: object = None, **headers: str
    ) -> tuple[int, str]:
        """Ask the server, and return status and text of its answer."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        given = {key.replace("_", "-"): value for key, value in headers.items()}
        asking.request(method, self.path + name, json.dumps(body) if body else None, given)
        answer = asking.getresponse()
        text = answer.read().decode("utf-8", "replace")
        asking.close()
        return answer.status, text

    def state(self) -> dict[str, Any]:
        """Return what the page's panel tells."""
        told: dict[str, Any] = json.loads(self.ask("state")[1])
        return told

    def state_after(self, number: int) -> dict[str, Any]:
        """Wait for the state after one."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        asking.request("GET", f"{self.path}events?after={number}")
        answer = asking.getresponse()
        while not answer.readline().startswith(b"data"):
            pass
        asking.close()
        return self.state()


@contextmanager
def serving(root: Path, *options: str, as_bound: bool = False) -> Iterator[Served]:
    """Run the command on a year, bound by the permissions of files if asked, and end it."""
    above = BOUND if as_bound and os.geteuid() == 0 else ()
    words = ("-m", "lawgov_lib", "preview", "--root", str(root), "--no-open", *options)
    process = subprocess.Popen(
        [*above, sys.executable, *words],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout
        address = re.search(r"http://127\.0\.0\.1:(\d+)(/\S+/)", process.stdout.readline())
        assert address
        yield Served(root, int(address[1]), address[2], process)
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the inputs of 2020 with a metric that nobody has confirmed yet."""
    with serving(copy_root(tmp_path_factory.mktemp("served"))) as found:
        found.state_after(0)
        yield found


def test_strangers_are_refused(served: Served) -> None:
    """Another host name, origin or token opens nothing, and nothing is written without a header."""
    answer = {"code": "", "about": "", "mark": "", "reason": "", "name": ""}

    assert served.ask()[0] == 200
    assert served.ask(Host="evil.example")[0] == 403
    assert served.ask("state", Origin="http://evil.example")[0] == 403
    assert served.ask("answer", method="POST", body=answer)[0] == 403
    assert served.ask("events?after=x")[0] == 400
    served.path, kept = f"/{served.path[1:4]}/", served.path
    try:
        assert served.ask()[0] == 403
    finally:
        served.path = kept


def test_a_saved_text_is_shown_and_a_fault_keeps_the_last_good_text(served: Served) -> None:
    """The page follows; what cannot be read is told with its place."""
    prose = served.root / "params" / "2020" / "text" / "other.md"
    before = served.state()["number"]
    prose.write_text("另设咨询窗口。\n", encoding="utf-8")
    good = served.state_after(before)
    prose.write_text("另有{{ 没有的指标 }}件。\n", encoding="utf-8")
    bad = served.state_after(good["number"])
    page = served.ask()[1]
    prose.write_text("另设第二个窗口。\n", encoding="utf-8")
    mended = served.state_after(bad["number"])

    assert good["problems"] == []
    assert "text/other.md" in "".join(bad["problems"][0].values())
    assert "另设咨询窗口" in page
    assert mended["problems"] == []
    assert "另设第二个窗口" in served.ask()[1]


def test_files_are_rendered_when_they_are_asked_for(served: Served) -> None:
    """PDF and Word are those of the page; nothing is put into the outputs."""
    assert served.ask("report.pdf")[1].startswith("%PDF")
    assert served.ask("report.docx")[0] == 200
    assert served.ask("report.exe")[0] == 404
    assert sorted(path.name for path in (served.root / "outputs").iterdir()) == [
        ".2020-preview.lock"
    ]


def test_a_second_preview_of_a_year_is_told(served: Served) -> None:
    """One at a time; the first goes on."""
    second = subprocess.run(
        [sys.executable, "-m", "lawgov_lib", "preview", "--root", served.root, "--no-open"],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert second.returncode == PublishError.exit_code
    assert "E890" in second.stderr
    assert served.ask()[0] == 200


def test_what_cannot_be_written_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    """The command and the page say why; once the folder can be written, the page knows it."""
    root = copy_root(tmp_path)
    year = root / "params" / "2020"
    (year / "text" / "other.md").write_text("另设窗口7个。\n", encoding="utf-8")
    year.chmod(0o555)
    with serving(root, as_bound=True) as found:
        assert found.process.stdout
        said = found.process.stdout.readline()
        state = found.state_after(0)
        remark = next(each for each in state["remarks"] if "7个" in each["text"])
        body = {**remark, "reason": "甲", "name": "乙", "date": DAY}
        status, told = found.ask("answer", method="POST", body=body, X_Lawgov="1")
        year.chmod(0o755)
        freed = found.state()["barred"]
        written, _ = found.ask("answer", method="POST", body=body, X_Lawgov="1")

    assert "params/2020不能写入" in said
    assert "params/2020不能写入" in state["barred"]
    assert (status, "E895" in told) == (409, True)
    assert (freed, written) == ("", 200)


@pytest.mark.parametrize("is_made", [True, False])
def test_a_root_whose_outputs_cannot_be_written_is_shown(tmp_path: Path, is_made: bool) -> None:  # noqa: FBT001
    """Whether the folder is there or not; nobody holds the year then, so nothing is written."""
    root = copy_root(tmp_path)
    if is_made:
        (root / "outputs").mkdir(mode=0o555)
    root.chmod(0o555)
    try:
        with serving(root, as_bound=True) as found, serving(root, as_bound=True) as other:
            states = [each.state_after(0) for each in (found, other)]
            assert all("outputs不能写入（没有权限）" in each["barred"] for each in states)
            assert found.ask("undo", method="POST", body={"a": 1}, X_Lawgov="1")[0] == 409
            assert found.ask("report.pdf")[1].startswith("%PDF")
    finally:
        root.chmod(0o755)


def test_a_port_that_is_taken_is_told(served: Served, tmp_path: Path) -> None:
    """Why stands there in Chinese, and what else can be done."""
    other = subprocess.run(
        [
            *(sys.executable, "-m", "lawgov_lib", "preview", "--no-open"),
            *("--root", copy_root(tmp_path), "--port", str(served.port)),
        ],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert other.returncode == PublishError.exit_code
    assert f"[E891] 端口{served.port}不能使用（已被占用）" in other.stderr


def test_it_ends_cleanly(tmp_path: Path) -> None:
    """A signal ends it with a word; what it refused is no matter of the terminal."""
    with serving(copy_root(tmp_path)) as found:
        assert found.ask("nothing")[0] == 403
        assert found.ask("events?after=x")[0] == 400
        assert found.ask("answer", method="POST", body={"code": ""})[0] == 403
        found.process.send_signal(signal.SIGTERM)
        said, errors = found.process.communicate(timeout=SECONDS)

    assert (found.process.returncode, errors) == (0, "")
    assert "预览已结束" in said


def test_a_row_is_confirmed_only_where_the_page_saw_it(tmp_path: Path) -> None:
    """A row that has moved since is not taken for another; own edits before it are no matter."""
    root = copy_root(tmp_path)
    rules = root / "params" / "2020" / "registers" / "rules.csv"
    head = "领域,类别,名称,确认\n"
    rows = [f"组织领导,内部管理制度,{name},待确认\n" for name in "甲乙丙"]
    rules.write_text(head + "".join(rows), encoding="utf-8")
    with serving(root) as found:
        first = found.state_after(0)
        places = [each for each in first["unconfirmed"] if "rules.csv" in each]

        def confirm(place: str) -> int:
            body = {"place": place, "number": first["number"]}
            return found.ask("confirm", method="POST", body=body, X_Lawgov="1")[0]

        assert confirm(places[0]) == 200
        assert confirm(places[1]) == 200
        rules.write_text(head + rows[0] + rows[1] + "".join(rows), encoding="utf-8")
        assert confirm(places[2]) == 409

    assert rules.read_text(encoding="utf-8") == head + rows[0] + rows[1] + "".join(rows)


def test_a_page_knows_which_state_it_shows(tmp_path: Path) -> None:
    """A fault gives a new state, but the page stays that of the last good one, by its number."""
    root = copy_root(tmp_path)
    preview = Preview(root, 2020)
    good = preview.refresh()
    (root / "params" / "2020" / "text" / "other.md").write_text("{{ 没有 }}\n", encoding="utf-8")
    bad = preview.refresh()

    assert (good.number, good.page_number) == (1, 1)
    assert (bad.number, bad.page_number, bad.page) == (2, 1, good.page)
    assert '<meta name="lawgov-state" content="1">' in live(bad.page, bad.page_number)


def test_a_cell_that_fails_is_told_without_a_file_that_is_not_kept(root: Path) -> None:
    """The preview keeps no notebook of the run, so its message names none."""
    notebook = json.loads((NOTEBOOKS / ANNUAL_REPORT).read_text(encoding="utf-8"))
    notebook["cells"].append(v4.new_code_cell("1 / 0"))
    (root / "notebooks").mkdir()
    (root / "notebooks" / ANNUAL_REPORT).write_text(json.dumps(notebook), encoding="utf-8")

    (problem,) = Preview(root, 2020).refresh().problems

    assert problem.code == "E601"
    assert "存为" not in problem.message


def test_a_preview_writes_nothing_of_its_own(root: Path) -> None:
    """Making a view leaves inputs and outputs as they are."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    view = Preview(root, 2020).refresh()

    assert view.page
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_an_answer_is_written_as_a_person_would_and_taken_back(root: Path) -> None:
    """It stands behind the answers that are there; undo gives the same bytes back."""
    path = root / "params" / "2020" / "answers.yaml"
    kept = path.read_bytes() if path.exists() else None
    edits = Edits(root, 2020)

    edits.answer(REMARK, "口径调整", "张某", DAY)
    written = yaml.safe_load(path.read_text(encoding="utf-8"))[-1]
    edits.undo()

    assert written == {
        "code": "C09",
        "about": "rec",
        "mark": "01234567",
        "reason": "口径调整",
        "name": "张某",
        "date": date.fromisoformat(DAY),
    }
    assert (path.read_bytes() if path.exists() else None) == kept


def test_nothing_is_taken_back_over_what_somebody_wrote_since(root: Path) -> None:
    """A file that was changed by hand stays as it is."""
    path = root / "params" / "2020" / "answers.yaml"
    edits = Edits(root, 2020)
    edits.answer(REMARK, "口径调整", "张某", DAY)
    path.write_text(path.read_text(encoding="utf-8") + "# 另注\n", encoding="utf-8")

    with pytest.raises(PublishError, match="E893"):
        edits.undo()

    assert path.read_text(encoding="utf-8").endswith("# 另注\n")


def test_what_cannot_be_taken_back_does_not_bar_the_rest(root: Path) -> None:
    """It is told once, and given up: the change before it, of another file, can be taken back."""
    year = root / "params" / "2020"
    rules, answers = year / "registers" / "rules.csv", year / "answers.yaml"
    rules.write_text("领域,类别,名称,确认\n组织领导,内部管理制度,甲,待确认\n", encoding="utf-8")
    before = rules.read_bytes()
    edits = Edits(root, 2020)
    edits.confirm(Place("params/2020/registers/rules.csv", 2))
    edits.answer(REMARK, "口径调整", "张某", DAY)
    answers.write_text("# 重写\n", encoding="utf-8")

    assert edits.last == "params/2020/answers.yaml"
    with pytest.raises(PublishError, match=r"E893.*再按一次"):
        edits.undo()
    assert edits.last == "params/2020/registers/rules.csv"
    edits.undo()
    assert rules.read_bytes() == before
    assert edits.last == ""


def test_a_file_put_back_with_its_old_day_is_seen(root: Path) -> None:
    """A copy may keep day and size of what it takes the place of, to the nanosecond."""
    preview = Preview(root, 2020)
    prose = root / "params" / "2020" / "text" / "other.md"
    prose.write_text("另设甲窗口。\n", encoding="utf-8")
    seen, day = preview.signature(), prose.stat().st_mtime_ns
    copy = root / "copy.md"
    copy.write_text("另设乙窗口。\n", encoding="utf-8")
    os.utime(copy, ns=(day, day))
    copy.replace(prose)

    assert preview.signature() != seen


@pytest.mark.parametrize("name", ["text/other.md~", "registers/rules.csv~", "text/~$other.docx"])
def test_what_an_editor_leaves_beside_is_no_input(root: Path, name: str) -> None:
    """A copy of what was there before, or a lock, bars no report and makes none anew."""
    preview = Preview(root, 2020)
    seen = preview.signature()
    (root / "params" / "2020" / name).write_text("另设甲窗口。\n", encoding="utf-8")

    assert preview.refresh().problems == ()
    assert preview.signature() == seen


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_row_is_confirmed_in_its_file(root: Path, mark: bytes) -> None:
    """Only its mark goes; the other bytes stay."""
    path = root / "params" / "2020" / "registers" / "rules.csv"
    head = "领域,类别,名称,确认\r\n组织领导,内部管理制度,甲,待确认\r\n".encode()
    path.write_bytes(mark + head + "组织领导,内部管理制度,乙,待确认\r\n".encode())
    view = Preview(root, 2020).refresh()
    edits = Edits(root, 2020)
    place = next(each for each in view.unconfirmed if each.line == 3)

    edits.confirm(place)

    assert path.read_bytes() == mark + head + "组织领导,内部管理制度,乙,\r\n".encode()
    with pytest.raises(InputError, match="E894"):
        edits.confirm(place)


@pytest.mark.parametrize(
    ("text", "line", "encoding", "after"),
    [
        ("名称,确认\n甲局,待确认\n乙局,待确认\n", 2, "gb18030", "名称,确认\n甲局,\n乙局,待确认\n"),
        ("名称\t确认\n甲\t待确认\n", 2, "utf-8", "名称\t确认\n甲\t\n"),
        ('确认,名称\n待确认,"甲\n乙"\n', 2, "utf-8", '确认,名称\n,"甲\n乙"\n'),
        ('名称,确认\n"甲, 待确认\n乙",待确认\n', 2, "utf-8", '名称,确认\n"甲, 待确认\n乙",\n'),
        ("名称,确认,备注\n待确认,待确认,\n", 2, "utf-8", "名称,确认,备注\n待确认,,\n"),
        ('名称,确认\r\n"甲""乙", 待确认\r\n', 2, "utf-8", '名称,确认\r\n"甲""乙",\r\n'),
    ],
)
def test_confirming_takes_the_mark_alone(
    tmp_path: Path, text: str, line: int, encoding: str, after: str
) -> None:
    """Whatever parts the cells and writes the text, every other byte stays."""
    path = tmp_path / "rules.csv"
    path.write_bytes(text.encode(encoding))

    assert confirmed(path, Place("rules.csv", line)) == after.encode(encoding)


def test_an_entry_of_the_settings_is_confirmed(tmp_path: Path) -> None:
    """Its name leaves the list; with the last name the list goes."""
    path = tmp_path / "report.yaml"
    text = "year: 2020  # 报告年度\nunconfirmed:\n  - title\n  - addressee\nagency:\n  name: 甲局\n"
    path.write_text(text, encoding="utf-8")

    once = confirmed(path, Place("report.yaml", 4, "addressee"))
    path.write_bytes(once)
    twice = confirmed(path, Place("report.yaml", 3, "title"))

    assert once.decode() == text.replace("  - addressee\n", "")
    assert twice.decode() == "year: 2020  # 报告年度\nagency:\n  name: 甲局\n"
    path.write_text("unconfirmed: [title, addressee]\n", encoding="utf-8")
    with pytest.raises(InputError, match="E894"):
        confirmed(path, Place("report.yaml", 1, "title"))


def test_an_answer_leaves_those_before_it_as_they_were_written(root: Path) -> None:
    """Notes, quotation marks and blanks of a person's own entries stay."""
    path = root / "params" / "2020" / "answers.yaml"
    own = "# 王某核\n-  {code: C09, about: pen, mark: '00000000', reason: 甲, name: 乙, "
    own += "date: 2021-01-19}\n"
    path.write_text(own, encoding="utf-8")

    Edits(root, 2020).answer(REMARK, "口径：调整 #2", "张某", DAY)

    written = path.read_text(encoding="utf-8")
    assert written.startswith(own)
    assert [each["reason"] for each in yaml.safe_load(written)] == ["甲", "口径：调整 #2"]


def test_an_answer_keeps_how_the_file_is_written(root: Path) -> None:
    """A byte order mark and the ends of lines of Windows stay, and the new lines end alike."""
    path = root / "params" / "2020" / "answers.yaml"
    own = "\ufeff- code: C09\r\n  about: pen\r\n  mark: '00000000'\r\n"
    own += "  reason: 甲\r\n  name: 乙\r\n  date: 2021-01-19\r\n"
    path.write_bytes(own.encode())

    Edits(root, 2020).answer(REMARK, "口径调整", "张某", DAY)

    written = path.read_bytes().decode()
    assert written.startswith(own)
    assert written.count("\r\n") == written.count("\n")
    assert len(yaml.safe_load(written)) == 2


@pytest.mark.parametrize("reason", ["口径\0调整", "口径😀调整", "口径\u200b调整"])
def test_an_answer_that_no_file_may_hold_is_refused(root: Path, reason: str) -> None:
    """What would make the year unreadable is not written; what is wrong is said."""
    with pytest.raises(ParameterError, match=r"E892.*第3个字符处"):
        Edits(root, 2020).answer(REMARK, reason, "张某", DAY)

    assert not (root / "params" / "2020" / "answers.yaml").exists()


def test_a_finding_is_answered_once(root: Path) -> None:
    """Of two tabs the second is told; the answer of the first stays alone."""
    path = root / "params" / "2020" / "answers.yaml"
    edits = Edits(root, 2020)
    edits.answer(REMARK, "口径调整", "张某", DAY)
    before = path.read_bytes()

    with pytest.raises(ParameterError, match=r"E892.*已经答复"):
        edits.answer(REMARK, "口径调整", "李某", DAY)

    assert path.read_bytes() == before


def test_while_the_inputs_have_faults_nothing_can_be_answered(tmp_path: Path) -> None:
    """It is said why: the finding of the last good page is no longer known to hold."""
    root = copy_root(tmp_path)
    prose = root / "params" / "2020" / "text" / "other.md"
    prose.write_text("另设窗口7个。\n", encoding="utf-8")
    with serving(root) as found:
        good = found.state_after(0)
        remark = next(each for each in good["remarks"] if "7个" in each["text"])
        prose.write_text("{{ 没有 }}\n", encoding="utf-8")
        found.state_after(good["number"])
        body = {**remark, "reason": "甲", "name": "乙", "date": DAY}
        status, told = found.ask("answer", method="POST", body=body, X_Lawgov="1")

    assert status == 409
    assert "资料中有问题，现在不能答复" in told


def test_no_answer_is_added_to_a_file_that_cannot_be_read(root: Path) -> None:
    """What is wrong with it is told by its place."""
    path = root / "params" / "2020" / "answers.yaml"
    path.write_text("- {code: [\n", encoding="utf-8")

    with pytest.raises(InputError, match="E404"):
        Edits(root, 2020).answer(REMARK, "口径调整", "张某", DAY)


def test_an_answer_needs_its_day(root: Path) -> None:
    """A day that is none is refused, and nothing is written."""
    with pytest.raises(ParameterError, match="E892"):
        Edits(root, 2020).answer(REMARK, "口径调整", "张某", "2021-02-30")

    assert not (root / "params" / "2020" / "answers.yaml").exists()


def test_what_is_remembered_of_texts_hides_nothing(root: Path) -> None:
    """A number that comes into a text, or across two cells, later on is masked as at first."""
    preview = Preview(root, 2020)
    prose = root / "params" / "2020" / "text" / "other.md"
    shown = []
    for said in ("另设窗口。", "另设窗口，电话13800138000。", "另设窗口。\n\n电话13800\n\n138000"):
        prose.write_text(f"{said}\n", encoding="utf-8")
        shown.append(preview.refresh().page)
        assert shown[-1] == Preview(root, 2020).refresh().page

    assert "手机号码已隐去" not in shown[0]
    assert all("手机号码已隐去" in page for page in shown[1:])


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("text/other.md", "另有{{ 13800138000 }}件。\n"),
        ("registers/penalties.csv", f"{PENALTIES}\n一号,警告,13800138000,2020-02-28,0,是,2\n"),
        ("registers/13800138000.csv", "名称\n甲\n"),
        ("answers.yaml", "- code: 13800138000\n"),
        ("report.yaml", "year: 13800138000\n"),
    ],
)
def test_a_fault_shows_no_number_that_the_page_hides(root: Path, file: str, text: str) -> None:
    """Wherever in the folder it was typed: the panel says what is wrong and where."""
    preview = Preview(root, 2020)
    preview.refresh()
    (root / "params" / "2020" / file).write_text(text, encoding="utf-8")

    facts = preview.refresh().facts()

    assert facts["problems"]
    assert "13800138000" not in json.dumps(facts)
    assert "手机号码已隐去" in json.dumps(facts, ensure_ascii=False)


def test_a_changed_register_is_read_anew(root: Path) -> None:
    """Tables that stay as they are are kept; one that is saved again counts at once."""
    preview = Preview(root, 2020)
    register = root / "params" / "2020" / "registers" / "rules.csv"
    register.write_text("领域,类别,名称\n组织领导,内部管理制度,甲制度\n", encoding="utf-8")
    before = preview.refresh()
    (root / "params" / "2020" / "text" / "other.md").write_text("另设窗口。\n", encoding="utf-8")
    between = preview.refresh()
    register.write_text("领域,类别,名称\n组织领导,内部管理制度,乙制度\n", encoding="utf-8")
    after = preview.refresh()

    assert "甲制度" in before.page
    assert "甲制度" in between.page
    assert "另设窗口" in between.page
    assert "乙制度" in after.page
    assert "甲制度" not in after.page
