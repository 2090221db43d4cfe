#!/usr/bin/env bash
# openpyxl opens a Strict Open XML workbook, finds no sheets in it and blames the sheet.
#
# Expected: "Strict Open XML Spreadsheet" is one of the two classes of ISO/IEC 29500, offered
# by Excel under Save As with the same ending .xlsx. A reader should read it, or raise an error
# as openpyxl does for .xls and for files that are no workbook.
# Happens: load_workbook returns a workbook whose sheetnames are empty and whose active sheet is
# None. Its one warning calls the specification of the sheet invalid and does not name the class;
# read_only makes no difference. calamine reads the file; only namespaces differ in the two here.
# Versions: openpyxl 3.1.5, python-calamine 0.9.1. Seen: 2026-11.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1

cat > trial.py <<'PY'
"""Open one workbook in both classes of the standard."""
import warnings
import zipfile

import openpyxl
from python_calamine import CalamineWorkbook

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CLASSES = {
    "transitional": "http://schemas.openxmlformats.org/{}/2006/{}",
    "strict": "http://purl.oclc.org/ooxml/{}/{}",
}


def write(kind, path):
    main = CLASSES[kind].format("spreadsheetml", "main")
    doc = CLASSES[kind].format("officeDocument", "relationships")
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{doc}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{doc}"'
        + (' conformance="strict"' if kind == "strict" else "")
        + '><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{doc}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>办结</t></is></c><c r="B1"><v>31</v></c></row></sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)


for kind in CLASSES:
    path = f"{kind}.xlsx"
    write(kind, path)
    for read_only in (False, True):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            book = openpyxl.load_workbook(path, read_only=read_only)
        said = [str(warning.message) for warning in told]
        print(kind, f"openpyxl {book.sheetnames}", f"no active sheet: {book.active is None}", said, sep=" | ")
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    print(kind, f"calamine {rows}", sep=" | ")
PY

cat > expected <<'END'
transitional | openpyxl ['台账'] | no active sheet: False | []
transitional | openpyxl ['台账'] | no active sheet: False | []
transitional | calamine [['办结', 31.0]]
strict | openpyxl [] | no active sheet: True | ['File contains an invalid specification for 0. This will be removed']
strict | openpyxl [] | no active sheet: True | ['File contains an invalid specification for 0. This will be removed']
strict | calamine [['办结', 31.0]]
END
venv/bin/python trial.py > seen
sed 's/^/seen: /' seen
diff expected seen || { echo "changed: see the lines above"; exit 1; }
echo "as expected: openpyxl lists no sheets of a Strict workbook"
