"""The text that stands in a workbook, read back from its parts as its sheets show it.

A number is read in its format, and with the unit that its row names: that is how people read it.
The first sheet, which says what the others are, tells nothing of the report.
"""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from functools import cache
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import from_excel

from lawgov_lib.base.expressions import compiled
from lawgov_lib.exporters.readback import squeezed
from lawgov_lib.exporters.tablesheet import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = compiled(r"xl/worksheets/sheet(\d+)\.xml")
_ROW = compiled(r"<row\b[^>]*>(.*?)</row>", re.DOTALL)
_CELL = compiled(
    r'<c r="[A-Z]+[0-9]+"(?: s="([0-9]+)")?(?: t="\w+")?(?:/>|>'
    r"(?:<is><t[^>]*>([^<]*)</t></is>|<v>([^<]*)</v>|<v ?/>)?</c>)"
)
_NUMBER = compiled(r'(?P<whole>#,##0|0)(?:\.(?P<decimals>0+))?(?:"(?P<tail>[^"]*)")?')


def sheet_text(content: bytes) -> str:
    """Return the text of a workbook as far as it is compared, row by row."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = [found for name in package.namelist() if (found := _SHEET.fullmatch(name))]
        codes = _codes(etree.fromstring(package.read("xl/styles.xml")))
        told = [
            cell
            for name in sorted(names, key=lambda found: int(found[1]))[1:]
            for cell in _told(package.read(name[0]).decode(), codes)
        ]
    return squeezed("\n".join(told))


def _told(sheet: str, codes: Sequence[str]) -> Iterator[str]:
    """Yield what the cells of a sheet show."""
    named = -1
    for row in _ROW.findall(sheet):
        cells = _CELL.findall(row)
        shown = [unescape(text or value) for _, text, value in cells]
        unit = shown[named] if -1 < named < len(shown) else ""
        for place, (look, _, value) in enumerate(cells):
            if value:
                shown[place] = _written(value, codes[int(look or 0)]) + unit
        if UNIT in shown:
            named = shown.index(UNIT)
        yield from shown


def _written(value: str, code: str) -> str:
    """Write a number as its format shows it."""
    if code.startswith("yyyy"):
        return str(from_excel(float(value)).date().isoformat())
    found = _number(code)
    if not found:
        return value
    grouped = "," if "," in found["whole"] else ""
    decimals = len(found["decimals"] or "")
    return f"{Decimal(value):{grouped}.{decimals}f}{found['tail'] or ''}"


@cache
def _number(code: str) -> re.Match[str] | None:
    return _NUMBER.fullmatch(code)


def _codes(styles: _Element) -> list[str]:
    """Return the format of each look of cells."""
    own = {
        int(each.get("numFmtId")): each.get("formatCode") for each in styles.iter(f"{_SPACE}numFmt")
    }
    looks = styles.find(f"{_SPACE}cellXfs")
    numbers = [int(look.get("numFmtId", 0)) for look in looks]
    return [own.get(number) or BUILTIN_FORMATS.get(number, "General") for number in numbers]
