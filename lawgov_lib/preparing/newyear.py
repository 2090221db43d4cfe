"""Begin a year: ``params/<year>/`` with what holds from year to year, each fact to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lawgov_lib import inputs
from lawgov_lib.base.commandline import typed
from lawgov_lib.base.errors import ParameterError
from lawgov_lib.base.files import csv_bytes, writing
from lawgov_lib.base.layout import FIGURES_FILE, PARAMS, REFERENCE, REGISTERS, REPORT_FILE, TEXT
from lawgov_lib.base.wording import number
from lawgov_lib.inputs.columns import CONFIRMATION, UNCONFIRMED
from lawgov_lib.inputs.opening import DEFAULT_OPENING, OPENING
from lawgov_lib.inputs.outline import chosen, load_styles, outline_of
from lawgov_lib.inputs.parameters import FIRST_YEAR, LAST_YEAR
from lawgov_lib.inputs.prose import PROSE
from lawgov_lib.inputs.rows import ROWS, FigureRow
from lawgov_lib.preparing.freshfolder import put_in_place, refuse_taken, yaml_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from lawgov_lib.inputs import Register, ReportFile, YearInputs
    from lawgov_lib.inputs.headingtree import HeadingNode
    from lawgov_lib.inputs.outline import Outline
    from lawgov_lib.preparing.setup import Setup

_OF_ITS_YEAR = {"year", "signed_on", "as_of", "unconfirmed"}
_OF_ITS_OUTLINE = {"headings", "arrange"}
_OF_ITS_ISSUE = {"number", "printed_on"}
_OF_ITS_SISTERS = {"disclosed_on", "enforcement_on"}
_DEFINING = {"name", "area", "unit", "kind", "source", "pattern", "decimals"}
"""What of a figure holds from year to year."""
_BLANK: dict[str, Any] = {"agency": {"name": "", "level": "", "region": ""}, "addressee": ""}
_SAYINGS = {
    "agency": "报告机关：name 全称，short_names 简称，level 层级（如：地级市政府工作部门、"
    "县委县政府），region 所在地区。",
    "title": "另拟的标题，逐行列出；删去该项即用通行的标题。",
    "addressee": "主送机关；不写主送机关的留空。",
    "form": "公文格式：本年的发文字号（number）、印发日期（printed_on）另行填写。",
    "faces": "本机关的字体，字体文件在根目录的 fonts 文件夹中。",
    "basis": "引言所依据的文件（title），通知另写发文机关（issuer）；留意名称中的年份。",
    "outline": "提纲：一种提纲的名称，或逐级列出的标题；删去该项即按年度选用。",
    "headings": "本年改写的标题；不写的沿用提纲。",
    "sister": "相关年报：行政执法年度数据的表式（form）；公布日期（disclosed_on、enforcement_on）"
    "另行填写。",
    "limits": "地方或本机关要求达到的值（value），每项写明依据（basis）；核对依据是否仍然有效。",
}
_HEAD = """\
# {year}年度法治政府建设年度报告的基本信息。
# 台账写在 registers/，申报数写在 figures.csv，正文写在 text/，一节一个文件。
"""
_DATES = """\
# 报告年度，与文件夹的名称一致。
year: {year}

# 签发日期（signed_on）和统计截止日期（as_of）：定稿时去掉行首的“# ”并填写，写作{next_year}-01-20。
# signed_on:
# as_of:
"""
_OUTLINE = """
# 提纲按年度选用，本年为 {outline}；确需另选时，去掉行首的“# ”并改写。
# outline: {outline}
"""
_READ = "打开 report.yaml，核对机关的基本信息，需要时补写主送机关。"
_FILL_IN = "打开 report.yaml，填写机关的基本信息。"
_CONFIRM = "打开 report.yaml，逐项核对沿用的内容，核对一项删去一项“待确认”。"
_STEPS = (
    "看一看可以统计哪些指标、来自哪些台账：{catalogue}",
    "填写台账：{workbook} 生成工作簿，也可以直接填写 registers/ 中的CSV。",
    "在 text/ 中撰写各节正文。",
    "检查：{check}",
    "生成报告：{report}",
)
_UNCONFIRMED = """\
# 待确认：以下各项沿用{from_year}年度。逐项核对，无误或改正之后，删去下面对应的一行。
"""


@dataclass(frozen=True)
class NewYear:
    """What was made: the year, the year it began from, if any, and the files by name.

    ``commands`` are those that come next, as they are typed; ``is_set_up`` says whether a person
    has already told what is to be known of the agency.
    """

    year: int
    from_year: int | None
    files: tuple[str, ...]
    commands: Mapping[str, str]
    is_set_up: bool = False

    def told(self, shown: Callable[[str], str] = str) -> str:
        """Say what was made and what comes next.

        Args:
            shown: Writes the name of the year's folder as the reader can open it.
        """
        registers = sum(f"/{REGISTERS}/" in file for file in self.files)
        sections = sum(f"/{TEXT}/" in file and f"/{REFERENCE}/" not in file for file in self.files)
        sections -= 1  # the opening is none
        made = [
            f"已新建 {shown(f'{PARAMS}/{self.year}')}/"
            + (f"，沿用{self.from_year}年度" if self.from_year else ""),
            "  report.yaml      报告的基本信息",
            f"  registers/       台账，{registers}个",
            "  figures.csv      申报数",
            f"  text/            正文，{sections}节，一节一个文件；{OPENING}.md 是引言，需要时改写",
        ]
        if self.from_year:
            made.append(f"  {REFERENCE}/  {self.from_year}年度的正文，仅供参考，不会写入报告")
        first = _CONFIRM if self.from_year else _READ if self.is_set_up else _FILL_IN
        steps = [
            f"  {position}. {step.format(**self.commands)}"
            for position, step in enumerate((first, *_STEPS), start=1)
        ]
        return "\n".join([*made, "", "接下来：", *steps])


def begin(
    root: Path,
    year: int,
    from_year: int | None = None,
    outline: str = "",
    setup: Setup | None = None,
) -> NewYear:
    """Make the folder of a new year.

    Args:
        root: The folder that holds ``params/``, or will.
        year: The new report year.
        from_year: The year whose standing facts are carried over; the newest one before ``year``
            where nothing is said. Without any, a skeleton is made that waits to be filled in.
        outline: The id or the name of the outline to begin with; where none is named, the one
            that the year before chose for itself, else the year's.
        setup: What a person has just said of the agency; it needs no confirmation.

    Raises:
        ParameterError: One of the years is none to begin, or to begin from.
        InputError: The year before has faults, or there is no outline of that name.
        PublishError: The folder is there already, or cannot be written; nothing was changed.
    """
    params = root / PARAMS
    name = f"{PARAMS}/{year}"
    refuse_unfit(root, year)
    if from_year is None:
        from_year = max((old for old in _years(params) if old < year), default=None)
    elif from_year >= year:
        raise ParameterError.of(
            "E305", f"{year}年度不能沿用{from_year}年度的资料", hint="写更早的年度。"
        )
    if outline:
        outline_of(year, outline, name)
    with writing(name):
        old = None if from_year is None else inputs.load(params, from_year)
        files = dict(sorted(_files(year, old, outline, setup)))
        if from_year is not None:
            texts = params / str(from_year) / TEXT
            for path in sorted(each for ending in PROSE for each in texts.glob(ending)):
                files[f"{REFERENCE}/{path.name}"] = path.read_bytes()
        put_in_place(params / str(year), files)
    made = tuple(f"{name}/{file}" for file in files)
    commands = {word: typed(word, year, root) for word in ("workbook", "check", "report")}
    commands["catalogue"] = typed("catalogue", root=root)
    return NewYear(year, from_year, made, commands, setup is not None)


def refuse_unfit(root: Path, year: int) -> None:
    """Refuse a year that is none to begin, before anything is asked or written.

    Raises:
        ParameterError: It is no report year.
        PublishError: Its folder is there already, or cannot be looked into.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ParameterError.of(
            "E302", f"年度“{year}”不对", hint=f"写四位整数，{FIRST_YEAR}至{LAST_YEAR}。"
        )
    name = f"{PARAMS}/{year}"
    with writing(name):
        refuse_taken(root / name, name)


def _years(params: Path) -> Iterator[int]:
    for report in params.glob(f"[0-9][0-9][0-9][0-9]/{REPORT_FILE}"):
        yield int(report.parent.name)


def _files(
    year: int, old: YearInputs | None, wanted: str, setup: Setup | None
) -> Iterator[tuple[str, bytes]]:
    report = old.report if old else None
    said, outline = _outline(year, report, wanted)
    yield REPORT_FILE, _report(year, report, said, outline, setup).encode()
    own = [figure.row for figure in old.figures.values() if figure.row.area] if old else []
    yield FIGURES_FILE, csv_bytes(FigureRow.headers().values(), map(_definition, own))
    for key, model in ROWS.items():
        headers = list(model.headers().values())
        rows = _rows(old.registers[key]) if old and model.standing else []
        marked = [*headers, CONFIRMATION] if rows else headers
        yield f"{REGISTERS}/{key}.csv", csv_bytes(marked, rows)
    yield f"{TEXT}/{OPENING}.md", DEFAULT_OPENING.encode()
    for key in outline.places():
        yield f"{TEXT}/{key}.md", b""


def _definition(row: FigureRow) -> list[str]:
    """Write a figure of the agency's own without its value, which a person has yet to give."""
    kept = row.model_dump(include=_DEFINING) | {"id": row.code, "state": UNCONFIRMED}
    return [_written(kept.get(field)) for field in FigureRow.headers()]


def _rows(register: Register) -> list[list[str]]:
    rows = register.rows.tuples(register.headers)
    return [[*map(_written, row), UNCONFIRMED] for row in rows]


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case Decimal():
            return number(value)
        case _:
            return str(value)


def _outline(year: int, old: ReportFile | None, wanted: str) -> tuple[Any, Outline]:
    """Return what the new file says of its outline, blank for the year's own, and the outline.

    A tree holds on, and so does a style that was chosen; the outline of a period does not.
    """
    if wanted:
        outline = outline_of(year, wanted, "")
        return outline.name, outline
    if old:
        said, style = old.outline, chosen(old, _file_of(old))[0]
        if not isinstance(said, str):
            return [_node(node) for node in said], style
        if style in load_styles():
            return said, style
    return "", outline_of(year, "", "")


def _file_of(report: ReportFile) -> str:
    return f"{PARAMS}/{report.year}/{REPORT_FILE}"


def _node(node: HeadingNode) -> Any:  # noqa: ANN401  words alone, or what else is said of them
    told = node.model_dump(mode="json", exclude_unset=True, exclude={"sections"})
    below = {"sections": [_node(each) for each in node.sections]} if node.sections else {}
    return {**told, **below} if {**told, **below}.keys() > {"heading"} else node.heading


def _report(
    year: int,
    old: ReportFile | None,
    said: Any,  # noqa: ANN401
    outline: Outline,
    setup: Setup | None = None,
) -> str:
    """Write ``report.yaml``: every fact under a comment, then those to be confirmed."""
    facts = _carried(old, outline, year) if old else dict(_BLANK)
    if setup:
        agency = setup.agency()
        facts["agency"] = agency | {k: v for k, v in facts["agency"].items() if k not in agency}
    if said:
        facts["outline"] = said
    dates = _DATES.format(year=year, next_year=year + 1)
    dates += "" if said else _OUTLINE.format(outline=outline.id)
    blocks = [_HEAD.format(year=year), _fact("agency", facts), dates]
    blocks += [_fact(name, facts) for name in facts if name != "agency"]
    if old:
        saying = _UNCONFIRMED.format(from_year=old.year)
        asked = setup.fields() if setup else frozenset()
        names = [name for name in _names(facts) if name not in asked]
        blocks.append(saying + yaml_text({"unconfirmed": names}))
    return "\n".join(blocks)


def _carried(old: ReportFile, outline: Outline, year: int) -> dict[str, Any]:
    """Return the facts that hold on; headings only where the outline stays the same."""
    facts: dict[str, Any] = {"agency": {}, "addressee": ""}
    left_out = dict.fromkeys((*_OF_ITS_YEAR, "outline"), True) | {
        "form": _OF_ITS_ISSUE,
        "sister": _OF_ITS_SISTERS,
    }
    facts |= old.model_dump(mode="json", exclude_unset=True, exclude=left_out)
    if old.title:
        facts["title"] = [line.replace(f"{old.year}年", f"{year}年") for line in old.title]
    same = chosen(old, _file_of(old))[0].id == outline.id
    if not facts.get("sister"):
        facts.pop("sister", None)
    return {name: fact for name, fact in facts.items() if same or name not in _OF_ITS_OUTLINE}


def _names(facts: dict[str, Any]) -> Iterator[str]:
    """Name what is filled in, by dotted name: ``agency.name``."""
    for name, fact in facts.items():
        if name == "agency":
            yield from (f"{name}.{part}" for part, told in fact.items() if told)
        elif fact:
            yield name


def _fact(name: str, facts: dict[str, Any]) -> str:
    saying = f"# {_SAYINGS[name]}\n" if name in _SAYINGS else ""
    return saying + yaml_text({name: facts[name]})
