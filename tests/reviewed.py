"""A small report with a reviewer's material, built by hand, and its executed notebook."""

from __future__ import annotations

from datetime import date

import nbformat

from lawgov_lib.document.dossier import (
    Card,
    Difference,
    Evidence,
    InputText,
    Part,
    Point,
    Remark,
    Review,
)
from lawgov_lib.document.tree import (
    REVIEW_ORDER,
    SECTION_MIME,
    Annex,
    Column,
    Heading,
    Meta,
    Paragraph,
    Run,
    Section,
    Table,
    Title,
    dump,
)

AGENCY = "示例市科学技术局"
KEYS = ("opening", "functions", "enforcement", "plans", "annex")
CELL = "params/2024/registers/licences.csv:3:item"
HOSTILE = '</template></script><script>alert("1")</script>'
META = Meta(
    title=f"{AGENCY}2024年度法治政府建设年度报告",
    agency=AGENCY,
    year=2024,
    signed_on=date(2025, 1, 10),
    outline=KEYS,
    fictional=True,
)
LICENCES = Evidence(
    file="params/2024/registers/licences.csv",
    label="行政许可台账",
    headers=("事项名称", "受理日期"),
    lines=(2, 3),
    rows=(("实验动物使用许可", "2024-03-01"), ("外国人来华工作许可", "2024-05-06")),
    count=146,
)
CARDS = (
    Card(
        id="lic",
        name="行政许可受理",
        section="functions",
        state="数值",
        said="146件",
        unit="件",
        formula="受理日期在本年度的许可申请之和",
        as_of="2024年12月31日",
        basis="《中华人民共和国行政许可法》",
        remark="含延续",
        previous="126件",
        change="比上年增长15.9%",
        evidence=(LICENCES,),
        series=(
            Point(year=2022, value="90", said="90件"),
            Point(year=2023, value="126", said="126件"),
            Point(year=2024, value="146", said="146件"),
        ),
    ),
    Card(
        id="ontime",
        name="按时办结率",
        section="functions",
        state="数值",
        said="98%",
        unit="%",
        formula="按时办结件数÷办结件数",
        numerator="98",
        denominator="100",
        threshold="不低于100%",
        previous="100%",
        change="比上年下降2个百分点",
        series=(
            Point(year=2023, value="100", said="100%"),
            Point(year=2024, value="98", said="98%"),
        ),
    ),
    Card(
        id="pun",
        name="行政处罚",
        section="enforcement",
        state="未提供",
        said="未提供",
        unit="宗",
        formula="作出处罚决定的案件之和",
        source=HOSTILE,
        series=(Point(year=2024, value="", said="未提供"),),
    ),
)
REMARKS = (
    Remark(code="C01", title="法定内容齐全", severity="错误", message="报告没有“其他情况”部分。"),
    Remark(
        code="C16",
        title="未达标而未说明",
        severity="错误",
        message="按时办结率98%，低于100%，不足部分没有说明。",
        hint="在不足部分说明原因。",
        section="functions",
        paragraph=1,
        about="ontime",
        mark="0a1b2c3d",
        is_answerable=True,
        places=("params/2024/text/functions.md:3",),
    ),
    Remark(
        code="C09",
        title="同比",
        severity="警告",
        message="比上年增长15.9%。",
        section="functions",
        paragraph=1,
        about="lic",
        mark="4e5f6a7b",
    ),
    Remark(
        code="C05",
        title="有举措而无数量",
        severity="警告",
        message="本节没有数量。",
        section="enforcement",
        answer="甲（2025年1月3日）：本年没有检查任务。",
    ),
    Remark(
        code="C17",
        title="空泛表述",
        severity="提示",
        message=f"句中没有时间、责任单位或数量：{HOSTILE}",
        section="plans",
        paragraph=0,
    ),
)
DIFFERENCES = (
    Difference(
        section="functions",
        paragraph=1,
        start=11,
        parts=(
            Part(text="按时办结率"),
            Part(text="100%，保持稳定", only="before"),
            Part(text="98%，有所下降", only="now"),
            Part(text="。"),
        ),
    ),
    Difference(
        section="plans",
        paragraph=0,
        parts=(Part(text="应当严格落实各项制度。", only="now"),),
    ),
    Difference(section="plans", parts=(Part(text="举办培训2期。", only="before"),)),
    Difference(section="funds", parts=(Part(text="用好专项资金。", only="before"),)),
)
REVIEW = Review(
    cards=CARDS,
    cells={CELL: LICENCES},
    remarks=REMARKS,
    differences=DIFFERENCES,
    against=2023,
    inputs=(InputText(file="params/2024/report.yaml", text=f"agency: {HOSTILE}"),),
)


def _head(level: int, number: str, text: str, anchor: str) -> Heading:
    return Heading.model_validate(
        {"level": level, "number": number, "text": text, "anchor": anchor}
    )


SECTIONS = (
    Section(
        key="opening",
        order=(0,),
        meta=META,
        blocks=(
            Title(lines=(AGENCY, "2024年度法治政府建设年度报告")),
            Paragraph(runs=(Run(text="市人民政府："),), role="addressee"),
            Paragraph(runs=(Run(text="现将有关情况报告如下。"),)),
        ),
    ),
    Section(
        key="functions",
        order=(1, 1),
        blocks=(
            _head(1, "一、", "主要举措和成效", "achievements"),
            _head(2, "（一）", "全面履行政府职能", "functions"),
            Paragraph(
                runs=(
                    Run(text="办理"),
                    Run(text="外国人来华工作许可", cell=CELL),
                    Run(text="等事项。"),
                )
            ),
            Paragraph(
                runs=(
                    Run(text="受理行政许可"),
                    Run(text="146件", metric="lic"),
                    Run(text="。按时办结率"),
                    Run(text="98%", metric="ontime"),
                    Run(text="，有所下降。另有"),
                    Run(text="3件", metric="unknown"),
                    Run(text="。"),
                )
            ),
            Paragraph(runs=(Run(text="继续规范审批流程。" * 12),)),
        ),
    ),
    Section(
        key="enforcement",
        order=(1, 2),
        blocks=(
            _head(2, "（二）", "严格规范公正文明执法", "enforcement"),
            Paragraph(runs=(Run(text="行政处罚"), Run(text="未提供", metric="pun"))),
        ),
    ),
    Section(
        key="plans",
        order=(2,),
        blocks=(
            _head(1, "二、", "下一年度主要安排", "plans"),
            Paragraph(runs=(Run(text="应当严格落实各项制度。"),)),
        ),
    ),
    Section(
        key="annex",
        order=(91,),
        blocks=(
            Annex(label="附件1", title="主要指标表", anchor="annex-1"),
            Table(
                columns=(Column(text="指标"), Column(text="数值", align="right")),
                rows=(((Run(text="行政许可受理"),), (Run(text="146件", metric="lic"),)),),
            ),
        ),
    ),
)


def record(review: Review | None = REVIEW) -> nbformat.NotebookNode:
    """Return the executed notebook of the report."""
    shown = list(SECTIONS)
    if review is not None:
        shown.append(Section(key="review", order=REVIEW_ORDER, blocks=(), review=review))
    cells = []
    for section in shown:
        output = nbformat.v4.new_output("display_data", data={SECTION_MIME: dump(section)})
        source = f'report.section("{section.key}")'
        cells.append(nbformat.v4.new_code_cell(source, outputs=[output], id=section.key))
    notebook: nbformat.NotebookNode = nbformat.v4.new_notebook(cells=cells)
    return notebook
