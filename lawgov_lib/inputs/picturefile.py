"""The pictures that the agency's own text shows: files of the year folder, PNG, JPEG or SVG."""

from __future__ import annotations

from base64 import b64encode
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote
from zlib import crc32

from lawgov_lib.base.errors import ExportError, InputError, Place, TellingError
from lawgov_lib.base.expressions import compiled
from lawgov_lib.base.layout import TEXT
from lawgov_lib.document import svg
from lawgov_lib.document.photograph import bare
from lawgov_lib.document.tree import Figure
from lawgov_lib.inputs.sourcefile import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lawgov_lib.inputs import Prose

    Media = Literal["image/svg+xml", "image/png", "image/jpeg"]

LARGEST = 5 << 20
"""The bytes of the largest picture: a photograph of 12 million pixels."""
ENDINGS: dict[str, Media] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
}
_PNG, _JPEG, _JPEG_END = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd9"
_FRAME = 12
"""The bytes of a chunk of PNG around its content: length, name and check."""
_TRAILER = 1 << 16
"""The bytes that a camera may have written behind the end of a picture."""
_ADDRESS = compiled(r"\]\(\s*<?([^()<>\n\"]+)")
_ELSEWHERE = compiled(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")
_HINT = "把图片放进text文件夹，写作 ![图题](图/流程图.png)；格式为PNG、JPEG或SVG。"


def picture(prose: Prose, address: str, caption: str, line: int) -> Figure:
    """Read a picture that a text shows.

    Args:
        prose: The text.
        address: The picture's name, relative to the text or to the year folder.
        caption: What stands below it; it is the text alternative too.
        line: The line of the text where it is shown.

    Raises:
        TellingError: It has no caption, lies elsewhere, is missing, too large or no picture.
    """
    place = Place(prose.file, line)
    if not caption:
        raise TellingError.of("E508", f"图片“{address}”没有图题", place, "在方括号中写图题。")
    folder = prose.folder
    if _ELSEWHERE.match(address) or folder is None:
        raise TellingError.of("E508", f"不能用别处的图片“{address}”", place, _HINT)
    media = next((ENDINGS[end] for end in ENDINGS if address.lower().endswith(end)), None)
    if media is None:
        raise TellingError.of("E508", f"图片“{address}”不是PNG、JPEG或SVG格式", place, _HINT)
    path = next(_places(folder, address), None)
    if path is None:
        raise TellingError.of("E508", f"没有图片“{address}”", place, _HINT)
    try:
        name = prose.file.split(f"/{TEXT}/")[0]
        file = f"{name}/{path.relative_to(folder.parent).as_posix()}"
        figure = _figure(path, file, media, caption)
        _ = svg.alone(figure) if media == "image/svg+xml" else svg.pixels(figure)
    except (InputError, ExportError) as error:
        what = "、".join(problem.message for problem in error.problems)
        raise TellingError.of("E508", f"图片“{address}”不能用：{what}", place, _HINT) from None
    return figure


def _figure(path: Path, name: str, media: Media, caption: str) -> Figure:
    with opened(path, name, LARGEST) as stream:
        content = stream.read()
    if not _is_whole(content, media):
        raise InputError.of("E480", "图片不完整", Place(name), "从原处重新复制该图片。")
    data = bare(content)
    written = _text(data, name) if media == "image/svg+xml" else b64encode(data).decode()
    return Figure(media=media, data=written, alt=caption, caption=caption)


def _is_whole(data: bytes, media: Media) -> bool:
    """Tell whether a picture has all its bytes; a part of one would be shown with a blank rest.

    Only of what begins as a picture should can that be told (PNG 5.3; ISO/IEC 10918-1, B.1).
    """
    if media == "image/png" and data.startswith(_PNG):
        at, end = len(_PNG), b""
        while end != b"IEND" and at + _FRAME <= len(data):
            size = int.from_bytes(data[at : at + 4])
            end, check = data[at + 4 : at + 8], data[at + 8 + size : at + _FRAME + size]
            if int.from_bytes(check) != crc32(data[at + 4 : at + 8 + size]):
                return False
            at += _FRAME + size
        return end == b"IEND"
    if media == "image/jpeg" and data.startswith(_JPEG):
        return _JPEG_END in data[-_TRAILER:]
    return True


def _text(data: bytes, name: str) -> str:
    """Return a drawing as text; one in another encoding would show other words."""
    try:
        return data.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise InputError.of("E406", "不是UTF-8编码", Place(name), "另存为UTF-8编码。") from None


def _places(folder: Path, address: str) -> Iterator[Path]:
    """Yield the files that an address can mean, none of them outside the year folder."""
    for home in (folder, folder.parent):
        for name in dict.fromkeys((address, unquote(address))):
            path = Path(normpath(home / name))
            if _is_inside(path, folder.parent) and path.is_file():
                yield path


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a null character, links in a circle
        return False


def shown(folder: Path, texts: Iterable[str]) -> set[Path]:
    """Return the files and folders that hold what texts show.

    Args:
        folder: The folder of the texts.
        texts: The texts, as they are written.
    """
    found = {
        path
        for text in texts
        for address in _ADDRESS.findall(text)
        for path in _places(folder, address.strip())
    }
    return {above for path in found for above in (path, *path.parents)}
