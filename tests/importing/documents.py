"""A report of a fictional office in the layouts in which real ones come, made by code.

Each function writes one file and returns it; what every one of them says is in ``SAID``, so that
a test may ask an imported year for it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lawgov_lib.document.tree import (
    Document,
    Heading,
    Meta,
    Paragraph,
    Run,
    Section,
    Signature,
    Title,
)
from lawgov_lib.exporters.pdf import render_pdf
from tests.auditing.papers import part, text, web_page, word_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lawgov_lib.document.tree import Block

YEAR = 2019
AGENCY = "示例县农业农村局"
TITLE = (AGENCY, "2019年度法治政府建设年度报告")
ADDRESSEE = "县人民政府"
OPENING = (
    "2019年，我局深入学习贯彻习近平新时代中国特色社会主义思想，认真落实党中央、国务院和省委、省政府"
    "关于法治政府建设的各项部署，坚持依法行政、依法兴农，扎实推进各项任务。现将有关情况报告如下。"
)
SIGNED = "2020年1月15日"
_SHORT = (
    "一是执法力量偏少，基层执法人员兼任多项工作，日常检查的次数和质量还有差距，主要是编制有限。"
    "二是普法形式单一，对新业态经营者的宣传不够，主要是手段不多。"
)
BODY = (
    (1, "一、法治政府建设的主要举措和成效", ""),
    (2, "（一）依法全面履行政府职能", "公布政务服务事项37项，网上可办率97.3%。"),
    (
        2,
        "（二）坚持严格规范公正文明执法",
        "全年开展行政检查86次，作出行政处罚6件，罚没金额3.2万元。执法人员29人，举办培训两期。",
    ),
    (2, "（三）推行农药经营台账制度", "指导经营门店建立台账，覆盖门店112家。"),
    (2, "（四）依法有效化解社会矛盾纠纷", "受理行政调解案件15件，其中土地承包纠纷9件。"),
    (
        1,
        "二、法治政府建设存在的不足和原因",
        _SHORT,
    ),
    (
        1,
        "三、党政主要负责人履行推进法治建设第一责任人职责情况",
        "局长主持研究法治工作4次，带头学法3次，约谈相关负责人近10人次。",
    ),
    (1, "四、下一年度法治政府建设的主要安排", "计划招录执法人员2人，开展普法活动5场。"),
    (1, "五、其他需要报告的情况", "没有其他需要报告的情况。"),
)
"""Level, heading and text of each section; the third of part one is in no outline."""
SAID = (OPENING, *(told for _, _, told in BODY if told))
_HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)


def lines() -> list[str]:
    """Return the report, a paragraph a line."""
    body = (line for _, heading, told in BODY for line in (heading, told) if line)
    return ["".join(TITLE), f"{ADDRESSEE}：", OPENING, *body, AGENCY, SIGNED]


def without_styles(folder: Path) -> Path:
    """Write a Word file in which nothing but the typed numbers shows the headings."""
    return word_file(folder / "无样式.docx", map(text, lines()))


def numbers_in_headings(folder: Path) -> Path:
    """Write a Word file with heading styles, whose headings have quantities in them."""
    told = [
        text(TITLE[0]),
        text(TITLE[1]),
        text(OPENING),
        text(BODY[0][1], props='<w:pStyle w:val="1"/>'),
        text("（一）依法全面履行政府职能，办结许可52件", props='<w:pStyle w:val="2"/>'),
        text(BODY[1][2]),
        text(BODY[5][1], props='<w:pStyle w:val="1"/>'),
        text(BODY[5][2]),
    ]
    return word_file(folder / "标题有数.docx", told, {"word/styles.xml": part(_HEADINGS, "styles")})


def with_tables(folder: Path) -> Path:
    """Write a Word file with a table of quantities and one that is a register."""
    counts = (
        ("序号", "项目", "单位", "2018年", "2019年"),
        ("1", "行政检查", "次", "80", "86"),
        ("2", "执法车辆", "辆", "2", "3"),
    )
    trials = (("普法活动", "对象", "人数"), ("宪法宣传 | 周", "村民", "300"))
    register = (
        ("序号", "方面", "表现", "原因"),
        ("1", "执法力量", "执法人员偏少", "编制有限"),
    )
    told = [text(line) for line in lines()]
    tables = [_table(counts), text("活动情况如下。"), _table(trials), text("另见下表。")]
    tables.append(_table(register))
    return word_file(folder / "表格.docx", [*told[:7], *tables, *told[7:]])


def with_text_boxes(folder: Path) -> Path:
    """Write a Word file with a text box, a footnote, and words in bold."""
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"<w:txbxContent>{text('本页数据截至年底。')}</w:txbxContent>"
        "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>"
    )
    told = [text(line) for line in lines()]
    told[2] = f"<w:p><w:r><w:t>{OPENING}</w:t></w:r>{box}</w:p>"
    bold = "<w:rPr><w:b/></w:rPr>"
    told[5] = (
        f"<w:p><w:r>{bold}<w:t>公布政务服务事项37项，</w:t></w:r>"
        "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>网上可办率97.3%。</w:t></w:r></w:p>"
    )
    note = part(f"<w:footnote w:id='2'>{text('含马铃薯*种薯*检验1项。')}</w:footnote>", "footnotes")
    return word_file(folder / "文本框.docx", told, {"word/footnotes.xml": note})


def with_soft_returns(folder: Path) -> Path:
    """Write a Word file whose lines end within one paragraph, headings with their text."""
    blocks = [_broken(heading, told) if told else text(heading) for _, heading, told in BODY]
    frame = [text("".join(TITLE)), _broken(f"{ADDRESSEE}：", ""), text(OPENING)]
    return word_file(folder / "软回车.docx", [*frame, *blocks, _broken(AGENCY, ""), text(SIGNED)])


def made_by_wps(folder: Path) -> Path:
    """Write a Word file as WPS does: runs cut up, bookmarks, controls, spaces for the indent."""

    def cut(line: str) -> str:
        runs = "".join(
            f'<w:r w:rsidR="00A1"><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312"/>'
            f'<w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(line[at : at + 3])}</w:t></w:r>'
            for at in range(0, len(line), 3)
        )
        mark = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
        indent = '<w:r><w:t xml:space="preserve">    </w:t></w:r>'
        return f"<w:p><w:pPr><w:keepNext w:val='0'/></w:pPr>{indent}{runs}{mark}</w:p>"

    first, *rest = lines()
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{text(first)}</w:sdtContent></w:sdt>"
    return word_file(folder / "WPS.docx", [control, *map(cut, rest)])


def web_page_with_menu(folder: Path) -> Path:
    """Write a page of an office's web site, without a signature."""
    title, _, *rest = lines()
    path = folder / "网页.html"
    path.write_text(web_page([title, *rest[:-2]]), encoding="utf-8")
    return path


def text_of_windows(folder: Path) -> Path:
    """Write a text as an old Windows does: GB18030, full-width indents."""
    path = folder / "文本.txt"
    told = "\r\n".join(f"　　{line}" for line in lines())
    path.write_bytes(told.encode("gb18030"))
    return path


def markdown_text(folder: Path) -> Path:
    """Write a text with the marks of Markdown."""
    first, *rest = lines()
    marks = {heading: f"#{'#' * level} {heading}" for level, heading, _ in BODY}
    told = [f"# {first}", *(marks.get(line, line) for line in rest)]
    path = folder / "文稿.md"
    path.write_text("\n\n".join(told), encoding="utf-8")
    return path


def printed(folder: Path) -> Path:
    """Write a PDF with a text layer, by the exporter that prints reports."""
    to = Paragraph(runs=(Run(text=f"{ADDRESSEE}："),), role="addressee")
    blocks: list[Block] = [Title(lines=TITLE), to, Paragraph(runs=(Run(text=OPENING),))]
    for at, (level, heading, told) in enumerate(BODY):
        number, words = heading[: level + 1], heading[level + 1 :]
        blocks.append(
            Heading(level=1 if level == 1 else 2, number=number, text=words, anchor=f"h{at}")
        )
        blocks += [Paragraph(runs=(Run(text=told),))] if told else []
    blocks.append(Signature(agency=AGENCY, date=SIGNED))
    meta = Meta(
        title="".join(TITLE),
        agency=AGENCY,
        year=YEAR,
        signed_on=date(2020, 1, 15),
        outline=("text",),
    )
    section = Section(key="text", order=(0,), blocks=tuple(blocks), meta=meta)
    path = folder / "打印.pdf"
    path.write_bytes(render_pdf(Document(meta=meta, sections=(section,))))
    return path


def made_by_libreoffice(folder: Path) -> Path:
    """Write a Word file as LibreOffice does: numbers set by the program, styles by their names."""
    patterns = enumerate(("%1、", "（%2）"))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, pattern in patterns
    )
    numbering = part(
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        "numbering",
    )
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}">'
        f'<w:name w:val="heading {level}"/><w:pPr><w:numPr><w:ilvl w:val="{level - 1}"/>'
        f'<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2)
    )
    title = '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    body = [
        text("".join(TITLE), props='<w:pStyle w:val="Title"/>'),
        text(f"{ADDRESSEE}："),
        text(OPENING),
    ]
    for level, heading, told in BODY:
        body.append(text(heading[level + 1 :], props=f'<w:pStyle w:val="Heading{level}"/>'))
        body += [text(told)] if told else []
    body += [text(AGENCY), text(SIGNED), "<w:sectPr><w:docGrid/></w:sectPr>"]
    parts = {"word/styles.xml": part(headings + title, "styles"), "word/numbering.xml": numbering}
    return word_file(folder / "LibreOffice.docx", body, parts)


DOCUMENTS: dict[str, Callable[[Path], Path]] = {
    each.__name__: each
    for each in (
        without_styles,
        numbers_in_headings,
        with_tables,
        with_text_boxes,
        with_soft_returns,
        made_by_wps,
        web_page_with_menu,
        text_of_windows,
        markdown_text,
        printed,
        made_by_libreoffice,
    )
}


def _broken(*told: str) -> str:
    runs = "<w:r><w:br/></w:r>".join(f"<w:r><w:t>{escape(each)}</w:t></w:r>" for each in told)
    return f"<w:p>{runs}</w:p>"


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    cells = ("".join(f"<w:tc>{text(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
