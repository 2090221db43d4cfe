"""Marks of other kinds of Markdown, which would be printed as they were typed.

What the parser has read is no longer in the text; what is left of marks there is a slip of the pen
or belongs to another program. Each is told with what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lawgov_lib.base.expressions import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator


class Fault(NamedTuple):
    """A code of docs/errors.md, what is wrong, and what to do."""

    code: str
    message: str
    hint: str


def _mark(message: str, cure: str, sign: str = "") -> Fault:
    """Make a fault; ``sign`` is what a text may hold for its own sake."""
    return Fault("E512", message, f"{cure}；文字本身的“{sign}”写作“\\{sign}”。" if sign else cure)


STATEMENT = Fault(
    "E502",
    "正文模板只能引用指标和事实，不能使用语句或注释",
    "只留 {{ 指标 }} 这样的引用。",
)
UNPAIRED = Fault("E503", "“{{”与“}}”没有配对", "引用写作 {{ 指标 }}，花括号本身写在反引号里。")
SINGLE = Fault("E503", "单层花括号不是引用", "引用写作 {{ 指标 }}，花括号本身写在反引号里。")
OPEN_COMMENT = _mark("批注“<!--”没有以“-->”结束", "补上“-->”，批注中间不空行。")
ENTITY = _mark("用字符实体写了看不见或不能用的字符", "删去该实体，需要的文字直接录入。")
OPEN_CODE = _mark("代码块没有结束", "在代码之后另起一行，写与开头相同的“```”。")
CODE_NAME = _mark("代码块开头的“```”之后还有文字，不会刊出", "把文字移到下一行。")
SETTINGS = _mark("文首“---”之间的设置不会刊出", "删去两行“---”和其间的设置。")
MULTIPLIED = _mark("数字或字母之间的“*”成了强调的标记，不会刊出", "乘号写作“×”", "*")
UNDERLINED = _mark(
    "正文之下的“---”或“===”使这一段成了标题",
    "分隔线前空一行；标题写作“## 标题”。",
)
RENUMBERED = _mark("列表的编号不连续", "改为连续的编号。")
BLANK_LINK = _mark("链接没有地址", "补上地址，或只留文字。")
LOST_NOTE = Fault("E509", "脚注没有写内容", "另起一段写 [^1]: 脚注内容，方括号中的标记两处相同。")
IDLE_NOTE = Fault("E509", "脚注没有在正文中标出", "在正文中写上它的标记，或删去这条脚注。")
SECOND_NOTE = Fault("E509", "脚注的标记已用于另一条脚注", "换一个标记。")
NOTE_IN_NOTE = Fault("E509", "脚注中不能再有脚注", "把内层的文字写进脚注。")
NOTE_IN_HEAD = Fault("E509", "标题、表头和图题中不能有脚注", "把脚注标在正文或单元格里。")
RICH_NOTE = Fault("E509", "脚注中只能有文字", "表格、列表和代码移到正文。")
PICTURE_IN_TEXT = Fault("E508", "图片不能放在标题、列表文字、单元格和脚注里", "图片单独成段。")
LONG_ROW = Fault(
    "E511", "表格这一行的格数比表头多", "补上表头，或删去多余的“|”；文字本身的“|”写作“\\|”。"
)
BARE_ROW = Fault("E511", "这一行紧接在表格之后，成了表格的一行", "表格之后空一行。")
TOO_WIDE = Fault("E511", "表格过宽，横排一页也放不下", "拆成几个表，或减少列数。")

_IN_TEXT = {
    r"~~": _mark("不能用删除线“~~”", "删去不要的文字和“~~”", "~"),
    r"==[^\s=][^=\n]*==": _mark("不能用突出显示“==”", "删去“==”，或改用“**”加粗。"),
    r"\$\$|\$[^\s$](?:[^$\n]*[^\s$])?\$(?!\d)": _mark(
        "不能用“$”之间的公式", "改用文字和普通符号", "$"
    ),
    r"\*\*": _mark("“**”没有成对，或没有紧贴文字", "补上另一半，删去与文字之间的空格", "*"),
    r"(?<!_)__[^\s_][^_\n]*__(?!_)": _mark("“__”没有成为加粗", "改用“**”。"),
    r"`": _mark("反引号没有成对", "补上另一半，或删去", "`"),
    r"\^\[": Fault("E509", "脚注“^[”没有结束，或写在脚注里", "写作 ^[脚注内容]。"),
    r"\[\^": Fault("E509", "脚注的标记写法不对", "写作 [^1]，标记中没有空格。"),
    r"!\[|\]\([^()\n]*\)": _mark(
        "图片或链接的写法不对",
        "写作 ![图题](文件名.png)，方括号、圆括号各成一对，文件名没有空格。",
    ),
    r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]": _mark("链接的地址不能写在别处", "写作 [文字](地址)", "["),
    r"\^[^\s^]+\^": _mark("不能用上标“^”", "直接用上标字符，如“m²”", "^"),
    r"(?<=[A-Za-z])~\d+~": _mark("不能用下标“~”", "直接用下标字符，如“H₂O”", "~"),
    r"(?<!\w):[a-z][a-z_]*:": _mark("不能用“:名称:”代替符号", "删去，或改用文字。"),
    r"%%[^%\n]+%%": _mark("不能用“%%”之间的批注", "删去，批注写作“<!-- … -->”。"),
    r"\[\[[^\[\]\n]+\]\]": _mark("不能用“[[ ]]”之间的链接", "只留文字，或写作 [文字](地址)", "["),
}
_AT_START = {
    r":::": _mark("不能用“:::”", "删去“:::”。"),
    r"\+{3}\s*$": _mark("文首“+++”之间的设置不会刊出", "删去“+++”和其间的设置。"),
    r"!!!\s": _mark("不能用“!!!”", "删去“!!!”。"),
    r":\s": _mark("不能用定义列表", "改为“- **名称**：说明”。"),
    r"[#＃]{1,6}[^\s#＃]": _mark("标题的“#”与文字之间没有空格", "在“#”后空一格", "#"),
    r"＃+\s": _mark("标题的“＃”是全角", "改为半角“#”。"),
    r"[|｜].*[|｜]\s*$|:?-+:?\s*[|｜][-:|｜\s]*$": Fault(
        "E511",
        "表格的写法不对",
        "表头下一行写“|---|---|”，与表头格数相同；竖线用半角，表格前后各空一行。",
    ),
    r"={2,}\s*$": _mark("不能单独成行写“===”", "删去这一行。"),
    r"\[[^\]\n]+\]:\s*(?:<|\S*[/.#])\S*\s*$": _mark(
        "链接的地址不能写在别处", "写作 [文字](地址)", "["
    ),
    r"\[(?:toc|TOC)\]": _mark("目录由程序生成，不能写“[TOC]”", "删去“[TOC]”。"),
    r"[-+][^\W\d_]": _mark("列表的标记与文字之间没有空格", "在标记后空一格", "-"),
}
_FAULTS = (*_IN_TEXT.values(), *_AT_START.values())
_ANYWHERE = compiled("|".join(f"({pattern})" for pattern in _IN_TEXT))
_SIGN = compiled(r"[~=$*_`^:\[\]]|%%")
"""What each of the patterns anywhere in a text needs; most texts have none of it."""
_LINE = compiled("|".join(f"({pattern})" for pattern in _AT_START))


def tag(name: str) -> Fault:
    """Tell of a tag."""
    return _mark(
        f"不能用HTML标签“{name}”", "删去标签；单元格内换行用<br>，上标直接用字符，如“m²”。"
    )


def outward(address: str) -> Fault:
    """Tell of a link to what is not published with the report."""
    return _mark(f"链接“{address}”不会随报告公布", "写完整的网址，或只留文字。")


def left_over(text: str, *, begins_line: bool) -> Iterator[Fault]:
    """Yield what is left of marks in a stretch of text on one line, each kind once.

    Args:
        text: The text, after the parser has read what it understands.
        begins_line: Whether the text begins its line.
    """
    found = _LINE.match(text) if begins_line else None
    if found and found.lastindex:
        yield _FAULTS[len(_IN_TEXT) + found.lastindex - 1]
    if _SIGN.search(text):
        kinds = {each.lastindex for each in _ANYWHERE.finditer(text)}
        yield from (_FAULTS[kind - 1] for kind in sorted(filter(None, kinds)))
