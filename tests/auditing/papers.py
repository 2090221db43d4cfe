"""Reports of fictional agencies, written as the files in which offices send them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

AGENCY = "示例县水务局"
TITLE = f"{AGENCY}2024年度法治政府建设年度报告"
LINES = (
    TITLE,
    "县人民政府：",
    "2024年，我局深入学习贯彻习近平法治思想，扎实推进法治政府建设，现将有关情况报告如下。",
    "一、主要举措和成效",
    "（一）强化政治引领。局党组全年开展集中学法4次，组织旁听庭审1次，参加培训36人次。",
    "（二）规范行政执法",
    "全年开展行政检查78次，作出行政处罚5件，执法人员26人全部持证上岗。",
    "（三）依法化解矛盾纠纷",
    "全年办理信访事项12件，作为被申请人的行政复议案件2件，均获维持。",
    "二、党政主要负责人履行推进法治建设第一责任人职责情况",
    (
        "局长亲自部署、亲自过问、亲自协调、亲自督办法治建设重要工作，带头学法2次，完成年终述法。"
        "全年没有需要负责人出庭应诉的案件。"
    ),
    "三、存在的不足和原因",
    "一是普法宣传形式单一，原因是力量不足。二是执法队伍人员偏少，主要是编制有限。",
    "四、下一年度主要安排",
    (
        "一是丰富普法宣传形式，由办公室牵头，6月底前开展普法活动3次。"
        "二是充实执法队伍，由人事科负责，年内招录2人。"
    ),
    "五、其他需要报告的情况",
    "无。",
    AGENCY,
    "2025年1月10日",
)
"""A report in which nothing is wrong."""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.\
wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
officeDocument" Target="word/document.xml"/></Relationships>"""


def lines(**changed: str) -> list[str]:
    """Return the report with other words: ``line_6="…"`` puts them in place of line 6."""
    told = list(LINES)
    for name, text in changed.items():
        told[int(name.removeprefix("line_"))] = text
    return told


def text(*told: str, props: str = "") -> str:
    """Return a paragraph of Word with runs of plain text."""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(each)}</w:t></w:r>' for each in told)
    return f"<w:p><w:pPr>{props}</w:pPr>{runs}</w:p>"


def part(body: str, root: str = "document") -> str:
    """Return an XML part of Word."""
    inner = f"<w:body>{body}</w:body>" if root == "document" else body
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:{root} xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps='
        f'"http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{inner}</w:{root}>'
    )


def word_file(
    path: Path, body: Iterable[str], parts: Mapping[str, str | bytes] | None = None
) -> Path:
    """Write a Word file.

    Args:
        path: Where to.
        body: The blocks of the body, as XML.
        parts: Other parts of the package, by name.
    """
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", part("".join(body)))
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return path


def report_file(folder: Path, name: str = "report.docx", **changed: str) -> Path:
    """Write the report as a Word file, with other words where they are given."""
    return word_file(folder / name, map(text, lines(**changed)))


def web_page(told: Iterable[str], around: str = "") -> str:
    """Return the report as a page of an office's web site, with a menu and a footer."""
    first, *rest = told
    body = "".join(f"<p>　　{escape(each)}</p>" for each in rest)
    menu = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(30))
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{first}_示例县人民政府网</title>"
        f"<script>document.write('脚本')</script></head><body><div class=menu><ul>{menu}</ul></div>"
        "<div class=crumbs>首页 &gt; 政务公开</div>"
        f"<div id=zoom><h1>{first}</h1>{body}{around}</div>"
        "<div class=foot>版权所有　示例县人民政府　网站标识码1234567890</div></body></html>"
    )
