"""The content of a record: its stored form gives the hash that reading it whole gives."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from lawgov_lib.document.tree import (
    SECTION_MIME,
    Annex,
    Block,
    Blocks,
    Column,
    Dataset,
    Figure,
    Form,
    Heading,
    Item,
    Listing,
    Meta,
    Paragraph,
    Run,
    Section,
    Signature,
    Table,
    Title,
    Verbatim,
    dump,
)
from lawgov_lib.notebook.recordwriter import record_bytes
from lawgov_lib.publishing.recordcontent import (
    UnreadableRecordError,
    document_of,
    recorded,
    table_of,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_the_stored_form_gives_the_same_hash(published: Path) -> None:
    """Quick and whole agree on content, agency, year, status and tables."""
    data = (published / "report.ipynb").read_bytes()
    document = document_of(data)
    quick = recorded(data, document.content)
    whole = recorded(data)

    assert quick.sections
    assert not whole.sections
    assert quick._replace(sections=[]) == whole
    assert quick.content == document.content
    assert quick.document(data).content == document.content


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("名称,数值\r\n处罚,3\r\n", [["名称", "数值"], ["处罚", "3"]]),
        ('名称,说明\r\n处罚,"甲,乙"\r\n', [["名称", "说明"], ["处罚", "甲,乙"]]),
        ('名称,说明\r\n"处罚\r\n检查",乙\r\n', [["名称", "说明"], ["处罚\r\n检查", "乙"]]),
        (
            '名称,说明\r\n"处罚\r\n甲,乙\r\n检查",丙\r\n',
            [["名称", "说明"], ["处罚\r\n甲,乙\r\n检查", "丙"]],
        ),
        ('名称,说明\r\n处罚,"他说""好"""\r\n', [["名称", "说明"], ["处罚", '他说"好"']]),
        ("名称,数值\n处罚,3\n", [["名称", "数值"], ["处罚", "3"]]),
        ("名称,数值\r\n\r\n处罚,3", [["名称", "数值"], [], ["处罚", "3"]]),
    ],
)
def test_a_data_file_is_read_as_csv(data: str, rows: list[list[str]]) -> None:
    """Lines with quotes and without, cells that go on in the next line, other ends of lines."""
    assert table_of(data.encode("utf-8-sig")) == rows


@pytest.mark.parametrize("data", ["", '名称\r\n"处罚\r\n', '名称\r\n"处罚"3\r\n'])
def test_what_is_no_csv_is_no_data_file(data: str) -> None:
    """Nothing at all, and quotes that do not close."""
    with pytest.raises(ValueError):  # noqa: PT011  in words of Python's own
        table_of(data.encode())


RUNS = (
    Run(text="共处罚3件", metric="pun_total", strong=True, note=(Run(text="含“听证”1件\n另注"),)),
    Run(text=" : \\ 比率", cell="penalties.csv:2"),
)
BLOCKS: Blocks = (
    Title(lines=("示例局", "年度报告")),
    Heading(level=2, text="处罚", number="（一）", anchor="penalties"),
    Paragraph(runs=RUNS, role="note", source="text/a.md:3"),
    Paragraph(runs=()),
    Listing(items=(Item(runs=RUNS, items=(Item(runs=RUNS),), ordered=True, start=3),)),
    Table(
        caption="表",
        columns=(
            Column(text="甲", over="合", share=0.1),
            Column(text="乙", align="right", share=3),
        ),
        rows=((RUNS, ()), (RUNS[:1], RUNS)),
        groups=(1,),
        wide=True,
    ),
    Figure(data='<svg xmlns="http://www.w3.org/2000/svg"/>', alt="图", origin="来源"),
    Verbatim(text="  一\n二"),
    Signature(agency="示例局", others=("示例委",), date="2025年1月6日", sealed=True),
    Annex(label="附件", title="指标", anchor="annex"),
)
META = Meta(
    title="示例",
    agency="示例局",
    year=2024,
    signed_on=date(2025, 1, 6),
    outline=("opening",),
    form=Form(number="示发〔2025〕1号", signers=("甲",)),
    signoff_note="起草兼审核",
    fictional=True,
)


def test_every_kind_of_block_is_hashed_the_same_from_its_stored_form() -> None:
    """The plain values that a record stores give the hash that the tree gives, whatever stands."""
    dataset = Dataset(name="metrics", columns=("编号", "数值"), rows=(("pun", "-1"), ("“”", "")))
    section = Section(key="opening", order=(0,), blocks=BLOCKS, meta=META, datasets=(dataset,))
    notebook = new_notebook(
        cells=[
            new_code_cell(
                "report", outputs=[new_output("display_data", {SECTION_MIME: dump(section)})]
            )
        ]
    )
    data = record_bytes(notebook)
    document = document_of(data)
    kinds = {
        get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(get_args(Block)[0])
    }
    told = recorded(data, document.content)

    assert {block.kind for block in BLOCKS} == kinds
    assert document.blocks == BLOCKS
    assert told.sections
    assert told.content == document.content


def test_a_record_with_own_cells_is_read_whole(published: Path) -> None:
    """What an analyst added is part of the content; the stored sections alone are not."""
    notebook = json.loads((published / "report.ipynb").read_bytes())
    own = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": "另设咨询窗口。"}
    notebook["cells"].append(own)
    data = json.dumps(notebook).encode()
    before = recorded((published / "report.ipynb").read_bytes()).content
    told = recorded(data, before)

    assert not told.sections
    assert told.content == document_of(data).content != before


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"cells": [1]}', b"\xff", b'{"cells": []}'])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    """Whatever stands there, it is one error."""
    with pytest.raises(UnreadableRecordError):
        recorded(data)
