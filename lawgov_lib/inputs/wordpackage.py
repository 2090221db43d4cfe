"""A Word file (docx) as a package of XML parts: opened safely, its parts read one at a time.

Nothing of the package is executed or fetched, and pictures are never unpacked. What would unpack
to more than a report needs, macros and document types are refused before a part is read.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from lawgov_lib.base.errors import InputError, Place
from lawgov_lib.document.pieces import too_large
from lawgov_lib.inputs.xmlopening import has_document_type

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LARGEST_PART = 48 << 20
"""The bytes of the largest XML part: Word writes some 60 bytes a character, of much formatting."""
_LARGEST = 300 << 20
_MOST_PARTS = 5000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a file begins that is encrypted, or of the format before .docx."""
_MACROS = ("vbaproject.bin", "vbadata.xml")
_XML = (".xml", ".rels")
_DOCUMENT = "word/document.xml"
_HARMLESS = {"hyperlink", "attachedTemplate"}
"""What may lie outside: what a reader may click, and the template, which every Word names."""
_LINKED = {
    "image": "图片",
    "oleObject": "对象",
    "package": "对象",
    "chart": "图表",
    "frame": "框架",
    "subDocument": "子文档",
    "aFChunk": "嵌入的文件",
    "audio": "声音",
    "video": "视频",
    "media": "视频",
    "mailMergeSource": "邮件合并的数据",
}
_OTHER_LINK = "其他内容"
_SAVE_AGAIN = "用文字处理软件打开并另存为“Word文档（.docx）”。"


@dataclass(frozen=True)
class Package:
    """An open Word file: its archive, the name that messages show, and what it keeps elsewhere."""

    archive: ZipFile
    name: str
    links: tuple[str, ...]

    @property
    def linked(self) -> str:
        """What the file would fetch from outside, by kind, as messages tell it."""
        return "、".join(f"{kind}{count}处" for kind, count in Counter(self.links).items())

    @contextmanager
    def part(self, name: str) -> Iterator[IO[bytes] | None]:
        """Open a part for reading; None where the package has none of that name."""
        if name in self.archive.namelist():
            with self.archive.open(name) as stream:
                yield stream
        else:
            yield None

    def tree(self, name: str) -> ET.Element | None:
        """Return a small part as a tree, None where there is none."""
        with self.part(name) as stream:
            return None if stream is None else transitional(ET.parse(stream).getroot())  # noqa: S314  it declares no document type


def transitional(element: ET.Element) -> ET.Element:
    """Give the elements of a Strict document the names of the usual ones."""
    for each in element.iter():
        if each.tag.startswith(_STRICT):
            each.tag = W + each.tag.removeprefix(_STRICT)
            for key in [key for key in each.attrib if key.startswith(_STRICT)]:
                each.attrib[W + key.removeprefix(_STRICT)] = each.attrib.pop(key)
    return element


@contextmanager
def package_of(stream: IO[bytes], name: str) -> Iterator[Package]:
    """Open a Word file.

    Args:
        stream: The file.
        name: The name to show in messages.

    Raises:
        InputError: It is no whole Word file, carries macros, or would fill the memory.
    """
    if stream.read(len(_OLE)) == _OLE:
        message = "文件设有密码，或是旧的Word格式（.doc）"
        raise InputError.of("E462", message, Place(name), f"取消密码，{_SAVE_AGAIN}")
    try:
        with ZipFile(stream) as archive:
            _refuse_bombs(archive, name)
            _refuse_more_than_text(archive, name)
            yield Package(archive, name, tuple(_links(archive)))
    except InputError:
        raise
    except (BadZipFile, EOFError):
        message = "Word文件不完整，可能没有传完或已损坏"
        raise InputError.of(
            "E464", message, Place(name), f"重新取得该文件，或{_SAVE_AGAIN}"
        ) from None
    except Exception as error:  # noqa: BLE001  a damaged part makes the parsers raise what it may
        message = f"Word文件的内容读不出来（{type(error).__name__}）"
        raise InputError.of("E464", message, Place(name), _SAVE_AGAIN) from None


def _refuse_bombs(archive: ZipFile, name: str) -> None:
    """Refuse what would unpack to more than any report; a part cannot be longer than is said."""
    parts = archive.infolist()
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise BadZipFile
    if any(part.flag_bits & 1 for part in parts):
        raise InputError.of("E462", "文件设有密码", Place(name), f"取消密码，{_SAVE_AGAIN}")
    texts = [part for part in parts if part.filename.lower().endswith(_XML)]
    if (
        len(parts) > _MOST_PARTS
        or sum(part.file_size for part in parts) > _LARGEST
        or any(part.file_size > _LARGEST_PART for part in texts)
    ):
        raise too_large(name, "Word文件展开后过大")


def _refuse_more_than_text(archive: ZipFile, name: str) -> None:
    """Refuse macros, and document types: their entities grow without limit or name files."""
    names = archive.namelist()
    if any(each.lower().endswith(_MACROS) for each in names):
        hint = "另存为不带宏的“Word文档（.docx）”。"
        raise InputError.of("E465", "文件带有宏，没有读取", Place(name), hint)
    if _DOCUMENT not in names:
        raise InputError.of("E461", "压缩包中没有Word的正文", Place(name), _SAVE_AGAIN)
    for each in names:
        if each.lower().endswith(_XML):
            with archive.open(each) as stream:
                if has_document_type(stream):
                    message = "文件内含文档类型声明，不是文字处理软件生成的"
                    raise InputError.of("E466", message, Place(name), _SAVE_AGAIN)


def _links(archive: ZipFile) -> Iterator[str]:
    """Yield the kinds of what the package would fetch from outside."""
    for each in archive.namelist():
        if each.lower().endswith(".rels"):
            with archive.open(each) as stream:
                for relation in ET.parse(stream).iter(_RELATIONS):  # noqa: S314  it declares no document type
                    kind = relation.get("Type", "").rpartition("/")[2]
                    if relation.get("TargetMode") == "External" and kind not in _HARMLESS:
                        yield _LINKED.get(kind, _OTHER_LINK)
