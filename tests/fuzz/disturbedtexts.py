"""Disturb texts of the small year: settings, prose in Markdown and Word, drawings.

An input is ``{"what", "steps"}``; a step is the name of a way with numbers. Of settings every value
that the file says must be read as such; of prose every word that stands in it must be told. Where
that is not so, the file must be refused.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from ruamel.yaml import YAML

from lawgov_lib.document.markup import to_html
from lawgov_lib.inputs import Prose, ReportFile
from lawgov_lib.inputs.answersfile import Answers
from lawgov_lib.inputs.picturefile import picture
from lawgov_lib.inputs.remarksfile import Objections
from lawgov_lib.inputs.signofffile import Signoff
from lawgov_lib.inputs.textfile import read_prose
from lawgov_lib.inputs.wordprose import read_word_prose
from lawgov_lib.inputs.yamlfile import read_yaml
from lawgov_lib.telling.narrative import Teller, tell
from tests.auditing.papers import text as paragraph
from tests.fuzz.silence import written
from tests.inputs.wordfiles import head, item, run, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hypothesis.strategies import SearchStrategy
    from pydantic import BaseModel

    from tests.yearfolder import YearFolder

_REPORT = """\
agency:
  name: 某市某局
  short_names: [我局, 某局]
  level: 地级市政府工作部门
  region: 某省某市
year: 2020
signed_on: 2021-01-20
as_of: 2020-12-31
addressee: 市人民政府
basis:
  - title: 法治政府建设与责任落实督察工作规定
  - {title: 关于报送报告的通知, issuer: 市司法局}
headings:
  enforcement: 规范执法
annex:
  table: full
limits:
  exam_rate: {value: 95, basis: 普法规划}
"""
ANSWERS = """\
- code: C09
  about: 行政复议
  mark: "0a1b2c3d"
  reason: 已核实，数据无误。
  name: 张三
  date: 2021-01-20
- {code: C12, mark: "ffffffff", reason: 另有说明, name: 李四, date: 2021-01-21}
"""
_REMARKS = """\
- author: 张三
  date: 2021-01-08
  section: functions
  words: 第三段
  text: 请补充金额
"""
_SIGNOFF = """\
- role: 审核
  name: 张三
  date: 2021-01-10
  content: "%s"
""" % ("0a" * 32)
SETTINGS: dict[str, tuple[str, type[BaseModel]]] = {
    "report": (_REPORT, ReportFile),
    "answers": (ANSWERS, Answers),
    "remarks": (_REMARKS, Objections),
    "signoff": (_SIGNOFF, Signoff),
}


# Settings


def _of_key(change: Callable[[str], str]) -> Callable[[str], str]:
    def changed(line: str) -> str:
        key, colon, value = line.partition(":")
        bare = key.lstrip(" -{")
        return f"{key[: len(key) - len(bare)]}{change(bare)}{colon}{value}"

    return changed


def _of_value(change: Callable[[str], str]) -> Callable[[str], str]:
    def changed(line: str) -> str:
        key, colon, value = line.partition(": ")
        return f"{key}{colon}{change(value)}" if colon else change(line)

    return changed


LINES: dict[str, Callable[[str], str]] = {
    **{
        f"key{brackets}": _of_key(lambda key, b=brackets: f"{b[0]}{key}{b[1]}")  # type: ignore[misc]
        for brackets in ("（）", "【】", "〔〕", "《》", '""', "''", "  ")
    },
    "key_wide": _of_key(
        lambda key: "".join(chr(ord(c) + 0xFEE0) if "!" < c < "~" else c for c in key)
    ),
    "key_upper": _of_key(str.upper),
    "key_cut": _of_key(lambda key: key[:-1]),
    "key_marked": _of_key(lambda key: f"{key}²"),
    "key_nbsp": _of_key(lambda key: f"{key}\u00a0"),
    "key_hidden": _of_key(lambda key: f"{key}\u200b"),
    "colon_wide": lambda line: line.replace(":", "："),
    "colon_tight": lambda line: line.replace(": ", ":"),
    "colon_doubled": lambda line: line.replace(":", "::"),
    "value_marked": _of_value(lambda value: f"{value}²"),
    "value_lost": _of_value(lambda value: value[: len(value) // 2] + "\ufffd"),
    "value_runs": _of_value(lambda value: value[: len(value) // 2] + "???"),
    "value_long": _of_value(lambda _: "9" * 30),
    "value_float": _of_value(lambda value: f"{value}.0"),
    "value_exponent": _of_value(lambda _: "2e3"),
    "value_quoted": _of_value(lambda value: f"'{value}'"),
    "value_listed": _of_value(lambda value: f"[{value}]"),
    "value_mapped": _of_value(lambda value: f"{{{value}: 1}}"),
    "value_none": _of_value(lambda _: ""),
    "value_null": _of_value(lambda _: "null"),
    "value_true": _of_value(lambda _: "true"),
    "value_other": _of_value(lambda value: f"另{value}"),
    "value_two": _of_value(lambda value: f"{value}, 另一项"),
    "value_wide": _of_value(lambda value: value.translate({c: c + 0xFEE0 for c in range(48, 58)})),
    "value_block": _of_value(lambda value: f"|\n    {value}"),
    "value_glued": _of_value(lambda value: f"{value} #二处"),
    "value_twice": _of_value(lambda value: f"[{value}, {value}]"),
    "indented": lambda line: f" {line}",
    "dedented": lambda line: line.removeprefix("  "),
    "tabbed": lambda line: f"\t{line}",
    "dashed": lambda line: f"- {line}",
    "commented": lambda line: f"# {line}",
    "doubled": lambda line: f"{line}\n{line}",
    "doubled_otherwise": lambda line: f"{line}\n{line}1",
    "dropped": lambda _: "",
    "ended": lambda line: f"{line}\n---",
    "stopped": lambda line: f"...\n{line}",
    "decomposed": lambda line: unicodedata.normalize("NFD", f"{line}é"),
}


def settings() -> SearchStrategy[bytes]:
    """Draw disturbances of the files in YAML."""
    step = st.tuples(st.sampled_from([*LINES]), st.integers(0, 99))
    return st.builds(
        lambda what, steps: json.dumps({"what": what, "steps": steps}, ensure_ascii=False).encode(),
        st.sampled_from(["report", *SETTINGS]),
        st.lists(step, min_size=1, max_size=2),
    )


def check_settings(folder: YearFolder, data: bytes) -> None:
    """Read a disturbed file; whatever it says, in the plain reading of YAML, is what is read."""
    told = json.loads(data)
    content, model = SETTINGS[told["what"]]
    lines = content.splitlines()
    for name, at in told["steps"]:
        lines[at % len(lines)] = LINES[name](lines[at % len(lines)])
    text = "\n".join(lines) + "\n"
    with written(folder, "disturbed.yaml", text.encode()):
        path = folder.params / str(folder.year) / "disturbed.yaml"
        read = read_yaml(path, "params/2020/disturbed.yaml", model)
    said = YAML(typ="safe", pure=True).load(text)
    kept = read.model_dump(mode="json", by_alias=True)
    lost = [*_missing(said, kept)]
    assert not lost, (text, lost)


def _missing(said: Any, kept: Any, *path: str) -> list[str]:  # noqa: ANN401  whatever YAML holds
    """Return the paths of what a file says and nobody has read."""
    if isinstance(said, dict):
        inner = kept if isinstance(kept, dict) else {}
        return [
            each
            for key, value in said.items()
            for each in (
                _missing(value, inner[str(key).strip()], *path, str(key))
                if str(key).strip() in inner
                else [".".join([*path, str(key)])] * (value is not None)
            )
        ]
    if isinstance(said, list) and isinstance(kept, list) and len(said) == len(kept):
        pairs = zip(said, kept, strict=True)
        return [each for at, (a, b) in enumerate(pairs) for each in _missing(a, b, *path, str(at))]
    if isinstance(said, list) and path[-1:] == ("addressee",):
        said = "、".join(map(str, said))
    same = said is None or _bare(said) == _bare(kept)
    return [] if same else [".".join(path)]


def _bare(value: object) -> str:
    """Return a value as text; numbers are what they are, and an addressee has no colon."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{float(value):g}"
    return unicodedata.normalize("NFKC", str(value)).strip().rstrip(":")


# Prose

_PROSE = (
    "# 甲子句题",
    "",
    "乙丑句一段话，{{ year }}年。",
    "",
    "- 丙寅句",
    "- 丁卯句",
    "",
    "戊辰句。",
)
MARKDOWN = {
    **{
        f"begun{mark}": f"{mark}{{0}}"
        for mark in ("> ", "    ", "\t", "# ", "1. ", "| ", "- [ ] ", "\\")
    },
    **{
        f"begun {mark}": f"{mark}\n{{0}}"
        for mark in (
            "```",
            "~~~",
            "***",
            "---",
            "===",
            "<!--",
            "$$",
            "::: note",
            "<div>",
            "<script>",
            "[a]: x",
        )
    },
    **{
        f"around{a}": f"{a}{{0}}{b}"
        for a, b in (
            ("**", "**"),
            ("~~", "~~"),
            ("`", "`"),
            ("<b>", "</b>"),
            ("{", "}"),
            ("{{", "}}"),
            ("[", "](x)"),
            ("![", "](x.png)"),
            ("<", ">"),
            ("$", "$"),
            ("[[", "]]"),
            ("^", "^"),
            ("==", "=="),
            ("[^", "]"),
            ("<!", ">"),
            ("<?", "?>"),
            ("&", ";"),
            ("{%", "%}"),
            ("{#", "#}"),
            ("[a]: x '", "'"),
            ("[^9]: ", ""),
            ("<details><summary>", "</summary></details>"),
        )
    },
    "cells": "| 列 |\n|---|\n| {0} | 己巳句 |",
    "cells_few": "| 列 | 行 |\n|---|---|\n| {0} |",
    "term": "{0}\n: 庚午句",
    "ruled": "{0}\n===",
    "again": "{0}\n{0}",
    "gone": "",
    "joined": "{0}\\",
    "named": "{0} {{#a .b}}",
    "lost": "{0}??",
    "hidden": "{0}\u200b",
}


def _runs(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


_WITNESS = "辛未句"
WORDS = {
    "hidden": _runs(run(_WITNESS, "<w:vanish/>")),
    "struck": _runs(run(_WITNESS, "<w:strike/>")),
    "raised": _runs(run(_WITNESS, '<w:vertAlign w:val="superscript"/>')),
    "inserted": _runs(f'<w:ins w:id="1">{run(_WITNESS)}</w:ins>'),
    "deleted": _runs(f'<w:del w:id="1"><w:r><w:delText>{_WITNESS}</w:delText></w:r></w:del>'),
    "contents": paragraph(_WITNESS, props='<w:pStyle w:val="TOC1"/>'),
    "linked": _runs(f'<w:hyperlink r:id="r9">{run(_WITNESS)}</w:hyperlink>').replace(
        "r:id", "w:anchor"
    ),
    "field": _runs(f'<w:fldSimple w:instr="PAGE">{run(_WITNESS)}</w:fldSimple>'),
    "instruction": _runs(f"<w:r><w:instrText>{_WITNESS}</w:instrText></w:r>"),
    "tagged": _runs(f"<w:smartTag>{run(_WITNESS)}</w:smartTag>"),
    "controlled": f"<w:sdt><w:sdtContent>{_runs(run(_WITNESS))}</w:sdtContent></w:sdt>",
    "control_inner": _runs(f"<w:sdt><w:sdtContent>{run(_WITNESS)}</w:sdtContent></w:sdt>"),
    "custom": f"<w:customXml>{_runs(run(_WITNESS))}</w:customXml>",
    "unknown": f"<w:newThing>{_runs(run(_WITNESS))}</w:newThing>",
    "unknown_inner": _runs(f"<w:newThing>{run(_WITNESS)}</w:newThing>"),
    "framed": f"<w:tbl><w:tr><w:tc>{_runs(run(_WITNESS))}</w:tc></w:tr></w:tbl>",
    "row": f"<w:tbl><w:tr><w:tc>{_runs(run('列'))}</w:tc><w:tc>{_runs(run('行'))}</w:tc></w:tr>"
    f"<w:tr><w:tc>{_runs(run(_WITNESS))}</w:tc><w:tc>{_runs(run('2'))}</w:tc></w:tr></w:tbl>",
    "row_deleted": f"<w:tbl><w:tr><w:tc>{_runs(run('列'))}</w:tc><w:tc>{_runs(run('行'))}</w:tc>"
    f'</w:tr><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{_runs(run(_WITNESS))}</w:tc>'
    f"<w:tc>{_runs(run('2'))}</w:tc></w:tr></w:tbl>",
    "cell_continued": f"<w:tbl><w:tr><w:tc>{_runs(run('列'))}</w:tc><w:tc>{_runs(run('行'))}</w:tc>"
    f"</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{_runs(run(_WITNESS))}</w:tc>"
    f"<w:tc>{_runs(run('2'))}</w:tc></w:tr></w:tbl>",
    "row_controlled": f"<w:tbl><w:tr><w:tc>{_runs(run('列'))}</w:tc><w:tc>{_runs(run('行'))}</w:tc>"
    f"</w:tr><w:sdt><w:sdtContent><w:tr><w:tc>{_runs(run(_WITNESS))}</w:tc><w:tc>{_runs(run('2'))}"
    "</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
    "boxed": _runs(
        f"<w:r><w:pict><w:txbxContent>{_runs(run(_WITNESS))}</w:txbxContent></w:pict></w:r>"
    ),
    "chosen": _runs(
        f"<w:r><mc:AlternateContent><mc:Choice>{run('甲')}</mc:Choice><mc:Fallback>{run(_WITNESS)}"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    ),
    "ruby": _runs(f"<w:r><w:ruby><w:rt>{run(_WITNESS)}</w:rt></w:ruby></w:r>"),
    "symbol": _runs(f'{run(_WITNESS)}<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'),
    "lost": paragraph(f"{_WITNESS}\ufffd"),
    "styled": paragraph(_WITNESS, props='<w:pStyle w:val="nothing"/>'),
    "listed": item(1, _WITNESS),
    "headed": head(3, _WITNESS),
    "moved": _runs(f'<w:moveFrom w:id="1">{run(_WITNESS)}</w:moveFrom>'),
    "capital": _runs(run(_WITNESS, "<w:caps/>")),
    "white": _runs(run(_WITNESS, '<w:color w:val="FFFFFF"/>')),
    "tiny": _runs(run(_WITNESS, '<w:sz w:val="2"/>')),
}
_LETTER = (
    head(1, "甲子句题"),
    paragraph("乙丑句一段话。"),
    item(2, "丙寅句"),
    paragraph("戊辰句。"),
)
_UNSEEN = {"instruction", "ruby", "chosen"}
"""Ways whose token is no text of the page: how a field is made, how a word is read."""


def prose() -> SearchStrategy[bytes]:
    """Draw disturbances of prose, in Markdown and in Word."""
    number = st.integers(0, 99)
    marked = st.lists(st.tuples(st.sampled_from([*MARKDOWN]), number), min_size=1, max_size=2)
    worded = st.lists(st.tuples(st.sampled_from([*WORDS]), number), min_size=1, max_size=2)
    return st.one_of(
        marked.map(lambda steps: {"what": "md", "steps": steps}),
        worded.map(lambda steps: {"what": "docx", "steps": steps}),
    ).map(lambda told: json.dumps(told, ensure_ascii=False).encode())


def check_prose(folder: YearFolder, data: bytes, teller: Teller) -> None:
    """Tell a disturbed text; every word of it that is text must be there."""
    told = json.loads(data)
    name = f"text/plans.{told['what']}"
    content, wanted = _marked(told["steps"]) if told["what"] == "md" else _worded(told["steps"])
    with written(folder, name, content):
        path, file = folder.params / str(folder.year) / name, f"params/2020/{name}"
        places: Sequence[int] = ()
        if told["what"] == "md":
            text = read_prose(path, file)
        else:
            text, places = read_word_prose(path, file)
        prose_of = Prose(text, file, path.parent, tuple(places))
        page = to_html(tell({"plans": prose_of}, {}, teller)["plans"])
    lost = [each for each in wanted if each not in page]
    assert not lost, (content.decode(errors="replace")[-2000:], lost)


def _marked(steps: Iterable[tuple[str, int]]) -> tuple[bytes, set[str]]:
    lines = [*_PROSE]
    filled = [at for at, line in enumerate(lines) if line]
    for name, at in steps:
        spot = filled[at % len(filled)]
        lines[spot] = MARKDOWN[name].replace("{0}", lines[spot]).replace("{{#", "{#")
    text = "\n".join(lines)
    tokens = ("甲子句", "乙丑句", "丙寅句", "丁卯句", "戊辰句", "己巳句", "庚午句")
    return text.encode(), {token for token in tokens if token in text}


def _worded(steps: Iterable[tuple[str, int]]) -> tuple[bytes, set[str]]:
    parts = [*_LETTER]
    wanted = {"甲子句", "乙丑句", "丙寅句", "戊辰句"}
    for name, at in steps:
        parts.insert(at % (len(parts) + 1), WORDS[name])
        wanted |= set() if name in _UNSEEN else {_WITNESS}
    return word(*parts), wanted


# Drawings

_SVG = (
    '<?xml version="1.0" encoding="UTF-8"?><svg xmlns="http://www.w3.org/2000/svg" '
    'viewBox="0 0 99 9"><text x="1" y="9">壬申句</text><path d="M0 0h9"/></svg>'
)


def drawings() -> SearchStrategy[bytes]:
    """Draw disturbances of a drawing: its encoding, and bytes cut out or put in."""
    return st.tuples(
        st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5", "ascii"]),
        *(st.integers(0, 999),) * 2,
    ).map(lambda told: json.dumps(told).encode())


def check_drawing(folder: YearFolder, data: bytes) -> None:
    """Show a disturbed drawing: it is what the file holds, or it is refused."""
    encoding, at, size = json.loads(data)
    content = _SVG.encode(encoding, "replace")
    at %= len(content)
    content = content[:at] + content[at + size % 4 :]
    with written(folder, "text/图.svg", content):
        text = Prose("![图](图.svg)", "params/2020/text/plans.md", folder.params / "2020" / "text")
        figure = picture(text, "图.svg", "图", 1)
    assert figure.data == content.decode("utf-8-sig").strip(), content
