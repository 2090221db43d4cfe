#!/usr/bin/env bash
# Dates in Excel's own Chinese formats are read as plain numbers by openpyxl, as dates by calamine.
#
# Expected: ISO/IEC 29500-1, 18.8.30 gives number formats 27-36 and 50-58 a meaning for zh-cn
# (31 is year-month-day, 57 year-month, 58 month-day, all with 年月日). They are built in, so a
# workbook names only the number and carries no format code; a reader that turns format 14
# into a date should turn 31 into one.
# Happens: openpyxl knows the built-in formats of the English list only: 27, 28, 31, 36, 50, 57 and
# 58 come back as the number 45356, without a warning; calamine gives dates, so the two engines
# of pandas.read_excel disagree about one file. The same format written out under a number of
# its own (176) is a date in both, so it depends on how the analyst picked the format.
# Versions: openpyxl 3.1.5, python-calamine 0.9.1. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1

cat > trial.py <<'PY'
"""Read one date, 2024-03-05, under several number formats."""
import warnings
import zipfile

import openpyxl
from python_calamine import CalamineWorkbook

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FORMATS = (14, 27, 28, 31, 36, 50, 57, 58, 176)

cells = "".join(
    f'<row r="{n}"><c r="A{n}" s="{n}"><v>45356</v></c></row>' for n in range(1, len(FORMATS) + 1)
)
styles = "".join(
    f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    for n in (0, *FORMATS)
)
parts = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{DOC}"><sheets>'
    '<sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{DOC}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{DOC}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="176" '
    'formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(FORMATS) + 1}">{styles}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>",
}
with zipfile.ZipFile("register.xlsx", "w") as book:
    for name, text in parts.items():
        book.writestr(name, text)

with warnings.catch_warnings():
    warnings.simplefilter("error")
    first = [row[0] for row in openpyxl.load_workbook("register.xlsx").active.values]
    second = [row[0] for row in CalamineWorkbook.from_path("register.xlsx").get_sheet_by_index(0).to_python()]
for number, one, other in zip(FORMATS, first, second, strict=True):
    print(number, f"openpyxl {type(one).__name__}", f"calamine {type(other).__name__}", sep=" | ")
PY

cat > expected <<'END'
14 | openpyxl datetime | calamine date
27 | openpyxl int | calamine date
28 | openpyxl int | calamine date
31 | openpyxl int | calamine date
36 | openpyxl int | calamine date
50 | openpyxl int | calamine date
57 | openpyxl int | calamine date
58 | openpyxl int | calamine date
176 | openpyxl datetime | calamine date
END
venv/bin/python trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: a date in a built-in Chinese format is a number to openpyxl"
