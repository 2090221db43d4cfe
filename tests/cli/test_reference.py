"""The field reference and the schema say what the models say, and are kept current."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from lawgov_lib.cli import reference
from lawgov_lib.inputs.rows import ROWS
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

DOCS = PROJECT / "docs"
COMMAND = "make fields"


@pytest.mark.parametrize("name", reference.contents())
def test_reference_is_current(name: str) -> None:
    """``make fields`` was run after the last change of a model, a check or its settings."""
    committed = (DOCS / name).read_text(encoding="utf-8")

    assert committed == reference.contents()[name], COMMAND


@pytest.mark.parametrize("spoken", reference.HELP)
def test_page_of_help_is_current(spoken: str) -> None:
    """What is shown at once is what the command would say, in a wide terminal too."""
    stored = (PROJECT / "lawgov_lib" / reference.HELP[spoken]).read_text(encoding="utf-8")

    assert stored == reference.overview(spoken=spoken), COMMAND
    assert stored == reference.overview(98, spoken)


@pytest.mark.parametrize("typed", ["--help", "--hlep", "nowhere"])
def test_references_are_written_into_a_folder_that_is_there(
    typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that names no folder makes none."""
    monkeypatch.chdir(tmp_path)

    CliRunner().invoke(reference.main, [typed])

    assert list(tmp_path.iterdir()) == []


def test_every_column_is_explained() -> None:
    """Each register has its file, its sheet, what may not repeat, and a line a column."""
    text = reference.fields()

    for key, model in ROWS.items():
        assert f"## {model.label}\n\n文件 `registers/{key}.csv`，工作表“{model.label}”" in text
        for column in model.columns():
            assert f"\n| {'（或'.join((column.header, *column.also[:1]))}" in text
    assert "文件 `figures.csv`，工作表“申报数”；不得重复：「编号」。" in text


def test_published_year_fits_the_schema() -> None:
    """What the reader accepts, an editor accepts."""
    schema = json.loads(reference.schema())
    text = (PROJECT / "params" / "2020" / "report.yaml").read_text(encoding="utf-8")
    report = json.loads(json.dumps(YAML(typ="safe").load(text), default=str))

    Draft202012Validator.check_schema(schema)
    errors = [error.message for error in Draft202012Validator(schema).iter_errors(report)]
    assert not errors


def test_schema_refuses_what_the_reader_refuses() -> None:
    """An unknown name and a missing agency are marked in the editor."""
    validator = Draft202012Validator(json.loads(reference.schema()))

    errors = [error.message for error in validator.iter_errors({"yeer": 2020, "year": 2020})]

    assert len(errors) == 2
