"""Keys of an agency: who has the private one can sign a final report, whoever has it not cannot.

A signature is Ed25519 over the bytes of the manifest, which names the content, the approvals and
the hash of every file. It stands beside the manifest, with the public key; whether that key is the
agency's own is for the city's trust file to say. The same key and manifest give the same signature.
"""

from __future__ import annotations

import base64
import binascii
import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from lawgov_lib.base.errors import ParameterError, Place
from lawgov_lib.base.files import read_regular, system_word, writing
from lawgov_lib.base.layout import MANIFEST, OUTPUTS, PARAMS, SIGNATURE
from lawgov_lib.document.tree import fingerprint
from lawgov_lib.publishing.manifest import digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LENGTH = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_LARGEST = 16 << 10
"""The bytes of the largest file of a key or a signature."""


class Validity(StrEnum):
    """What a signature file says of the manifest beside it."""

    ABSENT = "没有签名"
    VALID = "签名有效"
    INVALID = "签名无效"


@dataclass(frozen=True)
class Seal:
    """The signature of a folder: whether it holds, and by which public key."""

    validity: Validity
    public_key: str = ""

    def __str__(self) -> str:
        """Write it with the key's fingerprint, by which people compare keys."""
        named = self.validity is Validity.VALID
        return self.validity + (f"（公钥指纹 {mark_of(self.public_key)}）" if named else "")


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    public_key: str
    signature: str


def mark_of(public_key: str) -> str:
    """Return the fingerprint of a public key that is written in base64."""
    return fingerprint(digest(base64.b64decode(public_key)))


def is_public_key(text: str) -> bool:
    """Tell whether a text is a public key as ``lawgov key`` prints it."""
    try:
        return len(base64.b64decode(text, validate=True)) == _LENGTH
    except (binascii.Error, ValueError):
        return False


def new_key(path: Path, passphrase: str = "") -> str:
    """Make a key and write its file, which only its owner may read.

    Args:
        path: The file; its folder is made.
        passphrase: What the file is locked with; blank for a file that is not.

    Returns:
        The public key in base64.

    Raises:
        ParameterError: The file is there already.
        PublishError: It cannot be written.
    """
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    key = ed25519.Ed25519PrivateKey.generate()
    lock = (
        serialization.BestAvailableEncryption(passphrase.encode())
        if passphrase
        else serialization.NoEncryption()
    )
    data = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
    with writing(path.name):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise _taken(path) from None
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
    return public_key_of(key)


def refuse_taken(path: Path) -> None:
    """Refuse a file that is there, before anybody is asked for a passphrase."""
    if os.path.lexists(path):
        raise _taken(path)


def _taken(path: Path) -> ParameterError:
    hint = "换一个文件名；私钥覆盖后无法找回。"
    return ParameterError.of("E837", "密钥文件已经有了", Place(path.name), hint)


def refuse_handed_in(path: Path, root: Path) -> None:
    """Refuse a private key that lies in a folder that goes to others.

    Args:
        path: The file.
        root: The folder that holds ``params/`` and ``outputs/``.

    Raises:
        ParameterError: It lies in one of them.
    """
    folders = (root / PARAMS, root / OUTPUTS)
    if any(path.resolve().is_relative_to(folder.resolve()) for folder in folders):
        hint = "移到别处，如 ~/.config/lawgov/；已经报送过的，停用后另行生成。"
        raise ParameterError.of("E838", "私钥放在会报送的文件夹中", Place(path.name), hint)


def load_key(path: Path, ask: Callable[[], str]) -> Ed25519PrivateKey:
    """Read a private key.

    Args:
        path: The file.
        ask: Called for the passphrase if the file is locked with one.

    Raises:
        ParameterError: There is no such file, others may read it, it is none of ours, or the
            passphrase is wrong.
    """
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    key = _unlocked(_read_private(path), path, ask)
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise _unusable(path, "不是本程序所用的密钥（Ed25519）")
    return key


def public_key_of(key: Ed25519PrivateKey) -> str:
    """Return the public key of a private one in base64."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def signature_of(key: Ed25519PrivateKey, manifest: bytes) -> bytes:
    """Return the signature file of a manifest."""
    signature = base64.b64encode(key.sign(manifest)).decode()
    stored = _Stored(public_key=public_key_of(key), signature=signature)
    return stored.model_dump_json(indent=2).encode() + b"\n"


def seal_of(folder: Path, read: Callable[[Path], bytes] = read_regular) -> Seal:
    """Check the signature beside the manifest of a folder.

    Args:
        folder: The folder.
        read: What reads a file.
    """
    path = folder / SIGNATURE
    if not os.path.lexists(path):
        return Seal(Validity.ABSENT)
    try:
        if path.is_file() and path.stat().st_size <= _LARGEST:
            return checked(read(path), read(folder / MANIFEST))
    except OSError:
        pass
    return Seal(Validity.INVALID)


def checked(signature: bytes, manifest: bytes) -> Seal:
    """Check a signature file against the bytes of a manifest."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    try:
        stored = _Stored.model_validate_json(signature)
        public_key = base64.b64decode(stored.public_key, validate=True)
        told = base64.b64decode(stored.signature, validate=True)
        ed25519.Ed25519PublicKey.from_public_bytes(public_key).verify(told, manifest)
    except (ValidationError, InvalidSignature, ValueError):
        return Seal(Validity.INVALID)
    return Seal(Validity.VALID, stored.public_key)


def _read_private(path: Path) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            raise _unusable(path, "不是密钥文件")
        if os.name == "posix" and found.st_mode & _OTHERS:
            hint = f"收回他人的权限：chmod 600 {path.name}"
            raise ParameterError.of("E839", "密钥文件他人也能读写", Place(path.name), hint)
        return read_regular(path)
    except OSError as error:
        raise _unusable(path, f"密钥文件读不出来（{system_word(error)}）") from None


def _unlocked(data: bytes, path: Path, ask: Callable[[], str]) -> object:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    try:
        try:
            return load_pem_private_key(data, password=None)
        except TypeError:  # it is locked
            return load_pem_private_key(data, password=ask().encode() or b"\0")
    except (ValueError, UnsupportedAlgorithm):
        raise _unusable(path, "不是密钥文件，或者口令不对") from None


def _unusable(path: Path, said: str) -> ParameterError:
    hint = "核对文件和口令；还没有密钥的，先生成：lawgov key new"
    return ParameterError.of("E838", said, Place(path.name), hint)
