"""Write the references and the JSON Schemas of the YAML files from models and tables themselves.

``python -m lawgov_lib.cli.reference docs`` rewrites all of them.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic.json_schema import GenerateJsonSchema

from lawgov_lib.base import glyphs
from lawgov_lib.base.files import write_whole
from lawgov_lib.base.language import CHINESE, ENGLISH, speaking
from lawgov_lib.base.layout import (
    ANSWERS_FILE,
    FIGURES_FILE,
    HOLIDAYS_FILE,
    LAWS_FILE,
    REGISTERS,
    REMARKS_FILE,
    REPORT_FILE,
    SIGNOFF_FILE,
    SISTERS,
)
from lawgov_lib.checks.explanation import page
from lawgov_lib.cli import cli, publicface
from lawgov_lib.cli.helptext import SETTINGS
from lawgov_lib.inputs.answersfile import Answers
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED
from lawgov_lib.inputs.remarksfile import Objections
from lawgov_lib.inputs.reportfile import ReportFile
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.inputs.rows.holidays import HolidayRow
from lawgov_lib.inputs.rows.localrules import LocalRuleRow
from lawgov_lib.inputs.rows.sistercells import SisterCellRow
from lawgov_lib.inputs.rows.sisterfigures import SisterRow
from lawgov_lib.inputs.signofffile import Signoff
from lawgov_lib.inputs.sister import CELLS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from lawgov_lib.inputs.columns import ColumnSpec, Row

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
FIELDS, CHECKS, API = "fields.md", "checks.md", "api.md"
HELP = {CHINESE: "cli/help.txt", ENGLISH: "cli/help.en.txt"}
"""By language; their places are in the package."""
SCHEMA, ANSWERS_SCHEMA = "schemas/report.schema.json", "schemas/answers.schema.json"
SIGNOFF_SCHEMA = "schemas/signoff.schema.json"
REMARKS_SCHEMA = "schemas/remarks.schema.json"
SISTER_FILES = f"{SISTERS}/*.csv"
CELLS = f"{SISTERS}/{CELLS_FILE}"
"""Any file names there; of a workbook every sheet."""
HOLIDAYS, LAWS = f"../{HOLIDAYS_FILE}", f"../{LAWS_FILE}"
"""Their places beside the year folders."""
_KINDS = {
    "text": "文字",
    "count": "整数",
    "amount": "数字",
    "money": "金额",
    "day": "日期",
    "choice": "选择",
}
_HEAD = f"""\
# 台账和申报数的填写项

本文件由程序从台账的定义生成，不要手工修改；重新生成：`make fields`。

每个台账可以是 `params/<年度>/registers/` 中的一个CSV文件，
也可以是 `params/<年度>/registers.xlsx` 中的一张工作表，但不能两处都有。

- 表头须与下表的列名一致；必填的列每行都要填写，其余没有数据的留空，整列没有的可以不列。
- 日期写作2021-07-13；整数和金额不小于0，只写数字，不写单位。
- “不得重复”指各行在所列的列上不能完全相同。
- 沿用上年的台账、由报告导入的申报数另可有「{CONFIRMATION}」列：写“{UNCONFIRMED}”的行尚未核对，
  核对后清空。
"""
_COLUMNS = ("列名", "必填", "类型", "单位", "可选值", "说明")


def fields() -> str:
    """Return the field reference as Markdown: a table a register."""
    parts = [_HEAD, _contents()]
    parts += [_register(model, f"{REGISTERS}/{key}.csv") for key, model in ROWS.items()]
    parts.append(_register(FigureRow, FIGURES_FILE))
    parts.append(_register(SisterRow, SISTER_FILES))
    parts.append(_register(SisterCellRow, CELLS))
    parts.append(_register(HolidayRow, HOLIDAYS))
    parts.append(_register(LocalRuleRow, LAWS))
    return "\n".join(parts)


def _contents() -> str:
    files = {f"{REGISTERS}/{key}.csv": model for key, model in ROWS.items()}
    files |= {
        FIGURES_FILE: FigureRow,
        SISTER_FILES: SisterRow,
        CELLS: SisterCellRow,
        HOLIDAYS: HolidayRow,
        LAWS: LocalRuleRow,
    }
    rows = [f"| [{model.label}](#{model.label}) | `{file}` |" for file, model in files.items()]
    return "\n".join(["| 台账 | 文件 |", "|---|---|", *rows, ""])


def _register(model: type[Row], file: str) -> str:
    headers = model.headers()
    unique = "＋".join(f"「{headers[field]}」" for field in model.key)
    lines = [
        f"## {model.label}",
        "",
        f"文件 `{file}`，{_sheet(model)}；不得重复：{unique}。"
        + ("新的一年沿用上年各行，逐行核对。" if model.standing else ""),
        "",
        _line(_COLUMNS),
        "|---" * len(_COLUMNS) + "|",
        *(_line(tuple(_cells(column))) for column in model.columns()),
        "",
    ]
    return "\n".join(lines)


def _sheet(model: type[Row]) -> str:
    """Say where in a workbook the rows may stand instead."""
    apart: dict[type[Row], str] = {
        SisterRow: "或同一文件夹中的xlsx",
        SisterCellRow: "没有工作表",
        HolidayRow: "不在年度文件夹中，供各年度共用，程序已有的年度不必填写",
        LocalRuleRow: "不在年度文件夹中，供各年度共用；国家的法律法规程序已有，不必填写",
    }
    return apart.get(model, f"工作表“{model.label}”")


def _cells(column: ColumnSpec) -> Iterator[str]:
    yield column.header + (f"（或{'、'.join(column.also)}）" if column.also else "")
    yield "是" if column.required else ""
    yield _KINDS[column.kind]
    yield column.unit
    yield "、".join(column.choices)
    yield column.hint


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


class _Plain(GenerateJsonSchema):
    """Leave out titles: they would only repeat the names in English."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """Say no."""
        del schema
        return False


def schema() -> str:
    """Return the JSON Schema of ``report.yaml``, by which editors complete and check it."""
    return _schema(ReportFile, REPORT_FILE)


def answers_schema() -> str:
    """Return the JSON Schema of ``answers.yaml``."""
    return _schema(Answers, ANSWERS_FILE)


def signoff_schema() -> str:
    """Return the JSON Schema of ``signoff.yaml``."""
    return _schema(Signoff, SIGNOFF_FILE)


def remarks_schema() -> str:
    """Return the JSON Schema of ``remarks.yaml``."""
    return _schema(Objections, REMARKS_FILE)


def _schema(model: type[BaseModel], file: str) -> str:
    """Write the schema of a file.

    The models' docstrings are for programmers; what a field means says its description.
    """
    document = model.model_json_schema(schema_generator=_Plain)
    for part in (document, *document["$defs"].values()):
        part.pop("title", None)
        part.pop("description", None)
    head = {"$schema": _DRAFT, "title": file}
    return json.dumps(head | document, ensure_ascii=False, indent=2) + "\n"


def contents() -> dict[str, str]:
    """Return the text of every file written from here, by its name below ``docs``."""
    return {
        FIELDS: fields(),
        CHECKS: page(),
        API: publicface.page(),
        SCHEMA: schema(),
        ANSWERS_SCHEMA: answers_schema(),
        SIGNOFF_SCHEMA: signoff_schema(),
        REMARKS_SCHEMA: remarks_schema(),
    }


def overview(width: int = 78, spoken: str = CHINESE) -> str:
    """Return the help of the command itself, which is shown without making it anew.

    Args:
        width: The width of the page: two columns less than the terminal's.
        spoken: The language.
    """
    settings = SETTINGS | {"info_name": "lawgov", "terminal_width": width}
    with speaking(spoken):
        return cli.get_help(cli.context_class(cli, **settings)) + "\n"


def write(docs: Path) -> None:
    """Write all files below a folder, and in the package the page of help and what faces show."""
    for name, text in contents().items():
        write_whole(docs / name, text.encode())
    for spoken, name in HELP.items():
        write_whole(Path(str(files("lawgov_lib") / name)), overview(spoken=spoken).encode())
    write_whole(glyphs.SHOWN_FILE, glyphs.table().encode())


@click.command()
@click.argument("docs", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(docs: Path) -> None:
    """Write the pages of reference into the folder DOCS, which is there already."""
    write(docs)


if __name__ == "__main__":
    main()
