"""Keys: made once, read by their owner, and what they sign holds for those bytes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawgov_lib.approval.keys import (
    Validity,
    checked,
    is_public_key,
    load_key,
    new_key,
    public_key_of,
    refuse_handed_in,
    signature_of,
)
from lawgov_lib.base.errors import ParameterError

if TYPE_CHECKING:
    from pathlib import Path


def nobody() -> str:
    """Answer that nobody should be asked."""
    raise AssertionError


def test_a_key_is_its_owners_alone_and_never_replaced(tmp_path: Path) -> None:
    """The file is readable for its owner only; another is not written over it."""
    path = tmp_path / "keys" / "signing.pem"
    public_key = new_key(path)

    with pytest.raises(ParameterError, match="E837"):
        new_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_key_of(load_key(path, nobody)) == public_key
    assert is_public_key(public_key)
    assert not is_public_key(public_key[:-4])


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """As ssh does: it may be known to others already."""
    path = tmp_path / "signing.pem"
    new_key(path)
    path.chmod(0o640)

    with pytest.raises(ParameterError, match=r"E839.*chmod 600"):
        load_key(path, nobody)


def test_a_key_with_a_passphrase_asks_for_it(tmp_path: Path) -> None:
    """A wrong or a blank one opens nothing."""
    path = tmp_path / "signing.pem"
    public_key = new_key(path, "口令")

    assert public_key_of(load_key(path, lambda: "口令")) == public_key
    for wrong in ("口", ""):
        with pytest.raises(ParameterError, match="E838"):
            load_key(path, lambda wrong=wrong: wrong)  # type: ignore[misc]


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    """A text, a folder, nothing."""
    (tmp_path / "text").write_text("密钥", encoding="utf-8")
    (tmp_path / "text").chmod(0o600)
    (tmp_path / "folder").mkdir(0o700)

    for name in ("text", "folder", "nothing"):
        with pytest.raises(ParameterError, match="E838"):
            load_key(tmp_path / name, nobody)


def test_a_key_in_a_folder_that_is_handed_in_is_refused(tmp_path: Path) -> None:
    """The inputs and the outputs of a root go to others."""
    for folder in ("params", "outputs"):
        with pytest.raises(ParameterError, match=r"E838.*报送"):
            refuse_handed_in(tmp_path / folder / "2020" / "signing.pem", tmp_path)
    refuse_handed_in(tmp_path / "signing.pem", tmp_path)


def test_a_signature_holds_for_those_bytes_alone(tmp_path: Path) -> None:
    """The same key and bytes give the same file; another byte, and it does not hold."""
    new_key(tmp_path / "one")
    key = load_key(tmp_path / "one", nobody)
    signature = signature_of(key, b"{}")

    assert signature_of(key, b"{}") == signature
    assert checked(signature, b"{}").public_key == public_key_of(key)
    assert checked(signature, b"{ }").validity is Validity.INVALID
    assert checked(b"", b"{}").validity is Validity.INVALID
