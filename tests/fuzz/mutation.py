"""Make hostile inputs: sound files with pieces cut out, doubled, and put in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

_NASTY = (
    *("\0", "\x07", "\x1b[31m", "\x85", "\xad", "\r", "\n", "\n\n", "\t", " ", "\u3000"),
    *("\u200b", "\u200d", "\u202e", "\u2066", "\u2028", "\ufeff", "\ufffe", "\ufdd0", "\ufffc"),
    *("\U0001f600", "\U000e0041", "\U0002a700", "\ue000", "e\u0301", "é", "１", "，", "“", "”"),
    *(",", '"', '""', "'", ";", "|", "\\", "/", "../", "//", ":", ": ", "- ", "? ", "# ", "#"),
    *("=1+1", "+1", "-1", "@x", "0", "00", "010", "-0", "1e9", "1_000", "1,000", "99999999999"),
    *("9" * 30, "9" * 5000, "0.1", ".5", "1.", "NaN", "inf", "0x1F", "½", "一", "〇", "两"),
    *("2020-02-30", "2020/2/3", "2020年2月3日", "44000", "9999-12-31", "0001-01-01"),
    *("&a", "*a", "<<: *a", "!x ", "!!int ", "%YAML 1.1\n---\n", "---\n", "...\n", "|\n", ">\n"),
    *("{", "}", "[", "]", "{}", "[]", "[[[[", "]]]]", "{{", "}}", "{%", "%}", "{#", "#}"),
    *("{{ exam_sat }}", "{{ exam_sat | 中文 }}", "{{ x.__class__ }}", "{{ ''.__class__ }}"),
    *("{{ statement.laws }}", "{{ agency.name }}", "{{ 1/0 }}", "{{ a | b(c) }}", "{{ }}"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "<a", "</td>"),
    *("&lt;", "&#8238;", "&#0;", "&nbsp;", "[甲](javascript:alert(1))", "![](file:///etc/passwd)"),
    *("**", "*", "__", "`", "```", "~~~", "> ", "1. ", "99999999999. ", "+ ", "| 甲 |", "|---|"),
    *("\n| a | b |\n|---|:-:|\n| c |\n", "\n# 题\n", "\n- 甲\n  - 乙\n    1. 丙\n", "  \n", "\\\n"),
    *('#read("/etc/passwd")', "#import", "$x^2$", "@label", "<label>", "\\u{202e}", "#{", "//"),
    *(
        "待确认",
        "数值",
        "零",
        "无此职责",
        "未提供",
        "是",
        "否",
        "件",
        "人",
        "%",
        "元",
        "万元",
        "（元）",
    ),
)
NASTY = (*map(str.encode, _NASTY), b"\xff", b"\x80", b"\xed\xa0\x80", b"\xb9\xe6")


def mutated(sound: Sequence[bytes], pieces: Sequence[bytes] = NASTY) -> SearchStrategy[bytes]:
    """Draw one of some sound files, and damage it in one to four places."""
    piece = st.one_of(st.sampled_from(list(pieces)), st.binary(max_size=4))
    spot = st.tuples(
        st.integers(0, 1 << 20), st.integers(0, 9), st.integers(0, 3), st.lists(piece, max_size=2)
    )
    return st.builds(_damaged, st.sampled_from(list(sound)), st.lists(spot, min_size=1, max_size=4))


def _damaged(content: bytes, spots: list[tuple[int, int, int, list[bytes]]]) -> bytes:
    for at, cut, again, pieces in spots:
        place = at % (len(content) + 1)
        put = b"".join(pieces) + content[place : place + 30] * (again == 3)  # now and then doubled
        content = content[:place] + put + content[place + cut :]
    return content


def mutated_workbook(sound: bytes) -> SearchStrategy[bytes]:
    """Draw a workbook of which a part, or the whole archive, is damaged."""
    with ZipFile(io.BytesIO(sound)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    pieces = [
        *(
            b'r="1048577"',
            b'r="999999999999"',
            b'r="XFD1"',
            b't="e"',
            b't="s"',
            b't="str"',
            b"<f>1",
        ),
        *(
            b"<v>9</v>",
            b"<v>-1</v>",
            b"</c>",
            b"<c>",
            b"<row>",
            b"<!DOCTYPE x>",
            b"<!ENTITY",
            b"&x;",
        ),
        *(b'hidden="1"', b'<mergeCell ref="A1:XFD9"/>', b's="999"', b"_x202E_", b"_x0000_", b"-"),
        *(b"../", b"/", b"1e400", b"NaN", b"99999999", b"visible", b"veryHidden", *NASTY[:40]),
    ]
    some_part = st.one_of(
        *(st.tuples(st.just(name), mutated([content], pieces)) for name, content in parts.items())
    )
    return st.one_of(
        st.builds(lambda part: _zipped(parts | dict([part])), some_part),
        mutated([sound], [b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\0" * 4, b"\xff" * 4]),
    )


def _zipped(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()
