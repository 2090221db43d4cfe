"""How Word and WPS write a file that they have opened and saved, beside what it says."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.oxml.xmlchemy import BaseOxmlElement

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_WPS = {
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpsCustomData": "http://www.wps.cn/officeDocument/2013/wpsCustomData",
    "w14": _W14,
}
_TEMPLATE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.'
    'openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/'
    'Users/a/AppData/Roaming/Microsoft/Templates/Normal.dotm" TargetMode="External"/>'
    "</Relationships>"
)
_KSO = (
    b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s">'
    b"<vt:lpwstr>2052-12.1.0.17827</vt:lpwstr></property>"
)


def as_word(content: bytes) -> bytes:
    """Save a file as Word does after an edit.

    Runs are split, also in content controls, and carry the marks of sessions, of the speller and of
    page ends; a bookmark shows the last edit, a smart tag holds a run, every paragraph has an id,
    the template is attached. What was pasted as text has lost its control.
    """

    def change(root: BaseOxmlElement) -> None:
        body = root.find(qn("w:body"))
        for place, each in enumerate(list(body.iter(qn("w:sdt")))):
            if place % 3 == 0:
                _unwrap(each)
        for place, each in enumerate(list(body.iter(qn("w:p")))):
            each.set(qn("w:rsidR"), f"00{place:06X}")
            each.set(f"{{{_W14}}}paraId", f"{0x20000000 + place:08X}")
        for place, run in enumerate(list(body.iter(qn("w:r")))):
            run.set(qn("w:rsidRPr"), f"00A{place:05X}")
            second = _split(run, 2)
            if second is None:
                continue
            second.insert(_after_look(second), _element("lastRenderedPageBreak"))
            run.addprevious(_element("proofErr", type="spellStart"))
            run.addnext(_element("proofErr", type="spellEnd"))
            if place % 7 == 0 and run.getparent().tag == qn("w:p"):
                tag = _element("smartTag", uri="urn:schemas-microsoft-com", element="chsdate")
                run.addprevious(tag)
                tag.append(run)
        first = next(each for each in body.iter(qn("w:p")) if len(each))
        first.append(_element("bookmarkStart", id="9000", name="_GoBack"))
        first.append(_element("bookmarkEnd", id="9000"))

    parts = {"word/_rels/settings.xml.rels": _TEMPLATE.encode()}
    return _saved(content, change, parts)


def as_wps(content: bytes) -> bytes:
    """Save a file as WPS does: its namespaces and properties, a run for every few characters."""

    def change(root: BaseOxmlElement) -> None:
        for run in list(root.iter(qn("w:r"))):
            rest: BaseOxmlElement | None = run
            while rest is not None:
                look = rest.find(qn("w:rPr"))
                if look is not None and look.find(qn("w:lang")) is None:
                    look.append(_element("lang", val="en-US", eastAsia="zh-CN"))
                rest = _split(rest, 3)
        for mark in list(root.iter(qn("w:bookmarkStart"))):
            mark.set(qn("w:colFirst"), "0")

    with ZipFile(io.BytesIO(content)) as package:
        own = package.read("docProps/custom.xml")
    more = _KSO % (8, b"KSOProductBuildVer") + _KSO % (9, b"ICV")
    parts = {"docProps/custom.xml": own.replace(b"</Properties>", more + b"</Properties>")}
    return _saved(content, change, parts)


def track_as_wps(run: BaseOxmlElement, old: str, new: str) -> None:
    """Replace words of a run with WPS's tracking on: a change for each letter, all ids 0."""
    text = run.find(qn("w:t"))
    before, _, after = text.text.partition(old)
    who = f'w:id="0" w:author="Administrator" w:date="2021-01-08T10:00:00Z" {nsdecls("w")}'
    changes = [
        f"<w:del {who}><w:r><w:rPr/><w:delText>{letter}</w:delText></w:r></w:del>" for letter in old
    ]
    changes += [f"<w:ins {who}><w:r><w:rPr/><w:t>{letter}</w:t></w:r></w:ins>" for letter in new]
    tail = deepcopy(run)
    text.text, tail.find(qn("w:t")).text = before, after
    run.addnext(tail)
    for each in reversed(changes):
        run.addnext(parse_xml(each))


def _split(run: BaseOxmlElement, length: int) -> BaseOxmlElement | None:
    """Split a run behind its first letters; return the second one, None where there is none."""
    texts = run.findall(qn("w:t"))
    if len(texts) != 1 or len(texts[0].text or "") <= length or run.find(qn("w:br")) is not None:
        return None
    second = deepcopy(run)
    whole = texts[0].text
    texts[0].text, second.find(qn("w:t")).text = whole[:length], whole[length:]
    run.addnext(second)
    return second


def _unwrap(control: BaseOxmlElement) -> None:
    for each in list(control.find(qn("w:sdtContent"))):
        control.addprevious(each)
    control.getparent().remove(control)


def _after_look(run: BaseOxmlElement) -> int:
    return int(run.find(qn("w:rPr")) is not None)


def _element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    told = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return parse_xml(f"<w:{tag} {nsdecls('w')}{told}/>")


def _saved(
    content: bytes, change: Callable[[BaseOxmlElement], None], parts: dict[str, bytes]
) -> bytes:
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        told = {name: old.read(name) for name in old.namelist()} | parts
        root = parse_xml(told["word/document.xml"])
        change(root)
        text = etree.tostring(root).decode()
        spaces = "".join(f' xmlns:{key}="{uri}"' for key, uri in _WPS.items() if uri not in text)
        told["word/document.xml"] = text.replace("<w:document", f"<w:document{spaces}", 1).encode()
        for name, data in told.items():
            new.writestr(name, data)
    return stream.getvalue()
