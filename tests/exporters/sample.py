"""A report as long and as varied as a real one, for the tests of the exporters."""

from __future__ import annotations

from datetime import date

from lawgov_lib.document import (
    Annex,
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Listing,
    Meta,
    Paragraph,
    Run,
    Section,
    Signature,
    Table,
    Title,
    Verbatim,
)

AGENCY = "云溪市市场监督管理局"

_PROSE = (
    "坚持以习近平法治思想为指导，深入贯彻落实《法治政府建设实施纲要（2015—2020年）》和省、市有关部署，"
    "把法治政府建设摆在全局工作的突出位置，与业务工作同部署、同推进、同督促、同考核。",
    "全年办理行政许可12684件，按时办结率100%；网上可办事项占政务服务事项的98.6%，同比提高3.2个百分点。"
    "推行“一窗受理、集成服务”，企业开办时间由5个工作日压缩至1个工作日，办事群众“最多跑一次”。",
    "严格执行《重大行政决策程序暂行条例》《行政规范性文件管理办法》，制定规范性文件6件，合法性审核率100%，"
    "公开征求意见6件，清理现行有效文件48件，废止11件、修改4件，并向社会公布继续有效的文件目录。",
    "落实行政执法公示制度、执法全过程记录制度、重大执法决定法制审核制度，查处案件327件（其中食品安全类案件118件），"
    "罚没款金额512.37万元，没有一件因程序违法被撤销。推广运用说服教育、劝导示范、警示告诫等非强制性手段。",
    "办理行政复议案件9件、行政应诉案件5件，负责人出庭应诉率100%；办理人大代表建议17件、政协提案23件，"
    "办复率和满意率均为100%。对群众反映的热点问题，做到件件有着落、事事有回音。",
)
_AREAS = (
    "依法全面履行政府职能",
    "完善依法行政制度体系",
    "推进行政决策科学化、民主化、法治化",
    "坚持严格规范公正文明执法",
    "强化对行政权力的制约和监督",
)
_NUMERALS = "一二三四五六七八九十"


def text(words: str, role: str = "body") -> Paragraph:
    """Return a paragraph of one run."""
    return Paragraph.model_validate({"runs": [{"text": words}], "role": role})


def bar_chart(labels: tuple[str, ...], values: tuple[int, ...]) -> Figure:
    """Draw bars as a chart library would: rectangles and text."""
    bars = "".join(
        f'<rect x="110" y="{14 + 30 * at}" width="{value}" height="18" fill="#2f5d8a"/>'
        f'<text x="100" y="{28 + 30 * at}" text-anchor="end" {_FONT}>{label}</text>'
        f'<text x="{116 + value}" y="{28 + 30 * at}" {_FONT}>{value}件</text>'
        for at, (label, value) in enumerate(zip(labels, values, strict=True))
    )
    height = 20 + 30 * len(labels)
    told = "、".join(f"{label}{value}件" for label, value in zip(labels, values, strict=True))
    return Figure(
        data=f'<svg xmlns="http://www.w3.org/2000/svg" width="440" height="{height}">{bars}</svg>',
        alt=f"各类案件数量：{told}。",
        caption="图1　各类案件数量",
    )


_FONT = 'font-family="\'Noto Sans CJK SC\'" font-size="12" fill="#222"'


def wide_table(rows: int, caption: str = "") -> Table:
    """Return a table of the metrics as an annex has it."""
    return Table(
        caption=caption,
        columns=(
            Column(text="序号", align="center", share=0.6),
            Column(text="指标", share=2.2),
            Column(text="数值", align="right", share=1.3),
            Column(text="计算方法", share=3.0),
            Column(text="数据来源", share=2.3),
        ),
        rows=tuple(
            (
                (Run(text=str(at)),),
                (Run(text="行政机关负责人出庭应诉率" if at % 3 else "行政许可按时办结率"),),
                (Run(text=f"{90 + at / 10:g}%", metric=f"m{at}"),),
                (
                    Run(
                        text="法定期限内办结件数÷办结件数"
                        if at % 4
                        else "负责人出庭应诉件数÷应出庭应诉件数，同一案件多次开庭的，出庭一次即计入"
                    ),
                ),
                (Run(text=f"应诉台账第{at}至{at + 16}行"),),
            )
            for at in range(1, rows + 1)
        ),
    )


def document(*blocks: Block, fictional: bool = False) -> Document:
    """Return a document of these blocks under the sample's meta data."""
    meta = Meta(
        title=f"{AGENCY}2020年法治政府建设年度报告",
        agency=AGENCY,
        year=2020,
        signed_on=date(2021, 1, 28),
        outline=("main",),
        fictional=fictional,
    )
    return Document(meta=meta, sections=(Section(key="main", order=(0,), blocks=blocks),))


def report() -> Document:
    """Return a whole report with every kind of block."""
    blocks: list[Block] = [
        Title(lines=(AGENCY, "2020年法治政府建设年度报告")),
        text("市委、市人民政府：", "addressee"),
        text(
            "根据《法治政府建设与责任落实督察工作规定》要求，现将我局2020年法治政府建设情况报告如下："
        ),
        Heading(level=1, number="一、", text="法治政府建设的主要举措和成效", anchor="a"),
    ]
    for place, area in enumerate(_AREAS):
        number = f"（{_NUMERALS[place]}）"
        blocks.append(Heading(level=2, number=number, text=area, anchor=f"a{place}"))
        blocks += [text(words) for words in _PROSE[place:] + _PROSE[:place]]
        blocks.append(Heading(level=3, number="1.", text="主要做法。", anchor=f"a{place}1"))
        blocks += [text(_PROSE[place] + _PROSE[place - 1])]
    blocks += [
        wide_table(3, "表1　主要指标"),
        text(_PROSE[0]),
        bar_chart(("食品安全", "价格违法", "知识产权"), (118, 64, 205)),
        text(_PROSE[1]),
        Heading(
            level=1,
            number="二、",
            text="党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设组织领导的有关情况",
            anchor="b",
        ),
        Paragraph(runs=(Run(text="一是带头学法。", strong=True), Run(text=_PROSE[0]))),
        Listing(items=((Run(text="加强学习培训，" + _PROSE[0]),), (Run(text="完善考核机制。"),))),
        Listing(items=((Run(text="修订工作规则；"),), (Run(text="开展评估。"),)), ordered=True),
        Verbatim(text="    类别  件数\n食品安全   118\n价格违法    64"),
        text(
            "注：数据来源为本年度各台账，截至2020年12月31日；“未提供”指未公布该项数据，不等于零。",
            "note",
        ),
        text(_PROSE[2]),
        text("附件：1.法治政府建设主要指标表　2.法治政府建设主要指标图", "attachments"),
        Signature(agency=AGENCY, date="2021年1月28日"),
        Annex(label="附件1", title="法治政府建设主要指标表", anchor="annex-1"),
        wide_table(24),
        text("注：1.“未提供”指未公布该项数据，不等于零；“无此职责”指不承担该项职责。", "note"),
        Annex(label="附件2", title="法治政府建设主要指标图", anchor="annex-2"),
        bar_chart(("食品安全", "价格违法"), (118, 64)),
    ]
    return document(*blocks)
