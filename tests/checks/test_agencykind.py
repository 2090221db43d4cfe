"""Each kind of agency is held to its own deadlines, powers, limits and addressees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lawgov_lib.base.severity import Severity
from tests.publishing.offices import OFFICES, YEAR

if TYPE_CHECKING:
    from pathlib import Path

    from lawgov_lib.checks.finding import Finding

EVERY = sorted(OFFICES)


def findings(
    folder: Path, kind: str, code: str, *, settings: str = "", **changed: object
) -> list[Finding]:
    """Return what one check finds in the report of a kind of agency, with some facts changed."""
    year = replace(OFFICES[kind], **changed).written(folder)  # type: ignore[arg-type]
    if settings:
        file = year.params / str(YEAR) / "report.yaml"
        file.write_text(file.read_text(encoding="utf-8") + settings, encoding="utf-8")
    return year.findings(code)


def saying(kind: str, section: str, text: str) -> dict[str, str]:
    """Return the text of a kind of agency with one section in other words."""
    return {**OFFICES[kind].text, section: text}


@pytest.mark.parametrize("kind", EVERY)
def test_a_sound_report_of_each_kind_has_no_error(tmp_path: Path, kind: str) -> None:
    """Nobody is accused of what the law lets it do, and everyone is known."""
    report = OFFICES[kind].written(tmp_path).report()

    assert [str(each) for each in report.findings if each.severity is Severity.ERROR] == []
    assert [str(each) for each in report.findings if each.code in {"C14", "C15", "C29"}] == []


@pytest.mark.parametrize(
    ("kind", "signed_on", "settings", "is_late"),
    [
        ("省", "2027-03-31", "", False),
        ("省", "2027-04-02", "", True),
        ("市", "2027-03-02", "", True),
        ("县", "2027-03-01", "", False),
        ("县", "2027-03-02", "", True),
        ("镇", "2027-03-02", "", True),
        ("部门", "2027-03-02", "", True),
        ("县", "2027-02-10", "checks: {C14: {model: true}}\n", True),
        ("县", "2027-01-31", "checks: {C14: {model: true}}\n", False),
        ("部门", "2027-01-20", "checks: {C14: {days: {report: 01-15}}}\n", True),
        ("省", "2027-03-20", "checks: {C14: {days: {report: 03-15}}}\n", True),
        ("省", "2027-03-20", "checks: {C14: {days: {sister: 03-01}}}\n", False),
    ],
)
def test_the_day_of_signing(
    tmp_path: Path, kind: str, signed_on: str, settings: str, *, is_late: bool
) -> None:
    """A province has until 1 April, others until 1 March, unless a notice names another day."""
    found = findings(tmp_path, kind, "C14", settings=settings, signed_on=signed_on)

    assert bool(found) is is_late


@pytest.mark.parametrize(("kind", "is_late"), [("县", False), ("省", False), ("部门", True)])
def test_the_report_on_disclosure(tmp_path: Path, kind: str, *, is_late: bool) -> None:
    """A department publishes it by the end of January, a government by the end of March."""
    text = saying(kind, "oversight", "2026年3月5日公布政府信息公开工作年度报告，向人大常委会报告。")

    assert bool(findings(tmp_path, kind, "C14", text=text)) is is_late


HEARD = "全年审理行政复议案件54件，作出行政复议决定49件。"
RULES = "全年制定政府规章3件。"
DETAINED = "全年行政拘留12人。"


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        ("司法局", HEARD, False),
        ("县", HEARD, False),
        ("市", HEARD, False),
        ("省", HEARD, False),
        ("税务局", HEARD, False),
        ("部门", HEARD, True),
        ("镇", HEARD, True),
        ("街道", HEARD, True),
        ("开发区", HEARD, True),
        ("省", RULES, False),
        ("市", RULES, False),
        ("县", RULES, True),
        ("司法局", RULES, True),
        ("部门", RULES, True),
        ("县", DETAINED, False),
        ("部门", DETAINED, True),
    ],
)
def test_powers(tmp_path: Path, kind: str, text: str, *, wrong: bool) -> None:
    """Who hears reconsideration, makes rules and detains, and who does not."""
    found = findings(tmp_path, kind, "C15", text=saying(kind, "institutions", text))

    assert bool(found) is wrong
    assert all(each.severity is Severity.ERROR for each in found)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("部门", HEARD, "本局没有审理行政复议案件"),
        ("镇", HEARD, "本镇没有审理行政复议案件"),
        ("街道", HEARD, "本街道没有审理行政复议案件"),
        ("县", RULES, "本县没有制定政府规章"),
    ],
)
def test_a_message_calls_the_agency_as_it_calls_itself(
    tmp_path: Path, kind: str, text: str, said: str
) -> None:
    """A township is no 本局."""
    found = findings(tmp_path, kind, "C15", text=saying(kind, "institutions", text))

    assert said in found[0].message


def test_an_agency_that_has_a_power_says_so(tmp_path: Path) -> None:
    """A zone to which the hearing was given writes it down."""
    text = saying("开发区", "disputes", HEARD)
    held = "checks: {C15: {held: [复议审理]}}\n"

    assert findings(tmp_path, "开发区", "C15", settings=held, text=text) == []


@pytest.mark.parametrize(
    ("kind", "severity"),
    [
        ("县", Severity.ERROR),
        ("省", Severity.ERROR),
        ("镇", Severity.WARNING),
        ("部门", Severity.WARNING),
        ("司法局", Severity.WARNING),
    ],
)
def test_decisions_bind_governments(tmp_path: Path, kind: str, severity: Severity) -> None:
    """Departments and townships follow the regulation on decisions by analogy."""
    year = OFFICES[kind].written(tmp_path)
    year.figure("dec_legality", "数值", numerator="3", denominator="4")

    (found,) = year.findings("C16")

    assert found.severity is severity
    assert ("参照执行" in found.message) is (severity is Severity.WARNING)


def test_a_limit_by_analogy_may_be_set_by_the_agency(tmp_path: Path) -> None:
    """What a province makes binding for its departments is an error again."""
    year = OFFICES["部门"].written(tmp_path)
    year.figure("dec_legality", "数值", numerator="3", denominator="4")
    file = year.params / str(YEAR) / "report.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "checks: {C16: {analogous: []}}\n")

    assert [each.severity for each in year.findings("C16")] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("kind", "heads", "missing"),
    [
        ("县", "县委书记和县长", []),
        ("县", "党政主要负责人", []),
        ("县", "县委书记", ["政府主要负责人"]),
        ("县", "县长", ["党委主要负责人"]),
        ("部门", "局长", []),
    ],
)
def test_both_heads_are_told_of(tmp_path: Path, kind: str, heads: str, missing: list[str]) -> None:
    """A report of party committee and government speaks of the heads of both."""
    found = findings(tmp_path, kind, "C04", heads=heads)

    told = [each.message for each in found if each.about == "responsibility/负责人"]
    assert told == [f"第一责任人履职情况没有写明{'、'.join(missing)}"] * bool(missing)


def test_what_a_township_is_not_asked(tmp_path: Path) -> None:
    """No licences and no random checks are missing of a township; a department is asked."""
    gaps = {
        kind: {
            metric.id
            for found in OFFICES[kind].written(tmp_path / kind).report().gaps().values()
            for metric in found.metrics
        }
        for kind in ("镇", "部门")
    }

    assert {"lic_applied", "lic_ontime", "dsj_done"} <= gaps["部门"]
    assert not {each for each in gaps["镇"] if each.startswith(("lic_", "dsj_", "credit_"))}


def test_where_a_government_has_its_figures_from(tmp_path: Path) -> None:
    """A county collects those of its departments."""
    text = saying("县", "enforcement", "全县规范实施行政处罚。")

    (found,) = [
        each for each in findings(tmp_path, "县", "C05", text=text) if each.about == "pun_total"
    ]

    assert found.hint.startswith("补报全域的数据，各部门汇总的写入申报数")


def test_cases_heard_stand_for_cases_of_reconsideration(tmp_path: Path) -> None:
    """A justice bureau that declares what it heard is not asked for what it answered."""
    year = OFFICES["司法局"].written(tmp_path)
    heard = {"name": "审理行政复议案件", "area": "disputes", "unit": "件", "value": "54"}
    before = [each.about for each in year.findings("C05")]
    year.figure("", "数值", **heard)

    assert "rec" in before
    assert "rec" not in [each.about for each in year.findings("C05")]


@pytest.mark.parametrize(("kind", "is_found"), [("县", True), ("部门", False)])
def test_what_is_said_of_the_whole_county(tmp_path: Path, kind: str, *, is_found: bool) -> None:
    """全县 is a county's own business, and another's in the report of a department."""
    text = saying(kind, "enforcement", "全县作出行政处罚决定317件。")

    found = findings(tmp_path, kind, "C22", text=text)

    assert any("317件" in each.message for each in found) is is_found


@pytest.mark.parametrize(("number", "wrong"), [("317", False), ("371", True)])
def test_what_a_county_says_of_itself_is_held_against_its_figures(
    tmp_path: Path, number: str, *, wrong: bool
) -> None:
    """全县 limits nothing in the report of a county."""
    year = OFFICES["县"].written(tmp_path)
    year.figure("pun_total", "数值", value="317", unit="件")
    year.write("text/enforcement.md", f"全县作出行政处罚决定{number}件。")

    objected = [
        each
        for each in (*year.findings("C08"), *year.findings("C22"))
        if f"{number}件" in each.message and each.severity is not Severity.INFO
    ]

    assert bool(objected) is wrong


@pytest.mark.parametrize(
    ("changed", "severity", "said"),
    [
        ({"level": "某类单位", "name": "某某馆"}, Severity.INFO, "认不出是哪一类机关"),
        ({"level": "县级政府"}, Severity.WARNING, "不是同一类机关"),
    ],
)
def test_a_level_that_is_not_known_is_told_once(
    tmp_path: Path, changed: dict[str, str], severity: Severity, said: str
) -> None:
    """With what to write instead."""
    (found,) = (
        each
        for each in findings(tmp_path, "部门", "C29", **changed)
        if each.about == "agency.level"
    )

    assert (found.severity, said in found.message, "agency.kind" in found.hint) == (
        severity,
        True,
        True,
    )


def test_a_kind_that_there_is_not_is_refused(tmp_path: Path) -> None:
    """The nearest is named, with the line."""
    year = OFFICES["部门"].written(tmp_path)
    file = year.params / str(YEAR) / "report.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  fictional", "  kind: 司法机关\n  fictional"))

    assert year.problems() == [f"E472 params/{YEAR}/report.yaml:5"]


def test_a_joint_report_needs_a_government(tmp_path: Path) -> None:
    """A bureau has no party committee that signs with it."""
    year = replace(OFFICES["部门"], level="县委县政府").written(tmp_path)

    assert year.problems() == [f"E473 params/{YEAR}/report.yaml:3"]
