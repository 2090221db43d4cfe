"""The commands on keys as typed: made, shown, given up for another, trusted by a city."""

from __future__ import annotations

import io
import shutil
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from lawgov_lib.approval.keys import load_key, public_key_of
from lawgov_lib.cli import main
from tests.approval.office import TODAY, final, sign_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AGENCY = "阳江市科学技术局"


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    """Let it be the day on which the report is finished."""
    with time_machine.travel(datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a key is kept, outside of what is handed in."""
    return tmp_path_factory.mktemp("keys") / "signing.pem"


def typed(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """Run a command; return its exit code and all that it says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["lawgov", *map(str, words)])
        with pytest.raises(SystemExit) as stop:
            main()
    return int(stop.value.code or 0), "".join(capsys.readouterr())


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let somebody at a terminal answer the questions for a passphrase; return what is left."""
    terminal, left = io.StringIO(), list(answers)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _asked: left.pop(0))
    return left


def public_key(told: str) -> str:
    """Return the public key that a command shows."""
    return next(line for line in told.splitlines() if line.startswith("公钥：")).removeprefix(
        "公钥："
    )


def test_a_key_without_a_passphrase(capsys: pytest.CaptureFixture[str], key: Path) -> None:
    """Made for its owner alone, shown again by its public key, never written over."""
    code, made = typed(capsys, "key", "new", key, "--no-passphrase")
    shown = typed(capsys, "key", "show", key)
    again = typed(capsys, "key", "new", key, "--no-passphrase")

    assert code == 0
    assert key.stat().st_mode & 0o777 == 0o600
    assert shown[0] == 0
    assert shown[1] in made
    assert public_key(made) == public_key_of(load_key(key, str))
    assert again[0] == 3
    assert "[E837] signing.pem: 密钥文件已经有了" in again[1]


def test_a_passphrase_is_asked_for(
    capsys: pytest.CaptureFixture[str], key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice for a new key until both are the same, once to use it; it is never shown."""
    left = answering(monkeypatch, "春", "夏", "秋收", "秋收")
    code, made = typed(capsys, "key", "new", key)
    assert (code, left) == (0, [])
    assert "两次输入的不同" in made

    answering(monkeypatch, "秋收")
    shown = typed(capsys, "key", "show", key)
    answering(monkeypatch, "冬藏")
    wrong = typed(capsys, "key", "show", key)

    assert shown[0] == 0
    assert public_key(shown[1]) == public_key(made)
    assert wrong[0] == 3
    assert "[E838] signing.pem: 不是密钥文件，或者口令不对" in wrong[1]
    assert "秋收" not in made + shown[1] + wrong[1]


def test_without_a_terminal_no_passphrase_is_asked_for(
    capsys: pytest.CaptureFixture[str], key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file is left, and what to do is said."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("秋收\n"))

    code, said = typed(capsys, "key", "new", key)

    assert code == 3
    assert "[E840]" in said
    assert "--no-passphrase" in said
    assert not key.exists()


def test_a_final_is_signed_anew_with_another_key(
    root: Path, capsys: pytest.CaptureFixture[str], key: Path
) -> None:
    """Without a signature, with one, the same again, with the next key only when told to."""
    sign_all(root)
    other = key.with_name("next.pem")
    first, second = (
        public_key(typed(capsys, "key", "new", file, "--no-passphrase")[1]) for file in (key, other)
    )
    bare = typed(capsys, "final", "2020", "--root", root)
    signed = typed(capsys, "final", "2020", "--key", key, "--root", root)
    manifest = (final(root) / "manifest.json").read_bytes()
    same = typed(capsys, "final", "2020", "--key", key, "--root", root)
    refused = typed(capsys, "final", "2020", "--key", other, "--root", root)
    before = (final(root) / "manifest.sig").read_text(encoding="utf-8")
    anew = typed(capsys, "final", "2020", "--key", other, "--supersede", "--root", root)
    after = (final(root) / "manifest.sig").read_text(encoding="utf-8")

    assert (bare[0], signed[0], same[0], refused[0], anew[0]) == (0, 0, 0, 8, 0)
    assert "完全相同" in same[1]
    assert "[E814]" in refused[1]
    assert first in before
    assert second in after
    assert (final(root) / "manifest.json").read_bytes() == manifest
    told = typed(capsys, "status", "--root", root)
    assert "有效" in told[1]
    assert "E835" not in told[1]


def test_a_key_in_what_is_handed_in_signs_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The private key would go to others with the report."""
    file = root / "outputs" / "signing.pem"
    typed(capsys, "key", "new", file, "--no-passphrase")

    code, said = typed(capsys, "final", "2020", "--key", file, "--root", root)

    assert code == 3
    assert "[E838]" in said
    assert not final(root).exists()


def test_a_city_takes_what_its_trust_file_vouches_for(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """The agency's key on the day of 签发; not one that ended, another's, or an unknown agency."""
    city = tmp_path_factory.mktemp("city")
    own, other = (
        public_key(typed(capsys, "key", "new", city / name, "--no-passphrase")[1])
        for name in ("own", "other")
    )
    sign_all(root)
    typed(capsys, "final", "2020", "--key", city / "own", "--root", root)
    lists = {
        "": [(AGENCY, own, "2020-01-01", "")],
        "签发之日密钥尚未启用，或者已经停用": [(AGENCY, own, "2020-01-01", "2020-12-01")],
        "签发之日密钥": [(AGENCY, own, "2020-12-02", "")],
        "信任名单中没有该机关": [("某局", other, "2020-01-01", "")],
        "签名所用的是某局的密钥": [
            ("某局", own, "2020-01-01", ""),
            (AGENCY, other, "2020-01-01", ""),
        ],
        "签名所用的密钥不在信任名单中": [(AGENCY, other, "2020-01-01", "")],
    }
    for said, rows in lists.items():
        trust = city / "trust.csv"
        lines = [("机关", "公钥", "启用", "停用"), *rows]
        trust.write_text("\n".join(map(",".join, lines)) + "\n", encoding="utf-8")
        shutil.rmtree(city / "out", ignore_errors=True)

        code, told = typed(
            capsys, "rollup", "2020", root, "--trust", trust, "--out", city / "out", "--root", city
        )

        assert (code, said in told) == (8 if said else 0, True), told
        assert (city / "out" / "rollup-2020").exists() == (not said)
