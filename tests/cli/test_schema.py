"""What commands print for programs is what docs/schemas/response.schema.json says, and no more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.test_response import ALL
from tests.places import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Typed

FILE = PROJECT / "docs" / "schemas" / "response.schema.json"
SCHEMA: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def closed(part: Any) -> Any:  # noqa: ANN401  any piece of a schema
    """Return a schema that refuses fields of which it says nothing."""
    if isinstance(part, list):
        return [closed(each) for each in part]
    if not isinstance(part, dict):
        return part
    told = {name: closed(each) for name, each in part.items()}
    return {"additionalProperties": False, **told} if "properties" in told else told


def whole() -> dict[str, Any]:
    """Return the schema of answers whose every field is told, by their command or for all."""
    names = ("version", "command", "exit_code", "messages", "outputs", "text")
    told = {name: each for name, each in SCHEMA.items() if name != "allOf"}
    by_command = [
        {"if": each["if"], "then": {"properties": closed(each["then"]["properties"])}}
        for each in SCHEMA["allOf"]
    ]
    defs = {name: closed(each) for name, each in SCHEMA["$defs"].items()}
    shared = {"properties": {name: closed(SCHEMA["properties"][name]) for name in names}}
    return told | shared | {"$defs": defs, "allOf": by_command, "unevaluatedProperties": False}


def faults(answer: object) -> list[str]:
    """Say where an answer is not as the schema has it."""
    found = Draft202012Validator(whole()).iter_errors(answer)
    return [f"{each.json_path}: {each.message}" for each in found]


def test_the_schema_is_one_and_names_commands() -> None:
    """It is valid itself, and each command that it tells of is there."""
    Draft202012Validator.check_schema(SCHEMA)
    names = {each["if"]["properties"]["command"]["const"] for each in SCHEMA["allOf"]}

    assert names <= set(ALL)


def test_an_unknown_field_is_seen() -> None:
    """A field without an entry in the schema, and a missing one, are faults."""
    answer: dict[str, Any] = {"version": 1, "command": "status", "exit_code": 0}
    answer |= {"messages": [], "outputs": [], "text": "", "years": [], "log": []}

    assert faults(answer) == []
    assert faults(answer | {"colour": "red"}) != []
    assert faults({name: each for name, each in answer.items() if name != "text"}) != []


TYPED = (
    "check 2020",
    "check 2020 --inputs",
    "check 2020 --code C99",
    "check 2019",
    "catalogue --word 考试",
    "explain",
    "explain C16",
    "explain 学法考试合格率",
    "laws 行政复议法 --on 2024-01-01",
    "laws --due 2030",
    "report 2020",
    "status",
    "verify 2020",
    "diff 2020 2020 --all",
    "merge outputs/2020/report.docx --dry-run",
    "audit outputs/2020/report.docx --out 审读",
    "sign 2020 --role 起草 --name 某甲 --yes --date 2021-01-10",
    "final 2020",
    "rollup 2020 . --out 汇总",
    "sister 2020",
    "all --jobs 1",
    "batch . 没有 --jobs 1 --keep-going",
    "new 2021",
    "workbook 2020",
    "workbook 2020 --undo",
    "init 新的机关",
    "key new 钥匙.pem --no-passphrase",
    "key show 钥匙.pem",
    "import outputs/2020/report.docx --year 2020 --root 另一处",
    "lab 2019",
    "preview 2020",
    "scheduler 192.0.2.1",
    "worker 10.0.0.5",
    "",
    "key",
    "--version",
    "--help",
    "--lang en",
    "nothing",
    "status --nothing",
)


@pytest.mark.usefixtures("root")
def test_every_answer_is_as_the_schema_says(typed_here: Typed) -> None:
    """One object on standard output with the same exit code: of results, of faults, of help."""
    answers = {words: typed_here(*words.split(), "--json") for words in TYPED}

    told = {words: json.loads(done.stdout) for words, done in answers.items()}
    assert {words: found for words in TYPED if (found := faults(told[words]))} == {}
    assert {words: told[words]["exit_code"] for words in TYPED} == {
        words: done.returncode for words, done in answers.items()
    }


@pytest.mark.parametrize("words", ["", "key", "dev", "--version", "--help", "key --help"])
def test_what_is_no_command_answers_programs_with_the_same_code(
    words: str, tmp_path: Path, typed_here: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Help and version are the text of an object, and JSON may be asked for before a command."""
    monkeypatch.chdir(tmp_path)
    plain = typed_here(*words.split())

    after, before = typed_here(*words.split(), "--json"), typed_here("--json", *words.split())

    assert (after.returncode, before.returncode) == (plain.returncode, plain.returncode)
    assert json.loads(after.stdout)["text"] == json.loads(before.stdout)["text"] == plain.stdout
