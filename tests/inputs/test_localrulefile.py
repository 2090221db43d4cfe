"""``params/laws.csv`` adds an agency's own rules to the laws; what contradicts itself is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.publishing.manifest import inputs_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.yearfolder import YearFolder

HEADER = "题名,类别,文号,公布,施行,终止,代替者,标记,出处"
OLD = (
    "甲市科技项目管理办法,规范性文件,甲科发〔2015〕5号,2015-04-20,2015-05-01,2020-06-01,"
    "甲市科技计划管理办法,已核对,政府公报"
)
NEW = "甲市科技计划管理办法,规范性文件,甲科发〔2020〕8号,2020-05-20,2020-06-01,,,,"
ENDED = "《甲市科技项目管理办法》已自2020年6月1日起废止，由《甲市科技计划管理办法》代替"
EARLY = "“《甲市科技计划管理办法》”自2020年6月1日起施行，所述事项办理时尚未施行"
MISSPELT = "“《甲市科技计划管理法法》”的名称疑有误，应为《甲市科技计划管理办法》"


def rules(folder: YearFolder, *rows: str, header: str = HEADER) -> None:
    """Write the agency's own rules."""
    path = folder.params / "laws.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("依据《甲市科技项目管理办法》立项12个。", ENDED),
        ("9月，依据《甲市科技项目管理办法》立项12个。", ENDED),
        ("3月，依据《甲市科技项目管理办法》立项12个。", ""),
        ("3月，依据《甲市科技计划管理办法》立项12个。", EARLY),
        ("依据《甲市科技计划管理法法》立项12个。", MISSPELT),
        ("依据《甲市科技计划管理办法》（甲科发〔2020〕9号）立项12个。", ""),
    ],
)  # fmt: skip
def test_local_rules_are_asked_by_day(folder: YearFolder, sentence: str, message: str) -> None:
    """What is asked of national laws is asked of the agency's own too."""
    rules(folder, OLD, NEW)
    folder.write("text/functions.md", sentence)

    assert [each.message for each in folder.findings("C12") if each.places[0].line == 1] == (
        [message] if message else []
    )


def test_without_the_file_nothing_is_known_of_them(folder: YearFolder) -> None:
    """An agency that has no such file is asked about national laws alone."""
    folder.write("text/functions.md", "依据《甲市科技项目管理办法》立项12个。")

    assert [each for each in folder.findings("C12") if "甲市" in each.message] == []


def test_what_is_not_checked_is_not_asked(folder: YearFolder) -> None:
    """A row marked 未核对 accuses nobody."""
    rules(folder, OLD.replace("已核对", "未核对"), NEW)
    folder.write("text/functions.md", "9月，依据《甲市科技项目管理办法》立项12个。")

    assert [each for each in folder.findings("C12") if "甲市" in each.message] == []


@pytest.mark.parametrize(
    ("rows", "code", "message"),
    [
        (
            (
                "甲市办法,规范性文件,,2019-01-01,2019-02-01,2021-01-01,,,",
                "甲市办法,规范性文件,,2020-01-01,2020-02-01,,,,",
            ),
            "E870",
            "《甲市办法》自2020年2月1日起的版本与第2行的版本重叠",
        ),
        (
            (
                "甲市办法,规范性文件,,2019-01-01,2020-02-01,,,,",
                "甲市办法,规范性文件,,2020-01-01,2020-02-01,,,,",
            ),
            "E870",
            "《甲市办法》自2020年2月1日起的版本与第2行的版本同日开始",
        ),
        (
            ("甲市办法,规范性文件,,2019-01-01,2019-02-01,2019-01-15,,,",),
            "E417",
            "「终止」不晚于「施行」",
        ),
        (("甲市办法,规范性文件,,2019-03-01,2019-02-01,,,,",), "E417", "「施行」早于「公布」"),
        (("甲市办法,规范性文件,,,2019-02-01,,乙市办法,,",), "E417", "有「代替者」，应填「终止」"),
        (("甲市办法,规范性文件,,,,,,,",), "E417", "「公布」和「施行」至少填一项"),
        (("《甲市办法》,规范性文件,,,2019-02-01,,,,",), "E417", "「题名」带有书名号"),
        (("甲市办法,办法,,,2019-02-01,,,,",), "E412", ""),
        (("甲市办法,规范性文件,,,2019-02-30,,,,",), "E416", ""),
    ],
)  # fmt: skip
def test_faults_name_their_row(
    folder: YearFolder, rows: tuple[str, ...], code: str, message: str
) -> None:
    """Each fault has its code, its line, and what is wrong."""
    rules(folder, *rows)

    (problem,) = folder.survey().problems

    assert problem.code == code
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == ("params/laws.csv", len(rows) + 1)
    assert message in problem.message


def test_national_laws_stay_as_they_are(folder: YearFolder) -> None:
    """A row under the title of a national law would hide what is known of it."""
    rules(folder, "中华人民共和国行政处罚法,其他,,,2030-01-01,,,,")

    assert folder.problems() == ["E871 params/laws.csv:2"]


def test_the_file_shapes_the_report(folder: YearFolder, tmp_path: Path) -> None:
    """The manifest names the file: another content is another input."""
    rules(folder, OLD, NEW)

    assert "params/laws.csv" in inputs_of(tmp_path, "params", folder.year)
